/*
 * gazetteer.h: the towns, regions and countries of data/places.bin (format in data/README.md), mapped read-only and
 * shared by all threads. Knows names and places, nothing of reports.
 *
 * Invariants: a place is an index below the count of places; `parent` chains end at a country and are never circular
 * (checked when the file is opened); names are found by key alone, so a hit may be another place of the same name.
 */
#ifndef AT_FIND_GAZETTEER_H
#define AT_FIND_GAZETTEER_H
#include "find/ctx.h"

typedef enum { AT_G_NONE, AT_G_COUNTRY, AT_G_ADM1, AT_G_ADM2, AT_G_CAPITAL, AT_G_SEAT, AT_G_TOWN } at_g_class;

/* A place that bears a name; alt: only as an alternative name. */
typedef struct {
    uint32_t place;
    bool alt;
} at_g_hit;

typedef struct {
    at_str name;       /* as GeoNames writes it */
    uint32_t geonames; /* id, or 0 */
    double lat, lon;   /* of a region: middle of the box around its towns; of a country: of its land */
    uint32_t parent;   /* the region or country it lies in, or AT_NONE */
    at_g_class cls;
    uint8_t country;   /* index for at_gazetteer_iso */
    double population; /* from a byte of logarithm: right to 5 % */
} at_g_place;

/* Errors: AT_EIO, AT_EPARSE (damaged). */
AT_MUST_USE at_code at_gazetteer_open(at_gazetteer **out, const char *path, at_err *err);
void at_gazetteer_close(at_gazetteer *g); /* NULL allowed */
/* The key of a name: at_utf8_key, then hyphen and slash as blank, dots, commas and apostrophes dropped, ligatures and barred letters plain. */
at_str at_gazetteer_key(at_arena *a, at_str name);
/* The places of a key, largest population first: at most max into out; result: how many. g NULL: none. */
size_t at_gazetteer_find(const at_gazetteer *g, at_str key, at_g_hit *out, size_t max);
at_g_place at_gazetteer_place(const at_gazetteer *g, uint32_t place);
/* The first-level region that a place is or lies in, or AT_NONE. */
uint32_t at_gazetteer_region(const at_gazetteer *g, uint32_t place);
/* ISO 3166 alpha-3 of a country index, "" for 0. */
const char *at_gazetteer_iso(const at_gazetteer *g, uint8_t country);
/* The country itself as a place by its ISO code, or AT_NONE. */
uint32_t at_gazetteer_country(const at_gazetteer *g, at_str iso);
#endif
