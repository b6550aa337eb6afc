/*
 * sentence.h: paragraphs and sentences by rule. A line end parts paragraphs, unless the text is wrapped at a column: then
 * lines are joined and blank or indented lines part them. Sentences never cross a paragraph.
 */
#ifndef AT_TEXT_SENTENCE_H
#define AT_TEXT_SENTENCE_H
#include "text/ends.h"
#include "text/token.h"

typedef struct {
    uint32_t beg, end; /* words */
    uint32_t para;
} at__range;

typedef struct {
    at__spans words;
    AT_VEC(at__range) sents; /* none empty, in order, covering all words */
} at__split;

/* By the rules alone. */
void at__split_text(at__split *out, at_arena *mem, at_str text);
/* With learned corrections of sentence ends (NULL: none). */
void at__split_with(at__split *out, at_arena *mem, at_str text, const at__ends *ends);
#endif
