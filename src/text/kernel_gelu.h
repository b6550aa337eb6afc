/*
 * kernel_gelu.h: GELU between two products (feed-forward, roles, arguments), in 16-bit integers; a part of kernel_stages.h, not a header for others.
 *
 * The first product leaves its outputs in steps of 1/1024 (its float epilogue rounds them; beyond +-32 they saturate), GELU of
 * them is a polynomial of products of 16 bits, and a whole factor of the row takes them to 8 bits. All of it is exact, so all forms agree.
 *
 * A kernel defines the type vs (16-bit numbers, twice LANES of them), vsu (the same, anywhere), mulr(a, b) = (a * b + 2^14) >> 15,
 * adds and smin, smax (saturating sum, least, greatest), narrow(a, b) (two vi to one vs, saturating) and put8(to, a, b) (two vs to bytes,
 * saturating, with zero point 128). The order of numbers in a vs is the kernel's own: put8 gives back what narrow took.
 */
enum { WIDTH = 2 * LANES, UNIT = 1024, LEAST_PEAK = 174 /* .17, the depth of GELU below zero */ };

static inline vs same16(int x)
{
    return (int16_t)x - (vs){0};
}

/*
 * The tanh form of GELU, x * (1/2 + z P(2z^2 - 1)) with z = x/4 clamped to +-1 in steps of 2^-15 and P a polynomial of degree 5 in steps
 * of 2^-14, fitted to the least largest error and then by whole numbers: below 1.6e-3 everywhere, a fifth of the finest 8-bit step seen.
 */
static inline vs gelu16(vs x)
{
    vs z = smax(smin(x, same16(4095)), same16(-4095)) << 3;
    vs w = mulr(z, z);
    vs u = (w + w) ^ same16(INT16_MIN);
    vs p = mulr(same16(-747), u) + 1956;
    p = mulr(p, u) - 2610;
    p = mulr(p, u) + 3544;
    p = mulr(p, u) - 5489;
    p = mulr(p, u) + 11538;
    vs s = mulr(z, p);
    return mulr(x, adds(s + s, same16(16383)));
}

/* The greatest number of x. */
static inline int16_t greatest(vs x)
{
    int16_t v[WIDTH], top = INT16_MIN;
    memcpy(v, &x, sizeof v);
    for (int i = 0; i < WIDTH; i++)
        top = v[i] > top ? v[i] : top;
    return top;
}

/* What takes GELU of row x [k] to 8 bits, in steps of 2^-15. GELU rises where it is greatest. */
static inline int factor_of(size_t k, const int16_t *x)
{
    vs top[2] = {same16(0), same16(0)};
    for (size_t i = 0; i < k; i += 2 * WIDTH)
        for (size_t j = 0; j < 2; j++)
            top[j] = smax(top[j], *(const vsu *)(const void *)(x + i + j * WIDTH));
    int16_t peak = gelu16(same16(greatest(smax(top[0], top[1]))))[0];
    return 127 * 32768 / (peak < LEAST_PEAK ? LEAST_PEAK : peak);
}

/* Rows of x [m][k] as the first product left them -> GELU of them in 8 bits, and their scales. Some rows at a time: factors take long to come. */
static void gelu_quant(size_t m, size_t k, const int16_t *x, uint8_t *q, float *sa)
{
    enum { AT_ONCE = 8 };
    for (size_t r = 0; r < m; r += AT_ONCE) {
        size_t rows = m - r < AT_ONCE ? m - r : AT_ONCE;
        int factor[AT_ONCE];
        for (size_t i = 0; i < rows; i++)
            factor[i] = factor_of(k, x + i * k);
        for (size_t i = 0; i < rows; i++, x += k, q += k) {
            vs by = same16(factor[i]);
            sa[r + i] = (32768.0f / UNIT) / (float)factor[i];
            for (size_t c = 0; c < k; c += 2 * WIDTH)
                put8(q + c, mulr(gelu16(*(const vsu *)(const void *)(x + c)), by), mulr(gelu16(*(const vsu *)(const void *)(x + c + WIDTH)), by));
        }
    }
}

/* Integer sums of a tile, o [rows][64], to units of 1/1024. */
static inline void epilogue_up(size_t rows, const int32_t *o, const at__linear *l, size_t n, const float *sa, int16_t *out, size_t ldo)
{
    for (size_t j = 0; j < 64; j += WIDTH) {
        vf scale[2], bias[2];
        for (size_t i = 0; i < 2; i++) {
            scale[i] = load(l->scale + n + j + i * LANES);
            bias[i] = load(l->bias + n + j + i * LANES) * all(UNIT);
        }
        for (size_t r = 0; r < rows; r++) {
            vf s = all(sa[r] * UNIT);
            vi v[2];
            for (size_t i = 0; i < 2; i++)
                v[i] = whole(__builtin_convertvector(*(const viu *)(const void *)(o + r * 64 + j + i * LANES), vf) * scale[i] * s + bias[i]);
            *(vsu *)(void *)(out + r * ldo + j) = narrow(v[0], v[1]);
        }
    }
}

static void gemm_up(const at__linear *l, size_t m, const uint8_t *a, const float *sa, int16_t *out, size_t ldo)
{
    int32_t o[TILE_ROWS * 64] __attribute__((aligned(64)));
    for (size_t n = 0; n < l->np; n += 64)
        for (size_t r = 0; r < m; r += TILE_ROWS) {
            size_t rows = m - r < TILE_ROWS ? m - r : TILE_ROWS;
            tile(rows, l->k, a + r * l->k, l->w + n * l->k, l->csum + n, o);
            epilogue_up(rows, o, l, n, sa + r, out + r * ldo + n, ldo);
        }
}

static void role_row(size_t n, const float *const in[8], int16_t *out)
{
    for (size_t i = 0; i < n; i += WIDTH) {
        vi v[2];
        for (size_t g = 0; g < 2; g++) {
            size_t at = i + g * LANES;
            vf x = load(in[0] + at);
            for (int j = 1; j < 6; j++)
                x = x + load(in[j] + at);
            v[g] = whole((x + load(in[6] + at) * load(in[7] + at)) * all(UNIT));
        }
        *(vsu *)(void *)(out + i) = narrow(v[0], v[1]);
    }
}
