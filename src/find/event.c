#include "find/event.h"

#include "base/str.h"
#include "find/event_clause.h"
#include "find/event_content.h"
#include "find/event_enemy.h"
#include "find/event_fill.h"
#include "find/event_guess.h"
#include "find/event_name.h"
#include "find/event_party.h"
#include "find/event_response.h"
#include "find/say.h"
#include "find/who.h"

/* Thresholds on the learned head, set on the reports of the training gold that the head had not seen. */
#define AT__P_CONFIRM 0.10f /* a weak row counts if the head gives its type at least this */
#define AT__P_ALONE 0.75f   /* an event without a row */

typedef struct {
    uint32_t tok;
    uint32_t told;           /* word whose clause quotes it */
    bool noun;
    const at__sense *sense;
    at_event_type type;
    at_str mode;
    at__sides sides;
    at_phase phase;
    at_stance stance;
    bool negated, attempt;
    float confidence;
    const char *rule;
} at__event;

static bool uttered(at_event_type t)
{
    return t == AT_THREATEN || t == AT_REQUEST || t == AT_ACCUSE || t == AT_AGREE || t == AT_REJECT;
}

/* Types of what a state imposes or grants. */
static bool imposed(at_event_type t)
{
    return t == AT_COERCE || t == AT_SANCTION || t == AT_CONCEDE || t == AT_RETREAT;
}

static bool confirmed(const at__ev *ev, uint32_t tok, at_event_type type)
{
    const at_token *t = &ev->an->tokens[tok];
    return t->event == (uint8_t)type && t->event_p >= AT__P_CONFIRM;
}

/* Writes one event down. */
static void put(at__ev *ev, const at__event *e)
{
    at_ctx *c = ev->c;
    at_finding *f = at_finding_add(c, AT_K_EVENT, e->tok, e->rule);
    size_t at = c->findings.n - 1;
    f->event.type = e->type;
    f->event.mode = e->mode;
    f->event.actor = e->sides.actor;
    f->event.recipient = e->sides.recipient;
    f->event.phase = e->phase;
    f->negated = e->negated;
    f->stance = e->stance;
    f->confidence = e->confidence;
    if (e->sense) {
        f->event.cameo = e->sense->cameo;
        f->event.measure = at__measure(ev, e->tok, e->sense->measure);
        f->row = at_lexicon_ref(e->sense->lex, e->sense->row, c->mem);
        if (e->noun && e->sense->words > 1)
            f->head = at_bytes(c->an, e->sense->beg, e->sense->beg + e->sense->words);
    }
    bool verb = c->an->tokens[e->told].upos == AT_VERB;
    f->span = verb && uttered(e->type) ? at__clause_bytes(c->an, at__clause_speech(c->an, e->told)) : at_event_clause(c, e->told);
    if (!f->event.measure.n && imposed(e->type)) {
        at_span t = c->an->tokens[e->told].upos == AT_VERB ? at__clause_verb(c->an, e->told) : at__clause_noun(c->an, e->told);
        f->event.measure = at__measure_named(ev, t.beg, t.end, e->type);
    }
    at_finding_context(c, f);
    f = &c->findings.p[at];
    /* What was uttered was uttered, whatever it promises or asks (GUIDE: stance of a THREATEN, REQUEST, ACCUSE, AGREE row is asserted). */
    if (uttered(f->event.type) && (f->stance == AT_PROMISED || f->stance == AT_DEMANDED))
        f->stance = AT_ASSERTED;
    if (e->attempt && f->stance == AT_EXPECTED) /* what was tried was done as far as it went */
        f->stance = AT_ASSERTED;
}

/* ---- verbs ---- */

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
    if (told_in_passing(ev, tok))
        return false;
    return t->rel == AT_R_AMOD || t->rel == AT_R_COMPOUND || t->rel == AT_R_FLAT || t->rel == AT_R_FIXED || t->rel == AT_R_CASE;
}

/* Is the doer one that can do it? Without a doer (passive, gerund) nothing speaks against it. */
static bool doer_fits(at__ev *ev, const at__frame *f, const at__sense *s)
{
    if (f->subj < 0)
        return true;
    if (at__ev_flag(s->flags, "harm"))
        return !at__ev_word_class(ev, ev->lemma[f->subj], AT_S("nature"));
    if (at__ev_flag(s->flags, "act") && !f->passive) /* "evacuated by air", "displaced by fighting": no doer is named */
        return at__ev_acts(ev, (uint32_t)f->subj) || at__ev_word_class(ev, ev->lemma[f->subj], AT_S("instrument"));
    return true;
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
    return !e->sides.actor.n && !e->mode.n && !confirmed(ev, tok, AT_ASSAULT);
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

static bool modal(const at_analysis *an, uint32_t tok, const char *const *words, size_t n)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_AUX)
            for (size_t i = 0; i < n; i++)
                if (at_eq(an->tokens[d].lower, at_strz(words[i])))
                    return true;
    return false;
}

static bool imagined(const at_analysis *an, uint32_t tok)
{
    static const char *const may[] = {"may", "might", "could", "can", "should", "must", "ought"};
    return modal(an, tok, may, sizeof may / sizeof *may);
}

static bool future(const at_analysis *an, uint32_t tok)
{
    static const char *const will[] = {"will", "would", "'ll", "shall", "wo", "'d"};
    return modal(an, tok, will, sizeof will / sizeof *will);
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
        return confirmed(ev, e->tok, e->type); /* "eight people accused of ..." says who they are */
    return !at__ev_flag(s->flags, "weak") || confirmed(ev, e->tok, e->type);
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

static void verb(at__ev *ev, uint32_t tok)
{
    const at_analysis *an = ev->an;
    if (participle_of_name(ev, tok))
        return;
    const at__sense *s = at__sense_verb(ev, tok);
    if (s->row == AT_NONE || s->type == AT_NOEVENT)
        return;
    const at__frame *f = at__frame_of(ev, tok);
    at__above up;
    at__above_of(ev, &up, tok);
    at__event e = {.tok = tok, .told = up.top, .sense = s, .type = s->type, .mode = s->mode, .confidence = 0.6f, .rule = "event-verb"};
    if (up.drop || up.condition || (up.purpose && !(up.to_do_so && spoken(s->type))) || imagined(an, tok) || imagined(an, up.top) || !doer_fits(ev, f, s) || told_by_subject(ev, f, s->type) ||
        doubled(ev, tok, s->type))
        return;
    if (!at__content(ev, tok, s, &e.type, &e.mode))
        return;
    at__sides_verb(ev, &e.sides, tok, s, &up);
    if (!stands(ev, &e, s))
        return;
    at_str threat;
    if (up.phase == AT_PH_FAILED && up.negated && withheld(e.type)) { /* "failed to cooperate", "failed to pay" */
        e.type = AT_REJECT;
        e.mode = (at_str){"", 0};
        up.negated = false;
    }
    if (held_out(ev, &e, s, &threat)) {
        e.type = AT_THREATEN;
        e.mode = threat;
        e.stance = AT_PROMISED;
    }
    if (e.type == AT_ASSAULT && !e.mode.n)
        e.mode = at__means(ev, tok);
    if (an->tokens[tok].rel == AT_R_AMOD)
        e.told = (uint32_t)an->tokens[tok].head;
    if (only_hurt(ev, tok, &e) || (at__ev_flag(s->flags, "harm") && nobody(an, f)))
        return;
    e.phase = up.phase;
    e.attempt = up.attempt;
    e.negated = up.negated ^ nobody(an, f);
    e.stance = up.accused >= 0 && !uttered(e.type) ? AT_ALLEGED : up.stance;
    put(ev, &e);
}

/* ---- nouns ---- */

static bool inside_name(const at__ev *ev, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    if (!t->name)
        return false;
    uint8_t type = ev->an->names[t->name - 1].type;
    return type == AT_N_PER || type == AT_N_ORG || type == AT_N_LOC || type == AT_N_DATE;
}

/* Object of asking, refusing, threatening, agreeing: "called for a ceasefire" has no ceasefire. */
static bool asked_for(at__ev *ev, uint32_t tok)
{
    const at_analysis *an = ev->an;
    uint32_t t = at__measured(ev, tok);
    for (int k = 0; k < 4 && an->tokens[t].head >= 0; k++) {
        uint32_t h = (uint32_t)an->tokens[t].head;
        uint8_t rel = an->tokens[t].rel;
        if (rel == AT_R_CONJ) {
            t = h;
            continue;
        }
        if (an->tokens[h].upos == AT_VERB) {
            if (rel != AT_R_OBJ && rel != AT_R_OBL && rel != AT_R_XCOMP && rel != AT_R_NSUBJ_PASS)
                return false;
            const at__sense *s = at__sense_verb(ev, h);
            if (at_eq(ev->lemma[h], AT_S("order"))) /* "ordered the killing": the one who orders it does it */
                return false;
            if (s->row != AT_NONE && (s->type == AT_REQUEST || s->type == AT_REJECT || s->type == AT_THREATEN || s->type == AT_AGREE))
                return !at__ev_flag(s->flags, "keep");
            at__above up;
            at__above_of(ev, &up, h);
            return k == 0 && (up.drop || up.condition || imagined(an, h));
        }
        if (an->tokens[h].upos != AT_NOUN || rel != AT_R_NMOD)
            return false;
        at__sense n;
        at_str prep = at__prep_of(an, t);
        if (at__sense_noun(ev, &n, h) && (n.type == AT_REQUEST || n.type == AT_THREATEN || n.type == AT_REJECT || n.type == AT_AGREE) &&
            (at_eq(prep, AT_S("for")) || at_eq(prep, AT_S("of")) || at_eq(prep, AT_S("to"))))
            return true;
        /* an act already going on inside a demand has a row ("an end to the attacks") */
        if (at_eq(prep, AT_S("to")) || at_eq(prep, AT_S("of")))
            return false;
        t = h;
    }
    return false;
}

/* The content of a charge: "allegations of torture", "accused of murder", "charged with rioting". */
static bool charged(at__ev *ev, uint32_t tok)
{
    const at_analysis *an = ev->an;
    uint32_t t = at__measured(ev, tok);
    for (int k = 0; k < 3 && an->tokens[t].rel == AT_R_CONJ && an->tokens[t].head >= 0; k++)
        t = (uint32_t)an->tokens[t].head;
    at_str prep = at__prep_of(an, t);
    if (an->tokens[t].head < 0 || !(at_eq(prep, AT_S("of")) || at_eq(prep, AT_S("with")) || at_eq(prep, AT_S("for")) || at_eq(prep, AT_S("over"))))
        return false;
    uint32_t h = (uint32_t)an->tokens[t].head;
    at__sense n;
    const at__sense *s = &n;
    if (an->tokens[h].upos == AT_VERB)
        s = at__sense_verb(ev, h);
    else if (an->tokens[h].upos != AT_NOUN || !at__sense_noun(ev, &n, h))
        return false;
    return s->row != AT_NONE && s->type == AT_ACCUSE && at_eq(s->mode, AT_S("allege"));
}

/* Is there a day, a number or a place with the noun? */
static int details(at__ev *ev, uint32_t tok)
{
    const at_analysis *an = ev->an;
    int n = 0;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_NMOD || t->rel == AT_R_NMOD_UNMARKED || t->rel == AT_R_NMOD_POSS || t->rel == AT_R_OBL || t->rel == AT_R_COMPOUND || t->rel == AT_R_OBL_UNMARKED)
            n += ev->c->timex_of[d] >= 0 || ev->c->place_of[d] >= 0;
        n += t->rel == AT_R_ACL_RELCL || t->rel == AT_R_NUMMOD;
    }
    return n;
}

/* "renewed violence", "fresh clashes": news by the adjective. */
static bool newly(at__ev *ev, uint32_t tok)
{
    for (int32_t d = ev->an->tokens[tok].child; d >= 0 && (uint32_t)d < tok; d = ev->an->tokens[d].next)
        if ((ev->an->tokens[d].rel == AT_R_AMOD || ev->an->tokens[d].rel == AT_R_COMPOUND) && at__ev_word_class(ev, ev->an->tokens[d].lower, AT_S("news")))
            return true;
    return false;
}

/* What an accusation, threat or request is about, said beside it: "claims that ...", "a call to join". */
static bool with_content(at__ev *ev, uint32_t tok, at_event_type type)
{
    static const char *const preps[] = {"of", "for", "to", "over", "against"};
    if (!uttered(type) || type == AT_AGREE)
        return false;
    if (at_dep(ev->an, tok, AT_R_ACL) >= 0 || at_dep(ev->an, tok, AT_R_CCOMP) >= 0)
        return true;
    for (size_t i = 0; i < sizeof preps / sizeof *preps; i++)
        if (at__noun_dep(ev->an, tok, at_strz(preps[i])) >= 0)
            return true;
    return false;
}

static bool noun_stands(at__ev *ev, const at__event *e, const at__said *said)
{
    int n = e->sides.by_name + (said->use != AT__BARE) + (details(ev, e->tok) > 0 || newly(ev, e->tok)) + with_content(ev, e->tok, e->type);
    if (at__ev_flag(e->sense->flags, "free"))
        return true;
    if (confirmed(ev, e->tok, e->type))
        return true;
    return at__ev_flag(e->sense->flags, "weak") ? n >= 2 : n >= 1;
}

/*
 * The verb above says the same: "were killed in an attack", "held in cells", "offered his condolences". An attack with sides of its own
 * is told beside its verb ("repelled an attack on the base"), a meeting is not.
 */
static bool told_by_verb(at__ev *ev, uint32_t tok, const at__sense *n, bool by_name)
{
    const at_token *t = &ev->an->tokens[tok];
    if (t->head < 0 || ev->an->tokens[t->head].upos != AT_VERB || t->rel == AT_R_NSUBJ)
        return false;
    const at__sense *s = at__sense_verb(ev, (uint32_t)t->head);
    if (s->row == AT_NONE || s->type != n->type)
        return false;
    at_str with = at_cell(&s->lex->t, s->row, ev->verbs.with), own = at_cell(&n->lex->t, n->row, ev->nouns.with);
    bool named = at_index(with, ev->lemma[tok], 0) != SIZE_MAX || at_index(own, AT_S("case="), 0) != SIZE_MAX;
    bool force = n->type == AT_ASSAULT || n->type == AT_PROTEST || n->type == AT_COERCE;
    return named || !by_name || !force;
}

/* An earlier event of the same kind done to the same one: a bare noun for it adds nothing (GUIDE: noun mentions). */
static bool retold(at__ev *ev, const at__event *e)
{
    const at_ctx *c = ev->c;
    for (size_t i = c->findings.n, k = 0; i-- > 0 && k < 60; k++) {
        const at_finding *f = &c->findings.p[i];
        if (f->kind != AT_K_EVENT || f->event.type != e->type)
            continue;
        for (size_t a = 0; a < e->sides.recipient.n; a++)
            for (size_t b = 0; b < f->event.recipient.n; b++)
                if (e->sides.recipient.p[a].actor >= 0 && e->sides.recipient.p[a].actor == f->event.recipient.p[b].actor)
                    return true;
    }
    return false;
}

static void noun(at__ev *ev, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    if (t->rel == AT_R_COMPOUND || t->rel == AT_R_FLAT || t->rel == AT_R_NMOD_POSS || inside_name(ev, tok))
        return;
    at__sense s;
    if (!at__sense_noun(ev, &s, tok) || s.type == AT_NOEVENT)
        return;
    at__said said;
    at__said_of(ev, &said, tok);
    at__event e = {.tok = tok, .told = said.use == AT__BARE ? tok : said.verb, .noun = true, .sense = &s, .type = s.type, .mode = s.mode, .confidence = 0.5f, .rule = "event-noun"};
    if (asked_for(ev, tok))
        return;
    if (said.use != AT__BARE) {
        at__above up;
        at__above_of(ev, &up, said.verb);
        if (up.drop || up.condition || up.purpose || imagined(ev->an, said.verb))
            return;
        e.phase = up.phase != AT_PH_NONE ? up.phase : said.phase;
        e.stance = up.stance != AT_ASSERTED ? up.stance : said.stance;
        e.negated = up.negated;
    }
    e.negated |= at_negated(ev->an, tok);
    if (charged(ev, tok) && !uttered(e.type))
        e.stance = AT_ALLEGED;
    at__sides_noun(ev, &e.sides, tok, &s, &said);
    if (said.use == AT__BARE && t->head >= 0 && (t->rel == AT_R_NMOD || t->rel == AT_R_OBL) &&
        at_index(at_cell(&s.lex->t, s.row, ev->nouns.with), AT_S("case="), 0) != SIZE_MAX)
        e.told = (uint32_t)t->head; /* "opponents in jail", "remain under arrest" */
    if (told_by_verb(ev, tok, &s, e.sides.by_name))
        return;
    if (said.use == AT__BARE && !details(ev, tok) && !newly(ev, tok) && retold(ev, &e))
        return;
    e.confidence = at__ev_flag(s.flags, "weak") ? 0.35f : 0.5f;
    if (!at__content(ev, tok, &s, &e.type, &e.mode) || !noun_stands(ev, &e, &said))
        return;
    if (e.type == AT_ASSAULT && !e.mode.n)
        e.mode = at__means(ev, tok);
    put(ev, &e);
}

/* ---- must and should ---- */

/* "The government must ..." in somebody's words asks for it (GUIDE: "must", "should" also give a REQUEST row). */
static void must(at__ev *ev, uint32_t tok)
{
    static const char *const words[] = {"must", "should", "ought"};
    const at_attribution *say = at_say_at(ev->c, tok);
    const at_token *t = &ev->an->tokens[tok];
    if (!say || !say->nsource || !modal(ev->an, tok, words, 3) || t->rel == AT_R_ADVCL || t->rel == AT_R_ACL_RELCL)
        return;
    const at__frame *f = at__frame_of(ev, tok);
    if (f->surface < 0 || (ev->an->tokens[f->surface].feats & AT_F_P1)) /* "I must say": asks nothing of others */
        return;
    at__event e = {.tok = tok, .told = tok, .type = AT_REQUEST, .confidence = 0.5f, .rule = "event-must"};
    e.mode = at__asked(ev, tok);
    const at_source *src = &say->source[say->nsource - 1];
    at_party *p = at_push(ev->c->mem, &e.sides.actor);
    *p = (at_party){src->name, src->actor, tok};
    if (f->surface >= 0 && at__ev_acts(ev, (uint32_t)f->surface))
        at_who_parties(ev->c, (uint32_t)f->surface, &e.sides.recipient);
    put(ev, &e);
}

/* ---- the learned head alone ---- */

static bool near_row(const at_ctx *c, uint32_t tok)
{
    for (size_t i = c->findings.n; i-- > 0;) {
        const at_finding *f = &c->findings.p[i];
        at_span w = c->an->tokens[tok].span;
        if (f->kind == AT_K_EVENT && f->tok <= tok + 3 && tok <= f->tok + 3 && f->span.beg <= w.beg && w.end <= f->span.end)
            return true;
        if (f->tok + 200 < tok)
            break;
    }
    return false;
}

static void learned(at__ev *ev, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    if (t->event == AT_NOEVENT || t->event_p < AT__P_ALONE || near_row(ev->c, tok))
        return;
    at__above up = {.top = tok, .doer = -1, .accused = -1};
    at__event e = {.tok = tok, .told = tok, .type = (at_event_type)t->event, .confidence = t->event_p * 0.8f, .rule = "event-head"};
    bool is_verb = t->upos == AT_VERB;
    static const at__sense plain = {.row = AT_NONE, .actor = {"subj", 4}, .recipient = {"obj", 3}};
    static const at__sense plain_noun = {.row = AT_NONE, .actor = {"by|poss|cmp", 11}, .recipient = {"of|against|on", 13}, .words = 1};
    if (is_verb) {
        at__above_of(ev, &up, tok);
        if (up.drop)
            return;
        at__sides_verb(ev, &e.sides, tok, &plain, &up);
    } else {
        at__said said;
        at__sense s = plain_noun;
        s.beg = tok;
        at__said_of(ev, &said, tok);
        at__sides_noun(ev, &e.sides, tok, &s, &said);
        e.told = said.use == AT__BARE ? tok : said.verb;
    }
    e.negated = up.negated;
    e.phase = up.phase;
    e.stance = up.stance;
    e.mode = t->event == AT_ASSAULT ? at__means(ev, tok) : (at_str){"", 0};
    put(ev, &e);
}

void at_event_run(at_ctx *c)
{
    at__ev ev;
    at__ev_init(&ev, c);
    for (uint32_t s = 0; s < c->an->nsents; s++) {
        if (c->boilerplate[s])
            continue;
        for (uint32_t i = c->an->sents[s].beg; i < c->an->sents[s].end; i++) {
            uint8_t u = c->an->tokens[i].upos;
            if (u == AT_VERB || u == AT_ADJ)
                verb(&ev, i);
            else if (u == AT_NOUN || u == AT_PROPN)
                noun(&ev, i);
            must(&ev, i);
        }
        for (uint32_t i = c->an->sents[s].beg; i < c->an->sents[s].end; i++)
            learned(&ev, i);
    }
    at__event_fill(&ev);
    at__event_guess(&ev);
    at__event_names(&ev);
    at__event_enemies(&ev);
    at__event_responses(&ev);
}
