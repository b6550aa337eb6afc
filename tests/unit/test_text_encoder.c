/*
 * The encoder's `rest`: from the layer that it names on only [CLS] and the first piece of each word go on. For each layer: the result is,
 * bit for bit, that of the layers up to it over all pieces, the words' rows taken out by hand, and the layers after it over those rows alone.
 */
#include "base/arena.h"
#include "base/str.h"
#include "text/encoder.h"

#include "test.h"

#define WEIGHTS AT_SOURCE_DIR "/model/attest-en.atw"

enum { SENTENCES = 3, PIECES = 200 };

typedef struct {
    at_engine *e;
    at_arena mem;
    at__subwords sub;
    uint32_t pieces[PIECES], nwords;
    at__item items[SENTENCES];
} setting;

static void open_setting(setting *s)
{
    static const char *const text[SENTENCES] = {"Ouagadougou 's gendarmerie teargassed schoolteachers .", "Nobody died .", "The paramilitaries reoccupied Nagorno - Karabakh 's outskirts"};
    at_err err;
    memset(s, 0, sizeof *s);
    if (at_engine_open(&s->e, WEIGHTS, NULL, &err) != AT_OK)
        fail_msg("%s", err.msg);
    at_arena_init(&s->mem, 0, NULL);
    at__subwords_init(&s->sub, s->e, &s->mem, &s->mem);
    for (uint32_t k = 0; k < SENTENCES; k++) {
        at_str line = at_strz(text[k]), w;
        s->items[k].beg = s->nwords;
        while (line.n && at_cut(&line, ' ', &w))
            s->pieces[s->nwords++] = at__subwords_of(&s->sub, w);
        s->items[k].n = s->nwords - s->items[k].beg;
    }
}

static void close_setting(setting *s)
{
    at_arena_release(&s->mem);
    at_engine_close(s->e);
}

/* What the first `layers` layers give if words go on alone after the attention of layer `rest`; of all pieces if that is none of them. */
static at__batch encoded(setting *s, int layers, int rest)
{
    at__batch b;
    int all = s->e->nlayers, own = s->e->rest;
    at__batch_init(&b, s->e, &s->mem, SENTENCES, PIECES);
    memcpy(b.items, s->items, sizeof s->items);
    b.nitems = SENTENCES;
    s->e->nlayers = layers;
    s->e->rest = rest;
    at__encode(s->e, &b, &s->sub, s->pieces);
    s->e->nlayers = all;
    s->e->rest = own;
    return b;
}

/* One layer over rows x [n][h] (wq, wsa: in 8 bits) of sentences of len[] rows, all of them at once. */
static void layer(const at_engine *e, at__batch *b, const at__layer *l, const uint32_t *len, size_t n)
{
    const at__kernel *k = e->kernel;
    size_t h = (size_t)e->hidden, ff = (size_t)e->ff, at = 0;
    k->gemm(&l->qkv, n, b->wq, b->wsa, b->qkv, 3 * h, AT__ACT_NONE);
    for (uint32_t i = 0; i < b->nitems; at += len[i++])
        k->attention(len[i], h, (size_t)e->nheads, b->qkv + at * 3 * h, b->ctx + at * h, b->work);
    k->quant(n, h, b->ctx, b->q, b->sa);
    k->gemm(&l->o, n, b->q, b->sa, b->qkv, h, AT__ACT_NONE);
    k->addnorm(n, h, b->x, b->qkv, l->g1, l->b1, e->eps, b->wq, b->wsa);
    k->gemm_up(&l->f1, n, b->wq, b->wsa, b->ff, ff);
    k->gelu_quant(n, ff, b->ff, b->q, b->sa);
    k->gemm(&l->f2, n, b->q, b->sa, b->qkv, h, AT__ACT_NONE);
    k->addnorm(n, h, b->x, b->qkv, l->g2, l->b2, e->eps, b->wq, b->wsa);
}

/* The same as encoded(s, all, rest), the long way. */
static at__batch by_hand(setting *s, int rest)
{
    at__batch from = encoded(s, rest + 1, -1), b = from;
    size_t h = (size_t)s->e->hidden, n = 0;
    uint32_t len[SENTENCES];
    float *x = at_new(&s->mem, float, PIECES * h);
    for (uint32_t k = 0, row = 0; k < SENTENCES; row += from.len[k++]) {
        len[k] = s->items[k].n + 1;
        for (uint32_t i = 0, at = row; i < len[k]; i++, n++) { /* [CLS], then the first piece of each word */
            memcpy(x + n * h, from.x + at * h, h * sizeof *x);
            memcpy(b.wq + n * h, from.wq + at * h, h);
            b.wsa[n] = from.wsa[at];
            at += i ? s->sub.all.p[s->pieces[s->items[k].beg + i - 1]].n : 1;
        }
    }
    memcpy(b.x, x, n * h * sizeof *x);
    for (int i = rest + 1; i < s->e->nlayers; i++)
        layer(s->e, &b, &s->e->layers[i], len, n);
    return b;
}

static void later_pieces_rest_from_any_layer_on(void **state)
{
    (void)state;
    setting s;
    open_setting(&s);
    size_t bytes = (s.nwords + SENTENCES) * (size_t)s.e->hidden * sizeof(float);
    for (int rest = 0; rest < s.e->nlayers; rest++) {
        at__batch ours = encoded(&s, s.e->nlayers, rest), hand = by_hand(&s, rest);
        assert_int_equal(ours.rows, s.nwords + SENTENCES);
        assert_memory_equal(ours.x, hand.x, bytes);
        assert_memory_equal(ours.wq, hand.wq, bytes / sizeof(float));
    }
    close_setting(&s);
}

/* Words of several pieces are there, so that resting early changes what comes out, and resting after the last layer nothing. */
static void resting_matters(void **state)
{
    (void)state;
    setting s;
    open_setting(&s);
    size_t h = (size_t)s.e->hidden, words = s.nwords + SENTENCES;
    at__batch never = encoded(&s, s.e->nlayers, -1), last = encoded(&s, s.e->nlayers, s.e->nlayers - 1), first = encoded(&s, s.e->nlayers, 0);
    assert_true(never.rows > words + SENTENCES); /* more than words, roots and ends */
    for (size_t w = 0; w < words; w++)
        assert_memory_equal(never.x + never.first[w] * h, last.x + w * h, h * sizeof(float));
    assert_memory_not_equal(first.x, last.x, words * h * sizeof(float));
    close_setting(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(later_pieces_rest_from_any_layer_on), cmocka_unit_test(resting_matters)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
