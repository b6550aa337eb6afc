/* What is derived from findings and judgements: words, columns for queries, parties, the full-text index (derive.sql), and counted (tally.h). */
#include "store/store.h"

#include "base/data.h"
#include "store/tally.h"

void at_store_derive(at_sql *q, int64_t report)
{
    at_tally_out(q, report);
    at_str sql = at_data("derive.sql");
    sqlite3_stmt *st;
    for (size_t at = 0; (st = at_sql_next(q, sql, &at));) {
        at_sql_int(q, st, 1, report);
        (void)at_sql_step(q, st);
        at_sql_end(q, st);
    }
    at_tally_in(q, report);
}

void at_store_derive_all(at_sql *q)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT n FROM report ORDER BY n");
    while (at_sql_step(q, st))
        at_store_derive(q, sqlite3_column_int64(st, 0));
    at_sql_end(q, st);
}
