#include "find/event_lemma.h"

#include "base/str.h"

enum { AT__WORD = 40 }; /* longest form that rules are tried on */

static bool known(const at__ev *ev, at_str w, bool verb)
{
    if (verb)
        return at_lexicon_row(ev->verbs.lex, w) != AT_NONE || at_lexicon_row(ev->phases, w) != AT_NONE;
    return at_lexicon_row(ev->nouns.lex, w) != AT_NONE || at_lexicon_row(ev->words, w) != AT_NONE;
}

/* stem + tail, if it is known; the copy goes to the arena. */
static bool tried(const at__ev *ev, at_str stem, const char *tail, bool verb, at_str *out)
{
    char buf[AT__WORD + 4];
    size_t n = stem.n, k = strlen(tail);
    if (!n || n + k > sizeof buf)
        return false;
    memcpy(buf, stem.p, n);
    memcpy(buf + n, tail, k);
    if (!known(ev, (at_str){buf, n + k}, verb))
        return false;
    *out = at_arena_str(ev->c->mem, (at_str){buf, n + k});
    return true;
}

static bool vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Undoes -ed, -ing: "stopped", "released", "denied", "bombing". */
static bool verb_ending(const at__ev *ev, at_str w, at_str *out)
{
    size_t cut = at_ends(w, AT_S("ing")) ? 3 : at_ends(w, AT_S("ed")) ? 2 : 0;
    if (!cut || w.n < cut + 2)
        return false;
    at_str stem = at_sub(w, 0, w.n - cut);
    char last = stem.p[stem.n - 1];
    if (cut == 2 && last == 'i' && tried(ev, at_sub(stem, 0, stem.n - 1), "y", true, out))
        return true;
    if (stem.n > 2 && last == stem.p[stem.n - 2] && !vowel(last) && tried(ev, at_sub(stem, 0, stem.n - 1), "", true, out))
        return true;
    return tried(ev, stem, "", true, out) || tried(ev, stem, "e", true, out);
}

static bool s_ending(const at__ev *ev, at_str w, bool verb, at_str *out)
{
    if (!at_ends(w, AT_S("s")) || at_ends(w, AT_S("ss")) || w.n < 3)
        return false;
    if (at_ends(w, AT_S("ies")) && tried(ev, at_sub(w, 0, w.n - 3), "y", verb, out))
        return true;
    if (tried(ev, at_sub(w, 0, w.n - 1), "", verb, out))
        return true;
    return at_ends(w, AT_S("es")) && tried(ev, at_sub(w, 0, w.n - 2), "", verb, out);
}

int32_t at__hyphen_of(const at_analysis *an, uint32_t tok)
{
    uint32_t beg = an->sents[an->tokens[tok].sent].beg;
    if (tok < beg + 2 || an->tokens[tok].space_before || an->tokens[tok - 1].space_before || !at_eq(an->tokens[tok - 1].form, AT_S("-")))
        return -1;
    return (int32_t)tok - 2;
}

/* "gang" "-" "raped": the compound, if the lexicon has it. */
static bool hyphened(const at__ev *ev, uint32_t tok, at_str stem, at_str *out)
{
    int32_t first = at__hyphen_of(ev->an, tok);
    if (first < 0 || ev->an->tokens[first].lower.n + stem.n > AT__WORD)
        return false;
    at_str whole = at_arena_fmt(ev->c->mem, "%.*s-%.*s", AT_FMT(ev->an->tokens[first].lower), AT_FMT(stem));
    if (at_lexicon_row(ev->verbs.lex, whole) == AT_NONE)
        return false;
    *out = whole;
    return true;
}

static at_str plain_lemma(const at__ev *ev, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    bool verb = t->upos == AT_VERB;
    at_str out;
    if (!verb && t->upos != AT_NOUN && t->upos != AT_PROPN)
        return t->lemma;
    for (uint32_t r = at_lexicon_row(ev->irregular, t->lower); r != AT_NONE; r = ev->irregular->again[r])
        if (at_eq(at_lexicon_cell(ev->irregular, r, "pos"), verb ? AT_S("v") : AT_S("n")))
            return at_lexicon_cell(ev->irregular, r, "lemma");
    if (t->lower.n > AT__WORD)
        return t->lemma;
    if (verb && (t->feats & (AT_F_PAST | AT_F_PART | AT_F_GER)) && verb_ending(ev, t->lower, &out))
        return out;
    if (known(ev, t->lower, verb))
        return t->lower;
    if ((verb && verb_ending(ev, t->lower, &out)) || s_ending(ev, t->lower, verb, &out))
        return out;
    return t->lemma;
}

at_str at__ev_lemma_of(const at__ev *ev, uint32_t tok)
{
    at_str stem = plain_lemma(ev, tok), whole;
    return ev->an->tokens[tok].upos == AT_VERB && hyphened(ev, tok, stem, &whole) ? whole : stem;
}
