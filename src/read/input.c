/* Files and streams as a sequence of reports: a plain text file is one report, JSON Lines are one a line. */
#include <attest.h>

#include "base/err.h"
#include "base/str.h"
#include "read/jsonl.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A line or a file beyond this is refused: no report is that long, and spans are 32 bits wide. */
#define LARGEST ((size_t)512 << 20)
#define CHUNK   ((size_t)64 << 10)

struct at_input {
    int fd;
    at_from from;
    char *path;
    at_buf buf; /* bytes read and not yet given out start at `done` */
    size_t done;
    size_t base;     /* offset in the file of buf.p[0] */
    size_t line;     /* lines given out so far */
    bool eof, ended; /* no more bytes; nothing more to give */
    at_jsonl json;   /* of the line given out last */
};

at_code at_input_open(at_input **out, const char *path, at_from from, at_err *err)
{
    *out = NULL;
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : 0;
    if (fd < 0)
        return at_fail_sys(err, "%s", strerror(errno));
    at_input *in = calloc(1, sizeof *in);
    if (in)
        in->path = malloc(strlen(path) + 1);
    if (!in || !in->path) {
        if (fd)
            close(fd);
        free(in);
        return at_fail(err, AT_ENOMEM, "out of memory");
    }
    memcpy(in->path, path, strlen(path) + 1);
    in->fd = fd;
    in->from = from;
    *out = in;
    return AT_OK;
}

void at_input_close(at_input *in)
{
    if (!in)
        return;
    if (in->fd)
        close(in->fd);
    at_jsonl_release(&in->json);
    at_buf_release(&in->buf);
    free(in->path);
    free(in);
}

/* Reads some more bytes behind those in the buffer. */
static at_code more(at_input *in, at_err *err)
{
    static const char blank[CHUNK];
    if (in->done > CHUNK && in->done >= in->buf.n / 2) { /* drop what was given out */
        memmove(in->buf.p, in->buf.p + in->done, in->buf.n - in->done);
        in->base += in->done;
        in->buf.n -= in->done;
        in->done = 0;
    }
    at_buf_put(&in->buf, (at_str){blank, CHUNK});
    if (in->buf.bad)
        return at_fail(err, AT_ENOMEM, "out of memory");
    in->buf.n -= CHUNK;
    ssize_t n;
    do
        n = read(in->fd, in->buf.p + in->buf.n, CHUNK);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return at_fail_sys(err, "%s", strerror(errno));
    in->buf.n += (size_t)n;
    in->eof = n == 0;
    return AT_OK;
}

/* JSON Lines have the name for it, or start with an object that holds one of the keys that matter. */
static at_from guess(const at_input *in)
{
    static const char *const ends[] = {".jsonl", ".ndjson", ".json"};
    at_str path = at_strz(in->path), head = {in->buf.p, in->buf.n};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (at_ends(path, at_strz(ends[i])))
            return AT_FROM_JSONL;
    if (at_ends(path, AT_S(".txt")) || !head.n)
        return AT_FROM_TEXT;
    if (at_starts(head, AT_S("\xEF\xBB\xBF")))
        head = at_sub(head, 3, head.n);
    head = at_trim(at_sub(head, 0, CHUNK));
    bool keyed = at_index(head, AT_S("\"text\""), 0) != SIZE_MAX || at_index(head, AT_S("\"report\""), 0) != SIZE_MAX ||
                 at_index(head, AT_S("\"html\""), 0) != SIZE_MAX;
    return at_starts(head, AT_S("{")) && keyed ? AT_FROM_JSONL : AT_FROM_TEXT;
}

static at_code next_text(at_input *in, at_item *item, at_err *err)
{
    in->ended = true;
    while (!in->eof) {
        if (in->buf.n > LARGEST)
            return at_fail(err, AT_ELIMIT, "the file is larger than %zu MiB", LARGEST >> 20);
        at_code rc = more(in, err);
        if (rc != AT_OK)
            return rc;
    }
    at_str name = at_strz(in->path);
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '/') {
            name = at_sub(name, i + 1, name.n);
            break;
        }
    item->kind = AT_ITEM_REPORT;
    item->report.name = at_eq(name, AT_S("-")) ? AT_S("stdin") : name;
    item->report.text = (at_str){in->buf.p, in->buf.n};
    return AT_OK;
}

/* Cuts the next line off the buffer, without its end. *got is false at the end of the input. */
static at_code cut_line(at_input *in, at_str *line, bool *got, bool *too_long, at_err *err)
{
    size_t seen = in->done;
    *got = *too_long = false;
    for (;;) {
        at_str have = {in->buf.p, in->buf.n};
        size_t end = at_index_char(have, '\n', seen);
        if (end == SIZE_MAX && in->eof) {
            if (in->done == have.n && !*too_long)
                return AT_OK;
            end = have.n;
        }
        if (end != SIZE_MAX) {
            *line = at_sub(have, in->done, end);
            in->done = end < have.n ? end + 1 : end;
            *got = true;
            return AT_OK;
        }
        if (have.n - in->done > LARGEST) { /* keep the memory bounded: forget what was read of it */
            *too_long = true;
            in->done = have.n;
        }
        size_t waiting = in->buf.n - in->done;
        at_code rc = more(in, err);
        if (rc != AT_OK)
            return rc;
        seen = in->done + waiting;
    }
}

static at_code next_line(at_input *in, at_item *item, at_err *err)
{
    for (;;) {
        at_str line;
        bool got, too_long;
        size_t start = in->base + in->done;
        at_err e;
        at_code rc = cut_line(in, &line, &got, &too_long, err);
        if (rc != AT_OK || !got) {
            in->ended = true;
            item->kind = AT_ITEM_END;
            return rc;
        }
        item->line = ++in->line;
        item->byte = start;
        if (too_long)
            return at_fail_at(err, AT_ELIMIT, start, "line %zu is longer than %zu MiB", item->line, LARGEST >> 20);
        if (in->line == 1 && at_starts(line, AT_S("\xEF\xBB\xBF")))
            line = at_sub(line, 3, line.n);
        if (!at_trim(line).n)
            continue;
        rc = at_jsonl_parse(&in->json, item, line, &e);
        return rc == AT_OK ? rc : at_fail_at(err, rc, start + e.pos, "line %zu: %.200s", item->line, e.msg);
    }
}

at_code at_input_next(at_input *in, at_item *item, at_err *err)
{
    memset(item, 0, sizeof *item);
    if (in->ended)
        return AT_OK;
    if (in->from == AT_FROM_AUTO) {
        at_code rc = more(in, err);
        if (rc != AT_OK) {
            in->ended = true;
            return rc;
        }
        in->from = guess(in);
    }
    return in->from == AT_FROM_JSONL ? next_line(in, item, err) : next_text(in, item, err);
}
