/*
 * source.h: the bytes of a report as they came -> the text that is kept, the way back to the bytes, and what its head and
 * end say of the report itself: dateline, publication day, bylines.
 *
 * Invariants: the kept text is valid UTF-8 without NUL; text that came as valid UTF-8 is kept byte for byte (a byte
 * order mark and CR LF too), so its offsets are those of the file; every change of length has an entry in `ways`.
 */
#ifndef AT_READ_SOURCE_H
#define AT_READ_SOURCE_H
#include "base/day.h"
#include "base/vec.h"

/* From this byte of the kept text on, up to the next entry, source - kept is constant. */
typedef struct {
    uint32_t kept, source;
} at_way;

typedef struct {
    at_span span; /* of the kept text; empty: none */
    at_str what;
} at_source_problem;

/* What a page, feed or mail says of the report outside of the kept text; empty: nothing. */
typedef struct {
    at_str title, publisher, language, url;
    at_str byline;       /* names with "; " between them */
    at_str published_at; /* ISO time, if more than the day is said */
} at_said;

typedef struct {
    at_str text;
    AT_VEC(at_way) ways; /* the first is {0, 0} */
    AT_VEC(at_source_problem) problems;
    AT_VEC(at_span) bylines; /* names of those who wrote the report */
    at_span dateline;        /* "ALMATY, Jan 6 (Reuters) -" with its dash; empty: none */
    at_span place;           /* ALMATY */
    at_span publisher;       /* Reuters, of the dateline */
    int32_t day;             /* publication day that the source states: markup, dateline or date line; AT_NODAY: none */
    at_said said;
} at_kept;

/* Fills *out; everything lives in mem or is a view of bytes. Errors are problems. */
void at_keep(at_kept *out, at_arena *mem, at_str bytes);
void at_keep_report(at_kept *out, at_arena *mem, const at_report *r); /* of whatever form: keep.c */
/* Byte of the source that the kept text's byte at `kept` came from. */
uint32_t at_kept_source(const at_kept *k, uint32_t kept);

/* Parts of at_keep, in this order. */
void at_keep_bytes(at_kept *out, at_arena *mem, at_str bytes); /* text, ways, problems: plain.c */
void at_keep_dateline(at_kept *out);                           /* dateline.c */
void at_keep_byline(at_kept *out, at_arena *mem);              /* byline.c */

/*
 * A calendar date written out at byte i: "6 January 2022", "January 6, 2022", "Jan. 6", "6th of January", "2022-01-06".
 * Gives its end, or 0; *year is 0 if none is said.
 */
size_t at_written_date(at_str s, size_t i, int *year, int *month, int *day);
#endif
