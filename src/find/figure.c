#include "find/figure.h"

#include "find/figure_count.h"
#include "find/figure_harm.h"
#include "find/figure_span.h"
#include "find/lexicons.h"
#include "find/when_of.h"

/* What is known of one figure before it becomes a finding. */
typedef struct {
    const at_count *q;      /* NULL: one, by its article */
    uint32_t first, behind; /* token where the quantity begins, token behind it */
    uint32_t noun;          /* what is counted; the number itself if elliptical */
    bool elliptical;
    uint32_t group;           /* row of groups.tsv or AT_NONE */
    at_str unit, usual, kind; /* of that row */
    at_harm h;
    at_str told; /* whom the sum told before counts, if the number is another count of it */
} candidate;

typedef struct {
    at_ctx *c;
    const at_pieces *ps;
    int32_t *of_noun; /* [ntokens] finding that counts the noun, or -1 */
    at_str last_who;  /* of the figure before, in sentence last_sent */
    uint32_t last_sent;
    const at_count *last_q;
    int32_t last;      /* index of that finding, or -1 */
    uint32_t last_tok; /* its word of harm */
} run;

static const at_token *tk(const at_ctx *c, uint32_t t)
{
    return &c->an->tokens[t];
}

static int32_t of_child(const at_ctx *c, uint32_t t)
{
    const at_analysis *an = c->an;
    for (int32_t d = at_dep(an, t, AT_R_NMOD); d >= 0; d = at_dep_next(an, d, AT_R_NMOD)) {
        int32_t k = at_dep(an, (uint32_t)d, AT_R_CASE);
        if (k >= 0 && at_eq(an->tokens[k].lower, AT_S("of")))
            return d;
    }
    return -1;
}

/* Where the tree leaves a number beside its noun ("three women and three children"): the noun of the list that ends the run of
 * nouns and adjectives behind it. */
static bool noun_behind(const at_ctx *c, candidate *k)
{
    uint32_t sent = tk(c, k->first)->sent, best = AT_NONE;
    for (uint32_t t = k->behind; t < c->an->sents[sent].end && t < k->behind + 4; t++) {
        const at_token *x = tk(c, t);
        bool participle =
            x->upos == AT_VERB && (at_ends(x->lower, AT_S("ed")) || at_ends(x->lower, AT_S("ing"))) && x->rel == AT_R_AMOD;
        if (x->upos != AT_NOUN && x->upos != AT_ADJ && x->upos != AT_PROPN && !participle)
            break;
        if (!participle && at__figure_group(c, t) != AT_NONE)
            best = t;
    }
    if (best == AT_NONE)
        return false;
    k->noun = best;
    k->elliptical = false;
    return true;
}

/* "posts 542 and 543", "articles 5, 6 and 7": a number that goes on a list of numbers behind the noun they name. */
static bool names_on(const at_ctx *c, uint32_t t)
{
    const at_token *x = tk(c, t);
    if (x->rel != AT_R_CONJ || x->head < 0 || tk(c, (uint32_t)x->head)->upos != AT_NUM)
        return false;
    const at_token *first = tk(c, (uint32_t)x->head);
    return first->head >= 0 && first->head < x->head && tk(c, (uint32_t)first->head)->upos != AT_VERB &&
           (first->rel == AT_R_NUMMOD || first->rel == AT_R_NMOD_UNMARKED || first->rel == AT_R_FLAT || first->rel == AT_R_COMPOUND || first->rel == AT_R_NMOD_DESC || first->rel == AT_R_APPOS);
}

/* The noun that a quantity counts. False: it counts nothing ("Article 5", a number that is a name). */
static bool find_noun(const at_ctx *c, const at_pieces *ps, candidate *k)
{
    uint32_t t = ps->p[k->q->num].tok;
    for (int i = 0; i < 6 && tk(c, t)->head >= 0 && (uint32_t)tk(c, t)->head >= k->first && (uint32_t)tk(c, t)->head < k->behind;
         i++)
        t = (uint32_t)tk(c, t)->head;
    const at_token *x = tk(c, t);
    k->elliptical = false;
    if (names_on(c, t))
        return false;
    bool modifies = x->rel == AT_R_NUMMOD || x->rel == AT_R_DET || x->rel == AT_R_AMOD || x->rel == AT_R_ADVMOD ||
                    x->rel == AT_R_COMPOUND || x->rel == AT_R_DET_PREDET || x->rel == AT_R_NMOD_UNMARKED;
    if (modifies && x->head >= 0) {
        k->noun = (uint32_t)x->head;
        if (k->noun < t)
            return noun_behind(c, k);
        return tk(c, k->noun)->upos != AT_ADV && tk(c, k->noun)->upos != AT_ADP;
    }
    uint32_t u = t;
    for (int i = 0; i < 4; i++) { /* "tens of thousands of people" */
        int32_t d = of_child(c, u);
        if (d < 0)
            break;
        u = (uint32_t)d;
        if (u >= k->behind || u < k->first)
            break;
    }
    if (u != t && (u >= k->behind || u < k->first)) {
        k->noun = u;
        return true;
    }
    if (!k->q->vague && noun_behind(c, k))
        return true;
    k->noun = t;
    k->elliptical = true;
    at_harm h = {0};
    if (k->first > c->an->sents[x->sent].beg && !k->q->none) {
        at__figure_harm_before(c, k->first - 1, &h);
        if (h.what.n)
            return true; /* "killed 12 and injured dozens more" */
    }
    uint32_t next = k->behind;
    if (next < c->an->ntokens && tk(c, next)->sent == x->sent && (tk(c, next)->upos == AT_VERB || tk(c, next)->upos == AT_ADJ) &&
        !k->q->none && at__figure_harm_word(c, next, &h) && !h.weak && at_dep(c->an, next, AT_R_AUX_PASS) < 0 &&
        at_dep(c->an, next, AT_R_AUX) < 0) {
        k->noun = next; /* "43 were killed and 73 injured" */
        return true;
    }
    return x->rel != AT_R_FLAT && x->rel != AT_R_APPOS && x->rel != AT_R_NMOD_UNMARKED && x->rel != AT_R_OBL_UNMARKED &&
           x->rel != AT_R_LIST;
}

static void describe(const run *r, candidate *k)
{
    const at_ctx *c = r->c;
    static const char *const BODILY[] = {"killed",       "injured", "abducted",
                                         "hospitalised", "missing", NULL}; /* only people suffer these */
    const at_lexicon *x = at_lexicon_get(c->lex, "groups.tsv");
    k->group = k->elliptical ? AT_NONE : at__figure_group(c, k->noun);
    k->unit = at_lexicon_cell(x, k->group, "unit");
    if (at_eq(k->unit, AT_S("none")))
        k->unit = AT_S("");
    k->usual = at_lexicon_cell(x, k->group, "what");
    k->kind = at_lexicon_cell(x, k->group, "kind");
    k->h = at__figure_harm(c, k->noun);
    if (k->q && k->first > c->an->sents[tk(c, k->first)->sent].beg && tk(c, k->noun)->rel != AT_R_NSUBJ_PASS)
        at__figure_harm_before(c, k->first - 1, &k->h);
    if (k->q && k->noun + 1 < c->an->sents[tk(c, k->noun)->sent].end && (tk(c, k->noun)->upos == AT_NOUN || tk(c, k->noun)->upos == AT_PROPN))
        at__figure_harm_after(c, k->noun + 1, &k->h);
    bool other = at_eq(tk(c, k->noun)->lower, AT_S("others")) || at_eq(tk(c, k->noun)->lower, AT_S("other")) ||
                 tk(c, k->noun)->upos == AT_PRON;
    if (k->h.again && k->elliptical && r->last >= 0 && r->last_sent + 1 >= tk(c, k->noun)->sent) { /* the sum that the figure before counts */
        const at_figure *g = &c->findings.p[r->last].figure;
        k->h.what = g->what;
        k->h.kind = AT_H_NOUN;
        k->unit = g->unit;
        k->told = g->who_text;
    }
    if (k->group == AT_NONE && (k->elliptical || other || k->h.kind == AT_H_SELF ||
                                at__figure_personlike(c, k->noun, k->h.what.n && !k->h.weak && at_one_of(k->h.what, BODILY))))
        k->unit = AT_S("person");
}

static bool people(const candidate *k)
{
    return at_eq(k->unit, AT_S("person")) || at_eq(k->unit, AT_S("troop")) || at_eq(k->unit, AT_S("body")) ||
           at_eq(k->unit, AT_S("family"));
}

/* They speak, or a source is made of them: "two officials said", "according to three witnesses". */
static bool speaks(const at_ctx *c, uint32_t n)
{
    const at_token *t = tk(c, n);
    if (t->head >= 0 && (t->rel == AT_R_NSUBJ || t->rel == AT_R_OBL_AGENT) && at__when_speech(c->an, (uint32_t)t->head))
        return true;
    int32_t k = at_dep(c->an, n, AT_R_CASE);
    return k >= 0 && at_eq(tk(c, (uint32_t)k)->lower, AT_S("according"));
}

static bool sure(const candidate *k)
{
    return k->h.what.n && !k->h.weak;
}

/* Is it a figure as the guide has it: people harmed, held, moved or taking part, troops, vehicles and buildings lost? */
static bool accepted(const at_ctx *c, const candidate *k)
{
    static const char *const HARD[] = {"killed", "injured", "detained", "abducted", "hospitalised", "missing", "displaced", NULL};
    const at_token *n = tk(c, k->noun);
    if (n->name && c->an->names[n->name - 1].type == AT_N_LOC)
        return false;
    if (k->q->definite && !sure(k))
        return false; /* "the two leaders" were told of before */
    if (!k->unit.n)
        return sure(k) && at_one_of(k->h.what, HARD) && (n->upos == AT_NOUN || n->upos == AT_PROPN) &&
               (k->h.kind == AT_H_SUBJ || k->h.kind == AT_H_MOD) && !k->q->vague;
    if (!people(k))
        return k->h.what.n && k->h.kind != AT_H_NOUN && k->h.kind != AT_H_DOER &&
               (sure(k) || k->h.kind == AT_H_SUBJ || k->h.kind == AT_H_OBJ || k->h.kind == AT_H_MOD) &&
               (sure(k) || at_eq(k->h.what, AT_S("affected")));
    if (k->elliptical && !k->h.what.n && !k->q->crowd)
        return false;
    if (k->q->none || k->q->spelled)
        return sure(k) || k->h.body || (k->q->none && at_one_of(k->kind, (const char *const[]){"hurt", NULL}));
    if (k->q->weak || (k->q->vague && !k->q->crowd))
        return k->h.what.n > 0;
    if (k->q->crowd)
        return k->h.what.n > 0 || k->h.kind == AT_H_DOER || k->usual.n || (k->elliptical && tk(c, k->noun)->rel == AT_R_NSUBJ);
    if (!k->h.what.n && speaks(c, k->noun))
        return false;
    return true;
}

static at_str what_of(const at_ctx *c, const candidate *k)
{
    const at_token *n = tk(c, k->noun);
    if (at_eq(k->unit, AT_S("body")))
        return AT_S("killed");
    if (k->q && k->q->none && k->h.body)
        return AT_S("injured");
    if (!people(k) && k->h.weak && !at_eq(k->unit, AT_S("organisation")))
        return AT_S("other");
    if (sure(k))
        return k->h.what;
    if (k->usual.n && k->h.kind != AT_H_DOER && !(k->h.what.n && at_eq(k->h.what, AT_S("affected"))))
        return k->usual;
    if (k->h.what.n)
        return k->h.what;
    if (k->usual.n)
        return k->usual;
    if (k->h.kind == AT_H_DOER || at_eq(k->kind, AT_S("act")) || at_eq(k->kind, AT_S("crowd")))
        return AT_S("participants");
    bool acts = n->rel == AT_R_NSUBJ && n->head >= 0 && tk(c, (uint32_t)n->head)->upos == AT_VERB;
    return acts ? AT_S("participants") : AT_S("other");
}

/* A sum over weeks or more told beside it: "this year", "in the past three months", "since the first of the year". */
static bool over_period(const at_ctx *c, uint32_t t, uint32_t beg)
{
    static const char *const UNIT[] = {"month", "months", "year", "years", "weeks", "decade", "decades", NULL};
    static const char *const NEAR[] = {"this", "past", "last", "previous", "preceding", "recent", NULL};
    if (!at_one_of(tk(c, t)->lower, UNIT))
        return false;
    for (uint32_t k = t; k > beg && k + 6 > t; k--)
        if (at_eq(tk(c, k - 1)->lower, AT_S("since")))
            return true;
    for (uint32_t k = t; k > beg && k + 3 > t; k--)
        if (at_one_of(tk(c, k - 1)->lower, NEAR))
            return true;
    return false;
}

static bool cumulative(const at_ctx *c, at_span tokens, uint32_t sent)
{
    static const char *const WORDS[] = {"toll",    "total", "totaled", "totalled",   "far", "since",
                                        "overall", "rose",  "risen",   "cumulative", NULL};
    uint32_t first = c->an->sents[sent].beg, beg = first, end = c->an->sents[sent].end;
    for (uint32_t t = beg; t < end; t++)
        if (over_period(c, t, first))
            return true;
    beg = tokens.beg > beg + 8 ? tokens.beg - 8 : beg;
    end = tokens.end + 8 < end ? tokens.end + 8 : end;
    for (uint32_t t = beg; t < end; t++) {
        bool whole = at_eq(tk(c, t)->lower, AT_S("total")) && t > first && at_eq(tk(c, t - 1)->lower, AT_S("a")); /* "a total of six men" */
        if (!whole && at_one_of(tk(c, t)->lower, WORDS))
            return true;
    }
    return false;
}

static at_str who_of(const run *r, const candidate *k)
{
    const at_ctx *c = r->c;
    uint32_t sent = tk(c, k->noun)->sent;
    bool near = r->last >= 0 && r->last_who.n && (r->last_sent == sent || (k->q && k->q->more && r->last_sent + 1 >= sent));
    if (k->elliptical && k->h.what.n && tk(c, k->noun)->head >= 0) { /* "among the 21 officers, 16 were injured" */
        uint32_t v = (uint32_t)tk(c, k->noun)->head;
        for (int32_t d = at_dep(c->an, v, AT_R_OBL); d >= 0 && (uint32_t)d < k->first; d = at_dep_next(c->an, d, AT_R_OBL)) {
            int32_t p = at_dep(c->an, (uint32_t)d, AT_R_CASE);
            if (p >= 0 && at_one_of(tk(c, (uint32_t)p)->lower, (const char *const[]){"among", "of", NULL}) &&
                at__figure_group(c, (uint32_t)d) != AT_NONE)
                return at__figure_who(c, (uint32_t)d, (uint32_t)d);
        }
    }
    if (k->told.n)
        return k->told;
    if (k->elliptical)
        return near ? r->last_who : AT_S("people");
    bool body = at_eq(k->unit, AT_S("body"));
    if (body || (k->h.kind == AT_H_SELF && (k->group == AT_NONE || at_eq(k->kind, AT_S("hurt"))))) {
        int32_t d = of_child(c, k->noun);
        if (d >= 0 && (at__figure_group(c, (uint32_t)d) != AT_NONE || at__figure_personlike(c, (uint32_t)d, true)))
            return at__figure_who(c, (uint32_t)d, (uint32_t)d);
        if (body || tk(c, k->noun)->upos != AT_NOUN || k->group == AT_NONE)
            return near && !body ? r->last_who : AT_S("people");
    }
    return at__figure_who(c, k->behind, k->noun);
}

/* "43 people were killed and 73 injured": the second number shares clause and bound of the first. */
static bool shares_clause(const run *r, const candidate *k)
{
    const at_ctx *c = r->c;
    if (r->last < 0 || r->last_sent != tk(c, k->noun)->sent || !(k->elliptical || k->h.kind == AT_H_SELF) ||
        tk(c, k->noun)->upos == AT_NOUN)
        return false;
    const at_token *v = tk(c, k->h.tok);
    if (k->h.kind == AT_H_SUBJ && v->rel == AT_R_CONJ && v->head >= 0 && (uint32_t)v->head == r->last_tok)
        return true;
    uint32_t gap = c->findings.p[r->last].span.end;
    at_str between = at_trim(at_sub(c->text, gap, tk(c, k->first)->span.beg));
    return gap <= tk(c, k->first)->span.beg &&
           (at_eq(between, AT_S("and")) || at_eq(between, AT_S(", and")) || at_eq(between, AT_S(","))) && k->h.kind == AT_H_SELF;
}

static void carry_bound(const run *r, at_figure *f)
{
    const at_count *q = r->last_q;
    if (!q || !q->bound || q->value < 0 || f->low == AT_NOBOUND || f->low != f->high)
        return;
    if (q->high == AT_NOBOUND && q->low != AT_NOBOUND) {
        f->low += q->low > q->value;
        f->high = AT_NOBOUND;
        f->qualifier = q->qualifier;
    }
}

/* "five of the insurgents who were killed": the last figure with that noun and harm, if it counts more. */
static int32_t told_before(const run *r, const candidate *k)
{
    const at_ctx *c = r->c;
    bool of = false;
    for (uint32_t t = k->first; k->q && t + 1 < k->noun; t++)
        of |= at_eq(tk(c, t)->lower, AT_S("of")) &&
              at_one_of(tk(c, t + 1)->lower, (const char *const[]){"the", "those", "these", "them", NULL});
    for (size_t i = c->findings.n, n = 0; of && i-- > 0 && n < 40; n++) {
        const at_finding *f = &c->findings.p[i];
        if (f->kind == AT_K_FIGURE && at_eq(tk(c, f->tok)->lemma, tk(c, k->noun)->lemma) && at_eq(f->figure.what, what_of(c, k)))
            return f->figure.low == AT_NOBOUND || f->figure.low > k->q->low ? (int32_t)i : -1;
    }
    return -1;
}

/* "detained four men last night, including a commander", where the tree hangs the part on the verb: those the verb counts. */
static int32_t of_verb(const run *r, uint32_t v)
{
    static const at_rel HARMED[] = {AT_R_OBJ, AT_R_NSUBJ_PASS, AT_R_NSUBJ};
    for (size_t i = 0; i < sizeof HARMED / sizeof *HARMED; i++) {
        int32_t d = at_dep(r->c->an, v, HARMED[i]);
        if (d >= 0 && r->of_noun[d] >= 0)
            return r->of_noun[d];
    }
    return -1;
}

static int32_t whole_of(const run *r, const candidate *k)
{
    static const char *const IN[] = {"including", "among", "of", "with", NULL};
    const at_token *n = tk(r->c, k->noun);
    if (n->head < 0)
        return -1;
    int32_t d = at_dep(r->c->an, k->noun, AT_R_CASE);
    bool including = d >= 0 && at_one_of(tk(r->c, (uint32_t)d)->lower, IN);
    if (n->rel == AT_R_CONJ && r->of_noun[n->head] >= 0)
        return r->c->findings.p[r->of_noun[n->head]].figure.part_of;
    if (including && n->rel == AT_R_OBL && at_eq(tk(r->c, (uint32_t)d)->lower, AT_S("including")))
        return of_verb(r, (uint32_t)n->head);
    return including && r->of_noun[n->head] >= 0 ? r->of_noun[n->head] : told_before(r, k);
}

static const char *rule_of(const candidate *k)
{
    static const char *const NAMES[] = {"figure-group",    "figure-subject", "figure-object", "figure-noun",
                                        "figure-modifier", "figure-word",    "figure-doer"};
    if (!k->q)
        return "figure-one";
    if (k->q->none)
        return "figure-none";
    if (k->q->vague)
        return "figure-vague";
    return k->h.what.n || k->h.kind == AT_H_DOER ? NAMES[k->h.kind] : NAMES[0];
}

/* Widens the spans of two figures of one coordination to the whole of it. */
static void join_coordination(run *r, at_finding *f, const candidate *k, at_span *tokens)
{
    const at_token *n = tk(r->c, k->noun);
    if (n->rel != AT_R_CONJ || n->head < 0 || r->of_noun[n->head] < 0)
        return;
    at_finding *g = &r->c->findings.p[r->of_noun[n->head]];
    if (!at_eq(g->figure.what, f->figure.what))
        return;
    at_span b = at_bytes(r->c->an, tokens->beg, tokens->end);
    if (b.end - (g->span.beg < b.beg ? g->span.beg : b.beg) > 300)
        return;
    if (g->span.beg < b.beg)
        b.beg = g->span.beg;
    if (g->span.end > b.end)
        b.end = g->span.end;
    g->span = f->span = b;
}

static void make(run *r, candidate *k)
{
    at_ctx *c = r->c;
    bool verb =
        k->h.what.n && (k->h.kind == AT_H_SUBJ || k->h.kind == AT_H_OBJ || k->h.kind == AT_H_NOUN || k->h.kind == AT_H_MOD);
    uint32_t at = verb ? k->h.tok : k->noun;
    int32_t whole = whole_of(r, k);
    bool shared = shares_clause(r, k);
    at_str who = who_of(r, k);
    at_finding *f = at_finding_add(c, AT_K_FIGURE, at, rule_of(k));
    at_finding_context(c, f);
    if (f->when.precision == AT_P_NONE)
        f->when = at__when_nearby(c, at);
    at_figure *g = &f->figure;
    g->what = what_of(c, k);
    g->who_text = who;
    g->who = k->elliptical ? -1 : c->actor_of[k->noun];
    g->low = k->q ? k->q->low : 1;
    g->high = k->q ? k->q->high : 1;
    g->qualifier = k->q ? k->q->qualifier : AT_S("exact");
    g->unit = at_eq(k->unit, AT_S("body")) || !k->unit.n ? AT_S("person") : k->unit;
    g->part_of = whole;
    f->row = k->h.row;
    at_span phrase = at__figure_phrase(c, k->first, k->noun), s = at__figure_clause(c, phrase, k->noun, &k->h);
    f->span = at_bytes(c->an, s.beg, s.end);
    if (shared) {
        carry_bound(r, g);
        f->span.beg = c->findings.p[r->last].span.beg;
    }
    join_coordination(r, f, k, &s);
    uint32_t sent = tk(c, k->noun)->sent;
    g->cumulative = cumulative(c, s, sent);
    g->as_of = g->cumulative ? (f->when.to != AT_NODAY ? f->when.to : c->published) : AT_NODAY;
    f->tok = k->noun;
    f->head = tk(c, k->noun)->span;
    r->last = (int32_t)c->findings.n - 1;
    r->of_noun[k->noun] = r->last;
    r->last_who = who;
    r->last_sent = sent;
    r->last_q = k->q;
    r->last_tok = k->h.tok;
}

/* One quantity over two harms: "no injuries or deaths", "no one was killed or injured", "a number of deaths and injuries". */
static void second_harm(run *r, const candidate *first)
{
    const at_ctx *c = r->c;
    candidate k = *first;
    if (k.h.kind == AT_H_SELF && tk(c, k.noun)->upos == AT_NOUN) {
        for (int32_t d = at_dep(c->an, k.noun, AT_R_CONJ); d >= 0; d = at_dep_next(c->an, d, AT_R_CONJ)) {
            if (at_dep(c->an, (uint32_t)d, AT_R_NUMMOD) >= 0 || !at__figure_harm_word(c, (uint32_t)d, &k.h) || r->of_noun[d] >= 0)
                continue;
            at_span span = r->c->findings.p[r->last].span;
            k.noun = (uint32_t)d;
            make(r, &k);
            at_finding *f = &r->c->findings.p[r->last], *g = f - 1;
            span.end = f->span.end > span.end ? f->span.end : span.end;
            f->span = g->span = span;
            if (of_child(c, (uint32_t)d) >= 0)
                g->figure.who_text = f->figure.who_text;
        }
    } else if (k.q->none && k.h.kind == AT_H_SUBJ && at_eq(k.h.what, AT_S("affected")) && !k.h.weak) {
        r->c->findings.p[r->last].figure.what = AT_S("killed");
        k.h.what = AT_S("injured");
        make(r, &k);
        at_finding *f = &r->c->findings.p[r->last];
        f->tok = k.h.tok; /* another head than its twin, so that both have keys of their own */
        f->head = tk(c, k.h.tok)->span;
    }
}

static void with_number(run *r, const at_count *q)
{
    candidate k = {.q = q, .first = r->ps->p[q->beg].tok, .behind = r->ps->p[q->end - 1].tok + 1};
    if (!find_noun(r->c, r->ps, &k) || r->of_noun[k.noun] >= 0)
        return;
    describe(r, &k);
    if (!accepted(r->c, &k))
        return;
    make(r, &k);
    if (q->none || q->vague)
        second_harm(r, &k);
}

/* ---- "a policeman was killed" ---- */

static bool article(const at_ctx *c, uint32_t n)
{
    int32_t d = at_dep(c->an, n, AT_R_DET);
    return d >= 0 && (at_eq(tk(c, (uint32_t)d)->lower, AT_S("a")) || at_eq(tk(c, (uint32_t)d)->lower, AT_S("an")));
}

/* An infinitive: meant, not done. */
static bool intended(const at_ctx *c, uint32_t v)
{
    for (int32_t d = tk(c, v)->child; d >= 0; d = tk(c, (uint32_t)d)->next)
        if (tk(c, (uint32_t)d)->rel == AT_R_MARK && at_eq(tk(c, (uint32_t)d)->lower, AT_S("to")))
            return true;
    return false;
}

static void single(run *r, uint32_t n)
{
    static const char *const HARD[] = {"killed",       "injured", "detained",       "abducted",
                                       "hospitalised", "missing", "intensive care", NULL};
    at_ctx *c = r->c;
    const at_token *t = tk(c, n);
    if (t->upos != AT_NOUN || r->of_noun[n] >= 0 || !article(c, n))
        return;
    candidate k = {
        .q = NULL, .first = (uint32_t)at_dep(c->an, n, AT_R_DET), .behind = (uint32_t)at_dep(c->an, n, AT_R_DET) + 1, .noun = n};
    describe(r, &k);
    if (t->rel == AT_R_APPOS ||
        (at_dep(c->an, n, AT_R_APPOS) >= 0 && tk(c, (uint32_t)at_dep(c->an, n, AT_R_APPOS))->upos == AT_PROPN))
        return; /* "X, a teacher, was killed": named, not counted */
    if (!people(&k) || at_eq(k.kind, AT_S("crowd")) || (!k.h.what.n && !at_eq(k.unit, AT_S("body"))) || k.h.kind == AT_H_DOER ||
        at_eq(k.unit, AT_S("family")))
        return;
    bool clause = k.h.kind == AT_H_SUBJ || k.h.kind == AT_H_OBJ || k.h.kind == AT_H_NOUN ||
                  (k.h.kind == AT_H_MOD && tk(c, k.h.tok)->upos == AT_VERB && tk(c, k.h.tok)->rel != AT_R_AMOD);
    if (k.h.what.n && tk(c, k.h.tok)->upos == AT_VERB && intended(c, k.h.tok))
        return; /* "a raid to capture a leader" has caught nobody yet */
    bool body = at_eq(k.unit, AT_S("body"));
    if (body) {
        k.h.what = AT_S("killed");
        k.h.weak = false;
        clause = k.h.kind != AT_H_DOER;
    }
    if (k.h.body && (k.h.kind != AT_H_SUBJ || !at_passive(c->an, k.h.tok)))
        return; /* "charged with assaulting an officer" counts nobody */
    if (!clause || (k.h.weak && !k.h.body) || (!at_one_of(k.h.what, HARD) && !k.h.body))
        return;
    make(r, &k);
}

void at_figure_run(at_ctx *c)
{
    const at_pieces *ps = at_number_pieces(c);
    at_counts counts = {0};
    at__figure_counts(c, ps, &counts, c->mem);
    run r = {.c = c, .ps = ps, .of_noun = at_new(c->mem, int32_t, (size_t)c->an->ntokens + 1), .last = -1};
    for (uint32_t t = 0; t < c->an->ntokens; t++)
        r.of_noun[t] = -1;
    size_t k = 0;
    for (uint32_t s = 0; s < c->an->nsents; s++) {
        for (; k < counts.n && ps->p[counts.p[k].beg].tok < c->an->sents[s].end; k++)
            with_number(&r, &counts.p[k]);
        if (c->boilerplate && c->boilerplate[s])
            continue;
        for (uint32_t t = c->an->sents[s].beg; t < c->an->sents[s].end; t++)
            single(&r, t);
    }
}
