/*
 * html_meta.h: what a page says of itself: title, authors, publisher, day, language, address, from JSON-LD, Open Graph and
 * other <meta> names, microdata, <time>, its heading and the lines around it. What is visible decides between what is declared.
 */
#ifndef AT_READ_HTML_META_H
#define AT_READ_HTML_META_H
#include "read/html_page.h"
#include "read/source.h"

/* Fills k->said and k->day; needs the paragraphs and the body of p. url: where the page was, or empty. */
void at__page_meta(at_kept *k, at_arena *mem, const at_page *p, at_str url);
#endif
