/*
 * event_guess.h: sides of an act that no slot of its word names: somebody after the word within its own clause, by
 * preposition and type. Runs once, after event_fill.
 */
#ifndef AT_FIND_EVENT_GUESS_H
#define AT_FIND_EVENT_GUESS_H
#include "find/event_lex.h"

void at__event_guess(at__ev *ev);
#endif
