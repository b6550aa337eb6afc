/* Questions to the record: conditions, formats, bad input. */
#include <attest.h>

#include "base/str.h"

#include "test.h"

#include "record.h"

static size_t count(at_store *s, at_list what, at_filter f)
{
    at_rows *r;
    const at_field *c;
    size_t n, rows = 0;
    at_err err = {0};
    if (at_rows_open(&r, s, what, &f, &err) != AT_OK)
        fail_msg("%s", err.msg);
    while (at_rows_next(r, &c, &n, &err) == AT_OK && n)
        rows++;
    at_rows_close(r);
    return rows;
}

static void conditions_choose_rows(void **state)
{
    (void)state;
    at_store *s = record_filled("rows");
    assert_int_equal(count(s, AT_EVENTS, (at_filter){0}), 1);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){0}), 2);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){.limit = 1}), 1);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){.skip = 1}), 1);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){.source = AT_S("hospital")}), 1);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){.words = AT_S("people hurt")}), 1);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){.words = AT_S("\"hurt people\"")}), 0);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){.words = AT_S("inju*")}), 1);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.place = AT_S("COLOMBO")}), 1);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.place = AT_S("Kandy")}), 0);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.actor = AT_S("protesters")}), 1);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.type = AT_S("protest")}), 1);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.type = AT_S("ASSAULT")}), 0);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.since = AT_S("2022-07-09"), .until = AT_S("2022-07-09")}), 1);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.since = AT_S("2022-07-10")}), 0);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.until = AT_S("2022-07-08")}), 0);
    assert_int_equal(count(s, AT_FIGURES, (at_filter){.confidence = 0.7}), 1);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.report = AT_S("colombo.txt")}), 1);
    assert_int_equal(count(s, AT_EVENTS, (at_filter){.report = AT_S("2")}), 0);
    assert_int_equal(count(s, AT_DISPUTES, (at_filter){.type = AT_S("figure")}), 1);
    assert_int_equal(count(s, AT_ACTORS, (at_filter){0}), 1);
    assert_int_equal(count(s, AT_PLACES, (at_filter){.words = AT_S("colom")}), 1);
    at_store_close(s);
    unlink(path);
}

/* What a user types is words, never a query language. */
static void search_words_are_not_a_language(void **state)
{
    (void)state;
    static const char *const bad[] = {"\"", "\"\"", "*", "NEAR(", "a AND", "words:x", "who : (", "'; DROP TABLE report; --", "-x", "^people", "\xff\xfe"};
    at_store *s = record_filled("rows");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        (void)count(s, AT_FIGURES, (at_filter){.words = at_strz(bad[i])});
    assert_int_equal(count(s, AT_FIGURES, (at_filter){0}), 2);
    at_store_close(s);
    unlink(path);
}

static void conditions_that_make_no_sense_are_refused(void **state)
{
    (void)state;
    at_store *s = record_filled("rows");
    at_rows *r;
    at_err err = {0};
    at_filter day = {.since = AT_S("2022-13-01")}, stance = {.stance = AT_S("asserted")}, type = {.type = AT_S("x")};
    assert_int_equal(at_rows_open(&r, s, AT_EVENTS, &day, &err), AT_EUSAGE);
    assert_int_equal(at_rows_open(&r, s, AT_ACTORS, &stance, &err), AT_EUSAGE);
    assert_int_equal(at_rows_open(&r, s, AT_PLACES, &type, &err), AT_EUSAGE);
    assert_int_equal(at_rows_open(&r, s, AT_STATEMENTS, &type, &err), AT_EUSAGE);
    assert_null(r);
    at_store_close(s);
    unlink(path);
}

static int keep(void *user, at_str piece)
{
    at_buf_put(user, piece);
    return 1;
}

static void every_format_says_the_same(void **state)
{
    (void)state;
    at_store *s = record_filled("rows");
    at_buf b = {0};
    at_err err = {0};
    size_t rows;
    assert_int_equal(at_store_list(s, AT_FIGURES, NULL, AT_CSV, NULL, keep, &b, &rows, &err), AT_OK);
    assert_int_equal(rows, 2);
    assert_true(at_starts((at_str){b.p, b.n}, AT_S("id,date_from,date_to,")));
    assert_true(at_index((at_str){b.p, b.n}, AT_S("\r\n1:f2,,,,injured,people,33,,at least,person,"), 0) != SIZE_MAX);
    b.n = 0;
    assert_int_equal(at_store_list(s, AT_FIGURES, NULL, AT_JSONL, NULL, keep, &b, &rows, &err), AT_OK);
    assert_true(at_starts((at_str){b.p, b.n}, AT_S("{\"id\":\"1:f2\",\"date_from\":null,")));
    b.n = 0;
    assert_int_equal(at_store_list(s, AT_FIGURES, NULL, AT_TEXT, NULL, keep, &b, &rows, &err), AT_OK);
    assert_true(at_starts((at_str){b.p, b.n}, AT_S("1:f2  injured: 33 or more people, Colombo  [asserted; hospital officials]\n      ")));
    at_buf_release(&b);
    at_store_close(s);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(conditions_choose_rows),
        cmocka_unit_test(search_words_are_not_a_language),
        cmocka_unit_test(conditions_that_make_no_sense_are_refused),
        cmocka_unit_test(every_format_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
