#include "text/weights.h"

#include "base/err.h"
#include "base/io.h"
#include <stdio.h>

enum { HEAD = 64, ENTRY = 96, VERSION = 1 };
enum { T_I8 = 1, T_F32, T_TEXT, T_I32 };

struct at__entry {
    char name[56];
    uint32_t type, ndim, dim[4];
    uint64_t offset, bytes;
};
_Static_assert(sizeof(at__entry) == ENTRY, "directory entry of the weights file");

static uint64_t get64(const char *p)
{
    uint64_t v;
    memcpy(&v, p, 8);
    return v;
}

static uint32_t get32(const char *p)
{
    uint32_t v;
    memcpy(&v, p, 4);
    return v;
}

static at_code check_entry(const at__weights *w, uint32_t i, at_err *err)
{
    const at__entry *e = &w->dir[i];
    size_t at = HEAD + (size_t)i * ENTRY;
    if (!memchr(e->name, 0, sizeof e->name) || !e->name[0])
        return at_fail_at(err, AT_EPARSE, at, "weights: tensor %u has no name", i);
    if (e->type < T_I8 || e->type > T_I32 || e->ndim < 1 || e->ndim > 4)
        return at_fail_at(err, AT_EPARSE, at + 56, "weights: %s: unknown type or shape", e->name);
    uint64_t want = e->type == T_I8 || e->type == T_TEXT ? 1 : 4;
    for (uint32_t d = 0; d < e->ndim; d++) {
        if (e->dim[d] && want > (uint64_t)1 << 40)
            return at_fail_at(err, AT_EPARSE, at + 64, "weights: %s: too large", e->name);
        want *= e->dim[d];
    }
    if (want != e->bytes)
        return at_fail_at(err, AT_EPARSE, at + 88, "weights: %s: size does not fit its shape", e->name);
    if (e->offset % 64 || e->offset > w->file.n || e->bytes > w->file.n - e->offset)
        return at_fail_at(err, AT_EPARSE, at + 80, "weights: %s: lies outside the file", e->name);
    return AT_OK;
}

static at_code check(at__weights *w, const char *path, at_err *err)
{
    at_str f = w->file;
    if (f.n < HEAD || memcmp(f.p, "attestw", 8) != 0)
        return at_fail_at(err, AT_EPARSE, 0, "%s: not a weights file of attest", path);
    if (get32(f.p + 8) != VERSION)
        return at_fail_at(err, AT_EPARSE, 8, "%s: weights of version %u; this program reads version %d", path, get32(f.p + 8), VERSION);
    if (get64(f.p + 16) != f.n)
        return at_fail_at(err, AT_EPARSE, f.n, "%s: cut short: %zu bytes of %llu", path, f.n, (unsigned long long)get64(f.p + 16));
    w->n = get32(f.p + 12);
    if ((uint64_t)w->n * ENTRY > f.n - HEAD)
        return at_fail_at(err, AT_EPARSE, 12, "%s: directory is longer than the file", path);
    if (at_hash(at_sub(f, HEAD, f.n)) != get64(f.p + 24))
        return at_fail_at(err, AT_EPARSE, 24, "%s: damaged: checksum does not fit", path);
    w->dir = (const at__entry *)(const void *)(f.p + HEAD);
    for (uint32_t i = 0; i < w->n; i++) {
        at_code c = check_entry(w, i, err);
        if (c != AT_OK)
            return c;
    }
    return AT_OK;
}

at_code at__weights_open(at__weights *w, const char *path, at_err *err)
{
    memset(w, 0, sizeof *w);
    at_code c = at_map_file(&w->file, path, err);
    if (c != AT_OK)
        return c;
    c = check(w, path, err);
    if (c != AT_OK)
        at__weights_close(w);
    return c;
}

void at__weights_close(at__weights *w)
{
    at_unmap(&w->file);
    w->n = 0;
}

static const at__entry *find(const at__weights *w, const char *name)
{
    for (uint32_t i = 0; i < w->n; i++)
        if (at_eq(at_strz(w->dir[i].name), at_strz(name)))
            return &w->dir[i];
    return NULL;
}

at_str at__weights_name(const at__weights *w, uint32_t i)
{
    return at_strz(w->dir[i].name);
}

size_t at__weights_rows(const at__weights *w, const char *name)
{
    const at__entry *e = find(w, name);
    return e ? e->dim[0] : 0;
}

at_str at__weights_text(const at__weights *w, const char *name)
{
    const at__entry *e = find(w, name);
    if (!e || e->type != T_TEXT)
        return (at_str){NULL, 0};
    return (at_str){w->file.p + e->offset, e->bytes};
}

at_str at__weights_meta(const at__weights *w, const char *key)
{
    at_str text = at__weights_text(w, "meta"), line;
    while (text.n && at_cut(&text, '\n', &line)) {
        at_str k;
        if (at_index_char(line, '=', 0) != SIZE_MAX && at_cut(&line, '=', &k) && at_eq(k, at_strz(key)))
            return line;
    }
    return (at_str){NULL, 0};
}

at_code at__weights_int(const at__weights *w, const char *key, int64_t lo, int64_t hi, int *out, at_err *err)
{
    int64_t v;
    if (!at_to_i64(at__weights_meta(w, key), &v) || v < lo || v > hi)
        return at_fail_at(err, AT_EPARSE, HEAD, "weights: meta has no sensible \"%s\"", key);
    *out = (int)v;
    return AT_OK;
}

/* Checks type and shape; a wanted dimension of 0 ends the list. */
static at_code typed(const at__weights *w, const char *name, uint32_t type, const size_t want[4], const char **out, at_err *err)
{
    const at__entry *e = find(w, name);
    if (!e)
        return at_fail_at(err, AT_EPARSE, HEAD, "weights: tensor \"%s\" is missing", name);
    size_t at = HEAD + (size_t)(e - w->dir) * ENTRY;
    if (e->type != type)
        return at_fail_at(err, AT_EPARSE, at + 56, "weights: tensor \"%s\" has the wrong type", name);
    for (uint32_t d = 0; d < 4 && want[d]; d++)
        if (d >= e->ndim || e->dim[d] != want[d])
            return at_fail_at(err, AT_EPARSE, at + 64, "weights: tensor \"%s\" has the wrong shape", name);
    *out = w->file.p + e->offset;
    return AT_OK;
}

at_code at__weights_f32(const at__weights *w, const char *name, size_t d0, size_t d1, size_t d2, const float **out, at_err *err)
{
    const char *p;
    at_code c = typed(w, name, T_F32, (size_t[4]){d0, d1, d2, 0}, &p, err);
    if (c == AT_OK)
        *out = (const float *)(const void *)p;
    return c;
}

at_code at__weights_i8(const at__weights *w, const char *name, size_t d0, size_t d1, const int8_t **out, at_err *err)
{
    const char *p;
    at_code c = typed(w, name, T_I8, (size_t[4]){d0, d1, 0, 0}, &p, err);
    if (c == AT_OK)
        *out = (const int8_t *)p;
    return c;
}

at_code at__weights_linear(const at__weights *w, const char *name, size_t k, size_t n, at__linear *out, at_err *err)
{
    char full[80];
    const char *data, *sums;
    (void)snprintf(full, sizeof full, "%s.scale", name);
    size_t np = at__weights_rows(w, full);
    if (!np || np % 64 || np < n || k % 4)
        return at_fail_at(err, AT_EPARSE, HEAD, "weights: layer \"%s\" is missing or too small", name);
    at_code c = at__weights_f32(w, full, np, 0, 0, &out->scale, err);
    if (c != AT_OK)
        return c;
    (void)snprintf(full, sizeof full, "%s.bias", name);
    if ((c = at__weights_f32(w, full, np, 0, 0, &out->bias, err)) != AT_OK)
        return c;
    (void)snprintf(full, sizeof full, "%s.w", name);
    if ((c = typed(w, full, T_I8, (size_t[4]){np / 64, k / 4, 64, 4}, &data, err)) != AT_OK)
        return c;
    (void)snprintf(full, sizeof full, "%s.csum", name);
    if ((c = typed(w, full, T_I32, (size_t[4]){np, 0, 0, 0}, &sums, err)) != AT_OK)
        return c;
    out->w = (const int8_t *)data;
    out->csum = (const int32_t *)(const void *)sums;
    out->np = np;
    out->k = k;
    return AT_OK;
}
