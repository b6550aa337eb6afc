#include "find/when_of.h"

#include "find/figure_base.h"
#include "find/when.h"

static bool lemma_in(const at_token *t, const char *const *words)
{
    for (; *words; words++)
        if (at_eq(t->lemma, at_strz(*words)) || at__figure_form_of(t->lower, at_strz(*words)))
            return true;
    return false;
}

bool at__when_speech(const at_analysis *an, uint32_t tok)
{
    static const char *const SAY[] = {"say",      "tell",     "announce", "report",  "claim",      "add",         "state",
                                      "declare",  "note",     "explain",  "believe", "think",      "know",        "argue",
                                      "insist",   "confirm",  "deny",     "warn",    "write",      "tweet",       "post",
                                      "quote",    "estimate", "suggest",  "allege",  "assert",     "stress",      "underline",
                                      "reveal",   "disclose", "hear",     "learn",   "understand", "show",        "indicate",
                                      "describe", "recall",   "complain", "predict", "admit",      "acknowledge", "accuse",
                                      "condemn",  "denounce", "praise",   "welcome", "criticize",  "criticise",   NULL};
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
        if ((t->rel == AT_R_AUX || t->rel == AT_R_AUX_PASS || t->rel == AT_R_COP) && at_one_of(t->lower, forms))
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
    static const char *const DUE[] = {"schedule", "expect", "due", "slate",
                                      NULL}; /* their own day is ahead; a promise's is not */
    static const char *const PLAN[] = {"plan", "schedule", "expect", "due",      "slate",   "intend", "set",     "hope",
                                       "vow",  "promise",  "pledge", "threaten", "propose", "aim",    "prepare", NULL};
    int32_t t = (int32_t)tok;
    for (int k = 0; t >= 0 && k < 8; k++) {
        const at_token *x = &an->tokens[t];
        if (x->upos == AT_VERB || x->upos == AT_ADJ || at_dep(an, (uint32_t)t, AT_R_COP) >= 0) {
            if (has_aux(an, (uint32_t)t, WILL))
                return true;
            if ((uint32_t)t != tok && lemma_in(x, DUE))
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

/* "ISLAMABAD, Mar 03: ", "KABUL (May 11, 2012) -- ": a day near the start of the first sentences with a sign behind it. */
static bool dateline(const at_ctx *c, size_t i)
{
    const at_analysis *an = c->an;
    const at_timex *x = &c->timexes.p[i];
    uint32_t s = an->tokens[x->beg].sent;
    if (s > 3 || x->beg > an->sents[s].beg + 8 || x->end >= an->sents[s].end)
        return false;
    at_str n = an->tokens[x->end].lower;
    return at_eq(n, AT_S(":")) || at_eq(n, AT_S("(")) || at_starts(n, AT_S("-")) ||
           (at_eq(n, AT_S(")")) && x->beg > an->sents[s].beg);
}

static void anchor_all(at_ctx *c, at_w_state *w)
{
    for (size_t i = c->timexes.n; i-- > 0;) {
        at_w_info *f = &w->info.p[i];
        if (f->anchor == AT_NONE || dateline(c, i))
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

/* ---- tense ---- */

typedef enum { PAST, PRESENT, PRESENT_PERFECT, PRESENT_PERFECT_PROGRESSIVE, PAST_PERFECT, FUTURE, NOTENSE } tense;

static tense tense_of(const at_analysis *an, uint32_t v, int depth)
{
    static const char *const HAVE[] = {"has", "have", "'ve", NULL}, *const HAD[] = {"had", "'d", NULL};
    static const char *const WILL[] = {"will",  "'ll", "shall",  "wo",   "would", "could", "may",
                                       "might", "can", "should", "must", "ca",    NULL};
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
    bool up = t->rel == AT_R_CONJ || t->rel == AT_R_XCOMP || t->rel == AT_R_ADVCL || t->rel == AT_R_ACL || t->rel == AT_R_OBJ ||
              t->rel == AT_R_NSUBJ || t->rel == AT_R_NSUBJ_PASS || t->rel == AT_R_OBL || t->rel == AT_R_NMOD ||
              t->rel == AT_R_COMPOUND || t->rel == AT_R_AMOD || t->rel == AT_R_CCOMP;
    if (depth < 6 && up && t->head >= 0)
        return tense_of(an, (uint32_t)t->head, depth + 1);
    return NOTENSE;
}

/* ---- the question ---- */

static at_when none(void)
{
    return (at_when){AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
}

/* May the expression date a clause of this tense? What was done did not happen ahead; "the 17th attack since 2018" was not since
 * 2018. */
static bool fits(const at_ctx *c, const at_w_state *w, int32_t i, tense t, bool own)
{
    const at_when *p = &w->info.p[i].plain;
    const at_spec *s = &w->info.p[i].spec;
    bool till_now = w->info.p[i].prep == AT_WP_SINCE || s->kind == AT_W_SPAN || s->kind == AT_W_REF ||
                    (s->kind == AT_W_DEICTIC && s->off == 0) || (s->has_rel && s->rel == 0);
    if (t == PRESENT_PERFECT && !own && !till_now)
        return false; /* "have arrested, according to a statement released on Thursday" */
    if (t == PAST && c->published != AT_NODAY && p->from != AT_NODAY && p->from > c->published + 1)
        return false;
    return !(t == PAST && w->info.p[i].prep == AT_WP_SINCE);
}

/* The best time expression that modifies tok itself: finer before coarser, earlier before later. */
static int32_t own(const at_ctx *c, const at_w_state *w, uint32_t tok)
{
    int32_t best = -1;
    tense t = tense_of(c->an, tok, 0);
    for (int32_t i = w->first[tok]; i >= 0; i = w->info.p[i].next) {
        const at_timex *x = &c->timexes.p[i];
        if (!resolved(x) || !fits(c, w, i, t, true))
            continue;
        if (best < 0 || (x->when.precision < c->timexes.p[best].when.precision && c->timexes.p[best].when.precision != AT_P_OPEN))
            best = i;
    }
    return best;
}

/* In the temporal argument that the roles give, if that is no clause. */
static int32_t by_role(const at_ctx *c, const at_w_state *w, uint32_t tok)
{
    const at_arg *a = at_arg_of(c->an, tok, AT_ARGM_TMP);
    if (!a || c->an->tokens[a->head].upos == AT_VERB)
        return -1;
    tense now = tense_of(c->an, tok, 0);
    for (uint32_t t = a->beg; t < a->end && t < a->beg + 12; t++) {
        int32_t i = c->timex_of[t];
        if (i < 0 || !resolved(&c->timexes.p[i]) || !fits(c, w, i, now, false))
            continue;
        uint32_t at = w->info.p[i].anchor;
        if (at == AT_NONE || at == tok || !at__when_speech(c->an, at))
            return i;
    }
    return -1;
}

/* A noun that depends on the verb and has a day of its own: "during protests on July 13", "Monday's attack killed". */
static int32_t by_noun(const at_ctx *c, const at_w_state *w, uint32_t tok, uint32_t except)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if ((uint32_t)d == except || (t->rel != AT_R_OBL && t->rel != AT_R_OBJ && t->rel != AT_R_NSUBJ &&
                                      t->rel != AT_R_NSUBJ_PASS && t->rel != AT_R_NMOD))
            continue;
        int32_t i = own(c, w, (uint32_t)d);
        if (i >= 0 && c->timexes.p[i].when.precision <= AT_P_NIGHT)
            return i;
    }
    return -1;
}

/* "the operation that started in April": the day in the noun's own relative clause or participle */
static int32_t by_relative(const at_ctx *c, const at_w_state *w, uint32_t tok)
{
    const at_analysis *an = c->an;
    if (an->tokens[tok].upos != AT_NOUN)
        return -1;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        if (an->tokens[d].rel != AT_R_ACL_RELCL && an->tokens[d].rel != AT_R_ACL)
            continue;
        int32_t i = at__when_speech(an, (uint32_t)d) ? -1 : own(c, w, (uint32_t)d);
        if (i >= 0)
            return i;
    }
    return -1;
}

static int32_t at_token_itself(const at_ctx *c, const at_w_state *w, uint32_t tok, uint32_t except)
{
    int32_t i = own(c, w, tok);
    if (i < 0)
        i = by_role(c, w, tok);
    if (i < 0)
        i = by_noun(c, w, tok, except);
    if (i < 0 && except == AT_NONE)
        i = by_relative(c, w, tok);
    return i;
}

/* "following the resignation", "before being moved": what the word puts at another time than the clause. */
static bool apart(const at_analysis *an, uint32_t tok)
{
    static const char *const AT[] = {"after", "before", "following", "despite", "since", "until", "amid", "against", "for", NULL};
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if ((an->tokens[d].rel == AT_R_CASE || an->tokens[d].rel == AT_R_MARK) && at_one_of(an->tokens[d].lower, AT))
            return true;
    return false;
}

/* Do two coordinated words tell of one time? Of verbs, if their tenses do not differ. */
static bool same_time(const at_analysis *an, uint32_t a, uint32_t b)
{
    if (an->tokens[a].upos != AT_VERB || an->tokens[b].upos != AT_VERB)
        return true;
    return tense_of(an, a, 0) == tense_of(an, b, 0);
}

/* May the days of the head be those of tok? */
static bool climbs(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    if (t->head < 0)
        return false;
    bool speech = at__when_speech(an, (uint32_t)t->head);
    switch (t->rel) {
    case AT_R_CONJ:
        return same_time(an, tok, (uint32_t)t->head);
    case AT_R_XCOMP:
    case AT_R_NMOD:
    case AT_R_COMPOUND:
    case AT_R_APPOS:
    case AT_R_NMOD_POSS:
    case AT_R_ACL:
        return true;
    case AT_R_ADVCL:
        return !apart(an, tok);
    case AT_R_OBL:
        return !speech && !apart(an, tok);
    case AT_R_NSUBJ:
    case AT_R_NSUBJ_PASS:
    case AT_R_OBJ:
    case AT_R_CSUBJ:
        return !speech;
    default: /* measured: a day of the clause above a complement is the day of saying or deciding it */
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
        if (!climbs(an, t))
            return -1;
        t = (uint32_t)an->tokens[t].head;
    }
    return -1;
}

static bool core(const at_token *t)
{
    return t->rel == AT_R_NSUBJ || t->rel == AT_R_NSUBJ_PASS || t->rel == AT_R_OBJ;
}

static at_when of_timex(const at_ctx *c, int32_t i)
{
    return c->timexes.p[i].when;
}

/* What began on a day before yesterday goes on: "protests, which broke out on 2 January", "the operation that started in April".
 */
static at_when goes_on(const at_ctx *c, uint32_t tok, at_when w)
{
    static const char *const BEGIN[] = {"begin", "start", "commence", "erupt", "break", NULL};
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[tok];
    bool begins = t->upos == AT_VERB && lemma_in(t, BEGIN);
    if (!begins && t->upos != AT_VERB && t->head >= 0 && (core(t) || t->rel == AT_R_OBL))
        begins = lemma_in(&an->tokens[t->head], BEGIN);
    if (!begins)
        for (int32_t d = at_dep(an, tok, AT_R_ACL_RELCL); d >= 0; d = at_dep_next(an, d, AT_R_ACL_RELCL))
            begins |= lemma_in(&an->tokens[d], BEGIN);
    if (begins && c->published != AT_NODAY && w.from != AT_NODAY && w.to != AT_NODAY && w.to < c->published - 1 &&
        w.precision <= AT_P_MONTH) {
        w.to = AT_NODAY;
        w.precision = AT_P_OPEN;
    }
    return w;
}

/* The day that the story stands at, if it was told no more than `most` sentences before tok's. */
static int32_t story(const at_ctx *c, const at_w_state *w, uint32_t tok, uint32_t most)
{
    uint32_t s = c->an->tokens[tok].sent;
    int32_t i = w->clock[s];
    return i >= 0 && s - c->an->tokens[c->timexes.p[i].beg].sent <= most ? i : -1;
}

/* Is the clause one that the story's own time governs? A relative clause or participle may look back further. */
static bool in_story(const at_token *t)
{
    return t->rel != AT_R_ACL_RELCL && t->rel != AT_R_ACL && t->rel != AT_R_AMOD && t->rel != AT_R_OBL;
}

/*
 * Present tense: the day of writing, as the guide has it ("present-tense, ongoing acts have the publication date"). Not for
 * participles and infinitives that lean on a present-tense verb, habits, nouns as predicates or clauses in words quoted:
 * measured on the training records, those have no date more often than not.
 */
static bool present_day(const at_analysis *an, uint32_t tok, uint32_t v)
{
    static const char *const HABIT[] = {"sometimes",     "usually",   "generally", "normally",
                                        "traditionally", "typically", "never",     NULL};
    const at_token *t = &an->tokens[tok], *x = &an->tokens[v];
    for (int32_t d = x->child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_ADVMOD && at_one_of(an->tokens[d].lower, HABIT))
            return false;
    bool finite = (x->feats & AT_F_FIN) != 0;
    if (tok != v)
        return core(t) && x->upos == AT_VERB && (uint32_t)t->head == v;
    if (x->upos == AT_NOUN || x->rel == AT_R_ACL || x->rel == AT_R_AMOD)
        return false;
    return !(finite && (x->rel == AT_R_CCOMP || x->rel == AT_R_PARATAXIS || x->rel == AT_R_ACL_RELCL));
}

/* "the continued shutdown", "ongoing fighting": what goes on as the report is written, whatever the tense. */
static bool ongoing_noun(const at_analysis *an, uint32_t tok)
{
    static const char *const ONGOING[] = {"ongoing",    "continued",  "continuing",     "continuous", "current",
                                          "persistent", "repeated",   "growing",        "prolonged",  "renewed",
                                          "unceasing",  "relentless", "indiscriminate", "increasing", NULL};
    for (int32_t d = at_dep(an, tok, AT_R_AMOD); d >= 0; d = at_dep_next(an, d, AT_R_AMOD))
        if (at_one_of(an->tokens[d].lower, ONGOING))
            return true;
    return false;
}

static bool event_noun(const at_analysis *an, uint32_t tok)
{
    return an->tokens[tok].upos == AT_NOUN || an->tokens[tok].upos == AT_PROPN;
}

/* Sentences that a day told governs: verbs four, event nouns two (the rate of right ones on the training records falls below a
 * third after that). */
enum { VERB_REACH = 4, NOUN_REACH = 2 };

/* "have been there for a week", "have been threatening for weeks": up to the day of writing. */
static at_when lasting(const at_ctx *c, const at_w_state *w, uint32_t v, tense t)
{
    at_when o = none();
    if ((t != PRESENT_PERFECT && t != PRESENT_PERFECT_PROGRESSIVE) || c->published == AT_NODAY)
        return o;
    for (int32_t i = w->first[v]; i >= 0; i = w->info.p[i].next) {
        const at_spec *s = &w->info.p[i].spec;
        static const int DAYS[] = {[AT_U_DAY] = 1, [AT_U_WEEK] = 7, [AT_U_FORTNIGHT] = 14, [AT_U_MONTH] = 30, [AT_U_YEAR] = 365};
        if (s->kind != AT_W_DUR || s->unit < AT_U_DAY || s->unit > AT_U_YEAR || (s->n >= 0 && !DAYS[s->unit]))
            continue;
        if (s->n < 0 && t == PRESENT_PERFECT)
            continue;
        o.to = c->published;
        o.from = s->n < 0 || s->n > 200 ? AT_NODAY : c->published - (int32_t)(s->n * DAYS[s->unit]);
        o.precision = o.from == AT_NODAY ? AT_P_OPEN : AT_P_WEEK;
        o.span = c->timexes.p[i].when.span;
        return o;
    }
    return o;
}

/* The time expression nearest to tok in its sentence that may date its clause, or -1. said: also the day of saying it. */
static int32_t nearest(const at_ctx *c, const at_w_state *w, uint32_t tok, tense t, bool said)
{
    const at_analysis *an = c->an;
    int32_t best = -1;
    uint32_t far = UINT32_MAX;
    const at_sentence *s = &an->sents[an->tokens[tok].sent];
    uint32_t beg = s->beg + 200 < tok ? tok - 200 : s->beg, end = tok + 200 < s->end ? tok + 200 : s->end;
    for (uint32_t i = beg; i < end; i++) {
        int32_t k = c->timex_of[i];
        if (k < 0 || !resolved(&c->timexes.p[k]) || !fits(c, w, k, t, true) || dateline(c, (size_t)k))
            continue;
        uint32_t d = i > tok ? i - tok : tok - i;
        if (w->info.p[k].anchor != AT_NONE && at__when_speech(an, w->info.p[k].anchor)) {
            if (!said)
                continue;
            d += 1000; /* the day of saying comes last */
        }
        if (d < far) {
            far = d;
            best = k;
        }
    }
    return best;
}

/* Clauses and nouns that mostly share the day of their sentence (measured on the training records); complements, relative
 * clauses and objects mostly do not. */
static bool in_sentence(const at_token *t, bool verb)
{
    if (verb)
        return t->rel == AT_R_ROOT || t->rel == AT_R_ADVCL || t->rel == AT_R_CONJ || t->rel == AT_R_PARATAXIS;
    return t->rel == AT_R_OBL || t->rel == AT_R_NMOD || t->rel == AT_R_NSUBJ || t->rel == AT_R_NSUBJ_PASS;
}

at_when at__when_step(const at_ctx *c, uint32_t tok, at_w_step *step)
{
    const at_w_state *w = c->own[AT_OWN_WHEN];
    const at_analysis *an = c->an;
    *step = AT_WS_NONE;
    if (!w || tok >= an->ntokens)
        return none();
    int32_t i = at_token_itself(c, w, tok, AT_NONE);
    *step = i >= 0 ? AT_WS_OWN : AT_WS_CLIMB;
    if (i < 0)
        i = climb(c, w, tok);
    if (i >= 0)
        return goes_on(c, tok, of_timex(c, i));
    *step = AT_WS_NONE;
    uint32_t v = clause_verb(an, tok);
    if (v == AT_NONE)
        return none();
    tense t = tense_of(an, v, 0);
    at_when o = lasting(c, w, v, t);
    *step = AT_WS_LASTING;
    if (o.precision != AT_P_NONE)
        return o;
    *step = AT_WS_ONGOING;
    if (v != tok && t != PRESENT_PERFECT && c->published != AT_NODAY && event_noun(an, tok) && ongoing_noun(an, tok))
        return (at_when){c->published, c->published, AT_P_DAY, {0, 0}};
    *step = AT_WS_NOW;
    if (t == PRESENT && c->published != AT_NODAY && present_day(an, tok, v))
        return (at_when){c->published, c->published, AT_P_DAY, {0, 0}};
    i = -1;
    *step = AT_WS_NEAREST;
    if ((t == PAST || t == NOTENSE || t == PAST_PERFECT) && in_sentence(&an->tokens[tok], v == tok))
        i = nearest(c, w, tok, t, false);
    if (i >= 0)
        return of_timex(c, i);
    *step = AT_WS_STORY;
    if ((t == PAST || t == NOTENSE) && v == tok && in_story(&an->tokens[tok]))
        i = story(c, w, tok, VERB_REACH);
    else if (t == PAST && v != tok && event_noun(an, tok) && core(&an->tokens[tok]))
        i = story(c, w, tok, NOUN_REACH);
    if (i >= 0)
        return of_timex(c, i);
    *step = AT_WS_NONE;
    return none();
}

bool at__when_open(const at_analysis *an, uint32_t tok)
{
    static const char *const DUE[] = {"payable", "due", "effective", "expire", "mature", "takes", NULL};
    int32_t h = an->tokens[tok].head;
    if (h < 0)
        return false;
    if (lemma_in(&an->tokens[h], DUE) || at_eq(an->tokens[h].lower, AT_S("record")))
        return true;
    uint32_t v = clause_verb(an, (uint32_t)h);
    if (v == AT_NONE || (an->tokens[h].upos != AT_VERB && v != (uint32_t)h && an->tokens[v].upos != AT_VERB))
        return false;
    if (infinitive(an, v))
        return true;
    tense t = tense_of(an, v, 0);
    return t == PRESENT || t == FUTURE;
}

at_when at_when_of(const at_ctx *c, uint32_t tok)
{
    at_w_step step;
    return at__when_step(c, tok, &step);
}

int at__when_tense(const at_ctx *c, uint32_t tok)
{
    uint32_t v = tok < c->an->ntokens ? clause_verb(c->an, tok) : AT_NONE;
    return v == AT_NONE ? (int)NOTENSE : (int)tense_of(c->an, v, 0);
}

at_when at__when_nearby(const at_ctx *c, uint32_t tok)
{
    enum { REACH = 5 };
    const at_w_state *w = c->own[AT_OWN_WHEN];
    uint32_t v = tok < c->an->ntokens ? clause_verb(c->an, tok) : AT_NONE;
    if (!w || v == AT_NONE)
        return none();
    tense t = tense_of(c->an, v, 0);
    if (t == FUTURE || t == PRESENT_PERFECT)
        return none();
    int32_t best = nearest(c, w, tok, t, true);
    if (best < 0)
        best = story(c, w, tok, REACH);
    return best >= 0 ? of_timex(c, best) : none();
}
