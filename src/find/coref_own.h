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
    at_map own;                  /* speaker, person, number -> entity of "I", "you", "we" */
} at_coref;

/* The word that heads a clause which "this", "that" or "this step" at tok may mean: which < AT_CLAUSES of coref_loose.c. */
enum { AT_CLAUSES = 5 };
bool at__coref_clause(const at_analysis *an, uint32_t tok, uint32_t which, uint32_t *head);
int32_t at__coref_loose(at_ctx *c, uint32_t tok);   /* entity of a word that no mention heads, made if need be */
void at__coref_more(at_coref *k);                   /* words that stand for something without heading a mention: coref_loose.c */
void at__coref_join(at_ctx *c, int32_t mention, int32_t ent);
void at__coref_lead(at_coref *k, int32_t mention);  /* a name that stands for somebody told of without one */
void at__coref_index(at_coref *k, int32_t mention); /* under its head noun */
void at__coref_noun(at_coref *k, int32_t mention);
void at__coref_pron(at_coref *k, int32_t mention);
#endif
