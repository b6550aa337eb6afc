/*
 * fuzz.h: a fuzz target is a file fuzz_NAME.c with LLVMFuzzerTestOneInput. With clang (preset fuzz) it is linked with
 * libFuzzer; with any compiler it is linked with replay.c, which runs it over its corpus in the tests.
 */
#ifndef AT_FUZZ_FUZZ_H
#define AT_FUZZ_FUZZ_H
#include "base/arena.h"
#include "base/str.h"
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A broken invariant ends the run, as a sanitiser would. */
#define MUST(x) ((x) ? (void)0 : abort())

static inline at_str input_of(const uint8_t *data, size_t size)
{
    return (at_str){size ? (const char *)data : "", size};
}
#endif
