#include "text/heads.h"

/* Relation scores of every row with its head: [dep, 1] V [head, 1] as one product of the outer product with V. */
static void relations(const at_engine *e, at__work *w, const at__batch *b)
{
    enum { WIDE = (AT__REL + 1) * (AT__REL + 1) };
    uint32_t n = 0, done = 0;
    for (uint32_t k = 0; k < b->nitems; k++)
        for (uint32_t i = 1; i <= b->items[k].n; i++) {
            uint32_t row = b->items[k].row + i, head = b->items[k].row + w->heads[row];
            const float *d = w->rdep + (size_t)row * AT__REL, *h = w->rhead + (size_t)head * AT__REL;
            float *o = w->outer + (size_t)n * WIDE;
            for (size_t x = 0; x <= AT__REL; x++, o += AT__REL + 1) {
                float f = x < AT__REL ? d[x] : 1;
                for (size_t y = 0; y < AT__REL; y++)
                    o[y] = f * h[y];
                o[AT__REL] = f;
            }
            n++;
            bool last = k + 1 == b->nitems && i == b->items[k].n;
            if (n < 4 && !last)
                continue;
            e->kernel->matmul(n, WIDE, e->rel_w, w->outer, WIDE, e->rel_v, NULL, w->relscore + (size_t)done * e->rel_w, e->rel_w);
            done += n;
            n = 0;
        }
}

/* Best relation of each word: root exactly for the word on the root. */
static void choose(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens)
{
    const float *s = w->relscore;
    for (uint32_t k = 0; k < b->nitems; k++) {
        const at__item *it = &b->items[k];
        for (uint32_t i = 1; i <= it->n; i++, s += e->rel_w) {
            uint32_t row = it->row + i, best = 0;
            bool any = false;
            for (uint32_t r = 0; r < e->nrels; r++)
                if ((e->rel_of[r] == AT_R_ROOT) == (w->heads[row] == 0) && (!any || s[r] > s[best])) {
                    best = r;
                    any = true;
                }
            at_token *t = &tokens[it->beg + i - 1];
            w->rels[row] = (uint8_t)best;
            t->rel = w->heads[row] ? e->rel_of[best] : AT_R_ROOT;
            t->head = w->heads[row] ? (int32_t)(it->beg + w->heads[row] - 1) : -1;
        }
    }
}

static void arcs(const at_engine *e, at__work *w, const at__item *it)
{
    uint32_t n = it->n + 1, ld = (n + 15) / 16 * 16;
    const float *head = w->head + (size_t)it->row * AT__ARC;
    for (uint32_t i = 0; i < ld; i++)
        for (uint32_t j = 0; j < AT__ARC; j++)
            w->turned[(size_t)j * ld + i] = i < n ? head[(size_t)i * AT__ARC + j] : 0;
    e->kernel->matmul(n, AT__ARC, ld, w->mid + (size_t)it->row * AT__ARC, AT__ARC, w->turned, NULL, w->arcs, ld);
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
    k->matmul(m, AT__ARC, AT__ARC, w->dep, AT__ARC, e->arc_u, e->arc_u + AT__ARC * AT__ARC, w->mid, AT__ARC);
    for (uint32_t i = 0; i < b->nitems; i++)
        arcs(e, w, &b->items[i]);
    relations(e, w, b);
    choose(e, w, b, tokens);
}
