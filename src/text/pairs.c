#include "text/pairs.h"

#include "text/bio.h"

/* Words less likely than this to be the top of a cause are passed over; who takes the pairs may ask for more. */
#define ANCHOR_MIN 0.1f

static float anchor_p(const at_engine *e, const at__work *w, uint32_t tok)
{
    float p = w->tags_p[e->anchor][tok];
    return w->tags[e->anchor][tok] ? p : 1 - p;
}

bool at__pairs_wanted(const at_engine *e, const at__work *w, uint32_t tok)
{
    return e->pair.n && !e->more[e->anchor].idle && anchor_p(e, w, tok) >= ANCHOR_MIN;
}

/* The better of two spans of one kind: the one that holds the anchor, else the longer. */
static bool better(at_span a, at_span b, uint32_t anchor)
{
    bool in_a = a.beg <= anchor && anchor < a.end, in_b = b.beg <= anchor && anchor < b.end;
    return in_a != in_b ? in_a : a.end - a.beg > b.end - b.beg;
}

void at__pairs(const at_engine *e, at__work *w, const at__item *it, uint32_t p)
{
    const at__kernel *k = e->kernel;
    uint16_t path[AT__WORDS_MAX];
    uint32_t i = 0, beg, end, kind, anchor = it->beg + p - 1;
    at_span found[3] = {{0, 0}, {0, 0}, {0, 0}};
    k->gemm_up(&e->pair_mid, it->n, w->role_q, w->role_sa, w->args_in, AT__ARGS);
    k->gelu_quant(it->n, AT__ARGS, w->args_in, w->args_q, w->args_sa);
    k->gemm(&e->pair.layer, it->n, w->args_q, w->args_sa, w->args_out, e->pair.layer.np, AT__ACT_NONE);
    at__bio(w->args_out, e->pair.layer.np, it->n, e->pair.n, path);
    while (at__bio_next(path, it->n, &i, &beg, &end, &kind)) {
        at_span s = {it->beg + beg, it->beg + end};
        at_span *to = &found[kind];
        if (to->end == to->beg || better(s, *to, anchor))
            *to = s;
    }
    if (found[0].end > found[0].beg && found[1].end > found[1].beg)
        *at_push(w->mem, &w->causes) = (at_cause_pair){anchor, anchor_p(e, w, anchor), found[0], found[1], found[2]};
}
