#include "export/cell.h"

#include "base/str.h"
#include <stdio.h>

static void sep(at_buf *b, char c)
{
    if (b->n && b->p[b->n - 1] != '\n')
        at_buf_putc(b, c);
}

void at_csv_cell(at_buf *b, at_str s, bool quote, bool one_line)
{
    for (size_t i = 0; i < s.n && !quote; i++)
        quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
    if (!quote) {
        at_buf_put(b, s);
        return;
    }
    at_buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"')
            at_buf_putc(b, '"');
        at_buf_putc(b, one_line && (s.p[i] == '\n' || s.p[i] == '\r') ? ' ' : s.p[i]);
    }
    at_buf_putc(b, '"');
}

void at_csv(at_buf *b, at_str s)
{
    bool first = !b->n || b->p[b->n - 1] == '\n';
    sep(b, ',');
    at_csv_cell(b, s, first && !s.n, true); /* an empty first cell must still be a cell */
}

void at_csv_int(at_buf *b, int64_t v)
{
    char t[24];
    (void)snprintf(t, sizeof t, "%lld", (long long)v);
    at_csv(b, v == AT_UNKNOWN ? AT_S("") : at_strz(t));
}

void at_tsv(at_buf *b, at_str s)
{
    if (b->n && b->p[b->n - 1] != '\n')
        at_buf_putc(b, '\t');
    for (size_t i = 0; i < s.n; i++)
        at_buf_putc(b, (unsigned char)s.p[i] < 0x20 ? ' ' : s.p[i]);
}

void at_tsv_int(at_buf *b, int64_t v)
{
    char t[24];
    (void)snprintf(t, sizeof t, "%lld", (long long)v);
    at_tsv(b, v == AT_UNKNOWN ? AT_S("") : at_strz(t));
}
