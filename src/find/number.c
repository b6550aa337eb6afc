#include "find/number.h"

#include "find/lexicons.h"
#include <math.h>

static bool is(const at_piece *p, const char *word)
{
    return at_eq(p->s, at_strz(word));
}

static at_number_class class_of(at_str s)
{
    static const struct {
        const char *name;
        at_number_class cls;
    } tab[] = {{"unit", AT_NUM_UNIT},         {"ten", AT_NUM_TEN},       {"scale", AT_NUM_SCALE},
               {"group", AT_NUM_GROUP},       {"plural", AT_NUM_PLURAL}, {"ordinal", AT_NUM_ORDINAL},
               {"fraction", AT_NUM_FRACTION}, {"vague", AT_NUM_VAGUE},   {"none", AT_NUM_ZERO}};
    for (size_t i = 0; i < sizeof tab / sizeof *tab; i++)
        if (at_eq(s, at_strz(tab[i].name)))
            return tab[i].cls;
    return AT_NUM_NONE;
}

/* Digits with thousands commas, one decimal point and perhaps st, nd, rd, th behind. */
static void read_digits(at_piece *p)
{
    double v = 0, frac = 0;
    size_t i = 0;
    unsigned nd = 0;
    bool comma = false, point = false;
    for (; i < p->s.n; i++) {
        char ch = p->s.p[i];
        if (ch >= '0' && ch <= '9') {
            nd++;
            if (point)
                v += (ch - '0') * (frac /= 10);
            else
                v = v * 10 + (ch - '0');
        } else if (ch == ',' && nd && !point && i + 3 < p->s.n && p->s.p[i + 1] >= '0' && p->s.p[i + 1] <= '9') {
            comma = true;
        } else if (ch == '.' && nd && !point && i + 1 < p->s.n && p->s.p[i + 1] >= '0' && p->s.p[i + 1] <= '9') {
            point = true;
            frac = 1;
        } else {
            break;
        }
    }
    if (!nd || nd > 18)
        return;
    at_str rest = at_sub(p->s, i, p->s.n);
    bool ord = at_eq(rest, AT_S("st")) || at_eq(rest, AT_S("nd")) || at_eq(rest, AT_S("rd")) || at_eq(rest, AT_S("th"));
    double unit = at_eq(rest, AT_S("k"))                               ? 1e3
                  : at_eq(rest, AT_S("m")) || at_eq(rest, AT_S("mln")) ? 1e6
                  : at_eq(rest, AT_S("bn"))                            ? 1e9
                                                                       : 1;
    if (rest.n && !ord && unit < 2)
        return;
    p->num = ord ? AT_NUM_ORDINAL : AT_NUM_DIGITS;
    p->value = v * unit;
    p->digits = (uint8_t)nd;
    p->plain = !comma && !point && !rest.n;
}

static void look_up(const at_lexicons *lex, at_piece *p)
{
    const at_lexicon *x = at_lexicon_get(lex, "numbers.tsv");
    uint32_t r = at_lexicon_row(x, p->s);
    p->row = at_lexicon_row(at_lexicon_get(lex, "times.tsv"), p->s);
    if (r == AT_NONE) {
        read_digits(p);
        return;
    }
    int64_t v = 0;
    while (x->again[r] != AT_NONE && !class_of(at_lexicon_cell(x, r, "class")))
        r = x->again[r]; /* "some" is a word before a number and a quantity itself */
    p->num = (uint8_t)class_of(at_lexicon_cell(x, r, "class"));
    p->value = at_to_i64(at_lexicon_cell(x, r, "value"), &v) ? (double)v : -1;
    p->scale = at_to_i64(at_lexicon_cell(x, r, "scale"), &v) ? v : 0;
}

static bool only_hyphens(at_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '-')
            return false;
    return s.n > 0;
}

/* A word that stays whole although a hyphen stands in it: digits with a sign, ISO days ("2012-05-03"). */
static bool iso_day(at_str s)
{
    return at_day_parse(s) != AT_NODAY;
}

typedef AT_VEC(at_piece) pieces;

static void cut_token(at_ctx *c, pieces *out, uint32_t tok, uint32_t sent, bool joined, bool dashed)
{
    at_str s = c->an->tokens[tok].lower, part;
    bool whole = iso_day(s) || !s.n;
    for (size_t beg = 0; beg <= s.n;) {
        size_t end = whole ? s.n : at_index_char(s, '-', beg);
        if (end > s.n)
            end = s.n;
        part = at_sub(s, beg, end);
        if (part.n > 1 && part.p[part.n - 1] == '.')
            part.n--;
        if (part.n) {
            at_piece *p = at_push(c->mem, out);
            *p = (at_piece){.s = part, .tok = tok, .sent = sent, .joined = joined, .dashed = dashed, .row = AT_NONE};
            look_up(c->lex, p);
            joined = true;
            dashed = false;
        }
        beg = end + 1;
    }
}

static at_pieces *make(at_ctx *c)
{
    const at_analysis *an = c->an;
    pieces v = {0};
    at_pieces *ps = at_new(c->mem, at_pieces, 1);
    ps->of_tok = at_new(c->mem, uint32_t, (size_t)an->ntokens + 1);
    for (uint32_t s = 0; s < an->nsents; s++) {
        bool joined = false, dashed = false;
        for (uint32_t t = an->sents[s].beg; t < an->sents[s].end; t++) {
            const at_token *k = &an->tokens[t];
            ps->of_tok[t] = (uint32_t)v.n;
            if (only_hyphens(k->lower) && t > an->sents[s].beg) {
                bool tight = !k->space_before && t + 1 < an->sents[s].end && !an->tokens[t + 1].space_before;
                joined = tight;
                dashed = !tight || k->lower.n > 1;
                continue;
            }
            cut_token(c, &v, t, s, joined && !k->space_before, dashed);
            joined = dashed = false;
        }
    }
    ps->of_tok[an->ntokens] = (uint32_t)v.n;
    ps->p = v.p;
    ps->n = (uint32_t)v.n;
    return ps;
}

const at_pieces *at_number_pieces(at_ctx *c)
{
    if (!c->own[AT_OWN_FIGURE])
        c->own[AT_OWN_FIGURE] = make(c);
    return c->own[AT_OWN_FIGURE];
}

/* Tens, units and hundreds: at most 999, or any number in digits. Gives the piece after. */
static uint32_t read_small(const at_pieces *ps, uint32_t i, uint32_t end, double *v)
{
    const at_piece *p = ps->p;
    uint32_t j = i;
    if (j < end && p[j].num == AT_NUM_DIGITS) {
        *v = p[j].value;
        return j + 1;
    }
    if (j < end && p[j].num == AT_NUM_TEN) {
        *v = p[j++].value;
        if (j < end && p[j].num == AT_NUM_UNIT && p[j].value >= 1 && p[j].value < 10)
            *v += p[j++].value;
        return j;
    }
    if (j < end && p[j].num == AT_NUM_UNIT) {
        *v = p[j].value;
        return j + 1;
    }
    return i;
}

static bool article(const at_piece *p)
{
    return is(p, "a") || is(p, "an");
}

/* "a half", "half a", after a number and "and": "two and a half million" */
static uint32_t read_half(const at_pieces *ps, uint32_t j, uint32_t end, double *v)
{
    if (j + 2 < end && is(&ps->p[j], "and") && article(&ps->p[j + 1]) && is(&ps->p[j + 2], "half")) {
        *v += 0.5;
        return j + 3;
    }
    return j;
}

uint32_t at_number_read(const at_pieces *ps, uint32_t i, uint32_t end, double *value)
{
    const at_piece *p = ps->p;
    double total = 0, cur = 0, last_scale = INFINITY;
    uint32_t j = i, good = i;
    while (j < end) {
        double v = 0;
        uint32_t k = read_small(ps, j, end, &v);
        if (k == j && j == i && j + 1 < end && article(&p[j]) && (p[j + 1].num == AT_NUM_SCALE || p[j + 1].num == AT_NUM_GROUP)) {
            v = 1; /* "a hundred", "a dozen" */
            k = j + 1;
        } else if (k == j && j == i && (p[j].num == AT_NUM_SCALE || p[j].num == AT_NUM_GROUP)) {
            v = 1; /* "hundred people", "half a dozen" is read by the caller */
        } else if (k == j) {
            break;
        }
        k = read_half(ps, k, end, &v);
        cur = v;
        double scale = 1;
        while (k < end && (p[k].num == AT_NUM_SCALE || p[k].num == AT_NUM_GROUP) && scale * p[k].value < 1e15) {
            if (is(&p[k], "score") && k + 1 < end && !is(&p[k + 1], "of") && k == i)
                break; /* "score" alone is a result, not twenty */
            scale *= p[k++].value;
        }
        if (scale >= last_scale || (last_scale < INFINITY && cur >= last_scale))
            break; /* "two hundred, three hundred" are two numbers */
        total += cur * scale;
        good = k;
        if (scale <= 1)
            break;
        last_scale = scale;
        j = k;
        if (j + 1 < end && is(&p[j], "and"))
            j++;
    }
    if (good > i)
        *value = total;
    return good;
}
