/* html_said.h: the declarations of a page in one place: <head> and JSON-LD. Part of html_meta. */
#ifndef AT_READ_HTML_SAID_H
#define AT_READ_HTML_SAID_H
#include "read/html_page.h"

/* All values are plain text (references decoded, blanks run together); empty: not declared. */
typedef struct {
    at_str headline, og_title, meta_title, title; /* JSON-LD, Open Graph, other names, <title> */
    at_str published, modified;                   /* as written */
    at_str dated;                                 /* a day that may be that of any change */
    at_str authors[12];
    size_t nauthors;
    bool ld_authors; /* they come from JSON-LD */
    at_str publisher, site;
    at_str language, canonical, og_url;
} at_page_said;

void at__page_said(at_page_said *s, at_arena *mem, const at_page *p);
#endif
