/* Where units that may tell of the same are looked for: an index of a few telling terms and the day. */
#include "link/own.h"

#include "base/str.h"
#include <math.h>

enum { MOST_TERMS = 60, MOST_NEAR = 64, MOST_COUNTS = 120, BEFORE = 3, AFTER = 10 };

typedef struct {
    int64_t term[MOST_TERMS];
    double weight[MOST_TERMS];
    size_t n;
} looks;

static void add(looks *k, uint32_t what, uint32_t x, uint32_t y, double weight)
{
    uint32_t parts[3] = {what, x, y};
    if (k->n == MOST_TERMS)
        return;
    k->term[k->n] = (int64_t)(at_hash((at_str){(const char *)parts, sizeof parts}) >> 1);
    k->weight[k->n++] = weight;
}

/* The rarest `most` terms of t. */
static uint32_t rarest(at__linking *g, uint32_t *out, uint32_t most, at__terms t)
{
    double r[8] = {0};
    uint32_t n = 0;
    for (uint32_t i = 0; i < t.n; i++) {
        double v = at__linking_rare(g, t.p[i]);
        uint32_t at = n < most ? n++ : most - 1;
        if (at == most - 1 && n == most && r[at] >= v && r[at] > 0)
            continue;
        while (at && r[at - 1] < v) {
            r[at] = r[at - 1];
            out[at] = out[at - 1];
            at--;
        }
        r[at] = v;
        out[at] = t.p[i];
    }
    return n;
}

enum { BY_HEAD_NAME = 1, BY_TYPE_PLACE, BY_TYPE_COUNTRY, BY_NAME, BY_WORD, BY_NUMBER, BY_HEAD_PLACE, BY_HEAD_TOP, BY_TYPE_TOP, BY_KIN_TOP, BY_WHAT_PLACE };

/* Counts of one outcome at one place: that of the figure, else that of its happening. */
static void counts_of(looks *k, const at__unit *u)
{
    uint32_t place = u->place ? u->place : u->country;
    for (uint32_t i = 0; i < u->ncount; i++)
        if (u->count[i].place || place)
            add(k, BY_WHAT_PLACE, u->count[i].what, u->count[i].place ? u->count[i].place : place, 1.5);
    for (uint32_t i = 0; i < u->what.n && i < AT_UNIT_COUNTS && place && !u->ncount; i++)
        add(k, BY_WHAT_PLACE, u->what.p[i], place, 1.5);
}

static void looks_of(at__linking *g, looks *k, const at__unit *u)
{
    counts_of(k, u);
    uint32_t names[4], n = rarest(g, names, 3, u->doer), words[6];
    n += rarest(g, names + n, n == 3 ? 1 : 2, u->done_to);
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t h = 0; h < u->head.n && h < 3; h++)
            add(k, BY_HEAD_NAME, u->head.p[h], names[i], 3 * at__linking_rare(g, names[i]) + at__linking_rare(g, u->head.p[h]));
        add(k, BY_NAME, names[i], 0, 2 * at__linking_rare(g, names[i]));
    }
    if (u->type && u->place)
        add(k, BY_TYPE_PLACE, u->type, u->place, 1.5);
    if (u->type && u->country)
        add(k, BY_TYPE_COUNTRY, u->type, u->country, 0.5);
    for (uint32_t h = 0; h < u->head.n && h < 3 && u->country; h++)
        add(k, BY_HEAD_PLACE, u->head.p[h], u->place ? u->place : u->country, 1 + at__linking_rare(g, u->head.p[h]));
    uint32_t m = rarest(g, words, 5, u->words);
    for (uint32_t i = 0; i < m; i++) {
        add(k, BY_WORD, words[i], 0, at__linking_rare(g, words[i]));
    }
    for (uint32_t i = 0; i < g->ntop; i++) {
        for (uint32_t h = 0; h < u->head.n && h < 2; h++)
            add(k, BY_HEAD_TOP, u->head.p[h], g->top[i], 2 * at__linking_rare(g, g->top[i]));
        for (uint32_t h = 0; h < u->kin.n && h < 2 && i < 4; h++)
            add(k, BY_KIN_TOP, u->kin.p[h], g->top[i], at__linking_rare(g, g->top[i]));
        if (u->type && i < 3)
            add(k, BY_TYPE_TOP, u->type, g->top[i], at__linking_rare(g, g->top[i]));
    }
    for (uint32_t i = 0; i < u->number.n && i < 3; i++)
        add(k, BY_NUMBER, u->number.p[i], u->country, 2);
}

static int64_t day_of(const at__unit *u)
{
    return u->from != AT_NODAY ? u->from : u->published != AT_NODAY ? u->published : AT_LINK_UNDATED;
}

static void write_terms(at__linking *g, const int64_t *term, size_t n, int64_t day, int64_t unit, const char *sql)
{
    sqlite3_stmt *st = at_sql_prepare(g->q, sql);
    for (size_t i = 0; i < n; i++) {
        at_sql_int(g->q, st, 1, term[i]);
        at_sql_int(g->q, st, 2, day);
        at_sql_int(g->q, st, 3, unit);
        at_sql_again(g->q, st);
    }
    at_sql_end(g->q, st);
}

int64_t at__near_put(at__linking *g, const at__unit *u)
{
    looks k = {.n = 0};
    looks_of(g, &k, u);
    write_terms(g, k.term, k.n, day_of(u), u->n, "INSERT OR IGNORE INTO link_term(term, day, unit) VALUES(?1, ?2, ?3)");
    sqlite3_stmt *st = at_sql_prepare(g->q, "UPDATE link_unit SET looks = ?2 WHERE n = ?1");
    at_sql_int(g->q, st, 1, u->n);
    if (g->q->rc == SQLITE_OK)
        g->q->rc = sqlite3_bind_blob64(st, 2, k.term, k.n * sizeof *k.term, SQLITE_STATIC);
    (void)at_sql_step(g->q, st);
    at_sql_end(g->q, st);
    return day_of(u);
}

void at__near_drop(at_sql *q, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT n, coalesce(day, -1000000), looks FROM link_unit WHERE report = ?1");
    at_sql_int(q, st, 1, report);
    while (at_sql_step(q, st)) {
        at__linking g = {.q = q};
        int64_t term[MOST_TERMS];
        size_t n = (size_t)sqlite3_column_bytes(st, 2);
        n = n < sizeof term ? n : sizeof term;
        if (n)
            memcpy(term, sqlite3_column_blob(st, 2), n);
        write_terms(&g, term, n / sizeof *term, sqlite3_column_int64(st, 1), sqlite3_column_int64(st, 0), "DELETE FROM link_term WHERE term = ?1 AND day = ?2 AND unit = ?3");
    }
    at_sql_end(q, st);
}

typedef struct {
    int64_t unit;
    double weight;
} near;

static int best(const void *x, const void *y)
{
    const near *a = x, *b = y;
    return a->weight > b->weight ? -1 : a->weight < b->weight ? 1 : a->unit < b->unit ? -1 : a->unit > b->unit;
}

/* Of equal ones those that came last: counts of one crisis are many, and each is to be compared with what was said shortly before. */
static int newest(const void *x, const void *y)
{
    const near *a = x, *b = y;
    return a->unit < b->unit ? 1 : a->unit > b->unit ? -1 : 0;
}

static void find(at__linking *g, at__near *out, const at__unit *u, const looks *k, bool counts);

void at__near_find(at__linking *g, at__near *out, const at__unit *u)
{
    looks k = {.n = 0};
    looks_of(g, &k, u);
    find(g, out, u, &k, false);
}

void at__near_counts(at__linking *g, at__near *out, const at__unit *u)
{
    looks k = {.n = 0};
    counts_of(&k, u);
    find(g, out, u, &k, true);
}

static void find(at__linking *g, at__near *out, const at__unit *u, const looks *k, bool counts)
{
    sqlite3_stmt *st = counts ? g->by_count : g->by_term;
    size_t most = counts ? MOST_COUNTS : MOST_NEAR;
    at_map seen;
    AT_VEC(near) all = {0};
    at_mark mark = at_arena_mark(g->scratch);
    at_map_init(&seen, g->scratch);
    int64_t day = day_of(u), from = day == AT_LINK_UNDATED ? AT_LINK_UNDATED : day - (u->from == AT_NODAY || counts ? AFTER : BEFORE); /* tolls rise for days */
    int64_t to = day == AT_LINK_UNDATED ? 1000000 : day + AFTER;
    for (size_t i = 0; i < k->n; i++) {
        at_sql_int(g->q, st, 1, k->term[i]);
        at_sql_int(g->q, st, 2, from);
        at_sql_int(g->q, st, 3, to);
        while (at_sql_step(g->q, st)) {
            int64_t *n = at_new(g->scratch, int64_t, 1);
            *n = sqlite3_column_int64(st, 0);
            uint32_t *at = at_map_at(&seen, (at_str){(const char *)n, sizeof *n});
            if (*at == AT_NONE) {
                *at = (uint32_t)all.n;
                *at_push(g->scratch, &all) = (near){*n, 0};
            }
            all.p[*at].weight += k->weight[i];
        }
        sqlite3_reset(st);
    }
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, counts ? newest : best);
    for (size_t i = 0; i < all.n && i < most; i++)
        *at_push(g->mem, out) = all.p[i].unit;
    at_arena_reset(g->scratch, mark);
}

bool at__near_load(at__linking *g, at__unit *out, int64_t n)
{
    bool ok = false;
    at_sql_int(g->q, g->unit, 1, n);
    if (at_sql_step(g->q, g->unit)) {
        const char *p = sqlite3_column_blob(g->unit, 2);
        at_str packed = {p ? p : "", (size_t)sqlite3_column_bytes(g->unit, 2)};
        *out = (at__unit){.n = n, .report = sqlite3_column_int64(g->unit, 0), .incident = sqlite3_column_int64(g->unit, 1)};
        ok = at__unit_unpack(g->mem, out, packed);
        out->key = at_arena_str(g->mem, at_sql_column(g->unit, 3));
    }
    sqlite3_reset(g->unit);
    return ok;
}
