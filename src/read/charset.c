#include "read/charset.h"

#include "base/str.h"
#include "base/utf8.h"
#include <iconv.h>

enum { HEAD = 4096, SAMPLE = 1 << 16 }; /* bytes searched for a declaration; bytes looked at to guess */

/* Labels of the WHATWG Encoding Standard, section 4.2, whose charset is not the label itself, with iconv's name. */
static const struct {
    const char *label, *name;
} labels[] = {
    {"utf8", "utf-8"},          {"unicode-1-1-utf-8", "utf-8"},
    {"ascii", "cp1252"},        {"us-ascii", "cp1252"},
    {"latin1", "cp1252"},       {"latin-1", "cp1252"},
    {"iso-8859-1", "cp1252"},   {"iso8859-1", "cp1252"},
    {"iso_8859-1", "cp1252"},   {"l1", "cp1252"},
    {"x-cp1252", "cp1252"},     {"windows-1252", "cp1252"},
    {"iso-8859-9", "cp1254"},   {"latin5", "cp1254"},
    {"tis-620", "cp874"},       {"iso-8859-11", "cp874"},
    {"windows-874", "cp874"},   {"gb2312", "gb18030"},
    {"gbk", "gb18030"},         {"x-gbk", "gb18030"},
    {"gb_2312-80", "gb18030"},  {"shift_jis", "cp932"},
    {"shift-jis", "cp932"},     {"sjis", "cp932"},
    {"x-sjis", "cp932"},        {"ms_kanji", "cp932"},
    {"euc-kr", "cp949"},        {"ks_c_5601-1987", "cp949"},
    {"korean", "cp949"},        {"big5", "big5-hkscs"},
    {"x-x-big5", "big5-hkscs"}, {"utf-16", "utf-16le"},
    {"unicode", "utf-16le"},    {"cp1251", "cp1251"},
    {"windows-1251", "cp1251"}, {"x-cp1251", "cp1251"},
    {"windows-1250", "cp1250"}, {"windows-1253", "cp1253"},
    {"windows-1254", "cp1254"}, {"windows-1255", "cp1255"},
    {"windows-1256", "cp1256"}, {"windows-1257", "cp1257"},
    {"windows-1258", "cp1258"}, {"koi8", "koi8-r"},
    {"koi8-ru", "koi8-u"},      {"iso-8859-8-i", "iso-8859-8"},
    {"logical", "iso-8859-8"},  {"x-mac-cyrillic", "mac-cyrillic"},
    {"macintosh", "macintosh"}, {"x-euc-jp", "euc-jp"},
    {"hebrew", "iso-8859-8"},   {"cyrillic", "iso-8859-5"},
    {"greek", "iso-8859-7"},    {"arabic", "iso-8859-6"},
};

/* iconv's name of a label in buf[32]; false if it is too odd to be one. */
static bool canonical(char *buf, at_str label)
{
    label = at_trim(label);
    if (label.n < 2 || label.n >= 32)
        return false;
    for (size_t i = 0; i < label.n; i++) {
        char c = label.p[i];
        if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && !strchr("-_:", c))
            return false;
    }
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (at_eq_fold(label, at_strz(labels[i].label))) {
            memcpy(buf, labels[i].name, strlen(labels[i].name) + 1);
            return true;
        }
    for (size_t i = 0; i < label.n; i++)
        buf[i] = (char)(label.p[i] >= 'A' && label.p[i] <= 'Z' ? label.p[i] | 32 : label.p[i]);
    buf[label.n] = 0;
    return true;
}

static size_t find_fold(at_str s, at_str what, size_t from)
{
    for (size_t i = from; i + what.n <= s.n; i++)
        if (at_starts_fold(at_sub(s, i, s.n), what))
            return i;
    return SIZE_MAX;
}

/* The value behind "charset" or "encoding" and = in s: up to a quote, blank, semicolon or bracket. */
static at_str value_of(at_str s, at_str key)
{
    size_t i = find_fold(s, key, 0);
    if (i == SIZE_MAX)
        return AT_S("");
    at_str v = at_trim(at_sub(s, i + key.n, s.n));
    if (!at_starts(v, AT_S("=")))
        return AT_S("");
    v = at_trim(at_sub(v, 1, v.n));
    if (v.n && (v.p[0] == '"' || v.p[0] == '\''))
        v = at_sub(v, 1, v.n);
    size_t n = 0;
    while (n < v.n && !strchr("\"' \t\r\n;/>?", v.p[n]))
        n++;
    return at_sub(v, 0, n);
}

/* What the page declares in <meta> or in its XML declaration. */
static at_str declared(at_str s)
{
    s = at_sub(s, 0, HEAD);
    if (at_starts(s, AT_S("<?xml"))) {
        size_t end = at_index_char(s, '>', 0);
        at_str v = value_of(at_sub(s, 0, end == SIZE_MAX ? s.n : end), AT_S("encoding"));
        if (v.n)
            return v;
    }
    for (size_t i = 0; (i = find_fold(s, AT_S("<meta"), i)) != SIZE_MAX; i++) {
        size_t end = at_index_char(s, '>', i);
        at_str v = value_of(at_sub(s, i, end == SIZE_MAX ? s.n : end), AT_S("charset"));
        if (v.n)
            return v;
    }
    return AT_S("");
}

typedef struct {
    size_t high, runs, even, ascii; /* bytes over 7F, runs of them, runs of even length, ASCII letters */
    size_t lead[256];               /* first bytes of pairs within runs */
    size_t byte[256];
} census;

static void count(census *c, at_str s)
{
    memset(c, 0, sizeof *c);
    for (size_t i = 0; i < s.n;) {
        unsigned char b = (unsigned char)s.p[i];
        size_t j = i;
        if (b < 0x80) {
            c->ascii += (b | 32) >= 'a' && (b | 32) <= 'z';
            i++;
            continue;
        }
        for (; j < s.n && (unsigned char)s.p[j] >= 0x80; j++) {
            c->byte[(unsigned char)s.p[j]]++;
            c->lead[(unsigned char)s.p[j]] += (j - i) % 2 == 0;
        }
        c->high += j - i;
        c->runs++;
        c->even += (j - i) % 2 == 0;
        i = j;
    }
}

static size_t sum(const size_t *v, unsigned from, unsigned to)
{
    size_t n = 0;
    for (unsigned i = from; i <= to; i++)
        n += v[i];
    return n;
}

/*
 * The legacy charset of bytes that are no UTF-8. Runs of high bytes are of even length in the two-byte charsets of East
 * Asia (EUC and its kin), which then differ by their first bytes (kana in EUC-JP, hangul rows B0 to C8 in EUC-KR).
 * Runs as long as words mean a script other than Latin: in windows-1251 the small letters lie at E0 to FF, in KOI8-R at
 * C0 to DF. What is left is Western.
 */
static const char *guess(at_str s)
{
    census c;
    count(&c, at_sub(s, 0, SAMPLE));
    if (c.runs >= 8 && c.even * 100 >= c.runs * 95 && c.high > c.runs * 3) {
        size_t leads = sum(c.lead, 0, 255);
        if (c.lead[0xA4] * 4 > leads)
            return "euc-jp";
        if (sum(c.lead, 0xB0, 0xC8) * 100 > leads * 85)
            return "cp949";
        return "gb18030";
    }
    if (sum(c.byte, 0x82, 0x83) * 3 > c.high && c.high >= 16)
        return "cp932";
    if (c.runs && c.high > c.runs * 3) {
        size_t low = sum(c.byte, 0xC0, 0xDF), up = sum(c.byte, 0xE0, 0xFF);
        if (low + up > c.high / 2)
            return up >= low ? "cp1251" : "koi8-r";
    }
    return "cp1252";
}

/* UTF-8 with bad parts and NULs replaced by U+FFFD (three bytes for at least one). */
static void take_utf8(at_decoded *d, at_arena *mem, at_str s, uint32_t base)
{
    static const char fffd[] = "\xEF\xBF\xBD";
    AT_VEC(at_way) ways = {0};
    *at_push(mem, &ways) = (at_way){0, base};
    d->name = AT_S("utf-8");
    d->text = s;
    if (at_utf8_bad(s) != SIZE_MAX || memchr(s.p, 0, s.n)) {
        char *out = at_alloc(mem, s.n * 3 + 1);
        size_t n = 0;
        for (size_t i = 0; i < s.n;) {
            unsigned len = 1;
            bool ok = s.p[i] && ((unsigned char)s.p[i] < 0x80 || at_utf8(s, i, &len) != AT_BADCP);
            memcpy(out + n, ok ? s.p + i : fffd, ok ? len : 3);
            n += ok ? len : 3;
            if (!ok && !d->bad++)
                d->first_bad = base + i;
            i += len;
            if (!ok && len != 3)
                *at_push(mem, &ways) = (at_way){(uint32_t)n, base + (uint32_t)i};
        }
        d->text = (at_str){out, n};
    }
    d->ways = ways.p;
    d->nways = ways.n;
}

/* The code point that begins at s.p[i] by the open converter, and its length; AT_BADCP with length 1 if there is none. */
static uint32_t convert(iconv_t cd, at_str s, size_t i, size_t *len)
{
    unsigned char out[4];
    char *to = (char *)out, *from;
    char in[8];
    size_t have = s.n - i < sizeof in ? s.n - i : sizeof in, left = have, room = 4;
    memcpy(in, s.p + i, have);
    from = in;
    (void)iconv(cd, &from, &left, &to, &room);
    *len = have - left;
    if (room || !*len) { /* nothing came: a bad byte, or the input was cut */
        (void)iconv(cd, NULL, NULL, NULL, NULL);
        *len = 1;
        return AT_BADCP;
    }
    return (uint32_t)out[0] | (uint32_t)out[1] << 8 | (uint32_t)out[2] << 16 | (uint32_t)out[3] << 24;
}

/* Through iconv, a code point at a time; false if it does not know the charset. All memory is taken before it is opened. */
static bool take_iconv(at_decoded *d, at_arena *mem, at_str s, uint32_t base, const char *name)
{
    bool wide = at_starts(at_strz(name), AT_S("utf-16"));
    char *out = at_alloc(mem, s.n * 3 + 4);
    at_way *ways = at_new(mem, at_way, s.n + 2);
    uint32_t table[256];
    size_t n = 0, nways = 1, len;
    iconv_t cd = iconv_open("UTF-32LE", name);
    if (cd == (iconv_t)-1)
        return false;
    for (unsigned b = 0; b < 128 && !wide; b++) /* ASCII needs no call */
        table[b] = b;
    ways[0] = (at_way){0, base};
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t cp;
        unsigned char b = (unsigned char)s.p[i];
        if (!wide && b < 128) {
            cp = table[b];
            len = 1;
        } else {
            cp = convert(cd, s, i, &len);
        }
        if (cp == AT_BADCP || !cp || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000)) {
            if (!d->bad++)
                d->first_bad = base + i;
            cp = 0xFFFD;
        }
        size_t put = at_utf8_put(out + n, cp);
        n += put;
        if (put != len)
            ways[nways++] = (at_way){(uint32_t)n, base + (uint32_t)(i + len)};
    }
    iconv_close(cd);
    d->text = (at_str){out, n};
    d->ways = ways;
    d->nways = nways;
    d->name = at_arena_str(mem, at_strz(name));
    return true;
}

/* Share of bad parts that make a declared UTF-8 a lie: more than one for 64 high bytes and more than two in all. */
static bool is_utf8(at_str s)
{
    size_t bad = 0, high = 0;
    s = at_sub(s, 0, SAMPLE * 16);
    for (size_t i = 0; i < s.n;) {
        unsigned len = 1;
        if ((unsigned char)s.p[i] >= 0x80) {
            high++;
            bad += at_utf8(s, i, &len) == AT_BADCP && i + 4 < s.n;
        }
        i += len;
    }
    return bad <= 2 ? bad * 4 <= high : bad * 64 < high;
}

void at__charset_decode(at_decoded *d, at_arena *mem, at_str bytes, at_str header)
{
    char name[32];
    memset(d, 0, sizeof *d);
    if (!bytes.p)
        bytes = AT_S("");
    if (at_starts(bytes, AT_S("\xEF\xBB\xBF"))) {
        take_utf8(d, mem, at_sub(bytes, 3, bytes.n), 3);
        return;
    }
    bool le = at_starts(bytes, AT_S("\xFF\xFE")), be = at_starts(bytes, AT_S("\xFE\xFF"));
    if ((le || be) && take_iconv(d, mem, at_sub(bytes, 2, bytes.n), 2, le ? "utf-16le" : "utf-16be"))
        return;
    bool known = (header.n && canonical(name, header)) || canonical(name, declared(bytes));
    bool wide = known && at_starts(at_strz(name), AT_S("utf-16")); /* only if one byte of the first two is NUL */
    if (wide && bytes.n > 1 && !bytes.p[0] != !bytes.p[1] && take_iconv(d, mem, bytes, 0, name))
        return;
    if (is_utf8(bytes)) { /* whatever is declared: text in another charset is hardly ever valid UTF-8 */
        take_utf8(d, mem, bytes, 0);
        return;
    }
    if (known && !wide && strcmp(name, "utf-8") && take_iconv(d, mem, bytes, 0, name))
        return;
    if (!take_iconv(d, mem, bytes, 0, guess(bytes)) && !take_iconv(d, mem, bytes, 0, "cp1252"))
        take_utf8(d, mem, bytes, 0);
}
