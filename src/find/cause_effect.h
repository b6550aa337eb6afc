/*
 * cause_effect.h: which word names what a cause brought about. Candidates are what its rule takes, the effect that the learned pairs see
 * (text/causal.h), what stands near these in the tree, and what a noun or pronoun among them stands for; weights in data/effects.tsv,
 * fitted by bench/effects.py, choose.
 */
#ifndef AT_FIND_CAUSE_EFFECT_H
#define AT_FIND_CAUSE_EFFECT_H
#include "find/ctx.h"

typedef struct at_effect {
    uint32_t tok;
    const char *from; /* how it was come by: rule pair subject obj xcomp ccomp obl nmod up meant */
    at_str gist;      /* how it is named, not empty */
    char paired;      /* T: the top word of the effect that the pairs see, P: within it, N: outside, 0: no pair is seen */
} at_effect;

enum { AT_EFFECTS = 24 };

/* The words that may name the effect of the cause of tokens [why) into out[AT_EFFECTS]; rule: the one that its rule takes. Returns how many. */
uint32_t at_effects(const at_ctx *c, at_span why, uint32_t rule, at_effect *out);
/* The features of candidate i of n, in a fixed order. */
typedef AT_VEC(at_str) at_effect_features;
void at_effect_describe(const at_ctx *c, const at_effect *e, uint32_t n, uint32_t i, at_effect_features *out);
/* The best of them: an index. n > 0. */
uint32_t at_effect_choose(const at_ctx *c, const at_effect *e, uint32_t n);
#endif
