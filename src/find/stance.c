#include "find/stance.h"

typedef enum { S_OTHER, S_REBELS, S_STATE } side;

/* Which side the words and the actor (or -1) are of: by a word, else by the sector that who.c knows. */
static side side_of(const at_ctx *c, at_str words, int32_t actor)
{
    static const char *const rebels = "rebel rebels guerrilla guerrillas insurgent insurgents terrorist terrorists militant militants extremist extremists subversives "
                                      "separatists fighters jihadists contras";
    static const char *const state = "army military soldiers troops forces brigade battalion garrison command commander colonel major general navy coalition government "
                                     "ministry minister president";
    at_str rest = at_lower_ascii(c->mem, words), w, sector = actor >= 0 ? c->actors.p[actor].sector : (at_str){"", 0};
    side s = S_OTHER;
    while (at_cut(&rest, ' ', &w)) {
        if (at_in_list(at_strz(rebels), ' ', w))
            return S_REBELS;
        if (at_in_list(at_strz(state), ' ', w))
            s = S_STATE;
    }
    if (s == S_OTHER && sector.n)
        s = at_in_list(AT_S("REB SEP"), ' ', sector) ? S_REBELS : at_in_list(AT_S("MIL GOV SPY"), ' ', sector) ? S_STATE : S_OTHER;
    return s;
}

void at_stance_run(at_ctx *c)
{
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        if (f->kind != AT_K_EVENT || f->stance != AT_ASSERTED || f->event.type != AT_ASSAULT || !f->nsource || !f->event.actor.n)
            continue;
        const at_source *s = &f->source[f->nsource - 1];
        at_mark m = at_arena_mark(c->mem);
        side teller = side_of(c, s->name, s->actor), doer = side_of(c, f->event.actor.p[0].text, f->event.actor.p[0].actor);
        at_arena_reset(c->mem, m);
        if (teller != S_OTHER && doer != S_OTHER && teller != doer && (s->actor < 0 || s->actor != f->event.actor.p[0].actor))
            f->stance = AT_ALLEGED;
    }
}
