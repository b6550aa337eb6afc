/*
 * mime.h: one mail message (RFC 5322, 2045-2047) -> the part that a person reads, decoded, and the headers that say who sent it
 * and when. Attachments are named, not read.
 */
#ifndef AT_READ_MIME_H
#define AT_READ_MIME_H
#include "base/arena.h"

enum { AT_MIME_DEPTH = 8, AT_MIME_PARTS = 200 }; /* parts within parts; parts of one message: press mails have two or three */

typedef struct {
    at_str subject, from, date, id; /* decoded; from: the name, or the address if there is none; date as at_time_iso */
    at_str text, charset;           /* the body: UTF-8 if it is plain text; else HTML as it came, with its charset */
    bool html;
    at_str problem; /* one a line */
} at_mime;

/* Reads the message; everything is in mem or a view of message. */
void at_mime_read(at_mime *m, at_arena *mem, at_str message);
#endif
