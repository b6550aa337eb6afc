/*
 * event_lemma.h: the dictionary form under which a word is looked up in the event lexicons. The engine's lemma is learned
 * and may be off by a letter ("releas"); here the endings of the form are undone by rule, irregular forms by a table, and a form
 * that is a key of a lexicon wins.
 */
#ifndef AT_FIND_EVENT_LEMMA_H
#define AT_FIND_EVENT_LEMMA_H
#include "find/event_lex.h"

/* Lemma of a token for look-ups; lives in the report's arena. */
at_str at__ev_lemma_of(const at__ev *ev, uint32_t tok);
/* The first word of "gang-raped", where the parts of a hyphen compound are tokens of their own, seen from its last; or -1. */
int32_t at__hyphen_of(const at_analysis *an, uint32_t tok);
#endif
