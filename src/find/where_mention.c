#include "find/where_mention.h"

#include "base/str.h"
#include "base/utf8.h"
#include "find/gazetteer.h"

enum { SPAN_MAX = 6 /* words of a looked-up name: "Islamic Republic of Iran" has 4, "Valley of the Apurimac" 4 */ };

at_where_hint at_where_hint_of(at_str s)
{
    static const struct { const char *name; at_where_hint hint; } of[] = {
        {"country", AT_H_COUNTRY}, {"adm1", AT_H_ADM1}, {"adm2", AT_H_ADM2}, {"town", AT_H_TOWN}, {"water", AT_H_WATER},
        {"land", AT_H_LAND}, {"spot", AT_H_SPOT}, {"region", AT_H_REGION}, {"capital", AT_H_CAPITAL}, {"any", AT_H_ANY}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (at_eq(s, at_strz(of[i].name)))
            return of[i].hint;
    return AT_H_NONE;
}

at_str at_where_prep(const at_ctx *c, const at_where_words *w, uint32_t tok)
{
    const at_analysis *an = c->an;
    for (int32_t d = at_dep(an, tok, AT_R_CASE); d >= 0; d = at_dep_next(an, d, AT_R_CASE)) {
        at_str s = at_where_word(w, an->tokens[d].lower, "prep");
        if (s.p)
            return s;
    }
    return (at_str){NULL, 0};
}

static const at_token *token(const at_ctx *c, uint32_t i)
{
    return &c->an->tokens[i];
}

static bool same_sentence(const at_ctx *c, uint32_t a, uint32_t b)
{
    return b < c->an->ntokens && token(c, a)->sent == token(c, b)->sent;
}

static bool capital(at_str s)
{
    unsigned len;
    return s.n && at_cp_upper(at_utf8(s, 0, &len));
}

/* Token of [beg, end) whose head lies outside. */
static uint32_t head_of(const at_ctx *c, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (token(c, i)->head < (int32_t)beg || token(c, i)->head >= (int32_t)end)
            return i;
    return end - 1;
}

static at_str key_of(const at_ctx *c, uint32_t beg, uint32_t end)
{
    at_str k = at_gazetteer_key(c->mem, at_words(c->an, beg, end));
    return at_starts(k, AT_S("the ")) ? at_sub(k, 4, k.n) : k;
}

/* Does some table know the key? */
static bool known(const at_ctx *c, const at_where_words *w, at_str key)
{
    at_g_hit hit;
    return at_where_extra(w, key) != AT_NONE || at_gazetteer_find(c->gaz, key, &hit, 1) != 0;
}

static bool known_extra(const at_ctx *c, const at_where_words *w, uint32_t beg, uint32_t end)
{
    return at_where_extra(w, key_of(c, beg, end)) != AT_NONE;
}

static at_where_mention *add(const at_ctx *c, at_where_mentions *out, uint32_t beg, uint32_t end)
{
    at_where_mention *m = at_push(c->mem, out);
    m->beg = m->nbeg = beg;
    m->end = m->nend = end;
    m->key = key_of(c, beg, end);
    m->inside = AT_NONE;
    return m;
}

/* "a West Bank town" is no name. */
static bool indefinite(const at_ctx *c, uint32_t beg)
{
    for (uint32_t k = 1; k <= 3 && k <= beg && same_sentence(c, beg, beg - k); k++) {
        at_str l = token(c, beg - k)->lower;
        if (at_eq(l, AT_S("a")) || at_eq(l, AT_S("an")) || at_eq(l, AT_S("another")))
            return true;
        if (token(c, beg - k)->upos != AT_ADJ)
            break;
    }
    return false;
}

/* "Helmand province", "the city of Aden", "Lake Chad": what the words around say the place is. */
static void around(const at_ctx *c, const at_where_words *w, at_where_mention *m)
{
    uint32_t e = m->end, b = m->beg;
    if (same_sentence(c, b, e) && token(c, e)->upos != AT_PUNCT) {
        at_str cls = at_where_word(w, token(c, e)->upos == AT_NOUN ? token(c, e)->lemma : token(c, e)->lower, "head");
        bool of = same_sentence(c, b, e + 2) && at_eq(token(c, e + 1)->lower, AT_S("of")) && token(c, e + 2)->upos == AT_PROPN; /* "the West Bank city of Ramallah" */
        if (cls.p && !of && !indefinite(c, b) && (token(c, e)->upos == AT_NOUN || token(c, e)->upos == AT_PROPN)) {
            m->hint = at_where_hint_of(cls);
            m->end = e + 1;
        }
    }
    if (m->hint == AT_H_NONE && m->nend - m->nbeg > 1) { /* the name itself holds the word */
        at_str last = token(c, m->nend - 1)->lower, first = token(c, m->nbeg)->lower;
        at_str cls = at_where_word(w, last, "head");
        if (!cls.p)
            cls = at_where_word(w, first, "head");
        if (cls.p)
            m->hint = at_where_hint_of(cls);
    }
    if (m->hint == AT_H_NONE && b >= 2 && at_eq(token(c, b - 1)->lower, AT_S("of")) && same_sentence(c, b, b - 2)) {
        at_str cls = at_where_word(w, token(c, b - 2)->lower, "head");
        if (cls.p && !at_eq(token(c, b - 2)->lower, AT_S("capital")) && token(c, b - 2)->upos != AT_VERB)
            m->hint = at_where_hint_of(cls);
    }
    if (m->hint == AT_H_NONE && b >= 1 && same_sentence(c, b, b - 1) && token(c, b - 1)->upos == AT_NOUN) {
        at_str cls = at_where_word(w, token(c, b - 1)->lower, "head"); /* "the village Nowbar" */
        if (cls.p)
            m->hint = at_where_hint_of(cls);
    }
    if (b >= 1 && same_sentence(c, b, b - 1) && at_where_is(w, token(c, b - 1)->lower, "direction"))
        m->part = true;
    m->head = head_of(c, m->beg, m->end);
}

/* Words that name nothing by themselves ("Northern", "Plains", "south"), lower case throughout, or "pro-Morales". */
static bool empty_name(const at_ctx *c, const at_where_words *w, uint32_t beg, uint32_t end)
{
    bool all = true, big = false;
    for (uint32_t i = beg; i < end; i++) {
        at_str l = token(c, i)->lower;
        big |= capital(token(c, i)->form);
        if (at_starts(l, AT_S("pro-")) || at_starts(l, AT_S("anti-")) || at_starts(l, AT_S("pre-")))
            return true;
        all &= at_where_is(w, l, "direction") || at_where_is(w, token(c, i)->lemma, "head") || at_where_is(w, l, "notplace") || at_where_is(w, token(c, i)->lemma, "facility");
    }
    return !big || (all && !known_extra(c, w, beg, end));
}

/* "Sri Lankan", "Central Asian": an adjective of a state, or one before a noun that is no known place. */
static bool adjective(const at_ctx *c, const at_where_words *w, uint32_t beg, uint32_t end)
{
    const at_token *last = token(c, end - 1);
    if (at_where_demonym(w, key_of(c, beg, end)).n)
        return true;
    if (last->upos != AT_ADJ && !(last->rel == AT_R_AMOD && last->upos != AT_PROPN))
        return false;
    return !known_extra(c, w, beg, end);
}

/* A learned name of type LOC; one that holds a comma ("Okpo, South Gyeongsang") is several mentions. */
static void from_name(const at_ctx *c, const at_where_words *w, at_where_mentions *out, const at_name *n)
{
    for (uint32_t beg = n->beg; beg < n->end;) {
        uint32_t end = beg;
        while (end < n->end && !at_eq(token(c, end)->form, AT_S(",")))
            end++;
        uint32_t b = beg, e = end;
        while (b < e && (token(c, b)->upos == AT_DET || token(c, b)->upos == AT_PUNCT))
            b++;
        while (e > b && (token(c, e - 1)->upos == AT_PUNCT || at_eq(token(c, e - 1)->lower, AT_S("'s"))))
            e--;
        while (e > b + 1 && at_where_is(w, token(c, b)->lower, "direction") && !capital(token(c, b)->form))
            b++;
        uint32_t of = b;
        while (of < e && !at_eq(token(c, of)->lower, AT_S("of")))
            of++;
        if (of > b && of + 1 < e && at_where_is(w, token(c, of - 1)->lower, "head") && !known(c, w, key_of(c, b, e)))
            b = of + 1; /* "the department of Intibuca" */
        if (b < e && !empty_name(c, w, b, e) && !adjective(c, w, b, e)) {
            at_where_mention *m = add(c, out, b, e);
            if (m->key.n < 2)
                out->n--;
            else
                around(c, w, m);
        }
        beg = end + 1;
    }
}

/* Longest run of capitalised words from i on that a table knows as a country or region of the extra table; its end, or i. */
static uint32_t longest(const at_ctx *c, const at_where_words *w, uint32_t i, uint32_t stop, bool towns)
{
    uint32_t best = i;
    for (uint32_t e = i + 1; e <= stop && e <= i + SPAN_MAX; e++) {
        if (token(c, e - 1)->upos != AT_PROPN)
            continue;
        at_str k = key_of(c, i, e);
        if (k.n < 3 && !at_eq(k, AT_S("us")) && !at_eq(k, AT_S("uk")))
            continue;
        if (e == i + 1 && at_where_is(w, token(c, i)->lower, "notplace"))
            continue;
        uint32_t row = at_where_extra(w, k);
        if (row != AT_NONE ? true : towns && known(c, w, k))
            best = e;
    }
    return best;
}

/* Inside the name of an organisation or a person's title only what is surely a place counts, and only as context. */
static void nested(const at_ctx *c, const at_where_words *w, at_where_mentions *out, const at_name *n)
{
    for (uint32_t i = n->beg; i < n->end; i++) {
        if (token(c, i)->upos != AT_PROPN && token(c, i)->upos != AT_NOUN)
            continue;
        uint32_t e = longest(c, w, i, n->end, false);
        if (e > i && at_eq(at_where_cell(w, at_where_extra(w, key_of(c, i, e)), w->class), AT_S("country"))) {
            at_where_mention *m = add(c, out, i, e);
            m->nested = m->looked_up = true;
            m->head = head_of(c, i, e);
            i = e - 1;
        }
    }
}

/* A building named after a proper noun or a country ("Rixos hotel", "the Peruvian embassy"), after a preposition of place. */
static bool building(const at_ctx *c, const at_where_words *w, at_where_mentions *out, uint32_t tok)
{
    const at_analysis *an = c->an;
    const at_token *t = token(c, tok);
    if (t->feats & AT_F_PLUR || (!at_where_is(w, t->lemma, "facility") && !at_where_is(w, t->lower, "facility")))
        return false;
    at_str prep = at_where_prep(c, w, tok);
    if (!prep.p || at_eq(prep, AT_S("from")))
        return false;
    uint32_t beg = tok;
    bool named = false;
    for (int32_t d = t->child; d >= 0 && (uint32_t)d < tok; d = an->tokens[d].next) {
        const at_token *x = token(c, (uint32_t)d);
        bool name = x->upos == AT_PROPN || (x->name && an->names[x->name - 1].type != AT_N_DATE);
        if ((x->rel != AT_R_COMPOUND && x->rel != AT_R_AMOD && x->rel != AT_R_FLAT && x->rel != AT_R_NMOD_DESC) || !capital(x->form) || !name || x->upos == AT_PRON)
            continue;
        at_span s = at_subtree(an, (uint32_t)d);
        named = true;
        if (s.beg < beg)
            beg = s.beg;
    }
    for (uint32_t i = beg; named && i < tok; i++) /* from the determiner or a figure on it is no name */
        if (token(c, i)->upos == AT_DET || token(c, i)->upos == AT_NUM || token(c, i)->upos == AT_PUNCT || token(c, i)->upos == AT_ADP || c->timex_of[i] >= 0)
            beg = i + 1;
    if (!named || beg >= tok || tok - beg > SPAN_MAX || indefinite(c, beg))
        return false;
    uint32_t inside = AT_NONE;
    if (out->n && out->p[out->n - 1].end > beg) { /* "Chamkani district headquarters": the district only says where */
        inside = (uint32_t)out->n - 1;
        if (out->p[inside].beg < beg)
            beg = out->p[inside].beg;
        out->p[inside].nested = true;
    }
    at_where_mention *m = add(c, out, beg, tok + 1);
    m->building = m->looked_up = true;
    m->hint = AT_H_SPOT;
    m->head = tok;
    m->inside = inside;
    return true;
}

/* An organisation's name that ends in a building's word and stands after a preposition of place. */
static bool housed(const at_ctx *c, const at_where_words *w, at_where_mentions *out, const at_name *n)
{
    uint32_t last = n->end - 1;
    bool is = at_where_is(w, token(c, last)->lemma, "facility") || at_where_is(w, token(c, last)->lower, "facility") || at_where_is(w, token(c, n->beg)->lower, "facility");
    for (uint32_t i = n->beg; !is && i < n->end; i++) /* "Holiday Inn Express", "University of Dhaka" */
        is = at_where_is(w, token(c, i)->lower, "facility");
    at_str prep = at_where_prep(c, w, n->head);
    if (!is || !prep.p || at_eq(prep, AT_S("from")) || at_eq(prep, AT_S("to")))
        return false;
    uint32_t b = n->beg;
    while (b < n->end && token(c, b)->upos == AT_DET)
        b++;
    if (b == n->end)
        return false;
    at_where_mention *m = add(c, out, b, n->end);
    m->building = true;
    m->hint = AT_H_SPOT;
    m->head = n->head;
    return true;
}

/* May the capitalised words from i on be looked up as a town? Only where the tree or a comma says that a place stands there. */
static bool place_like(const at_ctx *c, const at_where_words *w, const at_where_mentions *out, uint32_t i)
{
    const at_analysis *an = c->an;
    if (out->n) {
        const at_where_mention *m = &out->p[out->n - 1];
        if (!m->nested && m->end + 1 == i && at_eq(token(c, i - 1)->form, AT_S(",")))
            return true;
    }
    for (int32_t h = (int32_t)i, depth = 0; h >= 0 && depth < 4; h = an->tokens[h].head, depth++) {
        at_str prep = at_where_prep(c, w, (uint32_t)h);
        if (prep.p)
            return at_eq(prep, AT_S("in")) || at_eq(prep, AT_S("near"));
        at_rel r = (at_rel)an->tokens[h].rel;
        if (r != AT_R_FLAT && r != AT_R_COMPOUND && r != AT_R_CONJ && r != AT_R_APPOS)
            break;
    }
    return i > 0 && at_where_is(w, token(c, i - 1)->lower, "head") && token(c, i - 1)->upos == AT_NOUN;
}

/* Looks up what the names missed; returns the token after what it took, or i. */
static uint32_t look_up(const at_ctx *c, const at_where_words *w, at_where_mentions *out, uint32_t i)
{
    const at_token *t = token(c, i);
    if (t->upos != AT_PROPN || !capital(t->form))
        return i;
    uint32_t stop = i;
    while (stop < i + SPAN_MAX && same_sentence(c, i, stop) && !token(c, stop)->name)
        stop++;
    uint32_t e = longest(c, w, i, stop, place_like(c, w, out, i));
    if (e == i || (e < stop && token(c, e)->upos == AT_PROPN && token(c, e)->rel == AT_R_FLAT) || (i > 0 && same_sentence(c, i, i - 1) && t->rel == AT_R_FLAT))
        return i; /* part of a longer name */
    at_where_mention *m = add(c, out, i, e);
    m->looked_up = true;
    around(c, w, m);
    return m->end;
}

/* "Congo (Kinshasa)" is one name if the tables have it so. */
static void join_bracket(const at_ctx *c, const at_where_words *w, at_where_mentions *out)
{
    if (out->n < 2)
        return;
    at_where_mention *a = &out->p[out->n - 2], *b = &out->p[out->n - 1];
    if (b->beg != a->end + 1 || !at_eq(token(c, a->end)->form, AT_S("(")) || b->end >= c->an->ntokens || !at_eq(token(c, b->end)->form, AT_S(")")))
        return;
    at_str k = at_arena_fmt(c->mem, "%.*s (%.*s)", AT_FMT(a->key), AT_FMT(b->key));
    if (at_where_extra(w, k) == AT_NONE)
        return;
    a->key = k;
    a->end = a->nend = b->end + 1;
    out->n--;
}

void at_where_mentions_find(const at_ctx *c, const at_where_words *w, at_where_mentions *out)
{
    const at_analysis *an = c->an;
    for (uint32_t i = 0; i < an->ntokens;) {
        const at_token *t = &an->tokens[i];
        if (t->name) {
            const at_name *n = &an->names[t->name - 1];
            if (n->type == AT_N_LOC) {
                from_name(c, w, out, n);
                join_bracket(c, w, out);
            } else if ((n->type != AT_N_ORG && n->type != AT_N_MISC) || !housed(c, w, out, n)) {
                if (n->type == AT_N_ORG)
                    nested(c, w, out, n);
            }
            i = n->end > i ? n->end : i + 1;
            if (out->n && out->p[out->n - 1].end > i)
                i = out->p[out->n - 1].end;
            continue;
        }
        uint32_t e = look_up(c, w, out, i);
        if (e == i && building(c, w, out, i))
            e = i + 1;
        i = e > i ? e : i + 1;
    }
}
