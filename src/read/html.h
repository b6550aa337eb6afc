/*
 * html.h: the bytes of an HTML page -> kept text (main text alone, blocks apart by a blank line), the way back to the
 * bytes, and what the page says of itself: title, authors, publisher, day, language, address.
 *
 * Invariants: the kept text is valid UTF-8 without NUL; every byte of it that is not a blank, a line end or decoded from
 * a character reference stands in the source at at_kept_source(). Any bytes are read; what is wrong stands in problems.
 */
#ifndef AT_READ_HTML_H
#define AT_READ_HTML_H
#include "read/source.h"

typedef struct {
    at_str charset; /* of the HTTP header, or empty */
    at_str url;     /* where the page was, or empty */
    bool piece;     /* all report, as the body of a feed's item: all text is kept but scripts and the like */
} at_html_from;

/* Fills *out: text, ways, problems, day and said; the rest is zero. Everything lives in mem or is a view of bytes. */
void at__html_read(at_kept *out, at_arena *mem, at_str bytes, const at_html_from *from);
at_said at__html_silent(void); /* nothing is said: empty strings */
#endif
