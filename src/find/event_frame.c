#include "find/event_frame.h"

#include "base/str.h"
#include "find/event_lemma.h"
#include "find/event_near.h"

enum { AT__CHAIN = 32 }; /* clauses followed upwards for a subject */

/* Prepositions before a gerund; UD tags them SCONJ there ("accused of bombing"). */
static bool gerund_prep(at_str w)
{
    static const char *const preps[] = {"of", "from", "for", "with", "without", "by", "against", "about", "over", "in", "at", "on", "into"};
    for (size_t i = 0; i < sizeof preps / sizeof *preps; i++)
        if (at_eq(w, at_strz(preps[i])))
            return true;
    return false;
}

/* The preposition right before the phrase of an oblique that the tree hangs on a later word: "bombs at police officers in X". */
static at_str stray(const at_analysis *an, uint32_t tok)
{
    at_str none = {"", 0};
    if (an->tokens[tok].rel != AT_R_OBL && an->tokens[tok].rel != AT_R_NMOD)
        return none;
    uint32_t beg = at_noun_phrase(an, tok).beg;
    if (beg <= an->sents[an->tokens[tok].sent].beg || beg > tok)
        return none;
    const at_token *t = &an->tokens[beg - 1];
    return t->upos == AT_ADP && t->rel == AT_R_CASE && t->head > (int32_t)tok ? t->lower : none;
}

at_str at__prep_of(const at_analysis *an, uint32_t tok)
{
    at_str prep = {"", 0};
    for (int32_t d = an->tokens[tok].child; d >= 0 && (uint32_t)d < tok; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_CASE || (an->tokens[d].rel == AT_R_MARK && gerund_prep(an->tokens[d].lower)))
            prep = an->tokens[d].lower;
    return prep.n ? prep : stray(an, tok);
}

int32_t at__noun_dep(const at_analysis *an, uint32_t noun, at_str prep)
{
    for (int32_t d = an->tokens[noun].child; d >= 0; d = an->tokens[d].next) {
        uint8_t r = an->tokens[d].rel;
        if ((r == AT_R_NMOD || r == AT_R_NMOD_DESC || r == AT_R_OBL || r == AT_R_OBL_AGENT || r == AT_R_ACL) && at_eq(at__prep_of(an, (uint32_t)d), prep))
            return d;
    }
    return -1;
}

static bool relative(const at_token *t)
{
    return t->upos == AT_PRON && (at_eq(t->lower, AT_S("who")) || at_eq(t->lower, AT_S("which")) || at_eq(t->lower, AT_S("that")) || at_eq(t->lower, AT_S("whom")));
}

/* Own dependents into the frame; a relative pronoun stands for the noun of its clause. */
static void own(at__ev *ev, at__frame *f, uint32_t of)
{
    const at_analysis *an = ev->an;
    const at_token *v = &an->tokens[of];
    for (int32_t d = v->child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        int32_t who = relative(t) && v->rel == AT_R_ACL_RELCL && v->head >= 0 ? v->head : d;
        switch (t->rel) {
        case AT_R_NSUBJ: case AT_R_NSUBJ_PASS: case AT_R_NSUBJ_OUTER: case AT_R_CSUBJ:
            if (f->surface < 0)
                f->surface = who;
            break;
        case AT_R_OBJ: /* two objects: "gave Tanzania a grant" */
            if (f->obj >= 0 && f->iobj < 0)
                f->iobj = f->obj;
            f->obj = who;
            break;
        case AT_R_IOBJ: f->iobj = who; break;
        case AT_R_XCOMP: f->xcomp = d; break;
        case AT_R_CCOMP: f->ccomp = d; break;
        case AT_R_MARK: f->infinitive |= at_eq(t->lower, AT_S("to")); break;
        case AT_R_OBL: case AT_R_OBL_AGENT: case AT_R_OBL_UNMARKED: case AT_R_NMOD: case AT_R_ADVCL:
            if (f->nobl < AT__OBLS) {
                at_str prep = at__prep_of(an, (uint32_t)d);
                if (t->rel != AT_R_ADVCL || prep.n) {
                    f->obl[f->nobl].prep = prep;
                    f->obl[f->nobl++].tok = who;
                }
            }
            break;
        default: break;
        }
    }
}

/* "call on Russia" may be read as verb, particle and object: then the object also stands after the preposition. */
static void particle(at__ev *ev, at__frame *f)
{
    int32_t prt = at_dep(ev->an, f->tok, AT_R_COMPOUND_PRT);
    if (prt < 0 || f->obj < 0 || f->obj < prt || f->nobl >= AT__OBLS)
        return;
    f->obl[f->nobl].prep = ev->an->tokens[prt].lower;
    f->obl[f->nobl++].tok = f->obj;
}

static int32_t obl(const at__frame *f, at_str prep)
{
    for (uint32_t i = 0; i < f->nobl; i++)
        if (at_eq(f->obl[i].prep, prep))
            return f->obl[i].tok;
    return -1;
}

static bool of_object(at_str prep)
{
    return at_eq(prep, AT_S("of")) || at_eq(prep, AT_S("from")) || at_eq(prep, AT_S("for")) || at_eq(prep, AT_S("with"));
}

/* Who does a subjectless clause, by the construction it stands in (UD: controlled xcomp, advcl, conj, acl). */
static void lend(at__ev *ev, at__frame *f)
{
    const at_analysis *an = ev->an;
    const at_token *v = &an->tokens[f->tok];
    if (v->head < 0)
        return;
    uint32_t h = (uint32_t)v->head;
    f->lent = true;
    if (v->rel == AT_R_ACL || v->rel == AT_R_AMOD) { /* "troops sent by Russia", "police firing": not "a plan to" */
        if (!f->infinitive)
            f->surface = (int32_t)h;
        return;
    }
    if (v->rel == AT_R_ACL_RELCL) { /* no pronoun: "the man police arrested" has its subject; else the noun does it */
        f->surface = (int32_t)h;
        return;
    }
    if (h >= f->tok + 400 || (an->tokens[h].upos != AT_VERB && an->tokens[h].upos != AT_ADJ && an->tokens[h].upos != AT_NOUN))
        return;
    if (v->rel != AT_R_CONJ && v->rel != AT_R_XCOMP && v->rel != AT_R_ADVCL && v->rel != AT_R_PARATAXIS)
        return;
    const at__frame *g = at__frame_of(ev, h);
    if (v->rel == AT_R_XCOMP && g->obj >= 0 && !g->passive) {
        f->surface = g->obj; /* object control: "ordered troops to withdraw" */
        if (at_eq(ev->lemma[h], AT_S("promise")))
            f->surface = g->surface;
    } else if (v->rel == AT_R_ADVCL && g->obj >= 0 && !g->passive && of_object(at__prep_of(an, f->tok))) {
        f->surface = g->obj; /* "accused Sudan of bombing", "kept them from leaving" */
    } else if (v->rel == AT_R_XCOMP && g->passive) {
        f->surface = g->surface;
    } else if (v->rel == AT_R_XCOMP && (at_eq(ev->lemma[h], AT_S("call")) || at_eq(ev->lemma[h], AT_S("appeal"))) && g->nobl) {
        int32_t on = obl(g, AT_S("on"));
        f->surface = on >= 0 ? on : obl(g, AT_S("to"));
    } else {
        f->surface = g->surface;
    }
}

/* Doer and sufferer from the surface arguments. */
static void turn(at__ev *ev, at__frame *f)
{
    const at_analysis *an = ev->an;
    f->subj = f->surface;
    if (!f->passive)
        return;
    f->subj = -1;
    for (int32_t d = an->tokens[f->tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_OBL_AGENT || (t->rel == AT_R_OBL && at_eq(at__prep_of(an, (uint32_t)d), AT_S("by")) && f->subj < 0))
            f->subj = d;
    }
    if (f->obj < 0)
        f->obj = f->surface;
    else if (f->iobj < 0)
        f->iobj = f->surface; /* "diplomats were denied access" */
}

/* PropBank's arguments where the tree gave none (ARG0 doer, ARG1 done to). */
static void from_roles(at__ev *ev, at__frame *f)
{
    const at_analysis *an = ev->an;
    if (an->tokens[f->tok].upos != AT_VERB)
        return;
    const at_arg *a0 = at_arg_of(an, f->tok, AT_ARG0), *a1 = at_arg_of(an, f->tok, AT_ARG1);
    if (f->subj < 0 && a0 && a0->head != f->tok)
        f->subj = relative(&an->tokens[a0->head]) ? -1 : (int32_t)a0->head;
    if (f->obj < 0 && a1 && a1->head != f->tok && f->xcomp < 0 && f->ccomp < 0 && (int32_t)a1->head != f->subj && an->tokens[a1->head].upos != AT_VERB &&
        !at__prep_of(an, a1->head).n)
        f->obj = (int32_t)a1->head;
}

const at__frame *at__frame_of(at__ev *ev, uint32_t tok)
{
    if (ev->frames[tok])
        return ev->frames[tok];
    at__frame *f = at_new(ev->c->mem, at__frame, 1);
    f->tok = tok;
    f->subj = f->obj = f->iobj = f->surface = f->xcomp = f->ccomp = -1;
    ev->frames[tok] = f; /* before lend, which looks upwards: a damaged tree must not loop */
    own(ev, f, tok);
    int32_t first = at__hyphen_of(ev->an, tok); /* the tree may hang the subject on the first part of "pepper-sprayed" */
    if (first >= 0 && ev->an->tokens[tok].head == first)
        own(ev, f, (uint32_t)first);
    particle(ev, f);
    f->passive = at_passive(ev->an, tok);
    const at_token *v = &ev->an->tokens[tok];
    if (f->surface < 0 && ev->depth < AT__CHAIN) {
        ev->depth++;
        lend(ev, f);
        ev->depth--;
    } else if (v->rel == AT_R_ACL_RELCL && v->head >= 0 && f->obj < 0 && !f->passive && f->surface != v->head && f->xcomp < 0 && f->ccomp < 0)
        f->obj = v->head; /* "the man whom police arrested", "the man police arrested" */
    turn(ev, f);
    from_roles(ev, f);
    if (f->obj < 0)
        f->obj = at__near_object(ev, f);
    return f;
}

/* A noun that hangs on the object: "the government's plan", "a request from Turkey". */
static int32_t nmod_any(at__ev *ev, const at__frame *f, at_str prep)
{
    if (f->obj < 0)
        return -1;
    return at_eq(prep, AT_S("poss")) ? at_dep(ev->an, (uint32_t)f->obj, AT_R_NMOD_POSS) : at__noun_dep(ev->an, (uint32_t)f->obj, prep);
}

int32_t at__frame_slot(at__ev *ev, const at__frame *f, at_str slot, bool surface)
{
    if (at_eq(slot, AT_S("subj")))
        return surface ? f->surface : f->subj;
    if (at_eq(slot, AT_S("obj")))
        return f->obj;
    if (at_eq(slot, AT_S("iobj")))
        return f->iobj;
    if (at_eq(slot, AT_S("xcomp")))
        return f->xcomp;
    if (at_eq(slot, AT_S("ccomp")))
        return f->ccomp;
    if (at_starts(slot, AT_S("obl:")))
        return obl(f, at_sub(slot, 4, slot.n));
    if (at_starts(slot, AT_S("nmod:")))
        return nmod_any(ev, f, at_sub(slot, 5, slot.n));
    if (at_eq(slot, AT_S("ccomp.subj")) && (f->ccomp >= 0 || f->xcomp >= 0))
        return at__frame_of(ev, (uint32_t)(f->ccomp >= 0 ? f->ccomp : f->xcomp))->surface;
    return -1;
}
