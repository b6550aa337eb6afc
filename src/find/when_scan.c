#include "find/when_scan.h"

#include "find/lexicons.h"
#include "find/when_words.h"

static uint32_t core(const at__w_scan *s, uint32_t i, at_spec *o)
{
    static uint32_t (*const ways[])(const at__w_scan *, uint32_t, at_spec *) = {
        at__w_calendar, at__w_weekday, at__w_holiday, at__w_deictic, at__w_relative,  at__w_counted, at__w_decade,
        at__w_century,  at__w_quarter, at__w_season,  at__w_weekend, at__w_reference, at__w_repeated};
    uint32_t best = i;
    at_spec start = *o;
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        at_spec t = start;
        uint32_t j = ways[k](s, i, &t);
        if (j > best) {
            best = j;
            *o = t;
        }
    }
    return best;
}

static bool takes_part(const at_spec *o)
{
    return o->kind == AT_W_DEICTIC || o->kind == AT_W_WEEKDAY || o->kind == AT_W_HOLIDAY || (o->kind == AT_W_CAL && o->day) ||
           (o->kind == AT_W_UNIT && o->unit == AT_U_DAY);
}

/* Behind a day: "morning", "night", "at 3 p.m.", "afternoon at about 4:30" */
static uint32_t suffix(const at__w_scan *s, uint32_t j, at_spec *o)
{
    if (!takes_part(o))
        return j;
    uint32_t k = j;
    if (at__w_is(s, k, "early") || at__w_is(s, k, "late"))
        k++;
    if (at__w_cls(s, k, "part") && !at_eq(at__w_extra(s, k), AT_S("plural"))) {
        o->part = at__w_value(s, k);
        j = k + 1;
    } else if (at__w_unit_at(s, k) == AT_U_NIGHT && !at__w_plural_unit(s, k)) {
        o->part = AT_S("NI");
        j = k + 1;
    }
    k = at__w_is(s, j, ",") ? j + 1 : j;
    at_spec t = *o;
    uint32_t e = k;
    if (at__w_is(s, k, "at"))
        e = at__w_clock_time(s, k + 1, &t);
    if (e > k + 1) {
        o->hour = t.hour;
        o->minute = t.minute;
        return e;
    }
    return j;
}

/* "early", "late", "mid", "the end of", "the morning of" before the core. */
static uint32_t prefix(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = i;
    if (at__w_is(s, j, "the"))
        j++;
    if (at__w_cls(s, j, "mod") && at_eq(at__w_extra(s, j), AT_S("of"))) {
        if (!at__w_is(s, j + 1, "of"))
            return i;
        o->mod = at__w_value(s, j).p[0];
        return j + 2;
    }
    if (at__w_cls(s, j, "mod") || at__w_is(s, j, "earlier") || at__w_is(s, j, "later")) {
        o->mod = at__w_is(s, j, "earlier") ? 'S' : at__w_is(s, j, "later") ? 'E' : at__w_value(s, j).p[0];
        o->earlier = at__w_is(s, j, "earlier") || at__w_is(s, j, "later");
        j++;
        if (at__w_is(s, j, "part") && at__w_is(s, j + 1, "of"))
            j += 2;
        if (at__w_is(s, j, "on") ||
            (at__w_is(s, j, "in") && (at__w_cls(s, j + 1, "month") || at__w_cls(s, j + 1, "rel") || at__w_is(s, j + 1, "the"))))
            j++;
        return j;
    }
    at_str part = at__w_cls(s, j, "part")                                         ? at__w_value(s, j)
                  : at__w_unit_at(s, j) == AT_U_NIGHT && !at__w_plural_unit(s, j) ? AT_S("NI")
                                                                                  : AT_S("");
    if (part.n && at__w_is(s, j + 1, "of")) {
        o->part = part;
        return j + 2;
    }
    return i;
}

static void clear(at_spec *o, uint32_t i)
{
    *o = (at_spec){.beg = i, .end = i, .wd = -1, .year_rel = 9, .week_rel = 9, .hour = -1, .minute = -1};
}

/* A clock time with its day, behind or before: "3 p.m. on Tuesday" */
static uint32_t clock_and_day(const at__w_scan *s, uint32_t i, at_spec *o)
{
    uint32_t j = at__w_clock_time(s, i, o);
    if (j == i) {
        j = at__w_part_only(s, i, o);
        if (j == i)
            return i;
    }
    uint32_t k = j;
    if (at__w_is(s, k, ","))
        k++;
    if (at__w_is(s, k, "on") || at__w_is(s, k, "of"))
        k++;
    at_spec t;
    clear(&t, i);
    uint32_t e = core(s, k, &t);
    if (e > k && takes_part(&t)) {
        t.hour = o->hour;
        t.minute = o->minute;
        if (!t.part.n)
            t.part = o->part;
        *o = t;
        return suffix(s, e, o);
    }
    return j;
}

bool at__when_scan(const at_ctx *c, const at_pieces *ps, uint32_t i, at_spec *out)
{
    at__w_scan s = {c, at_lexicon_get(c->lex, "times.tsv"), ps, ps->p, i, i + 1};
    uint32_t sent = ps->p[i].sent;
    s.beg = ps->of_tok[c->an->sents[sent].beg];
    s.end = ps->of_tok[c->an->sents[sent].end];
    at_spec a, b, p;
    clear(&a, i);
    uint32_t ea = core(&s, i, &a);
    if (ea > i)
        ea = suffix(&s, ea, &a);
    clear(&b, i);
    uint32_t eb = clock_and_day(&s, i, &b);
    clear(&p, i);
    uint32_t k = prefix(&s, i, &p), ep = i;
    if (k > i) {
        at_spec q = p;
        ep = core(&s, k, &q);
        if (ep == k && p.earlier && k == i + 1)
            ep = at__w_in_the(&s, k, &q);
        if (ep == k && p.earlier && at__w_is(&s, k - 1, "in"))
            ep = at__w_in_the(&s, k - 1, &q);
        if (ep > k && q.kind != AT_W_DUR && q.kind != AT_W_SET && q.kind != AT_W_REF) {
            if (p.part.n)
                q.part = p.part;
            q.mod = p.mod;
            q.earlier = p.earlier;
            ep = suffix(&s, ep, &q);
            p = q;
        } else {
            ep = i;
        }
    }
    uint32_t best = ea > eb ? ea : eb;
    if (ep > best) {
        *out = p;
        best = ep;
    } else if (best > i) {
        *out = ea >= eb ? a : b;
    } else {
        return false;
    }
    out->beg = i;
    out->end = best;
    return true;
}
