/*
 * framing.h: loaded names and descriptions: what one side calls an actor or an act and another would reject. Reads ctx.says,
 * the quotation marks and data/framings.tsv; makes framing findings with the plain name of what is named.
 */
#ifndef AT_FIND_FRAMING_H
#define AT_FIND_FRAMING_H
#include "find/ctx.h"

void at_framing_run(at_ctx *c);
#endif
