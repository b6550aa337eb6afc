/*
 * fact.h: findings read back for views, with corrections, and how they are written: what is said, in whose words, who says so.
 * Strings live in the request's memory.
 */
#ifndef AT_SERVE_FACT_H
#define AT_SERVE_FACT_H
#include "serve/request.h"

typedef struct {
    at_str name, role, kind;
    at_span cue, span;
} at__said;

typedef struct {
    int64_t n, pos;
    at_str id, key, kind, report, title, publisher, published, text_of; /* text_of: empty, only at__fact_one fills it */
    at_str from, to, precision, place, country;
    double lat, lon;
    bool located;
    int place_precision;
    double confidence;
    at_str status, words;
    at_str who, whom;   /* names joined by "; " */
    at_str type, mode, measure, phase, stance;
    bool negated, direct, cumulative;
    at_str what, counted, qualifier, as_of, unit;
    bool has_low, has_high;
    int64_t low, high;
    at_str text, of;    /* as in at_entry */
    at_str rule, row, incident;
    at_span span, date_span;
    at__said *said;     /* [nsaid] from the one the report quotes to the one who said it first */
    size_t nsaid;
} at__fact;

typedef AT_VEC(at__fact) at__facts;

typedef enum {
    AT__OLDEST, /* by day, those without one last */
    AT__NEWEST, /* the other way round, those without a day last */
    AT__LATEST, /* the same without those that have no day, which is quick in a large record */
    AT__UNDATED /* those without a day, of the newest reports first */
} at__order;

/* Findings of the request's scope; kinds as in at__scope_sql. */
at__facts at__facts_load(at__req *r, const char *kinds, at__order order, int64_t limit, int64_t skip);
/* Those that a statement names (report's number, place in it); ends it. */
at__facts at__facts_of(at__req *r, sqlite3_stmt *st);
/* The same with a further condition of constant SQL, in which ?22 is `value`; at most `limit`, the latest of them first if it is negative. column: of the search index, in which
 * value's words must stand, so that not all findings are looked at; NULL: none. */
at__facts at__facts_where(at__req *r, const char *kinds, at_str condition, const char *column, at_str value, int64_t limit);
/* Of one report, in the order of its text; also rejected ones. */
at__facts at__facts_report(at__req *r, int64_t n);
/* By key or REPORT:f3. False: there is none (or it is confidential). */
bool at__fact_find(at__req *r, at__fact *f, at_str id);
bool at__fact_at(at__req *r, at__fact *f, int64_t n, int64_t pos);
int64_t at__facts_count(at__req *r, const char *kinds);

void at__fact_gist(at__req *r, const at__fact *f);      /* one line of HTML: what is said */
void at__fact_said(at__req *r, const at__fact *f);      /* "denied by the minister, quoted by AFP"; nothing for the report's own voice */
void at__fact_when(at_buf *b, const at__fact *f);       /* "5 January 2022", "January 2022", "since 2018" */
void at__fact_row(at__req *r, const at__fact *f, bool day); /* a list item with all of it */
void at__fact_range(at_buf *b, const at__fact *f);      /* "1,001 or more" */
void at__fact_report(at__req *r, const at__fact *f);    /* link to the report, publisher and day */
void at__fact_day(at_buf *b, at_str iso, at_str precision); /* "6 January 2022" */
int at__type_group(at_str type);                        /* 1..4: words for, deeds for, words against, deeds against; 0: none */
const char *at__type_words(at_str type);                /* "ASSAULT" -> "assault, violence" */
#endif
