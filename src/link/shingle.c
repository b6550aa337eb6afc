#include "link/shingle.h"

#include "base/str.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <utf8proc.h>

void at_plain_words(at_buf *out, at_str s)
{
    bool in = false;
    char c[4];
    if (!out->n)
        at_buf_putc(out, ' ');
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = at_utf8(s, i, &len);
        bool word = cp != AT_BADCP && (at_cp_letter(cp) || (cp >= '0' && cp <= '9'));
        if (word) {
            if (cp < 0x80)
                at_buf_putc(out, (char)(cp >= 'A' && cp <= 'Z' ? cp | 32 : cp));
            else
                at_buf_put(out, (at_str){c, at_utf8_put(c, (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp))});
        } else if (in) {
            at_buf_putc(out, ' ');
        }
        in = word;
        i += len;
    }
    if (in)
        at_buf_putc(out, ' ');
}

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

void at_shingles(at_buf *out, at_str plain)
{
    size_t starts[3] = {0}, words = 0;
    out->n = 0;
    for (size_t i = 1; i < plain.n && words < AT_SHINGLE_WORDS; words++) {
        size_t end = at_index_char(plain, ' ', i);
        if (end == SIZE_MAX)
            break;
        starts[words % 3] = i;
        if (words >= 2) {
            uint32_t h = (uint32_t)at_hash(at_sub(plain, starts[(words + 1) % 3], end));
            at_buf_put(out, (at_str){(const char *)&h, sizeof h});
        }
        i = end + 1;
    }
    if (out->bad || !out->n)
        return;
    uint32_t *v = (uint32_t *)(void *)out->p;
    size_t n = out->n / sizeof *v, k = 1;
    qsort(v, n, sizeof *v, by_value);
    for (size_t i = 1; i < n; i++)
        if (v[i] != v[k - 1])
            v[k++] = v[i];
    out->n = k * sizeof *v;
}
