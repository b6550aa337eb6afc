#include "text/bio.h"

void at__bio(const float *scores, size_t ld, size_t n, uint32_t labels, uint16_t *path)
{
    uint16_t back[AT__WORDS_MAX][AT__BIO_MAX];
    float s[AT__BIO_MAX];
    if (!n)
        return;
    for (uint32_t l = 0; l < labels; l++)
        s[l] = l && l % 2 == 0 ? -1e9f : scores[l];
    for (size_t t = 1; t < n; t++) {
        const float *e = scores + t * ld;
        uint32_t top = 0;
        for (uint32_t l = 1; l < labels; l++)
            if (s[l] > s[top])
                top = l;
        float best = s[top];
        back[t][0] = (uint16_t)top;
        s[0] = best + e[0];
        for (uint32_t l = 1; l + 1 < labels; l += 2) {
            float b = s[l], i = s[l + 1];
            back[t][l] = (uint16_t)top;
            back[t][l + 1] = (uint16_t)(b >= i ? l : l + 1);
            s[l] = best + e[l];
            s[l + 1] = (b >= i ? b : i) + e[l + 1];
        }
    }
    uint32_t top = 0;
    for (uint32_t l = 1; l < labels; l++)
        if (s[l] > s[top])
            top = l;
    for (size_t t = n; t-- > 0;) {
        path[t] = (uint16_t)top;
        if (t)
            top = back[t][top];
    }
}

bool at__bio_next(const uint16_t *path, uint32_t n, uint32_t *i, uint32_t *beg, uint32_t *end, uint32_t *kind)
{
    while (*i < n && !path[*i])
        ++*i;
    if (*i >= n)
        return false;
    *beg = *i;
    *kind = (uint32_t)(path[*i] - 1) / 2;
    do
        ++*i;
    while (*i < n && path[*i] && path[*i] % 2 == 0 && (uint32_t)(path[*i] - 1) / 2 == *kind);
    *end = *i;
    return true;
}
