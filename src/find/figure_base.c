#include "find/figure_base.h"

#include "find/lexicons.h"

static void put(at_bases *b, at_str w)
{
    for (unsigned i = 0; i < b->n; i++)
        if (at_eq(b->of[i], w))
            return;
    if (w.n && b->n < AT_BASES)
        b->of[b->n++] = w;
}

static void put_joined(at_bases *b, at_str stem, const char *tail)
{
    size_t k = strlen(tail);
    if (b->n >= AT_BASES || !stem.n || stem.n + k > AT_BASE_LEN)
        return;
    char *p = b->buf[b->n];
    memcpy(p, stem.p, stem.n);
    memcpy(p + stem.n, tail, k);
    put(b, (at_str){p, stem.n + k});
}

static void undo(at_bases *b, at_str w, size_t cut)
{
    if (w.n < cut + 2)
        return;
    at_str stem = at_sub(w, 0, w.n - cut);
    char last = stem.p[stem.n - 1];
    put(b, stem);
    put_joined(b, stem, "e");
    if (stem.n > 2 && last == stem.p[stem.n - 2])
        put(b, at_sub(stem, 0, stem.n - 1));
    if (last == 'i')
        put_joined(b, at_sub(stem, 0, stem.n - 1), "y");
}

void at__figure_bases(const at_ctx *c, uint32_t tok, at_bases *b)
{
    const at_token *t = &c->an->tokens[tok];
    const at_lexicon *x = at_lexicon_get(c->lex, "irregular.tsv");
    b->n = 0;
    bool verb = t->upos == AT_VERB || t->upos == AT_AUX || t->upos == AT_ADJ;
    for (uint32_t r = at_lexicon_row(x, t->lower); r != AT_NONE; r = x->again[r])
        if (at_eq(at_lexicon_cell(x, r, "pos"), verb ? AT_S("v") : AT_S("n")))
            put(b, at_lexicon_cell(x, r, "lemma"));
    put(b, t->lemma);
    put(b, t->lower);
    if (t->lower.n >= AT_BASE_LEN)
        return;
    if (verb && at_ends(t->lower, AT_S("ed")))
        undo(b, t->lower, 2);
    else if (verb && at_ends(t->lower, AT_S("ing")))
        undo(b, t->lower, 3);
    else if (at_ends(t->lower, AT_S("ies")) && t->lower.n > 4)
        put_joined(b, at_sub(t->lower, 0, t->lower.n - 3), "y");
    else if (at_ends(t->lower, AT_S("s")) && !at_ends(t->lower, AT_S("ss"))) {
        put(b, at_sub(t->lower, 0, t->lower.n - 1));
        if (at_ends(t->lower, AT_S("es")))
            put(b, at_sub(t->lower, 0, t->lower.n - 2));
    }
}

bool at__figure_form_of(at_str f, at_str w)
{
    if (at_eq(f, w))
        return true;
    if (w.n < 2 || f.n <= w.n - 1)
        return false;
    char last = w.p[w.n - 1];
    if (at_starts(f, w)) {
        at_str tail = at_sub(f, w.n, f.n);
        if (at_eq(tail, AT_S("s")) || at_eq(tail, AT_S("es")) || at_eq(tail, AT_S("ed")) || at_eq(tail, AT_S("d")) ||
            at_eq(tail, AT_S("ing")))
            return true;
        return tail.n > 2 && tail.p[0] == last &&
               (at_eq(at_sub(tail, 1, tail.n), AT_S("ed")) || at_eq(at_sub(tail, 1, tail.n), AT_S("ing")));
    }
    at_str stem = at_sub(w, 0, w.n - 1);
    if (!at_starts(f, stem))
        return false;
    at_str tail = at_sub(f, stem.n, f.n);
    return (last == 'e' && at_eq(tail, AT_S("ing"))) || (last == 'y' && (at_eq(tail, AT_S("ied")) || at_eq(tail, AT_S("ies"))));
}
