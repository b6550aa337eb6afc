/*
 * where_guess.h: which place the context gives to an act whose own words name none: the scene before it, the place that the
 * report is about, or none. A linear score over a few facts of the report, fitted on gold records by tools/gazetteer/guess.py.
 * Private to where*.c.
 */
#ifndef AT_FIND_WHERE_GUESS_H
#define AT_FIND_WHERE_GUESS_H
#include "find/where_own.h"

enum {
    AT_W_BIAS,
    AT_W_LEDE_IN,    /* named after a preposition of place in the first two sentences */
    AT_W_SHARE,      /* its part of all mentions of places */
    AT_W_SHARE_IN,   /* the same of those after a preposition of place */
    AT_W_SCENE,      /* the place that the last sentence which names one sets */
    AT_W_SCENE_FAR,  /* sentences since, in tenths, at most ten */
    AT_W_FIRST_IN,   /* the first named after a preposition of place */
    AT_W_WORDS,      /* the act is one of words between parties, not one on the ground */
    AT_W_ABOUT,      /* a country: its part of all that is said of countries */
    AT_W_ABOUT_TOWN, /* no country: the part of its country */
    AT_W_NEAREST,    /* in the sentence itself, after a preposition of place, nearest to the act */
    AT_W_HERE,       /* named in the sentence */
    AT_W_PARA,       /* named before in the paragraph */
    AT_W_FOREIGN,    /* who does it is of another country */
    AT_W_NAMED,      /* who does it has a name */
    AT_W_ACT_MAIN,   /* an act on the ground, and the country or the other place that is named most */
    AT_W_COUNT
};

enum { AT_W_OFTEN = 24 };

/* What the report says of each place, gathered once. */
typedef struct at_where_guess {
    uint32_t *named, *in;    /* [nplaces] mentions; those after a preposition of place */
    uint32_t all, all_in;
    int32_t main_country, main_town, first_in; /* or -1 */
    bool *lede_in;           /* after such a preposition in the first two sentences */
    uint32_t *since;         /* [nsents] sentences since the scene was set */
    uint32_t *at_beg, *at;   /* [nplaces + 1], [all]: sentences of the mentions of place p are at[at_beg[p]] to at[at_beg[p + 1]], ascending */
    int32_t often[AT_W_OFTEN]; /* the places named most, and how many they are */
    uint32_t noften;
    uint32_t lede_sent;      /* the second sentence of the report that is none of its furniture */
} at_where_guess;

void at_where_guess_init(const at_ctx *c, at_where_own *o);
/* 1: an act on the ground (assault, arrest, protest, troops), 2: words between parties, 0: not known. By the rows of events.tsv. */
int at_where_sort_of_act(const at_ctx *c, uint32_t tok);
/* Features of place p for the act at tok: [AT_W_COUNT]. nearest: the place that the sentence names after a preposition, or -1. */
void at_where_features(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest, int32_t p, float *x);
/* The place with the best score if that is above the threshold, else -1. */
int32_t at_where_guess_of(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest);
#endif
