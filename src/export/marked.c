#include "export/marked.h"

#include "base/str.h"
#include "base/utf8.h"

typedef struct {
    at_page *p;
    at_str text;
    const at_marked *marks;
    size_t nmarks;
    int col;
    char *under; /* [width] marks of the line being written */
    bool any;
} marking;

static char mark_at(const marking *m, size_t byte)
{
    char c = 0;
    for (size_t i = 0; i < m->nmarks; i++)
        if (byte >= m->marks[i].span.beg && byte < m->marks[i].span.end)
            c = m->marks[i].mark;
    return c;
}

/* Ends a line of text and writes its marks. */
static void end_line(marking *m, int width)
{
    at_page_line(m->p);
    if (!m->any)
        return;
    int last = width;
    while (last > 0 && m->under[last - 1] == ' ')
        last--;
    for (int i = 0; i < m->col; i++)
        at_buf_putc(m->p->out, ' ');
    if (m->p->color)
        at_buf_put(m->p->out, AT_S("\033[33m"));
    at_buf_put(m->p->out, (at_str){m->under, (size_t)last});
    if (m->p->color)
        at_buf_put(m->p->out, AT_S("\033[0m"));
    at_buf_putc(m->p->out, '\n');
    memset(m->under, ' ', (size_t)width);
    m->any = false;
}

/* Puts marks under columns [x, x+n) for one code point. */
static void underline(marking *m, size_t byte, int x, int n)
{
    char c = mark_at(m, byte);
    for (int i = 0; c && i < n; i++) {
        m->under[x + i] = c;
        m->any = true;
    }
}

/* One word at column x of the line; wide words are cut at the width. Gives the column behind it. */
static int put_word(marking *m, size_t beg, size_t end, int x, int width)
{
    unsigned len;
    for (size_t i = beg; i < end; i += len) {
        uint32_t cp = at_utf8(m->text, i, &len);
        int n = cp == AT_BADCP ? 1 : (int)at_cp_width(cp);
        if (x + n > width) {
            end_line(m, width);
            at_page_to(m->p, m->col);
            x = 0;
        }
        at_buf_put(m->p->out, at_sub(m->text, i, i + len));
        underline(m, i, x, n);
        x += n;
    }
    return x;
}

static bool blank(at_str s, size_t i, unsigned *len)
{
    uint32_t cp = at_utf8(s, i, len);
    return at_cp_space(cp) || cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

void at_marked_put(at_page *p, at_str text, at_span within, const at_marked *marks, size_t n, int col, at_arena *mem)
{
    int width = p->width - col > 20 ? p->width - col : 20, x = 0;
    marking m = {p, text, marks, n, col, at_alloc(mem, (size_t)width + 4), false};
    memset(m.under, ' ', (size_t)width);
    at_page_to(p, col);
    for (size_t i = within.beg; i < within.end;) {
        unsigned len;
        size_t gap = i;
        while (i < within.end && blank(text, i, &len))
            i += len;
        size_t beg = i;
        while (i < within.end && !blank(text, i, &len))
            i += len;
        if (i == beg)
            break;
        int w = at_page_width_of(at_sub(text, beg, i));
        if (x && x + 1 + w > width) {
            end_line(&m, width);
            at_page_to(p, col);
            x = 0;
        } else if (x) {
            at_buf_putc(p->out, ' ');
            underline(&m, gap, x, 1); /* a mark runs on through the blanks inside it */
            x++;
        }
        x = put_word(&m, beg, i, x, width);
    }
    end_line(&m, width);
}
