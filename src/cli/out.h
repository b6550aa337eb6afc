/* out.h: what the program says: the record on standard output, talk on standard error. */
#ifndef AT_CLI_OUT_H
#define AT_CLI_OUT_H
#include <attest.h>
#include <stdbool.h>

enum { EXIT_DONE, EXIT_NONE, EXIT_ERROR, EXIT_SOME_FAILED };

/* One line on standard error, "attest: ..." with a line end. */
void at_say(const char *fmt, ...) AT_PRINTF(1, 2);
/* The same for an error of a file: "attest: FILE:byte 12: message". */
void at_say_err(const char *file, const at_err *err);

/* Writes to standard output. False when nothing more can be written; a closed pipe is no error. */
bool at_put(const char *p, size_t n);
bool at_flush(void);
/* Last call of every run: flushes standard output and turns a failed write into its message and exit code. */
int at_close_out(int code);

/* May standard output have colour? when: "auto", "always" or "never". */
bool at_color(const char *when);
int at_width(void); /* columns of the terminal, 80 to 100; 90 if there is none */

/* A line of progress that is rewritten, only on a terminal, after a second, at most five times a second. */
void at_progress(bool quiet, size_t done, size_t failed);
void at_progress_end(void);
#endif
