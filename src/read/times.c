#include "read/times.h"

#include "base/day.h"
#include "base/str.h"

typedef struct {
    int year, month, day, hour, minute, second; /* hour -1: only the day is known */
    int zone;                                   /* minutes east of UTC */
    bool zoned;
} moment;

/* lo to hi digits at *i. */
static bool digits(at_str s, size_t *i, unsigned lo, unsigned hi, int *out)
{
    unsigned n = 0;
    *out = 0;
    while (*i < s.n && n < hi && s.p[*i] >= '0' && s.p[*i] <= '9') {
        *out = *out * 10 + (s.p[(*i)++] - '0');
        n++;
    }
    return n >= lo;
}

static bool take(at_str s, size_t *i, char c)
{
    if (*i >= s.n || s.p[*i] != c)
        return false;
    ++*i;
    return true;
}

static void blanks(at_str s, size_t *i)
{
    while (*i < s.n && (s.p[*i] == ' ' || s.p[*i] == '\t' || s.p[*i] == '\r' || s.p[*i] == '\n'))
        ++*i;
}

/* "10:14", "10:14:00", "10:14:00.123" */
static bool clock_time(at_str s, size_t *i, moment *m)
{
    int h, min, sec = 0;
    if (!digits(s, i, 1, 2, &h) || !take(s, i, ':') || !digits(s, i, 2, 2, &min) || h > 24 || min > 59)
        return false;
    if (take(s, i, ':') && (!digits(s, i, 2, 2, &sec) || sec > 60))
        return false;
    if (*i < s.n && (s.p[*i] == '.' || s.p[*i] == ','))
        for (++*i; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9';)
            ++*i;
    m->hour = h;
    m->minute = min;
    m->second = sec;
    return true;
}

/* "Z", "+06:00", "+0600", "GMT", "EDT": the names of RFC 822; others count as not known. */
static void zone(at_str s, size_t *i, moment *m)
{
    static const struct {
        const char *name;
        int minutes;
    } names[] = {{"UTC", 0},    {"GMT", 0},    {"UT", 0},     {"Z", 0},      {"EST", -300}, {"EDT", -240},
                 {"CST", -360}, {"CDT", -300}, {"MST", -420}, {"MDT", -360}, {"PST", -480}, {"PDT", -420}};
    blanks(s, i);
    if (*i < s.n && (s.p[*i] == '+' || s.p[*i] == '-')) {
        int sign = s.p[(*i)++] == '-' ? -1 : 1, h, min = 0;
        if (!digits(s, i, 2, 2, &h) || h > 15)
            return;
        (void)take(s, i, ':');
        if (!digits(s, i, 2, 2, &min))
            min = 0;
        m->zone = sign * (h * 60 + min % 60);
        m->zoned = true;
        return;
    }
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (at_starts_fold(at_sub(s, *i, s.n), at_strz(names[k].name))) {
            m->zone = names[k].minutes;
            m->zoned = true;
            return;
        }
}

static bool iso(at_str s, moment *m)
{
    size_t i = 0;
    if (!digits(s, &i, 4, 4, &m->year) || !take(s, &i, '-') || !digits(s, &i, 2, 2, &m->month) || !take(s, &i, '-') ||
        !digits(s, &i, 2, 2, &m->day))
        return false;
    if (i < s.n && (s.p[i] == 'T' || s.p[i] == 't' || s.p[i] == ' ')) {
        i++;
        if (clock_time(s, &i, m))
            zone(s, &i, m);
    }
    return true;
}

static bool mail(at_str s, moment *m)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    size_t i = 0, comma = at_index_char(at_sub(s, 0, 12), ',', 0);
    if (comma != SIZE_MAX)
        i = comma + 1;
    blanks(s, &i);
    if (!digits(s, &i, 1, 2, &m->day))
        return false;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '-'))
        i++;
    for (int k = 0; k < 12; k++)
        if (at_starts_fold(at_sub(s, i, s.n), (at_str){months + k * 3, 3}))
            m->month = k + 1;
    while (i < s.n && ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z'))
        i++;
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '-' || s.p[i] == '.' || s.p[i] == ','))
        i++;
    if (!m->month || !digits(s, &i, 2, 4, &m->year))
        return false;
    if (m->year < 100) /* RFC 2822 section 4.3 */
        m->year += m->year < 50 ? 2000 : 1900;
    blanks(s, &i);
    if (clock_time(s, &i, m))
        zone(s, &i, m);
    return true;
}

at_str at_time_iso(at_arena *mem, at_str s)
{
    moment m = {.hour = -1};
    s = at_trim(s);
    if (!iso(s, &m)) {
        m = (moment){.hour = -1};
        if (!mail(s, &m))
            return AT_S("");
    }
    if (at_day(m.year, m.month, m.day) == AT_NODAY)
        return AT_S("");
    at_str day = at_arena_fmt(mem, "%04d-%02d-%02d", m.year, m.month, m.day);
    if (m.hour < 0)
        return day;
    at_str t = at_arena_fmt(mem, "%.*sT%02d:%02d:%02d", AT_FMT(day), m.hour, m.minute, m.second);
    if (!m.zoned)
        return t;
    int abs = m.zone < 0 ? -m.zone : m.zone;
    return m.zone ? at_arena_fmt(mem, "%.*s%c%02d:%02d", AT_FMT(t), m.zone < 0 ? '-' : '+', abs / 60, abs % 60)
                  : at_arena_fmt(mem, "%.*sZ", AT_FMT(t));
}
