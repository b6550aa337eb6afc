/*
 * kernel.h: the arithmetic of the engine, once for each kind of processor. All forms give the same bits: integers are
 * exact, floats are computed in the same order with separate multiply and add (no fused contraction), and every sum over
 * a vector runs through 16 lanes and one fixed tree (kernel_stages.h).
 *
 * Shapes are written [rows][columns]; ld is the distance between rows in elements.
 */
#ifndef AT_TEXT_KERNEL_H
#define AT_TEXT_KERNEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A packed 8-bit layer (docs/WEIGHTS.md): np outputs (a multiple of 64), k inputs (a multiple of 4). */
typedef struct {
    const int8_t *w;      /* [np/64][k/4][64][4] */
    const float *scale;   /* [np] */
    const float *bias;    /* [np] */
    const int32_t *csum;  /* [np] 128 * sum of the row */
    size_t np, k;
} at__linear;

typedef enum { AT__ACT_NONE, AT__ACT_LEAKY /* slope 0.1 */ } at__act;

typedef struct {
    const char *name;
    /* out[m][ldo] = act(l applied to the rows of a [m][k] with scales sa[m]) */
    void (*gemm)(const at__linear *l, size_t m, const uint8_t *a, const float *sa, float *out, size_t ldo, at__act act);
    /*
     * GELU between two products: gemm_up as gemm into steps of 1/1024, in an order of the kernel's own within blocks of 64 columns;
     * gelu_quant takes rows of them [m][k] to their GELU in u8 with zero point 128 and scales sa[m].
     */
    void (*gemm_up)(const at__linear *l, size_t m, const uint8_t *a, const float *sa, int16_t *out, size_t ldo);
    void (*gelu_quant)(size_t m, size_t k, const int16_t *x, uint8_t *q, float *sa);
    /* Rows of x [m][k] to u8 with zero point 128; sa[m] gets max|x| / 127. k is a multiple of 16. */
    void (*quant)(size_t m, size_t k, const float *x, uint8_t *q, float *sa);
    /* x[m][h] = norm(x + y) * g + b over each row, and that in u8 as quant gives it; y NULL: nothing is added. h is a multiple of 64. */
    void (*addnorm)(size_t m, size_t h, float *x, const float *y, const float *g, const float *b, float eps, uint8_t *q, float *sa);
    /* One sentence: qkv [t][3h] -> ctx [t][h], nh heads of 32. work: at__attention_floats(t) floats, 64-byte aligned. */
    void (*attention)(size_t t, size_t h, size_t nh, const float *qkv, float *ctx, float *work);
    /*
     * c[m][ldc] = a[m][lda] * b + bias (NULL: none), n columns (a multiple of 16) in panels of 16: column j of row i of b
     * is b[j/16 * panel + i * ldb + j%16]. Sums run over k in order.
     */
    void (*matmul)(size_t m, size_t k, size_t n, const float *a, size_t lda, const float *b, size_t ldb, size_t panel, const float *bias,
                   float *c, size_t ldc);
    /* x[n] = exp(x); n is a multiple of 16. */
    void (*exps)(size_t n, float *x);
    /* out[n] = a + b + c + d + e + f + g*h, elementwise, n a multiple of 64: the role head's input, for gelu_quant. */
    void (*role_row)(size_t n, const float *const in[8], int16_t *out);
} at__kernel;

#define AT__ATTENTION_MAX 512 /* pieces in a sentence */
size_t at__attention_floats(size_t t);

/* The kernel of that name, or the best on this processor if name is NULL; NULL if unknown or not on this processor. */
const at__kernel *at__kernel_get(const char *name);

const at__kernel *at__kernel_avx512(void);   /* NULL where not compiled */
const at__kernel *at__kernel_avx2(void);
const at__kernel *at__kernel_neon(void);
const at__kernel *at__kernel_portable(void);
#endif
