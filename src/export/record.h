/* record.h: one report's record as JSON, byte for byte as docs/FORMAT.md says. */
#ifndef AT_EXPORT_RECORD_H
#define AT_EXPORT_RECORD_H
#include "base/buf.h"
#include "find/ctx.h"
#include "read/source.h"

/* What the writer needs of the report besides its findings. */
typedef struct {
    at_str id;            /* "r-" and 16 hex digits */
    at_str source_sha256; /* hex */
    at_str text_sha256;
    at_str name, url, publisher, byline, language, title;
    at_str published_at;  /* ISO time, if more than the day is known */
    at_str within;        /* the file that carried it among others, and where in it */
    size_t within_byte;
    const at_way *ways;   /* [nways] way back to the source; written if it is more than one piece */
    size_t nways;
    at_str engine;        /* name and version of the weights */
    at_str vectors;       /* whose the sentences' vectors are that go into the record; empty: none do */
    at_str text;          /* kept text if it is to stand in the record, else p NULL */
} at_record_head;

/* Writes one object, without a line end. Errors are b->bad. */
void at_record_put(at_buf *b, const at_ctx *c, const at_record_head *h);
#endif
