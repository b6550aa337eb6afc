#include "read/html.h"

#include "base/str.h"
#include "read/charset.h"
#include "read/html_keep.h"
#include "read/html_meta.h"
#include "read/html_page.h"

static void problem(at_kept *k, at_arena *mem, at_str what)
{
    at_source_problem *p = at_push(mem, &k->problems);
    p->span = (at_span){0, 0};
    p->what = what;
}

static void tell(at_kept *k, at_arena *mem, const at_decoded *d, const at_tree *t)
{
    if (d->bad)
        problem(k, mem,
                at_arena_fmt(mem, "%zu characters are not %.*s and were replaced by U+FFFD, the first at byte %zu", d->bad,
                             AT_FMT(d->name), d->first_bad));
    if (t->too_deep)
        problem(k, mem, at_arena_fmt(mem, "elements nested deeper than %d are read as if they were not nested", AT_HTML_DEEPEST));
    if (t->too_many)
        problem(k, mem,
                at_arena_fmt(mem, "the page has more than %d elements and runs of text; the rest is not read", AT_HTML_NODES));
    if (!k->text.n)
        problem(k, mem, AT_S("no running text was found on the page"));
}

/* A piece of HTML that is all report: everything is kept but what is never text. */
static void keep_all(at_page *p)
{
    for (size_t i = 0; i < p->paras.n; i++)
        p->paras.p[i].keep = true;
}

at_said at__html_silent(void)
{
    return (at_said){AT_S(""), AT_S(""), AT_S(""), AT_S(""), AT_S(""), AT_S("")};
}

void at__html_read(at_kept *k, at_arena *mem, at_str bytes, const at_html_from *from)
{
    at_decoded *d = at_new(mem, at_decoded, 1);
    at_page *p = at_new(mem, at_page, 1);
    memset(k, 0, sizeof *k);
    k->day = AT_NODAY;
    k->said = at__html_silent();
    at__charset_decode(d, mem, bytes, from->charset);
    at__page_measure(p, mem, d->text);
    if (from->piece)
        keep_all(p);
    else
        at__page_choose(p);
    at__page_keep(k, mem, p, d);
    if (!from->piece)
        at__page_meta(k, mem, p, from->url);
    tell(k, mem, d, &p->t);
}
