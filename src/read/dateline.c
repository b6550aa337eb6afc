/*
 * Datelines ("ALMATY, Jan 6 (Reuters) -") and lines that are a date. Forms as in the stylebooks of the Associated Press
 * and Reuters: place in capitals, country or state if needed, date and agency if given, then a dash.
 */
#include "read/source.h"

#include "base/str.h"
#include "base/utf8.h"

static bool digit(at_str s, size_t i)
{
    return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

static bool ascii_letter(at_str s, size_t i)
{
    return i < s.n && ((s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'z');
}

static size_t blanks(at_str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
        i++;
    return i;
}

/* A number of lo to hi digits at i: its end, or 0. */
static size_t number(at_str s, size_t i, unsigned lo, unsigned hi, int *value)
{
    size_t j = i;
    *value = 0;
    while (digit(s, j) && j - i < hi)
        *value = *value * 10 + (s.p[j++] - '0');
    return j - i >= lo && !digit(s, j) ? j : 0;
}

/* A month's name at i, whole or cut ("Jan", "Jan.", "Sept."): its end, or 0. */
static size_t month_name(at_str s, size_t i, int *month)
{
    static const char *const names[] = {"january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december"};
    size_t j = i;
    while (ascii_letter(s, j))
        j++;
    at_str word = at_sub(s, i, j);
    for (int m = 0; m < 12; m++)
        if ((word.n == 3 || (word.n == 4 && m == 8) || word.n == strlen(names[m])) && at_starts_fold(at_strz(names[m]), word)) {
            *month = m + 1;
            return word.n < strlen(names[m]) && j < s.n && s.p[j] == '.' ? j + 1 : j;
        }
    return 0;
}

/* ", 2022" or " 2022" at i: its end; i if there is none. */
static size_t year_after(at_str s, size_t i, int *year)
{
    size_t j = i < s.n && s.p[i] == ',' ? i + 1 : i;
    size_t k = blanks(s, j), e = k > i ? number(s, k, 4, 4, year) : 0;
    if (e && *year >= 1800 && *year <= 2200)
        return e;
    *year = 0;
    return i;
}

static size_t day_number(at_str s, size_t i, int *day)
{
    static const char *const ends[] = {"st", "nd", "rd", "th"};
    size_t e = number(s, i, 1, 2, day);
    if (!e || *day < 1 || *day > 31)
        return 0;
    for (int k = 0; k < 4; k++)
        if (at_starts_fold(at_sub(s, e, s.n), at_strz(ends[k])) && !ascii_letter(s, e + 2))
            return e + 2;
    return e;
}

size_t at_written_date(at_str s, size_t i, int *year, int *month, int *day)
{
    size_t e = number(s, i, 4, 4, year), f;
    if (e && e < s.n && s.p[e] == '-') { /* 2022-01-06 */
        f = number(s, e + 1, 2, 2, month);
        f = f && f < s.n && s.p[f] == '-' ? number(s, f + 1, 2, 2, day) : 0;
        return f && at_day(*year, *month, *day) != AT_NODAY ? f : 0;
    }
    *year = 0;
    if ((e = day_number(s, i, day))) { /* 6 January 2022, 6th of January */
        e = blanks(s, e);
        if (at_starts_fold(at_sub(s, e, s.n), AT_S("of ")))
            e = blanks(s, e + 3);
        return (e = month_name(s, e, month)) ? year_after(s, e, year) : 0;
    }
    if ((e = month_name(s, i, month))) { /* January 6, 2022 */
        f = blanks(s, e);
        return f > e && (f = day_number(s, f, day)) ? year_after(s, f, year) : 0;
    }
    return 0;
}

/* One name of a place: words that begin with a capital. *upper: all its letters are capitals. 0 if there is none. */
static size_t place_name(at_str s, size_t i, bool *upper)
{
    size_t j = i, last = i;
    unsigned letters = 0, words = 0;
    *upper = true;
    while (j < s.n && words < 5) {
        unsigned len;
        uint32_t cp = at_utf8(s, j, &len);
        if (!at_cp_letter(cp) || !at_cp_upper(cp))
            break;
        int m;
        if (words && month_name(s, j, &m))
            break;
        for (; j < s.n; j += len) {
            cp = at_utf8(s, j, &len);
            if (cp == AT_BADCP || (!at_cp_letter(cp) && cp != '\'' && cp != '-' && cp != '.' && cp != '/' && cp != 0x2019))
                break;
            letters += at_cp_letter(cp);
            *upper = *upper && !at_cp_lower(cp);
        }
        last = j;
        words++;
        j = blanks(s, j);
    }
    return letters >= 3 ? last : 0;
}

/* "(Reuters)" at i: its end, or 0; *name the words inside. */
static size_t agency(at_str s, size_t i, at_span *name)
{
    size_t close = i < s.n && s.p[i] == '(' ? at_index_char(at_sub(s, 0, i + 60), ')', i) : SIZE_MAX;
    if (close == SIZE_MAX || close == i + 1 || digit(s, i + 1) || at_index_char(at_sub(s, 0, close), '\n', i) != SIZE_MAX)
        return 0;
    *name = (at_span){(uint32_t)i + 1, (uint32_t)close};
    return close + 1;
}

/* A dash with a blank or line end behind it at i: its end, or 0. */
static size_t dash(at_str s, size_t i)
{
    static const char *const forms[] = {"---", "--", "-", "\xE2\x80\x94", "\xE2\x80\x93", "\xE2\x80\x95"};
    for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
        size_t n = strlen(forms[k]);
        if (at_starts(at_sub(s, i, s.n), at_strz(forms[k])) && i + n < s.n &&
            (s.p[i + n] == ' ' || s.p[i + n] == '\n' || s.p[i + n] == '\r'))
            return i + n;
    }
    return 0;
}

typedef struct {
    size_t end;
    at_span place, agency;
    int year, month, day; /* month 0: none */
} dateline;

/* A dateline that begins at i. */
static bool parse(at_str s, size_t i, dateline *d)
{
    bool upper, dummy;
    size_t j = place_name(s, i, &upper), e;
    memset(d, 0, sizeof *d);
    if (!j)
        return false;
    d->place = (at_span){(uint32_t)i, (uint32_t)j};
    for (int part = 0; part < 3; part++) { /* ", Kazakhstan", ", Jan 6", " - January 6, 2022" */
        size_t k = j;
        if (k < s.n && (s.p[k] == ',' || s.p[k] == '.'))
            k++;
        k = blanks(s, k);
        if (!d->month && k > j && (e = at_written_date(s, k, &d->year, &d->month, &d->day)))
            j = e;
        else if (!d->month && j < s.n && s.p[j] == ',' && (e = place_name(s, k, &dummy)))
            j = e;
        else
            break;
    }
    size_t k = blanks(s, j);
    if ((e = agency(s, k, &d->agency)))
        k = blanks(s, e);
    d->end = dash(s, k);
    return d->end && d->end - i < 160 && (upper || d->month || d->agency.end);
}

/* The year of a day and month that the text gives in full somewhere near its head; 0 if it does not. */
static int year_of(at_str s, int month, int day)
{
    size_t n = s.n < 20000 ? s.n : 20000;
    for (size_t i = 0; i < n; i++) {
        int y, m, d;
        if ((i && (ascii_letter(s, i - 1) || digit(s, i - 1))) || !(digit(s, i) || ascii_letter(s, i)))
            continue;
        if (at_written_date(s, i, &y, &m, &d) && y && m == month && d == day)
            return y;
    }
    return 0;
}

/* A line that is a date: "Published: Thursday 6 January 2022, 10:14 GMT". Its day, or AT_NODAY. */
static int32_t date_line(at_str line)
{
    static const char *const heads[] = {"published", "posted", "updated", "last updated",
                                        "date",      "issued", "on",      "first published"};
    static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    size_t i = 0;
    int y, m, d;
    if (line.n > 80)
        return AT_NODAY;
    for (int round = 0; round < 3; round++) {
        for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
            if (at_starts_fold(at_sub(line, i, line.n), at_strz(heads[k])) && !ascii_letter(line, i + strlen(heads[k])))
                i += strlen(heads[k]);
        for (size_t k = 0; k < 7; k++)
            if (at_starts_fold(at_sub(line, i, line.n), at_strz(days[k])))
                i += strlen(days[k]);
        while (i < line.n && (line.p[i] == ' ' || line.p[i] == ':' || line.p[i] == ','))
            i++;
    }
    size_t e = at_written_date(line, i, &y, &m, &d);
    if (!e || !y)
        return AT_NODAY;
    for (size_t k = e; k < line.n; k++) /* only a time of day may follow */
        if (ascii_letter(line, k) && k - e > 24)
            return AT_NODAY;
    return at_day(y, m, d);
}

void at_keep_dateline(at_kept *k)
{
    at_str s = k->text;
    unsigned seen = 0;
    dateline d;
    for (size_t i = at_starts(s, AT_S("\xEF\xBB\xBF")) ? 3 : 0; i < s.n && seen < 8;) {
        size_t nl = at_index_char(s, '\n', i), end = nl == SIZE_MAX ? s.n : nl;
        at_str line = at_trim(at_sub(s, i, end));
        size_t at = (size_t)(line.p - s.p);
        seen += line.n > 0;
        if (line.n && !k->dateline.end && parse(s, at, &d)) {
            k->dateline = (at_span){(uint32_t)at, (uint32_t)d.end};
            k->place = d.place;
            k->publisher = d.agency;
            int year = d.year ? d.year : d.month ? year_of(s, d.month, d.day) : 0;
            if (year)
                k->day = at_day(year, d.month, d.day);
        } else if (line.n && k->day == AT_NODAY) {
            k->day = date_line(line);
        }
        i = end + 1;
    }
}
