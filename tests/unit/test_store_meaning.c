/* Search by meaning: vectors kept with their report, the nearest found, what must not be shown not shown, old records migrated. */
#include <attest.h>

#include "base/base64.h"
#include "base/data.h"
#include "base/sha256.h"
#include "base/str.h"
#include "store/meaning.h"

#include "test.h"

#include "record.h"

static int setup(void **state)
{
    (void)state;
    record_path("meaning");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

/* A vector that points along one axis, with the same long part in all of them, as means of word vectors have. */
static void vector(signed char v[AT_MEANING], int axis, int much)
{
    memset(v, 0, AT_MEANING);
    for (int d = 0; d < 40; d++)
        v[d] = 100;
    v[100 + axis] = (signed char)much;
}

/* Adds a report of sentences of ten bytes, each with a vector along axis[i]; one finding over the first sentence. n axes; vectors left out if engine is NULL. */
static at_added add(at_store *s, const char *id, const char *published, const char *text, const int *axis, size_t n, const char *engine)
{
    at_buf b = {0}, all = {0};
    char sha[65];
    at_sha256 h;
    at_sha256_init(&h);
    at_sha256_add(&h, at_strz(text));
    at_sha256_hex(&h, sha);
    at_added what;
    at_err err = {0};
    at_buf_fmt(&b,
               "{\"v\":1,\"report\":{\"id\":\"r-%s\",\"source_sha256\":\"%s\",\"text_sha256\":\"%s\",\"name\":\"%s\",\"publisher\":\"P\",\"published\":\"%s\",\"bytes\":%zu,"
               "\"text\":\"%s\"},\"findings\":[{\"id\":\"f1\",\"key\":\"key-%s-000000000\",\"kind\":\"event\",\"span\":[0,5],\"head\":\"x\",\"source\":[],\"stance\":\"asserted\","
               "\"negated\":false,\"date\":null,\"place\":null,\"confidence\":0.9,\"rule\":\"r\",\"event\":{\"type\":\"ASSAULT\",\"mode\":null,\"actor\":[],\"actor_text\":[],"
               "\"recipient\":[],\"recipient_text\":[]}}]",
               id, id, sha, id, published, strlen(text), text, id);
    if (engine) {
        at_buf_fmt(&b, ",\"vectors\":{\"engine\":\"%s\",\"sentences\":[", engine);
        for (size_t i = 0; i < n; i++) {
            signed char v[AT_MEANING];
            vector(v, axis[i], 90);
            at_buf_put(&all, (at_str){(const char *)v, sizeof v});
            at_buf_fmt(&b, "%s[%zu,%zu]", i ? "," : "", i * 10, i * 10 + 9);
        }
        at_buf_fmt(&b, "],\"data\":\"");
        at_base64_put(&b, (at_str){all.p, all.n});
        at_buf_fmt(&b, "\"}");
    }
    at_buf_putc(&b, '}');
    if (at_store_add(s, &what, (at_str){b.p, b.n}, &err) != AT_OK)
        fail_msg("%s", err.msg);
    at_buf_release(&b);
    at_buf_release(&all);
    return what;
}

static size_t like(at_store *s, at_hit *hits, size_t room, int axis, const char *engine, const at_filter *f)
{
    at_meaning m = {0};
    at_err err = {0};
    vector(m.vector, axis, 90);
    (void)snprintf(m.engine, sizeof m.engine, "%s", engine);
    if (at_store_like(s, hits, &room, &m, f, &err) != AT_OK)
        fail_msg("%s", err.msg);
    return room;
}

static at_store *filled(void)
{
    at_store *s = record_open();
    static const int one[] = {1, 2, 3}, two[] = {1, 4}, three[] = {5};
    assert_int_equal(add(s, "a", "2022-01-06", "One aaaa. Two aaaa. Three aa.", one, 3, "e1"), AT_ADDED);
    assert_int_equal(add(s, "b", "2022-01-07", "One aaaa. Four aaa.", two, 2, "e1"), AT_ADDED);
    assert_int_equal(add(s, "c", "2022-01-08", "Five aaa.", three, 1, "e2"), AT_ADDED);
    return s;
}

static void the_nearest_come_first(void **state)
{
    (void)state;
    at_hit h[10];
    at_store *s = filled();
    assert_int_equal(like(s, h, 10, 2, "e1", NULL), 4); /* five sentences, one of them twice */
    assert_int_equal(h[0].report, 1);
    assert_int_equal(h[0].span.beg, 10);
    assert_true(h[0].likeness > 0.99);
    assert_true(h[1].likeness < 0.985);
    assert_int_equal(like(s, h, 1, 4, "e1", NULL), 1);
    assert_int_equal(h[0].report, 2);
    assert_int_equal(like(s, h, 10, 5, "e1", NULL), 4);
    assert_true(h[0].likeness < 0.985); /* that of other weights is not among them */
    assert_int_equal(like(s, h, 10, 5, "e3", NULL), 0);
    at_filter days = {.since = AT_S("2022-01-07"), .until = AT_S("2022-01-07")};
    assert_int_equal(like(s, h, 10, 2, "e1", &days), 2);
    at_filter report = {.report = AT_S("r-a")};
    assert_int_equal(like(s, h, 10, 4, "e1", &report), 3);
    at_store_close(s);
}

static void rows_by_meaning(void **state)
{
    (void)state;
    at_store *s = filled();
    at_meaning m = {.engine = "e1"};
    at_rows *r;
    at_err err = {0};
    const at_field *c;
    size_t n;
    vector(m.vector, 1, 90);
    at_filter f = {.like = &m};
    assert_int_equal(at_rows_open(&r, s, AT_EVENTS, &f, &err), AT_OK);
    assert_int_equal(at_rows_next(r, &c, &n, &err), AT_OK);
    assert_str(c[0].value, "1:f1");
    assert_string_equal(c[n - 1].name, "likeness");
    assert_int_equal(at_rows_next(r, &c, &n, &err), AT_OK);
    assert_int_equal(n, 0); /* report b carries the same sentence, c has other weights */
    at_rows_close(r);
    assert_int_equal(at_rows_open(&r, s, AT_SENTENCES, &f, &err), AT_OK);
    assert_int_equal(at_rows_next(r, &c, &n, &err), AT_OK);
    assert_str(c[0].value, "1:0-9");
    assert_str(c[n - 1].value, "One aaaa.");
    at_rows_close(r);
    at_filter words = {.words = AT_S("three")};
    assert_int_equal(at_rows_open(&r, s, AT_SENTENCES, &words, &err), AT_OK);
    assert_int_equal(at_rows_next(r, &c, &n, &err), AT_OK);
    assert_str(c[0].value, "1");
    at_rows_close(r);
    assert_int_equal(at_rows_open(&r, s, AT_SENTENCES, &(at_filter){0}, &err), AT_EUSAGE);
    assert_int_equal(at_rows_open(&r, s, AT_PLACES, &f, &err), AT_EUSAGE);
    at_store_close(s);
}

static void what_is_closed_is_not_shown(void **state)
{
    (void)state;
    at_store *s = filled();
    at_hit h[10];
    int64_t n;
    at_err err = {0};
    at_judgement j = {.verdict = AT_JUDGE_CLOSE, .target = AT_S("2"), .who = AT_S("ana")};
    assert_int_equal(at_store_judge(s, &n, &j, &err), AT_OK);
    assert_int_equal(like(s, h, 10, 4, "e1", NULL), 3);
    assert_int_equal(like(s, h, 10, 4, "e1", &(at_filter){.confidential = 1}), 4);
    j.target = AT_S("1:f1"); /* a finding in the first sentence */
    assert_int_equal(at_store_judge(s, &n, &j, &err), AT_OK);
    at_meaning m = {.engine = "e1"};
    vector(m.vector, 1, 90);
    at_filter f = {.like = &m};
    at_rows *r;
    const at_field *c;
    size_t cells;
    assert_int_equal(at_rows_open(&r, s, AT_SENTENCES, &f, &err), AT_OK);
    while (at_rows_next(r, &c, &cells, &err) == AT_OK && cells)
        assert_false(at_eq(c[0].value, AT_S("1:0-9")));
    at_rows_close(r);
    at_store_close(s);
}

static void erasing_takes_the_meaning_too(void **state)
{
    (void)state;
    at_store *s = filled();
    at_hit h[10];
    size_t places;
    at_err err = {0};
    assert_int_equal(at_store_erase(s, &places, AT_S(""), AT_S("Four"), AT_S("ana"), AT_S("asked"), &err), AT_OK);
    assert_int_equal(like(s, h, 10, 4, "e1", NULL), 3);
    assert_true(h[0].likeness < 0.985);
    record_whole(s);
    assert_int_equal(at_store_erase(s, &places, AT_S("1"), AT_S(""), AT_S("ana"), AT_S("asked"), &err), AT_OK);
    assert_int_equal(like(s, h, 10, 1, "e1", NULL), 1);
    assert_int_equal(record_number(s, "SELECT sentences FROM meaning_engine WHERE name = 'e1'"), 1);
    record_whole(s);
    at_store_close(s);
}

/* The same report with vectors of newer weights, without any, and with another text. */
static void vectors_come_anew(void **state)
{
    (void)state;
    at_store *s = record_open();
    at_hit h[4];
    static const int axis[] = {1, 2};
    assert_int_equal(add(s, "a", "2022-01-06", "One aaaa. Two aaaa.", axis, 2, NULL), AT_ADDED);
    assert_int_equal(like(s, h, 4, 1, "e1", NULL), 0);
    assert_int_equal(add(s, "a", "2022-01-06", "One aaaa. Two aaaa.", axis, 2, "e1"), AT_UPDATED);
    assert_int_equal(add(s, "a", "2022-01-06", "One aaaa. Two aaaa.", axis, 2, "e1"), AT_UNCHANGED);
    assert_int_equal(add(s, "a", "2022-01-06", "One aaaa. Two aaaa.", axis, 2, NULL), AT_UNCHANGED);
    assert_int_equal(like(s, h, 4, 1, "e1", NULL), 2);
    assert_int_equal(add(s, "a", "2022-01-06", "One aaaa. Two aaaa.", axis, 2, "e2"), AT_UPDATED);
    assert_int_equal(like(s, h, 4, 1, "e1", NULL), 0);
    assert_int_equal(like(s, h, 4, 1, "e2", NULL), 2);
    record_whole(s);
    at_store_close(s);
}

/* A record of schema 7 has no vectors; it is opened, takes some, and finds them. */
static void old_records_take_vectors(void **state)
{
    (void)state;
    sqlite3 *db;
    char name[32];
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (int i = 1; i <= 7; i++) {
        (void)snprintf(name, sizeof name, "schema-%d.sql", i);
        assert_int_equal(sqlite3_exec(db, at_data(name).p, NULL, NULL, NULL), SQLITE_OK);
    }
    assert_int_equal(sqlite3_exec(db,
                                  "INSERT INTO report(id,source_sha256,text_sha256,record_sha256,name,published,bytes,v,head,text,added) VALUES"
                                  "('r-x','s','t','r','one','2022-01-06',1,1,'{}','One aaaa.','now'); PRAGMA user_version=7; PRAGMA application_id=1635021684;",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    at_store *s = record_open();
    at_hit h[4];
    static const int axis[] = {1};
    assert_int_equal(record_number(s, "SELECT count(*) FROM meaning"), 0);
    assert_int_equal(add(s, "a", "2022-01-06", "One aaaa.", axis, 1, "e1"), AT_ADDED);
    assert_int_equal(like(s, h, 4, 1, "e1", NULL), 1);
    assert_int_equal(h[0].report, 2);
    at_store_close(s);
}

static void letters_and_back(void **state)
{
    (void)state;
    at_arena mem;
    jmp_buf fail;
    at_arena_init(&mem, 1 << 16, &fail);
    if (setjmp(fail))
        fail_msg("out of memory");
    static const char *const of[][2] = {{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xFF\xFE", "//4="}}; /* RFC 4648, 10 */
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        at_buf b = {0};
        at_base64_put(&b, at_strz(of[i][0]));
        assert_str(((at_str){b.p ? b.p : "", b.n}), of[i][1]);
        assert_str(at_base64_read(&mem, (at_str){b.p ? b.p : "", b.n}), of[i][0]);
        at_buf_release(&b);
    }
    at_arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_and_back),
        cmocka_unit_test_setup_teardown(the_nearest_come_first, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_by_meaning, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_closed_is_not_shown, setup, teardown),
        cmocka_unit_test_setup_teardown(erasing_takes_the_meaning_too, setup, teardown),
        cmocka_unit_test_setup_teardown(vectors_come_anew, setup, teardown),
        cmocka_unit_test_setup_teardown(old_records_take_vectors, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
