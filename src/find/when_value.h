/*
 * when_value.h: from what a time expression is made of to its days and its TIMEX3 value. Knows the day of writing, the
 * day last told and whether the clause looks ahead; knows nothing of words.
 */
#ifndef AT_FIND_WHEN_VALUE_H
#define AT_FIND_WHEN_VALUE_H
#include "find/when_scan.h"

typedef struct {
    int32_t published; /* or AT_NODAY */
    int32_t told;      /* the day last told, or AT_NODAY */
    bool future;       /* the clause looks ahead */
    bool open;         /* it does not look back: no past tense, or "until", "through" before the day */
} at_w_base;

typedef struct {
    int32_t from, to; /* AT_NODAY: unknown */
    at_precision precision;
    bool duration, needs_day; /* needs_day: would be resolved if the day of writing were known */
    const char *type;         /* DATE TIME DURATION SET */
    at_str value;
} at_w_days;

at_w_days at__when_days(at_arena *mem, const at_spec *s, const at_w_base *base);
/* The day of a holiday rule in a year; *to its last day. AT_NODAY if the rule gives none. */
int32_t at__when_holiday(at_str rule, int year, int32_t *to);
void at__when_iso_week(int32_t day, int *year, int *week);
#endif
