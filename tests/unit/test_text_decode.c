/* Decoding against trying everything: the best tree with one root, the best path of BIO labels. */
#include "text/bio.h"
#include "text/mst.h"
#include <math.h>

#include "test.h"

static uint32_t seed = 1;

static float next(void)
{
    seed = seed * 1664525u + 1013904223u;
    return (float)(seed >> 8) / (float)(1 << 24) * 10 - 5;
}

/* Do all words reach the root, and is exactly one on it? */
static bool is_tree(const uint8_t *heads, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t d = 1; d < n; d++) {
        uint32_t x = d, steps = 0;
        roots += heads[d] == 0;
        while (x && steps++ < n)
            x = heads[x];
        if (x)
            return false;
    }
    return roots == 1;
}

static double weight(const float *s, const uint8_t *heads, uint32_t n)
{
    double sum = 0;
    for (uint32_t d = 1; d < n; d++)
        sum += (double)s[d * n + heads[d]];
    return sum;
}

/* Best of all n^(n-1) choices of heads that are trees. */
static double best_tree(const float *s, uint32_t n)
{
    uint8_t heads[8] = {0};
    double best = -INFINITY;
    for (;;) {
        if (is_tree(heads, n) && weight(s, heads, n) > best)
            best = weight(s, heads, n);
        uint32_t d = 1;
        while (d < n && ++heads[d] == n)
            heads[d++] = 0;
        if (d == n)
            return best;
    }
}

static void trees_are_the_best(void **state)
{
    (void)state;
    at__mst *m = calloc(1, sizeof *m);
    for (int round = 0; round < 3000; round++) {
        uint32_t n = 2 + (uint32_t)round % 4;
        float s[64];
        uint8_t heads[8];
        for (uint32_t i = 0; i < n * n; i++)
            s[i] = next() + (round % 3 == 0 && i % n == 0 ? 6 : 0); /* every third: all words want the root */
        at__tree(m, s, n, n, heads);
        assert_true(is_tree(heads, n));
        double got = weight(s, heads, n), want = best_tree(s, n);
        if (got < want - 1e-4)
            fail_msg("round %d: %g, the best is %g", round, got, want);
    }
    free(m);
}

static void large_and_odd_scores_give_trees(void **state)
{
    (void)state;
    at__mst *m = calloc(1, sizeof *m);
    float *s = calloc(AT__NODES * AT__NODES, sizeof *s);
    uint8_t heads[AT__NODES];
    for (int round = 0; round < 60; round++) {
        uint32_t n = round < 30 ? AT__NODES : 2 + (uint32_t)round;
        for (uint32_t i = 0; i < n * n; i++)
            s[i] = round % 6 == 0 ? 0 : round % 6 == 1 ? next() : round % 6 == 2 ? next() * 1e8f : round % 6 == 3 ? NAN
                   : round % 6 == 4 ? (next() > 0 ? INFINITY : -INFINITY) : (float)(i / n > i % n); /* each wants the one before */
        at__tree(m, s, n, n, heads);
        assert_true(is_tree(heads, n));
    }
    free(s);
    free(m);
}

static bool allowed(const uint16_t *path, uint32_t n)
{
    for (uint32_t t = 0; t < n; t++)
        if (path[t] && path[t] % 2 == 0 && (t == 0 || (path[t - 1] != path[t] && path[t - 1] != path[t] - 1)))
            return false;
    return true;
}

static double path_weight(const float *s, const uint16_t *path, uint32_t n, uint32_t labels)
{
    double sum = 0;
    for (uint32_t t = 0; t < n; t++)
        sum += (double)s[t * labels + path[t]];
    return sum;
}

static void paths_are_the_best(void **state)
{
    (void)state;
    for (int round = 0; round < 400; round++) {
        uint32_t n = 1 + (uint32_t)round % 5, labels = 3 + 2 * ((uint32_t)round % 2);
        float s[32];
        uint16_t path[8] = {0}, got[8];
        for (uint32_t i = 0; i < n * labels; i++)
            s[i] = next();
        double best = -INFINITY;
        for (;;) {
            if (allowed(path, n) && path_weight(s, path, n, labels) > best)
                best = path_weight(s, path, n, labels);
            uint32_t t = 0;
            while (t < n && ++path[t] == labels)
                path[t++] = 0;
            if (t == n)
                break;
        }
        at__bio(s, labels, n, labels, got);
        assert_true(allowed(got, n));
        assert_true(path_weight(s, got, n, labels) > best - 1e-4);
    }
}

static void spans_of_a_path(void **state)
{
    (void)state;
    static const uint16_t path[] = {0, 1, 2, 2, 1, 0, 3, 4, 2, 0, 1};
    static const uint32_t want[][3] = {{1, 4, 0}, {4, 5, 0}, {6, 8, 1}, {8, 9, 0}, {10, 11, 0}};
    uint32_t i = 0, beg, end, kind, k = 0;
    while (at__bio_next(path, 11, &i, &beg, &end, &kind)) {
        assert_true(k < 5);
        assert_int_equal(beg, want[k][0]);
        assert_int_equal(end, want[k][1]);
        assert_int_equal(kind, want[k][2]);
        k++;
    }
    assert_int_equal(k, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(trees_are_the_best), cmocka_unit_test(large_and_odd_scores_give_trees),
                                       cmocka_unit_test(paths_are_the_best), cmocka_unit_test(spans_of_a_path)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
