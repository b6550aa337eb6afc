/*
 * buf.h: a byte buffer on the heap that outlives an arena; used to build output. Errors are sticky: after a failed
 * growth `bad` is set, later writes do nothing, and the owner checks once at the end.
 */
#ifndef AT_BASE_BUF_H
#define AT_BASE_BUF_H
#include <attest.h>
#include <stdbool.h>

typedef struct {
    char *p; /* always followed by a NUL once anything was written */
    size_t n, cap;
    bool bad; /* memory ran out */
} at_buf;

void at_buf_release(at_buf *b);
void at_buf_put(at_buf *b, at_str s);
void at_buf_putc(at_buf *b, char c);
void at_buf_put_clean(at_buf *b, at_str s); /* control characters, which must not reach a terminal, as '?' */
void at_buf_fmt(at_buf *b, const char *fmt, ...) AT_PRINTF(2, 3);
#endif
