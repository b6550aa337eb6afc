/*
 * chart.h: events over time as SVG drawn here: bars by day, week, month or year in the four classes of PLOVER, and rows by
 * type. Each bar is a link to its days.
 */
#ifndef AT_SERVE_CHART_H
#define AT_SERVE_CHART_H
#include "serve/request.h"

enum { AT__TYPES = 17, AT__GROUPS = 5 };

typedef struct {
    int32_t day;         /* first day */
    int32_t last;        /* last day */
    int32_t group[AT__GROUPS]; /* events; 0: of no class */
    int32_t type[AT__TYPES];   /* 0: of no type */
    int32_t all;
} at__bucket;

typedef struct {
    char unit; /* 'd', 'w', 'm', 'y' */
    AT_VEC(at__bucket) buckets; /* without gaps */
    int32_t most;    /* of one bucket */
    int64_t dated, undated, before; /* events in the buckets; without a day; in the sparse time before the first bucket */
    int32_t from, to; /* first and last day; AT_NODAY: there is none */
    int32_t total[AT__TYPES];
} at__times;

/* Counts the events of the request's scope. */
at__times at__chart_load(at__req *r);
/* Bars. path: where they lead. */
void at__chart_bars(at__req *r, const at__times *t, const char *path, int height);
/* One row a type that occurs. */
void at__chart_types(at__req *r, const at__times *t, const char *path);
/* What the colours mean. */
void at__chart_legend(at__req *r);
const char *at__chart_type(int i); /* name of type i, 1..16, in the order of the classes */
const char *at__chart_group(int g); /* words for class g */
#endif
