/*
 * quiet.h: silence as a figure: how unlikely it is that so few reports tell of a place on some days, given how many told of it in
 * the weeks before, and given how many tell of its neighbours on the same days. No report is not "reported none".
 */
#ifndef AT_LINK_QUIET_H
#define AT_LINK_QUIET_H
#include "base/sql.h"

enum { AT_QUIET_BASE_DAYS = 28 }; /* the weeks before: long enough for a rate, short enough to follow it; whole weeks, as papers rest on Sundays */

/* Reports of one place: counts[i] on day i before the window, oldest first. */
typedef struct {
    double expected;    /* in the window */
    double probability; /* of `seen` or fewer */
    int spread;         /* 1: the counts vary more than a Poisson's (dispersion test at 5 %), so that a negative binomial was used */
} at__quiet;

/*
 * The window of `days` days after n days with the given counts: the rate has a gamma posterior (prior of half a report, Jeffreys), so that the
 * counts to come are negative binomial, exactly; days that vary more than a Poisson's widen it by moments.
 */
at__quiet at__quiet_window(const uint32_t *counts, size_t n, size_t days, uint64_t seen);
/*
 * The same, given that place and neighbours had `all` reports together in the window, of which `seen` at the place; in the weeks before it was
 * place and beside: beta-binomial, so that a day on which everybody writes little is no silence of one place.
 */
double at__quiet_beside(uint64_t place, uint64_t beside, uint64_t all, uint64_t seen);

/* Brings the table `quiet` up to date if reports came in since. */
void at_quiet_refresh(at_sql *q);
#endif
