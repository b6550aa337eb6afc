#include "find/when_value.h"

#include <math.h>

/* One resolution: out is filled by the kind's function. */
typedef struct {
    at_arena *mem;
    const at_spec *s;
    const at_w_base *b;
    at_w_days o;
} job;

static void set(job *j, int32_t from, int32_t to, at_precision p)
{
    j->o.from = from;
    j->o.to = to;
    j->o.precision = p;
}

void at__when_iso_week(int32_t day, int *year, int *week)
{
    int32_t thursday = day - at_day_weekday(day) + 3;
    int m, d;
    at_day_split(thursday, year, &m, &d);
    *week = (thursday - at_day(*year, 1, 1)) / 7 + 1;
}

static at_str iso(job *j, int32_t day)
{
    char buf[16];
    if (day == AT_NODAY)
        return AT_S("XXXX-XX-XX");
    at_day_put(buf, day);
    return at_arena_fmt(j->mem, "%s", buf);
}

/* The day everything without a date counts from: told for story words, else the day of writing. */
static int32_t anchor(job *j)
{
    if (j->s->story && j->b->told != AT_NODAY)
        return j->b->told;
    if (j->b->published == AT_NODAY)
        j->o.needs_day = true;
    return j->b->published;
}

/* Adds the clock time or part of the day to a day's value. */
static void time_value(job *j, int32_t day)
{
    at_str d = iso(j, day);
    const at_spec *s = j->s;
    j->o.value = d;
    if (s->hour >= 0) {
        j->o.type = "TIME";
        j->o.value = at_arena_fmt(j->mem, "%.*sT%02d:%02d", AT_FMT(d), s->hour % 100, s->minute % 100);
    } else if (s->part.n && !at_eq(s->part, AT_S("ON"))) {
        j->o.type = "TIME";
        at_str p = at_eq(s->part, AT_S("MN")) ? AT_S("24:00") : at_eq(s->part, AT_S("MI")) ? AT_S("12:00") : s->part;
        j->o.value = at_arena_fmt(j->mem, "%.*sT%.*s", AT_FMT(d), AT_FMT(p));
    }
}

static void week_of(job *j, int32_t day)
{
    int y, w;
    int32_t mon = day - at_day_weekday(day);
    at__when_iso_week(day, &y, &w);
    set(j, mon, mon + 6, AT_P_WEEK);
    j->o.value = at_arena_fmt(j->mem, "%04d-W%02d", y, w);
}

static void month_of(job *j, int year, int month)
{
    int32_t from = at_day(year, month, 1);
    if (from == AT_NODAY)
        return;
    set(j, from, from + at_days_in_month(year, month) - 1, AT_P_MONTH);
    j->o.value = at_arena_fmt(j->mem, "%04d-%02d", year, month);
    if (j->s->mod == 'M') { /* "mid-December": its 15th and on, as the training records have it */
        j->o.from = from + 14;
        j->o.to = from + 14;
    }
}

static void year_of(job *j, int year)
{
    int32_t from = at_day(year, 1, 1);
    if (from == AT_NODAY)
        return;
    set(j, from, at_day(year, 12, 31), AT_P_YEAR);
    j->o.value = at_arena_fmt(j->mem, "%04d", year);
}

static void add_months(int *y, int *m, int n)
{
    int t = *y * 12 + *m - 1 + n;
    *y = t / 12;
    *m = t % 12 + 1;
}

enum { SOON = 3 /* months ahead within which a day that nothing puts into the past is the coming one */ };

/* Year of a month and day without one: the last time it was, or the next if the clause looks ahead. A date up to ten
 * days ahead is taken as near, whatever the clause. */
static int guess_year(job *j, int month, int day)
{
    int y, m, d;
    int32_t base = j->b->published;
    if (base == AT_NODAY) {
        j->o.needs_day = true;
        base = j->b->told;
    }
    if (base == AT_NODAY)
        return 0;
    at_day_split(base, &y, &m, &d);
    if (j->s->year_rel != 9)
        return y + j->s->year_rel;
    bool ahead = month > m || (month == m && day > d);
    int months = (month - m + 12) % 12; /* to the next such month */
    if (j->b->open && !j->s->has_rel && months >= 1 && months <= SOON)
        return month > m ? y : y + 1;
    if (j->b->open && !j->s->has_rel && months == 0 && ahead)
        return y;
    if (j->s->has_rel && j->s->rel < 0) /* "last November", "last July 18" */
        return (day ? ahead : month >= m) ? y - 1 : y;
    if (j->s->has_rel && j->s->rel > 0)
        return month > m ? y : y + 1;
    if (j->b->future)
        return ahead || month == m ? y : (m - month > 2 ? y + 1 : y);
    if (!ahead)
        return y;
    int32_t c = at_day(y, month, day ? day : 1);
    if (day && c != AT_NODAY && c - base <= 10)
        return y;
    if (!day && month == m)
        return y;
    return y - 1;
}

static void calendar(job *j)
{
    const at_spec *s = j->s;
    int y = s->year;
    int32_t pub = j->b->published;
    if (s->quarter) {
        int py = 0, m, d, n = s->quarter;
        if (!y && pub != AT_NODAY) {
            at_day_split(pub, &py, &m, &d);
            y = s->year_rel != 9 ? py + s->year_rel : n <= 4 && (n - 1) * 3 + 1 > m && !j->b->future ? py - 1 : py;
        }
        if (!y) {
            j->o.needs_day = true;
            j->o.value = at_arena_fmt(j->mem, "XXXX-%c%d", n > 4 ? 'H' : 'Q', n > 4 ? n - 4 : n);
            return;
        }
        int first = n > 4 ? (n - 5) * 6 + 1 : (n - 1) * 3 + 1, last = n > 4 ? first + 5 : first + 2;
        set(j, at_day(y, first, 1), at_day(y, last, at_days_in_month(y, last)), AT_P_MONTH);
        j->o.value = at_arena_fmt(j->mem, "%04d-%c%d", y, n > 4 ? 'H' : 'Q', n > 4 ? n - 4 : n);
        return;
    }
    if (!s->month) {
        year_of(j, y);
        return;
    }
    if (!y)
        y = guess_year(j, s->month, s->day);
    if (!y) {
        j->o.value =
            s->day ? at_arena_fmt(j->mem, "XXXX-%02d-%02d", s->month, s->day) : at_arena_fmt(j->mem, "XXXX-%02d", s->month);
        return;
    }
    if (!s->day) {
        month_of(j, y, s->month);
        return;
    }
    int32_t d = at_day(y, s->month, s->day);
    if (d == AT_NODAY)
        return;
    int32_t e = s->day2 ? at_day(y, s->month, s->day2) : d;
    set(j, d, e == AT_NODAY ? d : e, AT_P_DAY);
    time_value(j, d);
}

static void weekday(job *j)
{
    const at_spec *s = j->s;
    int32_t base = anchor(j);
    if (base == AT_NODAY) {
        j->o.value = at_arena_fmt(j->mem, "XXXX-WXX-%d", s->wd + 1);
        return;
    }
    int back = (at_day_weekday(base) - s->wd + 7) % 7;
    int32_t d = base - back;
    if (s->week_rel != 9)
        d = base - at_day_weekday(base) + s->wd + 7 * s->week_rel;
    else if (s->has_rel && s->rel < 0)
        d = back ? base - back : base - 7;
    else if (s->has_rel && s->rel > 0)
        d = base + (back ? 7 - back : 7);
    else if (j->b->future && back)
        d = base + 7 - back;
    set(j, d, d, AT_P_DAY);
    time_value(j, d);
}

/* "this week" and the like up to the day of writing, unless the clause looks ahead. */
static void till_now(job *j, int32_t pub)
{
    if (j->s->rel == 0 && !j->s->story && !j->b->future && pub != AT_NODAY && j->o.from <= pub && pub <= j->o.to)
        j->o.to = pub;
}

static void weekend(job *j, int32_t base)
{
    const at_spec *s = j->s;
    int wd = at_day_weekday(base), y, w;
    int32_t sat = base - wd + 5;
    if (s->has_rel && s->rel)
        sat += s->rel < 0 ? (wd >= 5 ? -7 : -7) : (wd >= 5 ? 7 : 0);
    else if (wd < 5 && !j->b->future)
        sat -= 7; /* "over the weekend", said on a weekday, is the one gone by */
    at__when_iso_week(sat, &y, &w);
    set(j, sat, sat + 1, AT_P_DAY);
    j->o.value = at_arena_fmt(j->mem, "%04d-W%02d-WE", y, w);
}

static void day_unit(job *j, int32_t base)
{
    const at_spec *s = j->s;
    bool night = at_eq(s->part, AT_S("NI"));
    int32_t d = base + s->rel;
    if (!s->story && s->rel == -1 && s->part.n && !night)
        d = base - 1;
    if (!s->story && s->rel == 0 && at_eq(s->part, AT_S("")) && s->has_rel)
        d = base;
    set(j, d, d, AT_P_DAY);
    if (night && s->rel == -1 && !s->story) { /* last night: from yesterday to today */
        j->o.to = base;
        j->o.precision = AT_P_NIGHT;
    }
    time_value(j, d);
}

static void unit(job *j)
{
    const at_spec *s = j->s;
    int32_t base = anchor(j), pub = j->b->published;
    int y, m, d;
    if (s->vague) {
        j->o.value = AT_S("PAST_REF");
        return;
    }
    if (base == AT_NODAY) {
        j->o.value = AT_S("XXXX");
        return;
    }
    at_day_split(base, &y, &m, &d);
    switch (s->unit) {
    case AT_U_DAY:
        day_unit(j, base);
        return;
    case AT_U_WEEKEND:
        weekend(j, base);
        return;
    case AT_U_WEEK:
    case AT_U_FORTNIGHT:
        week_of(j, base + 7 * s->rel);
        till_now(j, pub);
        return;
    case AT_U_MONTH:
        add_months(&y, &m, s->rel);
        month_of(j, y, m);
        till_now(j, pub);
        return;
    case AT_U_QUARTER: {
        int q = (m - 1) / 3;
        m = q * 3 + 1;
        add_months(&y, &m, 3 * s->rel);
        set(j, at_day(y, m, 1), at_day(y, m + 2, at_days_in_month(y, m + 2)), AT_P_MONTH);
        j->o.value = at_arena_fmt(j->mem, "%04d-Q%d", y, (m - 1) / 3 + 1);
        return;
    }
    case AT_U_YEAR:
        year_of(j, y + s->rel);
        till_now(j, pub);
        return;
    case AT_U_DECADE:
        y = y / 10 * 10 + 10 * s->rel;
        set(j, at_day(y, 1, 1), at_day(y + 9, 12, 31), AT_P_YEAR);
        j->o.value = at_arena_fmt(j->mem, "%03d", y / 10);
        return;
    case AT_U_CENTURY:
        j->o.value = at_arena_fmt(j->mem, "%02d", y / 100 + s->rel);
        return;
    default:
        j->o.value = AT_S("PRESENT_REF");
        return;
    }
}

static const char *letter(at_w_unit u, const char **t)
{
    *t = "";
    switch (u) {
    case AT_U_SECOND:
        *t = "T";
        return "S";
    case AT_U_MINUTE:
        *t = "T";
        return "M";
    case AT_U_HOUR:
        *t = "T";
        return "H";
    case AT_U_NIGHT:
    case AT_U_DAY:
        return "D";
    case AT_U_WEEKEND:
        return "WE";
    case AT_U_WEEK:
        return "W";
    case AT_U_FORTNIGHT:
        return "W";
    case AT_U_MONTH:
        return "M";
    case AT_U_QUARTER:
        return "Q";
    case AT_U_HALF:
        return "H";
    case AT_U_YEAR:
        return "Y";
    case AT_U_DECADE:
        return "DE";
    case AT_U_CENTURY:
        return "CE";
    default:
        return "D";
    }
}

static void period(job *j)
{
    const at_spec *s = j->s;
    const char *t, *u = letter(s->unit, &t);
    double n = s->unit == AT_U_FORTNIGHT ? s->n * 2 : s->n;
    j->o.type = "DURATION";
    j->o.duration = true;
    if (s->n < 0)
        j->o.value = at_arena_fmt(j->mem, "P%sX%s", t, u);
    else if (n - floor(n) > 0.01)
        j->o.value = at_arena_fmt(j->mem, "P%s%.1f%s", t, n, u);
    else
        j->o.value = at_arena_fmt(j->mem, "P%s%.0f%s", t, n, u);
}

/* Moves a day by n units; *p the precision that is meant. Not for hours and less. */
static int32_t move(int32_t day, at_w_unit u, double n, at_precision *p)
{
    int y, m, d;
    if (n > 5000 || n < -5000)
        return AT_NODAY;
    at_day_split(day, &y, &m, &d);
    switch (u) {
    case AT_U_DAY:
    case AT_U_NIGHT:
        *p = AT_P_DAY;
        return day + (int32_t)n;
    case AT_U_WEEK:
        *p = AT_P_WEEK;
        return day + (int32_t)(7 * n);
    case AT_U_FORTNIGHT:
        *p = AT_P_WEEK;
        return day + (int32_t)(14 * n);
    case AT_U_MONTH:
    case AT_U_QUARTER:
        *p = AT_P_MONTH;
        add_months(&y, &m, (int)(n * (u == AT_U_QUARTER ? 3 : 1)));
        break;
    case AT_U_YEAR:
    case AT_U_HALF:
        *p = AT_P_YEAR;
        if (n - floor(n) > 0.01)
            add_months(&y, &m, (int)(12 * n));
        else
            y += (int)n;
        break;
    case AT_U_DECADE:
        *p = AT_P_YEAR;
        y += (int)(10 * n);
        break;
    case AT_U_HOUR:
        *p = AT_P_DAY;
        return day + (int32_t)(n / 24);
    default:
        return AT_NODAY;
    }
    if (y < 1 || y > 9998)
        return AT_NODAY;
    int most = at_days_in_month(y, m);
    return at_day(y, m, d > most ? most : d);
}

/* The past 24 hours, the last two years: up to the day of writing. A count left open leaves the start open. */
static void span(job *j)
{
    const at_spec *s = j->s;
    period(j);
    j->o.duration = false;
    int32_t base = anchor(j);
    if (base == AT_NODAY || s->rel == 0 || s->vague)
        return;
    at_precision p = AT_P_NONE;
    if (s->n < 0) {
        if (s->rel < 0 && s->unit <= AT_U_DAY)
            set(j, AT_NODAY, base, AT_P_OPEN);
        return;
    }
    int32_t far = move(base, s->unit, s->rel * s->n, &p);
    if (far == AT_NODAY)
        return;
    set(j, s->rel < 0 ? far : base, s->rel < 0 ? base : far, p);
}

static void ago(job *j)
{
    const at_spec *s = j->s;
    int32_t base = anchor(j);
    at_precision p = AT_P_NONE;
    if (s->after_event || s->n < 0) {
        if (s->dir < 0 && !s->after_event)
            j->o.value = AT_S("PAST_REF");
        else
            period(j);
        j->o.duration = s->after_event;
        return;
    }
    int32_t d = base == AT_NODAY ? AT_NODAY : move(base, s->unit, s->dir * s->n, &p);
    if (d == AT_NODAY) {
        period(j);
        j->o.duration = false;
        return;
    }
    int y, m, dom;
    at_day_split(d, &y, &m, &dom);
    if (s->unit < AT_U_HOUR) {
        period(j);
    } else if (p == AT_P_DAY) {
        set(j, d, d, AT_P_DAY);
        time_value(j, d);
    } else if (p == AT_P_WEEK) {
        week_of(j, d);
    } else if (p == AT_P_MONTH) {
        month_of(j, y, m);
    } else {
        year_of(j, y);
    }
}

static void deictic(job *j)
{
    const at_spec *s = j->s;
    int32_t base = anchor(j);
    if (base == AT_NODAY) {
        j->o.value = s->off == 0 ? AT_S("PRESENT_REF") : AT_S("XXXX-XX-XX");
        return;
    }
    int32_t d = base + s->off;
    set(j, d, d, AT_P_DAY);
    if (at_eq(s->part, AT_S("ON"))) { /* overnight: the night before the day of writing */
        j->o.to = base;
        j->o.precision = AT_P_NIGHT;
        j->o.type = "TIME";
        j->o.value = at_arena_fmt(j->mem, "%.*sTNI", AT_FMT(iso(j, d)));
        return;
    }
    time_value(j, d);
}

/* A time of day alone belongs to the day last told. */
static void part(job *j)
{
    int32_t d = j->b->told != AT_NODAY ? j->b->told : j->b->published;
    j->o.type = "TIME";
    time_value(j, d);
}

static void holiday(job *j)
{
    const at_spec *s = j->s;
    int32_t base = anchor(j), to = AT_NODAY;
    int y = s->year, m, d;
    if (!y && base != AT_NODAY) {
        at_day_split(base, &y, &m, &d);
        if (s->year_rel != 9)
            y += s->year_rel;
        int32_t h = at__when_holiday(s->value, y, &to);
        if (h != AT_NODAY && s->year_rel == 9) {
            if (s->has_rel && s->rel < 0 && h >= base)
                y--;
            else if (h > base + 10 && !j->b->future && !(s->has_rel && s->rel > 0))
                y--;
            else if (h < base - 60 && (j->b->future || (s->has_rel && s->rel > 0)))
                y++;
        }
    }
    int32_t h = at__when_holiday(s->value, y, &to);
    if (h == AT_NODAY) {
        j->o.value = AT_S("XXXX-XX-XX");
        return;
    }
    set(j, h, to, to - h > 7 ? AT_P_MONTH : AT_P_DAY);
    time_value(j, h);
}

static void season(job *j)
{
    static const struct {
        const char *name;
        int month;
    } tab[] = {{"SP", 3}, {"SU", 6}, {"FA", 9}, {"WI", 12}};
    const at_spec *s = j->s;
    int32_t base = anchor(j);
    int y = s->year, m, d, first = 0;
    for (size_t k = 0; k < 4; k++)
        if (at_eq(s->part, at_strz(tab[k].name)))
            first = tab[k].month;
    if (!y && base != AT_NODAY) {
        at_day_split(base, &y, &m, &d);
        if (s->year_rel != 9)
            y += s->year_rel;
        else if (s->has_rel && s->rel)
            y += s->rel < 0 ? (first + 2 < m && s->rel == -1 ? 0 : -1) : (first > m ? 0 : 1);
        else if (first > m && !j->b->future)
            y--;
    }
    if (!y) {
        j->o.value = at_arena_fmt(j->mem, "XXXX-%.*s", AT_FMT(s->part));
        return;
    }
    int ey = y, em = first;
    add_months(&ey, &em, 2);
    set(j, at_day(y, first, 1), at_day(ey, em, at_days_in_month(ey, em)), AT_P_MONTH);
    j->o.value = at_arena_fmt(j->mem, "%04d-%.*s", y, AT_FMT(s->part));
}

at_w_days at__when_days(at_arena *mem, const at_spec *s, const at_w_base *base)
{
    job j = {mem, s, base, {AT_NODAY, AT_NODAY, AT_P_NONE, false, false, "DATE", {"", 0}}};
    switch (s->kind) {
    case AT_W_CAL:
        calendar(&j);
        break;
    case AT_W_WEEKDAY:
        weekday(&j);
        break;
    case AT_W_UNIT:
        unit(&j);
        break;
    case AT_W_SPAN:
        span(&j);
        break;
    case AT_W_AGO:
        ago(&j);
        break;
    case AT_W_DEICTIC:
        deictic(&j);
        break;
    case AT_W_DUR:
        period(&j);
        break;
    case AT_W_SET:
        j.o.type = "SET";
        j.o.value = s->value;
        j.o.duration = true;
        break;
    case AT_W_REF:
        j.o.value = s->value;
        if (at_eq(s->value, AT_S("PRESENT_REF")) && base->published != AT_NODAY)
            set(&j, base->published, base->published, AT_P_DAY);
        break;
    case AT_W_PART:
        part(&j);
        break;
    case AT_W_HOLIDAY:
        holiday(&j);
        break;
    case AT_W_DECADE:
        set(&j, at_day(s->year, 1, 1), at_day(s->year + 9, 12, 31), AT_P_YEAR);
        j.o.value = at_arena_fmt(mem, "%03d", s->year / 10);
        break;
    case AT_W_CENTURY:
        j.o.value = at_arena_fmt(mem, "%02d", (int)s->n - 1);
        break;
    case AT_W_SEASON:
        season(&j);
        break;
    default:
        break;
    }
    return j.o;
}
