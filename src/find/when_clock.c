/* Times of the day. */
#include "find/when_words.h"

#include <string.h>

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
    if (i + 2 < w.n && (w.p[i] == ':' || w.p[i] == '.') && w.p[i + 1] >= '0' && w.p[i + 1] <= '5' && w.p[i + 2] >= '0' &&
        w.p[i + 2] <= '9') {
        *m = (w.p[i + 1] - '0') * 10 + w.p[i + 2] - '0';
        i += 3;
    }
    *tail = at_sub(w, i, w.n);
    return true;
}

uint32_t at__w_clock_time(const at__w_scan *s, uint32_t i, at_spec *o)
{
    int h, m;
    at_str tail;
    uint32_t j = i;
    if (at__w_cls(s, j, "approx") && j + 1 < s->end && s->p[j + 1].s.n && s->p[j + 1].s.p[0] >= '0' && s->p[j + 1].s.p[0] <= '9')
        j++;
    if (j >= s->end || !s->p[j].s.n)
        return i;
    at_str w = s->p[j].s;
    bool pm = false, marked = false;
    if (w.n == 4 && s->p[j].plain && at__w_cls(s, j + 1, "zone")) { /* 1800 GMT */
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
        } else if (at__w_cls(s, j, "clock") &&
                   !(at__w_is(s, j, "am") && at__w_capital(s, j) && s->c->an->tokens[s->p[j].tok].form.n == 2 &&
                     s->c->an->tokens[s->p[j].tok].form.p[1] == 'm')) {
            pm = at_starts(at__w_value(s, j), AT_S("P"));
            marked = true;
            j++;
        } else if (colon) {
            marked = true;
        }
    } else if (s->p[j].num == AT_NUM_UNIT && at__w_is(s, j + 1, "o'clock")) {
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
    if (at__w_is(s, j, "local") && at__w_is(s, j + 1, "time"))
        j += 2;
    else if (at__w_cls(s, j, "zone") && !at_eq(at__w_extra(s, j), AT_S("word")))
        j++;
    else if (at__w_cls(s, j, "zone") && at__w_capital(s, j))
        j++;
    return j;
}

/* "morning", "midnight", "the afternoon" where no day is said: a time of some day */
uint32_t at__w_part_only(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    if (at__w_is(s, j, "the"))
        j++;
    while (at__w_cls(s, j, "mod") || at__w_is(s, j, "earlier") || at__w_is(s, j, "later"))
        j++;
    bool night = at__w_unit_at(s, j) == AT_U_NIGHT && !at__w_plural_unit(s, j);
    if (!(at__w_cls(s, j, "part") && !at_eq(at__w_extra(s, j), AT_S("plural"))) && !night)
        return i;
    o->part = night ? AT_S("NI") : at__w_value(s, j);
    o->kind = AT_W_PART;
    static const char *const AT[] = {"at",     "in",    "until", "by",   "before", "after", "since",
                                     "around", "about", "from",  "near", "during", NULL};
    if (i > s->beg && !at__w_any(s, i - 1, AT) && !(j > i && i > s->beg))
        return i;
    return j + 1;
}
