/*
 * number.h: number words over a stream of pieces. A piece is a token or the part of a token between hyphens, so that
 * "24-hour", "twenty-five" and "mid-June" read the same whether the word splitter cut them or not; hyphens themselves
 * are no pieces. Shared by time expressions and figures.
 *
 * Invariants: pieces are in text order; each belongs to one token and one sentence; tokens that are bare hyphens or
 * dashes between two words have no piece.
 */
#ifndef AT_FIND_NUMBER_H
#define AT_FIND_NUMBER_H
#include "find/ctx.h"

typedef enum {
    AT_NUM_NONE,
    AT_NUM_DIGITS,
    AT_NUM_UNIT,
    AT_NUM_TEN,
    AT_NUM_SCALE,
    AT_NUM_GROUP,
    AT_NUM_PLURAL,
    AT_NUM_ORDINAL,
    AT_NUM_FRACTION,
    AT_NUM_VAGUE,
    AT_NUM_ZERO
} at_number_class;

typedef struct {
    at_str s; /* key of the piece: lowercase, no accents, no final full stop */
    uint32_t tok, sent;
    bool joined;    /* a hyphen or slash and no blank stands before it */
    bool dashed;    /* a dash (or hyphen with blanks) stands before it */
    uint8_t num;    /* at_number_class */
    double value;   /* of digits, units, tens, scales, ...; of ordinals written in digits too */
    int64_t scale;  /* of a vague plural */
    uint8_t digits; /* how many digits, for years; 0 if not digits */
    bool plain;     /* digits without comma or point */
    uint32_t row;   /* row of times.tsv, or AT_NONE */
} at_piece;

typedef struct {
    at_piece *p;
    uint32_t n;
    uint32_t *of_tok; /* [ntokens + 1] first piece of the token or after */
} at_pieces;

/* The pieces of the report, made on the first call. */
const at_pieces *at_number_pieces(at_ctx *c);
/* Reads the longest cardinal that starts at piece i and ends before `end`: "13", "1.2 million", "a hundred and twenty",
 * "two dozen", "one and a half". Gives the piece after it, or i if there is none. "a" alone is none. */
uint32_t at_number_read(const at_pieces *ps, uint32_t i, uint32_t end, double *value);
#endif
