/*
 * vote.h: what the learned head "find" says of some words: how many of them it tags as a kind of finding, how many as another.
 * Rules that are weak alone ask it.
 */
#ifndef AT_FIND_VOTE_H
#define AT_FIND_VOTE_H
#include "find/ctx.h"

typedef struct {
    bool asked;           /* false: the weights have no such head */
    uint32_t same, other; /* words tagged as the kind, and as another kind */
    uint32_t of;          /* words looked at */
} at_vote;

at_vote at_vote_of(const at_ctx *c, at_span toks, at_kind kind);
#endif
