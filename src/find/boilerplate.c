#include "find/boilerplate.h"

#include "base/utf8.h"
#include "find/lexicons.h"

static bool has_verb(const at_analysis *an, const at_sentence *s)
{
    for (uint32_t i = s->beg; i < s->end; i++)
        if (an->tokens[i].upos == AT_VERB || an->tokens[i].upos == AT_AUX)
            return true;
    return false;
}

/* A paragraph that is a lone personal name, as a byline at either end. */
static bool lone_name(const at_analysis *an, const at_sentence *s)
{
    uint32_t words = 0, named = 0;
    for (uint32_t i = s->beg; i < s->end; i++) {
        const at_token *t = &an->tokens[i];
        if (t->upos == AT_PUNCT || at_eq(t->lower, AT_S("by")))
            continue;
        words++;
        named += t->name && an->names[t->name - 1].type == AT_N_PER;
    }
    return words && words <= 5 && named * 3 >= words * 2;
}

static bool listed(const at_ctx *c, const at_lexicon *x, const at_sentence *s, bool tail)
{
    at_mark m = at_arena_mark(c->mem);
    at_str key = at_utf8_key(c->mem, at_sub(c->text, s->span.beg, s->span.end < s->span.beg + 60 ? s->span.end : s->span.beg + 60));
    bool hit = false;
    for (uint32_t r = 0; r < x->t.nrows && !hit; r++) {
        at_str w = at_lexicon_cell(x, r, "words");
        bool end_only = at_eq(at_lexicon_cell(x, r, "where"), AT_S("end"));
        hit = (tail || !end_only) && at_starts(key, w) && (key.n == w.n || !((key.p[w.n] >= 'a' && key.p[w.n] <= 'z') || key.p[w.n] == '-'));
        if (hit && end_only && s->end - s->beg > 8)
            hit = false;
    }
    at_arena_reset(c->mem, m);
    return hit;
}

void at_boilerplate_run(at_ctx *c)
{
    const at_analysis *an = c->an;
    const at_lexicon *x = at_lexicon_get(c->lex, "boilerplate.tsv");
    bool para = false; /* the paragraph's first sentence was boilerplate */
    for (uint32_t i = 0; i < an->nsents; i++) {
        const at_sentence *s = &an->sents[i];
        bool first = i == 0 || an->sents[i - 1].para != s->para, last = i + 1 == an->nsents || an->sents[i + 1].para != s->para;
        bool tail = i + 1 + an->nsents / 5 >= an->nsents, edge = tail || i < 4;
        if (!first) {
            c->boilerplate[i] = para && !has_verb(an, s);
            continue;
        }
        at_str words = at_sub(c->text, s->span.beg, s->span.end);
        bool link = at_ends(words, AT_S("›")) || at_ends(words, AT_S("»")) || at_ends(words, AT_S("→"));
        para = listed(c, x, s, tail) || (link && !has_verb(an, s)) || (first && last && edge && lone_name(an, s));
        c->boilerplate[i] = para;
    }
}
