/*
 * Silence on simulated coverage: Poisson counts at a place and at its neighbours, with and without planted gaps. How often a window is called silent that
 * is not (false alarms, beside the rate asked for), and how many planted gaps are found. usage: silence [SEED]
 */
#include "link/quiet.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static uint64_t state;

static double uniform(void) /* xorshift64*, Vigna 2016 */
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (double)((state * 2685821657736338717ULL) >> 11) / 9007199254740992.0;
}

static uint32_t poisson(double mean)
{
    double limit = exp(-mean), p = uniform();
    uint32_t n = 0;
    for (; p > limit; n++)
        p *= uniform();
    return n;
}

/* A day's mean that varies from day to day: gamma of shape k by sums of exponentials. */
static double varied(double mean, int k)
{
    double sum = 0;
    for (int i = 0; i < k; i++)
        sum -= log(uniform() + 1e-300);
    return mean * sum / k;
}

static void run(double rate, size_t days, int spread, double alpha)
{
    enum { RUNS = 20000 };
    uint32_t counts[AT_QUIET_BASE_DAYS];
    int false_alarms = 0, found = 0;
    for (int r = 0; r < RUNS; r++) {
        uint64_t seen = 0;
        for (size_t i = 0; i < AT_QUIET_BASE_DAYS; i++)
            counts[i] = poisson(spread ? varied(rate, spread) : rate);
        for (size_t i = 0; i < days; i++)
            seen += poisson(spread ? varied(rate, spread) : rate);
        false_alarms += at__quiet_window(counts, AT_QUIET_BASE_DAYS, days, seen).probability <= alpha;
        found += at__quiet_window(counts, AT_QUIET_BASE_DAYS, days, 0).probability <= alpha;
    }
    printf("| %.0f a day%s | %zu days | %.3f | %.4f | %.1f %% |\n", rate, spread ? ", uneven" : "", days, alpha, (double)false_alarms / RUNS, 100.0 * found / RUNS);
}

int main(int argc, char **argv)
{
    state = argc > 1 ? strtoull(argv[1], NULL, 10) * 2862933555777941757ULL + 1 : 88172645463325252ULL;
    printf("| coverage | window | rate asked for | false alarms | gaps found |\n|---|---|---|---|---|\n");
    for (size_t days = 1; days <= 7; days = days == 1 ? 2 : days == 2 ? 3 : days == 3 ? 5 : days + 2)
        run(3, days, 0, 0.01);
    run(3, 2, 4, 0.01);
    run(3, 5, 4, 0.01);
    run(10, 1, 0, 0.01);
    run(10, 2, 4, 0.01);
    return 0;
}
