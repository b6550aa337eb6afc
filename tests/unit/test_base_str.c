/* Byte-string views. */
#include "base/str.h"

#include "test.h"

static void compares(void **state)
{
    (void)state;
    at_str none = {NULL, 0};
    assert_true(at_eq(none, AT_S("")));
    assert_true(at_eq(AT_S("ab"), AT_S("ab")));
    assert_false(at_eq(AT_S("ab"), AT_S("abc")));
    assert_true(at_eq_fold(AT_S("ALMATY"), AT_S("almaty")));
    assert_false(at_eq_fold(AT_S("almat"), AT_S("almaty")));
    assert_true(at_cmp(AT_S("a"), AT_S("ab")) < 0);
    assert_true(at_cmp(AT_S("b"), AT_S("ab")) > 0);
    assert_int_equal(at_cmp(none, AT_S("")), 0);
    assert_true(at_starts(AT_S("abc"), AT_S("ab")));
    assert_true(at_starts(AT_S("abc"), none));
    assert_false(at_starts(AT_S("a"), AT_S("ab")));
    assert_true(at_ends(AT_S("abc"), AT_S("bc")));
    assert_false(at_ends(AT_S("c"), AT_S("bc")));
    assert_true(at_starts_fold(AT_S("By X"), AT_S("by ")));
}

static void finds(void **state)
{
    (void)state;
    at_str s = AT_S("aXbXbc");
    assert_int_equal(at_index(s, AT_S("Xb"), 0), 1);
    assert_int_equal(at_index(s, AT_S("Xb"), 2), 3);
    assert_int_equal(at_index(s, AT_S("Xb"), 4), SIZE_MAX);
    assert_int_equal(at_index(s, AT_S("Xbc"), 0), 3);
    assert_int_equal(at_index(s, AT_S(""), 6), 6);
    assert_int_equal(at_index(s, AT_S(""), 7), SIZE_MAX);
    assert_int_equal(at_index(s, AT_S("longer than the text"), 0), SIZE_MAX);
    assert_int_equal(at_index_char(s, 'c', 0), 5);
    assert_int_equal(at_index_char(s, 'c', 9), SIZE_MAX);
}

static void cuts(void **state)
{
    (void)state;
    at_str s = AT_S("a,,b"), part;
    assert_true(at_cut(&s, ',', &part));
    assert_str(part, "a");
    assert_true(at_cut(&s, ',', &part));
    assert_str(part, "");
    assert_true(at_cut(&s, ',', &part));
    assert_str(part, "b");
    assert_false(at_cut(&s, ',', &part));
    s = AT_S("");
    assert_true(at_cut(&s, ',', &part)); /* an empty text has one empty part */
    assert_false(at_cut(&s, ',', &part));
    assert_true(at_in_list(AT_S("x|yy|z"), '|', AT_S("yy")));
    assert_false(at_in_list(AT_S("x|yy|z"), '|', AT_S("y")));
    assert_false(at_in_list(AT_S(""), '|', AT_S("")));
    assert_true(at_one_of(AT_S("yy"), (const char *const[]){"x", "yy", NULL}));
    assert_false(at_one_of(AT_S("y"), (const char *const[]){"x", "yy", NULL}));
    char phrase[8] = "";
    size_t n = at_phrase_add(phrase, 0, sizeof phrase, AT_S("at"));
    n = at_phrase_add(phrase, n, sizeof phrase, AT_S("lea"));
    assert_true(at_eq((at_str){phrase, n}, AT_S("at lea")));
    assert_int_equal(at_phrase_add(phrase, n, sizeof phrase, AT_S("x")), 0);
    assert_str(at_sub(AT_S("abc"), 1, 99), "bc");
    assert_str(at_sub(AT_S("abc"), 5, 9), "");
    assert_str(at_trim(AT_S(" \t a b\r\n")), "a b");
    assert_str(at_trim(AT_S("  ")), "");
}

static void numbers(void **state)
{
    (void)state;
    int64_t v = 77;
    assert_true(at_to_i64(AT_S("-12"), &v));
    assert_int_equal(v, -12);
    assert_true(at_to_i64(AT_S("999999999999999999"), &v));
    assert_int_equal(v, 999999999999999999);
    v = 77;
    static const char *const bad[] = {"", "-", "1x", "1.5", "1234567890123456789", " 1", "+1"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(at_to_i64(at_strz(bad[i]), &v));
    assert_int_equal(v, 77);
}

/* Values of XXH3-64, seed 0, from the reference implementation's own documentation and a second program. */
static void hash_is_xxh3(void **state)
{
    (void)state;
    assert_int_equal(at_hash(AT_S("")), 0x2D06800538D394C2u);
    assert_int_equal(at_hash((at_str){NULL, 0}), 0x2D06800538D394C2u);
    assert_int_not_equal(at_hash(AT_S("a")), at_hash(AT_S("b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(compares), cmocka_unit_test(finds),        cmocka_unit_test(cuts),
        cmocka_unit_test(numbers),  cmocka_unit_test(hash_is_xxh3),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
