#include "find/event_fill.h"

#include "base/str.h"
#include "find/event_frame.h"

enum {
    AT__BACK = 24,     /* earlier events that are looked at */
    AT__SENTENCES = 8, /* and sentences */
    AT__NEAR_SENTENCES = 3, /* between a deed and "condemned the move" */
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

/* What somebody condemns or rejects without saying whose it is ("condemned the move", "rejected the request"): of the one who did it just before. */
static void of_last(at__ev *ev, at_finding *f, size_t i)
{
    at_ctx *c = ev->c;
    if (ev->an->tokens[f->tok].upos != AT_VERB || !f->event.actor.n)
        return;
    int32_t obj = at__frame_of(ev, f->tok)->obj;
    bool asked = f->event.type == AT_REJECT;
    if (obj < 0 || !at__ev_word_class(ev, ev->lemma[obj], asked ? AT_S("asked") : AT_S("deed")))
        return;
    for (size_t back = 0; back < AT__BACK && i > back; back++) {
        const at_finding *g = &c->findings.p[i - back - 1];
        uint32_t apart = ev->an->tokens[f->tok].sent - ev->an->tokens[g->tok].sent;
        if (apart > AT__NEAR_SENTENCES)
            return;
        bool fits = g->kind == AT_K_EVENT && g->event.actor.n == 1 && (asked ? g->event.type == AT_REQUEST : g->event.type != f->event.type);
        if (fits && g->event.actor.p[0].actor >= 0 && g->event.actor.p[0].actor != f->event.actor.p[0].actor) {
            f->event.recipient = g->event.actor;
            return;
        }
    }
}

void at__event_fill(at__ev *ev)
{
    for (size_t i = 0; i < ev->c->findings.n; i++) {
        at_finding *f = &ev->c->findings.p[i];
        if (f->kind == AT_K_EVENT && (!f->event.actor.n || !f->event.recipient.n))
            one(ev, f, i);
        if (f->kind == AT_K_EVENT && !f->event.recipient.n && (f->event.type == AT_ACCUSE || f->event.type == AT_REJECT || f->event.type == AT_SUPPORT))
            of_last(ev, f, i);
    }
}
