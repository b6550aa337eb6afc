#include "find/event_clause.h"

#include "base/str.h"
#include "find/event.h"

enum {
    AT__PHRASE = 60, /* tokens of one argument that a clause quotes at most */
    AT__LIST = 25,   /* longer lists are cut after their first member */
    AT__APART = 20,  /* a subject further before its verb (an apposition between) is left out */
};

/* Last token (exclusive) of an argument without its relative clauses, appositions and what follows a comma. */
static uint32_t arg_end(const at_analysis *an, uint32_t tok)
{
    at_span all = at_subtree(an, tok);
    uint32_t end = all.end;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if ((uint32_t)d < tok)
            continue;
        bool whole = an->tokens[tok].upos == AT_PRON || an->tokens[tok].upos == AT_DET; /* "what he called ...", "those who ..." */
        bool late = (t->rel == AT_R_ACL_RELCL && !whole) || t->rel == AT_R_APPOS || t->rel == AT_R_PARATAXIS || t->rel == AT_R_LIST;
        if (late) {
            at_span s = at_subtree(an, (uint32_t)d);
            if (s.beg < end && s.beg > tok)
                end = s.beg;
        }
    }
    for (int32_t d = an->tokens[tok].child; end > tok + AT__LIST && d >= 0; d = an->tokens[d].next) /* a long list: its first member says it */
        if (an->tokens[d].rel == AT_R_CONJ && (uint32_t)d > tok)
            end = at_subtree(an, (uint32_t)d).beg;
    while (end > tok + 1 && (an->tokens[end - 1].upos == AT_PUNCT || an->tokens[end - 1].upos == AT_CCONJ))
        end--;
    return end < tok + AT__PHRASE ? end : tok + AT__PHRASE;
}

/* First token of the noun phrase; a dateline, list number or bracket before it stays outside ("CITY (Agency) -- Police ..."). */
static uint32_t arg_beg(const at_analysis *an, uint32_t tok)
{
    uint32_t beg = at_noun_phrase(an, tok).beg;
    if (tok - beg > AT__PHRASE)
        beg = tok - AT__PHRASE;
    for (uint32_t i = tok; i > beg; i--) {
        at_str w = an->tokens[i - 1].form;
        if (at_eq(w, AT_S("\xe2\x80\x94")) || at_eq(w, AT_S("\xe2\x80\x93")) || at_eq(w, AT_S("--")) || at_eq(w, AT_S("]")) || at_eq(w, AT_S(":")) || at_eq(w, AT_S(")")))
            return i;
    }
    return beg;
}

/* "accused X of bombing", "barred from leaving": a gerund that is an argument, not one of time or manner. */
static bool gerund_argument(const at_analysis *an, uint32_t clause)
{
    for (int32_t d = an->tokens[clause].child; d >= 0 && (uint32_t)d < clause; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_MARK)
            return at_eq(t->lower, AT_S("of")) || at_eq(t->lower, AT_S("from")) || at_eq(t->lower, AT_S("for")) || at_eq(t->lower, AT_S("with"));
    }
    return false;
}

static bool quoted_dep(const at_analysis *an, uint32_t d)
{
    switch (an->tokens[d].rel) {
    case AT_R_OBJ: case AT_R_IOBJ: case AT_R_OBL: case AT_R_OBL_AGENT: case AT_R_OBL_UNMARKED: case AT_R_XCOMP: case AT_R_COMPOUND_PRT: case AT_R_ADVMOD:
    case AT_R_CCOMP: case AT_R_NMOD: case AT_R_EXPL: case AT_R_NSUBJ:
        return true;
    case AT_R_ADVCL:
        return gerund_argument(an, d);
    default:
        return false;
    }
}

static bool clausal(uint8_t rel)
{
    return rel == AT_R_XCOMP || rel == AT_R_CCOMP || rel == AT_R_ADVCL;
}

static uint32_t verb_end(const at_analysis *an, uint32_t v, int depth)
{
    uint32_t end = v + 1;
    bool comma = false, cut = false;
    for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if ((uint32_t)d < v)
            continue;
        if (t->rel == AT_R_PUNCT && at_eq(t->form, AT_S(",")))
            comma = true; /* what follows a comma is told on its own */
        if (!quoted_dep(an, (uint32_t)d) || ((comma || cut) && end > v + 1 && t->rel != AT_R_OBJ && t->rel != AT_R_XCOMP))
            continue;
        uint32_t e = clausal(t->rel) && depth < 4 ? verb_end(an, (uint32_t)d, depth + 1) : arg_end(an, (uint32_t)d);
        if (!clausal(t->rel))
            cut |= at_subtree(an, (uint32_t)d).end > e + 2; /* "met X, the son of ..., in Paris" ends at X */
        if (e > end)
            end = e;
    }
    return end;
}

/* Where the verbs of "arrested and jailed X" share what follows, the clause reaches to its end. */
static uint32_t shared_end(const at_analysis *an, uint32_t v, uint32_t end)
{
    if (at_dep(an, v, AT_R_OBJ) >= 0 || end > v + 1)
        return end;
    for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_CONJ && an->tokens[d].upos == AT_VERB && (uint32_t)d <= v + 4 && (uint32_t)d > v && at_dep(an, (uint32_t)d, AT_R_NSUBJ) < 0)
            return verb_end(an, (uint32_t)d, 0);
    return end;
}

/* First token: the subject, the noun that the clause modifies, else the verb with its auxiliaries. */
static uint32_t verb_beg(const at_analysis *an, uint32_t v)
{
    static const at_rel subj[] = {AT_R_NSUBJ, AT_R_NSUBJ_PASS, AT_R_CSUBJ};
    for (size_t i = 0; i < sizeof subj / sizeof *subj; i++) {
        int32_t d = at_dep(an, v, subj[i]);
        if (d >= 0 && (uint32_t)d < v && v - (uint32_t)d < AT__APART)
            return arg_beg(an, (uint32_t)d);
    }
    const at_token *t = &an->tokens[v];
    if (t->rel == AT_R_CONJ && t->head >= 0 && (uint32_t)t->head < v && v - (uint32_t)t->head <= 3 && an->tokens[t->head].upos == AT_VERB &&
        an->tokens[t->head].rel != AT_R_CONJ && at_dep(an, (uint32_t)t->head, AT_R_OBJ) < 0)
        return verb_beg(an, (uint32_t)t->head); /* "who was arrested and released" */
    if (t->rel == AT_R_ACL && t->head >= 0 && (uint32_t)t->head < v && v - (uint32_t)t->head < 12 && at_dep(an, v, AT_R_MARK) < 0)
        return arg_beg(an, (uint32_t)t->head);
    uint32_t beg = v;
    for (int32_t d = t->child; d >= 0 && (uint32_t)d < v; d = an->tokens[d].next) {
        uint8_t r = an->tokens[d].rel;
        if ((r == AT_R_AUX || r == AT_R_AUX_PASS || r == AT_R_ADVMOD || r == AT_R_COP || r == AT_R_EXPL || (r == AT_R_MARK && an->tokens[d].upos == AT_PART)) && (uint32_t)d < beg && v - (uint32_t)d < 6)
            beg = (uint32_t)d;
    }
    return beg;
}

at_span at__clause_verb(const at_analysis *an, uint32_t v)
{
    return (at_span){verb_beg(an, v), shared_end(an, v, verb_end(an, v, 0))};
}

at_span at__clause_speech(const at_analysis *an, uint32_t v)
{
    at_span s = at__clause_verb(an, v);
    for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next) {
        int32_t to = an->tokens[d].rel == AT_R_ADVCL && (uint32_t)d > v ? at_dep(an, (uint32_t)d, AT_R_MARK) : -1;
        if (to >= 0 && at_eq(an->tokens[to].lower, AT_S("to")) && (uint32_t)to <= s.end + 1) {
            uint32_t e = verb_end(an, (uint32_t)d, 1);
            if (e > s.end)
                s.end = e;
        }
    }
    return s;
}

at_span at__clause_noun(const at_analysis *an, uint32_t n)
{
    at_span s = {arg_beg(an, n), n + 1};
    for (int32_t d = an->tokens[n].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if ((uint32_t)d < n || (t->rel != AT_R_NMOD && t->rel != AT_R_ACL && t->rel != AT_R_ACL_RELCL && t->rel != AT_R_OBL && t->rel != AT_R_NMOD_UNMARKED && t->rel != AT_R_NMOD_DESC))
            continue;
        uint32_t e = t->rel == AT_R_ACL_RELCL || t->rel == AT_R_ACL ? verb_end(an, (uint32_t)d, 0) : arg_end(an, (uint32_t)d);
        if (e > s.end)
            s.end = e;
    }
    return s;
}

at_span at__clause_bytes(const at_analysis *an, at_span s)
{
    /* quotation marks at the edges stay outside (GUIDE: outer quotation marks are left out) */
    while (s.end > s.beg + 1 && an->tokens[s.end - 1].upos == AT_PUNCT)
        s.end--;
    while (s.beg + 1 < s.end && an->tokens[s.beg].upos == AT_PUNCT)
        s.beg++;
    return at_bytes(an, s.beg, s.end);
}

at_span at_event_clause(const at_ctx *c, uint32_t tok)
{
    uint8_t u = c->an->tokens[tok].upos;
    bool verb = u == AT_VERB || u == AT_AUX || at_dep(c->an, tok, AT_R_NSUBJ) >= 0 || at_dep(c->an, tok, AT_R_COP) >= 0;
    return at__clause_bytes(c->an, verb ? at__clause_verb(c->an, tok) : at__clause_noun(c->an, tok));
}
