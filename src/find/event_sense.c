#include "find/event_sense.h"

#include "base/str.h"
#include "find/figure_harm.h"

enum {
    AT__NEAR = 40,   /* tokens on both sides that "sent=" looks at */
    AT__NESTED = 4,  /* depth of conditions that ask for the sense of a complement */
    AT__LONGEST = 5, /* words of a compound in event_nouns.tsv */
};

static bool near_word(at__ev *ev, uint32_t tok, at_str list)
{
    const at_sentence *s = &ev->an->sents[ev->an->tokens[tok].sent];
    uint32_t beg = tok > s->beg + AT__NEAR ? tok - AT__NEAR : s->beg, end = tok + AT__NEAR < s->end ? tok + AT__NEAR : s->end;
    for (uint32_t i = beg; i < end; i++)
        if (i != tok && at__ev_in(ev, i, list))
            return true;
    return false;
}

/* A particle: compound:prt, an adverb or resultative of the verb, or the first of two case words ("out of"). */
static bool particle(at__ev *ev, const at__frame *f, at_str list)
{
    const at_analysis *an = ev->an;
    bool none = at_eq(list, AT_S("-"));
    for (int32_t d = an->tokens[f->tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (none) {
            if (t->rel == AT_R_COMPOUND_PRT)
                return false;
            continue;
        }
        if ((t->rel == AT_R_COMPOUND_PRT || t->rel == AT_R_ADVMOD || t->rel == AT_R_XCOMP || (uint32_t)d == f->tok + 1) && at_in_list(list, '|', t->lower))
            return true;
        if (t->rel == AT_R_OBL || t->rel == AT_R_ADVCL)
            for (int32_t e = t->child; e >= 0 && e < d; e = an->tokens[e].next)
                if ((an->tokens[e].rel == AT_R_CASE || an->tokens[e].rel == AT_R_ADVMOD) && (uint32_t)e == f->tok + 1 && at_in_list(list, '|', an->tokens[e].lower))
                    return true;
    }
    return none;
}

static bool adverb(at__ev *ev, const at__frame *f, at_str list)
{
    for (int32_t d = ev->an->tokens[f->tok].child; d >= 0; d = ev->an->tokens[d].next)
        if ((ev->an->tokens[d].rel == AT_R_ADVMOD || ev->an->tokens[d].rel == AT_R_OBL || ev->an->tokens[d].rel == AT_R_XCOMP) &&
            at_in_list(list, '|', ev->an->tokens[d].lower))
            return true;
    return false;
}

/* The content of a clause as a class: hostile, accusable (an act that one may be charged with), actable. */
static bool content(at__ev *ev, uint32_t clause, at_str cls)
{
    if (ev->depth >= AT__NESTED)
        return false;
    ev->depth++;
    const at__sense *s = at__sense_verb(ev, clause);
    at_event_type type = s->row == AT_NONE ? AT_NOEVENT : s->type;
    ev->depth--;
    if (at_eq(cls, AT_S("actable")))
        return true;
    if (type == AT_ASSAULT || type == AT_COERCE || type == AT_SANCTION || type == AT_MOBILIZE || (type == AT_PROTEST && at_eq(cls, AT_S("hostile"))))
        return true;
    if (at_eq(cls, AT_S("accusable")))
        return type == AT_REJECT;
    static const char *const classes[] = {"c-violence", "c-arrest", "c-expel", "c-territory"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (at__ev_class(ev, clause, at_strz(classes[i])))
            return true;
    return false;
}

static bool clause_in(at__ev *ev, uint32_t tok, at_str list)
{
    at_str one, rest = list;
    while (at_cut(&rest, '|', &one))
        if (at_eq(one, AT_S("@hostile")) || at_eq(one, AT_S("@accusable")) || at_eq(one, AT_S("@actable"))) {
            if (content(ev, tok, at_sub(one, 1, one.n)))
                return true;
        }
    return at__ev_in(ev, tok, list);
}

static bool any_argument(at__ev *ev, const at__frame *f, at_str list)
{
    if ((f->subj >= 0 && at__ev_in(ev, (uint32_t)f->subj, list)) || (f->obj >= 0 && at__ev_in(ev, (uint32_t)f->obj, list)))
        return true;
    for (uint32_t i = 0; i < f->nobl; i++)
        if (at__ev_in(ev, (uint32_t)f->obl[i].tok, list))
            return true;
    return false;
}

/* "obl:on|upon" or "obl:on|upon=street|@place": score, or -1. */
static int oblique(at__ev *ev, const at__frame *f, at_str preps, at_str list, bool object)
{
    for (uint32_t i = 0; i < f->nobl; i++)
        if (at_in_list(preps, '|', f->obl[i].prep)) {
            if (!list.n)
                return 1;
            if (at__ev_in(ev, (uint32_t)f->obl[i].tok, list))
                return 2;
        }
    /* attached to the object instead: "fired shots at police" */
    at_str one;
    while (object && f->obj >= 0 && at_cut(&preps, '|', &one)) {
        int32_t d = at__noun_dep(ev->an, (uint32_t)f->obj, one);
        if (d >= 0 && (!list.n || at__ev_in(ev, (uint32_t)d, list)))
            return 1;
    }
    return -1;
}

static int advcl(at__ev *ev, const at__frame *f, at_str list, bool prep)
{
    for (int32_t d = ev->an->tokens[f->tok].child; d >= 0; d = ev->an->tokens[d].next)
        if (ev->an->tokens[d].rel == AT_R_ADVCL && (prep ? at_in_list(list, '|', at__prep_of(ev->an, (uint32_t)d)) : at__ev_in(ev, (uint32_t)d, list)))
            return 1;
    return -1;
}

/* Is the noun, or what it counts ("dozens of homes"), or what it is for ("an aid program") in the list? */
static bool noun_in(at__ev *ev, uint32_t tok, at_str list)
{
    if (at__ev_in(ev, tok, list))
        return true;
    if (ev->an->tokens[tok].upos == AT_NUM || at__ev_word_class(ev, ev->lemma[tok], AT_S("quantity")) || at__ev_word_class(ev, ev->lemma[tok], AT_S("person"))) {
        int32_t of = at__noun_dep(ev->an, tok, AT_S("of"));
        if (of >= 0 && at__ev_in(ev, (uint32_t)of, list))
            return true;
        tok = of >= 0 ? (uint32_t)of : tok;
    }
    if (at__ev_word_class(ev, ev->lemma[tok], AT_S("carrier")))
        for (int32_t d = ev->an->tokens[tok].child; d >= 0 && (uint32_t)d < tok; d = ev->an->tokens[d].next)
            if (ev->an->tokens[d].rel == AT_R_COMPOUND && at__ev_in(ev, (uint32_t)d, list))
                return true;
    return false;
}

static int slot_cond(at__ev *ev, int32_t tok, at_str list, bool has_list, bool clause)
{
    if (tok < 0)
        return -1;
    if (!has_list)
        return 1;
    return (clause ? clause_in(ev, (uint32_t)tok, list) : noun_in(ev, (uint32_t)tok, list)) ? 2 : -1;
}

/* Does "in prison" say of people that they are held, or of an act only where it was? "Reporters in jail", "he stays in jail", not "a fight in a
 * prison", "riots are common in prisons". */
static bool holds_people(const at__ev *ev, uint32_t n)
{
    const at_token *t = &ev->an->tokens[n];
    if (t->head < 0 || (t->rel != AT_R_NMOD && t->rel != AT_R_OBL))
        return true;
    const at_token *h = &ev->an->tokens[t->head];
    if (h->upos == AT_NOUN)
        return at__figure_group(ev->c, (uint32_t)t->head) != AT_NONE || at__figure_personlike(ev->c, (uint32_t)t->head, true);
    return h->upos != AT_ADJ;
}

static int cond(at__ev *ev, const at__frame *f, at_str one, bool surface, bool object)
{
    size_t eq = at_index_char(one, '=', 0);
    bool has = eq != SIZE_MAX;
    at_str key = has ? at_sub(one, 0, eq) : one, list = has ? at_sub(one, eq + 1, one.n) : (at_str){"", 0};
    if (at_eq(key, AT_S("pass")))
        return f->passive ? 1 : -1;
    if (at_eq(key, AT_S("neg")))
        return at_negated(ev->an, f->tok) ? 2 : -1;
    if (at_eq(key, AT_S("act")))
        return f->passive ? -1 : 1;
    if (key.n && key.p[0] == '-') {
        at_str k = at_sub(key, 1, key.n);
        bool there = (at_eq(k, AT_S("obj")) && f->obj >= 0) || (at_eq(k, AT_S("xcomp")) && f->xcomp >= 0) || (at_eq(k, AT_S("ccomp")) && f->ccomp >= 0);
        return there ? -1 : 0; /* what is missing tells little */
    }
    if (at_eq(key, AT_S("held")))
        return holds_people(ev, f->tok) ? 1 : -1;
    if (at_eq(key, AT_S("case")))
        return at_in_list(list, '|', at__prep_of(ev->an, f->tok)) ? 2 : -1;
    if (at_eq(key, AT_S("prt")))
        return particle(ev, f, list) ? 2 : -1;
    if (at_eq(key, AT_S("adv")))
        return adverb(ev, f, list) ? 2 : -1;
    if (at_eq(key, AT_S("sent")))
        return near_word(ev, f->tok, list) ? 1 : -1;
    if (at_eq(key, AT_S("any")))
        return any_argument(ev, f, list) ? 3 : -1;
    if (at_starts(key, AT_S("obl:")))
        return oblique(ev, f, at_sub(key, 4, key.n), list, object);
    if (at_starts(key, AT_S("nmod:")) && ev->an->tokens[f->tok].upos != AT_VERB) {
        int32_t d = at__noun_dep(ev->an, f->tok, at_sub(key, 5, key.n));
        return d >= 0 && (!has || at__ev_in(ev, (uint32_t)d, list)) ? 2 : -1;
    }
    if (at_starts(key, AT_S("advcl")))
        return advcl(ev, f, has ? list : at_sub(key, 6, key.n), !has);
    bool clause = at_eq(key, AT_S("xcomp")) || at_eq(key, AT_S("ccomp"));
    int n = slot_cond(ev, at__frame_slot(ev, f, key, surface), list, has, clause);
    return n == 2 && at_eq(key, AT_S("obj")) ? 3 : n; /* what it is done to says most of the sense */
}

int at__with(at__ev *ev, const at__frame *f, at_str with, bool *surface)
{
    int score = 0;
    at_str rest = with, one;
    *surface = false;
    bool object = false; /* the row asks for an object */
    while (at_cut(&rest, ' ', &one)) {
        *surface |= at_eq(one, AT_S("pass"));
        object |= at_starts(one, AT_S("obj"));
    }
    while (at_cut(&with, ' ', &one)) {
        if (!one.n)
            continue;
        int n = cond(ev, f, one, *surface, object);
        if (n < 0)
            return -1;
        score += n;
    }
    return score;
}

static void fill(at__sense *s, const at__sense_cols *k, uint32_t row)
{
    const at_table *t = &k->lex->t;
    s->lex = k->lex;
    s->row = row;
    s->type = at_event_type_of(at_cell(t, row, k->type));
    s->mode = at_cell(t, row, k->mode);
    s->actor = at_cell(t, row, k->actor);
    s->recipient = at_cell(t, row, k->recipient);
    s->cameo = at_cell(t, row, k->cameo);
    s->flags = at_cell(t, row, k->flags);
    s->measure = at_cell(t, row, k->measure);
}

static void choose(at__ev *ev, at__sense *s, const at__sense_cols *k, at_str key, uint32_t tok)
{
    const at__frame *f = NULL;
    bool adjective = ev->an->tokens[tok].upos == AT_ADJ;
    for (uint32_t r = at_lexicon_row(k->lex, key); r != AT_NONE; r = k->lex->again[r]) {
        if (k == &ev->verbs && at__ev_flag(at_cell(&k->lex->t, r, k->flags), "adj") != adjective)
            continue;
        at_str with = at_cell(&k->lex->t, r, k->with);
        bool surface = false;
        int score = 0;
        if (with.n) {
            f = f ? f : at__frame_of(ev, tok);
            score = at__with(ev, f, with, &surface);
        }
        if (score >= 0 && (s->row == AT_NONE || score > s->score || (score == s->score && at__ev_flag(s->flags, "weak")))) {
            fill(s, k, r);
            s->score = score;
            s->surface = surface;
        }
    }
}

const at__sense *at__sense_verb(at__ev *ev, uint32_t tok)
{
    if (ev->senses[tok])
        return ev->senses[tok];
    at__sense *s = at_new(ev->c->mem, at__sense, 1);
    s->row = AT_NONE;
    ev->senses[tok] = s;
    choose(ev, s, &ev->verbs, ev->lemma[tok], tok);
    return s;
}

/* The lemmas (or forms) of [beg, end) as they stand, blanks as in the text; "" if too long. */
static at_str phrase(const at__ev *ev, char buf[96], uint32_t beg, uint32_t end, bool lemmas)
{
    size_t n = 0;
    for (uint32_t i = beg; i < end; i++) {
        const at_token *t = &ev->an->tokens[i];
        at_str w = i + 1 == end && lemmas ? ev->lemma[i] : t->lower;
        if (n + w.n + 2 > 96)
            return (at_str){"", 0};
        if (i > beg && t->space_before)
            buf[n++] = ' ';
        memcpy(buf + n, w.p, w.n);
        n += w.n;
    }
    return (at_str){buf, n};
}

bool at__sense_noun(at__ev *ev, at__sense *s, uint32_t tok)
{
    const at_sentence *sent = &ev->an->sents[ev->an->tokens[tok].sent];
    char buf[96];
    memset(s, 0, sizeof *s);
    s->row = AT_NONE;
    /* "state of emergency", "exchange of fire": the head comes first */
    for (uint32_t n = AT__LONGEST; n >= 3 && s->row == AT_NONE; n--)
        if (tok + n <= sent->end && at_eq(ev->an->tokens[tok + 1].lower, AT_S("of")))
            choose(ev, s, &ev->nouns, phrase(ev, buf, tok, tok + n, true), tok), s->words = n, s->beg = tok;
    for (uint32_t n = AT__LONGEST; n >= 1 && s->row == AT_NONE; n--)
        if (tok + 1 >= sent->beg + n) {
            s->beg = tok + 1 - n;
            s->words = n;
            choose(ev, s, &ev->nouns, phrase(ev, buf, s->beg, tok + 1, true), tok);
            if (s->row == AT_NONE)
                choose(ev, s, &ev->nouns, phrase(ev, buf, s->beg, tok + 1, false), tok);
        }
    return s->row != AT_NONE;
}
