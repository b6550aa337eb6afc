/*
 * html_json.h: the JSON of a page's own description (JSON-LD) as a small tree. Reads what pages really have: raw line ends in
 * strings, trailing commas, comments around it, several values in a row; what it cannot read ends the tree, it is no error.
 */
#ifndef AT_READ_HTML_JSON_H
#define AT_READ_HTML_JSON_H
#include "base/vec.h"

typedef struct at_ld at_ld;
struct at_ld {
    at_str key;  /* within an object */
    at_str text; /* of a string, escapes decoded; of a number or word as it stands */
    at_ld *first, *next;
    char kind; /* '{' '[' '"' or 'x' */
};

/* The values in s, chained by next; NULL if there is none. At most 64 deep and 20,000 values. */
at_ld *at__ld_parse(at_arena *mem, at_str s);
const at_ld *at__ld_get(const at_ld *object, const char *key); /* NULL if it is none or lacks the key */
/* A string: of the value itself, or of its "name" or "@value", or of the first of a list. Empty if there is none. */
at_str at__ld_text(const at_ld *v);
#endif
