/*
 * mail.h: press releases by mail: an mbox file (RFC 4155), one message after the other, or one message alone (.eml).
 * Only one message is held at a time.
 */
#ifndef AT_READ_MAIL_H
#define AT_READ_MAIL_H
#include "base/arena.h"
#include "read/bytes.h"

#define AT_MAIL_LARGEST ((size_t)64 << 20) /* bytes of one message with its attachments: mail servers stop at 25 to 50 MB */

typedef struct {
    bool begun, mbox;
} at_mail;

/* Does s, the start of a file, look like a mailbox or a message? */
bool at_mail_looks(at_str s);
/* The next message as item->report, at the end AT_ITEM_END. Strings live in mem or in the window until the next call. Errors as
 * at_warc_next. */
AT_MUST_USE at_code at_mail_next(at_mail *m, at_bytes *in, at_arena *mem, at_item *item, at_err *err);
#endif
