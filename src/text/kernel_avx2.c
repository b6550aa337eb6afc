/* The engine's arithmetic for AVX2: vpmovsxbw and vpmaddwd, as vpmaddubsw would saturate with weights of +-127. */
#include "text/kernel.h"

#if defined(__x86_64__)
#include <string.h>
#pragma GCC push_options
#pragma GCC target("avx2")
#include <immintrin.h>

#define AT__LANES 8
#define AT__SQRT(x) _mm_cvtss_f32(_mm_sqrt_ss(_mm_set_ss(x)))
typedef float vf __attribute__((vector_size(32)));
typedef float vfu __attribute__((vector_size(32), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(32)));
typedef int32_t viu __attribute__((vector_size(32), aligned(4), may_alias));
typedef uint8_t vb __attribute__((vector_size(8)));
typedef uint8_t vbu __attribute__((vector_size(8), aligned(1), may_alias));

static inline vf vmax(vf a, vf b)
{
    return (vf)_mm256_max_ps((__m256)a, (__m256)b);
}

enum { TILE_ROWS = 6, K_MAX = 4096 };

/* 6 rows (widened to 16 bits, [6][k]) times 8 outputs of a packed block; o is row 0 of the 8 outputs. */
static void narrow(size_t k, const int16_t *a, const int8_t *b, int32_t *o)
{
    __m256i c[TILE_ROWS][2];
    for (int r = 0; r < TILE_ROWS; r++)
        c[r][0] = c[r][1] = _mm256_setzero_si256();
    for (size_t i = 0; i < k; i += 4, b += 256) {
        __m256i b0 = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)b));
        __m256i b1 = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(b + 16)));
#pragma GCC unroll 6
        for (int r = 0; r < TILE_ROWS; r++) {
            int64_t four;
            memcpy(&four, a + (size_t)r * k + i, 8);
            __m256i x = _mm256_set1_epi64x(four);
            c[r][0] = _mm256_add_epi32(c[r][0], _mm256_madd_epi16(x, b0));
            c[r][1] = _mm256_add_epi32(c[r][1], _mm256_madd_epi16(x, b1));
        }
    }
#pragma GCC unroll 6
    for (int r = 0; r < TILE_ROWS; r++) /* hadd gives outputs 0 1 4 5 | 2 3 6 7 by 64-bit pairs: put them in order */
        _mm256_storeu_si256((__m256i *)(void *)(o + r * 64), _mm256_permute4x64_epi64(_mm256_hadd_epi32(c[r][0], c[r][1]), 0xD8));
}

static void tile(size_t k, const uint8_t *a, const int8_t *b, int32_t *o)
{
    int16_t wide[TILE_ROWS * K_MAX] __attribute__((aligned(64)));
    for (size_t i = 0; i < TILE_ROWS * k; i += 16)
        _mm256_store_si256((__m256i *)(void *)(wide + i), _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(a + i))));
    for (size_t j = 0; j < 64; j += 8)
        narrow(k, wide, b + j * 4, o + j);
}

#include "text/kernel_stages.h"

const at__kernel *at__kernel_avx2(void)
{
    static const at__kernel k = AT__KERNEL("avx2");
    return &k;
}
#pragma GCC pop_options
#else
const at__kernel *at__kernel_avx2(void)
{
    return NULL;
}
#endif
