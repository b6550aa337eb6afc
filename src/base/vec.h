/*
 * vec.h: growable arrays in an arena. A vector is a struct with `p`, `n`, `cap`:
 *     typedef AT_VEC(at_span) at_spans;
 * Growing copies to new arena memory; the old copy dies with the arena.
 */
#ifndef AT_BASE_VEC_H
#define AT_BASE_VEC_H
#include "arena.h"
#include <string.h>

#define AT_VEC(T) struct { T *p; size_t n, cap; }

/* Pointer to a new zeroed last element of vector v. */
#define at_push(a, v)                                                                              \
    ((v)->n == (v)->cap ? (void)((v)->p = at__vec_grow((a), (v)->p, sizeof *(v)->p, (v)->n, &(v)->cap)) : (void)0, \
     (v)->p + (v)->n++)

static inline void *at__vec_grow(at_arena *a, void *p, size_t size, size_t n, size_t *cap)
{
    size_t want = *cap ? *cap * 2 : 8;
    char *q = at_alloc_n(a, size, want);
    if (n)
        memcpy(q, p, n * size);
    *cap = want;
    return q;
}
#endif
