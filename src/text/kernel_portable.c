/* The engine's arithmetic with gcc's vector extensions: any processor. Instructions are named where SSE2 has them. */
#include "text/kernel.h"


#include <math.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define AT__LANES 4
#define AT__SQRT sqrtf
typedef float vf __attribute__((vector_size(16)));
typedef float vfu __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(16)));
typedef int32_t viu __attribute__((vector_size(16), aligned(4), may_alias));
typedef uint32_t vu __attribute__((vector_size(16)));
typedef int64_t v2 __attribute__((vector_size(16)));
typedef int16_t vs __attribute__((vector_size(16)));
typedef int16_t vsu __attribute__((vector_size(16), aligned(2), may_alias));
typedef uint8_t vb __attribute__((vector_size(4)));
typedef uint8_t vbu __attribute__((vector_size(4), aligned(1), may_alias));

static inline vf vmax(vf a, vf b)
{
    vi m = a > b;
    return (vf)((m & (vi)a) | (~m & (vi)b));
}

static inline vf vmin(vf a, vf b)
{
    vi m = a < b;
    return (vf)((m & (vi)a) | (~m & (vi)b));
}

/* Adding 1.5 * 2^23 rounds to an integer, ties to even. */
static inline vi whole(vf x)
{
    return (vi)(x + 12582912.0f) - 0x4B400000;
}

#if defined(__SSE2__)
static inline vs smax(vs a, vs b)
{
    return (vs)_mm_max_epi16((__m128i)a, (__m128i)b);
}

static inline vs smin(vs a, vs b)
{
    return (vs)_mm_min_epi16((__m128i)a, (__m128i)b);
}

static inline vs narrow(vi a, vi b)
{
    return (vs)_mm_packs_epi32((__m128i)a, (__m128i)b);
}

static inline vs adds(vs a, vs b)
{
    return (vs)_mm_adds_epi16((__m128i)a, (__m128i)b);
}

static inline vs mulr(vs a, vs b)
{
    vs high = (vs)_mm_mulhi_epi16((__m128i)a, (__m128i)b), low = a * b;
    return high + high + ((low >> 15) & 1) + ((low >> 14) & 1);
}

static inline void put8(uint8_t *to, vs a, vs b)
{
    _mm_storeu_si128((__m128i *)(void *)to, _mm_xor_si128(_mm_packs_epi16((__m128i)a, (__m128i)b), _mm_set1_epi8((char)0x80)));
}
#else
typedef int16_t vh4 __attribute__((vector_size(8)));
typedef uint8_t vb8 __attribute__((vector_size(8)));
typedef uint8_t vb8u __attribute__((vector_size(8), aligned(1), may_alias));

static inline vs smax(vs a, vs b)
{
    vs m = a > b;
    return (m & a) | (~m & b);
}

static inline vs smin(vs a, vs b)
{
    vs m = a < b;
    return (m & a) | (~m & b);
}

static inline vi clamp(vi v, int32_t least, int32_t most)
{
    vi low = v < least, high = v > most;
    return (~(low | high) & v) | (low & least) | (high & most);
}

static inline vs narrow(vi a, vi b)
{
    vh4 x = __builtin_convertvector(clamp(a, INT16_MIN, INT16_MAX), vh4), y = __builtin_convertvector(clamp(b, INT16_MIN, INT16_MAX), vh4);
    return __builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7);
}

static inline vi low4(vs a)
{
    return __builtin_convertvector(__builtin_shufflevector(a, a, 0, 1, 2, 3), vi);
}

static inline vi high4(vs a)
{
    return __builtin_convertvector(__builtin_shufflevector(a, a, 4, 5, 6, 7), vi);
}

static inline vs adds(vs a, vs b)
{
    return narrow(low4(a) + low4(b), high4(a) + high4(b));
}

static inline vs mulr(vs a, vs b)
{
    return narrow((low4(a) * low4(b) + 0x4000) >> 15, (high4(a) * high4(b) + 0x4000) >> 15);
}

static inline void put8(uint8_t *to, vs a, vs b)
{
    vs x = smax(smin(a, a * 0 + INT8_MAX), a * 0 + INT8_MIN) + 128, y = smax(smin(b, b * 0 + INT8_MAX), b * 0 + INT8_MIN) + 128;
    *(vb8u *)(void *)to = __builtin_convertvector(x, vb8);
    *(vb8u *)(void *)(to + 8) = __builtin_convertvector(y, vb8);
}
#endif

enum { TILE_ROWS = 4, K_MAX = 4096 };
typedef int16_t vh __attribute__((vector_size(16)));
typedef int8_t vc __attribute__((vector_size(8)));
typedef int8_t vcu __attribute__((vector_size(8), aligned(1), may_alias));

/* Products of 16-bit numbers, neighbours added. u8 times i8 fits 16 bits, which is all that the plain form needs. */
static inline vi madd(vh a, vh b)
{
#if defined(__SSE2__)
    return (vi)_mm_madd_epi16((__m128i)a, (__m128i)b);
#else
    vi p = (vi)(a * b);
    return ((vi)((vu)p << 16) >> 16) + (p >> 16);
#endif
}

/* Four rows (widened, [4][k]) times 4 outputs of a packed block, less csum; o is row 0 of the 4 outputs. */
static void four(size_t k, const int16_t *a, const int8_t *b, const int32_t *csum, int32_t *o)
{
    vi c00 = {0}, c01 = {0}, c10 = {0}, c11 = {0}, c20 = {0}, c21 = {0}, c30 = {0}, c31 = {0};
    for (size_t i = 0; i < k; i += 4, b += 256) {
        vh b0 = __builtin_convertvector(*(const vcu *)(const void *)b, vh), b1 = __builtin_convertvector(*(const vcu *)(const void *)(b + 8), vh);
#define ROW(r)                                                                                                              \
    do {                                                                                                                    \
        int64_t four;                                                                                                       \
        memcpy(&four, a + (size_t)(r)*k + i, 8);                                                                            \
        vh x = (vh)(v2){four, four};                                                                                        \
        c##r##0 += madd(x, b0);                                                                                             \
        c##r##1 += madd(x, b1);                                                                                             \
    } while (0)
        ROW(0);
        ROW(1);
        ROW(2);
        ROW(3);
    }
    const vi low[TILE_ROWS] = {c00, c10, c20, c30}, high[TILE_ROWS] = {c01, c11, c21, c31};
    for (size_t r = 0; r < TILE_ROWS; r++) {
        vi sum = __builtin_shufflevector(low[r], high[r], 0, 2, 4, 6) + __builtin_shufflevector(low[r], high[r], 1, 3, 5, 7);
        *(viu *)(void *)(o + r * 64) = sum - *(const viu *)(const void *)csum;
    }
}

/* a [rows][k] times one packed block b [k/4][64][4], less csum -> o [rows][64]. */
static void tile(size_t rows, size_t k, const uint8_t *a, const int8_t *b, const int32_t *csum, int32_t *o)
{
    (void)rows; /* all four are computed */
    int16_t wide[TILE_ROWS * K_MAX];
    for (size_t i = 0; i < TILE_ROWS * k; i++)
        wide[i] = a[i];
    for (size_t j = 0; j < 64; j += 4)
        four(k, wide, b + j * 4, csum + j, o + j);
}

/* What attention multiplies (kernel_attention.h). */
#define AT__PER 2
#define AT__BLOCK 1
typedef int16_t unit;
typedef int16_t vunit __attribute__((vector_size(8), aligned(2), may_alias));

static inline vi dot(vi sum, vi u, vi s)
{
    return sum + madd((vh)u, (vh)s);
}

static inline vi imax(vi a, vi b)
{
    vi m = a > b;
    return (m & a) | (~m & b);
}

#include "text/kernel_stages.h"

const at__kernel *at__kernel_portable(void)
{
    static const at__kernel k = AT__KERNEL("portable");
    return &k;
}
