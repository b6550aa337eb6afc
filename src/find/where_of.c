/*
 * The place of an event: what hangs on its word, then what hangs on the words that govern it, then its sentence, then the
 * scene that the sentences before set, then the place that the whole report is about (GUIDE.md, "place").
 */
#include "find/where.h"

#include "base/str.h"
#include "find/where_guess.h"

enum { FOUND_MAX = 8, DEPTH_MAX = 5, CLIMB_MAX = 6 };

typedef struct {
    int32_t place[FOUND_MAX];
    uint32_t tok[FOUND_MAX];
    uint32_t n;
    at_str vague;
} found;

typedef struct {
    const at_ctx *c;
    const at_where_own *o;
} look;

static const at_token *token(const look *l, int32_t i)
{
    return &l->c->an->tokens[i];
}

/* Of "Fo Tan, New Territories" the tree may give the second: the first is what is meant. */
static int32_t innermost(const look *l, int32_t tok)
{
    int32_t i = l->o->at[tok];
    for (int k = 0; i > 0 && k < 3 && l->o->m.p[i - 1].inside == (uint32_t)i && l->o->place[i - 1] >= 0 && l->o->place[i - 1] != l->o->place[i]; k++)
        i--;
    size_t n = l->o->m.n; /* "Federal Capital Territory, Abuja": the second lies in the first */
    for (int k = 0; i >= 0 && (size_t)i + 1 < n && k < 3 && l->o->m.p[i + 1].inside == (uint32_t)i && !l->o->m.p[i + 1].building && l->o->place[i + 1] >= 0; k++)
        i++;
    return i >= 0 && l->o->place[i] >= 0 ? l->o->place[i] : l->c->place_of[tok];
}

static void add(const look *l, found *f, int32_t tok)
{
    int32_t p = innermost(l, tok);
    if (p < 0 || f->n == FOUND_MAX)
        return;
    for (uint32_t i = 0; i < f->n; i++)
        if (f->place[i] == p)
            return;
    f->tok[f->n] = (uint32_t)tok;
    f->place[f->n++] = p;
}

/* Class of the preposition before tok if it is one of place, else p NULL. */
static at_str prep(const look *l, int32_t tok)
{
    return at_where_prep(l->c, &l->o->w, (uint32_t)tok);
}

static bool is_prep(const look *l, int32_t tok, const char *cls)
{
    at_str s = prep(l, tok);
    return s.p && at_eq(s, at_strz(cls));
}

static bool within(const look *l, int32_t tok) /* in, at, near ... */
{
    at_str s = prep(l, tok);
    return s.p && (at_eq(s, AT_S("in")) || at_eq(s, AT_S("near")));
}

static bool of(const look *l, int32_t tok)
{
    for (int32_t d = at_dep(l->c->an, (uint32_t)tok, AT_R_CASE); d >= 0; d = at_dep_next(l->c->an, d, AT_R_CASE))
        if (at_eq(token(l, d)->lower, AT_S("of")))
            return true;
    return false;
}

/* "Yemen's capital Sanaa": a place beside its noun without a preposition. */
static bool beside_noun(const look *l, int32_t tok)
{
    return token(l, tok)->rel == AT_R_NMOD && l->c->place_of[tok] >= 0 && at_dep(l->c->an, (uint32_t)tok, AT_R_CASE) < 0;
}

/* "western regions", "several cities": a noun for places that a vague word goes with. */
static void vague(const look *l, found *f, int32_t tok)
{
    if (f->vague.n || !at_where_is(&l->o->w, token(l, tok)->lemma, "placenoun") || at_dep(l->c->an, (uint32_t)tok, AT_R_NUMMOD) >= 0)
        return; /* "some 1,900 houses" are counted */
    uint32_t beg = AT_NONE;
    for (int32_t d = token(l, tok)->child; d >= 0 && d < tok; d = token(l, d)->next)
        if (at_where_is(&l->o->w, token(l, d)->lower, "vague") && beg == AT_NONE)
            beg = (uint32_t)d;
    if (beg != AT_NONE)
        f->vague = at_where_line(l->c, beg, (uint32_t)tok + 1);
}

/* A country before a noun says whose it is ("US soldiers"), not where. */
static bool country_at(const look *l, int32_t tok)
{
    int32_t p = l->c->place_of[tok];
    return p >= 0 && l->c->places.p[p].is_country;
}

/* Adds the places of the noun phrase headed by tok, which stands where a place is said. */
static void phrase(const look *l, found *f, int32_t tok, int depth)
{
    if (depth > DEPTH_MAX || f->n == FOUND_MAX || l->c->timex_of[tok] >= 0)
        return;
    uint32_t before = f->n;
    bool mine = l->c->place_of[tok] >= 0;
    add(l, f, tok);
    vague(l, f, tok);
    const at_where_mention *m = l->o->at[tok] >= 0 ? &l->o->m.p[l->o->at[tok]] : NULL;
    if (m && m->part && !f->vague.n && m->beg > 0)
        f->vague = at_where_line(l->c, m->beg - 1, m->end);
    for (int32_t d = token(l, tok)->child; d >= 0; d = token(l, d)->next) {
        at_rel r = (at_rel)token(l, d)->rel;
        if (r == AT_R_CONJ && (mine || f->n > before))
            phrase(l, f, d, depth + 1);
        else if (!mine && ((r == AT_R_NMOD && within(l, d)) || beside_noun(l, d) || r == AT_R_APPOS || r == AT_R_NMOD_DESC))
            phrase(l, f, d, depth + 1);
    }
    for (int32_t d = token(l, tok)->child; d >= 0 && f->n == before; d = token(l, d)->next) { /* "the streets of ..." is better than "Nigeria's capital" */
        at_rel r = (at_rel)token(l, d)->rel;
        if (r == AT_R_COMPOUND || r == AT_R_NMOD_POSS || r == AT_R_FLAT)
            add(l, f, d);
    }
}

/* "there"; "north of Baghdad". */
static void beside(const look *l, found *f, int32_t tok)
{
    if (l->c->place_of[tok] >= 0)
        add(l, f, tok);
    else if (at_where_is(&l->o->w, token(l, tok)->lower, "direction"))
        phrase(l, f, tok, 1);
}

/* The object of "attacked", "entered": a place, or "the village of Dubuwa". */
static void scene_of_act(const look *l, found *f, int32_t tok)
{
    if (l->c->place_of[tok] >= 0)
        add(l, f, tok);
    else if (at_where_is(&l->o->w, token(l, tok)->lemma, "head") || at_where_is(&l->o->w, token(l, tok)->lemma, "placenoun"))
        phrase(l, f, tok, 1);
}

static bool goal(const look *l, int32_t tok)
{
    return at_where_is(&l->o->w, token(l, tok)->lemma, "goal");
}

/* Places said by the direct dependents of a verb or event noun. */
static void attached(const look *l, found *f, int32_t tok)
{
    const at_analysis *an = l->c->an;
    const at_token *t = token(l, tok);
    const at_arg *a = at_arg_of(an, (uint32_t)tok, AT_ARGM_LOC);
    if (a && !is_prep(l, (int32_t)a->head, "from"))
        phrase(l, f, (int32_t)a->head, 0);
    bool verb = t->upos == AT_VERB || t->upos == AT_AUX;
    for (int32_t d = t->child; d >= 0; d = token(l, d)->next) {
        at_rel r = (at_rel)token(l, d)->rel;
        bool oblique = r == AT_R_OBL || r == AT_R_NMOD || r == AT_R_OBL_UNMARKED || r == AT_R_NMOD_UNMARKED || r == AT_R_NMOD_DESC;
        if (oblique && of(l, d) && !verb && l->c->place_of[d] >= 0)
            add(l, f, d);
        else if (oblique && within(l, d) && !of(l, d))
            phrase(l, f, d, 0);
        else if (oblique && is_prep(l, d, "to") && (goal(l, tok) || (!verb && l->c->place_of[d] >= 0)))
            phrase(l, f, d, 0);
        else if (r == AT_R_ADVMOD || r == AT_R_NMOD_UNMARKED || r == AT_R_OBL_UNMARKED)
            beside(l, f, d);
        else if (r == AT_R_COMPOUND && !verb && !country_at(l, d))
            add(l, f, d);
        else if ((r == AT_R_OBJ || r == AT_R_NSUBJ_PASS) && at_where_is(&l->o->w, t->lemma, "object"))
            scene_of_act(l, f, d);
    }
}

/* "a bomb in Baghdad killed", "shot ten people in Kampala": places that hang on subject or object. */
static void of_parties(const look *l, found *f, int32_t tok)
{
    for (int32_t d = token(l, tok)->child; d >= 0; d = token(l, d)->next) {
        at_rel r = (at_rel)token(l, d)->rel;
        if (r != AT_R_OBJ && r != AT_R_NSUBJ && r != AT_R_NSUBJ_PASS && r != AT_R_OBL)
            continue;
        for (int32_t e = token(l, d)->child; e >= 0; e = token(l, e)->next)
            if (token(l, e)->rel == AT_R_NMOD && within(l, e) && !of(l, e))
                phrase(l, f, e, 1);
    }
}

/* Where it starts or whose it is, when nothing else is said: "fled from Mosul", "Egypt's protests". */
static void weakly(const look *l, found *f, int32_t tok)
{
    for (int32_t d = token(l, tok)->child; d >= 0; d = token(l, d)->next) {
        at_rel r = (at_rel)token(l, d)->rel;
        if ((r == AT_R_OBL || r == AT_R_NMOD) && (is_prep(l, d, "from")) && l->c->place_of[d] >= 0)
            add(l, f, d);
        else if (r == AT_R_NMOD_POSS && token(l, tok)->upos == AT_NOUN)
            add(l, f, d);
    }
}

/* Clauses below: "were killed when a bomb exploded in Baghdad". */
static void below(const look *l, found *f, int32_t tok)
{
    for (int32_t d = token(l, tok)->child; d >= 0 && !f->n; d = token(l, d)->next) {
        at_rel r = (at_rel)token(l, d)->rel;
        if (r == AT_R_ADVCL || r == AT_R_XCOMP || r == AT_R_CONJ || r == AT_R_ACL || r == AT_R_ACL_RELCL) {
            attached(l, f, d);
            if (!f->n)
                of_parties(l, f, d);
        }
    }
}

/* Is tok the complement of a verb of saying, whose own place is not that of what is said? */
static bool told(const look *l, int32_t tok)
{
    at_rel r = (at_rel)token(l, tok)->rel;
    return r == AT_R_CCOMP || r == AT_R_PARATAXIS;
}

/* What governs tok, step by step up the tree. */
static void above(const look *l, found *f, int32_t tok)
{
    int32_t at = tok;
    for (int k = 0; k < CLIMB_MAX && !f->n; k++) {
        int32_t up = token(l, at)->head;
        if (up < 0)
            return;
        at_rel r = (at_rel)token(l, at)->rel;
        if (told(l, at))
            return;
        if ((r == AT_R_ACL || r == AT_R_ACL_RELCL) && l->c->place_of[up] >= 0) {
            add(l, f, up); /* "Aden, where protests began" */
            return;
        }
        attached(l, f, up);
        if (!f->n && (r == AT_R_CONJ || r == AT_R_ADVCL || r == AT_R_XCOMP || r == AT_R_ACL || r == AT_R_ACL_RELCL))
            of_parties(l, f, up);
        at = up;
    }
}

/* The nearest place of the sentence that stands after a preposition of place. */
static int32_t of_sentence(const look *l, uint32_t sent, int32_t tok)
{
    const at_sentence *s = &l->c->an->sents[sent];
    int32_t best = -1, far = INT32_MAX;
    for (uint32_t i = s->beg; i < s->end; i++) {
        int32_t at = l->o->at[i];
        if (at < 0 || l->o->m.p[at].head != i || l->o->place[at] < 0 || !within(l, (int32_t)i) || (of(l, (int32_t)i) && !l->o->m.p[at].building))
            continue;
        int32_t d = tok < 0 ? (int32_t)i : (int32_t)i > tok ? (int32_t)i - tok : tok - (int32_t)i;
        if (d < far) {
            far = d;
            best = l->o->place[at];
        }
    }
    return best;
}

/* Of "Yemen's capital Sanaa" the town, not the country that holds it. */
static void most_specific(const look *l, found *f)
{
    const at_place *a = &l->c->places.p[f->place[0]];
    for (uint32_t i = 1; i < f->n && a->is_country && a->country[0]; i++) {
        const at_place *b = &l->c->places.p[f->place[i]];
        if (b->is_country || memcmp(a->country, b->country, 3) != 0 || token(l, (int32_t)f->tok[i])->sent != token(l, (int32_t)f->tok[0])->sent)
            continue;
        int32_t p = f->place[0];
        f->place[0] = f->place[i];
        f->place[i] = p;
        return;
    }
}

/* By the tree of the clause; the name of the step that found something, or NULL. */
static const char *in_clause(const look *l, found *f, int32_t tok)
{
    static const struct { const char *name; void (*by)(const look *, found *, int32_t); } steps[] = {
        {"attached", attached}, {"parties", of_parties}, {"above", above}, {"below", below}, {"weak", weakly}};
    bool words = at_where_sort_of_act(l->c, (uint32_t)tok) == 2; /* the place of what one is accused of is not that of accusing */
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (words && steps[i].by == below)
            continue;
        steps[i].by(l, f, tok);
        if (f->n) {
            most_specific(l, f);
            return steps[i].name;
        }
    }
    return NULL;
}

/* "protests in Kazakhstan, which broke out in the western regions": the vague part may stand in the clause of the noun. */
static void vague_below(const look *l, found *f, int32_t tok)
{
    for (int32_t d = token(l, tok)->child; d >= 0 && !f->vague.n; d = token(l, d)->next)
        if (token(l, d)->rel == AT_R_ACL_RELCL || token(l, d)->rel == AT_R_ACL) {
            found g = {.n = 0, .vague = {"", 0}};
            attached(l, &g, d);
            f->vague = g.vague;
        }
}

/* Further places go into `where` beside the vague words. */
static at_str rest(const look *l, const found *f)
{
    at_str s = f->vague;
    for (uint32_t i = 1; i < f->n; i++) {
        at_str name = l->c->places.p[f->place[i]].name;
        s = s.n ? at_arena_fmt(l->c->mem, "%.*s, %.*s", AT_FMT(s), AT_FMT(name)) : name;
    }
    return s;
}

int32_t at_where_nearest(const at_ctx *c, uint32_t tok)
{
    look l = {c, at_where_get(c)};
    return of_sentence(&l, c->an->tokens[tok].sent, (int32_t)tok);
}

/* The place that the learned arguments of the word tell, where the tree tells none. */
static int32_t learned(const at_ctx *c, uint32_t tok)
{
    static const float SURE = 0.5f; /* as event_vote.c has it for parties */
    const at_event_arg *a = at_event_arg_of(c->an, tok, AT_EA_PLACE);
    for (uint32_t t = a && a->p >= SURE ? a->beg : 0; a && a->p >= SURE && t < a->end; t++)
        if (c->place_of[t] >= 0)
            return c->place_of[t];
    return -1;
}

int32_t at_where_step(const at_ctx *c, uint32_t tok, at_str *where, const char **step)
{
    look l = {c, at_where_get(c)};
    found f = {.n = 0, .vague = {"", 0}};
    *where = f.vague;
    *step = "none";
    if (!l.o || !c->an->ntokens)
        return -1;
    const char *how = in_clause(&l, &f, (int32_t)tok);
    vague_below(&l, &f, (int32_t)tok);
    *where = rest(&l, &f);
    if (f.n) {
        *step = how;
        return f.place[0];
    }
    int32_t p = learned(c, tok);
    if (p >= 0) {
        *step = "learned";
        return p;
    }
    *step = "context";
    return at_where_guess_of(c, l.o, tok, at_where_nearest(c, tok));
}

int32_t at_where_of(const at_ctx *c, uint32_t tok, at_str *where)
{
    const char *step;
    return at_where_step(c, tok, where, &step);
}

static int32_t scene_of(const look *l, uint32_t sent)
{
    const at_sentence *s = &l->c->an->sents[sent];
    found f = {.n = 0, .vague = {"", 0}};
    attached(l, &f, (int32_t)s->root);
    if (f.n)
        return f.place[0];
    return of_sentence(l, sent, -1);
}

void at_where_scenes(const at_ctx *c, at_where_own *o)
{
    look l = {c, o};
    o->scene = at_new(c->mem, int32_t, c->an->nsents);
    o->set = at_new(c->mem, bool, c->an->nsents);
    for (uint32_t s = 0; s < c->an->nsents; s++) {
        bool words = c->an->sents[s].end > c->an->sents[s].beg && !c->boilerplate[s];
        o->scene[s] = words ? scene_of(&l, s) : -1;
        o->set[s] = o->scene[s] >= 0;
        if (o->scene[s] < 0 && s)
            o->scene[s] = o->scene[s - 1];
    }
    at_where_guess_init(c, o);
}
