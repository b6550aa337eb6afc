/* Exports: every format is what its readers expect, and nothing leaves that must not. */
#include <attest.h>

#include "base/str.h"
#include <jansson.h>

#include "test.h"

#include "record.h"

static int keep(void *user, at_str piece)
{
    at_buf_put(user, piece);
    return 1;
}

static at_str export(at_store *s, at_export_format format, at_buf *b, at_export_count *count)
{
    at_err err = {0};
    b->n = 0;
    if (at_store_export(s, format, NULL, keep, b, count, &err) != AT_OK)
        fail_msg("%s", err.msg);
    return (at_str){b->p, b->n};
}

/* Cells of one line of CSV or TSV. */
static size_t cells(at_str line, char by)
{
    size_t n = 1;
    bool quoted = false;
    for (size_t i = 0; i < line.n; i++) {
        quoted ^= by == ',' && line.p[i] == '"';
        n += !quoted && line.p[i] == by;
    }
    return n;
}

static void tables_have_the_columns_of_their_makers(void **state)
{
    (void)state;
    static const struct {
        at_export_format format;
        char by;
        size_t columns, rows;
    } tables[] = {{AT_ACLED, ',', 31, 1}, {AT_GED, ',', 49, 0}, {AT_POLECAT, '\t', 39, 1}, {AT_GDELT, '\t', 16, 1}, {AT_HXL, ',', 21, 1}};
    at_store *s = record_filled("export");
    at_buf b = {0};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        at_export_count count;
        at_str all = export(s, tables[i].format, &b, &count), line;
        assert_int_equal(count.rows, tables[i].rows);
        while (at_cut(&all, '\n', &line))
            if (line.n)
                assert_int_equal(cells(line, tables[i].by), tables[i].columns);
    }
    at_buf_release(&b);
    at_store_close(s);
    unlink(path);
}

static void acled_has_its_classes(void **state)
{
    (void)state;
    at_store *s = record_filled("export");
    at_buf b = {0};
    at_export_count count;
    at_str all = export(s, AT_ACLED, &b, &count);
    assert_true(at_index(all, AT_S("LKA-7bbd99c50ca6f35d,2022-07-09,2022,1,Demonstrations,Protests,Peaceful protest,Protesters,,Protesters,,,,Protesters only,"), 0) != SIZE_MAX);
    assert_true(at_index(all, AT_S(",144,South Asia,Sri Lanka,Western,,,Colombo,6.9355,79.8487,1,Test Wire,"), 0) != SIZE_MAX);
    at_buf_release(&b);
    at_store_close(s);
    unlink(path);
}

static void json_is_json(void **state)
{
    (void)state;
    static const at_export_format formats[] = {AT_PLOVER, AT_GEOJSON, AT_ANNOTATION, AT_CLAIMREVIEW};
    at_store *s = record_filled("export");
    at_buf b = {0};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        at_export_count count;
        json_error_t e;
        at_str all = export(s, formats[i], &b, &count);
        json_t *j = json_loadb(all.p, all.n, 0, &e);
        if (!j)
            fail_msg("format %d: %s", (int)formats[i], e.text);
        json_decref(j);
    }
    at_buf_release(&b);
    at_store_close(s);
    unlink(path);
}

/* Positions count code points: the quote cut out by them is the quote. */
static void annotations_point_at_their_words(void **state)
{
    (void)state;
    at_store *s = record_filled("export");
    at_buf b = {0};
    at_export_count count;
    at_str all = export(s, AT_ANNOTATION, &b, &count);
    assert_int_equal(count.rows, 3);
    json_t *j = json_loadb(all.p, all.n, 0, NULL);
    const json_t *item = json_array_get(json_object_get(j, "items"), 1), *sel = json_object_get(json_object_get(item, "target"), "selector");
    assert_string_equal(json_string_value(json_object_get(json_array_get(sel, 0), "exact")), "At least 33 people were injured");
    assert_int_equal(json_integer_value(json_object_get(json_array_get(sel, 1), "start")), 71); /* byte 73: one sign before it has three bytes */
    assert_int_equal(json_integer_value(json_object_get(json_array_get(sel, 1), "end")), 102);
    json_decref(j);
    at_buf_release(&b);
    at_store_close(s);
    unlink(path);
}

static void what_is_closed_or_rejected_stays_in(void **state)
{
    (void)state;
    at_store *s = record_filled("export");
    at_buf b = {0};
    int64_t n;
    at_err err = {0};
    at_judgement reject = {AT_JUDGE_REJECT, AT_S("1:f1"), AT_S(""), AT_S(""), AT_S("tester"), AT_S("")};
    at_judgement closed = {AT_JUDGE_CLOSE, AT_S("1"), AT_S(""), AT_S(""), AT_S("tester"), AT_S("")};
    for (int step = 0; step < 2; step++) {
        assert_int_equal(at_store_judge(s, &n, step ? &closed : &reject, &err), AT_OK);
        for (int f = AT_ACLED; f <= AT_HTML; f++) {
            at_export_count count;
            at_str all = export(s, (at_export_format)f, &b, &count);
            assert_true(at_index(all, AT_S("marched"), 0) == SIZE_MAX);
            assert_true(!step || at_index(all, AT_S("hurt"), 0) == SIZE_MAX);
        }
    }
    at_buf_release(&b);
    at_store_close(s);
    unlink(path);
}

static void reviews_come_from_people_only(void **state)
{
    (void)state;
    at_store *s = record_filled("export");
    at_buf b = {0};
    int64_t n;
    at_err err = {0};
    at_export_count count;
    assert_true(at_index(export(s, AT_CLAIMREVIEW, &b, &count), AT_S("ClaimReview"), 0) == SIZE_MAX);
    at_judgement grade = {AT_JUDGE_GRADE, AT_S("1:f2"), AT_S(""), AT_S("B2"), AT_S("tester"), AT_S("")};
    assert_int_equal(at_store_judge(s, &n, &grade, &err), AT_OK);
    assert_true(at_index(export(s, AT_CLAIMREVIEW, &b, &count), AT_S("\"ratingValue\":2,"), 0) != SIZE_MAX);
    at_buf_release(&b);
    at_store_close(s);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_have_the_columns_of_their_makers), cmocka_unit_test(acled_has_its_classes), cmocka_unit_test(json_is_json),
        cmocka_unit_test(annotations_point_at_their_words),        cmocka_unit_test(what_is_closed_or_rejected_stays_in),
        cmocka_unit_test(reviews_come_from_people_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
