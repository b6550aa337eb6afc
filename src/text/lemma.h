/*
 * lemma.h: base forms of English words. Irregular forms come from data/lemma.tsv, regular endings of verbs, plurals and
 * degrees are undone by rule, guided by the vocabulary of the weights file; names and all else take the learned script.
 */
#ifndef AT_TEXT_LEMMA_H
#define AT_TEXT_LEMMA_H
#include "text/model.h"

/* Reads the table of irregular forms into e (memory of e). */
void at__lemma_load(at_engine *e);
/* Lemma of a form with its tag, features and learned script number; never empty. */
/* May the base form of such a word depend on its script? False only where at__lemma never looks at it. */
bool at__lemma_by_script(at_str form, uint8_t upos);
at_str at__lemma(const at_engine *e, at_arena *mem, at_str form, uint8_t upos, uint32_t feats, uint32_t script);
#endif
