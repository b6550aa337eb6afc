/*
 * engine.h: the learned reader. One at_engine (read-only, shared by threads) turns a text into an at_analysis: sentence
 * and word boundaries by rule, everything else by one pass of the encoder and its heads.
 */
#ifndef AT_TEXT_ENGINE_H
#define AT_TEXT_ENGINE_H
#include "text/analysis.h"

typedef struct at_engine at_engine;

/* Opens the weights file. kernel: "avx512", "avx2", "portable" or NULL for the best here. Errors: AT_EIO, AT_EPARSE (damaged), AT_EUSAGE (kernel not on this processor), AT_ENOMEM. */
AT_MUST_USE at_code at_engine_open(at_engine **out, const char *path, const char *kernel, at_err *err);
void at_engine_close(at_engine *e);
const char *at_engine_kernel(const at_engine *e);
const char *at_engine_name(const at_engine *e); /* name and version of the weights, from their meta */

/* Tells weights of one name apart: a hash of 64 bytes of every 64 KiB of their file. */
uint64_t at_engine_mark(const at_engine *e);

/*
 * Whether at_engine_run leaves out sentences with nothing to find (gate.h); off at first. Not while other threads run. A sentence left
 * out has words, bounds and lower-case base forms, and else tags X and a flat tree; at_sentence.skipped says so.
 */
void at_engine_set_gate(at_engine *e, bool on);

/* Names of further heads, blanks between, that are not computed and not in at_analysis.tags: those that nobody asks. Not while other threads run. */
void at_engine_rest(at_engine *e, const char *heads);

/* Analyses valid UTF-8 text. Everything in *out lives in mem. Failure is only the arena's (longjmp). */
void at_engine_run(const at_engine *e, at_analysis *out, at_arena *mem, at_str text);

/* The same without the gate, whatever at_engine_set_gate said: words that somebody looks for. */
void at_engine_run_all(const at_engine *e, at_analysis *out, at_arena *mem, at_str text);

/* The same from given words (measuring, tests): nsents sentences, words[k] with counts[k] words each; spans are of the words joined by blanks. */
void at_engine_run_words(const at_engine *e, at_analysis *out, at_arena *mem, const at_str *const *words, const uint32_t *counts, uint32_t nsents);
#endif
