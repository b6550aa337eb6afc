/*
 * html_live.h: live blogs cut into their posts. A live blog is one page with many short reports, each with its own time; read
 * as one report, "an hour ago" and "today" would count from the wrong day. Each post is a piece of the page's bytes.
 */
#ifndef AT_READ_HTML_LIVE_H
#define AT_READ_HTML_LIVE_H
#include "read/html.h"

typedef struct {
    uint32_t beg, end; /* bytes of the page: the element of the post */
    at_str when;       /* ISO day or time; empty: not known */
} at_live_post;

typedef struct {
    AT_VEC(at_live_post) posts; /* as they stand on the page */
    at_said said;               /* of the page */
    at_str charset;             /* of its bytes */
} at_live;

/* False if the page is no live blog: it must say so (JSON-LD, class or title) and hold three timed posts or more. Memory: mem. */
bool at__html_live(at_live *out, at_arena *mem, at_str bytes, const at_html_from *from);
#endif
