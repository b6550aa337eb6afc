/* who.c: actors out of entities, and the questions that other stages ask of a noun phrase. */
#include "find/who.h"

#include "find/coref.h"
#include "find/who_entity.h"

/* ---- actors ---- */

static at_actor_type type_of(const at_entity *e)
{
    switch (e->being) {
    case AT_BE_PERSON: return e->number == 2 && !e->ntype ? AT_A_GROUP : AT_A_PERSON;
    case AT_BE_STATE: return AT_A_STATE;
    case AT_BE_GROUP: return e->ntype == AT_N_ORG ? AT_A_ORG : AT_A_GROUP;
    default: return AT_A_UNKNOWN;
    }
}

static void new_actor(at_ctx *c, at_entity *e)
{
    at_actor *a = at_push(c->mem, &c->actors);
    e->actor = (int32_t)c->actors.n - 1;
    *at_push(c->mem, &at__who(c)->of_actor) = (int32_t)(e - at__who(c)->ents.p);
    a->name = at__who_clean(c->mem, e->name);
    a->type = type_of(e);
    memcpy(a->country, e->country, sizeof a->country);
    a->sector = e->sector;
    a->plural = e->number == 2;
    a->female = e->gender == AT_G_FEMALE;
    a->male = e->gender == AT_G_MALE;
    for (size_t i = 0; i < e->roles.n; i++)
        *at_push(c->mem, &a->roles) = at__who_clean(c->mem, e->roles.p[i].words);
}

static at_span mention_words(const at_ctx *c, const at_mention *m)
{
    const at_who *w = at__who(c);
    if (m->kind == AT_M_PRON)
        return (at_span){m->tok, m->tok + 1};
    if (m->kind == AT_M_NAME) {
        const at_known *k = &w->names.p[w->name_of[m->tok]];
        return (at_span){k->beg, k->end};
    }
    return at__who_phrase(c, m->tok);
}

/* "Nuns belonging to the order", "rebels vetted by the state": a short participle clause is part of a group's fullest name. */
static at_span with_clause(const at_ctx *c, uint32_t tok, at_span s)
{
    int32_t d = at_dep(c->an, tok, AT_R_ACL);
    if (d < 0 || c->an->tokens[d].upos != AT_VERB)
        return s;
    at_span u = at_subtree(c->an, (uint32_t)d);
    if (u.beg == s.end && u.end - s.beg <= 10)
        s.end = u.end;
    return s;
}

static bool can_act(const at_entity *e)
{
    return e->being >= AT_BE_STATE && (e->ntype || e->lemma.n);
}

/* "Police", "the government" of a report that is all about one country are that country's. */
static void default_country(at_ctx *c)
{
    const at_who *w = at__who(c);
    for (size_t i = 0; i < c->actors.n && w->focus_sure; i++) {
        at_actor *a = &c->actors.p[i];
        const at_entity *e = &w->ents.p[w->of_actor.p[i]];
        if (!a->country[0] && !e->ntype && e->being != AT_BE_PERSON && at__who_in(e->sector, "COP GOV MIL JUD LEG SPY"))
            memcpy(a->country, w->focus, sizeof a->country);
    }
}

static void make_actors(at_ctx *c)
{
    at_who *w = at__who(c);
    for (size_t i = 0; i < w->mentions.n; i++) {
        const at_mention *m = &w->mentions.p[i];
        at_entity *e = &w->ents.p[at__ent(w, m->ent)];
        at_span s = mention_words(c, m);
        if (!can_act(e) || (m->kind == AT_M_PRON && m->person < 3 && e->actor < 0))
            continue;
        if (m->kind == AT_M_NOUN && !e->ntype && e->number == 2)
            s = with_clause(c, m->tok, s);
        if (m->kind == AT_M_NOUN && !e->ntype && s.end - s.beg > e->name_words && s.end - s.beg <= 10) {
            e->name = at_words(c->an, s.beg, s.end);
            e->name_words = s.end - s.beg;
        }
        if (e->actor < 0)
            new_actor(c, e);
        at_actor *a = &c->actors.p[e->actor];
        const char *near = m->kind == AT_M_NOUN && !e->ntype && !a->country[0] ? at__who_country_near(c, m->tok) : NULL;
        if (near)
            memcpy(a->country, near, 3);
        if (e->name.n)
            a->name = at__who_clean(c->mem, e->name);
        *at_push(c->mem, &a->mentions) = at_bytes(c->an, s.beg, s.end);
        c->actor_of[m->tok] = e->actor;
    }
    default_country(c);
    for (size_t i = 0; i < c->actors.n; i++)
        if (!c->actors.p[i].name.n && c->actors.p[i].mentions.n)
            c->actors.p[i].name = at_sub(c->text, c->actors.p[i].mentions.p[0].beg, c->actors.p[i].mentions.p[0].end);
}

void at_who_run(at_ctx *c)
{
    at_who *w = at_new(c->mem, at_who, 1);
    uint32_t n = c->an->ntokens;
    c->own[AT_OWN_WHO] = w;
    w->mention_of = at_new(c->mem, int32_t, n + 1);
    w->loose = at_new(c->mem, int32_t, n + 1);
    w->name_of = at_new(c->mem, int32_t, n + 1);
    w->quote_of = at_new(c->mem, int32_t, n + 1);
    w->titled = at_new(c->mem, int32_t, n + 1);
    for (uint32_t i = 0; i <= n; i++)
        w->mention_of[i] = w->loose[i] = w->name_of[i] = w->quote_of[i] = w->titled[i] = -1;
    at_map_init(&w->by_name, c->mem);
    at__who_names(c);
    at__who_roles(c);
    at__coref_quotes(c);
    at__coref_run(c);
    make_actors(c);
}

/* ---- questions ---- */

static const at_mention *mention_at(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    int32_t m = w ? w->mention_of[tok] : -1;
    return m < 0 ? NULL : &w->mentions.p[m];
}

static const at_entity *entity_at(const at_ctx *c, uint32_t tok)
{
    const at_mention *m = mention_at(c, tok);
    return m && m->ent >= 0 ? &at__who(c)->ents.p[at__ent(at__who(c), m->ent)] : NULL;
}

/* A relative pronoun is asked about as its noun; a token within a name as the name's head. */
static uint32_t asked(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    const at_who *w = at__who(c);
    const at_token *t = &an->tokens[tok];
    if (t->upos == AT_PRON && (t->feats & AT_F_REL || at__who_in(t->lower, "who whom"))) {
        int32_t up = t->head;
        for (int turn = 0; up >= 0 && turn < 12; turn++, up = an->tokens[up].head)
            if ((an->tokens[up].rel == AT_R_ACL_RELCL || an->tokens[up].rel == AT_R_ACL) && an->tokens[up].head >= 0)
                return at__who_core(c, (uint32_t)an->tokens[up].head);
    }
    if (w && w->name_of[tok] >= 0 && w->mention_of[tok] < 0)
        return w->names.p[w->name_of[tok]].head;
    return w ? at__who_core(c, tok) : tok;
}

int32_t at_who_of(const at_ctx *c, uint32_t tok)
{
    uint32_t t = asked(c, tok);
    return c->actor_of[t] >= 0 ? c->actor_of[t] : c->actor_of[tok];
}

static at_being being_at(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    const at_entity *e = entity_at(c, tok);
    if (e && e->being)
        return (at_being)e->being;
    if (t->upos == AT_NOUN || t->upos == AT_PROPN)
        return at__who_noun_being(c, tok);
    if (at__who_in(t->lower, "who whom he she they we i him her them us me you everyone everybody someone somebody nobody anyone anybody"))
        return AT_BE_PERSON;
    if (t->upos == AT_NUM || t->upos == AT_ADJ || at__who_in(t->lower, "others many some several both all most few those"))
        return t->rel == AT_R_AMOD ? AT_BE_THING : AT_BE_PERSON; /* "the wounded", "the two" */
    return AT_BE_NONE;
}

bool at_who_acts(const at_ctx *c, uint32_t tok)
{
    return being_at(c, asked(c, tok)) >= AT_BE_STATE;
}

bool at_who_person(const at_ctx *c, uint32_t tok)
{
    return being_at(c, asked(c, tok)) == AT_BE_PERSON;
}

const char *at_who_sector(const at_ctx *c, uint32_t tok)
{
    static const char *const CODES[] = {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS",
                                        "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC"};
    uint32_t t = asked(c, tok);
    const at_entity *e = entity_at(c, t);
    at_str s = e && e->sector.n ? e->sector : at__who_noun_sector(c, t);
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
        if (at_eq(s, at_strz(CODES[i])))
            return CODES[i];
    return NULL;
}

bool at_who_media(const at_ctx *c, uint32_t tok)
{
    const char *s = at_who_sector(c, tok);
    return (s && at_eq(at_strz(s), AT_S("JRN"))) || at__who_base_in(c->an, asked(c, tok), "report media medium broadcast footage");
}

bool at_who_state(const at_ctx *c, uint32_t tok)
{
    const char *s = at_who_sector(c, tok);
    static const char STATE[] = "GOV MIL COP JUD LEG SPY";
    return being_at(c, asked(c, tok)) == AT_BE_STATE || (s && at__who_in(at_strz(s), STATE));
}

const char *at_who_country(const at_ctx *c, at_str lower)
{
    at_str iso;
    if (!c->lex || !at__who_state(c, lower, &iso, NULL))
        return NULL;
    return at_arena_str(c->mem, iso).p;
}

const char *at_who_country_of(const at_ctx *c, uint32_t tok)
{
    uint32_t t = asked(c, tok);
    const at_entity *e = entity_at(c, t);
    if (e && e->country[0])
        return e->country;
    const char *near = at__who_country_near(c, t);
    return near ? at_arena_str(c->mem, (at_str){near, 3}).p : NULL;
}

at_str at_who_role(const at_ctx *c, uint32_t tok)
{
    uint32_t t = asked(c, tok);
    const at_mention *m = mention_at(c, t);
    const at_entity *e = entity_at(c, t);
    if (e && e->roles.n)
        return at__who_clean(c->mem, e->roles.p[0].words);
    if (m && m->kind == AT_M_NOUN && m->being == AT_BE_PERSON) {
        at_span s = at__who_phrase(c, t);
        return at_words(c->an, s.beg, s.end);
    }
    return (at_str){"", 0};
}
