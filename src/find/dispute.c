#include "find/dispute.h"

#include "find/incident.h"

/* Findings further apart than this are not compared: keeps long reports linear. */
enum { REACH = 300 };

/* Who answers for a finding: the last of its chain. */
static at_str voice(const at_finding *f)
{
    return f->nsource ? f->source[f->nsource - 1].name : (at_str){"", 0};
}

static bool same_voice(const at_finding *a, const at_finding *b)
{
    if (a->nsource && b->nsource && a->source[a->nsource - 1].actor >= 0 && a->source[a->nsource - 1].actor == b->source[b->nsource - 1].actor)
        return true;
    return at_eq_fold(voice(a), voice(b));
}

static at_str last_word(at_str s)
{
    size_t i = s.n;
    while (i && s.p[i - 1] != ' ')
        i--;
    s = at_sub(s, i, s.n);
    return s.n > 3 && s.p[s.n - 1] == 's' ? at_sub(s, 0, s.n - 1) : s;
}

static bool person_word(at_str w)
{
    return at_eq_fold(w, AT_S("people")) || at_eq_fold(w, AT_S("person")) || at_eq_fold(w, AT_S("dead")) || at_eq_fold(w, AT_S("victim"));
}

static bool apart(const at_figure *a, const at_figure *b)
{
    return (a->high != AT_NOBOUND && b->low != AT_NOBOUND && a->high < b->low) || (b->high != AT_NOBOUND && a->low != AT_NOBOUND && b->high < a->low);
}

/* A count of a month or more, or a running one, is none of a day. */
static bool long_count(const at_finding *f)
{
    return f->figure.cumulative || (f->when.from != AT_NODAY && (f->when.to == AT_NODAY || f->when.to - f->when.from > 27));
}

static bool undated(const at_finding *f)
{
    return f->when.from == AT_NODAY && f->when.to == AT_NODAY;
}

/* A running toll and a count of one day are not at odds, nor are those of a year and of a day; a count whose day is not told may be the toll. */
static bool like_periods(const at_finding *a, const at_finding *b)
{
    if (long_count(a) == long_count(b))
        return true;
    const at_finding *other = undated(a) ? b : undated(b) ? a : NULL;
    return other && (undated(other) || (other->when.to != AT_NODAY && other->when.to - other->when.from <= 27));
}

static bool figures(const at_finding *a, const at_finding *b)
{
    at_str x = last_word(a->figure.who_text), y = last_word(b->figure.who_text);
    return at_eq(a->figure.what, b->figure.what) && a->figure.what.n && !at_eq(a->figure.what, AT_S("other")) && apart(&a->figure, &b->figure) &&
           (at_eq_fold(x, y) || (person_word(x) && person_word(y))) && a->figure.part_of < 0 && b->figure.part_of < 0 &&
           at_same_time(&a->when, &b->when) && a->place == b->place && like_periods(a, b) &&
           ((a->nsource && b->nsource) || !at_eq(a->figure.what, AT_S("participants")));
}

static bool denies(const at_finding *f)
{
    return f->stance == AT_DENIED || f->negated;
}

static bool denial(const at_ctx *c, const at_finding *a, const at_finding *b)
{
    if (a->event.type != b->event.type || denies(a) == denies(b) || (a->stance != AT_DENIED && b->stance != AT_DENIED))
        return false;
    return at_same_parties(c, &a->event.actor, &b->event.actor) >= 0 && at_same_parties(c, &a->event.recipient, &b->event.recipient) >= 0 &&
           at_same_parties(c, &a->event.actor, &b->event.actor) + at_same_parties(c, &a->event.recipient, &b->event.recipient) > 0 &&
           at_same_time(&a->when, &b->when);
}

static bool doers(const at_ctx *c, const at_finding *a, const at_finding *b)
{
    return a->event.type == b->event.type && a->event.type == AT_ASSAULT && a->nsource && b->nsource &&
           at_same_parties(c, &a->event.actor, &b->event.actor) < 0 && at_same_parties(c, &a->event.recipient, &b->event.recipient) > 0 &&
           at_eq(a->event.mode, b->event.mode) && at_same_time(&a->when, &b->when) && at_same_place(c, a->place, b->place) &&
           (a->place >= 0 && b->place >= 0) && (a->when.from != AT_NODAY) == (b->when.from != AT_NODAY);
}

static bool names(const at_ctx *c, const at_finding *a, const at_finding *b)
{
    const at_token *x = &c->an->tokens[a->tok], *y = &c->an->tokens[b->tok];
    if (at_eq_fold(a->text, b->text) || at_eq_fold(x->lemma, y->lemma) || x->upos == AT_VERB || y->upos == AT_VERB)
        return false;
    return (a->of_actor >= 0 && a->of_actor == b->of_actor) || (a->of.n && at_eq_fold(a->of, b->of));
}

/* Puts the pair into a dispute: a known one that holds either of them, or a new one. */
static void join(at_ctx *c, at_dispute_type type, uint32_t a, uint32_t b)
{
    at_dispute *d = NULL;
    bool has_a = false, has_b = false;
    for (size_t i = c->disputes.n; i-- > 0 && !d;) {
        at_dispute *e = &c->disputes.p[i];
        has_a = has_b = false;
        for (size_t s = 0; e->type == type && s < e->sides.n; s++)
            for (size_t k = 0; k < e->sides.p[s].findings.n; k++) {
                has_a = has_a || e->sides.p[s].findings.p[k] == a;
                has_b = has_b || e->sides.p[s].findings.p[k] == b;
            }
        if (has_a || has_b)
            d = e;
    }
    if (!d) {
        d = at_push(c->mem, &c->disputes);
        d->type = type;
    }
    for (int k = 0; k < 2; k++) {
        uint32_t f = k ? b : a;
        at_side *side = NULL;
        if (k ? has_b : has_a)
            continue;
        for (size_t s = 0; s < d->sides.n && !side; s++)
            if (at_eq_fold(d->sides.p[s].who, voice(&c->findings.p[f])))
                side = &d->sides.p[s];
        if (!side) {
            side = at_push(c->mem, &d->sides);
            side->who = voice(&c->findings.p[f]);
        }
        *at_push(c->mem, &side->findings) = f;
    }
}

void at_dispute_run(at_ctx *c)
{
    for (size_t i = 0; i < c->findings.n; i++)
        for (size_t k = i + 1; k < c->findings.n && k - i < REACH; k++) {
            const at_finding *a = &c->findings.p[i], *b = &c->findings.p[k];
            if (a->kind != b->kind || same_voice(a, b))
                continue;
            if (a->kind == AT_K_FIGURE && figures(a, b))
                join(c, AT_D_FIGURE, (uint32_t)i, (uint32_t)k);
            else if (a->kind == AT_K_EVENT && denial(c, a, b))
                join(c, AT_D_DENIAL, (uint32_t)i, (uint32_t)k);
            else if (a->kind == AT_K_EVENT && doers(c, a, b))
                join(c, AT_D_DOER, (uint32_t)i, (uint32_t)k);
            else if (a->kind == AT_K_FRAMING && names(c, a, b))
                join(c, AT_D_NAME, (uint32_t)i, (uint32_t)k);
        }
}
