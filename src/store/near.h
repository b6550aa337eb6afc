/*
 * near.h: copies among the reports of a record: found when a report is added, by the share of word trigrams that two
 * texts have in common. Which one is the original: the agency that the other credits, else the earlier one, else an agency's,
 * else the first that was added.
 */
#ifndef AT_STORE_NEAR_H
#define AT_STORE_NEAR_H
#include "store/store.h"

/* Two reports are copies if this share of the shorter one's trigrams is in the other (docs/SCALE.md says how it was chosen). */
#define AT_NEAR_SHARE 0.42
#define AT_NEAR_SHORT 50 /* trigrams: a shorter text shares a quotation by chance; there half must be the same */

void at_near_add(at_sql *q, int64_t report); /* after its row, findings and words are in */
void at_near_all(at_sql *q);                 /* for a record that knows nothing of copies yet */

typedef struct {
    int64_t report, of; /* report.n; of: what it carries */
    double share;
} at_copy;

/* Calls each for every carrier. Errors: AT_EDB. */
AT_MUST_USE at_code at_near_each(at_store *s, void (*each)(void *user, const at_copy *c), void *user, at_err *err);
/* Calls each for every finding (its place in the record, from 0) that is carried. Errors: AT_EDB. */
AT_MUST_USE at_code at_near_carried(at_store *s, void (*each)(void *user, int64_t report, int64_t pos), void *user, at_err *err);
#endif
