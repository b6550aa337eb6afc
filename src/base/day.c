#include "day.h"

#include "str.h"
#include <stdio.h>

int at_days_in_month(int year, int month)
{
    static const int n[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return n[month - 1] + (month == 2 && leap);
}

/* days_from_civil of H. Hinnant, "chrono-Compatible Low-Level Date Algorithms" */
int32_t at_day(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > at_days_in_month(year, month))
        return AT_NODAY;
    int y = year - (month <= 2), era = y / 400, yoe = y - era * 400;
    int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

void at_day_split(int32_t z, int *year, int *month, int *dom)
{
    z += 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *dom = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = yoe + era * 400 + (*month <= 2);
}

int at_day_weekday(int32_t day)
{
    return ((day + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
}

int32_t at_day_parse(at_str s)
{
    int64_t y, m, d;
    if (s.n < 10 || s.p[4] != '-' || s.p[7] != '-' || (s.n > 10 && s.p[10] != 'T' && s.p[10] != ' '))
        return AT_NODAY;
    if (!at_to_i64(at_sub(s, 0, 4), &y) || !at_to_i64(at_sub(s, 5, 7), &m) || !at_to_i64(at_sub(s, 8, 10), &d))
        return AT_NODAY;
    return at_day((int)y, (int)m, (int)d);
}

void at_day_put(char out[16], int32_t day)
{
    int y, m, d;
    at_day_split(day, &y, &m, &d);
    (void)snprintf(out, 16, "%04d-%02d-%02d", y % 10000, m % 100, d % 100);
}
