/*
 * where.h: places of the report. Reads ctx.an and the gazetteer; fills ctx.places and ctx.place_of.
 */
#ifndef AT_FIND_WHERE_H
#define AT_FIND_WHERE_H
#include "find/ctx.h"

void at_where_run(at_ctx *c);
/* Index of the place of the event named by tok (most specific named one), or -1. *where gets the vague part ("western regions", further places) or empty. */
int32_t at_where_of(const at_ctx *c, uint32_t tok, at_str *where);
#endif
