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

static uint32_t first_word_length(at_str text, const line *l)
{
    uint32_t i = l->beg;
    while (i < l->end && text.p[i] != ' ')
        i++;
    return i - l->beg;
}

static bool has_small(at_str text, const line *l)
{
    for (uint32_t i = l->beg; i < l->end; i++)
        if (text.p[i] >= 'a' && text.p[i] <= 'z')
            return true;
    return false;
}

/*
 * Width at which the text is wrapped, or 0. It is if no line is long, most line ends stand where the next word would not
 * have fitted, and enough of them stand inside a sentence: before a small letter (about half of all words begin small),
 * or, in a text of capitals, before any letter.
 */
static uint32_t wrapped(at_str text)
{
    uint32_t i = 0, widest = 0, breaks = 0, inside = 0, full = 0, pass;
    for (pass = 0; pass < 2; pass++) {
        line a, b;
        i = 0;
        bool have = next_line(text, &i, &a);
        while (have) {
            widest = pass == 0 && a.end - a.beg > widest ? a.end - a.beg : widest;
            if (widest > 120)
                return 0;
            bool more = next_line(text, &i, &b);
            if (pass && more && a.end > a.beg && b.end > b.beg) {
                char c = text.p[b.beg];
                bool small = c >= 'a' && c <= 'z', capital = c >= 'A' && c <= 'Z';
                breaks++;
                full += a.end - a.beg + 1 + first_word_length(text, &b) + 8 >= widest;
                inside += !ends_thought(text, a.end) && (small || (capital && !has_small(text, &a) && !has_small(text, &b)));
            }
            a = b;
            have = more;
        }
    }
    return widest >= 40 && inside >= 2 && inside * 4 >= breaks && full * 2 >= breaks ? widest : 0;
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

/* "Why?" Mr. Trump asked: names, then a word of speech, after a closing quote: the sentence goes on. */
static bool speaker_follows(const para *p, uint32_t j)
{
    static const char verbs[] = "said says say asked asks ask told added replied answered shouted cried called exclaimed wrote tweeted declared wondered";
    for (uint32_t k = 0; k < 5 && j < p->n; k++, j++) {
        at_str w = word_at(p, j);
        if (k && at_in_list(at_strz(verbs), ' ', w))
            return true;
        if (!at_cp_upper(first_letter(p, j)) || end_mark(w))
            return false;
    }
    return false;
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
    if (at_eq(stem, AT_S("etc")))
        return at_cp_upper(first_letter(p, i + 1));
    return starter(next) || (closer(next) && i + 2 < p->n && starter(word_at(p, i + 2)));
}

/* A word of small letters that a writer without capitals may well end a sentence with; no initial, no abbreviation. */
static bool small_word(at_str w)
{
    if (w.n < 2)
        return false;
    for (size_t i = 0; i < w.n; i++)
        if (!((w.p[i] >= 'a' && w.p[i] <= 'z') || w.p[i] == '\''))
            return false;
    return at__abbreviation(w) == AT__ABBR_NONE;
}

static bool is_number(at_str w)
{
    for (size_t i = 0; i < w.n; i++)
        if (w.p[i] < '0' || w.p[i] > '9')
            return false;
    return w.n > 0;
}

/* A face: "<3", ":)", ";-)" and the like, closing the sentence before it. */
static bool face(const para *p, uint32_t i)
{
    at_str w = word_at(p, i);
    return w.n >= 2 && w.n <= 4 && (w.p[0] == ':' || w.p[0] == ';' || w.p[0] == '=' || w.p[0] == '^');
}

/* A full stop before a small letter: still an end if a plain word of small letters, or an address, stands around it. */
static bool ends_before_small(const para *p, uint32_t beg, uint32_t i, uint32_t j)
{
    at_str w = word_at(p, i);
    if (at_index(word_at(p, j), AT_S("://"), 0) != SIZE_MAX || at_starts(word_at(p, j), AT_S("www.")))
        return true;
    if (j != i + 1 || i == beg || dots(w))
        return false;
    return small_word(word_at(p, i - 1)) || (w.p[0] != '.' && w.n > 1);
}

/* First word after footnote marks ("[3]", "[3] [4]") from j on. */
static uint32_t after_notes(const para *p, uint32_t j)
{
    while (j + 2 < p->n && at_eq(word_at(p, j), AT_S("[")) && is_number(word_at(p, j + 1)) && at_eq(word_at(p, j + 2), AT_S("]")))
        j += 3;
    return j;
}

/* Does the bracket that closes at j open inside the sentence, after its first word? Then its stop is not the sentence's: "Gen. (ret.) Smith". */
static bool inner_bracket(const para *p, uint32_t beg, uint32_t j)
{
    for (uint32_t k = j; k > beg && j - k < 12; k--)
        if (at_eq(word_at(p, k), AT_S("(")))
            return true;
    return false;
}

/* Does the sentence that began at beg end with word i (and the closing marks after it)? Sets *next to the first word of the next one. */
static bool ends_at(const para *p, uint32_t beg, uint32_t i, uint32_t *next)
{
    at_str w = word_at(p, i);
    bool mark = end_mark(w);
    if (!mark && !(w.n > 1 && w.p[w.n - 1] == '.'))
        return face(p, i) && i > beg && i + 1 < p->n && apart(p, i + 1) && at_cp_upper(first_letter(p, i + 1));
    uint32_t j = i + 1;
    if (!mark) {
        if (!ends_after_abbreviation(p, i))
            return false;
        while (j < p->n && !apart(p, j) && closer(word_at(p, j)))
            j++;
        *next = j;
        return j < p->n;
    }
    if (i == beg + 1 && w.n == 1 && w.p[0] == '.' && is_number(word_at(p, beg))) /* "1. First point" */
        return false;
    while (j < p->n && !apart(p, j) && (closer(word_at(p, j)) || end_mark(word_at(p, j))))
        j++;
    if (w.n == 1 && w.p[0] == '.' && j > i + 1 && at_eq(word_at(p, i + 1), AT_S(")")) && j < p->n && inner_bracket(p, beg, i))
        return false;
    while (j < p->n && face(p, j))
        j++;
    j = after_notes(p, j);
    *next = j;
    if (j >= p->n)
        return true;
    uint32_t c = first_letter(p, j);
    if (!apart(p, j)) { /* "end.Next": a missing blank */
        unsigned len;
        return w.n == 1 && w.p[0] == '.' && j == i + 1 && at_cp_upper(at_utf8(word_at(p, j), 0, &len)) && i > beg && small_word(word_at(p, i - 1));
    }
    if (j > i + 1 && w.p[0] != '.' && speaker_follows(p, j))
        return false;
    return !at_cp_lower(c) || ends_before_small(p, beg, i, j);
}

static bool is_dash(at_str w)
{
    return at_eq(w, AT_S("-")) || at_eq(w, AT_S("--")) || at_eq(w, AT_S("\xE2\x80\x93")) || at_eq(w, AT_S("\xE2\x80\x94"));
}

/*
 * Words of a dateline at the start of a paragraph, with its dash: "LIMA, 4 JUN 89 (EFE) --", "KABUL, Afghanistan (May 11)
 * -", "Cairo (Reuters) -"; 0 if there is none. A place in capitals or something in brackets, and no small words.
 */
static uint32_t dateline(const para *p)
{
    bool capitals = false, brackets = false;
    uint32_t depth = 0;
    for (uint32_t i = 0; i < p->n && i < 20; i++) {
        at_str w = word_at(p, i);
        uint32_t c = first_letter(p, i);
        if (i && !depth && is_dash(w) && apart(p, i) && i + 1 < p->n && apart(p, i + 1))
            return capitals || brackets ? i + 1 : 0;
        if (end_mark(w) || (at_cp_lower(c) && !depth && !at_eq(w, AT_S("and")) && !at_eq(w, AT_S("of"))))
            return 0;
        if (w.n >= 3 && i < 3) {
            bool all = true;
            for (size_t k = 0; k < w.n; k++)
                all = all && w.p[k] >= 'A' && w.p[k] <= 'Z';
            capitals = capitals || all;
        }
        depth += at_eq(w, AT_S("("));
        depth -= depth && at_eq(w, AT_S(")"));
        brackets = brackets || at_eq(w, AT_S("("));
    }
    return 0;
}

/* The next word that is not in square brackets: "[ARTICLE] [TEXT]" of monitored radio, from word i on. */
static uint32_t after_brackets(const para *p, uint32_t i)
{
    while (i < p->n && at_eq(word_at(p, i), AT_S("["))) {
        uint32_t k = i;
        while (k < p->n && k < i + 12 && !at_eq(word_at(p, k), AT_S("]")))
            k++;
        if (k >= p->n || k >= i + 12)
            break;
        i = k + 1;
    }
    return i;
}

/* The words from `first` on are a paragraph: its sentences. */
static void sentences(at__split *out, at_arena *mem, at_str text, const at__ends *ends, uint32_t first, uint32_t number)
{
    uint32_t n = (uint32_t)out->words.n - first, beg = 0;
    para p = {text, n ? out->words.p + first : NULL, n};
    bool *begins = at_new(mem, bool, n + 1);
    uint32_t head = dateline(&p);
    head = head ? after_brackets(&p, head) : 0;
    head = head < n ? head : 0;
    beg = head;
    begins[0] = begins[beg] = begins[n] = true;
    for (uint32_t i = beg; i < n;) {
        uint32_t next = i + 1;
        if (ends_at(&p, beg, i, &next) && next < n)
            begins[beg = next] = true;
        i = next;
    }
    if (ends) {
        at__ends_correct(ends, mem, text, p.w, n, begins);
        begins[head] = true; /* a dateline stays one: web text has none to learn from */
    }
    beg = 0;
    for (uint32_t i = 1; i <= n && n; i++)
        if (begins[i]) {
            *at_push(mem, &out->sents) = (at__range){first + beg, first + i, number};
            beg = i;
        }
}

/* Cuts text[beg, end), one paragraph. */
static void paragraph(at__split *out, at_arena *mem, at_str text, const at__ends *ends, uint32_t beg, uint32_t end, uint32_t number)
{
    uint32_t first = (uint32_t)out->words.n;
    at__tokens(mem, text, beg, end, &out->words);
    sentences(out, mem, text, ends, first, number);
}

void at__split_with(at__split *out, at_arena *mem, at_str text, const at__ends *ends)
{
    uint32_t i = 0, number = 0, beg = 0, end = 0, width = wrapped(text);
    line l;
    memset(out, 0, sizeof *out);
    bool have = next_line(text, &i, &l), open = false;
    while (have) {
        bool empty = l.end == l.beg;
        bool shorter = !empty && width && l.end - l.beg < width * 3 / 5 && ends_thought(text, l.end);
        if (open && (empty || !width || l.indented)) {
            paragraph(out, mem, text, ends, beg, end, number++);
            open = false;
        }
        if (!empty) {
            if (!open)
                beg = l.beg;
            end = l.end;
            open = true;
            if (!width || shorter) {
                paragraph(out, mem, text, ends, beg, end, number++);
                open = false;
            }
        }
        have = next_line(text, &i, &l);
    }
    if (open)
        paragraph(out, mem, text, ends, beg, end, number);
}

void at__split_text(at__split *out, at_arena *mem, at_str text)
{
    at__split_with(out, mem, text, NULL);
}
