#include "out.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

void at_say(const char *fmt, ...)
{
    va_list ap;
    at_progress_end();
    fputs("attest: ", stderr);
    va_start(ap, fmt);
    (void)vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
}

void at_say_err(const char *file, const at_err *err)
{
    if (err->code == AT_EPARSE || (err->code == AT_ELIMIT && err->pos))
        at_say("%s:byte %zu: %s", file, err->pos, err->msg);
    else
        at_say("%s: %s", file, err->msg);
}

static int out_errno; /* of the first write that failed */

static bool wrote(bool ok)
{
    if (!ok && !out_errno)
        out_errno = errno ? errno : EIO;
    return ok;
}

bool at_put(const char *p, size_t n)
{
    return wrote(fwrite(p, 1, n, stdout) == n);
}

bool at_flush(void)
{
    return wrote(fflush(stdout) == 0 && !ferror(stdout));
}

int at_close_out(int code)
{
    (void)at_flush();
    at_progress_end();
    (void)wrote(fclose(stdout) == 0);
    if (!out_errno || out_errno == EPIPE) /* a reader that went away has what it wanted */
        return code;
    at_say("standard output: %s", strerror(out_errno));
    return EXIT_ERROR;
}

bool at_color(const char *when)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (when && !strcmp(when, "always"))
        return true;
    if (when && !strcmp(when, "never"))
        return false;
    return isatty(1) && (!no || !*no) && (!term || strcmp(term, "dumb") != 0);
}

int at_width(void)
{
    struct winsize w;
    int n = 90;
    if (isatty(1) && ioctl(1, TIOCGWINSZ, &w) == 0 && w.ws_col)
        n = w.ws_col;
    return n < 80 ? 80 : n > 100 ? 100 : n;
}

static struct {
    double start, last;
    bool shown;
} progress;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void at_progress(bool quiet, size_t done, size_t failed)
{
    if (quiet || !isatty(2))
        return;
    double t = now();
    if (progress.start <= 0)
        progress.start = t;
    if (t - progress.start < 1 || t - progress.last < 0.2)
        return;
    progress.last = t;
    progress.shown = true;
    fprintf(stderr, "\rattest: %zu reports", done);
    if (failed)
        fprintf(stderr, ", %zu failed", failed);
    fputs("\033[K", stderr);
}

void at_progress_end(void)
{
    if (progress.shown)
        fputs("\r\033[K", stderr);
    progress.shown = false;
}
