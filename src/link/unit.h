/*
 * unit.h: one happening as one report tells it: the findings that the report's own incident holds, or a lone event or
 * figure. What is needed to compare it with those of other reports is kept with it as terms (word.h) and days, so that
 * no text and no JSON is read again when a later report is added.
 */
#ifndef AT_LINK_UNIT_H
#define AT_LINK_UNIT_H
#include "base/day.h"
#include "base/sql.h"
#include "link/word.h"

enum { AT_UNIT_FINDINGS = 24, AT_UNIT_WORDS = 48, AT_UNIT_NAMES = 16, AT_UNIT_COUNTS = 4 };

typedef struct {
    int64_t n;               /* link_unit.n; 0: not stored yet */
    int64_t report, incident; /* incident 0: none yet */
    int32_t from, to;        /* days; AT_NODAY: not said. An open end is `from`. */
    int32_t published;       /* day of its report, or AT_NODAY */
    uint32_t type, mode;     /* terms of the PLOVER type and mode; a figure of people harmed or arrested has that of the act; 0: none */
    uint32_t place;          /* geonames number; 0: none */
    uint32_t country, admin; /* terms */
    uint32_t flags;          /* AT_UNIT_* below */
    float norm;              /* length of the words' vector when it was stored */
    at__terms head;          /* what names it: "killed", "blast" */
    at__terms words;         /* of its clauses, head and names included */
    at__terms doer, done_to; /* of the names or words of who acts and who is acted on */
    at__terms names;         /* words with a capital in clauses and parties */
    at__terms kin;           /* groups of data/link_kin.tsv that its heads stand in */
    at__terms what;          /* outcomes that its figures count */
    at__terms number;        /* what | value of its figures */
    struct {
        uint32_t what, place; /* term of the outcome; place of the figure itself, 0: not said */
    } count[AT_UNIT_COUNTS];  /* of a unit just taken from its report; not kept, as only the index is made of it */
    uint32_t ncount;
    uint32_t pos[AT_UNIT_FINDINGS], npos; /* findings */
    at_str key;              /* of the first one */
} at__unit;

enum {
    AT_UNIT_DOER_NAMED = 1,  /* a name, not a common noun */
    AT_UNIT_DONE_NAMED = 2,
    AT_UNIT_PLANNED = 4,     /* not yet or never happened: planned, called off, expected, feared, demanded */
    AT_UNIT_POINT = 8,       /* the place is a town or a point */
    AT_UNIT_FIGURE = 16,     /* figures only */
};

typedef AT_VEC(at__unit) at__units;

/* The units of a report, findings that people rejected left out. */
void at__units_of(at_sql *q, const at__words *w, at_arena *mem, at__units *out, int64_t report);

/* What is kept of a unit in link_unit.terms. */
at_str at__unit_pack(at_arena *mem, const at__unit *u);
bool at__unit_unpack(at_arena *mem, at__unit *u, at_str packed); /* false: damaged */
#endif
