#include "find/event_draft.h"

#include "base/str.h"
#include "find/event_content.h"
#include "find/say.h"

bool at__uttered(at_event_type t)
{
    return t == AT_THREATEN || t == AT_REQUEST || t == AT_ACCUSE || t == AT_AGREE || t == AT_REJECT;
}

bool at__confirmed(const at__ev *ev, uint32_t tok, at_event_type type)
{
    const at_token *t = &ev->an->tokens[tok];
    return t->event == (uint8_t)type && t->event_p >= AT__P_CONFIRM;
}

/* "took to the streets to demand ...", "rallied to denounce ...": the purpose is carried out by the very act. */
static bool spoken(at_event_type t)
{
    return t == AT_REQUEST || t == AT_ACCUSE || t == AT_PROTEST || t == AT_SUPPORT;
}

/* "the murdered journalist", "a banned party": an act told in passing of somebody; "armed men", "a wounded pride" are none. */
static bool told_in_passing(at__ev *ev, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    if (t->rel != AT_R_AMOD || t->upos != AT_VERB || t->head < 0 || (t->feats & AT_F_GER) || !at_ends(t->lower, AT_S("ed")))
        return false;
    const at__sense *s = at__sense_verb(ev, tok);
    bool force = s->row != AT_NONE && (s->type == AT_ASSAULT || s->type == AT_COERCE || (s->type == AT_SANCTION && at_eq(s->mode, AT_S("expel"))));
    return force && !at__ev_flag(s->flags, "weak") && !at__ev_word_class(ev, ev->lemma[tok], AT_S("hurting")) && at__ev_acts(ev, (uint32_t)t->head);
}

static bool participle_of_name(at__ev *ev, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    return t->rel == AT_R_AMOD || t->rel == AT_R_COMPOUND || t->rel == AT_R_FLAT || t->rel == AT_R_FIXED || t->rel == AT_R_CASE;
}

/* Harm done by nature or by accident is nobody's act. */
static bool by_nature(at__ev *ev, const at__frame *f, const at__sense *s)
{
    return f->subj >= 0 && at__ev_flag(s->flags, "harm") && at__ev_word_class(ev, ev->lemma[f->subj], AT_S("nature"));
}

/* Is the doer one that can do it? Without a doer (passive, gerund) nothing speaks against it. */
static bool doer_fits(at__ev *ev, const at__frame *f, const at__sense *s)
{
    if (f->subj < 0 || at__ev_flag(s->flags, "harm") || !at__ev_flag(s->flags, "act") || f->passive) /* "evacuated by air", "displaced by fighting": no doer is named */
        return true;
    return at__ev_acts(ev, (uint32_t)f->subj) || at__ev_word_class(ev, ev->lemma[f->subj], AT_S("instrument"));
}

/* The subject is itself the name of an act: "the attack killed 13" is told by the noun. */
static bool told_by_subject(at__ev *ev, const at__frame *f, at_event_type type)
{
    at__sense n;
    return f->subj >= 0 && !f->lent && ev->an->tokens[f->subj].upos == AT_NOUN && at__sense_noun(ev, &n, (uint32_t)f->subj) && n.type == type &&
           !at__ev_acts(ev, (uint32_t)f->subj);
}

/* "killed or wounded", "was detained and arrested": one act with two verbs. */
static bool doubled(at__ev *ev, uint32_t tok, at_event_type type)
{
    const at_token *t = &ev->an->tokens[tok];
    if (t->rel != AT_R_CONJ || t->head < 0 || (uint32_t)t->head > tok || tok - (uint32_t)t->head > 4 || ev->an->tokens[t->head].upos != AT_VERB)
        return false;
    if (at_dep(ev->an, tok, AT_R_NSUBJ) >= 0 || at_dep(ev->an, tok, AT_R_NSUBJ_PASS) >= 0)
        return false;
    const at__sense *s = at__sense_verb(ev, (uint32_t)t->head);
    return s->row != AT_NONE && s->type == type && (at_dep(ev->an, (uint32_t)t->head, AT_R_OBJ) < 0 || at_dep(ev->an, tok, AT_R_OBJ) < 0);
}

/* "12 were killed and 20 wounded": the wounding is told with the killing, and without a doer it is a figure rather than an act. */
static bool only_hurt(at__ev *ev, uint32_t tok, const at__event *e)
{
    const at_token *t = &ev->an->tokens[tok];
    if (e->type != AT_ASSAULT || !at__ev_word_class(ev, ev->lemma[tok], AT_S("hurting")))
        return false;
    if (t->rel == AT_R_CONJ && t->head >= 0 && ev->an->tokens[t->head].upos == AT_VERB) {
        const at__sense *s = at__sense_verb(ev, (uint32_t)t->head);
        if (s->row != AT_NONE && s->type == AT_ASSAULT)
            return true;
    }
    return !e->sides.actor.n && !e->mode.n && !at__confirmed(ev, tok, AT_ASSAULT);
}

/* "No one was hit", "none of them was arrested". */
static bool nobody(const at_analysis *an, const at__frame *f)
{
    static const char *const none[] = {"no", "nobody", "none", "nothing", "neither", "zero"};
    int32_t who = f->surface;
    if (who < 0 || f->lent)
        return false;
    at_span np = at_noun_phrase(an, (uint32_t)who);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (at_eq(an->tokens[np.beg].lower, at_strz(none[i])))
            return true;
    return false;
}

bool at__modal(const at_analysis *an, uint32_t tok, const char *const *words, size_t n)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_AUX)
            for (size_t i = 0; i < n; i++)
                if (at_eq(an->tokens[d].lower, at_strz(words[i])))
                    return true;
    return false;
}

bool at__imagined(const at_analysis *an, uint32_t tok)
{
    static const char *const may[] = {"may", "might", "could", "can", "should", "must", "ought"};
    return at__modal(an, tok, may, sizeof may / sizeof *may);
}

static bool future(const at_analysis *an, uint32_t tok)
{
    static const char *const will[] = {"will", "would", "'ll", "shall", "wo", "'d"};
    return at__modal(an, tok, will, sizeof will / sizeof *will);
}

/* Rows that hold only with something else to say so. */
static bool stands(at__ev *ev, const at__event *e, const at__sense *s)
{
    if (at__ev_flag(s->flags, "say") && !at_say_at(ev->c, e->tok))
        return false;
    if (at__ev_flag(s->flags, "future") && !future(ev->an, e->told))
        return false;
    if (e->type == AT_ACCUSE && ev->an->tokens[e->tok].rel == AT_R_ACL && !at__frame_of(ev, e->tok)->infinitive && at_passive(ev->an, e->tok) &&
        at__frame_of(ev, e->tok)->subj < 0)
        return at__confirmed(ev, e->tok, e->type); /* "eight people accused of ..." says who they are */
    return !at__ev_flag(s->flags, "weak") || at__confirmed(ev, e->tok, e->type);
}

/*
 * "We will crush them", "offenders will be prosecuted" in somebody's words threatens (GUIDE: "we will bring offenders to justice" is THREATEN
 * arrest). Mode by the act held out.
 */
static bool held_out(at__ev *ev, const at__event *e, const at__sense *s, at_str *mode)
{
    const at_attribution *say = at_say_at(ev->c, e->tok);
    if (!say || !say->nsource || !future(ev->an, e->told) || at_negated(ev->an, e->told))
        return false;
    if (s->type == AT_ASSAULT)
        *mode = AT_S("violence");
    else if (at_eq(s->mode, AT_S("arrest")) || at_eq(s->mode, AT_S("convict")) || at_eq(s->mode, AT_S("allege")))
        *mode = AT_S("arrest");
    else if (at_eq(s->mode, AT_S("deport")) || at_eq(s->mode, AT_S("expel")))
        *mode = AT_S("expel");
    else
        return false;
    return true;
}

/* What one owes and may fail to do. */
static bool withheld(at_event_type t)
{
    return t == AT_COOPERATE || t == AT_AID || t == AT_RETREAT || t == AT_CONCEDE || t == AT_SUPPORT;
}

static uint64_t verb_reasons(at__ev *ev, uint32_t tok, const at__sense *s, const at__above *up)
{
    const at_analysis *an = ev->an;
    const at__frame *f = at__frame_of(ev, tok);
    bool passing = told_in_passing(ev, tok);
    uint64_t seen = passing ? AT__SEEN(IN_PASSING) : participle_of_name(ev, tok) ? AT__SEEN(PREMODIFIER) : 0;
    seen |= (up->drop ? AT__SEEN(DROP) : 0) | (up->condition ? AT__SEEN(CONDITION) : 0) | (up->accused >= 0 ? AT__SEEN(ACCUSED) : 0);
    if (up->purpose)
        seen |= up->to_do_so && spoken(s->type) ? AT__SEEN(PURPOSE_SPOKEN) : AT__SEEN(PURPOSE);
    seen |= (at__imagined(an, tok) ? AT__SEEN(IMAGINED) : 0) | (up->top != tok && at__imagined(an, up->top) ? AT__SEEN(IMAGINED_ABOVE) : 0);
    seen |= (by_nature(ev, f, s) ? AT__SEEN(NATURE) : 0) | (doer_fits(ev, f, s) ? 0 : AT__SEEN(UNFIT)) | (told_by_subject(ev, f, s->type) ? AT__SEEN(BY_SUBJECT) : 0) | (doubled(ev, tok, s->type) ? AT__SEEN(DOUBLED) : 0);
    return seen | (at__ev_flag(s->flags, "harm") && nobody(an, f) ? AT__SEEN(NOBODY) : 0);
}

/* What one owes and does not give is refused; what one holds out against others in words of one's own threatens. */
static void turned(at__ev *ev, at__event *e, at__above *up)
{
    at_str threat;
    if (up->phase == AT_PH_FAILED && up->negated && withheld(e->type)) { /* "failed to cooperate", "failed to pay" */
        e->type = AT_REJECT;
        e->mode = (at_str){"", 0};
        up->negated = false;
    }
    if (held_out(ev, e, e->sense, &threat)) {
        e->type = AT_THREATEN;
        e->mode = threat;
        e->stance = AT_PROMISED;
    }
}

void at__draft_verb(at__ev *ev, at__events *out, uint32_t tok)
{
    const at_analysis *an = ev->an;
    const at__sense *s = at__sense_verb(ev, tok);
    if (s->row == AT_NONE || s->type == AT_NOEVENT)
        return;
    const at__frame *f = at__frame_of(ev, tok);
    at__above up;
    at__above_of(ev, &up, tok);
    at__event e = {.tok = tok, .told = up.top, .sense = s, .type = s->type, .mode = s->mode, .confidence = 0.6f, .rule = "event-verb"};
    e.seen = verb_reasons(ev, tok, s, &up);
    if (!at__content(ev, tok, s, &e.type, &e.mode))
        e.seen |= AT__SEEN(NO_CONTENT);
    at__sides_verb(ev, &e.sides, tok, s, &up);
    if (!stands(ev, &e, s))
        e.seen |= AT__SEEN(NOT_STANDS);
    turned(ev, &e, &up);
    if (e.type == AT_ASSAULT && !e.mode.n)
        e.mode = at__means(ev, tok);
    if (an->tokens[tok].rel == AT_R_AMOD && an->tokens[tok].head >= 0)
        e.told = (uint32_t)an->tokens[tok].head;
    if (only_hurt(ev, tok, &e))
        e.seen |= AT__SEEN(HURT);
    e.phase = up.phase;
    e.attempt = up.attempt;
    e.negated = up.negated ^ nobody(an, f);
    e.stance = up.accused >= 0 && !at__uttered(e.type) ? AT_ALLEGED : up.stance;
    *(at__event *)at_push(ev->c->mem, out) = e;
}

