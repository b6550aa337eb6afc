#include "text/model.h"

#include "base/err.h"
#include "text/labels.h"
#include "text/lemma.h"
#include <math.h>
#include <stdio.h>

#define TRY(call)                                                                                                           \
    do {                                                                                                                    \
        at_code try_ = (call);                                                                                              \
        if (try_ != AT_OK)                                                                                                  \
            return try_;                                                                                                    \
    } while (0)

static at_code load_meta(at_engine *e, at_err *err)
{
    at__weights *w = &e->weights;
    TRY(at__weights_int(w, "hidden", 32, 1024, &e->hidden, err));
    TRY(at__weights_int(w, "layers", 1, 64, &e->nlayers, err));
    TRY(at__weights_int(w, "heads", 1, 32, &e->nheads, err));
    TRY(at__weights_int(w, "ff", 64, 4096, &e->ff, err));
    TRY(at__weights_int(w, "maxpos", AT__PIECES_MAX, 4096, &e->maxpos, err));
    TRY(at__weights_int(w, "maxpieces", 1, 16, &e->maxpieces, err));
    TRY(at__weights_int(w, "cls", 0, 1 << 20, &e->cls, err));
    TRY(at__weights_int(w, "sep", 0, 1 << 20, &e->sep, err));
    TRY(at__weights_int(w, "unk", 0, 1 << 20, &e->unk, err));
    e->rest = e->nlayers - 1;
    if (at__weights_meta(w, "rest").n)
        TRY(at__weights_int(w, "rest", 0, e->nlayers - 1, &e->rest, err));
    if (e->hidden != e->nheads * 32 || e->hidden % 64 || e->ff % 64)
        return at_fail_at(err, AT_EPARSE, 64, "weights: hidden size %d with %d heads and ff %d is not supported", e->hidden, e->nheads, e->ff);
    at_str name = at__weights_meta(w, "name");
    e->name = at_arena_str(&e->mem, name.n ? name : AT_S("unnamed")).p;
    e->eps = 1e-12f;
    at_str eps = at_arena_str(&e->mem, at__weights_meta(w, "eps"));
    if (eps.n) {
        float v = 0;
        if (sscanf(eps.p, "%g", &v) == 1 && v > 0)
            e->eps = v;
    }
    return AT_OK;
}

static at_code load_vocab(at_engine *e, at_err *err)
{
    at_str text = at__weights_text(&e->weights, "vocab"), line;
    at_map_init(&e->vocab, &e->mem);
    uint32_t id = 0;
    while (text.n && at_cut(&text, '\n', &line)) {
        at_map_set(&e->vocab, line, id++);
        if (line.n > e->piece_max)
            e->piece_max = line.n;
    }
    e->vocab_n = id;
    if (!id || (uint32_t)e->cls >= id || (uint32_t)e->sep >= id || (uint32_t)e->unk >= id)
        return at_fail_at(err, AT_EPARSE, 64, "weights: the vocabulary is missing or its special pieces are outside it");
    size_t h = (size_t)e->hidden;
    TRY(at__weights_i8(&e->weights, "emb.word", id, h, &e->word, err));
    TRY(at__weights_f32(&e->weights, "emb.word.scale", id, 0, 0, &e->word_scale, err));
    TRY(at__weights_f32(&e->weights, "emb.pos", (size_t)e->maxpos, h, 0, &e->pos, err));
    TRY(at__weights_f32(&e->weights, "emb.case", 8, h, 0, &e->cases, err));
    TRY(at__weights_f32(&e->weights, "emb.ln.g", h, 0, 0, &e->ln_g, err));
    return at__weights_f32(&e->weights, "emb.ln.b", h, 0, 0, &e->ln_b, err);
}

static at_code load_layer(at_engine *e, int i, at_err *err)
{
    at__layer *l = &e->layers[i];
    size_t h = (size_t)e->hidden, ff = (size_t)e->ff;
    const struct {
        const char *name;
        at__linear *to;
        size_t k, n;
    } packed[] = {{"qkv", &l->qkv, h, 3 * h}, {"o", &l->o, h, h}, {"f1", &l->f1, h, ff}, {"f2", &l->f2, ff, h}};
    const struct {
        const char *name;
        const float **to;
    } norm[] = {{"ln1.g", &l->g1}, {"ln1.b", &l->b1}, {"ln2.g", &l->g2}, {"ln2.b", &l->b2}};
    char name[56];
    for (size_t j = 0; j < 4; j++) {
        (void)snprintf(name, sizeof name, "layer.%d.%s", i, packed[j].name);
        TRY(at__weights_linear(&e->weights, name, packed[j].k, packed[j].n, packed[j].to, err));
        if (packed[j].to->np != packed[j].n)
            return at_fail_at(err, AT_EPARSE, 64, "weights: layer \"%s\" has %zu outputs, not %zu", name, packed[j].to->np, packed[j].n);
        (void)snprintf(name, sizeof name, "layer.%d.%s", i, norm[j].name);
        TRY(at__weights_f32(&e->weights, name, h, 0, 0, norm[j].to, err));
    }
    return AT_OK;
}

static bool is_bio(const at__head *h)
{
    if (h->n < 3 || h->n % 2 == 0 || h->n > AT__BIO_MAX || !at_eq(h->labels[0], AT_S("O")))
        return false;
    for (uint32_t i = 1; i < h->n; i += 2)
        if (!at_starts(h->labels[i], AT_S("B-")) || !at_starts(h->labels[i + 1], AT_S("I-")) ||
            !at_eq(at_sub(h->labels[i], 2, SIZE_MAX), at_sub(h->labels[i + 1], 2, SIZE_MAX)))
            return false;
    return true;
}

static at_code load_labels(at_engine *e, at__head *h, const char *name, uint32_t most, at_err *err)
{
    char full[80];
    (void)snprintf(full, sizeof full, "labels.%s", name);
    at_str text = at__weights_text(&e->weights, full), line;
    if (text.n && text.p[text.n - 1] == '\n')
        text.n--;
    uint32_t n = 0;
    at_str *labels = at_new(&e->mem, at_str, (size_t)(text.n ? most : 1));
    while (text.p && at_cut(&text, '\n', &line) && n < most)
        labels[n++] = line;
    if (!n)
        return at_fail_at(err, AT_EPARSE, 64, "weights: \"%s\" is missing", full);
    h->name = at_arena_str(&e->mem, at_strz(name));
    h->labels = labels;
    h->n = n;
    h->bio = is_bio(h);
    return AT_OK;
}

static at_code load_head(at_engine *e, at__head *h, const char *name, at_err *err)
{
    char full[80];
    TRY(load_labels(e, h, name, 4096, err));
    (void)snprintf(full, sizeof full, "head.%s", name);
    return at__weights_linear(&e->weights, full, (size_t)e->hidden, h->n, &h->layer, err);
}

/* Heads of the file that have labels and are none of the known ones. */
static at_code load_more(at_engine *e, at_err *err)
{
    static const char *const known[] = {"upos", "feats", "lemma", "ner", "pred", "rel", "role", "args"};
    for (uint32_t i = 0; i < e->weights.n; i++) {
        at_str full = at__weights_name(&e->weights, i);
        if (!at_starts(full, AT_S("labels.")))
            continue;
        at_str name = at_sub(full, 7, full.n);
        bool skip = false;
        for (size_t j = 0; j < sizeof known / sizeof *known; j++)
            skip = skip || at_eq(name, at_strz(known[j]));
        if (skip)
            continue;
        bool event = at_eq(name, AT_S("event"));
        if (!event && e->nmore == AT__HEADS_MAX)
            return at_fail_at(err, AT_EPARSE, 64, "weights: more than %d further heads", AT__HEADS_MAX);
        TRY(load_head(e, event ? &e->event : &e->more[e->nmore], at_arena_str(&e->mem, name).p, err));
        e->has_event = e->has_event || event;
        e->nmore += !event;
    }
    return AT_OK;
}

/* A matrix of the file that is kept in floats, x [k + 1][n] by at(), as a layer in 8 bits; its last row is the bias. */
static void pack_linear(at_engine *e, at__linear *l, size_t n, size_t k, float (*at)(const float *x, size_t out, size_t in, size_t nrels), const float *x)
{
    size_t np = (n + 63) / 64 * 64;
    int8_t *w = at_alloc(&e->mem, np * k + 64);
    float *scale = at_new(&e->mem, float, np), *bias = at_new(&e->mem, float, np);
    int32_t *csum = at_new(&e->mem, int32_t, np);
    w += -(uintptr_t)w & 63;
    memset(w, 0, np * k);
    for (size_t o = 0; o < n; o++) {
        float top = 1e-9f;
        for (size_t i = 0; i < k; i++)
            top = fmaxf(top, fabsf(at(x, o, i, e->nrels)));
        scale[o] = top / 127;
        bias[o] = at(x, o, k, e->nrels);
        for (size_t i = 0; i < k; i++) {
            int8_t v = (int8_t)lrintf(at(x, o, i, e->nrels) * (127 / top));
            w[((o / 64 * (k / 4) + i / 4) * 64 + o % 64) * 4 + i % 4] = v;
            csum[o] += 128 * v;
        }
    }
    *l = (at__linear){w, scale, bias, csum, np, k};
}

static float arc_at(const float *u, size_t out, size_t in, size_t nrels)
{
    (void)nrels;
    return u[in * AT__ARC + out];
}

static float rel_at(const float *v, size_t out, size_t in, size_t nrels)
{
    return v[(out % nrels * (AT__REL + 1) + out / nrels) * (AT__REL + 1) + in];
}

static at_code load_biaffine(at_engine *e, at_err *err)
{
    const float *u, *v;
    TRY(at__weights_f32(&e->weights, "arc.U", AT__ARC + 1, AT__ARC, 0, &u, err));
    TRY(at__weights_f32(&e->weights, "rel.V", e->nrels, AT__REL + 1, AT__REL + 1, &v, err));
    pack_linear(e, &e->arc_u, AT__ARC, AT__ARC, arc_at, u);
    pack_linear(e, &e->rel_v, (AT__REL + 1) * e->nrels, AT__REL, rel_at, v);
    return AT_OK;
}

static at_code load_parser(at_engine *e, at_err *err)
{
    size_t h = (size_t)e->hidden;
    at__weights *w = &e->weights;
    const struct {
        const char *name;
        at__linear *to;
        size_t k, n;
    } packed[] = {{"head.pred", &e->pred, h, 1},           {"head.arcdep", &e->arcdep, h, AT__ARC},  {"head.archead", &e->archead, h, AT__ARC},
                  {"head.reldep", &e->reldep, h, AT__REL}, {"head.relhead", &e->relhead, h, AT__REL}, {"head.rtok", &e->rtok, h, AT__ROLE},
                  {"head.rpred", &e->rpred, h, AT__ROLE},  {"head.rmul1", &e->rmul1, h, AT__ROLE},    {"head.rmul2", &e->rmul2, h, AT__ROLE},
                  {"role.out", &e->role_out, AT__ROLE, e->role.n}};
    for (size_t i = 0; i < sizeof packed / sizeof *packed; i++) {
        TRY(at__weights_linear(w, packed[i].name, packed[i].k, packed[i].n, packed[i].to, err));
        if (i && i < 9 && packed[i].to->np != packed[i].n)
            return at_fail_at(err, AT_EPARSE, 64, "weights: \"%s\" has the wrong width", packed[i].name);
    }
    TRY(load_biaffine(e, err));
    size_t r = e->nrels;
    TRY(at__weights_f32(w, "role.dist", 2 * AT__FAR + 1, AT__ROLE, 0, &e->role_dist, err));
    TRY(at__weights_f32(w, "role.tree0", 4 * (r + 1), AT__ROLE, 0, &e->role_tree[0], err));
    TRY(at__weights_f32(w, "role.tree1", 16, AT__ROLE, 0, &e->role_tree[1], err));
    return at__weights_f32(w, "role.tree2", 4 * (r + 1), AT__ROLE, 0, &e->role_tree[2], err);
}

/* The arguments of event words, if the file has them. */
static at_code load_args(at_engine *e, at_err *err)
{
    if (!at__weights_text(&e->weights, "labels.args").n)
        return AT_OK;
    TRY(load_labels(e, &e->args, "args", AT__BIO_MAX, err));
    TRY(at__weights_linear(&e->weights, "args.mid", AT__ROLE, AT__ARGS, &e->args_mid, err));
    TRY(at__weights_linear(&e->weights, "args.out", AT__ARGS, e->args.n, &e->args.layer, err));
    if (!e->args.bio || e->args_mid.np != AT__ARGS)
        return at_fail_at(err, AT_EPARSE, 64, "weights: the head of arguments has other labels or another width than this program");
    return AT_OK;
}

/* Pairs of cause and effect, if the file has them: its labels are CAUSE, EFFECT, SIGNAL in this order. */
static at_code load_pairs(at_engine *e, at_err *err)
{
    static const char *const kinds[] = {"B-CAUSE", "B-EFFECT", "B-SIGNAL"};
    for (e->anchor = 0; e->anchor < e->nmore && !at_eq(e->more[e->anchor].name, AT_S("anchor"));)
        e->anchor++;
    if (e->anchor == e->nmore)
        return AT_OK;
    TRY(load_labels(e, &e->pair, "cause", AT__BIO_MAX, err));
    TRY(at__weights_linear(&e->weights, "pair.mid", AT__ROLE, AT__ARGS, &e->pair_mid, err));
    TRY(at__weights_linear(&e->weights, "pair.out", AT__ARGS, e->pair.n, &e->pair.layer, err));
    bool known = e->pair.bio && e->pair.n == 7 && e->pair_mid.np == AT__ARGS && e->more[e->anchor].n == 2;
    for (size_t i = 0; known && i < 3; i++)
        known = at_eq(e->pair.labels[1 + 2 * i], at_strz(kinds[i]));
    return known ? AT_OK : at_fail_at(err, AT_EPARSE, 64, "weights: the head of causes has other labels or another width than this program");
}

at_code at__model_load(at_engine *e, at_err *err)
{
    at__head rel;
    TRY(load_meta(e, err));
    TRY(load_vocab(e, err));
    e->layers = at_new(&e->mem, at__layer, (size_t)e->nlayers);
    for (int i = 0; i < e->nlayers; i++)
        TRY(load_layer(e, i, err));
    TRY(load_head(e, &e->upos, "upos", err));
    TRY(load_head(e, &e->feats, "feats", err));
    TRY(load_head(e, &e->lemma, "lemma", err));
    TRY(load_head(e, &e->ner, "ner", err));
    TRY(load_labels(e, &rel, "rel", AT__RELS_MAX, err));
    TRY(load_labels(e, &e->role, "role", AT__BIO_MAX, err));
    if (!e->ner.bio || !e->role.bio)
        return at_fail_at(err, AT_EPARSE, 64, "weights: labels of names or roles are not in the order O, B-x, I-x");
    e->nrels = rel.n;
    TRY(load_more(e, err));
    TRY(load_parser(e, err));
    TRY(load_args(e, err));
    TRY(load_pairs(e, err));
    at__labels_map(e, &rel);
    at__lemma_load(e);
    at__ends_load(&e->ends, &e->mem);
    at__gate_load(&e->gate, &e->mem);
    return AT_OK;
}
