/* Actors and places as tables, and what one actor did, said and was said to do. */
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/view.h"

enum { PER_PAGE = 200 };

/* Those of whom a shown finding tells, or who are only named. */
static const char actors_sql[] =
    "SELECT x.name, x.type, x.country, x.sector, (SELECT count(DISTINCT o.report) FROM open_actor o WHERE o.actor = x.n),"
    " (SELECT count(*) FROM open_actor o JOIN party q ON q.report = o.report AND q.actor = o.id JOIN finding f ON f.report = q.report AND f.pos = q.finding WHERE o.actor = x.n AND NOT f.confidential),"
    " (SELECT count(*) FROM open_actor o JOIN source s ON s.report = o.report AND s.actor = o.id JOIN finding f ON f.report = s.report AND f.pos = s.finding WHERE o.actor = x.n AND NOT f.confidential),"
    " (SELECT group_concat(name, ', ') FROM (SELECT DISTINCT o.name AS name FROM open_actor o WHERE o.actor = x.n AND o.name <> x.name LIMIT 4))"
    " FROM (SELECT l.n, l.type, l.country, l.sector, l.mentions, iif(EXISTS (SELECT 1 FROM open_actor o WHERE o.actor = l.n AND o.name = l.name), l.name,"
    "  (SELECT o.name FROM open_actor o WHERE o.actor = l.n ORDER BY o.report LIMIT 1)) AS name FROM link_actor l) AS x"
    " WHERE x.name IS NOT NULL AND (?1 = '' OR instr(lower(x.name), lower(?1)) > 0)"
    " ORDER BY x.mentions DESC, x.n LIMIT ?2 OFFSET ?3";

void at__view_actors(at__req *r)
{
    int64_t page = at__req_count(r, "page", 0, 1 << 20), n = 0;
    at_str words = at__req_arg(r, "q");
    at_buf *b = &r->out;
    at__page_head(r, "Actors", "/actors");
    at_buf_put(b, AT_S("<h1>Actors</h1><p class=lead>Who is named in the reports, those named most often first: in how many findings they have a part, and how often their words are told.</p>"));
    if (!r->site)
        at__html(b, "<form class=line action=\"/actors\" role=search aria-label=\"Actors\"><label>Name <input name=q value=\"$s\"></label><button>Show</button></form>", words);
    at_buf_put(b, AT_S("<div class=scroll tabindex=0 role=region aria-label=\"Actors\"><table class=rows><thead><tr><th>Name<th>Kind<th>Country<th>Sector<th class=n>Reports<th class=n>Has part in<th class=n>Words told</thead><tbody>"));
    sqlite3_stmt *st = at__req_sql(r, actors_sql);
    at_sql_text(&r->q, st, 1, words);
    at_sql_int(&r->q, st, 2, PER_PAGE);
    at_sql_int(&r->q, st, 3, page * PER_PAGE);
    for (; at_sql_step(&r->q, st); n++) {
        at__html(b, "<tr><td><a href=\"/actor?name=$u\"><bdi>$s</bdi></a>", at_sql_column(st, 0), at_sql_column(st, 0));
        if (at_sql_column(st, 7).n)
            at__html(b, " <span class=note>also <bdi>$s</bdi></span>", at_sql_column(st, 7));
        at__html(b, "<td>$s<td>$s<td>$s<td class=n>$n<td class=n>$n<td class=n>$n\n", at_sql_column(st, 1), at__country(at_sql_column(st, 2)), at_sql_column(st, 3),
                 (long long)sqlite3_column_int64(st, 4), (long long)sqlite3_column_int64(st, 5), (long long)sqlite3_column_int64(st, 6));
    }
    at__req_end(r, st);
    at_buf_put(b, AT_S("</tbody></table></div>"));
    if (!n)
        at_buf_put(b, AT_S("<p class=empty>Nobody fits.</p>"));
    at__page_turn(r, "/actors", page, PER_PAGE, page * PER_PAGE + (n == PER_PAGE ? PER_PAGE + 1 : n));
    at__page_foot(r);
}

void at__view_places(at__req *r)
{
    int64_t n = 0, page = at__req_count(r, "page", 0, 1 << 20);
    at_buf *b = &r->out;
    at__page_head(r, "Places", "/places");
    at_buf_put(b, AT_S("<h1>Places</h1><p class=lead>Where things are said to have happened, those most is told of first. Names and coordinates are GeoNames’.</p>"
                       "<div class=scroll tabindex=0 role=region aria-label=\"Places\"><table class=rows><thead><tr><th>Place<th>Country<th class=n>Findings<th class=n>Events<th class=n>Acts of conflict<th class=n>Silences<th>Coordinates</thead><tbody>"));
    sqlite3_stmt *st = at__req_sql(r, "SELECT name, precision, country, findings, g0 + g1 + g2 + g3 + g4, g4, silences, lat, lon FROM tally_place WHERE findings > 0 ORDER BY findings DESC, name LIMIT ?1 OFFSET ?2");
    at_sql_int(&r->q, st, 1, PER_PAGE);
    at_sql_int(&r->q, st, 2, page * PER_PAGE);
    for (; at_sql_step(&r->q, st); n++) {
        at__html(b, "<tr><td><a href=\"/events?place=$u\"><bdi>$s</bdi></a>$z<td>", at_sql_column(st, 0), at_sql_column(st, 0),
                 sqlite3_column_int(st, 1) >= 6 ? " <span class=note>country</span>" : sqlite3_column_int(st, 1) >= 4 ? " <span class=note>region</span>" : "");
        if (at_sql_column(st, 2).n)
            at__html(b, "<a href=\"/?place=$u\">$s</a>", at_sql_column(st, 2), at__country(at_sql_column(st, 2)));
        for (int c = 3; c < 7; c++)
            at__html(b, "<td class=n>$n", (long long)sqlite3_column_int64(st, c));
        at_buf_put(b, AT_S("<td class=note>"));
        if (sqlite3_column_double(st, 7) < 999)
            at__html(b, "$f, $f", sqlite3_column_double(st, 7), sqlite3_column_double(st, 8));
        at_buf_putc(b, '\n');
    }
    at__req_end(r, st);
    at_buf_put(b, AT_S("</tbody></table></div>"));
    if (!n)
        at_buf_put(b, AT_S("<p class=empty>No place is named yet.</p>"));
    at__page_turn(r, "/places", page, PER_PAGE, page * PER_PAGE + (n == PER_PAGE ? PER_PAGE + 1 : n));
    at__page_foot(r);
}

/* ---- one actor ---- */

/* Findings in which the name has this part: actor, recipient, by; or speaks; or is named so. */
static at_str part_condition(at__req *r, const char *part)
{
    return at_arena_fmt(&r->mem,
                        " AND EXISTS (SELECT 1 FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor WHERE q.report = v.n AND q.finding = v.pos"
                        " AND q.part = '%s' AND coalesce(a.name, q.words) = ?22 COLLATE NOCASE)",
                        part);
}

static void part(at__req *r, at_str name, const char *title, const char *kinds, const char *column, at_str condition)
{
    at_buf *b = &r->out;
    at__facts all = at__facts_where(r, kinds, condition, column, name, 60);
    if (!all.n)
        return;
    at__html(b, "<section><h2>$z <span class=count>$n$z</span></h2><ol class=facts>", title, (long long)all.n, all.n == 60 ? " first" : "");
    for (size_t i = 0; i < all.n; i++)
        at__fact_row(r, &all.p[i], true);
    at_buf_put(b, AT_S("</ol></section>\n"));
}

static void who(at__req *r, at_str name)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT min(a.type), min(a.country), min(a.sector), count(DISTINCT a.report), (SELECT group_concat(role, ', ') FROM (SELECT DISTINCT j.value AS role"
                                      " FROM actor x, json_each(x.json, '$.roles') AS j WHERE x.name = ?1 COLLATE NOCASE AND x.report NOT IN (SELECT n FROM report WHERE confidential) LIMIT 6)),"
                                      " (SELECT grade FROM judged WHERE target = 'source:' || ?1)"
                                      " FROM actor a WHERE a.name = ?1 COLLATE NOCASE AND a.report NOT IN (SELECT n FROM report WHERE confidential)");
    at_sql_text(&r->q, st, 1, name);
    if (at_sql_step(&r->q, st) && sqlite3_column_int64(st, 3)) {
        at__html(&r->out, "<p class=lead><bdi>$s</bdi></p><p class=byline>$s", at_sql_column(st, 4), at_sql_column(st, 0));
        if (at_sql_column(st, 1).n)
            at__html(&r->out, " · $s", at__country(at_sql_column(st, 1)));
        if (at_sql_column(st, 2).n)
            at__html(&r->out, " · sector $s", at_sql_column(st, 2));
        at__html(&r->out, " · in $n $z", (long long)sqlite3_column_int64(st, 3), sqlite3_column_int64(st, 3) == 1 ? "report" : "reports");
        if (at_sql_column(st, 5).n)
            at__html(&r->out, " · graded <b>$s</b>", at_sql_column(st, 5));
        at_buf_put(&r->out, AT_S("</p>"));
    }
    at__req_end(r, st);
}

void at__view_actor(at__req *r)
{
    at_str name = at__req_arg(r, "name");
    if (!name.n) {
        at__req_fail(r, 404, "There is no such actor", "The address names nobody.");
        return;
    }
    at__page_head(r, "Actor", "/actors");
    at__html(&r->out, "<h1><bdi>$s</bdi></h1>", name);
    who(r, name);
    size_t before = r->out.n;
    at_str speaks = AT_S(" AND EXISTS (SELECT 1 FROM source s WHERE s.report = v.n AND s.finding = v.pos AND (s.name = ?22 COLLATE NOCASE OR (s.name IS NULL AND s.role = ?22 COLLATE NOCASE)))");
    at_buf_put(&r->out, AT_S("<div class=two><div>"));
    part(r, name, "Is said to have done", "'event'", "who", part_condition(r, "actor"));
    part(r, name, "Is said to have met with", "'event'", "who", part_condition(r, "recipient"));
    part(r, name, "Is called", "'framing'", NULL, AT_S(" AND json_extract(v.json, '$.framing.of') = ?22 COLLATE NOCASE"));
    at_buf_put(&r->out, AT_S("</div><div>"));
    part(r, name, "Says", "'statement'", "source", speaks);
    part(r, name, "Demands", "'demand'", "who", part_condition(r, "by"));
    part(r, name, "Counts", "'figure'", "source", speaks);
    part(r, name, "Calls others", "'framing'", "source", speaks);
    part(r, name, "Tells of", "'event'", "source", speaks);
    at_buf_put(&r->out, AT_S("</div></div>"));
    if (r->out.n - before < 60)
        at__html(&r->out, "<p class=empty>Nothing in the record has this name. <a href=\"/search?q=$u\">Search the words</a></p>", name);
    at__page_foot(r);
}
