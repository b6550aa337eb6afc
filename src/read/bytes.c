#include "read/bytes.h"

#include "base/err.h"
#include "base/str.h"
#include "read/unpack.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#define CHUNK ((size_t)64 << 10)
/*
 * A gzip member that has given 16 MiB and more than 250 times what it took is a bomb: deflate ends at 1,032 to 1, runs of zeros
 * reach that, and 10,000 copies of one short report 180 to 1 (measured with gzip -9).
 */

void at_bytes_open(at_bytes *b, int fd)
{
    memset(b, 0, sizeof *b);
    b->fd = fd;
}

void at_bytes_memory(at_bytes *b, at_str s)
{
    memset(b, 0, sizeof *b);
    b->fd = -1;
    b->mem = s;
}

static void end_member(at_bytes *b)
{
    if (b->in_member)
        (void)inflateEnd(b->z);
    b->in_member = false;
}

void at_bytes_release(at_bytes *b)
{
    end_member(b);
    if (b->fd > 0)
        close(b->fd);
    free(b->z);
    free(b->members);
    at_buf_release(&b->raw);
    at_buf_release(&b->win);
    memset(b, 0, sizeof *b);
}

at_str at_bytes_have(const at_bytes *b)
{
    return b->win.p ? (at_str){b->win.p + b->done, b->win.n - b->done} : AT_S("");
}

size_t at_bytes_at(const at_bytes *b)
{
    return b->base + b->done;
}

size_t at_bytes_file(const at_bytes *b)
{
    size_t at = at_bytes_at(b), file = at;
    for (size_t i = 0; i < b->nmembers && b->members[i].out <= at; i++)
        file = b->members[i].file;
    return file;
}

/* Drops what was taken when that is worth moving the rest. */
static void drop_taken(at_bytes *b)
{
    if (!b->done || (b->done < CHUNK && b->done < b->win.n) || b->done < b->win.n / 2)
        return;
    memmove(b->win.p, b->win.p + b->done, b->win.n - b->done);
    b->base += b->done;
    b->win.n -= b->done;
    b->done = 0;
    size_t keep = 0; /* the last member that begins at or before the window */
    while (keep + 1 < b->nmembers && b->members[keep + 1].out <= b->base)
        keep++;
    if (keep) {
        b->nmembers -= keep;
        memmove(b->members, b->members + keep, b->nmembers * sizeof *b->members);
    }
}

void at_bytes_take(at_bytes *b, size_t n)
{
    b->done += n;
}

/* Room for CHUNK more bytes behind buf->n. */
static at_code room(at_buf *buf, at_err *err)
{
    static const char blank[CHUNK];
    at_buf_put(buf, (at_str){blank, CHUNK});
    if (buf->bad)
        return at_fail(err, AT_ENOMEM, "out of memory");
    buf->n -= CHUNK;
    return AT_OK;
}

/* Reads a chunk from the file or memory onto the end of buf. *n = 0: the end. */
static at_code pull(at_bytes *b, at_buf *buf, size_t *n, at_err *err)
{
    *n = 0;
    at_code rc = room(buf, err);
    if (rc != AT_OK)
        return rc;
    if (b->fd < 0) {
        *n = b->mem.n < CHUNK ? b->mem.n : CHUNK;
        if (*n)
            memcpy(buf->p + buf->n, b->mem.p, *n);
        b->mem = at_sub(b->mem, *n, b->mem.n);
    } else {
        ssize_t got;
        do
            got = read(b->fd, buf->p + buf->n, CHUNK);
        while (got < 0 && errno == EINTR);
        if (got < 0)
            return at_fail_sys(err, "%s", strerror(errno));
        *n = (size_t)got;
    }
    buf->n += *n;
    return AT_OK;
}

/* More packed bytes; those that were unpacked are dropped. */
static at_code pull_raw(at_bytes *b, at_err *err)
{
    size_t n;
    if (b->raw_done) {
        memmove(b->raw.p, b->raw.p + b->raw_done, b->raw.n - b->raw_done);
        b->raw_base += b->raw_done;
        b->raw.n -= b->raw_done;
        b->raw_done = 0;
    }
    at_code rc = pull(b, &b->raw, &n, err);
    b->raw_eof = rc == AT_OK && !n;
    return rc;
}

static at_code look(at_bytes *b, at_err *err)
{
    size_t n;
    while (b->win.n < 2) {
        at_code rc = pull(b, &b->win, &n, err);
        if (rc != AT_OK)
            return rc;
        if (!n)
            break;
    }
    if (!at_starts((at_str){b->win.p, b->win.n}, AT_S("\x1F\x8B"))) {
        b->pack = AT_PACK_NONE;
        return AT_OK;
    }
    at_buf t = b->raw;
    b->raw = b->win;
    b->win = t;
    b->pack = AT_PACK_GZIP;
    b->z = calloc(1, sizeof(z_stream));
    return b->z ? AT_OK : at_fail(err, AT_ENOMEM, "out of memory");
}

/* Begins the member at raw_done. *began is false at the end of the file, or where something else than gzip follows. */
static at_code begin_member(at_bytes *b, bool *began, at_err *err)
{
    *began = false;
    for (;;) {
        while (b->raw_done < b->raw.n && !b->raw.p[b->raw_done] && b->nmembers) /* padding between members */
            b->raw_done++;
        if (b->raw.n - b->raw_done >= 2 || b->raw_eof)
            break;
        at_code rc = pull_raw(b, err);
        if (rc != AT_OK)
            return rc;
    }
    if (!at_starts(at_sub((at_str){b->raw.p, b->raw.n}, b->raw_done, b->raw.n), AT_S("\x1F\x8B")))
        return AT_OK;
    if (b->nmembers == b->members_cap) {
        size_t cap = b->members_cap ? b->members_cap * 2 : 16;
        at_member *p = realloc(b->members, cap * sizeof *p);
        if (!p)
            return at_fail(err, AT_ENOMEM, "out of memory");
        b->members = p;
        b->members_cap = cap;
    }
    memset(b->z, 0, sizeof(z_stream));
    if (inflateInit2((z_stream *)b->z, 31) != Z_OK)
        return at_fail(err, AT_ENOMEM, "out of memory");
    b->in_member = true;
    b->member_file = b->raw_base + b->raw_done;
    b->member_out = 0;
    b->members[b->nmembers++] = (at_member){b->base + b->win.n, b->member_file};
    *began = true;
    return AT_OK;
}

static at_code broken(at_bytes *b, at_code code, const char *what, at_err *err)
{
    end_member(b);
    b->eof = true;
    return at_fail_at(err, code, b->raw_base + b->raw_done, "gzip member at byte %zu %s", b->member_file, what);
}

/* One step of unpacking: at most CHUNK bytes, never across the end of a member. */
static at_code unpack_some(at_bytes *b, at_err *err)
{
    z_stream *z = b->z;
    at_code rc = room(&b->win, err);
    if (rc != AT_OK)
        return rc;
    z->next_in = (Bytef *)b->raw.p + b->raw_done;
    z->avail_in = (uInt)(b->raw.n - b->raw_done);
    z->next_out = (Bytef *)b->win.p + b->win.n;
    z->avail_out = (uInt)CHUNK;
    int r = inflate(z, Z_NO_FLUSH);
    size_t out = CHUNK - z->avail_out;
    b->raw_done = b->raw.n - z->avail_in;
    b->win.n += out;
    b->member_out += out;
    if (r == Z_MEM_ERROR)
        return at_fail(err, AT_ENOMEM, "out of memory");
    if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR)
        return broken(b, AT_EPARSE, "is damaged", err);
    if (b->member_out > AT_BOMB_FROM && b->member_out / AT_BOMB_RATIO > b->raw_base + b->raw_done - b->member_file)
        return broken(b, AT_ELIMIT, "unpacks to more than 250 times its size: not read on", err);
    if (r == Z_STREAM_END)
        end_member(b);
    return AT_OK;
}

static at_code more_packed(at_bytes *b, at_err *err)
{
    size_t had = b->win.n;
    while (b->win.n == had) {
        at_code rc;
        if (!b->in_member) {
            bool began;
            rc = begin_member(b, &began, err);
            if (rc != AT_OK)
                return rc;
            if (!began) {
                b->eof = true;
                return AT_OK;
            }
        }
        if (b->raw_done == b->raw.n) {
            if (b->raw_eof)
                return broken(b, AT_EPARSE, "ends too early", err);
            if ((rc = pull_raw(b, err)) != AT_OK)
                return rc;
        }
        if ((rc = unpack_some(b, err)) != AT_OK)
            return rc;
    }
    return AT_OK;
}

at_code at_bytes_more(at_bytes *b, at_err *err)
{
    size_t n;
    if (b->eof)
        return AT_OK;
    drop_taken(b);
    if (b->pack == AT_PACK_UNKNOWN) {
        at_code rc = look(b, err);
        if (rc != AT_OK || b->win.n)
            return rc;
    }
    if (b->pack == AT_PACK_GZIP)
        return more_packed(b, err);
    at_code rc = pull(b, &b->win, &n, err);
    b->eof = rc == AT_OK && !n;
    return rc;
}

at_code at_bytes_need(at_bytes *b, size_t n, at_err *err)
{
    while (b->win.n - b->done < n && !b->eof) {
        at_code rc = at_bytes_more(b, err);
        if (rc != AT_OK)
            return rc;
    }
    return AT_OK;
}

at_code at_bytes_skip(at_bytes *b, size_t n, size_t *skipped, at_err *err)
{
    *skipped = 0;
    for (;;) {
        size_t have = b->win.n - b->done, k = have < n - *skipped ? have : n - *skipped;
        b->done += k;
        *skipped += k;
        if (*skipped == n || b->eof)
            return AT_OK;
        at_code rc = at_bytes_more(b, err);
        if (rc != AT_OK)
            return rc;
    }
}

at_code at_bytes_next_member(at_bytes *b, bool *found, at_err *err)
{
    *found = false;
    if (b->pack != AT_PACK_GZIP)
        return AT_OK;
    end_member(b);
    b->done = b->win.n;
    b->eof = false;
    if (b->raw_base + b->raw_done < b->member_file + 2) /* never the same member again */
        b->raw_done += b->member_file + 2 - b->raw_base - b->raw_done;
    for (;;) {
        at_str have = {b->raw.p, b->raw.n};
        size_t at = b->raw_done < have.n ? at_index(have, AT_S("\x1F\x8B\x08"), b->raw_done) : SIZE_MAX;
        if (at != SIZE_MAX) {
            b->raw_done = at;
            *found = true;
            return AT_OK;
        }
        b->raw_done = b->raw.n > b->raw_done + 2 ? b->raw.n - 2 : b->raw_done;
        if (b->raw_eof) {
            b->eof = true;
            return AT_OK;
        }
        at_code rc = pull_raw(b, err);
        if (rc != AT_OK)
            return rc;
    }
}
