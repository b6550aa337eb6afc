/*
 * meaning.h: what sentences mean: their vectors kept by report, and the nearest ones to some words. The mean of all vectors of the record is
 * taken off before two are compared, as means of word vectors point much the same way (docs/ACCURACY.md has the figures).
 */
#ifndef AT_STORE_MEANING_H
#define AT_STORE_MEANING_H
#include "store/store.h"

/* Puts the vectors of one report's record ("vectors"); `data` is its base64. Takes earlier ones away. Wrong lengths put nothing. */
void at_meaning_put(at_sql *q, int64_t report, at_str engine, const at_span *spans, size_t n, at_str data);
void at_meaning_drop(at_sql *q, int64_t report);
/* Sentences whose kept text holds `stars`, which a name became, are no longer found. */
void at_meaning_hide(at_sql *q, int64_t report, at_str stars);
/* JSON [[report,beg,end,likeness],...] of the AT_LIKE_MOST sentences nearest to f->like, as at_store_like. days: f's since and until are those of
 * publication; else they are left to the caller. */
void at_meaning_near(at_sql *q, at_buf *out, const at_filter *f, bool days);
#endif
