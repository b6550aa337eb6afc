/* say_word.c: the lookups of the attribution stage in speech.tsv and sources.tsv. */
#include "find/say_own.h"

enum { KEY = 96 }; /* longest key of speech.tsv is under 40 bytes */

typedef struct {
    char p[KEY];
    size_t n;
} key;

static bool add(key *k, at_str word)
{
    size_t need = word.n + (k->n ? 1 : 0);
    if (!word.n || k->n + need > KEY)
        return false;
    if (k->n)
        k->p[k->n++] = ' ';
    memcpy(k->p + k->n, word.p, word.n);
    k->n += word.n;
    return true;
}

bool at__is(const at_ctx *c, uint32_t tok, const char *lower)
{
    return at_eq(c->an->tokens[tok].lower, at_strz(lower));
}

bool at__is_lemma(const at_ctx *c, uint32_t tok, const char *lemma)
{
    return at__lemma_in(c, tok, lemma);
}

static unsigned takes_of(at_str cell)
{
    static const struct { const char *name; unsigned bit; } words[] = {
        {"q", AT_TK_QUOTE}, {"c", AT_TK_CLAUSE}, {"x", AT_TK_INF}, {"o", AT_TK_OBJ}, {"a", AT_TK_TOLD}, {"as", AT_TK_AS},
        {"sc", AT_TK_SC},   {"p", AT_TK_PREP},   {"cite", AT_TK_CITE}, {"of", AT_TK_OF}};
    unsigned bits = 0;
    at_str part;
    while (at_cut(&cell, ',', &part)) {
        if (at_starts(part, AT_S("p:")))
            bits |= AT_TK_PREP;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (at_eq(part, at_strz(words[i].name)))
                bits |= words[i].bit;
    }
    return bits;
}

static at_cue_kind kind_of(at_str cell)
{
    static const char *const names[] = {"say", "think", "show", "name", "cite", "event"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (at_eq(cell, at_strz(names[i])))
            return (at_cue_kind)i;
    return AT_CK_SAY;
}

/* Row of the key with that pos, or AT_NONE. */
static uint32_t row_of(const at_lexicon *x, const key *k, at_str pos)
{
    uint32_t r = at_lexicon_row(x, (at_str){k->p, k->n});
    while (r != AT_NONE && !at_eq(at_cell(&x->t, r, 1), pos))
        r = x->again[r];
    return r;
}

static void fill(const at_lexicon *x, at_cue *out, uint32_t tok, uint32_t end, uint32_t row)
{
    out->tok = tok;
    out->end = end;
    out->row = row;
    out->takes = takes_of(at_cell(&x->t, row, 2));
    out->stance = at_stance_of(at_cell(&x->t, row, 3));
    out->passive = at_stance_of(at_cell(&x->t, row, 4));
    out->kind = kind_of(at_cell(&x->t, row, 5));
}

/* The longest phrase of speech.tsv that begins with this base form of the token. */
static bool cue_with(const at_ctx *c, uint32_t tok, at_str base, const char *pos, at_cue *out)
{
    const at__say *s = at__say_of(c);
    const at_analysis *an = c->an;
    at_str p = at_strz(pos);
    uint32_t last = an->sents[an->tokens[tok].sent].end;
    int32_t prt = pos[0] == 'v' ? at_dep(an, tok, AT_R_COMPOUND_PRT) : -1;
    for (uint32_t words = 4; words-- > 0;) { /* "go on to say": up to three words more */
        if (tok + words >= last)
            continue;
        key k = {.n = 0};
        bool ok = add(&k, base);
        for (uint32_t i = 1; ok && i <= words; i++)
            ok = add(&k, an->tokens[tok + i].lower);
        uint32_t r = ok ? row_of(s->speech, &k, p) : AT_NONE;
        if (r != AT_NONE && (words || prt < 0)) {
            fill(s->speech, out, tok, tok + 1 + words, r);
            return true;
        }
    }
    key k = {.n = 0};
    uint32_t r = prt >= 0 && add(&k, base) && add(&k, an->tokens[prt].lower) ? row_of(s->speech, &k, p) : AT_NONE; /* "point it out" */
    if (r != AT_NONE)
        fill(s->speech, out, tok, tok + 1, r);
    return r != AT_NONE;
}

/* What a regular form may come from ("pointed": "point", "pointe"; "planning": "plann", "plan", "planne"). Returns how many. */
static unsigned bases(at_str w, char buf[6][KEY], at_str out[6])
{
    static const struct { const char *end, *put; } rules[] = {{"ied", "y"}, {"ies", "y"}, {"ed", ""}, {"ed", "e"}, {"ing", ""}, {"ing", "e"}, {"es", ""}, {"s", ""}};
    unsigned n = 0;
    for (size_t i = 0; i < sizeof rules / sizeof *rules && n < 5; i++) {
        at_str end = at_strz(rules[i].end), put = at_strz(rules[i].put);
        if (!at_ends(w, end) || w.n < end.n + 2 || w.n > KEY - 2)
            continue;
        size_t len = w.n - end.n;
        memcpy(buf[n], w.p, len);
        memcpy(buf[n] + len, put.p, put.n);
        out[n] = (at_str){buf[n], len + put.n};
        n++;
        if (!put.n && len > 2 && w.p[len - 1] == w.p[len - 2] && n < 5) { /* a doubled consonant */
            memcpy(buf[n], w.p, len - 1);
            out[n] = (at_str){buf[n], len - 1};
            n++;
        }
    }
    return n;
}

at_str at__base(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    const at_lexicon *x = at_lexicon_get(c->lex, "irregular.tsv");
    char pos = t->upos == AT_VERB || t->upos == AT_AUX ? 'v' : 'n';
    for (uint32_t r = x->t.ncols ? at_lexicon_row(x, t->lower) : AT_NONE; r != AT_NONE; r = x->again[r])
        if (at_cell(&x->t, r, 2).n && at_cell(&x->t, r, 2).p[0] == pos)
            return at_cell(&x->t, r, 1);
    return t->lemma;
}

void at__bases(const at_ctx *c, uint32_t tok, at_bases *out)
{
    const at_token *t = &c->an->tokens[tok];
    out->of[0] = at__base(c, tok);
    out->of[1] = t->lemma;
    out->of[2] = t->lower;
    out->n = 3 + (t->upos == AT_VERB || t->upos == AT_ADJ ? bases(t->lower, out->buf, out->of + 3) : 0);
}

bool at__cue_at(const at_ctx *c, uint32_t tok, const char *pos, at_cue *out)
{
    const at_token *t = &c->an->tokens[tok];
    char buf[6][KEY];
    at_str base[6];
    if (!at__say_of(c)->speech->t.ncols)
        return false;
    if (cue_with(c, tok, at__base(c, tok), pos, out))
        return true;
    if (pos[0] != 'v')
        return cue_with(c, tok, t->lower, pos, out);
    unsigned n = bases(t->lower, buf, base); /* the learned lemma is not always a word */
    for (unsigned i = 0; i < n; i++)
        if (cue_with(c, tok, base[i], pos, out))
            return true;
    return false;
}

bool at__lower_in(const at_ctx *c, uint32_t tok, const char *list)
{
    return at_in_list(at_strz(list), ' ', c->an->tokens[tok].lower);
}

bool at__lemma_in(const at_ctx *c, uint32_t tok, const char *list)
{
    const at_token *t = &c->an->tokens[tok];
    char buf[6][KEY];
    at_str base[6], l = at_strz(list);
    if (at_in_list(l, ' ', at__base(c, tok)) || at_in_list(l, ' ', t->lower))
        return true;
    unsigned n = t->upos == AT_VERB ? bases(t->lower, buf, base) : 0;
    for (unsigned i = 0; i < n; i++)
        if (at_in_list(l, ' ', base[i]))
            return true;
    return false;
}

bool at__cue_prep(const at_ctx *c, const at_cue *cue, at_str prep)
{
    at_str cell = at_cell(&at__say_of(c)->speech->t, cue->row, 2), part;
    while (at_cut(&cell, ',', &part))
        if (at_starts(part, AT_S("p:")) && at_eq(at_sub(part, 2, part.n), prep))
            return true;
    return false;
}

uint32_t at__source_row(const at_ctx *c, uint32_t tok)
{
    const at_lexicon *x = at__say_of(c)->kinds;
    const at_analysis *an = c->an;
    if (!x->t.ncols)
        return AT_NONE;
    at_span np = at_noun_phrase(an, tok);
    at_str base = at__base(c, tok);
    for (uint32_t beg = np.beg + 4 < tok ? tok - 3 : np.beg; beg <= tok; beg++) { /* "the associated press", "leaked memo", "memo" */
        key k = {.n = 0};
        bool ok = true;
        for (uint32_t i = beg; ok && i <= tok; i++)
            ok = add(&k, i == tok ? base : an->tokens[i].lower);
        uint32_t r = ok ? at_lexicon_row(x, (at_str){k.p, k.n}) : AT_NONE;
        if (r == AT_NONE && ok) {
            k.n -= base.n + (k.n > base.n ? 1 : 0);
            r = add(&k, an->tokens[tok].lower) ? at_lexicon_row(x, (at_str){k.p, k.n}) : AT_NONE;
        }
        bool acronym = r != AT_NONE && an->tokens[tok].lower.n <= 4 && at_eq(at_lexicon_cell(x, r, "agency"), AT_S("y"));
        if (r != AT_NONE && !(acronym && at_eq(an->tokens[tok].form, an->tokens[tok].lower))) /* "map" is no Moroccan agency */
            return r;
    }
    return AT_NONE;
}

int32_t at__case_of(const at_ctx *c, uint32_t tok)
{
    int32_t d = at_dep(c->an, tok, AT_R_CASE);
    return d >= 0 ? d : at_dep(c->an, tok, AT_R_MARK);
}

bool at__first_person(const at_ctx *c, uint32_t tok)
{
    return at__is(c, tok, "i") || at__is(c, tok, "we") || at__is(c, tok, "us") || at__is(c, tok, "me");
}
