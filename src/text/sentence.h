/*
 * sentence.h: paragraphs and sentences by rule. A line end parts paragraphs, unless the text is wrapped at a column: then
 * lines are joined and blank or indented lines part them. Sentences never cross a paragraph.
 */
#ifndef AT_TEXT_SENTENCE_H
#define AT_TEXT_SENTENCE_H
#include "text/token.h"

typedef struct {
    uint32_t beg, end; /* words */
    uint32_t para;
} at__range;

typedef struct {
    at__spans words;
    AT_VEC(at__range) sents; /* none empty, in order, covering all words */
} at__split;

void at__split_text(at__split *out, at_arena *mem, at_str text);
#endif
