/* coref_pron.c: which entity a pronoun stands for, by agreement, binding, recency, place in the clause and speech. */
#include "find/coref_own.h"

enum { BACK_SENTS = 4, BACK_MENTIONS = 90 };

typedef struct {
    const at_coref *k;
    const at_mention *m; /* the pronoun */
    const at_token *t;
    bool possessive, reflexive;
} ask;

static const at_token *tk(const ask *a, const at_mention *m)
{
    return &a->k->c->an->tokens[m->tok];
}

/* The clause's predicate that the noun phrase hangs on, conjuncts of the phrase taken with it. */
static int32_t governor(const ask *a, uint32_t tok)
{
    const at_token *t = &a->k->c->an->tokens[tok];
    for (int turn = 0; turn < 8 && t->rel == AT_R_CONJ && t->head >= 0; turn++)
        t = &a->k->c->an->tokens[t->head];
    return t->head;
}

/* Principle B: a plain pronoun is not another argument of its own clause's predicate; principle C and i-within-i too. */
static bool bound_off(const ask *a, const at_mention *p)
{
    const at_analysis *an = a->k->c->an;
    if (tk(a, p)->sent != a->t->sent)
        return false;
    if (!a->possessive && !a->reflexive && governor(a, p->tok) == governor(a, a->m->tok) && p->rank >= 1 && a->m->rank >= 1)
        return true;
    if (!a->possessive && !a->reflexive && a->t->rel != AT_R_NSUBJ && (int32_t)p->tok == governor(a, a->m->tok))
        return true;
    for (int32_t x = (int32_t)a->m->tok, n = 0; x >= 0 && n < 40; n++) {
        const at_token *t = &an->tokens[x];
        if (t->head == (int32_t)p->tok)
            return t->rel != AT_R_ACL && t->rel != AT_R_ACL_RELCL && t->rel != AT_R_CONJ && t->rel != AT_R_APPOS && t->rel != AT_R_PARATAXIS;
        x = t->head;
    }
    return false;
}

static bool agrees(const ask *a, const at_mention *p, const at_entity *e)
{
    const at_mention *m = a->m;
    uint8_t being = e->being ? e->being : p->being;
    if (m->gender == AT_G_MALE || m->gender == AT_G_FEMALE)
        return being == AT_BE_PERSON && e->number != 2 && p->number != 2 && (!e->gender || e->gender == m->gender);
    if (m->gender == AT_G_NEUTER)
        return being != AT_BE_PERSON && e->number != 2 && p->number != 2 && !(p->kind == AT_M_PRON && p->gender != AT_G_NEUTER);
    if (p->kind == AT_M_PRON && p->person == 3)
        return p->number == 2;
    return e->number == 2 || p->number == 2 || being == AT_BE_GROUP || (!e->number && !p->number);
}

/* A phrase joined to others by "and": "they" may mean the whole. */
static bool coordinated(const ask *a, const at_mention *p)
{
    return at_dep(a->k->c->an, p->tok, AT_R_CONJ) >= 0;
}

static float by_distance(uint32_t d)
{
    static const float BY[] = {0.0f, -0.7f, -2.0f, -3.0f, -3.8f};
    return d < 5 ? BY[d] : -5.0f;
}

static bool saying(const ask *a, const at_mention *p)
{
    const at_token *t = tk(a, p);
    return at__who_clause_subject(t) && t->head >= 0 && at__who_base_in(a->k->c->an, (uint32_t)t->head, "say said tell told add explain note warn claim state insist argue announce");
}

/* Weights chosen by hand, then checked on the GUM training part (bench/coref.py). */
static float score(const ask *a, const at_mention *p, const at_entity *e)
{
    const at_mention *m = a->m;
    float s = by_distance(a->t->sent - tk(a, p)->sent);
    s += p->rank == 3 ? 1.2f : p->rank == 2 ? 0.3f : p->rank == 1 ? 0.1f : -0.5f;
    if (m->gender && e->gender == m->gender)
        s += 0.8f;
    if (e->ntype && e->ntype != AT_N_MISC)
        s += 0.3f;
    if (p->kind == AT_M_PRON && p->number == m->number && p->gender == m->gender)
        s += 1.0f;
    if (p->kind == AT_M_NOUN && p->being == AT_BE_THING && m->gender != AT_G_NEUTER)
        s -= 0.8f;
    if (e->n > 2)
        s += 0.3f;
    if (saying(a, p) && saying(a, m))
        s += 0.8f;
    if (tk(a, p)->rel == a->t->rel)
        s += 0.2f;
    if (m->quote >= 0 && m->quote != p->quote && a->k->w->speaker[m->quote] == (int32_t)p->tok && m->person == 3)
        s -= 3.0f;
    if (m->number == 2 && p->number != 2)
        s -= 1.0f;
    if (m->gender == AT_G_NEUTER && (p->being == AT_BE_STATE || p->being == AT_BE_GROUP))
        s += 0.6f;
    return s;
}

static int32_t antecedent(const ask *a, int32_t mention, bool *all)
{
    const at_who *w = a->k->w;
    int32_t best = -1;
    float best_score = -4.2f;
    for (int32_t i = mention - 1, n = 0; i >= 0 && n < BACK_MENTIONS; i--, n++) {
        const at_mention *p = &w->mentions.p[i];
        if (tk(a, p)->sent + BACK_SENTS < a->t->sent)
            break;
        if (p->ent < 0 || p->person == 1 || p->person == 2)
            continue;
        const at_entity *e = &w->ents.p[at__ent(w, p->ent)];
        bool whole = a->m->number == 2 && coordinated(a, p);
        if ((!agrees(a, p, e) && !whole) || bound_off(a, p))
            continue;
        float s = score(a, p, e) + (whole ? 1.2f : 0.0f);
        if (s > best_score) {
            best_score = s;
            best = i;
            *all = whole && p->kind != AT_M_PRON;
        }
    }
    return best;
}

/* "I" and "we" within quotation marks: the speaker; outside: one for the whole report. */
static int32_t first_person(at_coref *k, const at_mention *m)
{
    int32_t *own = m->person == 2 ? &k->you : m->number == 2 ? &k->us : &k->me;
    if (m->quote >= 0 && m->person == 1 && m->number == 1) {
        int32_t s = k->w->speaker[m->quote], sm = s >= 0 ? k->w->mention_of[s] : -1;
        if (sm >= 0 && k->w->mentions.p[sm].ent >= 0)
            return k->w->mentions.p[sm].ent;
    }
    if (*own < 0) {
        *own = at__ent_new(k->c, AT_BE_PERSON);
        k->w->ents.p[*own].number = m->number;
    }
    return *own;
}

static int32_t whole_of(at_coref *k, int32_t mention)
{
    at_mention *p = &k->w->mentions.p[mention];
    if (p->whole < 0) {
        p->whole = at__ent_new(k->c, AT_BE_GROUP);
        k->w->ents.p[p->whole].number = 2;
        k->w->ents.p[p->whole].set_tok = (int32_t)p->tok;
    }
    return p->whole;
}

void at__coref_pron(at_coref *k, int32_t mention)
{
    at_mention *m = &k->w->mentions.p[mention];
    const at_token *t = &k->c->an->tokens[m->tok];
    int32_t e = -1;
    if (m->person < 3) {
        e = first_person(k, m);
    } else {
        ask a = {k, m, t, t->rel == AT_R_NMOD_POSS, at_ends(t->lower, AT_S("self")) || at_ends(t->lower, AT_S("selves"))};
        bool all = false;
        int32_t p = antecedent(&a, mention, &all);
        if (p >= 0)
            e = all ? whole_of(k, p) : k->w->mentions.p[p].ent;
    }
    if (e < 0) {
        e = at__ent_new(k->c, (at_being)m->being);
        k->w->ents.p[e].number = m->number;
    }
    at__coref_join(k->c, mention, e);
}
