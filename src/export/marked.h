/* marked.h: a stretch of text with marks under its words, as compilers point at source. */
#ifndef AT_EXPORT_MARKED_H
#define AT_EXPORT_MARKED_H
#include "base/vec.h"
#include "export/page.h"

typedef struct {
    at_span span; /* bytes of the text */
    char mark;    /* '^', '~', '=', ':' */
} at_marked;

/* Writes text[within], wrapped at column `col`, with a line of marks under each line that has any. Where marks overlap the last
 * one shows. */
void at_marked_put(at_page *p, at_str text, at_span within, const at_marked *marks, size_t n, int col, at_arena *mem);
#endif
