#include "find/event_vote.h"

#include "find/event_near.h"


/* Set on the labelled documents that the head was not trained on (bench/labels, held out). */
static const float TAKE = 0.5f;    /* how sure it must be where the rules have nobody */
static const float REPLACE = 0.6f; /* and where they have another */
static const float LOW = 0.2f;     /* who is then given less than this by it */
static const float NOBODY = 0.05f; /* less than this, and nobody else seen: the rules' side falls */

int32_t at__vote_side(at__ev *ev, uint32_t tok, at_event_arg_kind kind, int32_t rule, int32_t other)
{
    const at_event_arg *best = at_event_arg_of(ev->an, tok, kind);
    if (!at_event_word_at(ev->an, tok))
        return rule;
    float chance = rule >= 0 ? at_event_arg_chance(ev->an, tok, kind, (uint32_t)rule) : 0;
    bool fits = best && (int32_t)best->head != other && best->head != tok && ev->c->timex_of[best->head] < 0 && !(rule >= 0 && (uint32_t)rule >= best->beg && (uint32_t)rule < best->end);
    const at_token *t = &ev->an->tokens[tok]; /* "the protests were put down by police": not the police's protests */
    if (kind == AT_EA_ACTOR && best && t->rel == AT_R_NSUBJ_PASS && ev->an->tokens[best->head].rel == AT_R_OBL_AGENT && ev->an->tokens[best->head].head == t->head)
        fits = false;
    if (rule < 0)
        return fits && best->p >= TAKE ? (int32_t)best->head : rule;
    if (ev->an->tokens[rule].sent != ev->an->tokens[tok].sent)
        return rule;
    if (fits && best->p >= REPLACE && chance < LOW)
        return (int32_t)best->head;
    return !best && chance < NOBODY && !at__near_thing(ev, (uint32_t)rule) ? -1 : rule; /* it knows people rather than things */
}
