/* annotation.h: exports that hold findings of every kind. */
#ifndef AT_EXPORT_ANNOTATION_H
#define AT_EXPORT_ANNOTATION_H
#include "export/happened.h"

/* W3C annotations, or schema.org claims. Of the filter only report, since and until count. */
at_code at_annotations(at_exporting *x, const at_filter *f, bool claims, int (*write)(void *user, at_str piece), void *user, at_err *err);
/* One HTML page that needs nothing else (html.c). */
at_code at_html_page(at_exporting *x, const at_filter *f, int (*write)(void *user, at_str piece), void *user, at_err *err);
#endif
