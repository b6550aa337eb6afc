/*
 * figure_base.h: the forms under which a word may stand in a lexicon: as written, its learned lemma, its irregular base, and
 * what is left when an ending is undone by rule ("stopped": stop, stopp, stoppe). The lexicon decides which of them is a word.
 */
#ifndef AT_FIND_FIGURE_BASE_H
#define AT_FIND_FIGURE_BASE_H
#include "find/ctx.h"

enum { AT_BASES = 10, AT_BASE_LEN = 40 };

typedef struct {
    at_str of[AT_BASES];
    unsigned n;
    char buf[AT_BASES][AT_BASE_LEN];
} at_bases;

void at__figure_bases(const at_ctx *c, uint32_t tok, at_bases *out);
/* Is `word` a base of the form? By regular endings alone. */
bool at__figure_form_of(at_str form, at_str word);
#endif
