/* event_clause.h: the shortest stretch of words that tells an act: subject, verb, objects and obliques; or the noun with its arguments. */
#ifndef AT_FIND_EVENT_CLAUSE_H
#define AT_FIND_EVENT_CLAUSE_H
#include "find/ctx.h"

/* Tokens of the clause of a verb or predicate v: without coordinated clauses, appositions, relative clauses of its arguments. */
at_span at__clause_verb(const at_analysis *an, uint32_t v);
/* The same with the infinitive that says what is asked, promised or threatened, where the tree hangs it as a purpose. */
at_span at__clause_speech(const at_analysis *an, uint32_t v);
/* Tokens of the noun phrase of an event noun n, with its arguments and relative clause. */
at_span at__clause_noun(const at_analysis *an, uint32_t n);
/* Tokens to bytes, punctuation at the edges left out. */
at_span at__clause_bytes(const at_analysis *an, at_span s);
#endif
