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

/* The fixed tree: lane i + lane i+8, then +4, +2, +1. */
static float tree_sum(const vf *acc)
{
    float s[16];
    memcpy(s, acc, sizeof s);
    for (int w = 8; w; w /= 2)
        for (int i = 0; i < w; i++)
            s[i] += s[i + w];
    return s[0];
}

static float tree_max(const vf *acc)
{
    float s[16];
    memcpy(s, acc, sizeof s);
    for (int w = 8; w; w /= 2)
        for (int i = 0; i < w; i++)
            s[i] = s[i] > s[i + w] ? s[i] : s[i + w];
    return s[0];
}

#define ROUNDER 12582912.0f /* 1.5 * 2^23: adding it rounds to an integer, ties to even */
#define ROUNDER_BITS 0x4B400000

/* 2^z; Taylor coefficients of 2^f for |f| <= 1/2, relative error below 2e-7. */
static inline vf exp2v(vf z)
{
    z = vmax(all(-126), -vmax(-z, all(-126)));
    vf t = z + all(ROUNDER);
    vf f = z - (t - all(ROUNDER));
    vf p = all(1.5403530e-4f);
    p = p * f + all(1.3333558e-3f);
    p = p * f + all(9.6181291e-3f);
    p = p * f + all(5.5504109e-2f);
    p = p * f + all(.24022651f);
    p = p * f + all(.69314718f);
    p = p * f + all(1);
    return p * (vf)(((vi)t - (ROUNDER_BITS - 127)) << 23);
}

#define LOG2E 1.44269504f

/* x * sigmoid(2 * sqrt(2/pi) * (x + 0.044715 x^3)), the tanh form of GELU. */
static inline vf gelu_tanh(vf x)
{
    vf z = x * (x * x * all(-0.07135482f * LOG2E) + all(-1.59576912f * LOG2E));
    return x / (exp2v(z) + all(1));
}

/* Abramowitz and Stegun 7.1.26, absolute error of erf below 1.5e-7. */
static inline vf gelu_exact(vf x)
{
    vf y = x * all(.70710678f), a = vabs(y);
    vf t = all(1) / (all(1) + all(.3275911f) * a);
    vf p = all(1.061405429f);
    p = p * t + all(-1.453152027f);
    p = p * t + all(1.421413741f);
    p = p * t + all(-.284496736f);
    p = p * t + all(.254829592f);
    vf e = all(1) - p * t * exp2v(a * a * all(-LOG2E));
    vf erf = (vf)((vi)e | ((vi)y & INT32_MIN));
    return all(.5f) * x * (all(1) + erf);
}

static void gelu_erf(size_t n, float *x)
{
    for (size_t i = 0; i < n; i += LANES)
        store(x + i, gelu_exact(load(x + i)));
}

static void quant(size_t m, size_t k, const float *x, uint8_t *q, float *sa)
{
    for (size_t r = 0; r < m; r++, x += k, q += k) {
        vf top[GROUP] = {0};
        for (size_t i = 0; i < k; i += 16)
            for (int g = 0; g < GROUP; g++)
                top[g] = vmax(vabs(load(x + i + g * LANES)), top[g]);
        float peak = tree_max(top);
        if (!(peak > 1e-9f))
            peak = 1e-9f;
        sa[r] = peak / 127.0f;
        vf inv = all(127.0f / peak);
        for (size_t i = 0; i < k; i += LANES) {
            vi v = (vi)(load(x + i) * inv + all(ROUNDER)) - (ROUNDER_BITS - 128);
            *(vbu *)(void *)(q + i) = __builtin_convertvector(v, vb);
        }
    }
}

static void addnorm(size_t m, size_t h, float *x, const float *y, const float *g, const float *b, float eps)
{
    for (size_t r = 0; r < m; r++, x += h) {
        vf sum[GROUP] = {0}, sq[GROUP] = {0};
        for (size_t i = 0; i < h; i += 16)
            for (int j = 0; j < GROUP; j++) {
                vf v = load(x + i + j * LANES);
                if (y) {
                    v = v + load(y + r * h + i + (size_t)j * LANES);
                    store(x + i + j * LANES, v);
                }
                sum[j] = sum[j] + v;
            }
        vf mean = all(tree_sum(sum) / (float)h);
        for (size_t i = 0; i < h; i += 16)
            for (int j = 0; j < GROUP; j++) {
                vf v = load(x + i + j * LANES) - mean;
                sq[j] = sq[j] + v * v;
            }
        vf inv = all(1.0f / AT__SQRT(tree_sum(sq) / (float)h + eps));
        for (size_t i = 0; i < h; i += LANES)
            store(x + i, (load(x + i) - mean) * inv * load(g + i) + load(b + i));
    }
}

/* Softmax of one row of scores in place (already times log2 e), s padded to t16; returns 1 / sum. */
static float softmax_row(size_t t, size_t t16, float *p)
{
    vf top[GROUP], sum[GROUP] = {0};
    for (size_t s = t; s < t16; s++)
        p[s] = -1e30f;
    for (int g = 0; g < GROUP; g++)
        top[g] = all(-1e30f);
    for (size_t s = 0; s < t16; s += 16)
        for (int g = 0; g < GROUP; g++)
            top[g] = vmax(load(p + s + g * LANES), top[g]);
    vf peak = all(tree_max(top));
    for (size_t s = 0; s < t16; s += 16)
        for (int g = 0; g < GROUP; g++) {
            vf e = exp2v(load(p + s + g * LANES) - peak);
            store(p + s + g * LANES, e);
            sum[g] = sum[g] + e;
        }
    for (size_t s = t; s < t16; s++) /* 2^-126 each: nothing in the sum, but keep them out of it all the same */
        p[s] = 0;
    return 1.0f / tree_sum(sum);
}

enum { HEAD_SIZE = 32, ROWS = 4 };

/* Scores of up to ROWS queries (of one head) against all keys: kt [32][t16] -> p [ROWS][t16]. */
static void attend_scores(size_t rows, size_t t16, size_t ld, const float *q, const float *kt, float *p)
{
    const float *qr[ROWS];
    for (size_t r = 0; r < ROWS; r++)
        qr[r] = q + (r < rows ? r : 0) * ld;
    for (size_t s = 0; s < t16; s += LANES) {
        vf a0 = {0}, a1 = {0}, a2 = {0}, a3 = {0};
        for (size_t d = 0; d < HEAD_SIZE; d++) {
            vf k = load(kt + d * t16 + s);
            a0 = a0 + all(qr[0][d]) * k;
            a1 = a1 + all(qr[1][d]) * k;
            a2 = a2 + all(qr[2][d]) * k;
            a3 = a3 + all(qr[3][d]) * k;
        }
        vf scale = all(.17677670f * LOG2E); /* 1 / sqrt(32) */
        store(p + s, a0 * scale);
        store(p + t16 + s, a1 * scale);
        store(p + 2 * t16 + s, a2 * scale);
        store(p + 3 * t16 + s, a3 * scale);
    }
}

/* ctx rows = p [rows][t16] times the values, times inv. */
static void attend_values(size_t rows, size_t t, size_t t16, size_t ld, const float *v, const float *p, const float *inv, float *ctx, size_t h)
{
    for (size_t d = 0; d < HEAD_SIZE; d += LANES) {
        vf a0 = {0}, a1 = {0}, a2 = {0}, a3 = {0};
        for (size_t s = 0; s < t; s++) {
            vf x = load(v + s * ld + d);
            a0 = a0 + all(p[s]) * x;
            a1 = a1 + all(p[t16 + s]) * x;
            a2 = a2 + all(p[2 * t16 + s]) * x;
            a3 = a3 + all(p[3 * t16 + s]) * x;
        }
        const vf out[ROWS] = {a0, a1, a2, a3};
        for (size_t r = 0; r < rows; r++)
            store(ctx + r * h + d, out[r] * all(inv[r]));
    }
}

static void attention(size_t t, size_t h, size_t nh, const float *qkv, float *ctx, float *work)
{
    size_t t16 = (t + 15) & ~(size_t)15, ld = 3 * h;
    float *kt = work, *p = work + t16 * HEAD_SIZE;
    for (size_t head = 0; head < nh; head++) {
        const float *q = qkv + head * HEAD_SIZE, *k = q + h, *v = k + h;
        for (size_t s = 0; s < t16; s++)
            for (size_t d = 0; d < HEAD_SIZE; d++)
                kt[d * t16 + s] = s < t ? k[s * ld + d] : 0;
        for (size_t r = 0; r < t; r += ROWS) {
            size_t rows = t - r < ROWS ? t - r : ROWS;
            float inv[ROWS] = {0};
            attend_scores(rows, t16, ld, q + r * ld, kt, p);
            for (size_t i = 0; i < rows; i++)
                inv[i] = softmax_row(t, t16, p + i * t16);
            attend_values(rows, t, t16, ld, v, p, inv, ctx + r * h + head * HEAD_SIZE, h);
        }
    }
}

/* One 16-column strip of c for `rows` (1..4) rows. */
static void strip(size_t rows, size_t k, size_t n, const float *a, size_t lda, const float *b, const float *bias, float *c, size_t ldc)
{
    const float *ar[4];
    for (size_t r = 0; r < 4; r++)
        ar[r] = a + (r < rows ? r : 0) * lda;
    for (size_t j = 0; j < 16; j += LANES) {
        vf first = bias ? load(bias + j) : all(0), a0 = first, a1 = first, a2 = first, a3 = first;
        for (size_t i = 0; i < k; i++) {
            vf x = load(b + i * n + j);
            a0 = a0 + all(ar[0][i]) * x;
            a1 = a1 + all(ar[1][i]) * x;
            a2 = a2 + all(ar[2][i]) * x;
            a3 = a3 + all(ar[3][i]) * x;
        }
        const vf out[4] = {a0, a1, a2, a3};
        for (size_t r = 0; r < rows; r++)
            store(c + r * ldc + j, out[r]);
    }
}

static void matmul(size_t m, size_t k, size_t n, const float *a, size_t lda, const float *b, const float *bias, float *c, size_t ldc)
{
    for (size_t j = 0; j < n; j += 16)
        for (size_t r = 0; r < m; r += 4)
            strip(m - r < 4 ? m - r : 4, k, n, a + r * lda, lda, b + j, bias ? bias + j : NULL, c + r * ldc + j, ldc);
}

static void role_row(size_t n, const float *const in[8], float *out)
{
    for (size_t i = 0; i < n; i += LANES) {
        vf x = load(in[0] + i);
        for (int j = 1; j < 6; j++)
            x = x + load(in[j] + i);
        store(out + i, x + load(in[6] + i) * load(in[7] + i));
    }
}

/* Integer sums of a tile, o [rows][64], to floats. */
static void epilogue(size_t rows, const int32_t *o, const at__linear *l, size_t n, const float *sa, float *out, size_t ldo, at__act act)
{
    for (size_t r = 0; r < rows; r++, o += 64, out += ldo)
        for (size_t j = 0; j < 64; j += LANES) {
            vi s = *(const viu *)(const void *)(o + j) - *(const viu *)(const void *)(l->csum + n + j);
            vf v = __builtin_convertvector(s, vf) * (all(sa[r]) * load(l->scale + n + j)) + load(l->bias + n + j);
            if (act == AT__ACT_GELU)
                v = gelu_tanh(v);
            else if (act == AT__ACT_LEAKY)
                v = vmax(v, v * all(.1f));
            store(out + j, v);
        }
}

static void gemm(const at__linear *l, size_t m, const uint8_t *a, const float *sa, float *out, size_t ldo, at__act act)
{
    int32_t o[TILE_ROWS * 64] __attribute__((aligned(64)));
    for (size_t n = 0; n < l->np; n += 64)
        for (size_t r = 0; r < m; r += TILE_ROWS) {
            tile(l->k, a + r * l->k, l->w + n * l->k, o);
            epilogue(m - r < TILE_ROWS ? m - r : TILE_ROWS, o, l, n, sa + r, out + r * ldo + n, ldo, act);
        }
}

#define AT__KERNEL(label)                                                                                                   \
    {                                                                                                                       \
        .name = (label), .gemm = gemm, .quant = quant, .addnorm = addnorm, .attention = attention, .matmul = matmul,        \
        .gelu_erf = gelu_erf, .role_row = role_row                                                                          \
    }
