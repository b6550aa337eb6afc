/*
 * shingle.h: a text as the set of its word trigrams, by which copies are known however their line ends, quotation marks
 * and capitals differ (Broder 1997, "On the resemblance and containment of documents").
 */
#ifndef AT_LINK_SHINGLE_H
#define AT_LINK_SHINGLE_H
#include "base/buf.h"

#define AT_SHINGLE_WORDS 8192 /* words that count: a long live page is known by its first thirty pages */

/* Appends the words of text, lowercase, letters and digits alone, with one blank between and around them: " two words ". */
void at_plain_words(at_buf *out, at_str text);
/* The set for plain words: sorted, each once; out->p is an array of uint32_t, out->n its bytes. */
void at_shingles(at_buf *out, at_str plain);
/* The agency that a name or its part names ("Reuters UK" -> Reuters), or an empty string; a view of data/agencies.tsv. */
at_str at_agency(at_str name);
/* The agency that the text credits in its first or last lines: "(Reuters)", "AFP contributed to this report", "Source: TASS". */
at_str at_credit(at_str text);
#endif
