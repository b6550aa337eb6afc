/* find.h: all stages in their order over one analysed report. */
#ifndef AT_FIND_FIND_H
#define AT_FIND_FIND_H
#include "find/ctx.h"

/* c->mem, lex, gaz, an, text, published, publisher, title are set by the caller; everything else by the stages. Findings end in order of span. */
void at_find(at_ctx *c);
#endif
