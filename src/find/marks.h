/*
 * marks.h: quotation marks at the edges of findings. A span that opens a quotation takes the mark that closes it where
 * nothing but a stop or comma stands between; a span that begins or ends at the other side of a mark does the same.
 * Nothing else is moved: a quotation that goes on behind the span stays cut, as its words are another finding's.
 */
#ifndef AT_FIND_MARKS_H
#define AT_FIND_MARKS_H
#include "find/ctx.h"

/* The span with its marks in pairs where one byte run at its edge is enough. s lies within text. */
at_span at_marks_pair(at_str text, at_span s);
/* Does so for all findings: their spans and those of their words that are a view of the kept text. */
void at_marks_run(at_ctx *c);
#endif
