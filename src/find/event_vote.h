/*
 * event_vote.h: the learned arguments of an event word (text/args.c) beside what the rules found: where they are sure and the rules have
 * nobody, theirs is taken; where they are sure of another, it replaces the rules'; where they see nobody at all, it falls.
 */
#ifndef AT_FIND_EVENT_VOTE_H
#define AT_FIND_EVENT_VOTE_H
#include "find/event_lex.h"

/* The head word of the side of that kind: `rule`, another or -1. other: the head word of the other side, which it cannot be. */
int32_t at__vote_side(at__ev *ev, uint32_t tok, at_event_arg_kind kind, int32_t rule, int32_t other);
#endif
