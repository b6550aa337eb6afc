/* The sections of an account, one function each. What a line looks like is in show_parts.c. */
#include "export/show.h"

#include "base/str.h"
#include <stdlib.h>

/* A number of entries chosen for one section, and what is needed to sort them. */
typedef struct {
    const at_account *a;
    const at_entry **p;
    size_t n;
} chosen;

static bool in_days(const at_account *a, const at_entry *e, at_days d)
{
    int32_t from = e->from, to = e->to;
    if (d.since == AT_NODAY && d.until == AT_NODAY)
        return true;
    if (from == AT_NODAY && to == AT_NODAY)
        from = to = at_day_parse(a->reports.p[e->report].published);
    if (from == AT_NODAY && to == AT_NODAY)
        return false;
    return (d.until == AT_NODAY || from == AT_NODAY || from <= d.until) &&
           (d.since == AT_NODAY || to == AT_NODAY || to >= d.since);
}

static chosen choose(const at_account *a, at_kind kind, at_days d, at_arena *mem)
{
    chosen c = {a, at_new(mem, const at_entry *, a->entries.n), 0};
    for (size_t i = 0; i < a->entries.n; i++)
        if (a->entries.p[i].kind == kind && !a->entries.p[i].carried && in_days(a, &a->entries.p[i], d))
            c.p[c.n++] = &a->entries.p[i];
    return c;
}

static int by_place(const at_entry *a, const at_entry *b)
{
    if (a->report != b->report)
        return a->report < b->report ? -1 : 1;
    return a->span.beg < b->span.beg ? -1 : a->span.beg > b->span.beg ? 1 : a < b ? -1 : a > b;
}

/* Entries that know no day come last. */
static int32_t sort_day(const at_entry *e)
{
    return e->from != AT_NODAY ? e->from : e->to != AT_NODAY ? e->to : INT32_MAX;
}

static int by_day(const void *x, const void *y)
{
    const at_entry *a = *(const at_entry *const *)x, *b = *(const at_entry *const *)y;
    int32_t i = sort_day(a), j = sort_day(b);
    int long_i = at_page_period(a->from, a->to), long_j = at_page_period(b->from, b->to); /* a year stands before its first day */
    return i != j ? (i < j ? -1 : 1) : long_i != long_j ? (long_i > long_j ? -1 : 1) : by_place(a, b);
}

/* Do both stand under the same heading? */
static bool same_heading(const at_entry *a, const at_entry *b)
{
    return sort_day(a) == sort_day(b) && at_page_period(a->from, a->to) == at_page_period(b->from, b->to);
}

static int by_what(const void *x, const void *y)
{
    /* the worst first; words not listed come after, by the alphabet */
    static const char *const order[] = {"killed",   "injured",  "hospitalised", "intensive care", "missing",
                                        "abducted", "detained", "displaced",    "affected"};
    const at_entry *a = *(const at_entry *const *)x, *b = *(const at_entry *const *)y;
    size_t n = sizeof order / sizeof *order, i = 0, j = 0;
    while (i < n && !at_eq(a->what, at_strz(order[i])))
        i++;
    while (j < n && !at_eq(b->what, at_strz(order[j])))
        j++;
    if (i != j)
        return i < j ? -1 : 1;
    int c = at_cmp(a->what, b->what);
    return c ? c : by_place(a, b);
}

static at_str last_voice(const at_entry *e)
{
    return e->nvoices ? e->voices[e->nvoices - 1].name : (at_str){"", 0};
}

static int by_voice(const void *x, const void *y)
{
    const at_entry *a = *(const at_entry *const *)x, *b = *(const at_entry *const *)y;
    int c = at_cmp(last_voice(a), last_voice(b));
    return c ? c : by_place(a, b);
}

static at_str first_of(const at_strs *s)
{
    return s->n ? s->p[0] : (at_str){"", 0};
}

static int by_who(const void *x, const void *y)
{
    const at_entry *a = *(const at_entry *const *)x, *b = *(const at_entry *const *)y;
    int c = at_cmp(first_of(&a->who), first_of(&b->who));
    return c ? c : by_place(a, b);
}

static void sort(chosen *c, int (*order)(const void *, const void *))
{
    if (c->n)
        qsort(c->p, c->n, sizeof *c->p, order);
}

#define WORDS 10 /* column at which everything behind the id stands */

static void begin(at_page *p, const at_account *a, const at_entry *e)
{
    at_page_to(p, 2);
    at_show_id(p, a, e);
    at_page_to(p, WORDS);
}

/* The voice and the words, on a line of their own; nothing if there is neither. */
static void words(at_page *p, const at_account *a, const at_entry *e)
{
    at_str w = at_account_words(a, e, e->span);
    bool voiced = e->nvoices || e->negated || (e->stance.n && !at_eq(e->stance, AT_S("asserted")));
    if (!w.n && !voiced)
        return;
    at_page_to(p, WORDS);
    at_show_voices(p, e);
    if (w.n) {
        at_page_put(p, AT_PLAIN, voiced ? AT_S(": \xE2\x80\x9C") : AT_S("\xE2\x80\x9C"));
        at_page_put(p, AT_PLAIN, w);
        at_page_put(p, AT_PLAIN, AT_S("\xE2\x80\x9D"));
    }
    at_page_line(p);
}

/* How much an event says: the fullest of an incident's findings stands first. */
static unsigned fullness(const at_entry *e)
{
    return (e->who.n > 0) * 2u + (e->whom.n > 0) * 2u + (e->spot != NULL) * 2u + (e->mode.n > 0) + (e->measure.n > 0) +
           (e->from != AT_NODAY);
}

/* A dot between the parts of a line, if something stands before it. */
static void dot(at_page *p, size_t start)
{
    if (p->out->n + p->word.n > start)
        at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
}

static bool same_names(const at_strs *a, const at_strs *b)
{
    for (size_t i = 0; i < a->n && i < b->n; i++)
        if (!at_eq(a->p[i], b->p[i]))
            return false;
    return a->n == b->n;
}

static void event_line(at_page *p, const at_account *a, const at_entry *e)
{
    static const char conflict[] = "PROTEST,SANCTION,MOBILIZE,COERCE,ASSAULT,THREATEN,REJECT";
    at_style style = at_in_list((at_str){conflict, sizeof conflict - 1}, ',', e->type) ? AT_BAD : AT_GOOD;
    begin(p, a, e);
    at_page_put(p, style, e->type);
    if (e->mode.n) {
        at_page_put(p, AT_PLAIN, AT_S(" "));
        at_page_put(p, style, e->mode);
    }
    at_page_to(p, WORDS + 24);
    size_t start = p->out->n + p->word.n;
    bool mutual = e->who.n > 1 && same_names(&e->who, &e->whom); /* "clashes between A and B" */
    if (e->who.n)
        at_show_list(p, AT_BOLD, &e->who);
    else if (e->whom.n)
        at_page_put(p, AT_DIM, AT_S("(not said)"));
    if (mutual)
        at_page_put(p, AT_DIM, AT_S(" (each other)"));
    else if (e->whom.n) {
        at_page_put(p, AT_PLAIN, AT_S(" \xE2\x86\x92 "));
        at_show_list(p, AT_BOLD, &e->whom);
    }
    if (e->spot || e->where.n) {
        dot(p, start);
        at_show_place(p, e);
    }
    if (e->measure.n) {
        dot(p, start);
        at_page_put(p, AT_PLAIN, e->measure);
    }
    if (e->to != e->from && e->from != AT_NODAY && !at_page_period(e->from, e->to)) {
        dot(p, start);
        if (e->to == AT_NODAY)
            at_page_put(p, AT_PLAIN, AT_S("still going on"));
        else
            at_page_days(p, AT_PLAIN, e->from, e->to);
    }
    if (e->phase.n && !at_eq(e->phase, AT_S("done")) && !at_eq(e->phase, AT_S("ongoing"))) {
        dot(p, start);
        at_page_put(p, AT_WARN, e->phase);
    }
    at_page_line(p);
    words(p, a, e);
}

static bool same_event(const at_entry *a, const at_entry *b)
{
    return a->report == b->report && a->incident.n && at_eq(a->incident, b->incident) && a->from == b->from && a->to == b->to;
}

/* The events of one incident and day that come right after position i in c, fullest first; the others only with their words. */
static void event_group(at_page *p, const chosen *c, size_t i, bool *shown)
{
    size_t best = i;
    for (size_t k = i + 1; k < c->n && sort_day(c->p[k]) == sort_day(c->p[i]); k++)
        if (!shown[k] && same_event(c->p[i], c->p[k]) && fullness(c->p[k]) > fullness(c->p[best]))
            best = k;
    event_line(p, c->a, c->p[best]);
    shown[best] = true;
    for (size_t k = i; k < c->n && sort_day(c->p[k]) == sort_day(c->p[i]); k++)
        if (!shown[k] && same_event(c->p[i], c->p[k])) {
            at_page_to(p, 2);
            at_show_id(p, c->a, c->p[k]);
            words(p, c->a, c->p[k]);
            shown[k] = true;
        }
}

static void events(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    chosen c = choose(a, AT_K_EVENT, d, mem);
    bool *shown = at_new(mem, bool, c.n);
    if (!c.n)
        return;
    sort(&c, by_day);
    at_page_head(p, "EVENTS");
    for (size_t i = 0; i < c.n; i++) {
        if (!i || !same_heading(c.p[i], c.p[i - 1])) {
            at_page_line(p);
            if (sort_day(c.p[i]) == INT32_MAX)
                at_page_put(p, AT_BOLD, AT_S("No day said"));
            else if (at_page_period(c.p[i]->from, c.p[i]->to))
                at_page_days(p, AT_BOLD, c.p[i]->from, c.p[i]->to);
            else
                at_page_day(p, AT_BOLD, sort_day(c.p[i]), true);
            at_page_line(p);
        }
        if (!shown[i])
            event_group(p, &c, i, shown);
    }
}

static void figures(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    chosen c = choose(a, AT_K_FIGURE, d, mem);
    sort(&c, by_what);
    if (c.n)
        at_page_head(p, "FIGURES");
    for (size_t i = 0; i < c.n; i++) {
        const at_entry *e = c.p[i];
        if (!i || !at_eq(e->what, c.p[i - 1]->what)) {
            at_page_line(p);
            at_page_put(p, AT_BOLD, e->what);
            at_page_line(p);
        }
        begin(p, a, e);
        at_show_bounds(p, e);
        at_page_to(p, WORDS + 24);
        at_page_put(p, AT_PLAIN, e->counted.n ? e->counted : e->unit);
        if (e->spot || e->where.n) {
            at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
            at_show_place(p, e);
        }
        if (e->from != AT_NODAY || e->to != AT_NODAY) {
            at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
            at_page_days(p, AT_PLAIN, e->from, e->to);
        }
        at_page_line(p);
        words(p, a, e);
    }
}

static void disputes(at_page *p, const at_account *a, at_days d)
{
    static const char *const kinds[][2] = {{"figure", "figures that differ"},
                                           {"denial", "said and denied"},
                                           {"doer", "different doers named"},
                                           {"name", "rival names"}};
    bool any = false;
    for (size_t i = 0; i < a->splits.n; i++) {
        const at_split *s = &a->splits.p[i];
        const at_entry *first =
            s->sides.n && s->sides.p[0].findings.n ? at_account_entry(a, s->report, s->sides.p[0].findings.p[0]) : NULL;
        if (!first || !in_days(a, first, d))
            continue;
        if (!any)
            at_page_head(p, "DISPUTES");
        any = true;
        at_page_line(p);
        at_page_to(p, 2);
        if (a->reports.p[s->report].number)
            at_page_fmt(p, AT_ID, "%u:", a->reports.p[s->report].number);
        at_page_put(p, AT_ID, s->id);
        at_page_to(p, WORDS);
        at_str name = s->type;
        for (size_t k = 0; k < 4; k++)
            if (at_eq(s->type, at_strz(kinds[k][0])))
                name = at_strz(kinds[k][1]);
        at_page_put(p, AT_WARN, name);
        if (first->what.n)
            at_page_fmt(p, AT_PLAIN, ": %.*s", AT_FMT(first->what));
        at_page_line(p);
        for (size_t k = 0; k < s->sides.n; k++)
            for (size_t m = 0; m < s->sides.p[k].findings.n; m++) {
                const at_entry *e = at_account_entry(a, s->report, s->sides.p[k].findings.p[m]);
                if (!e)
                    continue;
                begin(p, a, e);
                if (e->kind == AT_K_FIGURE) {
                    at_show_bounds(p, e);
                    at_page_fmt(p, AT_PLAIN, " %.*s", AT_FMT(e->counted));
                    at_page_line(p);
                }
                words(p, a, e);
            }
    }
}

static void demands(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    chosen c = choose(a, AT_K_DEMAND, d, mem);
    sort(&c, by_who);
    if (c.n)
        at_page_head(p, "DEMANDS");
    for (size_t i = 0; i < c.n; i++) {
        if (!i || !at_eq(first_of(&c.p[i]->who), first_of(&c.p[i - 1]->who))) {
            at_page_line(p);
            at_show_list(p, AT_BOLD, &c.p[i]->who);
            if (!c.p[i]->who.n)
                at_page_put(p, AT_BOLD, AT_S("Nobody named"));
            at_page_line(p);
        }
        begin(p, a, c.p[i]);
        at_page_put(p, AT_PLAIN, c.p[i]->text);
        at_page_line(p);
    }
}

static void causes(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    chosen c = choose(a, AT_K_CAUSE, d, mem);
    if (c.n) {
        at_page_head(p, "CAUSES");
        at_page_line(p);
    }
    for (size_t i = 0; i < c.n; i++) {
        begin(p, a, c.p[i]);
        at_page_put(p, AT_BOLD, c.p[i]->text);
        at_page_put(p, AT_PLAIN, AT_S(" \xE2\x87\x92 "));
        at_page_put(p, AT_BOLD, c.p[i]->of);
        at_page_line(p);
        words(p, a, c.p[i]);
    }
}

static void framings(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    chosen c = choose(a, AT_K_FRAMING, d, mem);
    if (c.n) {
        at_page_head(p, "LOADED NAMES");
        at_page_line(p);
    }
    for (size_t i = 0; i < c.n; i++) {
        begin(p, a, c.p[i]);
        if (c.p[i]->of.n && !at_eq_fold(c.p[i]->of, c.p[i]->text)) {
            at_page_put(p, AT_BOLD, c.p[i]->of);
            at_page_put(p, AT_PLAIN, AT_S(" called "));
        }
        at_page_put(p, AT_PLAIN, AT_S("\xE2\x80\x9C"));
        at_page_put(p, AT_WARN, c.p[i]->text);
        at_page_put(p, AT_PLAIN, AT_S("\xE2\x80\x9D"));
        if (c.p[i]->nvoices) {
            at_page_put(p, AT_PLAIN, AT_S(" \xE2\x80\x94 "));
            at_show_voices(p, c.p[i]);
        } else {
            at_page_put(p, AT_PLAIN, AT_S(" \xE2\x80\x94 the report itself"));
        }
        at_page_line(p);
    }
}

static void statements(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    chosen c = choose(a, AT_K_STATEMENT, d, mem);
    sort(&c, by_voice);
    if (c.n)
        at_page_head(p, "STATEMENTS");
    for (size_t i = 0; i < c.n; i++) {
        const at_entry *e = c.p[i];
        at_str w = at_account_words(a, e, e->span);
        if (!i || !at_eq(last_voice(e), last_voice(c.p[i - 1]))) {
            at_page_line(p);
            at_page_put(p, AT_BOLD, last_voice(e).n ? last_voice(e) : AT_S("Nobody named"));
            if (e->nvoices && at_show_role(&e->voices[e->nvoices - 1]))
                at_page_fmt(p, AT_DIM, ", %.*s", AT_FMT(e->voices[e->nvoices - 1].role));
            at_page_line(p);
        }
        begin(p, a, e);
        if (!at_eq(e->stance, AT_S("asserted")))
            at_page_fmt(p, AT_WARN, "%.*s: ", AT_FMT(e->stance));
        at_page_put(p, AT_PLAIN, e->direct ? AT_S("\xE2\x80\x9C") : AT_S(""));
        at_page_put(p, AT_PLAIN, w.n ? w : e->head);
        at_page_put(p, AT_PLAIN, e->direct ? AT_S("\xE2\x80\x9D") : AT_S(""));
        at_page_line(p);
    }
}

static void silences(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    static const char *const names[][2] = {
        {"cut", "lines cut"}, {"access", "no access"}, {"no-data", "no data"}, {"unconfirmed", "not confirmed"}};
    chosen c = choose(a, AT_K_SILENCE, d, mem);
    if (c.n) {
        at_page_head(p, "SILENCES");
        at_page_line(p);
    }
    for (size_t i = 0; i < c.n; i++) {
        at_str name = c.p[i]->type;
        for (size_t k = 0; k < 4; k++)
            if (at_eq(name, at_strz(names[k][0])))
                name = at_strz(names[k][1]);
        begin(p, a, c.p[i]);
        at_page_put(p, AT_WARN, name);
        at_page_to(p, WORDS + 24);
        at_page_put(p, AT_PLAIN, c.p[i]->text);
        if (c.p[i]->spot || c.p[i]->where.n) {
            at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
            at_show_place(p, c.p[i]);
        }
        at_page_line(p);
        words(p, a, c.p[i]);
    }
}

static void problems(at_page *p, const at_account *a)
{
    bool any = false;
    for (size_t i = 0; i < a->reports.n; i++)
        for (size_t k = 0; k < a->reports.p[i].problems.n; k++) {
            if (!any) {
                at_page_head(p, "PROBLEMS");
                at_page_line(p);
            }
            any = true;
            at_page_to(p, 2);
            if (a->reports.p[i].number)
                at_page_fmt(p, AT_ID, "%u", a->reports.p[i].number);
            at_page_to(p, a->reports.p[i].number ? WORDS : 2);
            at_page_put(p, AT_PLAIN, a->reports.p[i].problems.p[k]);
            at_page_line(p);
        }
}

static void count(at_page *p, const at_account *a)
{
    static const char *const names[][2] = {{"event", "events"},    {"figure", "figures"}, {"statement", "statements"},
                                           {"demand", "demands"},  {"cause", "causes"},   {"framing", "loaded names"},
                                           {"silence", "silences"}};
    size_t n[7] = {0};
    const char *sep = ": ";
    for (size_t i = 0; i < a->entries.n; i++)
        n[a->entries.p[i].kind - AT_K_EVENT]++;
    at_page_fmt(p, AT_PLAIN, "%zu finding%s", a->entries.n, a->entries.n == 1 ? "" : "s");
    for (size_t k = 0; k < 7; k++)
        if (n[k]) {
            at_page_fmt(p, AT_PLAIN, "%s%zu %s", sep, n[k], k == 5 && n[k] == 1 ? "loaded name" : names[k][n[k] != 1]);
            sep = ", ";
        }
    at_page_line(p);
}

static void report_line(at_page *p, const at_told *t)
{
    int32_t day = at_day_parse(t->published);
    at_str source = at_show_source(t);
    at_page_put(p, AT_BOLD, source);
    if (day != AT_NODAY) {
        at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
        at_page_day(p, AT_PLAIN, day, false);
    }
    if (t->byline.n) {
        at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
        at_show_list(p, AT_PLAIN, &t->byline);
    }
    if (t->title.n)
        at_page_fmt(p, AT_PLAIN, " \xC2\xB7 %.*s", (int)(t->title.n < 400 ? t->title.n : 400), t->title.p);
    if (t->name.n && !at_eq(t->name, source))
        at_page_fmt(p, AT_DIM, " \xC2\xB7 %.*s", (int)(t->name.n < 400 ? t->name.n : 400), t->name.p);
    at_page_fmt(p, AT_DIM, " \xC2\xB7 %.*s", AT_FMT(t->id));
    at_page_line(p);
}

/* Whose text a report carries; what it repeats is told with the original and does not count as a second source. */
static void copy_line(at_page *p, const at_told *t)
{
    if (!t->copy_of)
        return;
    at_page_to(p, 6);
    at_page_fmt(p, AT_WARN, "carries the text of ");
    at_page_fmt(p, AT_ID, "%u", t->copy_of);
    at_page_fmt(p, AT_PLAIN, " (%.0f %% the same words): %u of its %u findings stand there and are no second source", 100 * t->copied, t->carried,
                t->end - t->beg);
    at_page_line(p);
}

static void reports(at_page *p, const at_account *a)
{
    if (a->reports.n == 1 && !a->reports.p[0].number) {
        report_line(p, &a->reports.p[0]);
        count(p, a);
        return;
    }
    at_page_fmt(p, AT_BOLD, "%zu report%s", a->reports.n, a->reports.n == 1 ? "" : "s");
    at_page_put(p, AT_PLAIN, AT_S(", "));
    count(p, a);
    at_page_line(p);
    for (size_t i = 0; i < a->reports.n; i++) {
        at_page_to(p, 2);
        at_page_fmt(p, AT_ID, "%u", a->reports.p[i].number);
        at_page_to(p, 6);
        report_line(p, &a->reports.p[i]);
        copy_line(p, &a->reports.p[i]);
    }
}

void at_show(at_page *p, const at_account *a, at_days d, at_arena *mem)
{
    reports(p, a);
    events(p, a, d, mem);
    figures(p, a, d, mem);
    disputes(p, a, d);
    demands(p, a, d, mem);
    causes(p, a, d, mem);
    framings(p, a, d, mem);
    statements(p, a, d, mem);
    silences(p, a, d, mem);
    problems(p, a);
}
