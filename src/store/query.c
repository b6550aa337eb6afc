/* Records read back: the JSON of a report put together from its rows. */
#include "store/store.h"

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

/* Appends ,"name":[...] of a query whose first column is JSON and whose only value is the report's number. */
static void put_list(at_sql *q, at_buf *b, const char *name, const char *sql, int64_t n)
{
    sqlite3_stmt *st = at_sql_prepare(q, sql);
    bool first = true;
    at_buf_fmt(b, ",\"%s\":[", name);
    at_sql_int(q, st, 1, n);
    while (at_sql_step(q, st)) {
        if (!first)
            at_buf_putc(b, ',');
        at_buf_put(b, at_sql_column(st, 0));
        first = false;
    }
    at_sql_end(q, st);
    at_buf_putc(b, ']');
}

static void put_record(at_sql *q, at_buf *b, int64_t n, int64_t v, at_str head, sqlite3_stmt *report)
{
    at_json j = {b, true};
    at_buf_fmt(b, "{\"v\":%lld,\"report\":", (long long)v);
    if (sqlite3_column_type(report, 3) == SQLITE_NULL) {
        at_buf_put(b, head);
    } else {
        at_buf_put(b, at_sub(head, 0, head.n - 1));
        at_json_key(&j, "text");
        at_json_str(&j, at_sql_column(report, 3));
        at_buf_putc(b, '}');
    }
    put_list(q, b, "actors", "SELECT json FROM actor WHERE report=? ORDER BY length(id), id", n);
    put_list(q, b, "places", "SELECT json FROM place WHERE report=? ORDER BY length(id), id", n);
    put_list(q, b, "findings", "SELECT json FROM finding WHERE report=? ORDER BY pos", n);
    put_list(q, b, "incidents", "SELECT json FROM incident WHERE report=? ORDER BY length(id), id", n);
    put_list(q, b, "disputes", "SELECT json FROM dispute WHERE report=? ORDER BY length(id), id", n);
    put_list(q, b, "problems", "SELECT json FROM problem WHERE report=? ORDER BY pos", n);
    if (sqlite3_column_type(report, 4) != SQLITE_NULL) {
        at_buf_put(b, AT_S(",\"made_by\":"));
        at_buf_put(b, at_sql_column(report, 4));
    }
    at_buf_putc(b, '}');
}

at_code at_store_each(at_store *s, at_str report, int (*each)(void *user, at_str json, uint32_t number), void *user, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    at_buf b = {0};
    sqlite3_stmt *st =
        at_sql_prepare(&q, "SELECT n, v, head, text, made_by FROM report WHERE ?1='' OR id=?1 OR name=?1 OR CAST(n AS TEXT)=?1"
                           " OR (length(?1)>3 AND substr(id,1,length(?1))=?1) ORDER BY n");
    at_sql_text(&q, st, 1, report.p ? report : AT_S(""));
    while (at_sql_step(&q, st)) {
        b.n = 0;
        put_record(&q, &b, sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1), at_sql_column(st, 2), st);
        if (q.rc != SQLITE_OK || b.bad || !each(user, (at_str){b.p, b.n}, (uint32_t)sqlite3_column_int64(st, 0)))
            break;
    }
    at_sql_end(&q, st);
    at_code code = b.bad ? at_fail(err, AT_ENOMEM, "out of memory") : at_sql_code(&q, err);
    at_buf_release(&b);
    return code;
}

at_code at_store_find_key(at_store *s, at_str key, uint32_t *report, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    sqlite3_stmt *st = at_sql_prepare(&q, "SELECT report FROM finding WHERE key=? ORDER BY report LIMIT 1");
    at_sql_text(&q, st, 1, key);
    *report = at_sql_step(&q, st) ? (uint32_t)sqlite3_column_int64(st, 0) : 0;
    at_sql_end(&q, st);
    return at_sql_code(&q, err);
}

typedef struct {
    int (*each)(void *user, at_str json);
    void *user;
} records;

static int pass(void *user, at_str json, uint32_t number)
{
    records *r = user;
    (void)number;
    return r->each(r->user, json);
}

at_code at_store_records(at_store *s, int (*each)(void *user, at_str json), void *user, const at_show_opts *opts, at_err *err)
{
    records r = {each, user};
    return at_store_each(s, opts ? opts->report : AT_S(""), pass, &r, err);
}

at_code at_store_log(at_store *s, char **text, size_t *n, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    at_buf b = {0};
    *text = NULL;
    *n = 0;
    sqlite3_stmt *st =
        at_sql_prepare(&q, "SELECT log.at, log.what, log.findings, log.program, log.report, report.n, report.name FROM log"
                           " LEFT JOIN report ON report.id=log.report ORDER BY log.n");
    while (at_sql_step(&q, st)) {
        at_buf_fmt(&b, "%s  %-7s  %4lld findings  %s  %lld  %s  ", at_sql_column(st, 0).p, at_sql_column(st, 1).p,
                   (long long)sqlite3_column_int64(st, 2), at_sql_column(st, 3).p, (long long)sqlite3_column_int64(st, 5),
                   at_sql_column(st, 4).p);
        at_buf_put_clean(&b, at_sql_column(st, 6));
        at_buf_putc(&b, '\n');
    }
    at_sql_end(&q, st);
    at_code code = b.bad ? at_fail(err, AT_ENOMEM, "out of memory") : at_sql_code(&q, err);
    if (code == AT_OK && !b.n)
        code = at_fail(err, AT_ENOTFOUND, "nothing was added yet");
    if (code != AT_OK) {
        at_buf_release(&b);
        return code;
    }
    *text = b.p;
    *n = b.n;
    return AT_OK;
}
