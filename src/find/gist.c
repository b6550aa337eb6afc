#include "find/gist.h"

#include "find/lexicons.h"
#include "find/who.h"

uint32_t at_phrase_at(const at_ctx *c, uint32_t i, uint32_t end, at_str words)
{
    uint32_t n = 0;
    at_str w;
    while (at_cut(&words, ' ', &w)) {
        if (i + n >= end || !at_eq(c->an->tokens[i + n].lower, w))
            return 0;
        n++;
    }
    return n;
}

uint32_t at_climb(const at_analysis *an, uint32_t i, uint32_t end)
{
    uint32_t beg = i;
    for (int k = 0; k < 200; k++) {
        int32_t h = an->tokens[i].head;
        if (h < (int32_t)beg || h >= (int32_t)end)
            return i;
        i = (uint32_t)h;
    }
    return i;
}

at_span at_clip(const at_analysis *an, uint32_t tok, uint32_t beg, uint32_t end)
{
    at_span s = at_subtree(an, tok);
    if (s.beg < beg)
        s.beg = beg;
    if (s.end > end)
        s.end = end;
    while (s.beg < s.end && an->tokens[s.beg].upos == AT_PUNCT)
        s.beg++;
    while (s.beg < s.end && an->tokens[s.end - 1].upos == AT_PUNCT)
        s.end--;
    return at_bytes(an, s.beg, s.end);
}

static bool vowel(char c)
{
    return c && strchr("aeiou", c);
}

/* Is the last consonant doubled before -ing? In words of one syllable (stopping), and where the last one is stressed (beginning). */
static bool doubles(at_str w)
{
    static const char *const stressed[] = {"begin", "mit", "fer", "cur", "pel", "get", "rebel", "control", "regret", "equip", "abet", "deter", "abut", "allot"};
    unsigned groups = 0;
    if (w.n < 3 || vowel(w.p[w.n - 1]) || strchr("wxy", w.p[w.n - 1]) || !vowel(w.p[w.n - 2]) || vowel(w.p[w.n - 3]))
        return false;
    for (size_t i = 0; i < w.n; i++)
        groups += vowel(w.p[i]) && (!i || !vowel(w.p[i - 1]));
    for (size_t i = 0; groups > 1 && i < sizeof stressed / sizeof *stressed; i++)
        if (at_ends(w, at_strz(stressed[i])))
            return !at_eq(w, AT_S("offer")) && !at_eq(w, AT_S("suffer")) && !at_eq(w, AT_S("differ")) && !at_eq(w, AT_S("target"));
    return groups == 1;
}

/* The -ing form of a verb, from the word as written where that is one. */
static at_str gerund(const at_ctx *c, const at_token *t)
{
    at_str lemma = at_lower_ascii(c->mem, t->lemma);
    if (at_ends(t->lower, AT_S("ing")))
        return t->lower;
    if (lemma.n > 2 && at_ends(lemma, AT_S("ie")))
        return at_arena_fmt(c->mem, "%.*sying", (int)lemma.n - 2, lemma.p);
    if (doubles(lemma))
        return at_arena_fmt(c->mem, "%.*s%cing", AT_FMT(lemma), lemma.p[lemma.n - 1]);
    if (lemma.n > 2 && at_ends(lemma, AT_S("e")) && !at_ends(lemma, AT_S("ee")))
        lemma.n--;
    return at_arena_cat(c->mem, lemma, AT_S("ing"));
}

static at_str nominal(const at_ctx *c, const at_token *t)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "nominals.tsv");
    return at_lexicon_cell(x, at_lexicon_row(x, at_lower_ascii(c->mem, t->lemma)), "noun");
}

/* A name for a noun phrase: the actors it stands for if it is a pronoun or names several, else its words. */
static at_str phrase(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    if (t->upos != AT_PRON && !t->name && at_dep(c->an, tok, AT_R_CONJ) < 0)
        return at_who_text(c, tok);
    at_parties v = {0};
    at_str out = {"", 0};
    at_who_parties(c, tok, &v);
    for (size_t i = 0; i < v.n && i < 4; i++) {
        at_str name = v.p[i].actor >= 0 ? c->actors.p[v.p[i].actor].name : v.p[i].text;
        out = out.n ? at_arena_fmt(c->mem, "%.*s and %.*s", AT_FMT(out), AT_FMT(name)) : name;
    }
    return out.n || t->upos == AT_PRON ? out : at_who_text(c, tok);
}

/* "cattle rustling being hard" */
static at_str state(const at_ctx *c, uint32_t tok)
{
    int32_t subj = at_subject(c->an, tok);
    at_str who = subj >= 0 && (uint32_t)subj != tok ? phrase(c, (uint32_t)subj) : (at_str){"", 0};
    at_str what = at_words(c->an, tok, tok + 1);
    return who.n ? at_arena_fmt(c->mem, "%.*s being %.*s", AT_FMT(who), AT_FMT(what)) : what;
}

/* "protesters carrying banners", for verbs without a noun of their own. */
static at_str doing(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    bool passive = at_passive(an, tok);
    int32_t subj = at_subject(an, tok), obj = at_dep(an, tok, AT_R_OBJ);
    at_str who = subj >= 0 && (uint32_t)subj != tok ? phrase(c, (uint32_t)subj) : (at_str){"", 0};
    at_str what = obj >= 0 ? phrase(c, (uint32_t)obj) : (at_str){"", 0};
    at_str act = passive ? at_arena_cat(c->mem, AT_S("being "), an->tokens[tok].lower) : gerund(c, &an->tokens[tok]);
    return at_trim(at_arena_fmt(c->mem, "%.*s %.*s %.*s", AT_FMT(who), AT_FMT(act), AT_FMT(what)));
}

at_str at_gist(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[tok];
    if (at_dep(an, tok, AT_R_COP) >= 0)
        return state(c, tok);
    if (t->upos == AT_NOUN || t->upos == AT_PROPN || t->upos == AT_PRON || t->upos == AT_NUM)
        return phrase(c, tok);
    if (t->upos != AT_VERB)
        return at_words(an, tok, tok + 1);
    at_str noun = nominal(c, t);
    if (!noun.n)
        return doing(c, tok);
    int32_t of = at_dep(an, tok, AT_R_NSUBJ_PASS);
    if (of < 0)
        of = at_dep(an, tok, AT_R_OBJ);
    if (of < 0)
        of = at_subject(an, tok);
    at_str rest = of >= 0 ? phrase(c, (uint32_t)of) : (at_str){"", 0};
    int32_t x = at_dep(an, tok, AT_R_XCOMP);
    if (x >= 0 && an->tokens[x].upos == AT_VERB) {
        int32_t o = at_dep(an, (uint32_t)x, AT_R_OBJ);
        at_str obj = o >= 0 ? phrase(c, (uint32_t)o) : rest;
        return at_arena_fmt(c->mem, "the %.*s to %.*s %.*s", AT_FMT(noun), AT_FMT(an->tokens[x].lemma), AT_FMT(obj));
    }
    return rest.n ? at_arena_fmt(c->mem, "the %.*s of %.*s", AT_FMT(noun), AT_FMT(rest)) : at_arena_fmt(c->mem, "the %.*s", AT_FMT(noun));
}
