#include "find/event_name.h"

#include "base/str.h"
#include "find/who.h"

enum {
    AT__LEAD = 3,  /* sentences in which the report may speak of someone without the name */
    AT__AHEAD = 14 /* events further on that are looked at */
};

/* One human being told by a common noun. */
static bool nameless(const at_ctx *c, const at_party *p)
{
    const at_token *t = &c->an->tokens[p->tok];
    if (t->upos != AT_NOUN || t->name || (t->feats & AT_F_PLUR) || !at_who_person(c, p->tok))
        return false;
    if (p->actor >= 0 && (c->actors.p[p->actor].type == AT_A_PERSON && c->actors.p[p->actor].roles.n) )
        return false;
    for (int32_t d = t->child; d >= 0 && (uint32_t)d < p->tok; d = c->an->tokens[d].next)
        if (c->an->tokens[d].rel == AT_R_NUMMOD)
            return false;
    return at_dep_lemma(c->an, p->tok, AT_S("other")) < 0 && at_dep_lemma(c->an, p->tok, AT_S("another")) < 0;
}

/* A person by name whom the report has not named before the word at tok. */
static bool named_later(const at_ctx *c, const at_party *p, uint32_t tok)
{
    if (p->actor < 0 || c->actors.p[p->actor].type != AT_A_PERSON || !c->actors.p[p->actor].mentions.n)
        return false;
    const at_token *t = &c->an->tokens[p->tok];
    bool name = t->name && c->an->names[t->name - 1].type == AT_N_PER;
    return name && c->actors.p[p->actor].mentions.p[0].beg > c->an->tokens[tok].span.end;
}

static bool deadly(const at__ev *ev, uint32_t tok)
{
    return at_in_list(AT_S("kill shoot murder stab slay assassinate die execute behead hang killing murder death slaying"), ' ', ev->lemma[tok]);
}

/* Are the two acts of one kind? */
static bool alike(const at__ev *ev, const at_finding *f, const at_finding *g)
{
    if (f->event.type != g->event.type)
        return false;
    if (at_eq(ev->lemma[f->tok], ev->lemma[g->tok]) || (deadly(ev, f->tok) && deadly(ev, g->tok)))
        return true;
    return f->event.mode.n && at_eq(f->event.mode, g->event.mode);
}

/* The actor named in that part of a later act of the kind; -1 if none or several. */
static int32_t later(const at__ev *ev, size_t i, const at_party *p, bool doer)
{
    const at_ctx *c = ev->c;
    int32_t who = -1;
    for (size_t k = i + 1; k < c->findings.n && k <= i + AT__AHEAD; k++) {
        const at_finding *g = &c->findings.p[k];
        if (g->kind != AT_K_EVENT || !alike(ev, &c->findings.p[i], g))
            continue;
        const at_parties *all = doer ? &g->event.actor : &g->event.recipient;
        if (all->n != 1 || !named_later(c, &all->p[0], p->tok))
            continue;
        if (who >= 0 && who != all->p[0].actor)
            return -1;
        who = all->p[0].actor;
    }
    return who;
}

static void rename_all(at_ctx *c, int32_t from, uint32_t tok, int32_t to)
{
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        at_parties *all[2] = {&f->event.actor, &f->event.recipient};
        for (int s = 0; s < 2 && f->kind == AT_K_EVENT; s++)
            for (size_t k = 0; k < all[s]->n; k++)
                if (all[s]->p[k].tok == tok || (from >= 0 && all[s]->p[k].actor == from))
                    all[s]->p[k].actor = to;
    }
}

void at__event_names(at__ev *ev)
{
    at_ctx *c = ev->c;
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        if (f->kind != AT_K_EVENT || c->an->tokens[f->tok].sent >= AT__LEAD)
            continue;
        for (int s = 0; s < 2; s++) {
            at_parties *all = s ? &f->event.recipient : &f->event.actor;
            if (all->n != 1 || !nameless(c, &all->p[0]))
                continue;
            int32_t who = later(ev, i, &all->p[0], !s);
            if (who >= 0)
                rename_all(c, all->p[0].actor, all->p[0].tok, who);
        }
    }
}
