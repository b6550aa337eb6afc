/*
 * table.h: lexicon files. A table is TSV text: comment lines begin with '#', blank lines are skipped, the first other line names the
 * columns, each further line is a row. A cell of "-" or nothing is empty. Rows may have fewer cells than there are
 * columns, never more. The same reader serves the built-in tables and a user's codebook.
 */
#ifndef AT_BASE_TABLE_H
#define AT_BASE_TABLE_H
#include "map.h"

typedef struct {
    at_str name;      /* as in "events.tsv:12" */
    at_str *cols;     /* [ncols] */
    at_str *cells;    /* [nrows][ncols], views into the text */
    uint32_t *lines;  /* [nrows] line in the file, from 1 */
    uint32_t ncols, nrows;
} at_table;

/* Parses text (borrowed for the table's life) in `mem`. Errors: AT_EPARSE with file and line in the message. */
AT_MUST_USE at_code at_table_parse(at_table *t, at_arena *mem, at_str name, at_str text, at_err *err);
uint32_t at_table_col(const at_table *t, const char *name); /* AT_NONE if there is no such column */
/* Cell of row r, column c; empty for AT_NONE. */
at_str at_cell(const at_table *t, uint32_t r, uint32_t c);
#endif
