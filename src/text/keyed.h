/*
 * keyed.h: a table of data/ that gives each of many words or features a whole number (ends.tsv, gate.tsv): lines "key<tab>number", '#' before comments.
 */
#ifndef AT_TEXT_KEYED_H
#define AT_TEXT_KEYED_H
#include "base/arena.h"
#include "base/map.h"

typedef struct {
    at_map at;       /* key -> index into of */
    int32_t *of;     /* [n] */
    uint32_t n;      /* rows; 0: there is no such file */
} at__keyed_weights;

void at__keyed_load(at__keyed_weights *w, at_arena *mem, const char *file);
/* Of a key without a row: 0. */
int32_t at__keyed(const at__keyed_weights *w, at_str key);
/* The weight of a key that names no word or feature; it weighs nothing from then on. */
int32_t at__keyed_take(at__keyed_weights *w, at_str key);
#endif
