/*
 * attest.h: the public interface of libattest.
 *
 * attest reads news reports and keeps the sourced record: who did what to whom, where, when, who says so, how many.
 * A caller opens one `at_reader` (weights, lexicons, gazetteer), gives it reports and gets back one record a report as
 * JSON text of the wire format (docs/FORMAT.md), or opens an `at_store` and adds such records to one SQLite file.
 *
 * Invariants
 * - No call prints, exits, aborts, changes the locale or keeps thread-local state. Errors are a code and an `at_err`.
 * - All offsets are bytes of the kept text (UTF-8), half open.
 * - A reader may be used by many threads at once; each at_read call is independent of all others.
 * - A report that cannot be read well is not an error: what is wrong with it stands in its record under "problems".
 */
#ifndef ATTEST_H
#define ATTEST_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define AT_VERSION "0.1.0"

#if defined(__GNUC__)
#define AT_PRINTF(f, a) __attribute__((format(printf, f, a)))
#define AT_MUST_USE __attribute__((warn_unused_result))
#else
#define AT_PRINTF(f, a)
#define AT_MUST_USE
#endif

/* Borrowed bytes, UTF-8 unless said otherwise; no NUL is promised at the end. */
typedef struct {
    const char *p;
    size_t n;
} at_str;

/* Byte offsets [beg, end) in a report's kept text. */
typedef struct {
    uint32_t beg, end;
} at_span;

typedef enum {
    AT_OK = 0,
    AT_EIO = -1,       /* the operating system refused: at_err.sys holds errno */
    AT_ENOMEM = -2,    /* out of memory */
    AT_ELIMIT = -3,    /* a limit of the caller or of the program was reached */
    AT_EPARSE = -4,    /* malformed input: at_err.pos is the byte */
    AT_EDB = -5,       /* the record file (SQLite) refused */
    AT_ENOTFOUND = -6, /* nothing has that name */
    AT_EUSAGE = -7     /* the call or option makes no sense */
} at_code;

/* Filled by a call that returns other than AT_OK; untouched otherwise. `pos`: byte in the input; `sys`: errno or 0. */
typedef struct {
    at_code code;
    int sys;
    size_t pos;
    char msg[240];
} at_err;

/* ---- reading ---- */

typedef struct at_reader at_reader;

/* Zero-initialise, then set what is needed. Strings are NUL-terminated and borrowed for the call to at_reader_open. */
typedef struct {
    const char *data_dir; /* folder with attest-en.atw and places.bin; NULL: $ATTEST_DATA, the installed one, the source tree's */
    const char *codebook; /* folder of the user's own lexicon rows, or NULL */
    const char *kernel;   /* "avx512", "avx2", "portable" or NULL for the best that this processor has */
    size_t memory_limit;  /* bytes one report may use while it is read; 0: 1 GiB */
} at_reader_opts;

/* Opens a reader into *out. Errors: AT_ENOTFOUND (no data folder), AT_EPARSE (damaged weights or lexicon row), AT_EIO, AT_ENOMEM. */
AT_MUST_USE at_code at_reader_open(at_reader **out, const at_reader_opts *opts, at_err *err);
void at_reader_close(at_reader *r); /* NULL allowed */

/* One report. Empty strings mean "not known". `text` is the report as it came and may hold any bytes. */
typedef struct {
    at_str name;      /* file name or address */
    at_str url;
    at_str publisher;
    at_str byline;
    at_str published; /* ISO day, "2022-01-06" (a longer ISO time is cut) */
    at_str language;  /* "en", ... */
    at_str title;
    at_str text;
} at_report;

typedef enum {
    AT_WITH_TEXT = 1,    /* put the kept text into the record as report.text */
    AT_WITH_FEATURES = 2 /* give each finding the features its confidence comes from, and drop none (for bench/calibrate.py) */
} at_read_flags;

/*
 * Reads one report. *json is malloc'ed, one JSON object without a line end, `*n` bytes and a NUL; the caller frees it
 * with at_free. Errors: AT_ENOMEM, AT_ELIMIT (memory_limit). Anything wrong with the text itself is a problem inside
 * the record.
 */
AT_MUST_USE at_code at_read(at_reader *r, char **json, size_t *n, const at_report *report, unsigned flags, at_err *err);
void at_free(void *p);

/* ---- the record: one SQLite file ---- */

typedef struct at_store at_store;

/* Opens the record at `path`, creating or migrating it if need be. Errors: AT_EDB, AT_EIO. */
AT_MUST_USE at_code at_store_open(at_store **out, const char *path, at_err *err);
void at_store_close(at_store *s); /* NULL allowed */

typedef enum { AT_ADDED, AT_UNCHANGED, AT_UPDATED } at_added;

/*
 * Adds one record (the JSON of at_read) in one transaction: it is there whole or not at all. The same record twice
 * changes nothing. Errors: AT_EPARSE (not a record; pos is the byte), AT_EDB, AT_ENOMEM.
 */
AT_MUST_USE at_code at_store_add(at_store *s, at_added *what, at_str json, at_err *err);

#ifdef __cplusplus
}
#endif
#endif
