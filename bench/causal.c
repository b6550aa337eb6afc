/*
 * causal: pairs of cause and effect of sentences, for measuring them (bench/causal.py): causal WEIGHTS < sentences > pairs
 * In: one sentence a line, words between blanks. Out: a line for each, with a "cause_beg cause_end effect_beg effect_end" (words) for each pair, between tabs.
 */
#include "base/arena.h"
#include "text/causal.h"
#include "text/engine.h"
#include <stdio.h>
#include <stdlib.h>

/* Chosen on the development part of the Causal News Corpus (0.1, 0.2, 0.3, 0.4 tried). */
#define ANCHOR_MIN 0.2f

static void one(const at_engine *e, at_str line)
{
    at_arena mem;
    at_analysis an;
    at_arena_init(&mem, 0, NULL);
    at_str *words = at_new(&mem, at_str, line.n + 1), w;
    uint32_t n = 0;
    while (at_cut(&line, ' ', &w))
        if (w.n)
            words[n++] = w;
    const at_str *const rows[] = {words};
    at_engine_run_words(e, &an, &mem, rows, &n, 1);
    for (uint32_t s = 0; s < an.nsents; s++) {
        at_cause_pair out[AT_CAUSAL_MAX];
        uint32_t m = at_causal_of(&an, s, ANCHOR_MIN, out);
        for (uint32_t i = 0; i < m; i++)
            printf("%u %u %u %u\t", out[i].cause.beg, out[i].cause.end, out[i].effect.beg, out[i].effect.end);
    }
    putchar('\n');
    at_arena_release(&mem);
}

int main(int argc, char **argv)
{
    at_engine *e;
    at_err err = {0};
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    if (argc != 2 || at_engine_open(&e, argv[1], NULL, &err) != AT_OK) {
        fprintf(stderr, "causal: %s\n", argc != 2 ? "usage: causal WEIGHTS < sentences" : err.msg);
        return 2;
    }
    while ((n = getline(&line, &cap, stdin)) > 0)
        one(e, at_trim((at_str){line, (size_t)n}));
    free(line);
    at_engine_close(e);
    return 0;
}
