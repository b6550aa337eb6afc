/*
 * causal.h: pairs of cause and effect in a sentence, from those that the pair head sees from the top word of each cause
 * (at_analysis.causes, pairs.h).
 *
 * Invariants: spans lie within the sentence and are not empty; the cause and the effect of a pair do not overlap.
 */
#ifndef AT_TEXT_CAUSAL_H
#define AT_TEXT_CAUSAL_H
#include "text/analysis.h"

enum { AT_CAUSAL_MAX = 8 /* pairs in a sentence */ };

/*
 * Pairs of sentence s in text order into out[AT_CAUSAL_MAX], each once; returns how many. least: the chance that an anchor must have to be
 * the top of a cause.
 */
uint32_t at_causal_of(const at_analysis *an, uint32_t s, float least, at_cause_pair *out);
/* The pair of tok's sentence whose cause shares most with tokens [why): of the words of both, by the chance of its anchor; NULL if none. */
const at_cause_pair *at_causal_like(const at_analysis *an, at_span why);
/* The word of tokens [s) whose head lies outside them, no punctuation; the first if there is none. */
uint32_t at_causal_top(const at_analysis *an, at_span s);
/* The first of an->causes whose anchor is at or after the token: they stand by anchor. */
uint32_t at_causal_first(const at_analysis *an, uint32_t tok);
#endif
