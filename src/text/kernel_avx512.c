/* The engine's arithmetic for AVX-512 with VNNI. */
#include "text/kernel.h"

#if defined(__x86_64__)
#include <string.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni,prefer-vector-width=512")
#endif
#include <immintrin.h>

#define AT__LANES 16
#define AT__SQRT(x) _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)))
typedef float vf __attribute__((vector_size(64)));
typedef float vfu __attribute__((vector_size(64), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(64)));
typedef int32_t viu __attribute__((vector_size(64), aligned(4), may_alias));
typedef int16_t vs __attribute__((vector_size(64)));
typedef int16_t vsu __attribute__((vector_size(64), aligned(2), may_alias));
typedef uint8_t vb __attribute__((vector_size(16)));
typedef uint8_t vbu __attribute__((vector_size(16), aligned(1), may_alias));

static inline vf vmax(vf a, vf b)
{
    return (vf)_mm512_max_ps((__m512)a, (__m512)b);
}

static inline vf vmin(vf a, vf b)
{
    return (vf)_mm512_min_ps((__m512)a, (__m512)b);
}

static inline vi whole(vf x)
{
    return (vi)_mm512_cvtps_epi32((__m512)x);
}

static inline vs smax(vs a, vs b)
{
    return (vs)_mm512_max_epi16((__m512i)a, (__m512i)b);
}

static inline vs smin(vs a, vs b)
{
    return (vs)_mm512_min_epi16((__m512i)a, (__m512i)b);
}

static inline vs adds(vs a, vs b)
{
    return (vs)_mm512_adds_epi16((__m512i)a, (__m512i)b);
}

static inline vs mulr(vs a, vs b)
{
    return (vs)_mm512_mulhrs_epi16((__m512i)a, (__m512i)b);
}

/* In lanes of 128 bits: four numbers of a, four of b. */
static inline vs narrow(vi a, vi b)
{
    return (vs)_mm512_packs_epi32((__m512i)a, (__m512i)b);
}

static inline void put8(uint8_t *to, vs a, vs b)
{
    const __m512i order = _mm512_setr_epi32(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    __m512i v = _mm512_xor_si512(_mm512_packs_epi16((__m512i)a, (__m512i)b), _mm512_set1_epi8((char)0x80));
    _mm512_storeu_si512(to, _mm512_permutexvar_epi32(order, v));
}

enum { TILE_ROWS = 6 };

/* gcc 12 spills accumulators with the intrinsic _mm512_dpbusd_epi32 (half the speed): inline assembly does not. */
#define DOT(c, a, b) __asm__("vpdpbusd %2, %1, %0" : "+v"(c) : "v"(a), "v"(b))
#define ROW(r)                                                                                                              \
    do {                                                                                                                    \
        int32_t four;                                                                                                       \
        memcpy(&four, a + (size_t)(r)*k + i, 4);                                                                            \
        __m512i x = _mm512_set1_epi32(four);                                                                                \
        DOT(c##r##0, x, b0);                                                                                                \
        DOT(c##r##1, x, b1);                                                                                                \
        DOT(c##r##2, x, b2);                                                                                                \
        DOT(c##r##3, x, b3);                                                                                                \
    } while (0)
#define START(r) __m512i c##r##0 = z0, c##r##1 = z1, c##r##2 = z2, c##r##3 = z3
#define KEEP(r)                                                                                                             \
    do {                                                                                                                    \
        _mm512_store_si512(o + (r)*64, c##r##0);                                                                            \
        _mm512_store_si512(o + (r)*64 + 16, c##r##1);                                                                       \
        _mm512_store_si512(o + (r)*64 + 32, c##r##2);                                                                       \
        _mm512_store_si512(o + (r)*64 + 48, c##r##3);                                                                       \
    } while (0)

/* a [ROWS][k] times one packed block b [k/4][64][4], less csum -> o [ROWS][64]. Never inlined: with the epilogue in it gcc spills. */
#define TILE(ROWS)                                                                                                          \
    static __attribute__((noinline)) void tile##ROWS(size_t k, const uint8_t *a, const int8_t *b, const int32_t *csum, int32_t *o) \
    {                                                                                                                       \
        const __m512i z = _mm512_setzero_si512(), z0 = _mm512_sub_epi32(z, _mm512_load_si512(csum)),                        \
                      z1 = _mm512_sub_epi32(z, _mm512_load_si512(csum + 16)), z2 = _mm512_sub_epi32(z, _mm512_load_si512(csum + 32)), \
                      z3 = _mm512_sub_epi32(z, _mm512_load_si512(csum + 48));                                               \
        START(0);                                                                                                           \
        START(1);                                                                                                           \
        START(2);                                                                                                           \
        START(3);                                                                                                           \
        START(4);                                                                                                           \
        START(5);                                                                                                           \
        for (size_t i = 0; i < k; i += 4, b += 256) {                                                                       \
            __m512i b0 = _mm512_load_si512(b), b1 = _mm512_load_si512(b + 64), b2 = _mm512_load_si512(b + 128),             \
                    b3 = _mm512_load_si512(b + 192);                                                                        \
            ROW(0);                                                                                                         \
            if (ROWS > 1)                                                                                                   \
                ROW(1);                                                                                                     \
            if (ROWS > 2)                                                                                                   \
                ROW(2);                                                                                                     \
            if (ROWS > 3)                                                                                                   \
                ROW(3);                                                                                                     \
            if (ROWS > 4)                                                                                                   \
                ROW(4);                                                                                                     \
            if (ROWS > 5)                                                                                                   \
                ROW(5);                                                                                                     \
        }                                                                                                                   \
        KEEP(0);                                                                                                            \
        if (ROWS > 1)                                                                                                       \
            KEEP(1);                                                                                                        \
        if (ROWS > 2)                                                                                                       \
            KEEP(2);                                                                                                        \
        if (ROWS > 3)                                                                                                       \
            KEEP(3);                                                                                                        \
        if (ROWS > 4)                                                                                                       \
            KEEP(4);                                                                                                        \
        if (ROWS > 5)                                                                                                       \
            KEEP(5);                                                                                                        \
    }
TILE(1)
TILE(2)
TILE(3)
TILE(4)
TILE(5)
TILE(6)

static inline void tile(size_t rows, size_t k, const uint8_t *a, const int8_t *b, const int32_t *csum, int32_t *o)
{
    static void (*const of[])(size_t, const uint8_t *, const int8_t *, const int32_t *, int32_t *) = {tile1, tile2, tile3, tile4, tile5};
    if (rows == TILE_ROWS)
        tile6(k, a, b, csum, o);
    else
        of[rows - 1](k, a, b, csum, o);
}

/* What attention multiplies (kernel_attention.h). */
#define AT__PER 4
#define AT__BLOCK 8
typedef uint8_t unit;
typedef uint8_t vunit __attribute__((vector_size(16), aligned(1), may_alias));

static inline vi dot(vi sum, vi u, vi s)
{
    DOT(sum, u, s);
    return sum;
}

static inline vi imax(vi a, vi b)
{
    return (vi)_mm512_max_epi32((__m512i)a, (__m512i)b);
}

#include "text/kernel_stages.h"

const at__kernel *at__kernel_avx512(void)
{
    static const at__kernel k = AT__KERNEL("avx512");
    return &k;
}
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
const at__kernel *at__kernel_avx512(void)
{
    return NULL;
}
#endif
