/* day.h: days as integers: number of days since 1970-01-01 in the proleptic Gregorian calendar. No time zones. */
#ifndef AT_BASE_DAY_H
#define AT_BASE_DAY_H
#include <attest.h>
#include <stdbool.h>

#define AT_NODAY INT32_MIN

int32_t at_day(int year, int month, int day);                 /* month 1..12, day 1..31; AT_NODAY if there is no such day */
void at_day_split(int32_t day, int *year, int *month, int *dom);
int at_day_weekday(int32_t day);                              /* 0 Monday .. 6 Sunday */
int at_days_in_month(int year, int month);
int32_t at_day_parse(at_str s);                               /* "2022-01-06" and longer ISO times; AT_NODAY otherwise */
void at_day_put(char out[16], int32_t day);                   /* "2022-01-06" and a NUL */
#endif
