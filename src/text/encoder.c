#include "text/encoder.h"

/* Rows that go through the feed-forward part at once: their 3 KB each then stay in the second-level cache. A multiple of 6. */
enum { CHUNK = 96 };

/* Memory of n bytes at a multiple of 64. */
static void *aligned(at_arena *mem, size_t n)
{
    uintptr_t p = (uintptr_t)at_alloc_raw(mem, n + 64);
    return (void *)((p + 63) & ~(uintptr_t)63);
}

void at__batch_init(at__batch *b, const at_engine *e, at_arena *mem, size_t items_max, size_t rows_max)
{
    size_t h = (size_t)e->hidden, ff = (size_t)e->ff, m = rows_max;
    memset(b, 0, sizeof *b);
    b->items = at_new(mem, at__item, items_max);
    b->len = at_new(mem, uint32_t, items_max);
    b->first = at_new(mem, uint32_t, m);
    b->x = aligned(mem, m * h * sizeof(float));
    b->qkv = aligned(mem, m * 3 * h * sizeof(float));
    b->ctx = aligned(mem, m * h * sizeof(float));
    b->ff = aligned(mem, CHUNK * ff * sizeof *b->ff);
    b->q = aligned(mem, (m + 6) * h > (CHUNK + 6) * ff ? (m + 6) * h : (CHUNK + 6) * ff);
    b->sa = aligned(mem, (m + 6) * sizeof(float));
    b->work = aligned(mem, at__attention_floats(AT__PIECES_MAX) * sizeof(float));
    b->wq = aligned(mem, (m + 6) * h);
    b->wsa = aligned(mem, (m + 6) * sizeof(float));
}

/* Adds one piece's embeddings as the next row: word piece, position, case class. */
static void embed(const at_engine *e, at__batch *b, uint32_t id, size_t pos, unsigned shape)
{
    size_t h = (size_t)e->hidden;
    const int8_t *w = e->word + (size_t)id * h;
    const float *p = e->pos + pos * h, *c = e->cases + shape * h;
    float s = e->word_scale[id], *x = b->x + b->rows++ * h;
    for (size_t i = 0; i < h; i++)
        x[i] = (float)w[i] * s + p[i] + c[i];
}

static void embed_item(const at_engine *e, at__batch *b, uint32_t k, const at__subwords *sub, const uint32_t *pieces)
{
    at__item *it = &b->items[k];
    size_t start = b->rows, pos = 0;
    it->row = (uint32_t)b->nwords;
    b->first[b->nwords++] = (uint32_t)b->rows;
    embed(e, b, (uint32_t)e->cls, pos++, 7);
    for (uint32_t i = 0; i < it->n; i++) {
        const at__pieces *p = &sub->all.p[pieces[it->beg + i]];
        unsigned shape = i == 0 && p->shape == 1 ? 6 : p->shape;
        b->first[b->nwords++] = (uint32_t)b->rows;
        for (unsigned j = 0; j < p->n; j++)
            embed(e, b, p->id[j], pos++, shape);
    }
    embed(e, b, (uint32_t)e->sep, pos, 7);
    b->len[k] = (uint32_t)(b->rows - start);
}

/* Attention's output and the feed-forward part over the first m rows of x, ctx. */
static void after_attention(const at_engine *e, at__batch *b, const at__layer *l, size_t m)
{
    const at__kernel *k = e->kernel;
    size_t h = (size_t)e->hidden, ff = (size_t)e->ff;
    k->quant(m, h, b->ctx, b->q, b->sa);
    k->gemm(&l->o, m, b->q, b->sa, b->qkv, h, AT__ACT_NONE);
    k->addnorm(m, h, b->x, b->qkv, l->g1, l->b1, e->eps, b->wq, b->wsa);
    for (size_t r = 0; r < m; r += CHUNK) {
        size_t n = m - r < CHUNK ? m - r : CHUNK;
        k->gemm_up(&l->f1, n, b->wq + r * h, b->wsa + r, b->ff, ff);
        k->gelu_quant(n, ff, b->ff, b->q, b->sa);
        k->gemm(&l->f2, n, b->q, b->sa, b->qkv, h, AT__ACT_NONE);
        k->addnorm(n, h, b->x + r * h, b->qkv, l->g2, l->b2, e->eps, b->wq + r * h, b->wsa + r);
    }
}

static void attend(const at_engine *e, at__batch *b, const at__layer *l)
{
    size_t h = (size_t)e->hidden, at = 0;
    e->kernel->gemm(&l->qkv, b->rows, b->wq, b->wsa, b->qkv, 3 * h, AT__ACT_NONE);
    for (uint32_t i = 0; i < b->nitems; at += b->len[i++])
        e->kernel->attention(b->len[i], h, (size_t)e->nheads, b->qkv + at * 3 * h, b->ctx + at * h, b->work);
}

/* Moves the rows that stand for words to the front of x [..][h]; first[] rises, so nothing is overwritten unread. */
static void keep_words(const at__batch *b, float *x, size_t h)
{
    for (size_t w = 0; w < b->nwords; w++)
        if (b->first[w] != w)
            memcpy(x + w * h, x + b->first[w] * h, h * sizeof(float));
}

/* From here on there are only [CLS] and the first piece of each word: what follows attention is by row (`rest`, docs/WEIGHTS.md). */
static void rest(const at_engine *e, at__batch *b)
{
    keep_words(b, b->x, (size_t)e->hidden);
    keep_words(b, b->ctx, (size_t)e->hidden);
    b->rows = b->nwords;
    for (uint32_t k = 0; k < b->nitems; k++)
        b->len[k] = b->items[k].n + 1;
}

void at__encode(const at_engine *e, at__batch *b, const at__subwords *sub, const uint32_t *pieces)
{
    size_t h = (size_t)e->hidden;
    b->rows = b->nwords = 0;
    for (uint32_t k = 0; k < b->nitems; k++)
        embed_item(e, b, k, sub, pieces);
    e->kernel->addnorm(b->rows, h, b->x, NULL, e->ln_g, e->ln_b, e->eps, b->wq, b->wsa);
    for (int i = 0; i < e->nlayers; i++) {
        attend(e, b, &e->layers[i]);
        if (i == e->rest)
            rest(e, b);
        after_attention(e, b, &e->layers[i], b->rows);
    }
}
