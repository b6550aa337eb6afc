/*
 * warc.h: web archives, WARC/1.0 and 1.1 (ISO 28500:2017), plain or in gzip members: the pages of response and resource
 * records and the texts of conversion records (WET files), one report each. What is no page is passed over without being
 * held and counted; a record that is damaged or too large is an error with its byte, and reading goes on behind it.
 */
#ifndef AT_READ_WARC_H
#define AT_READ_WARC_H
#include "base/arena.h"
#include "read/bytes.h"

#define AT_WARC_LARGEST                                                                                                          \
    ((size_t)32 << 20) /* bytes of one page, packed or unpacked: the largest pages of Common Crawl are cut at 1 or 5 MiB */

enum { AT_WARC_KINDS = 24 };

/* Zero-initialise; release when done. */
typedef struct {
    size_t records, pages, revisits, other, status, segments, failed; /* other: request, metadata, warcinfo */
    size_t types;                                                     /* records with content that is no page */
    size_t nkinds;
    struct {
        char name[48]; /* media type */
        size_t n;
    } kinds[AT_WARC_KINDS];
    bool told, lost; /* the note was given; the next record must be searched */
    at_buf chunks, body;
} at_warc;

/*
 * The next page as item->report (name, url, text, form, charset, within_byte), then one item->note with what was counted,
 * then AT_ITEM_END. Strings live in mem, in w or in the window of `in` until the next call. Errors: AT_EPARSE and AT_ELIMIT
 * (go on with the next call), AT_EIO, AT_ENOMEM.
 */
AT_MUST_USE at_code at_warc_next(at_warc *w, at_bytes *in, at_arena *mem, at_item *item, at_err *err);
void at_warc_release(at_warc *w);
#endif
