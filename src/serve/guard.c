#include "serve/guard.h"

#include "base/str.h"
#include <stdio.h>

bool at__guard_host(at_str host, unsigned port)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    char want[40];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        (void)snprintf(want, sizeof want, "%s:%u", names[i], port);
        if (at_eq_fold(host, at_strz(want)) || (port == 80 && at_eq_fold(host, at_strz(names[i]))))
            return true;
    }
    return false;
}

static bool own_origin(at_str origin, unsigned port)
{
    at_str http = AT_S("http://");
    return at_starts(origin, http) && at__guard_host(at_sub(origin, http.n, origin.n), port);
}

const char *at__guard(const at__heads *h, unsigned port, bool writes)
{
    if (!at__guard_host(h->host, port))
        return "This page answers only to 127.0.0.1 and localhost.";
    if (h->origin.n && !own_origin(h->origin, port))
        return "This request comes from another site.";
    bool own = !h->fetch_site.n || at_eq(h->fetch_site, AT_S("same-origin")) || at_eq(h->fetch_site, AT_S("none"));
    if (own)
        return NULL;
    /* a link on another page may lead here, but it may not write or be drawn into that page */
    return writes || !at_eq(h->fetch_mode, AT_S("navigate")) ? "This request comes from another site." : NULL;
}

bool at__guard_token(at_str given, at_str token)
{
    unsigned char differ = given.n != token.n;
    for (size_t i = 0; i < token.n; i++)
        differ |= (unsigned char)(token.p[i] ^ (i < given.n ? given.p[i] : 0));
    return token.n && !differ;
}

bool at__guard_path(at_str path)
{
    if (!path.n || path.p[0] != '/' || path.n > 300)
        return false;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] <= ' ' || path.p[i] > '~' || path.p[i] == '\\')
            return false;
    at_str rest = at_sub(path, 1, path.n), part;
    while (path.n > 1 && at_cut(&rest, '/', &part))
        if (!part.n || at_eq(part, AT_S(".")) || at_eq(part, AT_S("..")))
            return false;
    return true;
}
