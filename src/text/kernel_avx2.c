/* The engine's arithmetic for AVX2: vpmovsxbw and vpmaddwd, as vpmaddubsw would saturate with weights of +-127. */
#include "text/kernel.h"

#if defined(__x86_64__)
#include <string.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2")
#endif
#include <immintrin.h>

#define AT__LANES 8
#define AT__SQRT(x) _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)))
typedef float vf __attribute__((vector_size(32)));
typedef float vfu __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(32)));
typedef int32_t viu __attribute__((vector_size(32), aligned(4), may_alias));
typedef int16_t vs __attribute__((vector_size(32)));
typedef int16_t vsu __attribute__((vector_size(32), aligned(2), may_alias));
typedef uint8_t vb __attribute__((vector_size(8)));
typedef uint8_t vbu __attribute__((vector_size(8), aligned(1), may_alias));

static inline vf vmax(vf a, vf b)
{
    return (vf)_mm256_max_ps((__m256)a, (__m256)b);
}

static inline vf vmin(vf a, vf b)
{
    return (vf)_mm256_min_ps((__m256)a, (__m256)b);
}

static inline vi whole(vf x)
{
    return (vi)_mm256_cvtps_epi32((__m256)x);
}

static inline vs smax(vs a, vs b)
{
    return (vs)_mm256_max_epi16((__m256i)a, (__m256i)b);
}

static inline vs smin(vs a, vs b)
{
    return (vs)_mm256_min_epi16((__m256i)a, (__m256i)b);
}

static inline vs adds(vs a, vs b)
{
    return (vs)_mm256_adds_epi16((__m256i)a, (__m256i)b);
}

static inline vs mulr(vs a, vs b)
{
    return (vs)_mm256_mulhrs_epi16((__m256i)a, (__m256i)b);
}

/* In lanes of 128 bits: four numbers of a, four of b. */
static inline vs narrow(vi a, vi b)
{
    return (vs)_mm256_packs_epi32((__m256i)a, (__m256i)b);
}

static inline void put8(uint8_t *to, vs a, vs b)
{
    __m256i v = _mm256_xor_si256(_mm256_packs_epi16((__m256i)a, (__m256i)b), _mm256_set1_epi8((char)0x80));
    _mm256_storeu_si256((__m256i *)(void *)to, _mm256_permutevar8x32_epi32(v, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7)));
}

enum { TILE_ROWS = 6, K_MAX = 4096 };

/* c += x times b; the empty assembly keeps c in its register (gcc 12 spills half of them otherwise). */
#define DOT(c, x, b)                                                                                                        \
    do {                                                                                                                    \
        c = _mm256_add_epi32(c, _mm256_madd_epi16(x, b));                                                                   \
        __asm__("" : "+x"(c));                                                                                              \
    } while (0)
#define ROW(r)                                                                                                              \
    do {                                                                                                                    \
        int64_t four;                                                                                                       \
        memcpy(&four, a + (size_t)(r)*k + i, 8);                                                                            \
        __m256i x = _mm256_set1_epi64x(four);                                                                               \
        DOT(c##r##0, x, b0);                                                                                                \
        DOT(c##r##1, x, b1);                                                                                                \
    } while (0)
/* hadd gives outputs 0 1 4 5 | 2 3 6 7 by 64-bit pairs: put them in order. */
#define KEEP(r)                                                                                                             \
    _mm256_storeu_si256((__m256i *)(void *)(o + (r)*64),                                                                    \
                        _mm256_sub_epi32(_mm256_permute4x64_epi64(_mm256_hadd_epi32(c##r##0, c##r##1), 0xD8), zero))

/* 6 rows (widened to 16 bits, [6][k]) times 8 outputs of a packed block, less csum; o is row 0 of the 8 outputs. */
static __attribute__((noinline)) void eight(size_t k, const int16_t *a, const int8_t *b, const int32_t *csum, int32_t *o)
{
    __m256i z = _mm256_setzero_si256();
    __m256i c00 = z, c01 = z, c10 = z, c11 = z, c20 = z, c21 = z, c30 = z, c31 = z, c40 = z, c41 = z, c50 = z, c51 = z;
    for (size_t i = 0; i < k; i += 4, b += 256) {
        __m256i b0 = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)b));
        __m256i b1 = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(b + 16)));
        ROW(0);
        ROW(1);
        ROW(2);
        ROW(3);
        ROW(4);
        ROW(5);
    }
    __m256i zero = _mm256_loadu_si256((const __m256i *)(const void *)csum);
    KEEP(0);
    KEEP(1);
    KEEP(2);
    KEEP(3);
    KEEP(4);
    KEEP(5);
}

static void tile(size_t rows, size_t k, const uint8_t *a, const int8_t *b, const int32_t *csum, int32_t *o)
{
    (void)rows; /* all six are computed */
    int16_t wide[TILE_ROWS * K_MAX] __attribute__((aligned(64)));
    for (size_t i = 0; i < TILE_ROWS * k; i += 16)
        _mm256_store_si256((__m256i *)(void *)(wide + i), _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(a + i))));
    for (size_t j = 0; j < 64; j += 8)
        eight(k, wide, b + j * 4, csum + j, o + j);
}

/* What attention multiplies (kernel_attention.h). */
#define AT__PER 2
#define AT__BLOCK 2
typedef int16_t unit;
typedef int16_t vunit __attribute__((vector_size(16), aligned(2), may_alias));

static inline vi dot(vi sum, vi u, vi s)
{
    return sum + (vi)_mm256_madd_epi16((__m256i)u, (__m256i)s);
}

static inline vi imax(vi a, vi b)
{
    return (vi)_mm256_max_epi32((__m256i)a, (__m256i)b);
}

#include "text/kernel_stages.h"

const at__kernel *at__kernel_avx2(void)
{
    static const at__kernel k = AT__KERNEL("avx2");
    return &k;
}
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
const at__kernel *at__kernel_avx2(void)
{
    return NULL;
}
#endif
