/* Calendar dates, seasons, weekdays and holidays. */
#include "find/when_words.h"

#include "find/lexicons.h"
#include <string.h>

/* [,] [of] year behind a month or day. bare: a two-digit year may follow. */
uint32_t at__w_year_behind(const at__w_scan *s, uint32_t i, bool bare, at_spec *o)
{
    uint32_t j = i;
    if (at__w_is(s, j, ",") || at__w_is(s, j, "of"))
        j++;
    if (at__w_year_number(s, j, &o->year) || at__w_short_year(s, j, bare && j == i, &o->year))
        return j + 1;
    uint32_t e = at__w_spelled_year(s, j, &o->year);
    return e > j ? e : i;
}

/* "-24", "to 24", "and 24" behind a day: its last day */
static uint32_t second_day(const at__w_scan *s, uint32_t i, bool month_follows, at_spec *o)
{
    uint32_t j = i;
    int d = 0;
    if (j < s->end && (s->p[j].joined || s->p[j].dashed) && at__w_day_number(s, j, &d) && d > o->day) {
        o->day2 = d;
        return j + 1;
    }
    static const char *const JOIN[] = {"to", "and", "through", "until", "or", "&", NULL};
    if (!at__w_any(s, j, JOIN))
        return i;
    j++;
    if (at__w_is(s, j, "the"))
        j++;
    if (!at__w_day_number(s, j, &d) || d <= o->day)
        return i;
    if (!month_follows && s->p[j].num == AT_NUM_DIGITS && j + 1 < s->end && s->p[j + 1].s.n && s->p[j + 1].s.p[0] >= 'a')
        return i; /* "May 4 and 6 people" */
    o->day2 = d;
    return j + 1;
}

uint32_t at__w_month_day(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    int d;
    if (!at__w_cls(s, j, "month") || !at__w_month_at(s, j))
        return i;
    int m = at__w_int_value(s, j++);
    if (at__w_is(s, j, "the"))
        j++;
    if (!at__w_day_number(s, j, &d))
        return i;
    o->month = m;
    o->day = d;
    j = second_day(s, j + 1, false, o);
    return at__w_year_behind(s, j, false, o);
}

uint32_t at__w_day_month(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    int d;
    if (at__w_is(s, j, "the"))
        j++;
    if (!at__w_day_number(s, j, &d))
        return i;
    o->day = d;
    j++;
    if (!at__w_cls(s, j, "month"))
        j = second_day(s, j, true, o);
    if (at__w_is(s, j, "of"))
        j++;
    if (!at__w_cls(s, j, "month") || !at__w_month_at(s, j))
        return i;
    o->month = at__w_int_value(s, j);
    bool caps = s->p[j].s.n <= 4;
    return at__w_year_behind(s, j + 1, caps, o);
}

static uint32_t month_only(const at__w_scan *s, uint32_t i, at_spec *o)
{
    if (!at__w_month_at(s, i))
        return i;
    o->month = at__w_int_value(s, i);
    return at__w_year_behind(s, i + 1, false, o);
}

/* 2012-05-03, 5/6/2012, 6.5.2012 */
static uint32_t numeric(const at__w_scan *s, uint32_t i, at_spec *o)
{
    if (i >= s->end)
        return i;
    at_str w = s->p[i].s;
    if (w.n == 10 && at_day_parse(w) != AT_NODAY) {
        at_day_split(at_day_parse(w), &o->year, &o->month, &o->day);
        return i + 1;
    }
    at_str rest = w, a, b;
    char sep = memchr(w.p, '/', w.n) ? '/' : '.';
    int64_t x, y, z;
    if (w.n < 6 || w.n > 10 || !at_cut(&rest, sep, &a) || !at_cut(&rest, sep, &b) || !at_to_i64(a, &x) || !at_to_i64(b, &y) ||
        !at_to_i64(rest, &z))
        return i;
    if (rest.n != 4 && !(rest.n == 2 && sep == '/'))
        return i;
    if (rest.n == 2)
        z += z > 30 ? 1900 : 2000;
    bool day_first = x > 12 || sep == '.';
    int m = (int)(day_first ? y : x), d = (int)(day_first ? x : y);
    if (at_day((int)z, m, d) == AT_NODAY)
        return i;
    o->year = (int)z;
    o->month = m;
    o->day = d;
    return i + 1;
}

/* Is a bare four-digit number a year? Not where it counts ("some 2000 people"), costs or measures. */
static uint32_t year_only(const at__w_scan *s, uint32_t i, at_spec *o)
{
    int y;
    uint32_t e = at__w_spelled_year(s, i, &y);
    if (e > i) {
        o->year = y;
        return e;
    }
    if (!at__w_year_number(s, i, &y) || y < 1400 || y > 2100)
        return i;
    static const char *const COUNT[] = {"about", "some", "nearly", "over", "than",   "least", "almost", "approximately",
                                        "$",     "no",   "number", "#",    "at",     "only",  NULL}; /* "put the number at 2000" */
    if (i > s->beg && (at__w_any(s, i - 1, COUNT) || s->p[i].joined))
        return i;
    if (i + 1 < s->end) {
        at_str n = s->p[i + 1].s;
        static const char *const THINGS[] = {"people", "men", "women", "children", "troops", "percent",
                                             "%",      "km",  "feet",  "meters",   "metres", "miles",
                                             "gmt",    "utc", "hours", "dollars",  "euros",  NULL};
        bool plural = n.n > 3 && n.p[n.n - 1] == 's' && n.p[n.n - 2] != 's';
        if (at__w_any(s, i + 1, THINGS) || (plural && y % 100 == 0) || at__w_cls(s, i + 1, "unit"))
            return i;
    }
    o->year = y;
    return i + 1;
}

/* "1990s", "'90s", "nineties" */
uint32_t at__w_decade(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    if (at__w_is(s, j, "the"))
        j++;
    if (j < s->end && at__w_cls(s, j, "mod"))
        j++;
    if (j >= s->end)
        return i;
    at_str w = s->p[j].s;
    bool tick = w.n && w.p[0] == '\'';
    if (tick)
        w = at_sub(w, 1, w.n);
    int64_t v;
    if ((w.n != 5 && w.n != 3) || w.p[w.n - 1] != 's' || !at_to_i64(at_sub(w, 0, w.n - 1), &v) || v % 10)
        return i;
    if (w.n == 3 && !tick)
        return i;
    o->kind = AT_W_DECADE;
    o->year = (int)(v < 100 ? 1900 + v : v);
    return j + 1;
}

uint32_t at__w_century(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = at__w_is(s, i, "the") ? i + 1 : i;
    if (j + 1 >= s->end || s->p[j].num != AT_NUM_ORDINAL || at__w_unit_at(s, j + 1) != AT_U_CENTURY)
        return i;
    o->kind = AT_W_CENTURY;
    o->n = s->p[j].value;
    return j + 2;
}

/* "last year", "this year", "2012" after [,] [of] [the] */
uint32_t at__w_year_or_rel(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = at__w_year_behind(s, i, false, o);
    if (j > i)
        return j;
    j = i;
    if (at__w_is(s, j, "of"))
        j++;
    if (at__w_is(s, j, "the"))
        j++;
    if (at__w_cls(s, j, "rel") && at__w_unit_at(s, j + 1) == AT_U_YEAR && !at_eq(at__w_extra(s, j), AT_S("vague"))) {
        o->year_rel = at__w_int_value(s, j);
        o->story = o->story || at_eq(at__w_extra(s, j), AT_S("story"));
        return j + 2;
    }
    return i;
}

/* "the third quarter of 2010", "the first half", "the fourth quarter" */
uint32_t at__w_quarter(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    while (at__w_det(s, j) || (at__w_cls(s, j, "rel") && j < i + 2))
        j++;
    if (j + 1 >= s->end || s->p[j].num != AT_NUM_ORDINAL || s->p[j].value > 4)
        return i;
    bool q = at__w_is(s, j + 1, "quarter"), half = at__w_is(s, j + 1, "half") && s->p[j].value <= 2;
    if (!q && !half)
        return i;
    o->quarter = (int)s->p[j].value + (half ? 4 : 0);
    uint32_t k = at__w_year_or_rel(s, j + 2, o);
    if (half && k == j + 2)
        return i; /* half of anything */
    o->kind = AT_W_CAL;
    return k;
}

uint32_t at__w_season(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = at__w_is(s, i, "the") ? i + 1 : i;
    if (!at__w_cls(s, j, "season"))
        return i;
    bool word = at_eq(at__w_extra(s, j), AT_S("word"));
    o->part = at__w_value(s, j);
    o->kind = AT_W_SEASON;
    uint32_t k = at__w_year_or_rel(s, j + 1, o);
    if (k == j + 1 && (word || j == i || s->c->an->tokens[s->p[j].tok].upos == AT_VERB)) {
        static const char *const IN[] = {"in", "during", "since", "by", "of", "until", NULL};
        if (word || j == s->beg || !at__w_any(s, j - 1, IN))
            return i;
    }
    return k;
}

uint32_t at__w_calendar(const at__w_scan *s, uint32_t i, at_spec *o)
{
    static uint32_t (*const ways[])(const at__w_scan *, uint32_t, at_spec *) = {at__w_month_day, at__w_day_month, numeric,
                                                                                month_only, year_only};
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        at_spec t = *o;
        t.kind = AT_W_CAL;
        uint32_t j = ways[k](s, i, &t);
        if (j == i)
            continue;
        if (!t.year && t.month) {
            j = at__w_year_or_rel(s, j, &t);
        }
        *o = t;
        return j;
    }
    return i;
}

/* ---- weekdays and holidays ---- */

bool at__w_weekday_at(const at__w_scan *s, uint32_t i)
{
    if (!at__w_cls(s, i, "weekday"))
        return false;
    return !at_eq(at__w_extra(s, i), AT_S("word")) ||
           (at__w_capital(s, i) && s->p[i].s.n >= 3 && !at__w_is(s, i, "sun") && !at__w_is(s, i, "sat") &&
            !at__w_is(s, i, "wed") && !at__w_is(s, i, "mon"));
}

/* "Monday", "Tuesday last week", "Wednesday of last week", "Monday, January 6" */
uint32_t at__w_weekday(const at__w_scan *s, uint32_t i, at_spec *o)
{
    if (!at__w_weekday_at(s, i))
        return i;
    o->kind = AT_W_WEEKDAY;
    o->wd = at__w_int_value(s, i);
    if (at_eq(at__w_extra(s, i), AT_S("plural"))) {
        o->kind = AT_W_SET;
        o->value = AT_S("XXXX-WXX");
        return i + 1;
    }
    uint32_t j = i + 1;
    uint32_t k = at__w_is(s, j, "of") ? j + 1 : j;
    if (at__w_is(s, k, "the"))
        k++;
    if (at__w_cls(s, k, "rel") && at__w_unit_at(s, k + 1) == AT_U_WEEK && !at__w_plural_unit(s, k + 1)) {
        o->week_rel = at__w_int_value(s, k);
        o->story = at_eq(at__w_extra(s, k), AT_S("story"));
        return k + 2;
    }
    k = at__w_is(s, j, ",") || at__w_is(s, j, "the") || at__w_is(s, j, "(") ? j + 1 : j;
    at_spec t = *o;
    uint32_t e = at__w_month_day(s, k, &t);
    if (e == k)
        e = at__w_day_month(s, k, &t);
    if (e > k) {
        *o = t;
        o->kind = AT_W_CAL;
        return e;
    }
    return j;
}

uint32_t at__w_holiday(const at__w_scan *s, uint32_t i, at_spec *o)
{
    char buf[64];
    size_t n = 0;
    uint32_t best = i;
    for (uint32_t j = i; j < s->end && j < i + 5; j++) {
        if (!(n = at_phrase_add(buf, n, sizeof buf, s->p[j].s)))
            break;
        uint32_t r = at_lexicon_row(s->x, (at_str){buf, n});
        if (r == AT_NONE || !at_eq(at_lexicon_cell(s->x, r, "class"), AT_S("holiday")))
            continue;
        if (j == i && !at__w_capital(s, i))
            continue;
        o->kind = AT_W_HOLIDAY;
        o->value = at_lexicon_cell(s->x, r, "value");
        best = j + 1;
    }
    return best > i ? at__w_year_or_rel(s, best, o) : i;
}
