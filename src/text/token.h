/*
 * token.h: words as UD English (EWT, GUM) cuts them, with their bytes: contractions and possessives apart, most hyphens
 * apart, numbers, dates, abbreviations with their dots and addresses whole. Rules only, one pass, no backtracking over
 * more than a chunk between blanks.
 */
#ifndef AT_TEXT_TOKEN_H
#define AT_TEXT_TOKEN_H
#include "base/str.h"
#include "base/vec.h"

typedef AT_VEC(at_span) at__spans;

/* Appends the words of text[beg, end) to out. */
void at__tokens(at_arena *mem, at_str text, uint32_t beg, uint32_t end, at__spans *out);

typedef enum {
    AT__ABBR_NONE,
    AT__ABBR_TITLE, /* a name or number follows: Mr., Gen., No., Jan. */
    AT__ABBR_END    /* may well end a sentence: Inc., etc., p.m., Jr. */
} at__abbr;

/* Kind of a word that is written with a stop, given without it ("Gen", "p.m"). */
at__abbr at__abbreviation(at_str word);
#endif
