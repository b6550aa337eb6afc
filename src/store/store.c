/* Opening the record file: made, migrated or refused. */
#include "store/store.h"

#include "base/data.h"
#include "base/err.h"
#include "base/str.h"
#include "link/link.h"
#include "store/near.h"
#include "store/tally.h"
#include <stdlib.h>

#define APPLICATION 0x61747374 /* "atst": says in the file's header whose it is */

static const char *const steps[] = {"schema-1.sql", "schema-2.sql", "schema-3.sql", "schema-4.sql", "schema-5.sql", "schema-6.sql", "schema-7.sql", "schema-8.sql", "schema-9.sql", "schema-10.sql", "schema-11.sql",
                                    "schema-12.sql", "schema-13.sql"};
enum { NEWEST = sizeof steps / sizeof *steps };

static int64_t number(at_sql *q, const char *sql)
{
    sqlite3_stmt *st = at_sql_prepare(q, sql);
    int64_t n = at_sql_step(q, st) ? sqlite3_column_int64(st, 0) : 0;
    at_sql_end(q, st);
    return n;
}

static void contest_all(at_store *s, at_sql *q)
{
    at_link *l = at_store_linker(s, q);
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT n FROM report ORDER BY n");
    while (l && at_sql_step(q, st))
        at_link_contest(l, q, sqlite3_column_int64(st, 0));
    at_sql_end(q, st);
}

static void link_all(at_store *s, at_sql *q)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT n FROM report ORDER BY n");
    while (at_sql_step(q, st))
        at_store_link(s, q, sqlite3_column_int64(st, 0));
    at_sql_end(q, st);
}

/* Brings the schema from version `have` to the newest, in one transaction. */
static void migrate(at_store *s, at_sql *q, int64_t have)
{
    at_sql_run(q, "BEGIN IMMEDIATE");
    have = number(q, "PRAGMA user_version"); /* another process may have been faster */
    for (int64_t v = have; v < NEWEST; v++)
        at_sql_run(q, at_data(steps[v]).p);
    if (have < 3)
        at_store_derive_all(q);
    if (have < 5)
        at_near_all(q);
    if (have && have < 8)
        at_tally_all(q);
    if (have && have < 6)
        link_all(s, q);
    else if (have && (have < 10 || (have < 12 && number(q, "SELECT count(*) FROM judged WHERE confidential"))))
        contest_all(s, q);
    char sql[64];
    (void)snprintf(sql, sizeof sql, "PRAGMA user_version=%d", NEWEST);
    at_sql_run(q, sql);
    (void)snprintf(sql, sizeof sql, "PRAGMA application_id=%d", APPLICATION);
    at_sql_run(q, sql);
    at_sql_run(q, "COMMIT");
    if (q->rc != SQLITE_OK && !sqlite3_get_autocommit(q->db))
        sqlite3_exec(q->db, "ROLLBACK", NULL, NULL, NULL);
}

static at_code prepare(at_store *s, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    sqlite3_busy_timeout(s->db, 10000);
    sqlite3_extended_result_codes(s->db, 1);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL); /* a file from elsewhere cannot write to shadow tables; no extension is loaded */
    at_sql_run(&q, "PRAGMA foreign_keys=ON; PRAGMA synchronous=FULL; PRAGMA cache_size=-98304"); /* 96 MB of pages: linking looks far about */
    int64_t have = number(&q, "PRAGMA user_version"), tables = number(&q, "SELECT count(*) FROM sqlite_schema");
    int64_t app = number(&q, "PRAGMA application_id");
    if (q.rc != SQLITE_OK)
        return at_sql_code(&q, err);
    if (tables && app != APPLICATION)
        return at_fail(err, AT_EDB, "this is a database of another program");
    if (have > NEWEST)
        return at_fail(err, AT_EDB, "this record has schema %lld and was made by a newer attest; this one knows schema %d",
                       (long long)have, NEWEST);
    at_sql_run(&q, "PRAGMA journal_mode=WAL"); /* where the file system has no shared memory SQLite stays with its journal */
    if (have < NEWEST)
        migrate(s, &q, have);
    return at_sql_code(&q, err);
}

at_code at_store_open(at_store **out, const char *path, at_err *err)
{
    *out = NULL;
    at_store *s = calloc(1, sizeof *s);
    if (!s)
        return at_fail(err, AT_ENOMEM, "out of memory");
    int rc = sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    at_code code =
        rc == SQLITE_OK ? prepare(s, err) : at_fail(err, AT_EIO, "%s", s->db ? sqlite3_errmsg(s->db) : "out of memory");
    if (code != AT_OK) {
        at_store_close(s);
        return code;
    }
    *out = s;
    return AT_OK;
}

at_link *at_store_linker(at_store *s, at_sql *q)
{
    if (!s->link && q->rc == SQLITE_OK) {
        s->link = at_link_open();
        if (!s->link)
            q->rc = SQLITE_NOMEM;
    }
    return s->link;
}

void at_store_link(at_store *s, at_sql *q, int64_t report)
{
    at_link *l = at_store_linker(s, q);
    if (l)
        at_link_report(l, q, report);
}

void at_store_close(at_store *s)
{
    if (!s)
        return;
    at_link_close(s->link);
    sqlite3_close_v2(s->db);
    free(s);
}
