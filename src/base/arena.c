#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) __asan_poison_memory_region((p), (n))
#define UNPOISON(p, n) __asan_unpoison_memory_region((p), (n))
#define RED 16 /* bytes of red zone after each allocation */
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#define RED 0
#endif

#define FIRST ((size_t)64 << 10) /* first block; later ones double up to LARGEST */
#define LARGEST ((size_t)4 << 20)

struct at_block {
    at_block *prev;
    size_t fill, size; /* bytes of data */
    size_t pad;        /* keeps data 16-byte aligned */
    char data[];
};

void at_arena_init(at_arena *a, size_t limit, jmp_buf *fail)
{
    memset(a, 0, sizeof *a);
    a->limit = limit;
    a->fail = fail;
}

static void drop(at_arena *a)
{
    at_block *b = a->head;
    a->head = b->prev;
    a->held -= b->size;
    UNPOISON(b->data, b->size);
    free(b);
}

void at_arena_release(at_arena *a)
{
    while (a->head)
        drop(a);
    a->used = 0;
}

at_mark at_arena_mark(const at_arena *a)
{
    at_mark m = {a->head, a->head ? a->head->fill : 0, a->used};
    return m;
}

void at_arena_reset(at_arena *a, at_mark mark)
{
    while (a->head != mark.head)
        drop(a);
    if (a->head) {
        POISON(a->head->data + mark.fill, a->head->size - mark.fill);
        a->head->fill = mark.fill;
    }
    a->used = mark.used;
}

static _Noreturn void give_up(at_arena *a, at_code code)
{
    if (!a->fail)
        abort(); /* a bug: an arena without an entry point around it */
    longjmp(*a->fail, code);
}

void *at_alloc_raw(at_arena *a, size_t size)
{
    if (size > SIZE_MAX / 2)
        give_up(a, AT_ENOMEM);
    size_t need = (size + 15 + RED) & ~(size_t)15;
    if (!need)
        need = 16;
    at_block *b = a->head;
    if (!b || b->size - b->fill < need) {
        size_t want = b ? b->size * 2 : FIRST;
        if (want > LARGEST)
            want = LARGEST;
        if (want < need)
            want = need;
        if (a->limit && a->held + want > a->limit) {
            if (a->held + need > a->limit)
                give_up(a, AT_ELIMIT);
            want = need;
        }
        b = malloc(sizeof *b + want);
        if (!b)
            give_up(a, AT_ENOMEM);
        b->prev = a->head;
        b->fill = 0;
        b->size = want;
        POISON(b->data, b->size);
        a->head = b;
        a->held += want;
    }
    char *p = b->data + b->fill;
    UNPOISON(p, size ? size : 1);
    b->fill += need;
    a->used += need;
    return p;
}

void *at_alloc(at_arena *a, size_t size)
{
    void *p = at_alloc_raw(a, size);
    memset(p, 0, size);
    return p;
}

void *at_alloc_n(at_arena *a, size_t size, size_t n)
{
    if (n && size > SIZE_MAX / n)
        give_up(a, AT_ENOMEM);
    return at_alloc(a, size * n);
}

at_str at_arena_str(at_arena *a, at_str s)
{
    char *p = at_alloc(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return (at_str){p, s.n};
}

at_str at_arena_cat(at_arena *a, at_str x, at_str y)
{
    char *p = at_alloc(a, x.n + y.n + 1);
    if (x.n)
        memcpy(p, x.p, x.n);
    if (y.n)
        memcpy(p + x.n, y.p, y.n);
    return (at_str){p, x.n + y.n};
}

at_str at_arena_fmt(at_arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        return (at_str){"", 0};
    char *p = at_alloc(a, (size_t)n + 1);
    va_start(ap, fmt);
    (void)vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return (at_str){p, (size_t)n};
}
