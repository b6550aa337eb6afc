/* Figures: what was counted, each count as the range its words allow, on one scale, by day, with who says so. */
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/view.h"
#include <math.h>

enum { SCALE_WIDE = 300 };

static const char *const kinds[] = {"killed", "injured", "missing", "detained", "displaced", "abducted", "hospitalised", "intensive care", "affected", "participants", "troops", "destroyed", "other"};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* Counts differ by powers of ten, so the scale is that of log(1 + n). */
static double place(double n, double most)
{
    return most > 0 ? SCALE_WIDE * log1p(n) / log1p(most) : 0;
}

static int64_t bound(const at__fact *f)
{
    return f->has_high ? f->high : f->has_low ? f->low : 0;
}

static void range(at__req *r, const at__fact *f, double most)
{
    at_buf *b = &r->out;
    at__html(b, "<svg class=\"range $s\" viewBox=\"-6 0 $d 16\" role=img aria-hidden=true>", f->stance, (long long)SCALE_WIDE + 24);
    for (double v = 1; v <= most; v *= 10)
        at__html(b, "<line class=grid x1=$f x2=$f y1=0 y2=16></line>", place(v, most), place(v, most));
    double x1 = f->has_low ? place((double)f->low, most) : 0, x2 = f->has_high ? place((double)f->high, most) : SCALE_WIDE;
    if (!f->has_low && !f->has_high)
        at_buf_put(b, AT_S("<text class=open x=0 y=12>no number</text>"));
    else if (f->has_low && f->has_high && f->low == f->high)
        at__html(b, "<circle cx=$f cy=8 r=4.5></circle>", x1);
    else {
        at__html(b, "<line class=span x1=$f x2=$f y1=8 y2=8></line>", x1, x2);
        if (f->has_low)
            at__html(b, "<line class=end x1=$f x2=$f y1=3 y2=13></line>", x1, x1);
        if (f->has_high)
            at__html(b, "<line class=end x1=$f x2=$f y1=3 y2=13></line>", x2, x2);
        else
            at__html(b, "<path class=tip d=\"M$f 4l7 4l-7 4z\"></path>", x2);
    }
    at_buf_put(b, AT_S("</svg>"));
}

static void row(at__req *r, const at__fact *f, double most)
{
    at_buf *b = &r->out;
    at__html(b, "<tr class=\"$s\"><td class=day>", f->status);
    at__fact_when(b, f);
    at__html(b, "<td class=count><a href=\"/finding/$u\"><b>", f->key);
    at__fact_range(b, f);
    at__html(b, "</b></a> <bdi>$s</bdi>", f->counted);
    if (f->place.n)
        at__html(b, " <span class=place><bdi>$s</bdi></span>", f->place);
    at_buf_put(b, AT_S("<td class=rangecell>"));
    range(r, f, most);
    at_buf_put(b, AT_S("<td class=src>"));
    size_t before = b->n;
    at__fact_said(r, f);
    at_buf_put(b, b->n > before ? AT_S(" · ") : AT_S(""));
    at__fact_report(r, f);
    at__html(b, "<td class=words><q>$s</q>\n", f->words);
}

static void scale_head(at__req *r, double most)
{
    at_buf *b = &r->out;
    at__html(b, "<svg class=\"range head\" viewBox=\"-6 0 $d 16\" role=img aria-label=\"Scale from 0 to $n, in powers of ten\">", (long long)SCALE_WIDE + 24, (long long)most);
    double last = -40;
    for (double v = 1; v <= most; v *= 10) {
        if (place(v, most) - last < 34)
            continue;
        last = place(v, most);
        at__html(b, "<text x=$f y=12>$d$z</text>", last, (long long)(v >= 1e6 ? v / 1e6 : v >= 1e3 ? v / 1e3 : v), v >= 1e6 ? " m" : v >= 1e3 ? "k" : "");
    }
    at_buf_put(b, AT_S("</svg>"));
}

/* What is counted as the name of a place on the page. */
static at_str anchor(at__req *r, const char *what)
{
    at_str s = at_arena_str(&r->mem, at_strz(what));
    char *p = (char *)(uintptr_t)s.p;
    for (size_t i = 0; i < s.n; i++)
        p[i] = p[i] == ' ' ? '-' : p[i];
    return s;
}

static void table(at__req *r, const at__facts *all, size_t beg, size_t end, const char *what)
{
    double most = 10;
    for (size_t i = beg; i < end; i++)
        most = (double)bound(&all->p[i]) > most ? (double)bound(&all->p[i]) : most;
    at__html(&r->out, "<section id=\"$s\"><h2>$z <span class=count>$n</span></h2><div class=scroll tabindex=0 role=region aria-label=\"$z\"><table class=\"rows figures\"><thead><tr><th>Day<th>Count<th>",
             anchor(r, what), what, (long long)(end - beg), what);
    scale_head(r, most);
    at_buf_put(&r->out, AT_S("<th>Who says so<th>Words</thead><tbody>\n"));
    for (size_t i = beg; i < end; i++)
        row(r, &all->p[i], most);
    at_buf_put(&r->out, AT_S("</tbody></table></div></section>\n"));
}

/* Findings of one thing counted, moved together in their order; gives where they end. */
static size_t gather(at__req *r, at__facts *out, const at__facts *all, const char *what, bool rest, bool *taken)
{
    for (size_t i = 0; i < all->n; i++) {
        bool fits = !taken[i] && (rest || at_eq(all->p[i].what, at_strz(what)));
        if (!fits)
            continue;
        *at_push(&r->mem, out) = all->p[i];
        taken[i] = true;
    }
    return out->n;
}

/* How many there are of each thing counted, in the whole scope. */
static void totals(at__req *r, int64_t out[KINDS])
{
    sqlite3_stmt *st = at__scope_kept(r) ? at__req_sql(r, "SELECT type, sum(n) FROM tally WHERE kind = 'figure' GROUP BY 1") : at__scope_sql(r, "SELECT v.what, count(*)", "'figure'", " GROUP BY 1");
    memset(out, 0, KINDS * sizeof *out);
    while (at_sql_step(&r->q, st)) {
        size_t k = 0;
        while (k + 1 < KINDS && !at_eq(at_sql_column(st, 0), at_strz(kinds[k])))
            k++;
        out[k] += sqlite3_column_int64(st, 1);
    }
    at__req_end(r, st);
}

/* Links to each thing counted: on this page if all of them are here, else to a page of its own. */
static void choices(at__req *r, const size_t ends[KINDS], bool whole)
{
    int64_t all[KINDS];
    at_buf *b = &r->out;
    at_str type = at__req_arg(r, "type");
    totals(r, all);
    at_buf_put(b, AT_S("<nav class=jump aria-label=\"What is counted\">"));
    for (size_t k = 0; k < KINDS; k++) {
        bool here = ends[k] > (k ? ends[k - 1] : 0);
        if (whole && !type.n && here)
            at__html(b, "<a href=\"#$s\">$z <b>$n</b></a> ", anchor(r, kinds[k]), kinds[k], (long long)all[k]);
        else if (all[k]) {
            at_buf_put(b, AT_S("<a href=\""));
            at__scope_href1(r, b, "/figures", "type", at_strz(kinds[k]));
            at__html(b, at_eq(type, at_strz(kinds[k])) ? "\" aria-current=true>$z <b>$n</b></a> " : "\">$z <b>$n</b></a> ", kinds[k], (long long)all[k]);
        }
    }
    if (type.n) {
        at_buf_put(b, AT_S("<a href=\""));
        at__scope_href1(r, b, "/figures", "type", AT_S(""));
        at_buf_put(b, AT_S("\">all</a>"));
    }
    at_buf_put(b, AT_S("</nav>\n"));
}

void at__view_figures(at__req *r)
{
    enum { MOST = 600 };
    int64_t total = at__facts_count(r, "'figure'"), page = at__req_count(r, "page", 0, 1 << 20);
    at__facts all = at__facts_load(r, "'figure'", AT__OLDEST, MOST, page * MOST), sorted = {0};
    bool *taken = at_new(&r->mem, bool, all.n);
    at__page_head(r, "Figures", "/figures");
    at_buf_put(&r->out, AT_S("<h1>Figures</h1><p class=lead>Every count as the range its words allow: “more than 1,000” is 1,001 and up. A dot is one number, a bar a range, an arrow has no end; "
                             "denied counts are hollow. The scale goes in powers of ten.</p>"));
    at__scope_form(r, "/figures", "killed|injured|missing|detained|displaced|abducted|hospitalised|intensive care|affected|participants|troops|destroyed|other");
    size_t ends[KINDS], beg;
    for (size_t k = 0; k < KINDS; k++)
        ends[k] = gather(r, &sorted, &all, kinds[k], k + 1 == KINDS, taken);
    choices(r, ends, total <= MOST);
    beg = 0;
    for (size_t k = 0; k < KINDS; k++) {
        if (ends[k] > beg)
            table(r, &sorted, beg, ends[k], kinds[k]);
        beg = ends[k];
    }
    if (!total)
        at_buf_put(&r->out, AT_S("<p class=empty>Nothing in the record fits.</p>"));
    at__page_turn(r, "/figures", page, MOST, total);
    if (!r->site) {
        at_buf_put(&r->out, AT_S("<p class=tools>Take these rows: <a href=\""));
        at__scope_href(r, &r->out, "/export/figures.csv", NULL, 0);
        at_buf_put(&r->out, AT_S("\">CSV</a> · <a href=\""));
        at__scope_href(r, &r->out, "/export/figures.jsonl", NULL, 0);
        at_buf_put(&r->out, AT_S("\">JSON Lines</a></p>"));
    }
    at__page_foot(r);
}
