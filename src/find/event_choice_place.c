/* The candidates and features of event_choice.h for places. */
#include "find/event_choice.h"

#include "base/str.h"
#include "find/event_choice_own.h"
#include "find/where_guess.h"
#include <math.h>

static const at_place *place_at(const at__choice *ch, int32_t p)
{
    return &ch->c->places.p[p];
}

/* Did the clause itself say where? */
static bool said(const at__row *r)
{
    return r->place >= 0 && r->pstep != AT__PS_NONE && r->pstep != AT__PS_CONTEXT && r->pstep != AT__PS_WEAK;
}

static void want(at__cand *out, uint32_t *n, int32_t p)
{
    if (p < 0 || *n == AT__CANDS)
        return;
    for (uint32_t i = 0; i < *n; i++)
        if (out[i].place == p)
            return;
    out[(*n)++].place = p;
}

uint32_t at__choice_places(at__choice *ch, uint32_t i, at__cand *out)
{
    const at_where_own *o = at_where_get(ch->c);
    const at__row *r = &ch->row[i];
    uint32_t n = 0;
    if (!o || !o->guess)
        return 0;
    want(out, &n, r->place);
    const at_event_arg *a = r->figure ? NULL : at_event_arg_of(ch->c->an, r->tok, AT_EA_PLACE);
    for (uint32_t t = a ? a->beg : 0; a && t < a->end; t++)
        want(out, &n, ch->c->place_of[t]);
    want(out, &n, r->sent ? o->scene[r->sent - 1] : -1);
    want(out, &n, at_where_nearest(ch->c, r->tok));
    uint32_t beg = i > AT__NEAR ? i - AT__NEAR : 0;
    for (uint32_t k = i; k-- > beg && n < 16;)
        if (said(&ch->row[k]))
            want(out, &n, ch->row[k].place);
    for (uint32_t k = i + 1; k < ch->n && ch->row[k].sent == r->sent; k++)
        if (said(&ch->row[k]))
            want(out, &n, ch->row[k].place);
    for (uint32_t k = 0; k < o->guess->noften; k++)
        want(out, &n, o->guess->often[k]);
    return n;
}

/* Does b lie in the country a, or the other way round? */
static bool holds(const at__choice *ch, int32_t a, int32_t b)
{
    const at_place *p = place_at(ch, a), *q = place_at(ch, b);
    return a != b && p->is_country && !q->is_country && p->country[0] && memcmp(p->country, q->country, 3) == 0;
}

/* Do two rows tell of the same doer (or sufferer)? */
static bool share(const at_parties *a, const at_parties *b)
{
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (a->p[i].actor >= 0 && a->p[i].actor == b->p[k].actor)
                return true;
    return false;
}

static void clause(at__choice *ch, const at__row *r, int32_t p)
{
    float *x = ch->x;
    bool strong = said(r);
    if (r->place == p && strong) {
        x[AT__P_ATTACHED + (int)r->pstep - (int)AT__PS_ATTACHED] = 1;
        x[AT__P_OWN_WORDS] = r->sort == 2;
        x[AT__P_OWN_FIGURE] = r->figure;
    } else if (r->place == p && r->pstep == AT__PS_WEAK) {
        x[AT__P_WEAK] = 1;
    } else if (r->place == p && r->pstep == AT__PS_CONTEXT) {
        x[AT__P_GUESS] = 1;
    } else if (strong) {
        x[AT__P_OTHER_OWN] = 1;
        x[AT__P_IN_OWN] = holds(ch, r->place, p);
        x[AT__P_HOLDS_OWN] = holds(ch, p, r->place);
    }
}

static void report(at__choice *ch, const at__row *r, int32_t p)
{
    const at_where_own *o = at_where_get(ch->c);
    float y[AT_W_COUNT], *x = ch->x;
    at_where_features(ch->c, o, r->tok, at_where_nearest(ch->c, r->tok), p, y);
    for (int k = 1; k < AT_W_COUNT; k++)
        x[AT__P_LEDE_IN + k - 1] = y[k];
    x[AT__P_WORDS] = r->sort == 2;
    x[AT__P_MAIN_COUNTRY] = p == o->guess->main_country;
    x[AT__P_MAIN_TOWN] = p == o->guess->main_town;
    x[AT__P_MAIN_COUNTRY_WORDS] = r->sort == 2 && p == o->guess->main_country;
    x[AT__P_MAIN_TOWN_WORDS] = r->sort == 2 && p == o->guess->main_town;
    x[AT__P_ONE_COUNTRY] = o->about[p] > 0.85f;
}

static void around(at__choice *ch, uint32_t i, int32_t p)
{
    const at__row *r = &ch->row[i];
    const at_finding *all = ch->c->findings.p, *f = &all[r->finding];
    float *x = ch->x;
    uint32_t beg = i > AT__NEAR ? i - AT__NEAR : 0, end = i + AT__NEAR < ch->n ? i + AT__NEAR : ch->n;
    uint32_t placed = 0, same = 0;
    bool last = false, doer = false, done_to = false, word = false;
    for (uint32_t k = i; k-- > beg;) {
        const at__row *q = &ch->row[k];
        const at_finding *g = &all[q->finding];
        if (!said(q))
            continue;
        bool hit = q->place == p;
        placed++;
        same += hit;
        x[AT__P_BEFORE_SS] += hit && q->sent == r->sent && x[AT__P_BEFORE_SS] == 0;
        if (!last && q->sent != r->sent) {
            x[AT__P_LAST] = hit;
            x[AT__P_LAST_FAR] = hit ? fminf((float)(r->sent - q->sent), 10) / 10 : 0;
            x[AT__P_PREV1] = hit && r->sent - q->sent <= 1;
            x[AT__P_PREV3] = hit && r->sent - q->sent <= 3;
            x[AT__P_LAST_IN] = holds(ch, q->place, p);
            x[AT__P_IN_LAST] = holds(ch, p, q->place);
            last = true;
        }
        if (!doer && share(&f->event.actor, &g->event.actor)) {
            x[AT__P_SAME_DOER] = hit;
            doer = true;
        }
        if (!done_to && share(&f->event.recipient, &g->event.recipient)) {
            x[AT__P_SAME_DONE_TO] = hit;
            done_to = true;
        }
        if (!word && f->event.type == g->event.type && at_eq(ch->c->an->tokens[r->tok].lemma, ch->c->an->tokens[q->tok].lemma)) {
            x[AT__P_SAME_WORD] = hit;
            word = true;
        }
        x[AT__P_FIRST_ROW] = hit; /* the one farthest back that is looked at */
    }
    for (uint32_t k = i + 1; k < end; k++) {
        if (!said(&ch->row[k]))
            continue;
        bool hit = ch->row[k].place == p;
        placed++;
        same += hit;
        x[AT__P_AFTER_SS] += hit && ch->row[k].sent == r->sent && x[AT__P_AFTER_SS] == 0;
    }
    x[AT__P_ROWS] = placed ? (float)same / (float)placed : 0;
}

/* 1: of the place's country, -1: of another, 0: not known. */
static int home(const char *iso, const at_place *p)
{
    return !*iso || !p->country[0] ? 0 : memcmp(iso, p->country, 3) == 0 ? 1 : -1;
}

static bool is_party(const at__choice *ch, const at_parties *a, const at_place *p)
{
    for (size_t i = 0; i < a->n; i++)
        if (at_eq(a->p[i].actor >= 0 ? ch->c->actors.p[a->p[i].actor].name : a->p[i].text, p->name))
            return true;
    return false;
}

static void whose(at__choice *ch, const at__row *r, int32_t p)
{
    const at_place *pl = place_at(ch, p);
    const at_finding *f = &ch->c->findings.p[r->finding];
    float *x = ch->x;
    int by = home(r->by, pl), on = home(r->on, pl), says = 0;
    bool words = r->sort == 2;
    if (f->nsource && f->source[f->nsource - 1].actor >= 0)
        says = home(ch->c->actors.p[f->source[f->nsource - 1].actor].country, pl);
    x[AT__P_DOER_HOME] = by > 0;
    x[AT__P_DOER_AWAY] = by < 0;
    x[AT__P_TO_HOME] = on > 0;
    x[AT__P_TO_AWAY] = on < 0;
    x[AT__P_DOER_HOME_WORDS] = words && by > 0;
    x[AT__P_DOER_AWAY_WORDS] = words && by < 0;
    x[AT__P_TO_HOME_WORDS] = words && on > 0;
    x[AT__P_TO_AWAY_WORDS] = words && on < 0;
    x[AT__P_BOTH_HOME] = by > 0 && on > 0;
    x[AT__P_SPEAKER_HOME] = says > 0;
    x[AT__P_SPEAKER_AWAY] = says < 0;
    x[AT__P_IS_DOER] = is_party(ch, &f->event.actor, pl);
    x[AT__P_IS_TO] = is_party(ch, &f->event.recipient, pl);
    x[AT__P_COUNTRY] = pl->is_country;
    x[AT__P_COUNTRY_WORDS] = pl->is_country && words;
    x[AT__P_COUNTRY_DEED] = pl->is_country && r->sort == 1;
}

static void told(at__choice *ch, const at__row *r)
{
    const at_finding *f = &ch->c->findings.p[r->finding];
    float *x = ch->x;
    x[AT__P_BIAS] = 1;
    x[AT__P_NOUN] = ch->c->an->tokens[r->tok].upos == AT_NOUN;
    x[AT__P_DIRECT] = f->direct;
    x[AT__P_SOURCE] = f->nsource > 0;
    x[AT__P_UNCERTAIN] = f->stance == AT_EXPECTED || f->stance == AT_FEARED || f->stance == AT_PROMISED || f->stance == AT_DEMANDED || f->stance == AT_HYPOTHETICAL;
    x[AT__P_AHEAD] = r->tense == 5 || f->event.phase == AT_PH_PLANNED;
    x[AT__P_NEGATED] = f->negated;
    x[AT__P_NO_DOER] = !r->figure && !f->event.actor.n;
    x[AT__P_NO_TO] = !r->figure && !f->event.recipient.n;
    x[AT__P_FIGURE] = r->figure;
    x[AT__P_TYPE_0 + (r->figure ? 0 : (int)f->event.type)] = 1;
}

/* The learned argument of the event word that names the place: how sure it is. */
static void learned(at__choice *ch, const at__row *r, int32_t p)
{
    const at_event_arg *a = r->figure ? NULL : at_event_arg_of(ch->c->an, r->tok, AT_EA_PLACE);
    for (uint32_t t = a ? a->beg : 0; a && t < a->end; t++)
        if (ch->c->place_of[t] == p)
            ch->x[AT__P_LEARNED] = a->p;
}

void at__choice_place(at__choice *ch, uint32_t i, const at__cand *k)
{
    const at__row *r = &ch->row[i];
    memset(ch->x, 0, sizeof *ch->x * AT__F_COUNT);
    clause(ch, r, k->place);
    learned(ch, r, k->place);
    report(ch, r, k->place);
    around(ch, i, k->place);
    whose(ch, r, k->place);
    told(ch, r);
}
