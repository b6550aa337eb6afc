/*
 * event_sense.h: which row of the lexicons a word has in its sentence. Among the rows of a verb (or noun) the one with
 * the most conditions that all hold wins; a codebook row wins over a built-in one with as many.
 */
#ifndef AT_FIND_EVENT_SENSE_H
#define AT_FIND_EVENT_SENSE_H
#include "find/event_frame.h"

struct at__sense {
    const at_lexicon *lex;
    uint32_t row;            /* AT_NONE: no row fits */
    at_event_type type;      /* AT_NOEVENT for a row NONE */
    at_str mode, actor, recipient, cameo, flags, measure;
    bool surface;            /* slots mean the surface subject (row has "pass") */
    int score;               /* how specific its conditions were */
    uint32_t words;          /* nouns: tokens of the compound; beg is the first */
    uint32_t beg;
};

/* Sense of a verb or predicate adjective; never NULL. */
const at__sense *at__sense_verb(at__ev *ev, uint32_t tok);
/* Sense of a noun into *s; false if it has none. */
bool at__sense_noun(at__ev *ev, at__sense *s, uint32_t tok);
/* Do the conditions of a `with` cell hold for a frame? -1: no; else how specific they are. */
int at__with(at__ev *ev, const at__frame *f, at_str with, bool *surface);
#endif
