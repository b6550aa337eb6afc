/*
 * causal: pairs of cause and effect of sentences, for measuring them (bench/causal.py): causal WEIGHTS [--watch] < sentences > pairs
 * In: one sentence a line, words between blanks. Out: a line for each, with a "cause_beg cause_end effect_beg effect_end" (words) for each pair, between tabs;
 * with --watch, for learning the weights (train/cause_pairs.py), a line for each candidate with its features after such four numbers, then an empty line.
 */
#include "base/arena.h"
#include "find/cause_pair.h"
#include "text/engine.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Features come before their candidate: they are kept until then. */
typedef struct {
    char buf[1 << 14];
    size_t n;
} row;

static void feature(void *arg, at_str name)
{
    row *r = arg;
    int n = snprintf(r->buf + r->n, sizeof r->buf - r->n, "\t%.*s", AT_FMT(name));
    r->n += n > 0 && (size_t)n < sizeof r->buf - r->n ? (size_t)n : 0;
}

static void candidate(void *arg, at_span c, at_span e)
{
    row *r = arg;
    printf("%u %u %u %u%.*s\n", c.beg, c.end, e.beg, e.end, (int)r->n, r->buf);
    r->n = 0;
}

static void one(const at_engine *e, const at_lexicon *x, at_str line, bool watch)
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
        at_causal out[AT_CAUSAL_MAX];
        row r = {.n = 0};
        at_cause_watch look = {feature, candidate, &r};
        uint32_t m = watch ? 0 : at_causal_of(&an, s, out); /* what the engine sees; the tree's constituents where it sees none */
        if (!m)
            m = at_cause_pairs(x, &an, s, &mem, watch ? &look : NULL, out);
        for (uint32_t i = 0; i < m && !watch; i++)
            printf("%u %u %u %u\t", out[i].cause.beg, out[i].cause.end, out[i].effect.beg, out[i].effect.end);
    }
    putchar('\n');
    at_arena_release(&mem);
}

int main(int argc, char **argv)
{
    at_engine *e;
    at_err err = {0};
    at_lexicons *lex = NULL;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    if (argc < 2 || argc > 3 || at_engine_open(&e, argv[1], NULL, &err) != AT_OK || at_lexicons_open(&lex, NULL, &err) != AT_OK) {
        fprintf(stderr, "causal: %s\n", argc < 2 || argc > 3 ? "usage: causal WEIGHTS [--watch] < sentences" : err.msg);
        return 2;
    }
    while ((n = getline(&line, &cap, stdin)) > 0)
        one(e, at_lexicon_get(lex, "cause_pairs.tsv"), at_trim((at_str){line, (size_t)n}), argc == 3);
    free(line);
    at_lexicons_close(lex);
    at_engine_close(e);
    return 0;
}
