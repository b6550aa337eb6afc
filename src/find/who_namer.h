/*
 * who_namer.h: the names of a report while their bearers are found; shared by who_name.c (people) and who_body.c (the rest).
 * Private to who*.c.
 */
#ifndef AT_FIND_WHO_NAMER_H
#define AT_FIND_WHO_NAMER_H
#include "find/who_entity.h"

enum { AT_CHAIN_MAX = 64, /* entities looked at for one word: bounds the work on hostile lists of names */
       AT_NAME_WORDS = 12 };

typedef struct {
    int32_t ent;
    uint32_t next; /* 1 + index of the next node, or 0 */
} at_name_node;

typedef struct {
    at_ctx *c;
    at_who *w;
    at_map words; /* word of a name -> 1 + first node */
    AT_VEC(at_name_node) nodes;
    int32_t *rep;     /* [nrep] by entity: the name that has its fullest form, or -1 */
    size_t nrep;
    at_map initials;  /* "csto" -> entity */
} at_namer;

static inline const at_token *at__namer_tok(const at_namer *n, uint32_t t)
{
    return &n->c->an->tokens[t];
}

bool at__name_wordlike(const at_token *t);                          /* letters or digits, no mark */
uint32_t at__namer_words(const at_namer *n, const at_known *k, uint32_t out[AT_NAME_WORDS]); /* tokens of its words, small words left out */
void at__namer_index(at_namer *n, at_str word, int32_t ent);
void at__namer_bear(at_namer *n, int32_t ent, size_t i);            /* name i is the entity's; its form becomes the entity's if it is fuller */

void at__who_spans(at_ctx *c);              /* who_span.c: fills names and name_of, with one type for all names of the same words */
bool at__name_state(at_namer *n, size_t i); /* who_body.c: name i is that of a state, people, capital or seat */
bool at__name_body(at_namer *n, size_t i);  /* it is in orgs.tsv */
void at__name_other(at_namer *n, size_t i); /* it is a body, place or thing of the report alone */
void at__name_initials(at_namer *n, const at_known *k, int32_t ent);
void at__name_brackets(at_namer *n);        /* joins "Full Name (FN)" */
#endif
