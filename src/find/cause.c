#include "find/cause.h"

#include "find/cause_effect.h"
#include "find/gist.h"
#include "find/lexicons.h"
#include "text/causal.h"

#define ACT 0.25f /* chance to be an event from which a phrase may tell what brought an effect about; low, as the confidence decides */

/* A cause being put together: token heads and token ranges. */
typedef struct {
    uint32_t signal;       /* token of the signal */
    uint32_t beg, end;     /* tokens of the clause that says it */
    uint32_t why, effect;  /* heads */
    uint32_t why_beg, why_end;
    const char *rule;
    at_str row;
    float sure;
} cause;

static void trim(const at_analysis *an, uint32_t *beg, uint32_t *end)
{
    while (*beg < *end && an->tokens[*beg].upos == AT_PUNCT)
        ++*beg;
    while (*beg < *end && an->tokens[*end - 1].upos == AT_PUNCT)
        --*end;
}

/* Two causes on the same words are one. */
static bool said(const at_ctx *c, at_span s)
{
    for (size_t i = c->findings.n; i-- > 0;) {
        const at_finding *f = &c->findings.p[i];
        if (f->kind == AT_K_CAUSE && f->span.beg < s.end && s.beg < f->span.end &&
            (f->text_span.beg == s.beg || f->span.beg == s.beg || f->span.end == s.end))
            return true;
    }
    return false;
}

/* What was brought about: the best of the words that may name it, with its clause. */
static void name_effect(const at_ctx *c, at_finding *f, const cause *k)
{
    const at_analysis *an = c->an;
    at_effect e[AT_EFFECTS];
    uint32_t n = at_effects(c, (at_span){k->why_beg, k->why_end}, k->effect, e), at = n ? e[at_effect_choose(c, e, n)].tok : k->effect;
    const at_sentence *s = &an->sents[an->tokens[at].sent];
    f->of = at_gist(c, at);
    f->of_span = at_clip(an, at, s->beg, s->end);
    if (f->of_span.beg < f->span.end && f->span.beg < f->of_span.end) /* the effect's clause without the cause in it */
        f->of_span = an->tokens[at].span;
    if (c->with_features && n) {
        f->effects = memcpy(at_new(c->mem, at_effect, n), e, n * sizeof *e);
        f->neffects = n;
    }
}

static void add(at_ctx *c, cause *k)
{
    const at_analysis *an = c->an;
    trim(an, &k->beg, &k->end);
    trim(an, &k->why_beg, &k->why_end);
    if (k->beg >= k->end || k->why_beg >= k->why_end || said(c, at_bytes(an, k->beg, k->end)))
        return;
    at_finding *f = at_finding_add(c, AT_K_CAUSE, k->why, k->rule);
    f->span = at_bytes(an, k->beg, k->end);
    f->head = an->tokens[k->signal].span;
    f->text_span = at_bytes(an, k->why_beg, k->why_end);
    f->text = at_sub(an->text, f->text_span.beg, f->text_span.end);
    name_effect(c, f, k);
    f->row = k->row;
    f->confidence = k->sure;
    at_finding_context(c, f);
    f->when = (at_when){AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
    f->place = -1;
}

/* Does the role reader call the phrase headed by x a cause or purpose of its head? */
static bool role_is(const at_analysis *an, uint32_t x, at_role role)
{
    int32_t h = an->tokens[x].head;
    if (h < 0 || !an->tokens[h].pred)
        return false;
    const at_pred *p = &an->preds[an->tokens[h].pred - 1];
    for (uint32_t i = p->arg_beg; i < p->arg_end; i++)
        if (an->args[i].role == role && an->args[i].beg <= x && x < an->args[i].end)
            return true;
    return false;
}

/* First ancestor of x outside tokens [beg, end): what the phrase hangs on; -1 if none. */
static int32_t outside(const at_analysis *an, uint32_t x, uint32_t beg, uint32_t end)
{
    int32_t h = an->tokens[x].head;
    for (int k = 0; h >= 0 && k < 200; k++) {
        if ((uint32_t)h < beg || (uint32_t)h >= end)
            return h;
        h = an->tokens[h].head;
    }
    return -1;
}

static bool lemma_in(const at_analysis *an, uint32_t tok, at_str list)
{
    return !list.n || at_in_list(list, '|', an->tokens[tok].lemma);
}

static bool time_unit(const at_analysis *an, uint32_t tok)
{
    static const char *const units[] = {"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "time", "period", "moment", NULL};
    return at_one_of(an->tokens[tok].lemma, units);
}

/* Does the phrase tell an act, by its head or what hangs right under it? */
static bool acts(const at_analysis *an, uint32_t tok)
{
    float most = an->tokens[tok].event_any;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].event_any > most)
            most = an->tokens[d].event_any;
    return most > ACT;
}

/* "because of X", "in response to X", "over X", "because X did": a phrase at token i. */
static uint32_t at_signal(at_ctx *c, const at_lexicon *x, uint32_t row, uint32_t i, uint32_t end)
{
    const at_analysis *an = c->an;
    at_str kind = at_lexicon_cell(x, row, "kind"), need = at_lexicon_cell(x, row, "need"), with = at_lexicon_cell(x, row, "with");
    uint32_t n = at_phrase_at(c, i, end, at_cell(&x->t, row, 0));
    if (!n || i + n >= end)
        return 0;
    if (n == 1 && an->tokens[i].upos != AT_ADP && an->tokens[i].upos != AT_SCONJ && an->tokens[i].upos != AT_VERB)
        return 0;
    uint32_t why = at_climb(an, i + n, end);
    at_span sub = at_subtree(an, why);
    if (sub.end <= i + n || sub.beg + 60 < i)
        return 0;
    int32_t effect = outside(an, why, i, sub.end);
    if (effect < 0)
        return 0;
    at_str last = an->tokens[i + n - 1].lower;
    if (n > 1 && at_eq(last, AT_S("to")) && at_eq(kind, AT_S("prep")) && an->tokens[i + n].upos == AT_VERB && an->tokens[i + n].feats & AT_F_INF &&
        !at_eq(an->tokens[i].lower, AT_S("in")))
        return 0; /* "is due to report": no cause */
    if (n == 2 && an->tokens[i].rel != AT_R_CASE && an->tokens[i].rel != AT_R_MARK && an->tokens[i].upos == AT_NOUN)
        return 0; /* "express thanks to all" */
    bool cau = role_is(an, why, AT_ARGM_CAU) || role_is(an, i, AT_ARGM_CAU);
    if (at_eq(need, AT_S("cau")) && !cau && !(at_eq(last, AT_S("when")) && acts(an, why)))
        return 0;
    if (at_eq(kind, AT_S("gov")) && (an->tokens[why].rel == AT_R_CONJ || c->timex_of[why] >= 0 || c->place_of[why] >= 0 || an->tokens[why].name || time_unit(an, why)))
        return 0; /* "for two hours", "against the president": no cause */
    bool loose = !lemma_in(an, (uint32_t)effect, with) && (at_eq(kind, AT_S("gov")) || !cau);
    if (loose && !acts(an, why)) /* "after the summer" */
        return 0;
    cause k = {i, i, sub.end, why, (uint32_t)effect, i + n, sub.end, "cause-signal", at_lexicon_ref(x, row, c->mem), cau ? 0.7f : 0.6f};
    if (loose || (at_eq(need, AT_S("cau")) && !cau))
        k.rule = "cause-loose"; /* "died when a bomb went off": most are mere order in time, and are dropped (confidence.h) */
    else if (at_eq(kind, AT_S("gov")))
        k.rule = "cause-governed";
    add(c, &k);
    return n;
}

static bool cause_verb_object(const at_analysis *an, uint32_t v, at_str arg, int32_t *obj)
{
    at_str prep, rest = arg;
    if (!arg.n) {
        *obj = at_dep(an, v, AT_R_OBJ);
        if (*obj < 0)
            *obj = at_dep(an, v, AT_R_XCOMP);
        return *obj >= 0;
    }
    while (at_cut(&rest, '|', &prep)) {
        for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next) {
            if (an->tokens[d].rel != AT_R_OBL && an->tokens[d].rel != AT_R_ADVCL && an->tokens[d].rel != AT_R_NMOD && an->tokens[d].rel != AT_R_XCOMP)
                continue;
            for (int32_t m = an->tokens[d].child; m >= 0; m = an->tokens[m].next)
                if ((an->tokens[m].rel == AT_R_CASE || an->tokens[m].rel == AT_R_MARK) && at_eq(an->tokens[m].lower, prep)) {
                    *obj = d;
                    return true;
                }
        }
    }
    return false;
}

/* "X sparked Y", "Y sparked by X", "the killing that sparked Y", "Y stems from X". */
static void by_verb(at_ctx *c, const at_lexicon *x, uint32_t row, uint32_t v)
{
    const at_analysis *an = c->an;
    bool reverse = at_eq(at_lexicon_cell(x, row, "kind"), AT_S("rverb")), passive = at_passive(an, v);
    at_str need = at_lexicon_cell(x, row, "need"), arg = at_lexicon_cell(x, row, "arg");
    uint32_t sb = an->sents[an->tokens[v].sent].beg, se = an->sents[an->tokens[v].sent].end;
    int32_t why = -1, effect = -1, subj = at_subject(an, v);
    if ((at_eq(need, AT_S("pass")) && !passive) || at_negated(an, v))
        return;
    if (an->tokens[v].rel == AT_R_ACL_RELCL && an->tokens[v].head >= 0 && (subj < 0 || an->tokens[subj].upos == AT_PRON || an->tokens[subj].upos == AT_DET))
        subj = an->tokens[v].head; /* the relative pronoun stands for its noun */
    if (reverse) {
        if (!cause_verb_object(an, v, arg, &why))
            return;
        effect = passive && at_dep(an, v, AT_R_OBJ) >= 0 ? at_dep(an, v, AT_R_OBJ) : subj;
        if (!passive && at_dep(an, v, AT_R_OBJ) >= 0)
            effect = at_dep(an, v, AT_R_OBJ); /* "attributed banditry to the roads" */
        if (at_eq(an->tokens[v].lemma, AT_S("die")))
            effect = (int32_t)v;
    } else if (passive && !arg.n) {
        for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next)
            if (an->tokens[d].rel == AT_R_OBL_AGENT || (an->tokens[d].rel == AT_R_OBL && at_dep_lemma(an, (uint32_t)d, AT_S("by")) >= 0))
                why = d;
        effect = subj;
    } else {
        why = subj;
        if (!cause_verb_object(an, v, arg, &effect))
            return;
    }
    if (why < 0 || effect < 0 || why == effect)
        return;
    at_span w = at_subtree(an, (uint32_t)why), whole = at_subtree(an, v);
    for (int32_t d = an->tokens[why].child; d >= 0 && d < why; d = an->tokens[d].next) /* "sparked by X": X */
        if (an->tokens[d].rel == AT_R_CASE && (uint32_t)d + 1 > w.beg)
            w.beg = (uint32_t)d + 1;
    cause k = {v, v, whole.end, (uint32_t)why, (uint32_t)effect, w.beg, w.end, "cause-verb", at_lexicon_ref(x, row, c->mem), 0.6f};
    if ((uint32_t)why < v) { /* from the cause to the end of the effect */
        at_span e = at_subtree(an, (uint32_t)effect);
        k.beg = w.beg;
        k.end = e.end;
        if (w.end > v)
            k.why_end = v;
        if (k.beg + 45 < v) /* a far subject: only the verb and its object */
            k.beg = v;
    }
    if (k.beg < sb)
        k.beg = sb;
    if (k.end > se)
        k.end = se;
    add(c, &k);
}

/* "to disperse the crowd", "to protect civilians": a purpose clause of an act. */
static void by_purpose(at_ctx *c, uint32_t v)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[v];
    if (t->upos == AT_VERB && t->rel == AT_R_CONJ && t->head >= 0 && an->tokens[t->head].rel == AT_R_ADVCL)
        t = &an->tokens[t->head]; /* "to show solidarity and to criticise their leaders" */
    if (an->tokens[v].upos != AT_VERB || t->rel != AT_R_ADVCL || t->head < 0 || (uint32_t)t->head > v || at_dep(an, v, AT_R_NSUBJ) >= 0)
        return;
    int32_t to = at_dep_lemma(an, v, AT_S("to"));
    if (to < 0 || an->tokens[to].rel != AT_R_MARK || (uint32_t)to > v)
        return;
    const at_token *h = &an->tokens[t->head];
    if (h->upos != AT_VERB || !role_is(an, (uint32_t)(t - an->tokens), AT_ARGM_PRP))
        return;
    at_span s = at_subtree(an, v);
    for (int32_t d = at_dep(an, v, AT_R_CONJ); d >= 0; d = at_dep_next(an, d, AT_R_CONJ))
        if (at_dep_lemma(an, (uint32_t)d, AT_S("to")) >= 0 && at_subtree(an, (uint32_t)d).beg < s.end) {
            s.end = at_subtree(an, (uint32_t)d).beg; /* the second purpose is a row of its own */
            while (s.end > v + 1 && (an->tokens[s.end - 1].rel == AT_R_CC || an->tokens[s.end - 1].upos == AT_PUNCT))
                s.end--;
            break;
        }
    cause k = {(uint32_t)to, (uint32_t)to, s.end, v, (uint32_t)t->head, (uint32_t)to, s.end, "cause-purpose", {"", 0}, 0.5f};
    if (to > 1 && at_eq(an->tokens[to - 1].lower, AT_S("order")))
        return; /* "in order to" is a signal of the table */
    const at_lexicon *x = at_lexicon_get(c->lex, "demands.tsv");
    if (at_in_list(at_lexicon_cell(x, at_lexicon_row(x, h->lemma), "comp"), ',', AT_S("inf")))
        return; /* "call on all to show restraint": what is asked, no purpose */
    add(c, &k);
}

static bool tag_is(const at_tags *g, uint32_t tok, const char *label)
{
    return g && at_eq_fold(g->labels[g->of[tok]], at_strz(label));
}

static bool overlapped(const at_ctx *c, at_span b)
{
    for (size_t i = c->findings.n; i-- > 0;) {
        const at_finding *f = &c->findings.p[i];
        if (f->kind == AT_K_CAUSE && f->span.beg < b.end && b.beg < f->span.end)
            return true;
    }
    return false;
}

/* Spans that the learned head tags as causes and no rule gave; the cause within them as the causal head has it, else all. */
static void by_learned(at_ctx *c)
{
    const at_analysis *an = c->an;
    const at_tags *find = at_tags_of(an, "find"), *parts = at_tags_of(an, "cause");
    for (uint32_t t = 0, e; find && t < an->ntokens; t = e) {
        uint32_t end = an->sents[an->tokens[t].sent].end;
        e = t + 1;
        if (!tag_is(find, t, "B-CAUSE") || c->boilerplate[an->tokens[t].sent])
            continue;
        while (e < end && tag_is(find, e, "I-CAUSE"))
            e++;
        uint32_t wb = t, we = e, h;
        if (e - t < 3 || overlapped(c, at_bytes(an, t, e)))
            continue;
        for (uint32_t i = t; i < e; i++)
            if (tag_is(parts, i, "B-CAUSE")) {
                wb = i;
                for (we = i + 1; we < e && tag_is(parts, we, "I-CAUSE"); we++)
                    ;
                break;
            }
        h = at_causal_top(an, (at_span){wb, we});
        int32_t up = an->tokens[h].head;
        cause k = {t, t, e, h, up < 0 ? h : (uint32_t)up, wb, we, "cause-learned", {"", 0}, 0.5f};
        add(c, &k);
    }
}

/* Least chance of the top word of a cause that no other way gave; the confidence decides. Of 467 in 396 labelled documents 44 are right;
 * with 0.2 and the spans of the head "cause" 77 of 1,234, with no clear gain. */
#define PAIR_MIN 0.4f

/* Pairs of cause and effect that the learned heads see and no other way gave. */
static void by_pairs(at_ctx *c, uint32_t s)
{
    const at_analysis *an = c->an;
    at_cause_pair p[AT_CAUSAL_MAX];
    uint32_t n = c->boilerplate[s] ? 0 : at_causal_of(an, s, PAIR_MIN, p);
    for (uint32_t i = 0; i < n; i++) {
        at_span w = p[i].cause, e = p[i].effect, g = p[i].signal, all = w;
        bool signal = g.end > g.beg;
        if (signal) {
            all.beg = g.beg < all.beg ? g.beg : all.beg;
            all.end = g.end > all.end ? g.end : all.end;
        }
        if (signal && w.end <= g.beg && g.end <= e.beg) /* "the unrest which triggered five days of rioting" */
            all.end = e.end;
        if (overlapped(c, at_bytes(an, all.beg, all.end)))
            continue;
        cause k = {signal ? g.beg : w.beg, all.beg, all.end, at_causal_top(an, w), at_causal_top(an, e), w.beg, w.end, "cause-pair", {"", 0}, 0.5f};
        add(c, &k);
    }
}

void at_cause_run(at_ctx *c)
{
    const at_analysis *an = c->an;
    const at_lexicon *x = at_lexicon_get(c->lex, "causes.tsv");
    at_map first; /* first word -> 1 + first row whose key begins with it; chained by next */
    uint32_t *next = at_new(c->mem, uint32_t, x->t.nrows);
    at_map_init(&first, c->mem);
    for (uint32_t r = x->t.nrows; r-- > 0;) {
        at_str key = at_cell(&x->t, r, 0), w;
        (void)at_cut(&key, ' ', &w);
        uint32_t *at = at_map_at(&first, w);
        next[r] = *at;
        *at = r;
    }
    for (uint32_t s = 0; s < an->nsents; s++) {
        uint32_t end = an->sents[s].end;
        for (uint32_t i = an->sents[s].beg; i < end && !c->boilerplate[s]; i++) {
            const at_token *t = &an->tokens[i];
            uint32_t jump = 0;
            for (uint32_t r = at_map_get(&first, t->lower); r != AT_NONE && !jump; r = next[r]) {
                at_str kind = at_lexicon_cell(x, r, "kind");
                if (!at_eq(kind, AT_S("verb")) && !at_eq(kind, AT_S("rverb")))
                    jump = at_signal(c, x, r, i, end);
            }
            if (t->upos == AT_VERB) {
                for (uint32_t r = at_lexicon_row(x, t->lemma); r != AT_NONE; r = x->again[r]) {
                    at_str kind = at_lexicon_cell(x, r, "kind");
                    if (at_eq(kind, AT_S("verb")) || at_eq(kind, AT_S("rverb")))
                        by_verb(c, x, r, i);
                }
                by_purpose(c, i);
            }
            if (jump > 1)
                i += jump - 1;
        }
    }
    by_learned(c);
    for (uint32_t s = 0; s < an->nsents; s++)
        by_pairs(c, s);
}
