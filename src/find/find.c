#include "find/find.h"

#include "find/boilerplate.h"
#include "find/confidence.h"
#include "find/dispute.h"
#include "find/event.h"
#include "find/event_choice.h"
#include "find/figure.h"
#include "find/incident.h"
#include "find/marks.h"
#include "find/say.h"
#include "find/stance.h"
#include "find/when.h"
#include "find/where.h"
#include "find/who.h"
#include "find/why.h"
#include <stdlib.h>

at_finding *at_finding_add(at_ctx *c, at_kind kind, uint32_t tok, const char *rule)
{
    at_finding *f = at_push(c->mem, &c->findings);
    f->kind = kind;
    f->tok = tok;
    f->head = c->an->tokens[tok].span;
    f->span = f->head;
    f->when = (at_when){AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
    f->place = f->incident = f->of_actor = -1;
    f->figure.who = f->figure.part_of = -1;
    f->figure.low = f->figure.high = AT_NOBOUND;
    f->figure.as_of = AT_NODAY;
    f->confidence = 0.5f;
    f->rule = rule;
    return f;
}

void at_finding_context(at_ctx *c, at_finding *f)
{
    const at_attribution *s = at_say_at(c, f->tok);
    if (s) {
        f->source = s->source;
        f->nsource = s->nsource;
        f->direct = s->direct;
    }
    if (f->stance == AT_ASSERTED)
        f->stance = at_say_hedge(c, f->tok);
    if (f->stance == AT_ASSERTED && s)
        f->stance = s->stance;
    f->when = at_when_of(c, f->tok);
    f->place = at_where_of(c, f->tok, &f->where);
}

void at_problem_add(at_ctx *c, const char *stage, at_span span, at_str what)
{
    at_problem *p = at_push(c->mem, &c->problems);
    p->stage = stage;
    p->span = span;
    p->has_span = span.end > span.beg;
    p->what = what;
}

/* Order of the record: by place in the text, then kind, then head. */
static int by_span(const void *x, const void *y)
{
    const at_finding *a = x, *b = y;
    if (a->span.beg != b->span.beg)
        return a->span.beg < b->span.beg ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end < b->span.end ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->head.beg != b->head.beg)
        return a->head.beg < b->head.beg ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

/* Puts the findings in order; links between them follow. */
static void arrange(at_ctx *c)
{
    size_t n = c->findings.n;
    int32_t *to = at_new(c->mem, int32_t, n);
    for (size_t i = 0; i < n; i++)
        c->findings.p[i].order = (uint32_t)i;
    if (n)
        qsort(c->findings.p, n, sizeof *c->findings.p, by_span);
    for (size_t i = 0; i < n; i++)
        to[c->findings.p[i].order] = (int32_t)i;
    for (size_t i = 0; i < n; i++)
        if (c->findings.p[i].figure.part_of >= 0)
            c->findings.p[i].figure.part_of = to[c->findings.p[i].figure.part_of];
}

static void start(at_ctx *c)
{
    uint32_t n = c->an->ntokens;
    c->actor_of = at_new(c->mem, int32_t, n);
    c->place_of = at_new(c->mem, int32_t, n);
    c->timex_of = at_new(c->mem, int32_t, n);
    c->boilerplate = at_new(c->mem, bool, c->an->nsents);
    for (uint32_t i = 0; i < n; i++)
        c->actor_of[i] = c->place_of[i] = c->timex_of[i] = -1;
}

void at_find(at_ctx *c)
{
    start(c);
    at_boilerplate_run(c);
    at_when_run(c);
    at_where_run(c);
    at_who_run(c);
    at_say_run(c);
    at_event_run(c);
    at_figure_run(c);
    at_event_choose(c);
    at_stance_run(c);
    at_why_run(c);
    at_say_statements(c);
    at_confidence_run(c);
    at_marks_run(c);
    arrange(c);
    at_incident_run(c);
    at_dispute_run(c);
}
