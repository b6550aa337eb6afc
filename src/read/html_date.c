#include "read/html_date.h"

#include "base/data.h"
#include "base/str.h"
#include "base/utf8.h"

void at__page_dates_init(at_page_dates *d, at_arena *mem, bool month_first)
{
    at_str rows = at_data("page_months.tsv"), line;
    bool head = true;
    d->month_first = month_first;
    at_map_init(&d->months, mem);
    while (at_cut(&rows, '\n', &line)) {
        at_str name, month = line;
        int64_t m;
        if (!line.n || line.p[0] == '#')
            continue;
        at_cut(&month, '\t', &name);
        if (!head && at_to_i64(month, &m))
            at_map_set(&d->months, name, (uint32_t)m);
        head = false;
    }
}

static bool digit(at_str s, size_t i)
{
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* The number at i: its digits' count, 0 if there is none. */
static size_t number(at_str s, size_t i, int *v)
{
    size_t n = 0;
    *v = 0;
    while (n < 9 && digit(s, i + n))
        *v = *v * 10 + (s.p[i + n++] - '0');
    return n;
}

static int32_t day_of(int y, int m, int d)
{
    if (y >= 0 && y < 100)
        y += y < 70 ? 2000 : 1900;
    return y >= 1980 && y <= 2100 && m >= 1 && m <= 12 && d >= 1 && d <= 31 ? at_day(y, m, d) : AT_NODAY;
}

static size_t skip(at_str s, size_t i, const char *set)
{
    while (i < s.n && s.p[i] && strchr(set, s.p[i]))
        i++;
    if (i + 1 < s.n && (unsigned char)s.p[i] == 0xC2 && (unsigned char)s.p[i + 1] == 0xA0 && strchr(set, ' '))
        return skip(s, i + 2, set);
    return i;
}

/* Length of one of these strings at i, or 0. */
static size_t mark(at_str s, size_t i, const char *const *list)
{
    for (; *list; list++)
        if (at_starts(at_sub(s, i, s.n), at_strz(*list)))
            return strlen(*list);
    return 0;
}

/* All in numbers, beginning at a number of n digits and value a. */
static int32_t numeric(const at_page_dates *t, at_str s, size_t i, size_t n, int a)
{
    static const char *const year[] = {"\xE5\xB9\xB4", "\xEB\x85\x84", NULL}, *const month[] = {"\xE6\x9C\x88", "\xEC\x9B\x94",
                                                                                                NULL};
    int b, c;
    size_t j = i + n, k, len;
    if (n == 8 && a > 19800000 && a < 21010000)
        return day_of(a / 10000, a / 100 % 100, a % 100);
    if (n == 14 || n > 4 || n == 3)
        return AT_NODAY;
    if ((len = mark(s, j, year))) { /* 2019年3月13日 */
        j = skip(s, j + len, " ");
        k = number(s, j, &b);
        if (!k || !(len = mark(s, j + k, month)))
            return AT_NODAY;
        j = skip(s, j + k + len, " ");
        return number(s, j, &c) ? day_of(a, b, c) : AT_NODAY;
    }
    if (j >= s.n || !strchr("-/.", s.p[j]))
        return AT_NODAY;
    char sep = s.p[j];
    j = skip(s, j + 1, " ");
    k = number(s, j, &b);
    if (!k || k > 2 || j + k >= s.n || s.p[j + k] != sep)
        return AT_NODAY;
    j = skip(s, j + k + 1, " ");
    len = number(s, j, &c);
    if (n == 4)
        return len && len <= 2 ? day_of(a, b, c) : AT_NODAY;
    if (len != 4 && (len != 2 || sep == '-'))
        return AT_NODAY;
    bool first = b > 12 || (a <= 12 && sep == '/' && t->month_first);
    return first ? day_of(c, a, b) : day_of(c, b, a);
}

/* The month whose name begins at i; *end behind it and its full stop. 0: none. */
static int month(const at_page_dates *t, at_str s, size_t i, size_t *end)
{
    char low[40];
    size_t j = i, n = 0;
    while (j < s.n && n + 8 < sizeof low) {
        unsigned len;
        uint32_t cp = at_utf8(s, j, &len);
        if (cp == AT_BADCP || !at_cp_letter(cp))
            break;
        memcpy(low + n, s.p + j, len);
        n += len;
        j += len;
    }
    if (n < 3)
        return 0;
    for (size_t k = 0; k < n; k++) { /* capitals of ASCII, Latin-1 and Cyrillic */
        unsigned char c = (unsigned char)low[k], b = k + 1 < n ? (unsigned char)low[k + 1] : 0;
        if (c >= 'A' && c <= 'Z')
            low[k] = (char)(c | 32);
        else if (c == 0xC3 && b >= 0x80 && b <= 0x9E)
            low[k + 1] = (char)(b + 0x20);
        else if (c == 0xD0 && b >= 0x90 && b <= 0x9F)
            low[k + 1] = (char)(b + 0x20);
        else if (c == 0xD0 && b >= 0xA0 && b <= 0xAF) {
            low[k] = (char)0xD1;
            low[k + 1] = (char)(b - 0x20);
        }
        k += c >= 0xC0;
    }
    uint32_t m = at_map_get(&t->months, (at_str){low, n});
    *end = j < s.n && s.p[j] == '.' ? j + 1 : j;
    return m == AT_NONE ? 0 : (int)m;
}

/* Behind "de", "of", "г." and the like between the parts of a date. */
static size_t between(at_str s, size_t i)
{
    static const char *const words[] = {"de ", "del ", "of ", "th ", "st ",       "nd ", "rd ", "th,",
                                        "st,", "nd,",  "rd,", "er ", "\xC2\xBA ", "ro ", NULL};
    for (int round = 0; round < 3; round++) {
        i = skip(s, i, " ,.-/");
        size_t n = mark(s, i, words);
        i += n;
        if (!n)
            break;
    }
    return skip(s, i, " ,.-/");
}

/* "13. März 2019" at a day of n digits. */
static int32_t day_first(const at_page_dates *t, at_str s, size_t i, size_t n, int d)
{
    size_t end;
    int y, m;
    if (n > 2 || d < 1 || d > 31)
        return AT_NODAY;
    size_t j = between(s, i + n);
    if (j == i + n || !(m = month(t, s, j, &end)))
        if (!(m = month(t, s, i + n, &end)))
            return AT_NODAY;
    j = between(s, end);
    n = number(s, j, &y);
    if (n == 2 && j < s.n && j > 0 && s.p[j - 1] == ' ' && digit(s, j) && j + 2 < s.n && s.p[j + 2] == ':')
        return AT_NODAY; /* an hour */
    return n == 4 || n == 2 ? day_of(y, m, d) : AT_NODAY;
}

/* "March 13, 2019", "13 March" told before. */
static int32_t month_first(const at_page_dates *t, at_str s, size_t i)
{
    size_t end, n, j;
    int y, d, m = month(t, s, i, &end);
    if (!m)
        return AT_NODAY;
    j = skip(s, end, " ");
    n = number(s, j, &d);
    if (!n || n > 2)
        return AT_NODAY;
    j = between(s, j + n);
    n = number(s, j, &y);
    return n == 4 ? day_of(y, m, d) : AT_NODAY;
}

int32_t at__page_date(const at_page_dates *t, at_str s, size_t *at)
{
    bool before = false; /* a letter stands before */
    for (size_t i = 0; i < s.n;) {
        int v;
        int32_t day = AT_NODAY;
        unsigned char c = (unsigned char)s.p[i];
        size_t n = number(s, i, &v);
        if (n) {
            day = numeric(t, s, i, n, v);
            if (day == AT_NODAY && !before)
                day = day_first(t, s, i, n, v);
        } else if (!n && !before && ((c | 32) >= 'a' || c >= 0x80)) {
            day = month_first(t, s, i);
        }
        if (day != AT_NODAY) {
            *at = i;
            return day;
        }
        before = ((c | 32) >= 'a' && (c | 32) <= 'z') || c >= 0xC3;
        unsigned len = 1;
        if (c >= 0x80)
            (void)at_utf8(s, i, &len);
        i += n ? n : len;
        if (n == 9) /* the rest of a longer number is no date */
            while (digit(s, i))
                i++;
    }
    return AT_NODAY;
}

int32_t at__page_date_of_url(at_str url)
{
    for (size_t i = 0; i + 8 <= url.n; i++) {
        int y, m, d;
        if (i && (digit(url, i - 1)))
            continue;
        if (number(url, i, &y) != 4 || i + 4 >= url.n || (url.p[i + 4] != '/' && url.p[i + 4] != '-'))
            continue;
        char sep = url.p[i + 4];
        size_t n = number(url, i + 5, &m), k = i + 5 + n;
        if (!n || n > 2 || k >= url.n || url.p[k] != sep)
            continue;
        n = number(url, k + 1, &d);
        if (n && n <= 2 && day_of(y, m, d) != AT_NODAY && y >= 1990)
            return day_of(y, m, d);
    }
    return AT_NODAY;
}
