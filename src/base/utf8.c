#include "utf8.h"

#include "str.h"
#include <utf8proc.h>

uint32_t at_utf8(at_str s, size_t i, unsigned *len)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    size_t left = s.n - i;
    unsigned c = p[0];
    *len = 1;
    if (c < 0x80)
        return c;
    if (c < 0xC2 || c > 0xF4)
        return AT_BADCP;
    unsigned want = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint32_t cp = c & (0x7Fu >> want);
    /* bounds of the second byte rule out overlong forms, surrogates and code points over 10FFFF */
    unsigned lo = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80, hi = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    for (unsigned k = 1; k < want; k++) {
        if (k >= left || p[k] < lo || p[k] > hi) {
            *len = k;
            return AT_BADCP;
        }
        cp = cp << 6 | (p[k] & 0x3Fu);
        lo = 0x80;
        hi = 0xBF;
    }
    *len = want;
    return cp;
}

size_t at_utf8_put(char out[4], uint32_t cp)
{
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
}

size_t at_utf8_next(at_str s, size_t i)
{
    unsigned len;
    if (i >= s.n)
        return s.n;
    at_utf8(s, i, &len);
    return i + len;
}

size_t at_utf8_prev(at_str s, size_t i)
{
    size_t j = i;
    while (j && i - j < 4) {
        j--;
        if (((unsigned char)s.p[j] & 0xC0) != 0x80)
            return j;
    }
    return i ? i - 1 : 0;
}

bool at_utf8_boundary(at_str s, size_t i)
{
    return i >= s.n ? i == s.n : ((unsigned char)s.p[i] & 0xC0) != 0x80;
}

size_t at_utf8_bad(at_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        if ((unsigned char)s.p[i] < 0x80)
            i++;
        else if (at_utf8(s, i, &len) == AT_BADCP)
            return i;
        else
            i += len;
    }
    return SIZE_MAX;
}

static utf8proc_category_t cat(uint32_t cp)
{
    return cp > 0x10FFFF ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)cp);
}

bool at_cp_letter(uint32_t cp)
{
    utf8proc_category_t c = cat(cp);
    return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

bool at_cp_upper(uint32_t cp)
{
    utf8proc_category_t c = cat(cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool at_cp_lower(uint32_t cp)
{
    return cat(cp) == UTF8PROC_CATEGORY_LL;
}

unsigned at_cp_width(uint32_t cp)
{
    return cp > 0x10FFFF ? 1 : (unsigned)utf8proc_charwidth((utf8proc_int32_t)cp);
}

bool at_cp_space(uint32_t cp)
{
    return cp == ' ' || (cp >= 9 && cp <= 13) || cp == 0x85 || cp == 0xA0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200B) ||
           cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000 || cp == 0xFEFF;
}

at_str at_utf8_lower(at_arena *a, at_str s)
{
    char *o = at_alloc(a, s.n * 2 + 8); /* lowercase is at most 3 bytes for 2 (U+023A, U+0130 kept single) */
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = at_utf8(s, i, &len);
        if (cp == AT_BADCP) {
            memcpy(o + n, s.p + i, len);
            n += len;
        } else {
            n += at_utf8_put(o + n, (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
        }
        i += len;
    }
    return (at_str){o, n};
}

static uint32_t plain(uint32_t cp)
{
    switch (cp) {
    case 0x2018: case 0x2019: case 0x201A: case 0x201B: case 0x2032: case 0x00B4: case 0x02BC: case 0x02BB:
        return '\'';
    case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x00AB: case 0x00BB: case 0x2033:
        return '"';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2212:
        return '-';
    case 0x00A0: case 0x202F: case 0x2009:
        return ' ';
    default:
        return cp;
    }
}

at_str at_utf8_key(at_arena *a, at_str s)
{
    char *o = at_alloc(a, s.n * 4 + 8);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80) {
            o[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
            i++;
            continue;
        }
        uint32_t cp = at_utf8(s, i, &len);
        i += len;
        if (cp == AT_BADCP)
            continue;
        cp = plain(cp);
        utf8proc_int32_t d[8];
        int cls = 0;
        utf8proc_ssize_t k = utf8proc_decompose_char((utf8proc_int32_t)cp, d, 8, UTF8PROC_DECOMPOSE, &cls);
        for (utf8proc_ssize_t j = 0; j < k && j < 8; j++)
            if (cat((uint32_t)d[j]) != UTF8PROC_CATEGORY_MN && n + 4 <= s.n * 4 + 4)
                n += at_utf8_put(o + n, (uint32_t)utf8proc_tolower(d[j]));
    }
    return (at_str){o, n};
}
