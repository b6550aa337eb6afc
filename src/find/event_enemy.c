#include "find/event_enemy.h"

#include "base/str.h"

typedef struct {
    uint32_t a, b; /* actors, a < b */
} at__pair;

static bool hostile(at_event_type t)
{
    return t == AT_ASSAULT || t == AT_COERCE || t == AT_THREATEN || t == AT_ACCUSE || t == AT_SANCTION || t == AT_MOBILIZE;
}

/* Acts that one side holds against the other. */
static bool held_against(at_event_type t)
{
    return hostile(t) || t == AT_REJECT || t == AT_PROTEST;
}

static at_str key_of(at_arena *mem, uint32_t a, uint32_t b)
{
    at__pair *p = at_new(mem, at__pair, 1);
    p->a = a < b ? a : b;
    p->b = a < b ? b : a;
    return (at_str){(const char *)p, sizeof *p};
}

/* Whom an actor stands for: himself, the police, his state. A ministry, an army and a president of one country are one side. */
typedef struct {
    uint32_t of[3];
    unsigned n;
} at__sides_of;

static const uint32_t SIDE_POLICE = 0xC0000000u, SIDE_STATE = 0x80000000u; /* above any index of an actor */

static bool sector_in(const at_actor *a, const char *list)
{
    return a->sector.n && at_in_list(at_strz(list), ' ', a->sector);
}

static at__sides_of sides_of(const at_ctx *c, int32_t actor)
{
    const at_actor *a = &c->actors.p[actor];
    at__sides_of s = {{(uint32_t)actor}, 1};
    if (sector_in(a, "COP"))
        s.of[s.n++] = SIDE_POLICE;
    if (sector_in(a, "GOV MIL COP SPY") && a->country[0])
        s.of[s.n++] = SIDE_STATE | (uint32_t)(uint8_t)a->country[0] << 16 | (uint32_t)(uint8_t)a->country[1] << 8 | (uint32_t)(uint8_t)a->country[2];
    return s;
}

static bool one_side(const at__sides_of *a, const at__sides_of *b)
{
    for (unsigned i = 0; i < a->n; i++)
        for (unsigned k = 0; k < b->n; k++)
            if (a->of[i] == b->of[k])
                return true;
    return false;
}

static void learn(at__ev *ev, at_map *enemies, const at_finding *f)
{
    for (size_t i = 0; i < f->event.actor.n && i < 8; i++)
        for (size_t k = 0; k < f->event.recipient.n && k < 8; k++) {
            int32_t a = f->event.actor.p[i].actor, b = f->event.recipient.p[k].actor;
            if (a < 0 || b < 0)
                continue;
            at__sides_of x = sides_of(ev->c, a), y = sides_of(ev->c, b);
            if (one_side(&x, &y))
                continue;
            for (unsigned m = 0; m < x.n * y.n; m++)
                at_map_set(enemies, key_of(ev->c->mem, x.of[m / y.n], y.of[m % y.n]), 1);
        }
}

/* No sides, whatever they tell (the guide): the press, international bodies, refugees and relief. */
static bool bystander(const at_source *s, const at_actor *a)
{
    return s->kind == AT_SRC_MEDIA || s->kind == AT_SRC_DOCUMENT || sector_in(a, "JRN REF HLH") || at_eq(at_strz(a->country), AT_S("IGO"));
}

static bool told_by_enemy(at__ev *ev, const at_map *enemies, const at_finding *f)
{
    const at_ctx *c = ev->c;
    int32_t teller = f->nsource ? f->source[f->nsource - 1].actor : -1;
    bool enemy = false;
    if (teller < 0 || bystander(&f->source[f->nsource - 1], &c->actors.p[teller]))
        return false;
    at__sides_of x = sides_of(c, teller);
    for (size_t i = 0; i < f->event.actor.n && i < 8; i++) {
        int32_t a = f->event.actor.p[i].actor;
        if (a < 0)
            continue;
        at__sides_of y = sides_of(c, a);
        if (one_side(&x, &y))
            return false;
        for (unsigned m = 0; m < x.n * y.n && !enemy; m++)
            enemy = at_map_get(enemies, key_of(ev->c->mem, x.of[m / y.n], y.of[m % y.n])) != AT_NONE;
        enemy |= sector_in(&c->actors.p[teller], "COP") && sector_in(&c->actors.p[a], "CRM REB");
        enemy |= sector_in(&c->actors.p[teller], "REB OPP PTY") && sector_in(&c->actors.p[a], "GOV MIL COP SPY"); /* known as such */
    }
    return enemy;
}

static bool held_out(at_event_type t)
{
    return t == AT_AID || t == AT_COOPERATE || t == AT_CONSULT || t == AT_CONCEDE || t == AT_SUPPORT || t == AT_RETREAT;
}

/* Are all the actors of the act the teller himself or of his side? */
static bool own_act(const at_ctx *c, const at_finding *f)
{
    int32_t teller = f->nsource ? f->source[f->nsource - 1].actor : -1;
    if (teller < 0 || !f->event.actor.n)
        return false;
    at__sides_of x = sides_of(c, teller);
    for (size_t i = 0; i < f->event.actor.n && i < 8; i++) {
        if (f->event.actor.p[i].actor < 0)
            return false;
        at__sides_of y = sides_of(c, f->event.actor.p[i].actor);
        if (!one_side(&x, &y))
            return false;
    }
    return true;
}

/* Of one's own acts: help or talks to come are promised, a wrong that was not done is denied (the guide). */
static void own_words(const at_ctx *c, at_finding *f)
{
    if (f->stance == AT_EXPECTED && held_out(f->event.type) && own_act(c, f))
        f->stance = AT_PROMISED;
    else if (f->stance == AT_ASSERTED && f->negated && hostile(f->event.type) && f->event.type != AT_ACCUSE && own_act(c, f))
        f->stance = AT_DENIED;
}

/* A march is no charge, whoever tells of it; a riot is. */
static bool charge(const at_finding *f)
{
    return held_against(f->event.type) && f->event.type != AT_ACCUSE && (f->event.type != AT_PROTEST || at_in_list(AT_S("riot vandalize obstruct"), ' ', f->event.mode));
}

void at__event_enemies(at__ev *ev)
{
    at_map enemies;
    at_ctx *c = ev->c;
    at_map_init(&enemies, c->mem);
    for (size_t i = 0; i < c->findings.n; i++)
        if (c->findings.p[i].kind == AT_K_EVENT && hostile(c->findings.p[i].event.type))
            learn(ev, &enemies, &c->findings.p[i]);
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        if (f->kind != AT_K_EVENT)
            continue;
        own_words(c, f);
        if (f->stance == AT_ASSERTED && charge(f) && told_by_enemy(ev, &enemies, f))
            f->stance = AT_ALLEGED;
    }
}
