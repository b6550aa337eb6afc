/*
 * link.h: what belongs together across the reports of a record. Each report that is added is taken apart into units
 * (unit.h); each unit joins the incident that it most likely belongs to, or opens one. Only units that the index of
 * terms finds are looked at, so that the cost of a report does not grow with the record.
 *
 * Invariants: runs inside the transaction of the caller; all it writes is derived and can be made anew; pairs that
 * people merged or split are kept to.
 */
#ifndef AT_LINK_LINK_H
#define AT_LINK_LINK_H
#include "link/score.h"

/* What linking needs for as long as a record is open; made at the first use. NULL when memory ends. */
typedef struct at_link at_link;
at_link *at_link_open(void);
void at_link_close(at_link *l); /* NULL allowed */

/* Links the findings of one report, new or changed; takes earlier links of it away first. */
void at_link_report(at_link *l, at_sql *q, int64_t report);
/* Takes a report's links away, before it is read anew or erased. */
void at_link_drop(at_link *l, at_sql *q, int64_t report);
/* Takes the incidents of two findings apart and puts them together anew, after a judgement on the pair "key1+key2". */
void at_link_judged(at_link *l, at_sql *q, at_str target);

/* Makes the disputes anew that a report's findings are part of, after a judgement on one of them or on the report. */
void at_link_contest(at_link *l, at_sql *q, int64_t report);

/* For measuring: calls each(user, a, b, features) for all earlier units that each unit of the record is compared with. */
void at_link_pairs(at_link *l, at_sql *q, void (*each)(void *user, const at__unit *a, const at__unit *b, const double *x), void *user);
#endif
