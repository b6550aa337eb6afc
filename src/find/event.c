#include "find/event.h"

#include "base/str.h"
#include "find/event_clause.h"
#include "find/event_content.h"
#include "find/event_draft.h"
#include "find/event_enemy.h"
#include "find/event_fill.h"
#include "find/event_guess.h"
#include "find/event_name.h"
#include "find/event_response.h"
#include <math.h>
#include <stdlib.h>

/* Types of what a state imposes or grants. */
static bool imposed(at_event_type t)
{
    return t == AT_COERCE || t == AT_SANCTION || t == AT_CONCEDE || t == AT_RETREAT;
}

static bool one_named(const at_ctx *c, const at_parties *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->p[i].actor >= 0 && c->actors.p[p->p[i].actor].type != AT_A_GROUP)
            return true;
    return false;
}

static at_span clause_of(const at_ctx *c, const at__event *e)
{
    bool verb = c->an->tokens[e->told].upos == AT_VERB;
    return verb && at__uttered(e->type) ? at__clause_bytes(c->an, at__clause_speech(c->an, e->told)) : at_event_clause(c, e->told);
}

/* Reasons of the rules against a row. */
static const uint64_t AGAINST = AT__SEEN(NATURE) | AT__SEEN(DROP) | AT__SEEN(CONDITION) | AT__SEEN(PURPOSE) | AT__SEEN(IMAGINED) | AT__SEEN(IMAGINED_ABOVE) | AT__SEEN(UNFIT) | AT__SEEN(BY_SUBJECT) |
                                AT__SEEN(DOUBLED) | AT__SEEN(NO_CONTENT) | AT__SEEN(NOT_STANDS) | AT__SEEN(HURT) | AT__SEEN(NOBODY) | AT__SEEN(ASKED) | AT__SEEN(BY_VERB) |
                                AT__SEEN(RETOLD) | AT__SEEN(NOUN_ALONE) | AT__SEEN(IN_NAME) | AT__SEEN(PREMODIFIER) | AT__SEEN(NEAR_ROW) | AT__SEEN(WEAK_HEAD);

/* Drafts on either side that are looked at: more do not share a clause. */
enum { NEAR = 32 };

/* A word that only the learned head proposes, within the clause of one that the rules have. */
static bool near_row(const at__ev *ev, const at__events *all, size_t i)
{
    const at__event *e = &all->p[i];
    at_span w = ev->an->tokens[e->tok].span;
    for (size_t k = i > NEAR * 4 ? i - NEAR * 4 : 0; k < i; k++) {
        const at__event *g = &all->p[k];
        if (!(g->seen & AGAINST) && g->tok <= e->tok + 3 && e->tok <= g->tok + 3 && g->span.beg <= w.beg && w.end <= g->span.end)
            return true;
    }
    return false;
}

static void weigh(at__ev *ev, at__events *all, size_t i)
{
    at__event *e = &all->p[i];
    e->span = clause_of(ev->c, e);
    if (!e->sense && !(e->seen & AT__SEEN(MUST)) && near_row(ev, all, i))
        e->seen |= AT__SEEN(NEAR_ROW);
    at__evidence v = {.tok = e->tok, .told = e->told, .type = e->type, .sense = e->sense, .noun = e->noun, .negated = e->negated, .stance = e->stance, .seen = e->seen, .span = e->span};
    v.rules = !(e->seen & AGAINST);
    v.actors = e->sides.actor.n;
    v.recipients = e->sides.recipient.n;
    v.named_actor = one_named(ev->c, &e->sides.actor);
    v.named_recipient = one_named(ev->c, &e->sides.recipient);
    if (e->sense)
        v.seen |= (at__ev_flag(e->sense->flags, "weak") ? AT__SEEN(WEAK) : 0) | (at__ev_flag(e->sense->flags, "free") ? AT__SEEN(FREE) : 0) |
                  (e->sense->score > 1 || e->sense->words > 1 ? AT__SEEN(SPECIFIC) : 0);
    e->score = at__row_score(ev, &v);
    e->order = i;
}

static int by_score(const void *x, const void *y)
{
    const at__event *a = *(const at__event *const *)x, *b = *(const at__event *const *)y;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The likeliest first; one that shares the clause of one taken needs more. */
static void choose(at__ev *ev, at__events *all)
{
    at__event **by = at_new(ev->c->mem, at__event *, all->n);
    for (size_t i = 0; i < all->n; i++)
        by[i] = &all->p[i];
    if (all->n)
        qsort(by, all->n, sizeof *by, by_score);
    for (size_t k = 0; k < all->n; k++) {
        at__event *e = by[k];
        float z = e->score;
        for (size_t i = e->order > NEAR ? e->order - NEAR : 0; i < all->n && i < e->order + NEAR; i++)
            if (all->p[i].kept && at__same_clause(all->p[i].span, e->span))
                z += at__row_weight(ev, all->p[i].type == e->type ? AT__R_TAKEN_SAME : AT__R_TAKEN_OTHER);
        e->kept = z > 0;
    }
}

/* Writes one event down. */
static void put(at__ev *ev, const at__event *e)
{
    at_ctx *c = ev->c;
    at_finding *f = at_finding_add(c, AT_K_EVENT, e->tok, e->rule);
    size_t at = c->findings.n - 1;
    f->event.type = e->type;
    f->event.mode = e->mode;
    f->event.actor = e->sides.actor;
    f->event.recipient = e->sides.recipient;
    f->event.phase = e->phase;
    f->negated = e->negated;
    f->stance = e->stance;
    f->confidence = at__row_weight(ev, AT__R_BIAS) != 0 ? 1 / (1 + expf(at__row_weight(ev, AT__R_MARGIN) - e->score)) : e->confidence;
    if (e->sense) {
        f->event.cameo = e->sense->cameo;
        f->event.measure = at__measure(ev, e->tok, e->sense->measure);
        f->row = at_lexicon_ref(e->sense->lex, e->sense->row, c->mem);
        if (e->noun && e->sense->words > 1)
            f->head = at_bytes(c->an, e->sense->beg, e->sense->beg + e->sense->words);
    }
    f->span = e->span;
    if (!f->event.measure.n && imposed(e->type)) {
        at_span t = c->an->tokens[e->told].upos == AT_VERB ? at__clause_verb(c->an, e->told) : at__clause_noun(c->an, e->told);
        f->event.measure = at__measure_named(ev, t.beg, t.end, e->type);
    }
    at_finding_context(c, f);
    f = &c->findings.p[at];
    /* What was uttered was uttered, whatever it promises or asks (GUIDE: stance of a THREATEN, REQUEST, ACCUSE, AGREE row is asserted). */
    if (at__uttered(f->event.type) && (f->stance == AT_PROMISED || f->stance == AT_DEMANDED))
        f->stance = AT_ASSERTED;
    if (e->attempt && f->stance == AT_EXPECTED) /* what was tried was done as far as it went */
        f->stance = AT_ASSERTED;
}

static void sentence(at__ev *ev, uint32_t s)
{
    const at_analysis *an = ev->an;
    at__events all = {0};
    for (uint32_t i = an->sents[s].beg; i < an->sents[s].end; i++) {
        uint8_t u = an->tokens[i].upos;
        if (u == AT_VERB || u == AT_ADJ)
            at__draft_verb(ev, &all, i);
        else if (u == AT_NOUN || u == AT_PROPN)
            at__draft_noun(ev, &all, i);
        at__draft_must(ev, &all, i);
    }
    for (uint32_t i = an->sents[s].beg; i < an->sents[s].end; i++)
        at__draft_learned(ev, &all, i);
    for (size_t i = 0; i < all.n; i++)
        weigh(ev, &all, i);
    choose(ev, &all);
    for (size_t i = 0; i < all.n; i++)
        if (all.p[i].kept)
            put(ev, &all.p[i]);
}

void at_event_run(at_ctx *c)
{
    at__ev ev;
    at__ev_init(&ev, c);
    for (uint32_t s = 0; s < c->an->nsents; s++)
        if (!c->boilerplate[s])
            sentence(&ev, s);
    at__event_fill(&ev);
    at__event_guess(&ev);
    at__event_names(&ev);
    at__event_enemies(&ev);
    at__event_responses(&ev);
}
