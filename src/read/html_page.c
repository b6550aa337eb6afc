#include "read/html_page.h"

#include "base/str.h"
#include "base/utf8.h"

/* Elements that hold no text of a report, whatever they hold. */
static bool never_text(unsigned tag)
{
    switch (tag) {
    case AT_TAG_SCRIPT:
    case AT_TAG_STYLE:
    case AT_TAG_NOSCRIPT:
    case AT_TAG_TEMPLATE:
    case AT_TAG_SVG:
    case AT_TAG_CANVAS:
    case AT_TAG_IFRAME:
    case AT_TAG_OBJECT:
    case AT_TAG_AUDIO:
    case AT_TAG_VIDEO:
    case AT_TAG_SELECT:
    case AT_TAG_TEXTAREA:
    case AT_TAG_BUTTON:
    case AT_TAG_DATALIST:
    case AT_TAG_PROGRESS:
    case AT_TAG_HEAD:
    case AT_TAG_TITLE:
    case AT_TAG_NOEMBED:
    case AT_TAG_NOFRAMES:
    case AT_TAG_RP:
    case AT_TAG_RT:
    case AT_TAG_DIALOG:
    case AT_TAG_OPTION:
    case AT_TAG_MENU:
    case AT_TAG_MATH:
        return true;
    default:
        return false;
    }
}

static uint32_t by_role(at_str value)
{
    static const struct {
        const char *role;
        uint32_t is;
    } roles[] = {
        {"navigation", AT_IS_NAV}, {"banner", AT_IS_HEAD}, {"contentinfo", AT_IS_FOOT}, {"complementary", AT_IS_SIDE},
        {"search", AT_IS_NAV},     {"menu", AT_IS_NAV},    {"menubar", AT_IS_NAV},      {"dialog", AT_IS_COOKIE},
        {"main", AT_IS_MAIN},      {"tablist", AT_IS_NAV}, {"toolbar", AT_IS_NAV},      {"alertdialog", AT_IS_COOKIE},
    };
    for (size_t k = 0; k < sizeof roles / sizeof *roles; k++)
        if (at_eq_fold(value, at_strz(roles[k].role)))
            return roles[k].is;
    return 0;
}

static uint32_t by_itemprop(at_str value)
{
    if (at_eq_fold(value, AT_S("articleBody")) || at_eq_fold(value, AT_S("reviewBody")) || at_eq_fold(value, AT_S("text")))
        return AT_IS_BODY;
    if (at_eq_fold(value, AT_S("comment")) || at_eq_fold(value, AT_S("commentText")))
        return AT_IS_COMMENT;
    if (at_eq_fold(value, AT_S("author")))
        return AT_IS_AUTHOR;
    if (at_starts_fold(value, AT_S("date")))
        return AT_IS_DATE;
    return at_eq_fold(value, AT_S("description")) ? AT_IS_LEAD : 0;
}

/* Does the style say that nobody sees it? */
static bool hides(at_str style)
{
    style = at_sub(style, 0, 400);
    size_t d = at_index(style, AT_S("display"), 0);
    at_str v = d == SIZE_MAX ? AT_S("") : at_trim(at_sub(style, d + 7, style.n));
    if (at_starts(v, AT_S(":")) && at_starts_fold(at_trim(at_sub(v, 1, v.n)), AT_S("none")))
        return true;
    return at_index(style, AT_S("visibility:hidden"), 0) != SIZE_MAX;
}

/* Attributes that hide an element or say what it is for. */
static uint32_t by_attributes(const at_page *p, uint32_t i)
{
    uint32_t is = 0, at = p->t.node[i].beg;
    at_str name, value;
    while (at__html_next_attr(&p->t, i, &at, &name, &value)) {
        char c = (char)(name.p[0] | 32);
        if (c == 'h' && at_eq_fold(name, AT_S("hidden")) && !at_eq_fold(value, AT_S("until-found")))
            is |= AT_IS_HIDDEN;
        else if (c == 'a' && at_eq_fold(name, AT_S("aria-hidden")) && at_eq_fold(value, AT_S("true")))
            is |= AT_IS_HIDDEN;
        else if (c == 's' && at_eq_fold(name, AT_S("style")) && hides(value))
            is |= AT_IS_HIDDEN;
        else if (c == 'r' && at_eq_fold(name, AT_S("role")))
            is |= by_role(value);
        else if (c == 'i' && at_eq_fold(name, AT_S("itemprop")))
            is |= by_itemprop(value);
    }
    return is;
}

enum {
    CHROME = AT_IS_COMMENT | AT_IS_NAV | AT_IS_SHARE | AT_IS_RELATED | AT_IS_AD | AT_IS_LETTER | AT_IS_COOKIE | AT_IS_FOOT |
             AT_IS_SIDE | AT_IS_BIO | AT_IS_TAGS | AT_IS_CAPTION,
    UNWANTED = CHROME | AT_IS_HIDDEN
};

static uint32_t by_tag(unsigned tag)
{
    switch (tag) {
    case AT_TAG_NAV:
        return AT_IS_NAV;
    case AT_TAG_FOOTER:
        return AT_IS_FOOT;
    case AT_TAG_ASIDE:
        return AT_IS_SIDE;
    case AT_TAG_FIGCAPTION:
        return AT_IS_CAPTION;
    case AT_TAG_HEADER:
        return AT_IS_HEAD;
    case AT_TAG_ARTICLE:
    case AT_TAG_MAIN:
        return AT_IS_MAIN;
    default:
        return 0;
    }
}

static uint16_t state_of(const at_page *p, uint32_t i)
{
    const at_node *x = &p->t.node[i];
    uint32_t is = p->own[i];
    uint16_t s = i ? p->state[x->parent] : 0;
    bool root = x->tag == AT_TAG_HTML || x->tag == AT_TAG_BODY;
    if (never_text(x->tag) || ((is & AT_IS_NOTE) && !(at__html_kind(x->tag) & AT_TAG_IS_BLOCK)))
        s |= AT_IN_GONE;
    if ((is & CHROME) && !root)
        s |= AT_IN_CHROME;
    if ((is & AT_IS_HIDDEN) && !root)
        s |= AT_IN_HIDDEN;
    if ((is & AT_IS_COMMENT) && !root)
        s |= AT_IN_COMMENT;
    if ((is & AT_IS_META) && !root)
        s |= AT_IN_META;
    if ((is & AT_IS_HEAD) && !root)
        s |= AT_IN_HEAD;
    if (is & AT_IS_LEAD)
        s |= AT_IN_LEAD;
    if (is & AT_IS_BODY)
        s |= AT_IN_BODY;
    if (x->tag == AT_TAG_ARTICLE || x->tag == AT_TAG_MAIN)
        s |= AT_IN_STORY;
    if (x->tag == AT_TAG_A || x->tag == AT_TAG_LABEL)
        s |= AT_IN_LINK;
    if (x->tag == AT_TAG_LI || x->tag == AT_TAG_DD || x->tag == AT_TAG_DT)
        s |= AT_IN_ITEM;
    if (x->tag == AT_TAG_TD || x->tag == AT_TAG_TH)
        s = (uint16_t)((s | AT_IN_CELL) & ~AT_IN_ITEM);
    if (x->tag == AT_TAG_PRE)
        s |= AT_IN_PRE;
    if (x->tag == AT_TAG_BLOCKQUOTE)
        s |= AT_IN_QUOTE;
    if (x->tag == AT_TAG_B || x->tag == AT_TAG_STRONG)
        s |= AT_IN_BOLD;
    if (x->tag == AT_TAG_FIGURE)
        s |= AT_IN_FIGURE;
    return s;
}

/* Adds one run of text to the counts of its paragraph. */
static void count(at_para *x, at_str s, unsigned state)
{
    uint32_t chars = 0, hash = x->hash;
    bool word = false;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        unsigned len = 1;
        if (c <= ' ') {
            word = false;
            i++;
            continue;
        }
        if (c == '&' && at_starts(at_sub(s, i, s.n), AT_S("&nbsp;"))) {
            word = false;
            i += 6;
            continue;
        }
        x->words += !word;
        word = true;
        hash = (hash ^ c) * 16777619u;
        x->ends = c == '.' || c == '!' || c == '?';
        x->colon = c == ':';
        if (c < 0x80) {
            char next = i + 1 < s.n ? s.p[i + 1] : ' ';
            x->marks += x->ends && ((unsigned char)next <= ' ' || next == '"' || next == '&' || (unsigned char)next >= 0x80);
            x->commas += c == ',';
            x->digits += c >= '0' && c <= '9';
            chars++;
        } else {
            uint32_t cp = at_utf8(s, i, &len);
            if (cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0x2026 || cp == 0x061F || cp == 0x06D4 || cp == 0x0964) {
                x->marks++;
                x->ends = true;
            } else if (cp == 0x201C || cp == 0x201D || cp == 0xBB || cp == 0x2019) {
                x->ends = i > 0 && (s.p[i - 1] == '.' || s.p[i - 1] == '!' || s.p[i - 1] == '?');
            }
            x->commas += cp == 0x3001 || cp == 0xFF0C || cp == 0x060C;
            bool wide = cp >= 0x2E80 && cp < 0xFB00;
            chars += wide ? 2 : 1;
            x->words += wide;
        }
        i += len;
    }
    x->hash = hash;
    x->chars += chars;
    x->link += state & AT_IN_LINK ? chars : 0;
    x->bold += state & AT_IN_BOLD ? chars : 0;
}

static bool blank(at_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] > ' ') {
            if (!at_starts(at_sub(s, i, s.n), AT_S("&nbsp;")) && !at_starts(at_sub(s, i, s.n), AT_S("\xC2\xA0")))
                return false;
            i += s.p[i] == '&' ? 5 : 1;
        }
    return true;
}

static unsigned level_of(unsigned tag)
{
    return tag >= AT_TAG_H1 && tag <= AT_TAG_H6 ? tag - AT_TAG_H1 + 1 : 0;
}

/* Cuts the tree into paragraphs. */
static void cut(at_page *p)
{
    const at_tree *t = &p->t;
    at_para *x = NULL;
    bool broken = true;
    unsigned breaks = 0; /* <br> in a row: two end a paragraph */
    for (uint32_t i = 0; i < t->n; i++) {
        const at_node *n = &t->node[i];
        if (p->state[i] & AT_IN_GONE) {
            broken |= (at__html_kind(n->tag) & AT_TAG_IS_BLOCK) != 0 && n->tag != AT_TAG_BUTTON;
            i = n->stop - 1;
            continue;
        }
        if (n->tag != AT_TAG_TEXT) {
            breaks += n->tag == AT_TAG_BR;
            broken |= (at__html_kind(n->tag) & AT_TAG_IS_BLOCK) || breaks > 1;
            continue;
        }
        at_str s = at_sub(t->src, n->beg, n->end);
        if (blank(s))
            continue;
        breaks = 0;
        if (broken || !x || x->box != p->box[n->parent]) {
            x = at_push(p->mem, &p->paras);
            x->first = i;
            x->box = p->box[n->parent];
            x->state = p->state[x->box];
            x->hash = 2166136261u;
            for (uint32_t k = x->box, up = 0; up < 3 && !x->level; up++, k = t->node[k].parent)
                x->level = (uint16_t)level_of(t->node[k].tag);
            broken = false;
        }
        x->stop = i + 1;
        count(x, s, p->state[n->parent]);
        if (x->level > 1 && x->chars > 120 && x->marks > 1)
            x->level = 0; /* a paragraph that only looks like a heading */
    }
}

bool at__para_good(const at_para *x)
{
    return !x->level && x->chars >= 40 && x->link * 5 < x->chars * 2 && (x->marks || x->words >= 14 || x->commas > 1);
}

/* Weight of a paragraph for its elements: running text for, bundles of links and scraps against. */
static float weigh(const at_para *x)
{
    if (x->level)
        return 0;
    if (at__para_good(x)) {
        float w = (float)(x->chars - x->link);
        return w > 1200 ? 1200 : w;
    }
    if (x->link * 2 > x->chars)
        return -(float)(x->chars < 60 ? x->chars + 10 : 70);
    return x->chars < 40 && !(x->state & (AT_IN_ITEM | AT_IN_CELL)) ? -4 : 0;
}

static void add_up(at_page *p)
{
    for (size_t k = 0; k < p->paras.n; k++) {
        const at_para *x = &p->paras.p[k];
        p->good[x->box] += x->state & (AT_IN_CHROME | AT_IN_COMMENT | AT_IN_HIDDEN) ? 0 : weigh(x);
        if (at__para_good(x))
            p->good_chars[x->box] += x->chars;
    }
    for (uint32_t i = p->t.n; i-- > 1;) {
        uint32_t up = p->t.node[i].parent;
        p->good[up] += p->good[i];
        p->good_chars[up] += p->good_chars[i];
    }
}

/* Good text in all elements of the same class as chrome elements have: sections of a report may each have it. */
static uint32_t *by_class(const at_page *p)
{
    uint32_t *sum = at_new(p->mem, uint32_t, p->t.n), *same = at_new(p->mem, uint32_t, p->t.n);
    at_map first;
    at_map_init(&first, p->mem);
    for (uint32_t i = 1; i < p->t.n; i++) {
        const at_node *x = &p->t.node[i];
        if (!(p->own[i] & UNWANTED) || !p->good_chars[i] || x->word_end == x->word_beg)
            continue;
        uint32_t *slot = at_map_at(&first, at_sub(p->t.src, x->word_beg, x->word_end));
        if (*slot == AT_NONE)
            *slot = i;
        same[i] = *slot;
        if (!(p->own[x->parent] & UNWANTED)) /* each only once */
            sum[*slot] += p->good_chars[i];
    }
    for (uint32_t i = 1; i < p->t.n; i++)
        if (same[i])
            sum[i] = sum[same[i]];
    return sum;
}

/* Takes the marks of chrome off elements that hold most of the text: their class means something else. */
static void forgive(at_page *p)
{
    const uint32_t *sums = by_class(p);
    uint32_t all = 0;
    bool any = false;
    for (size_t k = 0; k < p->paras.n; k++)
        if (at__para_good(&p->paras.p[k]) && !(p->paras.p[k].state & AT_IN_COMMENT))
            all += p->paras.p[k].chars;
    for (uint32_t i = 1; i < p->t.n; i++) {
        uint64_t have = p->good_chars[i] > sums[i] ? p->good_chars[i] : sums[i],
                 share = p->own[i] & (AT_IS_MAIN | AT_IS_BODY) ? 25 : 50;
        if (p->good_chars[i] > 300 && (p->own[i] & (AT_IS_META | AT_IS_HEAD))) {
            p->own[i] &= ~(uint32_t)(AT_IS_META | AT_IS_HEAD); /* no byline is that long */
            any = true;
        }
        if (!(p->own[i] & UNWANTED) || have < 200)
            continue;
        if (p->own[i] & AT_IS_COMMENT ? have * 100 > p->good_chars[0] * 95ull : have * 100 > all * share) {
            p->own[i] &= ~(uint32_t)UNWANTED;
            any = true;
        }
    }
    if (!any)
        return;
    for (uint32_t i = 0; i < p->t.n; i++)
        p->state[i] = state_of(p, i);
    memset(p->good, 0, p->t.n * sizeof *p->good);
    memset(p->good_chars, 0, p->t.n * sizeof *p->good_chars);
    for (size_t k = 0; k < p->paras.n; k++)
        p->paras.p[k].state = p->state[p->paras.p[k].box];
    add_up(p);
}

void at__page_measure(at_page *p, at_arena *mem, at_str src)
{
    memset(p, 0, sizeof *p);
    p->mem = mem;
    at__html_parse(&p->t, mem, src);
    at__page_words_init(&p->words, mem);
    uint32_t n = p->t.n;
    p->own = at_new(mem, uint32_t, n);
    p->state = at_new(mem, uint16_t, n);
    p->box = at_new(mem, uint32_t, n);
    p->good = at_new(mem, float, n);
    p->good_chars = at_new(mem, uint32_t, n);
    for (uint32_t i = 0; i < n; i++) {
        const at_node *x = &p->t.node[i];
        p->box[i] = at__html_kind(x->tag) & AT_TAG_IS_BLOCK ? i : p->box[x->parent];
        if (x->tag != AT_TAG_TEXT && i) {
            p->own[i] = at__page_words_of(&p->words, at_sub(src, x->word_beg, x->word_end)) | by_tag(x->tag);
            if (!level_of(x->tag)) /* of a heading it is the name of an anchor */
                p->own[i] |= at__page_words_of(&p->words, at_sub(src, x->id_beg, x->id_end));
            if (x->end - x->beg > 6)
                p->own[i] |= by_attributes(p, i);
        }
        p->state[i] = state_of(p, i);
    }
    cut(p);
    add_up(p);
    forgive(p);
}

at_str at__para_text(const at_page *p, const at_para *x, at_arena *mem, size_t most)
{
    size_t n = 0;
    for (uint32_t i = x->first; i < x->stop; i++)
        if (p->t.node[i].tag == AT_TAG_TEXT && !(p->state[i] & AT_IN_GONE))
            n += p->t.node[i].end - p->t.node[i].beg;
    n = n < most ? n : most;
    char *out = at_alloc(mem, n + 1);
    size_t k = 0;
    for (uint32_t i = x->first; i < x->stop && k < n; i++)
        if (p->t.node[i].tag == AT_TAG_TEXT && !(p->state[i] & AT_IN_GONE)) {
            size_t len = p->t.node[i].end - p->t.node[i].beg;
            len = len < n - k ? len : n - k;
            memcpy(out + k, p->t.src.p + p->t.node[i].beg, len);
            k += len;
        }
    return at__html_plain(mem, (at_str){out, k});
}
