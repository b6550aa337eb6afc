#include "find/who_entity.h"

int32_t at__ent(const at_who *w, int32_t e)
{
    while (e >= 0 && w->ents.p[e].to >= 0)
        e = w->ents.p[e].to;
    return e;
}

int32_t at__ent_new(at_ctx *c, at_being being)
{
    at_who *w = at__who(c);
    at_entity *e = at_push(c->mem, &w->ents);
    e->to = e->last = e->actor = e->set_tok = e->pair[0] = e->pair[1] = -1;
    e->being = (uint8_t)being;
    return (int32_t)w->ents.n - 1;
}

void at__ent_country(at_entity *e, at_str iso)
{
    if (!e->country[0] && iso.n == 3)
        memcpy(e->country, iso.p, 3);
}

void at__ent_role(at_ctx *c, int32_t ent, at_role_said r)
{
    at_who *w = at__who(c);
    at_entity *e = &w->ents.p[ent];
    for (size_t i = 0; i < e->roles.n; i++)
        if (at_eq_fold(e->roles.p[i].words, r.words))
            return;
    if (e->roles.n < 8)
        *at_push(c->mem, &e->roles) = r;
}

int32_t at__ent_merge(at_ctx *c, int32_t into, int32_t from)
{
    at_who *w = at__who(c);
    into = at__ent(w, into);
    from = at__ent(w, from);
    if (into < 0 || from < 0 || into == from)
        return into < 0 ? from : into;
    at_entity *a = &w->ents.p[into], *b = &w->ents.p[from];
    if (!a->ntype && b->ntype)
        return at__ent_merge(c, from, into);
    if (!a->name.n || (b->name_words > a->name_words && b->ntype == a->ntype)) {
        if (b->name.n) {
            a->name = b->name;
            a->name_words = b->name_words;
        }
    }
    if (!a->gender || (a->soft_gender && b->gender && !b->soft_gender)) {
        a->gender = b->gender;
        a->soft_gender = b->soft_gender;
    }
    if (!a->number)
        a->number = b->number;
    if (!a->sector.n)
        a->sector = b->sector;
    if (!a->being)
        a->being = b->being;
    at__ent_country(a, at_strz(b->country));
    if (b->last > a->last)
        a->last = b->last;
    a->n += b->n;
    for (uint8_t i = 0; i < b->nmods && a->nmods < AT_MODS; i++)
        a->mods[a->nmods++] = b->mods[i];
    b->to = into;
    for (size_t i = 0; i < b->roles.n; i++)
        at__ent_role(c, into, b->roles.p[i]);
    return into;
}
