/* One HTML page that needs nothing else: all lists with the words of each finding and who says so. */
#include "export/annotation.h"

#include "base/err.h"
#include "base/str.h"
#include <string.h>

static const char style[] =
    "body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
    "h1,h2{font-weight:normal;line-height:1.2}h2{border-top:1px solid #bbb;padding-top:1rem;margin-top:2.5rem}"
    "article{margin:.9rem 0;padding-left:1rem;border-left:3px solid #ddd}p{margin:.1rem 0}"
    ".k{font:14px/1.4 system-ui,sans-serif;color:#444}.k b{color:#111}q{quotes:'\\201c' '\\201d'}"
    "small{font:13px system-ui,sans-serif;color:#555}@media(prefers-color-scheme:dark){body{background:#161616;color:#ddd}"
    ".k,small{color:#aaa}.k b{color:#eee}article{border-color:#444}h2{border-color:#444}}@media print{article{break-inside:avoid}}";

static void put(at_buf *b, at_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        at_buf_put(b, c == '<' ? AT_S("&lt;") : c == '>' ? AT_S("&gt;") : c == '&' ? AT_S("&amp;") : c == '"' ? AT_S("&quot;") : c == '\'' ? AT_S("&#39;")
                      : (unsigned char)c < 0x20 && c != '\n' && c != '\t' ? AT_S("?") : at_sub(s, i, i + 1));
    }
}

/* Cells that are said on their own, or that only programs need. */
static bool apart(const char *name)
{
    static const char *const names[] = {"id", "words", "key", "report", "publisher", "published", "lat", "lon", "confidence", "status", "place_precision",
                                        "date_precision", "source", "stance", "negated", "cameo", "unit", "cumulative", "direct"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i]))
            return true;
    return false;
}

static at_str get(const at_field *c, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(c[i].name, name))
            return c[i].value;
    return AT_S("");
}

static void row(at_buf *b, const at_field *c, size_t n)
{
    at_str words = get(c, n, "words"), source = get(c, n, "source"), stance = get(c, n, "stance"), publisher = get(c, n, "publisher");
    at_buf_put(b, AT_S("<article id=\"f"));
    put(b, get(c, n, "id"));
    at_buf_put(b, AT_S("\"><p class=k>"));
    for (size_t i = 0; i < n; i++) {
        if (apart(c[i].name) || c[i].null || !c[i].value.n)
            continue;
        at_buf_put(b, AT_S("<span>"));
        put(b, at_strz(c[i].name));
        at_buf_put(b, AT_S(" <b>"));
        put(b, c[i].value);
        at_buf_put(b, AT_S("</b></span> "));
    }
    at_buf_put(b, AT_S("</p>"));
    if (words.n) {
        at_buf_put(b, AT_S("<p><q>"));
        put(b, words);
        at_buf_put(b, AT_S("</q></p>"));
    }
    at_buf_put(b, AT_S("<small>"));
    if (source.n) {
        at_buf_put(b, AT_S("said by "));
        put(b, source);
        at_buf_put(b, AT_S(" · "));
    }
    if (stance.n) {
        put(b, stance);
        at_buf_put(b, AT_S(" · "));
    }
    put(b, publisher.n ? publisher : get(c, n, "report"));
    at_buf_putc(b, ' ');
    put(b, get(c, n, "published"));
    at_buf_put(b, AT_S(" · "));
    put(b, get(c, n, "id"));
    at_buf_put(b, AT_S("</small></article>\n"));
}

static at_code section(at_exporting *x, at_list what, const char *title, const at_filter *f, int (*write)(void *user, at_str piece), void *user, at_err *err)
{
    at_rows *r;
    const at_field *c;
    size_t n, rows = 0;
    at_code code = at_rows_open(&r, x->store, what, f, err);
    if (code != AT_OK)
        return code;
    while ((code = at_rows_next(r, &c, &n, err)) == AT_OK && n && !x->out->bad) {
        if (!rows++)
            at_buf_fmt(x->out, "<h2>%s</h2>\n", title);
        row(x->out, c, n);
        x->count->rows++;
        if (x->out->n > 1 << 16) {
            if (!write(user, (at_str){x->out->p, x->out->n}))
                break;
            x->out->n = 0;
        }
    }
    at_rows_close(r);
    return code;
}

at_code at_html_page(at_exporting *x, const at_filter *f, int (*write)(void *user, at_str piece), void *user, at_err *err)
{
    static const char *const titles[] = {[AT_EVENTS] = "Events",   [AT_FIGURES] = "Figures",   [AT_STATEMENTS] = "Statements", [AT_DEMANDS] = "Demands",
                                         [AT_CAUSES] = "Causes", [AT_FRAMINGS] = "Loaded names", [AT_SILENCES] = "What is not known", [AT_DISPUTES] = "Where accounts differ"};
    at_filter own = f ? *f : (at_filter){0}, few = {.report = own.report};
    own.rejected = own.confidential = 0;
    at_code code = AT_OK;
    at_buf_fmt(x->out, "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content=\"width=device-width\">"
                       "<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                       "<title>The record</title><style>%s</style>\n<h1>The record</h1>\n<p>What was said, by whom. Every line has the words of the report "
                       "that say it; nothing here is a judgement of what is true.</p>\n", style);
    for (int what = AT_EVENTS; what <= AT_DISPUTES && code == AT_OK; what++)
        code = section(x, (at_list)what, titles[what], what == AT_DISPUTES ? &few : &own, write, user, err);
    at_buf_put(x->out, AT_S("</html>\n"));
    return code;
}
