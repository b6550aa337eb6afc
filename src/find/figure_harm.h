/*
 * figure_harm.h: what befell those counted: by the verb, noun or adjective that governs or modifies the counted noun, from
 * data/harms.tsv. Knows the tree; not the number.
 */
#ifndef AT_FIND_FIGURE_HARM_H
#define AT_FIND_FIGURE_HARM_H
#include "find/ctx.h"

typedef enum {
    AT_H_NONE,
    AT_H_SUBJ, /* the counted are the subject: "13 were killed", "20 died" */
    AT_H_OBJ,  /* the object: "killing 13" */
    AT_H_NOUN, /* they stand under a noun of harm: "the death of 13" */
    AT_H_MOD,  /* the harm modifies them: "people killed in", "13 wounded soldiers" */
    AT_H_SELF, /* the counted word is the harm: "13 dead", "20 arrests" */
    AT_H_DOER  /* they are the doers of a harm to others */
} at_harm_kind;

typedef struct {
    at_harm_kind kind;
    at_str what;
    bool weak, body; /* levels of harms.tsv */
    uint32_t tok;    /* the word that says it */
    bool toll;       /* by a toll or number: "the death toll rose to 13" */
    bool again;      /* by a bare word for a sum told before: "put the number at 13" */
    at_str row;      /* "harms.tsv:12" */
} at_harm;

/* What befell the things named by noun n; kind AT_H_NONE and empty `what` if the clause says nothing. */
at_harm at__figure_harm(const at_ctx *c, uint32_t n);
/* The verb right before the quantity decides, whatever the tree says: "killed one and wounded three others". */
void at__figure_harm_before(const at_ctx *c, uint32_t verb, at_harm *h);
/* A bare participle right behind the counted noun, likewise: "two were killed and several others detained". */
void at__figure_harm_after(const at_ctx *c, uint32_t verb, at_harm *h);
/* Harm of a noun alone ("death", "arrests"), or of an adjective or participle alone ("dead", "wounded"). */
bool at__figure_harm_word(const at_ctx *c, uint32_t n, at_harm *h);
/* Row of groups.tsv for the word, or AT_NONE: by lemma, then by form, then by what it ends with if `guess`. */
uint32_t at__figure_group(const at_ctx *c, uint32_t n);
/* Does it look like a word for people although the list lacks it: of a nation ("Kurds"), or, by_ending, "bricklayer"? */
bool at__figure_personlike(const at_ctx *c, uint32_t n, bool by_ending);
#endif
