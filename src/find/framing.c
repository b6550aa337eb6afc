#include "find/framing.h"

#include "find/say_own.h"
#include "find/who.h"

enum { LONGEST = 12 /* words of a framing; nine in ten of the annotated ones have fewer */, MAX_ROWS = 2000 };

typedef enum { W_NONE, W_WEAK, W_SPOKEN, W_LOADED } weight;

typedef struct {
    at_ctx *c;
    bool *taken; /* [ntokens] words of a framing already made */
    size_t nrows;
} maker;

static weight weight_of(at_str when)
{
    return at_eq(when, AT_S("loaded")) ? W_LOADED : at_eq(when, AT_S("spoken")) ? W_SPOKEN : at_eq(when, AT_S("weak")) ? W_WEAK : W_NONE;
}

static weight row_weight(const at_ctx *c, at_str key, char pos)
{
    const at_lexicon *x = at__say_of(c)->loaded;
    weight best = W_NONE;
    if (!x->t.ncols)
        return W_NONE;
    for (uint32_t r = at_lexicon_row(x, key); r != AT_NONE; r = x->again[r]) {
        at_str p = at_cell(&x->t, r, 1);
        weight w = p.n && p.p[0] == pos ? weight_of(at_cell(&x->t, r, 2)) : W_NONE;
        if (w > best)
            best = w;
    }
    return best;
}

/* Weight of the word itself, and *end of a phrase that begins there. */
static weight loaded(const at_ctx *c, uint32_t t, uint32_t *end)
{
    const at_analysis *an = c->an;
    const at_token *k = &an->tokens[t];
    uint32_t last = an->sents[k->sent].end;
    *end = t + 1;
    for (uint32_t n = 4; n > 1; n--) {
        char key[96];
        size_t len = 0;
        if (t + n > last)
            continue;
        for (uint32_t i = 0; i < n && len < sizeof key; i++) {
            at_str w = an->tokens[t + i].lower;
            if (len + w.n + 1 > sizeof key) {
                len = sizeof key;
                break;
            }
            if (i)
                key[len++] = ' ';
            memcpy(key + len, w.p, w.n);
            len += w.n;
        }
        weight w = len < sizeof key ? row_weight(c, (at_str){key, len}, 'p') : W_NONE;
        if (w != W_NONE) {
            *end = t + n;
            return w;
        }
    }
    char pos = k->upos == AT_NOUN || k->upos == AT_PROPN ? 'n' : k->upos == AT_ADJ ? 'a' : k->upos == AT_VERB ? 'v' : 0;
    if (!pos)
        return W_NONE;
    weight w = row_weight(c, at__base(c, t), pos);
    if (w == W_NONE && pos != 'v')
        w = row_weight(c, k->lower, pos);
    if (w == W_NONE && pos == 'v' && (k->rel == AT_R_AMOD)) /* "foreign-backed", "imported" */
        w = row_weight(c, k->lower, 'a');
    return w == W_NONE ? row_weight(c, k->lower, 'p') : w;
}

/* The words of a noun phrase as a framing: without what is long behind it. */
static at_span framing_np(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    at_span np = at_noun_phrase(an, head);
    if (np.end - np.beg > LONGEST) {
        np.end = head + 1;
        if (np.end - np.beg > LONGEST)
            np.beg = head;
    }
    while (np.beg < head && an->tokens[np.beg].upos == AT_PUNCT)
        np.beg++;
    while (np.end > head + 1 && an->tokens[np.end - 1].upos == AT_PUNCT)
        np.end--;
    return np;
}

/* The plain words for a noun phrase: the actor's name, else the words. */
static at_str plain(const at_ctx *c, uint32_t tok)
{
    int32_t who = at_who_of(c, tok);
    if (who >= 0 && c->actors.p[who].name.n)
        return c->actors.p[who].name;
    return at_who_text(c, tok);
}

/* What a predicate is said of, what a naming verb names, what a loaded modifier stands on; -1 if the words do not show it. */
static int32_t named_thing(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    int32_t s = at_dep(an, head, AT_R_NSUBJ);
    if (s < 0)
        s = at_dep(an, head, AT_R_NSUBJ_OUTER);
    if (s >= 0)
        return s;
    const at_token *t = &an->tokens[head];
    if (t->head < 0)
        return -1;
    uint32_t up = (uint32_t)t->head;
    int32_t k = at__case_of(c, head);
    bool as = k >= 0 && at__is(c, (uint32_t)k, "as");
    if (t->rel == AT_R_XCOMP || as) { /* "called X Y", "described X as Y", "X was described as Y" */
        if (an->tokens[up].upos == AT_NOUN || an->tokens[up].upos == AT_PROPN)
            return (int32_t)up;
        int32_t o = at_dep(an, up, AT_R_OBJ);
        if (o < 0)
            o = at_dep(an, up, AT_R_NSUBJ_PASS);
        if (o < 0 && at_passive(an, up) && (an->tokens[up].rel == AT_R_ACL || an->tokens[up].rel == AT_R_ACL_RELCL))
            o = an->tokens[up].head;
        return o;
    }
    if (t->rel == AT_R_CONJ)
        return named_thing(c, up);
    if (t->rel == AT_R_APPOS || t->rel == AT_R_AMOD)
        return (int32_t)up;
    return -1;
}

static bool overlap(const maker *m, at_span w)
{
    for (uint32_t t = w.beg; t < w.end; t++)
        if (m->taken[t])
            return true;
    return false;
}

static void emit(maker *m, at_span w, uint32_t head, int32_t of, const char *rule)
{
    at_ctx *c = m->c;
    if (w.beg >= w.end || overlap(m, w) || m->nrows >= MAX_ROWS)
        return;
    for (uint32_t t = w.beg; t < w.end; t++)
        m->taken[t] = true;
    m->nrows++;
    at_finding *f = at_finding_add(c, AT_K_FRAMING, head, rule);
    f->span = at_bytes(c->an, w.beg, w.end);
    f->head = c->an->tokens[head].span;
    f->text = at_words(c->an, w.beg, w.end);
    at_finding_context(c, f);
    f->stance = AT_ASSERTED;
    if (of >= 0) {
        f->of = plain(c, (uint32_t)of);
        f->of_actor = at_who_of(c, (uint32_t)of);
        f->of_span = c->an->tokens[of].span;
    }
}

static uint32_t head_of(const at_ctx *c, at_span w)
{
    for (uint32_t t = w.beg; t < w.end; t++) {
        int32_t h = c->an->tokens[t].head;
        if (c->an->tokens[t].upos != AT_PUNCT && (h < 0 || (uint32_t)h < w.beg || (uint32_t)h >= w.end))
            return t;
    }
    return w.beg;
}

static bool finite(const at_ctx *c, at_span w)
{
    for (uint32_t t = w.beg; t < w.end; t++)
        if ((c->an->tokens[t].upos == AT_VERB && (c->an->tokens[t].feats & AT_F_FIN)) || (c->an->tokens[t].upos == AT_AUX && (c->an->tokens[t].feats & AT_F_FIN)))
            return true;
    return false;
}

/* Names given by naming verbs ("called X Y"): the complement is the framing. */
static void from_naming(maker *m)
{
    at_ctx *c = m->c;
    for (size_t i = 0; i < c->says.n; i++) {
        const at_attribution *a = &c->says.p[i];
        if (!a->rule || !at_eq(at_strz(a->rule), AT_S("say-naming")))
            continue;
        at_span w = {a->beg, a->end};
        while (w.beg < w.end && (c->an->tokens[w.beg].upos == AT_PUNCT || at__is(c, w.beg, "as")))
            w.beg++;
        if (w.end - w.beg > LONGEST)
            w = framing_np(c, head_of(c, w));
        uint32_t h = head_of(c, w);
        emit(m, w, h, named_thing(c, h), "framing-name");
    }
}

/* Words that make quoted words a title or a nickname, no judgement. */
static bool title(const at_ctx *c, uint32_t beg)
{
    static const char *const words = "titled entitled nicknamed dubbed codenamed code-named film movie song book novel album magazine newspaper operation aka alias known unofficially slogan chanting shouting reading";
    for (uint32_t k = 1; k <= 4 && k <= beg; k++)
        if (at_in_list(at_strz(words), ' ', c->an->tokens[beg - k].lower))
            return true;
    return false;
}

/* Short quoted phrases within somebody's or the report's sentence. */
static void from_quotes(maker *m)
{
    at_ctx *c = m->c;
    const at__say *s = at__say_of(c);
    for (size_t i = 0; i < s->quotes.n; i++) {
        at_span w = s->quote_toks[i];
        while (w.end > w.beg && c->an->tokens[w.end - 1].upos == AT_PUNCT)
            w.end--;
        if (w.beg >= w.end || w.end - w.beg > LONGEST || s->quotes.p[i].parent >= 0 || finite(c, w) || c->boilerplate[c->an->tokens[w.beg].sent])
            continue;
        const at_sentence *st = &c->an->sents[c->an->tokens[w.beg].sent];
        if (w.beg <= st->beg + 1 && w.end + 2 >= st->end) /* the quotation is the sentence */
            continue;
        uint32_t h = head_of(c, w);
        const at_token *t = &c->an->tokens[h];
        if ((t->upos != AT_NOUN && t->upos != AT_ADJ && t->upos != AT_VERB) || (title(c, w.beg) && t->upos == AT_NOUN) || t->name)
            continue;
        emit(m, w, h, named_thing(c, h), "framing-quote");
    }
}

/* Loaded words by the lexicon; "spoken" ones only in somebody's words. */
static void from_words(maker *m)
{
    at_ctx *c = m->c;
    const at_analysis *an = c->an;
    for (uint32_t t = 0; t < an->ntokens; t++) {
        uint32_t end;
        if (c->boilerplate[an->tokens[t].sent] || m->taken[t])
            continue;
        weight w = loaded(c, t, &end);
        const at_attribution *a = at_say_at(c, t);
        if (w == W_NONE || (w == W_SPOKEN && !(a && a->nsource)) || w == W_WEAK)
            continue;
        uint32_t head = end - 1;
        const at_token *k = &an->tokens[head];
        int32_t of = -1;
        at_span np;
        if (k->upos == AT_VERB && k->rel != AT_R_AMOD) {
            np = (at_span){t, end};
            of = at_dep(an, head, AT_R_OBJ);
        } else {
            while ((an->tokens[head].rel == AT_R_AMOD || an->tokens[head].rel == AT_R_COMPOUND || (an->tokens[head].upos == AT_ADJ && an->tokens[head].rel == AT_R_CONJ)) &&
                   an->tokens[head].head >= 0 && an->tokens[head].head > (int32_t)head && (uint32_t)an->tokens[head].head < head + 5)
                head = (uint32_t)an->tokens[head].head;
            np = framing_np(c, head);
            of = named_thing(c, head);
        }
        if (an->tokens[head].name && head != end - 1)
            continue;
        emit(m, np, head, of, "framing-word");
    }
}

void at_framing_run(at_ctx *c)
{
    maker m = {c, at_new(c->mem, bool, c->an->ntokens + 1), 0};
    if (!at__say_of(c))
        return;
    from_naming(&m);
    from_quotes(&m);
    from_words(&m);
}
