/* Incidents: what several reports tell of one happening, and why the program thinks that they do. */
#include "base/day.h"
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/view.h"

enum { PER_PAGE = 100 };

/* "13", "13 to 20, latest 15": people killed, by the least and the greatest figure of any source. */
static void killed(at__req *r, sqlite3_stmt *st, int low)
{
    at_buf *b = &r->out;
    bool has[3];
    long long n[3];
    for (int i = 0; i < 3; i++) {
        has[i] = sqlite3_column_type(st, low + i) != SQLITE_NULL;
        n[i] = (long long)sqlite3_column_int64(st, low + i);
    }
    if (has[0] && has[2] && n[0] != n[2])
        at__html(b, "$n to $n", n[0], n[2]);
    else if (has[0] || has[2])
        at__html(b, "$n", has[0] ? n[0] : n[2]);
    if (has[1] && has[0] && has[2] && n[0] != n[2])
        at__html(b, " <span class=note>latest $n</span>", n[1]);
}

/* Incidents of these conditions; those that nothing shown tells of are left out, which is asked only if people rejected or closed anything. */
static sqlite3_stmt *ask(at__req *r, const char *select, const char *rest, bool several)
{
    static const char shown[] = " AND (NOT EXISTS (SELECT 1 FROM judged WHERE confidential OR status = 'rejected') OR EXISTS (SELECT 1 FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos"
                                " WHERE m.incident = i.n AND NOT f.confidential AND f.status <> 'rejected' AND f.report NOT IN (SELECT n FROM report WHERE confidential)))";
    at_filter f = at__scope(r);
    at_buf sql = {0};
    at_buf_fmt(&sql, "%s FROM link_incident i WHERE %s%s", select, several ? "i.units > 1" AT__TOLD_BY_SEVERAL : "1", shown);
    at_buf_put(&sql, f.type.n ? AT_S(" AND i.type = ?1") : AT_S(""));
    at_buf_put(&sql, f.place.n ? AT_S(" AND (i.place = ?2 COLLATE NOCASE OR i.country = ?2)") : AT_S(""));
    at_buf_put(&sql, f.since.n ? AT_S(" AND i.day >= julianday(?3) - 2440587.5") : AT_S(""));
    at_buf_put(&sql, f.until.n ? AT_S(" AND i.day <= julianday(?4) - 2440587.5") : AT_S(""));
    at_buf_put(&sql, at_strz(rest));
    at_buf_putc(&sql, 0);
    sqlite3_stmt *st = sql.bad ? NULL : at__req_sql(r, sql.p);
    const at_str value[] = {f.type, f.place, f.since, f.until};
    for (int i = 0; i < 4; i++)
        if (value[i].n)
            at_sql_text(&r->q, st, i + 1, value[i]);
    r->out.bad |= sql.bad;
    at_buf_release(&sql);
    return st;
}

/* The words of the member that the program is surest of. */
static at_str words_of(at__req *r, sqlite3_stmt *st, int64_t n)
{
    at_sql_int(&r->q, st, 1, n);
    at_str words = at_sql_step(&r->q, st) ? at__req_copy(r, st, 0) : AT_S("");
    sqlite3_reset(st);
    return words;
}

void at__view_incidents(at__req *r)
{
    at_buf *b = &r->out;
    int64_t page = at__req_count(r, "page", 0, 1 << 20), total = 0;
    bool several = !at_eq(at__req_arg(r, "all"), AT_S("1"));
    sqlite3_stmt *st = ask(r, "SELECT count(*)", "", several);
    total = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    at__page_head(r, "Incidents", "/incidents");
    at_buf_put(b, AT_S("<h1>Incidents</h1><p class=lead>Findings of different reports that seem to tell of one happening. People killed: the least and the greatest figure that a source gives, and what the latest report holds.</p>"));
    at__scope_form(r, "/incidents", "PROTEST|ASSAULT|COERCE|MOBILIZE|SANCTION|THREATEN|REJECT|ACCUSE|REQUEST|RETREAT|AID|COOPERATE|CONCEDE|SUPPORT|CONSULT|AGREE");
    at__html(b, "<p class=count><b>$n</b> $z · <a href=\"", (long long)total, several ? "told by several reports" : "in all");
    at__scope_href1(r, b, "/incidents", "all", several ? AT_S("1") : AT_S(""));
    at__html(b, "\">$z</a></p><div class=scroll tabindex=0 role=region aria-label=\"Incidents\"><table class=rows><thead><tr><th>Day<th>What<th>Place<th class=n>Reports<th class=n>Findings<th class=n>Killed<th>In the words of one</thead><tbody>",
             several ? "also those of one report" : "only those told by several reports");
    st = at__req_sql(r, "SELECT n, date_from, type, place, country, reports, findings, low, best, high FROM incidents WHERE n = ?1");
    sqlite3_stmt *said = at__req_sql(r, "SELECT f.words FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos WHERE m.incident = ?1 AND NOT f.confidential AND f.status <> 'rejected'"
                                        " AND f.report NOT IN (SELECT n FROM report WHERE confidential) ORDER BY f.confidence DESC LIMIT 1");
    sqlite3_stmt *ids = ask(r, "SELECT i.n", " ORDER BY coalesce(i.day, 99999999), i.n LIMIT 100 OFFSET ?6", several);
    at_sql_int(&r->q, ids, 6, page * PER_PAGE);
    while (at_sql_step(&r->q, ids)) {
        at_sql_int(&r->q, st, 1, sqlite3_column_int64(ids, 0));
        if (at_sql_step(&r->q, st)) {
            at__html(b, "<tr><td class=day>$s<td><a href=\"/incident/i$d\"><span class=\"t g$d\">$s</span></a><td><bdi>$s</bdi> <span class=note>$s</span><td class=n>$n<td class=n>$n<td class=n>", at_sql_column(st, 1),
                     (long long)sqlite3_column_int64(st, 0), (long long)at__type_group(at_sql_column(st, 2)), at_sql_column(st, 2).n ? at_sql_column(st, 2) : AT_S("figure"), at_sql_column(st, 3),
                     at_eq(at__country(at_sql_column(st, 4)), at_sql_column(st, 3)) ? AT_S("") : at__country(at_sql_column(st, 4)), (long long)sqlite3_column_int64(st, 5), (long long)sqlite3_column_int64(st, 6));
            killed(r, st, 7);
            at__html(b, "<td class=words><q>$s</q>\n", words_of(r, said, sqlite3_column_int64(st, 0)));
        }
        sqlite3_reset(st);
    }
    at__req_end(r, ids);
    at__req_end(r, said);
    at__req_end(r, st);
    at_buf_put(b, AT_S("</tbody></table></div>"));
    if (!total)
        at_buf_put(b, AT_S("<p class=empty>None.</p>"));
    at__page_turn(r, "/incidents", page, PER_PAGE, total);
    at__page_foot(r);
}

/* ---- one incident ---- */

/* What brought each further report to the incident: the likelihood and what spoke for and against. */
static void reasons(at__req *r, int64_t n)
{
    bool any = false;
    sqlite3_stmt *st = at__req_sql(r, "SELECT u.likelihood, u.reasons, u.key, r.n, coalesce(r.publisher, r.title, r.name, r.id) FROM link_unit u JOIN report r ON r.n = u.report WHERE u.incident = ?1 AND u.via IS NOT NULL"
                                      " AND NOT r.confidential AND EXISTS (SELECT 1 FROM open_finding f WHERE f.key = u.key) ORDER BY u.n LIMIT 60");
    at_sql_int(&r->q, st, 1, n);
    while (at_sql_step(&r->q, st)) {
        at_buf_put(&r->out, any ? AT_S("") : AT_S("<section><h2>Why these belong together</h2><p class=note>What each likeness adds to the log odds.</p><ul class=reasons>"));
        at__html(&r->out, "<li><a href=\"/finding/$u\"><bdi>$s</bdi></a>: $d % likely", at_sql_column(st, 2), at_sql_column(st, 4), (long long)(sqlite3_column_double(st, 0) * 100 + 0.5));
        at_str json = at_sql_column(st, 1);
        r->json = json_loadb(json.p, json.n, 0, NULL);
        const char *key;
        json_t *value;
        json_object_foreach(r->json, key, value) if (json_is_number(value)) at__html(&r->out, " <span class=cell>$z <b>$f</b></span>", key, json_number_value(value));
        json_decref(r->json);
        r->json = NULL;
        any = true;
    }
    at__req_end(r, st);
    at_buf_put(&r->out, any ? AT_S("</ul></section>") : AT_S(""));
}

void at__view_incident(at__req *r)
{
    int64_t n = 0;
    at_buf *b = &r->out;
    at_str id = at_starts(r->tail, AT_S("i")) ? at_sub(r->tail, 1, r->tail.n) : AT_S("");
    sqlite3_stmt *st = at__req_sql(r, "SELECT n, date_from, type, place, country, reports, findings, low, best, high FROM incidents WHERE n = ?1 AND NOT confidential");
    at_sql_int(&r->q, st, 1, at_to_i64(id, &n) ? n : -1);
    if (!at_sql_step(&r->q, st)) {
        at__req_fail(r, 404, "There is no such incident", "It may have been joined with another one since.");
        return;
    }
    at__page_head(r, "Incident", "/incidents");
    at__html(b, "<p class=kicker>incident i$d</p><h1><span class=\"t g$d\">$s</span> <bdi>$s</bdi></h1><p class=lead>", (long long)n, (long long)at__type_group(at_sql_column(st, 2)), at_sql_column(st, 2),
             at_sql_column(st, 3).n ? at_sql_column(st, 3) : AT_S("place not said"));
    at__fact_day(b, at_sql_column(st, 1), AT_S(""));
    at__html(b, " · told by $n $z in $n $z", (long long)sqlite3_column_int64(st, 5), sqlite3_column_int64(st, 5) == 1 ? "report" : "reports", (long long)sqlite3_column_int64(st, 6),
             sqlite3_column_int64(st, 6) == 1 ? "finding" : "findings");
    size_t before = b->n;
    at_buf_put(b, AT_S(" · killed "));
    size_t filled = b->n;
    killed(r, st, 7);
    b->n = b->n == filled ? before : b->n;
    at__req_end(r, st);
    at_buf_put(b, AT_S("</p><ol class=facts>"));
    st = at__req_sql(r, "SELECT m.report, m.pos FROM link_member m JOIN report r ON r.n = m.report JOIN finding f ON f.report = m.report AND f.pos = m.pos WHERE m.incident = ?1 AND NOT r.confidential AND NOT f.confidential"
                        " AND f.status <> 'rejected' ORDER BY r.published, r.n, m.pos LIMIT 300");
    at_sql_int(&r->q, st, 1, n);
    at__facts all = at__facts_of(r, st);
    for (size_t i = 0; i < all.n; i++)
        at__fact_row(r, &all.p[i], true);
    at_buf_put(b, AT_S("</ol>"));
    reasons(r, n);
    at__page_foot(r);
}
