/* Names of elements, what kind each is (WHATWG HTML, 13.1.2, 13.2.4.2 and the rendering chapter), character references. */
#include "read/html_tree.h"

#include "base/data.h"
#include "base/str.h"
#include "base/utf8.h"

#define B (AT_TAG_IS_BLOCK | AT_TAG_IS_SPECIAL)
#define P (AT_TAG_ENDS_P | AT_TAG_IS_BLOCK | AT_TAG_IS_SPECIAL)
#define V AT_TAG_IS_VOID
#define R AT_TAG_IS_RAW
#define C AT_TAG_IS_SCOPE

static const struct {
    const char *name;
    unsigned kind;
} tags[AT_TAG_COUNT] = {
    {"", 0},
    {"", 0},
    {"a", 0},
    {"abbr", 0},
    {"address", P},
    {"area", V},
    {"article", P},
    {"aside", P},
    {"audio", 0},
    {"b", 0},
    {"base", V},
    {"blockquote", P},
    {"body", B},
    {"br", V},
    {"button", B},
    {"canvas", 0},
    {"caption", B | C},
    {"center", P},
    {"cite", 0},
    {"code", 0},
    {"col", V},
    {"colgroup", B},
    {"datalist", 0},
    {"dd", P},
    {"details", P},
    {"dialog", P},
    {"dir", P},
    {"div", P},
    {"dl", P},
    {"dt", P},
    {"em", 0},
    {"embed", V},
    {"fieldset", P},
    {"figcaption", P},
    {"figure", P},
    {"font", 0},
    {"footer", P},
    {"form", P},
    {"h1", P},
    {"h2", P},
    {"h3", P},
    {"h4", P},
    {"h5", P},
    {"h6", P},
    {"head", B},
    {"header", P},
    {"hgroup", P},
    {"hr", P | V},
    {"html", B},
    {"i", 0},
    {"iframe", R},
    {"img", V},
    {"input", V},
    {"label", 0},
    {"legend", B},
    {"li", P},
    {"link", V},
    {"main", P},
    {"mark", 0},
    {"math", 0},
    {"menu", P},
    {"meta", V},
    {"nav", P},
    {"noembed", R},
    {"noframes", R},
    {"noscript", R},
    {"object", 0},
    {"ol", P},
    {"optgroup", 0},
    {"option", B},
    {"output", 0},
    {"p", P},
    {"param", V},
    {"picture", 0},
    {"plaintext", P | R},
    {"pre", P},
    {"progress", 0},
    {"q", 0},
    {"rp", 0},
    {"rt", 0},
    {"ruby", 0},
    {"s", 0},
    {"script", R},
    {"section", P},
    {"select", B},
    {"small", 0},
    {"source", V},
    {"span", 0},
    {"strong", 0},
    {"style", R},
    {"sub", 0},
    {"summary", P},
    {"sup", 0},
    {"svg", 0},
    {"table", P | C},
    {"tbody", B},
    {"td", B | C},
    {"template", C},
    {"textarea", R},
    {"tfoot", B},
    {"th", B | C},
    {"thead", B},
    {"time", 0},
    {"title", R},
    {"tr", B},
    {"track", V},
    {"u", 0},
    {"ul", P},
    {"video", 0},
    {"wbr", V},
    {"xmp", P | R},
};

unsigned at__html_kind(unsigned tag)
{
    return tags[tag].kind;
}

at_tag at__html_tag(at_str name)
{
    char low[16];
    if (!name.n || name.n >= sizeof low)
        return AT_TAG_NONE;
    for (size_t i = 0; i < name.n; i++)
        low[i] = (char)(name.p[i] >= 'A' && name.p[i] <= 'Z' ? name.p[i] | 32 : name.p[i]);
    int lo = 2, hi = AT_TAG_COUNT;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2, c = at_cmp((at_str){low, name.n}, at_strz(tags[mid].name));
        if (!c)
            return (at_tag)mid;
        if (c < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return AT_TAG_NONE;
}

/* The line of the sorted table whose first column is key; empty if there is none. */
static at_str look_up(at_str table, at_str key)
{
    size_t lo = 0, hi = table.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2, beg = mid;
        while (beg > lo && table.p[beg - 1] != '\n')
            beg--;
        size_t end = at_index_char(table, '\n', beg);
        end = end == SIZE_MAX ? table.n : end;
        at_str line = at_sub(table, beg, end), name;
        at_cut(&line, '\t', &name);
        int c = at_cmp(key, name);
        if (!c)
            return line;
        if (c < 0)
            hi = beg;
        else
            lo = end + 1;
    }
    return AT_S("");
}

static size_t put_hex(char *out, size_t n, at_str cps)
{
    at_str word;
    while (at_cut(&cps, ' ', &word)) {
        uint32_t cp = 0;
        for (size_t i = 0; i < word.n; i++)
            cp = cp << 4 | (uint32_t)(word.p[i] <= '9' ? word.p[i] - '0' : word.p[i] - 'A' + 10);
        n += at_utf8_put(out + n, cp);
    }
    return n;
}

/* &name; or &name: the longest known name counts (13.2.5.73). */
static size_t named(at_str s, size_t i, char out[8], size_t *n, bool attr)
{
    static const struct {
        const char *name, *text;
    } common[] = {{"amp;", "&"}, {"nbsp;", "\xC2\xA0"}, {"quot;", "\""}, {"lt;", "<"}, {"gt;", ">"}};
    at_str rest = at_sub(s, i + 1, i + 40);
    for (size_t k = 0; k < sizeof common / sizeof *common; k++)
        if (at_starts(rest, at_strz(common[k].name))) {
            *n = strlen(common[k].text);
            memcpy(out, common[k].text, *n);
            return strlen(common[k].name) + 1;
        }
    size_t len = 0;
    while (len < rest.n &&
           (((rest.p[len] | 32) >= 'a' && (rest.p[len] | 32) <= 'z') || (len && rest.p[len] >= '0' && rest.p[len] <= '9')))
        len++;
    bool semi = len < rest.n && rest.p[len] == ';';
    if (!len)
        return 0;
    at_str table = at_data("entities.tsv");
    table = at_sub(table, at_index(table, AT_S("name\tcp\n"), 0) + 8, table.n);
    for (size_t k = len + semi; k >= 2; k--) {
        at_str cps = look_up(table, at_sub(rest, 0, k));
        if (!cps.n)
            continue;
        char next = k < rest.n ? rest.p[k] : 0;
        if (attr && rest.p[k - 1] != ';' &&
            (next == '=' || (next >= '0' && next <= '9') || ((next | 32) >= 'a' && (next | 32) <= 'z')))
            return 0;
        *n = put_hex(out, 0, cps);
        return k + 1;
    }
    return 0;
}

/* What windows-1252 has at 80 to 9F, which numeric references mean there (13.2.5.80); 0: no character. */
static const uint16_t c1[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
                                0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};

static size_t numeric(at_str s, size_t i, char out[8], size_t *n)
{
    size_t j = i + 2;
    bool hex = j < s.n && (s.p[j] | 32) == 'x', any = false;
    uint32_t cp = 0;
    for (j += hex; j < s.n; j++) {
        unsigned c = (unsigned char)s.p[j], d = c - '0';
        if (hex && d > 9)
            d = (c | 32) - 'a' < 6 ? (c | 32) - 'a' + 10 : 99;
        if (d > (hex ? 15u : 9u))
            break;
        any = true;
        cp = cp > 0x110000 ? cp : cp * (hex ? 16 : 10) + d;
    }
    if (!any)
        return 0;
    if (cp >= 0x80 && cp < 0xA0 && c1[cp - 0x80])
        cp = c1[cp - 0x80];
    if (!cp || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        cp = 0xFFFD;
    *n = at_utf8_put(out, cp);
    return j - i + (j < s.n && s.p[j] == ';');
}

size_t at__html_reference(at_str s, size_t i, char out[8], size_t *n, bool attr)
{
    if (i + 2 >= s.n)
        return 0;
    return s.p[i + 1] == '#' ? numeric(s, i, out, n) : named(s, i, out, n, attr);
}

/* Appends raw to out[n..most) with references decoded and runs of blanks as one; gives the new n. */
static size_t put_plain(char *out, size_t n, size_t most, at_str raw)
{
    for (size_t i = 0; i < raw.n && n + 8 < most;) {
        char ref[8];
        size_t put = 0, len = raw.p[i] == '&' ? at__html_reference(raw, i, ref, &put, true) : 0;
        at_str piece = len ? (at_str){ref, put} : at_sub(raw, i, i + 1);
        i += len ? len : 1;
        if (at_eq(piece, AT_S("\xC2\xA0")) || (piece.n == 1 && (unsigned char)piece.p[0] <= ' '))
            piece = AT_S(" ");
        if (piece.p[0] == ' ' && (!n || out[n - 1] == ' '))
            continue;
        memcpy(out + n, piece.p, piece.n);
        n += piece.n;
    }
    return n;
}

/* Without the half of a character that a cut left at the end. */
static at_str whole(at_str s)
{
    size_t i = s.n;
    while (i && s.n - i < 4 && ((unsigned char)s.p[i - 1] & 0xC0) == 0x80)
        i--;
    unsigned len;
    if (i && (unsigned char)s.p[i - 1] >= 0xC0 && at_utf8(s, i - 1, &len) == AT_BADCP)
        s.n = i - 1;
    return s;
}

at_str at__html_plain(at_arena *mem, at_str raw)
{
    char *out = at_alloc(mem, raw.n * 2 + 9); /* &nGt; and the like are longer as UTF-8 than written */
    return at_trim(whole((at_str){out, put_plain(out, 0, raw.n * 2 + 9, raw)}));
}

at_str at__html_text_of(const at_tree *t, at_arena *mem, uint32_t node, size_t most)
{
    char *out = at_alloc(mem, most + 16);
    size_t n = 0;
    for (uint32_t i = node; i < t->node[node].stop && n < most; i++) {
        const at_node *x = &t->node[i];
        if (i != node && (x->tag == AT_TAG_SCRIPT || x->tag == AT_TAG_STYLE)) {
            i = x->stop - 1;
            continue;
        }
        if (x->tag == AT_TAG_TEXT)
            n = put_plain(out, n, most, at_sub(t->src, x->beg, x->end));
        else if (n && out[n - 1] != ' ' && (x->tag == AT_TAG_BR || (at__html_kind(x->tag) & AT_TAG_IS_BLOCK)))
            out[n++] = ' ';
    }
    return at_trim(whole((at_str){out, n}));
}
