#include "text/token.h"

#include "base/utf8.h"

/* A chunk between blanks is cut from left to right; i is the place, end the chunk's end. */
typedef struct {
    at_arena *mem;
    at_str text;
    at__spans *out;
    uint32_t end;
} scan;

/* Stopped abbreviations of English news. Those of the first list stand before a name or number. */
static const char TITLES[] = " mr mrs ms dr prof gen col lt sgt capt maj brig adm cmdr cpl pvt sen rep reps gov pres rev hon st ft mt no nos vol "
                             "fig jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun messrs mme mlle "
                             "atty supt insp det vs cf ca approx pp art sec para ex gens cols sens govs drs profs attn e.g i.e eg ie viz ";
static const char ENDS[] = " inc ltd corp co bros jr sr etc al dept est ave blvd rd u.s u.k u.n u.s.a u.a.e d.c e.u l.a n.y a.m p.m ph.d m.d b.a m.a "
                           "b.c a.d ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mont neb nev okla ore pa penn tenn "
                           "tex va vt wash wis wyo que ont a.k.a hrs mins yrs oz lb lbs ";

/* Hyphenated beginnings that UD English keeps with their word (all others are cut at the hyphen): counted in EWT and GUM train. */
static const char PREFIXES[] = " anti non pro pre post ex co re mid sub semi multi counter inter intra trans ultra e mini micro macro mega super "
                               "neo pseudo quasi pan un over under cross socio psycho eco bio cyber tele vice extra infra hyper proto para geo electro ";

static bool listed(const char *list, at_str w)
{
    char key[20];
    if (!w.n || w.n > sizeof key - 3)
        return false;
    key[0] = ' ';
    for (size_t i = 0; i < w.n; i++) {
        char c = w.p[i];
        if ((unsigned char)c >= 0x80 || c == ' ')
            return false;
        key[1 + i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    }
    key[w.n + 1] = ' ';
    key[w.n + 2] = 0;
    return strstr(list, key) != NULL;
}

at__abbr at__abbreviation(at_str word)
{
    if (listed(TITLES, word))
        return AT__ABBR_TITLE;
    return listed(ENDS, word) ? AT__ABBR_END : AT__ABBR_NONE;
}

static uint32_t cp_at(const scan *s, uint32_t i, unsigned *len)
{
    *len = 1;
    return i < s->end ? at_utf8(s->text, i, len) : 0;
}

static unsigned char byte_at(const scan *s, uint32_t i)
{
    return i < s->end ? (unsigned char)s->text.p[i] : 0;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alpha(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Marks that words do not hold: general and CJK punctuation, currency, arrows and other symbols. */
static bool symbol(uint32_t c)
{
    return (c >= 0xA1 && c <= 0xBF && c != 0xAA && c != 0xB5 && c != 0xBA && c != 0xAD) || c == 0xD7 || c == 0xF7 || (c >= 0x2010 && c <= 0x206F && c != 0x200C && c != 0x200D) ||
           (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF0F) ||
           (c >= 0x1F000 && c <= 0x1FAFF) || c == 0xFFFD;
}

/* Letters, digits, underscores and everything beyond ASCII that is no symbol. */
static bool wordy(const scan *s, uint32_t i, unsigned *len)
{
    *len = 1;
    if (i >= s->end)
        return false;
    unsigned char c = (unsigned char)s->text.p[i];
    if (c < 0x80)
        return is_alpha(c) || is_digit(c) || c == '_';
    return !symbol(cp_at(s, i, len));
}

/* Length of an apostrophe at i (straight or curly), or 0. */
static unsigned apostrophe(const scan *s, uint32_t i)
{
    if (byte_at(s, i) == '\'')
        return 1;
    return byte_at(s, i) == 0xE2 && byte_at(s, i + 1) == 0x80 && (byte_at(s, i + 2) == 0x99 || byte_at(s, i + 2) == 0x98) ? 3 : 0;
}

static void put(scan *s, uint32_t beg, uint32_t end)
{
    if (beg < end)
        *at_push(s->mem, s->out) = (at_span){beg, end};
}

static bool fold_eq(const scan *s, uint32_t i, const char *low)
{
    size_t n = strlen(low);
    return i + n <= s->end && at_eq_fold((at_str){s->text.p + i, n}, (at_str){low, n});
}

/* End of a clitic after the apostrophe that ends at i ("s", "re", ...) if no word goes on after it; else 0. */
static uint32_t clitic(const scan *s, uint32_t i)
{
    static const char *const after[] = {"s", "re", "ve", "ll", "d", "m"};
    for (size_t k = 0; k < sizeof after / sizeof *after; k++)
        if (fold_eq(s, i, after[k])) {
            unsigned len;
            uint32_t e = i + (uint32_t)strlen(after[k]);
            if (!wordy(s, e, &len))
                return e;
        }
    return 0;
}

static bool all_digits(const scan *s, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (!is_digit(byte_at(s, i)))
            return false;
    return beg < end;
}

static uint32_t digits_from(const scan *s, uint32_t i)
{
    while (is_digit(byte_at(s, i)))
        i++;
    return i;
}

/* Telephone and file numbers stay whole: a last group of four digits after three, or three groups. */
static bool phone(const scan *s, uint32_t beg, uint32_t hyphen)
{
    uint32_t next = digits_from(s, hyphen + 1);
    if (hyphen - beg > 40)
        return false;
    if (!all_digits(s, beg, hyphen)) { /* an earlier group was taken already: 713-853-3989, 2012-05-08 */
        for (uint32_t i = beg; i < hyphen; i++)
            if (!is_digit(byte_at(s, i)) && byte_at(s, i) != '-')
                return false;
        return next > hyphen + 1;
    }
    return (hyphen - beg == 3 && next - hyphen - 1 == 4) || (byte_at(s, next) == '-' && is_digit(byte_at(s, next + 1)) && next > hyphen + 1);
}

/* Does the character at i (not wordy) belong inside the word that began at beg? Returns its length, or 0. */
static unsigned inner(const scan *s, uint32_t beg, uint32_t i)
{
    unsigned len, ap = apostrophe(s, i);
    unsigned char c = byte_at(s, i), before = byte_at(s, i - 1), after = byte_at(s, i + 1);
    if (ap) {
        uint32_t next = i + ap;
        if (!wordy(s, next, &len))
            return 0;
        if (is_digit(before) && fold_eq(s, next, "s") && clitic(s, next)) /* the 60's */
            return ap;
        return is_digit(before) || clitic(s, next) ? 0 : ap;
    }
    if (!wordy(s, i + 1, &len))
        return 0;
    switch (c) {
    case '.':
        if (is_digit(before) && is_digit(after))
            return 1;
        if (i == beg + 2 && fold_eq(s, beg, "ph.d"))
            return 1;
        if (i == beg + 1 || (i >= beg + 2 && byte_at(s, i - 2) == '.')) /* U.S, a.m, J.K.Rowling */
            return 1;
        return is_upper(after) && !is_upper(before) ? 0 : 1; /* "end.Next" is a missing blank, "site.com" is not */
    case ',':
        return is_digit(before) && is_digit(after) && digits_from(s, i + 1) - i - 1 >= 2 ? 1 : 0;
    case ':':
    case '/':
        return is_digit(before) && is_digit(after) ? 1 : 0;
    case '&':
        return is_upper(before) && is_upper(after) ? 1 : 0;
    case '-':
        if (listed(PREFIXES, (at_str){s->text.p + beg, i - beg}) && !(beg && s->text.p[beg - 1] == '-') && !(i - beg == 2 && memcmp(s->text.p + beg, "UN", 2) == 0)) /* UN-led */
            return 1;
        return is_digit(after) && is_digit(before) && phone(s, beg, i) ? 1 : 0;
    default:
        return 0;
    }
}

/* Where to cut n't off [beg, end), or 0. */
static uint32_t negation(const scan *s, uint32_t beg, uint32_t end)
{
    if (end - beg < 4 || (byte_at(s, end - 1) | 32) != 't')
        return 0;
    unsigned ap = byte_at(s, end - 2) == '\'' ? 1 : end - beg > 6 && apostrophe(s, end - 4) == 3 ? 3 : 0;
    uint32_t n = end - 1 - ap - 1;
    return ap && n > beg && (byte_at(s, n) | 32) == 'n' && is_alpha(byte_at(s, n - 1)) ? n : 0;
}

/* Words written as one that UD counts as two; the cut counted from the start. */
static uint32_t fused(const scan *s, uint32_t beg, uint32_t end)
{
    static const struct {
        const char *word;
        uint32_t cut;
    } words[] = {{"cannot", 3}, {"gonna", 3}, {"gotta", 3}, {"wanna", 3}, {"gimme", 3},  {"lemme", 3},  {"dont", 2},
                 {"didnt", 3},  {"doesnt", 4}, {"isnt", 2},  {"wasnt", 3}, {"couldnt", 5}, {"wouldnt", 5}, {"shouldnt", 6}};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (strlen(words[k].word) == end - beg && fold_eq(s, beg, words[k].word))
            return beg + words[k].cut;
    return 0;
}

/* Where a number's unit begins in [beg, end) ("5pm", "40km", "3m"), or 0. */
static uint32_t unit(const scan *s, uint32_t beg, uint32_t end)
{
    static const char units[] = " pm am p.m a.m m k b x mm cm ft km kg kb mb gb tb bn mn tn hz khz mhz ghz mph kph lb lbs oz hrs min mins yrs sq watt watts kw mw gw "
                                "percent ha ";
    uint32_t i = beg;
    while (i < end && (is_digit(byte_at(s, i)) || byte_at(s, i) == ',' || byte_at(s, i) == '.' || byte_at(s, i) == ':'))
        i++;
    return i > beg && i < end && is_digit(byte_at(s, beg)) && is_digit(byte_at(s, i - 1)) && listed(units, (at_str){s->text.p + i, end - i}) ? i : 0;
}

/* A stop after the word [beg, end) that belongs to it? */
static bool keeps_stop(const scan *s, uint32_t beg, uint32_t end)
{
    if (byte_at(s, end) != '.' || byte_at(s, end + 1) == '.')
        return false;
    at_str w = {s->text.p + beg, end - beg};
    if (at_eq(w, AT_S("al"))) /* et al. */
        return s->out->n && at_eq(at_sub(s->text, s->out->p[s->out->n - 1].beg, s->out->p[s->out->n - 1].end), AT_S("et"));
    if (at_eq_fold(w, AT_S("no")) || at_eq_fold(w, AT_S("nos"))) /* No. 5 */
        return w.p[0] == 'N' && end + 2 < s->text.n && is_digit((unsigned char)s->text.p[end + 2]);
    if (at__abbreviation(w) != AT__ABBR_NONE) {
        /* "no." and the like end sentences when nothing follows that they could belong to */
        bool word = at_eq(w, AT_S("sun")) || at_eq(w, AT_S("sat")) || at_eq(w, AT_S("am")) || at_eq(w, AT_S("art")) ||
                    at_eq(w, AT_S("ill")) || at_eq(w, AT_S("mass")) || at_eq(w, AT_S("miss")) || at_eq(w, AT_S("wed")) || at_eq(w, AT_S("ind")) ||
                    at_eq(w, AT_S("del")) || at_eq(w, AT_S("ex")) || at_eq(w, AT_S("mar")) || at_eq(w, AT_S("wash")) || at_eq(w, AT_S("fig")) ||
                    at_eq(w, AT_S("pa")) || at_eq(w, AT_S("la")) || at_eq(w, AT_S("ore"));
        return !word;
    }
    if (w.n == 1)
        return is_alpha((unsigned char)w.p[0]) && w.p[0] != 'I';
    if (w.n % 2 == 0) /* U.S and the like */
        return false;
    for (size_t i = 0; i < w.n; i++)
        if (i % 2 ? w.p[i] != '.' : !is_alpha((unsigned char)w.p[i]))
            return false;
    return true;
}

static uint32_t word(scan *s, uint32_t beg)
{
    unsigned len;
    uint32_t i = beg;
    for (;;) {
        if (wordy(s, i, &len)) {
            i += len;
            continue;
        }
        len = i > beg && i < s->end ? inner(s, beg, i) : 0;
        if (!len)
            break;
        i += len;
    }
    uint32_t cut = negation(s, beg, i);
    if (!cut)
        cut = fused(s, beg, i);
    if (!cut && (cut = unit(s, beg, i)) != 0) {
        put(s, beg, cut);
        beg = cut;
        cut = 0;
    }
    if (cut) {
        put(s, beg, cut);
        put(s, cut, i);
        return i;
    }
    if (keeps_stop(s, beg, i))
        i++;
    put(s, beg, i);
    return i;
}

/* End of a face such as :) ;-) =( ^_^ that is a chunk of its own or ends one, or 0. */
static uint32_t face(const scan *s, uint32_t i)
{
    static const char *const faces[] = {":)", ":(", ";)", ":-)", ":-(", ";-)", "=)", "=(", ":D", ":P", ";P", ":O", ":/", "^_^", "<3", "(:", ":-D", ":-P", "=D", "=P", ":p"};
    for (size_t k = 0; k < sizeof faces / sizeof *faces; k++) {
        size_t n = strlen(faces[k]);
        if (i + n == s->end && memcmp(s->text.p + i, faces[k], n) == 0)
            return i + (uint32_t)n;
    }
    return 0;
}

/* Punctuation: runs of the same mark are one word, so are mixed runs of ! and ?. */
static uint32_t mark(scan *s, uint32_t beg)
{
    unsigned len, ap = apostrophe(s, beg);
    uint32_t c = cp_at(s, beg, &len), i = beg + len;
    if (ap) {
        uint32_t e = clitic(s, beg + ap);
        bool attached = beg && s->out->n && s->out->p[s->out->n - 1].end == beg;
        bool alone = beg == 0 || at_cp_space((unsigned char)s->text.p[beg - 1]);
        if (e && (attached || (alone && e == s->end))) {
            put(s, beg, e);
            return e;
        }
        if (is_digit(byte_at(s, beg + ap)) && is_digit(byte_at(s, beg + ap + 1)) && !is_digit(byte_at(s, beg + ap + 2)) && !attached) {
            i = beg + ap + 2;
            if (byte_at(s, i) == 's')
                i++;
            put(s, beg, i);
            return i;
        }
    }
    if ((i = face(s, beg)) > beg) {
        put(s, beg, i);
        return i;
    }
    i = beg + len;
    if (c == '!' || c == '?')
        while (byte_at(s, i) == '!' || byte_at(s, i) == '?')
            i++;
    else if (c < 128 && memchr(".-*=_~<>+#'`|", (int)c, 13))
        while (byte_at(s, i) == c)
            i++;
    if (c == '.' && (byte_at(s, i) == '?' || byte_at(s, i) == '!'))
        i++;
    if ((c == '#' || c == '@') && is_alpha(byte_at(s, i)) && (beg == 0 || !is_alpha((unsigned char)s->text.p[beg - 1]))) /* #tag, @name */
        while (wordy(s, i, &len))
            i += len;
    if (c == '[' && i + 4 <= s->end && memcmp(s->text.p + i, "...]", 4) == 0)
        i += 4;
    put(s, beg, i);
    return i;
}

/* Is [beg, end) an address (URL, e-mail)? It is then one word. */
static bool address(const scan *s, uint32_t beg, uint32_t end)
{
    at_str w = {s->text.p + beg, end - beg};
    if (w.n < 5)
        return false;
    if (at_index(w, AT_S("://"), 0) != SIZE_MAX || at_starts_fold(w, AT_S("www.")))
        return true;
    size_t at = at_index_char(w, '@', 1);
    return at != SIZE_MAX && at + 3 < w.n && at_index_char(w, '.', at + 2) != SIZE_MAX && is_alpha((unsigned char)w.p[w.n - 1]);
}

static bool opens(unsigned char c)
{
    return c && memchr("([{<\"'", c, 6) != NULL;
}

static bool closes(unsigned char c)
{
    return c && memchr(")]}>\"'.,;:!?", c, 12) != NULL;
}

static void chunk(scan *s, uint32_t beg)
{
    uint32_t i = beg, b = beg, e = s->end;
    while (b < e && opens(byte_at(s, b)))
        b++;
    while (e > b && closes((unsigned char)s->text.p[e - 1]))
        e--;
    bool whole = address(s, b, e);
    while (i < s->end) {
        unsigned len;
        if (whole && i == b) {
            put(s, b, e);
            i = e;
        } else if (wordy(s, i, &len)) {
            i = word(s, i);
        } else {
            i = mark(s, i);
        }
    }
}

/* Length of a blank at i, or 0. */
static unsigned blank(at_str text, uint32_t i)
{
    unsigned char c = (unsigned char)text.p[i];
    if (c < 0x80)
        return c == ' ' || (c >= 9 && c <= 13) || c == 0 ? 1 : 0;
    unsigned len;
    return at_cp_space(at_utf8(text, i, &len)) ? len : 0;
}

void at__tokens(at_arena *mem, at_str text, uint32_t beg, uint32_t end, at__spans *out)
{
    scan s = {mem, text, out, 0};
    for (uint32_t i = beg; i < end;) {
        unsigned len = blank(text, i);
        if (len) {
            i += len;
            continue;
        }
        uint32_t e = i;
        while (e < end && !blank(text, e))
            e = (uint32_t)at_utf8_next(text, e);
        s.end = e < end ? e : end;
        chunk(&s, i);
        i = s.end;
    }
}
