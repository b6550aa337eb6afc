/*
 * pool.h: reading many reports at once. Items come in one after the other, are read by a fixed number of threads, and
 * come out in the order in which they came in. At most a few items a thread are under way, so memory stays bounded.
 *
 * Invariants: `emit` is called for every job, in order, never from two threads at once; the caller of at_pool_put sees
 * `stopped` soon after emit returned false.
 */
#ifndef AT_CLI_POOL_H
#define AT_CLI_POOL_H
#include <attest.h>
#include <stdbool.h>

typedef struct {
    const char *file; /* the input it came from */
    const char *note; /* or NULL: for people, on what of the input was not read; no record then */
    at_code code;     /* of the input or of at_read; err is filled unless AT_OK */
    at_err err;
    char *json; /* the record, malloc'ed; the pool frees it after emit */
    size_t n;
} at_job;

typedef bool (*at_emit)(void *user, at_job *job); /* false: stop everything */

typedef struct at_pool at_pool;

at_pool *at_pool_create(size_t threads, unsigned read_flags, at_emit emit, void *user); /* NULL: no memory or threads */
/* Reports need a reader, records do not: it is set before the first report is put. The pool closes it. */
void at_pool_set_reader(at_pool *p, at_reader *r);
bool at_pool_has_reader(const at_pool *p);
/* Copies the item and queues it; waits while the queue is full. False when emit has stopped the pool. */
bool at_pool_put(at_pool *p, const char *file, const at_item *item);
/* Queues an error of the input in its place. */
bool at_pool_fail(at_pool *p, const char *file, const at_err *err);
void at_pool_finish(at_pool *p); /* waits for all and frees the pool */
#endif
