/* The engine's arithmetic for 64-bit ARM with the dot product instruction (ARMv8.2 dotprod). */
#include "text/kernel.h"

#if defined(__aarch64__) && defined(__linux__)
#include <string.h>
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("dotprod"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("arch=armv8.2-a+dotprod")
#endif
#include <arm_neon.h>
#include <math.h>

#define AT__LANES 4
#define AT__SQRT sqrtf
typedef float vf __attribute__((vector_size(16)));
typedef float vfu __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(16)));
typedef int32_t viu __attribute__((vector_size(16), aligned(4), may_alias));
typedef int16_t vs __attribute__((vector_size(16)));
typedef int16_t vsu __attribute__((vector_size(16), aligned(2), may_alias));
typedef uint8_t vb __attribute__((vector_size(4)));
typedef uint8_t vbu __attribute__((vector_size(4), aligned(1), may_alias));

/* As the comparing forms of the other kernels: of two zeros or with a NaN the second. */
static inline vf vmax(vf a, vf b)
{
    return (vf)vbslq_f32(vcgtq_f32((float32x4_t)a, (float32x4_t)b), (float32x4_t)a, (float32x4_t)b);
}

static inline vf vmin(vf a, vf b)
{
    return (vf)vbslq_f32(vcltq_f32((float32x4_t)a, (float32x4_t)b), (float32x4_t)a, (float32x4_t)b);
}

static inline vi whole(vf x)
{
    return (vi)vcvtnq_s32_f32((float32x4_t)x);
}

static inline vs smax(vs a, vs b)
{
    return (vs)vmaxq_s16((int16x8_t)a, (int16x8_t)b);
}

static inline vs smin(vs a, vs b)
{
    return (vs)vminq_s16((int16x8_t)a, (int16x8_t)b);
}

static inline vs adds(vs a, vs b)
{
    return (vs)vqaddq_s16((int16x8_t)a, (int16x8_t)b);
}

static inline vs mulr(vs a, vs b)
{
    return (vs)vqrdmulhq_s16((int16x8_t)a, (int16x8_t)b);
}

static inline vs narrow(vi a, vi b)
{
    return (vs)vcombine_s16(vqmovn_s32((int32x4_t)a), vqmovn_s32((int32x4_t)b));
}

static inline void put8(uint8_t *to, vs a, vs b)
{
    int8x16_t v = vcombine_s8(vqmovn_s16((int16x8_t)a), vqmovn_s16((int16x8_t)b));
    vst1q_u8(to, veorq_u8(vreinterpretq_u8_s8(v), vdupq_n_u8(0x80)));
}

enum { TILE_ROWS = 6, K_MAX = 4096 };

/* The instruction takes signed bytes: activations less their zero point, so nothing is left to take off at the end. */
#define ROW(r)                                                                                                              \
    do {                                                                                                                    \
        int32_t four;                                                                                                       \
        memcpy(&four, a + (size_t)(r)*k + i, 4);                                                                            \
        int8x16_t x = vreinterpretq_s8_s32(vdupq_n_s32(four));                                                              \
        c##r##0 = vdotq_s32(c##r##0, x, b0);                                                                                \
        c##r##1 = vdotq_s32(c##r##1, x, b1);                                                                                \
        c##r##2 = vdotq_s32(c##r##2, x, b2);                                                                                \
        c##r##3 = vdotq_s32(c##r##3, x, b3);                                                                                \
    } while (0)
#define START(r) int32x4_t c##r##0 = z, c##r##1 = z, c##r##2 = z, c##r##3 = z
#define KEEP(r)                                                                                                             \
    do {                                                                                                                    \
        vst1q_s32(o + (r)*64, c##r##0);                                                                                     \
        vst1q_s32(o + (r)*64 + 4, c##r##1);                                                                                 \
        vst1q_s32(o + (r)*64 + 8, c##r##2);                                                                                 \
        vst1q_s32(o + (r)*64 + 12, c##r##3);                                                                                \
    } while (0)

/* Six signed rows [6][k] times 16 outputs of a packed block; o is row 0 of the 16 outputs. */
static __attribute__((noinline)) void sixteen(size_t k, const int8_t *a, const int8_t *b, int32_t *o)
{
    const int32x4_t z = vdupq_n_s32(0);
    START(0);
    START(1);
    START(2);
    START(3);
    START(4);
    START(5);
    for (size_t i = 0; i < k; i += 4, b += 256) {
        int8x16_t b0 = vld1q_s8(b), b1 = vld1q_s8(b + 16), b2 = vld1q_s8(b + 32), b3 = vld1q_s8(b + 48);
        ROW(0);
        ROW(1);
        ROW(2);
        ROW(3);
        ROW(4);
        ROW(5);
    }
    KEEP(0);
    KEEP(1);
    KEEP(2);
    KEEP(3);
    KEEP(4);
    KEEP(5);
}

/* a [6][k] times one packed block b [k/4][64][4] -> o [6][64], less the zero point. */
static void tile(size_t rows, size_t k, const uint8_t *a, const int8_t *b, const int32_t *csum, int32_t *o)
{
    int8_t plain[TILE_ROWS * K_MAX];
    (void)csum;
    (void)rows; /* all six are computed */
    for (size_t i = 0; i < TILE_ROWS * k; i++)
        plain[i] = (int8_t)(a[i] ^ 0x80);
    for (size_t j = 0; j < 64; j += 16)
        sixteen(k, plain, b + j * 4, o + j);
}

/* What attention multiplies (kernel_attention.h). */
#define AT__PER 2
#define AT__BLOCK 2
typedef int16_t unit;
typedef int16_t vunit __attribute__((vector_size(8), aligned(2), may_alias));

static inline vi dot(vi sum, vi u, vi s)
{
    int16x8_t a = vreinterpretq_s16_s32((int32x4_t)u), b = vreinterpretq_s16_s32((int32x4_t)s);
    return sum + (vi)vpaddq_s32(vmull_s16(vget_low_s16(a), vget_low_s16(b)), vmull_high_s16(a, b));
}

static inline vi imax(vi a, vi b)
{
    return (vi)vmaxq_s32((int32x4_t)a, (int32x4_t)b);
}

#include "text/kernel_stages.h"

const at__kernel *at__kernel_neon(void)
{
    static const at__kernel k = AT__KERNEL("neon");
    return &k;
}
#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
const at__kernel *at__kernel_neon(void)
{
    return NULL;
}
#endif
