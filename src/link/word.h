/*
 * word.h: words as 32-bit terms, so that two reports' words can be compared without their texts. A term is the hash of a
 * word without case, accents and inflection ("Killed", "kills": one term). Function words have none.
 */
#ifndef AT_LINK_WORD_H
#define AT_LINK_WORD_H
#include "base/vec.h"
#include <attest.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint32_t *p; /* ascending, each once */
    uint32_t n;
} at__terms;

/* What is known of words before any report is read: data/link_words.tsv and data/irregular.tsv. */
typedef struct at__words at__words;
at__words *at__words_open(void); /* NULL when memory ends */
void at__words_close(at__words *w);

/* The term of one word; 0 for function words, single letters and what is no word. Bytes outside of words are ignored. */
uint32_t at__word_term(const at__words *w, at_str word);
/* The share of reports (0 to 1) that hold the term in news at large; 0: rare. */
double at__word_share(const at__words *w, uint32_t term);
/* All terms of a text, in order, with repetitions; at most `most`. scratch may be reset afterwards. */
typedef AT_VEC(uint32_t) at__term_list;
void at__words_of(const at__words *w, at_arena *mem, at__term_list *out, at_str text, size_t most);
/* The same for the words that begin with a capital and are not common. */
void at__names_of(const at__words *w, at_arena *mem, at__term_list *out, at_str text, size_t most);
/* The groups of data/link_kin.tsv that hold a term. */
void at__kin_of(const at__words *w, at_arena *mem, at__term_list *out, uint32_t term);
at__terms at__terms_set(at_arena *mem, const at__term_list *l); /* sorted, unique; reorders l */
bool at__terms_has(at__terms t, uint32_t term);
bool at__terms_meet(at__terms a, at__terms b);
#endif
