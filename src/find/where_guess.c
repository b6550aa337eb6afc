#include "find/where_guess.h"

#include "base/str.h"
#include <math.h>

enum { CANDIDATES_MAX = 24 /* places looked at for one act: the most mentioned ones */, LEDE = 2 };

/* Log odds that the place is the act's, by feature; made by tools/gazetteer/guess.py. */
static const float WEIGHT[AT_W_COUNT] = {
    -1.80f, -0.31f, -0.09f, 0.64f, 1.04f, 0.92f, 0.61f, -0.95f, 0.98f, -0.01f, 0.39f, -0.53f,
    0.22f, -0.82f, 0.06f, 0.21f, 0.06f, -0.32f, 0.18f, -0.47f, -0.46f, -0.16f, 0.36f, 0.05f,
    0.30f, -0.05f, 0.98f, 1.08f, 0.05f, -0.49f, -0.80f, 0.17f, 0.02f, -0.35f, -0.13f, -1.05f,
    -0.31f, 0.57f, -0.57f, 0.93f, -0.42f, 0.44f, -0.14f, -0.01f, 0.04f, -0.16f};
static const float THRESHOLD = -0.6f;

static bool prep_in(const at_ctx *c, const at_where_own *o, uint32_t tok)
{
    at_str s = at_where_prep(c, &o->w, tok);
    return s.p && (at_eq(s, AT_S("in")) || at_eq(s, AT_S("near")));
}

static bool says_where(const at_ctx *c, const at_where_own *o, uint32_t head)
{
    if (!prep_in(c, o, head))
        return false;
    for (int32_t d = at_dep(c->an, head, AT_R_CASE); d >= 0; d = at_dep_next(c->an, d, AT_R_CASE))
        if (at_eq(c->an->tokens[d].lower, AT_S("of")))
            return false;
    return true;
}

static void lede_sentences(const at_ctx *c, at_where_guess *g)
{
    uint32_t n = 0;
    g->lede_sent = 0;
    for (uint32_t s = 0; s < c->an->nsents && n < LEDE; s++)
        if (!c->boilerplate[s]) {
            g->lede_sent = s;
            n++;
        }
}

static void count(const at_ctx *c, at_where_own *o, at_where_guess *g)
{
    g->first_in = -1;
    for (size_t i = 0; i < o->m.n; i++) {
        int32_t p = o->place[i];
        uint32_t sent = c->an->tokens[o->m.p[i].beg].sent;
        if (p < 0 || c->boilerplate[sent])
            continue;
        bool in = says_where(c, o, o->m.p[i].head);
        g->named[p]++;
        g->all++;
        g->in[p] += in;
        g->all_in += in;
        g->lede[p] |= sent <= g->lede_sent;
        g->lede_in[p] |= in && sent <= g->lede_sent;
        if (in && g->first_in < 0)
            g->first_in = p;
    }
}

/* 1: an act on the ground (assault, arrest, protest, troops), 2: words between parties, 0: not known. By the rows of events.tsv. */
static int sort_of_act(const at_ctx *c, uint32_t tok)
{
    static const at_event_type acts[] = {AT_ASSAULT, AT_COERCE, AT_PROTEST, AT_MOBILIZE};
    const at_token *t = &c->an->tokens[tok];
    const at_lexicon *x = at_lexicon_get(c->lex, t->upos == AT_NOUN ? "event_nouns.tsv" : "events.tsv");
    uint32_t col = at_table_col(&x->t, "type"), act = 0, words = 0;
    for (uint32_t r = at_lexicon_row(x, t->lemma); r != AT_NONE; r = x->again[r]) {
        at_event_type e = at_event_type_of(at_cell(&x->t, r, col));
        bool is = false;
        for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
            is |= e == acts[i];
        act += is;
        words += !is && e != AT_NOEVENT;
    }
    return act > words ? 1 : words ? 2 : 0;
}

/* The places that the clauses of acts say, in text order. */
static void acts(const at_ctx *c, at_where_guess *g)
{
    uint32_t n = c->an->ntokens;
    at_map by_word;
    at_map_init(&by_word, c->mem);
    g->acts = at_new(c->mem, uint32_t, c->places.n);
    g->last_act = at_new(c->mem, int32_t, n);
    g->said = at_new(c->mem, int32_t, n);
    g->same_word = at_new(c->mem, int32_t, n);
    g->most_acts = -1;
    int32_t last = -1;
    for (uint32_t i = 0; i < n; i++) {
        const at_token *t = &c->an->tokens[i];
        g->last_act[i] = last;
        g->said[i] = g->same_word[i] = -1;
        if ((t->upos != AT_VERB && t->upos != AT_NOUN) || c->boilerplate[t->sent] || !sort_of_act(c, i))
            continue;
        uint32_t *same = at_map_at(&by_word, t->lemma);
        g->same_word[i] = *same == AT_NONE ? -1 : (int32_t)*same;
        int32_t p = at_where_clause(c, i);
        g->said[i] = p;
        if (p < 0)
            continue;
        *same = (uint32_t)p;
        g->acts[p]++;
        g->all_acts++;
        last = (int32_t)i;
        if (g->most_acts < 0 || g->acts[p] > g->acts[g->most_acts])
            g->most_acts = p;
    }
}

void at_where_guess_init(const at_ctx *c, at_where_own *o)
{
    at_where_guess *g = at_new(c->mem, at_where_guess, 1);
    size_t n = c->places.n;
    o->guess = g;
    g->named = at_new(c->mem, uint32_t, n);
    g->in = at_new(c->mem, uint32_t, n);
    g->lede = at_new(c->mem, bool, n);
    g->lede_in = at_new(c->mem, bool, n);
    g->since = at_new(c->mem, uint32_t, c->an->nsents);
    lede_sentences(c, g);
    count(c, o, g);
    acts(c, g);
    g->main_country = g->main_town = -1;
    for (size_t i = 0; i < n; i++) {
        int32_t *best = c->places.p[i].is_country ? &g->main_country : &g->main_town;
        if (g->named[i] && (*best < 0 || g->named[i] + g->in[i] > g->named[*best] + g->in[*best]))
            *best = (int32_t)i;
    }
    for (size_t i = 0; i < n; i++)
        if (g->all)
            g->best_share = fmaxf(g->best_share, (float)g->named[i] / (float)g->all);
    for (uint32_t s = 1; s < c->an->nsents; s++)
        g->since[s] = o->set[s] ? 0 : g->since[s - 1] + 1;
}

/* Does the country hold the scene? */
static bool holds(const at_ctx *c, int32_t country, int32_t scene)
{
    if (scene < 0 || scene == country || !c->places.p[country].is_country)
        return false;
    const char *a = c->places.p[country].country, *b = c->places.p[scene].country;
    return a[0] && a[0] == b[0] && a[1] == b[1] && a[2] == b[2];
}

static bool quoted(const at_ctx *c, uint32_t tok)
{
    const at_sentence *s = &c->an->sents[c->an->tokens[tok].sent];
    uint32_t marks = 0;
    for (uint32_t i = s->beg; i < tok; i++) {
        at_str f = c->an->tokens[i].form;
        marks += at_eq(f, AT_S("\"")) || at_eq(f, AT_S("\xe2\x80\x9c")) || at_eq(f, AT_S("\xe2\x80\x9d")) || at_eq(f, AT_S("``"));
    }
    return marks % 2 == 1;
}

static void nearness(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t p, float *x)
{
    uint32_t sent = c->an->tokens[tok].sent;
    bool earlier = false;
    for (size_t i = 0; i < o->m.n; i++) {
        if (o->place[i] != p)
            continue;
        uint32_t s = c->an->tokens[o->m.p[i].beg].sent;
        if (s > sent)
            break;
        earlier = true;
        if (s == sent)
            x[AT_W_HERE] = 1;
        else if (s + 1 == sent)
            x[AT_W_BEFORE] = 1;
        if (c->an->sents[s].para == c->an->sents[sent].para)
            x[AT_W_PARA] = 1;
    }
    x[AT_W_LATER] = !earlier;
}

/* Who does it: people without a name, somebody named, somebody of another country than the place's. */
static void doer(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t p, float *x)
{
    int32_t who = at_subject(c->an, tok);
    if (who < 0)
        return;
    const at_token *t = &c->an->tokens[who];
    x[AT_W_COMMON] = t->upos == AT_NOUN && !t->name;
    x[AT_W_NAMED] = t->name != 0;
    at_span s = at_subtree(c->an, (uint32_t)who);
    for (uint32_t i = s.beg; i < s.end && i < s.beg + 12; i++) {
        int32_t q = o->at[i] >= 0 ? o->place[o->at[i]] : -1;
        at_str iso = q >= 0 ? at_strz(c->places.p[q].country) : at_where_demonym(&o->w, c->an->tokens[i].lower);
        if (iso.n && !at_eq(iso, at_strz(c->places.p[p].country)))
            x[AT_W_FOREIGN] = 1;
    }
}

/* Does the country p hold the town that is named most? */
static bool holds_main(const at_ctx *c, const at_where_guess *g, int32_t p)
{
    return g->main_town >= 0 && holds(c, p, g->main_town);
}

/* What other acts of the report have the place. */
static void by_acts(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t p, float *x)
{
    const at_where_guess *g = o->guess;
    int32_t last = g->last_act[tok];
    x[AT_W_ACTS] = fminf((float)g->acts[p], 6) / 6;
    x[AT_W_ACTS_SHARE] = g->all_acts ? (float)g->acts[p] / (float)g->all_acts : 0;
    x[AT_W_MOST_ACTS] = p == g->most_acts;
    x[AT_W_SAME_WORD] = p == g->same_word[tok];
    if (last < 0 || g->said[last] != p)
        return;
    uint32_t a = c->an->tokens[last].sent, b = c->an->tokens[tok].sent;
    x[AT_W_LAST_ACT] = 1;
    x[AT_W_LAST_ACT_FAR] = fminf((float)(b - a), 10) / 10;
    x[AT_W_LAST_ACT_PARA] = c->an->sents[a].para == c->an->sents[b].para;
}

void at_where_features(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest, int32_t p, float *x)
{
    const at_where_guess *g = o->guess;
    const at_place *pl = &c->places.p[p];
    uint32_t sent = c->an->tokens[tok].sent;
    int32_t scene = sent ? o->scene[sent - 1] : -1;
    int sort = sort_of_act(c, tok);
    memset(x, 0, sizeof *x * AT_W_COUNT);
    x[AT_W_BIAS] = 1;
    x[AT_W_COUNTRY] = pl->is_country;
    x[AT_W_LEDE] = g->lede[p];
    x[AT_W_LEDE_IN] = g->lede_in[p];
    x[AT_W_SHARE] = g->all ? (float)g->named[p] / (float)g->all : 0;
    x[AT_W_SHARE_IN] = g->all_in ? (float)g->in[p] / (float)g->all_in : 0;
    x[AT_W_SCENE] = p == scene;
    x[AT_W_SCENE_FAR] = p == scene ? fminf((float)g->since[sent - 1], 10) / 10 : 0;
    x[AT_W_FIRST_IN] = p == g->first_in;
    x[AT_W_ACT] = sort == 1;
    x[AT_W_WORDS] = sort == 2;
    x[AT_W_ACT_SCENE] = sort == 1 && p == scene;
    x[AT_W_WORDS_SCENE] = sort == 2 && p == scene;
    x[AT_W_MAIN_COUNTRY] = p == g->main_country;
    x[AT_W_MAIN_TOWN] = p == g->main_town;
    x[AT_W_HOLDS_SCENE] = holds(c, p, scene);
    x[AT_W_ONLY_IN] = g->in[p] && g->in[p] == g->all_in;
    x[AT_W_UNKNOWN] = !pl->geonames && pl->lat == 0 && pl->lon == 0;
    x[AT_W_TITLE_TOWN] = p == g->main_town && g->lede_in[p];
    x[AT_W_QUOTED] = quoted(c, tok);
    x[AT_W_NEAREST] = p == nearest;
    x[AT_W_NEAREST_WORDS] = p == nearest && sort == 2;
    nearness(c, o, tok, p, x);
    doer(c, o, tok, p, x);
    by_acts(c, o, tok, p, x);
    x[AT_W_SOLE] = o->about[p] > 0.85f;
    const at_token *t = &c->an->tokens[tok];
    bool main = p == g->main_country || p == g->main_town;
    x[pl->is_country ? AT_W_ABOUT : AT_W_ABOUT_TOWN] = o->about[p];
    x[AT_W_PAST] = t->upos == AT_VERB && (t->feats & AT_F_PAST) != 0;
    x[AT_W_NOUN] = t->upos == AT_NOUN;
    x[AT_W_ACT_MAIN] = sort == 1 && main;
    x[AT_W_WORDS_MAIN] = sort == 2 && main;
    x[AT_W_PLACES] = fminf((float)c->places.n, 20) / 20;
    x[AT_W_BEST_SHARE] = g->best_share;
    x[AT_W_HELD] = holds_main(c, g, p);
}

int32_t at_where_guess_of(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest)
{
    int32_t best = -1;
    float top = THRESHOLD, x[AT_W_COUNT];
    size_t n = c->places.n < CANDIDATES_MAX ? c->places.n : CANDIDATES_MAX;
    for (size_t i = 0; i < n; i++) {
        int32_t p = (int32_t)i;
        float v = 0;
        at_where_features(c, o, tok, nearest, p, x);
        for (int k = 0; k < AT_W_COUNT; k++)
            v += WEIGHT[k] * x[k];
        if (v > top) {
            top = v;
            best = p;
        }
    }
    return best;
}
