#include "serve/marks.h"

#include "base/utf8.h"
#include <stdlib.h>

enum { MOST_ACTIVE = 64 }; /* marks over one byte; more is no text but an attack */

static int by_place(const void *x, const void *y)
{
    const at__mark *a = x, *b = y;
    if (a->span.beg != b->span.beg)
        return a->span.beg < b->span.beg ? -1 : 1;
    return a->span.end == b->span.end ? 0 : a->span.end > b->span.end ? -1 : 1; /* the longer one opens first */
}

size_t at__marks_sort(at__mark *m, size_t n, at_str text)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (m[i].span.beg < m[i].span.end && m[i].span.end <= text.n && at_utf8_boundary(text, m[i].span.beg) && at_utf8_boundary(text, m[i].span.end))
            m[kept++] = m[i];
    if (kept)
        qsort(m, kept, sizeof *m, by_place);
    return kept;
}

/* One stretch under the same marks; the last one gives its colour. */
static void stretch(at__req *r, at_str s, const at__mark *const *active, size_t n)
{
    if (!s.n)
        return;
    if (!n || !at_trim(s).n) { /* a blank between two marks is no link: there is nothing in it to say or to hit */
        at__html_text(&r->out, s);
        return;
    }
    const at__mark *top = active[n - 1];
    at__html(&r->out, top->id.n ? "<a class=\"m $s\" href=\"#$s\" data-f=\"" : "<mark class=\"m $s\">", top->kind, top->id);
    for (size_t i = 0; top->id.n && i < n && i < 12; i++)
        at__html(&r->out, i ? " $s" : "$s", active[i]->id);
    at__html(&r->out, top->id.n ? "\">$s</a>" : "$s</mark>", s);
}

void at__marks_put(at__req *r, at_str text, at_span within, const at__mark *m, size_t n, size_t *first)
{
    const at__mark *active[MOST_ACTIVE];
    size_t k = 0, next = *first;
    for (size_t at = within.beg; at < within.end;) {
        size_t stop = within.end, kept = 0;
        for (size_t i = 0; i < k; i++) /* closed ones leave */
            if (active[i]->span.end > at)
                active[kept++] = active[i];
        k = kept;
        for (; next < n && m[next].span.beg <= at; next++)
            if (m[next].span.end > at && k < MOST_ACTIVE)
                active[k++] = &m[next];
        if (next < n && m[next].span.beg < stop)
            stop = m[next].span.beg;
        for (size_t i = 0; i < k; i++)
            stop = active[i]->span.end < stop ? active[i]->span.end : stop;
        stretch(r, at_sub(text, at, stop), active, k);
        at = stop;
    }
    while (*first < n && m[*first].span.end <= within.end)
        ++*first;
}

bool at__paragraph(at_str text, size_t from, at_span *out)
{
    while (from < text.n && (text.p[from] == '\n' || text.p[from] == ' ' || text.p[from] == '\r' || text.p[from] == '\t'))
        from++;
    if (from >= text.n)
        return false;
    size_t end = from; /* an empty line ends it */
    while (end < text.n && !(text.p[end] == '\n' && (end + 1 >= text.n || text.p[end + 1] == '\n' || text.p[end + 1] == '\r')))
        end++;
    *out = (at_span){(uint32_t)from, (uint32_t)end};
    return true;
}
