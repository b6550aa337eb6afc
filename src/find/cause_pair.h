/*
 * cause_pair.h: pairs of cause and effect in a sentence, chosen among pairs of constituents of its tree by learned weights
 * (data/cause_pairs.tsv, train/cause_pairs.py) and the words that the head "cause" labels. Works without that head.
 *
 * Invariants: spans lie within the sentence and are not empty; the two of a pair do not overlap; best pair first.
 */
#ifndef AT_FIND_CAUSE_PAIR_H
#define AT_FIND_CAUSE_PAIR_H
#include "base/arena.h"
#include "find/lexicons.h"
#include "text/causal.h"

/* Sees the features of each candidate, then the candidate itself, while weights are learned (bench/causal.c). */
typedef struct {
    void (*feature)(void *arg, at_str name);
    void (*pair)(void *arg, at_span cause, at_span effect);
    void *arg;
} at_cause_watch;

/* Pairs of sentence s into out[AT_CAUSAL_MAX], `signal` left empty; returns how many. x: cause_pairs.tsv. Scratch memory from mem; watch may be NULL. */
uint32_t at_cause_pairs(const at_lexicon *x, const at_analysis *an, uint32_t s, at_arena *mem, const at_cause_watch *watch, at_causal *out);
#endif
