#include "find/quote.h"

#include "base/utf8.h"

/* Families of marks that pair with each other. */
typedef enum { DOUBLE, SINGLE, GUILLEMET, CORNER } family;
typedef enum { OPEN, CLOSE, EITHER } way;

typedef struct {
    uint32_t pos, end; /* bytes of the mark */
    family fam;
    way dir;
    bool weak;         /* could be an apostrophe */
} mark;

typedef AT_VEC(mark) marks;

enum { DEPTH = 4 }; /* quotes within quotes; deeper marks are taken for stray */

/* What stands beside a mark decides its way more surely than its shape does (editors turn marks). */
typedef struct {
    uint32_t before, after; /* code points, ' ' at the edges of the paragraph */
    uint32_t before2;
} beside;

static bool blank(uint32_t cp)
{
    return at_cp_space(cp);
}

static bool opener_like(uint32_t cp) /* after these a word may begin */
{
    return blank(cp) || cp == '(' || cp == '[' || cp == '{' || cp == 0x2014 || cp == 0x2013 || cp == '-' || cp == '/' || cp == 0x201C || cp == '"' || cp == 0xAB ||
           cp == 0x2018 || cp == 0x201E || cp == '\'' || cp == '`' || cp == 0x201A || cp == '>' || cp == '=' || cp == ':' || cp == 0xA1 || cp == 0xBF;
}

static bool closer_like(uint32_t cp) /* before these a word may end */
{
    return blank(cp) || cp == '.' || cp == ',' || cp == ';' || cp == ':' || cp == '!' || cp == '?' || cp == ')' || cp == ']' || cp == '}' || cp == 0x2014 ||
           cp == 0x2013 || cp == '-' || cp == 0x2026 || cp == 0x201D || cp == '"' || cp == 0xBB || cp == 0x2019 || cp == '\'' || cp == '/' || cp == '<';
}

static bool digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

static bool ends_phrase(uint32_t cp)
{
    return cp == ',' || cp == '.' || cp == '!' || cp == '?' || cp == 0x2026;
}

static beside around(at_str s, size_t pos, size_t end)
{
    beside b = {' ', ' ', ' '};
    unsigned n;
    if (pos > 0) {
        size_t p = at_utf8_prev(s, pos);
        b.before = at_utf8(s, p, &n);
        if (p > 0)
            b.before2 = at_utf8(s, at_utf8_prev(s, p), &n);
    }
    if (end < s.n)
        b.after = at_utf8(s, end, &n);
    return b;
}

/* The way of a mark by its neighbours; `shape` decides where they do not. */
static way turn(beside b, way shape)
{
    bool can_open = opener_like(b.before) && !blank(b.after);
    bool can_close = !blank(b.before) && closer_like(b.after);
    if (can_open && !can_close)
        return OPEN;
    if (can_close && !can_open)
        return CLOSE;
    if (can_open && can_close) /* between two marks: punctuation before it closes, a blank before it opens */
        return ends_phrase(b.before) ? CLOSE : blank(b.before) ? OPEN : shape;
    return shape;
}

/* 'em, 'til, '90s: a contraction begins, no quotation. */
static bool clipped(at_str s, size_t end)
{
    static const char *const words[] = {"em ", "til ", "n ", "tis ", "twas ", "cause ", "bout ", "round ", "n' ", "n’ "};
    if (end < s.n && digit((unsigned char)s.p[end]))
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (at_starts_fold(at_sub(s, end, s.n), at_strz(words[i])))
            return true;
    return false;
}

/* A single mark or apostrophe: false if it surely is no quotation mark. */
static bool single_mark(mark *m, at_str s, beside b, uint32_t cp)
{
    bool letter_before = at_cp_letter(b.before) || digit(b.before), letter_after = at_cp_letter(b.after) || digit(b.after);
    m->fam = SINGLE;
    if (letter_before && letter_after)
        return false;
    way shape = cp == 0x2018 || cp == 0x201A || cp == '`' ? OPEN : cp == 0x2019 ? CLOSE : EITHER;
    m->dir = turn(b, shape);
    if (m->dir == EITHER)
        return false;
    if (m->dir == OPEN && cp != 0x2018 && clipped(s, m->end))
        return false;
    if (m->dir == OPEN && b.after == ' ')
        return false;
    if (m->dir == CLOSE && digit(b.before) && cp == '\'') /* 6' */
        return false;
    m->weak = m->dir == CLOSE && (b.before == 's' || b.before == 'S' || b.before == 'z' || b.before == 'x') && blank(b.after); /* a genitive? */
    return true;
}

/* Reads the mark at byte i, if one stands there: its length in bytes, else 0. */
static unsigned read_mark(mark *m, at_str s, size_t i, bool *is)
{
    unsigned n;
    uint32_t cp = at_utf8(s, i, &n);
    *is = false;
    *m = (mark){(uint32_t)i, (uint32_t)(i + n), DOUBLE, EITHER, false};
    if ((cp == '`' || cp == '\'' || cp == 0x2018 || cp == 0x2019) && i + n < s.n) {
        unsigned n2;
        uint32_t cp2 = at_utf8(s, i + n, &n2);
        bool twin = cp2 == cp && !(cp == 0x2019 || cp == 0x2018) ? true : cp2 == cp && n == n2;
        if (twin) { /* `` '' ‘‘ ’’ */
            n += n2;
            m->end = (uint32_t)(i + n);
            m->dir = turn(around(s, i, m->end), cp == '`' || cp == 0x2018 ? OPEN : cp == 0x2019 ? CLOSE : EITHER);
            *is = true;
            return n;
        }
    }
    beside b = around(s, i, m->end);
    *is = true;
    switch (cp) {
    case '"': case 0xFF02:
        m->dir = turn(b, EITHER);
        m->weak = digit(b.before) && !ends_phrase(b.before); /* 12" */
        break;
    case 0x201C: case 0x201E: case 0x201F: m->dir = turn(b, OPEN); break;
    case 0x201D: m->dir = turn(b, CLOSE); break;
    case 0xAB: case 0x2039: m->fam = GUILLEMET; m->dir = blank(b.after) && !blank(b.before) ? CLOSE : turn(b, OPEN); break;
    case 0xBB: case 0x203A: m->fam = GUILLEMET; m->dir = blank(b.before) && !blank(b.after) ? OPEN : turn(b, CLOSE); break;
    case 0x300C: case 0x300E: m->fam = CORNER; m->dir = OPEN; break;
    case 0x300D: case 0x300F: m->fam = CORNER; m->dir = CLOSE; break;
    case '\'': case 0x2018: case 0x2019: case 0x201A: case 0x201B: case '`': *is = single_mark(m, s, b, cp); break;
    default: *is = false; break;
    }
    return n;
}

/* French guillemets stand off their words by a blank: « mot ». Then shape alone tells the way. */
static void spaced_guillemets(at_str s, marks *ms)
{
    for (size_t k = 0; k < ms->n; k++) {
        mark *m = &ms->p[k];
        if (m->fam != GUILLEMET)
            continue;
        beside b = around(s, m->pos, m->end);
        if (blank(b.before) && blank(b.after)) {
            unsigned n;
            uint32_t cp = at_utf8(s, m->pos, &n);
            m->dir = cp == 0xAB || cp == 0x2039 ? OPEN : CLOSE;
        }
    }
}

static void collect(at_arena *mem, marks *ms, at_str s)
{
    ms->n = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x80 && c != '"' && c != '\'' && c != '`') {
            i++;
            continue;
        }
        mark m;
        bool is;
        unsigned n = read_mark(&m, s, i, &is);
        if (is)
            *at_push(mem, ms) = m;
        i += n;
    }
    spaced_guillemets(s, ms);
}

/* Is there a closing mark of that family at or after k, before the next opening one? sure: one that is no genitive. */
static bool closes_later(const marks *ms, size_t k, family fam, bool sure)
{
    for (; k < ms->n; k++) {
        const mark *m = &ms->p[k];
        if (m->fam != fam)
            continue;
        if (m->dir == OPEN)
            return false;
        if (!sure || !m->weak)
            return true;
    }
    return false;
}

typedef struct {
    at_arena *mem;
    at_quotes *out;
    at_str text;
    const at_span *paras;
    uint32_t para;
    int32_t stack[DEPTH];
    family fam[DEPTH];
    unsigned depth;
    int32_t carried;   /* quote of the paragraph before that had no closing mark, or -1 */
    family carried_fam;
} pairing;

static bool first_in_para(const pairing *p, uint32_t pos)
{
    at_str lead = at_sub(p->text, p->paras[p->para].beg, pos);
    return at_trim(lead).n == 0;
}

static void open_quote(pairing *p, const mark *m, uint32_t base)
{
    if (p->depth == DEPTH)
        return;
    for (unsigned d = 0; d < p->depth; d++)
        if (p->fam[d] == m->fam) { /* a family does not nest in itself: the earlier opening mark was stray */
            for (unsigned k = d; k < p->depth; k++)
                p->out->p[p->stack[k]].out.end = 0;
            p->depth = d;
            break;
        }
    at_quote *q = at_push(p->mem, p->out);
    *q = (at_quote){{base + m->end, 0}, {base + m->pos, 0}, p->para, p->depth ? p->stack[p->depth - 1] : -1, -1, -1, m->fam == SINGLE, false};
    int32_t at = (int32_t)p->out->n - 1;
    if (p->carried >= 0 && p->carried_fam == m->fam && !p->depth && first_in_para(p, q->out.beg)) {
        q->prev = p->carried;
        p->out->p[p->carried].next = at;
        p->carried = -1;
    }
    p->fam[p->depth] = m->fam;
    p->stack[p->depth++] = at;
}

static void close_quote(pairing *p, const mark *m, uint32_t base)
{
    unsigned d = p->depth;
    while (d > 0 && p->fam[d - 1] != m->fam)
        d--;
    if (!d)
        return; /* stray */
    for (unsigned k = d; k < p->depth; k++) /* singles left open inside were apostrophes */
        p->out->p[p->stack[k]].out.end = 0;
    at_quote *q = &p->out->p[p->stack[d - 1]];
    q->in.end = base + m->pos;
    q->out.end = base + m->end;
    p->depth = d - 1;
}

static bool open_family(const pairing *p, family fam)
{
    for (unsigned d = 0; d < p->depth; d++)
        if (p->fam[d] == fam)
            return true;
    return false;
}

/* Does the paragraph after this one begin with an opening mark of the family? */
static bool next_opens(const pairing *p, size_t nparas, family fam)
{
    if (p->para + 1 >= nparas)
        return false;
    at_span n = p->paras[p->para + 1];
    at_str s = at_sub(p->text, n.beg, n.end);
    size_t i = 0;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    mark m;
    bool is;
    if (i >= s.n)
        return false;
    (void)read_mark(&m, s, i, &is);
    return is && m.fam == fam && m.dir != CLOSE;
}

/* A lone opening mark at the start of the paragraph or after words that lead to a quotation: it goes on, or its closing mark was forgotten. */
static bool forgotten(const pairing *p, const at_quote *q)
{
    if (first_in_para(p, q->out.beg))
        return true;
    at_str lead = at_trim(at_sub(p->text, p->paras[p->para].beg, q->out.beg));
    static const char *const cues[] = {":", ",", " that", " said", " says", " saying", " added", " adding", " stated"};
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (at_ends(lead, at_strz(cues[i])))
            return true;
    return false;
}

static void end_para(pairing *p, size_t nparas)
{
    p->carried = -1;
    for (unsigned d = 0; d < p->depth; d++) {
        at_quote *q = &p->out->p[p->stack[d]];
        at_span para = p->paras[p->para];
        bool goes_on = d == 0 && next_opens(p, nparas, p->fam[d]);
        if (d == 0 && (goes_on || p->fam[d] != SINGLE) && forgotten(p, q)) {
            uint32_t end = para.beg + (uint32_t)(at_trim(at_sub(p->text, para.beg, para.end)).p - (p->text.p + para.beg)) +
                           (uint32_t)at_trim(at_sub(p->text, para.beg, para.end)).n;
            q->in.end = q->out.end = end;
            q->open_end = true;
            if (goes_on) {
                p->carried = p->stack[d];
                p->carried_fam = p->fam[d];
            }
        } else {
            q->out.end = 0;
        }
    }
    p->depth = 0;
}

static void one_para(pairing *p, marks *ms, size_t nparas)
{
    at_span para = p->paras[p->para];
    at_str s = at_sub(p->text, para.beg, para.end);
    collect(p->mem, ms, s);
    for (size_t k = 0; k < ms->n; k++) {
        mark *m = &ms->p[k];
        bool open = open_family(p, m->fam);
        way dir = m->dir == EITHER ? open ? CLOSE : OPEN : m->dir;
        if (m->fam == SINGLE && dir == OPEN && !closes_later(ms, k + 1, SINGLE, false))
            continue; /* an apostrophe before a word */
        if (m->fam == SINGLE && dir == CLOSE && m->weak && open && closes_later(ms, k + 1, SINGLE, true))
            continue; /* a genitive inside: "the ‘protesters’ camp’" keeps its last mark */
        if (m->fam == DOUBLE && m->weak && !open)
            continue; /* 12" */
        if (dir == OPEN)
            open_quote(p, m, para.beg);
        else
            close_quote(p, m, para.beg);
    }
    end_para(p, nparas);
}

/* Drops what did not close and mends the links between the rest. */
static void drop_stray(at_arena *mem, at_quotes *out, size_t from)
{
    size_t n = out->n - from;
    int32_t *to = at_new(mem, int32_t, n);
    size_t k = from;
    for (size_t i = 0; i < n; i++)
        to[i] = out->p[from + i].out.end > out->p[from + i].out.beg && out->p[from + i].in.end >= out->p[from + i].in.beg ? (int32_t)k++ : -1;
    for (size_t i = 0; i < n; i++) {
        if (to[i] < 0)
            continue;
        at_quote q = out->p[from + i];
        int32_t up = q.parent;
        while (up >= 0 && to[(size_t)up - from] < 0)
            up = out->p[up].parent;
        q.parent = up >= 0 ? to[(size_t)up - from] : -1;
        q.next = q.next >= 0 ? to[(size_t)q.next - from] : -1;
        q.prev = q.prev >= 0 ? to[(size_t)q.prev - from] : -1;
        out->p[to[i]] = q;
    }
    out->n = k;
}

void at_quotes_find(at_arena *mem, at_quotes *out, at_str text, const at_span *paras, size_t nparas)
{
    size_t from = out->n;
    pairing p = {mem, out, text, paras, 0, {0}, {DOUBLE}, 0, -1, DOUBLE};
    marks ms = {0};
    for (size_t i = 0; i < nparas; i++) {
        p.para = (uint32_t)i;
        one_para(&p, &ms, nparas);
    }
    drop_stray(mem, out, from);
}
