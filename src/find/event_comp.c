#include "find/event_comp.h"

#include "base/str.h"

enum { AT__CLIMB = 8 }; /* words above an act that are looked at */

at_phase at__phase_of(at_str name)
{
    static const at_phase all[] = {AT_PH_PLANNED, AT_PH_ONGOING, AT_PH_DONE, AT_PH_FAILED, AT_PH_CALLED_OFF};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (at_eq(name, at_strz(at_phase_name(all[i]))))
            return all[i];
    return AT_PH_NONE;
}

uint32_t at__phase_row(at__ev *ev, uint32_t tok, const char *use, const char *act)
{
    const at_table *t = &ev->phases->t;
    uint32_t best = AT_NONE;
    int top = -1;
    for (uint32_t r = at_lexicon_row(ev->phases, ev->lemma[tok]); r != AT_NONE; r = ev->phases->again[r]) {
        if (!at_eq(at_cell(t, r, ev->p_use), at_strz(use)) || (act && !at_eq(at_cell(t, r, ev->p_act), at_strz(act))))
            continue;
        at_str with = at_cell(t, r, ev->p_with);
        bool surface;
        int score = with.n ? at__with(ev, at__frame_of(ev, tok), with, &surface) : 0;
        if (score >= top) { /* on a tie the earlier row, which the chain gives last */
            top = score;
            best = score >= 0 ? r : best;
        }
    }
    return top >= 0 ? best : AT_NONE;
}

static void apply(at__ev *ev, at__above *a, uint32_t row)
{
    const at_table *t = &ev->phases->t;
    at_phase ph = at__phase_of(at_cell(t, row, ev->p_phase));
    if (a->phase == AT_PH_NONE || a->phase == AT_PH_DONE)
        a->phase = ph;
    at_str st = at_cell(t, row, ev->p_stance);
    if (st.n && a->stance == AT_ASSERTED)
        a->stance = at_stance_of(st);
    a->negated ^= at_eq(at_cell(t, row, ev->p_negated), AT_S("neg"));
    a->attempt |= ph == AT_PH_PLANNED && !st.n;
    a->drop |= at_eq(at_cell(t, row, ev->p_subject), AT_S("drop"));
}

/* Does the event of this word swallow the act in its complement? (GUIDE: the act threatened, asked or agreed gets a row only where told on its own.) */
static bool swallows(const at__sense *s)
{
    if (s->row == AT_NONE || at__ev_flag(s->flags, "keep"))
        return false;
    return s->type == AT_REQUEST || s->type == AT_REJECT || s->type == AT_THREATEN || s->type == AT_AGREE || s->type == AT_CONCEDE;
}

static bool mark(const at_analysis *an, uint32_t tok, const char *word)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if ((an->tokens[d].rel == AT_R_MARK || an->tokens[d].rel == AT_R_ADVMOD) && at_eq(an->tokens[d].lower, at_strz(word)))
            return true;
    return false;
}

/* A verb that charges with what its clause says; plain saying and finding ("say", "indicate": weak rows) leave the clause a fact. */
static bool charges_clause(const at__sense *s)
{
    return s->row != AT_NONE && s->type == AT_ACCUSE && !at__ev_flag(s->flags, "weak") && !at_eq(s->mode, AT_S("investigate"));
}

/* An xcomp under verb or adjective g. True: look further up. */
static bool under_xcomp(at__ev *ev, at__above *a, uint32_t g)
{
    uint32_t row = at__phase_row(ev, g, "comp", NULL);
    const at__sense *s = at__sense_verb(ev, g);
    if (swallows(s) && (row == AT_NONE || s->score > 0)) {
        a->drop = true;
        return false;
    }
    if (row == AT_NONE) {
        if (s->row != AT_NONE && s->type == AT_ACCUSE)
            a->accused = (int32_t)g;
        else
            a->purpose = true;
        return false;
    }
    apply(ev, a, row);
    a->negated ^= at_negated(ev->an, g);
    a->top = g;
    return true;
}

static void under_advcl(at__ev *ev, at__above *a, uint32_t t, uint32_t g)
{
    const at_analysis *an = ev->an;
    at_str prep = at__prep_of(an, t);
    const at__sense *s = an->tokens[g].upos == AT_VERB ? at__sense_verb(ev, g) : NULL;
    bool charges = s && s->row != AT_NONE && (s->type == AT_ACCUSE || s->type == AT_SANCTION || (s->type == AT_COERCE && at_eq(s->mode, AT_S("arrest"))));
    if (mark(an, t, "if") || mark(an, t, "unless") || mark(an, t, "whether"))
        a->condition = true;
    if (charges && (at_eq(prep, AT_S("of")) || at_eq(prep, AT_S("for")) || at_eq(prep, AT_S("with")) || at_eq(prep, AT_S("over"))))
        a->accused = (int32_t)g;
    else if (at_eq(prep, AT_S("from")))
        a->drop = true; /* kept from doing it */
    else if (at_eq(prep, AT_S("without")))
        a->negated = true;
    else if (mark(an, t, "to") && !mark(an, t, "if"))
        a->purpose = a->to_do_so = true;
}

static bool under_noun(at__ev *ev, at__above *a, uint32_t t, uint32_t g)
{
    at__sense n;
    if (at__prep_of(ev->an, t).n && ev->an->tokens[g].upos == AT_NOUN && at__sense_noun(ev, &n, g) && n.type == AT_ACCUSE && at_eq(n.mode, AT_S("allege")))
        a->accused = (int32_t)g; /* "charges of inciting ..." */
    if (!mark(ev->an, t, "to"))
        return false;
    uint32_t row = at__phase_row(ev, g, "ncomp", NULL);
    if (row == AT_NONE) {
        a->purpose = true;
        return false;
    }
    apply(ev, a, row);
    int32_t poss = at_dep(ev->an, g, AT_R_NMOD_POSS), by = at__noun_dep(ev->an, g, AT_S("by"));
    a->doer = poss >= 0 ? poss : by;
    return false;
}

void at__above_of(at__ev *ev, at__above *a, uint32_t tok)
{
    const at_analysis *an = ev->an;
    *a = (at__above){.top = tok, .doer = -1, .accused = -1};
    a->negated = at_negated(an, tok);
    uint32_t t = tok;
    for (int k = 0; k < AT__CLIMB && an->tokens[t].head >= 0; k++) {
        uint32_t h = (uint32_t)an->tokens[t].head;
        uint8_t rel = an->tokens[t].rel;
        if (rel == AT_R_CONJ && (an->tokens[h].upos == AT_VERB || an->tokens[h].upos == AT_NOUN || an->tokens[h].upos == AT_ADJ) &&
            at_dep(an, t, AT_R_NSUBJ) < 0 && at_dep(an, t, AT_R_NSUBJ_PASS) < 0) {
            t = h;
            continue;
        }
        if (rel == AT_R_XCOMP) {
            if (!under_xcomp(ev, a, h))
                break;
        } else if (rel == AT_R_CCOMP) {
            const at__sense *s = at__sense_verb(ev, h);
            a->drop |= swallows(s);
            if (charges_clause(s))
                a->accused = (int32_t)h;
            break;
        } else if (rel == AT_R_ADVCL) {
            under_advcl(ev, a, t, h);
            break;
        } else if (rel == AT_R_ACL) {
            if (!under_noun(ev, a, t, h))
                break;
        } else {
            break;
        }
        t = h;
    }
}

/* The light verb's own arguments as parties of the noun's act. */
static void lend(at__ev *ev, at__said *s, uint32_t row, const at__frame *f)
{
    at_str who = at_cell(&ev->phases->t, row, ev->p_subject);
    if (at_eq(who, AT_S("actor")))
        s->actor = f->subj;
    else if (at_eq(who, AT_S("recipient")))
        s->recipient = f->passive ? -1 : f->subj;
}

static void take(at__ev *ev, at__said *s, uint32_t row, at__use use, uint32_t verb)
{
    const at_table *t = &ev->phases->t;
    s->use = use;
    s->verb = verb;
    s->phase = at__phase_of(at_cell(t, row, ev->p_phase));
    at_str st = at_cell(t, row, ev->p_stance);
    s->stance = st.n ? at_stance_of(st) : AT_ASSERTED;
    s->negated = at_negated(ev->an, verb);
}

uint32_t at__measured(const at__ev *ev, uint32_t tok)
{
    const at_analysis *an = ev->an;
    for (int k = 0; k < 3; k++) {
        const at_token *t = &an->tokens[tok];
        if (t->rel != AT_R_NMOD || t->head < 0 || !at_eq(at__prep_of(an, tok), AT_S("of")) ||
            !(an->tokens[t->head].upos == AT_NUM || at__ev_word_class(ev, ev->lemma[t->head], AT_S("quantity"))))
            break;
        tok = (uint32_t)t->head;
    }
    return tok;
}

/* Who or what the act befell, by the verb of happening: "the blast killed two", "the attack caused damage to the school". */
static int32_t befallen(at__ev *ev, const at__frame *f, const at__sense *own)
{
    if (f->obj < 0)
        return -1;
    if (own && own->row != AT_NONE && own->type == AT_ASSAULT)
        return f->obj;
    if (!at__ev_word_class(ev, ev->lemma[f->obj], AT_S("harm")))
        return -1;
    static const char *const preps[] = {"to", "of", "among"};
    for (size_t i = 0; i < sizeof preps / sizeof *preps; i++) {
        int32_t d = at__noun_dep(ev->an, (uint32_t)f->obj, at_strz(preps[i]));
        if (d >= 0)
            return d;
    }
    return at__frame_slot(ev, f, AT_S("obl:to"), false);
}

void at__said_of(at__ev *ev, at__said *s, uint32_t noun)
{
    const at_analysis *an = ev->an;
    *s = (at__said){.actor = -1, .recipient = -1};
    uint32_t t = noun;
    if (an->tokens[t].rel == AT_R_CONJ && an->tokens[t].head >= 0 && an->tokens[an->tokens[t].head].upos == AT_NOUN)
        t = (uint32_t)an->tokens[t].head;
    t = at__measured(ev, t);
    if (an->tokens[t].head < 0)
        return;
    uint32_t v = (uint32_t)an->tokens[t].head;
    uint8_t rel = an->tokens[t].rel;
    if (an->tokens[v].upos == AT_AUX || at_dep(an, v, AT_R_EXPL) >= 0) { /* "there were clashes" */
        s->use = AT__HAPPEN;
        s->verb = v;
        s->negated = at_negated(an, v);
        return;
    }
    if (rel == AT_R_ACL_RELCL || (an->tokens[v].upos != AT_VERB && an->tokens[v].upos != AT_ADJ && an->tokens[v].upos != AT_ADV))
        return;
    const at__frame *f = at__frame_of(ev, v);
    char act[32] = "obj";
    bool is_obj = rel == AT_R_OBJ || rel == AT_R_NSUBJ_PASS;
    if (rel == AT_R_OBL) {
        at_str prep = at__prep_of(an, t);
        if (prep.n < 24) {
            memcpy(act, "obl:", 4);
            memcpy(act + 4, prep.p, prep.n);
            act[4 + prep.n] = 0;
        }
    }
    const at__sense *own = an->tokens[v].upos == AT_VERB ? at__sense_verb(ev, v) : NULL;
    bool event = own && own->row != AT_NONE && own->type != AT_NOEVENT && !at__ev_flag(own->flags, "weak"); /* "disrupted the protest" is an act of its own */
    uint32_t row = !event && (is_obj || rel == AT_R_OBL) ? at__phase_row(ev, v, "light", act) : AT_NONE;
    if (row != AT_NONE) {
        take(ev, s, row, AT__LIGHT, v);
        lend(ev, s, row, f);
        return;
    }
    if (rel == AT_R_NSUBJ || rel == AT_R_NSUBJ_PASS) {
        row = an->tokens[v].upos == AT_VERB ? at__phase_row(ev, v, "happen", "subj") : AT_NONE;
        if (row != AT_NONE) {
            take(ev, s, row, AT__HAPPEN, v);
            if (!f->passive)
                s->recipient = befallen(ev, f, own);
        } else if (at_dep(an, v, AT_R_COP) >= 0 && (an->tokens[v].upos == AT_ADV || at_eq(an->tokens[v].lower, AT_S("underway")))) {
            s->use = AT__HAPPEN;
            s->verb = v;
            s->phase = AT_PH_ONGOING;
        }
    }
}
