/*
 * Any bytes as a page, as a piece of one and as a live blog give valid kept text whose ASCII leads back to the same bytes, and
 * valid words about the page. The first byte chooses the charset of the header.
 */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/html_live.h"

static void same_bytes(const at_kept *k, at_str s)
{
    uint32_t before = 0;
    MUST(at_utf8_bad(k->text) == SIZE_MAX && !(k->text.n && memchr(k->text.p, 0, k->text.n)));
    for (size_t i = 0; i < k->ways.n; i++) {
        MUST(!i || k->ways.p[i].kept > before);
        before = k->ways.p[i].kept;
    }
    for (uint32_t i = 0; i < k->text.n; i++) {
        unsigned char c = (unsigned char)k->text.p[i];
        if (c <= ' ' || c >= 0x80)
            continue;
        uint32_t at = at_kept_source(k, i);
        MUST(at < s.n);
        if (s.p[at] != (char)c) { /* within a character reference */
            uint32_t amp = at;
            while (amp && at - amp < 10 && s.p[amp] != '&')
                amp--;
            MUST(s.p[amp] == '&' || (unsigned char)s.p[at] >= 0x80 || !s.p[at]);
        }
    }
}

static void valid(at_str s)
{
    MUST(!s.n || at_utf8_bad(s) == SIZE_MAX);
}

static void read_as(at_str s, at_str charset, bool piece)
{
    const at_html_from from = {.charset = charset, .piece = piece};
    at_arena mem;
    at_kept k;
    at_arena_init(&mem, 0, NULL);
    at__html_read(&k, &mem, s, &from);
    if (!charset.n)
        same_bytes(&k, s);
    valid(k.text);
    valid(k.said.title);
    valid(k.said.byline);
    valid(k.said.publisher);
    valid(k.said.language);
    valid(k.said.url);
    valid(k.said.published_at);
    at_arena_release(&mem);
}

static void live(at_str s)
{
    const at_html_from from = {0};
    at_arena mem;
    at_live l;
    at_arena_init(&mem, 0, NULL);
    if (at__html_live(&l, &mem, s, &from))
        for (size_t i = 0; i < l.posts.n; i++)
            MUST(l.posts.p[i].beg <= l.posts.p[i].end && l.posts.p[i].end <= s.n);
    at_arena_release(&mem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {"", "windows-1251", "utf-16le", "gb18030", "shift_jis", "none-such", "iso-8859-1"};
    at_str s = input_of(data, size);
    if (!s.n)
        return 0;
    at_str rest = at_sub(s, 1, s.n);
    read_as(s, AT_S(""), false);
    read_as(rest, at_strz(charsets[(unsigned char)s.p[0] % (sizeof charsets / sizeof *charsets)]), false);
    read_as(s, AT_S(""), true);
    live(s);
    return 0;
}
