/* bio.h: the best path through BIO scores (I-x only after B-x or I-x). Labels are in the order O, B-x, I-x, B-y, I-y, ... */
#ifndef AT_TEXT_BIO_H
#define AT_TEXT_BIO_H
#include "text/model.h"

/* scores [n][ld], the first `labels` columns used (labels <= AT__BIO_MAX, n <= AT__WORDS_MAX) -> path [n]. */
void at__bio(const float *scores, size_t ld, size_t n, uint32_t labels, uint16_t *path);
/* The next span at or after word *i: fills [beg, end) and kind (label / 2), moves *i to end. False: no more. */
bool at__bio_next(const uint16_t *path, uint32_t n, uint32_t *i, uint32_t *beg, uint32_t *end, uint32_t *kind);
#endif
