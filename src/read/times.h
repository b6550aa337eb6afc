/* times.h: dates as feeds and mails write them (RFC 3339, RFC 822 and 5322) to one form. Knows nothing of prose; see dateline.c
 * for that. */
#ifndef AT_READ_TIMES_H
#define AT_READ_TIMES_H
#include "base/arena.h"

/*
 * "Thu, 06 Jan 2022 10:14:00 +0600" or "2022-01-06T10:14:00.5+06:00" as "2022-01-06T10:14:00+06:00"; a day alone as
 * "2022-01-06". The day stays that of the writer's own clock. Empty if s is no date.
 */
at_str at_time_iso(at_arena *mem, at_str s);
#endif
