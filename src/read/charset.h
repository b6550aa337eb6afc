/*
 * charset.h: bytes of a page in any charset -> UTF-8, with the way back. Knows byte order marks, what the HTTP header and
 * the page itself declare, and how to guess; knows nothing of markup but where a charset is declared.
 *
 * Invariants: the text is valid UTF-8 without NUL; ways[] is sorted, its first entry has kept 0, and source - kept is
 * constant from one entry up to the next.
 */
#ifndef AT_READ_CHARSET_H
#define AT_READ_CHARSET_H
#include "read/source.h"

typedef struct {
    at_str text;        /* UTF-8; a view of the bytes if they were that already */
    const at_way *ways; /* [nways] from text to bytes */
    size_t nways;
    size_t bad;       /* parts replaced by U+FFFD */
    size_t first_bad; /* byte of the first */
    at_str name;      /* of the charset that was used */
} at_decoded;

/* header: what the HTTP header says, or empty. Any bytes are decoded; an unknown charset is guessed. */
void at__charset_decode(at_decoded *out, at_arena *mem, at_str bytes, at_str header);
#endif
