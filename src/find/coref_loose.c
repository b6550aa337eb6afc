/*
 * coref_loose.c: words that stand for something though no mention is headed by them: clauses ("this", "it is clear that ..."),
 * "there", places within a name, years. They take no part in the actors; who_entity.h `loose` holds their entities.
 */
#include "find/coref_own.h"

enum { THERE_SENTS = 4, THERE_MENTIONS = 80, THERE_MOST = 48 };

int32_t at__coref_loose(at_ctx *c, uint32_t tok)
{
    at_who *w = at__who(c);
    int32_t m = w->mention_of[tok];
    if (m >= 0 && w->mentions.p[m].ent >= 0)
        return w->mentions.p[m].ent;
    if (w->loose[tok] < 0) {
        w->loose[tok] = at__ent_new(c, AT_BE_NONE);
        w->ents.p[w->loose[tok]].number = 1;
    }
    return w->loose[tok];
}

/* ---- clauses ---- */

static bool clausal(const at_analysis *an, uint32_t tok)
{
    return an->tokens[tok].upos == AT_VERB || at_dep(an, tok, AT_R_COP) >= 0 || at_dep(an, tok, AT_R_NSUBJ) >= 0;
}

static int32_t content_of(const at_analysis *an, uint32_t root)
{
    int32_t d = at_dep(an, root, AT_R_CCOMP);
    return d >= 0 ? d : at_dep(an, root, AT_R_XCOMP);
}

/* The words come in the order of the values of the feature "clause": each has its place, those missing are AT_NONE. */
static void places(const at_analysis *an, uint32_t tok, uint32_t out[AT_CLAUSES])
{
    uint32_t s = an->tokens[tok].sent, own = an->sents[s].root;
    for (uint32_t i = 0; i < AT_CLAUSES; i++)
        out[i] = AT_NONE;
    if (own < tok && (int32_t)own != an->tokens[tok].head)
        out[0] = own;
    if (s > 0) {
        uint32_t before = an->sents[s - 1].root;
        int32_t content = content_of(an, before), next = at_dep(an, before, AT_R_CONJ);
        out[1] = before;
        out[2] = content >= 0 ? (uint32_t)content : AT_NONE;
        out[3] = next >= 0 ? (uint32_t)next : AT_NONE;
    }
    if (s > 1)
        out[4] = an->sents[s - 2].root;
}

bool at__coref_clause(const at_analysis *an, uint32_t tok, uint32_t which, uint32_t *head)
{
    uint32_t all[AT_CLAUSES];
    places(an, tok, all);
    *head = all[which];
    return *head != AT_NONE && clausal(an, *head);
}

/* "It is clear that ...": the word and the clause are one (of 75 such in the GUM documents learned from, 61). */
static void foretold(at_coref *k, uint32_t tok)
{
    const at_analysis *an = k->c->an;
    int32_t up = an->tokens[tok].head, d = -1;
    if (up < 0 || !at_eq(an->tokens[tok].lower, AT_S("it")))
        return;
    d = at_dep(an, (uint32_t)up, AT_R_CSUBJ);
    d = d < 0 ? at_dep(an, (uint32_t)up, AT_R_CSUBJ_PASS) : d;
    if (d < 0 && an->tokens[tok].rel == AT_R_EXPL)
        d = at_dep(an, (uint32_t)up, AT_R_CCOMP);
    if (d > (int32_t)tok)
        k->w->loose[tok] = at__coref_loose(k->c, (uint32_t)d);
}

/* ---- "there" ---- */

static void there(at_coref *k, uint32_t tok)
{
    const at_analysis *an = k->c->an;
    at_who *w = k->w;
    at_mention m = {.tok = tok, .ent = -1, .whole = -1, .kind = AT_M_PRON, .person = 3, .number = 1, .being = AT_BE_PLACE, .rank = 1, .quote = w->quote_of[tok]};
    at_rank_cand x[THERE_MOST];
    size_t n = 1;
    int32_t i = -1;
    memset(x, 0, sizeof x);
    for (uint32_t t = tok; t-- > 0 && i < 0;)
        i = w->mention_of[t];
    for (int back = 0; i >= 0 && back < THERE_MENTIONS && n < THERE_MOST; i--, back++) {
        const at_mention *p = &w->mentions.p[i];
        if (an->tokens[p->tok].sent + THERE_SENTS < an->tokens[tok].sent)
            break;
        if (p->ent < 0 || p->kind == AT_M_PRON || p->being == AT_BE_PERSON || p->tok == tok)
            continue;
        at__rank_fill(k->c, &x[n], &m, i, (uint32_t)n - 1, false);
        n++;
    }
    if (n == 1)
        return;
    at__rank_new(k->c, &x[0], &m, false);
    size_t best = at__rank_best(k->c, k->weights, AT_RC_THERE, x, n, tok);
    if (x[best].mention >= 0)
        w->loose[tok] = w->mentions.p[x[best].mention].ent;
}

/* ---- years, numbers of notes ---- */

static bool same_number(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    bool digits = t->lower.n > 0;
    for (size_t i = 0; i < t->lower.n; i++)
        digits = digits && t->lower.p[i] >= '0' && t->lower.p[i] <= '9';
    if (!digits || t->upos != AT_NUM || t->rel == AT_R_NUMMOD)
        return false;
    bool year = t->lower.n == 4 && (t->lower.p[0] == '1' || t->lower.p[0] == '2');
    return year || (tok > 0 && at_eq(an->tokens[tok - 1].form, AT_S("[")));
}

/* ---- names within names: "Harrow School", "the Oakland Bay Bridge" ---- */

/* Words of the name that tok heads on its own: with the compounds and flat parts next to it. */
static at_span small_name(const at_analysis *an, uint32_t tok)
{
    at_span s = {tok, tok + 1};
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel != AT_R_COMPOUND && t->rel != AT_R_FLAT && t->rel != AT_R_AMOD)
            continue;
        at_span u = at_subtree(an, (uint32_t)d);
        s.beg = u.beg < s.beg ? u.beg : s.beg;
        s.end = u.end > s.end ? u.end : s.end;
    }
    return s;
}

static bool inner_name(const at_coref *k, uint32_t tok)
{
    const at_token *t = &k->c->an->tokens[tok];
    return t->upos == AT_PROPN && k->w->mention_of[tok] < 0 && (t->rel == AT_R_COMPOUND || t->rel == AT_R_NMOD || t->rel == AT_R_NMOD_POSS || t->rel == AT_R_CONJ);
}

static void index_names(at_coref *k, at_map *by_words)
{
    char buf[AT_KEY_MAX];
    for (size_t i = 0; i < k->w->mentions.n; i++) {
        const at_mention *m = &k->w->mentions.p[i];
        at_span s = small_name(k->c->an, m->tok);
        if (m->kind == AT_M_NAME)
            s = (at_span){k->w->names.p[k->w->name_of[m->tok]].beg, k->w->names.p[k->w->name_of[m->tok]].end};
        else if (k->c->an->tokens[m->tok].upos != AT_PROPN)
            continue;
        at_str key = at__who_key(k->c->an, s.beg, s.end, buf);
        if (!key.n || m->ent < 0 || at_map_get(by_words, key) != AT_NONE)
            continue;
        *at_map_at(by_words, at_arena_str(k->c->mem, key)) = (uint32_t)m->ent;
    }
}

static void inner(at_coref *k, uint32_t tok, at_map *by_words)
{
    char buf[AT_KEY_MAX];
    at_span s = small_name(k->c->an, tok);
    at_str key = at__who_key(k->c->an, s.beg, s.end, buf);
    if (!key.n)
        return;
    uint32_t e = at_map_get(by_words, key);
    if (e == AT_NONE) {
        e = (uint32_t)at__coref_loose(k->c, tok);
        *at_map_at(by_words, at_arena_str(k->c->mem, key)) = e;
    }
    k->w->loose[tok] = (int32_t)e;
}

void at__coref_more(at_coref *k)
{
    at_map names;
    at_map_init(&names, k->c->mem);
    index_names(k, &names);
    const at_analysis *an = k->c->an;
    at_map numbers;
    at_map_init(&numbers, k->c->mem);
    for (uint32_t t = 0; t < an->ntokens; t++) {
        const at_token *x = &an->tokens[t];
        if (inner_name(k, t))
            inner(k, t, &names);
        if (k->w->mention_of[t] < 0 && x->upos == AT_PRON)
            foretold(k, t);
        if (x->upos == AT_ADV && at__who_in(x->lower, "there here"))
            there(k, t);
        if (same_number(an, t)) {
            uint32_t *at = at_map_at(&numbers, x->lower);
            if (*at == AT_NONE)
                *at = (uint32_t)at__coref_loose(k->c, t);
            else if (k->w->mention_of[t] < 0)
                k->w->loose[t] = (int32_t)*at;
            else
                (void)at__ent_merge(k->c, (int32_t)*at, k->w->mentions.p[k->w->mention_of[t]].ent);
        }
    }
}
