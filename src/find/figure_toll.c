/*
 * figure_toll.c: counts behind a word for a sum ("the death toll rose to 13", "put turnout at 900") and counts that leave out what
 * the figure before told ("police put the number at 20", "police said 20 were").
 */
#include "find/figure_harm_own.h"

#include "find/figure_base.h"

static const at_token *tk(const at_ctx *c, uint32_t t)
{
    return &c->an->tokens[t];
}

/* Is one of the words a base of the form, by regular endings alone? */
static bool form_of_any(at_str form, const char *const *words)
{
    for (; *words; words++)
        if (at__figure_form_of(form, at_strz(*words)))
            return true;
    return false;
}

static bool has_subject(const at_ctx *c, uint32_t v)
{
    return at_dep(c->an, v, AT_R_NSUBJ) >= 0 || at_dep(c->an, v, AT_R_NSUBJ_PASS) >= 0;
}

/* What a word for a sum sums up, from the words under it ("the number of people killed", "the death toll", "turnout"). */
static uint32_t toll_row(const at_ctx *c, uint32_t d, bool toll)
{
    static const char *const PRESENT[] = {"turnout", "crowd", "attendance", NULL}; /* they sum up themselves */
    if (form_of_any(tk(c, d)->lower, PRESENT))
        return at__harm_row_for(c, d, "noun", NULL);
    at_span s = at_subtree(c->an, d);
    for (uint32_t t = s.beg; t < s.end && t < s.beg + 20; t++) {
        uint32_t r = at__harm_row_for(c, t, "noun", NULL);
        if (r == AT_NONE || at__figure_form_of(tk(c, t)->lower, AT_S("toll"))) {
            uint32_t adj = at__harm_adj_row(c, t);
            r = t == d && !toll ? AT_NONE : adj != AT_NONE ? adj : r;
        }
        if (r != AT_NONE)
            return r;
    }
    return AT_NONE;
}

/* Does the word stand for a sum told before, with nothing under it that says of what: "the number", "that figure"? */
static bool bare_sum(const at_ctx *c, uint32_t d)
{
    static const char *const SUM[] = {"number", "figure", "total", "tally", "count", NULL};
    return form_of_any(tk(c, d)->lower, SUM) && tk(c, d)->upos == AT_NOUN && at_dep(c->an, d, AT_R_NMOD) < 0 && at_dep(c->an, d, AT_R_COMPOUND) < 0 && at_dep(c->an, d, AT_R_DET) >= 0;
}

/* "the death toll rose to 13", "brought to 36 the number of people killed", "put turnout at 900", "stood at 45 and rose to 61" */
bool at__harm_by_toll(const at_ctx *c, uint32_t n, uint32_t v, at_harm *h)
{
    static const char *const TO[] = {"to", "at", NULL};
    static const char *const TOLL[] = {"toll", "number", "total", "tally", "count", "figure", "death", "turnout", "crowd", "attendance", NULL};
    const at_analysis *an = c->an;
    if (tk(c, n)->rel == AT_R_OBL && !at__harm_case_of(c, n, TO))
        return false;
    for (int hop = 0; hop < 3; hop++) {
        for (int32_t d = tk(c, v)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
            const at_token *k = tk(c, (uint32_t)d);
            if ((uint32_t)d == n || !form_of_any(k->lower, TOLL))
                continue;
            h->toll = at__harm_take(c, h, toll_row(c, (uint32_t)d, at__figure_form_of(k->lower, AT_S("toll"))), (uint32_t)d, AT_H_NOUN);
            h->again = !h->toll && tk(c, n)->rel == AT_R_OBL && bare_sum(c, (uint32_t)d);
            if (h->again)
                h->tok = (uint32_t)d;
            if (h->toll || h->again)
                return h->toll;
        }
        if (tk(c, v)->rel != AT_R_CONJ || tk(c, v)->head < 0 || at_subject(an, v) < 0 || has_subject(c, v))
            return false; /* a subject of its own: another clause */
        v = (uint32_t)tk(c, v)->head;
    }
    return false;
}

/* "police said 20 were", "only three did": the verb told before is left out. */
bool at__harm_verb_left_out(const at_ctx *c, uint32_t n)
{
    static const char *const LEFT[] = {"did", "do", "were", "was", "are", "had", "have", NULL};
    const at_token *t = tk(c, n);
    if ((t->rel != AT_R_NSUBJ && t->rel != AT_R_NSUBJ_PASS) || t->head <= (int32_t)n)
        return false;
    bool left = at_one_of(tk(c, (uint32_t)t->head)->lower, LEFT);
    for (int32_t d = tk(c, (uint32_t)t->head)->child; d >= 0; d = tk(c, (uint32_t)d)->next)
        left &= d < t->head || tk(c, (uint32_t)d)->upos == AT_PUNCT || tk(c, (uint32_t)d)->rel == AT_R_CONJ;
    return left;
}
