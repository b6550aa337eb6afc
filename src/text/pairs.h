/*
 * pairs.h: cause, effect and signal as the pair head sees them from the top word of each cause. Part of at__roles. The pairs stand
 * in at_analysis.causes; causal.h joins them with what the tree tells.
 */
#ifndef AT_TEXT_PAIRS_H
#define AT_TEXT_PAIRS_H
#include "text/heads.h"

/* May token tok be the top word of a cause? at__label has run. */
bool at__pairs_wanted(const at_engine *e, const at__work *w, uint32_t tok);
/* The pair of node p, after at__pair (heads.h), if it has both sides. */
void at__pairs(const at_engine *e, at__work *w, const at__item *it, uint32_t p);
#endif
