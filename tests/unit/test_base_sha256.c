/* SHA-256: the examples of FIPS 180-4 and NIST's long message, and the same sum for any way of cutting the input. */
#include "base/sha256.h"
#include "base/str.h"

#include "test.h"

static void sum(char out[65], at_str s, size_t piece)
{
    at_sha256 h;
    at_sha256_init(&h);
    for (size_t i = 0; i < s.n; i += piece)
        at_sha256_add(&h, at_sub(s, i, i + piece));
    at_sha256_hex(&h, out);
}

static void vectors(void **state)
{
    (void)state;
    char out[65];
    sum(out, AT_S(""), 1);
    assert_string_equal(out, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    sum(out, AT_S("abc"), 3);
    assert_string_equal(out, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    sum(out, AT_S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), 99);
    assert_string_equal(out, "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *a = malloc(1000000);
    assert_non_null(a);
    memset(a, 'a', 1000000);
    sum(out, (at_str){a, 1000000}, 4099);
    assert_string_equal(out, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(a);
}

static void any_cut(void **state)
{
    (void)state;
    char text[200], whole[65], cut[65];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = (char)(i * 7);
    for (size_t n = 0; n <= sizeof text; n++) {
        sum(whole, (at_str){text, n}, sizeof text);
        for (size_t piece = 1; piece < 130; piece += 21) {
            sum(cut, (at_str){text, n}, piece);
            assert_string_equal(cut, whole);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(vectors), cmocka_unit_test(any_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
