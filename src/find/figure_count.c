#include "find/figure_count.h"

#include "find/lexicons.h"
#include <math.h>

typedef struct {
    const at_ctx *c;
    const at_lexicon *x;
    const at_pieces *ps;
    const at_piece *p; /* ps->p */
    uint32_t beg, end; /* of the sentence */
} scan;

static bool is(const scan *s, uint32_t i, const char *w)
{
    return i >= s->beg && i < s->end && at_eq(s->p[i].s, at_strz(w));
}

static bool any(const scan *s, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (is(s, i, *words))
            return true;
    return false;
}

/* The longest phrase of numbers.tsv with that class that starts at piece i: gives the piece after it (i if none) and its row. */
static uint32_t phrase(const scan *s, uint32_t i, const char *cls, uint32_t *row)
{
    char buf[64];
    size_t n = 0;
    uint32_t best = i;
    for (uint32_t j = i; j < s->end && j < i + 6; j++) {
        if (!(n = at_phrase_add(buf, n, sizeof buf, s->p[j].s)))
            break;
        for (uint32_t r = at_lexicon_row(s->x, (at_str){buf, n}); r != AT_NONE; r = s->x->again[r])
            if (at_eq(at_lexicon_cell(s->x, r, "class"), at_strz(cls))) {
                best = j + 1;
                *row = r;
                break;
            }
    }
    return best;
}

static at_str cell(const scan *s, uint32_t row, const char *col)
{
    return at_lexicon_cell(s->x, row, col);
}

/* ---- the number itself ---- */

static void plain(at_count *q, double v)
{
    q->low = q->high = q->value = v < 9e18 ? (int64_t)llround(v) : 0;
    q->qualifier = AT_S("exact");
}

/* "half a million", "a quarter of a million", "half a dozen" */
static uint32_t part_of_scale(const scan *s, uint32_t i, at_count *q)
{
    uint32_t j = i;
    double f = 0;
    if (is(s, j, "half") && is(s, j + 1, "a")) {
        f = 0.5;
        j += 2;
    } else if (is(s, j, "a") && (is(s, j + 1, "quarter") || is(s, j + 1, "third")) && is(s, j + 2, "of") && is(s, j + 3, "a")) {
        f = is(s, j + 1, "quarter") ? 0.25 : 1.0 / 3;
        j += 4;
    } else {
        return i;
    }
    if (j >= s->end || (s->p[j].num != AT_NUM_SCALE && s->p[j].num != AT_NUM_GROUP))
        return i;
    plain(q, f * s->p[j].value);
    q->num = j;
    return j + 1;
}

/* "dozens", "tens of thousands", "several hundred", "a few dozen" */
static uint32_t plural(const scan *s, uint32_t i, at_count *q)
{
    uint32_t j = i;
    double low = 0;
    if (j < s->end && s->p[j].num == AT_NUM_PLURAL) {
        low = s->p[j].value;
        if (is(s, j + 1, "of") && j + 2 < s->end && s->p[j + 2].num == AT_NUM_PLURAL) {
            low = s->p[j].value * (double)s->p[j + 2].scale; /* the guide's twice: "hundreds of thousands" is 200,000 and more */
            j += 2;
        } else if (is(s, j + 1, "and") && j + 2 < s->end && at_eq(s->p[j].s, s->p[j + 2].s)) {
            j += 2; /* "thousands and thousands" */
        }
        j++;
    } else {
        uint32_t k = i;
        double few = 0;
        if (is(s, k, "several")) {
            few = 3;
            k++;
        } else if (is(s, k, "a") && (is(s, k + 1, "few") || is(s, k + 1, "couple"))) {
            few = is(s, k + 1, "few") ? 2 : 2;
            k += 2;
            if (is(s, k, "of"))
                k++;
        } else if (is(s, k, "few") || is(s, k, "many")) {
            few = 2;
            k++;
        }
        if (k == i || k >= s->end || (s->p[k].num != AT_NUM_SCALE && s->p[k].num != AT_NUM_GROUP))
            return i;
        if (is(s, i, "a") && s->p[k].num == AT_NUM_GROUP)
            few = 2; /* "a few dozen" is 24 and more */
        low = few * s->p[k].value;
        j = k + 1;
    }
    q->low = q->value = (int64_t)low;
    q->high = AT_NOBOUND;
    q->num = j - 1;
    q->qualifier = at_words(s->c->an, s->p[i].tok, s->p[j - 1].tok + 1);
    return j;
}

/* "half of the 300 detainees", "more than half of the 288 candidates": that part of the number. */
static uint32_t fraction(const scan *s, uint32_t i, at_count *q)
{
    double top = 1, n = 0;
    uint32_t j = i;
    if (is(s, j, "a") || is(s, j, "one"))
        j++;
    else if (j + 1 < s->end && (is(s, j, "two") || is(s, j, "three")) && s->p[j + 1].num == AT_NUM_FRACTION)
        top = s->p[j++].value;
    if (j >= s->end || (s->p[j].num != AT_NUM_FRACTION && !is(s, j, "third")) || !is(s, j + 1, "of"))
        return i;
    double bottom = is(s, j, "third") ? 3 : s->p[j].value;
    j += 2;
    for (uint32_t k = j; k < s->end && k < j + 5; k++) /* "half of the city's 2 million residents" */
        if (is(s, k, "'s") || is(s, k, "the") || is(s, k, "those") || is(s, k, "their") || is(s, k, "its"))
            j = k + 1;
    uint32_t e = at_number_read(s->ps, j, s->end, &n);
    if (e == j || n < bottom)
        return i;
    plain(q, floor(n * top / bottom));
    q->num = e - 1;
    return e;
}

/* A second number of a range behind the first that ends at j: "to 5,000", "-3", "or four". */
static uint32_t range_end(const scan *s, uint32_t i, uint32_t j, at_count *q)
{
    double v = 0;
    uint32_t k = j;
    bool dash = k < s->end && (s->p[k].joined || s->p[k].dashed) && s->p[k].num == AT_NUM_DIGITS;
    if (!dash && !is(s, k, "to") && !(is(s, k, "or") && q->value < 30))
        return j;
    if (!dash)
        k++;
    if (!dash && s->c->an->tokens[s->p[k < s->end ? k : j].tok].upos == AT_VERB)
        return j;
    uint32_t e = at_number_read(s->ps, k, s->end, &v);
    if (e == k)
        return j;
    /* "2-3 million": the scale is of both */
    for (uint32_t t = k; t < e; t++)
        if (s->p[t].num == AT_NUM_SCALE && v > (double)q->value && (double)q->value * s->p[t].value <= v && q->value < 1000 &&
            s->p[j - 1].num != AT_NUM_SCALE) {
            q->low = (int64_t)((double)q->value * s->p[t].value);
            break;
        }
    if (v <= (double)q->low)
        return j;
    q->high = (int64_t)v;
    q->qualifier = AT_S("range");
    q->num = e - 1;
    (void)i;
    return e;
}

static uint32_t between(const scan *s, uint32_t i, at_count *q)
{
    double a = 0, b = 0;
    bool from = is(s, i, "from");
    if (!is(s, i, "between") && !from)
        return i;
    uint32_t j = at_number_read(s->ps, i + 1, s->end, &a);
    if (j == i + 1 || !is(s, j, from ? "to" : "and"))
        return i;
    uint32_t k = at_number_read(s->ps, j + 1, s->end, &b);
    if (k == j + 1 || b <= a)
        return i;
    if (b >= 1e6 && a < 1000)
        a *= 1e6;
    plain(q, a);
    q->high = (int64_t)b;
    q->num = k - 1;
    q->qualifier = AT_S("range");
    return k;
}

static uint32_t number(const scan *s, uint32_t i, at_count *q)
{
    uint32_t j = between(s, i, q);
    if (j == i)
        j = part_of_scale(s, i, q);
    if (j == i)
        j = fraction(s, i, q);
    if (j == i)
        j = plural(s, i, q);
    if (j > i)
        return j;
    double v = 0;
    j = at_number_read(s->ps, i, s->end, &v);
    if (j == i || v > 5e9 || fabs(v - floor(v + 0.5)) > 1e-6)
        return i;
    plain(q, v);
    q->num = j - 1;
    q->spelled = v < 1.5 && s->p[i].num == AT_NUM_UNIT;
    return range_end(s, i, j, q);
}

/* many, several, "a number of", no, nobody */
static uint32_t vague(const scan *s, uint32_t i, at_count *q)
{
    uint32_t row = AT_NONE, zero = AT_NONE;
    uint32_t j = phrase(s, i, "vague", &row), k = phrase(s, i, "none", &zero);
    if (k > i && k >= j) {
        plain(q, 0);
        q->none = true;
        q->num = k - 1;
        q->qualifier = at_words(s->c->an, s->p[i].tok, s->p[k - 1].tok + 1);
        return k;
    }
    if (j == i)
        return i;
    int64_t v;
    q->vague = true;
    q->low = q->high = AT_NOBOUND;
    q->value = -1;
    if (at_to_i64(cell(s, row, "value"), &v)) {
        q->low = q->value = v;
        if (at_eq(cell(s, row, "scale"), AT_S("exact")))
            q->high = v;
    }
    static const char *const WEAK[] = {"some",   "few",  "most",    "various", "couple", "pair",     "number", "majority",
                                       "plenty", "lots", "handful", "trio",    "duo",    "multiple", NULL};
    q->weak = j == i + 1 && any(s, i, WEAK);
    static const char *const CROWD[] = {"group", "crowd", "gang",    "mob",        "groups",      "crowds", "stream",
                                        "wave",  "waves", "streams", "contingent", "contingents", "band",   NULL};
    for (uint32_t t = i; t < j; t++)
        q->crowd |= any(s, t, CROWD);
    q->num = j - 1;
    if (j - i > 1 && is(s, j - 1, "of")) {
        q->num = j - 2;
        q->qualifier = at_words(s->c->an, s->p[i].tok, s->p[j - 2].tok + 1);
    } else {
        q->qualifier = at_words(s->c->an, s->p[i].tok, s->p[j - 1].tok + 1);
    }
    return j;
}

/* ---- bounds ---- */

static void apply(at_count *q, at_str kind, at_str words)
{
    int64_t n = q->value;
    if (at_eq(kind, AT_S("exact")) || n < 0 || q->vague)
        return;
    q->bound = true;
    q->qualifier = words;
    bool open = q->high == AT_NOBOUND; /* "more than hundreds" stays open */
    if (at_eq(kind, AT_S("gt"))) {
        q->low = open ? q->low : n + 1;
        q->high = AT_NOBOUND;
    } else if (at_eq(kind, AT_S("ge"))) {
        q->high = AT_NOBOUND;
    } else if (at_eq(kind, AT_S("lt")) || at_eq(kind, AT_S("almost"))) {
        q->low = AT_NOBOUND;
        q->high = n - 1;
    } else if (at_eq(kind, AT_S("le"))) {
        q->low = AT_NOBOUND;
        q->high = n;
    } else if (at_eq(kind, AT_S("about")) && q->low == AT_NOBOUND) {
        q->low = q->high = n;
    }
}

static bool more_word(const scan *s, uint32_t i)
{
    static const char *const MORE[] = {"another", "further", "additional", "other", "others", "more", NULL};
    return any(s, i, MORE);
}

/* Words behind the number: "-strong", "or more", "or so", "more", "other". */
static uint32_t behind(const scan *s, uint32_t j, at_count *q)
{
    uint32_t row = AT_NONE;
    if (is(s, j, "strong"))
        j++; /* "a 5,000-strong crowd" */
    uint32_t k = phrase(s, j, "after", &row);
    if (k > j) {
        apply(q, cell(s, row, "value"), at_words(s->c->an, s->p[j].tok, s->p[k - 1].tok + 1));
        j = k;
    }
    if (more_word(s, j)) {
        q->more = true;
        if (!is(s, j, "others"))
            j++;
    }
    return j;
}

static uint32_t bounded(const scan *s, uint32_t i, at_count *q)
{
    struct {
        at_str kind, words;
    } b[4];
    int nb = 0;
    uint32_t j = i;
    while (nb < 4) {
        uint32_t row = AT_NONE, k = phrase(s, j, "bound", &row);
        if (k == j)
            break;
        b[nb].kind = cell(s, row, "value");
        b[nb++].words = at_words(s->c->an, s->p[j].tok, s->p[k - 1].tok + 1);
        for (uint32_t t = j; t < k; t++)
            q->more |= more_word(s, t) && !is(s, t, "more");
        j = k;
    }
    bool one_more =
        (j == i + 1 && is(s, i, "another")) || (j == i + 2 && (is(s, i, "a") || is(s, i, "an")) && more_word(s, i + 1));
    if (j < s->end && one_more && s->p[j].num == AT_NUM_NONE) {
        plain(q, 1); /* "another suspect" */
        q->num = i;
        q->more = true;
        q->spelled = true;
        q->qualifier = AT_S("another");
        return j;
    }
    uint32_t e = number(s, j, q);
    if (e == j)
        return i;
    for (int k = nb - 1; k >= 0; k--)
        apply(q, b[k].kind, b[k].words);
    return behind(s, e, q);
}

/* ---- what is no count ---- */

static bool letter(at_str w)
{
    return w.n && ((w.p[0] >= 'a' && w.p[0] <= 'z') || (unsigned char)w.p[0] >= 128);
}

/* Has piece i a row of that class: money, named (of things that have a number for a name), measure? */
static bool beside(const scan *s, uint32_t i, const char *cls)
{
    if (i < s->beg || i >= s->end)
        return false;
    for (uint32_t r = at_lexicon_row(s->x, s->p[i].s); r != AT_NONE; r = s->x->again[r])
        if (at_eq(cell(s, r, "class"), at_strz(cls)))
            return true;
    return false;
}

static bool not_counted(const scan *s, const at_count *q, uint32_t beg, uint32_t end)
{
    static const char *const ASKED[] = {"how", "so", "too", "as", NULL};
    if (q->vague && beg > s->beg && any(s, beg - 1, ASKED))
        return true;
    uint32_t after = q->num + 1;
    if (s->c->timex_of[s->p[q->num].tok] >= 0)
        return true;
    if (beside(s, after, "measure") || (s->p[q->num].num == AT_NUM_DIGITS && beside(s, end, "measure")))
        return true;
    if (after < s->end && s->p[after].row != AT_NONE &&
        at_eq(at_lexicon_cell(at_lexicon_get(s->c->lex, "times.tsv"), s->p[after].row, "class"), AT_S("unit")))
        return true;
    if (after < s->end && s->p[after].joined && !is(s, after, "strong") && !is(s, after, "plus") && letter(s->p[after].s) &&
        s->p[q->num].num != AT_NUM_PLURAL)
        return true; /* "16-member team" */
    if (beg == s->beg)
        return false;
    if (beside(s, beg - 1, "money") || (s->p[beg].joined && s->p[beg].num && letter(s->p[beg - 1].s)))
        return true;
    bool digits = s->p[q->num].num == AT_NUM_DIGITS && beg == q->num;
    return digits && beside(s, beg - 1, "named") && !q->bound;
}

void at__figure_counts(const at_ctx *c, const at_pieces *ps, at_counts *out, at_arena *mem)
{
    scan s = {c, at_lexicon_get(c->lex, "numbers.tsv"), ps, ps->p, 0, 0};
    for (uint32_t k = 0; k < c->an->nsents; k++) {
        if (c->boilerplate && c->boilerplate[k])
            continue;
        s.beg = ps->of_tok[c->an->sents[k].beg];
        s.end = ps->of_tok[c->an->sents[k].end];
        for (uint32_t i = s.beg; i < s.end;) {
            at_count q = {.low = AT_NOBOUND, .high = AT_NOBOUND, .value = -1};
            uint32_t j = bounded(&s, i, &q);
            if (j == i)
                j = vague(&s, i, &q);
            if (j == i) {
                i++;
                continue;
            }
            q.beg = i;
            q.end = j;
            static const char *const KNOWN[] = {"the", "these", "those", "all", NULL};
            q.definite = !q.vague && any(&s, i, KNOWN);
            uint32_t first = q.num;
            while (first > i && (s.p[first - 1].num == AT_NUM_DIGITS || s.p[first - 1].num == AT_NUM_UNIT ||
                                 s.p[first - 1].num == AT_NUM_TEN || s.p[first - 1].num == AT_NUM_SCALE))
                first--;
            if (!not_counted(&s, &q, first, j))
                *at_push(mem, out) = q;
            i = j;
        }
    }
}
