/* figure_harm_own.h: what figure_harm.c and figure_toll.c share: rows of harms.tsv for a word, and how a harm is taken from one. */
#ifndef AT_FIND_FIGURE_HARM_OWN_H
#define AT_FIND_FIGURE_HARM_OWN_H
#include "find/figure_harm.h"

/* Row of harms.tsv for the token under any of its base forms, with that pos and role (NULL: any); AT_NONE if there is none. */
uint32_t at__harm_row_for(const at_ctx *c, uint32_t tok, const char *pos, const char *role);
/* Row for an adjective or a participle; AT_NONE if there is none. */
uint32_t at__harm_adj_row(const at_ctx *c, uint32_t tok);
/* Fills h from the row; false (h as it was) for AT_NONE. */
bool at__harm_take(const at_ctx *c, at_harm *h, uint32_t row, uint32_t tok, at_harm_kind kind);
/* Has the phrase of that head one of these prepositions or markers? */
bool at__harm_case_of(const at_ctx *c, uint32_t tok, const char *const *words);
/* Number n under verb v, beside a word for a sum; sets h->again (and gives false) for a sum told before. */
bool at__harm_by_toll(const at_ctx *c, uint32_t n, uint32_t v, at_harm *h);
/* Is n the subject of a verb that only stands for the one before? */
bool at__harm_verb_left_out(const at_ctx *c, uint32_t n);
#endif
