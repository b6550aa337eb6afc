#include "err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

static at_code fill(at_err *err, at_code code, int sys, size_t pos, const char *fmt, va_list ap)
{
    if (err) {
        err->code = code;
        err->sys = sys;
        err->pos = pos;
        (void)vsnprintf(err->msg, sizeof err->msg, fmt, ap);
    }
    return code;
}

at_code at_fail(at_err *err, at_code code, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fill(err, code, 0, 0, fmt, ap);
    va_end(ap);
    return code;
}

at_code at_fail_at(at_err *err, at_code code, size_t pos, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fill(err, code, 0, pos, fmt, ap);
    va_end(ap);
    return code;
}

at_code at_fail_sys(at_err *err, const char *fmt, ...)
{
    int sys = errno;
    va_list ap;
    va_start(ap, fmt);
    fill(err, AT_EIO, sys, 0, fmt, ap);
    va_end(ap);
    return AT_EIO;
}
