#include "find/gazetteer.h"

#include "base/err.h"
#include "base/io.h"
#include "base/str.h"
#include "base/utf8.h"
#include <math.h>
#include <stdlib.h>
#include <zlib.h>

enum { VERSION = 1, NSECTIONS = 7, HEAD = 16 + 8 * NSECTIONS, RECORD = 19, NBUCKETS = 65536, NOPARENT = 0xFFFFFF };
enum { ISO, RECORDS, STRINGS, BUCKETS, RESTS, POSTS, LISTS };
#define LIST_BIT 0x80000000u
#define LAST_BIT 0x40000000u

typedef const unsigned char *bytes;

struct at_gazetteer {
    at_str file;
    at_str s[NSECTIONS];
    uint32_t nplaces, nkeys;
};

static uint32_t u24(bytes p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
}

static uint32_t u32(bytes p)
{
    return u24(p) | (uint32_t)p[3] << 24;
}

static double degrees(bytes p)
{
    int32_t v = (int32_t)u24(p);
    if (v & 0x800000)
        v -= 0x1000000;
    return v * 180.0 / (1 << 23);
}

static bytes at(const at_gazetteer *g, int section, size_t i)
{
    return (bytes)g->s[section].p + i;
}

static bytes record(const at_gazetteer *g, uint32_t place)
{
    return at(g, RECORDS, (size_t)place * RECORD);
}

/* Everything that a look-up trusts is checked once here, so that a damaged file cannot lead outside the map. */
static bool sound(const at_gazetteer *g)
{
    if (g->s[RECORDS].n % RECORD || g->s[BUCKETS].n != 4 * (NBUCKETS + 1) || g->s[RESTS].n != g->s[POSTS].n || g->s[RESTS].n % 4 ||
        g->s[LISTS].n % 4 || g->s[ISO].n % 4)
        return false;
    for (uint32_t i = 0; i < g->nplaces; i++) {
        bytes r = record(g, i);
        uint32_t name = u24(r + 10), parent = u24(r + 13);
        if (name >= g->s[STRINGS].n || name + 1u + *at(g, STRINGS, name) > g->s[STRINGS].n)
            return false;
        if ((parent != NOPARENT && parent >= i) || (size_t)r[17] * 4 + 4 > g->s[ISO].n)
            return false;
    }
    for (uint32_t b = 0, last = 0; b <= NBUCKETS; b++) {
        uint32_t v = u32(at(g, BUCKETS, 4u * b));
        if (v < last || v > g->nkeys)
            return false;
        last = v;
    }
    size_t nlists = g->s[LISTS].n / 4;
    for (uint32_t k = 0; k < g->nkeys; k++) {
        uint32_t v = u32(at(g, POSTS, 4u * k));
        if (v & LIST_BIT ? (v & ~LIST_BIT) >= nlists : (v & 0xFFFFFF) >= g->nplaces)
            return false;
    }
    for (size_t i = 0; i < nlists; i++)
        if ((u32(at(g, LISTS, 4 * i)) & 0xFFFFFF) >= g->nplaces)
            return false;
    return true;
}

static at_code read_head(at_gazetteer *g, const char *path, at_err *err)
{
    bytes p = (bytes)g->file.p;
    if (g->file.n < HEAD || memcmp(p, "ATPLACES", 8) != 0)
        return at_fail(err, AT_EPARSE, "%s: not a file of places", path);
    if (u32(p + 8) != VERSION)
        return at_fail(err, AT_EPARSE, "%s: version %u of the format, this program reads %d", path, u32(p + 8), VERSION);
    if (crc32_z(0, p + 16, g->file.n - 16) != u32(p + 12))
        return at_fail(err, AT_EPARSE, "%s: damaged (checksum)", path);
    for (int i = 0; i < NSECTIONS; i++) {
        uint32_t beg = u32(p + 16 + 8 * i), n = u32(p + 20 + 8 * i);
        if (beg > g->file.n || n > g->file.n - beg)
            return at_fail(err, AT_EPARSE, "%s: section %d lies outside the file", path, i);
        g->s[i] = (at_str){g->file.p + beg, n};
    }
    g->nplaces = (uint32_t)(g->s[RECORDS].n / RECORD);
    g->nkeys = (uint32_t)(g->s[RESTS].n / 4);
    return sound(g) ? AT_OK : at_fail(err, AT_EPARSE, "%s: damaged (an index leads nowhere)", path);
}

at_code at_gazetteer_open(at_gazetteer **out, const char *path, at_err *err)
{
    *out = NULL;
    at_gazetteer *g = calloc(1, sizeof *g);
    if (!g)
        return at_fail(err, AT_ENOMEM, "out of memory");
    at_code rc = at_map_file(&g->file, path, err);
    if (rc == AT_OK)
        rc = read_head(g, path, err);
    if (rc != AT_OK) {
        at_gazetteer_close(g);
        return rc;
    }
    *out = g;
    return AT_OK;
}

void at_gazetteer_close(at_gazetteer *g)
{
    if (!g)
        return;
    at_unmap(&g->file);
    free(g);
}

/* Letters that no decomposition makes plain, as people write them without a special keyboard. */
static const char *plain(uint32_t cp)
{
    switch (cp) {
    case 0x142: return "l";
    case 0xF8: return "o";
    case 0x111: case 0xF0: return "d";
    case 0x131: return "i";
    case 0x127: return "h";
    case 0x167: return "t";
    case 0x259: return "a";
    case 0xE6: return "ae";
    case 0x153: return "oe";
    case 0xDF: return "ss";
    case 0xFE: return "th";
    default: return NULL;
    }
}

at_str at_gazetteer_key(at_arena *a, at_str name)
{
    at_str k = at_utf8_key(a, name);
    char *o = at_alloc(a, k.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < k.n;) {
        unsigned len = 1;
        char c = k.p[i];
        if ((unsigned char)c >= 0x80) {
            uint32_t cp = at_utf8(k, i, &len);
            const char *p = plain(cp); /* never longer than the letter's own two bytes */
            at_str s = p ? at_strz(p) : at_sub(k, i, i + len);
            memcpy(o + n, s.p, s.n);
            n += s.n;
        } else if (c == '-' || c == '/' || c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            if (n && o[n - 1] != ' ')
                o[n++] = ' ';
        } else if (c != '\'' && c != '"' && c != '`' && c != '.' && c != ',') {
            o[n++] = c;
        }
        i += len;
    }
    while (n && o[n - 1] == ' ')
        n--;
    return (at_str){o, n};
}

/* FNV-1a with MurmurHash3's finaliser: simple enough to be the same in tools/gazetteer/build.py. */
static uint64_t hash48(at_str k)
{
    uint64_t h = 0xCBF29CE484222325u;
    for (size_t i = 0; i < k.n; i++)
        h = (h ^ (unsigned char)k.p[i]) * 0x100000001B3u;
    h ^= h >> 33;
    h *= 0xFF51AFD7ED558CCDu;
    h ^= h >> 33;
    h *= 0xC4CEB9FE1A85EC53u;
    h ^= h >> 33;
    return h >> 16;
}

/* Index of the key among all keys, or AT_NONE. */
static uint32_t search(const at_gazetteer *g, at_str key)
{
    uint64_t h = hash48(key);
    uint32_t b = (uint32_t)(h >> 32), rest = (uint32_t)h;
    uint32_t lo = u32(at(g, BUCKETS, 4u * b)), hi = u32(at(g, BUCKETS, 4u * b + 4));
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2, v = u32(at(g, RESTS, 4u * mid));
        if (v == rest)
            return mid;
        if (v < rest)
            lo = mid + 1;
        else
            hi = mid;
    }
    return AT_NONE;
}

size_t at_gazetteer_find(const at_gazetteer *g, at_str key, at_g_hit *out, size_t max)
{
    if (!g || !key.n || !max)
        return 0;
    uint32_t k = search(g, key);
    if (k == AT_NONE)
        return 0;
    uint32_t v = u32(at(g, POSTS, 4u * k));
    if (!(v & LIST_BIT)) {
        out[0] = (at_g_hit){v & 0xFFFFFF, (v >> 24 & 1) != 0};
        return 1;
    }
    size_t n = 0, nlists = g->s[LISTS].n / 4;
    for (size_t i = v & ~LIST_BIT; i < nlists && n < max; i++) {
        uint32_t e = u32(at(g, LISTS, 4 * i));
        out[n++] = (at_g_hit){e & 0xFFFFFF, (e >> 24 & 1) != 0};
        if (e & LAST_BIT)
            break;
    }
    return n;
}

at_g_place at_gazetteer_place(const at_gazetteer *g, uint32_t place)
{
    bytes r = record(g, place);
    uint32_t name = u24(r + 10), parent = u24(r + 13);
    return (at_g_place){.name = {g->s[STRINGS].p + name + 1, *at(g, STRINGS, name)},
                        .geonames = u32(r),
                        .lat = degrees(r + 4),
                        .lon = degrees(r + 7),
                        .parent = parent == NOPARENT ? AT_NONE : parent,
                        .cls = (at_g_class)r[16],
                        .country = r[17],
                        .population = exp2(r[18] / 8.0) - 1};
}

uint32_t at_gazetteer_region(const at_gazetteer *g, uint32_t place)
{
    while (place != AT_NONE) {
        at_g_place p = at_gazetteer_place(g, place);
        if (p.cls == AT_G_ADM1)
            break;
        place = p.parent;
    }
    return place;
}

const char *at_gazetteer_iso(const at_gazetteer *g, uint8_t country)
{
    return g && country * 4u + 4 <= g->s[ISO].n ? g->s[ISO].p + country * 4u : "";
}

uint32_t at_gazetteer_country(const at_gazetteer *g, at_str iso)
{
    if (!g || iso.n != 3)
        return AT_NONE;
    for (uint32_t i = 0; i < g->nplaces && record(g, i)[16] == AT_G_COUNTRY; i++)
        if (memcmp(at_gazetteer_iso(g, record(g, i)[17]), iso.p, 3) == 0)
            return i;
    return AT_NONE;
}
