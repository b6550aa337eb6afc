#include "export/page.h"

#include "base/str.h"
#include "base/utf8.h"
#include <stdarg.h>
#include <stdio.h>

static const char *const codes[] = {"", "\033[1m", "\033[2m", "\033[36m", "\033[32m", "\033[31m", "\033[33m"};

void at_page_release(at_page *p)
{
    at_buf_release(&p->word);
}

/* Writes the word that was put together, on a new line if this one is full. */
static void flush(at_page *p)
{
    if (!p->word.n)
        return;
    if (p->col + (p->blank ? 1 : 0) + p->word_width > p->width && p->col > p->hang) {
        at_buf_putc(p->out, '\n');
        for (p->col = 0; p->col < p->hang; p->col++)
            at_buf_putc(p->out, ' ');
    } else if (p->blank) {
        at_buf_putc(p->out, ' ');
        p->col++;
    }
    at_buf_put(p->out, (at_str){p->word.p, p->word.n});
    p->col += p->word_width;
    p->out->bad |= p->word.bad;
    p->word.n = 0;
    p->word_width = 0;
    p->blank = false;
}

void at_page_line(at_page *p)
{
    flush(p);
    while (p->out->n && p->out->p[p->out->n - 1] == ' ')
        p->out->n--;
    at_buf_putc(p->out, '\n');
    p->col = 0;
    p->hang = 0;
    p->blank = false;
}

void at_page_gap(at_page *p)
{
    flush(p);
    if (p->col)
        at_page_line(p);
    at_page_line(p);
}

void at_page_to(at_page *p, int col)
{
    flush(p);
    if (p->col > col || (p->col == col && col && p->out->p[p->out->n - 1] != ' ')) {
        at_buf_putc(p->out, ' ');
        p->col++;
    }
    for (; p->col < col; p->col++)
        at_buf_putc(p->out, ' ');
    p->hang = col;
    p->blank = false;
}

int at_page_width_of(at_str s)
{
    int n = 0;
    unsigned len;
    for (size_t i = 0; i < s.n; i += len) {
        uint32_t cp = at_utf8(s, i, &len);
        n += cp == AT_BADCP ? 1 : (int)at_cp_width(cp);
    }
    return n;
}

static void piece(at_page *p, at_style style, at_str w)
{
    if (p->color && style != AT_PLAIN)
        at_buf_put(&p->word, at_strz(codes[style]));
    at_buf_put(&p->word, w);
    if (p->color && style != AT_PLAIN)
        at_buf_put(&p->word, AT_S("\033[0m"));
    p->word_width += at_page_width_of(w);
}

/* Blanks of any kind and control characters part words; NBSP does not. */
static bool parts(uint32_t cp)
{
    return cp != 0xA0 && cp != 0x202F && (at_cp_space(cp) || cp < 0x20 || (cp >= 0x7F && cp < 0xA0));
}

void at_page_put(at_page *p, at_style style, at_str s)
{
    unsigned len;
    size_t beg = 0;
    for (size_t i = 0; i <= s.n; i += len) {
        len = 1;
        if (i < s.n && !parts(at_utf8(s, i, &len)))
            continue;
        if (i > beg)
            piece(p, style, at_sub(s, beg, i));
        if (i < s.n) {
            flush(p);
            p->blank = p->col > p->hang;
        }
        beg = i + len;
    }
}

void at_page_fmt(at_page *p, at_style style, const char *fmt, ...)
{
    char t[512];
    va_list ap;
    va_start(ap, fmt);
    (void)vsnprintf(t, sizeof t, fmt, ap);
    va_end(ap);
    at_page_put(p, style, at_strz(t));
}

void at_page_head(at_page *p, const char *heading)
{
    at_page_gap(p);
    at_page_put(p, AT_BOLD, at_strz(heading));
    at_page_line(p);
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

void at_page_day(at_page *p, at_style style, int32_t day, bool weekday)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    int y, m, d;
    at_day_split(day, &y, &m, &d);
    at_page_fmt(p, style, "%s%s%d %s %d", weekday ? names[at_day_weekday(day)] : "", weekday ? " " : "", d, months[m - 1], y);
}

int at_page_period(int32_t from, int32_t to)
{
    int y, m, d, y2, m2, d2;
    if (from == AT_NODAY || to == AT_NODAY)
        return 0;
    at_day_split(from, &y, &m, &d);
    at_day_split(to, &y2, &m2, &d2);
    if (y != y2 || d != 1 || d2 != at_days_in_month(y2, m2))
        return 0;
    return m == m2 ? 1 : m == 1 && m2 == 12 ? 2 : 0;
}

void at_page_days(at_page *p, at_style style, int32_t from, int32_t to)
{
    int y, m, d, y2, m2, d2;
    if (from == AT_NODAY && to == AT_NODAY)
        return;
    if (from == AT_NODAY || to == AT_NODAY) {
        at_page_fmt(p, style, "%s ", from == AT_NODAY ? "until" : "since");
        at_page_day(p, style, from == AT_NODAY ? to : from, false);
        return;
    }
    at_day_split(from, &y, &m, &d);
    at_day_split(to, &y2, &m2, &d2);
    int period = at_page_period(from, to);
    if (period)
        at_page_fmt(p, style, period == 1 ? "%s %d" : "%s%d", period == 1 ? months[m - 1] : "", y);
    else if (from == to)
        at_page_fmt(p, style, "%d %s %d", d, months[m - 1], y);
    else if (y == y2 && m == m2)
        at_page_fmt(p, style, "%d\xE2\x80\x93%d %s %d", d, d2, months[m - 1], y);
    else if (y == y2)
        at_page_fmt(p, style, "%d %s \xE2\x80\x93 %d %s %d", d, months[m - 1], d2, months[m2 - 1], y);
    else
        at_page_fmt(p, style, "%d %s %d \xE2\x80\x93 %d %s %d", d, months[m - 1], y, d2, months[m2 - 1], y2);
}

void at_page_number(char out[32], int64_t n)
{
    char t[32];
    int len = snprintf(t, sizeof t, "%lld", (long long)(n < 0 ? 0 : n)), k = 0;
    for (int i = 0; i < len && k < 30; i++) {
        if (i && (len - i) % 3 == 0)
            out[k++] = ',';
        out[k++] = t[i];
    }
    out[k] = 0;
}
