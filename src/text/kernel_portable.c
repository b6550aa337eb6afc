/* The engine's arithmetic in plain C with gcc's vector extensions: any processor. */
#include "text/kernel.h"


#include <math.h>
#include <string.h>

#define AT__LANES 4
#define AT__SQRT sqrtf
typedef float vf __attribute__((vector_size(16)));
typedef float vfu __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t vi __attribute__((vector_size(16)));
typedef int32_t viu __attribute__((vector_size(16), aligned(4), may_alias));
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

enum { TILE_ROWS = 2 };

/* a [rows][k] times one packed block b [k/4][64][4], less csum -> o [rows][64]. */
static void tile(size_t k, const uint8_t *a, const int8_t *b, const int32_t *csum, int32_t *o)
{
    for (size_t j = 0; j < TILE_ROWS * 64; j++)
        o[j] = -csum[j % 64];
    for (size_t i = 0; i < k; i += 4, b += 256)
        for (size_t r = 0; r < TILE_ROWS; r++) {
            const uint8_t *x = a + r * k + i;
            int32_t x0 = x[0], x1 = x[1], x2 = x[2], x3 = x[3], *s = o + r * 64;
            for (size_t j = 0; j < 64; j++)
                s[j] += x0 * b[4 * j] + x1 * b[4 * j + 1] + x2 * b[4 * j + 2] + x3 * b[4 * j + 3];
        }
}

#include "text/kernel_stages.h"

float at__exp(float x)
{
    vf y = exp2v(all(x * LOG2E));
    return y[0];
}

const at__kernel *at__kernel_portable(void)
{
    static const at__kernel k = AT__KERNEL("portable");
    return &k;
}
