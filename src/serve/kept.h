/* kept.h: finished answers, given again until the record changes. Safe for many threads. */
#ifndef AT_SERVE_KEPT_H
#define AT_SERVE_KEPT_H
#include "serve/request.h"
#include <microhttpd.h>

typedef struct at__kept at__kept;

at__kept *at__kept_create(void); /* NULL: out of memory */
void at__kept_free(at__kept *k); /* NULL allowed */
/* What names an answer: path and arguments. */
void at__kept_key(at_buf *b, const at__req *r);
/* Sends the answer kept under the key, if it is of this state of the record (or took so long that it may be a little old). *sent says whether. */
enum MHD_Result at__kept_send(at__kept *k, struct MHD_Connection *c, at_str key, int64_t state, bool *sent);
/* Keeps a response that took `cost` seconds; takes over it and the key. */
void at__kept_put(at__kept *k, struct MHD_Response *m, at_buf *key, int64_t state, time_t cost);
#endif
