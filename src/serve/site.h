/*
 * site.h: the page as a folder of files that needs neither server nor JavaScript. The same views write it (at__req.site is set:
 * they leave out forms, exports and what judges); afterwards each link is given the name of a file, relative to the one it stands in.
 *
 * Invariants: what a link leads to alone decides the file's name, so that names stay when the record is exported again; a link
 * to a file makes that file; a link to what the folder does not hold loses its address and stays as words. Only what views show
 * without a person's leave is in it: no confidential and no rejected finding.
 */
#ifndef AT_SERVE_SITE_H
#define AT_SERVE_SITE_H
#include "base/map.h"
#include "serve/request.h"

typedef struct {
    at_str path, query; /* of the live page, without the conditions of the whole export */
    at_str file;        /* within the folder */
} at__site_page;

typedef struct at__site {
    at_store *store;
    const char *dir;
    at_arena *mem; /* of what lives as long as the export */
    at_map seen;   /* file -> index into pages */
    AT_VEC(at__site_page) pages;
    AT_VEC(at__arg) base; /* conditions of the whole export */
    size_t made[8];       /* pages of each class, to keep to their bounds */
} at__site;

/* Appends the text with the words of confidential findings as stars; r is one of an export. */
at_str at__site_text(at__req *r, int64_t report, at_str text);
/* Does the finding share words with a confidential one? */
bool at__site_withheld(at__req *r, int64_t report, int64_t pos);

/* The file of a link of the live page, put into the folder's list if it is new; empty: the folder has no such page. *fragment: what
 * follows '#', replaced where the file is divided otherwise than the page. */
at_str at__site_file(at__site *site, at__req *r, at_str href, at_str *fragment);
/* Writes html with all its links made relative to `file`. */
void at__site_links(at__site *site, at__req *r, at_buf *out, at_str html, at_str file);
#endif
