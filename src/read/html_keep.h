/*
 * html_keep.h: the kept paragraphs of a page as text: blank lines between blocks, line ends between items and rows, tabs
 * between cells; blanks run together, character references decoded, invisible characters left out.
 *
 * Invariant: a kept byte that is no blank or line end comes from the source byte that k->ways says, or, in a decoded
 * reference or another charset, from the character that begins there.
 */
#ifndef AT_READ_HTML_KEEP_H
#define AT_READ_HTML_KEEP_H
#include "read/charset.h"
#include "read/html_page.h"

/* Fills k->text and k->ways. d: what the page's source was decoded from. */
void at__page_keep(at_kept *k, at_arena *mem, const at_page *p, const at_decoded *d);
#endif
