#include "find/when_of.h"

#include "find/when.h"

static bool lemma_in(const at_token *t, const char *const *words)
{
    for (; *words; words++)
        if (at_eq(t->lemma, at_strz(*words)))
            return true;
    return false;
}

static bool lower_in(const at_token *t, const char *const *words)
{
    for (; *words; words++)
        if (at_eq(t->lower, at_strz(*words)))
            return true;
    return false;
}

bool at__when_speech(const at_analysis *an, uint32_t tok)
{
    static const char *const SAY[] = {"say", "tell", "announce", "report", "claim", "add", "state", "declare", "note", "explain", "believe", "think", "know", "argue", "insist", "confirm", "deny", "warn",
                                      "write", "tweet", "post", "quote", "estimate", "suggest", "allege", "assert", "stress", "underline", "reveal", "disclose", "hear", "learn", "understand", "show",
                                      "indicate", "describe", "recall", "complain", "predict", "admit", "acknowledge", "accuse", "condemn", "denounce", "praise", "welcome", "criticize", "criticise", NULL};
    return lemma_in(&an->tokens[tok], SAY);
}

/* The verb whose clause tok stands in: itself, or the nearest verb or predicate above. AT_NONE if there is none. */
static uint32_t clause_verb(const at_analysis *an, uint32_t tok)
{
    int32_t t = (int32_t)tok;
    for (int k = 0; t >= 0 && k < 12; k++, t = an->tokens[t].head) {
        const at_token *x = &an->tokens[t];
        if (x->upos == AT_VERB || x->head < 0 || at_dep(an, (uint32_t)t, AT_R_COP) >= 0)
            return (uint32_t)t;
    }
    return AT_NONE;
}

static bool has_aux(const at_analysis *an, uint32_t verb, const char *const *forms)
{
    for (int32_t d = an->tokens[verb].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if ((t->rel == AT_R_AUX || t->rel == AT_R_AUX_PASS || t->rel == AT_R_COP) && lower_in(t, forms))
            return true;
    }
    return false;
}

static bool infinitive(const at_analysis *an, uint32_t verb)
{
    for (int32_t d = an->tokens[verb].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_MARK && at_eq(an->tokens[d].lower, AT_S("to")))
            return true;
    return false;
}

bool at__when_future(const at_analysis *an, uint32_t tok)
{
    static const char *const WILL[] = {"will", "'ll", "shall", "wo", "would", NULL};
    static const char *const PLAN[] = {"plan", "schedule", "expect", "due", "slate", "intend", "set", "hope", "vow", "promise", "pledge", "threaten", "propose", "aim", "prepare", NULL};
    int32_t t = (int32_t)tok;
    for (int k = 0; t >= 0 && k < 8; k++) {
        const at_token *x = &an->tokens[t];
        if (x->upos == AT_VERB || x->upos == AT_ADJ || at_dep(an, (uint32_t)t, AT_R_COP) >= 0) {
            if (has_aux(an, (uint32_t)t, WILL))
                return true;
            if ((uint32_t)t != tok && lemma_in(x, PLAN))
                return true;
            if (infinitive(an, (uint32_t)t) && x->head >= 0) {
                const at_token *h = &an->tokens[x->head];
                if (lemma_in(h, PLAN) || at_eq(h->lemma, AT_S("be")) || at_eq(h->lemma, AT_S("go")))
                    return true;
            } else if (x->rel != AT_R_XCOMP && x->rel != AT_R_CONJ) {
                return false;
            }
        }
        t = x->head;
    }
    return false;
}

/* ---- what when.c asks for ---- */

static bool resolved(const at_timex *x)
{
    return !x->duration && x->when.precision != AT_P_NONE;
}

static void anchor_all(at_ctx *c, at_w_state *w)
{
    for (size_t i = c->timexes.n; i-- > 0;) {
        at_w_info *f = &w->info.p[i];
        if (f->anchor == AT_NONE)
            continue;
        f->next = w->first[f->anchor];
        w->first[f->anchor] = (int32_t)i;
    }
}

/* Does the expression say when something in the story happened: a day or a few, not ahead? */
static bool story_day(const at_ctx *c, const at_w_state *w, size_t i)
{
    const at_when *p = &w->info.p[i].plain;
    const at_timex *x = &c->timexes.p[i];
    if (!resolved(x) || p->from == AT_NODAY || p->to == AT_NODAY || p->to - p->from > 6 || w->info.p[i].spec.kind == AT_W_REF)
        return false;
    if (w->info.p[i].prep == AT_WP_BEFORE || w->info.p[i].prep == AT_WP_UNTIL)
        return false;
    return c->published == AT_NODAY || p->from <= c->published;
}

void at__when_attach(at_ctx *c, at_w_state *w)
{
    const at_analysis *an = c->an;
    w->first = at_new(c->mem, int32_t, an->ntokens);
    w->clock = at_new(c->mem, int32_t, an->nsents);
    w->lead = at_new(c->mem, int32_t, an->nsents);
    for (uint32_t i = 0; i < an->ntokens; i++)
        w->first[i] = -1;
    anchor_all(c, w);
    int32_t now = -1;
    size_t k = 0;
    for (uint32_t s = 0; s < an->nsents; s++) {
        w->clock[s] = now;
        w->lead[s] = -1;
        for (; k < c->timexes.n && c->timexes.p[k].beg < an->sents[s].end; k++) {
            const at_timex *x = &c->timexes.p[k];
            if (x->beg <= an->sents[s].beg + 2 && w->lead[s] < 0 && resolved(x))
                w->lead[s] = (int32_t)k;
            uint32_t a = w->info.p[k].anchor;
            if (story_day(c, w, k) && a != AT_NONE && !at__when_speech(an, a))
                now = (int32_t)k;
        }
    }
}

/* ---- the question ---- */

static at_when none(void)
{
    return (at_when){AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
}

/* The best time expression that modifies tok itself: finer before coarser, earlier before later. */
static int32_t own(const at_ctx *c, const at_w_state *w, uint32_t tok)
{
    int32_t best = -1;
    for (int32_t i = w->first[tok]; i >= 0; i = w->info.p[i].next) {
        const at_timex *x = &c->timexes.p[i];
        if (!resolved(x))
            continue;
        if (best < 0 || (x->when.precision < c->timexes.p[best].when.precision && c->timexes.p[best].when.precision != AT_P_OPEN))
            best = i;
    }
    return best;
}

/* In the temporal argument that the roles give, if that is no clause. */
static int32_t by_role(const at_ctx *c, uint32_t tok)
{
    const at_arg *a = at_arg_of(c->an, tok, AT_ARGM_TMP);
    if (!a || c->an->tokens[a->head].upos == AT_VERB)
        return -1;
    for (uint32_t t = a->beg; t < a->end && t < a->beg + 12; t++)
        if (c->timex_of[t] >= 0 && resolved(&c->timexes.p[c->timex_of[t]]))
            return c->timex_of[t];
    return -1;
}

/* A noun that depends on the verb and has a day of its own: "during protests on July 13", "Monday's attack killed". */
static int32_t by_noun(const at_ctx *c, const at_w_state *w, uint32_t tok, uint32_t except)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if ((uint32_t)d == except || (t->rel != AT_R_OBL && t->rel != AT_R_OBJ && t->rel != AT_R_NSUBJ && t->rel != AT_R_NSUBJ_PASS && t->rel != AT_R_NMOD))
            continue;
        int32_t i = own(c, w, (uint32_t)d);
        if (i >= 0 && c->timexes.p[i].when.precision <= AT_P_NIGHT)
            return i;
    }
    return -1;
}

static int32_t at_token_itself(const at_ctx *c, const at_w_state *w, uint32_t tok, uint32_t except)
{
    int32_t i = own(c, w, tok);
    if (i < 0)
        i = by_role(c, tok);
    if (i < 0)
        i = by_noun(c, w, tok, except);
    return i;
}

/* May the days of the head be those of tok? */
static bool climbs(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    if (t->head < 0)
        return false;
    bool speech = at__when_speech(an, (uint32_t)t->head);
    switch (t->rel) {
    case AT_R_CONJ: case AT_R_XCOMP: case AT_R_NMOD: case AT_R_COMPOUND: case AT_R_APPOS: case AT_R_NMOD_POSS: case AT_R_ACL: case AT_R_AMOD:
        return true;
    case AT_R_ADVCL:
        return !at_negated(an, tok);
    case AT_R_NSUBJ: case AT_R_NSUBJ_PASS: case AT_R_OBJ: case AT_R_OBL: case AT_R_CSUBJ:
        return !speech;
    case AT_R_CCOMP:
        return !speech;
    default:
        return false;
    }
}

static int32_t climb(const at_ctx *c, const at_w_state *w, uint32_t tok)
{
    const at_analysis *an = c->an;
    uint32_t t = tok;
    for (int k = 0; k < 6; k++) {
        int32_t i = at_token_itself(c, w, t, k ? t : AT_NONE);
        if (i >= 0)
            return i;
        for (int32_t d = at_dep(an, t, AT_R_CONJ); d >= 0; d = at_dep_next(an, d, AT_R_CONJ)) {
            i = own(c, w, (uint32_t)d);
            if (i >= 0)
                return i;
        }
        if (!climbs(an, t))
            return -1;
        t = (uint32_t)an->tokens[t].head;
    }
    return -1;
}

typedef enum { PAST, PRESENT, PRESENT_PERFECT, PRESENT_PERFECT_PROGRESSIVE, PAST_PERFECT, FUTURE, NOTENSE } tense;

static tense tense_of(const at_analysis *an, uint32_t v, int depth)
{
    static const char *const HAVE[] = {"has", "have", "'ve", NULL}, *const HAD[] = {"had", "'d", NULL};
    static const char *const WILL[] = {"will", "'ll", "shall", "wo", "would", "could", "may", "might", "can", "should", "must", "ca", NULL};
    static const char *const IS[] = {"is", "are", "am", "'s", "'re", "'m", NULL}, *const WAS[] = {"was", "were", NULL};
    const at_token *t = &an->tokens[v];
    if (has_aux(an, v, WILL))
        return FUTURE;
    if (has_aux(an, v, HAVE))
        return (t->feats & AT_F_GER) || at_ends(t->lower, AT_S("ing")) ? PRESENT_PERFECT_PROGRESSIVE : PRESENT_PERFECT;
    if (has_aux(an, v, HAD))
        return PAST_PERFECT;
    if (has_aux(an, v, IS))
        return PRESENT;
    if (has_aux(an, v, WAS))
        return PAST;
    if (t->feats & AT_F_FIN)
        return t->feats & AT_F_PRES ? PRESENT : t->feats & AT_F_PAST ? PAST : NOTENSE;
    bool up = t->rel == AT_R_CONJ || t->rel == AT_R_XCOMP || t->rel == AT_R_ADVCL || t->rel == AT_R_ACL || t->rel == AT_R_OBJ || t->rel == AT_R_NSUBJ || t->rel == AT_R_NSUBJ_PASS || t->rel == AT_R_OBL ||
              t->rel == AT_R_NMOD || t->rel == AT_R_COMPOUND || t->rel == AT_R_AMOD || t->rel == AT_R_CCOMP;
    if (depth < 6 && up && t->head >= 0)
        return tense_of(an, (uint32_t)t->head, depth + 1);
    return NOTENSE;
}

static at_when of_timex(const at_ctx *c, int32_t i)
{
    at_when w = c->timexes.p[i].when;
    return w;
}

at_when at_when_of(const at_ctx *c, uint32_t tok)
{
    const at_w_state *w = c->own[AT_OWN_WHEN];
    const at_analysis *an = c->an;
    if (!w || tok >= an->ntokens)
        return none();
    int32_t i = climb(c, w, tok);
    if (i >= 0)
        return of_timex(c, i);
    uint32_t v = clause_verb(an, tok);
    tense t = v == AT_NONE ? NOTENSE : tense_of(an, v, 0);
    bool verb = v == tok;
    if (t == PRESENT && verb && c->published != AT_NODAY)
        return (at_when){c->published, c->published, AT_P_DAY, {0, 0}};
    if (t == PAST && verb && w->clock[an->tokens[tok].sent] >= 0)
        return of_timex(c, w->clock[an->tokens[tok].sent]);
    return none();
}
