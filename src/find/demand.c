#include "find/demand.h"

#include "find/gist.h"
#include "find/lexicons.h"
#include "find/say.h"
#include "find/who.h"

/* Who demands: a token of a noun phrase, or -1 for the speaker. */
typedef struct {
    int32_t who;
    uint32_t cue;
    const char *rule;
    at_str row;
} asker;

static bool seen(const at_ctx *c, at_span s)
{
    for (size_t i = c->findings.n; i-- > 0;) {
        const at_finding *f = &c->findings.p[i];
        if (f->kind == AT_K_DEMAND && f->span.beg < s.end && s.beg < f->span.end)
            return true;
    }
    return false;
}

static void by_speaker(at_ctx *c, at_finding *f)
{
    const at_attribution *s = at_say_at(c, f->tok);
    if (!s || !s->nsource)
        return;
    const at_source *src = &s->source[s->nsource - 1];
    at_party *p = at_push(c->mem, &f->by);
    p->text = src->name;
    p->actor = src->actor;
}

/* One demand: the words under head in tokens [beg, end). */
static void add(at_ctx *c, const asker *a, uint32_t head, uint32_t beg, uint32_t end)
{
    const at_analysis *an = c->an;
    while (beg < end && (an->tokens[beg].upos == AT_PUNCT || an->tokens[beg].rel == AT_R_CC || at_eq(an->tokens[beg].lower, AT_S("that")) ||
                         (at_eq(an->tokens[beg].lower, AT_S("to")) && an->tokens[beg].upos == AT_PART)))
        beg++;
    while (beg < end && an->tokens[end - 1].upos == AT_PUNCT)
        end--;
    if (beg >= end)
        return;
    at_span span = at_bytes(an, beg, end);
    if (seen(c, span))
        return;
    at_finding *f = at_finding_add(c, AT_K_DEMAND, head, a->rule);
    f->span = span;
    f->head = an->tokens[head].span;
    f->text = at_words(an, beg, end);
    f->row = a->row;
    f->confidence = 0.6f;
    at_finding_context(c, f);
    f->stance = AT_ASSERTED;
    f->when = (at_when){AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
    f->place = -1;
    if (a->who >= 0)
        at_who_parties(c, (uint32_t)a->who, &f->by);
    else
        by_speaker(c, f);
}

/* The parts of a coordination under head, each a demand of its own; `from`: no words before this token. */
static void each(at_ctx *c, const asker *a, uint32_t head, uint32_t from)
{
    const at_analysis *an = c->an;
    at_span s = at_subtree(an, head);
    uint32_t beg = s.beg < from ? from : s.beg, stop = s.end;
    if (beg == head && an->tokens[head].upos == AT_NOUN && head + 1 < s.end && an->tokens[head + 1].rel == AT_R_CC) {
        add(c, a, head, beg, stop); /* "containment and control of spending": one thing */
        return;
    }
    int32_t first = at_dep(an, head, AT_R_CONJ);
    for (int32_t d = first; d >= 0; d = at_dep_next(an, d, AT_R_CONJ)) {
        at_span k = at_subtree(an, (uint32_t)d);
        if ((uint32_t)d > head && k.beg < stop && k.beg > head)
            stop = k.beg;
    }
    add(c, a, head, beg, stop);
    for (int32_t d = first; d >= 0; d = at_dep_next(an, d, AT_R_CONJ)) {
        if (an->tokens[d].upos == AT_VERB && (an->tokens[d].feats & AT_F_FIN) && at_dep(an, (uint32_t)d, AT_R_NSUBJ) >= 0)
            continue; /* a new clause with its own subject */
        at_span k = at_subtree(an, (uint32_t)d);
        int32_t next = at_dep_next(an, d, AT_R_CONJ);
        uint32_t kend = k.end;
        if (next >= 0 && at_subtree(an, (uint32_t)next).beg < kend && at_subtree(an, (uint32_t)next).beg > (uint32_t)d)
            kend = at_subtree(an, (uint32_t)next).beg;
        add(c, a, (uint32_t)d, k.beg, kend);
    }
}

static uint32_t after_case(const at_analysis *an, uint32_t tok)
{
    uint32_t from = at_subtree(an, tok).beg;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_CASE && (uint32_t)d < tok && (uint32_t)d + 1 > from)
            from = (uint32_t)d + 1;
    return from;
}

/* "suggested that he resign" wishes, "suggested that he had resigned" tells: after words that can do both only a bare form or modal counts. */
static bool wished(const at_analysis *an, uint32_t w, uint32_t comp)
{
    at_str l = an->tokens[w].lemma;
    if (!at_eq(l, AT_S("suggest")) && !at_eq(l, AT_S("insist")) && !at_eq(l, AT_S("propose")) && !at_eq(l, AT_S("recommend")))
        return true;
    for (int32_t d = an->tokens[comp].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_AUX && (at_eq(an->tokens[d].lower, AT_S("should")) || at_eq(an->tokens[d].lower, AT_S("must")) || at_eq(an->tokens[d].lower, AT_S("be"))))
            return true;
    return at_eq(an->tokens[comp].lemma, an->tokens[comp].lower) && at_dep(an, comp, AT_R_AUX) < 0 && at_dep(an, comp, AT_R_COP) < 0 && at_dep_lemma(an, comp, AT_S("to")) < 0;
}

/* "asked whether", "asked if", "asked how many had died". */
static bool question(const at_analysis *an, uint32_t comp)
{
    at_str words = AT_S("if whether what why how who when where which");
    if (at_in_list(words, ' ', an->tokens[at_subtree(an, comp).beg].lower))
        return true;
    for (int32_t d = an->tokens[comp].child; d >= 0 && (uint32_t)d < comp; d = an->tokens[d].next)
        if (at_in_list(words, ' ', an->tokens[d].lower))
            return true;
    return false;
}

/* The complements of a word of demanding that state the demand. */
static void complements(at_ctx *c, const asker *a, const at_lexicon *x, uint32_t row, uint32_t w)
{
    const at_analysis *an = c->an;
    at_str comp = at_lexicon_cell(x, row, "comp"), prep = at_lexicon_cell(x, row, "prep");
    bool inf = at_in_list(comp, ',', AT_S("inf")), that = at_in_list(comp, ',', AT_S("that")), obj = at_in_list(comp, ',', AT_S("obj"));
    if (at_dep(an, w, AT_R_XCOMP) >= 0) /* "requested all members to attend": the object is the one asked */
        obj = false;
    for (int32_t d = an->tokens[w].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        bool to = at_dep_lemma(an, (uint32_t)d, AT_S("to")) >= 0;
        if ((uint32_t)d < w)
            continue;
        if (t->rel == AT_R_CCOMP && (!wished(an, w, (uint32_t)d) || question(an, (uint32_t)d)))
            continue;
        if (((t->rel == AT_R_XCOMP || t->rel == AT_R_ACL || t->rel == AT_R_ADVCL) && inf && to) || (t->rel == AT_R_CCOMP && that) ||
            (t->rel == AT_R_CCOMP && inf && to) || (t->rel == AT_R_CSUBJ && (that || inf))) {
            if (t->rel == AT_R_ADVCL && !at_eq(at_lexicon_cell(x, row, "kind"), AT_S("verb")))
                continue;
            each(c, a, (uint32_t)d, at_subtree(an, (uint32_t)d).beg);
        } else if (t->rel == AT_R_OBJ && obj && t->upos != AT_PRON) {
            each(c, a, (uint32_t)d, at_subtree(an, (uint32_t)d).beg);
        } else if (prep.n && (t->rel == AT_R_OBL || t->rel == AT_R_NMOD || t->rel == AT_R_XCOMP) && at_has_case(an, (uint32_t)d, prep) && t->upos != AT_PRON) {
            each(c, a, (uint32_t)d, after_case(an, (uint32_t)d));
        }
    }
}

static bool by_verb(at_ctx *c, const at_lexicon *x, uint32_t row, uint32_t v)
{
    const at_analysis *an = c->an;
    asker a = {-1, v, "demand-verb", at_lexicon_ref(x, row, c->mem)};
    bool passive = at_passive(an, v);
    if (at_negated(an, v))
        return false;
    if (passive) { /* "residents were urged to leave": who urges is the agent, if any */
        a.who = at_dep(an, v, AT_R_OBL_AGENT);
        if (a.who < 0 && !at_say_at(c, v))
            return false;
    } else {
        a.who = at_subject(an, v);
        if (a.who >= 0 && an->tokens[v].rel == AT_R_XCOMP && at_dep(an, (uint32_t)an->tokens[v].head, AT_R_OBJ) == a.who && an->tokens[v].head >= 0) {
            int32_t s = at_subject(an, (uint32_t)an->tokens[v].head); /* "took to the streets to demand" */
            a.who = s >= 0 ? s : a.who;
        }
    }
    bool wish = at_eq(an->tokens[v].lemma, AT_S("want")) || at_eq(an->tokens[v].lemma, AT_S("need"));
    if (wish && (a.who < 0 || !at_say_at(c, v) || !(an->tokens[a.who].feats & AT_F_P1 || at_eq(an->tokens[a.who].lower, AT_S("we")) ||
                                                    at_eq(an->tokens[a.who].lemma, AT_S("people")))))
        return false; /* "we want the army out": only as somebody's own words */
    if (wish && at_eq(an->tokens[a.who].lower, AT_S("i")) && at_dep(an, v, AT_R_OBJ) < 0 && at_dep(an, v, AT_R_XCOMP) >= 0)
        return false; /* "I want to see you": his own act */
    if (a.who >= 0 && !at_who_acts(c, (uint32_t)a.who) && an->tokens[a.who].upos != AT_PRON && !an->tokens[a.who].name)
        return false;
    size_t before = c->findings.n;
    complements(c, &a, x, row, v);
    return c->findings.n > before;
}

/* "their demands include: A, B, C", "demands such as A", "the demand for A", "at the request of". */
static void by_noun(at_ctx *c, const at_lexicon *x, uint32_t row, uint32_t n)
{
    const at_analysis *an = c->an;
    asker a = {-1, n, "demand-noun", at_lexicon_ref(x, row, c->mem)};
    int32_t h = an->tokens[n].head;
    a.who = at_dep(an, n, AT_R_NMOD_POSS);
    for (int32_t d = an->tokens[n].child; d >= 0 && a.who < 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_NMOD && (at_has_case(an, (uint32_t)d, AT_S("by")) || at_has_case(an, (uint32_t)d, AT_S("from")) ||
                                                at_has_case(an, (uint32_t)d, AT_S("of"))) && at_who_acts(c, (uint32_t)d))
            a.who = d;
    if (a.who < 0 && h >= 0 && an->tokens[h].upos == AT_VERB && an->tokens[n].rel == AT_R_OBJ)
        a.who = at_subject(an, (uint32_t)h); /* "made an appeal for calm" */
    if (a.who < 0)
        for (int32_t d = an->tokens[n].child; d >= 0; d = an->tokens[d].next)
            if (an->tokens[d].rel == AT_R_COMPOUND && at_who_acts(c, (uint32_t)d))
                a.who = d; /* "the protesters demand include" */
    bool told = at_eq(an->tokens[n].lemma, AT_S("need")) || at_eq(an->tokens[n].lemma, AT_S("time"));
    if (told && (!at_say_at(c, n) || !at_say_at(c, n)->nsource || (at_eq(an->tokens[n].lemma, AT_S("time")) && at_dep(an, n, AT_R_COP) < 0)))
        return; /* "stressed the need to", "it is time to": only as somebody's words */
    if (told)
        a.who = -1;
    complements(c, &a, x, row, n);
    bool theirs = (an->tokens[n].feats & AT_F_PLUR) || at_dep(an, n, AT_R_NMOD_POSS) >= 0; /* "the low demand is a sign" is trade */
    if (h >= 0 && theirs && at_eq(an->tokens[n].lemma, AT_S("demand")) && (an->tokens[n].rel == AT_R_NSUBJ || an->tokens[n].rel == AT_R_NSUBJ_OUTER)) {
        static const at_rel rels[] = {AT_R_OBJ, AT_R_CCOMP, AT_R_XCOMP, AT_R_PARATAXIS, AT_R_ADVCL, AT_R_LIST};
        if (at_eq(an->tokens[h].lemma, AT_S("include")) || at_eq(an->tokens[h].lemma, AT_S("be"))) {
            for (size_t k = 0; k < sizeof rels / sizeof *rels; k++)
                for (int32_t d = at_dep(an, (uint32_t)h, rels[k]); d >= 0; d = at_dep_next(an, d, rels[k]))
                    each(c, &a, (uint32_t)d, at_subtree(an, (uint32_t)d).beg);
        } else if (at_dep(an, (uint32_t)h, AT_R_COP) >= 0) {
            each(c, &a, (uint32_t)h, h > 0 ? n + 1 : 0);
        }
    }
}

/* "Violence must stop", "the government should release them": said by somebody. */
static void by_modal(at_ctx *c, uint32_t m)
{
    const at_analysis *an = c->an;
    at_str w = an->tokens[m].lower;
    int32_t v = an->tokens[m].head;
    if (v < 0 || an->tokens[m].rel != AT_R_AUX || !(at_eq(w, AT_S("must")) || at_eq(w, AT_S("should")) || at_eq(w, AT_S("ought"))))
        return;
    const at_attribution *s = at_say_at(c, (uint32_t)v);
    int32_t subj = at_subject(an, (uint32_t)v);
    if (!s || !s->nsource || subj < 0)
        return;
    for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next) /* "must have been": a guess, not a demand */
        if (an->tokens[d].rel == AT_R_AUX && d > (int32_t)m && at_eq(an->tokens[d].lemma, AT_S("have")))
            return;
    if (an->tokens[subj].feats & AT_F_P1 || an->tokens[subj].upos == AT_PRON) {
        if (at_eq(an->tokens[subj].lower, AT_S("i")) || (at_eq(an->tokens[subj].lower, AT_S("it")) && s->direct))
            return;
    }
    asker a = {-1, m, "demand-modal", {"", 0}};
    bool passive = at_passive(an, (uint32_t)v) || at_dep(an, (uint32_t)v, AT_R_OBJ) < 0;
    at_span sub = at_subtree(an, (uint32_t)v), ss = at_subtree(an, (uint32_t)subj);
    uint32_t from = passive && ss.beg >= sub.beg && ss.end <= m ? ss.beg : m + 1;
    each(c, &a, (uint32_t)v, from);
}

/* "The abuse needs to stop", "Iran has to leave": said by somebody of another. */
static void by_need(at_ctx *c, uint32_t v)
{
    const at_analysis *an = c->an;
    int32_t x = at_dep(an, v, AT_R_XCOMP), subj = at_subject(an, v);
    if (!(at_eq(an->tokens[v].lemma, AT_S("need")) || at_eq(an->tokens[v].lemma, AT_S("have"))) || x < 0 || subj < 0 || at_negated(an, v) ||
        an->tokens[v].upos != AT_VERB || (an->tokens[v].feats & AT_F_PAST) || at_dep(an, v, AT_R_AUX) >= 0 || at_dep_lemma(an, (uint32_t)x, AT_S("to")) < 0)
        return;
    const at_attribution *s = at_say_at(c, v);
    at_str who = an->tokens[subj].lower;
    if (!s || !s->nsource || at_in_list(AT_S("i we it you he she one there"), ' ', who))
        return;
    asker a = {-1, v, "demand-modal", {"", 0}};
    at_span sub = at_subtree(an, v), ss = at_subtree(an, (uint32_t)subj);
    bool passive = at_passive(an, (uint32_t)x) || at_dep(an, (uint32_t)x, AT_R_OBJ) < 0;
    if (passive && ss.beg >= sub.beg && ss.end <= v)
        add(c, &a, (uint32_t)x, ss.beg, at_subtree(an, (uint32_t)x).end);
    else
        each(c, &a, (uint32_t)x, (uint32_t)x);
}

/* An imperative inside somebody's quotation: "Release the prisoners!" */
static void by_imperative(at_ctx *c, uint32_t v)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[v];
    if (t->upos != AT_VERB || !(t->feats & AT_F_IMP) || at_subject(an, v) >= 0 || t->rel == AT_R_CONJ)
        return;
    const at_attribution *s = at_say_at(c, v);
    if (!s || !s->direct || !s->nsource || at_eq(t->lemma, AT_S("let")) || at_eq(t->lemma, AT_S("look")) || at_eq(t->lemma, AT_S("thank")) ||
        at_eq(t->lemma, AT_S("see")))
        return;
    asker a = {-1, v, "demand-imperative", {"", 0}};
    each(c, &a, v, v);
}

void at_demand_run(at_ctx *c)
{
    const at_analysis *an = c->an;
    const at_lexicon *x = at_lexicon_get(c->lex, "demands.tsv");
    for (uint32_t s = 0; s < an->nsents; s++) {
        for (uint32_t i = an->sents[s].beg; i < an->sents[s].end && !c->boilerplate[s]; i++) {
            const at_token *t = &an->tokens[i];
            bool hit = false;
            for (uint32_t r = at_lexicon_row(x, t->lemma); r != AT_NONE && !hit; r = x->again[r]) {
                at_str kind = at_lexicon_cell(x, r, "kind");
                if (t->upos == AT_VERB && at_eq(kind, AT_S("verb")))
                    hit = by_verb(c, x, r, i);
                else if (t->upos == AT_NOUN && at_eq(kind, AT_S("noun")))
                    by_noun(c, x, r, i);
                else if (t->upos == AT_ADJ && at_eq(kind, AT_S("adj")) && at_say_at(c, i)) {
                    asker a = {-1, i, "demand-need", at_lexicon_ref(x, r, c->mem)};
                    complements(c, &a, x, r, i);
                }
            }
            by_modal(c, i);
            by_need(c, i);
            by_imperative(c, i);
        }
    }
}
