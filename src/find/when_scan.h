/*
 * when_scan.h: finds time expressions in the pieces of a report and says what each is made of, before any day is known.
 * Rules over words only (data/times.tsv); the tree is asked no more than for the part of speech of ambiguous words.
 */
#ifndef AT_FIND_WHEN_SCAN_H
#define AT_FIND_WHEN_SCAN_H
#include "find/number.h"

typedef enum {
    AT_W_NONE,
    AT_W_CAL,     /* calendar fields: some of year, month, day */
    AT_W_WEEKDAY, /* wd; with rel if said ("last Monday"), week_rel for "Tuesday of last week" */
    AT_W_UNIT,    /* rel unit: "last week", "the same day" */
    AT_W_SPAN,    /* rel n units: "the past 24 hours" */
    AT_W_AGO,     /* n units ago, later, before */
    AT_W_DEICTIC, /* off days from the day of writing */
    AT_W_DUR,     /* n units */
    AT_W_SET,     /* value */
    AT_W_REF,     /* value: PRESENT_REF ... */
    AT_W_PART,    /* a part of the day or a clock time alone */
    AT_W_HOLIDAY, /* rule */
    AT_W_DECADE,  /* year: its first; -1 with rel */
    AT_W_CENTURY, /* n: its number */
    AT_W_SEASON   /* part holds SP SU FA WI */
} at_w_kind;

typedef enum {
    AT_U_NONE,
    AT_U_SECOND,
    AT_U_MINUTE,
    AT_U_HOUR,
    AT_U_NIGHT,
    AT_U_DAY,
    AT_U_WEEKEND,
    AT_U_WEEK,
    AT_U_FORTNIGHT,
    AT_U_MONTH,
    AT_U_QUARTER,
    AT_U_HALF,
    AT_U_YEAR,
    AT_U_DECADE,
    AT_U_CENTURY
} at_w_unit;

typedef struct {
    at_w_kind kind;
    uint32_t beg, end;    /* pieces */
    int year, month, day; /* 0: not said */
    int month2, day2;     /* end of a range of days, 0: none */
    int quarter;          /* 1..4, or 5, 6 for the first and second half-year */
    int wd;               /* weekday 0..6, or -1 */
    bool has_rel, story, vague,
        after_event;        /* story: counts from the last day told; vague: "recent"; after_event: "days after the vote" */
    int rel;                /* -1 last, 0 this, 1 next */
    int year_rel, week_rel; /* "November last year", "Tuesday of last week"; 9: not said */
    at_w_unit unit;
    double n;         /* count of units; -1: not said how many ("days", "several weeks") */
    int dir;          /* of AT_W_AGO: -1, 1 */
    int off;          /* of AT_W_DEICTIC */
    char mod;         /* 0, 'S' start, 'M' middle, 'E' end */
    bool earlier;     /* mod came from "earlier": up to now */
    at_str part;      /* MO AF EV NI DT MI MN ON, a season, or empty */
    int hour, minute; /* -1: not said */
    at_str value;     /* of sets, references, holiday rules */
} at_spec;

/* Reads the longest time expression that starts at piece i; false if there is none. */
bool at__when_scan(const at_ctx *c, const at_pieces *ps, uint32_t i, at_spec *out);
#endif
