#include "text/sentence.h"

#include "base/utf8.h"

/* ---- paragraphs ---- */

typedef struct {
    uint32_t beg, end; /* without the line end and blanks around it */
    bool indented;
} line;

static bool next_line(at_str text, uint32_t *i, line *l)
{
    if (*i >= text.n)
        return false;
    uint32_t b = *i, e = b;
    while (e < text.n && text.p[e] != '\n')
        e++;
    *i = e + 1;
    uint32_t start = b;
    while (b < e && (text.p[b] == ' ' || text.p[b] == '\t' || text.p[b] == '\r'))
        b++;
    while (e > b && (text.p[e - 1] == ' ' || text.p[e - 1] == '\t' || text.p[e - 1] == '\r'))
        e--;
    *l = (line){b, e, b - start >= 2 || (b > start && text.p[start] == '\t')};
    return true;
}

static bool ends_thought(at_str text, uint32_t end)
{
    char c = text.p[end - 1];
    return c == '.' || c == '!' || c == '?' || c == ':' || c == ';' || c == '"' || c == ')' || (unsigned char)c >= 0x80;
}

/* Width at which the text is wrapped, or 0: no long lines, and many line ends stand inside a sentence. */
static uint32_t wrapped(at_str text)
{
    uint32_t i = 0, widest = 0, breaks = 0, inside = 0;
    line a, b;
    bool have = next_line(text, &i, &a);
    while (have) {
        if (a.end - a.beg > widest)
            widest = a.end - a.beg;
        if (widest > 120)
            return 0;
        bool more = next_line(text, &i, &b);
        if (more && a.end > a.beg && b.end > b.beg) {
            char c = text.p[b.beg];
            breaks++;
            inside += c >= 'a' && c <= 'z' && !ends_thought(text, a.end);
        }
        a = b;
        have = more;
    }
    return widest >= 40 && inside >= 2 && inside * 4 >= breaks ? widest : 0; /* about half of all words begin small */
}

/* ---- sentences ---- */

typedef struct {
    at_str text;
    const at_span *w;
    uint32_t n; /* words of the paragraph */
} para;

static at_str word_at(const para *p, uint32_t i)
{
    return (at_str){p->text.p + p->w[i].beg, p->w[i].end - p->w[i].beg};
}

static bool apart(const para *p, uint32_t i)
{
    return i == 0 || p->w[i - 1].end != p->w[i].beg;
}

static bool end_mark(at_str w)
{
    if (at_eq(w, AT_S("\xE2\x80\xA6"))) /* … */
        return true;
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] != '.' && w.p[i] != '!' && w.p[i] != '?')
            return false;
    return w.n > 0;
}

static bool dots(at_str w)
{
    return (w.n > 1 && w.p[0] == '.') || (unsigned char)w.p[0] == 0xE2;
}

static bool closer(at_str w)
{
    return at_eq(w, AT_S("\"")) || at_eq(w, AT_S("'")) || at_eq(w, AT_S("''")) || at_eq(w, AT_S(")")) || at_eq(w, AT_S("]")) ||
           at_eq(w, AT_S("\xE2\x80\x9D")) || at_eq(w, AT_S("\xE2\x80\x99")) || at_eq(w, AT_S("\xC2\xBB"));
}

/* First code point that is no opening mark, from word i on. */
static uint32_t first_letter(const para *p, uint32_t i)
{
    for (uint32_t k = 0; i < p->n && k < 4; i++, k++) {
        at_str w = word_at(p, i);
        unsigned len;
        uint32_t c = at_utf8(w, 0, &len);
        if (at_cp_letter(c) || (c >= '0' && c <= '9'))
            return c;
        if (w.n > len && (c == '\'' || c == 0x2019)) {
            c = at_utf8(w, len, &len);
            if (at_cp_letter(c) || (c >= '0' && c <= '9'))
                return c;
        }
    }
    return 0;
}

/* Words that begin a sentence and are no names: after an abbreviation they show that the stop was also a full stop. */
static bool starter(at_str w)
{
    static const char list[] = "The A An In On At He She It They We I But And This That These Those His Her Its Their There When While After Before As If For "
                               "From Since With Some Many Most More Both Other Another Under By To Such Also However Meanwhile What Who Where Why How Not No "
                               "Last So Then Now You Our My One Two Several All Despite Although Though During According Police Officials";
    return at_in_list(at_strz(list), ' ', w);
}

/* The stop of the abbreviation word i: does a sentence end with it? */
static bool ends_after_abbreviation(const para *p, uint32_t i)
{
    at_str w = word_at(p, i);
    if (i + 1 >= p->n || !apart(p, i + 1))
        return false;
    at_str stem = at_sub(w, 0, w.n - 1), next = word_at(p, i + 1);
    if (at__abbreviation(stem) == AT__ABBR_TITLE || stem.n == 1)
        return false;
    return starter(next) || (closer(next) && i + 2 < p->n && starter(word_at(p, i + 2)));
}

/* Does a sentence end with word i (and the closing marks after it)? Sets *next to the first word of the next one. */
static bool ends_at(const para *p, uint32_t i, uint32_t *next)
{
    at_str w = word_at(p, i);
    bool mark = end_mark(w);
    if (!mark && !(w.n > 1 && w.p[w.n - 1] == '.'))
        return false;
    uint32_t j = i + 1;
    if (!mark) {
        if (!ends_after_abbreviation(p, i))
            return false;
        while (j < p->n && !apart(p, j) && closer(word_at(p, j)))
            j++;
        *next = j;
        return j < p->n;
    }
    while (j < p->n && !apart(p, j) && (closer(word_at(p, j)) || end_mark(word_at(p, j))))
        j++;
    /* a straight quote with blanks on both sides closes if one is open: leave that to the blank before it */
    *next = j;
    if (j >= p->n)
        return true;
    uint32_t c = first_letter(p, j);
    if (!apart(p, j))
        return !dots(w) && at_cp_upper(c) && at_cp_letter(c) && i && at_cp_lower(first_letter(p, i - 1)) && w.p[0] == '.' && j == i + 1 &&
               at_cp_letter(at_utf8(word_at(p, j), 0, &(unsigned){0}));
    if (at_cp_lower(c))
        return false;
    return true;
}

static void sentences(at__split *out, at_arena *mem, at_str text, uint32_t first, uint32_t number)
{
    uint32_t n = (uint32_t)out->words.n - first, beg = 0;
    para p = {text, out->words.p + first, n};
    for (uint32_t i = 0; i < n;) {
        uint32_t next = i + 1;
        if (ends_at(&p, i, &next) && next < n) {
            *at_push(mem, &out->sents) = (at__range){first + beg, first + next, number};
            beg = next;
        }
        i = next;
    }
    if (beg < n)
        *at_push(mem, &out->sents) = (at__range){first + beg, first + n, number};
}

void at__split_text(at__split *out, at_arena *mem, at_str text)
{
    uint32_t i = 0, number = 0, beg = 0, end = 0, width = wrapped(text);
    line l;
    memset(out, 0, sizeof *out);
    bool have = next_line(text, &i, &l), open = false;
    while (have) {
        bool empty = l.end == l.beg;
        bool shorter = !empty && width && l.end - l.beg < width * 3 / 5 && ends_thought(text, l.end);
        if (open && (empty || !width || l.indented)) {
            uint32_t first = (uint32_t)out->words.n;
            at__tokens(mem, text, beg, end, &out->words);
            sentences(out, mem, text, first, number++);
            open = false;
        }
        if (!empty) {
            if (!open)
                beg = l.beg;
            end = l.end;
            open = true;
            if (!width || shorter) {
                uint32_t first = (uint32_t)out->words.n;
                at__tokens(mem, text, beg, end, &out->words);
                sentences(out, mem, text, first, number++);
                open = false;
            }
        }
        have = next_line(text, &i, &l);
    }
    if (open) {
        uint32_t first = (uint32_t)out->words.n;
        at__tokens(mem, text, beg, end, &out->words);
        sentences(out, mem, text, first, number);
    }
}
