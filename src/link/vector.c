/* Reports as short vectors of telling words: which report tells of the same things as another. */
#include "link/own.h"

#include "base/str.h"
#include <math.h>

enum { MOST_WORDS = 4000, KEPT = 40 };

typedef struct {
    uint32_t term;
    float weight;
} weighted;

static int heavier(const void *x, const void *y)
{
    const weighted *a = x, *b = y;
    return a->weight > b->weight ? -1 : a->weight < b->weight ? 1 : a->term < b->term ? -1 : a->term > b->term;
}

static int by_term(const void *x, const void *y)
{
    const weighted *a = x, *b = y;
    return a->term < b->term ? -1 : a->term > b->term;
}

static void count_terms(at__linking *g, at__terms t)
{
    sqlite3_stmt *st = at_sql_prepare(g->q, "INSERT INTO link_df(term, reports) VALUES(?1, 1) ON CONFLICT(term) DO UPDATE SET reports = reports + 1");
    for (uint32_t i = 0; i < t.n; i++) {
        at_sql_int(g->q, st, 1, t.p[i]);
        at_sql_again(g->q, st);
    }
    at_sql_end(g->q, st);
}

static void words_of_report(at__linking *g, at__term_list *all, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(g->q, "SELECT coalesce(title, '') || ' ' || coalesce(text, (SELECT group_concat(words, ' ') FROM finding f WHERE f.report = ?1), '')"
                                            " FROM report WHERE n = ?1");
    at_sql_int(g->q, st, 1, report);
    if (at_sql_step(g->q, st)) {
        at_str text = at_sql_column(st, 0);
        at__words_of(g->l->words, g->mem, all, at_sub(text, 0, MOST_WORDS * 8), MOST_WORDS);
    }
    at_sql_end(g->q, st);
}

void at__vector_put(at__linking *g, int64_t report)
{
    at__term_list all = {0};
    words_of_report(g, &all, report);
    at__terms set = at__terms_set(g->mem, &all);
    count_terms(g, set);
    weighted *v = at_new(g->mem, weighted, set.n + 1);
    at_map counts;
    at_map_init(&counts, g->mem);
    for (size_t i = 0; i < all.n; i++) {
        at_str key = {(const char *)&all.p[i], sizeof(uint32_t)};
        uint32_t *n = at_map_at(&counts, key);
        *n = *n == AT_NONE ? 1 : *n + 1;
    }
    for (uint32_t i = 0; i < set.n; i++) {
        uint32_t n = at_map_get(&counts, (at_str){(const char *)&set.p[i], sizeof(uint32_t)});
        v[i] = (weighted){set.p[i], (float)((1 + log((double)n)) * at__linking_rare(g, set.p[i]))};
    }
    qsort(v, set.n, sizeof *v, heavier);
    uint32_t kept = set.n < KEPT ? set.n : KEPT;
    double len = 0;
    for (uint32_t i = 0; i < kept; i++)
        len += (double)v[i].weight * (double)v[i].weight;
    for (uint32_t i = 0; i < kept && len > 0; i++)
        v[i].weight = (float)((double)v[i].weight / sqrt(len));
    qsort(v, kept, sizeof *v, by_term);
    sqlite3_stmt *st = at_sql_prepare(g->q, "INSERT OR REPLACE INTO link_report(report, terms) VALUES(?1, ?2)");
    at_sql_int(g->q, st, 1, report);
    if (g->q->rc == SQLITE_OK)
        g->q->rc = sqlite3_bind_blob64(st, 2, v, kept * sizeof *v, SQLITE_STATIC);
    (void)at_sql_step(g->q, st);
    at_sql_end(g->q, st);
}

static double product(at_str x, at_str y)
{
    size_t n = x.n / sizeof(weighted), m = y.n / sizeof(weighted);
    double sum = 0;
    for (size_t i = 0, k = 0; i < n && k < m;) {
        weighted a, b;
        memcpy(&a, x.p + i * sizeof a, sizeof a);
        memcpy(&b, y.p + k * sizeof b, sizeof b);
        if (a.term == b.term)
            sum += (double)a.weight * (double)b.weight;
        i += a.term <= b.term;
        k += b.term <= a.term;
    }
    return sum;
}

static at_str blob(sqlite3_stmt *st, int i)
{
    const char *p = sqlite3_column_blob(st, i);
    return (at_str){p ? p : "", (size_t)sqlite3_column_bytes(st, i)};
}

static double compute(at__linking *g, int64_t other)
{
    double c = 0;
    at_sql_int(g->q, g->vector, 1, other);
    if (at_sql_step(g->q, g->vector))
        c = product(g->own, blob(g->vector, 0));
    sqlite3_reset(g->vector);
    return c;
}

double at__linking_cosine(at__linking *g, int64_t other)
{
    uint32_t have = at_map_get(&g->likeness, (at_str){(const char *)&other, sizeof other});
    if (have != AT_NONE)
        return g->cosine.p[have];
    int64_t *key = at_new(g->mem, int64_t, 1);
    *key = other;
    uint32_t *at = at_map_at(&g->likeness, (at_str){(const char *)key, sizeof *key});
    if (*at == AT_NONE) {
        *at = (uint32_t)g->cosine.n;
        *at_push(g->mem, &g->cosine) = compute(g, other);
    }
    return g->cosine.p[*at];
}

double at__linking_cosine_of(at__linking *g, int64_t a, int64_t b)
{
    at_mark mark = at_arena_mark(g->scratch);
    at_sql_int(g->q, g->vector, 1, a);
    at_str first = at_sql_step(g->q, g->vector) ? at_arena_str(g->scratch, blob(g->vector, 0)) : AT_S("");
    sqlite3_reset(g->vector);
    at_sql_int(g->q, g->vector, 1, b);
    double c = at_sql_step(g->q, g->vector) ? product(first, blob(g->vector, 0)) : 0;
    sqlite3_reset(g->vector);
    at_arena_reset(g->scratch, mark);
    return c;
}

/* The heaviest words of the vector that units are looked for by. */
static void take_top(at__linking *g)
{
    float w[6] = {0};
    g->ntop = 0;
    for (size_t i = 0; i + sizeof(weighted) <= g->own.n; i += sizeof(weighted)) {
        weighted v;
        memcpy(&v, g->own.p + i, sizeof v);
        uint32_t at = g->ntop < 6 ? g->ntop++ : 5;
        if (at == 5 && g->ntop == 6 && w[5] >= v.weight && w[5] > 0)
            continue;
        while (at && w[at - 1] < v.weight) {
            w[at] = w[at - 1];
            g->top[at] = g->top[at - 1];
            at--;
        }
        w[at] = v.weight;
        g->top[at] = v.term;
    }
}

void at__linking_at(at__linking *g, int64_t report)
{
    g->report = report;
    at_map_init(&g->likeness, g->mem);
    g->cosine.n = 0;
    at_sql_int(g->q, g->vector, 1, report);
    g->own = at_sql_step(g->q, g->vector) ? at_arena_str(g->mem, blob(g->vector, 0)) : AT_S("");
    sqlite3_reset(g->vector);
    take_top(g);
}

/* Rarity on a scale that does not change as a record grows: the log of how seldom a word is over that of the seldomest. News at large counts as a
 * thousand reports, so that in a record of three reports not every word is telling. */
double at__linking_rare(void *user, uint32_t term)
{
    enum { AT_LARGE = 1000 };
    at__linking *g = user;
    uint32_t have = at_map_get(&g->rare, (at_str){(const char *)&term, sizeof term});
    if (have != AT_NONE)
        return g->rarity.p[have];
    uint32_t *key = at_new(g->mem, uint32_t, 1);
    *key = term;
    uint32_t *at = at_map_at(&g->rare, (at_str){(const char *)key, sizeof *key});
    if (*at == AT_NONE) {
        *at = (uint32_t)g->rarity.n;
        at_sql_int(g->q, g->df, 1, term);
        double df = at_sql_step(g->q, g->df) ? (double)sqlite3_column_int64(g->df, 0) : 0;
        sqlite3_reset(g->df);
        double all = AT_LARGE + g->reports, with = AT_LARGE * at__word_share(g->l->words, term) + df + 0.5;
        *at_push(g->mem, &g->rarity) = with < all ? log(all / with) / log(all / 0.5) : 0;
    }
    return g->rarity.p[*at];
}

void at__linking_init(at__linking *g, at_link *l, at_sql *q, at_arena *mem, at_arena *scratch)
{
    *g = (at__linking){.l = l, .q = q, .mem = mem, .scratch = scratch};
    at_map_init(&g->rare, mem);
    at_map_init(&g->likeness, mem);
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT coalesce(max(n), 0) FROM report");
    if (at_sql_step(q, st))
        g->reports = (double)sqlite3_column_int64(st, 0);
    at_sql_end(q, st);
    g->df = at_sql_prepare(q, "SELECT reports FROM link_df WHERE term = ?1");
    g->by_term = at_sql_prepare(q, "SELECT unit FROM (SELECT unit FROM link_term WHERE term = ?1 AND day BETWEEN ?2 AND ?3 LIMIT 40) UNION ALL"
                                     " SELECT unit FROM (SELECT unit FROM link_term WHERE term = ?1 AND day = -1000000 AND ?2 > -1000000 LIMIT 40)");
    g->by_count = at_sql_prepare(q, "SELECT unit FROM (SELECT unit FROM link_term WHERE term = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day DESC, unit DESC LIMIT 120) UNION ALL"
                                    " SELECT unit FROM (SELECT unit FROM link_term WHERE term = ?1 AND day = -1000000 AND ?2 > -1000000 ORDER BY unit DESC LIMIT 40)");
    g->unit = at_sql_prepare(q, "SELECT report, incident, terms, key FROM link_unit WHERE n = ?1");
    g->vector = at_sql_prepare(q, "SELECT terms FROM link_report WHERE report = ?1");
}

void at__linking_end(at__linking *g)
{
    sqlite3_finalize(g->df);
    sqlite3_finalize(g->by_term);
    sqlite3_finalize(g->by_count);
    sqlite3_finalize(g->unit);
    sqlite3_finalize(g->vector);
    g->df = g->by_term = g->by_count = g->unit = g->vector = NULL;
}
