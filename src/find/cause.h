/* cause.h: why something happened, in the report's or somebody's words: signals of data/causes.tsv over the tree. */
#ifndef AT_FIND_CAUSE_H
#define AT_FIND_CAUSE_H
#include "find/ctx.h"

void at_cause_run(at_ctx *c);
#endif
