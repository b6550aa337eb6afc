/* who_name.c: the names of a report and who bears them: full and short forms of people, acronyms, bodies, states. */
#include "find/who_entity.h"

#include "base/utf8.h"
#include <stdlib.h>

enum { CHAIN_MAX = 64 }; /* entities looked at for one word: bounds the work on hostile lists of names */

typedef struct {
    int32_t ent;
    uint32_t next; /* 1 + index of the next node, or 0 */
} node;

typedef struct {
    at_ctx *c;
    at_who *w;
    at_map words; /* word of a name -> 1 + first node */
    AT_VEC(node) nodes;
    int32_t *rep;     /* [names] per entity: name that has its fullest form; index by entity */
    size_t nrep;
    at_map initials;  /* "csto" -> entity */
} namer;

static const at_token *tk(const namer *n, uint32_t t)
{
    return &n->c->an->tokens[t];
}

static bool wordlike(const at_token *t)
{
    return t->lower.n && (((unsigned char)t->lower.p[0] >= 'a' && t->lower.p[0] <= 'z') || (unsigned char)t->lower.p[0] >= 0x80 ||
                          (t->lower.p[0] >= '0' && t->lower.p[0] <= '9'));
}

/* ---- finding the spans ---- */

static uint32_t outer_head(const at_analysis *an, uint32_t beg, uint32_t end)
{
    for (uint32_t t = beg; t < end; t++)
        if (an->tokens[t].head < (int32_t)beg || an->tokens[t].head >= (int32_t)end)
            return t;
    return beg;
}

/* Takes titles off the front of a person's name; a name is never all title. */
static void trim_title(const at_ctx *c, at_known *k)
{
    k->title_beg = k->beg;
    for (int turn = 0; turn < 3; turn++) {
        uint32_t most = 0;
        for (uint32_t n = 1; n <= 6 && k->beg + n < k->end; n++) {
            at_title t = at__who_title(c, k->beg, k->beg + n);
            if (t.kind && t.kind != AT_T_KIN && (t.kind != AT_T_HONORIFIC || n > 1 || k->end - k->beg > 1)) {
                most = n;
                if (t.gender)
                    k->gender = (uint8_t)t.gender;
            }
        }
        if (!most)
            return;
        k->beg += most;
    }
}

static void add(at_ctx *c, uint32_t beg, uint32_t end, uint8_t type)
{
    at_who *w = at__who(c);
    const at_token *t = c->an->tokens;
    while (beg < end && (t[beg].upos == AT_DET || t[beg].upos == AT_PUNCT || at_eq(t[beg].lower, AT_S("the"))))
        beg++;
    while (end > beg && (t[end - 1].upos == AT_PUNCT || t[end - 1].rel == AT_R_CASE) && !at_eq(t[end - 1].form, AT_S(".")) &&
           !at_eq(t[end - 1].form, AT_S(")")))
        end--;
    if (beg >= end)
        return;
    /* the engine's span stops short: "[Presidential] Archives" */
    while (type == AT_N_ORG && end < c->an->ntokens && t[end].upos == AT_PROPN && !t[end].name && t[end].sent == t[beg].sent && end - beg < 8 &&
           t[outer_head(c->an, beg, end)].head == (int32_t)end && !at__who_title(c, end, end + 1).kind)
        end++;
    at_known k = {.beg = beg, .end = end, .type = type, .ent = -1, .title_beg = beg};
    at_str iso;
    if (type == AT_N_PER && end > beg + 1 && at__who_state_words(c, beg, end, &iso, NULL)) /* "Nur Sultan" */
        k.type = type = AT_N_LOC;
    if (type == AT_N_PER)
        trim_title(c, &k);
    k.head = outer_head(c->an, k.beg, k.end);
    for (uint32_t i = k.beg; i < k.end; i++)
        w->name_of[i] = (int32_t)w->names.n;
    *at_push(c->mem, &w->names) = k;
}

/* A name that the engine missed: known to the tables, or a word written as a name after a title. Returns its end, or beg. */
static uint32_t missed(at_ctx *c, uint32_t beg)
{
    const at_token *t = c->an->tokens;
    uint32_t last = c->an->sents[t[beg].sent].end;
    at_str iso;
    if (t[beg].upos != AT_PROPN || t[beg].name)
        return beg;
    for (uint32_t n = 6; n > 0; n--) {
        uint32_t end = beg + n;
        if (end > last || t[end - 1].name)
            continue;
        at_country_word k = at__who_state_words(c, beg, end, &iso, NULL);
        bool body = at__who_body(c, beg, end).name.n != 0;
        if (k == AT_CW_NAME || k == AT_CW_CAPITAL || k == AT_CW_SEAT || body) {
            add(c, beg, end, body ? AT_N_ORG : AT_N_LOC);
            return end;
        }
    }
    uint32_t tb;
    if (beg > c->an->sents[t[beg].sent].beg && at__who_title_before(c, c->an->sents[t[beg].sent].beg, beg, &tb).kind && !at__who_title(c, beg, beg + 1).kind) {
        uint32_t end = beg + 1;
        while (end < last && t[end].upos == AT_PROPN && !t[end].name && end - beg < 5)
            end++;
        add(c, beg, end, AT_N_PER);
        return end;
    }
    return beg;
}

static void collect(at_ctx *c)
{
    const at_analysis *an = c->an;
    for (uint32_t t = 0; t < an->ntokens;) {
        if (an->tokens[t].name) {
            const at_name *n = &an->names[an->tokens[t].name - 1];
            uint32_t end = n->end > t ? n->end : t + 1;
            if (n->type >= AT_N_PER && n->type <= AT_N_MISC && n->type != AT_N_DATE)
                add(c, t, end, n->type);
            t = end;
            continue;
        }
        if (at__who(c)->name_of[t] >= 0) {
            t++;
            continue;
        }
        uint32_t end = missed(c, t);
        t = end > t ? end : t + 1;
    }
}

/* ---- words of a name ---- */

static uint32_t words_of(const namer *n, const at_known *k, uint32_t out[12])
{
    uint32_t m = 0;
    for (uint32_t t = k->beg; t < k->end && m < 12; t++)
        if (wordlike(tk(n, t)) && !at__who_in(tk(n, t)->lower, "the of and 's for"))
            out[m++] = t;
    return m;
}

static bool word_eq(const namer *n, uint32_t a, uint32_t b)
{
    at_str x = tk(n, a)->lower, y = tk(n, b)->lower, full;
    if (at_eq(x, y))
        return true;
    if ((x.n == 1 || (x.n == 2 && x.p[1] == '.')) && y.n > 1 && x.p[0] == y.p[0])
        return true;
    if (at__who_given(n->c, x, &full) && full.n && full.n == y.n)
        return at_eq(at_utf8_key(n->c->mem, full), y);
    return false;
}

/* Are the words of the short name those of the long one, in order? The last word must be there in full. */
static bool within(const namer *n, const at_known *s, const at_known *l)
{
    uint32_t a[12], b[12], i = 0, na = words_of(n, s, a), nb = words_of(n, l, b);
    if (!na || na > nb)
        return false;
    for (uint32_t j = 0; j < nb && i < na; j++)
        if (i + 1 == na ? at_eq(tk(n, a[i])->lower, tk(n, b[j])->lower) : word_eq(n, a[i], b[j]))
            i++;
    return i == na;
}

static void index_word(namer *n, at_str word, int32_t ent)
{
    uint32_t *at = at_map_at(&n->words, word);
    node x = {ent, *at == AT_NONE ? 0 : *at};
    *at_push(n->c->mem, &n->nodes) = x;
    *at = (uint32_t)n->nodes.n;
}

static void set_rep(namer *n, int32_t ent, int32_t name)
{
    if ((size_t)ent < n->nrep)
        n->rep[ent] = name;
}

/* The name's form becomes the entity's if it is fuller. */
static void bear(namer *n, int32_t ent, size_t i)
{
    at_known *k = &n->w->names.p[i];
    at_entity *e = &n->w->ents.p[ent];
    uint32_t ws[12], m = words_of(n, k, ws);
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

static int32_t found(namer *n, size_t i, at_being being)
{
    at_known *k = &n->w->names.p[i];
    int32_t ent = at__ent_new(n->c, being);
    uint32_t ws[12], m = words_of(n, k, ws);
    bear(n, ent, i);
    for (uint32_t j = 0; j < m; j++)
        index_word(n, tk(n, ws[j])->lower, ent);
    return ent;
}

/* ---- people ---- */

static int32_t full_match(namer *n, const at_known *k, uint32_t last)
{
    uint32_t x = at_map_get(&n->words, tk(n, last)->lower);
    for (int turn = 0; x != AT_NONE && x && turn < CHAIN_MAX; x = n->nodes.p[x - 1].next, turn++) {
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

static bool is_person(const namer *n, size_t i)
{
    return n->w->names.p[i].type == AT_N_PER;
}

static void guess_gender(namer *n, int32_t ent, uint32_t word)
{
    at_entity *e = &n->w->ents.p[ent];
    if (e->gender)
        return;
    e->gender = (uint8_t)at__who_given(n->c, tk(n, word)->lower, NULL);
    e->soft_gender = e->gender != AT_G_NONE;
}

/* Names of two words and more, the longest first, so that each finds its fuller form. */
static void full_people(namer *n, uint32_t *order, uint32_t norder)
{
    for (uint32_t o = 0; o < norder; o++) {
        at_known *k = &n->w->names.p[order[2 * o + 1]];
        uint32_t ws[12], m = words_of(n, k, ws);
        if (!is_person(n, order[2 * o + 1]) || m < 2)
            continue;
        int32_t e = full_match(n, k, ws[m - 1]);
        if (e >= 0)
            bear(n, e, order[2 * o + 1]);
        else
            e = found(n, order[2 * o + 1], AT_BE_PERSON);
        guess_gender(n, e, ws[0]);
    }
}

/* A single word: the latest bearer before it, else the next one after. */
static int32_t nearest_bearer(namer *n, const at_known *k, uint32_t word, const int32_t *seen)
{
    int32_t best = -1, ahead = -1;
    uint32_t x = at_map_get(&n->words, tk(n, word)->lower);
    for (int turn = 0; x != AT_NONE && x && turn < CHAIN_MAX; x = n->nodes.p[x - 1].next, turn++) {
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

static void short_people(namer *n)
{
    int32_t *seen = at_new(n->c->mem, int32_t, n->nrep + 1);
    for (size_t i = 0; i < n->nrep; i++)
        seen[i] = -1;
    for (size_t i = 0; i < n->w->names.n; i++) {
        at_known *k = &n->w->names.p[i];
        uint32_t ws[12], m = words_of(n, k, ws);
        if (k->ent < 0 && m && (is_person(n, i) || m == 1)) {
            int32_t e = nearest_bearer(n, k, ws[m - 1], seen);
            if (e >= 0) {
                k->type = AT_N_PER; /* a place or body of that one word, unknown to the tables, is the person just named */
                bear(n, e, i);
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

/* ---- states, peoples, bodies, places ---- */

static int32_t under_key(namer *n, size_t i, char tag, at_str key, at_being being)
{
    at_str full = at_arena_fmt(n->c->mem, "%c:%.*s", tag, AT_FMT(key));
    uint32_t *at = at_map_at(&n->w->by_name, full);
    if (*at == AT_NONE) {
        *at = (uint32_t)at__ent_new(n->c, being);
        at_known *k = &n->w->names.p[i];
        uint32_t ws[12], m = words_of(n, k, ws);
        for (uint32_t j = 0; j < m; j++)
            index_word(n, tk(n, ws[j])->lower, (int32_t)*at);
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

static bool state_name(namer *n, size_t i)
{
    at_known *k = &n->w->names.p[i];
    at_str iso, as;
    at_country_word kind = at__who_state_words(n->c, k->beg, k->end, &iso, &as);
    const at_token *h = tk(n, k->head);
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
        bear(n, e, i);
        at__ent_country(&n->w->ents.p[e], iso);
        n->w->ents.p[e].number = kind == AT_CW_PERSON ? 1 : 2;
        return true;
    }
    int32_t e = under_key(n, i, 'c', iso, AT_BE_STATE);
    at_entity *en = &n->w->ents.p[e];
    if (kind == AT_CW_NAME && !at_eq(h->lower, AT_S("we")))
        bear(n, e, i);
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

static bool body_name(namer *n, size_t i)
{
    at_known *k = &n->w->names.p[i];
    at_body b = at__who_body(n->c, k->beg, k->end);
    if (!b.name.n)
        return false;
    if (k->type == AT_N_PER && k->end - k->beg == 1 && at_map_get(&n->words, tk(n, k->beg)->lower) != AT_NONE)
        return false;
    int32_t e = under_key(n, i, 'o', at_utf8_key(n->c->mem, b.name), AT_BE_GROUP);
    k->type = AT_N_ORG;
    n->w->ents.p[e].ntype = AT_N_ORG;
    bear(n, e, i);
    n->w->ents.p[e].sector = b.sector;
    at__ent_country(&n->w->ents.p[e], b.country);
    return true;
}

/* ---- bodies of the report itself ---- */

/* First letters of the words of a body's name: with and without the small words. */
static void index_initials(namer *n, const at_known *k, int32_t ent)
{
    char all[16], big[16];
    size_t na = 0, nb = 0;
    for (uint32_t t = k->beg; t < k->end && na < sizeof all; t++) {
        const at_token *w = tk(n, t);
        if (!wordlike(w) || w->lower.p[0] >= (char)0x7f || (unsigned char)w->lower.p[0] >= 0x80)
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
static int32_t before_bracket(namer *n, size_t i)
{
    const at_known *k = &n->w->names.p[i];
    if (!i || !k->beg || !at_eq(tk(n, k->beg - 1)->form, AT_S("(")))
        return -1;
    const at_known *p = &n->w->names.p[i - 1];
    return p->ent >= 0 && p->end + 1 == k->beg && p->type != AT_N_PER ? p->ent : -1;
}

static int32_t by_initials(namer *n, const at_known *k)
{
    char buf[16];
    size_t m = 0;
    if (k->end != k->beg + 1)
        return -1;
    at_str f = tk(n, k->beg)->form;
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
static bool part_of(const namer *n, const at_known *s, const at_known *l)
{
    uint32_t a[12], b[12], na = words_of(n, s, a), nb = words_of(n, l, b);
    if (!na || na >= nb)
        return false;
    bool head = true, tail = true;
    for (uint32_t i = 0; i < na; i++) {
        head = head && at_eq(tk(n, a[i])->lower, tk(n, b[i])->lower);
        tail = tail && at_eq(tk(n, a[i])->lower, tk(n, b[nb - na + i])->lower);
    }
    return head || (tail && na > 1);
}

static int32_t longer_body(namer *n, const at_known *k)
{
    uint32_t ws[12], m = words_of(n, k, ws);
    if (!m)
        return -1;
    at_str iso;
    if (m == 1 && (at__who_state_words(n->c, k->beg, k->end, &iso, NULL) || at__who_noun(n->c, ws[0]) != AT_NONE))
        return -1;
    uint32_t x = at_map_get(&n->words, tk(n, ws[m - 1])->lower);
    for (int turn = 0; x != AT_NONE && x && turn < CHAIN_MAX; x = n->nodes.p[x - 1].next, turn++) {
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

static void country_in(const namer *n, const at_known *k, at_entity *e)
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
static at_str body_key(const namer *n, const at_known *k, char buf[AT_KEY_MAX])
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

static void other_name(namer *n, size_t i)
{
    at_known *k = &n->w->names.p[i];
    char buf[AT_KEY_MAX];
    at_str key = body_key(n, k, buf);
    const at_token *h = tk(n, k->head);
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
    if (e < 0)
        e = under_key(n, i, k->type == AT_N_LOC ? 'l' : 'o', at_arena_str(n->c->mem, key), being_of(k));
    bear(n, e, i);
    if (k->type == AT_N_ORG) {
        index_initials(n, k, e);
        if (!n->w->ents.p[e].sector.n)
            n->w->ents.p[e].sector = at__who_noun_sector(n->c, k->head);
        country_in(n, k, &n->w->ents.p[e]);
    }
    if (k->type == AT_N_NORP)
        n->w->ents.p[e].number = h->feats & AT_F_PLUR ? 2 : 1;
}

/* A name in brackets right after a name is the same body, whatever the tables say of either. */
static void join_brackets(namer *n)
{
    for (size_t i = 1; i < n->w->names.n; i++) {
        const at_known *k = &n->w->names.p[i];
        int32_t e = k->type == AT_N_ORG || k->type == AT_N_MISC ? before_bracket(n, i) : -1;
        if (e >= 0 && k->ent >= 0 && n->w->ents.p[at__ent(n->w, e)].being == AT_BE_GROUP)
            (void)at__ent_merge(n->c, e, k->ent);
    }
}

/* "X alias Y", "X, also known as Y", "X, whose real name is Y": one person. */
static void join_aliases(namer *n)
{
    for (size_t i = 1; i < n->w->names.n; i++) {
        const at_known *p = &n->w->names.p[i - 1], *k = &n->w->names.p[i];
        if (k->type != AT_N_PER || p->type != AT_N_PER || k->ent < 0 || p->ent < 0 || k->beg < p->end || k->beg - p->end > 5 ||
            tk(n, k->beg)->sent != tk(n, p->beg)->sent)
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

/*
 * One type for all names of the same words: what the tables say, else a body where it once stood in brackets after a body
 * ("Center for Human Rights (Cenidh)"), else the type it was most often taken for.
 */
static void settle_types(at_ctx *c)
{
    at_who *w = at__who(c);
    at_map at;
    size_t n = w->names.n;
    uint16_t(*votes)[8] = at_alloc_n(c->mem, sizeof *votes, n + 1);
    uint32_t *group = at_new(c->mem, uint32_t, n + 1), ngroups = 0;
    at_map_init(&at, c->mem);
    for (size_t i = 0; i < n; i++) {
        char buf[AT_KEY_MAX];
        const at_known *k = &w->names.p[i];
        at_str key = at__who_key(c->an, k->beg, k->end, buf);
        uint32_t *g = at_map_at(&at, at_arena_str(c->mem, key));
        if (*g == AT_NONE)
            *g = ngroups++;
        group[i] = *g;
        bool bracket = i && k->beg && at_eq(c->an->tokens[k->beg - 1].form, AT_S("(")) && w->names.p[i - 1].end + 1 == k->beg && w->names.p[i - 1].type == AT_N_ORG;
        if (k->type < 8 && votes[*g][k->type] < 60000)
            votes[*g][bracket ? AT_N_ORG : k->type] = (uint16_t)(votes[*g][bracket ? AT_N_ORG : k->type] + (bracket ? 5000 : 1));
    }
    at_map surnames;
    at_map_init(&surnames, c->mem);
    for (size_t i = 0; i < n; i++)
        if (w->names.p[i].type == AT_N_PER && w->names.p[i].end > w->names.p[i].beg + 1)
            at_map_set(&surnames, c->an->tokens[w->names.p[i].end - 1].lower, 1);
    for (size_t i = 0; i < n; i++) {
        at_known *k = &w->names.p[i];
        const uint16_t *v = votes[group[i]];
        uint8_t best = k->type;
        for (uint8_t t = AT_N_PER; t <= AT_N_MISC; t++)
            if (v[t] > v[best])
                best = t;
        if (at__who_body(c, k->beg, k->end).name.n && (k->end > k->beg + 1 || at_map_get(&surnames, c->an->tokens[k->beg].lower) == AT_NONE))
            best = AT_N_ORG;
        if (best != AT_N_NORP && k->type != AT_N_NORP && k->title_beg == k->beg)
            k->type = best;
    }
}

void at__who_names(at_ctx *c)
{
    namer n = {.c = c, .w = at__who(c)};
    collect(c);
    settle_types(c);
    at_map_init(&n.words, c->mem);
    at_map_init(&n.initials, c->mem);
    size_t m = n.w->names.n;
    n.nrep = 2 * m + 16;
    n.rep = at_new(c->mem, int32_t, n.nrep);
    for (size_t i = 0; i < n.nrep; i++)
        n.rep[i] = -1;
    uint32_t *order = at_new(c->mem, uint32_t, 2 * m + 2), ws[12];
    for (size_t i = 0; i < m; i++) {
        order[2 * i] = words_of(&n, &n.w->names.p[i], ws);
        order[2 * i + 1] = (uint32_t)i;
    }
    qsort(order, m, 2 * sizeof *order, by_length);
    full_people(&n, order, (uint32_t)m);
    for (uint32_t o = 0; o < m; o++) { /* known to the tables, else long before short */
        size_t i = order[2 * o + 1];
        if (n.w->names.p[i].ent < 0 && !state_name(&n, i))
            (void)body_name(&n, i);
        if (n.w->names.p[i].ent >= 0 && n.w->names.p[i].type == AT_N_ORG)
            index_initials(&n, &n.w->names.p[i], n.w->names.p[i].ent);
    }
    for (uint32_t o = 0; o < m; o++) {
        size_t i = order[2 * o + 1];
        if (n.w->names.p[i].ent < 0 && n.w->names.p[i].type == AT_N_ORG && order[2 * o] > 1)
            other_name(&n, i);
    }
    short_people(&n);
    for (size_t i = 0; i < m; i++)
        if (n.w->names.p[i].ent < 0 && n.w->names.p[i].type != AT_N_NONE)
            other_name(&n, i);
    join_brackets(&n);
    join_aliases(&n);
}
