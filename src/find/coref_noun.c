/* coref_noun.c: which entity a noun phrase without a name stands for: apposition, same noun, office, kind. */
#include "find/coref_own.h"

enum { LOOK_BACK = 24, LOOK_NODES = 12 };

static const at_token *tk(const at_coref *k, const at_mention *m)
{
    return &k->c->an->tokens[m->tok];
}

static uint32_t sent_of(const at_coref *k, int32_t mention)
{
    return tk(k, &k->w->mentions.p[mention])->sent;
}

/* Can the mention stand for the entity at all? */
static bool may(const at_coref *k, const at_mention *m, const at_mention *p, const at_entity *e)
{
    if (m->number && e->number && m->number != e->number)
        return false;
    if (m->gender && e->gender && m->gender != e->gender && !e->soft_gender)
        return false;
    if (m->being && p->being && p->kind == AT_M_NOUN && (m->being >= AT_BE_STATE) != (p->being >= AT_BE_STATE))
        return false; /* "the crime" and "organized crime" */
    return p->ent >= 0 && !at_under(k->c->an, m->tok, p->tok) && !at_under(k->c->an, p->tok, m->tok);
}

/* ---- apposition and copula ---- */

static int32_t apposed(at_coref *k, const at_mention *m)
{
    const at_token *t = tk(k, m);
    if (t->rel != AT_R_APPOS || t->head < 0 || m->indefinite + m->definite == 0)
        return -1;
    int32_t g = k->w->mention_of[t->head];
    if (g < 0 || (uint32_t)t->head > m->tok)
        return -1;
    const at_mention *h = &k->w->mentions.p[g];
    bool like = h->being == m->being || (h->being >= AT_BE_STATE && m->being >= AT_BE_STATE) || !h->being || !m->being;
    return like && (!h->number || !m->number || h->number == m->number) ? h->ent : -1;
}

/* "The Reuters news agency", "the Séléka militia": the noun says what the named body is. */
static int32_t named_within(at_coref *k, const at_mention *m)
{
    if (m->being != AT_BE_GROUP || m->number == 2 ||
        !at__who_base_in(k->c->an, m->tok, "agency party group movement organization organisation newspaper daily magazine network channel broadcaster militia union company"))
        return -1;
    for (int32_t d = tk(k, m)->child; d >= 0 && (uint32_t)d < m->tok; d = k->c->an->tokens[d].next) {
        int32_t n = k->w->name_of[d], e = n >= 0 ? at__ent(k->w, k->w->names.p[n].ent) : -1;
        if (k->c->an->tokens[d].rel == AT_R_COMPOUND && e >= 0 && k->w->ents.p[e].being == AT_BE_GROUP && k->w->names.p[n].type == AT_N_ORG)
            return e;
    }
    return -1;
}

/* "The foreign minister, X": the name stands in apposition to the noun, or the noun is taken for the head of the name. */
static int32_t named_beside(at_coref *k, const at_mention *m)
{
    for (int32_t d = tk(k, m)->child; d >= 0; d = k->c->an->tokens[d].next) {
        const at_token *t = &k->c->an->tokens[d];
        int32_t n = k->w->name_of[d];
        if ((t->rel == AT_R_APPOS || t->rel == AT_R_FLAT) && n >= 0 && k->w->names.p[n].ent >= 0 && (uint32_t)d > m->tok) {
            int32_t e = at__ent(k->w, k->w->names.p[n].ent);
            uint8_t b = k->w->ents.p[e].being;
            if (b == m->being || (t->rel == AT_R_FLAT && b == AT_BE_PERSON) || (b == AT_BE_GROUP && m->being >= AT_BE_STATE && m->being != AT_BE_PERSON) ||
                (b == AT_BE_PLACE && m->being == AT_BE_PLACE) || (b == AT_BE_STATE && m->being == AT_BE_PLACE))
                return m->number == 2 && b == AT_BE_PERSON ? -1 : e;
        }
    }
    return -1;
}

/* ---- offices ---- */

static bool same_office(at_str a, at_str b)
{
    static const char MINISTERS[] = "foreign defence interior minister";
    return at_eq(a, b) || (at_eq(a, AT_S("minister")) && at__who_in(b, MINISTERS));
}

static bool said_so(const at_role_said *r, at_str noun)
{
    for (size_t i = 0; i + noun.n <= r->words.n; i++)
        if (at_eq_fold(at_sub(r->words, i, i + noun.n), noun))
            return true;
    return false;
}

/* A person with that office in the report; of several the one of the same country, then the one mentioned last. */
static int32_t holder(const at_coref *k, const at_mention *m, at_title t)
{
    const at_who *w = k->w;
    const char *iso = at__who_country_near(k->c, m->tok);
    int32_t best = -1, best_score = -1;
    char buf[AT_KEY_MAX];
    at_str noun = at__who_base(k->c->an, m->tok, buf);
    for (size_t i = 0; i < w->officers.n; i++) {
        int32_t e = at__ent(w, w->officers.p[i]);
        const at_entity *en = &w->ents.p[e];
        for (size_t r = 0; r < en->roles.n; r++) {
            const at_role_said *s = &en->roles.p[r];
            if (!at__who_in(t.office, "state government vice foreign defence interior minister") && !said_so(s, noun))
                continue; /* many are officials or officers: the very word must have been used */
            if (s->former || !same_office(t.office, s->office) || (m->gender && en->gender && !en->soft_gender && m->gender != en->gender))
                continue;
            if (iso && s->country[0] && memcmp(iso, s->country, 3) != 0)
                continue;
            int32_t score = (iso && s->country[0] ? 8 : 0) + (!iso && memcmp(s->country, w->focus, 3) == 0 ? 1 : 0) + (en->last >= 0 ? 4 : 0);
            if (score > best_score || (score == best_score && en->last > w->ents.p[best].last)) {
                best = e;
                best_score = score;
            }
        }
    }
    return best;
}

/* "The PTI chief" is the person who has some leading office of PTI. */
static int32_t head_of_body(const at_coref *k, const at_mention *m)
{
    const at_who *w = k->w;
    int32_t body = -1;
    if (!at__who_base_in(k->c->an, m->tok, "chief leader head chairman chairwoman boss president founder chairperson chair"))
        return -1;
    for (int32_t d = tk(k, m)->child; d >= 0 && body < 0; d = k->c->an->tokens[d].next) {
        at_rel r = (at_rel)k->c->an->tokens[d].rel;
        int32_t n = w->name_of[d];
        if ((r == AT_R_COMPOUND || r == AT_R_NMOD || r == AT_R_NMOD_POSS) && n >= 0 && w->names.p[n].type == AT_N_ORG)
            body = at__ent(w, w->names.p[n].ent);
    }
    for (size_t i = 0; i < w->officers.n && body >= 0; i++) {
        int32_t e = at__ent(w, w->officers.p[i]);
        for (size_t r = 0; r < w->ents.p[e].roles.n; r++) {
            const at_role_said *s = &w->ents.p[e].roles.p[r];
            if (!s->former && at__ent(w, s->body) == body && at__who_in(s->office, "party chair head state official opposition government rebel"))
                return e;
        }
    }
    return -1;
}

/* ---- kinds ---- */

static const char PEOPLE_NOUNS[] = "man woman boy girl person teenager suspect victim youth youngster official politician leader activist lawyer journalist "
                                   "diplomat writer general officer candidate singer actor";
static const char BODY_NOUNS[] = "group organization organisation movement party agency company union court ministry army front alliance bloc body institution "
                                 "outfit firm network association federation coalition newspaper paper council committee commission university school team club "
                                 "bank government department militia";
static const char WIDE_BODY[] = "group organization organisation movement body institution outfit bloc agency company firm team network";
static const char STATE_NOUNS[] = "country nation republic kingdom state";

static bool name_has(const at_entity *e, at_str word)
{
    size_t i = 0;
    for (; i + word.n <= e->name.n; i++) {
        size_t j = 0;
        while (j < word.n && ((e->name.p[i + j] | 0x20) == (word.p[j] | 0x20)))
            j++;
        if (j == word.n)
            return true;
    }
    return false;
}

/* "The broadcaster", "the Arabic news network", "the party": nouns that tell the sector of a body. */
static bool same_sector(const at_coref *k, const at_mention *m, const at_entity *e)
{
    if (at__who_base_in(k->c->an, m->tok, "reporter correspondent")) /* "our reporter" */
        return e->ntype == AT_N_PER && at_eq(e->sector, AT_S("JRN"));
    if (m->being != AT_BE_GROUP || e->ntype != AT_N_ORG || !e->sector.n)
        return false;
    at_str s = at__who_noun_sector(k->c, m->tok);
    return at_eq(s, e->sector) && at__who_in(s, "JRN PTY EDU REL JUD LEG");
}

/* Fighters without a name of their own are those of the one armed group that the report has named so far. */
static int32_t the_rebels(const at_coref *k, int32_t mention)
{
    const at_mention *m = &k->w->mentions.p[mention];
    int32_t only = -1;
    if (m->being != AT_BE_PERSON || m->number != 2 || m->nmods || !m->definite || !at_eq(at__who_noun_sector(k->c, m->tok), AT_S("REB")))
        return -1;
    for (int32_t i = mention - 1, n = 0; i >= 0 && n < 600; i--, n++) {
        int32_t e = at__ent(k->w, k->w->mentions.p[i].ent);
        if (e < 0 || k->w->ents.p[e].ntype != AT_N_ORG || !at_eq(k->w->ents.p[e].sector, AT_S("REB")))
            continue;
        if (only >= 0 && only != e)
            return -1;
        only = e;
    }
    return only;
}

/* "The broadcaster", "the party": the one body of that sector named so far, if there is just one. */
static int32_t only_of_sector(const at_coref *k, int32_t mention)
{
    const at_mention *m = &k->w->mentions.p[mention];
    int32_t only = -1;
    if (m->number == 2 || !m->definite || (m->possessed && !at__who_base_in(k->c->an, m->tok, "reporter correspondent")))
        return -1;
    const char *iso = at__who_country_near(k->c, m->tok);
    for (int32_t i = mention - 1, n = 0; i >= 0 && n < 300; i--, n++) {
        int32_t e = at__ent(k->w, k->w->mentions.p[i].ent);
        if (e < 0 || e == only || !same_sector(k, m, &k->w->ents.p[e]))
            continue;
        if (only >= 0 || (iso && memcmp(iso, k->w->ents.p[e].country, 3) != 0))
            return -1;
        only = e;
    }
    return only;
}

static bool of_kind(const at_coref *k, const at_mention *m, const at_mention *p, const at_entity *e)
{
    char buf[AT_KEY_MAX];
    at_str lemma = at__who_base(k->c->an, m->tok, buf);
    if (at__who_in(lemma, STATE_NOUNS))
        return e->being == AT_BE_STATE;
    if (same_sector(k, m, e))
        return true;
    if (m->nmods)
        return false;
    if (at__who_in(lemma, "group crowd mob gang band team") && p->kind == AT_M_NOUN && e->being == AT_BE_PERSON && e->number == 2 && !e->ntype)
        return true; /* "around 30 youths ... the group" */
    if (at__who_in(lemma, BODY_NOUNS))
        return e->being == AT_BE_GROUP && e->ntype == AT_N_ORG && (at__who_in(lemma, WIDE_BODY) || name_has(e, lemma));
    if (at__who_in(lemma, PEOPLE_NOUNS) || at__who_aged(k->c->an, m->tok))
        return e->being == AT_BE_PERSON && e->number != 2 && (!m->gender || !e->gender || e->soft_gender || m->gender == e->gender) &&
               (m->gender || e->ntype == AT_N_PER || p->kind == AT_M_NOUN);
    if (m->being == AT_BE_PLACE)
        return e->being == AT_BE_PLACE && e->ntype == AT_N_LOC;
    return false;
}

/* Candidates of the same noun, latest first. */
static size_t same_nouns(at_coref *k, int32_t mention, at_rank_cand *x, size_t n)
{
    const at_mention *m = &k->w->mentions.p[mention];
    char buf[AT_KEY_MAX];
    uint32_t node = at_map_get(&k->by_lemma, at__who_base(k->c->an, m->tok, buf));
    for (uint32_t turn = 0; node != AT_NONE && node && turn < LOOK_NODES; node = k->nodes.p[node - 1].next, turn++) {
        int32_t pi = k->nodes.p[node - 1].mention;
        const at_mention *p = &k->w->mentions.p[pi];
        const at_entity *e = &k->w->ents.p[at__ent(k->w, p->ent)];
        if (may(k, m, p, e)) {
            at__rank_fill(k->c, &x[n], m, pi, turn, of_kind(k, m, p, e));
            n++;
        }
    }
    return n;
}

/* Candidates of another noun or name whose kind the noun tells ("the group", "the country"), a few sentences back. */
static size_t of_that_kind(at_coref *k, int32_t mention, at_rank_cand *x, size_t n)
{
    const at_mention *m = &k->w->mentions.p[mention];
    uint32_t s = sent_of(k, mention), skipped = 0;
    if (m->number == 2 || m->rank == 0 || m->indefinite)
        return n;
    for (int32_t i = mention - 1, back = 0; i >= 0 && back < 4 * LOOK_BACK && skipped < 8; i--, back++) {
        const at_mention *p = &k->w->mentions.p[i];
        if (sent_of(k, i) + 4 < s)
            break;
        if (p->ent < 0 || p->kind == AT_M_PRON)
            continue;
        const at_entity *e = &k->w->ents.p[at__ent(k->w, p->ent)];
        if (of_kind(k, m, p, e) && may(k, m, p, e)) {
            at__rank_fill(k->c, &x[n++], m, i, skipped, true);
            skipped++;
        }
    }
    return n;
}

/* The entity of the candidate with the highest weight, or -1: a new one. */
static int32_t ranked(at_coref *k, int32_t mention)
{
    at_rank_cand x[2 * LOOK_NODES + 2];
    const at_mention *m = &k->w->mentions.p[mention];
    if (m->indefinite)
        return -1; /* "a group" is somebody new (Heim 1982) */
    memset(x, 0, sizeof x);
    size_t same = same_nouns(k, mention, x + 1, 0), n = 1 + of_that_kind(k, mention, x + 1, same);
    if (n == 1)
        return -1;
    at__rank_new(k->c, &x[0], m, same > 0);
    size_t best = at__rank_best(k->c, k->weights, AT_RC_NOUN, x, n, m->tok);
    return x[best].mention < 0 ? -1 : k->w->mentions.p[x[best].mention].ent;
}

/* "The country": the state of this sentence or the one before, if it is the only one there; else the one the report is about. */
static int32_t the_country(const at_coref *k, int32_t mention)
{
    const at_who *w = k->w;
    uint32_t s = sent_of(k, mention);
    int32_t only = -1;
    bool several = false;
    for (int32_t i = mention - 1; i >= 0 && sent_of(k, i) + 1 >= s; i--) {
        int32_t e = at__ent(w, w->mentions.p[i].ent);
        if (e < 0 || w->ents.p[e].being != AT_BE_STATE || w->ents.p[e].ntype == AT_N_NONE)
            continue;
        several = several || (only >= 0 && only != e);
        only = only < 0 ? e : only;
    }
    if (only >= 0 && !several)
        return only;
    if (w->focus[0]) {
        uint32_t e = at_map_get(&w->by_name, (at_str){(const char[]){'c', ':', w->focus[0], w->focus[1], w->focus[2]}, 5});
        if (e != AT_NONE)
            return at__ent(w, (int32_t)e);
    }
    return only;
}

/* ---- pairs ---- */

static bool of_pair_head(const at_analysis *an, uint32_t tok)
{
    return at_dep(an, tok, AT_R_NMOD) < 0;
}

static bool means_pair(const at_coref *k, const at_mention *m)
{
    const at_analysis *an = k->c->an;
    const at_token *t = tk(k, m);
    if (at__who_in(t->lower, "both") || (at__who_in(t->lower, "two pair duo") && (m->definite || t->upos == AT_NUM)))
        return of_pair_head(an, m->tok);
    if (m->number != 2 && !(t->feats & AT_F_PLUR))
        return false;
    bool wide = at__who_base_in(an, m->tok, "country nation state side party man woman leader neighbor neighbour army group government minister president official activist");
    bool two = at_dep_lemma(an, m->tok, AT_S("two")) >= 0 || at_dep_lemma(an, m->tok, AT_S("both")) >= 0;
    return wide && two && m->nmods <= 1 && !m->possessed && (m->definite || at_dep_lemma(an, m->tok, AT_S("both")) >= 0);
}

/* Two of the right kind: the last coordination, else the last two named in this sentence and the two before. */
static int32_t pair(at_coref *k, int32_t mention, bool subjects)
{
    at_mention *m = &k->w->mentions.p[mention];
    uint32_t s = sent_of(k, mention);
    int32_t a = -1, b = -1;
    uint8_t want = m->being >= AT_BE_STATE && m->kind == AT_M_NOUN ? m->being : AT_BE_NONE;
    if (at__who_base_in(k->c->an, m->tok, "side party"))
        want = AT_BE_NONE;
    if (at__who_base_in(k->c->an, m->tok, "pair duo both"))
        want = AT_BE_PERSON;
    for (int32_t i = mention - 1; i >= 0 && sent_of(k, i) + 2 >= s && b < 0; i--) {
        const at_mention *p = &k->w->mentions.p[i];
        int32_t e = at__ent(k->w, p->ent);
        if (e < 0 || p->kind == AT_M_PRON || at_under(k->c->an, p->tok, m->tok))
            continue;
        const at_entity *en = &k->w->ents.p[e];
        if (subjects && p->rank != 3)
            continue;
        if (en->being < AT_BE_STATE || (want && en->being != want) || (en->number == 2 && want) || (!en->ntype && p->kind != AT_M_NAME && want != AT_BE_NONE) || e == a)
            continue;
        if (a < 0)
            a = e;
        else if (k->w->ents.p[a].being == en->being || !want)
            b = e;
    }
    if (b < 0)
        return -1;
    int32_t set = at__ent_new(k->c, AT_BE_GROUP);
    k->w->ents.p[set].number = 2;
    k->w->ents.p[set].pair[0] = b;
    k->w->ents.p[set].pair[1] = a;
    return set;
}

static int32_t state_entity(at_coref *k, at_str iso, at_str as)
{
    at_str key = at_arena_fmt(k->c->mem, "c:%.*s", AT_FMT(iso));
    uint32_t *at = at_map_at(&k->w->by_name, key);
    if (*at == AT_NONE) {
        *at = (uint32_t)at__ent_new(k->c, AT_BE_STATE);
        at_entity *e = &k->w->ents.p[*at];
        e->ntype = AT_N_LOC;
        e->name = as;
        e->sector = AT_S("GOV");
        at__ent_country(e, iso);
    }
    return (int32_t)*at;
}

/* "The Zionist regime", "the Islamic Republic": words of countries.tsv that the engine holds for no name. */
static int32_t state_phrase(at_coref *k, const at_mention *m)
{
    at_str iso, as;
    uint32_t first = k->c->an->sents[tk(k, m)->sent].beg;
    if (m->number != 2 && m->definite && at__who_base_in(k->c->an, m->tok, "side enemy entity occupation"))
        for (int32_t d = tk(k, m)->child; d >= 0 && (uint32_t)d < m->tok; d = k->c->an->tokens[d].next)
            if (k->c->an->tokens[d].rel == AT_R_AMOD && at__who_state_words(k->c, (uint32_t)d, (uint32_t)d + 1, &iso, &as))
                return state_entity(k, iso, as); /* "the Indian side" */
    for (uint32_t n = 2; n <= 3 && m->tok + 1 >= first + n; n++) {
        uint32_t beg = m->tok + 1 - n;
        if (at__who_state_words(k->c, beg, m->tok + 1, &iso, &as) != AT_CW_NAME)
            continue;
        return state_entity(k, iso, as);
    }
    return -1;
}

static int32_t resolve(at_coref *k, int32_t mention)
{
    at_mention *m = &k->w->mentions.p[mention];
    char buf[AT_KEY_MAX];
    at_str lemma = at__who_base(k->c->an, m->tok, buf);
    int32_t e = k->w->titled[m->tok] >= 0 ? k->w->names.p[k->w->titled[m->tok]].ent : named_beside(k, m);
    if (e < 0)
        e = named_within(k, m);
    if (e < 0)
        e = apposed(k, m);
    if (e < 0 && means_pair(k, m))
        e = pair(k, mention, true);
    if (e < 0 && means_pair(k, m))
        e = pair(k, mention, false);
    if (e >= 0)
        return e;
    if (tk(k, m)->upos != AT_NOUN && tk(k, m)->upos != AT_PROPN)
        return -1;
    if (m->being == AT_BE_PERSON && m->number != 2 && !m->indefinite && !m->counted) {
        at_title t = at__who_title_at(k->c, m->tok);
        e = head_of_body(k, m);
        if (e < 0 && t.kind >= AT_T_OFFICE && t.office.n && (m->definite || m->rank == 3))
            e = holder(k, m, t);
        if (e >= 0)
            return e;
    }
    e = state_phrase(k, m);
    if (e >= 0)
        return e;
    if (at__who_in(lemma, STATE_NOUNS) && m->definite && m->number != 2 && !m->nmods)
        return the_country(k, mention);
    e = the_rebels(k, mention);
    if (e < 0 && tk(k, m)->rel != AT_R_COMPOUND)
        e = only_of_sector(k, mention);
    return e >= 0 ? e : ranked(k, mention);
}

/* ---- a person told of before the name ---- */

static bool role_has(const at_entity *e, at_str noun)
{
    for (size_t r = 0; r < e->roles.n; r++)
        if (at_index(e->roles.p[r].words, noun, 0) != SIZE_MAX)
            return true;
    return false;
}

/*
 * The lead of a report tells of "a police officer", the next sentence opens with a full name that nothing introduces: the same
 * person. Further on only if the name comes with the noun ("X, an official in ..."). The inverted pyramid of news writing.
 */
void at__coref_lead(at_coref *k, int32_t mention)
{
    const at_mention *m = &k->w->mentions.p[mention];
    int32_t ent = at__ent(k->w, m->ent);
    const at_entity *e = &k->w->ents.p[ent];
    uint32_t s = sent_of(k, mention);
    if (e->ntype != AT_N_PER || e->n || s > 12)
        return;
    for (int32_t i = mention - 1, n = 0; i >= 0 && n < 80; i--, n++) {
        const at_mention *p = &k->w->mentions.p[i];
        int32_t f = at__ent(k->w, p->ent);
        if (sent_of(k, i) + 4 < s)
            return;
        if (p->kind != AT_M_NOUN || f < 0 || p->being != AT_BE_PERSON || p->number != 1 || p->definite || p->possessed || sent_of(k, i) >= s)
            continue;
        const at_entity *a = &k->w->ents.p[f];
        if (a->ntype || a->number == 2 || (a->gender && e->gender && !e->soft_gender && a->gender != e->gender))
            continue;
        char buf[AT_KEY_MAX];
        bool bare = !e->roles.n && m->rank == 3 && p->rank == 3 && sent_of(k, i) + 1 == s && s < 4 && e->name_words > 1 && p->indefinite;
        if (bare || role_has(e, at__who_base(k->c->an, p->tok, buf))) {
            (void)at__ent_merge(k->c, ent, f);
            return;
        }
    }
}

void at__coref_index(at_coref *k, int32_t mention)
{
    char buf[AT_KEY_MAX];
    at_str key = at__who_base(k->c->an, k->w->mentions.p[mention].tok, buf);
    if (key.p == buf && at_map_get(&k->by_lemma, key) == AT_NONE)
        key = at_arena_str(k->c->mem, key);
    uint32_t *at = at_map_at(&k->by_lemma, key);
    at_coref_node x = {mention, *at == AT_NONE ? 0 : *at};
    *at_push(k->c->mem, &k->nodes) = x;
    *at = (uint32_t)k->nodes.n;
}

void at__coref_noun(at_coref *k, int32_t mention)
{
    at_mention *m = &k->w->mentions.p[mention];
    int32_t e = resolve(k, mention);
    if (e < 0) {
        e = at__ent_new(k->c, (at_being)m->being);
        at_entity *en = &k->w->ents.p[e];
        en->lemma = tk(k, m)->lemma;
        const char *iso = at__who_country_near(k->c, m->tok);
        if (iso)
            at__ent_country(en, (at_str){iso, 3});
        if (m->being >= AT_BE_STATE)
            en->sector = at__who_noun_sector(k->c, m->tok);
    }
    at__coref_join(k->c, mention, e);
    at__coref_index(k, mention);
}
