#include "io.h"

#include "buf.h"
#include "err.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

at_code at_map_file(at_str *out, const char *path, at_err *err)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return at_fail_sys(err, "%s: %s", path, strerror(errno));
    if (fstat(fd, &st) != 0) {
        at_code c = at_fail_sys(err, "%s: %s", path, strerror(errno));
        close(fd);
        return c;
    }
    *out = (at_str){NULL, 0};
    if (st.st_size > 0) {
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED) {
            at_code c = at_fail_sys(err, "%s: %s", path, strerror(errno));
            close(fd);
            return c;
        }
        *out = (at_str){p, (size_t)st.st_size};
    }
    close(fd);
    return AT_OK;
}

void at_unmap(at_str *s)
{
    if (s->p)
        munmap((void *)(uintptr_t)s->p, s->n);
    *s = (at_str){NULL, 0};
}

at_code at_read_fd(at_str *out, int fd, size_t limit, at_err *err)
{
    at_buf b = {0};
    char chunk[65536];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            at_code c = at_fail_sys(err, "read: %s", strerror(errno));
            at_buf_release(&b);
            return c;
        }
        if (n == 0)
            break;
        if (b.n + (size_t)n > limit) {
            at_buf_release(&b);
            return at_fail(err, AT_ELIMIT, "input is larger than %zu bytes", limit);
        }
        at_buf_put(&b, (at_str){chunk, (size_t)n});
    }
    if (b.bad) {
        at_buf_release(&b);
        return at_fail(err, AT_ENOMEM, "out of memory");
    }
    *out = (at_str){b.p, b.n};
    return AT_OK;
}
