/*
 * contest.h: disputes kept in tables (schema-10.sql): each report's own, and those across reports, by incident or, where an actor is called by
 * different names, by actor. Only owners that a change touches are made anew.
 */
#ifndef AT_LINK_CONTEST_H
#define AT_LINK_CONTEST_H
#include "base/sql.h"
#include "base/vec.h"

typedef AT_VEC(int64_t) at__numbers;

/* Adds the incidents that disputes about the report's findings belong to, whether they stand or may come. */
void at__contest_touched(at_sql *q, at_arena *mem, at__numbers *incidents, int64_t report);
/* Adds incident n and those whose figures stand against its own. */
void at__contest_beside(at_sql *q, at_arena *mem, at__numbers *incidents, int64_t n);
/* Makes the incidents' disputes anew; those that are gone lose theirs. */
void at__contest_incidents(at_sql *q, const at__numbers *incidents);
/* Says anew what the incidents say of themselves: when what may be shown of them, or their reports, changed. */
void at__incidents_open(at_sql *q, const at__numbers *incidents);
/* The same for all incidents of a report. */
void at__incidents_open_of(at_sql *q, at_arena *mem, int64_t report);
/* Makes a report's own disputes and the names that it uses anew; with `gone` they are taken away. */
void at__contest_report(at_sql *q, at_arena *mem, int64_t report, bool gone);
#endif
