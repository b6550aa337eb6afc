#include "read/html_tree.h"

#include "base/str.h"

typedef struct {
    at_tree *t;
    at_arena *mem;
    uint32_t cap;
    uint32_t open[AT_HTML_DEEPEST]; /* open elements, the root first */
    uint32_t nopen;
    uint32_t over;   /* open elements that are too deep to be nodes */
    uint32_t pcount; /* open paragraphs */
    uint32_t bcount; /* is there a body */
    bool no_end;     /* no comment ends behind here: not searched again */
} builder;

static uint32_t add(builder *b, uint16_t tag, size_t beg, size_t end)
{
    at_tree *t = b->t;
    if (t->n == b->cap) {
        at_node *bigger = at_new(b->mem, at_node, (size_t)b->cap * 2);
        memcpy(bigger, t->node, t->n * sizeof *bigger);
        t->node = bigger;
        b->cap *= 2;
    }
    at_node *x = &t->node[t->n];
    x->beg = (uint32_t)beg;
    x->end = (uint32_t)end;
    x->tag = tag;
    x->parent = b->nopen ? b->open[b->nopen - 1] : 0;
    x->depth = (uint16_t)b->nopen;
    x->stop = t->n + 1;
    x->close = (uint32_t)end;
    return t->n++;
}

/* Closes the innermost open element; its content ends at byte `at`. */
static void pop(builder *b, size_t at)
{
    at_node *x = &b->t->node[b->open[--b->nopen]];
    x->stop = b->t->n;
    x->close = (uint32_t)at;
    b->pcount -= x->tag == AT_TAG_P;
}

static void pop_to(builder *b, uint32_t level, size_t at)
{
    while (b->nopen > level)
        pop(b, at);
}

static uint16_t tag_of(const builder *b, uint32_t level)
{
    return b->t->node[b->open[level]].tag;
}

/* Level of the innermost open element of this tag that end tags reach, or 0 (the root). */
static uint32_t in_scope(const builder *b, unsigned tag)
{
    for (uint32_t i = b->nopen; i-- > 1;) {
        unsigned x = tag_of(b, i);
        if (x == tag)
            return i;
        if (at__html_kind(x) & AT_TAG_IS_SCOPE &&
            !(tag == AT_TAG_TR || tag == AT_TAG_TABLE || tag == AT_TAG_TBODY || tag == AT_TAG_THEAD || tag == AT_TAG_TFOOT))
            return 0;
        if (x == AT_TAG_TABLE)
            return 0;
    }
    return 0;
}

/* Closes an open element of one of two tags unless an element of `wall` stands between. */
static void close_within(builder *b, unsigned tag, unsigned other, unsigned wall, unsigned wall2, size_t at)
{
    for (uint32_t i = b->nopen; i-- > 1;) {
        unsigned x = tag_of(b, i);
        if (x == tag || x == other) {
            pop_to(b, i, at);
            return;
        }
        if (x == wall || x == wall2 || (at__html_kind(x) & AT_TAG_IS_SCOPE))
            return;
    }
}

static bool heading(unsigned tag)
{
    return tag >= AT_TAG_H1 && tag <= AT_TAG_H6;
}

/* What the start of an element ends by itself (13.2.6.4.7 and the table modes). */
static void imply_ends(builder *b, unsigned tag, size_t at)
{
    if (b->pcount && (at__html_kind(tag) & AT_TAG_ENDS_P)) {
        uint32_t p = in_scope(b, AT_TAG_P);
        if (p)
            pop_to(b, p, at);
    }
    if (heading(tag) && heading(tag_of(b, b->nopen - 1)))
        pop(b, at);
    switch (tag) {
    case AT_TAG_LI:
        close_within(b, tag, tag, AT_TAG_UL, AT_TAG_OL, at);
        break;
    case AT_TAG_DD:
    case AT_TAG_DT:
        close_within(b, AT_TAG_DD, AT_TAG_DT, AT_TAG_DL, AT_TAG_DL, at);
        break;
    case AT_TAG_OPTION:
        close_within(b, tag, tag, AT_TAG_SELECT, AT_TAG_SELECT, at);
        break;
    case AT_TAG_A:
        close_within(b, tag, tag, AT_TAG_BODY, AT_TAG_BODY, at);
        break;
    case AT_TAG_TD:
    case AT_TAG_TH: {
        uint32_t cell = in_scope(b, AT_TAG_TD), head = in_scope(b, AT_TAG_TH);
        if (cell || head)
            pop_to(b, cell > head ? cell : head, at);
        break;
    }
    case AT_TAG_TR:
    case AT_TAG_TBODY:
    case AT_TAG_THEAD:
    case AT_TAG_TFOOT: {
        uint32_t row = in_scope(b, AT_TAG_TR);
        if (row)
            pop_to(b, row, at);
        if (tag != AT_TAG_TR && (row = in_scope(b, AT_TAG_TBODY) | in_scope(b, AT_TAG_THEAD) | in_scope(b, AT_TAG_TFOOT)))
            pop_to(b, row, at);
        break;
    }
    case AT_TAG_BODY:
        if (b->nopen > 1 && tag_of(b, b->nopen - 1) == AT_TAG_HEAD)
            pop(b, at);
        break;
    default:
        break;
    }
}

/* Elements that may stand in <head>; any other start ends it. */
static bool of_head(unsigned tag)
{
    return tag == AT_TAG_META || tag == AT_TAG_LINK || tag == AT_TAG_TITLE || tag == AT_TAG_SCRIPT || tag == AT_TAG_STYLE ||
           tag == AT_TAG_BASE || tag == AT_TAG_NOSCRIPT || tag == AT_TAG_TEMPLATE || tag == AT_TAG_NONE || tag == AT_TAG_HEAD;
}

static void leave_head(builder *b, unsigned tag, size_t at)
{
    for (uint32_t i = 1; i < b->nopen && i < 3; i++)
        if (tag_of(b, i) == AT_TAG_HEAD && !of_head(tag) && !(tag == AT_TAG_IMG && b->nopen > i + 1) &&
            !(tag == AT_TAG_IFRAME && b->nopen > i + 1)) {
            pop_to(b, i, at);
            return;
        }
}

static bool name_end(char c)
{
    return c == '>' || c == '/' || (unsigned char)c <= ' ';
}

/*
 * One attribute at s[i..): its name and value; gives the byte behind it, or SIZE_MAX when the tag ends (*i_end is then behind
 * its '>').
 */
static size_t attribute(at_str s, size_t i, at_str *name, at_str *value, size_t *i_end)
{
    const char *p = s.p;
    while (i < s.n && ((unsigned char)p[i] <= ' ' || p[i] == '/'))
        i++;
    if (i >= s.n || p[i] == '>') {
        *i_end = i < s.n ? i + 1 : s.n;
        return SIZE_MAX;
    }
    size_t beg = i++;
    while (i < s.n && p[i] != '=' && !name_end(p[i]))
        i++;
    *name = at_sub(s, beg, i);
    *value = at_sub(s, i, i);
    size_t j = i;
    while (j < s.n && (unsigned char)p[j] <= ' ')
        j++;
    if (j >= s.n || p[j] != '=')
        return i;
    for (i = j + 1; i < s.n && (unsigned char)p[i] <= ' '; i++)
        ;
    if (i < s.n && (p[i] == '"' || p[i] == '\'')) {
        const char *q = memchr(p + i + 1, p[i], s.n - i - 1);
        size_t end = q ? (size_t)(q - p) : s.n;
        *value = at_sub(s, i + 1, end);
        return end < s.n ? end + 1 : end;
    }
    for (beg = i; i < s.n && p[i] != '>' && (unsigned char)p[i] > ' ';)
        i++;
    *value = at_sub(s, beg, i);
    return i;
}

/* Where the raw text of a script or title ends: at its end tag, or at the end. */
static size_t raw_end(at_str s, size_t i, at_str name)
{
    for (const char *q; i < s.n && (q = memchr(s.p + i, '<', s.n - i)); i++) {
        i = (size_t)(q - s.p);
        if (i + 2 + name.n <= s.n && s.p[i + 1] == '/' && at_starts_fold(at_sub(s, i + 2, s.n), name) &&
            (i + 2 + name.n == s.n || name_end(s.p[i + 2 + name.n])))
            return i;
    }
    return s.n;
}

/* Opens an element whose attributes are scanned; gives the byte behind its start tag. */
static size_t start_tag(builder *b, size_t lt)
{
    at_str s = b->t->src, name, value;
    size_t i = lt + 1, end = s.n;
    while (i < s.n && !name_end(s.p[i]))
        i++;
    at_str tname = at_sub(s, lt + 1, i);
    unsigned tag = at__html_tag(tname), kind = at__html_kind(tag);
    at_str cls = {s.p, 0}, id = {s.p, 0};
    for (size_t next; (next = attribute(s, i, &name, &value, &end)) != SIZE_MAX; i = next)
        if (name.n == 5 && !cls.n && at_eq_fold(name, AT_S("class")))
            cls = value;
        else if (name.n == 2 && !id.n && at_eq_fold(name, AT_S("id")))
            id = value;
    bool again = (tag == AT_TAG_HTML || tag == AT_TAG_BODY) && b->nopen > 1 && (tag == AT_TAG_HTML || b->bcount);
    if (!again) {
        leave_head(b, tag, lt);
        imply_ends(b, tag, lt);
    } else {
        kind |= AT_TAG_IS_VOID; /* a second <body> opens nothing */
    }
    uint32_t x = add(b, (uint16_t)tag, lt, end);
    at_node *n = &b->t->node[x];
    n->word_beg = (uint32_t)(cls.p - s.p);
    n->word_end = n->word_beg + (uint32_t)cls.n;
    n->id_beg = (uint32_t)(id.p - s.p);
    n->id_end = n->id_beg + (uint32_t)id.n;
    b->bcount += tag == AT_TAG_BODY && !again;
    if (kind & AT_TAG_IS_VOID)
        return end;
    if (kind & AT_TAG_IS_RAW) {
        size_t stop = raw_end(s, end, tname);
        if (stop == s.n && tag != AT_TAG_SCRIPT && tag != AT_TAG_PLAINTEXT)
            return end; /* never closed: not the rest of the page is meant */
        if (stop > end) {
            uint32_t text = add(b, AT_TAG_TEXT, end, stop);
            b->t->node[text].parent = x;
            b->t->node[text].depth = (uint16_t)(n->depth + 1);
        }
        b->t->node[x].stop = b->t->n;
        b->t->node[x].close = (uint32_t)stop;
        return stop;
    }
    if (b->nopen == AT_HTML_DEEPEST) {
        b->t->too_deep = true;
        b->over++;
        return end;
    }
    b->open[b->nopen++] = x;
    b->pcount += tag == AT_TAG_P;
    return end;
}

/* An end tag at lt; gives the byte behind it. */
static size_t end_tag(builder *b, size_t lt)
{
    at_str s = b->t->src, name, value;
    size_t i = lt + 2, end = s.n;
    while (i < s.n && !name_end(s.p[i]))
        i++;
    unsigned tag = at__html_tag(at_sub(s, lt + 2, i)), kind = at__html_kind(tag);
    for (size_t next; (next = attribute(s, i, &name, &value, &end)) != SIZE_MAX; i = next)
        ;
    if (tag == AT_TAG_BR || tag == AT_TAG_P) { /* </br> is a line break; a lone </p> ends a paragraph that was ended before */
        if (tag == AT_TAG_BR)
            add(b, AT_TAG_BR, lt, end);
    }
    if ((kind & (AT_TAG_IS_VOID | AT_TAG_IS_RAW)) || tag == AT_TAG_BODY || tag == AT_TAG_HTML)
        return end;
    if (b->over) {
        b->over--;
        return end;
    }
    if (kind & AT_TAG_IS_SPECIAL) {
        uint32_t level = in_scope(b, tag);
        if (heading(tag) && !level && heading(tag_of(b, b->nopen - 1)))
            level = b->nopen - 1; /* </h3> ends an <h2> */
        if (level)
            pop_to(b, level, lt);
        return end;
    }
    for (uint32_t k = b->nopen; k-- > 1;) {
        unsigned x = tag_of(b, k);
        if (x == tag && (tag != AT_TAG_NONE || k == b->nopen - 1)) {
            pop_to(b, k, lt);
            break;
        }
        if (at__html_kind(x) & AT_TAG_IS_SPECIAL)
            break;
    }
    return end;
}

/* Behind <!-- ... -->, <!doctype ...>, <![CDATA[ ... ]]> or <? ... >. */
static size_t markup_end(builder *b, at_str s, size_t lt)
{
    size_t end;
    if (!b->no_end && at_starts(at_sub(s, lt, s.n), AT_S("<!--"))) {
        for (size_t i = lt + 4; (i = at_index(s, AT_S("--"), i)) != SIZE_MAX; i++) {
            if (i + 2 < s.n && s.p[i + 2] == '>')
                return i + 3;
            if (i + 3 < s.n && s.p[i + 2] == '!' && s.p[i + 3] == '>')
                return i + 4;
        }
        b->no_end = true;
        /* never closed: up to the first '>', as old browsers did, so that the page is not lost */
        end = at_index_char(s, '>', lt);
        return end == SIZE_MAX ? s.n : end + 1;
    }
    end = at_index_char(s, '>', lt);
    return end == SIZE_MAX ? s.n : end + 1;
}

static void text(builder *b, size_t beg, size_t end)
{
    at_str s = b->t->src;
    size_t i = beg;
    while (i < end && (unsigned char)s.p[i] <= ' ')
        i++;
    if (i < end)
        leave_head(b, AT_TAG_TEXT, beg);
    else if (b->t->n && b->t->node[b->t->n - 1].tag != AT_TAG_TEXT && b->nopen == b->t->node[b->t->n - 1].depth + 1u &&
             (at__html_kind(b->t->node[b->t->n - 1].tag) & AT_TAG_IS_BLOCK))
        return; /* blanks behind the start of a block */
    add(b, AT_TAG_TEXT, beg, end);
}

void at__html_parse(at_tree *t, at_arena *mem, at_str src)
{
    builder *b = at_new(mem, builder, 1);
    memset(t, 0, sizeof *t);
    t->src = src;
    b->t = t;
    b->mem = mem;
    b->cap = (uint32_t)(src.n / 48 < 64 ? 64 : src.n / 48 > AT_HTML_NODES ? AT_HTML_NODES : src.n / 48);
    t->node = at_new(mem, at_node, b->cap);
    b->open[b->nopen++] = add(b, AT_TAG_NONE, 0, 0);
    size_t i = 0, from = 0; /* text since `from` is not added yet */
    while (i < src.n) {
        const char *q = memchr(src.p + i, '<', src.n - i);
        if (!q || t->n >= AT_HTML_NODES)
            break;
        i = (size_t)(q - src.p);
        char c = i + 1 < src.n ? src.p[i + 1] : 0, d = i + 2 < src.n ? src.p[i + 2] : 0;
        bool start = (c | 32) >= 'a' && (c | 32) <= 'z', stop = c == '/' && (d | 32) >= 'a' && (d | 32) <= 'z';
        if (!start && !stop && c != '!' && c != '?' && c != '/') {
            i++; /* a "<" that is text */
            continue;
        }
        if (i > from)
            text(b, from, i);
        i = start ? start_tag(b, i) : stop ? end_tag(b, i) : markup_end(b, src, i);
        from = i;
    }
    t->too_many = t->n >= AT_HTML_NODES;
    if (t->too_many)
        t->cut = (uint32_t)i;
    else if (from < src.n)
        text(b, from, src.n);
    pop_to(b, 0, t->too_many ? i : src.n);
}

bool at__html_next_attr(const at_tree *t, uint32_t node, uint32_t *at, at_str *name, at_str *value)
{
    const at_node *x = &t->node[node];
    at_str s = at_sub(t->src, 0, x->end);
    size_t end, i = *at;
    if (i == x->beg)
        for (i++; i < s.n && !name_end(s.p[i]); i++)
            ;
    size_t next = attribute(s, i, name, value, &end);
    if (next == SIZE_MAX)
        return false;
    *at = (uint32_t)next;
    return true;
}

bool at__html_attr(const at_tree *t, uint32_t node, at_str name, at_str *value)
{
    at_str n;
    uint32_t at = t->node[node].beg;
    while (at__html_next_attr(t, node, &at, &n, value))
        if (n.n == name.n && at_eq_fold(n, name))
            return true;
    *value = AT_S("");
    return false;
}
