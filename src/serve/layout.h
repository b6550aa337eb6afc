/* layout.h: what all pages share: head, navigation, foot, and small parts. */
#ifndef AT_SERVE_LAYOUT_H
#define AT_SERVE_LAYOUT_H
#include "serve/request.h"

/* Begins a page. here: path of the view in the navigation ("/timeline"), or "". */
void at__page_head(at__req *r, const char *title, const char *here);
void at__page_foot(at__req *r);
/* Links to the pages of a long list. */
void at__page_turn(at__req *r, const char *path, int64_t page, int64_t per, int64_t total);
/* A number with the words for one and many. */
void at__page_count(at_buf *b, int64_t n, const char *one, const char *many);
#endif
