/* data.h: the text files of data/ that are built into the program (every .tsv there). */
#ifndef AT_BASE_DATA_H
#define AT_BASE_DATA_H
#include <attest.h>

/* The bytes of data/NAME ("events.tsv"), which live as long as the program; empty if there is no such file. */
at_str at_data(const char *name);
#endif
