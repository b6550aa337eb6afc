/* demand.h: what a side demands, one row each: words of data/demands.tsv over the tree. */
#ifndef AT_FIND_DEMAND_H
#define AT_FIND_DEMAND_H
#include "find/ctx.h"

void at_demand_run(at_ctx *c);
#endif
