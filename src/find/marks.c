#include "find/marks.h"

#include "base/str.h"

enum { EDGE = 1 /* stops between the words and the closing mark: "gangs,” he said" */ };

/* A pair of marks; straight ones are the same at both sides. */
typedef struct {
    at_str open, close;
} pair;

static const pair PAIRS[] = {{{"\xE2\x80\x9C", 3}, {"\xE2\x80\x9D", 3}}, {{"\xC2\xAB", 2}, {"\xC2\xBB", 2}}, {{"\"", 1}, {"\"", 1}}};

static bool at(at_str text, size_t i, at_str mark)
{
    return i + mark.n <= text.n && at_eq(at_sub(text, i, i + mark.n), mark);
}

/* Marks that open and do not close within s (*open), and that close without having been opened (*close). */
static void count(at_str text, at_span s, const pair *p, uint32_t *open, uint32_t *close)
{
    bool same = at_eq(p->open, p->close);
    *open = *close = 0;
    for (size_t i = s.beg; i < s.end; i++) {
        if (same && at(text, i, p->open))
            *open = !*open;
        else if (!same && at(text, i, p->open))
            ++*open;
        else if (!same && at(text, i, p->close)) {
            if (*open)
                --*open;
            else
                ++*close;
        }
    }
}

/* A straight mark that opens has a blank before it and none behind; one that closes the other way round. */
static bool opens(at_str text, size_t i)
{
    return (i == 0 || at_index_char(AT_S(" \n\t("), text.p[i - 1], 0) != SIZE_MAX) && i + 1 < text.n && text.p[i + 1] != ' ';
}

static size_t only_mark(at_str text, at_span s)
{
    size_t i = s.end;
    while (i > s.beg && text.p[i - 1] != '"')
        i--;
    return i - 1;
}

at_span at_marks_pair(at_str text, at_span s)
{
    for (size_t k = 0; k < sizeof PAIRS / sizeof *PAIRS; k++) {
        const pair *p = &PAIRS[k];
        uint32_t open, close;
        count(text, s, p, &open, &close);
        if (open && at_eq(p->open, p->close) && !opens(text, only_mark(text, s))) {
            open = 0;
            close = 1;
        }
        size_t i = s.end;
        if (open == 1 && i < text.n && !at(text, i, p->close) && at_index_char(AT_S(".,;!?"), text.p[i], 0) != SIZE_MAX)
            i += EDGE;
        if (open == 1 && at(text, i, p->close))
            s.end = (uint32_t)(i + p->close.n);
        if (close == 1 && s.beg >= p->open.n && at(text, s.beg - p->open.n, p->open))
            s.beg -= (uint32_t)p->open.n;
    }
    return s;
}

static void mend(at_str text, at_str *words)
{
    if (!words->n || words->p < text.p || words->p + words->n > text.p + text.n)
        return;
    size_t beg = (size_t)(words->p - text.p);
    at_span s = at_marks_pair(text, (at_span){(uint32_t)beg, (uint32_t)(beg + words->n)});
    *words = at_sub(text, s.beg, s.end);
}

void at_marks_run(at_ctx *c)
{
    for (size_t i = 0; i < c->findings.n; i++) {
        at_finding *f = &c->findings.p[i];
        f->span = at_marks_pair(c->text, f->span);
        mend(c->text, &f->text);
        mend(c->text, &f->of);
        if (f->text_span.end > f->text_span.beg)
            f->text_span = at_marks_pair(c->text, f->text_span);
        if (f->of_span.end > f->of_span.beg)
            f->of_span = at_marks_pair(c->text, f->of_span);
    }
}
