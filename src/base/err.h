/* err.h: filling an at_err. Knows nothing but the public codes. */
#ifndef AT_BASE_ERR_H
#define AT_BASE_ERR_H
#include <attest.h>

/* Sets *err (NULL allowed) and returns code, so that a failing function can end with `return at_fail(...)`. */
at_code at_fail(at_err *err, at_code code, const char *fmt, ...) AT_PRINTF(3, 4);
/* The same with the byte of the input where it went wrong. */
at_code at_fail_at(at_err *err, at_code code, size_t pos, const char *fmt, ...) AT_PRINTF(4, 5);
/* The same with errno. */
at_code at_fail_sys(at_err *err, const char *fmt, ...) AT_PRINTF(2, 3);
#endif
