/* The arena: zeroed and aligned, dies as a whole, and its limit ends in the caller's setjmp. */
#include "base/arena.h"
#include "base/str.h"

#include "test.h"

static void gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    at_arena a;
    at_arena_init(&a, 0, NULL);
    for (size_t n = 0; n < 5000; n += 37) {
        unsigned char *p = at_alloc(&a, n);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < n; i++) {
            assert_int_equal(p[i], 0);
            p[i] = 0xEE;
        }
    }
    at_arena_release(&a);
    assert_int_equal(a.used, 0);
    assert_int_equal(a.held, 0);
}

static void limit_jumps(void **state)
{
    (void)state;
    static at_arena a;
    static jmp_buf fail;
    int code = setjmp(fail);
    if (code == 0) {
        at_arena_init(&a, 100000, &fail);
        for (;;)
            (void)at_alloc(&a, 1000);
    }
    assert_int_equal(code, AT_ELIMIT);
    assert_true(a.held <= 100000);
    assert_true(a.used > 50000);
    at_arena_release(&a);
}

static void overflow_jumps(void **state)
{
    (void)state;
    static at_arena a;
    static jmp_buf fail;
    int code = setjmp(fail);
    if (code == 0) {
        at_arena_init(&a, 0, &fail);
        (void)at_alloc_n(&a, 16, SIZE_MAX / 8);
        fail_msg("no jump");
    }
    assert_int_equal(code, AT_ENOMEM);
    at_arena_release(&a);
}

static void reset_gives_back(void **state)
{
    (void)state;
    at_arena a;
    at_arena_init(&a, 0, NULL);
    at_str keep = at_arena_str(&a, AT_S("keep"));
    at_mark m = at_arena_mark(&a);
    size_t used = a.used;
    for (int i = 0; i < 1000; i++)
        memset(at_alloc(&a, 1000), 0xEE, 1000);
    at_arena_reset(&a, m);
    assert_int_equal(a.used, used);
    unsigned char *p = at_alloc(&a, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(p[i], 0); /* memory that was used before is zeroed again */
    assert_true(at_eq(keep, AT_S("keep")));
    at_arena_release(&a);
}

static void strings_end_in_nul(void **state)
{
    (void)state;
    at_arena a;
    at_arena_init(&a, 0, NULL);
    assert_string_equal(at_arena_cat(&a, AT_S("ab"), AT_S("cd")).p, "abcd");
    assert_string_equal(at_arena_fmt(&a, "%d-%s", 7, "x").p, "7-x");
    assert_string_equal(at_arena_str(&a, (at_str){NULL, 0}).p, "");
    at_arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_zeroed_aligned_memory),
        cmocka_unit_test(limit_jumps),
        cmocka_unit_test(overflow_jumps),
        cmocka_unit_test(reset_gives_back),
        cmocka_unit_test(strings_end_in_nul),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
