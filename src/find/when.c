#include "find/when.h"

#include "find/lexicons.h"
#include "find/when_of.h"
#include "find/when_value.h"

static bool word(const at_pieces *ps, uint32_t i, const char *w)
{
    return at_eq(ps->p[i].s, at_strz(w));
}

/* The preposition before a time expression that starts at piece i of a sentence that starts at piece beg. */
static at_w_prep prep_before(const at_pieces *ps, uint32_t i, uint32_t beg)
{
    static const struct {
        const char *w;
        at_w_prep p;
    } tab[] = {{"since", AT_WP_SINCE}, {"until", AT_WP_UNTIL},   {"till", AT_WP_UNTIL},
               {"by", AT_WP_UNTIL},    {"before", AT_WP_BEFORE}, {"after", AT_WP_AFTER},
               {"for", AT_WP_FOR},     {"in", AT_WP_IN},         {"within", AT_WP_IN}};
    while (i > beg &&
           (word(ps, i - 1, "the") || word(ps, i - 1, "at") || word(ps, i - 1, "about") || word(ps, i - 1, "around")) &&
           i > beg + 1)
        i--;
    if (i == beg)
        return AT_WP_NONE;
    for (size_t k = 0; k < sizeof tab / sizeof *tab; k++)
        if (word(ps, i - 1, tab[k].w))
            return tab[k].p;
    if (i > beg + 1 && word(ps, i - 1, "of") && word(ps, i - 2, "as"))
        return AT_WP_ASOF;
    if (i > beg + 1 && word(ps, i - 1, "to") && (word(ps, i - 2, "prior") || word(ps, i - 2, "up")))
        return word(ps, i - 2, "up") ? AT_WP_UNTIL : AT_WP_BEFORE;
    return AT_WP_NONE;
}

static void open_days(at_when *w, at_w_prep p)
{
    if (w->precision == AT_P_NONE || w->from == AT_NODAY)
        return;
    switch (p) {
    case AT_WP_SINCE:
    case AT_WP_AFTER:
    case AT_WP_ASOF:
        w->to = AT_NODAY;
        w->precision = AT_P_OPEN;
        break;
    case AT_WP_UNTIL:
        w->from = AT_NODAY;
        w->precision = AT_P_OPEN;
        break;
    case AT_WP_BEFORE:
        w->to = w->from - 1;
        w->from = AT_NODAY;
        w->precision = AT_P_OPEN;
        break;
    default:
        break;
    }
}

static uint32_t head_of(const at_analysis *an, uint32_t beg, uint32_t end)
{
    for (uint32_t t = beg; t < end; t++) {
        const at_token *k = &an->tokens[t];
        bool inside = k->head >= 0 && (uint32_t)k->head >= beg && (uint32_t)k->head < end;
        if (!inside && k->rel != AT_R_CASE && k->rel != AT_R_PUNCT && k->rel != AT_R_DET && k->rel != AT_R_CC)
            return t;
    }
    return beg;
}

/* "told the paper on Friday that visas would not be renewed": a day before the "that" of a clause is not in it, however the tree hangs it. */
static uint32_t outside(const at_analysis *an, uint32_t verb, uint32_t day)
{
    const at_token *t = &an->tokens[verb];
    int32_t mark = at_dep(an, verb, AT_R_MARK);
    bool clause = (t->rel == AT_R_CCOMP || t->rel == AT_R_ADVCL) && t->head >= 0 && (uint32_t)t->head < day && mark >= 0 && (uint32_t)mark > day;
    return clause ? (uint32_t)t->head : verb;
}

/* The token that the expression modifies; through words that only frame it ("the early hours of Sunday", "the week of"). */
static uint32_t anchor_of(const at_ctx *c, const at_pieces *ps, const at_timex *x)
{
    const at_analysis *an = c->an;
    const at_lexicon *times = at_lexicon_get(c->lex, "times.tsv");
    int32_t h = an->tokens[x->head].head;
    uint32_t first = an->sents[an->tokens[x->beg].sent].beg, before = x->beg;
    if (before > first && an->tokens[before - 1].upos == AT_ADP)
        before--;
    if (before > first && an->tokens[before - 1].upos == AT_VERB && at__when_speech(an, before - 1))
        return before - 1; /* "police have arrested three men, a spokesman said on Tuesday", however the tree hangs it */
    for (int k = 0; h >= 0 && k < 4; k++) {
        uint32_t i = ps->of_tok[h];
        bool frame = i < ps->n && ps->p[i].tok == (uint32_t)h && ps->p[i].row != AT_NONE && an->tokens[h].upos != AT_VERB;
        if (frame) {
            at_str cls = at_lexicon_cell(times, ps->p[i].row, "class");
            frame = at_eq(cls, AT_S("unit")) || at_eq(cls, AT_S("part")) || at_eq(cls, AT_S("weekday")) ||
                    at_eq(cls, AT_S("month")) || at_eq(cls, AT_S("mod"));
        }
        if (!frame)
            break;
        h = an->tokens[h].head;
    }
    return h < 0 ? AT_NONE : outside(an, (uint32_t)h, x->beg);
}

static void fill(at_ctx *c, const at_pieces *ps, at_timex *x, at_w_info *info, const at_w_days *d)
{
    x->duration = d->duration;
    x->value = d->value;
    x->type = at_strz(d->type);
    x->when = (at_when){d->from, d->to, d->precision, at_bytes(c->an, x->beg, x->end)};
    info->plain = x->when;
    uint32_t sent = c->an->tokens[x->beg].sent;
    info->prep = (uint8_t)prep_before(ps, info->spec.beg, ps->of_tok[c->an->sents[sent].beg]);
    if (info->spec.earlier && d->precision > AT_P_DAY && c->published != AT_NODAY && x->when.to > c->published &&
        x->when.from <= c->published)
        x->when.to = c->published;
    open_days(&x->when, (at_w_prep)info->prep);
    info->anchor = anchor_of(c, ps, x);
    info->next = -1;
}

/* "from A to B", "between A and B": both stand for the whole stretch. A's missing month or year is B's. */
static void join_range(at_ctx *c, const at_pieces *ps, at_w_state *w)
{
    size_t n = c->timexes.n;
    if (n < 2)
        return;
    const at_spec *a = &w->info.p[n - 2].spec, *b = &w->info.p[n - 1].spec;
    if (b->beg != a->end + 1 || a->beg == 0)
        return;
    uint32_t k = a->end, pre = a->beg - 1;
    bool from =
        word(ps, pre, "from") && (word(ps, k, "to") || word(ps, k, "until") || word(ps, k, "till") || word(ps, k, "through"));
    bool between = word(ps, pre, "between") && word(ps, k, "and");
    if (!from && !between)
        return;
    at_when *x = &c->timexes.p[n - 2].when, *y = &c->timexes.p[n - 1].when;
    at_when px = w->info.p[n - 2].plain, py = w->info.p[n - 1].plain;
    if (px.from == AT_NODAY || py.to == AT_NODAY || px.from > py.to)
        return;
    x->from = y->from = px.from;
    x->to = y->to = py.to;
    x->precision = y->precision = py.precision;
    w->info.p[n - 2].plain = *x;
    w->info.p[n - 1].plain = *y;
}

static bool tells(const at_spec *s, const at_when *w, int32_t published)
{
    if (w->from == AT_NODAY || w->to == AT_NODAY || w->to - w->from > 6 || s->kind == AT_W_REF || s->kind == AT_W_SPAN ||
        s->kind == AT_W_DUR)
        return false;
    return published == AT_NODAY || w->from <= published;
}

/* "due Jan. 2", "extended to Nov. 20", "is payable in December": the day is not put into the past. */
static bool looks_ahead(const at_ctx *c, const at_pieces *ps, uint32_t piece, const at_timex *x)
{
    static const char *const TILL[] = {"to", "until", "till", "through", "by"};
    uint32_t beg = ps->of_tok[c->an->sents[c->an->tokens[x->beg].sent].beg];
    if (piece > beg && ps->p[piece - 1].tok == x->beg - 1)
        for (size_t k = 0; k < sizeof TILL / sizeof *TILL; k++)
            if (word(ps, piece - 1, TILL[k]))
                return true;
    return at__when_open(c->an, x->head);
}

static uint32_t add(at_ctx *c, const at_pieces *ps, at_w_state *w, const at_spec *s, int32_t *told, bool *asked)
{
    at_timex *x = at_push(c->mem, &c->timexes);
    at_w_info *info = at_push(c->mem, &w->info);
    info->spec = *s;
    x->beg = ps->p[s->beg].tok;
    x->end = ps->p[s->end - 1].tok + 1;
    x->head = head_of(c->an, x->beg, x->end);
    at_w_base base = {c->published, *told, at__when_future(c->an, x->head), looks_ahead(c, ps, s->beg, x)};
    at_w_days d = at__when_days(c->mem, s, &base);
    fill(c, ps, x, info, &d);
    if (d.needs_day && !*asked) {
        *asked = true;
        at_problem_add(c, "when", x->when.span,
                       AT_S("no publication day: days counted from it and days without a year stay open"));
    }
    for (uint32_t t = x->beg; t < x->end; t++)
        c->timex_of[t] = (int32_t)c->timexes.n - 1;
    join_range(c, ps, w);
    bool said = info->anchor != AT_NONE && at__when_speech(c->an, info->anchor) && *told != AT_NODAY;
    if (!said && tells(s, &info->plain, c->published))
        *told = info->plain.from;
    return s->end;
}

void at_when_run(at_ctx *c)
{
    const at_pieces *ps = at_number_pieces(c);
    at_w_state *w = at_new(c->mem, at_w_state, 1);
    c->own[AT_OWN_WHEN] = w;
    int32_t told = AT_NODAY;
    bool asked = false;
    for (uint32_t i = 0; i < ps->n;) {
        at_spec s;
        if (at__when_scan(c, ps, i, &s))
            i = add(c, ps, w, &s, &told, &asked);
        else
            i++;
    }
    at__when_attach(c, w);
}
