/*
 * where_guess.h: which place the context gives to an act whose own words name none: the scene before it, the place that the
 * report is about, or none. A linear score over a few facts of the report, fitted on gold records by tools/gazetteer/guess.py.
 * Private to where*.c.
 */
#ifndef AT_FIND_WHERE_GUESS_H
#define AT_FIND_WHERE_GUESS_H
#include "find/where_own.h"

enum {
    AT_W_BIAS, AT_W_COUNTRY, AT_W_LEDE, AT_W_LEDE_IN, AT_W_SHARE, AT_W_SHARE_IN, AT_W_SCENE, AT_W_SCENE_FAR, AT_W_HERE, AT_W_BEFORE, AT_W_PARA,
    AT_W_FIRST_IN, AT_W_ACT, AT_W_WORDS, AT_W_ACT_SCENE, AT_W_WORDS_SCENE, AT_W_MAIN_COUNTRY, AT_W_MAIN_TOWN, AT_W_HOLDS_SCENE, AT_W_ONLY_IN,
    AT_W_LATER, AT_W_UNKNOWN, AT_W_TITLE_TOWN, AT_W_QUOTED, AT_W_NEAREST, AT_W_NEAREST_WORDS, AT_W_ABOUT, AT_W_ABOUT_TOWN,
    AT_W_COMMON, AT_W_NAMED, AT_W_FOREIGN, AT_W_PAST, AT_W_NOUN, AT_W_ACT_MAIN, AT_W_WORDS_MAIN, AT_W_PLACES, AT_W_BEST_SHARE, AT_W_HELD,
    AT_W_SOLE, AT_W_ACTS, AT_W_ACTS_SHARE, AT_W_LAST_ACT, AT_W_LAST_ACT_FAR, AT_W_LAST_ACT_PARA, AT_W_SAME_WORD, AT_W_MOST_ACTS, AT_W_COUNT
};

/* What the report says of each place, gathered once. */
typedef struct at_where_guess {
    uint32_t *named, *in;    /* [nplaces] mentions; those after a preposition of place */
    uint32_t all, all_in;
    float best_share;        /* of the place named most among all mentions */
    int32_t main_country, main_town, first_in; /* or -1 */
    bool *lede, *lede_in;    /* in the first two sentences */
    uint32_t *since;         /* [nsents] sentences since the scene was set */
    uint32_t *acts, all_acts; /* [nplaces] acts whose own clause says that place */
    int32_t most_acts;       /* place of most acts, or -1 */
    int32_t *last_act;       /* [ntokens] the last act before the token whose clause says a place, or -1 */
    int32_t *said;           /* [ntokens] the place that the clause of an act says, or -1 */
    int32_t *same_word;      /* [ntokens] place of the last act of the same lemma before an act, or -1 */
    uint32_t lede_sent;      /* the second sentence of the report that is none of its furniture */
} at_where_guess;

void at_where_guess_init(const at_ctx *c, at_where_own *o);
/* Features of place p for the act at tok: [AT_W_COUNT]. nearest: the place that the sentence names after a preposition, or -1. */
void at_where_features(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest, int32_t p, float *x);
/* The place with the best score if that is above the threshold, else -1. */
int32_t at_where_guess_of(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest);
#endif
