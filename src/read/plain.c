/* Bytes to kept text: what is not UTF-8 is replaced and reported, data that is no text is refused. */
#include "read/source.h"

#include "base/str.h"
#include "base/utf8.h"

#define TOLD 20 /* bad bytes reported one by one; the rest as a sum */

static void problem(at_kept *k, at_arena *mem, at_span span, at_str what)
{
    at_source_problem *p = at_push(mem, &k->problems);
    p->span = span;
    p->what = what;
}

/* First bytes of formats that people hand over by mistake, from their specifications. */
static const char *magic(at_str s)
{
    static const struct {
        const char *bytes;
        size_t n;
        const char *name;
    } known[] = {
        {"%PDF-", 5, "a PDF file"},
        {"PK\x03\x04", 4, "a ZIP or Office file"},
        {"\x1F\x8B", 2, "a gzip file"},
        {"\x28\xB5\x2F\xFD", 4, "a zstd file"},
        {"BZh", 3, "a bzip2 file"},
        {"\xFD"
         "7zXZ",
         5, "an xz file"},
        {"\x89PNG", 4, "a PNG picture"},
        {"\xFF\xD8\xFF", 3, "a JPEG picture"},
        {"GIF8", 4, "a GIF picture"},
        {"\x7F"
         "ELF",
         4, "a program"},
        {"\xD0\xCF\x11\xE0", 4, "an old Office file"},
        {"{\\rtf", 5, "an RTF file"},
        {"SQLite format 3", 15, "an SQLite file"},
        {"\xFF\xFE", 2, "UTF-16 text; convert it with iconv -f UTF-16 -t UTF-8"},
        {"\xFE\xFF", 2, "UTF-16 text; convert it with iconv -f UTF-16 -t UTF-8"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (at_starts(s, (at_str){known[i].bytes, known[i].n}))
            return known[i].name;
    return NULL;
}

/*
 * Is this no text at all? Decided on the first 64 KiB: more than one control byte in a hundred (text has none but line
 * ends, tabs and the like), or more than three bytes in ten that are no UTF-8 (Latin-1 text in a European language stays
 * under one in ten, a single-byte Cyrillic or Greek charset is far above).
 */
static bool binary(at_str s, size_t *where, const char **why)
{
    size_t n = s.n < 65536 ? s.n : 65536, control = 0, bad = 0, first_control = 0, first_bad = 0;
    for (size_t i = 0; i < n;) {
        unsigned char c = (unsigned char)s.p[i];
        unsigned len = 1;
        if (c >= 0x80 && at_utf8(s, i, &len) == AT_BADCP) {
            first_bad = bad ? first_bad : i;
            bad += len;
        } else if (c < 0x20 && !(c >= '\b' && c <= '\r') && c != 0x1B) {
            first_control = control ? first_control : i;
            control++;
        }
        i += len;
    }
    if (control >= 4 && control * 100 > n) {
        *where = first_control;
        *why = "control bytes";
        return true;
    }
    *where = first_bad;
    *why = "bytes that are no UTF-8";
    return bad >= 16 && bad * 10 > n * 3;
}

/* Refuses the bytes as a whole. */
static void refuse(at_kept *k, at_arena *mem, at_str what)
{
    k->text = AT_S("");
    problem(k, mem, (at_span){0, 0}, what);
}

/* Copies s with every bad part and NUL replaced by U+FFFD. */
static void replace(at_kept *k, at_arena *mem, at_str s)
{
    static const char fffd[] = "\xEF\xBF\xBD";
    char *out = at_alloc(mem, s.n * 3 + 1); /* one bad byte becomes three */
    size_t n = 0, bad = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len = 1;
        unsigned char c = (unsigned char)s.p[i];
        bool ok = c && (c < 0x80 || at_utf8(s, i, &len) != AT_BADCP);
        if (ok) {
            memcpy(out + n, s.p + i, len);
            n += len;
        } else {
            at_span span = {(uint32_t)n, (uint32_t)n + 3};
            memcpy(out + n, fffd, 3);
            n += 3;
            if (++bad <= TOLD)
                problem(k, mem, span,
                        at_arena_fmt(mem,
                                     c ? "byte %zu (0x%02X) is not UTF-8; replaced by U+FFFD"
                                       : "byte %zu is NUL (0x%02X); replaced by U+FFFD",
                                     i, c));
            *at_push(mem, &k->ways) = (at_way){(uint32_t)n, (uint32_t)(i + len)};
        }
        i += len;
    }
    if (bad > TOLD)
        problem(k, mem, (at_span){0, 0}, at_arena_fmt(mem, "%zu more bad bytes were replaced by U+FFFD", bad - TOLD));
    k->text = (at_str){out, n};
}

void at_keep_bytes(at_kept *k, at_arena *mem, at_str s)
{
    size_t where = 0;
    const char *why;
    *at_push(mem, &k->ways) = (at_way){0, 0};
    if (!s.p)
        s = AT_S("");
    if (!at_trim(s).n) {
        k->text = AT_S("");
        problem(k, mem, (at_span){0, 0}, AT_S("the report is empty"));
        return;
    }
    const char *format = magic(s);
    if (format) {
        refuse(k, mem, at_arena_fmt(mem, "not text: byte 0 begins %s", format));
        return;
    }
    if (binary(s, &where, &why)) {
        refuse(k, mem, at_arena_fmt(mem, "not UTF-8 text: too many %s, the first at byte %zu", why, where));
        return;
    }
    if (at_utf8_bad(s) == SIZE_MAX && !memchr(s.p, 0, s.n))
        k->text = s;
    else
        replace(k, mem, s);
}

uint32_t at_kept_source(const at_kept *k, uint32_t kept)
{
    size_t lo = 0, hi = k->ways.n; /* the last entry at or before kept */
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (k->ways.p[mid].kept <= kept)
            lo = mid;
        else
            hi = mid;
    }
    return k->ways.p[lo].source + (kept - k->ways.p[lo].kept);
}

void at_keep(at_kept *k, at_arena *mem, at_str bytes)
{
    memset(k, 0, sizeof *k);
    k->day = AT_NODAY;
    at_keep_bytes(k, mem, bytes);
    if (!k->text.n)
        return;
    at_keep_dateline(k);
    at_keep_byline(k, mem);
}
