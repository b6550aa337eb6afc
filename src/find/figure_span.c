#include "find/figure_span.h"

static const at_token *tk(const at_ctx *c, uint32_t t)
{
    return &c->an->tokens[t];
}

/* Behind the noun: what "of" adds ("members of the security forces"), at most twelve words. */
static uint32_t noun_end(const at_ctx *c, uint32_t noun)
{
    uint32_t end = noun + 1;
    for (int32_t d = tk(c, noun)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
        const at_token *k = tk(c, (uint32_t)d);
        if ((uint32_t)d < noun)
            continue;
        if ((k->rel == AT_R_NMOD && at_has_case(c->an, (uint32_t)d, AT_S("of"))) || k->rel == AT_R_FLAT || k->rel == AT_R_COMPOUND) {
            at_span s = at_noun_phrase(c->an, (uint32_t)d);
            if (s.end > end && s.end <= noun + 13)
                end = s.end;
        } else if (k->rel != AT_R_PUNCT) {
            break;
        }
    }
    return end;
}

at_span at__figure_phrase(const at_ctx *c, uint32_t first, uint32_t noun)
{
    at_span s = {first < noun ? first : noun, noun_end(c, noun)};
    if (first > noun && s.end <= first)
        s.end = first + 1;
    return s;
}

at_str at__figure_who(const at_ctx *c, uint32_t first, uint32_t noun)
{
    uint32_t beg = noun;
    for (int32_t d = tk(c, noun)->child; d >= 0 && (uint32_t)d < noun; d = tk(c, (uint32_t)d)->next) {
        const at_token *k = tk(c, (uint32_t)d);
        if ((uint32_t)d < first && first <= noun)
            continue;
        if (k->rel == AT_R_AMOD || k->rel == AT_R_COMPOUND || k->rel == AT_R_NMOD_POSS || k->rel == AT_R_FLAT ||
            k->rel == AT_R_NMOD || k->rel == AT_R_NMOD_UNMARKED) {
            at_span s = at_subtree(c->an, (uint32_t)d);
            uint32_t from = s.beg < first && first <= noun ? first : s.beg;
            if (from < beg && s.end <= noun + 1)
                beg = from;
        }
    }
    while (beg < noun && (tk(c, beg)->upos == AT_DET || tk(c, beg)->upos == AT_ADP || tk(c, beg)->upos == AT_PUNCT ||
                          at_eq(tk(c, beg)->lower, AT_S("other")) || at_eq(tk(c, beg)->lower, AT_S("more"))))
        beg++;
    return at_words(c->an, beg, noun_end(c, noun));
}

/* A verb with what belongs to it: particle, "dead", "to death", the agent if short. */
static uint32_t verb_end(const at_ctx *c, uint32_t v)
{
    uint32_t end = v + 1;
    for (int32_t d = tk(c, v)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
        const at_token *k = tk(c, (uint32_t)d);
        if ((uint32_t)d < v)
            continue;
        bool take = k->rel == AT_R_COMPOUND_PRT || k->rel == AT_R_XCOMP || k->rel == AT_R_OBL_AGENT ||
                    (k->rel == AT_R_OBJ && (uint32_t)d <= v + 4) || (k->rel == AT_R_OBL && (uint32_t)d <= v + 4);
        if (!take)
            continue;
        at_span s = at_noun_phrase(c->an, (uint32_t)d);
        if (s.end <= end + 6 && s.end > end)
            end = s.end;
    }
    return end;
}

static at_span join(at_span a, uint32_t beg, uint32_t end)
{
    if (beg < a.beg)
        a.beg = beg;
    if (end > a.end)
        a.end = end;
    return a;
}

/* The verb that the phrase is subject of, or AT_NONE. */
static uint32_t governing_verb(const at_ctx *c, uint32_t n)
{
    const at_token *t = tk(c, n);
    if (t->head < 0 || (t->rel != AT_R_NSUBJ && t->rel != AT_R_NSUBJ_PASS))
        return AT_NONE;
    return (uint32_t)t->head;
}

at_span at__figure_clause(const at_ctx *c, at_span phrase, uint32_t noun, const at_harm *h)
{
    at_span s = phrase;
    uint32_t v = AT_NONE;
    switch (h->kind) {
    case AT_H_SUBJ:
        s = join(s, h->tok, tk(c, h->tok)->upos == AT_VERB ? verb_end(c, h->tok) : h->tok + 1);
        if (at_eq(h->what, AT_S("affected")) && s.end + 1 < c->an->sents[tk(c, noun)->sent].end &&
            tk(c, s.end)->upos == AT_CCONJ && tk(c, s.end + 1)->rel == AT_R_CONJ &&
            (tk(c, s.end + 1)->upos == AT_VERB || tk(c, s.end + 1)->upos == AT_ADJ))
            s.end += 2; /* "killed and injured" */
        break;
    case AT_H_OBJ:
        s = join(s, h->tok, h->tok + 1);
        for (int32_t d = at_dep(c->an, h->tok, AT_R_XCOMP); d >= 0; d = at_dep_next(c->an, d, AT_R_XCOMP))
            if ((uint32_t)d >= s.end && (uint32_t)d < s.end + 3)
                s.end = (uint32_t)d + 1;
        break;
    case AT_H_NOUN: {
        at_span p = at_noun_phrase(c->an, h->tok);
        s = join(s, p.beg < h->tok ? p.beg : h->tok, h->tok + 1);
        v = governing_verb(c, h->tok);
        if (v != AT_NONE && v >= s.end && v < s.end + 5)
            s.end = v + 1;
        break;
    }
    case AT_H_MOD:
        if (h->tok >= s.end && h->tok < s.end + 12)
            s.end = tk(c, h->tok)->upos == AT_VERB ? verb_end(c, h->tok) : h->tok + 1;
        break;
    case AT_H_SELF:
    default:
        v = governing_verb(c, noun);
        if (v != AT_NONE && v >= s.end && v < s.end + 6)
            s.end = v + 1;
        break;
    }
    /* a clause of more than forty words is no quotation: keep to the phrase */
    return s.end - s.beg > 40 ? phrase : s;
}
