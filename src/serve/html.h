/*
 * html.h: HTML onto a buffer. Text is escaped unless it is part of the form itself, which is always a literal in the source.
 *
 * Invariants: whatever comes from reports or requests goes through $s, $z or $u. Control characters, bytes that are not
 * UTF-8 and the marks that turn the direction of writing (U+202A to 202E, U+2066 to 2069) become U+FFFD: no text can
 * change how the text around it reads.
 */
#ifndef AT_SERVE_HTML_H
#define AT_SERVE_HTML_H
#include "base/buf.h"

/* Text for elements and quoted attributes. */
void at__html_text(at_buf *b, at_str s);
/* Text as one part of an address: everything but letters, digits and -._~ as %XX. */
void at__html_url(at_buf *b, at_str s);
/* A whole number as people write it: 1,434. */
void at__html_number(at_buf *b, int64_t n);
/* Writes the form; in it $s is text (at_str), $z text (const char *), $u a part of an address (at_str), $d a whole number
 * (long long) as it is, $n one for people, $f a double with at most two decimals, $$ a dollar. */
void at__html(at_buf *b, const char *form, ...);
#endif
