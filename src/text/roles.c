#include "text/args.h"
#include "text/bio.h"
#include "text/pairs.h"

enum { STEPS = 30, NOWHERE = 255 }; /* longest walk up a tree (docs/WEIGHTS.md) */

/* How far above the predicate each node of its sentence stands, and the relations on the predicate's way up. */
typedef struct {
    uint8_t above[AT__NODES]; /* distance of an ancestor (the predicate: 0), NOWHERE otherwise */
    uint8_t own[STEPS + 1];   /* relation of the last node on the way up to distance u; the number of relations for 0 */
    uint32_t n;               /* valid entries of own */
} way;

static void way_up(const at_engine *e, const at__work *w, const at__item *it, uint32_t p, way *up)
{
    memset(up->above, NOWHERE, it->n + 1);
    up->own[0] = (uint8_t)e->nrels;
    up->n = 1;
    uint32_t x = p;
    for (uint8_t k = 0; k < STEPS && up->above[x] == NOWHERE; k++) {
        up->above[x] = k;
        if (x) {
            up->own[up->n++] = w->rels[it->row + x];
            x = w->heads[it->row + x];
        }
    }
}

/* The three rows of role.tree0..2 for word t. */
static void tree_rows(const at_engine *e, const at__work *w, const at__item *it, const way *up, uint32_t t, uint32_t rows[3])
{
    uint32_t x = t, d = 0, last = (uint32_t)e->nrels, wide = (uint32_t)e->nrels + 1;
    while (up->above[x] == NOWHERE && d < STEPS) {
        last = w->rels[it->row + x];
        x = x ? w->heads[it->row + x] : 0;
        d++;
    }
    uint32_t u = up->above[x] == NOWHERE ? 3 : up->above[x], v = u < 3 ? u : 3;
    rows[0] = v * wide + last;
    rows[1] = v * 4 + (d < 3 ? d : 3);
    rows[2] = v * wide + (u < up->n ? up->own[u] : wide - 1);
}

void at__pair(const at_engine *e, at__work *w, const at__item *it, uint32_t p, uint32_t which)
{
    way up;
    size_t at = (size_t)which * AT__ROLE;
    way_up(e, w, it, p, &up);
    for (uint32_t t = 1; t <= it->n; t++) {
        uint32_t rows[3];
        int32_t far = (int32_t)t - (int32_t)p;
        far = far < -AT__FAR ? -AT__FAR : far > AT__FAR ? AT__FAR : far;
        tree_rows(e, w, it, &up, t, rows);
        size_t row = (size_t)(it->row + t) * AT__ROLE;
        const float *in[8] = {w->rtok + row, w->rpred + at, e->role_dist + (size_t)(far + AT__FAR) * AT__ROLE,
                              e->role_tree[0] + (size_t)rows[0] * AT__ROLE, e->role_tree[1] + (size_t)rows[1] * AT__ROLE,
                              e->role_tree[2] + (size_t)rows[2] * AT__ROLE, w->rmul1 + row, w->rmul2 + at};
        e->kernel->role_row(AT__ROLE, in, w->role_in + (size_t)(t - 1) * AT__ROLE);
    }
    e->kernel->gelu_quant(it->n, AT__ROLE, w->role_in, w->role_q, w->role_sa);
}

static uint32_t span_head(const at_token *tokens, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (tokens[i].head < (int32_t)beg || tokens[i].head >= (int32_t)end)
            return i;
    return beg;
}

/* How much the words of a span prefer its label to none, summed. */
static float preference(const at_engine *e, const at__work *w, uint32_t beg, uint32_t end, uint32_t kind)
{
    float sum = 0;
    for (uint32_t i = beg; i < end; i++) {
        const float *row = w->role_out + (size_t)i * e->role_out.np;
        sum += row[1 + 2 * kind + (i > beg)] - row[0];
    }
    return sum;
}

/*
 * PropBank gives a numbered role once to a predicate (what continues it is C-). Of two spans of one numbered role the one
 * that its words prefer less goes: path is cleared there.
 */
static void once(const at_engine *e, const at__work *w, uint32_t n, uint16_t *path)
{
    uint32_t i = 0, beg, end, kind, had_beg[AT__BIO_MAX] = {0}, had_end[AT__BIO_MAX] = {0};
    while (at__bio_next(path, n, &i, &beg, &end, &kind)) {
        const at__role_label *r = &e->role_of[kind];
        if (r->role < AT_ARG0 || r->role > AT_ARGA || r->reference || r->continuation)
            continue;
        if (had_end[kind]) {
            bool keep_new = preference(e, w, beg, end, kind) > preference(e, w, had_beg[kind], had_end[kind], kind);
            for (uint32_t k = keep_new ? had_beg[kind] : beg; k < (keep_new ? had_end[kind] : end); k++)
                path[k] = 0;
            if (!keep_new)
                continue;
        }
        had_beg[kind] = beg;
        had_end[kind] = end;
    }
}

/* Predicate node p, after at__pair. */
static void predicate(const at_engine *e, at__work *w, const at__item *it, uint32_t p, at_token *tokens)
{
    uint16_t path[AT__WORDS_MAX];
    uint32_t i = 0, beg, end, kind;
    e->kernel->gemm(&e->role_out, it->n, w->role_q, w->role_sa, w->role_out, e->role_out.np, AT__ACT_NONE);
    at__bio(w->role_out, e->role_out.np, it->n, e->role.n, path);
    once(e, w, it->n, path);
    at_pred *pred = at_push(w->mem, &w->preds);
    *pred = (at_pred){.tok = it->beg + p - 1, .arg_beg = (uint32_t)w->args.n};
    tokens[pred->tok].pred = (uint32_t)w->preds.n;
    while (at__bio_next(path, it->n, &i, &beg, &end, &kind)) {
        const at__role_label *r = &e->role_of[kind];
        if (!r->role) /* C-V, or a role unknown here */
            continue;
        *at_push(w->mem, &w->args) = (at_arg){.beg = it->beg + beg, .end = it->beg + end,
                                              .head = span_head(tokens, it->beg + beg, it->beg + end), .role = r->role,
                                              .reference = r->reference, .continuation = r->continuation};
    }
    pred->arg_end = (uint32_t)w->args.n;
}

static bool is_pred(const at__work *w, const at__item *it, uint32_t p, size_t ld, const bool *forced)
{
    return forced ? forced[it->beg + p - 1] : w->scores[(size_t)(it->row + p) * ld] > 0;
}

void at__roles(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens, const bool *forced)
{
    const at__kernel *k = e->kernel;
    size_t m = b->nwords, ld = e->pred.np;
    k->gemm(&e->rtok, m, b->wq, b->wsa, w->rtok, AT__ROLE, AT__ACT_NONE);
    k->gemm(&e->rmul1, m, b->wq, b->wsa, w->rmul1, AT__ROLE, AT__ACT_NONE);
    k->gemm(&e->pred, m, b->wq, b->wsa, w->scores, ld, AT__ACT_NONE);
    w->nsome = 0;
    for (uint32_t j = 0; j < b->nitems; j++)
        for (uint32_t p = 1; p <= b->items[j].n; p++) {
            const at__item *it = &b->items[j];
            bool pred = is_pred(w, it, p, ld, forced);
            uint32_t tok = it->beg + p - 1;
            if (pred || at__args_wanted(e, &tokens[tok], pred) || at__pairs_wanted(e, w, tok))
                w->some[w->nsome++] = it->row + p;
        }
    at__some(e, w, b);
    at__some_gemm(e, w, &e->rpred, w->rpred, AT__ROLE);
    at__some_gemm(e, w, &e->rmul2, w->rmul2, AT__ROLE);
    for (uint32_t j = 0, at = 0; j < b->nitems; j++)
        for (const at__item *it = &b->items[j]; at < w->nsome && w->some[at] <= it->row + it->n; at++) {
            uint32_t p = w->some[at] - it->row;
            bool pred = is_pred(w, it, p, ld, forced);
            at__pair(e, w, it, p, at);
            if (pred)
                predicate(e, w, it, p, tokens);
            if (at__args_wanted(e, &tokens[it->beg + p - 1], pred))
                at__args(e, w, it, p, tokens);
            if (at__pairs_wanted(e, w, it->beg + p - 1))
                at__pairs(e, w, it, p);
        }
}
