/* Judgements: what they change, that none is lost, that they survive a new reading; verify, backup, erase. */
#include <attest.h>

#include "base/str.h"

#include "test.h"

#include "record.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static char *text;
static at_str record;

static int setup(void **state)
{
    (void)state;
    record = record_load();
    text = (char *)(uintptr_t)record.p;
    record_path("judge");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    free(text);
    unlink(path);
    return 0;
}

static at_code judge(at_store *s, at_verdict v, const char *target, const char *field, const char *value)
{
    int64_t n;
    at_err err = {0};
    at_judgement j = {v, at_strz(target), at_strz(field), at_strz(value), AT_S("tester"), AT_S("a reason")};
    return at_store_judge(s, &n, &j, &err);
}

static void is(at_store *s, const char *sql, const char *want)
{
    at_sql q = {s->db, SQLITE_OK};
    sqlite3_stmt *st = at_sql_prepare(&q, sql);
    assert_true(at_sql_step(&q, st));
    assert_str(at_sql_column(st, 0), want);
    at_sql_end(&q, st);
    assert_int_equal(q.rc, SQLITE_OK);
}

static void corrections_show_and_can_be_taken_back(void **state)
{
    (void)state;
    at_store *s = record_filled("judge");
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f1", "type", "COERCE"), AT_OK);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f1", "actor", "students; teachers"), AT_OK);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f1", "date_from", "2022-07-08"), AT_OK);
    is(s, "SELECT type FROM events", "COERCE");
    is(s, "SELECT actor FROM events", "students; teachers");
    is(s, "SELECT date_from || date_to FROM events", "2022-07-082022-07-09");
    is(s, "SELECT status FROM events", "corrected");
    is(s, "SELECT json_extract(json,'$.event.type') FROM finding WHERE id='f1'", "PROTEST"); /* what the program read stays */
    is(s, "SELECT before FROM judgement WHERE n=1", "{\"event\":{\"type\":\"PROTEST\"}}");
    assert_int_equal(judge(s, AT_JUDGE_UNDO, "", "", "1"), AT_OK);
    is(s, "SELECT type FROM events", "PROTEST");
    is(s, "SELECT actor FROM events", "students; teachers");
    assert_int_equal(judge(s, AT_JUDGE_UNDO, "", "", "4"), AT_OK); /* the undo undone */
    is(s, "SELECT type FROM events", "COERCE");
    is(s, "SELECT count(*) FROM judgement", "5");
    record_whole(s);
    at_store_close(s);
}

static void every_verdict_counts(void **state)
{
    (void)state;
    at_store *s = record_filled("judge");
    assert_int_equal(judge(s, AT_JUDGE_REJECT, "1:f3", "", ""), AT_OK);
    is(s, "SELECT group_concat(id) FROM figures WHERE status<>'rejected'", "1:f2");
    assert_int_equal(judge(s, AT_JUDGE_ACCEPT, "2233d271370a7652", "", ""), AT_OK);
    is(s, "SELECT status FROM figures WHERE id='1:f2'", "accepted");
    assert_int_equal(judge(s, AT_JUDGE_GRADE, "1:f2", "", "B2"), AT_OK);
    assert_int_equal(judge(s, AT_JUDGE_GRADE, "source:police", "", "C"), AT_OK);
    is(s, "SELECT group_concat(grade) FROM (SELECT grade FROM judged WHERE grade IS NOT NULL ORDER BY grade)", "B2,C");
    assert_int_equal(judge(s, AT_JUDGE_MERGE, "1:f3", "", "1:f2"), AT_OK);
    is(s, "SELECT status FROM judged WHERE target='104a50fe10434c38+2233d271370a7652'", "merged");
    assert_int_equal(judge(s, AT_JUDGE_SPLIT, "1:f2", "", "1:f3"), AT_OK);
    is(s, "SELECT status FROM judged WHERE target='104a50fe10434c38+2233d271370a7652'", "split");
    assert_int_equal(judge(s, AT_JUDGE_CLOSE, "1", "", ""), AT_OK);
    is(s, "SELECT count(*) FROM findings WHERE NOT confidential", "0");
    assert_int_equal(judge(s, AT_JUDGE_UNCLOSE, "colombo.txt", "", ""), AT_OK);
    is(s, "SELECT count(*) FROM findings WHERE NOT confidential", "3");
    record_whole(s);
    at_store_close(s);
}

static void nonsense_is_refused_and_leaves_nothing(void **state)
{
    (void)state;
    at_store *s = record_filled("judge");
    int64_t n;
    at_err err = {0};
    at_judgement nobody = {.verdict = AT_JUDGE_ACCEPT, .target = AT_S("1:f1")};
    assert_int_equal(at_store_judge(s, &n, &nobody, &err), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_ACCEPT, "1:f9", "", ""), AT_ENOTFOUND);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f1", "low", "3"), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f1", "type", "DANCE"), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f1", "date_from", "yesterday"), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f2", "low", "-3"), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f2", "nothing", "3"), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_GRADE, "1:f2", "", "Z9"), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_MERGE, "1:f2", "", "1:f2"), AT_EUSAGE);
    assert_int_equal(judge(s, AT_JUDGE_MERGE, "1:f2", "", "4:f2"), AT_ENOTFOUND);
    assert_int_equal(judge(s, AT_JUDGE_UNDO, "", "", "7"), AT_ENOTFOUND);
    is(s, "SELECT count(*) FROM judgement", "0");
    at_store_close(s);
}

static void a_new_reading_keeps_judgements(void **state)
{
    (void)state;
    at_store *s = record_filled("judge");
    at_err err = {0};
    at_added what;
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f2", "low", "35"), AT_OK);
    assert_int_equal(judge(s, AT_JUDGE_CORRECT, "1:f2", "source", "AFP < the hospital"), AT_OK);
    char *better = calloc(1, record.n + 1);
    assert_non_null(better);
    memcpy(better, record.p, record.n);
    size_t at = at_index(record, AT_S("\"confidence\":0.81"), 0);
    better[at + 16] = '9';
    assert_int_equal(at_store_add(s, &what, (at_str){better, record.n}, &err), AT_OK);
    assert_int_equal(what, AT_UPDATED);
    free(better);
    is(s, "SELECT low || ' ' || status || ' ' || source FROM figures WHERE id='1:f2'", "35 corrected AFP < the hospital");
    record_whole(s);
    at_store_close(s);
}

static void faults_are_seen(void **state)
{
    (void)state;
    static const char *const damage[] = {
        "UPDATE report SET text = replace(text, 'injured', 'insured')",
        "UPDATE finding SET end = end + 1 WHERE id = 'f2'",
        "UPDATE finding SET status = 'accepted' WHERE id = 'f2'",
        "UPDATE finding SET json = 'x' WHERE id = 'f2'",
        "INSERT INTO judgement(key,verdict,who,at) VALUES('x','accept','t','2022')",
        "UPDATE tally SET n = n + 1 WHERE kind = 'event'",
        "DELETE FROM tally_place",
    };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        char *out;
        size_t n, faults;
        at_err err = {0};
        unlink(path);
        at_store *s = record_filled("judge");
        record_whole(s);
        assert_int_equal(sqlite3_exec(s->db, damage[i], NULL, NULL, NULL), SQLITE_OK);
        assert_int_equal(at_store_verify(s, &out, &n, &faults, &err), AT_OK);
        if (!faults)
            fail_msg("not seen: %s", damage[i]);
        at_free(out);
        at_store_close(s);
    }
}

static void erased_is_gone(void **state)
{
    (void)state;
    at_store *s = record_filled("judge");
    size_t places;
    at_err err = {0};
    at_added what;
    at_str none = AT_S("");
    assert_int_equal(at_store_erase(s, &places, none, AT_S("Colombo"), AT_S("tester"), none, &err), AT_EUSAGE);
    assert_int_equal(at_store_erase(s, &places, none, AT_S("Kandy"), AT_S("tester"), AT_S("law"), &err), AT_ENOTFOUND);
    assert_int_equal(at_store_erase(s, &places, none, AT_S("Colombo"), AT_S("tester"), AT_S("law"), &err), AT_OK);
    assert_true(places > 0);
    is(s, "SELECT count(*) FROM finding_fts WHERE finding_fts MATCH 'colombo'", "0");
    is(s, "SELECT count(*) FROM tally_place WHERE instr(name, 'Colombo')", "0");
    is(s, "SELECT instr(text, 'Colombo') || ' ' || instr(text, '*******') FROM report", "0 48");
    record_whole(s);
    assert_int_equal(at_store_erase(s, &places, AT_S("1"), none, AT_S("tester"), AT_S("law"), &err), AT_OK);
    assert_int_equal(places, 3);
    is(s, "SELECT (SELECT count(*) FROM report) || (SELECT count(*) FROM finding) || (SELECT count(*) FROM finding_fts)", "000");
    is(s, "SELECT (SELECT total(n) FROM tally) + (SELECT count(*) FROM tally_place) + (SELECT count(*) FROM tally_speaker) + (SELECT count(*) FROM tallied)", "0.0");
    is(s, "SELECT count(*) FROM erased", "2");
    assert_int_equal(at_store_add(s, &what, record, &err), AT_EUSAGE);
    record_whole(s);
    at_store_close(s);
}

static void backup_is_a_whole_record(void **state)
{
    (void)state;
    char copy[80];
    at_store *s = record_filled("judge");
    at_err err = {0};
    (void)snprintf(copy, sizeof copy, "%s.copy", path);
    unlink(copy);
    assert_int_equal(at_store_backup(s, copy, &err), AT_OK);
    assert_int_equal(at_store_backup(s, copy, &err), AT_EUSAGE);
    at_store_close(s);
    assert_int_equal(at_store_open(&s, copy, &err), AT_OK);
    is(s, "SELECT count(*) FROM events", "1");
    record_whole(s);
    at_store_close(s);
    unlink(copy);
}

typedef struct {
    pthread_t thread;
    atomic_bool done;
    atomic_int writes;
} writer;

/* Another program that writes to the record without pause. */
static void *write_on(void *arg)
{
    writer *w = arg;
    sqlite3 *db = NULL;
    bool ok = sqlite3_open(path, &db) == SQLITE_OK && sqlite3_busy_timeout(db, 1000) == SQLITE_OK;
    while (ok && !w->done && w->writes < 20000) {
        ok = sqlite3_exec(db, "PRAGMA synchronous=OFF; UPDATE filler SET n = n + 1 WHERE rowid = 1", NULL, NULL, NULL) == SQLITE_OK;
        w->writes++;
    }
    sqlite3_close(db);
    return NULL;
}

/* The copy is of one moment, and does not begin anew for each write: it ends before the writer tires. */
static void backup_ends_while_others_write(void **state)
{
    (void)state;
    char copy[80];
    at_store *s = record_filled("judge");
    at_err err = {0};
    at_sql q = {s->db, SQLITE_OK};
    at_sql_run(&q, "CREATE TABLE filler(n INTEGER, x BLOB); WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 5000)"
                   " INSERT INTO filler SELECT 0, randomblob(4000) FROM k");
    assert_int_equal(q.rc, SQLITE_OK);
    (void)snprintf(copy, sizeof copy, "%s.copy", path);
    unlink(copy);
    writer w = {.done = false};
    assert_int_equal(pthread_create(&w.thread, NULL, write_on, &w), 0);
    while (w.writes < 10)
        sched_yield();
    at_code code = at_store_backup(s, copy, &err);
    bool tired = w.writes >= 20000;
    w.done = true;
    pthread_join(w.thread, NULL);
    assert_int_equal(code, AT_OK);
    assert_false(tired);
    at_store_close(s);
    assert_int_equal(at_store_open(&s, copy, &err), AT_OK);
    is(s, "SELECT count(*) FROM events", "1");
    at_store_close(s);
    unlink(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(corrections_show_and_can_be_taken_back, setup, teardown),
        cmocka_unit_test_setup_teardown(every_verdict_counts, setup, teardown),
        cmocka_unit_test_setup_teardown(nonsense_is_refused_and_leaves_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_new_reading_keeps_judgements, setup, teardown),
        cmocka_unit_test_setup_teardown(faults_are_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(erased_is_gone, setup, teardown),
        cmocka_unit_test_setup_teardown(backup_is_a_whole_record, setup, teardown),
        cmocka_unit_test_setup_teardown(backup_ends_while_others_write, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
