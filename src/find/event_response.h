/*
 * event_response.h: how a state answers those who protest, in the classes of the Mass Mobilization data (its codebook: accommodation,
 * arrests, beatings, crowd dispersal, ignore, killings, shootings). By measures.tsv: the class of the measure named, else that of its
 * type and mode.
 */
#ifndef AT_FIND_EVENT_RESPONSE_H
#define AT_FIND_EVENT_RESPONSE_H
#include "find/event_lex.h"

/* Sets event.response of the acts of states, their police and armies in a report that tells of protests. Needs all events. */
void at__event_responses(at__ev *ev);
#endif
