/* Holiday rules of data/times.tsv: fixed days, days round Easter, n-th weekdays, months of the Islamic calendar. */
#include "find/when_value.h"

/* Easter Sunday by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8). */
static int32_t easter(int y)
{
    int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7,
        m = (a + 11 * h + 22 * l) / 451;
    int n = h + l - 7 * m + 114;
    return at_day(y, n / 31, n % 31 + 1);
}

/* First day of a month of the tabular Islamic calendar (civil epoch, Friday 16 July 622 Julian = day -492148 here); the
 * sighted month may begin a day later or earlier. */
static int32_t islamic(int year, int month, int day)
{
    return -492148 + (year - 1) * 354 + (3 + 11 * year) / 30 + 29 * (month - 1) + month / 2 + day - 1;
}

static int32_t islamic_in(int year, int month, int day)
{
    int guess = (int)((year - 622) * 33.0 / 32.0);
    for (int y = guess - 1; y <= guess + 3; y++) {
        int32_t d = islamic(y, month, day);
        int gy, gm, gd;
        at_day_split(d, &gy, &gm, &gd);
        if (gy == year)
            return d;
    }
    return AT_NODAY;
}

static int32_t nth_weekday(int year, int month, int wd, int n)
{
    if (month < 1 || month > 12 || !n)
        return AT_NODAY;
    int32_t first = at_day(year, month, 1), last = at_day(year, month, at_days_in_month(year, month));
    if (first == AT_NODAY)
        return AT_NODAY;
    if (n > 0)
        return first + (wd - at_day_weekday(first) + 7) % 7 + 7 * (n - 1);
    return last - (at_day_weekday(last) - wd + 7) % 7 + 7 * (n + 1);
}

static int number(at_str s)
{
    int64_t v = 0;
    bool minus = s.n && s.p[0] == '-', plus = s.n && s.p[0] == '+';
    (void)at_to_i64(at_sub(s, minus || plus, s.n), &v);
    return (int)(minus ? -v : v);
}

int32_t at__when_holiday(at_str rule, int year, int32_t *to)
{
    at_str a, b, c;
    int32_t d = AT_NODAY;
    *to = AT_NODAY;
    if (year < 1600 || year > 2400 || !rule.n)
        return AT_NODAY;
    if (at_starts(rule, AT_S("easter"))) {
        d = easter(year) + number(at_sub(rule, 6, rule.n));
    } else if (at_eq(rule, AT_S("lent"))) {
        d = easter(year) - 46;
        *to = easter(year) - 1;
    } else if (at_eq(rule, AT_S("lentweek"))) {
        d = easter(year) - 7;
        *to = easter(year) - 1;
    } else if (at_starts(rule, AT_S("nth "))) {
        rule = at_sub(rule, 4, rule.n);
        if (at_cut(&rule, '.', &a) && at_cut(&rule, '.', &b) && at_cut(&rule, '.', &c))
            d = nth_weekday(year, number(a), number(b), number(c));
    } else if (at_starts(rule, AT_S("islam "))) {
        rule = at_sub(rule, 6, rule.n);
        (void)at_cut(&rule, '-', &a);
        bool month = !rule.n;
        d = islamic_in(year, number(a), month ? 1 : number(rule));
        if (month && d != AT_NODAY)
            *to = d + (number(a) % 2 ? 29 : 28);
    } else if (at_cut(&rule, '-', &a)) {
        d = at_day(year, number(a), number(rule));
    }
    if (d != AT_NODAY && *to == AT_NODAY)
        *to = d;
    return d;
}
