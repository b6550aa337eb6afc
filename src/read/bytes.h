/*
 * bytes.h: a file, stream or piece of memory as a window of bytes that moves forward; gzip (also many members, as in
 * crawl archives) is taken off on the way. Memory stays at the window: what was taken is forgotten.
 *
 * Invariants: the view of at_bytes_have is valid until the next call that reads or takes; offsets never go back. After an
 * error of a gzip member the stream has ended unless at_bytes_next_member finds another one.
 */
#ifndef AT_READ_BYTES_H
#define AT_READ_BYTES_H
#include "base/buf.h"

/* From this byte of the unpacked stream on the bytes come from the gzip member that begins at `file`. */
typedef struct {
    size_t out, file;
} at_member;

typedef struct {
    int fd;                    /* -1: the bytes are in mem */
    at_str mem;                /* what is left of it */
    at_buf raw;                /* as they come from the file; used if they are packed */
    size_t raw_done, raw_base; /* raw bytes unpacked; offset in the file of raw.p[0] */
    at_buf win;                /* unpacked; from `done` on not taken yet */
    size_t done, base;         /* base: offset of win.p[0] in the unpacked stream */
    void *z;                   /* z_stream */
    enum { AT_PACK_UNKNOWN, AT_PACK_NONE, AT_PACK_GZIP } pack;
    bool in_member, raw_eof, eof;
    size_t member_file, member_out; /* where the member begins in the file; bytes it gave so far */
    at_member *members;             /* [nmembers] those that the window touches */
    size_t nmembers, members_cap;
} at_bytes;

void at_bytes_open(at_bytes *b, int fd);     /* takes the descriptor; 0 is not closed */
void at_bytes_memory(at_bytes *b, at_str s); /* borrowed */
void at_bytes_release(at_bytes *b);

/* Reads some more behind those in the window, or sets b->eof. Errors: AT_EIO, AT_ENOMEM; AT_EPARSE (damaged gzip), AT_ELIMIT
 * (gzip bomb), with the byte of the file. */
AT_MUST_USE at_code at_bytes_more(at_bytes *b, at_err *err);
/* Reads until n bytes are there or the input ends. Same errors. */
AT_MUST_USE at_code at_bytes_need(at_bytes *b, size_t n, at_err *err);
at_str at_bytes_have(const at_bytes *b);
void at_bytes_take(at_bytes *b, size_t n); /* n: at most what is there */
/* Takes n bytes, also more than are there; *skipped says how many there were. Same errors. */
AT_MUST_USE at_code at_bytes_skip(at_bytes *b, size_t n, size_t *skipped, at_err *err);
size_t at_bytes_at(const at_bytes *b);   /* offset of the next byte in the unpacked stream */
size_t at_bytes_file(const at_bytes *b); /* where to find it in the file: for gzip the start of its member */
/* Forgets what is left of the current gzip member and goes to the next one. *found is false if there is none (or no gzip at all).
 */
AT_MUST_USE at_code at_bytes_next_member(at_bytes *b, bool *found, at_err *err);

#endif
