/* Message syntax: RFC 9112; Content-Encoding: RFC 9110 section 8.4. */
#include "read/http.h"

#include "base/err.h"
#include "base/str.h"
#include "read/unpack.h"

bool at_http_field(at_str line, at_str *name, at_str *value)
{
    size_t colon = at_index_char(line, ':', 0);
    if (colon == SIZE_MAX || !colon)
        return false;
    *name = at_trim(at_sub(line, 0, colon));
    *value = at_trim(at_sub(line, colon + 1, line.n));
    return true;
}

at_str at_http_param(at_str value, const char *name)
{
    at_str part, key;
    (void)at_cut(&value, ';', &part);
    while (value.n && at_cut(&value, ';', &part)) {
        size_t eq = at_index_char(part, '=', 0);
        if (eq == SIZE_MAX)
            continue;
        key = at_trim(at_sub(part, 0, eq));
        at_str v = at_trim(at_sub(part, eq + 1, part.n));
        if (!at_eq_fold(key, at_strz(name)))
            continue;
        if (v.n >= 2 && (v.p[0] == '"' || v.p[0] == '\'') && v.p[v.n - 1] == v.p[0])
            v = at_sub(v, 1, v.n - 1);
        return v;
    }
    return AT_S("");
}

static void take_field(at_http *h, at_str name, at_str value)
{
    if (at_eq_fold(name, AT_S("content-type"))) {
        at_str rest = value;
        (void)at_cut(&rest, ';', &h->type);
        h->type = at_trim(h->type);
        h->charset = at_http_param(value, "charset");
    } else if (at_eq_fold(name, AT_S("content-encoding"))) {
        h->encoding = value;
    } else if (at_eq_fold(name, AT_S("content-language"))) {
        h->lang = value;
    } else if (at_eq_fold(name, AT_S("transfer-encoding"))) {
        h->chunked = at_eq_fold(value, AT_S("chunked"));
    }
}

bool at_http_head(at_http *h, at_str s)
{
    at_str rest = s, line, name, value;
    memset(h, 0, sizeof *h);
    h->type = h->charset = h->encoding = h->lang = AT_S("");
    if (!at_starts(s, AT_S("HTTP/")) || !at_cut(&rest, '\n', &line))
        return false;
    size_t blank = at_index_char(line, ' ', 0);
    for (size_t i = blank; i != SIZE_MAX && ++i < line.n && h->status < 1000 && line.p[i] >= '0' && line.p[i] <= '9';)
        h->status = h->status * 10 + (line.p[i] - '0');
    while (rest.n && at_cut(&rest, '\n', &line)) {
        line = at_trim(line);
        if (!line.n) {
            h->head = (size_t)(rest.p - s.p);
            return h->status > 0;
        }
        if (at_http_field(line, &name, &value))
            take_field(h, name, value);
    }
    return false;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The size at the head of a chunk; false if there is none. *i goes behind its line. */
static bool chunk_size(at_str s, size_t *i, size_t *size)
{
    size_t j = *i, digits = 0;
    *size = 0;
    for (; j < s.n && hex(s.p[j]) >= 0 && digits < 8; j++, digits++)
        *size = *size * 16 + (size_t)hex(s.p[j]);
    size_t nl = at_index_char(s, '\n', j);
    if (!digits || nl == SIZE_MAX || nl - j > 200)
        return false;
    *i = nl + 1;
    return true;
}

/* Joins the chunks. False: it is not chunked at all. */
static bool join_chunks(at_buf *out, at_str s, bool *damaged)
{
    size_t i = 0, size;
    out->n = 0;
    while (chunk_size(s, &i, &size)) {
        if (!size)
            return true;
        at_buf_put(out, at_sub(s, i, i + size));
        if (size > s.n - i)
            break;
        i += size;
        while (i < s.n && (s.p[i] == '\r' || s.p[i] == '\n'))
            i++;
    }
    *damaged = true;
    return i > 0;
}

/* How a Content-Encoding packs; false: unknown. */
static bool packing(at_str encoding, at_packed *how)
{
    static const struct {
        const char *name;
        at_packed how;
    } known[] = {{"gzip", AT_PACKED_ZLIB}, {"x-gzip", AT_PACKED_ZLIB}, {"deflate", AT_PACKED_ZLIB}, {"br", AT_PACKED_BROTLI}, {"zstd", AT_PACKED_ZSTD}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (at_eq_fold(encoding, at_strz(known[i].name))) {
            *how = known[i].how;
            return true;
        }
    return false;
}

at_code at_http_body(const at_http *h, at_str *out, at_buf *chunks, at_buf *buf, at_str body, size_t limit, bool *damaged,
                     at_err *err)
{
    *damaged = false;
    *out = body;
    if (h->chunked) {
        bool broken = false;
        if (join_chunks(chunks, body, &broken)) {
            *out = (at_str){chunks->p ? chunks->p : "", chunks->n};
            *damaged = broken;
        }
        if (chunks->bad)
            return at_fail(err, AT_ENOMEM, "out of memory");
    }
    if (!h->encoding.n || at_eq_fold(h->encoding, AT_S("identity")))
        return AT_OK;
    at_str text = at_trim(at_sub(*out, 0, 512));
    at_packed how;
    if (!packing(h->encoding, &how)) {
        if (at_starts(text, AT_S("<"))) /* unpacked before it was stored, with the header left as it was */
            return AT_OK;
        return at_fail(err, AT_EPARSE, "content is packed as \"%.*s\", which is not read",
                       (int)(h->encoding.n < 40 ? h->encoding.n : 40), h->encoding.p);
    }
    bool gzip = how == AT_PACKED_ZLIB && !at_eq_fold(h->encoding, AT_S("deflate"));
    if (gzip ? !at_starts(*out, AT_S("\x1F\x8B")) : at_starts(text, AT_S("<")))
        return AT_OK; /* unpacked before it was stored */
    at_code rc = at_unpack(buf, *out, how, limit, err);
    if (rc == AT_EPARSE && buf->n) {
        *damaged = true;
        rc = AT_OK;
    }
    *out = (at_str){buf->p ? buf->p : "", buf->n};
    return rc;
}
