/* event_party.h: who acts and who is acted on, from the slots of a lexicon row. */
#ifndef AT_FIND_EVENT_PARTY_H
#define AT_FIND_EVENT_PARTY_H
#include "find/event_comp.h"

typedef struct {
    at_parties actor, recipient;
    int32_t actor_tok, recipient_tok; /* head words, or -1 */
    bool by_name;                     /* a slot of the word itself named one of them */
} at__sides;

void at__sides_verb(at__ev *ev, at__sides *s, uint32_t tok, const at__sense *sense, const at__above *above);
void at__sides_noun(at__ev *ev, at__sides *s, uint32_t tok, const at__sense *sense, const at__said *said);
#endif
