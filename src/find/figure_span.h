/* figure_span.h: the words of a figure: the group counted and the shortest clause that says it. */
#ifndef AT_FIND_FIGURE_SPAN_H
#define AT_FIND_FIGURE_SPAN_H
#include "find/figure_count.h"
#include "find/figure_harm.h"

/* Tokens of the counted noun phrase: from `first` (the quantity) to behind the noun and what follows it with "of". */
at_span at__figure_phrase(const at_ctx *c, uint32_t first, uint32_t noun);
/* The group's words without number and determiner ("law enforcement officers"); first: token behind the quantity. */
at_str at__figure_who(const at_ctx *c, uint32_t first, uint32_t noun);
/* Tokens of the clause: the phrase with the word of harm. */
at_span at__figure_clause(const at_ctx *c, at_span phrase, uint32_t noun, const at_harm *h);
#endif
