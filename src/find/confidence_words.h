/*
 * confidence_words.h: features of the findings that weigh words rather than acts (statements, demands, causes, framings, silences): who
 * speaks and with which cue, what else is found on the same words, how the clause is built, what the learned heads say of it.
 */
#ifndef AT_FIND_CONFIDENCE_WORDS_H
#define AT_FIND_CONFIDENCE_WORDS_H
#include "find/confidence.h"

/* The findings by the sentence of their head words, so that a finding is compared with its neighbours alone. */
typedef struct {
    int32_t *first; /* [nsents] or -1 */
    int32_t *next;  /* [n] */
    size_t n;
} at_by_sentence;

void at_by_sentence_make(const at_ctx *c, at_by_sentence *b);
void at_confidence_words(const at_ctx *c, const at_by_sentence *b, const at_finding *f, at_features *out);
#endif
