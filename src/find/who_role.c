/* who_role.c: offices and descriptions of people: "President X", "X, the foreign minister of Y,", "X is a lawyer". */
#include "find/who_entity.h"

#include "base/utf8.h"

/* Country that the token names as noun, adjective or capital, alone or with its name. */
static bool iso_at(const at_ctx *c, uint32_t tok, at_str *iso)
{
    const at_who *w = at__who(c);
    int32_t k = w->name_of ? w->name_of[tok] : -1;
    if (k >= 0) {
        const at_known *n = &w->names.p[k];
        if (at__who_state_words(c, n->beg, n->end, iso, NULL))
            return true;
        if (n->ent >= 0) {
            const at_entity *e = &w->ents.p[at__ent(w, n->ent)];
            *iso = at_strz(e->country);
            return e->country[0] && e->country[0] != 'N' && e->being != AT_BE_PERSON;
        }
        return false;
    }
    return at__who_state_words(c, tok, tok + 1, iso, NULL) != AT_CW_NONE;
}

const char *at__who_country_near(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    at_str iso;
    for (int depth = 0; depth < 3; depth++) {
        int32_t on = -1;
        for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
            at_rel r = (at_rel)an->tokens[d].rel;
            bool before = r == AT_R_AMOD || r == AT_R_COMPOUND || r == AT_R_NMOD_POSS || r == AT_R_NMOD_DESC;
            if ((before || r == AT_R_NMOD) && iso_at(c, (uint32_t)d, &iso))
                return iso.p;
            if (r == AT_R_NMOD || r == AT_R_NMOD_POSS)
                on = on < 0 ? d : on;
        }
        if (on < 0)
            return NULL;
        tok = (uint32_t)on;
    }
    return NULL;
}

static bool says_spokes(const at_analysis *an, uint32_t beg, uint32_t end)
{
    for (uint32_t t = beg; t < end; t++)
        if (at_starts(an->tokens[t].lower, AT_S("spokes")))
            return true;
    return false;
}

static bool says_former(const at_analysis *an, uint32_t beg, uint32_t end)
{
    for (uint32_t t = beg; t < end; t++)
        if (at__who_in(an->tokens[t].lower, "former ex late ousted deposed exiled ex-president ex-minister ex-prime onetime erstwhile outgoing"))
            return !at_eq(an->tokens[t].lower, AT_S("outgoing"));
    return false;
}

/* The body or state named in the words of an office. */
static int32_t body_in(const at_ctx *c, uint32_t beg, uint32_t end)
{
    const at_who *w = at__who(c);
    for (uint32_t t = beg; t < end; t++) {
        int32_t k = w->name_of[t], e = k >= 0 ? at__ent(w, w->names.p[k].ent) : -1;
        at_str iso;
        if (e >= 0 && w->ents.p[e].being != AT_BE_PERSON && w->ents.p[e].being >= AT_BE_STATE)
            return e;
        if (k >= 0 && at__who_state_words(c, w->names.p[k].beg, w->names.p[k].end, &iso, NULL)) {
            uint32_t s = at_map_get(&w->by_name, (at_str){(const char[]){'c', ':', iso.p[0], iso.p[1], iso.p[2]}, 5});
            if (s != AT_NONE)
                return (int32_t)s;
        }
    }
    return -1;
}

/* The office said by tokens [beg, end) of which a title ends at some word before "of" or "for", or at the end. */
static bool role_in(at_ctx *c, uint32_t beg, uint32_t end, at_role_said *r, at_title *best)
{
    const at_analysis *an = c->an;
    *best = (at_title){0};
    for (uint32_t e = end; e > beg; e--) {
        uint32_t tb;
        if (e < end && an->tokens[e].upos != AT_ADP && an->tokens[e].upos != AT_PUNCT && an->tokens[e].upos != AT_CCONJ)
            continue;
        at_title t = at__who_title_before(c, beg, e, &tb);
        if (t.kind > AT_T_HONORIFIC && (best->kind <= AT_T_HONORIFIC || t.kind != AT_T_KIN))
            *best = t;
        else if (t.kind && !best->kind)
            *best = t;
    }
    if (best->kind <= AT_T_HONORIFIC)
        return false;
    r->office = says_spokes(an, beg, end) ? AT_S("spokesman") : best->office;
    while (beg + 1 < end && an->tokens[beg].upos == AT_DET)
        beg++;
    r->words = at_words(an, beg, end);
    r->body = body_in(c, beg, end);
    r->former = says_former(an, beg, end) || at_eq(best->office, AT_S("former"));
    return true;
}

static void note_officer(at_ctx *c, int32_t ent)
{
    at_who *w = at__who(c);
    for (size_t i = 0; i < w->officers.n; i++)
        if (w->officers.p[i] == ent)
            return;
    if (w->officers.n < AT_OFFICERS)
        *at_push(c->mem, &w->officers) = ent;
}

static void give(at_ctx *c, int32_t ent, at_role_said r, at_title t, const char *iso)
{
    at_entity *e = &at__who(c)->ents.p[ent];
    if (iso)
        memcpy(r.country, iso, 3);
    at__ent_role(c, ent, r);
    note_officer(c, ent);
    if (!e->sector.n && t.kind != AT_T_KIN)
        e->sector = r.former ? AT_S("ELI") : t.sector;
    if (t.gender && (!e->gender || e->soft_gender)) {
        e->gender = (uint8_t)t.gender;
        e->soft_gender = false;
    }
    if (iso)
        at__ent_country(e, (at_str){iso, 3});
}

/* Can the word stand within a title before a name? */
static bool in_title(const at_token *t)
{
    return t->upos == AT_ADJ || t->upos == AT_NOUN || t->upos == AT_PROPN || t->upos == AT_NUM || (t->upos == AT_PART && t->rel == AT_R_CASE) ||
           (t->upos == AT_PUNCT && at_eq(t->form, AT_S("-"))) || (t->upos == AT_X && t->form.n);
}

static bool breaks(const at_token *t)
{
    return t->upos == AT_VERB || t->upos == AT_AUX || t->upos == AT_PRON || t->upos == AT_SCONJ || (t->upos == AT_PUNCT && !at_eq(t->form, AT_S("-")));
}

/* The title may be made the name's head, its modifier, or, wrongly, its neighbour in the clause. */
static bool tied(const at_analysis *an, uint32_t title, uint32_t name)
{
    return at_under(an, name, title) || at_under(an, title, name) || an->tokens[title].head == an->tokens[name].head;
}

static bool of_person(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    return w->name_of[tok] >= 0 && w->names.p[w->name_of[tok]].type == AT_N_PER;
}

/*
 * Title tokens before the name: right before it ("Kazakh political scientist X"), or with a complement between ("High
 * Representative for Foreign Affairs X"). Sets *beg and the head noun of the title; false if there is none.
 */
static bool title_span(const at_ctx *c, const at_known *k, uint32_t *beg, uint32_t *head)
{
    const at_token *t = c->an->tokens;
    uint32_t first = c->an->sents[t[k->head].sent].beg, b, p = k->beg;
    while (p > first && (t[p - 1].upos == AT_PUNCT && (at_eq(t[p - 1].form, AT_S("-")) || at_eq(t[p - 1].lower, AT_S("\"")))))
        p--;
    if (k->title_beg < k->beg) {
        *beg = k->title_beg;
        *head = k->beg - 1;
    } else {
        at_title near = at__who_title_before(c, first, p, &b);
        for (uint32_t x = p; !near.kind && x > first && k->beg - x < 14 && !breaks(&t[x - 1]); x--)
            if (t[x].upos == AT_ADP && x + 1 < k->beg && tied(c->an, x - 1, k->head)) {
                near = at__who_title_before(c, first, x, &b);
                p = x;
            }
        if (!near.kind && p > first + 3 && at_eq(t[p - 1].form, AT_S(")")) && at_eq(t[p - 3].form, AT_S("("))) { /* "superintendent of police (SP) X" */
            p -= 3;
            near = at__who_title_before(c, first, p, &b);
        }
        if (!near.kind || (t[p - 1].rel == AT_R_CASE && near.kind != AT_T_HONORIFIC))
            return false;
        *beg = b;
        *head = p - 1;
    }
    if (*beg > first + 2 && at_eq(t[*beg - 1].form, AT_S(")")) && at_eq(t[*beg - 3].form, AT_S("("))) /* "Tehreek-e-Insaf (PTI) Chairman X" */
        *beg -= 3;
    while (*beg > first && in_title(&t[*beg - 1]) && !of_person(c, *beg - 1))
        --*beg;
    return true;
}

static const char *iso_in(const at_ctx *c, uint32_t beg, uint32_t end)
{
    at_str iso;
    for (uint32_t t = beg; t < end; t++)
        if (iso_at(c, t, &iso))
            return iso.p;
    return NULL;
}

static void from_title(at_ctx *c, size_t i, int32_t ent)
{
    at_who *w = at__who(c);
    const at_known *k = &w->names.p[i];
    at_role_said r = {0};
    at_title t;
    uint32_t beg, head;
    if (!title_span(c, k, &beg, &head))
        return;
    if (head + 4 == k->beg && w->name_of[head + 2] >= 0) /* the acronym of an office stands for its holder */
        (void)at__ent_merge(c, ent, w->names.p[w->name_of[head + 2]].ent);
    if (role_in(c, beg, head + 4 == k->beg && at_eq(c->an->tokens[head + 1].form, AT_S("(")) ? head + 1 : k->beg, &r, &t)) {
        give(c, ent, r, t, iso_in(c, beg, k->beg));
        if (w->name_of[head] < 0)
            w->titled[head] = (int32_t)i;
    } else if (t.gender && !w->ents.p[ent].gender) {
        w->ents.p[ent].gender = (uint8_t)t.gender;
    }
}

/* Is there a hyphen at `tok` that ties two words of one ("secretary-general")? */
static bool hyphen_at(const at_analysis *an, uint32_t tok)
{
    return tok > 0 && tok + 1 < an->ntokens && at_eq(an->tokens[tok].form, AT_S("-")) && an->tokens[tok - 1].span.end == an->tokens[tok].span.beg &&
           an->tokens[tok].span.end == an->tokens[tok + 1].span.beg && an->tokens[tok - 1].sent == an->tokens[tok + 1].sent;
}

/* A noun that is said to be the person: its phrase is a role. */
static void from_noun(at_ctx *c, uint32_t noun, int32_t ent)
{
    at_role_said r = {0};
    at_title t;
    if (c->an->tokens[noun].upos != AT_NOUN && c->an->tokens[noun].upos != AT_PROPN)
        return;
    at_span np = at__who_phrase(c, noun);
    if (np.beg > 0 && hyphen_at(c->an, np.beg - 1))
        return; /* the tail of the word before */
    if (hyphen_at(c->an, np.end)) { /* "secretary-general of the council", where the tree makes two words of it */
        at_span tail = at__who_phrase(c, np.end + 1);
        np.end = tail.end > np.end + 1 ? tail.end : np.end + 2;
    }
    if (role_in(c, np.beg, np.end, &r, &t))
        give(c, ent, r, t, at__who_country_near(c, noun));
}

/* "Y's foreign minister, X" and "X, the foreign minister of Y". */
static void from_appositions(at_ctx *c, const at_known *k, int32_t ent)
{
    const at_analysis *an = c->an;
    const at_token *h = &an->tokens[k->head];
    if (h->rel == AT_R_APPOS && h->head >= 0 && at__who(c)->name_of[h->head] < 0)
        from_noun(c, (uint32_t)h->head, ent);
    for (int32_t d = h->child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_APPOS && at__who(c)->name_of[d] < 0)
            from_noun(c, (uint32_t)d, ent);
    if (h->rel == AT_R_NSUBJ && h->head >= 0 && at_dep(an, (uint32_t)h->head, AT_R_COP) >= 0 && !at_negated(an, (uint32_t)h->head))
        from_noun(c, (uint32_t)h->head, ent);
}

/* "The man was identified as X", "a man named X": the noun is the person. */
static void from_naming(at_ctx *c, size_t i)
{
    const at_analysis *an = c->an;
    at_who *w = at__who(c);
    const at_token *h = &an->tokens[w->names.p[i].head];
    if (h->head < 0 || !at__who_base_in(an, (uint32_t)h->head, "identify name call know dub"))
        return;
    const at_token *v = &an->tokens[h->head];
    int32_t subj = v->rel == AT_R_ACL ? v->head : at_dep(an, (uint32_t)h->head, AT_R_NSUBJ_PASS);
    if (v->upos != AT_VERB || subj < 0 || w->name_of[subj] >= 0 || an->tokens[subj].upos != AT_NOUN || an->tokens[subj].feats & AT_F_PLUR ||
        at__who_noun_being(c, (uint32_t)subj) != AT_BE_PERSON)
        return;
    w->titled[subj] = (int32_t)i;
    from_noun(c, (uint32_t)subj, at__ent(w, w->names.p[i].ent));
}

/* "The BBC's X" reports for it. */
static void from_possessor(at_ctx *c, size_t i)
{
    at_who *w = at__who(c);
    int32_t p = at_dep(c->an, w->names.p[i].head, AT_R_NMOD_POSS), k = p >= 0 ? w->name_of[p] : -1;
    int32_t body = k >= 0 ? at__ent(w, w->names.p[k].ent) : -1;
    at_entity *e = &w->ents.p[at__ent(w, w->names.p[i].ent)];
    if (body >= 0 && at_eq(w->ents.p[body].sector, AT_S("JRN")) && !e->sector.n)
        e->sector = AT_S("JRN");
}

/* "The Russian foreign minister, X," where the tree has two phrases side by side instead of an apposition. */
static void from_neighbour(at_ctx *c, size_t i)
{
    const at_analysis *an = c->an;
    at_who *w = at__who(c);
    const at_known *k = &w->names.p[i];
    uint32_t first = an->sents[an->tokens[k->head].sent].beg, beg, head;
    if (!title_span(c, k, &beg, &head))
        beg = k->beg;
    if (beg < first + 2 || !at_eq(an->tokens[beg - 1].form, AT_S(",")))
        return;
    bool closed = k->end < an->sents[an->tokens[k->head].sent].end && at_eq(an->tokens[k->end].form, AT_S(","));
    uint32_t n = beg - 2;
    for (int turn = 0; turn < 6 && an->tokens[n].upos != AT_NOUN && an->tokens[n].head >= (int32_t)first && an->tokens[n].head < (int32_t)k->beg; turn++)
        n = (uint32_t)an->tokens[n].head;
    const at_token *t = &an->tokens[n];
    if (t->upos != AT_NOUN || w->name_of[n] >= 0 || t->feats & AT_F_PLUR || (t->head != an->tokens[k->head].head && !closed) || at_dep(an, k->head, AT_R_CASE) >= 0 ||
        at__who_noun_being(c, n) != AT_BE_PERSON || at__who_title_at(c, n).kind <= AT_T_HONORIFIC)
        return;
    w->titled[n] = (int32_t)i;
    from_noun(c, n, at__ent(w, k->ent));
}

void at__who_roles(at_ctx *c)
{
    at_who *w = at__who(c);
    for (size_t i = 0; i < w->names.n; i++) {
        const at_known *k = &w->names.p[i];
        int32_t ent = at__ent(w, k->ent);
        if (k->type != AT_N_PER || ent < 0 || w->ents.p[ent].being != AT_BE_PERSON)
            continue;
        from_title(c, i, ent);
        from_appositions(c, k, ent);
        from_naming(c, i);
        from_neighbour(c, i);
        from_possessor(c, i);
    }
}
