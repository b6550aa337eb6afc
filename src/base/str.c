#include "str.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static char low(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool at_eq(at_str a, at_str b)
{
    return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && !memcmp(a.p, b.p, a.n)));
}

bool at_eq_fold(at_str a, at_str b)
{
    return a.n == b.n && at_starts_fold(a, b);
}

int at_cmp(at_str a, at_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : a.n < b.n ? -1 : a.n > b.n;
}

bool at_starts(at_str s, at_str head)
{
    return s.n >= head.n && (!head.n || !memcmp(s.p, head.p, head.n));
}

bool at_ends(at_str s, at_str tail)
{
    return s.n >= tail.n && (!tail.n || !memcmp(s.p + s.n - tail.n, tail.p, tail.n));
}

bool at_starts_fold(at_str s, at_str head)
{
    if (s.n < head.n)
        return false;
    for (size_t i = 0; i < head.n; i++)
        if (low(s.p[i]) != low(head.p[i]))
            return false;
    return true;
}

size_t at_index(at_str s, at_str what, size_t from)
{
    if (!what.n)
        return from <= s.n ? from : SIZE_MAX;
    while (from + what.n <= s.n) {
        const char *p = memchr(s.p + from, what.p[0], s.n - what.n - from + 1);
        if (!p)
            return SIZE_MAX;
        if (!memcmp(p, what.p, what.n))
            return (size_t)(p - s.p);
        from = (size_t)(p - s.p) + 1;
    }
    return SIZE_MAX;
}

size_t at_index_char(at_str s, char c, size_t from)
{
    const char *p = from < s.n ? memchr(s.p + from, c, s.n - from) : NULL;
    return p ? (size_t)(p - s.p) : SIZE_MAX;
}

at_str at_sub(at_str s, size_t beg, size_t end)
{
    if (end > s.n)
        end = s.n;
    if (beg > end)
        beg = end;
    return (at_str){s.p ? s.p + beg : s.p, end - beg}; /* even + 0 is undefined for NULL */
}

static bool blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

at_str at_trim(at_str s)
{
    while (s.n && blank(s.p[0])) {
        s.p++;
        s.n--;
    }
    while (s.n && blank(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool at_cut(at_str *s, char c, at_str *head)
{
    if (!s->p)
        return false;
    size_t i = at_index_char(*s, c, 0);
    if (i == SIZE_MAX) {
        *head = *s;
        *s = (at_str){NULL, 0};
        return true;
    }
    *head = at_sub(*s, 0, i);
    *s = at_sub(*s, i + 1, s->n);
    return true;
}

bool at_in_list(at_str list, char sep, at_str item)
{
    const char *p = list.p, *end = p + list.n;
    if (!list.n)
        return false;
    if (!item.n)
        return *p == sep || end[-1] == sep || at_index(list, (at_str){(char[]){sep, sep}, 2}, 0) != SIZE_MAX;
    for (; (p = memchr(p, *item.p, (size_t)(end - p))); p++) {
        size_t left = (size_t)(end - p);
        if (left < item.n)
            return false;
        if ((p == list.p || p[-1] == sep) && (left == item.n || p[item.n] == sep) && !memcmp(p, item.p, item.n))
            return !memchr(item.p, sep, item.n);
    }
    return false;
}

bool at_one_of(at_str s, const char *const *words)
{
    for (; *words; words++)
        if (at_eq(s, at_strz(*words)))
            return true;
    return false;
}

size_t at_phrase_add(char *buf, size_t n, size_t room, at_str word)
{
    if (n + word.n + 1 >= room)
        return 0;
    if (n)
        buf[n++] = ' ';
    memcpy(buf + n, word.p, word.n);
    return n + word.n;
}

at_str at_lower_ascii(at_arena *a, at_str s)
{
    char *p = at_alloc(a, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = low(s.p[i]);
    return (at_str){p, s.n};
}

bool at_to_i64(at_str s, int64_t *out)
{
    bool neg = s.n && s.p[0] == '-';
    int64_t v = 0;
    if (s.n == (size_t)neg || s.n > 18)
        return false;
    for (size_t i = neg; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        v = v * 10 + (s.p[i] - '0');
    }
    *out = neg ? -v : v;
    return true;
}

uint64_t at_hash(at_str s)
{
    return XXH3_64bits(s.p ? s.p : "", s.n);
}
