#include "find/where.h"

#include "base/str.h"
#include "base/utf8.h"
#include "find/where_own.h"
#include "find/where_sense.h"

static const float MAIN_SHARE = 0.35f; /* of all that is said of countries */

enum { BACK_SENTENCES = 8 /* how far "the city" looks back; a country is remembered throughout */ };

at_str at_where_line(const at_ctx *c, uint32_t beg, uint32_t end)
{
    at_str s = at_words(c->an, beg, end);
    if (at_index_char(s, '\n', 0) == SIZE_MAX)
        return s;
    char *o = at_alloc(c->mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.p[i];
        bool blank = ch == ' ' || ch == '\n' || ch == '\r' || ch == '\t';
        if (!blank)
            o[n++] = ch;
        else if (n && o[n - 1] != ' ')
            o[n++] = ' ';
    }
    return (at_str){o, n};
}

static bool has_lower(at_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= 'a' && s.p[i] <= 'z')
            return true;
    return false;
}

/* Is `b` a fuller way to write the name than `a`? Longer, but never capitals for a name that is also written otherwise. */
static bool fuller(at_str a, at_str b)
{
    if (has_lower(a) != has_lower(b))
        return has_lower(b);
    return b.n > a.n;
}

/* What makes two mentions one place. */
static at_str identity(const at_ctx *c, const at_where_mention *m, const at_where_cand *x)
{
    if (!x)
        return at_arena_cat(c->mem, AT_S("k"), m->key);
    if (x->cls == AT_C_COUNTRY)
        return at_arena_fmt(c->mem, "c%u", x->country);
    return x->bin != AT_NONE ? at_arena_fmt(c->mem, "b%u", x->bin) : at_arena_fmt(c->mem, "r%u", x->row);
}

static void describe(const at_ctx *c, at_place *p, const at_where_cand *x)
{
    if (!x)
        return;
    const at_gazetteer *g = c->gaz;
    if (x->bin != AT_NONE)
        p->geonames = at_gazetteer_place(g, x->bin).geonames;
    p->lat = x->lat;
    p->lon = x->lon;
    p->precision = x->prec;
    p->is_country = x->cls == AT_C_COUNTRY;
    p->is_region = x->cls == AT_C_ADM1 || x->cls == AT_C_ADM2 || x->cls == AT_C_LAND || x->cls == AT_C_REGION;
    const char *iso = at_gazetteer_iso(g, x->country);
    memcpy(p->country, iso, strlen(iso) == 3 ? 4 : 0);
    if (x->adm1 != AT_NONE)
        p->admin1 = at_gazetteer_place(g, x->adm1).name;
}

/* A place that no table has lies in the country of what contains it, a building near the point of its town. */
static void inherit(const at_ctx *c, const at_where_own *o, const at_where_cand *const *pick, size_t i, at_place *p)
{
    uint32_t up = o->m.p[i].inside;
    const at_where_cand *x = up != AT_NONE ? pick[up] : NULL;
    if (pick[i] || p->country[0] || !x || !x->country)
        return;
    const char *iso = at_gazetteer_iso(c->gaz, x->country);
    memcpy(p->country, iso, strlen(iso) == 3 ? 4 : 0);
    if (x->adm1 != AT_NONE)
        p->admin1 = at_gazetteer_place(c->gaz, x->adm1).name;
    if (x->cls == AT_C_TOWN || x->cls == AT_C_SPOT) {
        p->lat = x->lat;
        p->lon = x->lon;
        p->precision = 2;
    }
}

/* Is there a preposition of place before the noun, other than those that go with everything? */
static bool stands_in(const at_ctx *c, const at_where_own *o, int32_t noun)
{
    for (int32_t d = at_dep(c->an, (uint32_t)noun, AT_R_CASE); d >= 0; d = at_dep_next(c->an, d, AT_R_CASE)) {
        at_str l = c->an->tokens[d].lower;
        if (at_where_is(&o->w, l, "prep") && !at_eq(l, AT_S("of")) && !at_eq(l, AT_S("on")) && !at_eq(l, AT_S("for")) && !at_eq(l, AT_S("against")) && !at_eq(l, AT_S("over")))
            return true;
    }
    return false;
}

/* A name that no table has is a place only where the words say so: after a preposition, beside a head word or another place. */
static bool unproven(const at_ctx *c, const at_where_own *o, const at_where_mention *m)
{
    if (m->building || m->hint != AT_H_NONE || m->inside != AT_NONE)
        return false;
    for (int32_t h = (int32_t)m->head, k = 0; h >= 0 && k < 3; k++) {
        if (stands_in(c, o, h))
            return false;
        at_rel r = (at_rel)c->an->tokens[h].rel;
        if (r != AT_R_CONJ && r != AT_R_APPOS && r != AT_R_FLAT)
            break;
        h = c->an->tokens[h].head;
    }
    return true;
}

static void name_places(at_ctx *c, at_where_own *o, const at_where_cand *const *pick)
{
    at_map by_id;
    at_map_init(&by_id, c->mem);
    o->place = at_new(c->mem, int32_t, o->m.n);
    for (size_t i = 0; i < o->m.n; i++) {
        const at_where_mention *m = &o->m.p[i];
        o->place[i] = -1;
        if (m->nested || (!pick[i] && ((m->looked_up && !m->building) || unproven(c, o, m))))
            continue;
        uint32_t *id = at_map_at(&by_id, identity(c, m, pick[i]));
        at_str name = at_where_line(c, m->beg, m->end);
        if (*id == AT_NONE) {
            *id = (uint32_t)c->places.n;
            at_place *p = at_push(c->mem, &c->places);
            p->name = name;
            describe(c, p, pick[i]);
            if (m->building && pick[i])
                p->precision = 1;
        }
        at_place *p = &c->places.p[*id];
        inherit(c, o, pick, i, p);
        if (fuller(p->name, name))
            p->name = name;
        *at_push(c->mem, &p->mentions) = at_bytes(c->an, m->beg, m->end);
        o->place[i] = (int32_t)*id;
        for (uint32_t t = m->beg; t < m->end; t++)
            c->place_of[t] = (int32_t)*id;
    }
}

/* ---- "this city", "the republic", "the capital" ---- */

static bool definite(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        at_rel r = (at_rel)an->tokens[d].rel;
        if (r == AT_R_COMPOUND || r == AT_R_AMOD || r == AT_R_NUMMOD || r == AT_R_NMOD_POSS)
            return false;
        if (r == AT_R_NMOD && c->place_of[d] >= 0)
            return false;
    }
    int32_t d = at_dep(an, tok, AT_R_DET);
    if (d < 0)
        return false;
    at_str l = an->tokens[d].lower;
    return at_eq(l, AT_S("the")) || at_eq(l, AT_S("this")) || at_eq(l, AT_S("that"));
}

static bool can_be(const at_place *p, const at_where_mention *m, const at_where_cand *x, at_where_hint h)
{
    switch (h) {
    case AT_H_COUNTRY: return p->is_country;
    case AT_H_TOWN: return x ? x->cls == AT_C_TOWN : m->hint == AT_H_TOWN || (m->hint == AT_H_NONE && !m->building);
    case AT_H_CAPITAL: return x && x->cls == AT_C_TOWN && x->capital;
    case AT_H_ADM1: return x && (x->cls == AT_C_ADM1 || x->cls == AT_C_LAND);
    case AT_H_ADM2: return x ? x->cls == AT_C_ADM2 : m->hint == AT_H_ADM2;
    case AT_H_REGION: return x && (x->cls == AT_C_ADM1 || x->cls == AT_C_LAND || x->cls == AT_C_REGION);
    case AT_H_LAND: return x && x->cls == AT_C_LAND;
    case AT_H_SPOT: return m->building || m->hint == AT_H_SPOT || (x && x->cls == AT_C_SPOT);
    case AT_H_ANY: return true;
    default: return false;
    }
}

/* "the hotel" points to a building whose name holds that word. */
static bool same_building(const at_ctx *c, const at_where_mention *m, uint32_t tok)
{
    for (uint32_t t = m->beg; t < m->end; t++)
        if (at_eq(c->an->tokens[t].lemma, c->an->tokens[tok].lemma) || at_eq(c->an->tokens[t].lower, c->an->tokens[tok].lower))
            return true;
    return false;
}

/* The country that most mentions are of; *all gets the mentions of all countries. */
static int32_t main_country(const at_ctx *c, size_t *all)
{
    int32_t best = -1;
    *all = 0;
    for (size_t i = 0; i < c->places.n; i++)
        if (c->places.p[i].is_country) {
            *all += c->places.p[i].mentions.n;
            if (best < 0 || c->places.p[i].mentions.n > c->places.p[best].mentions.n)
                best = (int32_t)i;
        }
    return best;
}

/* What "the country" means: the country of a town named just before, the one that the report is mostly about, or the last one named. */
static int32_t the_country(const at_ctx *c, const at_where_own *o, size_t before, uint32_t sent)
{
    size_t all;
    int32_t main = main_country(c, &all), last = -1;
    for (size_t i = before; i-- > 0 && last < 0;) {
        uint32_t at = c->an->tokens[o->m.p[i].beg].sent;
        if (at + 1 < sent)
            break;
        int32_t p = o->place[i];
        if (p < 0)
            continue;
        if (c->places.p[p].is_country)
            last = p;
        else if (at == sent && c->places.p[p].country[0])
            for (size_t k = 0; k < c->places.n && last < 0; k++)
                if (c->places.p[k].is_country && memcmp(c->places.p[k].country, c->places.p[p].country, 3) == 0)
                    last = (int32_t)k;
    }
    return last < 0 || (main >= 0 && c->places.p[main].mentions.n * 2 > all) ? main : last;
}

static int32_t antecedent(const at_ctx *c, const at_where_own *o, const at_where_cand *const *pick, uint32_t tok, size_t before, at_where_hint h)
{
    uint32_t sent = c->an->tokens[tok].sent;
    if (h == AT_H_COUNTRY)
        return the_country(c, o, before, sent);
    for (size_t i = before; i-- > 0;) {
        const at_where_mention *m = &o->m.p[i];
        uint32_t at = c->an->tokens[m->beg].sent;
        if (at + BACK_SENTENCES < sent)
            break;
        if (o->place[i] < 0 || !can_be(&c->places.p[o->place[i]], m, pick[i], h) || (h == AT_H_SPOT && !same_building(c, m, tok)))
            continue;
        return o->place[i];
    }
    return -1;
}

static void point_back(at_ctx *c, const at_where_own *o, const at_where_cand *const *pick)
{
    size_t before = 0;
    for (uint32_t i = 0; i < c->an->ntokens; i++) {
        const at_token *t = &c->an->tokens[i];
        while (before < o->m.n && o->m.p[before].beg < i)
            before++;
        if (c->place_of[i] >= 0 || t->name || !before)
            continue;
        bool adverb = t->upos == AT_ADV && t->rel == AT_R_ADVMOD && at_eq(t->lower, AT_S("there"));
        if (!adverb && (t->upos != AT_NOUN || t->feats & AT_F_PLUR))
            continue;
        at_str cls = at_where_word(&o->w, t->lemma, "anaphor");
        if (!cls.p || (!adverb && !definite(c, i)))
            continue;
        c->place_of[i] = antecedent(c, o, pick, i, before, at_where_hint_of(cls));
    }
}

/* The country that most of the report is about is a place of it even if only its adjective is used ("the Ugandan police"). */
static void main_state(at_ctx *c, const at_where_senses *s)
{
    float share;
    uint8_t country = at_where_country(s, &share);
    const char *iso = at_gazetteer_iso(c->gaz, country);
    if (!country || share < MAIN_SHARE || !s->by_end[country])
        return;
    for (size_t i = 0; i < c->places.n; i++)
        if (c->places.p[i].is_country && memcmp(c->places.p[i].country, iso, 4) == 0)
            return;
    at_g_place g = at_gazetteer_place(c->gaz, at_gazetteer_country(c->gaz, at_strz(iso)));
    const at_lexicon *states = at_lexicon_get(c->lex, "countries.tsv");
    at_str word = at_utf8_key(c->mem, at_where_line(c, s->by_beg[country], s->by_end[country]));
    at_str name = at_lexicon_cell(states, at_lexicon_row(states, word), "as");
    at_place *p = at_push(c->mem, &c->places);
    *p = (at_place){.name = name.n ? name : g.name, .geonames = g.geonames, .lat = g.lat, .lon = g.lon, .precision = 6, .is_country = true};
    memcpy(p->country, iso, 4);
    *at_push(c->mem, &p->mentions) = at_bytes(c->an, s->by_beg[country], s->by_end[country]);
}

void at_where_run(at_ctx *c)
{
    at_where_own *o = at_new(c->mem, at_where_own, 1);
    c->own[AT_OWN_WHERE] = o;
    at_where_words_init(&o->w, c->lex);
    at_where_mentions_find(c, &o->w, &o->m);
    o->at = at_new(c->mem, int32_t, c->an->ntokens);
    for (uint32_t i = 0; i < c->an->ntokens; i++)
        o->at[i] = -1;
    for (size_t i = 0; i < o->m.n; i++)
        for (uint32_t t = o->m.p[i].beg; !o->m.p[i].nested && t < o->m.p[i].end; t++)
            o->at[t] = (int32_t)i;
    at_where_senses s;
    at_where_senses_init(&s, c, &o->w);
    const at_where_cand **pick = at_new(c->mem, const at_where_cand *, o->m.n);
    at_where_senses_choose(&s, &o->m, pick);
    name_places(c, o, pick);
    main_state(c, &s);
    point_back(c, o, pick);
    o->about = at_new(c->mem, float, c->places.n);
    for (size_t i = 0; i < o->m.n; i++)
        if (o->place[i] >= 0 && pick[i] && pick[i]->country && s.countries > 0)
            o->about[o->place[i]] = s.country[pick[i]->country] / s.countries;
    for (size_t i = 0; i < c->places.n; i++)
        if (c->places.p[i].is_country && o->about[i] == 0)
            (void)at_where_country(&s, &o->about[i]);
    at_where_scenes(c, o);
}
