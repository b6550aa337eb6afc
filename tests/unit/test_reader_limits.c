/* Memory that runs out at any place, and reports that nobody writes. */
#include "reading.h"

#include "test.h"

static const char text[] =
    "KHARTOUM, June 3 (Test) - Security forces stormed a protest camp outside the army headquarters on Monday, killing at least "
    "13 people, doctors said. The opposition called for an open-ended strike. \xE2\x80\x9CWe will not go,\xE2\x80\x9D a "
    "protester said.\n\n"
    "Internet lines were cut in most of the city. There was no word from the hospital in Omdurman.\n";

/* Opens with a limit and reads. Gives the code. */
static at_code read_within(size_t limit, at_str t, at_err *err)
{
    at_reader *r;
    char *json;
    size_t n;
    const at_reader_opts o = {.memory_limit = limit};
    at_report rep = {.name = AT_S("x"), .published = AT_S("2019-06-04"), .text = t};
    if (at_reader_open(&r, &o, err) != AT_OK)
        fail_msg("%s", err->msg);
    at_code rc = at_read(r, &json, &n, &rep, 0, err);
    at_free(json);
    at_reader_close(r);
    return rc;
}

/* From no memory at all up to enough: each step either fails as a limit or is the success that ends the test. */
static void limit_stepped_up(void **state)
{
    (void)state;
    at_err err = {0};
    unsigned failed = 0;
    for (size_t limit = 1;; limit += limit < 300000 ? 9973 : limit / 12) {
        at_code rc = read_within(limit, (at_str){text, sizeof text - 1}, &err);
        if (rc == AT_OK)
            break;
        assert_int_equal(rc, AT_ELIMIT);
        assert_true(err.msg[0]);
        failed++;
        assert_true(limit < (size_t)1 << 30);
    }
    assert_true(failed > 10);
}

static json_t *read_text(at_str t)
{
    at_report rep = {.name = AT_S("x"), .published = AT_S("2019-06-04"), .text = t};
    json_t *record = test_read(&rep);
    const char *breach = test_span_law(record);
    if (breach)
        fail_msg("%s", breach);
    return record;
}

static size_t problems(const json_t *record)
{
    return json_array_size(json_object_get(record, "problems"));
}

static void odd_reports(void **state)
{
    (void)state;
    const at_str quiet[] = {AT_S("x"),
                            AT_S("\n\n\n.\n"),
                            AT_S("\xE2\x80\x9CHe said this and never closed it. Then more came. And more."),
                            AT_S("(((((((((((((((((((((((((((((((((((((((("),
                            AT_S("a\rb\rc\r"),
                            AT_S("POLICE KILLED 5 IN ALMATY")};
    const at_str loud[] = {AT_S(""), AT_S(" \n "), AT_S("\0\0\0\0\0\0\0\0"), AT_S("caf\xE9 said"), AT_S("%PDF-1.7 stream")};
    for (size_t i = 0; i < sizeof quiet / sizeof *quiet; i++)
        json_decref(read_text(quiet[i]));
    for (size_t i = 0; i < sizeof loud / sizeof *loud; i++) {
        json_t *r = read_text(loud[i]);
        assert_true(problems(r) > 0);
        json_decref(r);
    }
}

/* The report's own bytes lead back through source_map. */
static void source_map_is_there(void **state)
{
    (void)state;
    json_t *r = read_text(AT_S("Police in caf\xE9s fired on protesters in Almaty."));
    assert_int_equal(json_array_size(json_object_get(json_object_get(r, "report"), "source_map")), 2);
    json_decref(r);
    r = read_text(AT_S("Police fired on protesters in Almaty."));
    assert_null(json_object_get(json_object_get(r, "report"), "source_map"));
    json_decref(r);
}

static void same_bytes_every_time(void **state)
{
    (void)state;
    json_t *a = read_text((at_str){text, sizeof text - 1}), *b = read_text((at_str){text, sizeof text - 1});
    assert_true(json_equal(a, b));
    assert_true(json_array_size(json_object_get(a, "findings")) > 0);
    json_decref(a);
    json_decref(b);
}

static void codebook_and_data_errors(void **state)
{
    (void)state;
    at_reader *r;
    at_err err = {0};
    at_reader_opts o = {.data_dir = "/nonexistent"};
    assert_int_equal(at_reader_open(&r, &o, &err), AT_ENOTFOUND);
    assert_null(r);
    o = (at_reader_opts){.kernel = "abacus"};
    assert_int_equal(at_reader_open(&r, &o, &err), AT_EUSAGE);
    assert_null(r);
    at_reader_close(NULL);
}

static int close_reader(void **state)
{
    (void)state;
    at_reader_close(test_reader());
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(limit_stepped_up),         cmocka_unit_test(odd_reports),
        cmocka_unit_test(source_map_is_there),      cmocka_unit_test(same_bytes_every_time),
        cmocka_unit_test(codebook_and_data_errors),
    };
    return cmocka_run_group_tests(tests, NULL, close_reader);
}
