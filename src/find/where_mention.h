/*
 * where_mention.h: the spans of a report that may name a place, before it is known which. From the learned names of type
 * LOC, from look-up of capitalised words that the names missed, and from buildings after a preposition of place. Private to where*.c.
 */
#ifndef AT_FIND_WHERE_MENTION_H
#define AT_FIND_WHERE_MENTION_H
#include "find/where_words.h"

typedef enum { AT_H_NONE, AT_H_COUNTRY, AT_H_ADM1, AT_H_ADM2, AT_H_TOWN, AT_H_WATER, AT_H_LAND, AT_H_SPOT, AT_H_REGION, AT_H_CAPITAL, AT_H_ANY } at_where_hint;

typedef struct {
    uint32_t beg, end;   /* tokens of the whole mention, a head word after it included ("Helmand province") */
    uint32_t nbeg, nend; /* tokens of the name alone */
    uint32_t head;       /* token whose head lies outside */
    at_str key;          /* of the name alone, without article */
    at_where_hint hint;  /* what sort of place the words around say it is */
    uint32_t inside;     /* mention that contains it by the text ("X, Y"), or AT_NONE */
    bool building;       /* named by what it houses: "the Peruvian embassy" */
    bool nested;         /* inside the name of an organisation: says which country the report is about, is no place of an event */
    bool looked_up;      /* not from the learned names */
    bool part;           /* a word of direction before it: "southern Lebanon" */
    uint32_t sense;      /* set by where_sense */
} at_where_mention;
typedef AT_VEC(at_where_mention) at_where_mentions;

at_where_hint at_where_hint_of(at_str word_class);
/* All mentions in text order; they overlap only where a nested one lies in the next. */
void at_where_mentions_find(const at_ctx *c, const at_where_words *w, at_where_mentions *out);
/* Is there a preposition of place before the noun phrase headed by tok (its case dependents)? Its class or p NULL. */
at_str at_where_prep(const at_ctx *c, const at_where_words *w, uint32_t tok);
#endif
