#include "text/heads.h"

#include "text/bio.h"
#include "text/lemma.h"

static void *aligned(at_arena *mem, size_t n)
{
    uintptr_t p = (uintptr_t)at_alloc_raw(mem, n + 64);
    return (void *)((p + 63) & ~(uintptr_t)63);
}

static float *floats(at_arena *mem, size_t rows, size_t cols)
{
    return aligned(mem, rows * cols * sizeof(float));
}

static size_t max(size_t a, size_t b)
{
    return a > b ? a : b;
}

void at__work_init(at__work *w, const at_engine *e, at_arena *mem, size_t rows_max)
{
    size_t m = rows_max, nodes = (AT__NODES + 15) / 16 * 16;
    memset(w, 0, sizeof *w);
    w->mem = mem;
    w->wide = max(max(max(e->upos.layer.np, e->feats.layer.np), max(e->lemma.layer.np, e->ner.layer.np)), max(e->pred.np, e->event.layer.np));
    for (uint32_t i = 0; i < e->nmore; i++)
        w->wide = max(w->wide, e->more[i].layer.np);
    w->scores = floats(mem, m, w->wide);
    w->soft = floats(mem, 1, w->wide + 16);
    float **arc[] = {&w->dep, &w->head, &w->mid, &w->rtok, &w->rpred, &w->rmul1, &w->rmul2}; /* ARC and ROLE are equally wide */
    for (size_t i = 0; i < sizeof arc / sizeof *arc; i++)
        *arc[i] = floats(mem, m, AT__ARC);
    w->rdep = floats(mem, m, AT__REL);
    w->rhead = floats(mem, m, AT__REL);
    w->turned = floats(mem, AT__ARC, nodes);
    w->arcs = floats(mem, nodes, nodes);
    w->q = aligned(mem, (max(m, AT__HEADS_AT_ONCE) + 6) * AT__ARC);
    w->sa = floats(mem, max(m, AT__HEADS_AT_ONCE) + 6, 1);
    w->relin = floats(mem, AT__HEADS_AT_ONCE + AT__WORDS_MAX, AT__REL);
    w->relhalf = floats(mem, AT__HEADS_AT_ONCE, e->rel_v.np + 64);
    w->relscore = floats(mem, AT__WORDS_MAX, AT__RELS_MAX);
    w->kids = at_new(mem, uint8_t, AT__WORDS_MAX);
    w->role_in = aligned(mem, (AT__WORDS_MAX + 6) * AT__ROLE * sizeof *w->role_in);
    w->role_q = aligned(mem, (AT__WORDS_MAX + 6) * AT__ROLE);
    w->role_sa = floats(mem, AT__WORDS_MAX + 6, 1);
    w->role_out = floats(mem, AT__WORDS_MAX + 6, e->role_out.np);
    w->args_in = aligned(mem, (AT__WORDS_MAX + 6) * AT__ARGS * sizeof *w->args_in);
    w->args_q = aligned(mem, (AT__WORDS_MAX + 6) * AT__ARGS);
    w->args_sa = floats(mem, AT__WORDS_MAX + 6, 1);
    w->args_out = floats(mem, AT__WORDS_MAX + 6, max(e->args.n ? e->args.layer.np : 1, e->pair.n ? e->pair.layer.np : 1));
    w->some = at_new(mem, uint32_t, m);
    w->some_q = aligned(mem, (m + 6) * (size_t)e->hidden);
    w->some_sa = floats(mem, m + 6, 1);
    w->mst = at_new(mem, at__mst, 1);
    w->heads = at_new(mem, uint8_t, m);
    w->rels = at_new(mem, uint8_t, m);
}

static uint32_t argmax(const float *x, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (x[i] > x[best])
            best = i;
    return best;
}

/* exp(x - the largest x) of n scores to w->soft; their sum. The softmax probability of a label is its part of the sum. */
static float soften(const at_engine *e, at__work *w, const float *x, uint32_t n)
{
    float top = x[argmax(x, n)], sum = 0;
    for (uint32_t i = 0; i < n; i++)
        w->soft[i] = x[i] - top;
    for (uint32_t i = n; i % 16; i++)
        w->soft[i] = 0;
    e->kernel->exps((n + 15) / 16 * 16, w->soft);
    for (uint32_t i = 0; i < n; i++)
        sum += w->soft[i];
    return sum;
}

/* Scores of all rows of the batch: w->scores [nwords][ld]. */
static const float *score(const at_engine *e, at__work *w, const at__batch *b, const at__linear *l)
{
    e->kernel->gemm(l, b->nwords, b->wq, b->wsa, w->scores, l->np, AT__ACT_NONE);
    return w->scores;
}

void at__some(const at_engine *e, at__work *w, const at__batch *b)
{
    size_t h = (size_t)e->hidden;
    for (uint32_t i = 0; i < w->nsome; i++) {
        memcpy(w->some_q + i * h, b->wq + w->some[i] * h, h);
        w->some_sa[i] = b->wsa[w->some[i]];
    }
}

void at__some_gemm(const at_engine *e, const at__work *w, const at__linear *l, float *out, size_t ldo)
{
    e->kernel->gemm(l, w->nsome, w->some_q, w->some_sa, out, ldo, AT__ACT_NONE);
}

/* Scripts of the words whose base form may need one (lemma.c). */
static void label_lemmas(const at_engine *e, at__work *w, const at__batch *b, const at_token *tokens)
{
    const at__head *h = &e->lemma;
    w->nsome = 0;
    for (uint32_t k = 0; k < b->nitems; k++)
        for (uint32_t i = 0; i < b->items[k].n; i++) {
            const at_token *t = &tokens[b->items[k].beg + i];
            w->lemma[b->items[k].beg + i] = 0;
            if (at__lemma_by_script(t->form, t->upos))
                w->some[w->nsome++] = b->items[k].row + 1 + i;
        }
    at__some(e, w, b);
    at__some_gemm(e, w, &h->layer, w->scores, h->layer.np);
    for (uint32_t k = 0, at = 0; k < b->nitems; k++) {
        const at__item *it = &b->items[k];
        for (; at < w->nsome && w->some[at] <= it->row + it->n; at++)
            w->lemma[it->beg + w->some[at] - it->row - 1] = (uint16_t)argmax(w->scores + (size_t)at * h->layer.np, h->n);
    }
}

static void label_names(const at_engine *e, at__work *w, const at__batch *b)
{
    size_t ld = e->ner.layer.np;
    const float *s = score(e, w, b, &e->ner.layer);
    uint16_t path[AT__WORDS_MAX];
    for (uint32_t k = 0; k < b->nitems; k++) {
        const at__item *it = &b->items[k];
        uint32_t i = 0, beg, end, kind;
        at__bio(s + (size_t)(it->row + 1) * ld, ld, it->n, e->ner.n, path);
        while (at__bio_next(path, it->n, &i, &beg, &end, &kind))
            if (e->ner_of[kind] && w->names.n < UINT16_MAX)
                *at_push(w->mem, &w->names) = (at_name){.beg = it->beg + beg, .end = it->beg + end, .type = e->ner_of[kind]};
    }
}

static void label_more(const at_engine *e, at__work *w, const at__batch *b, uint32_t which)
{
    const at__head *h = &e->more[which];
    size_t ld = h->layer.np;
    const float *s = score(e, w, b, &h->layer);
    uint16_t path[AT__WORDS_MAX];
    for (uint32_t k = 0; k < b->nitems; k++) {
        const at__item *it = &b->items[k];
        const float *row = s + (size_t)(it->row + 1) * ld;
        if (h->bio)
            at__bio(row, ld, it->n, h->n, path);
        for (uint32_t i = 0; i < it->n; i++, row += ld) {
            uint32_t l = h->bio ? path[i] : argmax(row, h->n);
            w->tags[which][it->beg + i] = (uint16_t)l;
            float sum = soften(e, w, row, h->n);
            w->tags_p[which][it->beg + i] = w->soft[l] / sum;
        }
    }
}

typedef enum { UPOS, FEATS, EVENT } simple;

static void label_simple(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens, const at__head *h, simple what)
{
    size_t ld = h->layer.np;
    const float *s = score(e, w, b, &h->layer);
    for (uint32_t k = 0; k < b->nitems; k++) {
        const at__item *it = &b->items[k];
        const float *row = s + (size_t)(it->row + 1) * ld;
        for (uint32_t i = 0; i < it->n; i++, row += ld) {
            at_token *t = &tokens[it->beg + i];
            uint32_t l = argmax(row, h->n);
            if (what == UPOS)
                t->upos = e->upos_of[l];
            else if (what == FEATS)
                t->feats = e->feats_of[l];
            else {
                t->event = e->event_of[l];
                float sum = soften(e, w, row, h->n);
                t->event_p = t->event != AT_NOEVENT ? w->soft[l] / sum : 0;
                t->event_like = e->event_of[h->n > 1 ? 1 + argmax(row + 1, h->n - 1) : 0];
                t->event_any = 1 - w->soft[0] / sum; /* label 0 is none (docs/WEIGHTS.md) */
            }
        }
    }
}

void at__label(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens)
{
    label_simple(e, w, b, tokens, &e->upos, UPOS);
    label_simple(e, w, b, tokens, &e->feats, FEATS);
    label_lemmas(e, w, b, tokens);
    if (e->has_event)
        label_simple(e, w, b, tokens, &e->event, EVENT);
    label_names(e, w, b);
    for (uint32_t i = 0; i < e->nmore; i++)
        if (!e->more[i].idle)
            label_more(e, w, b, i);
}
