#include "find/when_scan.h"

#include "find/lexicons.h"
#include <string.h>

/* What all parsers here are given: a piece range within one sentence. Each returns the piece after what it read, or its start. */
typedef struct {
    const at_ctx *c;
    const at_lexicon *x;
    const at_pieces *ps;
    const at_piece *p; /* ps->p */
    uint32_t beg, end; /* of the sentence, in pieces */
} scan;

static bool is(const scan *s, uint32_t i, const char *word)
{
    return i < s->end && at_eq(s->p[i].s, at_strz(word));
}

static bool any(const scan *s, uint32_t i, const char *const *words)
{
    for (; *words; words++)
        if (is(s, i, *words))
            return true;
    return false;
}

static bool cls(const scan *s, uint32_t i, const char *name)
{
    return i < s->end && s->p[i].row != AT_NONE && at_eq(at_lexicon_cell(s->x, s->p[i].row, "class"), at_strz(name));
}

static at_str value(const scan *s, uint32_t i)
{
    return at_lexicon_cell(s->x, s->p[i].row, "value");
}

static at_str extra(const scan *s, uint32_t i)
{
    return at_lexicon_cell(s->x, s->p[i].row, "extra");
}

static int int_value(const scan *s, uint32_t i)
{
    int64_t v = 0;
    (void)at_to_i64(value(s, i), &v);
    return (int)v;
}

static bool det(const scan *s, uint32_t i)
{
    static const char *const W[] = {"the", "a", "an", "its", "his", "their", "'s", NULL};
    return any(s, i, W);
}

static bool capital(const scan *s, uint32_t i)
{
    at_str f = s->c->an->tokens[s->p[i].tok].form;
    return f.n && f.p[0] >= 'A' && f.p[0] <= 'Z';
}

static bool day_number(const scan *s, uint32_t i, int *d)
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

static bool year_number(const scan *s, uint32_t i, int *y)
{
    if (i >= s->end || s->p[i].num != AT_NUM_DIGITS || !s->p[i].plain || s->p[i].digits != 4 || s->p[i].value < 1000 || s->p[i].value > 2200)
        return false;
    *y = (int)s->p[i].value;
    return true;
}

/* "'89", or "89" after day and month as news wires write it. Two digits up to 30 are of this century. */
static bool short_year(const scan *s, uint32_t i, bool bare, int *y)
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
static bool month_at(const scan *s, uint32_t i)
{
    if (!cls(s, i, "month"))
        return false;
    if (!at_eq(extra(s, i), AT_S("word")))
        return capital(s, i) || s->p[i].s.n > 3;
    int d, y;
    if (day_number(s, i + 1, &d) || year_number(s, i + 1, &y) || (i > s->beg && day_number(s, i - 1, &d)))
        return capital(s, i);
    if (s->p[i].s.n == 3)
        return false; /* "Jan" is a name, "Mar" and "Dec" words */
    static const char *const BEFORE[] = {"in", "since", "until", "till", "by", "early", "late", "mid", "last", "next", "this", "from", "between", "of", "during", "before", "after", "and", "to", "through", "every", NULL};
    return i > s->beg && any(s, i - 1, BEFORE) && capital(s, i) && !is(s, i + 1, "be") && !is(s, i + 1, "have");
}

static at_w_unit unit_of(at_str v)
{
    static const struct {
        const char *name;
        at_w_unit u;
    } tab[] = {{"S", AT_U_SECOND}, {"MIN", AT_U_MINUTE}, {"H", AT_U_HOUR},    {"N", AT_U_NIGHT}, {"D", AT_U_DAY},    {"WE", AT_U_WEEKEND}, {"W", AT_U_WEEK},
               {"FN", AT_U_FORTNIGHT}, {"M", AT_U_MONTH}, {"Q", AT_U_QUARTER}, {"HY", AT_U_HALF}, {"Y", AT_U_YEAR}, {"DE", AT_U_DECADE}, {"CE", AT_U_CENTURY}};
    for (size_t k = 0; k < sizeof tab / sizeof *tab; k++)
        if (at_eq(v, at_strz(tab[k].name)))
            return tab[k].u;
    return AT_U_NONE;
}

static at_w_unit unit_at(const scan *s, uint32_t i)
{
    return cls(s, i, "unit") ? unit_of(value(s, i)) : AT_U_NONE;
}

static bool plural_unit(const scan *s, uint32_t i)
{
    return cls(s, i, "unit") && at_eq(extra(s, i), AT_S("plural"));
}

/* ---- calendar ---- */

/* [,] [of] year behind a month or day. bare: a two-digit year may follow. */
static uint32_t year_behind(const scan *s, uint32_t i, bool bare, at_spec *o)
{
    uint32_t j = i;
    if (is(s, j, ",") || is(s, j, "of"))
        j++;
    if (year_number(s, j, &o->year) || short_year(s, j, bare && j == i, &o->year))
        return j + 1;
    return i;
}

/* "-24", "to 24", "and 24" behind a day: its last day */
static uint32_t second_day(const scan *s, uint32_t i, bool month_follows, at_spec *o)
{
    uint32_t j = i;
    int d = 0;
    if (j < s->end && (s->p[j].joined || s->p[j].dashed) && day_number(s, j, &d) && d > o->day) {
        o->day2 = d;
        return j + 1;
    }
    static const char *const JOIN[] = {"to", "and", "through", "until", "or", "&", NULL};
    if (!any(s, j, JOIN))
        return i;
    j++;
    if (is(s, j, "the"))
        j++;
    if (!day_number(s, j, &d) || d <= o->day)
        return i;
    if (!month_follows && s->p[j].num == AT_NUM_DIGITS && j + 1 < s->end && s->p[j + 1].s.n && s->p[j + 1].s.p[0] >= 'a')
        return i; /* "May 4 and 6 people" */
    o->day2 = d;
    return j + 1;
}

static uint32_t month_day(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    int d;
    if (!cls(s, j, "month") || !month_at(s, j))
        return i;
    int m = int_value(s, j++);
    if (is(s, j, "the"))
        j++;
    if (!day_number(s, j, &d))
        return i;
    o->month = m;
    o->day = d;
    j = second_day(s, j + 1, false, o);
    return year_behind(s, j, false, o);
}

static uint32_t day_month(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    int d;
    if (is(s, j, "the"))
        j++;
    if (!day_number(s, j, &d))
        return i;
    o->day = d;
    j++;
    if (!cls(s, j, "month"))
        j = second_day(s, j, true, o);
    if (is(s, j, "of"))
        j++;
    if (!cls(s, j, "month") || !month_at(s, j))
        return i;
    o->month = int_value(s, j);
    bool caps = s->p[j].s.n <= 4;
    return year_behind(s, j + 1, caps, o);
}

static uint32_t month_only(const scan *s, uint32_t i, at_spec *o)
{
    if (!month_at(s, i))
        return i;
    o->month = int_value(s, i);
    return year_behind(s, i + 1, false, o);
}

/* 2012-05-03, 5/6/2012, 6.5.2012 */
static uint32_t numeric(const scan *s, uint32_t i, at_spec *o)
{
    at_str w = s->p[i].s;
    if (w.n == 10 && at_day_parse(w) != AT_NODAY) {
        at_day_split(at_day_parse(w), &o->year, &o->month, &o->day);
        return i + 1;
    }
    at_str rest = w, a, b;
    char sep = memchr(w.p, '/', w.n) ? '/' : '.';
    int64_t x, y, z;
    if (w.n < 6 || w.n > 10 || !at_cut(&rest, sep, &a) || !at_cut(&rest, sep, &b) || !at_to_i64(a, &x) || !at_to_i64(b, &y) || !at_to_i64(rest, &z))
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
static uint32_t year_only(const scan *s, uint32_t i, at_spec *o)
{
    int y;
    if (!year_number(s, i, &y) || y < 1400 || y > 2100)
        return i;
    static const char *const COUNT[] = {"about", "some", "nearly", "over", "than", "least", "almost", "approximately", "$", "no", "number", "#", "nearly", "only", NULL};
    if (i > s->beg && (any(s, i - 1, COUNT) || s->p[i].joined))
        return i;
    if (i + 1 < s->end) {
        at_str n = s->p[i + 1].s;
        static const char *const THINGS[] = {"people", "men", "women", "children", "troops", "percent", "%", "km", "feet", "meters", "metres", "miles", "gmt", "utc", "hours", "dollars", "euros", NULL};
        bool plural = n.n > 3 && n.p[n.n - 1] == 's' && n.p[n.n - 2] != 's';
        if (any(s, i + 1, THINGS) || (plural && y % 100 == 0) || cls(s, i + 1, "unit"))
            return i;
    }
    o->year = y;
    return i + 1;
}

/* "1990s", "'90s", "nineties" */
static uint32_t decade(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    if (is(s, j, "the"))
        j++;
    if (j < s->end && cls(s, j, "mod"))
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

static uint32_t century(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = is(s, i, "the") ? i + 1 : i;
    if (j + 1 >= s->end || s->p[j].num != AT_NUM_ORDINAL || unit_at(s, j + 1) != AT_U_CENTURY)
        return i;
    o->kind = AT_W_CENTURY;
    o->n = s->p[j].value;
    return j + 2;
}

/* "last year", "this year", "2012" after [,] [of] [the] */
static uint32_t year_or_rel(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = year_behind(s, i, false, o);
    if (j > i)
        return j;
    j = i;
    if (is(s, j, "of"))
        j++;
    if (is(s, j, "the"))
        j++;
    if (cls(s, j, "rel") && unit_at(s, j + 1) == AT_U_YEAR && !at_eq(extra(s, j), AT_S("vague"))) {
        o->year_rel = int_value(s, j);
        o->story = o->story || at_eq(extra(s, j), AT_S("story"));
        return j + 2;
    }
    return i;
}

/* "the third quarter of 2010", "the first half", "the fourth quarter" */
static uint32_t quarter(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    while (det(s, j) || (cls(s, j, "rel") && j < i + 2))
        j++;
    if (j + 1 >= s->end || s->p[j].num != AT_NUM_ORDINAL || s->p[j].value > 4)
        return i;
    bool q = is(s, j + 1, "quarter"), half = is(s, j + 1, "half") && s->p[j].value <= 2;
    if (!q && !half)
        return i;
    o->quarter = (int)s->p[j].value + (half ? 4 : 0);
    uint32_t k = year_or_rel(s, j + 2, o);
    if (half && k == j + 2)
        return i; /* half of anything */
    o->kind = AT_W_CAL;
    return k;
}

static uint32_t season(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = is(s, i, "the") ? i + 1 : i;
    if (!cls(s, j, "season"))
        return i;
    bool word = at_eq(extra(s, j), AT_S("word"));
    o->part = value(s, j);
    o->kind = AT_W_SEASON;
    uint32_t k = year_or_rel(s, j + 1, o);
    if (k == j + 1 && (word || j == i || s->c->an->tokens[s->p[j].tok].upos == AT_VERB)) {
        static const char *const IN[] = {"in", "during", "since", "by", "of", "until", NULL};
        if (word || j == s->beg || !any(s, j - 1, IN))
            return i;
    }
    return k;
}

static uint32_t calendar(const scan *s, uint32_t i, at_spec *o)
{
    static uint32_t (*const ways[])(const scan *, uint32_t, at_spec *) = {month_day, day_month, numeric, month_only, year_only};
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        at_spec t = *o;
        t.kind = AT_W_CAL;
        uint32_t j = ways[k](s, i, &t);
        if (j == i)
            continue;
        if (!t.year && t.month) {
            j = year_or_rel(s, j, &t);
        }
        *o = t;
        return j;
    }
    return i;
}

/* ---- weekdays and holidays ---- */

static bool weekday_at(const scan *s, uint32_t i)
{
    if (!cls(s, i, "weekday"))
        return false;
    return !at_eq(extra(s, i), AT_S("word")) || (capital(s, i) && s->p[i].s.n >= 3 && !is(s, i, "sun") && !is(s, i, "sat") && !is(s, i, "wed") && !is(s, i, "mon"));
}

/* "Monday", "Tuesday last week", "Wednesday of last week", "Monday, January 6" */
static uint32_t weekday(const scan *s, uint32_t i, at_spec *o)
{
    if (!weekday_at(s, i))
        return i;
    o->kind = AT_W_WEEKDAY;
    o->wd = int_value(s, i);
    if (at_eq(extra(s, i), AT_S("plural"))) {
        o->kind = AT_W_SET;
        o->value = AT_S("XXXX-WXX");
        return i + 1;
    }
    uint32_t j = i + 1;
    uint32_t k = is(s, j, "of") ? j + 1 : j;
    if (is(s, k, "the"))
        k++;
    if (cls(s, k, "rel") && unit_at(s, k + 1) == AT_U_WEEK && !plural_unit(s, k + 1)) {
        o->week_rel = int_value(s, k);
        o->story = at_eq(extra(s, k), AT_S("story"));
        return k + 2;
    }
    k = is(s, j, ",") || is(s, j, "the") || is(s, j, "(") ? j + 1 : j;
    at_spec t = *o;
    uint32_t e = month_day(s, k, &t);
    if (e == k)
        e = day_month(s, k, &t);
    if (e > k) {
        *o = t;
        o->kind = AT_W_CAL;
        return e;
    }
    return j;
}

static uint32_t holiday(const scan *s, uint32_t i, at_spec *o)
{
    char buf[64];
    size_t n = 0;
    uint32_t best = i;
    for (uint32_t j = i; j < s->end && j < i + 5; j++) {
        at_str w = s->p[j].s;
        if (n + w.n + 1 >= sizeof buf)
            break;
        if (n)
            buf[n++] = ' ';
        memcpy(buf + n, w.p, w.n);
        n += w.n;
        uint32_t r = at_lexicon_row(s->x, (at_str){buf, n});
        if (r == AT_NONE || !at_eq(at_lexicon_cell(s->x, r, "class"), AT_S("holiday")))
            continue;
        if (j == i && !capital(s, i))
            continue;
        o->kind = AT_W_HOLIDAY;
        o->value = at_lexicon_cell(s->x, r, "value");
        best = j + 1;
    }
    return best > i ? year_or_rel(s, best, o) : i;
}

/* ---- counted from the day of writing or the day told ---- */

static uint32_t deictic(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    int back = 0;
    if (is(s, j, "the") && is(s, j + 1, "day") && (is(s, j + 2, "before") || is(s, j + 2, "after")) && cls(s, j + 3, "deictic")) {
        back = is(s, j + 2, "before") ? -1 : 1;
        j += 3;
    }
    if (!cls(s, j, "deictic"))
        return i;
    const at_token *t = &s->c->an->tokens[s->p[j].tok]; /* "Tomorrow Group" */
    if (t->upos == AT_PROPN && j + 1 < s->end && s->c->an->tokens[s->p[j + 1].tok].upos == AT_PROPN)
        return i;
    o->kind = AT_W_DEICTIC;
    o->off = int_value(s, j) + back;
    o->part = extra(s, j);
    return j + 1;
}

static uint32_t reference(const scan *s, uint32_t i, at_spec *o)
{
    static const char *const PRESENT[] = {"time", "moment", NULL};
    if (cls(s, i, "ref") && !at_eq(extra(s, i), AT_S("word"))) {
        o->kind = AT_W_REF;
        o->value = value(s, i);
        return i + 1;
    }
    if (is(s, i, "at") && is(s, i + 1, "present")) {
        o->kind = AT_W_REF;
        o->value = AT_S("PRESENT_REF");
        return i + 2;
    }
    if (is(s, i, "the") && is(s, i + 1, "moment") && i > s->beg && is(s, i - 1, "at")) {
        o->kind = AT_W_REF;
        o->value = AT_S("PRESENT_REF");
        return i + 2;
    }
    if (is(s, i, "this") && any(s, i + 1, PRESENT)) {
        o->kind = AT_W_REF;
        o->value = AT_S("PRESENT_REF");
        return i + 2;
    }
    static const char *const LATER[] = {"past", "future", "present", NULL};
    if (is(s, i, "the") && any(s, i + 1, LATER) && i > s->beg && (is(s, i - 1, "in") || is(s, i - 1, "for")) && !cls(s, i + 2, "unit") &&
        !(i + 2 < s->end && s->p[i + 2].num)) {
        o->kind = AT_W_REF;
        o->value = is(s, i + 1, "past") ? AT_S("PAST_REF") : is(s, i + 1, "future") ? AT_S("FUTURE_REF") : AT_S("PRESENT_REF");
        return i + 2;
    }
    return i;
}

/* How many: a number, "a", "several", "a few", "a couple of", "the last few"; -1 if vague. */
static uint32_t count(const scan *s, uint32_t i, double *n)
{
    uint32_t j = at_number_read(s->ps, i, s->end, n);
    if (j > i)
        return j;
    if (is(s, i, "a") && (is(s, i + 1, "few") || is(s, i + 1, "couple") || is(s, i + 1, "number"))) {
        bool two = is(s, i + 1, "couple");
        *n = two ? 2 : -1;
        return is(s, i + 2, "of") ? i + 3 : i + 2;
    }
    if (is(s, i, "few") || is(s, i, "several") || is(s, i, "many") || is(s, i, "couple")) {
        *n = is(s, i, "couple") ? 2 : -1;
        return is(s, i + 1, "of") ? i + 2 : i + 1;
    }
    if (is(s, i, "half") && det(s, i + 1)) {
        *n = 0.5;
        return i + 2;
    }
    if (is(s, i, "a") || is(s, i, "an")) {
        *n = 1;
        return i + 1;
    }
    return i;
}

/* rel with unit, month, weekday, season or part of the day */
static uint32_t relative(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    while (det(s, j) && j < i + 2)
        j++;
    if (!cls(s, j, "rel"))
        return i;
    o->rel = int_value(s, j);
    o->has_rel = true;
    at_str ex = extra(s, j);
    o->story = at_eq(ex, AT_S("story")) || (o->rel > 0 && is(s, i, "the")); /* "the next day" */
    o->vague = at_eq(ex, AT_S("vague"));
    bool word = at_eq(ex, AT_S("word")), that = is(s, j, "that");
    uint32_t k = ++j;
    if (is(s, j, "such"))
        return i;
    double n = 0;
    k = count(s, j, &n);
    at_w_unit u = unit_at(s, k);
    if (u && is(s, k + 1, "old"))
        return i;
    if (u && k > j && !o->vague && s->p[j].num != AT_NUM_ORDINAL) { /* "the past 24 hours" */
        o->kind = AT_W_SPAN;
        o->unit = u;
        o->n = n;
        return k + 1;
    }
    u = unit_at(s, j);
    if (u && plural_unit(s, j)) {
        if (that)
            return i;
        o->kind = AT_W_SPAN;
        o->unit = u;
        o->n = -1;
        return j + 1;
    }
    if (u == AT_U_NIGHT) {
        o->kind = AT_W_UNIT;
        o->unit = AT_U_DAY;
        o->part = AT_S("NI");
        return j + 1;
    }
    static const char *const OVER[] = {"within", "over", "during", "for", "in", NULL};
    if (u && o->rel < 0 && !o->story && !o->vague && is(s, i, "the") && i > s->beg && any(s, i - 1, OVER)) { /* "in the last month" */
        o->kind = AT_W_SPAN;
        o->unit = u;
        o->n = 1;
        return j + 1;
    }
    if (u) {
        if (u < AT_U_NIGHT || (word && u == AT_U_DAY))
            return i;
        o->kind = AT_W_UNIT;
        o->unit = u;
        return j + 1;
    }
    if (cls(s, j, "part") && !at_eq(extra(s, j), AT_S("plural")) && !o->vague) {
        o->kind = AT_W_UNIT;
        o->unit = AT_U_DAY;
        o->part = value(s, j);
        return j + 1;
    }
    if (o->story && !is(s, j - 1, "following") && !is(s, j - 1, "next"))
        return i;
    if (cls(s, j, "month") && capital(s, j)) {
        o->kind = AT_W_CAL;
        o->month = int_value(s, j);
        int d;
        if (day_number(s, j + 1, &d)) {
            o->day = d;
            j++;
        }
        return year_behind(s, j + 1, false, o);
    }
    if (weekday_at(s, j)) {
        o->kind = AT_W_WEEKDAY;
        o->wd = int_value(s, j);
        return j + 1;
    }
    if (cls(s, j, "season")) {
        o->kind = AT_W_SEASON;
        o->part = value(s, j);
        return j + 1;
    }
    at_spec t = *o;
    uint32_t e = holiday(s, j, &t);
    if (e > j) {
        *o = t;
        return e;
    }
    return i;
}

/* "the weekend" without more */
static uint32_t weekend(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    while (det(s, j))
        j++;
    if (unit_at(s, j) != AT_U_WEEKEND || plural_unit(s, j))
        return i;
    o->kind = AT_W_UNIT;
    o->unit = AT_U_WEEKEND;
    o->rel = 0;
    return j + 1;
}

/* "earlier in the day", "later in the week" */
static uint32_t in_the(const scan *s, uint32_t i, at_spec *o)
{
    if (!(is(s, i, "in") && (is(s, i + 1, "the") || cls(s, i + 1, "rel"))) || plural_unit(s, i + 2))
        return i;
    at_w_unit u = unit_at(s, i + 2);
    if (u < AT_U_DAY)
        return i;
    o->kind = AT_W_UNIT;
    o->unit = u;
    o->story = u == AT_U_DAY;
    o->has_rel = true;
    return i + 3;
}

static bool clause_follows(const scan *s, uint32_t i)
{
    if (i >= s->end || s->p[i].s.n == 0)
        return false;
    at_str w = s->p[i].s;
    bool letter = (w.p[0] >= 'a' && w.p[0] <= 'z') || (w.p[0] >= '0' && w.p[0] <= '9');
    static const char *const STOP[] = {"and", "but", "in", "on", "at", "when", "by", "for", "to", "of", "with", "that", NULL};
    return letter && !any(s, i, STOP);
}

/* n units ago, earlier, later, before, after; n units alone are a duration */
static uint32_t counted(const scan *s, uint32_t i, at_spec *o)
{
    double n = -1;
    uint32_t j = i;
    bool the_day = is(s, i, "the") && unit_at(s, i + 1) && (is(s, i + 2, "before") || is(s, i + 2, "after"));
    bool vague = false, article = is(s, i, "a") || is(s, i, "an");
    if (the_day) {
        n = plural_unit(s, i + 1) ? -1 : 1;
        j = i + 1;
    } else {
        j = count(s, i, &n);
        vague = j > i && n < 0;
        if (is(s, j, "more") || is(s, j, "full") || is(s, j, "consecutive") || is(s, j, "straight") || is(s, j, "additional") || is(s, j, "long") || is(s, j, "whole") ||
            is(s, j, "entire"))
            j++;
    }
    at_w_unit u = unit_at(s, j);
    bool plural = plural_unit(s, j);
    if (!u || (j == i && !plural) || (u == AT_U_QUARTER && plural && j > i && s->p[j].joined))
        return i;
    if (j > i && s->p[j - 1].num == AT_NUM_ORDINAL)
        return i;
    if (is(s, j + 1, "old") || is(s, j + 1, "olds"))
        return i;
    (void)vague;
    o->unit = u;
    o->n = j == i ? -1 : n;
    uint32_t k = j + 1;
    if (cls(s, k, "ago") && !(article && u == AT_U_SECOND)) {
        o->dir = int_value(s, k);
        o->story = at_eq(extra(s, k), AT_S("story"));
        bool after = is(s, k, "before") || is(s, k, "after");
        o->after_event = after && clause_follows(s, k + 1);
        if (!(is(s, k, "earlier") && is(s, k + 1, "than"))) {
            o->kind = AT_W_AGO;
            if (!(after && !o->after_event && j == i))
                return k + 1;
        }
    }
    if (is(s, k, "from") && is(s, k + 1, "now")) {
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

static uint32_t repeated(const scan *s, uint32_t i, at_spec *o)
{
    static const struct {
        at_w_unit u;
        const char *v;
    } tab[] = {{AT_U_DAY, "P1D"}, {AT_U_NIGHT, "P1D"}, {AT_U_WEEK, "P1W"}, {AT_U_MONTH, "P1M"}, {AT_U_YEAR, "P1Y"}, {AT_U_HOUR, "PT1H"}, {AT_U_QUARTER, "P1Q"}, {AT_U_WEEKEND, "P1WE"}, {AT_U_MINUTE, "PT1M"}};
    if (cls(s, i, "set")) {
        o->kind = AT_W_SET;
        o->value = value(s, i);
        return i + 1;
    }
    if (!cls(s, i, "every"))
        return i;
    uint32_t j = i + 1;
    if (is(s, j, "other") || is(s, j, "single") || is(s, j, "few"))
        j++;
    double n;
    j = at_number_read(s->ps, j, s->end, &n);
    at_w_unit u = unit_at(s, j);
    o->kind = AT_W_SET;
    for (size_t k = 0; k < sizeof tab / sizeof *tab; k++)
        if (tab[k].u == u) {
            o->value = at_strz(tab[k].v);
            return j + 1;
        }
    if (cls(s, j, "weekday") || cls(s, j, "part") || cls(s, j, "season") || (cls(s, j, "month") && capital(s, j))) {
        static const char *const DAY[] = {"XXXX-WXX-1", "XXXX-WXX-2", "XXXX-WXX-3", "XXXX-WXX-4", "XXXX-WXX-5", "XXXX-WXX-6", "XXXX-WXX-7"};
        o->value = cls(s, j, "weekday") ? at_strz(DAY[int_value(s, j) % 7]) : AT_S("XXXX");
        return cls(s, j + 1, "part") ? j + 2 : j + 1;
    }
    return i;
}

/* ---- clock ---- */

static bool hour_minute(at_str w, int *h, int *m, at_str *tail)
{
    size_t i = 0;
    int v = 0;
    while (i < w.n && i < 2 && w.p[i] >= '0' && w.p[i] <= '9')
        v = v * 10 + (w.p[i++] - '0');
    if (!i || v > 24)
        return false;
    *h = v;
    *m = -1;
    if (i + 2 < w.n && (w.p[i] == ':' || w.p[i] == '.') && w.p[i + 1] >= '0' && w.p[i + 1] <= '5' && w.p[i + 2] >= '0' && w.p[i + 2] <= '9') {
        *m = (w.p[i + 1] - '0') * 10 + w.p[i + 2] - '0';
        i += 3;
    }
    *tail = at_sub(w, i, w.n);
    return true;
}

static uint32_t clock_time(const scan *s, uint32_t i, at_spec *o)
{
    int h, m;
    at_str tail;
    uint32_t j = i;
    if (cls(s, j, "approx") && j + 1 < s->end && s->p[j + 1].s.n && s->p[j + 1].s.p[0] >= '0' && s->p[j + 1].s.p[0] <= '9')
        j++;
    if (j >= s->end || !s->p[j].s.n)
        return i;
    at_str w = s->p[j].s;
    bool pm = false, marked = false;
    if (w.n == 4 && s->p[j].plain && cls(s, j + 1, "zone")) { /* 1800 GMT */
        h = (int)s->p[j].value / 100;
        m = (int)s->p[j].value % 100;
        if (h > 24 || m > 59)
            return i;
        marked = true;
        j++;
    } else if (hour_minute(w, &h, &m, &tail)) {
        bool colon = m >= 0 && memchr(w.p, ':', w.n);
        j++;
        if (tail.n) {
            if (!at_eq(tail, AT_S("am")) && !at_eq(tail, AT_S("pm")) && !at_eq(tail, AT_S("a.m")) && !at_eq(tail, AT_S("p.m")))
                return i;
            pm = tail.p[0] == 'p';
            marked = true;
        } else if (cls(s, j, "clock") && !(is(s, j, "am") && capital(s, j) && s->c->an->tokens[s->p[j].tok].form.n == 2 && s->c->an->tokens[s->p[j].tok].form.p[1] == 'm')) {
            pm = at_starts(value(s, j), AT_S("P"));
            marked = true;
            j++;
        } else if (colon) {
            marked = true;
        }
    } else if (s->p[j].num == AT_NUM_UNIT && is(s, j + 1, "o'clock")) {
        h = (int)s->p[j].value;
        m = -1;
        marked = true;
        j += 2;
    } else {
        return i;
    }
    if (!marked || (i > s->beg && s->p[i].joined))
        return i;
    o->hour = pm && h < 12 ? h + 12 : !pm && h == 12 && j > i + 1 && at_starts(s->p[j - 1].s, AT_S("a")) ? 0 : h;
    o->minute = m < 0 ? 0 : m;
    o->kind = AT_W_PART;
    if (is(s, j, "local") && is(s, j + 1, "time"))
        j += 2;
    else if (cls(s, j, "zone") && !at_eq(extra(s, j), AT_S("word")))
        j++;
    else if (cls(s, j, "zone") && capital(s, j))
        j++;
    return j;
}

/* "morning", "midnight", "the afternoon" where no day is said: a time of some day */
static uint32_t part_only(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    if (is(s, j, "the"))
        j++;
    while (cls(s, j, "mod") || is(s, j, "earlier") || is(s, j, "later"))
        j++;
    bool night = unit_at(s, j) == AT_U_NIGHT && !plural_unit(s, j);
    if (!(cls(s, j, "part") && !at_eq(extra(s, j), AT_S("plural"))) && !night)
        return i;
    o->part = night ? AT_S("NI") : value(s, j);
    o->kind = AT_W_PART;
    static const char *const AT[] = {"at", "in", "until", "by", "before", "after", "since", "around", "about", "from", "near", "during", NULL};
    if (i > s->beg && !any(s, i - 1, AT) && !(j > i && i > s->beg))
        return i;
    return j + 1;
}

/* ---- all together ---- */

static uint32_t core(const scan *s, uint32_t i, at_spec *o)
{
    static uint32_t (*const ways[])(const scan *, uint32_t, at_spec *) = {calendar, weekday,  holiday, deictic,  relative, counted, decade, century,
                                                                         quarter,  season,   weekend, reference, repeated};
    uint32_t best = i;
    at_spec start = *o;
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        at_spec t = start;
        uint32_t j = ways[k](s, i, &t);
        if (j > best) {
            best = j;
            *o = t;
        }
    }
    return best;
}

static bool takes_part(const at_spec *o)
{
    return o->kind == AT_W_DEICTIC || o->kind == AT_W_WEEKDAY || o->kind == AT_W_HOLIDAY || (o->kind == AT_W_CAL && o->day) || (o->kind == AT_W_UNIT && o->unit == AT_U_DAY);
}

/* Behind a day: "morning", "night", "at 3 p.m.", "afternoon at about 4:30" */
static uint32_t suffix(const scan *s, uint32_t j, at_spec *o)
{
    if (!takes_part(o))
        return j;
    uint32_t k = j;
    if (is(s, k, "early") || is(s, k, "late"))
        k++;
    if (cls(s, k, "part") && !at_eq(extra(s, k), AT_S("plural"))) {
        o->part = value(s, k);
        j = k + 1;
    } else if (unit_at(s, k) == AT_U_NIGHT && !plural_unit(s, k)) {
        o->part = AT_S("NI");
        j = k + 1;
    }
    k = is(s, j, ",") ? j + 1 : j;
    at_spec t = *o;
    uint32_t e = k;
    if (is(s, k, "at"))
        e = clock_time(s, k + 1, &t);
    if (e > k + 1) {
        o->hour = t.hour;
        o->minute = t.minute;
        return e;
    }
    return j;
}

/* "early", "late", "mid", "the end of", "the morning of" before the core. */
static uint32_t prefix(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    if (is(s, j, "the"))
        j++;
    if (cls(s, j, "mod") && at_eq(extra(s, j), AT_S("of"))) {
        if (!is(s, j + 1, "of"))
            return i;
        o->mod = value(s, j).p[0];
        return j + 2;
    }
    if (cls(s, j, "mod") || is(s, j, "earlier") || is(s, j, "later")) {
        o->mod = is(s, j, "earlier") ? 'S' : is(s, j, "later") ? 'E' : value(s, j).p[0];
        o->earlier = is(s, j, "earlier") || is(s, j, "later");
        j++;
        if (is(s, j, "part") && is(s, j + 1, "of"))
            j += 2;
        if (is(s, j, "on") || (is(s, j, "in") && (cls(s, j + 1, "month") || cls(s, j + 1, "rel") || is(s, j + 1, "the"))))
            j++;
        return j;
    }
    at_str part = cls(s, j, "part") ? value(s, j) : unit_at(s, j) == AT_U_NIGHT && !plural_unit(s, j) ? AT_S("NI") : AT_S("");
    if (part.n && is(s, j + 1, "of")) {
        o->part = part;
        return j + 2;
    }
    return i;
}

static void clear(at_spec *o, uint32_t i)
{
    *o = (at_spec){.beg = i, .end = i, .wd = -1, .year_rel = 9, .week_rel = 9, .hour = -1, .minute = -1};
}

/* A clock time with its day, behind or before: "3 p.m. on Tuesday" */
static uint32_t clock_and_day(const scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = clock_time(s, i, o);
    if (j == i) {
        j = part_only(s, i, o);
        if (j == i)
            return i;
    }
    uint32_t k = j;
    if (is(s, k, ","))
        k++;
    if (is(s, k, "on") || is(s, k, "of"))
        k++;
    at_spec t;
    clear(&t, i);
    uint32_t e = core(s, k, &t);
    if (e > k && takes_part(&t)) {
        t.hour = o->hour;
        t.minute = o->minute;
        if (!t.part.n)
            t.part = o->part;
        *o = t;
        return suffix(s, e, o);
    }
    return j;
}

bool at__when_scan(const at_ctx *c, const at_pieces *ps, uint32_t i, at_spec *out)
{
    scan s = {c, at_lexicon_get(c->lex, "times.tsv"), ps, ps->p, i, i + 1};
    uint32_t sent = ps->p[i].sent;
    s.beg = ps->of_tok[c->an->sents[sent].beg];
    s.end = ps->of_tok[c->an->sents[sent].end];
    at_spec a, b, p;
    clear(&a, i);
    uint32_t ea = core(&s, i, &a);
    if (ea > i)
        ea = suffix(&s, ea, &a);
    clear(&b, i);
    uint32_t eb = clock_and_day(&s, i, &b);
    clear(&p, i);
    uint32_t k = prefix(&s, i, &p), ep = i;
    if (k > i) {
        at_spec q = p;
        ep = core(&s, k, &q);
        if (ep == k && p.earlier && k == i + 1)
            ep = in_the(&s, k, &q);
        if (ep == k && p.earlier && is(&s, k - 1, "in"))
            ep = in_the(&s, k - 1, &q);
        if (ep > k && q.kind != AT_W_DUR && q.kind != AT_W_SET && q.kind != AT_W_REF) {
            if (p.part.n)
                q.part = p.part;
            q.mod = p.mod;
            q.earlier = p.earlier;
            ep = suffix(&s, ep, &q);
            p = q;
        } else {
            ep = i;
        }
    }
    uint32_t best = ea > eb ? ea : eb;
    if (ep > best) {
        *out = p;
        best = ep;
    } else if (best > i) {
        *out = ea >= eb ? a : b;
    } else {
        return false;
    }
    out->beg = i;
    out->end = best;
    return true;
}
