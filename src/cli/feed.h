/* feed.h: files given on the command line, as jobs of a pool. */
#ifndef AT_CLI_FEED_H
#define AT_CLI_FEED_H
#include "opt.h"
#include "pool.h"

size_t at_threads(const at_vals *v); /* --threads, or the number of processors */
at_from at_from_of(const at_vals *v);
/* Fills in what the command line says of a report that does not say it itself. */
void at_fill(at_report *r, const at_vals *v);
/*
 * Puts all reports of all files into the pool (no files: standard input), opening the reader of --data and --codebook at
 * the first report. Returns early when the pool has stopped. False after a message when no reader can be opened.
 */
bool at_feed(at_pool *p, char **files, const at_vals *v);
#endif
