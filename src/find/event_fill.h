/*
 * event_fill.h: sides of an act that its own clause does not name but an earlier telling of the same act does ("the talks",
 * "the strike", "he was arrested"). Runs once over all events of a report, in text order.
 */
#ifndef AT_FIND_EVENT_FILL_H
#define AT_FIND_EVENT_FILL_H
#include "find/event_lex.h"

void at__event_fill(at__ev *ev);
#endif
