#include "store/tally.h"

#include "base/data.h"
#include "base/str.h"

static bool counted(at_sql *q, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT 1 FROM tallied WHERE report = ?1");
    at_sql_int(q, st, 1, report);
    bool yes = at_sql_step(q, st);
    at_sql_end(q, st);
    return yes;
}

static void mark(at_sql *q, const char *sql, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(q, sql);
    at_sql_int(q, st, 1, report);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

static void count(at_sql *q, int64_t report, int sign)
{
    at_str sql = at_data("tally.sql");
    sqlite3_stmt *st;
    for (size_t at = 0; (st = at_sql_next(q, sql, &at));) {
        at_sql_int(q, st, 1, report);
        at_sql_int(q, st, 2, sign);
        (void)at_sql_step(q, st);
        at_sql_end(q, st);
    }
}

void at_tally_in(at_sql *q, int64_t report)
{
    if (counted(q, report))
        return;
    count(q, report, 1);
    mark(q, "INSERT INTO tallied(report) VALUES(?1)", report);
}

void at_tally_out(at_sql *q, int64_t report)
{
    if (!counted(q, report))
        return;
    count(q, report, -1);
    mark(q, "DELETE FROM tallied WHERE report = ?1", report);
}

void at_tally_clean(at_sql *q)
{
    at_sql_run(q, "DELETE FROM tally_place WHERE findings = 0; DELETE FROM tally_speaker WHERE said = 0; DELETE FROM tally WHERE n = 0");
}

void at_tally_all(at_sql *q)
{
    at_sql_run(q, "UPDATE finding SET contested = contested | 1 WHERE (report, id) IN (SELECT d.report, k.value FROM dispute d, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k)");
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT n FROM report ORDER BY n");
    while (at_sql_step(q, st))
        at_tally_in(q, sqlite3_column_int64(st, 0));
    at_sql_end(q, st);
}

int64_t at_tally_faults(at_sql *q)
{
    static const char *const sql[] = {
        "SELECT count(*) FROM (SELECT kind, sum(n) AS n FROM tally WHERE kind NOT IN ('report', 'review', 'dispute') GROUP BY 1 HAVING sum(n) <> 0 EXCEPT SELECT kind, count(*) FROM finding"
        " WHERE status <> 'rejected' AND NOT confidential AND report NOT IN (SELECT n FROM report WHERE confidential) GROUP BY 1)",
        "SELECT (SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'report') <> (SELECT count(*) FROM report) - (SELECT count(*) FROM report WHERE confidential)",
        "SELECT (SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'review') <> (SELECT count(*) FROM finding WHERE status = '' AND NOT confidential"
        " AND report NOT IN (SELECT n FROM report WHERE confidential))",
        "SELECT (SELECT coalesce(sum(findings), 0) FROM tally_place) <> (SELECT count(*) FROM finding f JOIN place p ON p.report = f.report AND p.id = f.place"
        " WHERE f.status <> 'rejected' AND NOT f.confidential AND f.report NOT IN (SELECT n FROM report WHERE confidential))",
        "SELECT (SELECT count(*) FROM tally WHERE n < 0) + (SELECT count(*) FROM tally_place WHERE findings < 0) + (SELECT count(*) FROM tally_speaker WHERE said < 0)",
    };
    int64_t faults = 0;
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = at_sql_prepare(q, sql[i]);
        faults += at_sql_step(q, st) ? sqlite3_column_int64(st, 0) : 0;
        at_sql_end(q, st);
    }
    return faults;
}
