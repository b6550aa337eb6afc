/*
 * arena.h: memory that dies as a whole. One arena a report holds all that its stages make; a second one is scratch.
 *
 * Invariants: allocations are zeroed and aligned to 16 bytes; an allocation never returns NULL: on a reached limit or
 * lack of memory it jumps to the arena's `fail`, which the public entry point sets up (setjmp). A stage that uses an
 * arena therefore holds nothing else (no FILE, no statement).
 */
#ifndef AT_BASE_ARENA_H
#define AT_BASE_ARENA_H
#include <attest.h>
#include <setjmp.h>
#include <stdbool.h>

typedef struct at_block at_block;

typedef struct {
    at_block *head; /* newest block */
    size_t used;    /* bytes handed out, all blocks */
    size_t held;    /* bytes taken from malloc */
    size_t limit;   /* most bytes to take from malloc; 0: none */
    jmp_buf *fail;  /* where to go; longjmp value is AT_ENOMEM or AT_ELIMIT */
} at_arena;

typedef struct {
    at_block *head;
    size_t fill, used;
} at_mark;

void at_arena_init(at_arena *a, size_t limit, jmp_buf *fail);
void at_arena_release(at_arena *a);
at_mark at_arena_mark(const at_arena *a);        /* for at_arena_reset */
void at_arena_reset(at_arena *a, at_mark mark);  /* frees all that was allocated since */
void *at_alloc(at_arena *a, size_t size);        /* zeroed; size 0 is allowed */
void *at_alloc_raw(at_arena *a, size_t size);    /* not zeroed: for what is written before it is read */
void *at_alloc_n(at_arena *a, size_t size, size_t n); /* n of size bytes, overflow checked */
at_str at_arena_str(at_arena *a, at_str s);      /* a copy, with a NUL after it */
at_str at_arena_cat(at_arena *a, at_str x, at_str y); /* x then y */
at_str at_arena_fmt(at_arena *a, const char *fmt, ...) AT_PRINTF(2, 3);

#define at_new(a, T, n) ((T *)at_alloc_n((a), sizeof(T), (n)))
#endif
