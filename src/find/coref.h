/*
 * coref.h: what at_who_run leaves for measuring: the entity of each mention, actors or not.
 */
#ifndef AT_FIND_COREF_H
#define AT_FIND_COREF_H
#include "find/ctx.h"

/* Number of the entity that the mention headed by tok stands for, or -1 if tok heads no mention. Valid after at_who_run. */
int32_t at_who_cluster(const at_ctx *c, uint32_t tok);
#endif
