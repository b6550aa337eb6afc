/*
 * gate: which sentences the gate before the encoder leaves out: gate WEIGHTS, texts on standard input, one a line as [name, text].
 * Prints for each text its sentences, words, those left out, the engine's processor seconds without and with the gate, and the bytes left out.
 */
#include "base/arena.h"
#include "base/io.h"
#include "text/engine.h"
#include <jansson.h>
#include <stdio.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double run(at_engine *e, at_analysis *an, at_arena *mem, at_str text, bool gated)
{
    at_engine_set_gate(e, gated);
    double t = now();
    at_engine_run(e, an, mem, text);
    return now() - t;
}

static void one(at_engine *e, const char *name, at_str text)
{
    at_arena mem;
    at_analysis an;
    at_arena_init(&mem, 0, NULL);
    double without = run(e, &an, &mem, text, false), with = run(e, &an, &mem, text, true);
    uint32_t sents = 0, words = 0;
    for (uint32_t s = 0; s < an.nsents; s++)
        if (an.sents[s].skipped) {
            sents++;
            words += an.sents[s].end - an.sents[s].beg;
        }
    printf("%s\t%u\t%u\t%u\t%u\t%.4f\t%.4f\t", name, an.nsents, an.ntokens, sents, words, without, with);
    for (uint32_t s = 0; s < an.nsents; s++)
        if (an.sents[s].skipped)
            printf("%u-%u ", an.sents[s].span.beg, an.sents[s].span.end);
    printf("\n");
    at_arena_release(&mem);
}

int main(int argc, char **argv)
{
    at_engine *e;
    at_err err;
    if (argc < 2 || at_engine_open(&e, argv[1], NULL, &err) != AT_OK) {
        fprintf(stderr, "usage: gate WEIGHTS <TEXTS; %s\n", argc < 2 ? "" : err.msg);
        return 2;
    }
    for (json_t *j; (j = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL)); json_decref(j)) {
        const char *name = json_string_value(json_array_get(j, 0));
        const json_t *text = json_array_get(j, 1);
        if (name && json_is_string(text))
            one(e, name, (at_str){json_string_value(text), json_string_length(text)});
    }
    at_engine_close(e);
    return 0;
}
