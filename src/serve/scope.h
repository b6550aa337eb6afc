/*
 * scope.h: what part of the record a page is about, from the arguments of its address: the same conditions as the
 * command line has. Links between views carry them on.
 */
#ifndef AT_SERVE_SCOPE_H
#define AT_SERVE_SCOPE_H
#include "serve/request.h"

/* The filter of the address. Days that are none, and bad numbers, are left out. */
at_filter at__scope(const at__req *r);
bool at__scope_any(const at__req *r); /* is there any condition? */
bool at__scope_kept(const at__req *r); /* no condition but a type: what is asked stands in the tallies (store/tally.h) */
/* " FROM ... AS v WHERE ..." for kinds (an SQL list of literals, NULL: all) under the filter. */
void at__scope_from(at_buf *sql, const at__req *r, const char *kinds);
/* Prepares `select` + what at__scope_from says + `rest` and binds the values. ?20 and up are the caller's. */
sqlite3_stmt *at__scope_sql(at__req *r, const char *select, const char *kinds, const char *rest);
/* Binds them to a statement that holds what at__scope_from says; gives it back. */
sqlite3_stmt *at__scope_bind(at__req *r, sqlite3_stmt *st);

/* href of a view: its path and the conditions of this page, with those of set[n] put in their place (empty value: dropped). */
void at__scope_href(const at__req *r, at_buf *b, const char *path, const at__arg *set, size_t n);
/* The same with one change. */
void at__scope_href1(const at__req *r, at_buf *b, const char *path, const char *name, at_str value);
/* The form of conditions and what of it is set. types: words of the select "type" joined by |, or NULL. */
void at__scope_form(at__req *r, const char *path, const char *types);
/* "KAZ" -> "Kazakhstan"; the code itself if it is not known. */
at_str at__country(at_str code);
#endif
