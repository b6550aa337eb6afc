/* The overview: what happened, since when, where it stands; what is counted, disputed, unknown. And the timeline. */
#include "base/day.h"
#include "serve/chart.h"
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/map.h"
#include "serve/scope.h"
#include "serve/view.h"

static int64_t number(at__req *r, const char *sql)
{
    sqlite3_stmt *st = at__req_sql(r, sql);
    int64_t n = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    return n;
}

static int64_t reports_in_scope(at__req *r)
{
    if (!at__scope_any(r))
        return number(r, "SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'report'");
    sqlite3_stmt *st = at__scope_sql(r, "SELECT count(DISTINCT v.n)", NULL, "");
    int64_t n = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    return n;
}

static void stat(at__req *r, int64_t n, const char *words, const char *path)
{
    at__html(&r->out, "<li><a href=\"");
    at__scope_href(r, &r->out, path, NULL, 0);
    at_str w = at_strz(words); /* "1 dispute" */
    at__html(&r->out, "\"><b>$n</b> $s</a>", (long long)n, n == 1 && at_ends(w, AT_S("s")) ? at_sub(w, 0, w.n - 1) : w);
}

/* The view `disputes` compares all reports with each other, which takes long in a large record. */
static bool small(at__req *r)
{
    return number(r, "SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'report'") <= 3000;
}

static void strip(at__req *r)
{
    int64_t by_kind[8] = {0};
    static const char *const kinds[] = {"event", "figure", "statement", "demand", "cause", "framing", "silence"};
    sqlite3_stmt *st = at__scope_any(r) ? at__scope_sql(r, "SELECT v.kind, count(*)", NULL, " GROUP BY 1") : at__req_sql(r, "SELECT kind, sum(n) FROM tally GROUP BY 1");
    while (at_sql_step(&r->q, st))
        for (size_t i = 0; i < 7; i++)
            if (at_eq(at_sql_column(st, 0), at_strz(kinds[i])))
                by_kind[i] = sqlite3_column_int64(st, 1);
    at__req_end(r, st);
    at_buf_put(&r->out, AT_S("<ul class=strip>"));
    stat(r, reports_in_scope(r), "reports", "/reports");
    stat(r, by_kind[0], "events", "/events");
    if (!at__scope_any(r))
        stat(r, number(r, "SELECT count(*) FROM (SELECT incident FROM link_unit GROUP BY incident HAVING count(DISTINCT report) > 1)"), "told by several", "/incidents");
    stat(r, by_kind[1], "figures", "/figures");
    stat(r, by_kind[2], "statements", "/statements");
    stat(r, by_kind[3], "demands", "/demands");
    if (!at__scope_any(r))
        stat(r, number(r, small(r) ? "SELECT count(*) FROM disputes WHERE NOT confidential" : "SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'dispute'"), "disputes",
             "/disputes");
    stat(r, by_kind[6], "silences", "/silences");
    if (!at__scope_any(r) && !r->site)
        stat(r, number(r, "SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'review'"), "to review", "/review");
    at_buf_put(&r->out, AT_S("</ul>\n"));
}

/* Bars of names with counts; `arg` is what a click sets. */
static void ranking(at__req *r, const char *title, sqlite3_stmt *st, const char *arg, bool country, const char *more)
{
    int64_t most = 0;
    at_buf *b = &r->out;
    at__html(b, "<section><h2>$z</h2><ol class=ranks>", title);
    while (at_sql_step(&r->q, st)) {
        at_str name = at_sql_column(st, 0);
        int64_t n = sqlite3_column_int64(st, 1);
        most = n > most ? n : most;
        at_buf_put(b, AT_S("<li><a href=\""));
        if (arg)
            at__scope_href1(r, b, "/", arg, name);
        else
            at__html(b, "/actor?name=$u", name);
        at__html(b, "\"><bdi>$s</bdi></a> <span class=n>$n</span><svg viewBox=\"0 0 100 3\" preserveAspectRatio=none aria-hidden=true><rect width=$f height=3></rect></svg>",
                 country ? at__country(name) : name, (long long)n, most ? 100.0 * (double)n / (double)most : 0.0);
    }
    at__req_end(r, st);
    at_buf_put(b, AT_S("</ol>"));
    if (more)
        at__html(b, "<p class=more><a href=\"$z\">all</a></p>", more);
    at_buf_put(b, AT_S("</section>\n"));
}

static void sentence(at__req *r, const at__times *t)
{
    char from[16], to[16];
    at_buf *b = &r->out;
    at_buf_put(b, AT_S("<p class=lead>"));
    if (!t->buckets.n) {
        at_buf_put(b, AT_S("No event with a day is in this part of the record yet.</p>"));
        return;
    }
    at_day_put(from, t->from);
    at_day_put(to, t->to);
    at__html(b, "<b>$n</b> $z with a day, from ", (long long)t->dated, t->dated == 1 ? "event" : "events");
    at_str exact = t->unit == 'y' ? AT_S("year") : t->unit == 'm' ? AT_S("month") : AT_S("");
    at__fact_day(b, at_strz(from), exact);
    at_buf_put(b, AT_S(" to "));
    at__fact_day(b, at_strz(to), exact);
    int most = 0;
    for (int i = 1; i < AT__TYPES; i++)
        most = t->total[i] > t->total[most] || !most ? i : most;
    at__html(b, "; most often <a href=\"");
    at__scope_href1(r, b, "/events", "type", at_strz(at__chart_type(most)));
    at__html(b, "\">$z</a> ($n). What stands here is what reports say, with who says it. Each line leads to its words.</p>\n", at__type_words(at_strz(at__chart_type(most))),
             (long long)t->total[most]);
}

static void facts(at__req *r, const char *title, const at__facts *all, const char *path, const char *none)
{
    at__html(&r->out, "<section><h2>$z</h2><ol class=facts>", title);
    for (size_t i = 0; i < all->n; i++)
        at__fact_row(r, &all->p[i], true);
    at_buf_put(&r->out, AT_S("</ol>"));
    if (!all->n)
        at__html(&r->out, "<p class=empty>$z</p>", none);
    else {
        at_buf_put(&r->out, AT_S("<p class=more><a href=\""));
        at__scope_href(r, &r->out, path, NULL, 0);
        at_buf_put(&r->out, AT_S("\">all</a></p>"));
    }
    at_buf_put(&r->out, AT_S("</section>\n"));
}

/* Disputes of the whole record, the newest reports first. */
static void disputes(at__req *r)
{
    bool any = false;
    sqlite3_stmt *st = at__req_sql(r, small(r) ? "SELECT id, type, sides, report, published FROM disputes WHERE NOT confidential ORDER BY n DESC, published DESC, id LIMIT 6" : "SELECT d.report || ':' || d.id, d.type, (SELECT group_concat(coalesce(json_extract(s.value, '$.who'), '?') || ': ' || coalesce((SELECT group_concat('“' || f.words || '”', ' ')"
                                      " FROM finding f, json_each(s.value, '$.findings') AS k WHERE f.report = d.report AND f.id = k.value AND NOT f.confidential AND f.status <> 'rejected'), ''), ' / ') FROM json_each(d.json, '$.sides') AS s),"
                                      " NULL, r.published FROM dispute d JOIN report r ON r.n = d.report WHERE d.report IN (SELECT report FROM dispute WHERE report NOT IN (SELECT n FROM report WHERE confidential)"
                                      " ORDER BY report DESC LIMIT 20) ORDER BY r.published DESC, d.report LIMIT 6");
    at_buf_put(&r->out, AT_S("<section><h2>Accounts that differ</h2><ol class=differ>"));
    while (at_sql_step(&r->q, st)) {
        at_str sides = at_sql_column(st, 2), side;
        at__html(&r->out, "<li><a class=to href=\"/disputes#$s\"><span class=\"t g0\">$s</span></a> <span class=pub>$s</span><ul>", at_sql_column(st, 0), at_sql_column(st, 1),
                 at_sql_column(st, 4));
        while (at_cut(&sides, '/', &side))
            if (at_trim(side).n)
                at__html(&r->out, "<li>$s", at_trim(side));
        at_buf_put(&r->out, AT_S("</ul>"));
        any = true;
    }
    at__req_end(r, st);
    at_buf_put(&r->out, any ? AT_S("</ol><p class=more><a href=\"/disputes\">all</a></p></section>\n") : AT_S("</ol><p class=empty>None.</p></section>\n"));
}

static void empty(at__req *r)
{
    at_buf_put(&r->out, AT_S("<h1>An empty record</h1><p class=lead>Nothing was read yet. <a href=\"/add\">Add reports</a> by dropping files or pasting text, or on the command line:</p>"
                             "<pre>attest add --db=FILE reports/*.txt</pre>"));
    at__page_foot(r);
}

void at__view_overview(at__req *r)
{
    at__times t = at__chart_load(r);
    at__page_head(r, "Overview", "/");
    if (!t.buckets.n && !at__scope_any(r) && !number(r, "SELECT EXISTS (SELECT 1 FROM report)")) {
        empty(r);
        return;
    }
    at_filter f = at__scope(r);
    at_str where = f.place.n ? at__country(f.place) : AT_S("What the reports say");
    at__html(&r->out, "<h1><bdi>$s</bdi></h1>", where);
    sentence(r, &t);
    at__scope_form(r, "/", NULL);
    strip(r);
    at_buf_put(&r->out, AT_S("<figure class=wide>"));
    at__chart_bars(r, &t, "/timeline", 130);
    at__chart_legend(r);
    at_buf_put(&r->out, AT_S("</figure><div class=over><div>"));
    at__facts latest = at__facts_load(r, "'event'", AT__LATEST, 8, 0);
    facts(r, "Where it stands: the latest events", &latest, "/events?order=new", "No events.");
    at_buf_put(&r->out, AT_S("</div><div>"));
    at__map_small(r);
    bool all = !at__scope_any(r);
    sqlite3_stmt *st = all ? at__req_sql(r, "SELECT country, sum(g0 + g1 + g2 + g3 + g4) AS n FROM tally_place WHERE country <> '' GROUP BY 1 ORDER BY n DESC, 1 LIMIT 10")
                           : at__scope_sql(r, "SELECT v.country, count(*) AS n", "'event'", " AND v.country IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 10");
    ranking(r, "Countries", st, "place", true, NULL);
    at_buf_put(&r->out, AT_S("</div><div>"));
    st = all ? at__req_sql(r, "SELECT name, said FROM tally_speaker WHERE said > 0 ORDER BY said DESC, name LIMIT 8")
             : at__scope_sql(r, "SELECT (SELECT s.name FROM source s WHERE s.report = v.n AND s.finding = v.pos ORDER BY s.pos DESC LIMIT 1) AS who, count(*) AS n", "'statement'",
                       " GROUP BY 1 HAVING who IS NOT NULL ORDER BY n DESC, 1 LIMIT 8");
    ranking(r, "Who speaks most", st, NULL, false, NULL);
    if (!at__scope_any(r))
        disputes(r);
    at__facts quiet = at__facts_load(r, "'silence'", AT__LATEST, 5, 0);
    facts(r, "What is not known", &quiet, "/silences", "No silence is reported.");
    at_buf_put(&r->out, AT_S("</div></div>\n"));
    if (!r->site) {
        at_buf_put(&r->out, AT_S("<p class=tools>Take this as "));
        at__export_links(r);
        at_buf_put(&r->out, AT_S("</p>\n"));
    }
    at__page_foot(r);
}

/* ---- the timeline ---- */

void at__view_timeline(at__req *r)
{
    static const char *const units[][2] = {{"d", "day"}, {"w", "week"}, {"m", "month"}, {"y", "year"}};
    at__times t = at__chart_load(r);
    int64_t page = at__req_count(r, "page", 0, 1 << 20);
    at__page_head(r, "Timeline", "/timeline");
    at_buf_put(&r->out, AT_S("<h1>Timeline</h1>"));
    const char *unit = "day";
    for (size_t i = 0; i < 4; i++)
        unit = units[i][0][0] == t.unit ? units[i][1] : unit;
    at__html(&r->out, "<p class=lead>Events by $z. Choose a bar to see its days<span class=js>, or draw across several</span>.</p>", unit);
    at__scope_form(r, "/timeline", "PROTEST|ASSAULT|COERCE|MOBILIZE|SANCTION|THREATEN|REJECT|ACCUSE|REQUEST|RETREAT|AID|COOPERATE|CONCEDE|SUPPORT|CONSULT|AGREE");
    at_buf_put(&r->out, AT_S("<figure class=wide>"));
    at__chart_bars(r, &t, "/timeline", 200);
    at__chart_legend(r);
    at__chart_types(r, &t, "/timeline");
    at_buf_put(&r->out, AT_S("<figcaption>"));
    if (t.before)
        at__html(&r->out, "$n events of days long before are left out. ", (long long)t.before);
    if (t.undated)
        at__html(&r->out, "$n events have no day. ", (long long)t.undated);
    at_buf_put(&r->out, AT_S("</figcaption></figure>\n"));
    at__facts all = at__facts_load(r, "'event'", AT__OLDEST, 100, page * 100);
    at__html(&r->out, "<h2>$n events</h2><ol class=facts>", (long long)(t.dated + t.undated + t.before));
    for (size_t i = 0; i < all.n; i++)
        at__fact_row(r, &all.p[i], true);
    at_buf_put(&r->out, AT_S("</ol>"));
    at__page_turn(r, "/timeline", page, 100, t.dated + t.undated + t.before);
    at__page_foot(r);
}
