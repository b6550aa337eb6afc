#include "find/event_guess.h"

#include "base/str.h"
#include "find/event_sense.h"
#include "find/who.h"

enum {
    AT__REACH = 24, /* words after the act within which its recipient stands */
    AT__HOPS = 6,   /* heads between a word and the act */
};

/* Prepositions that lead to the recipient, by PLOVER type; "+" first: a noun without one may be it. */
static const char *preps_of(at_event_type t)
{
    switch (t) {
    case AT_ASSAULT: return "on at against into toward towards upon";
    case AT_PROTEST: return "against at";
    case AT_REQUEST: return "+ on to from with upon";
    case AT_ACCUSE: return "+ against at toward towards";
    case AT_THREATEN: return "+ against to toward towards";
    case AT_SUPPORT: return "+ for to with behind of";
    case AT_REJECT: return "with to against from of";
    case AT_COERCE: return "+ of on against from over at";
    case AT_SANCTION: return "+ of on against";
    case AT_CONSULT: case AT_AGREE: case AT_COOPERATE: return "with";
    case AT_AID: case AT_CONCEDE: return "+ to for";
    default: return "";
    }
}

static bool argument(uint8_t rel)
{
    return rel == AT_R_OBJ || rel == AT_R_IOBJ || rel == AT_R_OBL || rel == AT_R_OBL_UNMARKED || rel == AT_R_NMOD || rel == AT_R_NMOD_POSS ||
           rel == AT_R_NSUBJ || rel == AT_R_NSUBJ_PASS; /* an object may be misread as the subject of what follows: "urged residents not to leave" */
}

static bool is_actor(const at_ctx *c, const at_finding *f, uint32_t tok)
{
    int32_t who = at_who_of(c, tok);
    for (size_t i = 0; i < f->event.actor.n; i++)
        if (f->event.actor.p[i].tok == tok || (who >= 0 && f->event.actor.p[i].actor == who))
            return true;
    return false;
}

/* Does the word stand within the act's own words, not in a clause about something else or a time ("after the arrest of X")? */
static bool within(const at_analysis *an, uint32_t of, uint32_t i)
{
    bool subject = an->tokens[i].rel == AT_R_NSUBJ || an->tokens[i].rel == AT_R_NSUBJ_PASS;
    for (int hops = 0; hops < AT__HOPS && an->tokens[i].head >= 0; hops++) {
        uint32_t h = (uint32_t)an->tokens[i].head;
        if (h <= of)
            return true;
        if (an->tokens[h].upos == AT_VERB && !(subject && hops == 0) && an->tokens[h].rel != AT_R_XCOMP)
            return false;
        if (at_in_list(AT_S("after before during since despite without amid"), ' ', at__prep_of(an, h)))
            return false;
        i = h;
    }
    return true;
}

/* Can the word be whom the act f is done to? */
static bool may_be(at__ev *ev, const at_finding *f, uint32_t i, const char *preps)
{
    const at_token *t = &ev->an->tokens[i];
    if (!argument(t->rel) || t->upos == AT_DET || ev->c->timex_of[i] >= 0 || !at__ev_acts(ev, i) || is_actor(ev->c, f, i))
        return false;
    if (t->upos != AT_NOUN && t->upos != AT_PROPN && t->upos != AT_PRON)
        return false;
    if (!within(ev->an, f->tok, i))
        return false;
    if (t->rel == AT_R_NMOD_POSS && ev->an->tokens[t->head].rel != AT_R_OBJ)
        return false;
    if (t->rel == AT_R_NMOD_POSS)
        return f->event.type == AT_COERCE || f->event.type == AT_ACCUSE || f->event.type == AT_REJECT;
    at_str prep = at__prep_of(ev->an, i);
    if (!prep.n)
        return *preps == '+' && t->rel != AT_R_NMOD;
    return at_in_list(at_strz(preps), ' ', prep);
}

/* The first such word after the act, within its own words and before the next act. */
static void in_clause(at__ev *ev, at_finding *f, const bool *told)
{
    const at_token *toks = ev->an->tokens;
    const char *preps = preps_of(f->event.type);
    for (uint32_t i = f->tok + 1; i < ev->an->ntokens && i <= f->tok + AT__REACH && toks[i].sent == toks[f->tok].sent && toks[i].span.beg < f->span.end; i++) {
        if (told[i] || toks[i].upos == AT_SCONJ)
            return;
        if (may_be(ev, f, i, preps)) {
            at_who_parties(ev->c, i, &f->event.recipient);
            return;
        }
    }
}

/* "fistfights broke out between A and B": both sides are actor and recipient (GUIDE, Fields). */
static bool between(at__ev *ev, at_finding *f)
{
    const at_token *toks = ev->an->tokens;
    at_event_type t = f->event.type;
    if (t != AT_ASSAULT && t != AT_CONSULT && t != AT_AGREE && t != AT_COOPERATE)
        return false;
    uint32_t i = f->tok;
    while (i > 0 && f->tok - i < AT__REACH && toks[i - 1].sent == toks[f->tok].sent && toks[i - 1].span.beg >= f->span.beg)
        i--; /* the act may be told by a verb after it: "talks between A and B were held" */
    for (; i < ev->an->ntokens && i <= f->tok + AT__REACH && toks[i].sent == toks[f->tok].sent && toks[i].span.beg < f->span.end; i++) {
        bool side = (toks[i].rel == AT_R_OBL || toks[i].rel == AT_R_NMOD) && ev->c->timex_of[i] < 0;
        if (!side || !at_eq(at__prep_of(ev->an, i), AT_S("between")) || !at__ev_acts(ev, i))
            continue;
        const at_token *of = &toks[toks[i].head >= 0 ? (uint32_t)toks[i].head : i];
        if (i < f->tok && (of->rel != AT_R_NSUBJ_PASS || of->head != (int32_t)f->tok))
            continue;
        at_parties both = {0};
        at_who_parties(ev->c, i, &both);
        if (both.n)
            f->event.actor = f->event.recipient = both;
        return both.n > 0;
    }
    return false;
}

/* Whom an event noun means by the words it hangs on: "X was the victim of an attack", "X was held on charges of". */
static void by_head(at__ev *ev, at_finding *f)
{
    const at_token *toks = ev->an->tokens, *t = &toks[f->tok];
    if (t->upos != AT_NOUN || t->head < 0)
        return;
    uint32_t h = (uint32_t)t->head;
    int32_t who = -1;
    at_str prep = at__prep_of(ev->an, f->tok);
    if (at_eq(prep, AT_S("of")) && (at_eq(ev->lemma[h], AT_S("victim")) || at_eq(ev->lemma[h], AT_S("target")))) {
        who = at_dep(ev->an, h, AT_R_NSUBJ);
        if (who < 0 && toks[h].rel == AT_R_APPOS)
            who = toks[h].head;
    } else if (f->event.type == AT_ACCUSE && toks[h].upos == AT_VERB && prep.n && at_in_list(AT_S("on over for under"), ' ', prep))
        who = at__frame_of(ev, h)->obj;
    if (who >= 0 && ev->c->timex_of[who] < 0 && at__ev_acts(ev, (uint32_t)who) && !is_actor(ev->c, f, (uint32_t)who))
        at_who_parties(ev->c, (uint32_t)who, &f->event.recipient);
}

/* "The attack in which 7 soldiers were killed", "an attack that wounded residents": whom the noun's act befell. */
static void by_relative(at__ev *ev, at_finding *f)
{
    const at_token *toks = ev->an->tokens;
    if (f->event.type != AT_ASSAULT || toks[f->tok].upos != AT_NOUN)
        return;
    for (int32_t d = toks[f->tok].child; d >= 0; d = toks[d].next) {
        if ((toks[d].rel != AT_R_ACL_RELCL && toks[d].rel != AT_R_ACL) || toks[d].upos != AT_VERB)
            continue;
        const at__sense *s = at__sense_verb(ev, (uint32_t)d);
        int32_t who = at__frame_of(ev, (uint32_t)d)->obj;
        if (s->row != AT_NONE && s->type == AT_ASSAULT && who >= 0 && who != (int32_t)f->tok && at__ev_acts(ev, (uint32_t)who)) {
            at_who_parties(ev->c, (uint32_t)who, &f->event.recipient);
            return;
        }
    }
}

/*
 * "Police arrested the editor on Monday. He was released on bail": who holds somebody is who frees him and charges him, if the clause names
 * nobody (GUIDE: a doer is named by the sentence or the one before).
 */
static void same_hands(at__ev *ev, at_finding *f, size_t i)
{
    enum { BACK = 8, SENTENCES = 2 };
    at_ctx *c = ev->c;
    bool held = f->event.type == AT_COERCE || f->event.type == AT_RETREAT || f->event.type == AT_ACCUSE;
    if (!held || f->event.actor.n || f->event.recipient.n != 1 || f->event.recipient.p[0].actor < 0)
        return;
    for (size_t back = 1; back <= BACK && back <= i; back++) {
        const at_finding *g = &c->findings.p[i - back];
        if (g->kind != AT_K_EVENT || ev->an->tokens[f->tok].sent - ev->an->tokens[g->tok].sent > SENTENCES)
            continue;
        bool same = g->event.type == AT_COERCE && g->event.actor.n && g->event.recipient.n == 1 && g->event.recipient.p[0].actor == f->event.recipient.p[0].actor;
        if (same) {
            f->event.actor = g->event.actor;
            return;
        }
    }
}

void at__event_guess(at__ev *ev)
{
    at_ctx *c = ev->c;
    bool *told = at_new(c->mem, bool, ev->an->ntokens);
    for (size_t i = 0; i < c->findings.n; i++)
        if (c->findings.p[i].kind == AT_K_EVENT)
            told[c->findings.p[i].tok] = true;
    for (size_t i = 0; i < c->findings.n; i++)
        if (c->findings.p[i].kind == AT_K_EVENT)
            same_hands(ev, &c->findings.p[i], i);
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        if (f->kind != AT_K_EVENT || f->event.recipient.n || between(ev, f))
            continue;
        in_clause(ev, f, told);
        if (!f->event.recipient.n)
            by_head(ev, f);
        if (!f->event.recipient.n)
            by_relative(ev, f);
    }
}
