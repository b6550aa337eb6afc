#include "find/figure_harm_own.h"

#include "find/figure_base.h"
#include "find/lexicons.h"
#include "find/when_of.h"
#include "find/who.h"

static const at_token *tk(const at_ctx *c, uint32_t t)
{
    return &c->an->tokens[t];
}

static uint32_t row_of(const at_ctx *c, at_str key, const char *pos, const char *role)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "harms.tsv");
    for (uint32_t r = at_lexicon_row(x, key); r != AT_NONE; r = x->again[r]) {
        at_str have = at_lexicon_cell(x, r, "role");
        if (at_eq(at_lexicon_cell(x, r, "pos"), at_strz(pos)) &&
            (!role || at_eq(have, at_strz(role)) || at_eq(have, AT_S("both"))))
            return r;
    }
    return AT_NONE;
}

/* The same for a token, under all its base forms. */
uint32_t at__harm_row_for(const at_ctx *c, uint32_t tok, const char *pos, const char *role)
{
    at_bases b;
    at__figure_bases(c, tok, &b);
    for (unsigned i = 0; i < b.n; i++) {
        uint32_t r = row_of(c, b.of[i], pos, role);
        if (r != AT_NONE)
            return r;
    }
    return AT_NONE;
}

bool at__harm_take(const at_ctx *c, at_harm *h, uint32_t row, uint32_t tok, at_harm_kind kind)
{
    if (row == AT_NONE)
        return false;
    const at_lexicon *x = at_lexicon_get(c->lex, "harms.tsv");
    h->what = at_lexicon_cell(x, row, "what");
    at_str level = at_lexicon_cell(x, row, "level");
    h->body = at_eq(level, AT_S("body"));
    h->weak = h->body || at_eq(level, AT_S("weak"));
    h->tok = tok;
    h->kind = kind;
    h->row = at_lexicon_ref(x, row, c->mem);
    return true;
}

static at_str two_words(at_str a, at_str b, char buf[64])
{
    if (a.n + b.n + 1 > 64)
        return (at_str){"", 0};
    memcpy(buf, a.p, a.n);
    buf[a.n] = ' ';
    memcpy(buf + a.n + 1, b.p, b.n);
    return (at_str){buf, a.n + b.n + 1};
}

static uint32_t pair_row(const at_ctx *c, const at_bases *verb, uint32_t with, const char *role)
{
    char buf[64];
    at_bases w;
    at__figure_bases(c, with, &w);
    for (unsigned i = 0; i < verb->n; i++)
        for (unsigned j = 0; j < w.n; j++) {
            uint32_t r = row_of(c, two_words(verb->of[i], w.of[j], buf), "verb", role);
            if (r != AT_NONE)
                return r;
        }
    return AT_NONE;
}

/* A verb with one of its dependents first ("shoot dead", "round up", "take hostage"), then alone. */
static uint32_t verb_row(const at_ctx *c, uint32_t v, const char *role)
{
    at_bases b;
    at__figure_bases(c, v, &b);
    for (int32_t d = tk(c, v)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
        const at_token *k = tk(c, (uint32_t)d);
        if (k->rel == AT_R_PUNCT || k->rel == AT_R_AUX || k->rel == AT_R_AUX_PASS || k->rel == AT_R_NSUBJ ||
            k->rel == AT_R_NSUBJ_PASS || k->rel == AT_R_CONJ)
            continue;
        uint32_t r = pair_row(c, &b, (uint32_t)d, role);
        for (int32_t e = k->child; r == AT_NONE && e >= 0; e = tk(c, (uint32_t)e)->next)
            r = pair_row(c, &b, (uint32_t)e, role); /* a word under another: "taken into police custody" */
        if (r != AT_NONE)
            return r;
    }
    return at__harm_row_for(c, v, "verb", role);
}

/* Participles that the tagger calls adjectives ("were wounded") and adjectives proper. */
uint32_t at__harm_adj_row(const at_ctx *c, uint32_t t)
{
    uint32_t r = row_of(c, tk(c, t)->lower, "adj", NULL);
    if (r == AT_NONE && tk(c, t)->upos != AT_NOUN)
        r = at__harm_row_for(c, t, "verb", "obj");
    return r;
}

bool at__figure_harm_word(const at_ctx *c, uint32_t n, at_harm *h)
{
    const at_token *t = tk(c, n);
    uint32_t r = AT_NONE;
    if (t->upos == AT_NOUN || t->upos == AT_PROPN)
        r = at__harm_row_for(c, n, "noun", NULL);
    if (r == AT_NONE && (t->upos == AT_NOUN || t->upos == AT_ADJ || t->upos == AT_VERB))
        r = row_of(c, t->lower, "adj", NULL);
    if (r == AT_NONE && t->upos == AT_VERB && at_ends(t->lower, AT_S("ed")))
        r = at__harm_row_for(c, n, "verb", "obj");
    return at__harm_take(c, h, r, n, AT_H_SELF);
}

uint32_t at__figure_group(const at_ctx *c, uint32_t n)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "groups.tsv");
    char buf[64];
    at_bases b;
    at__figure_bases(c, n, &b);
    for (int32_t d = tk(c, n)->child; d >= 0 && (uint32_t)d < n; d = tk(c, (uint32_t)d)->next)
        for (unsigned i = 0; i < b.n && tk(c, (uint32_t)d)->rel == AT_R_COMPOUND; i++) { /* "police officer", "asylum seeker" */
            uint32_t r = at_lexicon_row(x, two_words(tk(c, (uint32_t)d)->lower, b.of[i], buf));
            if (r != AT_NONE)
                return r;
        }
    for (unsigned i = 0; i < b.n; i++) {
        uint32_t r = at_lexicon_row(x, b.of[i]);
        if (r != AT_NONE)
            return r;
    }
    for (unsigned i = 0; i < b.n; i++) { /* "sub-commander", "ex-soldiers" */
        size_t hyphen = b.of[i].n;
        while (hyphen > 0 && b.of[i].p[hyphen - 1] != '-')
            hyphen--;
        uint32_t r = hyphen ? at_lexicon_row(x, at_sub(b.of[i], hyphen, b.of[i].n)) : AT_NONE;
        if (r != AT_NONE)
            return r;
    }
    return AT_NONE;
}

bool at__figure_personlike(const at_ctx *c, uint32_t n, bool by_ending)
{
    static const char *const ENDS[] = {"er",  "ers",   "or",    "ors", "ist", "ists", "ian",  "ians", "man",
                                       "men", "woman", "women", "ee",  "ees", "ant",  "ants", "ese",  NULL};
    const at_token *t = tk(c, n);
    if (t->upos == AT_PROPN || t->upos == AT_ADJ)
        return at_who_country(c, t->lower) != NULL || (t->name && c->an->names[t->name - 1].type == AT_N_NORP);
    if (at_who_country(c, t->lower))
        return true;
    const at_lexicon *x = at_lexicon_get(c->lex, "groups.tsv");
    at_bases b;
    at__figure_bases(c, n, &b);
    for (unsigned i = 0; i < b.n; i++)
        if (at_lexicon_row(x, b.of[i]) != AT_NONE)
            return false; /* the list knows it, as no person or as something else */
    for (size_t i = 0; by_ending && ENDS[i]; i++)
        if (t->lower.n > 4 && at_ends(t->lower, at_strz(ENDS[i])))
            return true;
    return t->name && c->an->names[t->name - 1].type == AT_N_NORP;
}

/* ---- the governor ---- */

bool at__harm_case_of(const at_ctx *c, uint32_t n, const char *const *words)
{
    for (int32_t d = tk(c, n)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
        const at_token *k = tk(c, (uint32_t)d);
        if (k->rel != AT_R_CASE && k->rel != AT_R_MARK)
            continue;
        for (size_t i = 0; words[i]; i++)
            if (at_eq(k->lower, at_strz(words[i])))
                return true;
    }
    return false;
}

static bool has_own(const at_ctx *c, uint32_t v)
{
    for (int32_t d = tk(c, v)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
        const at_token *k = tk(c, (uint32_t)d);
        if (k->upos == AT_NUM || k->rel == AT_R_NSUBJ || k->rel == AT_R_NSUBJ_PASS || k->rel == AT_R_OBJ)
            return true; /* the number of "and 73 injured" may hang there in other ways */
    }
    return false;
}

/* Verbs joined to v that have no subject or object of their own: "killed or wounded", "rounded up and shot". */
static int32_t next_shared(const at_ctx *c, uint32_t v, int32_t after)
{
    const at_analysis *an = c->an;
    for (int32_t d = after < 0 ? at_dep(an, v, AT_R_CONJ) : at_dep_next(an, after, AT_R_CONJ); d >= 0;
         d = at_dep_next(an, d, AT_R_CONJ))
        if (!has_own(c, (uint32_t)d))
            return d;
    return -1;
}

/* Two harms of one group: killed with injured is affected. */
static void join_harms(const at_ctx *c, at_harm *h, uint32_t v, const char *role)
{
    if (at_eq(h->what, AT_S("affected")))
        return;
    for (int32_t d = next_shared(c, v, -1); d >= 0; d = next_shared(c, v, d)) {
        at_harm o = {0};
        bool apart = (uint32_t)d > v + 3; /* "killed or wounded" stand together; in "killed and 20 wounded" a number parts them */
        for (uint32_t t = v + 1; t < (uint32_t)d && !apart; t++)
            apart = tk(c, t)->upos == AT_NUM;
        if (apart)
            break;
        if (!at__harm_take(c, &o, verb_row(c, (uint32_t)d, role), (uint32_t)d, h->kind) || o.weak)
            continue;
        bool kill = at_eq(h->what, AT_S("killed")) || at_eq(o.what, AT_S("killed"));
        bool hurt = at_eq(h->what, AT_S("injured")) || at_eq(o.what, AT_S("injured"));
        if (kill && hurt)
            h->what = AT_S("affected");
    }
}

/* "in intensive care", "in hospital", "in custody" as predicate or place */
static bool held_in(const at_ctx *c, uint32_t n, at_harm *h, uint32_t tok)
{
    static const struct {
        const char *word, *what;
    } tab[] = {{"hospital", "hospitalised"}, {"custody", "detained"},   {"prison", "detained"},
               {"jail", "detained"},         {"detention", "detained"}, {"captivity", "abducted"},
               {"exile", "displaced"},       {"icu", "intensive care"}, {"clinic", "hospitalised"}};
    const at_analysis *an = c->an;
    at_span s = at_noun_phrase(an, n);
    for (uint32_t t = s.beg; t < s.end; t++) {
        if (at_eq(tk(c, t)->lower, AT_S("intensive")) || at_eq(tk(c, t)->lower, AT_S("critical"))) {
            h->what = AT_S("intensive care");
            h->tok = tok;
            return true;
        }
        for (size_t i = 0; i < sizeof tab / sizeof *tab; i++)
            if (at__figure_form_of(tk(c, t)->lower, at_strz(tab[i].word))) {
                h->what = at_strz(tab[i].what);
                h->tok = tok;
                return true;
            }
    }
    return false;
}

static bool by_predicate(const at_ctx *c, uint32_t p, at_harm *h)
{
    static const char *const IN[] = {"in", "under", "at", NULL};
    if (at__harm_take(c, h, at__harm_adj_row(c, p), p, AT_H_SUBJ))
        return true;
    if (at__harm_case_of(c, p, IN) && held_in(c, p, h, p)) {
        h->kind = AT_H_SUBJ;
        return true;
    }
    if (tk(c, p)->upos == AT_NOUN && at__harm_take(c, h, at__harm_row_for(c, p, "noun", NULL), p, AT_H_SUBJ))
        return true;
    return false;
}

/* By the auxiliary too: the tagger may call a participle an adjective ("were critically injured"). */
static bool passive_of(const at_ctx *c, uint32_t v)
{
    return at_passive(c->an, v) || at_dep(c->an, v, AT_R_AUX_PASS) >= 0;
}

/* The counted are subject of verb v. */
static bool by_subject(const at_ctx *c, uint32_t v, bool passive, at_harm *h)
{
    const at_analysis *an = c->an;
    if (tk(c, v)->upos != AT_VERB && (tk(c, v)->upos == AT_ADJ || at_dep(an, v, AT_R_COP) >= 0))
        return by_predicate(c, v, h);
    const char *role = passive ? "obj" : "subj";
    if (at__harm_take(c, h, verb_row(c, v, role), v, AT_H_SUBJ)) {
        join_harms(c, h, v, role);
        if (!h->weak)
            return true;
    }
    at_harm weak = *h;
    for (int32_t d = at_dep(an, v, AT_R_XCOMP); d >= 0; d = at_dep_next(an, d, AT_R_XCOMP)) { /* "were found dead" */
        if (at__harm_take(c, h, at__harm_adj_row(c, (uint32_t)d), (uint32_t)d, AT_H_SUBJ) && !h->weak)
            return true;
        bool p = passive_of(c, (uint32_t)d);
        if (tk(c, (uint32_t)d)->upos == AT_VERB &&
            at__harm_take(c, h, verb_row(c, (uint32_t)d, p ? "obj" : "subj"), (uint32_t)d, AT_H_SUBJ)) {
            if (!h->weak)
                return true;
            if (!weak.what.n)
                weak = *h; /* "continue to face problems" */
        }
    }
    for (int32_t d = next_shared(c, v, -1); d >= 0; d = next_shared(c, v, d)) {
        bool p = passive_of(c, (uint32_t)d);
        if (at__harm_take(c, h, verb_row(c, (uint32_t)d, p ? "obj" : "subj"), (uint32_t)d, AT_H_SUBJ) && !h->weak)
            return true;
    }
    for (int32_t d = at_dep(an, v, AT_R_OBL); d >= 0; d = at_dep_next(an, d, AT_R_OBL)) /* "are being held in hospital" */
        if (held_in(c, (uint32_t)d, h, v)) {
            h->kind = AT_H_SUBJ;
            h->weak = false;
            return true;
        }
    *h = weak;
    if (!passive && !h->what.n && at__harm_row_for(c, v, "verb", "obj") != AT_NONE)
        h->kind = AT_H_DOER;
    return h->what.n > 0;
}

static bool by_object(const at_ctx *c, uint32_t v, at_harm *h)
{
    const at_analysis *an = c->an;
    if (at__harm_take(c, h, verb_row(c, v, "obj"), v, AT_H_OBJ)) {
        join_harms(c, h, v, "obj");
        if (!h->weak)
            return true;
    }
    at_harm weak = *h;
    for (int32_t d = at_dep(an, v, AT_R_XCOMP); d >= 0; d = at_dep_next(an, d, AT_R_XCOMP)) /* "left 13 dead" */
        if (at__harm_take(c, h, at__harm_adj_row(c, (uint32_t)d), (uint32_t)d, AT_H_OBJ) && !h->weak)
            return true;
    *h = weak;
    for (int32_t d = next_shared(c, v, -1); !h->what.n && d >= 0; d = next_shared(c, v, d)) { /* "identified and detained two men" */
        at_harm o = {0};
        if (at__harm_take(c, &o, verb_row(c, (uint32_t)d, "obj"), (uint32_t)d, AT_H_OBJ) && !o.weak)
            *h = o;
    }
    if (tk(c, v)->rel == AT_R_CONJ && tk(c, v)->head >= 0 &&
        at_dep(an, (uint32_t)tk(c, v)->head, AT_R_OBJ) < 0) { /* "arrested and charged a man" */
        at_harm first = {0};
        if (at__harm_take(c, &first, verb_row(c, (uint32_t)tk(c, v)->head, "obj"), (uint32_t)tk(c, v)->head, AT_H_OBJ) && !first.weak)
            *h = first;
    }
    return h->what.n > 0;
}

/* "the death of 13", "the bodies of 69 people" */
static bool by_noun(const at_ctx *c, uint32_t n, uint32_t head, at_harm *h)
{
    static const char *const OF[] = {"of", "among", "to", "for", "on", "against", NULL};
    if (!at__harm_case_of(c, n, OF))
        return false;
    return at__harm_take(c, h, at__harm_row_for(c, head, "noun", NULL), head, AT_H_NOUN);
}

/* ---- what modifies the counted noun ---- */

static bool by_modifier(const at_ctx *c, uint32_t n, at_harm *h)
{
    at_harm weak = {0};
    for (int32_t d = tk(c, n)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
        uint32_t u = (uint32_t)d;
        at_harm o = {0};
        bool ok = false;
        switch (tk(c, u)->rel) {
        case AT_R_AMOD:
            ok = at__harm_take(c, &o, at__harm_adj_row(c, u), u, AT_H_MOD);
            break;
        case AT_R_ACL:
            ok = at__harm_take(c, &o, verb_row(c, u, passive_of(c, u) || at_ends(tk(c, u)->lower, AT_S("ed")) ? "obj" : "subj"), u,
                      AT_H_MOD) ||
                 (tk(c, u)->upos == AT_ADJ && at__harm_take(c, &o, at__harm_adj_row(c, u), u, AT_H_MOD));
            break;
        case AT_R_ACL_RELCL:
            ok = at__harm_take(c, &o, verb_row(c, u, passive_of(c, u) ? "obj" : "subj"), u, AT_H_MOD) ||
                 (tk(c, u)->upos != AT_VERB && at__harm_take(c, &o, at__harm_adj_row(c, u), u, AT_H_MOD));
            break;
        case AT_R_NMOD:
            ok = (tk(c, n)->upos != AT_NOUN || at__figure_group(c, n) != AT_NONE || at__figure_personlike(c, n, true)) && held_in(c, u, &o, u); /* "a fight in prison" holds nobody */
            o.kind = AT_H_MOD;
            break;
        default:
            break;
        }
        if (ok && !o.weak) {
            *h = o;
            if (tk(c, u)->upos == AT_VERB)
                join_harms(c, h, u, "obj");
            return true;
        }
        if (ok && !weak.what.n)
            weak = o;
    }
    *h = weak;
    return weak.what.n > 0;
}

/* A word for those harmed: "the dead", "the victims", "those killed". */
static bool harmed(const at_ctx *c, uint32_t n, at_harm *h)
{
    uint32_t r = at__harm_adj_row(c, n);
    if (r == AT_NONE && tk(c, n)->upos == AT_NOUN)
        r = at__harm_row_for(c, n, "noun", NULL);
    return at__harm_take(c, h, r, n, AT_H_NOUN) || (tk(c, n)->upos == AT_PRON && by_modifier(c, n, h));
}

/* "Among the dead were 4 soldiers", "the dead include 4 soldiers" */
static bool among_them(const at_ctx *c, uint32_t n, at_harm *h)
{
    static const char *const AMONG[] = {"among", "amongst", NULL}, *const INCLUDE[] = {"include", "number", "comprise", NULL};
    uint32_t at = n;
    for (int k = 0; k < 3; k++) {
        if (at__harm_case_of(c, at, AMONG) && harmed(c, at, h)) {
            h->kind = AT_H_NOUN;
            return true; /* "among the dead" is the predicate */
        }
        for (int32_t d = tk(c, at)->child; d >= 0 && (uint32_t)d < n; d = tk(c, (uint32_t)d)->next)
            if ((tk(c, (uint32_t)d)->rel == AT_R_NMOD || tk(c, (uint32_t)d)->rel == AT_R_OBL) && at__harm_case_of(c, (uint32_t)d, AMONG) &&
                harmed(c, (uint32_t)d, h)) {
                h->kind = AT_H_NOUN;
                return true;
            }
        at_rel rel = (at_rel)tk(c, at)->rel;
        if (tk(c, at)->head < 0 || (rel != AT_R_NSUBJ && rel != AT_R_CONJ && rel != AT_R_ACL_RELCL && rel != AT_R_ACL))
            break;
        at = (uint32_t)tk(c, at)->head;
    }
    const at_token *t = tk(c, n);
    if (t->rel != AT_R_OBJ || t->head < 0)
        return false;
    for (size_t i = 0; INCLUDE[i]; i++)
        if (at__figure_form_of(tk(c, (uint32_t)t->head)->lower, at_strz(INCLUDE[i]))) {
            int32_t s = at_dep(c->an, (uint32_t)t->head, AT_R_NSUBJ);
            bool ok = s >= 0 && harmed(c, (uint32_t)s, h);
            h->kind = AT_H_NOUN;
            return ok;
        }
    return false;
}

/* "along with", "together with": a case or, by the tree, an adverb on the noun. */
static bool comitative(const at_ctx *c, uint32_t n)
{
    static const char *const WITH[] = {"including", "along", "alongside", "plus", "besides", NULL};
    if (at__harm_case_of(c, n, WITH))
        return true;
    for (int32_t d = tk(c, n)->child; d >= 0 && (uint32_t)d < n; d = tk(c, (uint32_t)d)->next)
        if (tk(c, (uint32_t)d)->rel == AT_R_ADVMOD &&
            (at_eq(tk(c, (uint32_t)d)->lower, AT_S("along")) || at_eq(tk(c, (uint32_t)d)->lower, AT_S("together"))))
            return true;
    return false;
}

static bool by_governor(const at_ctx *c, uint32_t n, at_harm *h)
{
    static const char *const PART[] = {"including", "among", "of", "along", "alongside", "plus", "besides", NULL};
    uint32_t t = n;
    for (int k = 0; k < 6; k++) {
        const at_token *x = tk(c, t);
        if (x->head < 0)
            return false;
        uint32_t head = (uint32_t)x->head;
        switch (x->rel) {
        case AT_R_NSUBJ:
            return by_subject(c, head, passive_of(c, head), h);
        case AT_R_NSUBJ_PASS:
            return by_subject(c, head, true, h);
        case AT_R_OBJ:
        case AT_R_IOBJ:
            return by_object(c, head, h) || at__harm_by_toll(c, t, head, h);
        case AT_R_OBL:
            if (at__harm_by_toll(c, t, head, h))
                return true;
            if (!comitative(c, t) || tk(c, head)->upos != AT_VERB)
                return false;
            if (!passive_of(c, head) && at_dep(c->an, head, AT_R_OBJ) >= 0)
                return by_object(c, head, h);                   /* "detained him along with two of his associates" */
            return by_subject(c, head, passive_of(c, head), h); /* "X, along with 10 others, was arrested" */
        case AT_R_OBL_AGENT:
            h->kind = AT_H_DOER;
            return false;
        case AT_R_NMOD:
        case AT_R_NMOD_POSS:
        case AT_R_COMPOUND:
            if (x->rel == AT_R_NMOD && by_noun(c, t, head, h))
                return true;
            if (x->rel != AT_R_NMOD && at__harm_take(c, h, at__harm_row_for(c, head, "noun", NULL), head, AT_H_NOUN))
                return true;
            if (x->rel != AT_R_NMOD || !at__harm_case_of(c, t, PART))
                return false;
            if (by_modifier(c, head, h) && !h->weak)
                return true;
            break;
        case AT_R_CONJ:
        case AT_R_APPOS:
        case AT_R_NUMMOD:
        case AT_R_DEP:
        case AT_R_LIST:
        case AT_R_AMOD:
        case AT_R_DET:
            if (tk(c, head)->upos == AT_VERB && x->rel == AT_R_CONJ)
                return false;
            if (x->rel == AT_R_CONJ && at_dep(c->an, head, AT_R_NMOD) >= 0 && (uint32_t)at_dep(c->an, head, AT_R_NMOD) < t &&
                by_noun(c, (uint32_t)at_dep(c->an, head, AT_R_NMOD), head, h))
                return true; /* "the murder of 6 soldiers and 1 policeman" read as murder and policeman */
            break;
        case AT_R_XCOMP:
        case AT_R_CCOMP:
        case AT_R_PARATAXIS:
        case AT_R_ADVCL:
        default:
            return false;
        }
        t = head;
    }
    return false;
}

at_harm at__figure_harm(const at_ctx *c, uint32_t n)
{
    at_harm h = {0}, m = {0};
    bool group = at__figure_group(c, n) != AT_NONE && row_of(c, tk(c, n)->lower, "adj", NULL) == AT_NONE;
    if (!group && at__figure_harm_word(c, n, &h))
        return h;
    if (tk(c, n)->rel != AT_R_OBL && among_them(c, n, &h))
        return h;
    bool gov = by_governor(c, n, &h);
    if (gov && !h.weak)
        return h;
    bool mod = by_modifier(c, n, &m);
    if (mod && (!m.weak || !gov)) {
        if (m.kind && h.kind == AT_H_DOER && m.weak)
            m.kind = AT_H_DOER;
        return m;
    }
    if (gov)
        return h;
    uint32_t next = n + 1; /* "and 18 others were injured", where the tree hangs the noun elsewhere */
    if (h.kind != AT_H_DOER && next < c->an->sents[tk(c, n)->sent].end && tk(c, next)->upos == AT_AUX &&
        tk(c, next)->head > (int32_t)next &&
        by_subject(c, (uint32_t)tk(c, next)->head, passive_of(c, (uint32_t)tk(c, next)->head), &m) && !m.weak)
        return m;
    m = (at_harm){0};
    if (at__figure_harm_word(c, n, &m))
        return m;
    if (!h.what.n && !h.again && at__harm_verb_left_out(c, n)) {
        h.again = true;
        h.tok = (uint32_t)tk(c, n)->head;
    }
    return h;
}

void at__figure_harm_before(const at_ctx *c, uint32_t verb, at_harm *h)
{
    if (tk(c, verb)->upos != AT_VERB || (h->tok == verb && h->what.n) || at_dep(c->an, verb, AT_R_AUX_PASS) >= 0)
        return;
    at_harm o = {0};
    if (at__harm_take(c, &o, at__harm_row_for(c, verb, "verb", "obj"), verb, AT_H_OBJ) && !o.weak)
        *h = o;
}

void at__figure_harm_after(const at_ctx *c, uint32_t verb, at_harm *h)
{
    const at_token *t = tk(c, verb);
    if (t->upos == AT_ADJ) { /* "with 5 people dead and 10 missing" */
        uint32_t r = row_of(c, t->lower, "adj", NULL);
        at_harm a = {0};
        if ((h->weak || h->kind != AT_H_OBJ) && at__harm_take(c, &a, r, verb, AT_H_MOD) && !a.weak)
            *h = a;
        return;
    }
    if (t->upos != AT_VERB || h->tok == verb || !at_ends(t->lower, AT_S("ed")) || at_dep(c->an, verb, AT_R_OBJ) >= 0 ||
        at_dep(c->an, verb, AT_R_AUX) >= 0)
        return;
    at_harm o = {0};
    if (at__harm_take(c, &o, at__harm_row_for(c, verb, "verb", "obj"), verb, AT_H_SUBJ) && !o.weak)
        *h = o;
}
