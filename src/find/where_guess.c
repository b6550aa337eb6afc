#include "find/where_guess.h"

#include "base/str.h"
#include <math.h>

enum { LEDE = 2 /* sentences */, DOER_WORDS = 12 };

/* Log odds that the place is the act's, by feature; made by tools/gazetteer/guess.py. */
static const float WEIGHT[AT_W_COUNT] = {
    -2.33f, 1.09f, 1.51f, 0.13f, 1.28f, -0.79f, -0.31f, -0.96f, 1.09f, 0.59f, 0.83f, 0.85f, 0.20f, -0.97f, -0.59f, -0.06f};
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
        g->lede_in[p] |= in && sent <= g->lede_sent;
        if (in && g->first_in < 0)
            g->first_in = p;
    }
}

int at_where_sort_of_act(const at_ctx *c, uint32_t tok)
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

/* Sentences of the mentions of each place, ascending within a place. */
static void list_mentions(const at_ctx *c, const at_where_own *o, at_where_guess *g)
{
    size_t n = c->places.n;
    g->at_beg = at_new(c->mem, uint32_t, n + 1);
    for (size_t i = 0; i < o->m.n; i++)
        if (o->place[i] >= 0)
            g->at_beg[o->place[i] + 1]++;
    for (size_t p = 0; p < n; p++)
        g->at_beg[p + 1] += g->at_beg[p];
    uint32_t *next = at_new(c->mem, uint32_t, n);
    for (size_t p = 0; p < n; p++)
        next[p] = g->at_beg[p];
    g->at = at_new(c->mem, uint32_t, g->at_beg[n]);
    for (size_t i = 0; i < o->m.n; i++)
        if (o->place[i] >= 0)
            g->at[next[o->place[i]]++] = c->an->tokens[o->m.p[i].beg].sent;
}

/* The places named most, kept in order by insertion. */
static void name_often(const at_ctx *c, at_where_guess *g)
{
    for (size_t p = 0; p < c->places.n; p++) {
        uint32_t k = g->noften;
        if (k == AT_W_OFTEN && g->named[g->often[k - 1]] >= g->named[p])
            continue;
        if (k < AT_W_OFTEN)
            g->noften++;
        else
            k--;
        for (; k && g->named[g->often[k - 1]] < g->named[p]; k--)
            g->often[k] = g->often[k - 1];
        g->often[k] = (int32_t)p;
    }
}

void at_where_guess_init(const at_ctx *c, at_where_own *o)
{
    at_where_guess *g = at_new(c->mem, at_where_guess, 1);
    size_t n = c->places.n;
    o->guess = g;
    g->named = at_new(c->mem, uint32_t, n);
    g->in = at_new(c->mem, uint32_t, n);
    g->lede_in = at_new(c->mem, bool, n);
    g->since = at_new(c->mem, uint32_t, c->an->nsents);
    lede_sentences(c, g);
    count(c, o, g);
    list_mentions(c, o, g);
    name_often(c, g);
    g->main_country = g->main_town = -1;
    for (size_t i = 0; i < n; i++) {
        int32_t *best = c->places.p[i].is_country ? &g->main_country : &g->main_town;
        if (g->named[i] && (*best < 0 || g->named[i] + g->in[i] > g->named[*best] + g->in[*best]))
            *best = (int32_t)i;
    }
    for (uint32_t s = 1; s < c->an->nsents; s++)
        g->since[s] = o->set[s] ? 0 : g->since[s - 1] + 1;
}

/* The last mention of the place up to the act's sentence. */
static void nearness(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t p, float *x)
{
    const at_where_guess *g = o->guess;
    uint32_t sent = c->an->tokens[tok].sent, lo = g->at_beg[p], hi = g->at_beg[p + 1];
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (g->at[mid] <= sent)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == g->at_beg[p])
        return;
    uint32_t last = g->at[lo - 1];
    x[AT_W_HERE] = last == sent;
    x[AT_W_PARA] = c->an->sents[last].para == c->an->sents[sent].para;
}

/* Who does it: somebody with a name, somebody of another country than the place's. */
static void doer(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t p, float *x)
{
    int32_t who = at_subject(c->an, tok);
    if (who < 0)
        return;
    x[AT_W_NAMED] = c->an->tokens[who].name != 0;
    at_span s = at_subtree(c->an, (uint32_t)who);
    for (uint32_t i = s.beg; i < s.end && i < s.beg + DOER_WORDS; i++) {
        int32_t q = o->at[i] >= 0 ? o->place[o->at[i]] : -1;
        at_str iso = q >= 0 ? at_strz(c->places.p[q].country) : at_where_demonym(&o->w, c->an->tokens[i].lower);
        if (iso.n && !at_eq(iso, at_strz(c->places.p[p].country)))
            x[AT_W_FOREIGN] = 1;
    }
}

void at_where_features(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest, int32_t p, float *x)
{
    const at_where_guess *g = o->guess;
    const at_place *pl = &c->places.p[p];
    uint32_t sent = c->an->tokens[tok].sent;
    int32_t scene = sent ? o->scene[sent - 1] : -1;
    int sort = at_where_sort_of_act(c, tok);
    memset(x, 0, sizeof *x * AT_W_COUNT);
    x[AT_W_BIAS] = 1;
    x[AT_W_LEDE_IN] = g->lede_in[p];
    x[AT_W_SHARE] = g->all ? (float)g->named[p] / (float)g->all : 0;
    x[AT_W_SHARE_IN] = g->all_in ? (float)g->in[p] / (float)g->all_in : 0;
    x[AT_W_SCENE] = p == scene;
    x[AT_W_SCENE_FAR] = p == scene ? fminf((float)g->since[sent - 1], 10) / 10 : 0;
    x[AT_W_FIRST_IN] = p == g->first_in;
    x[AT_W_WORDS] = sort == 2;
    x[pl->is_country ? AT_W_ABOUT : AT_W_ABOUT_TOWN] = o->about[p];
    x[AT_W_NEAREST] = p == nearest;
    x[AT_W_ACT_MAIN] = sort == 1 && (p == g->main_country || p == g->main_town);
    nearness(c, o, tok, p, x);
    doer(c, o, tok, p, x);
}

int32_t at_where_guess_of(const at_ctx *c, const at_where_own *o, uint32_t tok, int32_t nearest)
{
    const at_where_guess *g = o->guess;
    uint32_t sent = c->an->tokens[tok].sent;
    int32_t best = -1, scene = sent ? o->scene[sent - 1] : -1;
    float top = THRESHOLD, x[AT_W_COUNT];
    for (uint32_t i = 0; i < g->noften + 2; i++) {
        int32_t p = i < g->noften ? g->often[i] : i == g->noften ? scene : nearest;
        if (p < 0)
            continue;
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
