/* UTF-8: decoding, maximal bad parts, boundaries, case, keys. */
#include "base/str.h"
#include "base/utf8.h"

#include "test.h"

/* Every code point goes out and comes back; surrogates do not. */
static void every_code_point(void **state)
{
    (void)state;
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        char b[4];
        unsigned len;
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        size_t n = at_utf8_put(b, cp);
        if (at_utf8((at_str){b, n}, 0, &len) != cp || len != n)
            fail_msg("U+%04X came back as something else", cp);
    }
}

/* The examples of the Unicode Standard, chapter 3, table 3-8, and the classic malformed forms. */
static void bad_parts(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        unsigned len[6]; /* of the parts, 0 ends */
        unsigned bad;    /* bit per part */
    } t[] = {
        {"\x61\xF1\x80\x80\xE1\x80\xC2\x62", {1, 3, 2, 1, 1}, 0x0E},
        {"\xC0\xAF", {1, 1}, 3},                /* overlong */
        {"\xE0\x80\x80", {1, 1, 1}, 7},         /* overlong */
        {"\xED\xA0\x80", {1, 1, 1}, 7},         /* surrogate */
        {"\xF4\x90\x80\x80", {1, 1, 1, 1}, 15}, /* above 10FFFF */
        {"\xE2\x82", {2}, 1},                   /* cut off */
        {"\xFF\x41", {1, 1}, 1},
        {"\x80", {1}, 1},
    };
    for (size_t k = 0; k < sizeof t / sizeof *t; k++) {
        at_str s = at_strz(t[k].bytes);
        size_t i = 0;
        unsigned part = 0, len;
        for (; i < s.n; i += len, part++) {
            bool bad = at_utf8(s, i, &len) == AT_BADCP;
            if (len != t[k].len[part] || bad != ((t[k].bad >> part & 1) != 0))
                fail_msg("row %zu part %u: length %u, bad %d", k, part, len, bad);
        }
        assert_int_equal(i, s.n);
        assert_int_not_equal(at_utf8_bad(s), SIZE_MAX);
    }
    assert_int_equal(at_utf8_bad(AT_S("caf\xC3\xA9 \xE2\x80\x9C\xF0\x9F\x98\x80")), SIZE_MAX);
    assert_int_equal(at_utf8_bad(AT_S("caf\xE9")), 3);
}

static void steps(void **state)
{
    (void)state;
    at_str s = AT_S("a\xC3\xA9\xE2\x82\xAC!");
    size_t at[] = {0, 1, 3, 6, 7};
    for (size_t i = 0; i + 1 < 5; i++) {
        assert_int_equal(at_utf8_next(s, at[i]), at[i + 1]);
        assert_int_equal(at_utf8_prev(s, at[i + 1]), at[i]);
    }
    assert_true(at_utf8_boundary(s, 1) && at_utf8_boundary(s, 3) && at_utf8_boundary(s, 7));
    assert_false(at_utf8_boundary(s, 2) || at_utf8_boundary(s, 8));
}

static void classes(void **state)
{
    (void)state;
    assert_true(at_cp_letter('a') && at_cp_letter(0x416) && at_cp_letter(0x4E2D) && !at_cp_letter('1') && !at_cp_letter(0x2019));
    assert_true(at_cp_upper('A') && at_cp_upper(0x416) && !at_cp_upper(0x436) && at_cp_lower(0x436));
    assert_true(at_cp_space(' ') && at_cp_space(0xA0) && at_cp_space(0x3000) && !at_cp_space('a'));
    assert_int_equal(at_cp_width('a'), 1);
    assert_int_equal(at_cp_width(0x4E2D), 2);
    assert_int_equal(at_cp_width(0x301), 0);
}

static void keys(void **state)
{
    (void)state;
    at_arena a;
    at_arena_init(&a, 0, NULL);
    assert_str(at_utf8_lower(&a, AT_S("\xC3\x89T\xC3\x89 \xD0\x96")), "\xC3\xA9t\xC3\xA9 \xD0\xB6");
    assert_str(at_utf8_key(&a, AT_S("\xC3\x89l\xC3\xA8ve\xE2\x80\x99s \xE2\x80\x9CX\xE2\x80\x9D \xE2\x80\x93 N")),
               "eleve's \"x\" - n");
    assert_str(at_utf8_key(&a, AT_S("\xFF"
                                    "A")),
               "a");
    assert_str(at_utf8_key(&a, AT_S("")), "");
    at_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point), cmocka_unit_test(bad_parts), cmocka_unit_test(steps),
        cmocka_unit_test(classes),          cmocka_unit_test(keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
