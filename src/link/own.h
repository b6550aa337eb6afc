/* own.h: what the parts of src/link share: one pass over a record. */
#ifndef AT_LINK_OWN_H
#define AT_LINK_OWN_H
#include "base/map.h"
#include "link/contest.h"
#include "link/link.h"

#define AT_LINK_UNDATED (-1000000)

typedef AT_VEC(int64_t) at__near;

struct at_link {
    at__words *words;
    at__link_weights weights;
};

/* One pass: memory, the number of reports, rarities looked up so far. */
typedef struct {
    at_link *l;
    at_sql *q;
    at_arena *mem;
    at_arena *scratch; /* emptied by who uses it */
    double reports; /* in the record */
    at_map rare;    /* term -> index into rarity */
    AT_VEC(double) rarity;
    sqlite3_stmt *df, *by_term, *by_count, *unit, *vector;
    int64_t report;          /* whose units are linked */
    at_str own;              /* its vector */
    uint32_t top[6], ntop;   /* its most telling words */
    at_map likeness;         /* other report -> index into cosine */
    AT_VEC(double) cosine;
    at__numbers touched; /* incidents whose disputes may have changed */
    at__near near;    /* units near the one that was joined last */
} at__linking;

void at__linking_init(at__linking *g, at_link *l, at_sql *q, at_arena *mem, at_arena *scratch);
void at__linking_end(at__linking *g);
void at__linking_at(at__linking *g, int64_t report); /* from here on its units are linked */
double at__linking_rare(void *g, uint32_t term);
double at__linking_cosine(at__linking *g, int64_t other);             /* of the report whose units are linked */
double at__linking_cosine_of(at__linking *g, int64_t a, int64_t b); /* of any two */

/* vector.c: counts a report's words and keeps those that tell it from others. */
void at__vector_put(at__linking *g, int64_t report);

/* near.c: where to look for units like u, and those that stand there. */

int64_t at__near_put(at__linking *g, const at__unit *u); /* the day under which it stands there */
void at__near_drop(at_sql *q, int64_t report);           /* of all units of a report */
void at__near_find(at__linking *g, at__near *out, const at__unit *u);
void at__near_counts(at__linking *g, at__near *out, const at__unit *u); /* counts of the same outcome at the same place */
bool at__near_load(at__linking *g, at__unit *out, int64_t n);

/* coverage.c */
void at__coverage_put(at_sql *q, int64_t report);
void at__coverage_drop(at_sql *q, int64_t report);

/* join.c: puts u into an incident: the one of the units near it that it most likely belongs to, or a new one. */
void at__unit_norm(at__linking *g, at__unit *u);
void at__join(at__linking *g, at__unit *u);
int64_t at__incident_of_key(at_sql *q, at_str key); /* of the finding with this key; 0: none */
#endif
