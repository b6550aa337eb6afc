#include "text/analysis.h"

#define NAME(tab, i) ((size_t)(i) < sizeof(tab) / sizeof *(tab) ? (tab)[i] : (tab)[0])

static const char *const UPOS[] = {"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT",
                                   "SCONJ", "SYM", "VERB"};
static const char *const RELS[] = {
    "dep", "root", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "advmod:emph", "amod", "appos", "aux", "aux:pass", "case", "cc",
    "cc:preconj", "ccomp", "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "det", "det:predet", "discourse",
    "dislocated", "expl", "fixed", "flat", "flat:foreign", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss",
    "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis",
    "punct", "reparandum", "vocative", "xcomp"};
static const char *const ROLES[] = {"",         "ARG0",     "ARG1",     "ARG2",     "ARG3",     "ARG4",     "ARGA",     "ARGM-ADJ", "ARGM-ADV",
                                    "ARGM-CAU", "ARGM-COM", "ARGM-CXN", "ARGM-DIR", "ARGM-DIS", "ARGM-EXT", "ARGM-GOL", "ARGM-LOC", "ARGM-LVB",
                                    "ARGM-MNR", "ARGM-MOD", "ARGM-NEG", "ARGM-PRD", "ARGM-PRP", "ARGM-PRR", "ARGM-REC", "ARGM-TMP"};
static const char *const TYPES[] = {NULL,     "AGREE",  "CONSULT",  "SUPPORT", "CONCEDE",  "COOPERATE", "AID",    "RETREAT", "REQUEST",
                                    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE",  "COERCE", "ASSAULT"};

const char *at_upos_name(at_upos u)
{
    return NAME(UPOS, u);
}

const char *at_rel_name(at_rel r)
{
    return NAME(RELS, r);
}

const char *at_role_name(at_role r)
{
    return NAME(ROLES, r);
}

const char *at_event_type_name(at_event_type t)
{
    return NAME(TYPES, t);
}

at_event_type at_event_type_of(at_str name)
{
    for (size_t i = 1; name.n && i < sizeof TYPES / sizeof *TYPES; i++) /* asked often: lengths are counted of likely names only */
        if (TYPES[i][0] == name.p[0] && at_eq(name, at_strz(TYPES[i])))
            return (at_event_type)i;
    return AT_NOEVENT;
}

int32_t at_dep(const at_analysis *an, uint32_t tok, at_rel rel)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == rel)
            return d;
    return -1;
}

int32_t at_dep_next(const at_analysis *an, int32_t child, at_rel rel)
{
    for (int32_t d = an->tokens[child].next; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == rel)
            return d;
    return -1;
}

int32_t at_dep_lemma(const at_analysis *an, uint32_t tok, at_str lemma)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (at_eq(an->tokens[d].lemma, lemma))
            return d;
    return -1;
}

static void widen(const at_analysis *an, uint32_t tok, at_span *s, int depth)
{
    if (tok < s->beg)
        s->beg = tok;
    if (tok + 1 > s->end)
        s->end = tok + 1;
    for (int32_t d = an->tokens[tok].child; d >= 0 && depth < 200; d = an->tokens[d].next)
        widen(an, (uint32_t)d, s, depth + 1);
}

bool at_has_case(const at_analysis *an, uint32_t tok, at_str word)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_CASE && at_eq(an->tokens[d].lower, word))
            return true;
    return false;
}

at_span at_subtree(const at_analysis *an, uint32_t tok)
{
    at_span s = {tok, tok + 1};
    widen(an, tok, &s, 0);
    return s;
}

bool at_under(const at_analysis *an, uint32_t tok, uint32_t above)
{
    for (int32_t t = (int32_t)tok, k = 0; t >= 0 && k < 400; t = an->tokens[t].head, k++)
        if ((uint32_t)t == above)
            return true;
    return false;
}

at_span at_bytes(const at_analysis *an, uint32_t beg, uint32_t end)
{
    if (beg >= end)
        return (at_span){0, 0};
    return (at_span){an->tokens[beg].span.beg, an->tokens[end - 1].span.end};
}

at_str at_words(const at_analysis *an, uint32_t beg, uint32_t end)
{
    at_span b = at_bytes(an, beg, end);
    return at_sub(an->text, b.beg, b.end);
}

const at_arg *at_arg_of(const at_analysis *an, uint32_t tok, at_role role)
{
    if (!an->tokens[tok].pred)
        return NULL;
    const at_pred *p = &an->preds[an->tokens[tok].pred - 1];
    for (uint32_t i = p->arg_beg; i < p->arg_end; i++)
        if (an->args[i].role == role && !an->args[i].reference && !an->args[i].continuation)
            return &an->args[i];
    return NULL;
}

const at_tags *at_tags_of(const at_analysis *an, const char *name)
{
    for (uint32_t i = 0; i < an->ntags; i++)
        if (at_eq(an->tags[i].name, at_strz(name)))
            return &an->tags[i];
    return NULL;
}

bool at_passive(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    if (t->upos != AT_VERB)
        return false;
    if (at_dep(an, tok, AT_R_AUX_PASS) >= 0 || at_dep(an, tok, AT_R_NSUBJ_PASS) >= 0 || at_dep(an, tok, AT_R_CSUBJ_PASS) >= 0)
        return true;
    if (!(t->feats & AT_F_PART) || !(t->feats & (AT_F_PAST | AT_F_PASS)) || at_dep(an, tok, AT_R_AUX) >= 0)
        return false;
    if (t->rel == AT_R_CONJ && t->head >= 0 && an->tokens[t->head].upos == AT_VERB)
        return at_dep(an, tok, AT_R_NSUBJ) < 0 && at_passive(an, (uint32_t)t->head);
    return (t->rel == AT_R_ACL || t->rel == AT_R_AMOD || t->rel == AT_R_ADVCL || t->rel == AT_R_XCOMP) && at_dep(an, tok, AT_R_NSUBJ) < 0;
}

bool at_negated(const at_analysis *an, uint32_t tok)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_CONJ)
            break;
        if ((t->rel == AT_R_ADVMOD || t->rel == AT_R_DET || t->rel == AT_R_MARK || t->rel == AT_R_CC) &&
            (at_eq(t->lower, AT_S("not")) || at_eq(t->lower, AT_S("n't")) || at_eq(t->lower, AT_S("never")) || at_eq(t->lower, AT_S("no")) ||
             at_eq(t->lower, AT_S("without")) || at_eq(t->lower, AT_S("nor")) || at_eq(t->lower, AT_S("neither"))))
            return true;
    }
    return false;
}

int32_t at_subject(const at_analysis *an, uint32_t tok)
{
    for (int k = 0; k < 8; k++) {
        const at_token *t = &an->tokens[tok];
        static const at_rel subj[] = {AT_R_NSUBJ, AT_R_NSUBJ_PASS, AT_R_CSUBJ, AT_R_CSUBJ_PASS, AT_R_NSUBJ_OUTER};
        for (size_t i = 0; i < sizeof subj / sizeof *subj; i++) {
            int32_t d = at_dep(an, tok, subj[i]);
            if (d >= 0)
                return d;
        }
        if (t->head < 0)
            return -1;
        if (t->rel == AT_R_ACL || t->rel == AT_R_ACL_RELCL)
            return t->head;
        if (t->rel == AT_R_XCOMP) { /* object control: "urged Russia to withdraw" */
            int32_t o = at_dep(an, (uint32_t)t->head, AT_R_OBJ);
            if (o >= 0)
                return o;
        } else if (t->rel != AT_R_CONJ && t->rel != AT_R_ADVCL) {
            return -1;
        }
        tok = (uint32_t)t->head;
    }
    return -1;
}

at_span at_noun_phrase(const at_analysis *an, uint32_t tok)
{
    at_span s = {tok, tok + 1};
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        bool before = (uint32_t)d < tok;
        switch (t->rel) {
        case AT_R_CASE: case AT_R_PUNCT: case AT_R_CC: case AT_R_CC_PRECONJ: case AT_R_CONJ: case AT_R_APPOS: case AT_R_ACL_RELCL: case AT_R_ACL:
        case AT_R_COP: case AT_R_NSUBJ: case AT_R_NSUBJ_OUTER: case AT_R_AUX: case AT_R_MARK: case AT_R_ADVCL: case AT_R_PARATAXIS: case AT_R_DEP:
        case AT_R_OBL: case AT_R_OBL_UNMARKED: case AT_R_CCOMP: case AT_R_XCOMP: case AT_R_ORPHAN: case AT_R_LIST: case AT_R_DISCOURSE:
            continue;
        case AT_R_ADVMOD: case AT_R_ADVMOD_EMPH:
            if (!before)
                continue;
            break;
        default:
            break;
        }
        at_span u = at_subtree(an, (uint32_t)d);
        if (u.beg < s.beg)
            s.beg = u.beg;
        if (u.end > s.end)
            s.end = u.end;
    }
    return s;
}
