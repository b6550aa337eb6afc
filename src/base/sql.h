/*
 * sql.h: SQLite statements with sticky errors, as linking and the record file use them. Knows no table.
 */
#ifndef AT_BASE_SQL_H
#define AT_BASE_SQL_H
#include <attest.h>

#include <sqlite3.h>
#include <stdbool.h>

/* Statements of one call. After the first failure all later calls do nothing and rc keeps what it was. */
typedef struct {
    sqlite3 *db;
    int rc; /* SQLITE_OK as long as all went well */
} at_sql;

sqlite3_stmt *at_sql_prepare(at_sql *q, const char *sql);        /* NULL after a failure */
/* The next statement of a file whose statements each end with a line ";", prepared; *at, from 0, moves on. NULL at the end or after a failure. */
sqlite3_stmt *at_sql_next(at_sql *q, at_str file, size_t *at);
void at_sql_text(at_sql *q, sqlite3_stmt *st, int i, at_str s);  /* an empty view with p NULL is NULL */
void at_sql_text0(at_sql *q, sqlite3_stmt *st, int i, at_str s); /* an empty string is NULL */
void at_sql_int(at_sql *q, sqlite3_stmt *st, int i, int64_t v);
void at_sql_real(at_sql *q, sqlite3_stmt *st, int i, double v);
bool at_sql_step(at_sql *q, sqlite3_stmt *st);  /* true: there is a row */
void at_sql_again(at_sql *q, sqlite3_stmt *st); /* steps once, then makes ready for new values */
void at_sql_end(at_sql *q, sqlite3_stmt *st);   /* finalizes; NULL allowed */
void at_sql_run(at_sql *q, const char *sql);    /* without values and rows */
at_str at_sql_column(sqlite3_stmt *st, int i);  /* text of a column, until the next step */
/* AT_OK, or what SQLite says as AT_EDB. */
at_code at_sql_code(const at_sql *q, at_err *err);

void at_now(char out[32]); /* UTC, "2022-01-06T10:14:59Z" */
#endif
