#include "find/incident.h"

/* Events further apart than this many findings are not compared: keeps long reports linear. */
enum { REACH = 200 };

bool at_same_time(const at_when *a, const at_when *b)
{
    if (a->from == AT_NODAY || b->from == AT_NODAY)
        return true;
    int32_t ae = a->to == AT_NODAY ? INT32_MAX : a->to, be = b->to == AT_NODAY ? INT32_MAX : b->to;
    return a->from <= be && b->from <= ae;
}

bool at_same_place(const at_ctx *c, int32_t a, int32_t b)
{
    if (a < 0 || b < 0 || a == b)
        return true;
    const at_place *p = &c->places.p[a], *q = &c->places.p[b];
    if (at_eq(p->name, q->name))
        return true;
    return (p->is_country || q->is_country) && p->country[0] && at_eq(at_strz(p->country), at_strz(q->country));
}

static bool same_party(const at_party *a, const at_party *b)
{
    return (a->actor >= 0 && a->actor == b->actor) || (a->text.n && at_eq_fold(a->text, b->text));
}

int at_same_parties(const at_ctx *c, const at_parties *a, const at_parties *b)
{
    (void)c;
    if (!a->n || !b->n)
        return 0;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++)
            if (same_party(&a->p[i], &b->p[k]))
                return 1;
    return -1;
}

static bool same_event(const at_ctx *c, const at_finding *a, const at_finding *b)
{
    if (a->event.type != b->event.type || a->negated != b->negated)
        return false;
    if (a->event.mode.n && b->event.mode.n && !at_eq(a->event.mode, b->event.mode))
        return false;
    if (!at_same_time(&a->when, &b->when) || !at_same_place(c, a->place, b->place))
        return false;
    int who = at_same_parties(c, &a->event.actor, &b->event.actor), whom = at_same_parties(c, &a->event.recipient, &b->event.recipient);
    if (who < 0 || whom < 0)
        return false;
    const at_token *s = &c->an->tokens[a->tok], *t = &c->an->tokens[b->tok];
    bool word = at_eq(s->lemma, t->lemma) || (s->lemma.n > 4 && t->lemma.n > 4 && at_eq(at_sub(s->lemma, 0, 5), at_sub(t->lemma, 0, 5)));
    return who + whom > 1 || (who + whom == 1 && word) || (word && (s->feats & AT_F_DEF || t->feats & AT_F_DEF || at_dep_lemma(c->an, b->tok, AT_S("the")) >= 0));
}

void at_incident_run(at_ctx *c)
{
    c->nincidents = 0;
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        if (f->kind != AT_K_EVENT)
            continue;
        for (size_t k = i; k-- > 0 && i - k < REACH && f->incident < 0;) {
            const at_finding *g = &c->findings.p[k];
            if (g->kind == AT_K_EVENT && same_event(c, g, f))
                f->incident = g->incident;
        }
        if (f->incident < 0)
            f->incident = (int32_t)c->nincidents++;
    }
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        if (f->kind != AT_K_FIGURE)
            continue;
        for (size_t k = i > 20 ? i - 20 : 0; k < c->findings.n && k < i + 20 && f->incident < 0; k++) {
            const at_finding *g = &c->findings.p[k];
            if (g->kind == AT_K_EVENT && g->span.beg < f->span.end && f->span.beg < g->span.end)
                f->incident = g->incident;
        }
    }
}
