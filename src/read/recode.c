#include "read/recode.h"

#include "base/str.h"
#include <errno.h>
#include <iconv.h>

static iconv_t open_charset(at_str charset)
{
    char name[48];
    if (!charset.n || charset.n >= sizeof name)
        return (iconv_t)-1;
    for (size_t i = 0; i < charset.n; i++) { /* names come from outside: nothing that iconv takes for an option */
        char c = charset.p[i];
        if (!((c | 32) >= 'a' && (c | 32) <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.' && c != ':')
            return (iconv_t)-1;
        name[i] = c;
    }
    name[charset.n] = 0;
    return iconv_open("UTF-8", name);
}

at_str at_recode(at_arena *mem, at_str s, at_str charset, bool *known, size_t *bad)
{
    size_t none;
    bool ignored;
    bad = bad ? bad : &none;
    known = known ? known : &ignored;
    *bad = 0;
    *known = true;
    if (at_eq_fold(charset, AT_S("utf-8")) || at_eq_fold(charset, AT_S("us-ascii")) || at_eq_fold(charset, AT_S("utf8")))
        return s;
    if (at_eq_fold(charset, AT_S("iso-8859-1")) || at_eq_fold(charset, AT_S("latin1")))
        charset = AT_S("windows-1252"); /* as the WHATWG Encoding Standard reads it */
    iconv_t cd = open_charset(charset);
    if (cd == (iconv_t)-1) {
        *known = false;
        return s;
    }
    iconv_close(cd);
    size_t room = s.n * 3 + 16; /* one byte becomes at most three */
    char *buf = at_alloc(mem, room), *out = buf, *in = (char *)(uintptr_t)s.p;
    size_t left = s.n;
    cd = open_charset(charset); /* opened again: while memory is taken from the arena nothing else may be held */
    while (left && cd != (iconv_t)-1) {
        if (iconv(cd, &in, &left, &out, &room) != (size_t)-1)
            break;
        if (errno == E2BIG || room < 3)
            break;
        memcpy(out, "\xEF\xBF\xBD", 3);
        out += 3;
        room -= 3;
        in++;
        left--;
        ++*bad;
    }
    if (cd != (iconv_t)-1) {
        (void)iconv(cd, NULL, NULL, &out, &room);
        iconv_close(cd);
    }
    return (at_str){buf, (size_t)(out - buf)};
}
