/*
 * quote.h: quotation marks. Pairs the marks of a text, paragraph by paragraph, and knows nothing of who speaks.
 *
 * Takes curly and straight marks, `` and '', guillemets in both directions, low German and CJK marks, and single marks inside
 * doubles or alone; a mark turned the wrong way by an editor is read by where it stands. An apostrophe, a genitive after s and
 * an inch or minute sign are no marks. A quotation over several paragraphs repeats its opening mark at each and closes once:
 * its parts are linked. A stray mark costs at most the rest of its own paragraph.
 *
 * Invariants: quotes are in order of their opening mark; `in` lies within `out`; both begin and end on UTF-8 boundaries and
 * lie within one paragraph; a child lies within its parent; a quote of level 0 has no parent.
 */
#ifndef AT_FIND_QUOTE_H
#define AT_FIND_QUOTE_H
#include "base/str.h"
#include "base/vec.h"

typedef struct {
    at_span in, out;   /* bytes without and with the marks */
    uint32_t para;     /* index into the paragraphs given */
    int32_t parent;    /* index of the quote around it, or -1 */
    int32_t next;      /* the same quotation goes on in that quote (next paragraph), or -1 */
    int32_t prev;      /* and came from that one, or -1 */
    bool single;       /* single marks */
    bool open_end;     /* no closing mark in this paragraph */
} at_quote;

typedef AT_VEC(at_quote) at_quotes;

/*
 * Finds the quotes of `text` within the paragraphs (bytes, in order, not overlapping) and appends them to *out, whose memory
 * is `mem`. Never fails.
 */
void at_quotes_find(at_arena *mem, at_quotes *out, at_str text, const at_span *paras, size_t nparas);
#endif
