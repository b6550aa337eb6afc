/* The report reader: the kept text with its findings marked, each paragraph beside what was found in it; and the page of one finding. */
#include "base/utf8.h"
#include "serve/evidence.h"
#include "serve/layout.h"
#include "serve/marks.h"
#include "serve/scope.h"
#include "serve/site.h"
#include "serve/view.h"

enum { MOST_TEXT = 1 << 20 }; /* shown of a report */

typedef struct {
    int64_t n, bytes;
    at_str id, name, url, publisher, published, title, text, made_by, sha;
} report;

static bool find(at__req *r, report *t, at_str id)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT n, bytes, id, name, url, publisher, published, title, text, json_extract(made_by, '$.program'), source_sha256 FROM report"
                                      " WHERE (CAST(n AS TEXT) = ?1 OR id = ?1 OR name = ?1) AND NOT confidential LIMIT 1");
    at_sql_text(&r->q, st, 1, id);
    bool found = at_sql_step(&r->q, st);
    at_str *const text[] = {&t->id, &t->name, &t->url, &t->publisher, &t->published, &t->title, &t->text, &t->made_by, &t->sha};
    if (found) {
        t->n = sqlite3_column_int64(st, 0);
        t->bytes = sqlite3_column_int64(st, 1);
        for (int i = 0; i < (int)(sizeof text / sizeof *text); i++)
            *text[i] = at__req_copy(r, st, i + 2);
    }
    at__req_end(r, st);
    return found;
}

static at_str short_id(const at__fact *f)
{
    return at_sub(f->id, at_index_char(f->id, ':', 0) + 1, f->id.n);
}

/* "event e3": the kind, an event with its class. */
static at_str look_of(at__req *r, const at__fact *f)
{
    return at_eq(f->kind, AT_S("event")) ? at_arena_fmt(&r->mem, "event e%d", at__type_group(f->type)) : f->kind;
}

static void margin_item(at__req *r, const at__fact *f)
{
    at_str id = short_id(f);
    at__html(&r->out, "<li id=\"$s\" class=\"$s $s\" data-f=\"$s\"><a class=to href=\"/finding/$u\">", id, look_of(r, f), f->status, id, f->key);
    at__fact_gist(r, f);
    at_buf_put(&r->out, AT_S("</a> <span class=src>"));
    at__fact_said(r, f);
    if (f->place.n)
        at__html(&r->out, " · <bdi>$s</bdi>", f->place);
    if (f->from.n) {
        at_buf_put(&r->out, AT_S(" · "));
        at__fact_when(&r->out, f);
    }
    if (f->status.n)
        at__html(&r->out, " <span class=judged>$s</span>", f->status);
    at_buf_put(&r->out, AT_S("</span></li>\n"));
}

static void head(at__req *r, const report *t, size_t n)
{
    at_buf *b = &r->out;
    at__html(b, "<h1><bdi>$s</bdi></h1><p class=byline>", t->title.n ? t->title : t->name.n ? t->name : t->id);
    if (t->publisher.n)
        at__html(b, "<b>$s</b> · ", t->publisher);
    if (t->published.n) {
        at__fact_day(b, t->published, AT_S(""));
        at_buf_put(b, AT_S(" · "));
    }
    at__page_count(b, (int64_t)n, "finding", "findings");
    at__html(b, " · $n bytes · <code title=\"SHA-256 of its bytes: $s\">$s</code>", (long long)t->bytes, t->sha, t->id);
    bool web = at_starts(t->url, AT_S("http://")) || at_starts(t->url, AT_S("https://"));
    if (web)
        at__html(b, " · <a href=\"$s\" rel=\"noreferrer noopener\">original</a>", t->url);
    at_buf_put(b, AT_S("</p>"));
    if (!r->site)
        at__html(b, "<p class=tools>All of this report as: <a href=\"/events?report=$d\">events</a> · <a href=\"/figures?report=$d\">figures</a> · <a href=\"/statements?report=$d\">statements</a> · "
                "<a href=\"/timeline?report=$d\">timeline</a> · <a href=\"/map?report=$d\">map</a></p>",
             (long long)t->n, (long long)t->n, (long long)t->n, (long long)t->n, (long long)t->n);
}

static void problems(at__req *r, int64_t n)
{
    bool any = false;
    sqlite3_stmt *st = at__req_sql(r, "SELECT stage, what FROM problem WHERE report = ?1 ORDER BY pos LIMIT 50");
    at_sql_int(&r->q, st, 1, n);
    while (at_sql_step(&r->q, st)) {
        at_buf_put(&r->out, any ? AT_S("") : AT_S("<aside class=problems><h2>What was hard to read</h2><ul>"));
        at__html(&r->out, "<li>$s: $s", at_sql_column(st, 0), at_sql_column(st, 1));
        any = true;
    }
    at__req_end(r, st);
    at_buf_put(&r->out, any ? AT_S("</ul></aside>") : AT_S(""));
}

static void reader(at__req *r, const report *t, const at__facts *all)
{
    at__mark *marks = at_new(&r->mem, at__mark, all->n);
    size_t first = 0, next = 0;
    at_str text = r->site ? at__site_text(r, t->n, t->text) : t->text;
    if (text.n > MOST_TEXT) {
        text.n = MOST_TEXT;
        while (text.n && !at_utf8_boundary(t->text, text.n))
            text.n--;
    }
    for (size_t i = 0; i < all->n; i++)
        marks[i] = (at__mark){all->p[i].span, look_of(r, &all->p[i]), short_id(&all->p[i])};
    size_t n = at__marks_sort(marks, all->n, text);
    at_span para = {0, 0};
    at_buf_put(&r->out, AT_S("<article class=reader>\n"));
    while (at__paragraph(text, para.end, &para)) {
        at_buf_put(&r->out, AT_S("<div class=para><p>"));
        at__marks_put(r, text, para, marks, n, &first);
        at_buf_put(&r->out, AT_S("</p><ol class=margin>"));
        for (; next < all->n && all->p[next].span.beg < para.end; next++)
            margin_item(r, &all->p[next]);
        at_buf_put(&r->out, AT_S("</ol></div>\n"));
    }
    at_buf_put(&r->out, AT_S("<ol class=margin>"));
    for (; next < all->n; next++)
        margin_item(r, &all->p[next]);
    at_buf_put(&r->out, AT_S("</ol>"));
    if (text.n < t->text.n)
        at__html(&r->out, "<p class=empty>The first $n of $n bytes. <code>attest text</code> prints all.</p>", (long long)text.n, (long long)t->text.n);
    if (!t->text.n)
        at_buf_put(&r->out, AT_S("<p class=empty>The record holds no text of this report, only its findings.</p>"));
    at_buf_put(&r->out, AT_S("</article>\n"));
}

void at__view_report(at__req *r)
{
    report t = {0};
    if (!find(r, &t, r->tail)) {
        at__req_fail(r, 404, "There is no such report", "Nothing in the record has that number or name.");
        return;
    }
    at__facts all = at__facts_report(r, t.n);
    char title[200];
    at_str name = t.title.n ? t.title : t.name.n ? t.name : t.id;
    size_t cut = name.n < 120 ? name.n : 120;
    while (cut && !at_utf8_boundary(name, cut))
        cut--;
    (void)snprintf(title, sizeof title, "%.*s", (int)cut, name.p);
    at__page_head(r, title, "");
    head(r, &t, all.n);
    problems(r, t.n);
    reader(r, &t, &all);
    at__page_foot(r);
}

void at__view_finding(at__req *r)
{
    at__fact f = {0};
    if (!at__fact_find(r, &f, r->tail)) {
        at__req_fail(r, 404, "There is no such finding", "It may have been read differently since, or a person marked it confidential.");
        return;
    }
    char back[64];
    (void)snprintf(back, sizeof back, "/finding/%.16s", f.key.p);
    at__page_head(r, "Where it comes from", "");
    at__html(&r->out, "<article class=finding><p class=kicker>$s $s</p><h1 class=gist>", f.kind, f.id);
    at__fact_gist(r, &f);
    at_buf_put(&r->out, AT_S("</h1>"));
    if (at__req_arg(r, "trouble").n)
        at__html(&r->out, "<p class=trouble role=alert>$s</p>", at__req_arg(r, "trouble"));
    if (f.status.n)
        at__html(&r->out, "<p><span class=judged>$s</span></p>", f.status);
    at__evidence_words(r, &f);
    at_buf_put(&r->out, AT_S("<div class=two><div>"));
    at__evidence_chain(r, &f);
    at_buf_put(&r->out, AT_S("</div><section class=judging><h2>Judge it</h2>"));
    at__evidence_forms(r, &f, back);
    at__evidence_log(r, &f, back);
    at_buf_put(&r->out, AT_S("</section></div></article>\n"));
    at__page_foot(r);
}
