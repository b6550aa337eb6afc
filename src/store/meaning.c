#include "store/meaning.h"

#include "base/base64.h"
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "text/analysis.h"
#include <math.h>
#include <stdlib.h>

_Static_assert((int)AT_MEANING == (int)AT_VECTOR, "what the engine makes is what is kept");

enum { WIDTH = AT_VECTOR, UNIT = 1 << 20, DOUBT = 30 /* sentences: the mean of few says little and is taken off in part */ };

/* ---- keeping ---- */

static int32_t squares(const int8_t *v)
{
    int32_t sum = 0;
    for (int d = 0; d < WIDTH; d++)
        sum += v[d] * v[d];
    return sum;
}

/* Adds the vectors, each of length 1, to the engine's sum, or takes them off. */
static void count(at_sql *q, int64_t engine, const int8_t *v, size_t n, int sign)
{
    int64_t sum[WIDTH] = {0}, known = 0;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT sum FROM meaning_engine WHERE n = ?1");
    at_sql_int(q, st, 1, engine);
    if (at_sql_step(q, st) && sqlite3_column_bytes(st, 0) == (int)sizeof sum)
        memcpy(sum, sqlite3_column_blob(st, 0), sizeof sum);
    at_sql_end(q, st);
    for (size_t i = 0; i < n; i++, v += WIDTH) {
        double len = sqrt((double)squares(v));
        known += len > 0;
        for (int d = 0; len > 0 && d < WIDTH; d++)
            sum[d] += sign * (int64_t)llrint(v[d] / len * UNIT);
    }
    st = at_sql_prepare(q, "UPDATE meaning_engine SET sum = ?2, sentences = sentences + ?3 WHERE n = ?1");
    at_sql_int(q, st, 1, engine);
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_bind_blob(st, 2, sum, sizeof sum, SQLITE_STATIC);
    at_sql_int(q, st, 3, sign * known);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

static int64_t engine_number(at_sql *q, at_str name)
{
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT OR IGNORE INTO meaning_engine(name) VALUES(?1)");
    at_sql_text(q, st, 1, name);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
    st = at_sql_prepare(q, "SELECT n FROM meaning_engine WHERE name = ?1");
    at_sql_text(q, st, 1, name);
    int64_t n = at_sql_step(q, st) ? sqlite3_column_int64(st, 0) : 0;
    at_sql_end(q, st);
    return n;
}

static void put(at_sql *q, at_arena *mem, int64_t report, at_str engine, const at_span *spans, size_t n, at_str data)
{
    at_str v = at_base64_read(mem, data);
    uint32_t *at = at_new(mem, uint32_t, 2 * n + 1);
    if (!n || v.n != n * WIDTH)
        return;
    for (size_t i = 0; i < n; i++) {
        at[2 * i] = spans[i].beg;
        at[2 * i + 1] = spans[i].end;
    }
    int64_t number = engine_number(q, engine);
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT INTO meaning(report, engine, spans, vectors) VALUES(?1, ?2, ?3, ?4)");
    at_sql_int(q, st, 1, report);
    at_sql_int(q, st, 2, number);
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_bind_blob64(st, 3, at, n * 2 * sizeof *at, SQLITE_STATIC);
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_bind_blob64(st, 4, v.p, v.n, SQLITE_STATIC);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
    count(q, number, (const int8_t *)v.p, n, 1);
}

void at_meaning_put(at_sql *q, int64_t report, at_str engine, const at_span *spans, size_t n, at_str data)
{
    at_arena mem;
    jmp_buf fail;
    at_meaning_drop(q, report);
    at_arena_init(&mem, 0, &fail);
    if (!setjmp(fail))
        put(q, &mem, report, engine, spans, n, data);
    else if (q->rc == SQLITE_OK)
        q->rc = SQLITE_NOMEM;
    at_arena_release(&mem);
}

void at_meaning_drop(at_sql *q, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT engine, vectors FROM meaning WHERE report = ?1");
    at_sql_int(q, st, 1, report);
    if (at_sql_step(q, st) && sqlite3_column_bytes(st, 1))
        count(q, sqlite3_column_int64(st, 0), sqlite3_column_blob(st, 1), (size_t)sqlite3_column_bytes(st, 1) / WIDTH, -1);
    at_sql_end(q, st);
    st = at_sql_prepare(q, "DELETE FROM meaning WHERE report = ?1");
    at_sql_int(q, st, 1, report);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

static void hide(at_sql *q, at_arena *mem, sqlite3_stmt *row, int64_t report, at_str stars)
{
    static const int8_t nothing[WIDTH];
    size_t n = (size_t)sqlite3_column_bytes(row, 1) / (2 * sizeof(uint32_t)), bytes = (size_t)sqlite3_column_bytes(row, 2);
    if (!n || bytes != n * WIDTH)
        return;
    const char *spans = sqlite3_column_blob(row, 1);
    int8_t *v = at_new(mem, int8_t, bytes);
    memcpy(v, sqlite3_column_blob(row, 2), bytes);
    at_str text = at_sql_column(row, 3);
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        uint32_t at[2];
        memcpy(at, spans + i * sizeof at, sizeof at);
        if (text.p && at_index(at_sub(text, at[0], at[1]), stars, 0) == SIZE_MAX)
            continue;
        count(q, sqlite3_column_int64(row, 0), v + i * WIDTH, 1, -1);
        memcpy(v + i * WIDTH, nothing, WIDTH);
        any = true;
    }
    if (!any)
        return;
    sqlite3_stmt *st = at_sql_prepare(q, "UPDATE meaning SET vectors = ?2 WHERE report = ?1");
    at_sql_int(q, st, 1, report);
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_bind_blob64(st, 2, v, bytes, SQLITE_STATIC);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

void at_meaning_hide(at_sql *q, int64_t report, at_str stars)
{
    at_arena mem;
    jmp_buf fail;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT m.engine, m.spans, m.vectors, r.text FROM meaning m JOIN report r ON r.n = m.report WHERE m.report = ?1");
    at_sql_int(q, st, 1, report);
    at_arena_init(&mem, 0, &fail);
    if (!setjmp(fail)) {
        if (at_sql_step(q, st))
            hide(q, &mem, st, report, stars);
    } else if (q->rc == SQLITE_OK) {
        q->rc = SQLITE_NOMEM;
    }
    at_arena_release(&mem);
    at_sql_end(q, st);
}

/* ---- looking ---- */

/* What is looked for, less the mean, and the mean, both as 16-bit numbers: 384 products with 8-bit ones fit into 32 bits. */
typedef struct {
    int16_t q[WIDTH], mean[WIDTH];
    double qstep, meanstep; /* worth of 1 in there */
    double qlen, qmean, mean2; /* length of q, q times mean, mean times mean */
} look;

static double narrow(int16_t *out, const double *v)
{
    double top = 0;
    for (int d = 0; d < WIDTH; d++)
        top = fabs(v[d]) > top ? fabs(v[d]) : top;
    for (int d = 0; d < WIDTH; d++)
        out[d] = (int16_t)(top > 0 ? lrint(v[d] / top * 32767) : 0);
    return top / 32767;
}

static double product(const double *a, const double *b)
{
    double sum = 0;
    for (int d = 0; d < WIDTH; d++)
        sum += a[d] * b[d];
    return sum;
}

/* The engine's number; 0: no sentence of the record has vectors of it. */
static int64_t ready(at_sql *q, look *k, const at_meaning *m)
{
    double mean[WIDTH] = {0}, v[WIDTH];
    int64_t sum[WIDTH], engine = 0;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT n, sentences, sum FROM meaning_engine WHERE name = ?1");
    at_sql_text(q, st, 1, at_strz(m->engine));
    if (at_sql_step(q, st) && sqlite3_column_bytes(st, 2) == (int)sizeof sum && sqlite3_column_int64(st, 1) > 0) {
        engine = sqlite3_column_int64(st, 0);
        memcpy(sum, sqlite3_column_blob(st, 2), sizeof sum);
        for (int d = 0; d < WIDTH; d++)
            mean[d] = (double)sum[d] / UNIT / (double)(sqlite3_column_int64(st, 1) + DOUBT);
    }
    at_sql_end(q, st);
    double len = sqrt((double)squares((const int8_t *)m->vector));
    for (int d = 0; d < WIDTH; d++)
        v[d] = (len > 0 ? m->vector[d] / len : 0) - mean[d];
    k->qstep = narrow(k->q, v);
    k->meanstep = narrow(k->mean, mean);
    k->qlen = sqrt(product(v, v));
    k->qmean = product(v, mean);
    k->mean2 = product(mean, mean);
    return engine;
}

static int32_t dot(const int8_t *restrict v, const int16_t *restrict w)
{
    int32_t sum = 0;
    for (int d = 0; d < WIDTH; d++)
        sum += (int16_t)v[d] * w[d];
    return sum;
}

static double likeness(const look *k, const int8_t *v)
{
    double len = sqrt((double)squares(v));
    if (!(len > 0) || !(k->qlen > 0))
        return -2;
    double own = 1 - 2 * dot(v, k->mean) * k->meanstep / len + k->mean2;
    return (dot(v, k->q) * k->qstep / len - k->qmean) / (k->qlen * sqrt(own > 1e-6 ? own : 1e-6));
}

/* A hit with a hash of its vector: the same words carried by another report have the same. */
typedef struct {
    at_hit hit;
    uint64_t same;
} found;

/* The best so far, the worst of them first (a heap). */
typedef struct {
    found *h;
    size_t n, most;
} bests;

static void sink(bests *b, size_t i)
{
    for (;;) {
        size_t least = i, l = 2 * i + 1;
        for (size_t c = l; c < l + 2 && c < b->n; c++)
            if (b->h[c].hit.likeness < b->h[least].hit.likeness)
                least = c;
        if (least == i)
            return;
        found t = b->h[i];
        b->h[i] = b->h[least];
        b->h[least] = t;
        i = least;
    }
}

static void offer(bests *b, const at_hit *hit, const int8_t *v)
{
    if (hit->likeness < -1.5 || (b->n == b->most && hit->likeness <= b->h[0].hit.likeness))
        return;
    uint64_t same = at_hash((at_str){(const char *)v, WIDTH});
    for (size_t i = 0; i < b->n; i++)
        if (b->h[i].same == same)
            return;
    if (b->n < b->most) {
        b->h[b->n++] = (found){*hit, same};
        for (size_t i = b->n / 2; b->n == b->most && i-- > 0;)
            sink(b, i);
        return;
    }
    b->h[0] = (found){*hit, same};
    sink(b, 0);
}

static int best_first(const void *x, const void *y)
{
    const at_hit *a = &((const found *)x)->hit, *b = &((const found *)y)->hit;
    if (a->likeness != b->likeness)
        return a->likeness > b->likeness ? -1 : 1;
    return a->report != b->report ? (a->report < b->report ? -1 : 1) : a->span.beg < b->span.beg ? -1 : a->span.beg > b->span.beg;
}

static sqlite3_stmt *candidates(at_sql *q, int64_t engine, const at_filter *f)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT m.report, m.spans, m.vectors FROM meaning m WHERE m.engine = ?1"
                                         " AND (?5 OR m.report NOT IN (SELECT n FROM report WHERE confidential))"
                                         " AND (?2 = '' OR m.report IN (SELECT n FROM report WHERE id = ?2 OR name = ?2 OR CAST(n AS TEXT) = ?2 OR (length(?2) > 3 AND substr(id, 1, length(?2)) = ?2)))"
                                         " AND ((?3 = '' AND ?4 = '') OR m.report IN (SELECT n FROM report WHERE published >= ?3 AND (?4 = '' OR published <= ?4)))");
    at_sql_int(q, st, 1, engine);
    at_sql_text(q, st, 2, f->report.n ? f->report : AT_S(""));
    at_sql_text(q, st, 3, f->since.n ? f->since : AT_S(""));
    at_sql_text(q, st, 4, f->until.n ? f->until : AT_S(""));
    at_sql_int(q, st, 5, f->confidential);
    return st;
}

static void look_through(at_sql *q, bests *b, const at_meaning *m, const at_filter *f)
{
    look k;
    int64_t engine = ready(q, &k, m);
    sqlite3_stmt *st = engine ? candidates(q, engine, f) : NULL;
    while (st && at_sql_step(q, st)) {
        size_t n = (size_t)sqlite3_column_bytes(st, 2) / WIDTH;
        const char *spans = sqlite3_column_blob(st, 1);
        const int8_t *v = sqlite3_column_blob(st, 2);
        if (!n || (size_t)sqlite3_column_bytes(st, 1) != n * sizeof(at_span))
            continue;
        for (size_t i = 0; i < n; i++) {
            at_hit hit = {.report = sqlite3_column_int64(st, 0), .likeness = likeness(&k, v + i * WIDTH)};
            memcpy(&hit.span, spans + i * sizeof hit.span, sizeof hit.span);
            offer(b, &hit, v + i * WIDTH);
        }
    }
    at_sql_end(q, st);
    if (b->n)
        qsort(b->h, b->n, sizeof *b->h, best_first);
}

/* At most `most` hits, the best first; -> how many. */
static size_t find(at_sql *q, at_hit *hits, size_t most, const at_meaning *m, const at_filter *f)
{
    bests b = {.h = calloc(most + 1, sizeof *b.h), .most = most};
    if (!b.h && q->rc == SQLITE_OK)
        q->rc = SQLITE_NOMEM;
    if (b.h && most)
        look_through(q, &b, m, f);
    for (size_t i = 0; i < b.n; i++)
        hits[i] = b.h[i].hit;
    free(b.h);
    return b.n;
}

at_code at_store_like(at_store *s, at_hit *hits, size_t *n, const at_meaning *m, const at_filter *f, at_err *err)
{
    static const at_filter none;
    at_sql q = {s->db, SQLITE_OK};
    size_t room = *n;
    f = f ? f : &none;
    *n = 0;
    if ((f->since.n && at_day_parse(f->since) == AT_NODAY) || (f->until.n && at_day_parse(f->until) == AT_NODAY))
        return at_fail(err, AT_EUSAGE, "since and until are days like 2022-01-06");
    *n = find(&q, hits, room, m, f);
    return at_sql_code(&q, err);
}

void at_meaning_near(at_sql *q, at_buf *out, const at_filter *f, bool days)
{
    at_hit hits[AT_LIKE_MOST];
    at_filter all = {.report = f->report, .confidential = f->confidential};
    if (days) {
        all.since = f->since;
        all.until = f->until;
    }
    size_t n = find(q, hits, AT_LIKE_MOST, f->like, &all);
    at_buf_putc(out, '[');
    for (size_t i = 0; i < n; i++)
        at_buf_fmt(out, "%s[%lld,%u,%u,%.4f]", i ? "," : "", (long long)hits[i].report, hits[i].span.beg, hits[i].span.end, hits[i].likeness);
    at_buf_putc(out, ']');
}
