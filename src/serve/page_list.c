/* Lists: events, statements, demands, causes, silences; reports, actors, places as tables; the findings of a search. */
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/server.h"
#include "serve/view.h"

enum { PER_PAGE = 100 };

static const struct {
    const char *path, *kind, *title, *lead, *types;
} lists[] = {
    {"/events", "'event'", "Events", "Who did what to whom, where and when, in the words of the reports.",
     "PROTEST|ASSAULT|COERCE|MOBILIZE|SANCTION|THREATEN|REJECT|ACCUSE|REQUEST|RETREAT|AID|COOPERATE|CONCEDE|SUPPORT|CONSULT|AGREE"},
    {"/statements", "'statement'", "Statements", "What was said, by whom. Quotation marks in the words are the report's.", NULL},
    {"/demands", "'demand'", "Demands", "What was demanded, by whom.", NULL},
    {"/causes", "'cause'", "Causes", "The reasons that were given: what is said to have led to what.", NULL},
    {"/silences", "'silence'", "Silences", "What is said to be unknown, cut off or unconfirmed.", "cut|access|no-data|unconfirmed"},
};

/* "Export: CSV, JSON Lines" for the same rows. */
static void exports(at__req *r, const char *list)
{
    char path[64];
    if (r->site)
        return;
    at_buf_put(&r->out, AT_S("<p class=tools>Take these rows: "));
    for (int i = 0; i < 2; i++) {
        (void)snprintf(path, sizeof path, "/export/%s.%s", list, i ? "jsonl" : "csv");
        at_buf_put(&r->out, i ? AT_S(" · <a href=\"") : AT_S("<a href=\""));
        at__scope_href(r, &r->out, path, NULL, 0);
        at__html(&r->out, "\">$z</a>", i ? "JSON Lines" : "CSV");
    }
    at_buf_put(&r->out, AT_S(" · all of it as "));
    at__export_links(r);
    at_buf_put(&r->out, AT_S("</p>\n"));
}

/* A heading for each day; findings without one come last. */
static void by_day(at__req *r, const at__facts *all)
{
    at_str last = AT_S("?");
    at_buf_put(&r->out, AT_S("<div class=days>"));
    for (size_t i = 0; i < all->n; i++) {
        const at__fact *f = &all->p[i];
        if (i == 0 || !at_eq(f->from, last)) {
            if (i)
                at_buf_put(&r->out, AT_S("</ol></section>"));
            at__html(&r->out, f->from.n ? "<section class=daygroup id=\"d$s\"><h2>" : "<section class=daygroup><h2>", f->from);
            if (f->from.n)
                at__fact_day(&r->out, f->from, f->precision);
            else
                at_buf_put(&r->out, AT_S("No day said"));
            at_buf_put(&r->out, AT_S("</h2><ol class=facts>\n"));
            last = f->from;
        }
        at__fact_row(r, f, !at_eq(f->from, f->to) && f->from.n);
    }
    at_buf_put(&r->out, all->n ? AT_S("</ol></section></div>\n") : AT_S("</div>\n"));
}

/* Days on which so few reports are unlikely: the store makes them anew when silences are asked for. */
static void quiet_days(at__req *r)
{
    at_rows *rows = NULL;
    at_err err;
    at_filter one = {.limit = 1};
    bool any = false;
    if (at_rows_open(&rows, r->store, AT_SILENCES, &one, &err) != AT_OK)
        return;
    at_rows_close(rows);
    sqlite3_stmt *st = at__req_sql(r, "SELECT date_from, date_to, place, country, type, about, probability FROM silences WHERE n = 1000000000 ORDER BY probability LIMIT 60");
    while (at_sql_step(&r->q, st)) {
        at_buf_put(&r->out, any ? AT_S("") : AT_S("<section><h2>Days on which so few reports are unlikely</h2><div class=scroll tabindex=0 role=region aria-label=\"Days without reports\"><table class=rows><thead>"
                                                  "<tr><th>Days<th>Place<th>What<th>How far from what was to be expected<th class=n>Chance</thead><tbody>"));
        any = true;
        at__html(&r->out, "<tr><td class=day>$s – $s<td><bdi>$s</bdi> <span class=note>$s</span><td>$s<td>$s<td class=n>$f\n", at_sql_column(st, 0), at_sql_column(st, 1), at_sql_column(st, 2),
                 at__country(at_sql_column(st, 3)), at_sql_column(st, 4), at_sql_column(st, 5), sqlite3_column_double(st, 6));
    }
    at__req_end(r, st);
    at_buf_put(&r->out, any ? AT_S("</tbody></table></div></section>\n") : AT_S(""));
}

void at__view_list(at__req *r)
{
    size_t k = 0;
    while (!at_eq(r->path, at_strz(lists[k].path)))
        k++;
    bool newest = at_eq(at__req_arg(r, "order"), AT_S("new"));
    int64_t page = at__req_count(r, "page", 0, 1 << 20), total = at__facts_count(r, lists[k].kind);
    at__facts all = at__facts_load(r, lists[k].kind, newest ? AT__NEWEST : AT__OLDEST, PER_PAGE, page * PER_PAGE);
    at__page_head(r, lists[k].title, lists[k].path);
    at__html(&r->out, "<h1>$z</h1><p class=lead>$z</p>", lists[k].title, lists[k].lead);
    at__scope_form(r, lists[k].path, lists[k].types);
    at__html(&r->out, "<p class=count><b>$n</b> $z", (long long)total, total == 1 ? "finding" : "findings");
    if (!r->site) {
        at_buf_put(&r->out, AT_S(" · <a href=\""));
        at__scope_href1(r, &r->out, lists[k].path, "order", newest ? AT_S("") : AT_S("new"));
        at__html(&r->out, "\">$z</a>", newest ? "oldest first" : "newest first");
    }
    at_buf_put(&r->out, AT_S("</p>"));
    if (!page && at_eq(r->path, AT_S("/silences")) && !at__scope_any(r))
        quiet_days(r);
    if (!total)
        at_buf_put(&r->out, AT_S("<p class=empty>Nothing in the record fits.</p>"));
    by_day(r, &all);
    at__page_turn(r, lists[k].path, page, PER_PAGE, total);
    if (total)
        exports(r, lists[k].path + 1);
    at__page_foot(r);
}

/* ---- reports ---- */

/* " AND r.n IN (reports with findings in scope)" when there are conditions. */
static sqlite3_stmt *reports_sql(at__req *r, const char *select, const char *rest)
{
    at_buf sql = {0};
    if (!at__scope_any(r))
        return at__req_sql(r, at_arena_fmt(&r->mem, "%s FROM report r WHERE r.n NOT IN (SELECT n FROM report WHERE confidential)%s", select, rest).p);
    at_buf_fmt(&sql, "%s FROM (SELECT DISTINCT v.n AS n", select);
    at__scope_from(&sql, r, NULL);
    at_buf_fmt(&sql, ") AS hits JOIN report r ON r.n = hits.n WHERE r.n NOT IN (SELECT n FROM report WHERE confidential)%s", rest);
    at_buf_putc(&sql, 0);
    sqlite3_stmt *st = sql.bad ? NULL : at__scope_bind(r, at__req_sql(r, sql.p));
    r->out.bad |= sql.bad;
    at_buf_release(&sql);
    return st;
}

void at__view_reports(at__req *r)
{
    enum { PAGE = 200 };
    int64_t page = at__req_count(r, "page", 0, 1 << 20), total = 0;
    at_buf *b = &r->out;
    sqlite3_stmt *st = at__scope_any(r) ? reports_sql(r, "SELECT count(*)", "") : at__req_sql(r, "SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'report'");
    if (at_sql_step(&r->q, st))
        total = sqlite3_column_int64(st, 0);
    at__req_end(r, st);
    at__page_head(r, "Reports", "/reports");
    at_buf_put(b, AT_S("<h1>Reports</h1><p class=lead>What the record was read from, by day of publication.</p>"));
    at__scope_form(r, "/reports", NULL);
    at__html(b, "<p class=count><b>$n</b> $z</p><div class=scroll tabindex=0 role=region aria-label=Reports><table class=rows><thead><tr><th>Published<th>Report<th>Publisher<th class=n>Findings<th class=n>Disputes<th class=n>Bytes</thead><tbody>",
             (long long)total, total == 1 ? "report" : "reports");
    st = reports_sql(r, "SELECT r.n, r.published, coalesce(r.title, r.name, r.id), r.publisher, (SELECT count(*) FROM finding f WHERE f.report = r.n AND f.status <> 'rejected' AND NOT f.confidential),"
                        " (SELECT count(*) FROM dispute d WHERE d.report = r.n), r.bytes", " ORDER BY r.published IS NULL, r.published, r.n LIMIT ?20 OFFSET ?21");
    at_sql_int(&r->q, st, 20, PAGE);
    at_sql_int(&r->q, st, 21, page * PAGE);
    while (at_sql_step(&r->q, st))
        at__html(b, "<tr><td class=day>$s<td><a href=\"/report/$d\"><bdi>$s</bdi></a><td>$s<td class=n>$n<td class=n>$n<td class=n>$n\n", at_sql_column(st, 1),
                 (long long)sqlite3_column_int64(st, 0), at_sql_column(st, 2), at_sql_column(st, 3), (long long)sqlite3_column_int64(st, 4),
                 (long long)sqlite3_column_int64(st, 5), (long long)sqlite3_column_int64(st, 6));
    at__req_end(r, st);
    at_buf_put(b, AT_S("</tbody></table></div>"));
    at__page_turn(r, "/reports", page, PAGE, total);
    at__page_foot(r);
}

/* ---- search ---- */

/* One hit of the full-text search: SQLite marks the words with \x02 and \x03, which cannot stand in a report's text. */
static void snippet(at_buf *b, at_str s)
{
    at_str part;
    while (at_cut(&s, '\x02', &part)) {
        size_t end = at_index_char(part, '\x03', 0);
        if (end == SIZE_MAX) {
            at__html_text(b, part);
            continue;
        }
        at__html(b, "<mark>$s</mark>$s", at_sub(part, 0, end), at_sub(part, end + 1, part.n));
    }
}

static void search_reports(at__req *r, at_str words)
{
    at_buf expr = {0};
    int64_t n = 0;
    at_store_match(&expr, "{title text}", words);
    sqlite3_stmt *st = at__req_sql(r, "SELECT r.n, coalesce(r.title, r.name, r.id), r.publisher, r.published, snippet(report_fts, 1, char(2), char(3), ' … ', 32)"
                                      " FROM report_fts JOIN report r ON r.n = report_fts.rowid WHERE report_fts MATCH ?1 AND NOT r.confidential ORDER BY rank LIMIT 30");
    at_sql_text(&r->q, st, 1, (at_str){expr.p ? expr.p : "", expr.n});
    at_buf_put(&r->out, AT_S("<section><h2>In the reports</h2><ol class=hits>"));
    while (at_sql_step(&r->q, st)) {
        at__html(&r->out, "<li><p><a href=\"/report/$d?q=$u\"><bdi>$s</bdi></a> <span class=pub>$s $s</span></p><blockquote>", (long long)sqlite3_column_int64(st, 0), words,
                 at_sql_column(st, 1), at_sql_column(st, 2), at_sql_column(st, 3));
        snippet(&r->out, at_sql_column(st, 4));
        at_buf_put(&r->out, AT_S("</blockquote></li>\n"));
        n++;
    }
    at__req_end(r, st);
    at_buf_put(&r->out, n ? AT_S("</ol></section>") : AT_S("</ol><p class=empty>No report has these words.</p></section>"));
    at_buf_release(&expr);
}

static at_str cell(const at_field *c, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(c[i].name, name))
            return c[i].value;
    return AT_S("");
}

/* One sentence: "3:120-260" is its report and where it stands, "3:f7 3:f8" what was found in it. */
static void near_row(at__req *r, const at_field *c, size_t n)
{
    at_buf *b = &r->out;
    at_str id = cell(c, n, "id"), first = AT_S(""), found = cell(c, n, "findings"), name = cell(c, n, "publisher");
    at_str report = at_sub(id, 0, at_index_char(id, ':', 0));
    (void)at_cut(&found, ' ', &first);
    size_t colon = at_index_char(first, ':', 0);
    name = name.n ? name : cell(c, n, "title").n ? cell(c, n, "title") : cell(c, n, "report");
    at__html(b, "<li><blockquote>$s</blockquote><p class=src><a class=from href=\"/report/$u", cell(c, n, "words"), report);
    if (colon != SIZE_MAX)
        at__html(b, "#$s", at_sub(first, colon + 1, first.n));
    at__html(b, "\"><bdi>$s</bdi></a> <span class=pub>", name);
    at__fact_day(b, cell(c, n, "published"), AT_S(""));
    at__html(b, "</span> <span class=note>likeness $s</span></p></li>\n", at_sub(cell(c, n, "likeness"), 0, 4));
}

/* Sentences that mean the like, whatever their words. */
static void search_meaning(at__req *r, at_str words)
{
    at_reader *reader;
    at_meaning m;
    at_rows *rows = NULL;
    at_err err = {0};
    const at_field *c;
    size_t n = 0, shown = 0;
    at_filter f = {.limit = 15};
    if (at__server_reader(r->server, &reader, &err) != AT_OK || at_meaning_of(reader, &m, at_sub(words, 0, AT_MEANING_BYTES), &err) != AT_OK)
        return;
    f.like = &m;
    at_buf_put(&r->out, AT_S("<section><h2>Near in meaning</h2><ol class=\"facts near\">"));
    if (at_rows_open(&rows, r->store, AT_SENTENCES, &f, &err) == AT_OK) {
        while (at_rows_next(rows, &c, &n, &err) == AT_OK && n) {
            near_row(r, c, n);
            shown++;
        }
        at_rows_close(rows);
    }
    at_buf_put(&r->out, shown ? AT_S("</ol></section>") : AT_S("</ol><p class=empty>The reports were added without what search by meaning needs, or none comes near.</p></section>"));
}

void at__view_search(at__req *r)
{
    at_str words = at__req_arg(r, "q");
    at__page_head(r, "Search", "/search");
    at_buf_put(&r->out, AT_S("<h1>Search</h1><p class=lead>Findings and reports with all of the words, and sentences that mean the like. <code>\"two words\"</code> in quotes stand together, <code>arrest*</code> takes any ending.</p>"));
    bool any = false; /* an asterisk alone is no word */
    for (size_t i = 0; i < words.n; i++)
        any |= words.p[i] != ' ' && words.p[i] != '*' && words.p[i] != '"';
    if (any) {
        int64_t total = at__facts_count(r, NULL);
        at__facts all = at__facts_load(r, NULL, AT__OLDEST, 60, 0);
        at__html(&r->out, "<div class=two><section><h2>Findings <span class=count>$n</span></h2><ol class=facts>", (long long)total);
        for (size_t i = 0; i < all.n; i++)
            at__fact_row(r, &all.p[i], true);
        at_buf_put(&r->out, all.n ? AT_S("</ol>") : AT_S("</ol><p class=empty>No finding has these words.</p>"));
        if (total > 60)
            at__html(&r->out, "<p>The first 60. By kind: <a href=\"/events?q=$u\">events</a>, <a href=\"/statements?q=$u\">statements</a>, <a href=\"/figures?q=$u\">figures</a>.</p>",
                     words, words, words);
        at_buf_put(&r->out, AT_S("</section><div>"));
        search_meaning(r, words);
        search_reports(r, words);
        at_buf_put(&r->out, AT_S("</div></div>"));
    }
    at__page_foot(r);
}

void at__view_about(at__req *r)
{
    at__page_head(r, "How to read this", "");
    at_buf_put(&r->out,
               AT_S("<article class=prose><h1>How to read this</h1><p class=lead>attest reads news reports and keeps what they say, who says it, and the very words.</p>"
                    "<h2>A finding</h2><p>One clause of one report: an event, a figure, a statement, a demand, a cause, a loaded name (framing) or a silence. Its words stand in "
                    "serifs. Behind them stands who says so; if nobody is named, the report itself does. The link leads to the words in the report and to the rule that found them.</p>"
                    "<h2>Stance</h2><p>What is not simply asserted is marked: <span class=\"st denied\">denied</span> <span class=\"st alleged\">alleged</span> "
                    "<span class=\"st confirmed\">confirmed</span> <span class=\"st expected\">expected</span> <span class=\"st feared\">feared</span> and so on.</p>"
                    "<h2>How sure</h2><p>The small bar <span class=\"sure s8\"></span> says how often such findings of the program are right. It says nothing about whether the report is.</p>"
                    "<h2>Colours</h2><p>Events have the sixteen types of PLOVER in four classes.</p>"));
    at_buf_put(&r->out, AT_S("<ul class=legend><li><span class=\"key g4\"></span>acts of conflict: protest, violence, repression</li><li><span class=\"key g3\"></span>words of conflict: demands, accusations, threats</li>"
                             "<li><span class=\"key g2\"></span>acts of cooperation: aid, withdrawal</li><li><span class=\"key g1\"></span>words of cooperation: talks, agreements</li></ul>"
                             "<h2>Keys</h2><table class=rows><tr><td><kbd>/</kbd><td>search<tr><td><kbd>j</kbd> <kbd>k</kbd><td>next, previous finding<tr><td><kbd>Enter</kbd><td>open it"
                             "<tr><td><kbd>g</kbd> then <kbd>o</kbd> <kbd>t</kbd> <kbd>m</kbd> <kbd>f</kbd> <kbd>d</kbd> <kbd>r</kbd><td>overview, timeline, map, figures, disputes, review"
                             "<tr><td><kbd>a</kbd> <kbd>r</kbd> <kbd>c</kbd> <kbd>u</kbd><td>accept, reject, correct, undo, in the review</table></article>"));
    at__page_foot(r);
}
