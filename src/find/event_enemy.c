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

static at_str key_of(at_arena *mem, int32_t a, int32_t b)
{
    at__pair *p = at_new(mem, at__pair, 1);
    p->a = (uint32_t)(a < b ? a : b);
    p->b = (uint32_t)(a < b ? b : a);
    return (at_str){(const char *)p, sizeof *p};
}

static void learn(at__ev *ev, at_map *enemies, const at_finding *f)
{
    for (size_t i = 0; i < f->event.actor.n && i < 8; i++)
        for (size_t k = 0; k < f->event.recipient.n && k < 8; k++) {
            int32_t a = f->event.actor.p[i].actor, b = f->event.recipient.p[k].actor;
            if (a >= 0 && b >= 0 && a != b)
                at_map_set(enemies, key_of(ev->c->mem, a, b), 1);
        }
}

static bool told_by_enemy(at__ev *ev, const at_map *enemies, const at_finding *f)
{
    int32_t teller = f->nsource ? f->source[f->nsource - 1].actor : -1;
    bool enemy = false;
    if (teller < 0)
        return false;
    for (size_t i = 0; i < f->event.actor.n && i < 8; i++) {
        int32_t a = f->event.actor.p[i].actor;
        if (a == teller)
            return false;
        enemy |= a >= 0 && at_map_get(enemies, key_of(ev->c->mem, a, teller)) != AT_NONE;
    }
    return enemy;
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
        if (f->kind == AT_K_EVENT && f->stance == AT_ASSERTED && held_against(f->event.type) && f->event.type != AT_ACCUSE && told_by_enemy(ev, &enemies, f))
            f->stance = AT_ALLEGED;
    }
}
