/*
 * tally.h: the counts that the first page shows, kept in tables with each change of the record (schema-8.sql), as counting
 * a record of 100,000 reports takes seconds. A report is counted once (table `tallied`), with what holds of it at the end of
 * the transaction: it is taken out before its findings change and taken in again afterwards. Rows may fall to 0 and stay.
 */
#ifndef AT_STORE_TALLY_H
#define AT_STORE_TALLY_H
#include "base/sql.h"

void at_tally_in(at_sql *q, int64_t report);  /* nothing if it is counted already */
void at_tally_out(at_sql *q, int64_t report); /* nothing if it is not counted */
void at_tally_clean(at_sql *q);               /* takes away rows of 0, whose names nothing holds any more */
/* For a record made before schema 8: marks disputed findings and counts every report that is not counted yet. */
void at_tally_all(at_sql *q);
/* How many counts differ from what the findings say; 0: all is well. */
int64_t at_tally_faults(at_sql *q);
#endif
