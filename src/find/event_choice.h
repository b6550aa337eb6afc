/*
 * event_choice.h: where and when of an event or figure, chosen among all that its clause, the clauses around it and the report offer: what
 * where_of and when_of found by the tree, places and days of the rows near it that are about the same, the place that the report is about,
 * the day of writing, or none. A linear score over named features, one weight each in data/choices.tsv, fitted on gold records by
 * bench/choices.py. Runs after events and figures are known.
 *
 * Invariants: rows are in order of their head words; only AT__NEAR rows on either side are looked at, so the work is linear.
 */
#ifndef AT_FIND_EVENT_CHOICE_H
#define AT_FIND_EVENT_CHOICE_H
#include "find/when_of.h"

/* By what where_of found the place. */
typedef enum { AT__PS_NONE, AT__PS_ATTACHED, AT__PS_PARTIES, AT__PS_ABOVE, AT__PS_BELOW, AT__PS_WEAK, AT__PS_CONTEXT } at__place_step;

enum { AT__NEAR = 24, AT__CANDS = 48 };

typedef struct {
    size_t finding;      /* index into ctx.findings */
    uint32_t tok, sent;
    int32_t place;       /* by where_of, or -1 */
    at__place_step pstep;
    at_str where;        /* the vague words beside it */
    at_when when;        /* by when_of */
    at_w_step wstep;
    bool figure;
    int sort;            /* at_where_sort_of_act */
    int tense;           /* at__when_tense */
    char by[4], on[4];   /* countries of doer and recipient, or "" */
} at__row;

typedef struct {
    at_ctx *c;
    at__row *row;        /* [n] */
    uint32_t n;
    float *weight;       /* [AT__F_COUNT] */
    float *x;            /* [AT__F_COUNT] of one candidate */
} at__choice;

typedef struct {
    int32_t place;       /* or -1 */
    at_when when;
} at__cand;

void at__choice_open(at__choice *ch, at_ctx *c);
/* Candidates for row i, at most AT__CANDS; "none" is not among them and scores 0. */
uint32_t at__choice_places(at__choice *ch, uint32_t i, at__cand *out);
uint32_t at__choice_days(at__choice *ch, uint32_t i, at__cand *out);
/* Features of a candidate into ch->x. */
void at__choice_place(at__choice *ch, uint32_t i, const at__cand *k);
void at__choice_day(at__choice *ch, uint32_t i, const at__cand *k);
float at__choice_score(const at__choice *ch);
const char *at__choice_feature(uint32_t k);
uint32_t at__choice_features(void);

/* Chooses for every event and figure of the report. */
void at_event_choose(at_ctx *c);
#endif
