/* say_draft.c: making drafts of attributions: content without punctuation, cut at the cue and at its quotation; sources given to them. */
#include "find/say_own.h"

/* A parse may run past the quotation that the cue stands in, or lay the content over the cue itself: cut there. */
static void clip(const at_ctx *c, uint32_t cue, uint32_t *beg, uint32_t *end)
{
    const at__say *s = at__say_of(c);
    int32_t q = s->quote_of[cue];
    if (q >= 0) {
        at_span in = s->quote_toks[q];
        if (*beg < in.beg)
            *beg = in.beg;
        if (*end > in.end)
            *end = in.end;
    }
    if (*beg <= cue && cue < *end) {
        if (cue - *beg > *end - cue) {
            uint32_t e = cue; /* back over the speaker to the comma or mark */
            while (e > *beg && c->an->tokens[e - 1].upos != AT_PUNCT)
                e--;
            *end = e > *beg ? e : cue;
        } else {
            *beg = cue + 1;
        }
    }
}

/* How the last speaker of a sentence is remembered: a cue under an earlier one is not its speaker. */
static void remember(at_ctx *c, uint32_t sent, uint32_t cue, int32_t draft)
{
    at__say *s = at__say_of(c);
    int32_t old = s->said[sent];
    if (old >= 0 && s->drafts.p[old].cue != AT_NONE && s->drafts.p[old].cue != cue && at_under(c->an, cue, s->drafts.p[old].cue))
        return;
    s->said[sent] = draft;
}

at_draft *at__draft(at_ctx *c, uint32_t beg, uint32_t end, const at_cue *cue, const char *rule)
{
    const at_analysis *an = c->an;
    at__say *s = at__say_of(c);
    if (cue)
        clip(c, cue->tok, &beg, &end);
    while (beg < end && (an->tokens[beg].upos == AT_PUNCT || ((at__is(c, beg, "that") || at__is(c, beg, "and") || at__is(c, beg, "but")) &&
                                                               (an->tokens[beg].rel == AT_R_MARK || an->tokens[beg].rel == AT_R_CC))))
        beg++;
    while (end > beg && an->tokens[end - 1].upos == AT_PUNCT && !at__is(c, end - 1, ")"))
        end--;
    if (beg >= end)
        return NULL;
    at_draft *d = at_push(c->mem, &s->drafts);
    *d = (at_draft){.beg = beg, .end = end, .cue = AT_NONE, .row = AT_NONE, .rule = rule};
    if (cue) {
        d->cue = cue->tok;
        d->kind = cue->kind;
        d->stance = cue->stance;
        d->row = cue->row;
        s->cue_of[cue->tok] = (int32_t)s->drafts.n - 1;
        remember(c, an->tokens[cue->tok].sent, cue->tok, (int32_t)s->drafts.n - 1);
    } else {
        s->said[an->tokens[beg].sent] = (int32_t)s->drafts.n - 1;
    }
    return d;
}

unsigned at__draft_clause(at_ctx *c, uint32_t top, uint32_t hole, const at_cue *cue, const char *rule)
{
    const at_analysis *an = c->an;
    at_span whole = at_subtree(an, top);
    if (hole == AT_NONE || !at_under(an, hole, top))
        return at__draft(c, whole.beg, whole.end, cue, rule) ? 1 : 0;
    at_span cut = at_subtree(an, hole);
    unsigned n = 0;
    if (cut.beg > whole.beg && at__draft(c, whole.beg, cut.beg, cue, rule))
        n++;
    if (cut.end < whole.end && at__draft(c, cut.end, whole.end, cue, rule))
        n++;
    return n;
}

void at__own(at_draft *d, at_source src, uint32_t tok)
{
    if (d->nown == sizeof d->own / sizeof *d->own)
        return;
    d->own_tok[d->nown] = tok;
    d->own[d->nown++] = src;
}

void at__give(at_ctx *c, unsigned n, int32_t who, const at_cue *cue)
{
    at__say *s = at__say_of(c);
    if (!n)
        return;
    at_source src = {0};
    bool same = who >= 0 && at__first_person(c, (uint32_t)who);
    if (who >= 0)
        src = at__source_make(c, (uint32_t)who, cue ? cue->tok : AT_NONE);
    for (unsigned i = 0; i < n; i++) {
        at_draft *d = &s->drafts.p[s->drafts.n - 1 - i];
        d->same = same;
        if (who >= 0)
            at__own(d, src, (uint32_t)who);
    }
}
