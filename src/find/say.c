/* say.c: the attribution stage: runs its parts and builds the chains of sources. See say_own.h. */
#include "find/say.h"

#include "find/say_own.h"
#include <stdlib.h>

enum { DEEP = 4 /* longest chain of sources kept; the guide's gold has no more than two */ };

/* Paragraphs as byte spans for the quotation marks, numbered for each sentence. */
static size_t make_paras(at_ctx *c, at__say *s, at_span **out)
{
    const at_analysis *an = c->an;
    size_t n = 0;
    *out = at_new(c->mem, at_span, an->nsents + 1);
    for (uint32_t k = 0; k < an->nsents; k++) {
        bool fresh = k == 0 || an->sents[k].para != an->sents[k - 1].para;
        if (fresh)
            (*out)[n++] = an->sents[k].span;
        else
            (*out)[n - 1].end = an->sents[k].span.end;
        s->para_of[k] = (uint32_t)n - 1;
    }
    return n;
}

/* Tokens between the marks of each quote, and for each token the innermost quote. */
static void place_quotes(at_ctx *c, at__say *s)
{
    const at_analysis *an = c->an;
    s->quote_toks = at_new(c->mem, at_span, s->quotes.n + 1);
    uint32_t t = 0;
    for (size_t i = 0; i < s->quotes.n; i++) {
        at_span in = s->quotes.p[i].in;
        while (t > 0 && an->tokens[t - 1].span.end > in.beg)
            t--;
        while (t < an->ntokens && an->tokens[t].span.beg < in.beg)
            t++;
        uint32_t e = t;
        while (e < an->ntokens && an->tokens[e].span.end <= in.end)
            s->quote_of[e++] = (int32_t)i;
        s->quote_toks[i] = (at_span){t, e};
    }
}

/* A quotation that neither closes nor goes on in the next paragraph: whose words follow is not sure. */
static void tell_unclosed(at_ctx *c, const at_quotes *qs)
{
    for (size_t i = 0; i < qs->n; i++) {
        const at_quote *q = &qs->p[i];
        if (q->open_end && q->next < 0)
            at_problem_add(c, "say", (at_span){q->out.beg, q->in.beg},
                           at_arena_fmt(c->mem, "the quotation at byte %u never closes; it is taken to end with its paragraph", q->out.beg));
    }
}

static void start(at_ctx *c)
{
    const at_analysis *an = c->an;
    at__say *s = at_new(c->mem, at__say, 1);
    c->own[AT_OWN_SAY] = s;
    s->speech = at_lexicon_get(c->lex, "speech.tsv");
    s->hedges = at_lexicon_get(c->lex, "hedges.tsv");
    s->kinds = at_lexicon_get(c->lex, "sources.tsv");
    s->loaded = at_lexicon_get(c->lex, "framings.tsv");
    s->quote_of = at_new(c->mem, int32_t, an->ntokens + 1);
    s->cue_of = at_new(c->mem, int32_t, an->ntokens + 1);
    s->at = at_new(c->mem, int32_t, an->ntokens + 1);
    s->said = at_new(c->mem, int32_t, an->nsents + 1);
    s->para_of = at_new(c->mem, uint32_t, an->nsents + 1);
    for (uint32_t i = 0; i <= an->ntokens; i++)
        s->quote_of[i] = s->cue_of[i] = s->at[i] = -1;
    for (uint32_t i = 0; i <= an->nsents; i++)
        s->said[i] = -1;
    at_span *paras;
    size_t n = make_paras(c, s, &paras);
    at_quotes_find(c->mem, &s->quotes, c->text, paras, n);
    tell_unclosed(c, &s->quotes);
    place_quotes(c, s);
}

/* Outer before inner: by begin, then the longer first, then as they were made. */
static int outer_first(const void *x, const void *y)
{
    const at_draft *const *a = x, *const *b = y;
    if ((*a)->beg != (*b)->beg)
        return (*a)->beg < (*b)->beg ? -1 : 1;
    if ((*a)->end != (*b)->end)
        return (*a)->end > (*b)->end ? -1 : 1;
    return *a < *b ? -1 : *a > *b;
}

/* The chain of an attribution: that of the one around it, then its own sources, none twice. */
static void chain(at_ctx *c, at_attribution *a, const at_draft *d, const at_attribution *up)
{
    uint32_t n = 0, max = (up ? up->nsource : 0) + d->nown;
    a->source = at_new(c->mem, at_source, max ? max : 1);
    for (uint32_t i = 0; up && i < up->nsource; i++)
        a->source[n++] = up->source[i];
    for (uint32_t i = 0; i < d->nown && n < DEEP && !(d->same && up && up->nsource); i++) {
        bool again = false;
        for (uint32_t k = 0; k < n; k++)
            again |= at__source_same(&a->source[k], &d->own[i]);
        if (!again)
            a->source[n++] = d->own[i];
    }
    a->nsource = n;
}

static void finish_one(at_ctx *c, at_attribution *a, const at_draft *d, const at_attribution *up)
{
    const at__say *s = at__say_of(c);
    *a = (at_attribution){.beg = d->beg, .end = d->end, .cue = d->cue, .stance = d->stance, .direct = d->direct, .partial = d->partial, .rule = d->rule};
    a->row = at_lexicon_ref(s->speech, d->row, c->mem);
    chain(c, a, d, up);
    if (up && up->direct && !a->direct) /* reported within quoted words */
        a->direct = true;
    if (up && a->stance == AT_ASSERTED && (d->same || !d->nown || d->direct)) /* nobody new speaks */
        a->stance = up->stance;
}

/*
 * Within reported (not quoted) words a relative clause after a comma that hangs on a name is the reporter's background:
 * "Okello, who was toppled in 2003, won few votes, the commission said". Its words go back to what lies around.
 */
static void background(at_ctx *c, const at_draft *d, int32_t up)
{
    const at_analysis *an = c->an;
    at__say *s = at__say_of(c);
    for (uint32_t t = d->beg + 1; t < d->end; t++) {
        if (an->tokens[t].upos != AT_PRON || !at_in_list(AT_S("who which"), ' ', an->tokens[t].lower) || !at__is(c, t - 1, ","))
            continue;
        int32_t v = an->tokens[t].head;
        for (int k = 0; v >= 0 && k < 4 && an->tokens[v].rel != AT_R_ACL_RELCL; k++)
            v = an->tokens[v].head;
        if (v < 0 || an->tokens[v].rel != AT_R_ACL_RELCL || an->tokens[v].head < 0 || !an->tokens[an->tokens[v].head].name)
            continue;
        at_span sub = at_subtree(an, (uint32_t)v);
        for (uint32_t i = t; i < sub.end && i < d->end; i++)
            s->at[i] = up;
        t = sub.end > t ? sub.end - 1 : t;
    }
}

/*
 * "Organisers said 20,000 came, while police put the number at 5,000"; "the minister denied it but rebels said ...": behind a word of
 * contrast somebody else speaks beside the first speaker, not within his words. Cuts reported content there.
 */
static void contrast(at_ctx *c, at_draft *d)
{
    const at_analysis *an = c->an;
    const at__say *s = at__say_of(c);
    for (uint32_t t = d->beg + 1; t < d->end; t++) {
        const at_token *x = &an->tokens[t];
        if ((x->rel != AT_R_MARK && x->rel != AT_R_CC) || x->head <= (int32_t)t || !at_in_list(AT_S("while whereas but although though"), ' ', x->lower))
            continue;
        int32_t other = s->cue_of[x->head];
        if (other < 0 || d->cue == (uint32_t)x->head || !s->drafts.p[other].nown || s->drafts.p[other].own_tok[0] <= t || an->tokens[x->head].upos != AT_VERB)
            continue;
        int32_t first = at_dep(an, (uint32_t)x->head, AT_R_AUX); /* "had said" stays within what is told */
        if ((first >= 0 && at__is(c, (uint32_t)first, "had")) || at__is(c, t + 1, "that") || an->tokens[s->drafts.p[other].own_tok[0]].upos == AT_PRON)
            continue;
        d->end = t;
        while (d->end > d->beg + 1 && an->tokens[d->end - 1].upos == AT_PUNCT)
            d->end--;
        return;
    }
}

/* Turns drafts into c->says and paints each token with its innermost attribution. */
static void finish(at_ctx *c)
{
    at__say *s = at__say_of(c);
    size_t n = s->drafts.n, depth = 0;
    const at_draft **order = at_new(c->mem, const at_draft *, n + 1);
    uint32_t *stack = at_new(c->mem, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        at_draft *d = &s->drafts.p[i];
        if (!d->direct && d->cue != AT_NONE && d->kind == AT_CK_SAY && s->quote_of[d->beg] < 0)
            contrast(c, d);
        order[i] = d;
    }
    if (n)
        qsort(order, n, sizeof *order, outer_first);
    for (size_t i = 0; i < n; i++) {
        const at_draft *d = order[i];
        while (depth && c->says.p[stack[depth - 1]].end < d->end)
            depth--;
        int32_t up = depth ? (int32_t)stack[depth - 1] : -1;
        if (up >= 0 && c->says.p[up].beg == d->beg && c->says.p[up].end == d->end && c->says.p[up].direct && d->direct)
            continue; /* the same words given twice */
        (void)at_push(c->mem, &c->says);
        uint32_t at = (uint32_t)c->says.n - 1;
        finish_one(c, &c->says.p[at], d, up >= 0 ? &c->says.p[up] : NULL);
        stack[depth++] = at;
        for (uint32_t t = d->beg; t < d->end; t++)
            s->at[t] = (int32_t)at;
        if (!d->direct && d->kind == AT_CK_SAY && s->quote_of[d->beg] < 0)
            background(c, d, up);
    }
}

void at_say_run(at_ctx *c)
{
    start(c);
    for (uint32_t k = 0; k < c->an->nsents; k++) {
        if (c->boilerplate[k])
            continue;
        at__say_verbs(c, k);
        at__say_nouns(c, k);
        at__say_phrases(c, k);
    }
    at__say_direct(c);
    at__say_more(c);
    at__say_speakers(c);
    finish(c);
}

const at_attribution *at_say_at(const at_ctx *c, uint32_t tok)
{
    const at__say *s = at__say_of(c);
    return s && tok < c->an->ntokens && s->at[tok] >= 0 ? &c->says.p[s->at[tok]] : NULL;
}

bool at_say_names(const at_ctx *c, uint32_t tok)
{
    at_cue cue;
    int32_t to = at_dep(c->an, tok, AT_R_XCOMP); /* "called him to testify" */
    bool verb = to >= 0 && c->an->tokens[to].upos == AT_VERB;
    return at_dep(c->an, tok, AT_R_OBJ) >= 0 && !verb && (at__cue_at(c, tok, "vsc", &cue) || at__cue_at(c, tok, "vas", &cue) ||
                                                             (at__cue_at(c, tok, "v", &cue) && (cue.takes & (AT_TK_SC | AT_TK_AS))));
}
