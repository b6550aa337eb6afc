/* The candidates and features of event_choice.h for days. */
#include "find/event_choice.h"

#include "base/str.h"
#include "find/event_choice_own.h"
#include <math.h>

enum { AT__HERE = 8, AT__SENTENCE = 200 /* words of a sentence that are looked at on either side */ };

static bool known(const at_when *w)
{
    return w->precision != AT_P_NONE && (w->from != AT_NODAY || w->to != AT_NODAY);
}

static bool equal(const at_when *a, const at_when *b)
{
    return a->from == b->from && a->to == b->to;
}

/* Did the clause itself say when? */
static bool said(const at__row *r)
{
    return known(&r->when) && r->wstep >= AT_WS_OWN && r->wstep <= AT_WS_LASTING;
}

static void want(at__cand *out, uint32_t *n, at_when w)
{
    if (!known(&w) || *n == AT__CANDS)
        return;
    for (uint32_t i = 0; i < *n; i++)
        if (equal(&out[i].when, &w))
            return;
    out[(*n)++].when = w;
}

/* Do the words of time mean these days, or those that go on from them? */
static bool means(const at_when *words, const at_when *w)
{
    return words->from == w->from && (words->to == w->to || w->to == AT_NODAY);
}

static at_when today(const at_ctx *c)
{
    at_when w = {c->published, c->published, AT_P_DAY, {0, 0}};
    if (c->published == AT_NODAY)
        w.precision = AT_P_NONE;
    return w;
}

static int32_t clock_of(const at__choice *ch, const at__row *r)
{
    const at_w_state *w = ch->c->own[AT_OWN_WHEN];
    return w && w->clock ? w->clock[r->sent] : -1;
}

static void bounds(const at_ctx *c, const at__row *r, uint32_t *beg, uint32_t *end)
{
    const at_sentence *s = &c->an->sents[r->sent];
    *beg = s->beg + AT__SENTENCE < r->tok ? r->tok - AT__SENTENCE : s->beg;
    *end = r->tok + AT__SENTENCE < s->end ? r->tok + AT__SENTENCE : s->end;
}

uint32_t at__choice_days(at__choice *ch, uint32_t i, at__cand *out)
{
    const at_ctx *c = ch->c;
    const at__row *r = &ch->row[i];
    uint32_t n = 0, beg, end, here = 0;
    want(out, &n, r->when);
    want(out, &n, today(c));
    int32_t clock = clock_of(ch, r);
    if (clock >= 0)
        want(out, &n, c->timexes.p[clock].when);
    bounds(c, r, &beg, &end);
    for (uint32_t t = beg; t < end && here < AT__HERE; t++)
        if (c->timex_of[t] >= 0 && (t == beg || c->timex_of[t] != c->timex_of[t - 1]) && !c->timexes.p[c->timex_of[t]].duration) {
            want(out, &n, c->timexes.p[c->timex_of[t]].when);
            here++;
        }
    uint32_t first = i > AT__NEAR ? i - AT__NEAR : 0;
    for (uint32_t k = i; k-- > first && n < 20;)
        if (said(&ch->row[k]))
            want(out, &n, ch->row[k].when);
    for (uint32_t k = i + 1; k < ch->n && ch->row[k].sent == r->sent; k++)
        if (said(&ch->row[k]))
            want(out, &n, ch->row[k].when);
    return n;
}

static void clause(at__choice *ch, const at__row *r, const at_when *w)
{
    float *x = ch->x;
    if (known(&r->when) && equal(&r->when, w)) {
        x[AT__D_OWN + (int)r->wstep - (int)AT_WS_OWN] = 1;
        x[AT__D_RULE_FIGURE] = r->figure;
    } else if (known(&r->when)) {
        x[AT__D_OTHER_RULE] = said(r);
    }
}

static void publication(at__choice *ch, const at__row *r, const at_when *w)
{
    const at_finding *f = &ch->c->findings.p[r->finding];
    at_when now = today(ch->c);
    float *x = ch->x;
    if (!known(&now) || !equal(&now, w))
        return;
    x[AT__D_PUB] = 1;
    x[AT__D_PUB_0 + r->tense] = 1;
    x[AT__D_PUB_NOUN] = ch->c->an->tokens[r->tok].upos == AT_NOUN;
    x[AT__D_PUB_WORDS] = r->sort == 2;
    x[AT__D_PUB_DIRECT] = f->direct;
}

static void story(at__choice *ch, const at__row *r, const at_when *w)
{
    const at_ctx *c = ch->c;
    int32_t k = clock_of(ch, r);
    float *x = ch->x;
    if (k < 0 || !equal(&c->timexes.p[k].when, w))
        return;
    uint32_t from = c->an->tokens[c->timexes.p[k].beg].sent;
    x[AT__D_CLOCK] = 1;
    x[AT__D_CLOCK_0 + r->tense] = 1;
    x[AT__D_CLOCK_NOUN] = c->an->tokens[r->tok].upos == AT_NOUN;
    x[AT__D_CLOCK_FAR] = fminf((float)(r->sent - from), 10) / 10;
    x[AT__D_CLOCK_PARA] = c->an->sents[from].para == c->an->sents[r->sent].para;
}

static void in_sentence(at__choice *ch, const at__row *r, const at_when *w)
{
    const at_ctx *c = ch->c;
    const at_w_state *state = c->own[AT_OWN_WHEN];
    uint32_t beg, end, other = 0, near = UINT32_MAX;
    bool hit = false, speech = true, before = false;
    float *x = ch->x;
    bounds(c, r, &beg, &end);
    for (uint32_t t = beg; t < end; t++) {
        int32_t k = c->timex_of[t];
        if (k < 0 || (t > beg && c->timex_of[t - 1] == k) || c->timexes.p[k].duration || !known(&c->timexes.p[k].when))
            continue;
        if (!means(&c->timexes.p[k].when, w)) {
            other++;
            continue;
        }
        uint32_t a = state ? state->info.p[k].anchor : AT_NONE, d = t > r->tok ? t - r->tok : r->tok - t;
        hit = true;
        speech &= a != AT_NONE && at__when_speech(c->an, a) && a != r->tok;
        before |= t < r->tok;
        near = d < near ? d : near;
    }
    if (!hit)
        return;
    x[AT__D_HERE] = 1;
    x[AT__D_HERE_0 + r->tense] = 1;
    x[AT__D_HERE_NOUN] = c->an->tokens[r->tok].upos == AT_NOUN;
    x[AT__D_HERE_SPEECH] = speech;
    x[AT__D_HERE_NEAR] = near <= 6;
    x[AT__D_HERE_BEFORE] = before;
    x[AT__D_HERE_ONLY] = other == 0;
}

static bool share(const at_parties *a, const at_parties *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (a->p[i].actor >= 0 && a->p[i].actor == b->p[k].actor)
                return true;
    return false;
}

static void around(at__choice *ch, uint32_t i, const at_when *w)
{
    const at__row *r = &ch->row[i];
    const at_finding *all = ch->c->findings.p, *f = &all[r->finding];
    float *x = ch->x;
    uint32_t beg = i > AT__NEAR ? i - AT__NEAR : 0, end = i + AT__NEAR < ch->n ? i + AT__NEAR : ch->n, dated = 0, same = 0;
    bool last = false, doer = false, done_to = false, word = false;
    for (uint32_t k = i; k-- > beg;) {
        const at__row *q = &ch->row[k];
        const at_finding *g = &all[q->finding];
        if (!said(q))
            continue;
        bool hit = equal(&q->when, w);
        dated++;
        same += hit;
        x[AT__D_BEFORE_SS] += hit && q->sent == r->sent && x[AT__D_BEFORE_SS] == 0;
        if (!last && q->sent != r->sent) {
            x[AT__D_LAST] = hit;
            x[AT__D_LAST_0 + r->tense] = hit;
            x[AT__D_LAST_NOUN] = hit && ch->c->an->tokens[r->tok].upos == AT_NOUN;
            x[AT__D_LAST_FAR] = hit ? fminf((float)(r->sent - q->sent), 10) / 10 : 0;
            x[AT__D_PREV1] = hit && r->sent - q->sent <= 1;
            x[AT__D_PREV3] = hit && r->sent - q->sent <= 3;
            last = true;
        }
        if (!doer && share(&f->event.actor, &g->event.actor)) {
            x[AT__D_SAME_DOER] = hit;
            doer = true;
        }
        if (!done_to && share(&f->event.recipient, &g->event.recipient)) {
            x[AT__D_SAME_DONE_TO] = hit;
            done_to = true;
        }
        if (!word && f->event.type == g->event.type && at_eq(ch->c->an->tokens[r->tok].lemma, ch->c->an->tokens[q->tok].lemma)) {
            x[AT__D_SAME_WORD] = hit;
            word = true;
        }
        x[AT__D_FIRST_ROW] = hit;
    }
    for (uint32_t k = i + 1; k < end; k++) {
        if (!said(&ch->row[k]))
            continue;
        bool hit = equal(&ch->row[k].when, w);
        dated++;
        same += hit;
        x[AT__D_AFTER_SS] += hit && ch->row[k].sent == r->sent && x[AT__D_AFTER_SS] == 0;
    }
    x[AT__D_ROWS] = dated ? (float)same / (float)dated : 0;
}

static void itself(at__choice *ch, const at__row *r, const at_when *w)
{
    enum { AGO = 60 };
    const at_ctx *c = ch->c;
    float *x = ch->x;
    at_when now = today(c);
    if (c->published != AT_NODAY) {
        x[AT__D_FUTURE] = w->from != AT_NODAY && w->from > c->published;
        x[AT__D_FUTURE_0] = x[AT__D_FUTURE] != 0 && r->tense != 5;
        x[AT__D_LONG_AGO] = w->to != AT_NODAY && w->to < c->published - AGO;
        x[AT__D_IS_PUB] = equal(w, &now);
    }
    x[AT__D_COARSE] = w->from != AT_NODAY && w->to != AT_NODAY && w->to - w->from > 3;
    x[AT__D_OPEN] = w->from == AT_NODAY || w->to == AT_NODAY;
}

static void told(at__choice *ch, const at__row *r)
{
    enum { LEDE = 3 };
    const at_finding *f = &ch->c->findings.p[r->finding];
    const at_token *t = &ch->c->an->tokens[r->tok];
    float *x = ch->x;
    x[AT__D_BIAS] = 1;
    x[AT__D_T_0 + r->tense] = 1;
    x[AT__D_NOUN] = t->upos == AT_NOUN;
    x[AT__D_NOUN_DEF] = t->upos == AT_NOUN && at_dep_lemma(ch->c->an, r->tok, AT_S("the")) >= 0;
    x[AT__D_DIRECT] = f->direct;
    x[AT__D_SOURCE] = f->nsource > 0;
    x[AT__D_UNCERTAIN] = f->stance == AT_EXPECTED || f->stance == AT_FEARED || f->stance == AT_PROMISED || f->stance == AT_DEMANDED || f->stance == AT_HYPOTHETICAL;
    x[AT__D_AHEAD] = at__when_future(ch->c->an, r->tok) || f->event.phase == AT_PH_PLANNED;
    x[AT__D_NEGATED] = f->negated;
    x[AT__D_NO_DOER] = !r->figure && !f->event.actor.n;
    x[AT__D_NO_TO] = !r->figure && !f->event.recipient.n;
    x[AT__D_FIGURE] = r->figure;
    x[AT__D_CCOMP] = t->rel == AT_R_CCOMP || t->rel == AT_R_XCOMP;
    x[AT__D_RELCL] = t->rel == AT_R_ACL_RELCL;
    x[AT__D_ACL] = t->rel == AT_R_ACL || t->rel == AT_R_AMOD;
    x[AT__D_ADVCL] = t->rel == AT_R_ADVCL;
    x[AT__D_ARG] = t->rel == AT_R_NSUBJ || t->rel == AT_R_NSUBJ_PASS || t->rel == AT_R_OBJ || t->rel == AT_R_OBL || t->rel == AT_R_NMOD;
    x[AT__D_LEDE] = r->sent < LEDE;
    x[AT__D_TYPE_0 + (r->figure ? 0 : (int)f->event.type)] = 1;
}

/* The learned argument of the event word that tells the day: how sure it is. */
static void learned(at__choice *ch, const at__row *r, const at_when *w)
{
    const at_ctx *c = ch->c;
    const at_event_arg *a = r->figure ? NULL : at_event_arg_of(c->an, r->tok, AT_EA_DATE);
    for (uint32_t t = a ? a->beg : 0; a && t < a->end; t++)
        if (c->timex_of[t] >= 0 && means(&c->timexes.p[c->timex_of[t]].when, w))
            ch->x[AT__D_LEARNED] = a->p;
}

void at__choice_day(at__choice *ch, uint32_t i, const at__cand *k)
{
    const at__row *r = &ch->row[i];
    memset(ch->x, 0, sizeof *ch->x * AT__F_COUNT);
    clause(ch, r, &k->when);
    learned(ch, r, &k->when);
    publication(ch, r, &k->when);
    story(ch, r, &k->when);
    in_sentence(ch, r, &k->when);
    around(ch, i, &k->when);
    itself(ch, r, &k->when);
    told(ch, r);
}
