/*
 * store.h: the record file (SQLite) inside the library: opening and migrating it, and records read back. All SQL text is constant; all values are bound.
 *
 * Invariants: a record file is never left in between: each change is one transaction with synchronous=FULL in the
 * write-ahead log, so a killed process or a full disk leaves what was there before, and readers go on while one writes.
 */
#ifndef AT_STORE_STORE_H
#define AT_STORE_STORE_H
#include "base/buf.h"
#include "base/sql.h"

struct at_store {
    sqlite3 *db;
    struct at_link *link; /* link/link.h; NULL until the first report is linked */
};

/* The finding of the current row: its report's number and its place in there, which at_rows_next does not show. */
void at_rows_finding(at_rows *r, int64_t *report, int64_t *pos);

/* Brings what is derived from one report's findings and their judgements up to date (derive.sql); for all reports. */
void at_store_derive(at_sql *q, int64_t report);
void at_store_derive_all(at_sql *q);

/* Links one report to the others of the record (link/link.h). */
void at_store_link(at_store *s, at_sql *q, int64_t report);
struct at_link *at_store_linker(at_store *s, at_sql *q); /* NULL after a failure */

/* Makes the row of `judged` for a target anew from all its judgements that stand. */
void at_judge_settle(at_sql *q, const char *target);

/*
 * Calls each(user, json, number) for every report that `report` names: an id, the start of one, a name, a number; empty:
 * all of them. json is the whole record as it was added and lives for the call. Stops when each returns 0.
 */
AT_MUST_USE at_code at_store_each(at_store *s, at_str report, int (*each)(void *user, at_str json, uint32_t number), void *user,
                                  at_err *err);
/* The number of the report that holds a finding with this key; 0: none. */
AT_MUST_USE at_code at_store_find_key(at_store *s, at_str key, uint32_t *report, at_err *err);
/* Appends the user's words as an FTS5 expression over one column: each word a quoted phrase, "a b" one phrase, end* a prefix;
 * AND before it if the expression has something already. Nothing for no words. */
void at_store_match(at_buf *b, const char *column, at_str words);
#endif
