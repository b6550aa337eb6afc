/*
 * hedge.c: at_say_hedge, the stance that a proposition has from its own words: adverbs ("reportedly"), adjectives ("alleged"),
 * modals, conditionals, verbs that it hangs under ("is believed to", "planned to", "failed to"). Rows are in data/hedges.tsv.
 *
 * Strong words (evidential adverbs and adjectives, conditionals, raising verbs) stand before what the speaker's verb says
 * of the content; weak ones (modals) after it: "fear that troops will be used" is feared, not expected.
 */
#include "find/lexicons.h"
#include "find/say_own.h"

enum { CLIMB = 12 /* heads looked at above the word */ };

typedef struct {
    at_stance stance;
    bool weak;
} hedge;

static const hedge NONE = {AT_ASSERTED, false};

/* Stance of the word in a column `where` of hedges.tsv; AT_ASSERTED if it has no row. */
static at_stance look(const at_ctx *c, at_str word, const char *where)
{
    const at_lexicon *x = at__say_of(c)->hedges;
    if (!x->t.ncols)
        return AT_ASSERTED;
    for (uint32_t r = at_lexicon_row(x, word); r != AT_NONE; r = x->again[r])
        if (at_eq(at_cell(&x->t, r, 1), at_strz(where)))
            return at_stance_of(at_cell(&x->t, r, 2));
    return AT_ASSERTED;
}

static at_stance look_base(const at_ctx *c, uint32_t tok, const char *where)
{
    at_bases b;
    at__bases(c, tok, &b);
    for (unsigned i = 0; i < b.n; i++) {
        at_stance s = look(c, b.of[i], where);
        if (s != AT_ASSERTED)
            return s;
    }
    return AT_ASSERTED;
}

/* A word, or it and the next one or two as a phrase ("even if", "in case"). */
static at_stance look_phrase(const at_ctx *c, uint32_t tok, const char *where)
{
    const at_analysis *an = c->an;
    uint32_t last = an->sents[an->tokens[tok].sent].end;
    for (uint32_t n = 3; n > 1; n--) {
        if (tok + n > last)
            continue;
        char key[64];
        size_t k = 0;
        for (uint32_t i = 0; i < n; i++) {
            at_str w = an->tokens[tok + i].lower;
            if (k + w.n + 1 > sizeof key) {
                k = 0;
                break;
            }
            if (i)
                key[k++] = ' ';
            memcpy(key + k, w.p, w.n);
            k += w.n;
        }
        at_stance s = k ? look(c, (at_str){key, k}, where) : AT_ASSERTED;
        if (s != AT_ASSERTED)
            return s;
    }
    return look(c, an->tokens[tok].lower, where);
}

/* Dependents of one head: adverbs, adjectives, modals, the conjunction of a conditional. */
static hedge around(const at_ctx *c, uint32_t tok, bool own)
{
    const at_analysis *an = c->an;
    hedge weak = NONE;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        at_stance s = AT_ASSERTED;
        switch (an->tokens[d].rel) {
        case AT_R_ADVMOD: case AT_R_PARATAXIS: case AT_R_DISCOURSE:
            s = look_phrase(c, (uint32_t)d, "adv");
            break;
        case AT_R_MARK: case AT_R_ADVCL:
            s = an->tokens[d].rel == AT_R_MARK ? look_phrase(c, (uint32_t)d, "mark") : AT_ASSERTED;
            break;
        case AT_R_AMOD: case AT_R_COMPOUND:
            if (own)
                s = look(c, an->tokens[d].lower, "adj");
            break;
        case AT_R_AUX: {
            at_stance w = look(c, an->tokens[d].lower, "aux");
            bool can = at__is(c, (uint32_t)d, "could") || at__is(c, (uint32_t)d, "can");
            bool seen = at_passive(an, tok) && at__lemma_in(c, tok, "hear see feel smell observe"); /* "gunshots could be heard" */
            bool able = can && (seen || at_negated(an, tok) || at_dep_lemma(an, tok, AT_S("longer")) >= 0); /* "could not open": told as fact */
            if (w != AT_ASSERTED && weak.stance == AT_ASSERTED && !able)
                weak = (hedge){w, true};
            break;
        }
        default:
            break;
        }
        if (s != AT_ASSERTED)
            return (hedge){s, false};
    }
    return weak;
}

/* The verb that governs an infinitive: "is believed to have", "planned to", "ordered troops to". */
static hedge governed(const at_ctx *c, uint32_t tok, uint32_t up)
{
    const at_analysis *an = c->an;
    const at_token *u = &an->tokens[up];
    bool passive = at_passive(an, up);
    bool inf = (an->tokens[tok].feats & AT_F_INF) || (at_dep(an, tok, AT_R_MARK) >= 0 && at__is(c, (uint32_t)at_dep(an, tok, AT_R_MARK), "to"));
    at_stance s = AT_ASSERTED;
    if (passive || at__is_lemma(c, up, "seem") || at__is_lemma(c, up, "appear") || u->upos == AT_ADJ)
        s = look_base(c, up, "verb");
    else if (inf)
        s = look_base(c, up, "pre");
    return s == AT_ASSERTED ? NONE : (hedge){s, false};
}

/* Is tok's clause joined to its head in such a way that the head's adverbs and modals hold for it too? */
static bool shares(uint8_t rel)
{
    return rel == AT_R_XCOMP || rel == AT_R_CONJ || rel == AT_R_COP || rel == AT_R_AUX || rel == AT_R_AUX_PASS;
}

/* Nouns: an object or subject of a verb takes the verb's modal ("may launch a strike"). */
static bool argument(uint8_t rel)
{
    return rel == AT_R_OBJ || rel == AT_R_NSUBJ_PASS || rel == AT_R_NSUBJ || rel == AT_R_OBL || rel == AT_R_COMPOUND || rel == AT_R_NMOD;
}

/* "is to close the border": a form of be, then "to". */
static bool is_to(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    int32_t to = at_dep(an, tok, AT_R_MARK);
    return an->tokens[tok].upos == AT_VERB && to > 0 && at__is(c, (uint32_t)to, "to") && at_in_list(AT_S("is are was were 's 're"), ' ', an->tokens[to - 1].lower) &&
           an->tokens[to - 1].head == (int32_t)tok;
}

/* Has the clause a subject or an auxiliary of its own? Then the modal of the clause before it is not its modal. */
static bool own_clause(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    static const at_rel own[] = {AT_R_NSUBJ, AT_R_NSUBJ_PASS, AT_R_AUX, AT_R_AUX_PASS, AT_R_COP};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (at_dep(an, tok, own[i]) >= 0)
            return true;
    return false;
}

static hedge find(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    hedge weak = around(c, tok, true);
    if (weak.stance == AT_ASSERTED && is_to(c, tok))
        weak = (hedge){AT_EXPECTED, true};
    if (weak.stance != AT_ASSERTED && !weak.weak)
        return weak;
    bool noun = an->tokens[tok].upos == AT_NOUN || an->tokens[tok].upos == AT_PROPN;
    bool held = true; /* the words of the heads above still hold for tok */
    for (int k = 0; k < CLIMB; k++) {
        const at_token *t = &an->tokens[tok];
        if (t->head < 0 || t->rel == AT_R_CCOMP || t->rel == AT_R_PARATAXIS)
            break;
        uint32_t up = (uint32_t)t->head;
        hedge h = NONE;
        if (t->rel == AT_R_XCOMP && held)
            h = governed(c, tok, up);
        if (h.stance != AT_ASSERTED)
            return h;
        held = held && ((shares(t->rel) && !(t->rel == AT_R_CONJ && own_clause(c, tok))) || (noun && k == 0 && argument(t->rel) && t->rel != AT_R_NSUBJ));
        h = around(c, up, false);
        bool conditional = false;
        if (h.stance == AT_HYPOTHETICAL && !h.weak) { /* an "if" above holds for all that lies under it */
            int32_t m = at_dep(an, up, AT_R_MARK);
            conditional = m >= 0 && look_phrase(c, (uint32_t)m, "mark") == AT_HYPOTHETICAL;
        }
        if (h.stance != AT_ASSERTED && !h.weak && (held || conditional))
            return h;
        if (h.weak && held && weak.stance == AT_ASSERTED)
            weak = h;
        tok = up;
    }
    return weak;
}

/* "would" of reported speech is a plain future; with "if" in its clause it is a condition. */
static at_stance conditional_would(const at_ctx *c, uint32_t tok, at_stance s)
{
    const at_analysis *an = c->an;
    if (s != AT_EXPECTED)
        return s;
    for (int32_t d = at_dep(an, tok, AT_R_ADVCL); d >= 0; d = at_dep_next(an, d, AT_R_ADVCL)) {
        int32_t m = at_dep(an, (uint32_t)d, AT_R_MARK);
        if (m >= 0 && at__is(c, (uint32_t)m, "if"))
            return AT_HYPOTHETICAL;
    }
    return s;
}

at_stance at_say_hedge(const at_ctx *c, uint32_t tok)
{
    if (!at__say_of(c) || tok >= c->an->ntokens)
        return AT_ASSERTED;
    hedge h = find(c, tok);
    if (!h.weak)
        return h.stance;
    const at_attribution *a = at_say_at(c, tok);
    if (a && a->stance != AT_ASSERTED && a->stance != AT_CONFIRMED)
        return a->stance;
    return conditional_would(c, tok, h.stance);
}
