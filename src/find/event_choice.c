#include "find/event_choice.h"

#include "base/str.h"
#include "find/event_choice_own.h"
#include "find/lexicons.h"
#include "find/where.h"
#include "find/where_guess.h"
#include "find/who.h"
#include <stdlib.h>

static const char *const NAMES[] = {
#define X(name) #name,
    AT__FEATURES(X)
#undef X
};

const char *at__choice_feature(uint32_t k)
{
    return k < AT__F_COUNT ? NAMES[k] : "";
}

uint32_t at__choice_features(void)
{
    return AT__F_COUNT;
}

static at__place_step step_of(const char *name)
{
    static const char *const names[] = {"none", "attached", "parties", "above", "below", "weak", "context", "learned"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (at_eq(at_strz(name), at_strz(names[i])))
            return i > AT__PS_CONTEXT ? AT__PS_ATTACHED : (at__place_step)i;
    return AT__PS_NONE;
}

/* The country of the first of the parties that has one. */
static void country(const at_ctx *c, const at_parties *p, char out[4])
{
    for (size_t i = 0; i < p->n; i++) {
        const char *iso = p->p[i].actor >= 0 ? c->actors.p[p->p[i].actor].country : "";
        if (!*iso && p->p[i].tok < c->an->ntokens)
            iso = at_who_country_of(c, p->p[i].tok);
        if (iso && *iso) {
            memcpy(out, iso, 3);
            return;
        }
    }
}

static void fill(at_ctx *c, at__row *r, size_t finding)
{
    const at_finding *f = &c->findings.p[finding];
    const char *step = "none";
    r->finding = finding;
    r->tok = f->tok;
    r->sent = c->an->tokens[f->tok].sent;
    r->figure = f->kind == AT_K_FIGURE;
    r->place = at_where_step(c, f->tok, &r->where, &step);
    r->pstep = step_of(step);
    r->when = at__when_step(c, f->tok, &r->wstep);
    if (r->figure) { /* a looser rule has dated it */
        r->when = f->when;
        r->wstep = r->wstep == AT_WS_NONE && f->when.precision != AT_P_NONE ? AT_WS_NEAREST : r->wstep;
    }
    r->sort = r->figure ? 1 : at_where_sort_of_act(c, f->tok);
    r->tense = at__when_tense(c, f->tok);
    country(c, &f->event.actor, r->by);
    country(c, &f->event.recipient, r->on);
}

static int by_tok(const void *x, const void *y)
{
    const at__row *a = x, *b = y;
    if (a->tok != b->tok)
        return a->tok < b->tok ? -1 : 1;
    return a->finding < b->finding ? -1 : 1;
}

void at__choice_open(at__choice *ch, at_ctx *c)
{
    *ch = (at__choice){.c = c};
    for (size_t i = 0; i < c->findings.n; i++)
        ch->n += c->findings.p[i].kind == AT_K_EVENT || c->findings.p[i].kind == AT_K_FIGURE;
    ch->row = at_new(c->mem, at__row, ch->n);
    ch->x = at_new(c->mem, float, AT__F_COUNT);
    ch->weight = at_new(c->mem, float, AT__F_COUNT);
    for (size_t i = 0, k = 0; i < c->findings.n; i++)
        if (c->findings.p[i].kind == AT_K_EVENT || c->findings.p[i].kind == AT_K_FIGURE)
            fill(c, &ch->row[k++], i);
    if (ch->n)
        qsort(ch->row, ch->n, sizeof *ch->row, by_tok);
    const at_lexicon *x = at_lexicon_get(c->lex, "choices.tsv");
    uint32_t col = at_table_col(&x->t, "weight");
    for (uint32_t k = 0; k < AT__F_COUNT; k++) {
        uint32_t r = at_lexicon_row(x, at_strz(NAMES[k]));
        ch->weight[k] = r == AT_NONE ? 0 : (float)at_where_degrees(at_cell(&x->t, r, col));
    }
}

float at__choice_score(const at__choice *ch)
{
    float s = 0;
    for (uint32_t k = 0; k < AT__F_COUNT; k++)
        s += ch->weight[k] * ch->x[k];
    return s;
}

static void choose_place(at__choice *ch, uint32_t i)
{
    at__cand cand[AT__CANDS];
    at_finding *f = &ch->c->findings.p[ch->row[i].finding];
    uint32_t n = at__choice_places(ch, i, cand);
    int32_t best = -1;
    float top = 0;
    for (uint32_t k = 0; k < n; k++) {
        at__choice_place(ch, i, &cand[k]);
        float s = at__choice_score(ch);
        if (s > top) {
            top = s;
            best = cand[k].place;
        }
    }
    if (best != ch->row[i].place && ch->row[i].pstep != AT__PS_CONTEXT && ch->row[i].pstep != AT__PS_NONE)
        f->where = (at_str){"", 0};
    f->place = best;
}

static void choose_day(at__choice *ch, uint32_t i)
{
    at__cand cand[AT__CANDS];
    at_finding *f = &ch->c->findings.p[ch->row[i].finding];
    if (ch->row[i].wstep == AT_WS_ONGOING) /* too rare on annotated reports to be weighed; the guide has it so */
        return;
    uint32_t n = at__choice_days(ch, i, cand);
    at_when best = {AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
    float top = 0;
    for (uint32_t k = 0; k < n; k++) {
        at__choice_day(ch, i, &cand[k]);
        float s = at__choice_score(ch);
        if (s > top) {
            top = s;
            best = cand[k].when;
        }
    }
    f->when = best;
}

void at_event_choose(at_ctx *c)
{
    at__choice ch;
    at__choice_open(&ch, c);
    for (uint32_t i = 0; i < ch.n; i++) {
        if (ch.weight[AT__P_BIAS] != 0)
            choose_place(&ch, i);
        if (ch.weight[AT__D_BIAS] != 0)
            choose_day(&ch, i);
    }
}
