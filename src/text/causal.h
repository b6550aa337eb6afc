/*
 * causal.h: pairs of cause and effect in a sentence: those seen from the top words of causes (at_analysis.causes); in a sentence
 * without them, from the labels of the head "cause" (B-/I- of CAUSE, EFFECT, SIGNAL) and the tree.
 *
 * Invariants: spans lie within the sentence and are not empty; the cause and the effect of a pair do not overlap.
 */
#ifndef AT_TEXT_CAUSAL_H
#define AT_TEXT_CAUSAL_H
#include "text/analysis.h"

typedef struct {
    at_span cause, effect; /* TOKENS [beg, end) */
    at_span signal;        /* the words that say so, or empty */
} at_causal;

enum { AT_CAUSAL_MAX = 8 /* pairs in a sentence */ };

/* Pairs of sentence s in text order into out[AT_CAUSAL_MAX]; returns how many. */
uint32_t at_causal_of(const at_analysis *an, uint32_t s, at_causal *out);
/* The first of an->causes whose anchor is at or after the token: they stand by anchor. */
uint32_t at_causal_first(const at_analysis *an, uint32_t tok);
#endif
