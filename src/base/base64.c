#include "base/base64.h"

void at_base64_put(at_buf *b, at_str bytes)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *p = (const unsigned char *)bytes.p;
    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t have = bytes.n - i < 3 ? bytes.n - i : 3;
        uint32_t bits = (uint32_t)p[i] << 16 | (have > 1 ? (uint32_t)p[i + 1] << 8 : 0) | (have > 2 ? (uint32_t)p[i + 2] : 0);
        char four[4] = {letters[bits >> 18], letters[bits >> 12 & 63], have > 1 ? letters[bits >> 6 & 63] : '=', have > 2 ? letters[bits & 63] : '='};
        at_buf_put(b, (at_str){four, 4});
    }
}

static int value(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+' || c == '-' ? 62
           : c == '/' || c == '_' ? 63
                                  : -1;
}

at_str at_base64_read(at_arena *mem, at_str s)
{
    char *out = at_alloc(mem, s.n / 4 * 3 + 4);
    size_t n = 0;
    uint32_t bits = 0, have = 0;
    for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
        int v = value(s.p[i]);
        if (v < 0)
            continue;
        bits = (bits << 6 | (uint32_t)v) & 0xFFFFFF;
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[n++] = (char)(bits >> have & 0xFF);
        }
    }
    return (at_str){out, n};
}
