/* mst.h: the best dependency tree over arc scores: Chu-Liu and Edmonds, dense, O(n^2), exactly one word on the root. */
#ifndef AT_TEXT_MST_H
#define AT_TEXT_MST_H
#include "text/model.h"

enum { AT__NODES = AT__WORDS_MAX + 1 };

typedef struct {
    double w[AT__NODES][AT__NODES];                             /* [dependent][head] among nodes not yet merged */
    uint8_t dep[AT__NODES][AT__NODES], head[AT__NODES][AT__NODES]; /* the real arc behind w */
} at__mst;

/*
 * scores [n][ld] of dependent row d and head column h, node 0 the root -> heads[1..n-1] (heads[0] = 0). n in 2..AT__NODES.
 * Any floats, NaN among them, give a tree with one root.
 */
void at__tree(at__mst *m, const float *scores, size_t ld, uint32_t n, uint8_t *heads);
#endif
