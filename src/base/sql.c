/* Statements with sticky errors. */
#include "base/sql.h"

#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include <stdio.h>
#include <time.h>

sqlite3_stmt *at_sql_prepare(at_sql *q, const char *sql)
{
    sqlite3_stmt *st = NULL;
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_prepare_v2(q->db, sql, -1, &st, NULL);
    return st;
}

sqlite3_stmt *at_sql_next(at_sql *q, at_str file, size_t *at)
{
    sqlite3_stmt *st = NULL;
    size_t end = *at < file.n ? at_index(file, AT_S("\n;\n"), *at) : SIZE_MAX;
    if (q->rc != SQLITE_OK || end == SIZE_MAX)
        return NULL;
    q->rc = sqlite3_prepare_v2(q->db, file.p + *at, (int)(end - *at), &st, NULL);
    *at = end + 3;
    return st;
}

void at_sql_text(at_sql *q, sqlite3_stmt *st, int i, at_str s)
{
    if (q->rc == SQLITE_OK)
        q->rc = s.p ? sqlite3_bind_text64(st, i, s.p, s.n, SQLITE_STATIC, SQLITE_UTF8) : sqlite3_bind_null(st, i);
}

void at_sql_text0(at_sql *q, sqlite3_stmt *st, int i, at_str s)
{
    at_sql_text(q, st, i, s.n ? s : (at_str){NULL, 0});
}

void at_sql_int(at_sql *q, sqlite3_stmt *st, int i, int64_t v)
{
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_bind_int64(st, i, v);
}

void at_sql_real(at_sql *q, sqlite3_stmt *st, int i, double v)
{
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_bind_double(st, i, v);
}

bool at_sql_step(at_sql *q, sqlite3_stmt *st)
{
    if (q->rc != SQLITE_OK)
        return false;
    int rc = sqlite3_step(st);
    if (rc != SQLITE_ROW && rc != SQLITE_DONE)
        q->rc = rc;
    return rc == SQLITE_ROW;
}

void at_sql_again(at_sql *q, sqlite3_stmt *st)
{
    (void)at_sql_step(q, st);
    if (q->rc == SQLITE_OK) {
        sqlite3_reset(st);
        sqlite3_clear_bindings(st);
    }
}

void at_sql_end(at_sql *q, sqlite3_stmt *st)
{
    int rc = sqlite3_finalize(st);
    if (q->rc == SQLITE_OK)
        q->rc = rc;
}

void at_sql_run(at_sql *q, const char *sql)
{
    if (q->rc == SQLITE_OK)
        q->rc = sqlite3_exec(q->db, sql, NULL, NULL, NULL);
}

at_str at_sql_column(sqlite3_stmt *st, int i)
{
    const char *p = (const char *)sqlite3_column_text(st, i);
    return (at_str){p ? p : "", (size_t)sqlite3_column_bytes(st, i)};
}

at_code at_sql_code(const at_sql *q, at_err *err)
{
    if (q->rc == SQLITE_OK)
        return AT_OK;
    if (q->rc == SQLITE_NOMEM)
        return at_fail(err, AT_ENOMEM, "out of memory");
    /* the message of the connection is that of its last failure; a rollback since may have cleared it */
    const char *m = sqlite3_errcode(q->db) == (q->rc & 0xFF) ? sqlite3_errmsg(q->db) : sqlite3_errstr(q->rc);
    return at_fail(err, AT_EDB, "%s", m);
}

void at_now(char out[32])
{
    time_t t = time(NULL);
    long long s = (long long)t % 86400;
    char day[16];
    at_day_put(day, (int32_t)((long long)t / 86400));
    (void)snprintf(out, 32, "%sT%02d:%02d:%02dZ", day, (int)(s / 3600), (int)(s / 60 % 60), (int)(s % 60));
}
