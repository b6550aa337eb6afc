/*
 * figure_count.h: quantities in a report: numbers in words and digits with the words that bound them, vague quantities,
 * "no one". Knows data/numbers.tsv and the guide's bounds ("more than 1,000" is 1001 and more); not what is counted.
 */
#ifndef AT_FIND_FIGURE_COUNT_H
#define AT_FIND_FIGURE_COUNT_H
#include "find/number.h"

typedef struct {
    uint32_t beg, end; /* pieces, bounding words included */
    uint32_t num;      /* piece of the number itself (the last of it) */
    int64_t low, high; /* AT_NOBOUND: open */
    at_str qualifier;  /* exact, "more than", about, hundreds, ... */
    bool vague;        /* many, several, "a number of": no number stands there */
    bool none;         /* no, nobody, "not a single" */
    bool more;         /* another, a further, additional, more, other: beside a count told before */
    bool bound;        /* words before or behind set the bounds */
    bool weak;         /* "some", "few": too common to count by themselves */
    bool crowd;        /* "a group of", "a crowd of" */
    bool spelled;      /* "one" */
    bool definite;     /* "the two leaders": counted before, mostly */
    int64_t value;     /* the number as said, or -1 */
} at_count;

typedef AT_VEC(at_count) at_counts;

/* All quantities, in text order, that are no dates, money, percentages, measures, ages or numbers of things by name. */
void at__figure_counts(const at_ctx *c, const at_pieces *ps, at_counts *out, at_arena *mem);
#endif
