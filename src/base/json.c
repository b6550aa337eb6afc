#include "json.h"

#include "str.h"
#include "utf8.h"
#include <math.h>
#include <stdio.h>

static void sep(at_json *j)
{
    if (j->comma)
        at_buf_putc(j->out, ',');
    j->comma = true;
}

void at_json_open(at_json *j, char c)
{
    sep(j);
    at_buf_putc(j->out, c);
    j->comma = false;
}

void at_json_close(at_json *j, char c)
{
    at_buf_putc(j->out, c);
    j->comma = true;
}

static void quoted(at_buf *o, at_str s)
{
    size_t run = 0; /* start of bytes not yet written */
    at_buf_putc(o, '"');
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        unsigned len = 1;
        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
            i++;
            continue;
        }
        if (c >= 0x80 && at_utf8(s, i, &len) != AT_BADCP) {
            i += len;
            continue;
        }
        at_buf_put(o, at_sub(s, run, i));
        if (c >= 0x80)
            at_buf_put(o, AT_S("\xEF\xBF\xBD"));
        else if (c == '"' || c == '\\')
            at_buf_fmt(o, "\\%c", c);
        else if (c == '\n')
            at_buf_put(o, AT_S("\\n"));
        else if (c == '\t')
            at_buf_put(o, AT_S("\\t"));
        else
            at_buf_fmt(o, "\\u%04x", c);
        i += len;
        run = i;
    }
    at_buf_put(o, at_sub(s, run, s.n));
    at_buf_putc(o, '"');
}

void at_json_key(at_json *j, const char *key)
{
    sep(j);
    quoted(j->out, at_strz(key));
    at_buf_putc(j->out, ':');
    j->comma = false;
}

void at_json_str(at_json *j, at_str s)
{
    sep(j);
    quoted(j->out, s);
}

void at_json_str0(at_json *j, at_str s)
{
    if (s.n)
        at_json_str(j, s);
    else
        at_json_null(j);
}

void at_json_int(at_json *j, int64_t v)
{
    sep(j);
    at_buf_fmt(j->out, "%lld", (long long)v);
}

void at_json_num(at_json *j, double v, int decimals)
{
    char t[64];
    if (!isfinite(v)) {
        at_json_null(j);
        return;
    }
    int n = snprintf(t, sizeof t, "%.*f", decimals, v);
    if (decimals > 0 && n > 0 && (size_t)n < sizeof t) {
        while (n > 1 && t[n - 1] == '0')
            n--;
        if (t[n - 1] == '.')
            n--;
    }
    sep(j);
    at_buf_put(j->out, (at_str){t, (size_t)n});
}

void at_json_bool(at_json *j, bool v)
{
    sep(j);
    at_buf_put(j->out, v ? AT_S("true") : AT_S("false"));
}

void at_json_null(at_json *j)
{
    sep(j);
    at_buf_put(j->out, AT_S("null"));
}

void at_json_span(at_json *j, at_span s)
{
    sep(j);
    at_buf_fmt(j->out, "[%u,%u]", s.beg, s.end);
}
