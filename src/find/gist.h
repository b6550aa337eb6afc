/* gist.h: short noun phrases for acts: "the arrest of ten students" for "police arrested ten students". */
#ifndef AT_FIND_GIST_H
#define AT_FIND_GIST_H
#include "find/ctx.h"

/* A description of the act or thing headed by tok, for "of" of a cause. */
at_str at_gist(const at_ctx *c, uint32_t tok);
/* Does the phrase of words (blank-separated, lower case) stand at token i of the sentence ending at `end`? Returns its length in tokens or 0. */
uint32_t at_phrase_at(const at_ctx *c, uint32_t i, uint32_t end, at_str words);
/*
 * The topmost token that hangs together right of i: climbs from i while the head still lies in [i, end). The head of the
 * phrase or clause that begins at i.
 */
uint32_t at_climb(const at_analysis *an, uint32_t i, uint32_t end);
/* Bytes of the subtree of tok cut to tokens [beg, end), without punctuation at either end. */
at_span at_clip(const at_analysis *an, uint32_t tok, uint32_t beg, uint32_t end);
#endif
