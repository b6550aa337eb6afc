/*
 * feed.h: news feeds: RSS 2.0 (and 0.9x), RSS 1.0 (RDF), Atom (RFC 4287), as XML that is parsed while it comes in, and JSON
 * Feed 1.x. One report an item: content if the feed carries it, else its summary.
 *
 * Invariants: no entity is ever expanded but the five of XML, character references and the names that HTML knows; nothing is
 * loaded from anywhere; a feed that declares entities of its own is not read on (billion laughs).
 */
#ifndef AT_READ_FEED_H
#define AT_READ_FEED_H
#include "base/arena.h"
#include "read/bytes.h"

#define AT_FEED_ITEM ((size_t)8 << 20)  /* bytes of all strings of one item */
#define AT_FEED_JSON ((size_t)64 << 20) /* bytes of a JSON Feed, which is parsed as a whole */

typedef struct at_feed at_feed;

/* Does s, the start of a file, look like a feed? */
bool at_feed_looks(at_str s);
/*
 * The next item as item->report, at the end AT_ITEM_END; *f is made at the first call. Strings live in mem or *f until the
 * next call. Errors: AT_EPARSE (no feed, or not well formed: at the end, after all items that could be read), AT_ELIMIT, AT_EIO,
 * AT_ENOMEM.
 */
AT_MUST_USE at_code at_feed_next(at_feed **f, at_bytes *in, at_arena *mem, at_item *item, at_err *err);
void at_feed_release(at_feed *f); /* NULL allowed */

/* "A &amp; <b>B</b>" -> "A & B": text of a title that is HTML. */
at_str at_feed_plain(at_arena *mem, at_str s);
/* Is s HTML (a tag or a character reference in it) rather than plain text? */
bool at_feed_markup(at_str s);

/* feed_json.c */
typedef struct {
    void *root; /* json_t */
    size_t next;
} at_feed_json;
AT_MUST_USE at_code at_feed_json_next(at_feed_json *j, at_bytes *in, at_arena *mem, at_item *item, at_err *err);
void at_feed_json_release(at_feed_json *j);
#endif
