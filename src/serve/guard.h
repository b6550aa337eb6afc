/*
 * guard.h: which requests are answered at all. Knows names and values of headers, nothing of sockets.
 *
 * A page on the loopback can be reached by any site that the same browser visits: through a name that is made to point
 * here (rebinding; the Host header gives it away), through forms and images of other sites (Origin and Sec-Fetch-Site give
 * them away; writing needs the token as well, which another site cannot read).
 */
#ifndef AT_SERVE_GUARD_H
#define AT_SERVE_GUARD_H
#include <attest.h>
#include <stdbool.h>

/* Headers of one request; empty if missing. */
typedef struct {
    at_str host, origin, fetch_site, fetch_mode;
} at__heads;

/* Is the host this machine's loopback, with our port? */
bool at__guard_host(at_str host, unsigned port);
/* NULL, or why the request is refused. `writes`: it is a POST. */
const char *at__guard(const at__heads *h, unsigned port, bool writes);
/* Same bytes? Takes as long for a token that is wrong at the start as for one wrong at the end. */
bool at__guard_token(at_str given, at_str token);
/* A path of ours: begins with /, printable ASCII without backslash, no empty, "." or ".." part. */
bool at__guard_path(at_str path);
#endif
