#include "find/event_draft.h"

#include "base/str.h"
#include "find/event_content.h"

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
            return k == 0 && (up.drop || up.condition || at__imagined(an, h));
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
    if (!at__uttered(type) || type == AT_AGREE)
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
    if (at__confirmed(ev, e->tok, e->type))
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

/* Phase, stance and negation by the verb that carries the noun, and whether it tells no fact. */
static uint64_t carried(at__ev *ev, at__event *e, const at__said *said)
{
    at__above up;
    if (said->use == AT__BARE)
        return 0;
    at__above_of(ev, &up, said->verb);
    e->phase = up.phase != AT_PH_NONE ? up.phase : said->phase;
    e->stance = up.stance != AT_ASSERTED ? up.stance : said->stance;
    e->negated = up.negated;
    return (up.drop ? AT__SEEN(DROP) : 0) | (up.condition ? AT__SEEN(CONDITION) : 0) | (up.purpose ? AT__SEEN(PURPOSE) : 0) | (at__imagined(ev->an, said->verb) ? AT__SEEN(IMAGINED_ABOVE) : 0) |
           (said->use == AT__LIGHT ? AT__SEEN(LIGHT) : AT__SEEN(HAPPEN));
}

static uint64_t noun_reasons(at__ev *ev, const at__event *e, const at__said *said)
{
    const at_token *t = &ev->an->tokens[e->tok];
    bool with = details(ev, e->tok) > 0, fresh = newly(ev, e->tok);
    uint64_t seen = (with ? AT__SEEN(DETAILS) : 0) | (fresh ? AT__SEEN(NEWLY) : 0) | (e->sides.by_name ? AT__SEEN(BY_NAME) : 0);
    seen |= t->rel == AT_R_COMPOUND || t->rel == AT_R_FLAT || t->rel == AT_R_NMOD_POSS ? AT__SEEN(PREMODIFIER) : 0;
    seen |= (inside_name(ev, e->tok) ? AT__SEEN(IN_NAME) : 0) | (asked_for(ev, e->tok) ? AT__SEEN(ASKED) : 0) | (charged(ev, e->tok) ? AT__SEEN(ACCUSED) : 0);
    seen |= told_by_verb(ev, e->tok, e->sense, e->sides.by_name) ? AT__SEEN(BY_VERB) : 0;
    return seen | (said->use == AT__BARE && !with && !fresh && retold(ev, e) ? AT__SEEN(RETOLD) : 0);
}

void at__draft_noun(at__ev *ev, at__events *out, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    at__sense *s = at_new(ev->c->mem, at__sense, 1);
    if (!at__sense_noun(ev, s, tok) || s->type == AT_NOEVENT)
        return;
    at__said said;
    at__said_of(ev, &said, tok);
    at__event e = {.tok = tok, .told = said.use == AT__BARE ? tok : said.verb, .noun = true, .sense = s, .type = s->type, .mode = s->mode, .rule = "event-noun"};
    e.seen = carried(ev, &e, &said);
    e.negated |= at_negated(ev->an, tok);
    at__sides_noun(ev, &e.sides, tok, s, &said);
    e.seen |= noun_reasons(ev, &e, &said);
    if ((e.seen & AT__SEEN(ACCUSED)) && !at__uttered(e.type))
        e.stance = AT_ALLEGED;
    if (said.use == AT__BARE && t->head >= 0 && (t->rel == AT_R_NMOD || t->rel == AT_R_OBL) &&
        at_index(at_cell(&s->lex->t, s->row, ev->nouns.with), AT_S("case="), 0) != SIZE_MAX)
        e.told = (uint32_t)t->head; /* "opponents in jail", "remain under arrest" */
    e.confidence = at__ev_flag(s->flags, "weak") ? 0.35f : 0.5f;
    if (!at__content(ev, tok, s, &e.type, &e.mode))
        e.seen |= AT__SEEN(NO_CONTENT);
    e.seen |= (with_content(ev, tok, e.type) ? AT__SEEN(CONTENT) : 0) | (noun_stands(ev, &e, &said) ? 0 : AT__SEEN(NOUN_ALONE));
    if (e.type == AT_ASSAULT && !e.mode.n)
        e.mode = at__means(ev, tok);
    *(at__event *)at_push(ev->c->mem, out) = e;
}

