#include "read/html.h"

#include "base/str.h"

/* The next tag or comment at or after i; s.n if there is none. */
static size_t tag_at(at_str s, size_t i)
{
    size_t at = at_index_char(s, '<', i);
    return at == SIZE_MAX ? s.n : at;
}

void at__html_read(at_kept *k, at_arena *mem, at_str bytes, const at_html_from *from)
{
    (void)from;
    memset(k, 0, sizeof *k);
    k->day = AT_NODAY;
    at_keep_bytes(k, mem, bytes);
    char *out = at_alloc(mem, k->text.n + 1);
    size_t n = 0;
    k->ways.n = 0;
    for (size_t i = 0; i < k->text.n;) {
        size_t beg = i, end = tag_at(k->text, i);
        if (end > beg) {
            *at_push(mem, &k->ways) = (at_way){(uint32_t)n, (uint32_t)beg};
            memcpy(out + n, k->text.p + beg, end - beg);
            n += end - beg;
        }
        i = at_index_char(k->text, '>', end);
        i = i == SIZE_MAX ? k->text.n : i + 1;
    }
    k->text = (at_str){out, n};
}
