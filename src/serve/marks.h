/* marks.h: a stretch of a report's text with marks over some of its bytes, which may overlap. */
#ifndef AT_SERVE_MARKS_H
#define AT_SERVE_MARKS_H
#include "serve/request.h"

typedef struct {
    at_span span;
    at_str kind; /* class of the mark */
    at_str id;   /* "f3": the mark is a link to #f3; empty: none */
} at__mark;

/* Sets the marks in order and drops those that do not lie on character bounds of the text. */
size_t at__marks_sort(at__mark *m, size_t n, at_str text);
/* Writes text[within]; `first` is the first mark that may matter and is moved on (0 at the start, paragraphs in order). */
void at__marks_put(at__req *r, at_str text, at_span within, const at__mark *m, size_t n, size_t *first);
/* The paragraph that begins at or after `from`; false: there is none. */
bool at__paragraph(at_str text, size_t from, at_span *out);
#endif
