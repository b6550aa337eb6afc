/* boilerplate.h: paragraphs that are no part of the account: bylines, credits, links (data/boilerplate.tsv). */
#ifndef AT_FIND_BOILERPLATE_H
#define AT_FIND_BOILERPLATE_H
#include "find/ctx.h"

/* Fills ctx.boilerplate, one flag a sentence. */
void at_boilerplate_run(at_ctx *c);
#endif
