/* recode.h: text of another charset to UTF-8, through iconv. */
#ifndef AT_READ_RECODE_H
#define AT_READ_RECODE_H
#include "base/arena.h"

/*
 * s as UTF-8, in mem, or s itself if it is UTF-8 already or if the charset is empty or not known (then *known is false; NULL
 * allowed). Bytes that the charset does not have become U+FFFD; *bad counts them (NULL allowed).
 */
at_str at_recode(at_arena *mem, at_str s, at_str charset, bool *known, size_t *bad);
#endif
