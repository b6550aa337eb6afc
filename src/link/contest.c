#include "link/contest.h"

#include "base/data.h"
#include "base/str.h"

enum { MOST_STATEMENTS = 6 };

/* The statements of a file, prepared once for many owners. */
typedef struct {
    sqlite3_stmt *st[MOST_STATEMENTS];
    size_t n;
} script;

static void open_script(at_sql *q, script *s, const char *file)
{
    at_str sql = at_data(file);
    s->n = 0;
    for (size_t at = 0; s->n < MOST_STATEMENTS && (s->st[s->n] = at_sql_next(q, sql, &at));)
        s->n++;
}

static void run_number(at_sql *q, script *s, int64_t n)
{
    for (size_t i = 0; i < s->n; i++) {
        at_sql_int(q, s->st[i], 1, n);
        at_sql_again(q, s->st[i]);
    }
}

static void run_owner(at_sql *q, script *s, char kind, int64_t n)
{
    char owner[32];
    int len = snprintf(owner, sizeof owner, "%c%lld", kind, (long long)n);
    for (size_t i = 0; i < s->n; i++) {
        at_sql_text(q, s->st[i], 1, (at_str){owner, (size_t)len});
        at_sql_again(q, s->st[i]);
    }
}

static void close_script(at_sql *q, script *s)
{
    for (size_t i = 0; i < s->n; i++)
        at_sql_end(q, s->st[i]);
}

static void take(at_sql *q, at_arena *mem, at__numbers *to, const char *sql, int64_t n)
{
    sqlite3_stmt *st = at_sql_prepare(q, sql);
    at_sql_int(q, st, 1, n);
    while (at_sql_step(q, st))
        *at_push(mem, to) = sqlite3_column_int64(st, 0);
    at_sql_end(q, st);
}

void at__contest_touched(at_sql *q, at_arena *mem, at__numbers *incidents, int64_t report)
{
    take(q, mem, incidents,
         "SELECT DISTINCT u.incident FROM link_unit u WHERE u.report = ?1 AND (EXISTS (SELECT 1 FROM link_unit o WHERE o.incident = u.incident AND o.report <> ?1)"
         "  OR EXISTS (SELECT 1 FROM contest c WHERE c.owner = 'i' || u.incident))"
         " UNION SELECT m.incident FROM link_figure l JOIN link_member m ON m.report = l.report AND m.pos = l.pos WHERE l.report = ?1 AND l.relation = 'dispute'"
         " UNION SELECT m.incident FROM link_figure l JOIN link_member m ON m.report = l.other_report AND m.pos = l.other_pos WHERE l.report = ?1 AND l.relation = 'dispute'"
         " UNION SELECT m.incident FROM link_figure l JOIN link_member m ON m.report = l.report AND m.pos = l.pos WHERE l.other_report = ?1 AND l.relation = 'dispute'"
         " UNION SELECT m.incident FROM link_figure l JOIN link_member m ON m.report = l.other_report AND m.pos = l.other_pos WHERE l.other_report = ?1 AND l.relation = 'dispute'",
         report);
}

void at__contest_beside(at_sql *q, at_arena *mem, at__numbers *incidents, int64_t n)
{
    *at_push(mem, incidents) = n;
    take(q, mem, incidents,
         "SELECT o.incident FROM link_member m JOIN link_figure l ON l.report = m.report AND l.pos = m.pos AND l.relation = 'dispute'"
         "  JOIN link_member o ON o.report = l.other_report AND o.pos = l.other_pos WHERE m.incident = ?1"
         " UNION SELECT o.incident FROM link_member m JOIN link_figure l ON l.other_report = m.report AND l.other_pos = m.pos AND l.relation = 'dispute'"
         "  JOIN link_member o ON o.report = l.report AND o.pos = l.pos WHERE m.incident = ?1",
         n);
}

void at__contest_incidents(at_sql *q, const at__numbers *incidents)
{
    script sides, owner;
    if (!incidents->n)
        return;
    open_script(q, &sides, "contest-incident.sql");
    open_script(q, &owner, "contest-owner.sql");
    for (size_t i = 0; i < incidents->n; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++)
            again |= incidents->p[k] == incidents->p[i];
        if (again)
            continue;
        run_number(q, &sides, incidents->p[i]);
        run_owner(q, &owner, 'i', incidents->p[i]);
    }
    close_script(q, &sides);
    close_script(q, &owner);
}

void at__incidents_open(at_sql *q, const at__numbers *incidents)
{
    script own;
    if (!incidents->n)
        return;
    open_script(q, &own, "incident-open.sql");
    for (size_t i = 0; i < incidents->n; i++)
        run_number(q, &own, incidents->p[i]);
    close_script(q, &own);
}

void at__incidents_open_of(at_sql *q, at_arena *mem, int64_t report)
{
    at__numbers incidents = {0};
    take(q, mem, &incidents, "SELECT DISTINCT incident FROM link_unit WHERE report = ?1", report);
    at__incidents_open(q, &incidents);
}

void at__contest_report(at_sql *q, at_arena *mem, int64_t report, bool gone)
{
    static const char actors[] = "SELECT DISTINCT CAST(substr(owner, 2) AS INTEGER) FROM link_side WHERE report = ?1 AND type = 'name'";
    at__numbers named = {0};
    script own = {.n = 0}, owner;
    take(q, mem, &named, actors, report);
    open_script(q, &own, "contest-report.sql");
    for (size_t i = 0; i < own.n; i++) /* every second statement takes away, every other one puts */
        if (!gone || i % 2 == 0) {
            at_sql_int(q, own.st[i], 1, report);
            at_sql_again(q, own.st[i]);
        }
    close_script(q, &own);
    if (!gone)
        take(q, mem, &named, actors, report);
    if (!named.n)
        return;
    open_script(q, &owner, "contest-owner.sql");
    for (size_t i = 0; i < named.n; i++)
        run_owner(q, &owner, 'a', named.p[i]);
    close_script(q, &owner);
}
