#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void at_buf_release(at_buf *b)
{
    free(b->p);
    memset(b, 0, sizeof *b);
}

static bool room(at_buf *b, size_t n)
{
    if (b->bad || n > SIZE_MAX / 4) {
        b->bad = true;
        return false;
    }
    if (b->n + n + 1 <= b->cap)
        return true;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->n + n + 1)
        cap *= 2;
    char *p = realloc(b->p, cap);
    if (!p) {
        b->bad = true;
        return false;
    }
    b->p = p;
    b->cap = cap;
    return true;
}

void at_buf_put(at_buf *b, at_str s)
{
    if (!room(b, s.n))
        return;
    if (s.n)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = 0;
}

void at_buf_putc(at_buf *b, char c)
{
    at_buf_put(b, (at_str){&c, 1});
}

void at_buf_put_clean(at_buf *b, at_str s)
{
    for (size_t i = 0; i < s.n; i++)
        at_buf_putc(b, (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F ? '?' : s.p[i]);
}

void at_buf_fmt(at_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0 || !room(b, (size_t)n))
        return;
    va_start(ap, fmt);
    (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->n += (size_t)n;
}
