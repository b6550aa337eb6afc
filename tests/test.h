/* test.h: what every cmocka test includes last. */
#ifndef AT_TESTS_TEST_H
#define AT_TESTS_TEST_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Compares an at_str with a C string; shows both when they differ. */
#define assert_str(s, z)                                                                                                         \
    do {                                                                                                                         \
        at_str s_ = (s);                                                                                                         \
        if (s_.n != strlen(z) || (s_.n && memcmp(s_.p, (z), s_.n) != 0))                                                         \
            fail_msg("got \"%.*s\", wanted \"%s\"", (int)s_.n, s_.p ? s_.p : "", (z));                                           \
    } while (0)
#endif
