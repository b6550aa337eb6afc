/*
 * kernel_attention.h: attention of one sentence in 8-bit integers; a part of kernel_stages.h, not a header for others.
 *
 * By head (32 wide): keys and values get a scale for each column over the sentence, queries (times the keys' scales) one for
 * each row. A vector's lanes are 16 queries, so maximum and sum of a softmax need no tree and run over the keys in order.
 * Keys are unsigned with zero point 128: what that adds to a query's scores is the same for all keys, and the softmax does
 * not see it. Weights of the softmax are 0..255, their sum is an integer. All sums are exact, so all forms agree.
 *
 * PER numbers are multiplied and added at once into a lane of 32 bits: four of 8 bits with VNNI, two of 16 elsewhere. A kernel
 * defines AT__PER, the type `unit` of such a number and dot(sum, unsigned ones, signed ones).
 */
enum { HEAD_SIZE = 32, PER = AT__PER, QUERIES = 16, DOTS = HEAD_SIZE / PER, WIDE = HEAD_SIZE / LANES };

/* PER vectors of small integers into one of units. */
static inline vi pack(const vi v[PER])
{
#if AT__PER == 4
    return (v[0] & 255) | ((v[1] & 255) << 8) | ((v[2] & 255) << 16) | (v[3] << 24);
#else
    return (v[0] & 0xFFFF) | (v[1] << 16);
#endif
}

static inline vi lanes(const void *p)
{
    return *(const viu *)p;
}

static inline void put(void *p, vi v)
{
    *(viu *)p = v;
}

/* The same 32 bits of units in every lane. */
static inline vi same(const unit *p)
{
    int32_t x;
    memcpy(&x, p, sizeof x);
    return x - (vi){0};
}

/* Largest magnitudes of the columns of x [t][ld]: inv = 127 / it, scale = it / 127. */
static inline void columns(size_t t, size_t ld, const float *x, vf inv[WIDE], vf scale[WIDE])
{
    vf top[WIDE] = {0};
    for (size_t s = 0; s < t; s++, x += ld)
        for (int j = 0; j < WIDE; j++)
            top[j] = vmax(vabs(load(x + j * LANES)), top[j]);
    for (int j = 0; j < WIDE; j++) {
        top[j] = vmax(top[j], all(1e-9f));
        inv[j] = all(127) / top[j];
        scale[j] = top[j] * all(1 / 127.0f);
    }
}

/* Keys: k [t][ld] -> units [t][32], zero point 128. */
static inline void take_keys(size_t t, size_t ld, const float *k, const vf inv[WIDE], unit *out)
{
    for (size_t s = 0; s < t; s++, k += ld)
        for (int j = 0; j < WIDE; j++) {
            vi v = whole(load(k + j * LANES) * inv[j]) + 128;
            *(vunit *)(void *)(out + s * HEAD_SIZE + j * LANES) = __builtin_convertvector(v, vunit);
        }
}

/* Values: v [t][ld] -> units [t / PER][32][PER], zero beyond t. */
static inline void take_values(size_t t, size_t ld, const float *v, const vf inv[WIDE], unit *out)
{
    for (size_t s = 0; s < t; s += PER, out += HEAD_SIZE * PER)
        for (int j = 0; j < WIDE; j++) {
            vi row[PER] = {0};
            for (size_t i = 0; i < PER && s + i < t; i++)
                row[i] = whole(load(v + (s + i) * ld + j * LANES) * inv[j]);
            put(out + j * LANES * PER, pack(row));
        }
}

/* `rows` queries q [..][ld], times the keys' scales -> units [32 / PER][16][PER]; step: what a unit of a score is in powers of two. */
static inline void take_queries(size_t rows, size_t ld, const float *q, const vf scale[WIDE], unit *out, float step[QUERIES])
{
    for (size_t r = 0; r < rows; r++, q += ld) {
        unit row[HEAD_SIZE];
        vf x[WIDE], top[GROUP] = {0};
        for (int j = 0; j < WIDE; j++) {
            x[j] = load(q + j * LANES) * scale[j];
            top[j % GROUP] = vmax(vabs(x[j]), top[j % GROUP]);
        }
        vf peak = vmax(tree_max(top), all(1e-12f));
        vf inv = all(127) / peak;
        for (int j = 0; j < WIDE; j++)
            *(vunit *)(void *)(row + j * LANES) = __builtin_convertvector(whole(x[j] * inv), vunit);
        step[r] = peak[0] * (.17677670f * LOG2E / 127); /* 1 / sqrt(32) */
        for (size_t d = 0; d < DOTS; d++)
            memcpy(out + (d * QUERIES + r) * PER, row + d * PER, sizeof(int32_t));
    }
}

/* 255 * 2^z to the nearest integer for z <= 0; a polynomial of degree 3, relative error below 7.5e-5. */
static inline vi weight(vf z)
{
    z = vmax(z, all(-24));
    vf t = z + all(ROUNDER);
    vf f = z - (t - all(ROUNDER));
    vf p = all(14.06877f);
    p = p * f + all(61.865836f);
    p = p * f + all(176.78155f);
    p = p * f + all(254.98166f);
    return whole((vf)((vi)p + ((vi)t << 23)));
}

/* Scores of 16 queries with all keys -> o [t][16]; top: the largest of each query. */
static inline void scores(size_t t, const unit *q, const unit *k, int32_t *o, vi top[GROUP])
{
    for (int g = 0; g < GROUP; g++) {
        vi most = (vi){0} + INT32_MIN;
        for (size_t s = 0; s < t; s++) {
            vi sum = {0};
            for (size_t d = 0; d < DOTS; d++)
                sum = dot(sum, same(k + s * HEAD_SIZE + d * PER), lanes(q + (d * QUERIES + (size_t)g * LANES) * PER));
            put(o + s * QUERIES + (size_t)g * LANES, sum);
            most = imax(most, sum);
        }
        top[g] = most;
    }
}

/* Softmax of o [t][16] over t: weights 0..255 as units [t / PER][16][PER], zero beyond t; sum: theirs. */
static inline void soften(size_t t, const int32_t *o, const vi top[GROUP], const float step[QUERIES], unit *p, vi sum[GROUP])
{
    for (int g = 0; g < GROUP; g++) {
        vf by = load(step + g * LANES);
        sum[g] = (vi){0};
        for (size_t s = 0; s < t; s += PER) {
            vi w[PER] = {0};
            for (size_t i = 0; i < PER && s + i < t; i++) {
                w[i] = weight(__builtin_convertvector(lanes(o + (s + i) * QUERIES + (size_t)g * LANES) - top[g], vf) * by);
                sum[g] += w[i];
            }
            put(p + (s * QUERIES + (size_t)g * LANES * PER), pack(w));
        }
    }
}

/* AT__BLOCK queries, from `first` of the 16: their weights times the values, as floats to ctx [..][h]; `rows` of them are kept. */
static inline void mix(size_t t, size_t rows, size_t first, const unit *p, const unit *v, const vf scale[WIDE], const float *inv, float *ctx, size_t h)
{
    vi sum[AT__BLOCK][WIDE] = {{{0}}};
    p += first * PER;
    for (size_t s = 0; s < t; s += PER, p += QUERIES * PER, v += HEAD_SIZE * PER) {
        vi x[WIDE];
        for (int j = 0; j < WIDE; j++)
            x[j] = lanes(v + j * LANES * PER);
        for (int r = 0; r < AT__BLOCK; r++) {
            vi w = same(p + r * PER);
            for (int j = 0; j < WIDE; j++)
                sum[r][j] = dot(sum[r][j], w, x[j]);
        }
    }
    for (size_t r = 0; r < AT__BLOCK; r++)
        for (int j = 0; j < WIDE && first + r < rows; j++)
            store(ctx + (first + r) * h + j * LANES, __builtin_convertvector(sum[r][j], vf) * scale[j] * all(inv[first + r]));
}

static void attention(size_t t, size_t h, size_t nh, const float *qkv, float *ctx, float *work)
{
    size_t t16 = (t + 15) & ~(size_t)15, ld = 3 * h;
    int32_t *o = (int32_t *)(void *)work;
    unit *k = (unit *)(void *)(o + t16 * QUERIES), *v = k + t16 * HEAD_SIZE, *p = v + t16 * HEAD_SIZE;
    for (size_t head = 0; head < nh; head++) {
        const float *q = qkv + head * HEAD_SIZE;
        vf inv[WIDE], kscale[WIDE], vscale[WIDE];
        columns(t, ld, q + h, inv, kscale);
        take_keys(t, ld, q + h, inv, k);
        columns(t, ld, q + 2 * h, inv, vscale);
        take_values(t, ld, q + 2 * h, inv, v);
        for (size_t r = 0; r < t; r += QUERIES) {
            unit qs[HEAD_SIZE * QUERIES] __attribute__((aligned(64))) = {0};
            float step[QUERIES] = {0}, over[QUERIES];
            vi top[GROUP], sum[GROUP];
            size_t rows = t - r < QUERIES ? t - r : QUERIES;
            take_queries(rows, ld, q + r * ld, kscale, qs, step);
            scores(t, qs, k, o, top);
            soften(t, o, top, step, p, sum);
            for (int g = 0; g < GROUP; g++)
                store(over + g * LANES, all(1) / __builtin_convertvector(sum[g], vf));
            for (size_t b = 0; b < rows; b += AT__BLOCK)
                mix(t, rows, b, p, v, vscale, over, ctx + r * h + head * HEAD_SIZE, h);
        }
    }
}
