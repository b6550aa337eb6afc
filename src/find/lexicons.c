#include "find/lexicons.h"

#include "base/data.h"
#include "base/err.h"
#include "base/io.h"
#include "base/str.h"
#include "find/coref_rank.h"
#include <pthread.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Every table that a stage may ask for. */
static const char *const FILES[] = {"events.tsv", "event_nouns.tsv", "event_words.tsv", "irregular.tsv", "modes.tsv", "measures.tsv", "phases.tsv", "speech.tsv", "hedges.tsv", "sources.tsv",
                                    "framings.tsv", "causes.tsv", "effects.tsv", "nominals.tsv", "silences.tsv", "demands.tsv", "boilerplate.tsv", "confidence.tsv", "numbers.tsv", "harms.tsv", "groups.tsv",
                                    "countries.tsv", "country_names.tsv", "orgs.tsv", "titles.tsv", "names.tsv", "sectors.tsv", "coref.tsv", "places_extra.tsv", "place_words.tsv", "times.tsv", "choices.tsv", "event_rows.tsv"};
enum { NFILES = sizeof FILES / sizeof *FILES };

/* The one table that few reports need (those in languages that are not read) and that is large: read when it is first asked for. */
static const char LATE[] = "country_names.tsv";

typedef struct {
    pthread_mutex_t lock; /* held while it is read */
    atomic_bool whole;    /* it has been */
    at_arena mem;
    jmp_buf fail;
    at_lexicon x;
} late_table;

struct at_lexicons {
    at_arena mem;
    jmp_buf fail;
    at_lexicon of[NFILES];
    at_str mapped[NFILES]; /* the codebook's files */
    late_table *late;      /* LATE, unless the codebook has rows for it */
};

/* Columns with a closed vocabulary: what a user's row says there must be a word that the built-in rows use. */
static bool closed(at_str col)
{
    static const char *const names[] = {"type", "stance", "kind", "phase", "what", "class", "mode", "sector"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (at_eq(col, at_strz(names[i])))
            return true;
    return false;
}

/* Refuses a user's row without a key or with a word that no stage would understand. */
static at_code check(const at_table *t, const at_table *user, uint32_t from, uint32_t to, at_arena *mem, at_err *err)
{
    at_map known;
    at_map_init(&known, mem);
    if (closed(t->cols[to]))
        for (uint32_t r = 0; r < t->nrows; r++)
            at_map_set(&known, at_cell(t, r, to), r);
    for (uint32_t r = 0; r < user->nrows; r++) {
        at_str v = at_cell(user, r, from);
        if (to == 0 && !v.n)
            return at_fail(err, AT_EPARSE, "%.*s:%u: the first cell is empty", AT_FMT(user->name), user->lines[r]);
        if (v.n && known.n && at_map_get(&known, v) == AT_NONE)
            return at_fail(err, AT_EPARSE, "%.*s:%u: \"%.*s\" is no %.*s of this table", AT_FMT(user->name), user->lines[r],
                           (int)(v.n < 40 ? v.n : 40), v.p, AT_FMT(t->cols[to]));
    }
    return AT_OK;
}

/* Joins the codebook's rows to the built-in ones; columns go by name. */
static at_code join(at_lexicon *x, at_arena *mem, const at_table *user, at_err *err)
{
    at_table *t = &x->t;
    if (!t->ncols) {
        *t = *user;
        return AT_OK;
    }
    at_str *cells = at_new(mem, at_str, (size_t)(t->nrows + user->nrows) * t->ncols);
    uint32_t *lines = at_new(mem, uint32_t, t->nrows + user->nrows);
    if (t->nrows) {
        memcpy(cells, t->cells, sizeof *cells * t->nrows * t->ncols);
        memcpy(lines, t->lines, sizeof *lines * t->nrows);
    }
    for (uint32_t c = 0; c < user->ncols; c++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%.*s", AT_FMT(user->cols[c]));
        uint32_t to = at_table_col(t, name);
        if (to == AT_NONE)
            return at_fail(err, AT_EPARSE, "%.*s:1: no column is called %s here", AT_FMT(user->name), name);
        at_code rc = check(t, user, c, to, mem, err);
        if (rc != AT_OK)
            return rc;
        for (uint32_t r = 0; r < user->nrows; r++)
            cells[(size_t)(t->nrows + r) * t->ncols + to] = at_cell(user, r, c);
    }
    if (user->nrows)
        memcpy(lines + t->nrows, user->lines, sizeof *lines * user->nrows);
    t->cells = cells;
    t->lines = lines;
    t->nrows += user->nrows;
    return AT_OK;
}

static bool in_codebook(at_arena *mem, const char *dir, const char *file)
{
    return dir && access(at_arena_fmt(mem, "%s/%s", dir, file).p, F_OK) == 0;
}

/* Rows by key: later rows first in each chain, so that the codebook wins; among built-in rows stages look at the whole chain. */
static void by_key(at_lexicon *x, at_arena *mem)
{
    at_map_init(&x->by_key, mem);
    x->again = at_new(mem, uint32_t, x->t.nrows);
    for (uint32_t r = 0; r < x->t.nrows; r++) {
        uint32_t *at = at_map_at(&x->by_key, at_cell(&x->t, r, 0));
        x->again[r] = *at;
        *at = r;
    }
}

static at_code own_rows(at_lexicon *x, const char *file, at_arena *mem, at_err *err)
{
    at_code rc = at_table_parse(&x->t, mem, at_strz(file), at_data(file), err);
    x->own = x->t.nrows;
    return rc;
}

static at_code open_one(at_lexicons *l, int i, const char *dir, at_err *err)
{
    at_lexicon *x = &l->of[i];
    at_code rc = own_rows(x, FILES[i], &l->mem, err);
    if (rc != AT_OK)
        return rc;
    if (in_codebook(&l->mem, dir, FILES[i])) {
        at_table user;
        at_str path = at_arena_fmt(&l->mem, "%s/%s", dir, FILES[i]);
        rc = at_map_file(&l->mapped[i], path.p, err);
        if (rc == AT_OK)
            rc = at_table_parse(&user, &l->mem, path, l->mapped[i], err);
        if (rc == AT_OK)
            rc = join(x, &l->mem, &user, err);
        if (rc != AT_OK)
            return rc;
        x->user = path;
    }
    by_key(x, &l->mem);
    return AT_OK;
}

static late_table *late_open(void)
{
    late_table *t = calloc(1, sizeof *t);
    if (t && pthread_mutex_init(&t->lock, NULL)) {
        free(t);
        t = NULL;
    }
    if (t)
        at_arena_init(&t->mem, 0, &t->fail);
    return t;
}

at_code at_lexicons_open(at_lexicons **out, const char *dir, at_err *err)
{
    at_lexicons *l = calloc(1, sizeof *l);
    if (!l)
        return at_fail(err, AT_ENOMEM, "out of memory");
    at_arena_init(&l->mem, 0, &l->fail);
    *out = NULL;
    int jump = setjmp(l->fail);
    if (jump) {
        at_lexicons_close(l);
        return at_fail(err, (at_code)jump, "out of memory for the lexicons");
    }
    for (int i = 0; i < NFILES; i++) {
        if (!strcmp(FILES[i], LATE) && !in_codebook(&l->mem, dir, FILES[i]))
            continue; /* at_lexicon_late; a codebook's faults are told at once */
        at_code rc = open_one(l, i, dir, err);
        if (rc != AT_OK) {
            at_lexicons_close(l);
            return rc;
        }
    }
    for (int i = 0; i < NFILES; i++)
        if (!strcmp(FILES[i], "coref.tsv"))
            l->of[i].weights = at__rank_weights(&l->of[i], &l->mem);
    if (!in_codebook(&l->mem, dir, LATE))
        l->late = late_open();
    if (!l->late && !in_codebook(&l->mem, dir, LATE)) {
        at_lexicons_close(l);
        return at_fail(err, AT_ENOMEM, "out of memory for the lexicons");
    }
    *out = l;
    return AT_OK;
}

void at_lexicons_close(at_lexicons *l)
{
    if (!l)
        return;
    for (int i = 0; i < NFILES; i++)
        at_unmap(&l->mapped[i]);
    at_arena_release(&l->mem);
    if (l->late) {
        pthread_mutex_destroy(&l->late->lock);
        at_arena_release(&l->late->mem);
        free(l->late);
    }
    free(l);
}

const at_lexicon *at_lexicon_get(const at_lexicons *l, const char *file)
{
    static const at_lexicon none;
    for (int i = 0; i < NFILES; i++) /* asked often: no lengths are counted */
        if (FILES[i] == file || (FILES[i][0] == file[0] && !strcmp(FILES[i], file)))
            return &l->of[i];
    return &none;
}

/* The code of what failed, or AT_OK. The caller holds the lock. */
static at_code read_late(late_table *t)
{
    at_err err;
    int jump = setjmp(t->fail);
    if (jump)
        return (at_code)jump;
    at_code rc = own_rows(&t->x, LATE, &t->mem, &err);
    if (rc == AT_OK)
        by_key(&t->x, &t->mem);
    return rc;
}

const at_lexicon *at_lexicon_late(const at_lexicons *l, at_arena *mem)
{
    late_table *t = l->late;
    at_code rc = AT_OK;
    if (!t)
        return at_lexicon_get(l, LATE);
    if (!atomic_load_explicit(&t->whole, memory_order_acquire)) {
        pthread_mutex_lock(&t->lock);
        if (!atomic_load_explicit(&t->whole, memory_order_relaxed) && (rc = read_late(t)) == AT_OK)
            atomic_store_explicit(&t->whole, true, memory_order_release);
        pthread_mutex_unlock(&t->lock);
    }
    if (rc != AT_OK)
        longjmp(*mem->fail, rc);
    return &t->x;
}

uint32_t at_lexicon_row(const at_lexicon *x, at_str key)
{
    return at_map_get(&x->by_key, key);
}

at_str at_lexicon_cell(const at_lexicon *x, uint32_t row, const char *col)
{
    return row == AT_NONE ? (at_str){"", 0} : at_cell(&x->t, row, at_table_col(&x->t, col));
}

at_str at_lexicon_ref(const at_lexicon *x, uint32_t row, at_arena *mem)
{
    if (row == AT_NONE)
        return (at_str){"", 0};
    return at_arena_fmt(mem, "%.*s:%u", AT_FMT(row < x->own ? x->t.name : x->user), x->t.lines[row]);
}
