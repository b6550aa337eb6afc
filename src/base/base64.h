/* base64.h: bytes as letters (RFC 4648) and back. */
#ifndef AT_BASE_BASE64_H
#define AT_BASE_BASE64_H
#include "base/arena.h"
#include "base/buf.h"

void at_base64_put(at_buf *b, at_str bytes); /* with = at the end */
/* The bytes, in mem. Also takes - and _ for + and /; skips what is no letter of it and stops at the first =. */
at_str at_base64_read(at_arena *mem, at_str s);
#endif
