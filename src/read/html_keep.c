/* Writes the kept paragraphs of a page as text, with the way back to its bytes. */
#include "read/html_keep.h"

#include "base/str.h"
#include "base/utf8.h"

typedef struct {
    at_kept *k;
    at_arena *mem;
    const at_decoded *d;
    char *out;
    size_t n;
    size_t way;    /* entry of d->ways that the last source byte was under */
    int64_t delta; /* source - kept of the last entry of k->ways */
    bool space;    /* a blank waits for the next character */
} writer;

/* Notes that the next byte written comes from byte `src` of the decoded text. */
static void way(writer *w, uint32_t src)
{
    const at_decoded *d = w->d;
    if (w->way >= d->nways || d->ways[w->way].kept > src)
        w->way = 0;
    while (w->way + 1 < d->nways && d->ways[w->way + 1].kept <= src)
        w->way++;
    int64_t from = (int64_t)d->ways[w->way].source + (src - d->ways[w->way].kept);
    if (w->k->ways.n && from - (int64_t)w->n == w->delta)
        return;
    w->delta = from - (int64_t)w->n;
    *at_push(w->mem, &w->k->ways) = (at_way){(uint32_t)w->n, (uint32_t)from};
}

/* s comes from byte src of the decoded text: word for word, or as a reference that begins there. */
static void put(writer *w, at_str s, uint32_t src, bool reference)
{
    if (w->space && w->n) {
        if (w->out[w->n - 1] != '\n' && w->out[w->n - 1] != ' ')
            w->out[w->n++] = ' ';
    }
    w->space = false;
    for (size_t n; s.n; s = at_sub(s, n, s.n), src += (uint32_t)n) {
        way(w, src);
        n = s.n;
        if (!reference && w->way + 1 < w->d->nways && src + n > w->d->ways[w->way + 1].kept)
            n = w->d->ways[w->way + 1].kept - src;
        memcpy(w->out + w->n, s.p, n);
        w->n += n;
    }
}

/* Characters that nobody sees: soft hyphen, zero-width marks, byte order mark. */
static bool unseen(at_str s)
{
    static const char *const list[] = {"\xC2\xAD",     "\xE2\x80\x8B", "\xE2\x81\xA0",
                                       "\xEF\xBB\xBF", "\xE2\x80\x8E", "\xE2\x80\x8F"};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (at_eq(s, at_strz(list[i])))
            return true;
    return false;
}

static bool nbsp(at_str s)
{
    return at_eq(s, AT_S("\xC2\xA0")) || at_eq(s, AT_S("\xE2\x80\xAF")) || at_eq(s, AT_S("\xE2\x80\x89"));
}

/* A run of text, source bytes [beg, end). pre: blanks and line ends stay. */
static void run(writer *w, at_str src, uint32_t beg, uint32_t end, bool pre)
{
    for (uint32_t i = beg; i < end;) {
        unsigned char c = (unsigned char)src.p[i];
        if (c <= ' ') {
            if (pre && (c == '\n' || c == ' ' || c == '\t') && w->n) {
                w->out[w->n++] = (char)c;
                w->space = false;
            } else {
                w->space = true;
            }
            i++;
            continue;
        }
        char ref[8];
        size_t n = 0, len = c == '&' ? at__html_reference(at_sub(src, 0, end), i, ref, &n, false) : 0;
        at_str piece = {ref, n};
        if (!len && c >= 0x80) {
            unsigned u;
            (void)at_utf8(src, i, &u);
            piece = at_sub(src, i, i + u);
            len = u;
        } else if (!len) {
            len = 1;
            while (i + len < end && (unsigned char)src.p[i + len] > ' ' && (unsigned char)src.p[i + len] < 0x80 &&
                   src.p[i + len] != '&')
                len++;
            piece = at_sub(src, i, i + len);
        }
        if (nbsp(piece) || (piece.n == 1 && (unsigned char)piece.p[0] <= ' '))
            w->space = true;
        else if (piece.n && !unseen(piece))
            put(w, piece, i, piece.p == ref);
        i += (uint32_t)len;
    }
}

static void para(writer *w, const at_page *p, const at_para *x)
{
    for (uint32_t i = x->first; i < x->stop; i++) {
        const at_node *n = &p->t.node[i];
        if (p->state[i] & AT_IN_GONE) {
            i = n->stop - 1;
            continue;
        }
        if (n->tag == AT_TAG_TEXT) {
            run(w, p->t.src, n->beg, n->end, (p->state[i] & AT_IN_PRE) != 0);
        } else if (n->tag == AT_TAG_BR && w->n && w->out[w->n - 1] != '\n') {
            w->out[w->n++] = '\n';
            w->space = false;
        }
    }
}

/* What stands between two kept paragraphs: a blank line, but a line end within a list and a tab within a row of a table. */
static at_str between(const at_page *p, const at_para *a, const at_para *b)
{
    uint32_t x = p->t.node[a->box].parent, y = p->t.node[b->box].parent;
    unsigned ta = p->t.node[a->box].tag, tb = p->t.node[b->box].tag;
    bool cells = (ta == AT_TAG_TD || ta == AT_TAG_TH) && (tb == AT_TAG_TD || tb == AT_TAG_TH);
    if (cells && x == y)
        return AT_S("\t");
    if (cells && p->t.node[x].parent == p->t.node[y].parent)
        return AT_S("\n");
    bool items =
        (ta == AT_TAG_LI || ta == AT_TAG_DT || ta == AT_TAG_DD) && (tb == AT_TAG_LI || tb == AT_TAG_DT || tb == AT_TAG_DD);
    return items && x == y ? AT_S("\n") : AT_S("\n\n");
}

void at__page_keep(at_kept *k, at_arena *mem, const at_page *p, const at_decoded *d)
{
    writer w = {.k = k, .mem = mem, .d = d};
    size_t room = 16;
    const at_para *last = NULL;
    for (size_t i = 0; i < p->paras.n; i++)
        if (p->paras.p[i].keep)
            for (uint32_t j = p->paras.p[i].first; j < p->paras.p[i].stop; j++)
                room += p->t.node[j].tag == AT_TAG_TEXT ? (p->t.node[j].end - p->t.node[j].beg) * 2 + 4 : 4;
    w.out = at_alloc(mem, room + p->paras.n * 4);
    for (size_t i = 0; i < p->paras.n; i++) {
        const at_para *x = &p->paras.p[i];
        if (!x->keep)
            continue;
        if (last) {
            while (w.n && (w.out[w.n - 1] == '\n' || w.out[w.n - 1] == ' '))
                w.n--;
            at_str gap = between(p, last, x);
            memcpy(w.out + w.n, gap.p, gap.n);
            w.n += gap.n;
            w.space = false;
        }
        para(&w, p, x);
        last = x;
    }
    while (w.n && (w.out[w.n - 1] == '\n' || w.out[w.n - 1] == ' '))
        w.n--;
    while (k->ways.n && k->ways.p[k->ways.n - 1].kept >= w.n)
        k->ways.n--;
    if (!k->ways.n)
        *at_push(mem, &k->ways) = (at_way){0, 0};
    if (w.n)
        w.out[w.n++] = '\n';
    k->text = (at_str){w.out, w.n};
}
