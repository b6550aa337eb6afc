#include "find/coref_rank.h"

typedef enum {
    T_BIAS, T_DIST, T_RANK, T_KIND, T_GENDER, T_NUMBER, T_BETWEEN, T_REL, T_SIZE, T_SAY, T_QUOTE, T_DET, T_FIRST, T_PATH, T_POSS, T_RANKS, T_PARA, T_WHOLE,
    T_HEAD, T_MODS, T_DETS, T_FIT, T_EXACT, T_DETDIST, T_BEING, T_HEADKIND, T_KINDRANK, T_DISTKIND, T_SIZEDIST, T_MODDET, T_MODDIST, T_NEW, T_NDET, T_NBEING, T_NRANK, T_NMODS, T_NSAME, T_CLAUSE, T_CLAUSEWORD, T_CLAUSEVERB, T_CLAUSERANK, T_FREQ, T_LAST, T_GOV, T_NUMS, T_MODN, T_GOVKIND, T_ENDING, T_TIME, T_LASTSIZE, T_NFREQ, T_NTIME, T_COUNT
} templ;

static const struct {
    const char *name;
    uint16_t size;
} TEMPL[T_COUNT] = {{"bias", 1},    {"dist", 6},    {"rank", 8},   {"kind", 13},    {"gender", 4},  {"number", 3},   {"between", 6}, {"rel", 2},
                    {"size", 4},    {"say", 2},     {"quote", 6},  {"det", 7},      {"first", 2},   {"path", 5},     {"poss", 4},    {"ranks", 16},
                    {"para", 2},    {"whole", 4},   {"head", 3},   {"mods", 7},     {"dets", 42},   {"fit", 4},      {"exact", 2},   {"detdist", 36},
                    {"being", 3},   {"headkind", 39}, {"kindrank", 52}, {"distkind", 78}, {"sizedist", 24}, {"moddet", 42}, {"moddist", 42}, {"new", 1},  {"ndet", 6},     {"nbeing", 6},  {"nrank", 4},    {"nmods", 3},   {"nsame", 12},
                    {"clause", 5}, {"clauseword", 25}, {"clauseverb", 6}, {"clauserank", 20}, {"freq", 30}, {"last", 42}, {"gov", 16}, {"nums", 9}, {"modn", 27},
                    {"govkind", 65}, {"ending", 18}, {"time", 12}, {"lastsize", 24}, {"nfreq", 30}, {"ntime", 12}};

static const char *const CLASSES[AT_RC_COUNT] = {"he", "it", "they", "noun", "this", "there"};

static uint16_t offset(templ t)
{
    uint16_t n = 0;
    for (int i = 0; i < (int)t; i++)
        n = (uint16_t)(n + TEMPL[i].size);
    return n;
}

uint32_t at__rank_size(void)
{
    return offset(T_COUNT);
}

const char *at__rank_class_name(at_rank_class k)
{
    return CLASSES[k];
}

void at__rank_name(uint32_t f, const char **name, uint32_t *value)
{
    for (int i = 0; i < T_COUNT; i++) {
        if (f < TEMPL[i].size) {
            *name = TEMPL[i].name;
            *value = f;
            return;
        }
        f -= TEMPL[i].size;
    }
    *name = "";
    *value = 0;
}

float *at__rank_weights(const at_lexicon *x, at_arena *mem)
{
    uint32_t size = at__rank_size();
    float *w = at_new(mem, float, (size_t)AT_RC_COUNT * size);
    for (uint32_t r = 0; r < x->t.nrows; r++) {
        at_str cls = at_cell(&x->t, r, 0), name = at_cell(&x->t, r, 1);
        int64_t value, weight;
        if (!at_to_i64(at_cell(&x->t, r, 2), &value) || !at_to_i64(at_cell(&x->t, r, 3), &weight))
            continue;
        for (uint32_t k = 0, at = 0; k < AT_RC_COUNT; k++, at = 0)
            for (int i = 0; i < T_COUNT && at_eq(cls, at_strz(CLASSES[k])); at += TEMPL[i].size, i++)
                if (at_eq(name, at_strz(TEMPL[i].name)) && value >= 0 && value < TEMPL[i].size)
                    w[k * size + at + (uint32_t)value] = (float)weight / 1000.0f;
    }
    return w;
}

static void put(at_rank_cand *x, templ t, uint32_t value)
{
    if (x->n < AT_RANK_FEATS && value < TEMPL[t].size)
        x->f[x->n++] = (uint16_t)(offset(t) + value);
}

/* ---- what the features look at ---- */

static uint32_t det_of(const at_mention *m)
{
    if (m->kind == AT_M_NAME)
        return 0;
    if (m->kind == AT_M_PRON)
        return 6;
    return m->possessed ? 4 : m->definite ? 1 : m->indefinite ? 2 : m->counted ? 5 : 3;
}

static uint32_t kind_of(const at_mention *m, const at_mention *p, const at_entity *e)
{
    if (p->kind == AT_M_PRON)
        return p->gender == m->gender && p->number == m->number && m->kind == AT_M_PRON ? 10 : 11;
    if (p->kind == AT_M_NAME)
        return e->being == AT_BE_PERSON ? 0 : e->being == AT_BE_GROUP ? 1 : e->being == AT_BE_STATE ? 2 : e->being == AT_BE_PLACE ? 3 : 4;
    static const uint8_t NOUN[] = {12, 5, 6, 7, 8, 9};
    return NOUN[p->being <= AT_BE_PERSON ? p->being : 0];
}

static uint32_t bucket(uint32_t n)
{
    return n < 3 ? n : n < 5 ? 3 : n < 9 ? 4 : 5;
}

static uint32_t quote_rel(const at_who *w, const at_mention *m, const at_mention *p)
{
    if (m->quote >= 0 && w->speaker[m->quote] == (int32_t)p->tok)
        return 5;
    if (m->quote < 0)
        return p->quote < 0 ? 0 : 3;
    return p->quote == m->quote ? 1 : p->quote < 0 ? 2 : 4;
}

static bool saying(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    return at__who_clause_subject(t) && t->head >= 0 && at__who_base_in(an, (uint32_t)t->head, "say said tell told add explain note warn claim state insist argue announce");
}

static int32_t clause(const at_analysis *an, uint32_t tok)
{
    int32_t t = (int32_t)tok;
    for (int turn = 0; t >= 0 && turn < 12; turn++) {
        const at_token *x = &an->tokens[t];
        if ((uint32_t)t != tok && (x->upos == AT_VERB || x->rel == AT_R_ROOT || x->rel == AT_R_ADVCL || x->rel == AT_R_CCOMP || x->rel == AT_R_ACL_RELCL))
            return t;
        t = x->head;
    }
    return t;
}

/* How the candidate's clause stands to the mention's: 1 the same, 2 above it, 3 below or beside, 4 the sentence before as its subject. */
static uint32_t path_of(const at_analysis *an, const at_mention *m, const at_mention *p)
{
    const at_token *a = &an->tokens[m->tok], *b = &an->tokens[p->tok];
    if (a->sent != b->sent)
        return a->sent == b->sent + 1 && p->rank == 3 ? 4 : 0;
    int32_t cm = clause(an, m->tok), cp = clause(an, p->tok);
    if (cm == cp)
        return 1;
    return cm >= 0 && cp >= 0 && at_under(an, (uint32_t)cm, (uint32_t)cp) ? 2 : 3;
}

static uint32_t mods_rel(const at_mention *m, const at_entity *e)
{
    uint32_t hit = 0;
    if (!m->nmods)
        return e->nmods ? 1 : 0;
    if (!e->nmods)
        return 2;
    for (uint8_t i = 0; i < m->nmods; i++)
        for (uint8_t j = 0; j < e->nmods; j++)
            if (m->mods[i] == e->mods[j]) {
                hit++;
                break;
            }
    if (!hit)
        return 6;
    return hit < m->nmods ? 5 : m->nmods == e->nmods ? 3 : 4;
}

static uint32_t head_rel(const at_analysis *an, const at_mention *m, const at_mention *p)
{
    char x[AT_KEY_MAX], y[AT_KEY_MAX];
    if (at_eq(an->tokens[m->tok].lower, an->tokens[p->tok].lower))
        return 0;
    return at_eq(at__who_base(an, m->tok, x), at__who_base(an, p->tok, y)) ? 1 : 2;
}

static bool exact(const at_ctx *c, const at_mention *m, const at_mention *p)
{
    at_span a = at__who_phrase(c, m->tok), b = at__who_phrase(c, p->tok);
    return at_eq_fold(at_words(c->an, a.beg, a.end), at_words(c->an, b.beg, b.end));
}

/* How often the noun heads a phrase of the text: what a text is about is spoken of again. */
static uint32_t freq(const at_mention *m)
{
    uint32_t n = m->freq;
    return n < 2 ? 0 : n < 3 ? 1 : n < 5 ? 2 : n < 10 ? 3 : 4;
}

static uint32_t since(const at_ctx *c, const at_mention *m, const at_entity *e)
{
    const at_who *w = at__who(c);
    uint32_t d = e->last < 0 ? 5 : c->an->tokens[m->tok].sent - c->an->tokens[w->mentions.p[e->last].tok].sent;
    return d < 5 ? d : 5;
}

/* 1 the same place in the clause, +2 under the same word, +4: that word is no noun. */
static uint32_t gov_rel(const at_analysis *an, const at_mention *m, const at_mention *p)
{
    const at_token *a = &an->tokens[m->tok], *b = &an->tokens[p->tok];
    bool same = a->head >= 0 && b->head >= 0 && a->head != b->head && at_eq(an->tokens[a->head].lemma, an->tokens[b->head].lemma);
    return (a->rel == b->rel) + (same ? 2u : 0u) + (a->head >= 0 && an->tokens[a->head].upos != AT_NOUN ? 4u : 0u);
}

/* What the mention is said of: nothing, a copula, a verb, a noun, other. */
static uint32_t gov_kind(const at_analysis *an, uint32_t tok)
{
    int32_t h = an->tokens[tok].head;
    if (h < 0)
        return 0;
    return at_dep(an, (uint32_t)h, AT_R_COP) >= 0 ? 1 : an->tokens[h].upos == AT_VERB ? 2 : an->tokens[h].upos == AT_NOUN || an->tokens[h].upos == AT_PROPN ? 3 : 4;
}

/* Nouns made of verbs and adjectives tell of acts and states. */
static uint32_t ending(const at_analysis *an, uint32_t tok)
{
    at_str s = an->tokens[tok].lemma;
    if (an->tokens[tok].upos != AT_NOUN)
        return 5;
    if (at_ends(s, AT_S("tion")) || at_ends(s, AT_S("sion")) || at_ends(s, AT_S("ment")) || at_ends(s, AT_S("ing")) || at_ends(s, AT_S("al")) || at_ends(s, AT_S("ance")))
        return 1;
    if (at_ends(s, AT_S("ness")) || at_ends(s, AT_S("ity")) || at_ends(s, AT_S("ship")) || at_ends(s, AT_S("ism")) || at_ends(s, AT_S("ence")) || at_ends(s, AT_S("ure")))
        return 2;
    return at_ends(s, AT_S("er")) || at_ends(s, AT_S("or")) || at_ends(s, AT_S("ist")) ? 3 : 0;
}

static bool time_noun(const at_analysis *an, uint32_t tok)
{
    return at__who_base_in(an, tok, "second minute hour day night morning evening afternoon week weekend month year decade century time moment period date age today yesterday tomorrow tonight "
                                    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
                                    "spring summer autumn winter way kind sort lot number example case part bit thing percent");
}

static void fill_more(const at_ctx *c, at_rank_cand *x, const at_mention *m, const at_mention *p, const at_entity *e, uint32_t dist)
{
    const at_analysis *an = c->an;
    uint32_t size = e->n < 2 ? 0u : e->n < 3 ? 1u : e->n < 6 ? 2u : 3u, hit = 0;
    for (uint8_t i = 0; i < m->nmods; i++)
        for (uint8_t j = 0; j < p->nmods; j++)
            hit += m->mods[i] == p->mods[j];
    put(x, T_FREQ, freq(p) * 6 + (m->kind == AT_M_NOUN && det_of(m) > 0 ? det_of(m) - 1 : 0));
    put(x, T_GOV, gov_rel(an, m, p) + (p->kind == AT_M_PRON ? 8u : 0u));
    put(x, T_NUMS, (m->number % 3u) * 3 + p->number % 3u);
    put(x, T_GOVKIND, gov_kind(an, m->tok) * 13 + kind_of(m, p, e));
    put(x, T_ENDING, ending(an, p->tok) * 3 + (dist < 2 ? dist : 2));
    put(x, T_TIME, (time_noun(an, p->tok) ? 6u : 0u) + det_of(p) % 6);
    put(x, T_LASTSIZE, since(c, m, e) * 4 + size);
    if (m->kind != AT_M_NOUN)
        return;
    put(x, T_LAST, mods_rel(m, e) * 6 + since(c, m, e));
    put(x, T_MODN, (m->nmods < 2 ? m->nmods : 2u) * 9 + (p->nmods < 2 ? p->nmods : 2u) * 3 + (hit < 2 ? hit : 2));
}

static void fill_noun(const at_ctx *c, at_rank_cand *x, const at_mention *m, const at_mention *p, const at_entity *e, uint32_t dist, bool of_kind)
{
    uint32_t head = head_rel(c->an, m, p), kind = kind_of(m, p, e);
    uint8_t b = e->being ? e->being : p->being;
    put(x, T_HEAD, head);
    put(x, T_MODS, mods_rel(m, e));
    put(x, T_DETS, det_of(m) * 7 + det_of(p));
    put(x, T_FIT, (of_kind ? 1u : 0u) + (head == 2 ? 2u : 0u));
    put(x, T_EXACT, exact(c, m, p));
    put(x, T_DETDIST, (det_of(m) > 0 ? det_of(m) - 1 : 0) * 6 + dist);
    put(x, T_BEING, !b || !m->being ? 1u : b == m->being ? 0u : 2u);
    put(x, T_HEADKIND, head * 13 + kind);
    put(x, T_MODDET, mods_rel(m, e) * 6 + (det_of(m) > 0 ? det_of(m) - 1 : 0));
    put(x, T_MODDIST, mods_rel(m, e) * 6 + dist);
}

void at__rank_fill(const at_ctx *c, at_rank_cand *x, const at_mention *m, int32_t pi, uint32_t skipped, bool of_kind)
{
    const at_who *w = at__who(c);
    const at_analysis *an = c->an;
    const at_mention *p = &w->mentions.p[pi];
    const at_entity *e = &w->ents.p[at__ent(w, p->ent)];
    const at_token *a = &an->tokens[m->tok], *b = &an->tokens[p->tok];
    uint32_t dist = a->sent - b->sent < 5 ? a->sent - b->sent : 5;
    bool poss = a->rel == AT_R_NMOD_POSS;
    x->n = 0;
    x->mention = pi;
    x->clause = -1;
    put(x, T_BIAS, 0);
    put(x, T_DIST, dist);
    put(x, T_RANK, p->rank + (dist ? 0u : 4u));
    put(x, T_KIND, kind_of(m, p, e));
    put(x, T_GENDER, !(m->gender && e->gender) ? (m->gender || e->gender ? 2u : 0u) : m->gender == e->gender ? 1u : 3u);
    put(x, T_NUMBER, !m->number || !(e->number | p->number) ? 1u : m->number == (p->number ? p->number : e->number) ? 0u : 2u);
    put(x, T_BETWEEN, bucket(skipped));
    put(x, T_REL, a->rel == b->rel);
    put(x, T_SIZE, e->n < 2 ? 0u : e->n < 3 ? 1u : e->n < 6 ? 2u : 3u);
    put(x, T_SAY, saying(an, m->tok) && saying(an, p->tok));
    put(x, T_QUOTE, quote_rel(w, m, p));
    put(x, T_DET, det_of(p));
    put(x, T_FIRST, pi == 0 || an->tokens[w->mentions.p[pi - 1].tok].sent != b->sent);
    put(x, T_PATH, path_of(an, m, p));
    put(x, T_POSS, (poss ? 2u : 0u) + (p->rank == 3));
    put(x, T_RANKS, m->rank * 4u + p->rank);
    put(x, T_PARA, an->sents[a->sent].para == an->sents[b->sent].para);
    put(x, T_WHOLE, (x->whole ? 1u : 0u) + (at_dep(an, p->tok, AT_R_CONJ) >= 0 ? 2u : 0u));
    put(x, T_KINDRANK, kind_of(m, p, e) * 4 + p->rank);
    put(x, T_DISTKIND, kind_of(m, p, e) * 6 + dist);
    put(x, T_SIZEDIST, (e->n < 2 ? 0u : e->n < 3 ? 1u : e->n < 6 ? 2u : 3u) * 6 + dist);
    fill_more(c, x, m, p, e, dist);
    if (m->kind == AT_M_NOUN)
        fill_noun(c, x, m, p, e, dist, of_kind);
}

/* Rows of class "noun=LEMMA": how much readier that noun is to begin an entity. */
static float lemma_weight(const at_ctx *c, at_str lemma)
{
    char buf[64];
    int64_t v;
    if (lemma.n + 5 > sizeof buf)
        return 0;
    memcpy(buf, "noun=", 5);
    memcpy(buf + 5, lemma.p, lemma.n);
    const at_lexicon *x = at_lexicon_get(c->lex, "coref.tsv");
    uint32_t r = at_lexicon_row(x, (at_str){buf, 5 + lemma.n});
    return r != AT_NONE && at_to_i64(at_cell(&x->t, r, 3), &v) ? (float)v / 1000.0f : 0;
}

void at__rank_new(const at_ctx *c, at_rank_cand *x, const at_mention *m, bool has_same)
{
    uint32_t det = det_of(m) > 0 ? det_of(m) - 1 : 0;
    x->n = 0;
    x->mention = x->clause = -1;
    put(x, T_NEW, 0);
    put(x, T_NDET, det);
    put(x, T_NBEING, m->being);
    put(x, T_NRANK, m->rank);
    put(x, T_NMODS, m->nmods < 2 ? m->nmods : 2);
    put(x, T_NSAME, det * 2 + has_same);
    if (m->kind != AT_M_NOUN)
        return;
    put(x, T_NFREQ, freq(m) * 6 + det);
    put(x, T_NTIME, (time_noun(c->an, m->tok) ? 6u : 0u) + det);
    x->lemma = c->an->tokens[m->tok].lemma;
    x->own = lemma_weight(c, x->lemma);
}

void at__rank_clause(const at_ctx *c, at_rank_cand *x, const at_mention *m, uint32_t tok, uint32_t which)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[m->tok], *v = &an->tokens[tok];
    uint32_t word = m->kind == AT_M_NOUN ? 4 : at_eq(t->lower, AT_S("this")) ? 0 : at_eq(t->lower, AT_S("that")) ? 1 : at_eq(t->lower, AT_S("it")) ? 2 : 3;
    bool copular = t->head >= 0 && at_dep(an, (uint32_t)t->head, AT_R_COP) >= 0;
    x->n = 0;
    x->mention = -1;
    x->clause = (int32_t)tok;
    put(x, T_CLAUSE, which);
    put(x, T_CLAUSEWORD, which * 5 + word);
    put(x, T_CLAUSEVERB, (v->upos == AT_VERB ? 0u : 1u) + 2 * (copular ? 2u : t->head >= 0 && an->tokens[t->head].upos == AT_VERB ? 1u : 0u));
    put(x, T_CLAUSERANK, which * 4 + m->rank);
}

float at__rank_score(const float *weights, at_rank_class k, const at_rank_cand *x)
{
    const float *w = weights + (size_t)k * at__rank_size();
    float s = x->own;
    for (uint8_t i = 0; i < x->n; i++)
        s += w[x->f[i]];
    return s;
}

size_t at__rank_best(const at_ctx *c, const float *weights, at_rank_class k, const at_rank_cand *x, size_t n, uint32_t tok)
{
    size_t best = 0;
    float most = 0;
    const at_rank_watch *watch = c->own[AT_OWN_WATCH];
    for (size_t i = 0; i < n; i++) {
        float s = at__rank_score(weights, k, &x[i]);
        if (!i || s > most) {
            most = s;
            best = i;
        }
    }
    if (watch) {
        uint32_t toks[AT_RANK_CANDS];
        for (size_t i = 0; i < n && i < AT_RANK_CANDS; i++)
            toks[i] = x[i].clause >= 0 ? (uint32_t)x[i].clause : x[i].mention < 0 ? AT_NONE : at__who(c)->mentions.p[x[i].mention].tok;
        watch->see(watch->arg, tok, k, x, n, toks);
    }
    return best;
}
