#include "read/pdf.h"

#include "base/err.h"
#include "base/str.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef AT_LIBEXECDIR
#define AT_LIBEXECDIR "/usr/libexec"
#endif
#ifndef AT_BUILDDIR
#define AT_BUILDDIR "."
#endif

/* Limits of the child: reports of a hundred pages take 60 MB and half a second. */
enum { MEMORY_MIB = 1024, CPU_SECONDS = 20, WALL_SECONDS = 60, TEXT_MIB = 64 };

typedef struct {
    pid_t pid;
    int to, from; /* pipes to its stdin, from its stdout; -1: closed */
} child;

static const char *helper(void)
{
    static const char *const places[] = {AT_LIBEXECDIR "/attest-pdf", AT_BUILDDIR "/attest-pdf"};
    const char *env = getenv("ATTEST_PDF");
    if (env && *env)
        return access(env, X_OK) == 0 ? env : NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (access(places[i], X_OK) == 0)
            return places[i];
    return NULL;
}

/* In the child, between fork and exec: nothing but system calls. */
static _Noreturn void become(const char *path, int in, int out)
{
    const struct {
        int what;
        rlim_t n;
    } limits[] = {{RLIMIT_AS, (rlim_t)MEMORY_MIB << 20},
                  {RLIMIT_CPU, CPU_SECONDS},
                  {RLIMIT_FSIZE, 0},
                  {RLIMIT_CORE, 0},
                  {RLIMIT_NOFILE, 32}};
    char *argv[] = {(char[]){"attest-pdf"}, NULL}, *envp[] = {(char[]){"LC_ALL=C.UTF-8"}, NULL};
    int null = open("/dev/null", O_WRONLY);
    if (dup2(in, 0) >= 0 && dup2(out, 1) >= 0 && null >= 0 && dup2(null, 2) >= 0) {
        for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
            struct rlimit l = {limits[i].n, limits[i].n};
            (void)setrlimit((__rlimit_resource_t)limits[i].what, &l);
        }
        execve(path, argv, envp);
    }
    _Exit(127);
}

static at_code start(child *c, const char *path, at_err *err)
{
    int in[2], out[2];
    if (pipe(in) != 0)
        return at_fail_sys(err, "%s", strerror(errno));
    if (pipe(out) != 0) {
        close(in[0]);
        close(in[1]);
        return at_fail_sys(err, "%s", strerror(errno));
    }
    const int all[] = {in[0], in[1], out[0], out[1]};
    for (size_t i = 0; i < 4; i++)
        (void)fcntl(all[i], F_SETFD, FD_CLOEXEC);
    c->pid = fork();
    if (c->pid == 0)
        become(path, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    c->to = in[1];
    c->from = out[0];
    if (c->pid > 0)
        return AT_OK;
    close(c->to);
    close(c->from);
    return at_fail_sys(err, "%s", strerror(errno));
}

static int64_t seconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

/* Writes the file and reads the text, until the child closes its output. AT_ELIMIT: too slow or too much. */
static at_code talk(child *c, at_buf *out, at_str pdf, at_err *err)
{
    static const char blank[65536];
    int64_t until = seconds() + WALL_SECONDS;
    (void)fcntl(c->to, F_SETFL, O_NONBLOCK);
    for (;;) {
        struct pollfd p[2] = {{.fd = c->from, .events = POLLIN}, {.fd = c->to, .events = POLLOUT}};
        if (poll(p, 2, 1000) < 0 && errno != EINTR)
            return at_fail_sys(err, "%s", strerror(errno));
        if (seconds() > until || out->n > (size_t)TEXT_MIB << 20)
            return at_fail(err, AT_ELIMIT, "the PDF file takes more than %d seconds or has more than %d MiB of text",
                           WALL_SECONDS, TEXT_MIB);
        if (c->to >= 0 && p[1].revents) {
            ssize_t n = pdf.n ? write(c->to, pdf.p, pdf.n < 65536 ? pdf.n : 65536) : 0;
            if (n > 0)
                pdf = at_sub(pdf, (size_t)n, pdf.n);
            if (!pdf.n || (n < 0 && errno != EAGAIN && errno != EINTR)) {
                close(c->to);
                c->to = -1;
            }
        }
        if (!(p[0].revents & (POLLIN | POLLHUP | POLLERR)))
            continue;
        at_buf_put(out, (at_str){blank, sizeof blank});
        if (out->bad)
            return at_fail(err, AT_ENOMEM, "out of memory");
        out->n -= sizeof blank;
        ssize_t n = read(c->from, out->p + out->n, sizeof blank);
        if (n > 0)
            out->n += (size_t)n;
        if (n == 0 || (n < 0 && errno != EINTR))
            return AT_OK;
    }
}

/* Runs the child to its end. A closed pipe must not end this process: SIGPIPE is held back in this thread meanwhile. */
static at_code run(at_buf *out, const char *path, at_str pdf, at_err *err)
{
    sigset_t pipe_only, old, pending;
    child c = {-1, -1, -1};
    int status = 0;
    sigemptyset(&pipe_only);
    sigaddset(&pipe_only, SIGPIPE);
    (void)pthread_sigmask(SIG_BLOCK, &pipe_only, &old);
    at_code rc = start(&c, path, err);
    if (rc == AT_OK) {
        rc = talk(&c, out, pdf, err);
        if (rc != AT_OK)
            (void)kill(c.pid, SIGKILL);
        if (c.to >= 0)
            close(c.to);
        close(c.from);
        while (waitpid(c.pid, &status, 0) < 0 && errno == EINTR)
            ;
    }
    struct timespec zero = {0};
    if (sigpending(&pending) == 0 && sigismember(&pending, SIGPIPE) == 1)
        (void)sigtimedwait(&pipe_only, NULL, &zero);
    (void)pthread_sigmask(SIG_SETMASK, &old, NULL);
    if (rc != AT_OK)
        return rc;
    if (WIFSIGNALED(status))
        return at_fail(err, AT_ELIMIT, "the PDF reader was ended by signal %d (limits: %d MiB, %d s): damaged or hostile",
                       WTERMSIG(status), MEMORY_MIB, CPU_SECONDS);
    if (WEXITSTATUS(status) == 127)
        return at_fail(err, AT_EIO, "%s cannot be run", path);
    return status ? at_fail(err, AT_EPARSE, "not a PDF file that can be read, or it needs a password") : AT_OK;
}

at_code at_pdf_read(at_report *r, at_buf *out, at_arena *mem, at_str pdf, at_err *err)
{
    const char *path = helper();
    out->n = 0;
    if (!path)
        return at_fail(err, AT_ENOTFOUND, "PDF files need the program attest-pdf, which is built where poppler-glib is");
    at_code rc = run(out, path, pdf, err);
    if (rc != AT_OK)
        return rc;
    at_str s = {out->p ? out->p : "", out->n}, line, head;
    if (!at_cut(&s, '\n', &head) || !at_starts(head, AT_S("attest-pdf 1 ")))
        return at_fail(err, AT_EPARSE, "%s says something else than it should", path);
    while (s.n && at_cut(&s, '\n', &line) && line.n) {
        if (at_starts(line, AT_S("title: ")))
            r->title = at_sub(line, 7, line.n);
        else if (at_starts(line, AT_S("author: ")))
            r->byline = at_sub(line, 8, line.n);
    }
    r->text = s;
    r->source = pdf;
    r->problem = AT_S("text layer of a PDF file: bytes count in the text taken from it (attest text), pages end with form feeds");
    size_t letters = 0;
    for (size_t i = 0; i < s.n; i++)
        letters += (unsigned char)s.p[i] > ' ';
    if (!letters) {
        r->text = AT_S("");
        r->problem = at_arena_fmt(mem, "the PDF file (%.*s pages) has no text layer: a scan needs OCR first",
                                  AT_FMT(at_sub(head, 13, head.n)));
    }
    return AT_OK;
}
