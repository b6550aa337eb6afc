#include "find/event_fill.h"

#include "base/str.h"

enum {
    AT__BACK = 24,     /* earlier events that are looked at */
    AT__SENTENCES = 8, /* and sentences */
};

static bool definite(const at__ev *ev, uint32_t tok)
{
    static const char *const words[] = {"the", "this", "that", "these", "those"};
    for (int32_t d = ev->an->tokens[tok].child; d >= 0 && (uint32_t)d < tok; d = ev->an->tokens[d].next)
        if (ev->an->tokens[d].rel == AT_R_DET)
            for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (at_eq(ev->an->tokens[d].lower, at_strz(words[i])))
                    return true;
    return false;
}

static bool same_mode(at_str a, at_str b)
{
    return !a.n || !b.n || at_eq(a, b);
}

/* May f, which names nobody for a side, be the act of g? */
static bool same_act(const at__ev *ev, const at_finding *f, const at_finding *g)
{
    bool noun = ev->an->tokens[f->tok].upos == AT_NOUN;
    uint32_t apart = ev->an->tokens[f->tok].sent - ev->an->tokens[g->tok].sent;
    if (f->event.type != g->event.type || apart > AT__SENTENCES || !same_mode(f->event.mode, g->event.mode))
        return false;
    switch (f->event.type) {
    case AT_PROTEST: return true; /* one protest a report is the rule */
    case AT_CONSULT: case AT_AGREE: return noun && definite(ev, f->tok);
    case AT_ASSAULT: case AT_COERCE: case AT_SANCTION: return noun && definite(ev, f->tok);
    default: return false;
    }
}

static void one(at__ev *ev, at_finding *f, size_t i)
{
    at_ctx *c = ev->c;
    for (size_t back = 0; back < AT__BACK && i > back && (!f->event.actor.n || !f->event.recipient.n); back++) {
        const at_finding *g = &c->findings.p[i - back - 1];
        if (g->kind != AT_K_EVENT || !same_act(ev, f, g))
            continue;
        if (!f->event.actor.n && f->event.type != AT_PROTEST)
            f->event.actor = g->event.actor;
        if (!f->event.recipient.n)
            f->event.recipient = g->event.recipient;
    }
}

void at__event_fill(at__ev *ev)
{
    for (size_t i = 0; i < ev->c->findings.n; i++) {
        at_finding *f = &ev->c->findings.p[i];
        if (f->kind == AT_K_EVENT && (!f->event.actor.n || !f->event.recipient.n))
            one(ev, f, i);
    }
}
