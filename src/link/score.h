/*
 * score.h: how likely two units tell of one happening: a logistic model over what they share and
 * what speaks against it. Its weights are data/link.tsv; each feature is a reason that is kept with the link.
 */
#ifndef AT_LINK_SCORE_H
#define AT_LINK_SCORE_H
#include "base/buf.h"
#include "link/unit.h"

typedef enum {
    AT_LF_BIAS,
    AT_LF_HEAD,        /* one head word in common, by how rare it is */
    AT_LF_KIN,         /* other head words of one group of data/link_kin.tsv */
    AT_LF_MODE,        /* other head words, one type and mode */
    AT_LF_TYPE,        /* other head words, one type */
    AT_LF_TYPE_CLASH,
    AT_LF_WORDS,       /* cosine of the clauses' words, heads left out */
    AT_LF_DOER,        /* a word of the doers' names in common, by how rare */
    AT_LF_DONE_TO,
    AT_LF_CROSS,       /* parties of one stand in the clause of the other */
    AT_LF_NAME,        /* a name in common, by how rare */
    AT_LF_NAME_CLASH,  /* both have names, none in common */
    AT_LF_DOER_CLASH,  /* both doers named, nothing in common */
    AT_LF_DONE_CLASH,
    AT_LF_PLACE,       /* the same place */
    AT_LF_PLACE_IN,    /* one country, one of them not known closer */
    AT_LF_PLACE_CLASH,
    AT_LF_DAY,         /* days meet, both said */
    AT_LF_DAY_NEAR,    /* one or two days apart */
    AT_LF_DAY_CLASH,
    AT_LF_REPORT,      /* cosine of the reports' words */
    AT_LF_HEAD_REPORT, /* HEAD times REPORT */
    AT_LF_KIN_REPORT,
    AT_LF_TYPE_REPORT,
    AT_LF_NUMBER,      /* a figure in common */
    AT_LF_PLANNED,     /* one is planned or feared, the other happened */
    AT_LF_PUBLISHED,   /* weeks between publication where a day is not said, at most 4 */
    AT_LF_OWN,         /* both of one report, which seldom tells one happening as two */
    AT_LF_N
} at__link_feature;

typedef struct {
    double weight[AT_LF_N];
    double join;     /* a unit joins an incident at this likelihood */
    double join_own; /* and if it is that likely to be the same as each unit of its own report there */
    double fuse;     /* two incidents become one when a unit is that likely to belong to either, and their units to be the same on average */
} at__link_weights;

/* Reads data/link.tsv. False: a name is missing (a bug). */
bool at__link_weights_load(at__link_weights *w);
const char *at__link_feature_name(at__link_feature f);

/* Rarity of a term in this record, 0 (in every report) and up. */
typedef double at__rarity(void *user, uint32_t term);

/* Fills x; `reports` is the cosine of the two reports. */
void at__link_features(double x[AT_LF_N], const at__unit *a, const at__unit *b, double reports, at__rarity *rare, void *user);
double at__link_likelihood(const at__link_weights *w, const double x[AT_LF_N]);
/* The reasons as JSON, {"head":0.8,...}: what each feature that is not 0 adds to the log odds. */
void at__link_reasons(at_buf *b, const at__link_weights *w, const double x[AT_LF_N]);
#endif
