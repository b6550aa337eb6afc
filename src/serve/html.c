#include "serve/html.h"

#include "base/json.h"
#include "base/str.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>

static bool turns_direction(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

static void text_char(at_buf *b, at_str s, size_t i, unsigned len, uint32_t cp)
{
    switch (cp) {
    case '&': at_buf_put(b, AT_S("&amp;")); return;
    case '<': at_buf_put(b, AT_S("&lt;")); return;
    case '>': at_buf_put(b, AT_S("&gt;")); return;
    case '"': at_buf_put(b, AT_S("&quot;")); return;
    case '\'': at_buf_put(b, AT_S("&#39;")); return;
    case '\n': case '\t': at_buf_putc(b, (char)cp); return;
    case '\r': at_buf_putc(b, ' '); return;
    default: break;
    }
    bool bad = cp == AT_BADCP || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || turns_direction(cp);
    at_buf_put(b, bad ? AT_S("\xEF\xBF\xBD") : at_sub(s, i, i + len));
}

void at__html_text(at_buf *b, at_str s)
{
    unsigned len = 1;
    size_t plain = 0;
    for (size_t i = 0; i < s.n; i += len) {
        unsigned char c = (unsigned char)s.p[i];
        len = 1;
        if (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'')
            continue; /* a run of plain letters is written at once */
        at_buf_put(b, at_sub(s, plain, i));
        uint32_t cp = at_utf8(s, i, &len);
        text_char(b, s, i, len, cp);
        plain = i + len;
    }
    at_buf_put(b, at_sub(s, plain, s.n));
}

void at__html_url(at_buf *b, at_str s)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            at_buf_putc(b, (char)c);
            continue;
        }
        at_buf_putc(b, '%');
        at_buf_putc(b, hex[c >> 4]);
        at_buf_putc(b, hex[c & 15]);
    }
}

void at__html_number(at_buf *b, int64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%lld", (long long)n), start = digits[0] == '-';
    if (start)
        at_buf_putc(b, '-');
    for (int i = start; i < len; i++) {
        if (i > start && (len - i) % 3 == 0)
            at_buf_putc(b, ',');
        at_buf_putc(b, digits[i]);
    }
}

void at__html(at_buf *b, const char *form, ...)
{
    va_list ap;
    va_start(ap, form);
    for (const char *p = form; *p; p++) {
        size_t run = strcspn(p, "$");
        at_buf_put(b, (at_str){p, run});
        p += run;
        if (!*p)
            break;
        switch (*++p) {
        case 's': at__html_text(b, va_arg(ap, at_str)); break;
        case 'z': at__html_text(b, at_strz(va_arg(ap, const char *))); break;
        case 'u': at__html_url(b, va_arg(ap, at_str)); break;
        case 'd': at_buf_fmt(b, "%lld", va_arg(ap, long long)); break;
        case 'n': at__html_number(b, va_arg(ap, long long)); break;
        case 'f': {
            at_json j = {b, false};
            at_json_num(&j, va_arg(ap, double), 2);
            break;
        }
        default: at_buf_putc(b, '$'); break;
        }
        if (!*p)
            break;
    }
    va_end(ap);
}
