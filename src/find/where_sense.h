/*
 * where_sense.h: which place a name means in this report. Every name has candidates (gazetteer, places_extra.tsv); the
 * choice weighs how well known each is, the countries and regions that the report is about, what the words around say
 * ("province", "X, Y") and what else is near. Private to where*.c.
 *
 * The weights were set by hand from what they mean (a unit is a factor of ten in people); none is fitted to the sets of
 * bench/places.sh.
 */
#ifndef AT_FIND_WHERE_SENSE_H
#define AT_FIND_WHERE_SENSE_H
#include "find/gazetteer.h"
#include "find/where_mention.h"

typedef enum { AT_C_NONE, AT_C_COUNTRY, AT_C_REGION /* continent, world region */, AT_C_WATER, AT_C_LAND, AT_C_ADM1, AT_C_ADM2, AT_C_TOWN, AT_C_SPOT } at_where_class;

/* One place that a name may mean. */
typedef struct {
    uint32_t bin;        /* gazetteer place, or AT_NONE */
    uint32_t row;        /* row of places_extra.tsv (the one that holds the coordinates), or AT_NONE */
    at_where_class cls;
    bool alt, capital;
    uint8_t country;     /* gazetteer country index, 0: none or several */
    uint32_t adm1;       /* gazetteer place of the first-level region it lies in (or is), or AT_NONE */
    uint8_t prec;
    double lat, lon;
    float prior;
    float near;          /* for places named in the report that lie close by */
} at_where_cand;

/* A name with all it may mean; shared by all mentions of that key and hint. */
typedef struct {
    at_str key;
    at_where_cand *cand; /* [n], best prior first */
    uint32_t n;
    uint32_t last;       /* candidate that the last mention with evidence of its own chose, or AT_NONE */
} at_where_sense;

typedef struct {
    const at_ctx *c;
    const at_where_words *w;
    AT_VEC(at_where_sense) senses;
    at_map by_key;
    float country[256];  /* how much the report is about a country, by gazetteer index */
    float countries;     /* sum of it */
    uint32_t by_beg[256], by_end[256]; /* tokens of the first word that speaks of it: its name inside another, its adjective; empty: none */
    AT_VEC(uint32_t) adm1; /* regions that surely occur, each once */
} at_where_senses;

void at_where_senses_init(at_where_senses *s, const at_ctx *c, const at_where_words *w);
/* Sets m->sense of all mentions, weighs the countries of the report, and writes to pick[i] the chosen candidate of mention i, or NULL. */
void at_where_senses_choose(at_where_senses *s, at_where_mentions *m, const at_where_cand **pick);
/* The country index that most of the report is about, or 0; *share gets its part of all weight. */
uint8_t at_where_country(const at_where_senses *s, float *share);
double at_where_km(double lat1, double lon1, double lat2, double lon2);
#endif
