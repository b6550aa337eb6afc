/*
 * engine_speed: words a second of the engine on one core, by processor time: engine_speed WEIGHTS FILE [ROUNDS]
 * Prints the best of the rounds (a shared machine only ever adds time).
 */
#include "base/arena.h"
#include "base/io.h"
#include "text/engine.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

int main(int argc, char **argv)
{
    at_engine *e;
    at_err err;
    at_str text;
    if (argc < 3 || at_engine_open(&e, argv[1], getenv("ATTEST_KERNEL"), &err) != AT_OK || at_map_file(&text, argv[2], &err) != AT_OK) {
        fprintf(stderr, "usage: engine_speed WEIGHTS FILE [ROUNDS]; %s\n", argc < 3 ? "" : err.msg);
        return 2;
    }
    double best = 1e9;
    uint32_t words = 0;
    for (int r = 0; r < (argc > 3 ? atoi(argv[3]) : 3); r++) {
        at_arena mem;
        at_analysis an;
        at_arena_init(&mem, 0, NULL);
        double t = now();
        at_engine_run(e, &an, &mem, text);
        t = now() - t;
        best = t < best ? t : best;
        words = an.ntokens;
        at_arena_release(&mem);
    }
    printf("%s: %u words in %.3f s: %.0f words/s\n", at_engine_kernel(e), words, best, words / best);
    at_unmap(&text);
    at_engine_close(e);
    return 0;
}
