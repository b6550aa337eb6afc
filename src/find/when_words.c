/* Questions about single pieces. */
#include "find/when_words.h"

#include "find/lexicons.h"
#include <string.h>

bool at__w_is(const at__w_scan *s, uint32_t i, const char *word)
{
    return i < s->end && at_eq(s->p[i].s, at_strz(word));
}

bool at__w_any(const at__w_scan *s, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (at__w_is(s, i, *words))
            return true;
    return false;
}

bool at__w_cls(const at__w_scan *s, uint32_t i, const char *name)
{
    return i < s->end && s->p[i].row != AT_NONE && at_eq(at_lexicon_cell(s->x, s->p[i].row, "class"), at_strz(name));
}

at_str at__w_value(const at__w_scan *s, uint32_t i)
{
    return at_lexicon_cell(s->x, s->p[i].row, "value");
}

at_str at__w_extra(const at__w_scan *s, uint32_t i)
{
    return at_lexicon_cell(s->x, s->p[i].row, "extra");
}

int at__w_int_value(const at__w_scan *s, uint32_t i)
{
    int64_t v = 0;
    (void)at_to_i64(at__w_value(s, i), &v);
    return (int)v;
}

bool at__w_det(const at__w_scan *s, uint32_t i)
{
    static const char *const W[] = {"the", "a", "an", "its", "his", "their", "'s", NULL};
    return at__w_any(s, i, W);
}

bool at__w_capital(const at__w_scan *s, uint32_t i)
{
    at_str f = s->c->an->tokens[s->p[i].tok].form;
    return f.n && f.p[0] >= 'A' && f.p[0] <= 'Z';
}

bool at__w_day_number(const at__w_scan *s, uint32_t i, int *d)
{
    if (i >= s->end)
        return false;
    const at_piece *p = &s->p[i];
    if (p->num == AT_NUM_ORDINAL || (p->num == AT_NUM_DIGITS && p->plain && p->digits <= 2)) {
        if (p->value >= 1 && p->value <= 31) {
            *d = (int)p->value;
            return true;
        }
    }
    return false;
}

bool at__w_year_number(const at__w_scan *s, uint32_t i, int *y)
{
    if (i >= s->end || s->p[i].num != AT_NUM_DIGITS || !s->p[i].plain || s->p[i].digits != 4 || s->p[i].value < 1000 ||
        s->p[i].value > 2200)
        return false;
    *y = (int)s->p[i].value;
    return true;
}

uint32_t at__w_spelled_year(const at__w_scan *s, uint32_t i, int *y)
{
    static const struct { const char *w; int v; } HUNDREDS[] = {{"seventeen", 1700}, {"eighteen", 1800}, {"nineteen", 1900}, {"twenty", 2000}};
    double n;
    for (size_t k = 0; k < sizeof HUNDREDS / sizeof *HUNDREDS; k++) {
        if (!at__w_is(s, i, HUNDREDS[k].w) || i + 1 >= s->end || s->p[i + 1].num != AT_NUM_TEN || s->p[i + 1].joined)
            continue;
        uint32_t e = at_number_read(s->ps, i + 1, s->end, &n); /* "nineteen ninety-six" */
        if (e > i + 1 && n >= 10 && n < 100) {
            *y = HUNDREDS[k].v + (int)n;
            return e;
        }
    }
    if (at__w_is(s, i, "year")) { /* "the year two thousand" */
        uint32_t e = at_number_read(s->ps, i + 1, s->end, &n);
        if (e > i + 1 && n >= 1900 && n <= 2100 && n == (double)(int)n) {
            *y = (int)n;
            return e;
        }
    }
    return i;
}

/* "'89", or "89" after day and month as news wires write it. Two digits up to 30 are of this century. */
bool at__w_short_year(const at__w_scan *s, uint32_t i, bool bare, int *y)
{
    if (i >= s->end)
        return false;
    at_str w = s->p[i].s;
    bool tick = w.n == 3 && w.p[0] == '\'';
    if (tick)
        w = at_sub(w, 1, 3);
    int64_t v;
    if (w.n != 2 || (!tick && !bare) || !at_to_i64(w, &v))
        return false;
    *y = (int)(v > 30 ? 1900 + v : 2000 + v);
    return true;
}

/* A month that is meant as one: "may" and "march" need a capital and a number or a word of time beside them. */
bool at__w_month_at(const at__w_scan *s, uint32_t i)
{
    if (!at__w_cls(s, i, "month"))
        return false;
    if (!at_eq(at__w_extra(s, i), AT_S("word")))
        return at__w_capital(s, i) || s->p[i].s.n > 3;
    int d, y;
    if (at__w_day_number(s, i + 1, &d) || at__w_year_number(s, i + 1, &y) || (i > s->beg && at__w_day_number(s, i - 1, &d)))
        return at__w_capital(s, i);
    if (s->p[i].s.n == 3 && !at__w_is(s, i, "may"))
        return false; /* "Jan" is a name, "Mar" and "Dec" words; "May" is the whole month */
    static const char *const BEFORE[] = {"in",   "since", "until",   "till", "by",     "early",  "late",  "mid",   "last", "next",
                                         "this", "from",  "between", "of",   "during", "before", "after", "every", NULL},
                             *const JOIN[] = {"and", "to", "through", NULL};
    if (i > s->beg + 1 && at__w_any(s, i - 1, JOIN) && at__w_cls(s, i - 2, "month"))
        return at__w_capital(s, i);
    return i > s->beg && at__w_any(s, i - 1, BEFORE) && at__w_capital(s, i) && !at__w_is(s, i + 1, "be") &&
           !at__w_is(s, i + 1, "have");
}

static at_w_unit unit_of(at_str v)
{
    static const struct {
        const char *name;
        at_w_unit u;
    } tab[] = {{"S", AT_U_SECOND},   {"MIN", AT_U_MINUTE}, {"H", AT_U_HOUR},       {"N", AT_U_NIGHT},   {"D", AT_U_DAY},
               {"WE", AT_U_WEEKEND}, {"W", AT_U_WEEK},     {"FN", AT_U_FORTNIGHT}, {"M", AT_U_MONTH},   {"Q", AT_U_QUARTER},
               {"HY", AT_U_HALF},    {"Y", AT_U_YEAR},     {"DE", AT_U_DECADE},    {"CE", AT_U_CENTURY}};
    for (size_t k = 0; k < sizeof tab / sizeof *tab; k++)
        if (at_eq(v, at_strz(tab[k].name)))
            return tab[k].u;
    return AT_U_NONE;
}

at_w_unit at__w_unit_at(const at__w_scan *s, uint32_t i)
{
    return at__w_cls(s, i, "unit") ? unit_of(at__w_value(s, i)) : AT_U_NONE;
}

bool at__w_plural_unit(const at__w_scan *s, uint32_t i)
{
    return at__w_cls(s, i, "unit") && at_eq(at__w_extra(s, i), AT_S("plural"));
}
