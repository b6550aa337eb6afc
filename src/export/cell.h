/* cell.h: cells of comma-separated (RFC 4180) and tab-separated tables. */
#ifndef AT_EXPORT_CELL_H
#define AT_EXPORT_CELL_H
#include "base/buf.h"

#define AT_UNKNOWN (-1)

/* The cell alone, in quotes if it must be or `quote` says so; one_line: line ends in it become blanks. */
void at_csv_cell(at_buf *b, at_str s, bool quote, bool one_line);

/* Cells. Each writes what stands before it (a comma, a tab) but at the beginning of a line. */
void at_csv(at_buf *b, at_str s);      /* line ends become blanks: lines of a table stay lines */
void at_csv_int(at_buf *b, int64_t v); /* AT_UNKNOWN: empty */
void at_tsv(at_buf *b, at_str s);      /* tabs and line ends become blanks */
void at_tsv_int(at_buf *b, int64_t v);
#endif
