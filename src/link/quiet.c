#include "link/quiet.h"

#include "base/str.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sum of the negative binomial's probabilities of 0 to `seen`, with mean mu and size k; terms by recurrence. */
static double nb_tail(double mu, double k, uint64_t seen)
{
    double p = k / (k + mu), term = exp(k * log(p)), sum = term;
    for (uint64_t x = 1; x <= seen && x < 100000; x++) {
        term *= (k + (double)x - 1) / (double)x * (1 - p);
        sum += term;
    }
    return fmin(1, sum);
}

/* Quantile 0.95 of chi-square by Wilson and Hilferty's cube (1931): good to a tenth for the 13 to 60 degrees used here. */
static double chi2_95(double df)
{
    double z = 1.6448536, h = 2 / (9 * df);
    return df * pow(1 - h + z * sqrt(h), 3);
}

at__quiet at__quiet_window(const uint32_t *counts, size_t n, size_t days, uint64_t seen)
{
    at__quiet out = {0, 1, 0};
    double sum = 0, square = 0;
    for (size_t i = 0; i < n; i++) {
        sum += counts[i];
        square += (double)counts[i] * counts[i];
    }
    if (n < 7)
        return out;
    double mean = sum / (double)n, var = (square - sum * mean) / (double)(n - 1), w = (double)days;
    double shape = sum + 0.5, mu = w * shape / (double)n, k = shape;
    out.expected = mu;
    if (mean > 0 && var > mean && (double)(n - 1) * var / mean > chi2_95((double)(n - 1))) {
        double r = mean * mean / (var - mean); /* size of a day's negative binomial by moments */
        k = 1 / (1 / shape + 1 / (w * r));
        out.spread = 1;
    }
    out.probability = nb_tail(mu, k, seen);
    return out;
}

double at__quiet_beside(uint64_t place, uint64_t beside, uint64_t all, uint64_t seen)
{
    double a = (double)place + 0.5, b = (double)beside + 0.5, t = (double)all, sum = 0;
    if (seen >= all)
        return 1;
    double base = lgamma(a + b) - lgamma(a) - lgamma(b) - lgamma(a + b + t);
    for (uint64_t x = 0; x <= seen; x++) {
        double v = (double)x;
        sum += exp(lgamma(t + 1) - lgamma(v + 1) - lgamma(t - v + 1) + lgamma(a + v) + lgamma(b + t - v) + base);
    }
    return fmin(1, sum);
}

/* ---- the record ---- */

/* Windows of these many days are looked at; a stretch found by several is told once, with its least probability. One day alone is told only where more than
 * five reports a day were the rule, by the arithmetic. */
static const size_t windows[] = {1, 2, 3, 5, 7};
/* False alarms asked for, in each window: one in a hundred. */
#define ALPHA 0.01

typedef struct {
    int32_t first, last; /* days of the record with any report */
    uint32_t *here, *beside;
} series;

static bool stale(at_sql *q)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT (SELECT coalesce(max(n), 0) FROM log) <> coalesce((SELECT made FROM quiet_made), -1)");
    bool yes = at_sql_step(q, st) && sqlite3_column_int(st, 0);
    at_sql_end(q, st);
    return yes;
}

static bool load(at_sql *q, series *s, at_str place, at_str country)
{
    size_t n = (size_t)(s->last - s->first) + 1;
    memset(s->here, 0, n * sizeof *s->here);
    memset(s->beside, 0, n * sizeof *s->beside);
    uint64_t total = 0;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT day, reports FROM coverage WHERE place = ?1");
    at_sql_text(q, st, 1, place);
    while (at_sql_step(q, st)) {
        s->here[sqlite3_column_int(st, 0) - s->first] = (uint32_t)sqlite3_column_int(st, 1);
        total += (uint64_t)sqlite3_column_int(st, 1);
    }
    at_sql_end(q, st);
    if (total < 20) /* fewer cannot make any week unlikely at ALPHA */
        return false;
    st = at_sql_prepare(q, "SELECT c.day, sum(c.reports) FROM coverage_place p JOIN coverage c ON c.place = p.place WHERE p.country = ?2 AND p.place <> ?1 GROUP BY c.day");
    at_sql_text(q, st, 1, place);
    at_sql_text(q, st, 2, country);
    while (at_sql_step(q, st))
        s->beside[sqlite3_column_int(st, 0) - s->first] = (uint32_t)sqlite3_column_int64(st, 1);
    at_sql_end(q, st);
    return true;
}

static uint64_t sum_of(const uint32_t *v, size_t beg, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += v[beg + i];
    return sum;
}

typedef struct {
    size_t beg, days;
    uint64_t seen, all;
    at__quiet q;
    double beside;
} hole;

static void put(at_sql *q, const series *s, at_str place, const hole *h)
{
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT OR REPLACE INTO quiet(place, day, days, seen, expected, probability, spread, beside, scope) VALUES(?,?,?,?,?,?,?,?,?)");
    at_sql_text(q, st, 1, place);
    at_sql_int(q, st, 2, s->first + (int64_t)h->beg);
    at_sql_int(q, st, 3, (int64_t)h->days);
    at_sql_int(q, st, 4, (int64_t)h->seen);
    at_sql_real(q, st, 5, h->q.expected);
    at_sql_real(q, st, 6, h->q.probability);
    at_sql_int(q, st, 7, h->q.spread);
    at_sql_real(q, st, 8, h->beside);
    at_sql_text(q, st, 9, h->beside <= 0.05 ? AT_S("place") : AT_S("wider"));
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

/* The least likely window that begins on day `beg`; false: none is unlikely. The weeks before leave out days that were silent themselves. */
static bool hole_at(const series *s, size_t beg, size_t n, const uint32_t *base, size_t nbase, uint64_t place, uint64_t beside, hole *out)
{
    bool found = false;
    for (size_t w = 0; w < sizeof windows / sizeof *windows; w++) {
        size_t days = windows[w];
        if (beg + days > n)
            break;
        uint64_t seen = sum_of(s->here, beg, days);
        at__quiet q = at__quiet_window(base, nbase, days, seen);
        if (q.probability > ALPHA || (found && q.probability >= out->q.probability) || s->here[beg + days - 1] * (double)days > q.expected)
            continue;
        uint64_t all = seen + sum_of(s->beside, beg, days);
        *out = (hole){beg, days, seen, all, q, at__quiet_beside(place, beside, all, seen)};
        found = true;
    }
    return found;
}

static void look(at_sql *q, const series *s, at_str place)
{
    size_t n = (size_t)(s->last - s->first) + 1;
    for (size_t beg = AT_QUIET_BASE_DAYS / 2; beg < n; beg++) {
        size_t from = beg > AT_QUIET_BASE_DAYS ? beg - AT_QUIET_BASE_DAYS : 0;
        hole h;
        uint64_t here = sum_of(s->here, from, beg - from), beside = sum_of(s->beside, from, beg - from);
        if (hole_at(s, beg, n, s->here + from, beg - from, here, beside, &h)) {
            put(q, s, place, &h);
            beg += h.days - 1;
        }
    }
}

static void look_at_all(at_sql *q, series *s)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT place, coalesce(country, '') FROM coverage_place ORDER BY place");
    while (at_sql_step(q, st)) {
        at_str place = at_sql_column(st, 0);
        if (load(q, s, place, at_sql_column(st, 1)))
            look(q, s, place);
    }
    at_sql_end(q, st);
}

void at_quiet_refresh(at_sql *q)
{
    series s = {0};
    if (!stale(q))
        return;
    at_sql_run(q, "BEGIN IMMEDIATE");
    at_sql_run(q, "DELETE FROM quiet");
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT min(day), max(day) FROM coverage");
    if (at_sql_step(q, st) && sqlite3_column_type(st, 0) != SQLITE_NULL) {
        s.first = sqlite3_column_int(st, 0);
        s.last = sqlite3_column_int(st, 1);
    }
    at_sql_end(q, st);
    size_t n = (size_t)(s.last - s.first) + 1;
    s.here = n < 100000 ? calloc(n, sizeof *s.here) : NULL; /* a record over more than 270 years has a wrong day somewhere */
    s.beside = n < 100000 ? calloc(n, sizeof *s.beside) : NULL;
    if (s.here && s.beside && n > 1)
        look_at_all(q, &s);
    free(s.here);
    free(s.beside);
    at_sql_run(q, "INSERT OR REPLACE INTO quiet_made(one, made) SELECT 1, coalesce(max(n), 0) FROM log");
    at_sql_run(q, "COMMIT");
    if (q->rc != SQLITE_OK && !sqlite3_get_autocommit(q->db))
        sqlite3_exec(q->db, "ROLLBACK", NULL, NULL, NULL);
}
