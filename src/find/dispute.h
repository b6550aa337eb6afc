/*
 * dispute.h: findings of one report that cannot all be true: disjoint figures for the same people, a denial beside an
 * assertion, two doers of one act, rival names for one thing. The record keeps the sides apart and decides nothing.
 */
#ifndef AT_FIND_DISPUTE_H
#define AT_FIND_DISPUTE_H
#include "find/ctx.h"

void at_dispute_run(at_ctx *c);
#endif
