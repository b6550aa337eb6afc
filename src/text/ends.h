/*
 * ends.h: corrects the sentence ends that the rules found by learned weights of the words around a gap (data/ends.tsv).
 * Rules know stops and capitals; the weights know text without them: lists, mail, web comments.
 */
#ifndef AT_TEXT_ENDS_H
#define AT_TEXT_ENDS_H
#include "base/str.h"
#include "text/keyed.h"

typedef struct {
    at__keyed_weights words; /* of a feature, hundredths */
    int32_t bias;
} at__ends;

void at__ends_load(at__ends *e, at_arena *mem);
/* begins[i]: a sentence begins with word i of the paragraph w[0..n), by rule on entry, corrected on return. begins[0] stays true. */
void at__ends_correct(const at__ends *e, at_arena *mem, at_str text, const at_span *w, uint32_t n, bool *begins);
#endif
