/*
 * roofline: what the processor can do in 8-bit products, and what the engine's stages reach of it: roofline [KERNEL]
 * Shapes are those of the English model, 224 pieces in sentences of 28. Times are processor times, the best of some
 * rounds. GOP: 10^9 multiplications and additions.
 */
#include "text/kernel.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { M = 224, T = 28, H = 384, FF = 1536, HEADS = 12, MOST = FF, ROUNDS = 7 };

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void *aligned(size_t n)
{
    void *p = aligned_alloc(64, (n + 63) / 64 * 64);
    if (!p)
        exit(2);
    memset(p, 1, n);
    return p;
}

#if defined(__x86_64__)
#define REPEAT4(x) x x x x
/* Independent chains of the instruction that does most products on this processor; GOP/s. */
__attribute__((target("avx512f,avx512vnni"))) static double peak_avx512(void)
{
    long n = 3000000;
    double t = now();
    for (long i = 0; i < n; i++)
        __asm__ volatile("vpdpbusd %%zmm0, %%zmm1, %%zmm8\n vpdpbusd %%zmm0, %%zmm1, %%zmm9\n vpdpbusd %%zmm0, %%zmm1, %%zmm10\n"
                         "vpdpbusd %%zmm0, %%zmm1, %%zmm11\n vpdpbusd %%zmm0, %%zmm1, %%zmm12\n vpdpbusd %%zmm0, %%zmm1, %%zmm13\n"
                         "vpdpbusd %%zmm0, %%zmm1, %%zmm14\n vpdpbusd %%zmm0, %%zmm1, %%zmm15\n vpdpbusd %%zmm0, %%zmm1, %%zmm16\n"
                         "vpdpbusd %%zmm0, %%zmm1, %%zmm17\n vpdpbusd %%zmm0, %%zmm1, %%zmm18\n vpdpbusd %%zmm0, %%zmm1, %%zmm19\n" ::
                             : "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", "xmm15", "xmm16", "xmm17", "xmm18", "xmm19");
    return 2.0 * 64 * 12 * (double)n / (now() - t) / 1e9;
}

__attribute__((target("avx2"))) static double peak_avx2(void)
{
    long n = 3000000;
    double t = now();
    for (long i = 0; i < n; i++)
        __asm__ volatile(REPEAT4("vpmaddwd %%ymm0, %%ymm1, %%ymm2\n vpaddd %%ymm2, %%ymm8, %%ymm8\n vpmaddwd %%ymm0, %%ymm1, %%ymm3\n vpaddd %%ymm3, %%ymm9, %%ymm9\n"
                                 "vpmaddwd %%ymm0, %%ymm1, %%ymm4\n vpaddd %%ymm4, %%ymm10, %%ymm10\n")::
                             : "xmm2", "xmm3", "xmm4", "xmm8", "xmm9", "xmm10");
    return 2.0 * 16 * 12 * (double)n / (now() - t) / 1e9;
}
#endif

static double peak(const at__kernel *k)
{
    double best = 0;
    for (int r = 0; r < ROUNDS; r++) {
        double p = 0;
#if defined(__x86_64__)
        if (strcmp(k->name, "avx512") == 0)
            p = peak_avx512();
        if (strcmp(k->name, "avx2") == 0)
            p = peak_avx2();
#endif
        best = p > best ? p : best;
    }
    return best;
}

typedef struct {
    const at__kernel *k;
    uint8_t *q;
    float *sa, *x, *y, *work, *g;
    at__linear l;
} place;

typedef enum { GEMM, UP, GELU, QUANT, NORM, ATTENTION } stage;

/* Seconds of one call. */
static double once(const place *p, stage what, size_t n, size_t k, at__act act)
{
    at__linear l = p->l;
    l.np = n;
    l.k = k;
    int calls = strcmp(p->k->name, "portable") == 0 ? 1 : 20;
    double best = 1e9;
    for (int r = 0; r < ROUNDS; r++) {
        double t = now();
        for (int i = 0; i < calls; i++)
            switch (what) {
            case GEMM:
                p->k->gemm(&l, M, p->q, p->sa, p->y, n, act);
                break;
            case UP:
                p->k->gemm_up(&l, M, p->q, p->sa, (int16_t *)(void *)p->y, n);
                break;
            case GELU:
                p->k->gelu_quant(M, k, (const int16_t *)(const void *)p->y, p->q, p->sa);
                break;
            case QUANT:
                p->k->quant(M, k, p->x, p->q, p->sa);
                break;
            case NORM:
                p->k->addnorm(M, k, p->x, p->y, p->g, p->g, 1e-12f, p->q, p->sa);
                break;
            case ATTENTION:
                for (size_t s = 0; s < M; s += T)
                    p->k->attention(T, H, HEADS, p->x + s * 3 * H, p->y + s * H, p->work);
                break;
            }
        t = (now() - t) / calls;
        best = t < best ? t : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    const at__kernel *k = at__kernel_get(argc > 1 ? argv[1] : getenv("ATTEST_KERNEL"));
    if (!k) {
        fprintf(stderr, "roofline: no such kernel on this processor\n");
        return 2;
    }
    float *scale = aligned(FF * sizeof(float)), *bias = aligned(FF * sizeof(float));
    place p = {k, aligned((M + 6) * (size_t)FF), aligned((M + 6) * sizeof(float)), aligned(M * (size_t)FF * sizeof(float)), aligned(M * (size_t)FF * sizeof(float)),
               aligned(at__attention_floats(M) * sizeof(float)), aligned(FF * sizeof(float)),
               {aligned((size_t)FF * FF), scale, bias, aligned(FF * sizeof(int32_t)), FF, FF}};
    for (size_t i = 0; i < FF; i++) { /* numbers of ordinary size: denormal ones would cost extra */
        scale[i] = .001f;
        bias[i] = .01f;
        p.g[i] = 1;
    }
    for (size_t i = 0; i < M + 6; i++)
        p.sa[i] = .01f;
    memset(p.x, 0, M * (size_t)FF * sizeof(float));
    memset(p.y, 0, M * (size_t)FF * sizeof(float));
    for (size_t i = 0; i < M * (size_t)FF; i++)
        p.x[i] = (float)(i * 2654435761u % 1000) * .001f - .5f;
    const struct {
        const char *name;
        stage what;
        size_t n, k;
        at__act act;
        int times; /* a layer */
    } rows[] = {{"qkv", GEMM, 3 * H, H, AT__ACT_NONE, 1},
                {"attention output", GEMM, H, H, AT__ACT_NONE, 1},
                {"feed-forward up", UP, FF, H, AT__ACT_NONE, 1},
                {"GELU to 8 bits", GELU, 0, FF, AT__ACT_NONE, 1},
                {"feed-forward down", GEMM, H, FF, AT__ACT_NONE, 1},
                {"attention", ATTENTION, 0, 0, AT__ACT_NONE, 1},
                {"quantise", QUANT, 0, H, AT__ACT_NONE, 1},
                {"add, norm, quantise", NORM, 0, H, AT__ACT_NONE, 2}};
    double top = peak(k), all = 0, op = 0;
    printf("%s: peak %.0f GOP/s\n", k->name, top);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double t = once(&p, rows[i].what, rows[i].n, rows[i].k, rows[i].act) * rows[i].times;
        double work = 2.0 * M * (double)rows[i].n * (double)rows[i].k * (rows[i].what == GEMM || rows[i].what == UP);
        all += t;
        op += work;
        printf("%-24s %7.1f us", rows[i].name, t * 1e6);
        if (work > 0)
            printf("  %6.0f GOP/s  %3.0f %% of the peak", work / t / 1e9, top > 0 ? 100 * work / t / 1e9 / top : 0);
        printf("\n");
    }
    printf("a layer of %d pieces: %.1f us, %.0f GOP/s, %.0f pieces/s through six layers\n", M, all * 1e6, op / all / 1e9, M / (6 * all));
    return 0;
}
