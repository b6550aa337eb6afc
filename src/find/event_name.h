/*
 * event_name.h: who the report names only later. "A police officer was charged with murder. ... John Smith, 37, was charged with ..." : one
 * person told first by what he is, then by name, in the same part of an act of the same kind (news puts the name after the lead).
 */
#ifndef AT_FIND_EVENT_NAME_H
#define AT_FIND_EVENT_NAME_H
#include "find/event_lex.h"

/* Gives such parties of the first sentences their actor. Needs all events. */
void at__event_names(at__ev *ev);
#endif
