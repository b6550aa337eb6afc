#include "find/cause_pair.h"

#include "base/map.h"
#include "base/vec.h"
#include <stdio.h>
#include <stdlib.h>

/* Weights are in thousandths; a pair needs a sum over 0. */
enum { MOST = 6, CLIMB = 4, KEY = 96 };

typedef struct {
    at_span cause, effect; /* tokens */
    char type;             /* A: phrase and what it hangs on; B: subject and complement; V: subject and the rest; R: noun and complement of its clause */
    uint32_t i, h, top, k, side, dir, ib;
    int32_t score;
} pair;

typedef struct {
    const at_lexicon *x;
    const at_analysis *an;
    at_arena *mem;
    const at_tags *tags;
    const at_cause_watch *watch;
    int32_t bias, labels;    /* rows "=bias", "=labels": what labels that agree wholly add */
    uint32_t beg, end;       /* the sentence */
    uint32_t words[2];       /* labelled as of a cause, of an effect */
    at_span *sub;            /* [end - beg] subtrees */
    at_map seen;
    AT_VEC(pair) pairs;
} field;

static const at_token *tk(const field *f, uint32_t t)
{
    return &f->an->tokens[t];
}

static at_span sub(const field *f, uint32_t t)
{
    return f->sub[t - f->beg];
}

/* ---- candidates ---- */

static at_span trimmed(const field *f, at_span s)
{
    while (s.beg < s.end && (tk(f, s.beg)->upos == AT_PUNCT || tk(f, s.beg)->rel == AT_R_CC))
        s.beg++;
    while (s.beg < s.end && (tk(f, s.end - 1)->upos == AT_PUNCT || tk(f, s.end - 1)->rel == AT_R_CC))
        s.end--;
    return s;
}

/* Both ways round: p.dir says whether the first span is the cause. */
static void put(field *f, at_span a, at_span b, pair p)
{
    a = a.beg < a.end ? trimmed(f, a) : a;
    b = b.beg < b.end ? trimmed(f, b) : b;
    if (a.beg >= a.end || b.beg >= b.end || (a.beg < b.end && b.beg < a.end))
        return;
    for (p.dir = 0; p.dir < 2; p.dir++) {
        p.cause = p.dir ? b : a;
        p.effect = p.dir ? a : b;
        at_str key = at_arena_str(f->mem, (at_str){(const char *)&p, 2 * sizeof(at_span)});
        uint32_t *at = at_map_at(&f->seen, key);
        if (*at != AT_NONE)
            continue;
        *at = 1;
        *at_push(f->mem, &f->pairs) = p;
    }
}

static bool hangs(at_rel r)
{
    switch (r) {
    case AT_R_ADVCL: case AT_R_ADVCL_RELCL: case AT_R_OBL: case AT_R_OBL_AGENT: case AT_R_OBL_UNMARKED: case AT_R_ACL: case AT_R_ACL_RELCL: case AT_R_NMOD:
    case AT_R_PARATAXIS: case AT_R_CONJ: case AT_R_XCOMP: case AT_R_CCOMP: case AT_R_NSUBJ: case AT_R_NSUBJ_PASS: case AT_R_OBJ: case AT_R_CSUBJ:
    case AT_R_NMOD_POSS: case AT_R_COMPOUND: case AT_R_APPOS: case AT_R_AMOD: return true;
    default: return false;
    }
}

static void phrases(field *f, uint32_t i)
{
    int32_t top = tk(f, i)->head;
    if (top < 0 || !hangs((at_rel)tk(f, i)->rel) || tk(f, i)->upos == AT_PUNCT)
        return;
    at_span in = sub(f, i);
    for (uint32_t k = 0; k < CLIMB && top >= 0; k++, top = tk(f, (uint32_t)top)->head) {
        at_span all = sub(f, (uint32_t)top);
        pair p = {.type = 'A', .i = i, .h = (uint32_t)tk(f, i)->head, .top = (uint32_t)top, .k = k, .ib = in.beg};
        put(f, in, (at_span){all.beg, in.beg}, p);
        p.side = 1;
        put(f, in, (at_span){in.end, all.end}, p);
    }
}

static bool complement(at_rel r, bool of_noun)
{
    return r == AT_R_OBJ || r == AT_R_OBL || r == AT_R_OBL_AGENT || r == AT_R_CCOMP || r == AT_R_XCOMP || (!of_noun && (r == AT_R_ADVCL || r == AT_R_NMOD));
}

static bool subject(at_rel r)
{
    return r == AT_R_NSUBJ || r == AT_R_NSUBJ_PASS || r == AT_R_NSUBJ_OUTER || r == AT_R_CSUBJ || r == AT_R_CSUBJ_OUTER || r == AT_R_CSUBJ_PASS;
}

static void predicate(field *f, uint32_t v)
{
    const at_token *t = tk(f, v);
    if (t->upos != AT_VERB && t->upos != AT_AUX && t->upos != AT_ADJ && t->upos != AT_NOUN)
        return;
    for (int32_t s = t->child, n = 0; s >= 0 && n < 2; s = tk(f, (uint32_t)s)->next) {
        if (!subject((at_rel)tk(f, (uint32_t)s)->rel))
            continue;
        n++;
        at_span a = sub(f, (uint32_t)s);
        for (int32_t o = t->child; o >= 0; o = tk(f, (uint32_t)o)->next)
            if (o != s && complement((at_rel)tk(f, (uint32_t)o)->rel, false))
                put(f, a, sub(f, (uint32_t)o), (pair){.type = 'B', .i = (uint32_t)s, .h = v, .top = (uint32_t)o, .side = (uint32_t)o < v, .ib = a.beg});
        put(f, a, (at_span){a.end, sub(f, v).end}, (pair){.type = 'V', .i = (uint32_t)s, .h = v, .top = v, .ib = a.beg});
    }
    if ((t->rel != AT_R_ACL && t->rel != AT_R_ACL_RELCL) || t->head < 0)
        return;
    at_span a = {sub(f, (uint32_t)t->head).beg, sub(f, v).beg};
    for (int32_t o = t->child; o >= 0; o = tk(f, (uint32_t)o)->next)
        if (complement((at_rel)tk(f, (uint32_t)o)->rel, true))
            put(f, a, sub(f, (uint32_t)o), (pair){.type = 'R', .i = (uint32_t)t->head, .h = v, .top = (uint32_t)o, .ib = a.beg});
}

/* ---- what a pair looks like: each feature is a row of the table ---- */

typedef struct {
    const field *f;
    char buf[KEY];
    size_t n;
    int32_t sum;
} sheet;

static void lit(sheet *s, const char *z)
{
    for (; *z && s->n < KEY; z++)
        s->buf[s->n++] = *z;
}

static void word(sheet *s, at_str w)
{
    for (size_t i = 0; i < w.n && s->n < KEY; i++)
        s->buf[s->n++] = w.p[i];
}

static void number(sheet *s, uint32_t n)
{
    char b[12];
    (void)snprintf(b, sizeof b, "%u", (unsigned)n);
    lit(s, b);
}

static void begin(sheet *s, const pair *p, const char *name)
{
    s->n = 0;
    if (p) {
        s->buf[s->n++] = p->type;
        s->buf[s->n++] = (char)('0' + p->dir);
    }
    lit(s, name);
}

static int32_t row_of(const at_lexicon *x, at_str key)
{
    int64_t v;
    uint32_t r = at_lexicon_row(x, key);
    return r != AT_NONE && at_to_i64(at_cell(&x->t, r, 1), &v) ? (int32_t)v : 0;
}

static void weigh(sheet *s)
{
    if (s->f->watch)
        s->f->watch->feature(s->f->watch->arg, (at_str){s->buf, s->n});
    s->sum += row_of(s->f->x, (at_str){s->buf, s->n});
}

static uint32_t length(at_span s)
{
    uint32_t n = s.end - s.beg;
    return n < 2 ? 0 : n < 4 ? 1 : n < 8 ? 2 : n < 14 ? 3 : n < 22 ? 4 : 5;
}

static void with_number(sheet *s, const pair *p, const char *name, uint32_t n)
{
    begin(s, p, name);
    number(s, n);
    weigh(s);
}

static void with_word(sheet *s, const pair *p, const char *name, at_str w)
{
    begin(s, p, name);
    word(s, w);
    weigh(s);
}

static at_str lower_at(const field *f, uint32_t t, bool inside, const char *edge)
{
    return inside ? tk(f, t)->lower : at_strz(edge);
}

/* Words [beg, end) with a blank between. */
static void with_words(sheet *s, const pair *p, const char *name, uint32_t beg, uint32_t end)
{
    begin(s, p, name);
    for (uint32_t t = beg; t < end; t++) {
        if (t > beg)
            lit(s, " ");
        word(s, tk(s->f, t)->lower);
    }
    weigh(s);
}

static void edges(sheet *s, const pair *p)
{
    const field *f = s->f;
    at_span c = p->cause, e = p->effect;
    with_word(s, NULL, "cp=", tk(f, c.beg)->lower);
    with_word(s, NULL, "ep=", tk(f, e.beg)->lower);
    with_word(s, NULL, "cbp=", lower_at(f, c.beg - 1, c.beg > f->beg, "^"));
    with_word(s, NULL, "ebp=", lower_at(f, e.beg - 1, e.beg > f->beg, "^"));
    with_word(s, NULL, "cn=", lower_at(f, c.end, c.end < f->end, "$"));
    with_word(s, NULL, "en=", lower_at(f, e.end, e.end < f->end, "$"));
    with_words(s, NULL, "cb2=", c.beg >= f->beg + 2 ? c.beg - 2 : f->beg, c.beg);
    with_words(s, NULL, "cp2=", c.beg, c.beg + 2 < f->end ? c.beg + 2 : f->end);
}

static uint32_t role_of(const at_analysis *an, uint32_t t)
{
    int32_t h = an->tokens[t].head;
    uint32_t role = 0;
    if (h < 0 || !an->tokens[h].pred)
        return 0;
    const at_pred *p = &an->preds[an->tokens[h].pred - 1];
    for (uint32_t i = p->arg_beg; i < p->arg_end; i++)
        if (an->args[i].beg <= t && t < an->args[i].end)
            role = an->args[i].role;
    return role;
}

static const char *rel_of(const field *f, uint32_t t)
{
    return at_rel_name((at_rel)tk(f, t)->rel);
}

static const char *pos_of(const field *f, uint32_t t)
{
    return at_upos_name((at_upos)tk(f, t)->upos);
}

static void phrase_roles(sheet *s, const pair *p)
{
    const field *f = s->f;
    uint32_t role = role_of(f->an, p->i);
    with_word(s, p, "rel=", at_strz(rel_of(f, p->i)));
    begin(s, p, "rel="), lit(s, rel_of(f, p->i)), lit(s, "k"), number(s, p->k), weigh(s);
    begin(s, p, "pos="), lit(s, pos_of(f, p->i)), lit(s, pos_of(f, p->top)), weigh(s);
    with_number(s, p, "role", role);
    begin(s, p, "role"), number(s, role), lit(s, "k"), number(s, p->k), weigh(s);
    begin(s, p, "trel="), lit(s, rel_of(f, p->top)), lit(s, "s"), number(s, p->side), weigh(s);
}

static void phrase_words(sheet *s, const pair *p)
{
    const field *f = s->f;
    at_str first = tk(f, p->ib)->lower, h = tk(f, p->h)->lemma;
    with_word(s, p, "f=", first);
    begin(s, p, "f="), word(s, first), lit(s, "r="), lit(s, rel_of(f, p->i)), weigh(s);
    with_words(s, p, "f2=", p->ib, p->ib + 2 < f->end ? p->ib + 2 : f->end);
    with_word(s, p, "h=", h);
    with_word(s, p, "i=", tk(f, p->i)->lemma);
    begin(s, p, "f="), word(s, first), lit(s, "k"), number(s, p->k), lit(s, "s"), number(s, p->side), weigh(s);
    begin(s, p, "f="), word(s, first), lit(s, "h="), word(s, h), weigh(s);
    begin(s, p, "hp="), lit(s, pos_of(f, p->h)), lit(s, "f="), word(s, first), weigh(s);
}

static void predicate_words(sheet *s, const pair *p)
{
    const field *f = s->f;
    at_str v = tk(f, p->h)->lemma;
    with_word(s, p, "v=", v);
    begin(s, p, "v="), word(s, v), lit(s, "o="), lit(s, rel_of(f, p->top)), weigh(s);
    with_word(s, p, "o=", at_strz(rel_of(f, p->top)));
    if (p->type == 'V')
        begin(s, p, "V"), weigh(s);
    else
        with_word(s, p, "of=", tk(f, sub(f, p->top).beg)->lower);
    with_word(s, p, "vp=", at_strz(pos_of(f, p->h)));
    with_word(s, p, "vrel=", at_strz(rel_of(f, p->h)));
    with_word(s, p, "s=", tk(f, p->i)->lemma);
    with_word(s, p, "ol=", tk(f, p->top)->lemma);
}

static bool any_subject(const field *f, at_span s)
{
    for (uint32_t t = s.beg; t < s.end; t++)
        if (tk(f, t)->rel == AT_R_NSUBJ || tk(f, t)->rel == AT_R_NSUBJ_PASS || tk(f, t)->rel == AT_R_NSUBJ_OUTER)
            return true;
    return false;
}

static bool any_mark(const field *f, at_span s)
{
    for (uint32_t t = s.beg; t < s.end; t++)
        if (tk(f, t)->upos == AT_PUNCT)
            return true;
    return false;
}

static void shape(sheet *s, const pair *p)
{
    at_span c = p->cause, e = p->effect;
    uint32_t a = c.end < e.end ? c.end : e.end, b = c.beg > e.beg ? c.beg : e.beg;
    begin(s, p, ""), weigh(s);
    with_number(s, p, "side", p->side);
    with_number(s, p, "k", p->k);
    with_number(s, p, "lc", length(c));
    with_number(s, p, "le", length(e));
    begin(s, NULL, "lc"), number(s, length(c)), lit(s, "le"), number(s, length(e)), weigh(s);
    with_number(s, NULL, "ord", c.beg < e.beg);
    with_number(s, NULL, "gap", b - a < 4 ? b - a : 4);
    if (b - a <= 4)
        with_words(s, p, "btw=", a, b);
    with_number(s, p, "pc", any_mark(s->f, c));
    begin(s, NULL, "subj"), number(s, any_subject(s->f, c)), number(s, any_subject(s->f, e)), weigh(s);
}

/* ---- the labels ---- */

static uint32_t labelled(const field *f, at_span s, const char *what)
{
    uint32_t n = 0;
    for (uint32_t t = s.beg; f->tags && t < s.end; t++) {
        at_str l = f->tags->labels[f->tags->of[t]];
        n += l.n > 2 && at_eq(at_sub(l, 2, l.n), at_strz(what));
    }
    return n;
}

/* Words in common with the labelled ones, of all that either has: all of them: `labels`. */
static int32_t agreement(const field *f, at_span s, const char *what, uint32_t all)
{
    uint32_t n = labelled(f, s, what), either = all + (s.end - s.beg) - n;
    return (int32_t)((uint32_t)f->labels * n / (either ? either : 1));
}

static void score(field *f, pair *p)
{
    sheet s = {.f = f, .sum = f->bias};
    shape(&s, p);
    edges(&s, p);
    if (p->type == 'A') {
        phrase_roles(&s, p);
        phrase_words(&s, p);
    } else {
        predicate_words(&s, p);
    }
    p->score = s.sum + agreement(f, p->cause, "CAUSE", f->words[0]) + agreement(f, p->effect, "EFFECT", f->words[1]);
    if (f->watch)
        f->watch->pair(f->watch->arg, p->cause, p->effect);
}

/* ---- the choice ---- */

static int by_score(const void *a, const void *b)
{
    const pair *x = a, *y = b;
    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    if (x->cause.beg != y->cause.beg)
        return x->cause.beg < y->cause.beg ? -1 : 1;
    if (x->effect.beg != y->effect.beg)
        return x->effect.beg < y->effect.beg ? -1 : 1;
    return x->cause.end + x->effect.end < y->cause.end + y->effect.end ? -1 : 1;
}

static bool cross(at_span a, at_span b)
{
    return a.beg < b.end && b.beg < a.end;
}

static bool half(at_span a, at_span b)
{
    uint32_t beg = a.beg > b.beg ? a.beg : b.beg, end = a.end < b.end ? a.end : b.end, n = a.end - a.beg, m = b.end - b.beg;
    return beg < end && 2 * (end - beg) >= (n > m ? n : m);
}

static bool told(const at_causal *out, uint32_t n, const pair *p)
{
    for (uint32_t i = 0; i < n; i++)
        if ((cross(p->cause, out[i].cause) && cross(p->effect, out[i].effect)) || (half(p->cause, out[i].effect) && half(p->effect, out[i].cause)))
            return true;
    return false;
}

static void prepare(field *f, const at_sentence *s)
{
    f->beg = s->beg;
    f->end = s->end;
    f->tags = at_tags_of(f->an, "cause");
    f->sub = at_new(f->mem, at_span, s->end - s->beg);
    at_map_init(&f->seen, f->mem);
    for (uint32_t t = f->beg; t < f->end; t++)
        f->sub[t - f->beg] = at_subtree(f->an, t);
    f->words[0] = labelled(f, (at_span){f->beg, f->end}, "CAUSE");
    f->words[1] = labelled(f, (at_span){f->beg, f->end}, "EFFECT");
}

uint32_t at_cause_pairs(const at_lexicon *x, const at_analysis *an, uint32_t s, at_arena *mem, const at_cause_watch *watch, at_causal *out)
{
    field f = {.x = x, .an = an, .mem = mem, .watch = watch, .bias = row_of(x, AT_S("=bias")), .labels = row_of(x, AT_S("=labels"))};
    uint32_t n = 0;
    if (an->sents[s].end <= an->sents[s].beg)
        return 0;
    prepare(&f, &an->sents[s]);
    for (uint32_t t = f.beg; t < f.end; t++)
        phrases(&f, t);
    for (uint32_t t = f.beg; t < f.end; t++)
        predicate(&f, t);
    for (size_t i = 0; i < f.pairs.n; i++)
        score(&f, &f.pairs.p[i]);
    if (f.pairs.n)
        qsort(f.pairs.p, f.pairs.n, sizeof *f.pairs.p, by_score);
    for (size_t i = 0; i < f.pairs.n && n < MOST && f.pairs.p[i].score > 0; i++)
        if (!told(out, n, &f.pairs.p[i]))
            out[n++] = (at_causal){f.pairs.p[i].cause, f.pairs.p[i].effect, {0, 0}};
    return n;
}
