/* The record file: the same twice, read anew, migrated, full, killed. */
#include <attest.h>

#include "base/str.h"
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "test.h"

#include "record.h"

static char *text;
static at_str record;

static int setup(void **state)
{
    (void)state;
    record = record_load();
    text = (char *)(uintptr_t)record.p;
    record_path("store");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(text);
    unlink(path);
    return 0;
}

static at_added add(at_store *s, at_str json)
{
    at_added what;
    at_err err = {0};
    if (at_store_add(s, &what, json, &err) != AT_OK)
        fail_msg("%s", err.msg);
    return what;
}

/* A copy of the record with every `from` made `to`; the caller frees it. */
static at_str changed(const char *from, const char *to)
{
    size_t n = 0;
    char *out = calloc(1, record.n * 2 + 100000);
    assert_non_null(out);
    for (size_t i = 0; i < record.n;)
        if (at_starts(at_sub(record, i, record.n), at_strz(from))) {
            memcpy(out + n, to, strlen(to));
            n += strlen(to);
            i += strlen(from);
        } else {
            out[n++] = record.p[i++];
        }
    return (at_str){out, n};
}

static int keep(void *user, at_str json)
{
    at_buf *b = user;
    at_buf_put(b, json);
    at_buf_putc(b, '\n');
    return 1;
}

/* All records of the file, a line each. */
static at_buf all(at_store *s)
{
    at_buf b = {0};
    at_err err = {0};
    assert_int_equal(at_store_records(s, keep, &b, NULL, &err), AT_OK);
    return b;
}

static void comes_back_byte_for_byte(void **state)
{
    (void)state;
    at_store *s = record_open();
    assert_int_equal(add(s, record), AT_ADDED);
    at_buf b = all(s);
    assert_str(((at_str){b.p, b.n - 1}), text);
    at_buf_release(&b);
    assert_int_equal(record_number(s, "SELECT count(*) FROM finding"), 3);
    assert_int_equal(record_number(s, "SELECT count(*) FROM source"), 2);
    assert_int_equal(record_number(s, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    at_store_close(s);
}

static void same_twice_changes_nothing(void **state)
{
    (void)state;
    at_store *s = record_open();
    assert_int_equal(add(s, record), AT_ADDED);
    int64_t changes = sqlite3_total_changes(s->db);
    assert_int_equal(add(s, record), AT_UNCHANGED);
    assert_int_equal(sqlite3_total_changes(s->db), changes);
    assert_int_equal(record_number(s, "SELECT count(*) FROM log"), 1);
    at_store_close(s);
}

static void reading_anew_keeps_judgements(void **state)
{
    (void)state;
    at_store *s = record_open();
    at_str better = changed("\"mode\":\"demo\"", "\"mode\":\"obstruct\"");
    (void)add(s, record);
    at_sql q = {s->db, SQLITE_OK};
    at_sql_run(&q, "INSERT INTO judgement(key,verdict,who,at) SELECT key,'accept','tester','2022-07-11T00:00:00Z' FROM finding "
                   "WHERE id='f1'");
    assert_int_equal(q.rc, SQLITE_OK);
    assert_int_equal(add(s, better), AT_UPDATED);
    assert_int_equal(record_number(s, "SELECT count(*) FROM report"), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM finding"), 3);
    assert_int_equal(record_number(s, "SELECT count(*) FROM finding WHERE mode='obstruct'"), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM judgement JOIN finding USING(key) WHERE id='f1'"), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM log WHERE what='updated'"), 1);
    assert_int_equal(add(s, better), AT_UNCHANGED);
    free((void *)(uintptr_t)better.p);
    at_store_close(s);
}

static void text_that_is_there_stays(void **state)
{
    (void)state;
    at_store *s = record_open();
    size_t at = at_index(record, AT_S(",\"text\":\""), 0), end = at_index(record, AT_S("\"},\"actors\""), at);
    char *bare = calloc(1, record.n);
    assert_non_null(bare);
    memcpy(bare, record.p, at);
    memcpy(bare + at, record.p + end + 1, record.n - end - 1);
    at_str without = {bare, record.n - (end + 1 - at)};
    assert_int_equal(add(s, without), AT_ADDED);
    assert_int_equal(record_number(s, "SELECT count(*) FROM report WHERE text IS NULL"), 1);
    assert_int_equal(add(s, record), AT_UPDATED); /* the text came later */
    assert_int_equal(add(s, without), AT_UNCHANGED);
    assert_int_equal(record_number(s, "SELECT count(*) FROM report WHERE text IS NULL"), 0);
    free(bare);
    at_store_close(s);
}

static void what_is_no_record_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "{",
                                      "[]",
                                      "{}",
                                      "{\"v\":1,\"report\":{},\"findings\":[]}",
                                      "{\"v\":2,\"report\":{\"id\":\"r\"},\"findings\":[]}",
                                      "{\"v\":1,\"report\":{\"id\":\"r-1\",\"source_sha256\":\"x\",\"text_sha256\":\"x\","
                                      "\"bytes\":1},\"findings\":[{\"id\":\"f1\"}]}"};
    at_store *s = record_open();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        at_added what;
        at_err err = {0};
        assert_int_equal(at_store_add(s, &what, at_strz(bad[i]), &err), AT_EPARSE);
        assert_true(err.msg[0]);
    }
    assert_int_equal(record_number(s, "SELECT count(*) FROM report"), 0);
    at_store_close(s);
}

static void full_disk_leaves_the_record(void **state)
{
    (void)state;
    at_store *s = record_open();
    (void)add(s, record);
    at_buf before = all(s);
    char sql[64];
    static char longer[40000] = "\"extra\":\""; /* a record that needs some ten pages */
    size_t k = strlen(longer);
    memset(longer + k, 'u', sizeof longer - 64 - k);
    memcpy(longer + sizeof longer - 64, "\",\"id\":\"r-x", sizeof "\",\"id\":\"r-x");
    unsigned full = 0;
    for (int more = 0; more < 40; more++) { /* room for a few pages more each time: it breaks at every place once */
        at_str id = changed("\"id\":\"r-", longer);
        at_added what;
        at_err err = {0};
        (void)snprintf(sql, sizeof sql, "PRAGMA max_page_count=%d", (int)record_number(s, "PRAGMA page_count") + more);
        (void)record_number(s, sql);
        at_code rc = at_store_add(s, &what, id, &err);
        free((void *)(uintptr_t)id.p);
        if (rc == AT_OK) {
            assert_int_equal(what, AT_ADDED);
            break;
        }
        full++;
        assert_int_equal(rc, AT_EDB);
        assert_non_null(strstr(err.msg, "full"));
        at_buf after = all(s);
        assert_int_equal(after.n, before.n);
        assert_memory_equal(after.p, before.p, before.n);
        at_buf_release(&after);
        assert_int_equal(record_number(s, "SELECT count(*) FROM log"), 1);
    }
    assert_int_equal(record_number(s, "SELECT count(*) FROM report"), 2); /* with enough room it goes through */
    assert_true(full > 0);
    at_buf_release(&before);
    at_store_close(s);
}

static int kill_self(void *user)
{
    (void)user;
    kill(getpid(), SIGKILL);
    return 0;
}

static int die_at_statement(unsigned what, void *user, void *stmt, void *sql)
{
    int *left = user;
    (void)what;
    (void)stmt;
    (void)sql;
    if (--*left == 0)
        kill(getpid(), SIGKILL);
    return 0;
}

/* A child is killed at the n-th statement it runs, and in the middle of the commit: the file is as it was before. */
static void killed_process_leaves_the_record(void **state)
{
    (void)state;
    at_store *s = record_open();
    (void)add(s, record);
    at_buf before = all(s);
    at_store_close(s);
    at_str other = changed("\"id\":\"r-", "\"id\":\"r-x");
    for (int step = 0; step < 8; step++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            at_added what;
            at_err err;
            at_store *c = record_open();
            int left = 2 * step;
            if (step == 0)
                sqlite3_commit_hook(c->db, kill_self, NULL);
            else
                sqlite3_trace_v2(c->db, SQLITE_TRACE_STMT, die_at_statement, &left);
            _exit(at_store_add(c, &what, other, &err) == AT_OK ? 0 : 1);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        if (!WIFSIGNALED(status))
            fail_msg("step %d was not killed: status %d", step, status);
        s = record_open();
        at_buf after = all(s);
        assert_int_equal(after.n, before.n);
        assert_memory_equal(after.p, before.p, before.n);
        assert_int_equal(record_number(s, "SELECT count(*) FROM log"), 1);
        at_buf_release(&after);
        at_store_close(s);
    }
    at_buf_release(&before);
    free((void *)(uintptr_t)other.p);
}

static void run_file(const char *sql_path)
{
    sqlite3 *db;
    char sql[65536];
    FILE *f = fopen(sql_path, "rb");
    assert_non_null(f);
    size_t n = fread(sql, 1, sizeof sql - 1, f);
    fclose(f);
    sql[n] = 0;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    char *msg = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &msg) != SQLITE_OK)
        fail_msg("%s", msg);
    sqlite3_close(db);
}

/* tests/data/record-N.sql is what schema N wrote. */
static void old_files_are_migrated(void **state)
{
    (void)state;
    static const char *const old[] = {AT_SOURCE_DIR "/tests/data/record-1.sql", AT_SOURCE_DIR "/tests/data/record-2.sql"};
    for (size_t i = 0; i < sizeof old / sizeof *old; i++) {
        unlink(path);
        run_file(old[i]);
        at_store *s = record_open();
        assert_int_equal(record_number(s, "PRAGMA user_version"), 13);
        assert_int_equal(record_number(s, "SELECT count(*) FROM finding"), 3);
        assert_int_equal(record_number(s, "SELECT count(*) FROM log"), 0);
        assert_int_equal(record_number(s, "SELECT count(*) FROM finding WHERE words LIKE '%33 people were injured' OR words LIKE 'Protesters marched%'"), 2);
        assert_int_equal(record_number(s, "SELECT count(*) FROM party"), 1);
        assert_int_equal(record_number(s, "SELECT count(*) FROM finding_fts WHERE finding_fts MATCH 'colombo'"), 3);
        assert_int_equal(add(s, record), AT_UNCHANGED);
        at_buf b = all(s);
        assert_str(((at_str){b.p, b.n - 1}), text);
        at_buf_release(&b);
        at_store_close(s);
    }
}

static void foreign_files_are_refused(void **state)
{
    (void)state;
    at_store *s;
    at_err err = {0};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE x(y)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    assert_int_equal(at_store_open(&s, path, &err), AT_EDB);
    assert_null(s);
    unlink(path);
    s = record_open();
    at_sql q = {s->db, SQLITE_OK};
    at_sql_run(&q, "PRAGMA user_version=99");
    at_store_close(s);
    assert_int_equal(at_store_open(&s, path, &err), AT_EDB);
    assert_non_null(strstr(err.msg, "newer"));
    unlink(path);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_int_equal(write(fd, "this is a text file and no database at all", 42), 42);
    close(fd);
    assert_int_equal(at_store_open(&s, path, &err), AT_EDB);
    assert_int_equal(at_store_open(&s, "/nonexistent/folder/x.db", &err), AT_EIO);
}

static void shows_and_explains(void **state)
{
    (void)state;
    static const struct {
        const char *id, *has;
    } t[] = {{"f2", "hospital officials"},
             {"1:f1", "PROTEST demo"},
             {"colombo.txt:f3", "21"},
             {"d1", "sides that cannot all be right"},
             {"i1", "marched"}};
    char *out;
    size_t n;
    at_err err = {0};
    at_store *s = record_open();
    assert_int_equal(at_store_show(s, &out, &n, NULL, &err), AT_ENOTFOUND);
    (void)add(s, record);
    assert_int_equal(at_store_show(s, &out, &n, NULL, &err), AT_OK);
    assert_non_null(strstr(out, "Sat 9 July 2022"));
    assert_non_null(strstr(out, "at least 33"));
    assert_non_null(strstr(out, "a problem for the test"));
    at_free(out);
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        if (at_store_why(s, &out, &n, at_strz(t[i].id), NULL, &err) != AT_OK)
            fail_msg("%s: %s", t[i].id, err.msg);
        if (!strstr(out, t[i].has))
            fail_msg("%s: no \"%s\" in\n%s", t[i].id, t[i].has, out);
        at_free(out);
    }
    assert_int_equal(at_store_why(s, &out, &n, AT_S("f9"), NULL, &err), AT_ENOTFOUND);
    assert_int_equal(at_store_why(s, &out, &n, AT_S("nobody:f1"), NULL, &err), AT_ENOTFOUND);
    at_show_opts day = {.since = AT_S("2022-07-99")};
    assert_int_equal(at_store_show(s, &out, &n, &day, &err), AT_EUSAGE);
    day.since = AT_S("2022-07-10");
    assert_int_equal(at_store_show(s, &out, &n, &day, &err), AT_OK);
    assert_null(strstr(out, "PROTEST"));
    at_free(out);
    at_str second = changed("\"id\":\"r-", "\"id\":\"r-x");
    (void)add(s, second);
    free((void *)(uintptr_t)second.p);
    assert_int_equal(at_store_why(s, &out, &n, AT_S("f1"), NULL, &err), AT_EUSAGE);
    at_store_close(s);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(comes_back_byte_for_byte),         T(same_twice_changes_nothing),
        T(reading_anew_keeps_judgements),    T(text_that_is_there_stays),
        T(what_is_no_record_is_refused),     T(full_disk_leaves_the_record),
        T(killed_process_leaves_the_record), T(old_files_are_migrated),
        T(foreign_files_are_refused),        T(shows_and_explains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
