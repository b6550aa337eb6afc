/*
 * event_near.h: sides of an act that stand beside its own arguments: with the other of two coordinated acts ("surrounded and raided four
 * houses", "attacks and threats against the press"), in a participle that carries the noun ("a complaint filed by A against B"), with the
 * plan that an infinitive spells out ("their operation to isolate the town"), in what is asked or praised ("asked for Japan's support",
 * "welcomed the news that A freed B"). All return the head word of the party or -1.
 */
#ifndef AT_FIND_EVENT_NEAR_H
#define AT_FIND_EVENT_NEAR_H
#include "find/event_sense.h"

/* Object of the last of coordinated verbs, for one that stands before it without an object of its own. */
int32_t at__near_object(at__ev *ev, const at__frame *f);
/* Whose it is or whom it names, of what is asked for, condemned or praised: "the resignation of X", "changes in the policy of X". */
int32_t at__near_content(at__ev *ev, int32_t content);
/* A state or body named by a word before the noun: "US intervention". */
int32_t at__near_name(at__ev *ev, int32_t noun);
/* Subject of the clause that a noun holds: "the news that X freed the town", "the need for X to act". */
int32_t at__near_clause(at__ev *ev, int32_t noun);
/* Doer (agent) or sufferer of a participle that carries the noun's act: "launched by", "filed against". */
int32_t at__near_participle(at__ev *ev, uint32_t noun, bool doer);
/* Who does the infinitive by the noun that it spells out, or by the subject that it is told of. */
int32_t at__near_plan(at__ev *ev, uint32_t tok);
/* The noun of the same kind that a noun is coordinated with, or -1. */
int32_t at__near_twin(const at__ev *ev, uint32_t noun);
/* Who takes part by the verb that a meeting hangs on: "planned the raid in a meeting with B". */
int32_t at__near_meeting(at__ev *ev, uint32_t noun);
/* A thing that is struck, taken or held, as the object or the passive's subject of the verb. */
bool at__near_thing(const at__ev *ev, uint32_t tok);
#endif
