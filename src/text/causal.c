#include "text/causal.h"

/* A pair is like a cause if they share so much of their words, times the chance of the anchor; only what is never right is left out. */
#define LIKE_MIN 0.1f

uint32_t at_causal_top(const at_analysis *an, at_span s)
{
    for (uint32_t t = s.beg; t < s.end; t++)
        if (an->tokens[t].upos != AT_PUNCT && (an->tokens[t].head < (int32_t)s.beg || an->tokens[t].head >= (int32_t)s.end))
            return t;
    return s.beg;
}

static uint32_t common(at_span a, at_span b)
{
    uint32_t beg = a.beg > b.beg ? a.beg : b.beg, end = a.end < b.end ? a.end : b.end;
    return beg < end ? end - beg : 0;
}

/* Does `s` share half of the words of the longer of the two with `t`? */
static bool alike(at_span s, at_span t)
{
    uint32_t n = common(s, t), a = s.end - s.beg, b = t.end - t.beg;
    return n && 2 * n >= (a > b ? a : b);
}

static bool known(const at_cause_pair *out, uint32_t n, const at_cause_pair *p)
{
    for (uint32_t i = 0; i < n; i++)
        if (alike(out[i].cause, p->cause) && alike(out[i].effect, p->effect))
            return true;
    return false;
}

uint32_t at_causal_first(const at_analysis *an, uint32_t tok)
{
    uint32_t lo = 0, hi = an->ncauses;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (an->causes[mid].anchor < tok)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

uint32_t at_causal_of(const at_analysis *an, uint32_t s, float least, at_cause_pair *out)
{
    uint32_t n = 0;
    for (uint32_t i = at_causal_first(an, an->sents[s].beg); i < an->ncauses && an->causes[i].anchor < an->sents[s].end; i++) {
        const at_cause_pair *p = &an->causes[i];
        if (p->p >= least && n < AT_CAUSAL_MAX && !common(p->cause, p->effect) && !known(out, n, p))
            out[n++] = *p;
    }
    return n;
}

const at_cause_pair *at_causal_like(const at_analysis *an, at_span why)
{
    const at_sentence *s = &an->sents[an->tokens[why.beg].sent];
    const at_cause_pair *best = NULL;
    float most = LIKE_MIN;
    for (uint32_t i = at_causal_first(an, s->beg); i < an->ncauses && an->causes[i].anchor < s->end; i++) {
        at_span w = an->causes[i].cause;
        uint32_t both = common(w, why), all = (w.end - w.beg) + (why.end - why.beg) - both;
        float like = all ? an->causes[i].p * (float)both / (float)all : 0;
        if (like > most) {
            most = like;
            best = &an->causes[i];
        }
    }
    return best;
}
