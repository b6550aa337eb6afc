/*
 * figure.h: what one count is to another: the same, an update of it, its rival, or nothing to do with it. Both claims stay; the relation is kept with
 * the rule that found it.
 */
#ifndef AT_LINK_FIGURE_H
#define AT_LINK_FIGURE_H
#include "link/own.h"

typedef enum { AT_FIG_UNRELATED, AT_FIG_SAME, AT_FIG_UPDATE, AT_FIG_DISPUTE } at__figure_relation;

/* A figure as far as it matters here. */
typedef struct {
    int64_t report, pos, incident; /* incident 0: in none */
    at_str what, who;              /* who: words for those counted */
    int64_t low, high;             /* INT64_MIN, INT64_MAX: no bound */
    int32_t from, to, as_of;       /* days; as_of: of the count, else of publication; AT_NODAY: not known */
    bool cumulative, part;         /* part: of another figure of its report */
    int64_t geonames;              /* 0: none */
    at_str country;
    bool point;                    /* a town or closer */
    at_str source;                 /* who answers for it: the last of the chain, else the publisher; "" not known */
    bool denied;
} at__figure;

/* What `b` is to the earlier (or as early) `a`. *why: name of the rule, constant. */
at__figure_relation at__figure_compare(const at__words *w, const at__figure *a, const at__figure *b, const char **why);

/* Compares the figures of u with those of the units near it and keeps what is not unrelated. */
void at__figures_put(at__linking *g, const at__unit *u, const at__near *near);
#endif
