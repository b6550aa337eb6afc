/* coref_pron.c: which entity a pronoun stands for, by agreement, binding, recency, place in the clause and speech. */
#include "find/coref_own.h"

enum { BACK_SENTS = 4, BACK_MENTIONS = 90, FAR_SENTS = 15, FAR_MENTIONS = 400 };

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
        return being == AT_BE_PERSON && e->number != 2 && p->number != 2 && (!e->gender || e->soft_gender || e->gender == m->gender);
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

static at_rank_class class_of(const ask *a)
{
    const at_mention *m = a->m;
    if (at__who_in(a->t->lower, "this that these those"))
        return AT_RC_THIS;
    return m->number == 2 ? AT_RC_THEY : m->gender == AT_G_NEUTER ? AT_RC_IT : AT_RC_HE;
}

/* Room is left for them in x. */
static size_t clauses(const ask *a, at_rank_cand *x, size_t n)
{
    uint32_t head;
    if (a->m->number != 1 || at_dep(a->k->c->an, a->m->tok, AT_R_ACL_RELCL) >= 0)
        return n; /* "those who", "that which" */
    for (uint32_t i = 0; i < AT_CLAUSES && n < AT_RANK_CANDS; i++)
        if (at__coref_clause(a->k->c->an, a->m->tok, i, &head))
            at__rank_clause(a->k->c, &x[n++], a->m, head, i);
    return n;
}

/* The mention that the pronoun goes back to, or -1 (then perhaps the clause at *clause); *all: the coordination that begins there. */
static int32_t antecedent(const ask *a, int32_t mention, bool *all, int32_t *clause)
{
    const at_who *w = a->k->w;
    at_rank_cand x[AT_RANK_CANDS];
    size_t n = 1;
    memset(x, 0, sizeof x);
    for (int32_t i = mention - 1, back = 0; i >= 0 && back < BACK_MENTIONS && n < AT_RANK_CANDS - AT_CLAUSES; i--, back++) {
        const at_mention *p = &w->mentions.p[i];
        if (tk(a, p)->sent + BACK_SENTS < a->t->sent)
            break;
        if (p->ent < 0 || p->person == 1 || p->person == 2)
            continue;
        const at_entity *e = &w->ents.p[at__ent(w, p->ent)];
        bool whole = a->m->number == 2 && coordinated(a, p) && p->kind != AT_M_PRON && p->number != 2;
        if ((!agrees(a, p, e) && !whole) || bound_off(a, p))
            continue;
        x[n].whole = whole;
        at__rank_fill(a->k->c, &x[n], a->m, i, (uint32_t)n - 1, false);
        n++;
    }
    if (class_of(a) == AT_RC_THIS)
        n = clauses(a, x, n);
    if (n == 1)
        return -1;
    at__rank_new(a->k->c, &x[0], a->m, false);
    size_t best = at__rank_best(a->k->c, a->k->weights, class_of(a), x, n, a->m->tok);
    *all = x[best].whole;
    *clause = x[best].clause;
    return x[best].mention;
}

/* "He" and "she" of a long report of one person's words: the latest person that was a subject, named or chained by pronouns. */
static int32_t far_person(const ask *a, int32_t mention)
{
    const at_who *w = a->k->w;
    if (a->m->gender != AT_G_MALE && a->m->gender != AT_G_FEMALE)
        return -1;
    for (int32_t i = mention - 1, n = 0; i >= 0 && n < FAR_MENTIONS; i--, n++) {
        const at_mention *p = &w->mentions.p[i];
        if (tk(a, p)->sent + FAR_SENTS < a->t->sent)
            return -1;
        if (p->ent < 0 || p->person == 1 || p->person == 2 || p->rank != 3)
            continue;
        const at_entity *e = &w->ents.p[at__ent(w, p->ent)];
        if (e->ntype == AT_N_PER && agrees(a, p, e) && !bound_off(a, p))
            return i;
    }
    return -1;
}

/* "I" within quotation marks: the speaker; "we" and "you" there: those of that speaker; outside: one each for the whole report. */
static int32_t first_person(at_coref *k, const at_mention *m)
{
    int32_t speaker = -1;
    if (m->quote >= 0) {
        int32_t s = k->w->speaker[m->quote], sm = s >= 0 ? k->w->mention_of[s] : -1;
        speaker = sm >= 0 ? at__ent(k->w, k->w->mentions.p[sm].ent) : -1;
        if (speaker >= 0 && m->person == 1 && m->number == 1)
            return speaker;
    }
    at_str key = at_arena_fmt(k->c->mem, "%d:%u:%u", (int)speaker, (unsigned)m->person, (unsigned)(m->person == 1 ? m->number : 0));
    uint32_t *own = at_map_at(&k->own, key);
    if (*own == AT_NONE) {
        *own = (uint32_t)at__ent_new(k->c, AT_BE_PERSON);
        k->w->ents.p[*own].number = m->number;
    }
    return (int32_t)*own;
}

/* "I'm Jane Doe", "my name is Jane Doe": who says "I" from here on. */
static void introduced(at_coref *k, const at_mention *m, int32_t me)
{
    const at_analysis *an = k->c->an;
    const at_token *t = &an->tokens[m->tok];
    int32_t name = t->rel == AT_R_NSUBJ ? t->head : -1;
    if (t->rel == AT_R_NMOD_POSS && t->head >= 0 && at_eq(an->tokens[t->head].lemma, AT_S("name")) && an->tokens[t->head].rel == AT_R_NSUBJ)
        name = an->tokens[t->head].head;
    int32_t i = name >= 0 ? k->w->mention_of[name] : -1;
    if (m->person != 1 || m->number != 1 || i < 0 || at_dep(an, (uint32_t)name, AT_R_COP) < 0 || k->w->mentions.p[i].kind != AT_M_NAME)
        return;
    const at_entity *who = &k->w->ents.p[at__ent(k->w, k->w->mentions.p[i].ent)], *i_am = &k->w->ents.p[at__ent(k->w, me)];
    if (who->ntype == AT_N_PER && !i_am->ntype)
        (void)at__ent_merge(k->c, k->w->mentions.p[i].ent, me);
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
        introduced(k, m, e);
    } else {
        ask a = {k, m, t, t->rel == AT_R_NMOD_POSS, at_ends(t->lower, AT_S("self")) || at_ends(t->lower, AT_S("selves"))};
        bool all = false;
        int32_t clause = -1, p = antecedent(&a, mention, &all, &clause);
        if (clause >= 0)
            e = at__coref_loose(k->c, (uint32_t)clause);
        else if (p < 0)
            p = far_person(&a, mention);
        if (p >= 0)
            e = all ? whole_of(k, p) : k->w->mentions.p[p].ent;
    }
    if (e < 0) {
        e = at__ent_new(k->c, (at_being)m->being);
        k->w->ents.p[e].number = m->number;
    }
    at__coref_join(k->c, mention, e);
}
