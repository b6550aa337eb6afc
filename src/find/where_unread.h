/*
 * where_unread.h: places of a report in a language that is not read. No analysis stands behind it: names are looked up as they are
 * written, countries in data/country_names.tsv, towns and regions in the gazetteer, with the case endings and joined particles of the
 * language taken off. Meant to be right rather than complete: such a report can then be found by its place.
 */
#ifndef AT_FIND_WHERE_UNREAD_H
#define AT_FIND_WHERE_UNREAD_H
#include "find/ctx.h"

/* Fills ctx.places from ctx.text (its first 64 KiB, at most 64 places). language: ISO 639, as language.h gives it. */
void at_where_unread(at_ctx *c, at_str language);
#endif
