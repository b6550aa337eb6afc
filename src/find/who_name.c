/* who_name.c: who bears the names of a report: full and short forms of people here, all others in who_body.c. */
#include "find/who_namer.h"

#include "base/utf8.h"
#include <stdlib.h>

bool at__name_wordlike(const at_token *t)
{
    return t->lower.n && (((unsigned char)t->lower.p[0] >= 'a' && t->lower.p[0] <= 'z') || (unsigned char)t->lower.p[0] >= 0x80 ||
                          (t->lower.p[0] >= '0' && t->lower.p[0] <= '9'));
}

/* ---- words of a name ---- */

uint32_t at__namer_words(const at_namer *n, const at_known *k, uint32_t out[AT_NAME_WORDS])
{
    uint32_t m = 0;
    for (uint32_t t = k->beg; t < k->end && m < AT_NAME_WORDS; t++)
        if (at__name_wordlike(at__namer_tok(n, t)) && !at__who_in(at__namer_tok(n, t)->lower, "the of and 's for"))
            out[m++] = t;
    return m;
}

static bool word_eq(const at_namer *n, uint32_t a, uint32_t b)
{
    at_str x = at__namer_tok(n, a)->lower, y = at__namer_tok(n, b)->lower, full;
    if (at_eq(x, y))
        return true;
    if ((x.n == 1 || (x.n == 2 && x.p[1] == '.')) && y.n > 1 && x.p[0] == y.p[0])
        return true;
    if (at__who_given(n->c, x, &full) && full.n && full.n == y.n)
        return at_eq(at_utf8_key(n->c->mem, full), y);
    return false;
}

/* Are the words of the short name those of the long one, in order? The last word must be there in full. */
static bool within(const at_namer *n, const at_known *s, const at_known *l)
{
    uint32_t a[AT_NAME_WORDS], b[AT_NAME_WORDS], i = 0, na = at__namer_words(n, s, a), nb = at__namer_words(n, l, b);
    if (!na || na > nb)
        return false;
    for (uint32_t j = 0; j < nb && i < na; j++)
        if (i + 1 == na ? at_eq(at__namer_tok(n, a[i])->lower, at__namer_tok(n, b[j])->lower) : word_eq(n, a[i], b[j]))
            i++;
    return i == na;
}

void at__namer_index(at_namer *n, at_str word, int32_t ent)
{
    uint32_t *at = at_map_at(&n->words, word);
    at_name_node x = {ent, *at == AT_NONE ? 0 : *at};
    *at_push(n->c->mem, &n->nodes) = x;
    *at = (uint32_t)n->nodes.n;
}

static void set_rep(at_namer *n, int32_t ent, int32_t name)
{
    if ((size_t)ent < n->nrep)
        n->rep[ent] = name;
}

/* The name's form becomes the entity's if it is fuller. */
void at__namer_bear(at_namer *n, int32_t ent, size_t i)
{
    at_known *k = &n->w->names.p[i];
    at_entity *e = &n->w->ents.p[ent];
    uint32_t ws[AT_NAME_WORDS], m = at__namer_words(n, k, ws);
    at_str form = at_words(n->c->an, k->beg, k->end);
    k->ent = ent;
    if (!e->ntype)
        e->ntype = k->type;
    if (k->gender && (!e->gender || e->soft_gender)) {
        e->gender = k->gender;
        e->soft_gender = false;
    }
    if (!e->name.n || e->fixed_name || m > e->name_words || (m == e->name_words && form.n > e->name.n && k->type == AT_N_ORG)) {
        e->name = form;
        e->name_words = m;
        e->fixed_name = false;
        set_rep(n, ent, (int32_t)i);
    }
}

static int32_t found(at_namer *n, size_t i, at_being being)
{
    at_known *k = &n->w->names.p[i];
    int32_t ent = at__ent_new(n->c, being);
    uint32_t ws[AT_NAME_WORDS], m = at__namer_words(n, k, ws);
    at__namer_bear(n, ent, i);
    for (uint32_t j = 0; j < m; j++)
        at__namer_index(n, at__namer_tok(n, ws[j])->lower, ent);
    return ent;
}

/* ---- people ---- */

static int32_t full_match(at_namer *n, const at_known *k, uint32_t last)
{
    uint32_t x = at_map_get(&n->words, at__namer_tok(n, last)->lower);
    for (int turn = 0; x != AT_NONE && x && turn < AT_CHAIN_MAX; x = n->nodes.p[x - 1].next, turn++) {
        int32_t e = n->nodes.p[x - 1].ent;
        if (n->w->ents.p[e].ntype == AT_N_PER && n->rep[e] >= 0 && within(n, k, &n->w->names.p[n->rep[e]]))
            return e;
    }
    return -1;
}

static int by_length(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y; /* [0] words, [1] index */
    if (a[0] != b[0])
        return a[0] > b[0] ? -1 : 1;
    return a[1] < b[1] ? -1 : a[1] > b[1];
}

static bool is_person(const at_namer *n, size_t i)
{
    return n->w->names.p[i].type == AT_N_PER;
}

static void guess_gender(at_namer *n, int32_t ent, uint32_t word)
{
    at_entity *e = &n->w->ents.p[ent];
    if (e->gender)
        return;
    e->gender = (uint8_t)at__who_given(n->c, at__namer_tok(n, word)->lower, NULL);
    e->soft_gender = e->gender != AT_G_NONE;
}

/* Names of two words and more, the longest first, so that each finds its fuller form. */
static void full_people(at_namer *n, uint32_t *order, uint32_t norder)
{
    for (uint32_t o = 0; o < norder; o++) {
        at_known *k = &n->w->names.p[order[2 * o + 1]];
        uint32_t ws[AT_NAME_WORDS], m = at__namer_words(n, k, ws);
        if (!is_person(n, order[2 * o + 1]) || m < 2)
            continue;
        int32_t e = full_match(n, k, ws[m - 1]);
        if (e >= 0)
            at__namer_bear(n, e, order[2 * o + 1]);
        else
            e = found(n, order[2 * o + 1], AT_BE_PERSON);
        guess_gender(n, e, ws[0]);
    }
}

/* A single word: the latest bearer before it, else the next one after. */
static int32_t nearest_bearer(at_namer *n, const at_known *k, uint32_t word, const int32_t *seen)
{
    int32_t best = -1, ahead = -1;
    uint32_t x = at_map_get(&n->words, at__namer_tok(n, word)->lower);
    for (int turn = 0; x != AT_NONE && x && turn < AT_CHAIN_MAX; x = n->nodes.p[x - 1].next, turn++) {
        int32_t e = n->nodes.p[x - 1].ent;
        const at_entity *en = &n->w->ents.p[e];
        if (en->ntype != AT_N_PER || (k->gender && en->gender && !en->soft_gender && k->gender != en->gender))
            continue;
        if (seen[e] >= 0 && (best < 0 || seen[e] > seen[best]))
            best = e;
        if (seen[e] < 0)
            ahead = e;
    }
    return best >= 0 ? best : ahead;
}

static void short_people(at_namer *n)
{
    int32_t *seen = at_new(n->c->mem, int32_t, n->nrep + 1);
    for (size_t i = 0; i < n->nrep; i++)
        seen[i] = -1;
    for (size_t i = 0; i < n->w->names.n; i++) {
        at_known *k = &n->w->names.p[i];
        uint32_t ws[AT_NAME_WORDS], m = at__namer_words(n, k, ws);
        if (k->ent < 0 && m && (is_person(n, i) || m == 1)) {
            int32_t e = nearest_bearer(n, k, ws[m - 1], seen);
            if (e >= 0) {
                k->type = AT_N_PER; /* a place or body of that one word, unknown to the tables, is the person just named */
                at__namer_bear(n, e, i);
            } else if (is_person(n, i)) {
                e = found(n, i, AT_BE_PERSON);
                n->w->ents.p[e].gender = k->gender;
                guess_gender(n, e, ws[0]);
            }
        }
        if (k->ent >= 0)
            seen[k->ent] = (int32_t)k->beg;
    }
}

/* "X alias Y", "X, also known as Y", "X, whose real name is Y": one person. */
static void join_aliases(at_namer *n)
{
    for (size_t i = 1; i < n->w->names.n; i++) {
        const at_known *p = &n->w->names.p[i - 1], *k = &n->w->names.p[i];
        if (k->type != AT_N_PER || p->type != AT_N_PER || k->ent < 0 || p->ent < 0 || k->beg < p->end || k->beg - p->end > 5 ||
            at__namer_tok(n, k->beg)->sent != at__namer_tok(n, p->beg)->sent)
            continue;
        at_str between = at_words(n->c->an, p->end, k->beg);
        static const char *const WORDS[] = {"alias", "aka", "a.k.a.", "known as", "nom de guerre", "real name", "nicknamed", "born"};
        for (size_t j = 0; j < sizeof WORDS / sizeof *WORDS; j++)
            if (at_index(between, at_strz(WORDS[j]), 0) != SIZE_MAX) {
                (void)at__ent_merge(n->c, p->ent, k->ent);
                break;
            }
    }
}

void at__who_names(at_ctx *c)
{
    at_namer n = {.c = c, .w = at__who(c)};
    at__who_spans(c);
    at_map_init(&n.words, c->mem);
    at_map_init(&n.initials, c->mem);
    size_t m = n.w->names.n;
    n.nrep = 2 * m + 16;
    n.rep = at_new(c->mem, int32_t, n.nrep);
    for (size_t i = 0; i < n.nrep; i++)
        n.rep[i] = -1;
    uint32_t *order = at_new(c->mem, uint32_t, 2 * m + 2), ws[AT_NAME_WORDS];
    for (size_t i = 0; i < m; i++) {
        order[2 * i] = at__namer_words(&n, &n.w->names.p[i], ws);
        order[2 * i + 1] = (uint32_t)i;
    }
    qsort(order, m, 2 * sizeof *order, by_length);
    full_people(&n, order, (uint32_t)m);
    for (uint32_t o = 0; o < m; o++) { /* known to the tables, else long before short */
        size_t i = order[2 * o + 1];
        if (n.w->names.p[i].ent < 0 && !at__name_state(&n, i))
            (void)at__name_body(&n, i);
        if (n.w->names.p[i].ent >= 0 && n.w->names.p[i].type == AT_N_ORG)
            at__name_initials(&n, &n.w->names.p[i], n.w->names.p[i].ent);
    }
    for (uint32_t o = 0; o < m; o++) {
        size_t i = order[2 * o + 1];
        if (n.w->names.p[i].ent < 0 && n.w->names.p[i].type == AT_N_ORG && order[2 * o] > 1)
            at__name_other(&n, i);
    }
    short_people(&n);
    for (size_t i = 0; i < m; i++)
        if (n.w->names.p[i].ent < 0 && n.w->names.p[i].type != AT_N_NONE)
            at__name_other(&n, i);
    at__name_brackets(&n);
    join_aliases(&n);
}
