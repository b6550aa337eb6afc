/* The overview: what happened, since when, where it stands; what is counted, disputed, unknown. And the timeline. */
#include "base/day.h"
#include "serve/chart.h"
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/map.h"
#include "serve/scope.h"
#include "serve/view.h"

/* Speakers whose name the program could not make out: they are nobody to rank. */
#define PRONOUNS "'i', 'we', 'you', 'he', 'she', 'they', 'it', 'who', 'me', 'us', 'them', 'one', 'some', 'others', 'this', 'that'"

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
        stat(r, number(r, "SELECT count(*) FROM link_incident i WHERE i.units > 1" AT__TOLD_BY_SEVERAL), "told by several", "/incidents");
    stat(r, by_kind[1], "figures", "/figures");
    stat(r, by_kind[2], "statements", "/statements");
    stat(r, by_kind[3], "demands", "/demands");
    if (!at__scope_any(r))
        stat(r, at__disputes_count(r, AT_S("")), "disputes", "/disputes");
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

/* "300 reports, published 3 June 1989 to 28 July 2022." */
static void lead_reports(at__req *r)
{
    at_buf *b = &r->out;
    sqlite3_stmt *st = at__req_sql(r, "SELECT sum(n), min(nullif(day, '')), max(nullif(day, '')) FROM tally WHERE kind = 'report' AND n > 0");
    if (at_sql_step(&r->q, st)) {
        at__html(b, "<b>$n</b> $z", (long long)sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 0) == 1 ? "report" : "reports");
        if (at_sql_column(st, 1).n) {
            at_buf_put(b, AT_S(", published "));
            at__fact_day(b, at_sql_column(st, 1), AT_S(""));
        }
        if (!at_eq(at_sql_column(st, 1), at_sql_column(st, 2))) {
            at_buf_put(b, AT_S(" to "));
            at__fact_day(b, at_sql_column(st, 2), AT_S(""));
        }
        at_buf_put(b, AT_S(". "));
    }
    at__req_end(r, st);
}

static void sentence(at__req *r, const at__times *t)
{
    char from[16], to[16];
    at_buf *b = &r->out;
    at_buf_put(b, AT_S("<p class=lead>"));
    if (!at__scope_any(r))
        lead_reports(r);
    if (!t->buckets.n) {
        at_buf_put(b, AT_S("No event with a day is in this part of the record yet.</p>"));
        return;
    }
    at_day_put(from, t->from);
    at_day_put(to, t->to);
    at__html(b, "They tell of <b>$n</b> $z with a day, from ", (long long)t->dated, t->dated == 1 ? "event" : "events");
    at_str exact = t->unit == 'y' ? AT_S("year") : t->unit == 'm' ? AT_S("month") : AT_S("");
    at__fact_day(b, at_strz(from), exact);
    at_buf_put(b, AT_S(" to "));
    at__fact_day(b, at_strz(to), exact);
    int most = 0;
    for (int i = 1; i < AT__TYPES; i++)
        most = t->total[i] > t->total[most] || !most ? i : most;
    at__html(b, ", most often <a href=\"");
    at__scope_href1(r, b, "/events", "type", at_strz(at__chart_type(most)));
    at__html(b, "\">$z</a> ($n). Every line leads to the words of a report and to who says so.</p>\n", at__type_words(at_strz(at__chart_type(most))), (long long)t->total[most]);
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

/* Counts of people killed, the latest first. */
static void killed(at__req *r)
{
    at__facts all = at__facts_where(r, "'figure'", AT_S(" AND v.what = 'killed' AND v.day < '9999'"), NULL, AT_S(""), -6);
    if (!all.n)
        return;
    at_buf_put(&r->out, AT_S("<section><h2>People killed: the latest counts</h2><ol class=counts>"));
    for (size_t i = 0; i < all.n; i++) {
        const at__fact *f = &all.p[i];
        at__html(&r->out, "<li><a class=to href=\"/finding/$u\"><b class=num>", f->key);
        at__fact_range(&r->out, f);
        at_buf_put(&r->out, AT_S("</b></a> <span>"));
        if (f->place.n)
            at__html(&r->out, "<bdi>$s</bdi>, ", f->place);
        at__fact_when(&r->out, f);
        at_buf_put(&r->out, AT_S("</span> <span class=src>"));
        size_t before = r->out.n;
        at__fact_said(r, f);
        at_buf_put(&r->out, r->out.n > before ? AT_S(" · ") : AT_S(""));
        at__fact_report(r, f);
        at_buf_put(&r->out, AT_S("</span>"));
    }
    at_buf_put(&r->out, AT_S("</ol><p class=more><a href=\""));
    at__scope_href1(r, &r->out, "/figures", "type", AT_S("killed"));
    at_buf_put(&r->out, AT_S("\">all</a></p></section>\n"));
}

/* The latest events, at most two of one report, so that one long report does not fill the list. */
static at__facts latest_events(at__req *r, size_t most)
{
    at__facts all = at__facts_load(r, "'event'", AT__LATEST, 60, 0);
    size_t n = 0;
    for (size_t i = 0; i < all.n && n < most; i++) {
        size_t same = 0;
        for (size_t k = 0; k < n; k++)
            same += all.p[k].n == all.p[i].n;
        if (same < 2)
            all.p[n++] = all.p[i];
    }
    all.n = n;
    return all;
}

/* Silences with a day, the latest first, then those without one. */
static at__facts latest_silences(at__req *r, size_t most)
{
    at__facts all = at__facts_load(r, "'silence'", AT__LATEST, (int64_t)most, 0);
    at__facts more = all.n < most ? at__facts_load(r, "'silence'", AT__UNDATED, (int64_t)(most - all.n), 0) : (at__facts){0};
    for (size_t i = 0; i < more.n; i++)
        *at_push(&r->mem, &all) = more.p[i];
    return all;
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
    at__facts latest = latest_events(r, 8);
    facts(r, "Where it stands: the latest events", &latest, "/events?order=new", "No events with a day.");
    at__facts quiet = latest_silences(r, 4);
    facts(r, "What is not known", &quiet, "/silences", "No silence is reported.");
    at_buf_put(&r->out, AT_S("</div><div>"));
    at__map_small(r);
    bool all = !at__scope_any(r);
    sqlite3_stmt *st = all ? at__req_sql(r, "SELECT country, sum(g0 + g1 + g2 + g3 + g4) AS n FROM tally_place WHERE country <> '' GROUP BY 1 ORDER BY n DESC, 1 LIMIT 10")
                           : at__scope_sql(r, "SELECT v.country, count(*) AS n", "'event'", " AND v.country IS NOT NULL GROUP BY 1 ORDER BY n DESC, 1 LIMIT 10");
    ranking(r, "Countries", st, "place", true, NULL);
    st = all ? at__req_sql(r, "SELECT name, said FROM tally_speaker WHERE said > 0 AND lower(name) NOT IN (" PRONOUNS ") ORDER BY said DESC, name LIMIT 8")
             : at__scope_sql(r, "SELECT (SELECT s.name FROM source s WHERE s.report = v.n AND s.finding = v.pos ORDER BY s.pos DESC LIMIT 1) AS who, count(*) AS n", "'statement'",
                       " GROUP BY 1 HAVING who IS NOT NULL AND lower(who) NOT IN (" PRONOUNS ") ORDER BY n DESC, 1 LIMIT 8");
    ranking(r, "Who speaks most", st, NULL, false, "/actors");
    at_buf_put(&r->out, AT_S("</div><div>"));
    if (all)
        at__disputes_short(r, 5);
    killed(r);
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
