/*
 * http.h: an HTTP/1 response as an archive keeps it: status, the headers that matter, and the body with chunks and packing
 * taken off. Knows nothing of archives.
 */
#ifndef AT_READ_HTTP_H
#define AT_READ_HTTP_H
#include "base/buf.h"

typedef struct {
    int status;                           /* 0: not an HTTP response */
    at_str type, charset, encoding, lang; /* Content-Type without parameters, its charset, Content-Encoding, Content-Language */
    bool chunked;
    size_t head; /* bytes of the head with its blank line */
} at_http;

/* Parses the head at the start of s. False if there is none or if it does not end within s. All views are of s. */
bool at_http_head(at_http *h, at_str s);
/* A line of a head: "Name: value". False at a line without a colon. */
bool at_http_field(at_str line, at_str *name, at_str *value);
/* The value of parameter `name` in "type/subtype; name=value", without quotation marks; empty if absent. */
at_str at_http_param(at_str value, const char *name);

/*
 * The content of a body. *out is a view of body or of buf. A body that says it is chunked or packed and is not is taken as it is,
 * since crawlers store both. Errors: AT_ELIMIT (more than limit), AT_EPARSE (encoding that is not known), AT_ENOMEM. *damaged:
 * cut short or broken, the part before is given.
 */
AT_MUST_USE at_code at_http_body(const at_http *h, at_str *out, at_buf *chunks, at_buf *buf, at_str body, size_t limit,
                                 bool *damaged, at_err *err);
#endif
