/* The JSON writer: byte-stable, valid whatever goes in. A second parser (jansson) reads all that is written. */
#include "base/json.h"
#include "base/str.h"
#include <jansson.h>
#include <math.h>

#include "test.h"

static void writes_nested_values(void **state)
{
    (void)state;
    at_buf b = {0};
    at_json j = {&b, false};
    at_json_open(&j, '{');
    at_json_key(&j, "a");
    at_json_open(&j, '[');
    at_json_int(&j, -1);
    at_json_bool(&j, true);
    at_json_null(&j);
    at_json_open(&j, '[');
    at_json_close(&j, ']');
    at_json_str(&j, AT_S("x"));
    at_json_close(&j, ']');
    at_json_key(&j, "b");
    at_json_str0(&j, AT_S(""));
    at_json_key(&j, "c");
    at_json_span(&j, (at_span){3, 17});
    at_json_close(&j, '}');
    assert_str(((at_str){b.p, b.n}), "{\"a\":[-1,true,null,[],\"x\"],\"b\":null,\"c\":[3,17]}");
    at_buf_release(&b);
}

static void numbers(void **state)
{
    (void)state;
    static const struct {
        double v;
        int decimals;
        const char *out;
    } t[] = {{0.5, 2, "0.5"}, {0.25, 2, "0.25"}, {1.0, 4, "1"}, {100, 0, "100"}, {-1.5004, 3, "-1.5"}, {43.25, 4, "43.25"}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        at_buf b = {0};
        at_json j = {&b, false};
        at_json_num(&j, t[i].v, t[i].decimals);
        assert_string_equal(b.p, t[i].out);
        at_buf_release(&b);
    }
    at_buf b = {0};
    at_json j = {&b, false};
    at_json_num(&j, (double)NAN, 2);
    at_json_num(&j, (double)INFINITY, 2);
    assert_string_equal(b.p, "null,null");
    at_buf_release(&b);
}

/* Every string of two bytes comes out as JSON that parses, and as itself if it is UTF-8. */
static void any_bytes(void **state)
{
    (void)state;
    for (unsigned x = 0; x < 65536; x++) {
        char in[2] = {(char)(x >> 8), (char)x};
        at_buf b = {0};
        at_json j = {&b, false};
        at_json_str(&j, (at_str){in, 2});
        json_t *v = json_loadb(b.p, b.n, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
        if (!v)
            fail_msg("bytes %02x %02x give %s", x >> 8, x & 255, b.p);
        if (x < 0x8000 && !(x & 0x80)) /* ASCII comes back as it was */
            assert_memory_equal(json_string_value(v), in, 2);
        json_decref(v);
        at_buf_release(&b);
    }
}

static void buffer_errors_stick(void **state)
{
    (void)state;
    at_buf b = {0};
    at_buf_put(&b, AT_S("abc"));
    b.bad = true;
    at_buf_put(&b, AT_S("def"));
    at_buf_fmt(&b, "%d", 7);
    assert_int_equal(b.n, 3);
    at_buf_put(&b, (at_str){"", SIZE_MAX / 2});
    assert_true(b.bad);
    at_buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_nested_values),
        cmocka_unit_test(numbers),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(buffer_errors_stick),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
