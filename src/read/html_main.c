/* Which paragraphs of a page are its main text. */
#include "read/html_page.h"

#include "base/data.h"
#include "base/str.h"
#include "base/utf8.h"

/* Words by which a paragraph, or the section under a heading, is known to be chrome: data/page_lines.tsv. */
typedef struct {
    at_map whole; /* the paragraph is these words and little more */
    at_map start; /* it begins with them */
    at_map stop;  /* they head a section that is not of the report */
} lines;

static void read_lines(lines *l, at_arena *mem)
{
    at_str rows = at_data("page_lines.tsv"), line, words;
    bool head = true;
    at_map_init(&l->whole, mem);
    at_map_init(&l->start, mem);
    at_map_init(&l->stop, mem);
    while (at_cut(&rows, '\n', &line)) {
        if (!line.n || line.p[0] == '#')
            continue;
        if (!head && at_cut(&line, '\t', &words))
            at_map_set(at_eq(line, AT_S("stop")) ? &l->stop : at_eq(line, AT_S("start")) ? &l->start : &l->whole, words, 1);
        head = false;
    }
}

/* Does s (lower case) begin with a key of the map, a word border behind it? Gives the length of the longest, or 0. */
static size_t begins(const at_map *m, at_str s)
{
    size_t best = 0, words = 0;
    for (size_t i = 1; i <= s.n && words < 7; i++) {
        if (i < s.n && s.p[i] != ' ' && s.p[i] != ':' && s.p[i] != ',' && s.p[i] != '.' && s.p[i] != '!' && s.p[i] != '(' &&
            s.p[i] != '?')
            continue;
        words += i < s.n && s.p[i] == ' ';
        if (at_map_get(m, at_sub(s, 0, i)) != AT_NONE)
            best = i;
    }
    return best;
}

typedef struct {
    at_page *p;
    lines lines;
    at_str title; /* lower case */
} chooser;

static at_str lower(const chooser *c, const at_para *x, size_t most)
{
    return at_utf8_lower(c->p->mem, at__para_text(c->p, x, c->p->mem, most));
}

/* Best child by good text. */
static uint32_t best_child(const at_page *p, uint32_t node)
{
    uint32_t best = 0;
    for (uint32_t i = node + 1; i < p->t.node[node].stop; i = p->t.node[i].stop)
        if (p->good[i] > 0 && (!best || p->good[i] > p->good[best]))
            best = i;
    return best;
}

/*
 * The element with the main text: down from the root as long as one child holds nearly all that speaks for its parent. A
 * child that is marked as the body may leave more behind.
 */
static uint32_t find_body(const at_page *p)
{
    uint32_t at = 0;
    for (;;) {
        uint32_t next = best_child(p, at);
        if (!next)
            return at;
        const at_node *x = &p->t.node[next];
        float share = p->own[next] & AT_IS_BODY                           ? 0.5f
                      : x->tag == AT_TAG_ARTICLE || x->tag == AT_TAG_MAIN ? 0.65f
                      : p->own[next] & AT_IS_MAIN                         ? 0.75f
                                                                          : 0.92f;
        if (x->tag == AT_TAG_P || x->tag == AT_TAG_UL || x->tag == AT_TAG_OL || x->tag == AT_TAG_TR ||
            x->tag == AT_TAG_BLOCKQUOTE || (at__html_kind(x->tag) & AT_TAG_IS_BLOCK) == 0)
            return at;
        if (p->good[next] < share * p->good[at])
            return at;
        at = next;
    }
}

/* Does the element lie in the subtree of the other? */
static bool inside(const at_page *p, uint32_t node, uint32_t of)
{
    return node >= of && node < p->t.node[of].stop;
}

/* The innermost list or table that holds the paragraph, below the body; 0: none. */
static uint32_t group_of(const at_page *p, const at_para *x)
{
    for (uint32_t k = x->box; k > p->body; k = p->t.node[k].parent) {
        unsigned tag = p->t.node[k].tag;
        if (tag == AT_TAG_UL || tag == AT_TAG_OL || tag == AT_TAG_DL || tag == AT_TAG_TABLE)
            return k;
    }
    return 0;
}

static bool plain_address(at_str s)
{
    return at_starts_fold(s, AT_S("http://")) || at_starts_fold(s, AT_S("https://")) || at_starts_fold(s, AT_S("www."));
}

/* A paragraph of the body, seen by itself. */
static bool wanted(const chooser *c, const at_para *x)
{
    const at_page *p = c->p;
    unsigned tag = p->t.node[x->box].tag;
    if (x->state & (AT_IN_CHROME | AT_IN_COMMENT))
        return false;
    if ((x->state & AT_IN_HIDDEN) && !at__para_good(x)) /* running text behind "read on" is hidden too */
        return false;
    if ((x->state & AT_IN_META) && x->chars < 300 && !(at__para_good(x) && x->chars > 150))
        return false;
    if ((x->state & AT_IN_FIGURE) && x->chars < 300)
        return false;
    if (x->chars < 160) {
        at_str s = lower(c, x, 400);
        size_t n = begins(&c->lines.whole, s);
        if (n && s.n <= n + 14)
            return false;
        if (begins(&c->lines.start, s))
            return false;
        n = begins(&c->lines.stop, s);
        if (n && s.n <= n + 25)
            return false;
        if (c->title.n && at_eq(s, c->title))
            return false;
    }
    if (x->level)
        return x->link * 2 <= x->chars;
    if ((x->state & AT_IN_ITEM) && (x->state & AT_IN_BODY))
        return true; /* a list within the marked body, of links even */
    if (x->link * 2 > x->chars)
        return tag == AT_TAG_P && x->chars < 200 && plain_address(at__para_text(p, x, p->mem, 20));
    if (at__para_good(x))
        return true;
    if (tag == AT_TAG_P || tag == AT_TAG_LI || tag == AT_TAG_TD || tag == AT_TAG_TH || tag == AT_TAG_DD || tag == AT_TAG_DT ||
        tag == AT_TAG_PRE || tag == AT_TAG_BLOCKQUOTE || (x->state & (AT_IN_PRE | AT_IN_QUOTE)))
        return true;
    if (!x->link && ((p->own[x->box] & AT_IS_BODY) || p->good_chars[x->box] > 200))
        return true; /* a line of the body that no element of its own holds */
    return x->chars >= 25 || x->ends || x->bold == x->chars;
}

/* Drops whole lists and tables that are mostly links. */
static void drop_groups(at_page *p)
{
    uint32_t *chars = at_new(p->mem, uint32_t, p->t.n), *link = at_new(p->mem, uint32_t, p->t.n),
             *words = at_new(p->mem, uint32_t, p->t.n);
    for (size_t k = 0; k < p->paras.n; k++) {
        uint32_t g = group_of(p, &p->paras.p[k]);
        chars[g] += p->paras.p[k].chars;
        link[g] += p->paras.p[k].link;
        words[g] += p->paras.p[k].words;
    }
    for (size_t k = 0; k < p->paras.n; k++) {
        uint32_t g = group_of(p, &p->paras.p[k]);
        if (g && (p->state[g] & AT_IN_BODY))
            continue;
        if (g && link[g] * 2 > chars[g])
            p->paras.p[k].keep = false;
        else if (g && !p->paras.p[k].keep && p->paras.p[k].link &&
                 !(p->paras.p[k].state & (AT_IN_CHROME | AT_IN_COMMENT | AT_IN_META)) && inside(p, p->paras.p[k].box, p->body))
            p->paras.p[k].keep = true; /* a link in a list of facts */
    }
}

/* Headings whose section is gone go too; sections under headings of chrome go with them. */
static void drop_sections(const chooser *c)
{
    at_page *p = c->p;
    unsigned stop = 0; /* level of the heading of chrome that we are under; 7: a line that is no heading */
    uint32_t under = 0;
    for (size_t k = 0; k < p->paras.n; k++) {
        at_para *x = &p->paras.p[k];
        if (!inside(p, x->box, p->body))
            continue;
        if (stop && ((x->level && x->level <= stop) || !inside(p, x->box, under)))
            stop = 0;
        if (x->chars < 90 && (x->level || x->bold * 2 > x->chars || !x->ends)) {
            at_str s = lower(c, x, 200);
            size_t n = begins(&c->lines.stop, s);
            if (n && s.n <= n + 25) {
                stop = x->level ? x->level : 7;
                under = p->t.node[x->box].parent;
            }
        }
        if (stop)
            x->keep = false;
    }
    bool text = false; /* is there kept text behind, before the next heading? */
    unsigned level = 9;
    for (size_t k = p->paras.n; k-- > 0;) {
        at_para *x = &p->paras.p[k];
        if (!x->keep)
            continue;
        if (!x->level) {
            text = true;
            level = 9;
        } else if (!text && level > 6) {
            x->keep = false;
        } else if (!text && x->level >= level) {
            x->keep = false;
        } else {
            level = x->level;
            text = false;
        }
    }
}

/* Text between the page's heading and the body, and what is marked as a lead, is part of the report. */
static void take_lead(at_page *p)
{
    size_t first = 0, h1 = SIZE_MAX;
    while (first < p->paras.n && !inside(p, p->paras.p[first].box, p->body))
        first++;
    for (size_t k = first; k-- > 0;)
        if (p->paras.p[k].level == 1) {
            h1 = k;
            break;
        }
    for (size_t k = h1 == SIZE_MAX ? first : h1 + 1; k < first; k++) {
        at_para *x = &p->paras.p[k];
        bool lead = (x->state & AT_IN_LEAD) && h1 != SIZE_MAX && x->chars > 60;
        if (at__para_good(x) && (lead || !(x->state & AT_IN_CHROME)) && !(x->state & (AT_IN_COMMENT | AT_IN_FIGURE)) &&
            (!(x->state & AT_IN_META) || x->chars > 120))
            x->keep = true;
    }
}

/* Where no running text shows the way: the longest element that is marked as the body or the article, else the whole page. */
static uint32_t by_marks(const at_page *p)
{
    uint32_t *chars = at_new(p->mem, uint32_t, p->t.n), best = 0;
    for (size_t k = 0; k < p->paras.n; k++) {
        const at_para *x = &p->paras.p[k];
        if (!(x->state & (AT_IN_CHROME | AT_IN_COMMENT | AT_IN_HIDDEN)))
            chars[x->box] += x->chars - x->link;
    }
    for (uint32_t i = p->t.n; i-- > 1;)
        chars[p->t.node[i].parent] += chars[i];
    for (int round = 0; round < 3 && !best; round++)
        for (uint32_t i = 1; i < p->t.n; i++) {
            unsigned tag = p->t.node[i].tag;
            bool marked = round == 0   ? (p->own[i] & AT_IS_BODY) != 0
                          : round == 1 ? tag == AT_TAG_ARTICLE || tag == AT_TAG_MAIN
                                       : (p->own[i] & AT_IS_MAIN) && tag != AT_TAG_BODY;
            if (marked && !(p->state[i] & (AT_IN_CHROME | AT_IN_COMMENT | AT_IN_HIDDEN)) && chars[i] > 30 &&
                (!best || chars[i] > chars[best] * 5 / 4))
                best = i;
        }
    return best;
}

void at__page_choose(at_page *p)
{
    chooser c = {.p = p, .title = AT_S("")};
    read_lines(&c.lines, p->mem);
    p->body = find_body(p);
    if (p->good[p->body] < 250) {
        uint32_t marked = by_marks(p);
        if (marked && !(p->good[p->body] > 60 && inside(p, p->body, marked)))
            p->body = marked;
    }
    for (size_t k = 0; k < p->paras.n; k++)
        if (p->paras.p[k].level == 1 && !c.title.n)
            c.title = lower(&c, &p->paras.p[k], 400);
    for (size_t k = 0; k < p->paras.n; k++)
        p->paras.p[k].keep = inside(p, p->paras.p[k].box, p->body) && wanted(&c, &p->paras.p[k]);
    drop_groups(p);
    drop_sections(&c);
    take_lead(p);
}
