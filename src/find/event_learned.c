#include "find/event_draft.h"

#include "base/str.h"
#include "find/event_content.h"
#include "find/say.h"
#include "find/who.h"

#define AT__P_ALONE 0.75f   /* an event without a row, by the rules alone; set on reports that the head had not seen */
#define AT__P_LIKELY 0.15f  /* one that is weighed */

/* "The government must ..." in somebody's words asks for it (GUIDE: "must", "should" also give a REQUEST row). */
void at__draft_must(at__ev *ev, at__events *out, uint32_t tok)
{
    static const char *const words[] = {"must", "should", "ought"};
    const at_attribution *say = at_say_at(ev->c, tok);
    const at_token *t = &ev->an->tokens[tok];
    if (!say || !say->nsource || !at__modal(ev->an, tok, words, 3) || t->rel == AT_R_ADVCL || t->rel == AT_R_ACL_RELCL)
        return;
    const at__frame *f = at__frame_of(ev, tok);
    if (f->surface < 0 || (ev->an->tokens[f->surface].feats & AT_F_P1)) /* "I must say": asks nothing of others */
        return;
    at__event e = {.tok = tok, .told = tok, .type = AT_REQUEST, .seen = AT__SEEN(MUST), .confidence = 0.5f, .rule = "event-must"};
    e.mode = at__asked(ev, tok);
    const at_source *src = &say->source[say->nsource - 1];
    at_party *p = at_push(ev->c->mem, &e.sides.actor);
    *p = (at_party){src->name, src->actor, tok};
    if (f->surface >= 0 && at__ev_acts(ev, (uint32_t)f->surface))
        at_who_parties(ev->c, (uint32_t)f->surface, &e.sides.recipient);
    *(at__event *)at_push(ev->c->mem, out) = e;
}

/* What the lexicons say of the word: AT_EVENT_COUNT if they have no row for it. */
static at_event_type by_row(at__ev *ev, uint32_t tok)
{
    uint8_t u = ev->an->tokens[tok].upos;
    at__sense n;
    if (u == AT_VERB || u == AT_ADJ) {
        const at__sense *s = at__sense_verb(ev, tok);
        return s->row != AT_NONE ? s->type : AT_EVENT_COUNT;
    }
    return (u == AT_NOUN || u == AT_PROPN) && at__sense_noun(ev, &n, tok) ? n.type : AT_EVENT_COUNT;
}

/* The passive of a verb of feeling tells a state of mind ("were deeply worried"; Levin 1993 31.1, amuse verbs). */
static bool moved(at__ev *ev, uint32_t tok)
{
    return at_passive(ev->an, tok) && at_one_of(ev->lemma[tok], (const char *const[]){"worry", "concern", "sadden", "disappoint", "shock", "alarm", "dismay", "trouble", "disturb", "frighten", "scare", "upset", "satisfy", "please",
                                                                                      "encourage", "relieve", "surprise", "astonish", "puzzle", "horrify", "terrify", NULL});
}

void at__draft_learned(at__ev *ev, at__events *out, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    at_event_type row = by_row(ev, tok);
    if (t->event_like == AT_NOEVENT || t->event_any < AT__P_LIKELY || (row == (at_event_type)t->event_like && row != AT_NOEVENT))
        return;
    if (t->event_like == AT_REQUEST && at_say_names(ev->c, tok))
        return; /* "called the protesters gangs" asks for nothing */
    if (t->event_like == AT_ACCUSE && (at_dep(ev->an, tok, AT_R_COP) >= 0 || moved(ev, tok)))
        return; /* "the vote is a sham", "they are worried": what is said to be so, not an act */
    at__above up = {.top = tok, .doer = -1, .accused = -1};
    at__event e = {.tok = tok, .told = tok, .type = (at_event_type)t->event_like, .confidence = t->event_any * 0.8f, .rule = "event-head"};
    bool is_verb = t->upos == AT_VERB;
    static const at__sense plain = {.row = AT_NONE, .actor = {"subj", 4}, .recipient = {"obj", 3}};
    static const at__sense plain_noun = {.row = AT_NONE, .actor = {"by|poss|cmp", 11}, .recipient = {"of|against|on", 13}, .words = 1};
    e.seen = (t->event == AT_NOEVENT || t->event_p < AT__P_ALONE ? AT__SEEN(WEAK_HEAD) : 0) | (row == AT_NOEVENT ? AT__SEEN(NONE_ROW) : 0);
    if (is_verb) {
        at__above_of(ev, &up, tok);
        e.seen |= (up.drop ? AT__SEEN(DROP) : 0) | (up.condition ? AT__SEEN(CONDITION) : 0) | (at__imagined(ev->an, tok) ? AT__SEEN(IMAGINED) : 0);
        at__sides_verb(ev, &e.sides, tok, &plain, &up);
    } else {
        at__said said;
        at__sense s = plain_noun;
        s.beg = tok;
        at__said_of(ev, &said, tok);
        at__sides_noun(ev, &e.sides, tok, &s, &said);
        e.told = said.use == AT__BARE ? tok : said.verb;
        e.noun = true;
    }
    e.negated = up.negated;
    e.phase = up.phase;
    e.stance = up.stance;
    e.mode = e.type == AT_ASSAULT ? at__means(ev, tok) : (at_str){"", 0};
    *(at__event *)at_push(ev->c->mem, out) = e;
}

