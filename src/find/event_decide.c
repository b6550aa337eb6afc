#include "find/event_decide.h"

#include "base/str.h"
#include "find/event.h"
#include "find/say.h"
#include "find/when_of.h"
#include "find/where_words.h"
#include <math.h>

static const char *const NAMES[] = {
#define X(name) #name,
    AT__ROW_RULES(X) AT__ROW_WORD(X)
#undef X
};

const char *at__row_feature(uint32_t k)
{
    return k < AT__R_COUNT ? NAMES[k] : "";
}

static float number(const at_lexicon *x, at_str key)
{
    uint32_t r = at_lexicon_row(x, key);
    return r == AT_NONE ? 0 : (float)at_where_degrees(at_lexicon_cell(x, r, "weight"));
}

static const float *weights(at__ev *ev)
{
    if (!ev->row_weight) {
        const at_lexicon *x = at_lexicon_get(ev->c->lex, "event_rows.tsv");
        ev->row_weight = at_new(ev->c->mem, float, AT__R_COUNT);
        for (uint32_t k = 0; k < AT__R_COUNT; k++)
            ev->row_weight[k] = number(x, at_strz(NAMES[k]));
    }
    return ev->row_weight;
}

static float likely(float p)
{
    p = p < 0.003f ? 0.003f : p > 0.997f ? 0.997f : p;
    return logf(p / (1 - p)) / 3;
}

/* The learned heads, and what the learned spans take the word for. */
static void heads(const at__ev *ev, const at__evidence *e, float *x)
{
    static const struct {
        const char *label;
        int feature;
    } spans[] = {{"statement", AT__R_IN_STATEMENT}, {"demand", AT__R_IN_DEMAND}, {"cause", AT__R_IN_CAUSE}, {"figure", AT__R_IN_FIGURE}, {"framing", AT__R_IN_FRAMING}, {"silence", AT__R_IN_SILENCE}};
    const at_token *t = &ev->an->tokens[e->tok];
    bool same = t->event == e->type, other = t->event != AT_NOEVENT && !same;
    x[AT__R_ANY] = t->event_any;
    x[AT__R_ANY_LOG] = likely(t->event_any);
    x[AT__R_ANY_RULES] = e->rules ? x[AT__R_ANY_LOG] : 0;
    x[AT__R_ANY_NO_ROW] = e->sense ? 0 : x[AT__R_ANY_LOG];
    x[AT__R_SAME] = same;
    x[AT__R_OTHER] = other;
    x[AT__R_SAME_P] = same ? t->event_p : 0;
    x[AT__R_OTHER_P] = other ? t->event_p : 0;
    for (uint32_t i = e->tok > 4 ? e->tok - 4 : 0; i < e->tok + 5 && i < ev->an->ntokens; i++)
        if (i != e->tok && ev->an->tokens[i].sent == t->sent && ev->an->tokens[i].event_any > x[AT__R_NEIGHBOUR])
            x[AT__R_NEIGHBOUR] = ev->an->tokens[i].event_any;
    const at_tags *find = at_tags_of(ev->an, "find");
    at_str label = find ? find->labels[find->of[e->tok]] : (at_str){"", 0};
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (label.n > 2 && at_eq_fold(at_sub(label, 2, label.n), at_strz(spans[i].label)))
            x[spans[i].feature] = 1;
}

static void construction(const at__ev *ev, const at__evidence *e, float *x)
{
    static const struct {
        uint8_t rel;
        int feature;
    } rels[] = {{AT_R_ROOT, AT__R_ROOT}, {AT_R_CONJ, AT__R_CONJ}, {AT_R_CCOMP, AT__R_CCOMP}, {AT_R_XCOMP, AT__R_XCOMP}, {AT_R_ADVCL, AT__R_ADVCL}, {AT_R_ACL, AT__R_ACL}, {AT_R_ACL_RELCL, AT__R_RELCL},
                {AT_R_AMOD, AT__R_AMOD}, {AT_R_COMPOUND, AT__R_COMPOUND}, {AT_R_OBJ, AT__R_OBJ}, {AT_R_OBL, AT__R_OBL}, {AT_R_NSUBJ, AT__R_NSUBJ}, {AT_R_NSUBJ_PASS, AT__R_NSUBJ}, {AT_R_NMOD, AT__R_NMOD},
                {AT_R_PARATAXIS, AT__R_PARATAXIS}, {AT_R_APPOS, AT__R_APPOS}};
    const at_analysis *an = ev->an;
    const at_token *t = &an->tokens[e->tok];
    for (size_t i = 0; i < sizeof rels / sizeof *rels; i++)
        if (t->rel == rels[i].rel)
            x[rels[i].feature] = 1;
    x[AT__R_VERB] = t->upos == AT_VERB;
    x[AT__R_ADJ] = t->upos == AT_ADJ;
    x[AT__R_PROPN] = t->upos == AT_PROPN;
    x[AT__R_PASSIVE] = t->upos == AT_VERB && at_passive(an, e->tok);
    x[AT__R_GERUND] = t->upos == AT_VERB && (t->feats & AT_F_GER);
    x[AT__R_INFINITIVE] = t->upos == AT_VERB && (t->feats & AT_F_INF);
    int tense = at__when_tense(ev->c, e->told);
    x[AT__R_PAST] = tense == 0;
    x[AT__R_FUTURE] = tense == 5;
    x[AT__R_PLURAL] = e->noun && (t->feats & AT_F_PLUR);
    x[AT__R_BARE_NOUN] = e->noun && t->child < 0;
    x[AT__R_DEFINITE] = e->noun && at_dep(an, e->tok, AT_R_DET) >= 0;
    for (int32_t d = t->child; d >= 0; d = an->tokens[d].next)
        x[AT__R_MODAL] += an->tokens[d].rel == AT_R_AUX && at_in_list(AT_S("may might could can should must ought would"), ' ', an->tokens[d].lower);
}

static void told(const at__ev *ev, const at__evidence *e, float *x)
{
    const at_token *t = &ev->an->tokens[e->tok];
    const at_attribution *say = at_say_at(ev->c, e->tok);
    x[AT__R_ACTOR] = e->actors > 0;
    x[AT__R_NAMED_ACTOR] = e->named_actor;
    x[AT__R_RECIPIENT] = e->recipients > 0;
    x[AT__R_NAMED_RECIPIENT] = e->named_recipient;
    x[AT__R_NEITHER] = !e->actors && !e->recipients;
    x[AT__R_NEGATED] = e->negated;
    x[AT__R_UNCERTAIN] = e->stance != AT_ASSERTED;
    x[AT__R_SAID] = say && say->nsource;
    x[AT__R_QUOTED] = say && say->direct;
    x[AT__R_LEDE] = ev->an->sents[t->sent].para == 0;
    x[AT__R_SECOND] = ev->an->sents[t->sent].para == 1;
    x[AT__R_LONG] = ev->an->nsents > 25;
    x[AT__R_SHORT] = ev->an->nsents < 8;
    for (int32_t d = t->child; d >= 0; d = ev->an->tokens[d].next) {
        x[AT__R_DATED] += x[AT__R_DATED] == 0 && ev->c->timex_of[d] >= 0;
        x[AT__R_PLACED] += x[AT__R_PLACED] == 0 && ev->c->place_of[d] >= 0;
    }
    x[e->noun ? AT__R_N_1 + (int)e->type - 1 : AT__R_T_1 + (int)e->type - 1] = 1;
}

float at__row_weight(at__ev *ev, uint32_t feature)
{
    return weights(ev)[feature];
}

bool at__same_clause(at_span a, at_span b)
{
    size_t beg = a.beg > b.beg ? a.beg : b.beg, end = a.end < b.end ? a.end : b.end;
    if (end <= beg)
        return false;
    size_t both = end - beg, na = a.end - a.beg, nb = b.end - b.beg;
    return both * 2 >= (na < nb ? na : nb) && both * 4 >= na + nb - both;
}

float at__row_score(at__ev *ev, const at__evidence *e)
{
    float x[AT__R_COUNT] = {0};
    const float *w = weights(ev);
    x[AT__R_BIAS] = 1;
    x[AT__R_RULES] = e->rules;
    x[AT__R_NO_ROW] = !e->sense;
    x[AT__R_VERB_ROW] = e->sense && !e->noun;
    x[AT__R_NOUN_ROW] = e->sense && e->noun;
    for (uint32_t k = 0; k < AT__R_BIAS; k++)
        x[k] = (float)(e->seen >> k & 1);
    heads(ev, e, x);
    construction(ev, e, x);
    told(ev, e, x);
    float score = number(at_lexicon_get(ev->c->lex, "event_rows.tsv"), at_arena_fmt(ev->c->mem, "%.*s %s", AT_FMT(ev->lemma[e->tok]), at_event_type_name(e->type)));
    for (uint32_t k = 0; k < AT__R_COUNT; k++)
        score += w[k] * x[k];
    uint64_t weak_none = 1ull << AT__R_NONE_ROW | 1ull << AT__R_WEAK_HEAD;
    uint64_t no_fact = 1ull << AT__R_NATURE | 1ull << AT__R_NOBODY | 1ull << AT__R_PURPOSE | 1ull << AT__R_CONDITION;
    bool never = (e->seen & no_fact) || (e->seen & weak_none) == weak_none;
    if (w[AT__R_BIAS] == 0)
        score = e->rules ? 1 : -1;
    if (never) /* the guide leaves no doubt */
        score = -10;
    at__row_cands *all = ev->c->own[AT_OWN_EVENT];
    if (all) {
        at__row_cand *r = at_push(ev->c->mem, all);
        r->tok = e->tok;
        r->type = e->type;
        r->lemma = ev->lemma[e->tok];
        r->rules = e->rules;
        r->span = e->span;
        memcpy(r->x, x, sizeof x);
    }
    return score;
}
