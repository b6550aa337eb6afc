#include "store/near.h"

#include "base/err.h"
#include "base/str.h"
#include "link/shingle.h"
#include <stdlib.h>

/*
 * A trigram that stands in reports of more days than this is furniture (terms of use, "all rights reserved"): copies of one text
 * are published within days of each other. Measured on bench/labels/duplicates.tsv with 5, 8 and 12.
 */
#define DAYS  5
#define ROWS  4000 /* reports looked at for one trigram */
#define LEAST 10   /* trigrams of the shorter text; below that sameness says nothing */
#define MOST  50   /* copies kept for one report */

typedef struct {
    int64_t report;
    size_t common;
    double score;
} candidate;

static at_str view(const at_buf *b)
{
    return (at_str){b->p ? b->p : "", b->n};
}

/* Reports that hold the trigram, appended to *out as int64_t; false if it is furniture. out NULL: only the answer. */
static bool holders(at_sql *q, sqlite3_stmt *st, uint32_t hash, int64_t self, at_buf *out)
{
    char last[16] = "";
    size_t days = 0, rows = 0, n = out ? out->n : 0;
    at_sql_int(q, st, 1, hash);
    while (days <= DAYS && rows < ROWS && at_sql_step(q, st)) {
        at_str day = at_sql_column(st, 0);
        int64_t report = sqlite3_column_int64(st, 1);
        if (!rows++ || !at_eq(day, at_strz(last))) {
            days++;
            (void)snprintf(last, sizeof last, "%.*s", (int)(day.n < 15 ? day.n : 15), day.p);
        }
        if (out && report != self)
            at_buf_put(out, (at_str){(const char *)&report, sizeof report});
    }
    if (st)
        sqlite3_reset(st);
    if (days > DAYS && out)
        out->n = n;
    return days <= DAYS;
}

static int by_report(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return a < b ? -1 : a > b;
}

static int by_score(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    return a->score > b->score ? -1 : a->score < b->score ? 1 : a->report < b->report ? -1 : a->report > b->report;
}

/* How many of a report's trigrams are no furniture. */
static size_t own_size(at_sql *q, sqlite3_stmt *find, int64_t report)
{
    size_t n = 0;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT hash FROM shingle WHERE report=?");
    at_sql_int(q, st, 1, report);
    while (at_sql_step(q, st))
        n += holders(q, find, (uint32_t)sqlite3_column_int64(st, 0), 0, NULL);
    at_sql_end(q, st);
    return n;
}

static size_t count_of(at_sql *q, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT count(*) FROM shingle WHERE report=?");
    at_sql_int(q, st, 1, report);
    size_t n = at_sql_step(q, st) ? (size_t)sqlite3_column_int64(st, 0) : 0;
    at_sql_end(q, st);
    return n;
}

/* Sets c->score; 0: no copy. mine: trigrams of the new report that are no furniture. */
static void judge(at_sql *q, sqlite3_stmt *find, candidate *c, size_t mine)
{
    size_t shorter = mine;
    double common = (double)c->common;
    c->score = 0;
    if (common < AT_NEAR_SHARE * LEAST)
        return;
    if (common < AT_NEAR_SHARE * (double)mine) { /* the other one may be the shorter, or mostly furniture */
        size_t all = count_of(q, c->report);
        if (common < 0.2 * (double)all)
            return;
        shorter = own_size(q, find, c->report);
    } else if (count_of(q, c->report) < mine) {
        shorter = own_size(q, find, c->report);
    }
    if (shorter > mine)
        shorter = mine;
    if (shorter >= LEAST && common >= (shorter < AT_NEAR_SHORT ? 0.5 : AT_NEAR_SHARE) * (double)shorter)
        c->score = common > (double)shorter ? 1 : common / (double)shorter;
}

/* The copies of the new report, best first; the caller frees *out. */
static size_t search(at_sql *q, const at_buf *set, int64_t report, candidate **out)
{
    at_buf seen = {0};
    size_t mine = 0, n = 0, good = 0;
    const uint32_t *v = (const uint32_t *)(const void *)set->p;
    sqlite3_stmt *find = at_sql_prepare(q, "SELECT day, report FROM shingle WHERE hash=? ORDER BY day, report");
    for (size_t i = 0; i < set->n / sizeof *v && q->rc == SQLITE_OK; i++)
        mine += holders(q, find, v[i], report, &seen);
    size_t hits = seen.n / sizeof(int64_t);
    *out = calloc(hits ? hits : 1, sizeof **out);
    if (seen.bad || !*out) {
        q->rc = SQLITE_NOMEM;
        hits = 0;
    }
    int64_t *r = (int64_t *)(void *)seen.p;
    if (hits)
        qsort(r, hits, sizeof *r, by_report);
    for (size_t i = 0; i < hits; i++) {
        if (!n || (*out)[n - 1].report != r[i])
            (*out)[n++].report = r[i];
        (*out)[n - 1].common++;
    }
    for (size_t i = 0; i < n && q->rc == SQLITE_OK; i++) {
        judge(q, find, &(*out)[i], mine);
        good += (*out)[i].score > 0;
    }
    if (n)
        qsort(*out, n, sizeof **out, by_score);
    at_sql_end(q, find);
    at_buf_release(&seen);
    return good < MOST ? good : MOST;
}

/* ---- who copied from whom ---- */

typedef struct {
    int64_t n;
    at_buf credit, agency, at; /* agency that published it; at: UTC time or day */
} party;

static bool load_party(at_sql *q, party *p, int64_t n)
{
    memset(p, 0, sizeof *p);
    p->n = n;
    sqlite3_stmt *st = at_sql_prepare(
        q, "SELECT credit, publisher, coalesce(datetime(json_extract(head,'$.published_at')), published) FROM report WHERE n=?");
    at_sql_int(q, st, 1, n);
    bool there = at_sql_step(q, st);
    if (there) {
        at_buf_put(&p->credit, at_sql_column(st, 0));
        at_buf_put(&p->agency, at_agency(at_sql_column(st, 1)));
        at_buf_put(&p->at, at_sql_column(st, 2));
    }
    at_sql_end(q, st);
    return there;
}

static void drop_party(party *p)
{
    at_buf_release(&p->credit);
    at_buf_release(&p->agency);
    at_buf_release(&p->at);
}

/* Does a credit b's publisher, and b not a's? */
static bool credits(const party *a, const party *b)
{
    bool ab = b->agency.n && at_eq(view(&a->credit), view(&b->agency)) && !at_eq(view(&a->agency), view(&b->agency));
    bool ba = a->agency.n && at_eq(view(&b->credit), view(&a->agency)) && !at_eq(view(&b->agency), view(&a->agency));
    return ab && !ba;
}

/* Is a nearer to the origin than b? */
static bool earlier(const party *a, const party *b)
{
    if (credits(b, a))
        return true;
    if (credits(a, b))
        return false;
    at_str x = view(&a->at), y = view(&b->at);
    if (!x.n != !y.n)
        return x.n > 0;
    if ((x.n > 10) != (y.n > 10)) { /* a day and a time: only the days can be compared */
        x = at_sub(x, 0, 10);
        y = at_sub(y, 0, 10);
    }
    int c = at_cmp(x, y);
    if (c)
        return c < 0;
    if (!a->agency.n != !b->agency.n)
        return a->agency.n > 0;
    return a->n < b->n;
}

/* Marks the findings whose words stand in the original too. */
static void mark(at_sql *q, int64_t report, int64_t of)
{
    at_buf text = {0}, words = {0};
    sqlite3_stmt *st = at_sql_prepare(q, "UPDATE finding SET carried=0 WHERE report=? AND carried");
    at_sql_int(q, st, 1, report);
    at_sql_again(q, st);
    at_sql_end(q, st);
    if (!of)
        return;
    st = at_sql_prepare(q, "SELECT text FROM report WHERE n=?");
    at_sql_int(q, st, 1, of);
    if (at_sql_step(q, st))
        at_plain_words(&text, at_sql_column(st, 0));
    at_sql_end(q, st);
    st = at_sql_prepare(q, "SELECT pos, words FROM finding WHERE report=? AND words IS NOT NULL ORDER BY pos");
    sqlite3_stmt *set = at_sql_prepare(q, "UPDATE finding SET carried=1 WHERE report=? AND pos=?");
    at_sql_int(q, st, 1, report);
    while (at_sql_step(q, st)) {
        words.n = 0;
        at_plain_words(&words, at_sql_column(st, 1));
        if (words.n < 4 || at_index(view(&text), view(&words), 0) == SIZE_MAX)
            continue;
        at_sql_int(q, set, 1, report);
        at_sql_int(q, set, 2, sqlite3_column_int64(st, 0));
        at_sql_again(q, set);
    }
    at_sql_end(q, set);
    at_sql_end(q, st);
    if (text.bad || words.bad)
        q->rc = SQLITE_NOMEM;
    at_buf_release(&text);
    at_buf_release(&words);
}

/* Chooses, among its copies, the one that a report carries. */
static void decide(at_sql *q, int64_t report)
{
    party me, best = {0}, other;
    double share = 0;
    bool have = load_party(q, &me, report);
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT other, score FROM near WHERE report=? ORDER BY other");
    at_sql_int(q, st, 1, report);
    while (have && at_sql_step(q, st)) {
        if (!load_party(q, &other, sqlite3_column_int64(st, 0)) || !earlier(&other, &me) || (best.n && !earlier(&other, &best))) {
            drop_party(&other);
            continue;
        }
        drop_party(&best);
        best = other;
        share = sqlite3_column_double(st, 1);
    }
    at_sql_end(q, st);
    st = at_sql_prepare(q, "UPDATE report SET copy_of=?2, copied=?3 WHERE n=?1");
    at_sql_int(q, st, 1, report);
    if (best.n) {
        at_sql_int(q, st, 2, best.n);
        at_sql_real(q, st, 3, share);
    }
    at_sql_again(q, st);
    at_sql_end(q, st);
    mark(q, report, best.n);
    drop_party(&me);
    drop_party(&best);
}

/* ---- adding ---- */

/* Everything that an earlier reading left; its copies are appended to *touched. */
static void forget(at_sql *q, int64_t report, at_buf *touched)
{
    static const char *const sql[] = {"DELETE FROM shingle WHERE report=?", "DELETE FROM near WHERE report=?",
                                      "DELETE FROM near WHERE other=?"};
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT other FROM near WHERE report=?");
    at_sql_int(q, st, 1, report);
    while (at_sql_step(q, st)) {
        int64_t n = sqlite3_column_int64(st, 0);
        at_buf_put(touched, (at_str){(const char *)&n, sizeof n});
    }
    at_sql_end(q, st);
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        st = at_sql_prepare(q, sql[i]);
        at_sql_int(q, st, 1, report);
        at_sql_again(q, st);
        at_sql_end(q, st);
    }
}

/* Puts credit and trigrams of the report's text in; *set gets the trigrams. */
static void put_set(at_sql *q, int64_t report, at_buf *set)
{
    at_buf plain = {0}, day = {0};
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT text, coalesce(published, '') FROM report WHERE n=?"), *put;
    at_sql_int(q, st, 1, report);
    if (at_sql_step(q, st)) {
        at_str text = at_sql_column(st, 0);
        at_plain_words(&plain, text);
        at_shingles(set, view(&plain));
        at_buf_put(&day, at_sql_column(st, 1));
        put = at_sql_prepare(q, "UPDATE report SET credit=?2 WHERE n=?1");
        at_sql_int(q, put, 1, report);
        at_sql_text0(q, put, 2, at_credit(text));
        at_sql_again(q, put);
        at_sql_end(q, put);
    }
    at_sql_end(q, st);
    const uint32_t *v = (const uint32_t *)(const void *)set->p;
    put = at_sql_prepare(q, "INSERT INTO shingle(hash, day, report) VALUES(?,?,?)");
    for (size_t i = 0; i < set->n / sizeof *v && q->rc == SQLITE_OK; i++) {
        at_sql_int(q, put, 1, v[i]);
        at_sql_text(q, put, 2, day.p ? view(&day) : AT_S(""));
        at_sql_int(q, put, 3, report);
        at_sql_again(q, put);
    }
    at_sql_end(q, put);
    if (plain.bad || set->bad || day.bad)
        q->rc = SQLITE_NOMEM;
    at_buf_release(&plain);
    at_buf_release(&day);
}

static void put_pairs(at_sql *q, int64_t report, const candidate *c, size_t n, at_buf *touched)
{
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT OR REPLACE INTO near(report, other, score) VALUES(?1,?2,?3),(?2,?1,?3)");
    for (size_t i = 0; i < n; i++) {
        at_sql_int(q, st, 1, report);
        at_sql_int(q, st, 2, c[i].report);
        at_sql_real(q, st, 3, c[i].score);
        at_sql_again(q, st);
        at_buf_put(touched, (at_str){(const char *)&c[i].report, sizeof c[i].report});
    }
    at_sql_end(q, st);
}

void at_near_add(at_sql *q, int64_t report)
{
    at_buf set = {0}, touched = {0};
    candidate *found = NULL;
    forget(q, report, &touched);
    put_set(q, report, &set);
    size_t n = q->rc == SQLITE_OK ? search(q, &set, report, &found) : 0;
    put_pairs(q, report, found, n, &touched);
    decide(q, report);
    const int64_t *t = (const int64_t *)(const void *)touched.p;
    size_t all = touched.n / sizeof *t;
    for (size_t i = 0; i < all && q->rc == SQLITE_OK; i++)
        decide(q, t[i]);
    if (touched.bad)
        q->rc = SQLITE_NOMEM;
    free(found);
    at_buf_release(&set);
    at_buf_release(&touched);
}

void at_near_all(at_sql *q)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT n FROM report WHERE text IS NOT NULL ORDER BY n");
    while (at_sql_step(q, st))
        at_near_add(q, sqlite3_column_int64(st, 0));
    at_sql_end(q, st);
}

at_code at_near_each(at_store *s, void (*each)(void *user, const at_copy *c), void *user, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    sqlite3_stmt *st = at_sql_prepare(&q, "SELECT n, copy_of, copied FROM report WHERE copy_of IS NOT NULL ORDER BY n");
    while (at_sql_step(&q, st)) {
        at_copy c = {sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), sqlite3_column_double(st, 2)};
        each(user, &c);
    }
    at_sql_end(&q, st);
    return at_sql_code(&q, err);
}

at_code at_near_carried(at_store *s, void (*each)(void *user, int64_t report, int64_t pos), void *user, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    sqlite3_stmt *st = at_sql_prepare(&q, "SELECT report, pos FROM finding WHERE carried ORDER BY report, pos");
    while (at_sql_step(&q, st))
        each(user, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1));
    at_sql_end(&q, st);
    return at_sql_code(&q, err);
}
