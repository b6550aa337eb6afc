/* coref_own.h: the walk over the mentions, shared by coref*.c. */
#ifndef AT_FIND_COREF_OWN_H
#define AT_FIND_COREF_OWN_H
#include "find/coref_rank.h"

typedef struct {
    int32_t mention;
    uint32_t next; /* 1 + index of the one before, or 0 */
} at_coref_node;

typedef struct {
    at_ctx *c;
    at_who *w;
    at_map by_lemma;             /* head noun -> 1 + latest node */
    AT_VEC(at_coref_node) nodes;
    const float *weights;        /* of coref_rank.h */
    int32_t me, you, us;         /* entities of "I", "you", "we" outside quotes, or -1 */
} at_coref;

void at__coref_join(at_ctx *c, int32_t mention, int32_t ent);
void at__coref_lead(at_coref *k, int32_t mention);  /* a name that stands for somebody told of without one */
void at__coref_index(at_coref *k, int32_t mention); /* under its head noun */
void at__coref_noun(at_coref *k, int32_t mention);
void at__coref_pron(at_coref *k, int32_t mention);
#endif
