/* record.h: tests/data/record.json and a record file of the test's own. Include after test.h. */
#ifndef AT_TESTS_RECORD_H
#define AT_TESTS_RECORD_H
#include <attest.h>

#include "store/store.h"
#include <unistd.h>

static char path[64];

/* Names `path` after the test and takes away what an earlier run left. */
static inline void record_path(const char *test)
{
    (void)snprintf(path, sizeof path, "/tmp/attest-%s-%d.db", test, (int)getpid());
    unlink(path);
}

/* The record as at_read made it; the caller frees it. */
static inline at_str record_load(void)
{
    char *text = calloc(1, 1 << 20);
    FILE *f = fopen(AT_SOURCE_DIR "/tests/data/record.json", "rb");
    assert_non_null(text);
    assert_non_null(f);
    size_t n = fread(text, 1, 1 << 20, f);
    fclose(f);
    return (at_str){text, n};
}

static inline at_store *record_open(void)
{
    at_store *s;
    at_err err = {0};
    if (at_store_open(&s, path, &err) != AT_OK)
        fail_msg("%s", err.msg);
    return s;
}

/* A new file with that one record in it. */
static inline at_store *record_filled(const char *test)
{
    at_err err = {0};
    at_added what;
    at_str record = record_load();
    record_path(test);
    at_store *s = record_open();
    assert_int_equal(at_store_add(s, &what, record, &err), AT_OK);
    free((void *)(uintptr_t)record.p);
    return s;
}

/* The one number that a question gives: a row must come. */
static inline int64_t record_number(at_store *s, const char *sql)
{
    at_sql q = {s->db, SQLITE_OK};
    sqlite3_stmt *st = at_sql_prepare(&q, sql);
    assert_true(at_sql_step(&q, st));
    int64_t n = sqlite3_column_int64(st, 0);
    at_sql_end(&q, st);
    assert_int_equal(q.rc, SQLITE_OK);
    return n;
}

/* Fails with what at_store_verify tells if the record has a fault. */
static inline void record_whole(at_store *s)
{
    char *text;
    size_t n, faults;
    at_err err = {0};
    assert_int_equal(at_store_verify(s, &text, &n, &faults, &err), AT_OK);
    if (faults)
        fail_msg("%s", text);
    at_free(text);
}
#endif
