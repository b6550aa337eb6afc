/* Expressions that count from the day of writing or the day last told; durations and sets. */
#include "find/when_words.h"

#include <string.h>

uint32_t at__w_deictic(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    int back = 0;
    if (at__w_is(s, j, "the") && at__w_is(s, j + 1, "day") && (at__w_is(s, j + 2, "before") || at__w_is(s, j + 2, "after")) &&
        at__w_cls(s, j + 3, "deictic")) {
        back = at__w_is(s, j + 2, "before") ? -1 : 1;
        j += 3;
    }
    if (!at__w_cls(s, j, "deictic"))
        return i;
    const at_token *t = &s->c->an->tokens[s->p[j].tok]; /* "Tomorrow Group" */
    if (t->upos == AT_PROPN && j + 1 < s->end && s->c->an->tokens[s->p[j + 1].tok].upos == AT_PROPN)
        return i;
    o->kind = AT_W_DEICTIC;
    o->off = at__w_int_value(s, j) + back;
    o->part = at__w_extra(s, j);
    return j + 1;
}

uint32_t at__w_reference(const at__w_scan *s, uint32_t i, at_spec *o)
{
    static const char *const PRESENT[] = {"time", "moment", NULL};
    if (at__w_cls(s, i, "ref") && !at_eq(at__w_extra(s, i), AT_S("word"))) {
        o->kind = AT_W_REF;
        o->value = at__w_value(s, i);
        return i + 1;
    }
    if (at__w_is(s, i, "at") && at__w_is(s, i + 1, "present")) {
        o->kind = AT_W_REF;
        o->value = AT_S("PRESENT_REF");
        return i + 2;
    }
    if (at__w_is(s, i, "the") && at__w_is(s, i + 1, "moment") && i > s->beg && at__w_is(s, i - 1, "at")) {
        o->kind = AT_W_REF;
        o->value = AT_S("PRESENT_REF");
        return i + 2;
    }
    if (at__w_is(s, i, "this") && at__w_any(s, i + 1, PRESENT)) {
        o->kind = AT_W_REF;
        o->value = AT_S("PRESENT_REF");
        return i + 2;
    }
    if (at__w_is(s, i, "these") && at__w_is(s, i + 1, "days")) {
        o->kind = AT_W_REF;
        o->value = AT_S("PRESENT_REF");
        return i + 2;
    }
    static const char *const NEAR[] = {"near", "foreseeable", "immediate", NULL};
    if (at__w_is(s, i, "the") && at__w_any(s, i + 1, NEAR) && at__w_is(s, i + 2, "future")) {
        o->kind = AT_W_REF;
        o->value = AT_S("FUTURE_REF");
        return i + 3;
    }
    static const char *const LATER[] = {"past", "future", "present", NULL};
    if (at__w_is(s, i, "the") && at__w_any(s, i + 1, LATER) && i > s->beg &&
        (at__w_is(s, i - 1, "in") || at__w_is(s, i - 1, "for")) && !at__w_cls(s, i + 2, "unit") &&
        !(i + 2 < s->end && s->p[i + 2].num)) {
        o->kind = AT_W_REF;
        o->value = at__w_is(s, i + 1, "past")     ? AT_S("PAST_REF")
                   : at__w_is(s, i + 1, "future") ? AT_S("FUTURE_REF")
                                                  : AT_S("PRESENT_REF");
        return i + 2;
    }
    return i;
}

/* How many: a number, "a", "several", "a few", "a couple of", "the last few"; -1 if vague. */
static uint32_t count(const at__w_scan *s, uint32_t i, double *n)
{
    uint32_t j = at_number_read(s->ps, i, s->end, n);
    if (j > i)
        return j;
    if (at__w_is(s, i, "a") && (at__w_is(s, i + 1, "few") || at__w_is(s, i + 1, "couple") || at__w_is(s, i + 1, "number"))) {
        bool two = at__w_is(s, i + 1, "couple");
        *n = two ? 2 : -1;
        return at__w_is(s, i + 2, "of") ? i + 3 : i + 2;
    }
    if (at__w_is(s, i, "few") || at__w_is(s, i, "several") || at__w_is(s, i, "many") || at__w_is(s, i, "couple")) {
        *n = at__w_is(s, i, "couple") ? 2 : -1;
        return at__w_is(s, i + 1, "of") ? i + 2 : i + 1;
    }
    if (at__w_is(s, i, "half") && at__w_det(s, i + 1)) {
        *n = 0.5;
        return i + 2;
    }
    if (at__w_is(s, i, "a") || at__w_is(s, i, "an")) {
        *n = 1;
        return i + 1;
    }
    return i;
}

/* A unit behind "last", "this", "next": "last week", "the past 24 hours", "the last few days", "last night". */
static uint32_t rel_unit(const at__w_scan *s, uint32_t i, uint32_t j, at_spec *o)
{
    static const char *const OVER[] = {"within", "over", "during", "for", "in", NULL};
    double n = 0;
    uint32_t k = count(s, j, &n);
    at_w_unit u = at__w_unit_at(s, k);
    if (u && at__w_is(s, k + 1, "old"))
        return j;
    if (u && k > j && !o->vague && s->p[j].num != AT_NUM_ORDINAL) { /* "the past 24 hours" */
        o->kind = AT_W_SPAN;
        o->unit = u;
        o->n = n;
        return k + 1;
    }
    u = at__w_unit_at(s, j);
    if (!u)
        return j;
    if (at__w_plural_unit(s, j)) {
        if (at__w_is(s, j - 1, "that"))
            return j;
        o->kind = AT_W_SPAN;
        o->unit = u;
        o->n = -1;
        return j + 1;
    }
    o->kind = AT_W_UNIT;
    o->unit = u;
    if (u == AT_U_NIGHT) {
        o->unit = AT_U_DAY;
        o->part = AT_S("NI");
    } else if (o->rel < 0 && !o->story && !o->vague && at__w_is(s, i, "the") && i > s->beg && at__w_any(s, i - 1, OVER)) {
        o->kind = AT_W_SPAN; /* "in the last month" */
        o->n = 1;
    } else if (u < AT_U_NIGHT || (u == AT_U_DAY && at_eq(at__w_extra(s, j - 1), AT_S("word")))) {
        return j;
    }
    return j + 1;
}

/* A name of time behind them: "last November", "next Tuesday", "this summer", "last Easter". */
static uint32_t rel_name(const at__w_scan *s, uint32_t j, at_spec *o)
{
    if (at__w_cls(s, j, "month") && at__w_capital(s, j)) {
        int d;
        o->kind = AT_W_CAL;
        o->month = at__w_int_value(s, j);
        if (at__w_day_number(s, j + 1, &d)) {
            o->day = d;
            j++;
        }
        return at__w_year_behind(s, j + 1, false, o);
    }
    if (at__w_weekday_at(s, j)) {
        o->kind = AT_W_WEEKDAY;
        o->wd = at__w_int_value(s, j);
        return j + 1;
    }
    if (at__w_cls(s, j, "season")) {
        o->kind = AT_W_SEASON;
        o->part = at__w_value(s, j);
        return j + 1;
    }
    at_spec t = *o;
    uint32_t e = at__w_holiday(s, j, &t);
    if (e > j)
        *o = t;
    return e;
}

uint32_t at__w_relative(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    while (at__w_det(s, j) && j < i + 2)
        j++;
    if (!at__w_cls(s, j, "rel"))
        return i;
    o->rel = at__w_int_value(s, j);
    o->has_rel = true;
    at_str ex = at__w_extra(s, j);
    o->story = at_eq(ex, AT_S("story")) || (o->rel > 0 && at__w_is(s, i, "the")); /* "the next day" */
    o->vague = at_eq(ex, AT_S("vague"));
    j++;
    at_spec t = *o;
    uint32_t k = rel_unit(s, i, j, &t);
    if (k > j) {
        *o = t;
        return k;
    }
    if (at__w_unit_at(s, j))
        return i;
    if (at__w_cls(s, j, "part") && !at_eq(at__w_extra(s, j), AT_S("plural")) && !o->vague) {
        o->kind = AT_W_UNIT;
        o->unit = AT_U_DAY;
        o->part = at__w_value(s, j);
        return j + 1;
    }
    if (o->story && !at__w_is(s, j - 1, "following") && !at__w_is(s, j - 1, "next"))
        return i;
    k = rel_name(s, j, o);
    return k > j ? k : i;
}

/* "the weekend" without more */
uint32_t at__w_weekend(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    while (at__w_det(s, j))
        j++;
    if (at__w_unit_at(s, j) != AT_U_WEEKEND || at__w_plural_unit(s, j))
        return i;
    o->kind = AT_W_UNIT;
    o->unit = AT_U_WEEKEND;
    o->rel = 0;
    return j + 1;
}

/* "earlier in the day", "later in the week" */
uint32_t at__w_in_the(const at__w_scan *s, uint32_t i, at_spec *o)
{
    if (!(at__w_is(s, i, "in") && (at__w_is(s, i + 1, "the") || at__w_cls(s, i + 1, "rel"))) || at__w_plural_unit(s, i + 2))
        return i;
    at_w_unit u = at__w_unit_at(s, i + 2);
    if (u < AT_U_DAY)
        return i;
    o->kind = AT_W_UNIT;
    o->unit = u;
    o->story = u == AT_U_DAY;
    o->has_rel = true;
    return i + 3;
}

static bool clause_follows(const at__w_scan *s, uint32_t i)
{
    if (i >= s->end || s->p[i].s.n == 0)
        return false;
    at_str w = s->p[i].s;
    bool letter = (w.p[0] >= 'a' && w.p[0] <= 'z') || (w.p[0] >= '0' && w.p[0] <= '9');
    static const char *const STOP[] = {"and", "but", "in", "on", "at", "when", "by", "for", "to", "of", "with", "that", NULL};
    return letter && !at__w_any(s, i, STOP);
}

/* n units ago, earlier, later, before, after; n units alone are a duration */
uint32_t at__w_counted(const at__w_scan *s, uint32_t i, at_spec *o)
{
    double n = -1;
    uint32_t j = i;
    bool the_day =
        at__w_is(s, i, "the") && at__w_unit_at(s, i + 1) && (at__w_is(s, i + 2, "before") || at__w_is(s, i + 2, "after"));
    bool vague = false, article = at__w_is(s, i, "a") || at__w_is(s, i, "an");
    if (the_day) {
        n = at__w_plural_unit(s, i + 1) ? -1 : 1;
        j = i + 1;
    } else {
        j = count(s, i, &n);
        vague = j > i && n < 0;
        if (at__w_is(s, j, "more") || at__w_is(s, j, "full") || at__w_is(s, j, "consecutive") || at__w_is(s, j, "straight") ||
            at__w_is(s, j, "additional") || at__w_is(s, j, "long") || at__w_is(s, j, "whole") || at__w_is(s, j, "entire"))
            j++;
    }
    at_w_unit u = at__w_unit_at(s, j);
    bool plural = at__w_plural_unit(s, j);
    if (!u || (j == i && !plural) || (u == AT_U_QUARTER && plural && j > i && s->p[j].joined))
        return i;
    if (j > i && s->p[j - 1].num == AT_NUM_ORDINAL)
        return i;
    if (at__w_is(s, j + 1, "old") || at__w_is(s, j + 1, "olds"))
        return i;
    (void)vague;
    o->unit = u;
    o->n = j == i ? -1 : n;
    uint32_t k = j + 1;
    if (at__w_cls(s, k, "ago") && !(article && u == AT_U_SECOND)) {
        o->dir = at__w_int_value(s, k);
        o->story = at_eq(at__w_extra(s, k), AT_S("story"));
        bool after = at__w_is(s, k, "before") || at__w_is(s, k, "after");
        o->after_event = after && clause_follows(s, k + 1);
        if (!(at__w_is(s, k, "earlier") && at__w_is(s, k + 1, "than"))) {
            o->kind = AT_W_AGO;
            if (!(after && !o->after_event && j == i))
                return k + 1;
        }
    }
    if (at__w_is(s, k, "from") && at__w_is(s, k + 1, "now")) {
        o->kind = AT_W_AGO;
        o->dir = 1;
        return k + 2;
    }
    if (the_day)
        return i;
    o->kind = AT_W_DUR;
    if (u == AT_U_SECOND && (j == i || article))
        return i;
    return k;
}

uint32_t at__w_repeated(const at__w_scan *s, uint32_t i, at_spec *o)
{
    static const struct {
        at_w_unit u;
        const char *v;
    } tab[] = {{AT_U_DAY, "P1D"},   {AT_U_NIGHT, "P1D"},   {AT_U_WEEK, "P1W"},     {AT_U_MONTH, "P1M"},  {AT_U_YEAR, "P1Y"},
               {AT_U_HOUR, "PT1H"}, {AT_U_QUARTER, "P1Q"}, {AT_U_WEEKEND, "P1WE"}, {AT_U_MINUTE, "PT1M"}};
    if (at__w_cls(s, i, "set")) {
        o->kind = AT_W_SET;
        o->value = at__w_value(s, i);
        return i + 1;
    }
    if (!at__w_cls(s, i, "every"))
        return i;
    uint32_t j = i + 1;
    if (at__w_is(s, j, "other") || at__w_is(s, j, "single") || at__w_is(s, j, "few"))
        j++;
    double n;
    j = at_number_read(s->ps, j, s->end, &n);
    at_w_unit u = at__w_unit_at(s, j);
    o->kind = AT_W_SET;
    for (size_t k = 0; k < sizeof tab / sizeof *tab; k++)
        if (tab[k].u == u) {
            o->value = at_strz(tab[k].v);
            return j + 1;
        }
    if (at__w_cls(s, j, "weekday") || at__w_cls(s, j, "part") || at__w_cls(s, j, "season") ||
        (at__w_cls(s, j, "month") && at__w_capital(s, j))) {
        static const char *const DAY[] = {"XXXX-WXX-1", "XXXX-WXX-2", "XXXX-WXX-3", "XXXX-WXX-4",
                                          "XXXX-WXX-5", "XXXX-WXX-6", "XXXX-WXX-7"};
        o->value = at__w_cls(s, j, "weekday") ? at_strz(DAY[at__w_int_value(s, j) % 7]) : AT_S("XXXX");
        return at__w_cls(s, j + 1, "part") ? j + 2 : j + 1;
    }
    return i;
}
