#include "find/event_near.h"

#include "base/str.h"
#include "find/who.h"

enum { AT__DEEP = 3, AT__TWINS = 4 };

static bool verb_with_subject(const at_analysis *an, uint32_t v)
{
    return at_dep(an, v, AT_R_NSUBJ) >= 0 || at_dep(an, v, AT_R_NSUBJ_PASS) >= 0;
}

int32_t at__near_object(at__ev *ev, const at__frame *f)
{
    const at_analysis *an = ev->an;
    int32_t last = -1;
    if (f->obj >= 0 || f->passive || f->xcomp >= 0 || f->ccomp >= 0 || f->nobl || an->tokens[f->tok].upos != AT_VERB)
        return -1;
    uint32_t first = f->tok; /* "raided, searched and sealed the house": the tree hangs all on the first */
    if (an->tokens[f->tok].rel == AT_R_CONJ && an->tokens[f->tok].head >= 0)
        first = (uint32_t)an->tokens[f->tok].head;
    for (int32_t d = at_dep(an, first, AT_R_CONJ); d >= 0; d = at_dep_next(an, d, AT_R_CONJ)) {
        if ((uint32_t)d <= f->tok)
            continue;
        if (an->tokens[d].upos != AT_VERB || verb_with_subject(an, (uint32_t)d) || at_passive(an, (uint32_t)d))
            return -1;
        last = at_dep(an, (uint32_t)d, AT_R_OBJ);
        if (last >= 0)
            return last;
    }
    return -1;
}

/* A word before the noun that names a state or a body: "US intervention", "the ISIL attack". */
static int32_t name_before(at__ev *ev, uint32_t noun)
{
    const at_analysis *an = ev->an;
    for (int32_t k = an->tokens[noun].child; k >= 0 && (uint32_t)k < noun; k = an->tokens[k].next) {
        const at_token *t = &an->tokens[k];
        if (t->rel != AT_R_AMOD && t->rel != AT_R_COMPOUND)
            continue;
        uint8_t name = t->name ? an->names[t->name - 1].type : AT_N_NONE;
        if (at_who_country(ev->c, t->lower) || name == AT_N_ORG || name == AT_N_NORP)
            return k;
    }
    return -1;
}

int32_t at__near_name(at__ev *ev, int32_t noun)
{
    return noun < 0 ? -1 : name_before(ev, (uint32_t)noun);
}

int32_t at__near_content(at__ev *ev, int32_t content)
{
    static const char *const preps[] = {"of", "by", "from", "between", "in"};
    const at_analysis *an = ev->an;
    for (int k = 0; content >= 0 && k < AT__DEEP; k++) {
        int32_t poss = at_dep(an, (uint32_t)content, AT_R_NMOD_POSS), next = -1;
        if (poss >= 0 && at__ev_acts(ev, (uint32_t)poss))
            return poss;
        for (size_t i = 0; i < sizeof preps / sizeof *preps; i++) {
            int32_t d = at__noun_dep(an, (uint32_t)content, at_strz(preps[i]));
            if (d < 0 || ev->c->timex_of[d] >= 0)
                continue;
            if (at__ev_acts(ev, (uint32_t)d) && i < 4)
                return d;
            if (next < 0)
                next = d;
        }
        int32_t name = name_before(ev, (uint32_t)content);
        if (name >= 0)
            return name;
        content = next;
    }
    return -1;
}

int32_t at__near_clause(at__ev *ev, int32_t noun)
{
    const at_analysis *an = ev->an;
    if (noun < 0)
        return -1;
    for (int32_t d = an->tokens[noun].child; d >= 0; d = an->tokens[d].next) {
        uint8_t r = an->tokens[d].rel;
        if ((r != AT_R_ACL && r != AT_R_CCOMP && r != AT_R_ADVCL) || d < noun)
            continue;
        int32_t who = at_dep(an, (uint32_t)d, AT_R_NSUBJ);
        if (who >= 0 && at__ev_acts(ev, (uint32_t)who) && an->tokens[who].upos != AT_PRON)
            return who;
    }
    return -1;
}

/* Verbs of doing, uttering or bringing about, whose participle carries the noun's act. */
static bool carries(at_str lemma)
{
    return at_in_list(AT_S("launch carry conduct commit stage mount file lodge bring issue make wage perpetrate perform execute direct aim hold organise "
                           "organize lead call declare order impose announce sponsor back initiate start undertake open level raise register submit send "
                           "address present sign agree reach broker convene host fire drop blame attribute pursue press"),
                      ' ', lemma);
}

int32_t at__near_participle(at__ev *ev, uint32_t noun, bool doer)
{
    static const char *const to[] = {"obl:against", "obl:on", "obl:to", "obl:at"};
    const at_analysis *an = ev->an;
    for (int32_t d = an->tokens[noun].child; d >= 0; d = an->tokens[d].next) {
        bool clause = an->tokens[d].rel == AT_R_ACL || an->tokens[d].rel == AT_R_ACL_RELCL;
        if (!clause || an->tokens[d].upos != AT_VERB || !carries(ev->lemma[d]))
            continue;
        const at__frame *f = at__frame_of(ev, (uint32_t)d);
        bool passive = f->passive || an->tokens[d].rel == AT_R_ACL;
        if (doer) {
            int32_t who = passive ? f->subj : f->obj == (int32_t)noun ? f->subj : -1;
            if (who >= 0 && who != (int32_t)noun && at__ev_acts(ev, (uint32_t)who))
                return who;
            continue;
        }
        for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
            int32_t who = at__frame_slot(ev, f, at_strz(to[i]), false);
            if (who >= 0 && ev->c->timex_of[who] < 0 && at__ev_acts(ev, (uint32_t)who))
                return who;
        }
    }
    return -1;
}

/* Nouns that an infinitive spells out: what one has, makes or tries. */
static bool plan(at_str lemma)
{
    return at_in_list(AT_S("effort attempt plan bid operation campaign decision move intention objective aim goal drive offensive push mission right "
                           "threat promise pledge vow offer order desire readiness willingness determination commitment proposal request call refusal "
                           "failure inability ability power authority attempt measure action step mandate strategy plot conspiracy scheme agreement deal"),
                      ' ', lemma);
}

static int32_t owner_of(at__ev *ev, uint32_t noun)
{
    const at_analysis *an = ev->an;
    int32_t who = at_dep(an, noun, AT_R_NMOD_POSS);
    if (who < 0 || !at__ev_acts(ev, (uint32_t)who))
        who = at__noun_dep(an, noun, AT_S("of"));
    if (who < 0 || !at__ev_acts(ev, (uint32_t)who))
        who = at__noun_dep(an, noun, AT_S("by"));
    return who >= 0 && at__ev_acts(ev, (uint32_t)who) ? who : name_before(ev, noun);
}

int32_t at__near_plan(at__ev *ev, uint32_t tok)
{
    const at_analysis *an = ev->an;
    const at_token *t = &an->tokens[tok];
    const at__frame *f = at__frame_of(ev, tok);
    if (t->rel == AT_R_CONJ && t->head >= 0 && an->tokens[t->head].upos == AT_VERB) {
        tok = (uint32_t)t->head;
        t = &an->tokens[tok];
    }
    if (f->surface >= 0 && at_dep(an, tok, AT_R_COP) >= 0 && plan(ev->lemma[f->surface])) /* "another objective of the group is to attack" */
        return owner_of(ev, (uint32_t)f->surface);
    if (t->rel != AT_R_ACL || t->head < 0 || !at__frame_of(ev, tok)->infinitive || !plan(ev->lemma[t->head]))
        return -1;
    uint32_t h = (uint32_t)t->head;
    int32_t who = owner_of(ev, h);
    if (who >= 0 || an->tokens[h].head < 0)
        return who;
    uint8_t r = an->tokens[h].rel;
    uint32_t v = (uint32_t)an->tokens[h].head;
    if (an->tokens[v].upos != AT_VERB || (r != AT_R_OBJ && r != AT_R_OBL))
        return -1;
    who = at__frame_of(ev, v)->subj;
    return who >= 0 && at__ev_acts(ev, (uint32_t)who) ? who : -1;
}

int32_t at__near_twin(const at__ev *ev, uint32_t noun)
{
    const at_analysis *an = ev->an;
    const at_token *t = &an->tokens[noun];
    if (t->rel == AT_R_CONJ && t->head >= 0 && an->tokens[t->head].upos == AT_NOUN && noun - (uint32_t)t->head <= AT__TWINS)
        return t->head;
    int32_t d = at_dep(an, noun, AT_R_CONJ);
    return d >= 0 && an->tokens[d].upos == AT_NOUN && (uint32_t)d - noun <= AT__TWINS ? d : -1;
}

int32_t at__near_meeting(at__ev *ev, uint32_t noun)
{
    const at_analysis *an = ev->an;
    const at_token *t = &an->tokens[noun];
    if (t->head < 0 || t->rel != AT_R_OBL || !at_in_list(AT_S("in at during with on through via over after following"), ' ', at__prep_of(an, noun)))
        return -1;
    const at__frame *f = at__frame_of(ev, (uint32_t)t->head);
    if (an->tokens[t->head].upos != AT_VERB && at_dep(an, (uint32_t)t->head, AT_R_COP) < 0 && at_dep(an, (uint32_t)t->head, AT_R_NSUBJ) < 0)
        return -1;
    return f->subj >= 0 && at__ev_acts(ev, (uint32_t)f->subj) ? f->subj : -1;
}

bool at__near_thing(const at__ev *ev, uint32_t tok)
{
    static const char *const classes[] = {"building", "vehicle", "infrastructure", "carrier", "aircraft", "weapon"};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (at__ev_word_class(ev, ev->lemma[tok], at_strz(classes[i])))
            return true;
    return at_in_list(AT_S("position fortification stronghold outpost bunker trench target route supply headquarters base camp post estate store depot cache "
                           "still pump tower pylon line station convoy crop cattle livestock property asset belonging document equipment material home "
                           "house office billboard checkpoint site facility installation structure wall door window monument statue church mosque "
                           "temple shrine cemetery grave market bridge road demonstration ballot"),
                      ' ', ev->lemma[tok]);
}
