#include "text/heads.h"

/* Best relation of a word from its scores: root exactly for the word on the root. */
static void choose(const at_engine *e, at__work *w, const at__item *it, uint32_t dep, const float *s, at_token *tokens)
{
    uint32_t row = it->row + dep, best = 0;
    bool any = false;
    for (uint32_t r = 0; r < e->nrels; r++)
        if ((e->rel_of[r] == AT_R_ROOT) == (w->heads[row] == 0) && (!any || s[r] > s[best])) {
            best = r;
            any = true;
        }
    at_token *t = &tokens[it->beg + dep - 1];
    w->rels[row] = (uint8_t)best;
    t->rel = w->heads[row] ? e->rel_of[best] : AT_R_ROOT;
    t->head = w->heads[row] ? (int32_t)(it->beg + w->heads[row] - 1) : -1;
}

/* Relations of all dependents of one head; half: V times [head, 1], [REL+1][nrels]. */
static void label_kids(const at_engine *e, at__work *w, const at__item *it, uint32_t head, const float *half, at_token *tokens)
{
    uint32_t n = 0;
    float *in = w->relin + AT__HEADS_AT_ONCE * AT__REL;
    for (uint32_t d = 1; d <= it->n; d++)
        if (w->heads[it->row + d] == head) {
            memcpy(in + (size_t)n * AT__REL, w->rdep + (size_t)(it->row + d) * AT__REL, AT__REL * sizeof(float));
            w->kids[n++] = (uint8_t)d;
        }
    size_t wide = (e->nrels + 15) / 16 * 16; /* columns past nrels read the next row and are ignored */
    e->kernel->matmul(n, AT__REL, wide, in, AT__REL, half, e->nrels, 16, half + AT__REL * e->nrels, w->relscore, AT__RELS_MAX);
    for (uint32_t k = 0; k < n; k++)
        choose(e, w, it, w->kids[k], w->relscore + (size_t)k * AT__RELS_MAX, tokens);
}

/*
 * Relation scores [dep, 1] V [head, 1]: V times the head first, once for each word that is one (about every second),
 * six at a time; then its dependents.
 */
static void relations(const at_engine *e, at__work *w, const at__item *it, at_token *tokens)
{
    bool is_head[AT__NODES] = {false};
    uint32_t six[AT__HEADS_AT_ONCE], n = 0;
    size_t ld = e->rel_v.np;
    for (uint32_t d = 1; d <= it->n; d++)
        is_head[w->heads[it->row + d]] = true;
    for (uint32_t h = 0; h <= it->n; h++) {
        if (is_head[h]) {
            memcpy(w->relin + (size_t)n * AT__REL, w->rhead + (size_t)(it->row + h) * AT__REL, AT__REL * sizeof(float));
            six[n++] = h;
        }
        if (n < AT__HEADS_AT_ONCE && h < it->n)
            continue;
        e->kernel->quant(n, AT__REL, w->relin, w->q, w->sa);
        e->kernel->gemm(&e->rel_v, n, w->q, w->sa, w->relhalf, ld, AT__ACT_NONE);
        for (uint32_t k = 0; k < n; k++)
            label_kids(e, w, it, six[k], w->relhalf + k * ld, tokens);
        n = 0;
    }
}

static void arcs(const at_engine *e, at__work *w, const at__item *it)
{
    uint32_t n = it->n + 1, ld = (n + 15) / 16 * 16;
    const float *head = w->head + (size_t)it->row * AT__ARC;
    for (uint32_t i = 0; i < ld; i++)
        for (uint32_t j = 0; j < AT__ARC; j++)
            w->turned[((size_t)i / 16 * AT__ARC + j) * 16 + i % 16] = i < n ? head[(size_t)i * AT__ARC + j] : 0;
    e->kernel->matmul(n, AT__ARC, ld, w->mid + (size_t)it->row * AT__ARC, AT__ARC, w->turned, 16, 16 * AT__ARC, NULL, w->arcs, ld);
    at__tree(w->mst, w->arcs, ld, n, w->heads + it->row);
}

void at__parse(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens)
{
    const at__kernel *k = e->kernel;
    size_t m = b->nwords;
    k->gemm(&e->arcdep, m, b->wq, b->wsa, w->dep, AT__ARC, AT__ACT_LEAKY);
    k->gemm(&e->archead, m, b->wq, b->wsa, w->head, AT__ARC, AT__ACT_LEAKY);
    k->gemm(&e->reldep, m, b->wq, b->wsa, w->rdep, AT__REL, AT__ACT_LEAKY);
    k->gemm(&e->relhead, m, b->wq, b->wsa, w->rhead, AT__REL, AT__ACT_LEAKY);
    k->quant(m, AT__ARC, w->dep, w->q, w->sa);
    k->gemm(&e->arc_u, m, w->q, w->sa, w->mid, AT__ARC, AT__ACT_NONE);
    for (uint32_t i = 0; i < b->nitems; i++) {
        arcs(e, w, &b->items[i]);
        relations(e, w, &b->items[i], tokens);
    }
}
