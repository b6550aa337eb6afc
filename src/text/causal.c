#include "text/causal.h"

enum { SPANS = 24 };
typedef enum { NOTHING, CAUSE, EFFECT, SIGNAL } part;

typedef struct {
    at_span at; /* tokens */
    part what;
} piece;

static part part_of(at_str label, bool *begins)
{
    at_str what = at_sub(label, 2, label.n);
    *begins = at_starts(label, AT_S("B-"));
    return at_eq(what, AT_S("CAUSE")) ? CAUSE : at_eq(what, AT_S("EFFECT")) ? EFFECT : at_eq(what, AT_S("SIGNAL")) ? SIGNAL : NOTHING;
}

/* The labelled runs of a sentence; a run that goes on after a signal within it is one. */
static uint32_t pieces_of(const at_analysis *an, const at_tags *tags, const at_sentence *s, piece *out)
{
    uint32_t n = 0;
    for (uint32_t t = s->beg; t < s->end; t++) {
        bool begins;
        part what = part_of(tags->labels[tags->of[t]], &begins);
        if (what == NOTHING)
            continue;
        if (n && out[n - 1].what == what && out[n - 1].at.end == t && !begins)
            out[n - 1].at.end = t + 1;
        else if (n > 1 && what != SIGNAL && out[n - 1].what == SIGNAL && out[n - 2].what == what && out[n - 1].at.end == t && out[n - 2].at.end == out[n - 1].at.beg)
            out[n - 2].at.end = t + 1; /* and its later words follow it */
        else if (n && n < SPANS && out[n - 1].what == what && t - out[n - 1].at.end == 1 && an->tokens[t - 1].upos == AT_PUNCT)
            out[n - 1].at.end = t + 1;
        else if (n < SPANS)
            out[n++] = (piece){{t, t + 1}, what};
    }
    return n;
}

/* The word of a span whose head lies outside it. */
static uint32_t top_of(const at_analysis *an, at_span s)
{
    for (uint32_t t = s.beg; t < s.end; t++)
        if (an->tokens[t].upos != AT_PUNCT && (an->tokens[t].head < (int32_t)s.beg || an->tokens[t].head >= (int32_t)s.end))
            return t;
    return s.beg;
}

static bool punct(const at_analysis *an, uint32_t t)
{
    return an->tokens[t].upos == AT_PUNCT || an->tokens[t].rel == AT_R_CC || an->tokens[t].rel == AT_R_MARK;
}

static at_span trimmed(const at_analysis *an, at_span s)
{
    while (s.beg < s.end && punct(an, s.beg))
        s.beg++;
    while (s.end > s.beg && punct(an, s.end - 1))
        s.end--;
    return s;
}

/*
 * The other side of a lone span: the clause that governs it, on the side where most of that clause stands; of a span that
 * is the sentence's own clause, the longest clause or phrase under it that lies outside.
 */
static at_span other_side(const at_analysis *an, at_span known, at_span signal)
{
    at_span none = {0, 0}, taken = known;
    if (signal.end > signal.beg) {
        taken.beg = signal.beg < taken.beg ? signal.beg : taken.beg;
        taken.end = signal.end > taken.end ? signal.end : taken.end;
    }
    uint32_t top = top_of(an, taken);
    at_span all = at_subtree(an, an->tokens[top].head >= 0 ? (uint32_t)an->tokens[top].head : top);
    at_span before = {all.beg, taken.beg < all.end ? taken.beg : all.end}, after = {taken.end > all.beg ? taken.end : all.beg, all.end};
    before = trimmed(an, before.end > before.beg ? before : none);
    after = trimmed(an, after.end > after.beg ? after : none);
    return before.end - before.beg >= after.end - after.beg ? before : after;
}

static uint32_t gap(at_span a, at_span b)
{
    return a.end <= b.beg ? b.beg - a.end : b.end <= a.beg ? a.beg - b.end : 0;
}

/* The nearest piece of that kind, or -1. */
static int nearest(const piece *p, uint32_t n, uint32_t from, part what)
{
    int best = -1;
    for (uint32_t i = 0; i < n; i++)
        if (p[i].what == what && (best < 0 || gap(p[i].at, p[from].at) < gap(p[best].at, p[from].at)))
            best = (int)i;
    return best;
}

static void add(at_causal *out, uint32_t *n, at_span cause, at_span effect, at_span signal)
{
    if (*n == AT_CAUSAL_MAX || cause.end <= cause.beg || effect.end <= effect.beg || (cause.beg < effect.end && effect.beg < cause.end))
        return;
    for (uint32_t i = 0; i < *n; i++)
        if (out[i].cause.beg == cause.beg && out[i].effect.beg == effect.beg)
            return;
    out[(*n)++] = (at_causal){cause, effect, signal};
}

/* Least chance of a word to be the top of a cause; chosen on the development part of the Causal News Corpus (0.1, 0.2, 0.3, 0.4 tried). */
#define ANCHOR_MIN 0.2f

/* Does `s` share half of the words of the longer of the two with `t`? */
static bool alike(at_span s, at_span t)
{
    uint32_t beg = s.beg > t.beg ? s.beg : t.beg, end = s.end < t.end ? s.end : t.end, a = s.end - s.beg, b = t.end - t.beg;
    return end > beg && 2 * (end - beg) >= (a > b ? a : b);
}

static bool known(const at_causal *out, uint32_t n, at_span cause, at_span effect)
{
    for (uint32_t i = 0; i < n; i++)
        if (alike(out[i].cause, cause) && alike(out[i].effect, effect))
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

/* The pairs seen from the top words of causes. */
static void by_anchor(const at_analysis *an, const at_sentence *s, at_causal *out, uint32_t *n)
{
    for (uint32_t i = at_causal_first(an, s->beg); i < an->ncauses && an->causes[i].anchor < s->end; i++) {
        const at_cause_pair *c = &an->causes[i];
        if (c->p >= ANCHOR_MIN && !known(out, *n, c->cause, c->effect))
            add(out, n, c->cause, c->effect, c->signal);
    }
}

/* The pairs of the spans that the head `cause` labels. */
static void by_spans(const at_analysis *an, const at_sentence *s, at_causal *out, uint32_t *n)
{
    const at_tags *tags = at_tags_of(an, "cause");
    piece p[SPANS];
    uint32_t m = tags ? pieces_of(an, tags, s, p) : 0;
    for (uint32_t i = 0; i < m; i++) {
        if (p[i].what == SIGNAL)
            continue;
        int other = nearest(p, m, i, p[i].what == CAUSE ? EFFECT : CAUSE), sig = nearest(p, m, i, SIGNAL);
        at_span signal = sig >= 0 ? p[sig].at : (at_span){0, 0};
        at_span side = other >= 0 ? p[other].at : other_side(an, p[i].at, signal);
        at_span cause = p[i].what == CAUSE ? p[i].at : side, effect = p[i].what == CAUSE ? side : p[i].at;
        if (!known(out, *n, cause, effect))
            add(out, n, cause, effect, signal);
    }
}

uint32_t at_causal_of(const at_analysis *an, uint32_t s, at_causal *out)
{
    uint32_t n = 0;
    by_anchor(an, &an->sents[s], out, &n);
    if (!n)
        by_spans(an, &an->sents[s], out, &n);
    return n;
}
