/*
 * event.h: events of the 16 PLOVER types, by the rows of data/events.tsv over tree and roles, and the learned head.
 */
#ifndef AT_FIND_EVENT_H
#define AT_FIND_EVENT_H
#include "find/ctx.h"

void at_event_run(at_ctx *c);
/* The clause that says it: from the subject or doer to the last of objects and obliques, shortest form; bytes. */
at_span at_event_clause(const at_ctx *c, uint32_t tok);
#endif
