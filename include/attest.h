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
    const char *kernel;   /* "avx512", "avx2", "neon", "portable" or NULL for the best that this processor has */
    int no_gate;          /* not 0: encode sentences too in which there is nothing to find as a rule: games, prices, menus */
    size_t memory_limit;  /* bytes one report may use while it is read; 0: 1 GiB */
} at_reader_opts;

/* Opens a reader into *out. Errors: AT_ENOTFOUND (no data folder), AT_EPARSE (damaged weights or lexicon row), AT_EIO, AT_ENOMEM. */
AT_MUST_USE at_code at_reader_open(at_reader **out, const at_reader_opts *opts, at_err *err);
void at_reader_close(at_reader *r); /* NULL allowed */

typedef enum { AT_FORM_TEXT, AT_FORM_HTML } at_form; /* what the bytes of a report are: plain text, a page or a piece of one */

/* One report. Empty strings mean "not known". `text` is the report as it came and may hold any bytes. */
typedef struct {
    at_str name;      /* file name or address */
    at_str url;
    at_str publisher;
    at_str byline;
    at_str published; /* ISO day, "2022-01-06"; of a longer ISO time the day counts and the whole stands in the record as published_at */
    at_str language;  /* "en", ... */
    at_str title;
    at_str text;
    at_form form;
    int piece;          /* 1: a piece of HTML that is all text of the report (an item of a feed), not a whole page */
    at_str charset;     /* what carried it says of its bytes, "windows-1251" */
    at_str source;      /* what `text` was taken from by decoding, for source_sha256; empty: text itself */
    at_str within;      /* file that holds it among others (an archive, a feed, a mailbox) */
    size_t within_byte; /* where in that file it begins; in gzip files the start of its gzip member */
    at_str problem;     /* what was wrong with what carried it, one a line */
} at_report;

typedef enum {
    AT_WITH_TEXT = 1,    /* put the kept text into the record as report.text */
    AT_WITH_VECTORS = 4, /* put a vector of each sentence's meaning into the record, for at_store_like */
    AT_WITH_FEATURES = 2 /* give each finding the features its confidence comes from, and drop none (for bench/calibrate.py) */
} at_read_flags;

/*
 * Reads one report. *json is malloc'ed, one JSON object without a line end, `*n` bytes and a NUL; the caller frees it
 * with at_free. Errors: AT_ENOMEM, AT_ELIMIT (memory_limit). Anything wrong with the text itself is a problem inside
 * the record.
 */
AT_MUST_USE at_code at_read(at_reader *r, char **json, size_t *n, const at_report *report, unsigned flags, at_err *err);
void at_free(void *p);

/* What some words mean to the weights that `engine` names. For at_store_like and at_filter; only meanings of one engine can be compared. */
enum { AT_MEANING = 384, AT_MEANING_BYTES = 4000 };
typedef struct {
    signed char vector[AT_MEANING];
    char engine[128];
} at_meaning;

/* Reads words, a sentence or a few, as at_read would. Errors: AT_ENOTFOUND (no words), AT_ELIMIT (more than AT_MEANING_BYTES), AT_ENOMEM. */
AT_MUST_USE at_code at_meaning_of(at_reader *r, at_meaning *out, at_str words, at_err *err);

/* The kept text of a report, as `attest text` prints it: what all offsets count in. *text as *json above. Errors: AT_ENOMEM, AT_ELIMIT. */
AT_MUST_USE at_code at_text(char **text, size_t *n, const at_report *report, at_err *err);
/*
 * What a page says of itself, for people: a line with the title, one with day, authors and publisher, each only if it is
 * known; empty for plain text, whose head is part of the text. *text as *json above. Errors: AT_ENOMEM, AT_ELIMIT.
 */
AT_MUST_USE at_code at_text_head(char **text, size_t *n, const at_report *report, at_err *err);

/* ---- a record for people ---- */

/* Zero-initialise, then set what is wanted. Strings are borrowed. */
typedef struct {
    int color;           /* 1: with terminal colours */
    int width;           /* columns; 0: 90 */
    at_str report;       /* only this report: its id, the start of it, or its name */
    at_str since, until; /* only findings of these days: ISO days, both included */
} at_show_opts;

/* A readable account of one record (the JSON of at_read, best with AT_WITH_TEXT). *text as *json above. Errors: AT_EPARSE, AT_EUSAGE, AT_ENOMEM. */
AT_MUST_USE at_code at_record_show(char **text, size_t *n, at_str json, const at_show_opts *opts, at_err *err);

/* ---- input: reports and records out of files ---- */

typedef struct at_input at_input;

typedef enum { AT_FROM_AUTO, AT_FROM_TEXT, AT_FROM_JSONL, AT_FROM_HTML, AT_FROM_FEED, AT_FROM_WARC, AT_FROM_MAIL, AT_FROM_PDF } at_from;

typedef enum { AT_ITEM_END, AT_ITEM_REPORT, AT_ITEM_RECORD, AT_ITEM_NOTE } at_item_kind;

/* One thing found in an input: a report, a record that at_read made before, or a note on what was not read (counts). */
typedef struct {
    at_item_kind kind;
    at_report report;   /* AT_ITEM_REPORT */
    at_str record;      /* AT_ITEM_RECORD: its JSON */
    at_str note;        /* AT_ITEM_NOTE: for people, one line */
    size_t line, byte;  /* where it begins: line from 1, byte from 0 */
} at_item;

/*
 * Opens the file at `path`; "-" is standard input. AT_FROM_AUTO looks at the name and the first bytes; gzip is taken off.
 * Errors: AT_EIO, AT_ENOMEM.
 */
AT_MUST_USE at_code at_input_open(at_input **out, const char *path, at_from from, at_err *err);
/* The same for bytes in memory, borrowed until at_input_close; `name` stands for the file's name. Errors: AT_ENOMEM. */
AT_MUST_USE at_code at_input_open_bytes(at_input **out, const char *name, at_str bytes, at_from from, at_err *err);
/*
 * The next report or record; *item lives until the next call. At the end: AT_OK and AT_ITEM_END. A bad line, message or
 * archive record gives AT_EPARSE or AT_ELIMIT with its place in err, and the next call goes on behind it; AT_EIO and
 * AT_ENOMEM end the input. Only one report is held at a time, however long the file.
 */
AT_MUST_USE at_code at_input_next(at_input *in, at_item *item, at_err *err);
void at_input_close(at_input *in); /* NULL allowed */

/* ---- the record: one SQLite file ---- */

typedef struct at_store at_store;

/* Opens the record at `path`, creating or migrating it if need be. Errors: AT_EDB, AT_EIO. */
AT_MUST_USE at_code at_store_open(at_store **out, const char *path, at_err *err);
void at_store_close(at_store *s); /* NULL allowed */

typedef enum { AT_ADDED, AT_UNCHANGED, AT_UPDATED } at_added;

/*
 * Adds one record (the JSON of at_read) in one transaction: it is there whole or not at all. The same record twice
 * changes nothing. Errors: AT_EPARSE (not a record; pos is the byte), AT_EUSAGE (it was erased), AT_EDB, AT_ENOMEM.
 */
AT_MUST_USE at_code at_store_add(at_store *s, at_added *what, at_str json, at_err *err);

/* The account of all that is in the record, or of what opts choose. Errors: AT_ENOTFOUND (nothing there), AT_EDB, AT_EUSAGE, AT_ENOMEM. */
AT_MUST_USE at_code at_store_show(at_store *s, char **text, size_t *n, const at_show_opts *opts, at_err *err);
/* Calls `each` with every record of opts as JSON, in the order in which they were added, until it returns 0. Errors: AT_EDB, AT_ENOMEM. */
AT_MUST_USE at_code at_store_records(at_store *s, int (*each)(void *user, at_str json), void *user, const at_show_opts *opts, at_err *err);
/*
 * Where a finding, incident or dispute comes from: report, words in their sentence, speakers, rule, lexicon row. `id` is
 * a finding's key, or REPORT:f3 (i2, d1) with the id or name of a report, or f3 alone if the record has one report.
 * Errors: AT_ENOTFOUND, AT_EUSAGE (f3 of several reports), AT_EDB, AT_ENOMEM.
 */
AT_MUST_USE at_code at_store_why(at_store *s, char **text, size_t *n, at_str id, const at_show_opts *opts, at_err *err);

/* ---- questions to the record ---- */

typedef enum {
    AT_EVENTS, AT_FIGURES, AT_STATEMENTS, AT_DEMANDS, AT_CAUSES, AT_FRAMINGS, AT_SILENCES, /* findings, by day */
    AT_DISPUTES, AT_ACTORS, AT_PLACES,
    AT_INCIDENTS, /* what several reports tell of one happening */
    AT_SERIES,    /* counts of one thing by day: which is an update of which, which are rivals */
    AT_SENTENCES  /* of reports: nearest in meaning (filter.like) or holding words (filter.words); one of both; days are of publication */
} at_list;

/* Zero-initialise, then set what is wanted. Strings are borrowed for the call to at_rows_open; empty: no condition. */
typedef struct {
    at_str report;          /* its number, id, start of the id, or name */
    at_str since, until;    /* ISO days, both included: what happened, was said or was counted then */
    at_str place;           /* words of a place's name, first-level region or country code; case and accents do not count */
    at_str actor;           /* words of a name that has part in the finding: doer, recipient, who demands */
    at_str source;          /* words of a speaker's name or role */
    at_str words;           /* words of the finding itself; "two words" in quotes stand together, end* is any ending */
    at_str type;            /* PLOVER type, what a figure counts, type of a silence or dispute */
    at_str stance;          /* asserted, denied, ... */
    double confidence;      /* at least so sure, 0 to 1 */
    const at_meaning *like; /* or NULL: only findings in the AT_LIKE_MOST sentences nearest in meaning, the nearest first; column likeness */
    size_t limit, skip;     /* at most so many rows (0: all), after the first `skip` */
    int rejected;           /* 1: also what people rejected */
    int confidential;       /* 1: also what people marked confidential */
} at_filter;

typedef struct at_rows at_rows;

/* One cell of a row. */
typedef struct {
    const char *name; /* of the column, as in the SQL view of the same list */
    at_str value;     /* "" when null */
    int null, number; /* number: the value is written as JSON would */
} at_field;

/* Opens the answer to a question. Errors: AT_EUSAGE (a day that is none, words that cannot be searched), AT_EDB, AT_ENOMEM. */
AT_MUST_USE at_code at_rows_open(at_rows **out, at_store *s, at_list what, const at_filter *f, at_err *err);
/* The next row: *n cells that live until the next call; at the end *n is 0. The names of the columns are there before the first row. */
AT_MUST_USE at_code at_rows_next(at_rows *r, const at_field **cells, size_t *n, at_err *err);
/* The columns without a row: values are empty. */
const at_field *at_rows_columns(at_rows *r, size_t *n);
void at_rows_close(at_rows *r); /* NULL allowed */

/* ---- search by meaning ---- */

enum { AT_LIKE_MOST = 400 };

/* A sentence of a report. */
typedef struct {
    int64_t report; /* its number */
    at_span span;
    double likeness; /* cosine, 1 to -1, after the mean of all sentences of the record is taken off */
} at_hit;

/*
 * The sentences nearest in meaning, the nearest first. *n: room in hits before, how many there are after. A sentence that several reports
 * carry word for word is there once. `f` (NULL: none) chooses reports: report, since and until (of publication), confidential.
 * Reports that were added without vectors (AT_WITH_VECTORS) or with other weights are not found. Errors: AT_EUSAGE (a day that is none), AT_EDB, AT_ENOMEM.
 */
AT_MUST_USE at_code at_store_like(at_store *s, at_hit *hits, size_t *n, const at_meaning *m, const at_filter *f, at_err *err);

typedef enum { AT_TEXT, AT_JSONL, AT_CSV } at_format;

/*
 * The whole answer, written as it comes: text for people (opts->color, opts->width), one JSON object a row, or CSV
 * (RFC 4180, a first line of column names). `write` gets pieces of it until it returns 0. *rows: how many there were.
 * Errors: as at_rows_open.
 */
AT_MUST_USE at_code at_store_list(at_store *s, at_list what, const at_filter *f, at_format format, const at_show_opts *opts,
                                  int (*write)(void *user, at_str piece), void *user, size_t *rows, at_err *err);

/* ---- exports: the record in the shapes of other tools (docs/EXPORT.md has every rule) ---- */

typedef enum {
    AT_ACLED,       /* CSV, ACLED's 31 columns; one row an incident */
    AT_GED,         /* CSV, UCDP GED's columns; incidents with deaths */
    AT_PLOVER,      /* JSON Lines, one event a line, the keys of the PLOVER manual */
    AT_POLECAT,     /* TSV, POLECAT's 39 columns */
    AT_CAMEO,       /* TSV, date, source, target and code, as the dictionaries' coders print */
    AT_GDELT,       /* TSV, GDELT 2.0 mentions, with byte offsets into the kept text */
    AT_GEOJSON,     /* events with coordinates */
    AT_HXL,         /* CSV with HXL tags */
    AT_ANNOTATION,  /* W3C Web Annotation page (JSON-LD) with PROV, every finding */
    AT_CLAIMREVIEW, /* schema.org claims (JSON-LD), with a review where a person graded one */
    AT_HTML         /* one page that needs nothing else: findings by day with their words and sources */
} at_export_format;

/* What an export did. */
typedef struct {
    size_t rows;    /* written */
    size_t outside; /* findings that the format has no class for, or that lack what it asks for */
} at_export_count;

/*
 * Writes the findings that `f` chooses. What people rejected or marked confidential stays out whatever f says; so do, in the
 * formats that hold events alone, acts that are denied, hypothetical, planned or only demanded. `write` gets pieces until it returns 0.
 * Errors: as at_rows_open.
 */
AT_MUST_USE at_code at_store_export(at_store *s, at_export_format format, const at_filter *f, int (*write)(void *user, at_str piece),
                                    void *user, at_export_count *count, at_err *err);

/*
 * Writes the record as a folder of pages that work without a server and without JavaScript: overview, timeline, map, all lists, incidents,
 * actors, and each report with its findings marked. `dir` is made; it may be there if it is empty. Names of files stay when the record is written again.
 * What people rejected or marked confidential is left out, and its words in the texts. *pages: how many. Errors: AT_EUSAGE (the folder
 * is not empty), AT_EIO, AT_EDB, AT_ENOMEM.
 */
AT_MUST_USE at_code at_store_site(at_store *s, const char *dir, const at_filter *f, size_t *pages, at_err *err);

/* ---- what people decide ---- */

typedef enum {
    AT_JUDGE_ACCEPT,  /* the finding is what the report says */
    AT_JUDGE_REJECT,  /* it is not */
    AT_JUDGE_CORRECT, /* `field` is `value` instead */
    AT_JUDGE_MERGE,   /* target and `value` tell of the same incident */
    AT_JUDGE_SPLIT,   /* they do not */
    AT_JUDGE_GRADE,   /* `value` is an Admiralty grade: A-F for a source ("source:NAME"), B2 for a finding */
    AT_JUDGE_CLOSE,   /* confidential: stays out of lists, exports and pages; target is a finding or a report */
    AT_JUDGE_UNCLOSE,
    AT_JUDGE_UNDO     /* takes the judgement with the number `value` back; it stays in the log */
} at_verdict;

/* Strings are borrowed. `target`: a finding's key or REPORT:f3, "source:NAME", or a report's number or id. */
typedef struct {
    at_verdict verdict;
    at_str target;
    at_str field;    /* AT_JUDGE_CORRECT: a column of the finding's list: type, actor, recipient, date_from, low, who, stance, place, ... */
    at_str value;    /* empty: not said (null) */
    at_str who, why; /* who decided; "" for why: no reason given */
} at_judgement;

/*
 * Writes one judgement: never over another one. Findings keep theirs when their report is read anew. *number: of the
 * judgement, from 1. Errors: AT_ENOTFOUND (no such finding, report or judgement), AT_EUSAGE (a field that the kind does not have, a
 * value that it cannot hold, nobody decided), AT_EDB, AT_ENOMEM.
 */
AT_MUST_USE at_code at_store_judge(at_store *s, int64_t *number, const at_judgement *j, at_err *err);
/* All judgements, one line each, oldest first. Errors: AT_ENOTFOUND (none), AT_EDB, AT_ENOMEM. */
AT_MUST_USE at_code at_store_judgements(at_store *s, char **text, size_t *n, at_err *err);
/* How often people found the program right, by kind and rule, with the 95 % interval (Wilson). Errors: AT_ENOTFOUND (nothing judged), AT_EDB, AT_ENOMEM. */
AT_MUST_USE at_code at_store_check(at_store *s, char **text, size_t *n, at_err *err);
/* The finding that a person should look at next after `skip` others: id such as "3:f7" in *id (malloc'ed); AT_ENOTFOUND when all are judged. */
AT_MUST_USE at_code at_store_next(at_store *s, char **id, size_t skip, at_err *err);

/* ---- the local page ---- */

typedef struct at_server at_server;

/* Zero-initialise, then set what is needed. Strings are NUL-terminated and borrowed for the call to at_server_open. */
typedef struct {
    const char *db;       /* the record file; NULL: attest.db */
    unsigned port;        /* 0: any that is free */
    const char *who;      /* in whose name judgements are made unless a reader of the page says another name; "" or NULL: nobody's */
    const char *data_dir; /* as in at_reader_opts: reports can be added on the page */
    const char *codebook;
    unsigned patience_s;  /* a request must be sent whole within so many seconds, an answer taken within six times as many; 0: 20 */
} at_serve_opts;

/*
 * Serves the record as a page on 127.0.0.1, in threads of its own, until it is closed. Errors: AT_EIO (the port is taken),
 * AT_EDB, AT_EUSAGE (no such port), AT_ENOMEM.
 */
AT_MUST_USE at_code at_server_open(at_server **out, const at_serve_opts *opts, at_err *err);
unsigned at_server_port(const at_server *s); /* on which it listens */
void at_server_close(at_server *s);          /* NULL allowed */

/* ---- keeping the record safe ---- */

/*
 * Looks at everything: SQLite's own check, foreign keys, hashes of texts, spans on character bounds and the words under
 * them, what judgements come to, the search index. *text: a line for each fault, or one that says all is well; *faults: how many.
 */
AT_MUST_USE at_code at_store_verify(at_store *s, char **text, size_t *n, size_t *faults, at_err *err);
/* A whole copy of the record as it is now, while others read and write. Errors: AT_EUSAGE (path is there already), AT_EDB, AT_EIO. */
AT_MUST_USE at_code at_store_backup(at_store *s, const char *path, at_err *err);
/*
 * Erases a report (its number or id) or, with name set, a person's name everywhere: in texts each byte of it becomes '*', so
 * that all offsets stay. A line with day, who and why stays in the table `erased`, nothing of the content. *places: how many findings or
 * occurrences. Errors: AT_ENOTFOUND, AT_EUSAGE (no reason, nobody), AT_EDB.
 */
AT_MUST_USE at_code at_store_erase(at_store *s, size_t *places, at_str report, at_str name, at_str who, at_str why, at_err *err);

/* What was added when, one line each. Errors: AT_ENOTFOUND (empty), AT_EDB, AT_ENOMEM. */
AT_MUST_USE at_code at_store_log(at_store *s, char **text, size_t *n, at_err *err);

#ifdef __cplusplus
}
#endif
#endif
