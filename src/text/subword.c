#include "text/subword.h"

#include "base/utf8.h"
#include <utf8proc.h>

/* Bytes of a word that are looked at: longer "words" are no language, and this keeps hostile input cheap. */
enum { WORD_BYTES = 512 };

void at__subwords_init(at__subwords *s, const at_engine *e, at_arena *mem, at_arena *kept)
{
    memset(s, 0, sizeof *s);
    s->e = e;
    s->mem = mem;
    s->kept = kept;
    at_map_init(&s->map, mem);
}

static utf8proc_category_t category(uint32_t cp)
{
    return cp > 0x10FFFF ? UTF8PROC_CATEGORY_CN : utf8proc_category((utf8proc_int32_t)cp);
}

static bool is_punct(uint32_t c)
{
    if (c < 128)
        return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    utf8proc_category_t k = category(c);
    return k >= UTF8PROC_CATEGORY_PC && k <= UTF8PROC_CATEGORY_PO;
}

static bool is_cjk(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2CEAF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

static uint32_t plain(uint32_t c)
{
    return c == 0x2019 ? '\'' : c == 0x201C || c == 0x201D ? '"' : c == 0x2013 || c == 0x2014 ? '-' : c;
}

/* Longest matches over one part, written after a hole of two bytes for "##": at[0..1] is the hole, the part follows. */
static void cut_part(const at_engine *e, char *hole, size_t n, at__pieces *out)
{
    unsigned before = out->n, most = (unsigned)e->maxpieces;
    for (size_t beg = 0; beg < n;) {
        size_t end = n, limit = e->piece_max;
        char *from = hole + 2 + beg;
        char keep[2] = {from[-2], from[-1]};
        uint32_t id = AT_NONE;
        if (beg) {
            from[-2] = from[-1] = '#';
            from -= 2;
        }
        size_t extra = beg ? 2 : 0;
        if (end - beg + extra > limit)
            end = beg + limit - extra;
        for (; end > beg; end--) {
            if (end < n && ((unsigned char)hole[2 + end] & 0xC0) == 0x80)
                continue;
            id = at_map_get(&e->vocab, (at_str){from, end - beg + extra});
            if (id != AT_NONE)
                break;
        }
        if (beg) {
            from[0] = keep[0];
            from[1] = keep[1];
        }
        if (id == AT_NONE) { /* a part without a match is one unknown piece */
            out->n = (uint8_t)before;
            if (before < most)
                out->id[out->n++] = (uint32_t)e->unk;
            return;
        }
        if (out->n < most)
            out->id[out->n++] = id;
        beg = end;
    }
}

/* The parts of BERT's basic tokenizer: lowercased, decomposed, marks dropped, cut at punctuation, CJK and blanks. */
static void cut_word(const at_engine *e, at_str word, at__pieces *out)
{
    char part[2 + WORD_BYTES * 4];
    size_t n = 0;
    for (size_t i = 0; i < word.n && i < WORD_BYTES;) {
        unsigned len;
        uint32_t cp = at_utf8(word, i, &len);
        i += len;
        utf8proc_int32_t d[8];
        utf8proc_ssize_t k = 1;
        cp = plain(cp == AT_BADCP ? 0xFFFD : cp);
        d[0] = (utf8proc_int32_t)(cp < 128 ? (cp >= 'A' && cp <= 'Z' ? cp + 32 : cp) : (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
        if (d[0] >= 128) {
            int cls = 0;
            k = utf8proc_decompose_char(d[0], d, 8, UTF8PROC_DECOMPOSE, &cls);
        }
        for (utf8proc_ssize_t j = 0; j < k && j < 8; j++) {
            uint32_t c = (uint32_t)d[j];
            if (c >= 128 && category(c) == UTF8PROC_CATEGORY_MN)
                continue;
            bool alone = is_punct(c) || is_cjk(c);
            if (alone || at_cp_space(c)) {
                cut_part(e, part, n, out);
                n = 0;
            }
            if (!at_cp_space(c))
                n += at_utf8_put(part + 2 + n, c);
            if (alone) {
                cut_part(e, part, n, out);
                n = 0;
            }
            if (n > sizeof part - 8)
                break;
        }
        if (n > sizeof part - 48)
            break;
    }
    cut_part(e, part, n, out);
    if (!out->n)
        out->id[out->n++] = (uint32_t)e->unk;
}

/* Python's isdigit: decimal digits and the superscript and circled ones (category No below U+2800 that stand for one digit). */
static bool is_digit(uint32_t c)
{
    if (c < 128)
        return c >= '0' && c <= '9';
    return category(c) == UTF8PROC_CATEGORY_ND || c == 0xB2 || c == 0xB3 || c == 0xB9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
           (c >= 0x2080 && c <= 0x2089) || (c >= 0x2460 && c <= 0x2468);
}

uint8_t at__case_class(at_str word)
{
    bool upper = false, lower = false, title = false, digit = false, first = false;
    unsigned count = 0;
    for (size_t i = 0; i < word.n && i < WORD_BYTES;) {
        unsigned len;
        uint32_t c = at_utf8(word, i, &len);
        bool up, lo;
        if (c < 128) {
            up = c >= 'A' && c <= 'Z';
            lo = c >= 'a' && c <= 'z';
        } else {
            utf8proc_category_t k = category(c);
            up = k == UTF8PROC_CATEGORY_LU;
            lo = k == UTF8PROC_CATEGORY_LL || c == 0xAA || c == 0xBA;
            title = title || k == UTF8PROC_CATEGORY_LT;
        }
        if (!i)
            first = up;
        upper = upper || up;
        lower = lower || lo;
        digit = digit || is_digit(c);
        count++;
        i += len;
    }
    if (lower && !upper && !title)
        return 0;
    if (digit)
        return 4;
    if (upper && !lower && !title)
        return count > 1 ? 2 : 5;
    if (first)
        return 1;
    return upper ? 3 : 7;
}

uint32_t at__subwords_of(at__subwords *s, at_str word)
{
    uint32_t *at = at_map_at(&s->map, word);
    if (*at != AT_NONE)
        return *at;
    uint32_t i = *at = (uint32_t)s->all.n;
    at__pieces *p = at_push(s->mem, &s->all);
    p->key = at_utf8_key(s->kept, word);
    p->shape = at__case_class(word);
    cut_word(s->e, word, p);
    return i;
}
