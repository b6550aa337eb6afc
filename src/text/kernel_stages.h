/*
 * kernel_stages.h: the float stages of the encoder, written once and compiled for each processor by kernel_*.c, which
 * define AT__LANES (16, 8 or 4), vmax() and the tile function before including this. Not a header for others.
 *
 * Why all forms agree: elementwise work does not depend on the width; sums over a row keep 16 lanes (several vectors on a
 * narrow processor) and end in one fixed tree; sums over k run in order; no multiply-add is fused (-ffp-contract=off).
 */
#include <stdint.h>
#include <string.h>

enum { LANES = AT__LANES, GROUP = 16 / LANES /* vectors that make 16 lanes */ };

static inline vf load(const float *p)
{
    return *(const vfu *)(const void *)p;
}

static inline void store(float *p, vf v)
{
    *(vfu *)(void *)p = v;
}

static inline vf all(float x)
{
    return x - (vf){0};
}

static inline vf vabs(vf x)
{
    return (vf)((vi)x & 0x7FFFFFFF);
}

#if AT__LANES == 16
#define SWAP(v, k) __builtin_shufflevector((v), (v), 0 ^ k, 1 ^ k, 2 ^ k, 3 ^ k, 4 ^ k, 5 ^ k, 6 ^ k, 7 ^ k, 8 ^ k, 9 ^ k, 10 ^ k, 11 ^ k, 12 ^ k, 13 ^ k, 14 ^ k, 15 ^ k)
#elif AT__LANES == 8
#define SWAP(v, k) __builtin_shufflevector((v), (v), 0 ^ k, 1 ^ k, 2 ^ k, 3 ^ k, 4 ^ k, 5 ^ k, 6 ^ k, 7 ^ k)
#else
#define SWAP(v, k) __builtin_shufflevector((v), (v), 0 ^ k, 1 ^ k, 2 ^ k, 3 ^ k)
#endif

/* The fixed tree: lane i with lane i+8, then +4, +2, +1; all lanes of the result are alike. */
#define TREE(acc, op)                                                                                                       \
    vf v;                                                                                                                   \
    if (LANES == 16) {                                                                                                      \
        v = op(acc[0], SWAP(acc[0], (8 % LANES)));                                                                          \
        v = op(v, SWAP(v, (4 % LANES)));                                                                                    \
    } else if (LANES == 8) {                                                                                                \
        v = op(acc[0], acc[GROUP / 2]);                                                                                     \
        v = op(v, SWAP(v, (4 % LANES)));                                                                                    \
    } else {                                                                                                                \
        v = op(op(acc[0], acc[GROUP / 2]), op(acc[1 % GROUP], acc[3 % GROUP]));                                             \
    }                                                                                                                       \
    v = op(v, SWAP(v, 2));                                                                                                  \
    return op(v, SWAP(v, 1))

static inline vf plus(vf a, vf b)
{
    return a + b;
}

static inline vf tree_sum(const vf acc[GROUP])
{
    TREE(acc, plus);
}

static inline vf tree_max(const vf acc[GROUP])
{
    TREE(acc, vmax);
}

#define ROUNDER 12582912.0f /* 1.5 * 2^23: adding it rounds to an integer, ties to even */
#define ROUNDER_BITS 0x4B400000

/* 2^z for z <= 126; Taylor coefficients of 2^f for |f| <= 1/2, relative error below 3e-6. */
static inline vf exp2v(vf z)
{
    z = vmax(z, all(-126));
    vf t = z + all(ROUNDER);
    vf f = z - (t - all(ROUNDER));
    vf p = all(1.3333558e-3f);
    p = p * f + all(9.6181291e-3f);
    p = p * f + all(5.5504109e-2f);
    p = p * f + all(.24022651f);
    p = p * f + all(.69314718f);
    p = p * f + all(1);
    return p * (vf)(((vi)t - (ROUNDER_BITS - 127)) << 23);
}

#define LOG2E 1.44269504f

static void exps(size_t n, float *x)
{
    for (size_t i = 0; i < n; i += LANES)
        store(x + i, exp2v(load(x + i) * all(LOG2E)));
}

/* Sums and largest magnitudes of a row run in four accumulators of 16 lanes: one would wait for itself. */
enum { CHAINS = 4 };

static inline float sum_of(vf acc[CHAINS][GROUP])
{
    for (int j = 0; j < GROUP; j++)
        acc[0][j] = (acc[0][j] + acc[1][j]) + (acc[2][j] + acc[3][j]);
    return tree_sum(acc[0])[0];
}

static inline float peak_of(vf acc[CHAINS][GROUP])
{
    for (int j = 0; j < GROUP; j++)
        acc[0][j] = vmax(vmax(acc[0][j], acc[1][j]), vmax(acc[2][j], acc[3][j]));
    return tree_max(acc[0])[0];
}

/* Row x [k] with largest magnitude `peak` to bytes with zero point 128; its scale. */
static inline float quant_row(size_t k, const float *x, float peak, uint8_t *q)
{
    if (!(peak > 1e-9f))
        peak = 1e-9f;
    vf inv = all(127.0f / peak);
    for (size_t i = 0; i < k; i += LANES) {
        vi v = whole(load(x + i) * inv) + 128;
        *(vbu *)(void *)(q + i) = __builtin_convertvector(v, vb);
    }
    return peak / 127.0f;
}

/* Does `body` for each LANES of a row of n; a, j: which accumulator; at: where. */
#define EACH(n, body)                                                                                                       \
    for (size_t i_ = 0; i_ < (n); i_ += 64)                                                                                 \
        for (size_t a = 0; a < CHAINS; a++)                                                                                 \
            for (size_t j = 0; j < GROUP; j++) {                                                                            \
                size_t at = i_ + a * 16 + j * LANES;                                                                        \
                body                                                                                                        \
            }

static void quant(size_t m, size_t k, const float *x, uint8_t *q, float *sa)
{
    for (size_t r = 0; r < m; r++, x += k, q += k) {
        vf top[CHAINS][GROUP] = {{{0}}};
        EACH(k, top[a][j] = vmax(vabs(load(x + at)), top[a][j]);)
        sa[r] = quant_row(k, x, peak_of(top), q);
    }
}

static void addnorm(size_t m, size_t h, float *x, const float *y, const float *g, const float *b, float eps, uint8_t *q, float *sa)
{
    for (size_t r = 0; r < m; r++, x += h, q += h) {
        vf sum[CHAINS][GROUP] = {{{0}}}, sq[CHAINS][GROUP] = {{{0}}}, top[CHAINS][GROUP] = {{{0}}};
        if (y)
            EACH(h, store(x + at, load(x + at) + load(y + r * h + at));)
        EACH(h, sum[a][j] = sum[a][j] + load(x + at);)
        vf mean = all(sum_of(sum) / (float)h);
        EACH(h, vf v = load(x + at) - mean; sq[a][j] = sq[a][j] + v * v;)
        vf inv = all(1.0f / AT__SQRT(sum_of(sq) / (float)h + eps));
        EACH(h, vf v = (load(x + at) - mean) * inv * load(g + at) + load(b + at); store(x + at, v); top[a][j] = vmax(vabs(v), top[a][j]);)
        sa[r] = quant_row(h, x, peak_of(top), q);
    }
}

/* acc += x times a number of each of the four rows. */
#define FOUR(a, x, r0, r1, r2, r3)                                                                                          \
    do {                                                                                                                    \
        a##0 = a##0 + all(r0) * (x);                                                                                        \
        a##1 = a##1 + all(r1) * (x);                                                                                        \
        a##2 = a##2 + all(r2) * (x);                                                                                        \
        a##3 = a##3 + all(r3) * (x);                                                                                        \
    } while (0)

#include "text/kernel_attention.h"

/* 16 columns (one panel) of c for four rows of a; `rows` of them are kept. */
static void strip(size_t rows, size_t k, const float *const a[4], const float *b, size_t ldb, const float *bias, float *c, size_t ldc)
{
    const float *r0 = a[0], *r1 = a[1], *r2 = a[2], *r3 = a[3];
    for (size_t j = 0; j < 16; j += LANES) {
        vf first = bias ? load(bias + j) : all(0), a0 = first, a1 = first, a2 = first, a3 = first;
        for (size_t i = 0; i < k; i++)
            FOUR(a, load(b + i * ldb + j), r0[i], r1[i], r2[i], r3[i]);
        const vf out[4] = {a0, a1, a2, a3};
        for (size_t r = 0; r < rows; r++)
            store(c + r * ldc + j, out[r]);
    }
}

static void matmul(size_t m, size_t k, size_t n, const float *a, size_t lda, const float *b, size_t ldb, size_t panel, const float *bias, float *c,
                   size_t ldc)
{
    for (size_t j = 0; j < n; j += 16, b += panel)
        for (size_t r = 0; r < m; r += 4) {
            size_t rows = m - r < 4 ? m - r : 4;
            const float *ar[4];
            for (size_t i = 0; i < 4; i++)
                ar[i] = a + (r + (i < rows ? i : 0)) * lda;
            strip(rows, k, ar, b, ldb, bias ? bias + j : NULL, c + r * ldc + j, ldc);
        }
}

#include "text/kernel_gelu.h"

/* Integer sums of a tile, o [rows][64], without the activations' zero point already, to floats. */
static inline void epilogue(size_t rows, const int32_t *o, const at__linear *l, size_t n, const float *sa, float *out, size_t ldo, at__act act)
{
    for (size_t j = 0; j < 64; j += LANES) {
        vf scale = load(l->scale + n + j), bias = load(l->bias + n + j);
        for (size_t r = 0; r < rows; r++) {
            vf v = __builtin_convertvector(*(const viu *)(const void *)(o + r * 64 + j), vf) * scale * all(sa[r]) + bias;
            if (act == AT__ACT_LEAKY)
                v = vmax(v, v * all(.1f));
            store(out + r * ldo + j, v);
        }
    }
}

static void gemm(const at__linear *l, size_t m, const uint8_t *a, const float *sa, float *out, size_t ldo, at__act act)
{
    int32_t o[TILE_ROWS * 64] __attribute__((aligned(64)));
    for (size_t n = 0; n < l->np; n += 64)
        for (size_t r = 0; r < m; r += TILE_ROWS) {
            size_t rows = m - r < TILE_ROWS ? m - r : TILE_ROWS;
            tile(rows, l->k, a + r * l->k, l->w + n * l->k, l->csum + n, o);
            if (act == AT__ACT_NONE)
                epilogue(rows, o, l, n, sa + r, out + r * ldo + n, ldo, AT__ACT_NONE);
            else
                epilogue(rows, o, l, n, sa + r, out + r * ldo + n, ldo, AT__ACT_LEAKY);
        }
}

#define AT__KERNEL(label)                                                                                                   \
    {                                                                                                                       \
        .name = (label), .gemm = gemm, .gemm_up = gemm_up, .gelu_quant = gelu_quant, .quant = quant, .addnorm = addnorm, .attention = attention, .matmul = matmul,        \
        .exps = exps, .role_row = role_row                                                                          \
    }
