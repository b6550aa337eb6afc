/* who_body.c: names of states, peoples, bodies and places, with acronyms and short forms. */
#include "find/who_namer.h"

#include "base/utf8.h"

/* ---- states, peoples, bodies, places ---- */

static int32_t under_key(at_namer *n, size_t i, char tag, at_str key, at_being being)
{
    at_str full = at_arena_fmt(n->c->mem, "%c:%.*s", tag, AT_FMT(key));
    uint32_t *at = at_map_at(&n->w->by_name, full);
    if (*at == AT_NONE) {
        *at = (uint32_t)at__ent_new(n->c, being);
        at_known *k = &n->w->names.p[i];
        uint32_t ws[AT_NAME_WORDS], m = at__namer_words(n, k, ws);
        for (uint32_t j = 0; j < m; j++)
            at__namer_index(n, at__namer_tok(n, ws[j])->lower, (int32_t)*at);
    }
    return (int32_t)*at;
}

/* A capital or seat of government acts for its state when it is the doer of a clause or the possessor of an act. */
static bool stands_for_state(const at_analysis *an, const at_known *k)
{
    const at_token *t = &an->tokens[k->head];
    for (int turn = 0; turn < 4 && t->rel == AT_R_CONJ && t->head >= 0; turn++)
        t = &an->tokens[t->head];
    if (t->head < 0)
        return false;
    const at_token *g = &an->tokens[t->head];
    if (t->rel == AT_R_NSUBJ)
        return g->upos == AT_VERB;
    if (t->rel == AT_R_OBL_AGENT)
        return true;
    if (t->rel == AT_R_OBL || t->rel == AT_R_NMOD) {
        for (int32_t d = t->child; d >= 0; d = an->tokens[d].next)
            if (an->tokens[d].rel == AT_R_CASE)
                return at__who_in(an->tokens[d].lower, "by with between against");
        return false;
    }
    return t->rel == AT_R_OBJ && at__who_base_in(an, (uint32_t)t->head, "accuse blame urge warn ask tell press pressure criticise criticize condemn support back help call urge force "
                                                      "persuade assure threaten invite thank praise notify inform");
}

bool at__name_state(at_namer *n, size_t i)
{
    at_known *k = &n->w->names.p[i];
    at_str iso, as;
    at_country_word kind = at__who_state_words(n->c, k->beg, k->end, &iso, &as);
    const at_token *h = at__namer_tok(n, k->head);
    if (kind == AT_CW_NONE)
        return false;
    if (kind == AT_CW_CAPITAL && !stands_for_state(n->c->an, k))
        return false;
    bool modifier = h->rel == AT_R_AMOD || (h->upos == AT_ADJ && h->rel != AT_R_NSUBJ && h->rel != AT_R_OBJ && h->rel != AT_R_OBL);
    if (kind == AT_CW_PERSON || kind == AT_CW_PEOPLE || kind == AT_CW_ADJECTIVE) {
        if (modifier || h->rel == AT_R_COMPOUND) {
            k->ent = -1;
            k->type = AT_N_NONE; /* "Russian troops": no mention of its own */
            return true;
        }
        int32_t e = under_key(n, i, 'p', iso, kind == AT_CW_PERSON ? AT_BE_PERSON : AT_BE_GROUP);
        at__namer_bear(n, e, i);
        at__ent_country(&n->w->ents.p[e], iso);
        n->w->ents.p[e].number = kind == AT_CW_PERSON ? 1 : 2;
        return true;
    }
    int32_t e = under_key(n, i, 'c', iso, AT_BE_STATE);
    at_entity *en = &n->w->ents.p[e];
    if (kind == AT_CW_NAME && !at_eq(h->lower, AT_S("we")))
        at__namer_bear(n, e, i);
    else if (!en->name.n) {
        en->name = as;
        en->fixed_name = true;
    }
    k->ent = e;
    k->type = AT_N_LOC;
    en->ntype = AT_N_LOC;
    en->number = 1;
    en->sector = AT_S("GOV");
    at__ent_country(en, iso);
    return true;
}

bool at__name_body(at_namer *n, size_t i)
{
    at_known *k = &n->w->names.p[i];
    at_body b = at__who_body(n->c, k->beg, k->end);
    if (!b.name.n)
        return false;
    if (k->type == AT_N_PER && k->end - k->beg == 1 && at_map_get(&n->words, at__namer_tok(n, k->beg)->lower) != AT_NONE)
        return false;
    int32_t e = under_key(n, i, 'o', at_utf8_key(n->c->mem, b.name), AT_BE_GROUP);
    k->type = AT_N_ORG;
    n->w->ents.p[e].ntype = AT_N_ORG;
    at__namer_bear(n, e, i);
    n->w->ents.p[e].sector = b.sector;
    at__ent_country(&n->w->ents.p[e], b.country);
    return true;
}

/* ---- bodies of the report itself ---- */

/* First letters of the words of a body's name: with and without the small words. */
void at__name_initials(at_namer *n, const at_known *k, int32_t ent)
{
    char all[16], big[16];
    size_t na = 0, nb = 0;
    for (uint32_t t = k->beg; t < k->end && na < sizeof all; t++) {
        const at_token *w = at__namer_tok(n, t);
        if (!at__name_wordlike(w) || w->lower.p[0] >= (char)0x7f || (unsigned char)w->lower.p[0] >= 0x80)
            continue;
        all[na++] = w->lower.p[0];
        if (!at__who_in(w->lower, "the of and for in on de la el et des du y"))
            big[nb++] = w->lower.p[0];
    }
    if (nb >= 2)
        at_map_set(&n->initials, at_arena_str(n->c->mem, (at_str){big, nb}), (uint32_t)ent);
    if (na >= 3 && na != nb)
        at_map_set(&n->initials, at_arena_str(n->c->mem, (at_str){all, na}), (uint32_t)ent);
}

/* "Collective Security Treaty Organisation (CSTO)": the name that stands before the bracket. */
static int32_t before_bracket(at_namer *n, size_t i)
{
    const at_known *k = &n->w->names.p[i];
    if (!i || !k->beg || !at_eq(at__namer_tok(n, k->beg - 1)->form, AT_S("(")))
        return -1;
    const at_known *p = &n->w->names.p[i - 1];
    return p->ent >= 0 && p->end + 1 == k->beg && p->type != AT_N_PER ? p->ent : -1;
}

static int32_t by_initials(at_namer *n, const at_known *k)
{
    char buf[16];
    size_t m = 0;
    if (k->end != k->beg + 1)
        return -1;
    at_str f = at__namer_tok(n, k->beg)->form;
    for (size_t i = 0; i < f.n; i++)
        if (f.p[i] >= 'A' && f.p[i] <= 'Z' && m < sizeof buf)
            buf[m++] = (char)(f.p[i] + 32);
        else if (f.p[i] != '.' && f.p[i] != '-')
            return -1;
    if (m < 2)
        return -1;
    uint32_t e = at_map_get(&n->initials, (at_str){buf, m});
    return e == AT_NONE ? -1 : (int32_t)e;
}

/* Is one the other's beginning or end, small words and leading country aside? ("Daewoo"; "Foreign Ministry" of "Syria's Foreign Ministry") */
static bool part_of(const at_namer *n, const at_known *s, const at_known *l)
{
    uint32_t a[AT_NAME_WORDS], b[AT_NAME_WORDS], na = at__namer_words(n, s, a), nb = at__namer_words(n, l, b);
    if (!na || na >= nb)
        return false;
    bool head = true, tail = true;
    for (uint32_t i = 0; i < na; i++) {
        head = head && at_eq(at__namer_tok(n, a[i])->lower, at__namer_tok(n, b[i])->lower);
        tail = tail && at_eq(at__namer_tok(n, a[i])->lower, at__namer_tok(n, b[nb - na + i])->lower);
    }
    return head || (tail && na > 1);
}

static int32_t longer_body(at_namer *n, const at_known *k)
{
    uint32_t ws[AT_NAME_WORDS], m = at__namer_words(n, k, ws);
    if (!m)
        return -1;
    at_str iso;
    if (m == 1 && (at__who_state_words(n->c, k->beg, k->end, &iso, NULL) || at__who_noun(n->c, ws[0]) != AT_NONE))
        return -1;
    uint32_t x = at_map_get(&n->words, at__namer_tok(n, ws[m - 1])->lower);
    for (int turn = 0; x != AT_NONE && x && turn < AT_CHAIN_MAX; x = n->nodes.p[x - 1].next, turn++) {
        int32_t e = n->nodes.p[x - 1].ent;
        if (n->w->ents.p[e].ntype == AT_N_ORG && n->rep[e] >= 0 && part_of(n, k, &n->w->names.p[n->rep[e]]))
            return e;
    }
    return -1;
}

static at_being being_of(const at_known *k)
{
    switch (k->type) {
    case AT_N_ORG: case AT_N_NORP: return AT_BE_GROUP;
    case AT_N_LOC: return AT_BE_PLACE;
    case AT_N_PER: return AT_BE_PERSON;
    default: return AT_BE_THING;
    }
}

static void country_in(const at_namer *n, const at_known *k, at_entity *e)
{
    at_str iso;
    for (uint32_t t = k->beg; t < k->end; t++)
        if (at__who_state_words(n->c, t, t + 1, &iso, NULL) || (t + 1 < k->end && at__who_state_words(n->c, t, t + 2, &iso, NULL)))
            at__ent_country(e, iso);
    const char *near = at__who_country_near(n->c, k->head);
    if (near)
        at__ent_country(e, (at_str){near, 3});
}

/* The name's key with a leading state put as its code, so that "U.S. Congress" and "United States Congress" are one. */
static at_str body_key(const at_namer *n, const at_known *k, char buf[AT_KEY_MAX])
{
    at_str iso;
    for (uint32_t m = 3; m > 0; m--) {
        if (k->beg + m >= k->end || !at__who_state_words(n->c, k->beg, k->beg + m, &iso, NULL))
            continue;
        at_str rest = at__who_key(n->c->an, k->beg + m, k->end, buf);
        return at_arena_fmt(n->c->mem, "#%.*s %.*s", AT_FMT(iso), AT_FMT(rest));
    }
    return at__who_key(n->c->an, k->beg, k->end, buf);
}

void at__name_other(at_namer *n, size_t i)
{
    at_known *k = &n->w->names.p[i];
    char buf[AT_KEY_MAX];
    at_str key = body_key(n, k, buf);
    const at_token *h = at__namer_tok(n, k->head);
    int32_t e = -1;
    if (k->type == AT_N_NORP && (h->rel == AT_R_AMOD || h->upos == AT_ADJ)) {
        k->type = AT_N_NONE;
        return;
    }
    if (k->type == AT_N_NORP && h->lemma.n)
        key = h->lemma;
    if (k->type == AT_N_ORG || k->type == AT_N_MISC) {
        e = before_bracket(n, i);
        if (e < 0)
            e = by_initials(n, k);
        if (e < 0 && k->type == AT_N_ORG)
            e = longer_body(n, k);
    }
    at_str tagged = at_arena_fmt(n->c->mem, "o:%.*s", AT_FMT(key));
    if (e >= 0 && at_map_get(&n->w->by_name, tagged) == AT_NONE)
        at_map_set(&n->w->by_name, tagged, (uint32_t)e); /* the same words later on are the same body */
    else if (e < 0)
        e = under_key(n, i, k->type == AT_N_LOC ? 'l' : 'o', at_arena_str(n->c->mem, key), being_of(k));
    at__namer_bear(n, e, i);
    if (k->type == AT_N_ORG) {
        at__name_initials(n, k, e);
        if (!n->w->ents.p[e].sector.n)
            n->w->ents.p[e].sector = at__who_noun_sector(n->c, k->head);
        country_in(n, k, &n->w->ents.p[e]);
    }
    if (k->type == AT_N_NORP)
        n->w->ents.p[e].number = h->feats & AT_F_PLUR ? 2 : 1;
}

/* A name in brackets right after a name is the same body, whatever the tables say of either. */
void at__name_brackets(at_namer *n)
{
    for (size_t i = 1; i < n->w->names.n; i++) {
        const at_known *k = &n->w->names.p[i];
        int32_t e = k->type == AT_N_ORG || k->type == AT_N_MISC ? before_bracket(n, i) : -1;
        if (e >= 0 && k->ent >= 0 && n->w->ents.p[at__ent(n->w, e)].being == AT_BE_GROUP)
            (void)at__ent_merge(n->c, e, k->ent);
    }
}
