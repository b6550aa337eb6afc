/*
 * subword.h: a word's WordPiece pieces and its case class (docs/WEIGHTS.md; train/wordpiece.py does the same). Pieces
 * are cached for the report, as news repeats its words.
 */
#ifndef AT_TEXT_SUBWORD_H
#define AT_TEXT_SUBWORD_H
#include "base/map.h"
#include "base/vec.h"
#include "text/model.h"

typedef struct {
    uint8_t n;       /* 1..16 pieces */
    uint8_t shape;   /* case class of a word that is not the first of its sentence */
    uint32_t id[16];
    at_str key;      /* at_utf8_key of the word */
} at__pieces;

typedef struct {
    const at_engine *e;
    at_arena *mem;  /* of the cache */
    at_arena *kept; /* of the keys, which outlive it */
    at_map map; /* word -> index into all */
    AT_VEC(at__pieces) all;
} at__subwords;

void at__subwords_init(at__subwords *s, const at_engine *e, at_arena *mem, at_arena *kept);
/* Index into s->all of the word's pieces. The word's bytes must outlive s. */
uint32_t at__subwords_of(at__subwords *s, at_str word);
/* Case class of a word (0..7), as if not first in its sentence. */
uint8_t at__case_class(at_str word);
#endif
