#include "serve/chart.h"

#include "base/day.h"
#include "serve/fact.h"
#include "serve/scope.h"

static const char *const type_names[AT__TYPES] = {"",        "AGREE",  "CONSULT", "SUPPORT",  "CONCEDE", "COOPERATE", "AID",      "RETREAT", "REQUEST",
                                                  "ACCUSE",  "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"};
static const char *const group_words[AT__GROUPS] = {"other", "words of cooperation", "acts of cooperation", "words of conflict", "acts of conflict"};

const char *at__chart_type(int i)
{
    return type_names[i > 0 && i < AT__TYPES ? i : 0];
}

const char *at__chart_group(int g)
{
    return group_words[g > 0 && g < AT__GROUPS ? g : 0];
}

static int type_index(at_str type)
{
    for (int i = 1; i < AT__TYPES; i++)
        if (at_eq(type, at_strz(type_names[i])))
            return i;
    return 0;
}

/* ---- counting ---- */

typedef struct {
    int32_t day, n;
    int type;
} count;
typedef AT_VEC(count) counts;

static int32_t start_of(int32_t day, char unit)
{
    int y, m, d;
    if (unit == 'd')
        return day;
    if (unit == 'w')
        return day - at_day_weekday(day);
    at_day_split(day, &y, &m, &d);
    return at_day(y, unit == 'm' ? m : 1, 1);
}

static int32_t next_of(int32_t start, char unit)
{
    int y, m, d;
    if (unit == 'd')
        return start + 1;
    if (unit == 'w')
        return start + 7;
    at_day_split(start, &y, &m, &d);
    return unit == 'm' ? at_day(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1) : at_day(y + 1, 1, 1);
}

static counts load(at__req *r, at__times *t)
{
    counts c = {0};
    sqlite3_stmt *st;
    if (at__scope_kept(r)) {
        st = at__req_sql(r, "SELECT day, type, n FROM tally WHERE kind = 'event' AND n > 0 AND (?1 = '' OR type = ?1 COLLATE NOCASE) ORDER BY day");
        at_sql_text(&r->q, st, 1, at__req_arg(r, "type"));
    } else {
        st = at__scope_sql(r, "SELECT v.date_from, v.type, count(*)", "'event'", " GROUP BY 1, 2 ORDER BY 1");
    }
    while (at_sql_step(&r->q, st)) {
        int32_t day = at_day_parse(at_sql_column(st, 0)), n = sqlite3_column_int(st, 2);
        if (day == AT_NODAY) {
            t->undated += n;
            continue;
        }
        *at_push(&r->mem, &c) = (count){day, n, type_index(at_sql_column(st, 1))};
        t->dated += n;
    }
    at__req_end(r, st);
    return c;
}

/* A few far-off days (a war mentioned in passing) would press all others into a corner: the first hundredth of the events
 * stays outside when it takes more than half of the time. */
static size_t dense_start(const counts *c, int64_t dated)
{
    int64_t seen = 0;
    for (size_t i = 0; i < c->n; i++) {
        seen += c->p[i].n;
        if (seen * 50 > dated)
            return c->p[c->n - 1].day - c->p[0].day > 2 * (c->p[c->n - 1].day - c->p[i].day) + 20 ? i : 0;
    }
    return 0;
}

static char unit_of(int32_t days)
{
    return days <= 120 ? 'd' : days <= 900 ? 'w' : days <= 365 * 12 ? 'm' : 'y';
}

at__times at__chart_load(at__req *r)
{
    at__times t = {.from = AT_NODAY, .to = AT_NODAY, .unit = 'd'};
    counts c = load(r, &t);
    if (!c.n)
        return t;
    size_t first = at__scope(r).since.n ? 0 : dense_start(&c, t.dated);
    t.from = c.p[first].day;
    t.to = c.p[c.n - 1].day;
    t.unit = unit_of(t.to - t.from + 1);
    for (size_t i = 0; i < first; i++)
        t.before += c.p[i].n;
    t.dated -= t.before;
    for (int32_t d = start_of(t.from, t.unit); d <= t.to && t.buckets.n < 4000; d = next_of(d, t.unit)) {
        at__bucket *b = at_push(&r->mem, &t.buckets);
        b->day = d;
        b->last = next_of(d, t.unit) - 1;
    }
    size_t k = 0;
    for (size_t i = first; i < c.n; i++) {
        while (k + 1 < t.buckets.n && c.p[i].day > t.buckets.p[k].last)
            k++;
        at__bucket *b = &t.buckets.p[k];
        b->all += c.p[i].n;
        b->type[c.p[i].type] += c.p[i].n;
        b->group[at__type_group(at_strz(type_names[c.p[i].type]))] += c.p[i].n;
        t.total[c.p[i].type] += c.p[i].n;
        t.most = b->all > t.most ? b->all : t.most;
    }
    return t;
}

/* ---- drawing ---- */

enum { WIDE = 960, LEFT = 34, TYPE_LEFT = 92, BAR = 46 }; /* BAR: the widest bar */

static double x_of(const at__times *t, size_t i, int left)
{
    return left + (double)(WIDE - left) * (double)i / (double)t->buckets.n;
}

static void bucket_name(at_buf *b, const at__times *t, const at__bucket *k)
{
    char day[16];
    at_day_put(day, k->day);
    at__fact_day(b, at_strz(day), t->unit == 'y' ? AT_S("year") : t->unit == 'm' ? AT_S("month") : AT_S("day"));
    if (t->unit == 'w')
        at_buf_put(b, AT_S(" and the six days after"));
}

static void open_link(at__req *r, const at__bucket *k, const char *path, at_str type)
{
    char since[16], until[16];
    at_day_put(since, k->day);
    at_day_put(until, k->last);
    at__arg set[] = {{AT_S("since"), at_strz(since)}, {AT_S("until"), at_strz(until)}, {AT_S("type"), type}};
    at_buf_put(&r->out, AT_S("<a href=\""));
    at__scope_href(r, &r->out, path, set, type.n ? 3 : 2);
    at_buf_put(&r->out, AT_S("\">"));
}

/* Marks of the axis: where a year, month or Monday begins, at most a dozen of them. */
static void axis(at__req *r, const at__times *t, int left, int y)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    size_t step = (t->buckets.n + 11) / 12;
    int shown = -1;
    for (size_t i = 0; i < t->buckets.n; i += step) {
        int yy, m, d;
        at_day_split(t->buckets.p[i].day, &yy, &m, &d);
        double slot = x_of(t, i + 1, left) - x_of(t, i, left), x = x_of(t, i, left) + (slot > BAR ? (slot - BAR) / 2 : 0);
        at__html(&r->out, "<line class=tick x1=$f x2=$f y1=$d y2=$d></line><text class=ax x=$f y=$d>", x, x, (long long)y, (long long)y + 4, x, (long long)y + 15);
        if (t->unit == 'y')
            at_buf_fmt(&r->out, "%d", yy);
        else if (t->unit == 'm')
            at_buf_fmt(&r->out, yy == shown ? "%s" : "%s %d", months[m - 1], yy);
        else
            at_buf_fmt(&r->out, yy == shown ? "%d %s" : "%d %s %d", d, months[m - 1], yy);
        shown = yy;
        at_buf_put(&r->out, AT_S("</text>"));
    }
}

static void scale(at__req *r, int32_t most, int height)
{
    int32_t nice = 1;
    for (int k = 0; most / nice > 4; k++)
        nice = k % 3 == 1 ? nice / 2 * 5 : nice * 2;
    for (int32_t v = nice; v <= most; v += nice) {
        double y = height - (double)height * v / most + 4;
        at__html(&r->out, "<line class=grid x1=$d x2=$d y1=$f y2=$f></line><text class=ay x=$d y=$f>$n</text>", (long long)LEFT, (long long)WIDE, y, y,
                 (long long)LEFT - 5, y + 4, (long long)v);
    }
}

static void bar(at__req *r, const at__times *t, size_t i, const char *path, int height)
{
    static const int order[] = {4, 3, 0, 2, 1};
    const at__bucket *k = &t->buckets.p[i];
    double x = x_of(t, i, LEFT), w = x_of(t, i + 1, LEFT) - x, y = height + 4, gap = w > BAR ? w - BAR : w > 6 ? 1.5 : w > 3 ? 0.5 : 0;
    if (!k->all)
        return;
    open_link(r, k, path, AT_S(""));
    at_buf_put(&r->out, AT_S("<title>"));
    bucket_name(&r->out, t, k);
    at__html(&r->out, ": $n events", (long long)k->all);
    for (int g = 4; g > 0; g--)
        if (k->group[g])
            at__html(&r->out, ", $n $z", (long long)k->group[g], group_words[g]);
    at_buf_put(&r->out, AT_S("</title>"));
    for (int g = 0; g < AT__GROUPS; g++) {
        double h = (double)height * k->group[order[g]] / t->most;
        if (h <= 0)
            continue;
        y -= h;
        at__html(&r->out, "<rect class=g$d x=$f y=$f width=$f height=$f></rect>", (long long)order[g], x + gap / 2, y, w - gap, h);
    }
    at_buf_put(&r->out, AT_S("</a>"));
}

void at__chart_bars(at__req *r, const at__times *t, const char *path, int height)
{
    char from[16] = "", to[16] = "";
    if (!t->buckets.n)
        return;
    at_day_put(from, t->buckets.p[0].day);
    at_day_put(to, t->buckets.p[t->buckets.n - 1].last);
    at__html(&r->out, "<svg class=\"chart bars\" viewBox=\"0 0 $d $d\" role=group aria-label=\"Events over time, each bar a link to its days\" data-left=$d data-from=$z "
                      "data-to=$z data-n=$d>",
             (long long)WIDE, (long long)height + 24, (long long)LEFT, from, to, (long long)t->buckets.n);
    scale(r, t->most, height);
    axis(r, t, LEFT, height + 4);
    for (size_t i = 0; i < t->buckets.n; i++)
        bar(r, t, i, path, height);
    at__html(&r->out, "<line class=base x1=$d x2=$d y1=$d y2=$d></line></svg>\n", (long long)LEFT, (long long)WIDE, (long long)height + 4, (long long)height + 4);
}

void at__chart_types(at__req *r, const at__times *t, const char *path)
{
    int rows = 0, row = 0;
    int32_t most = 1;
    for (int k = 1; k < AT__TYPES; k++) {
        rows += t->total[k] > 0;
        for (size_t i = 0; i < t->buckets.n; i++)
            most = t->buckets.p[i].type[k] > most ? t->buckets.p[i].type[k] : most;
    }
    if (!rows)
        return;
    at__html(&r->out, "<svg class=\"chart types\" viewBox=\"0 0 $d $d\" role=group aria-label=\"Events over time by type\">", (long long)WIDE, (long long)rows * 22 + 22);
    for (int k = AT__TYPES - 1; k > 0; k--) {
        if (!t->total[k])
            continue;
        double y = row++ * 22, mid = y + 11;
        at__html(&r->out, "<line class=grid x1=$d x2=$d y1=$f y2=$f></line><a href=\"", (long long)TYPE_LEFT, (long long)WIDE, mid, mid);
        at__scope_href1(r, &r->out, path, "type", at_strz(type_names[k]));
        at__html(&r->out, "\"><text class=ay x=$d y=$f>$z</text></a>", (long long)TYPE_LEFT - 8, mid + 4, type_names[k]);
        for (size_t i = 0; i < t->buckets.n; i++) {
            const at__bucket *b = &t->buckets.p[i];
            if (!b->type[k])
                continue;
            double x = x_of(t, i, TYPE_LEFT), w = x_of(t, i + 1, TYPE_LEFT) - x, share = (double)b->type[k] / most, h = 4 + 16 * share;
            double wide = w > BAR ? BAR : w > 2.5 ? w - 1 : w;
            open_link(r, b, path, at_strz(type_names[k]));
            at__html(&r->out, "<title>$z, ", type_names[k]);
            bucket_name(&r->out, t, b);
            at__html(&r->out, ": $n</title><rect class=g$d x=$f y=$f width=$f height=$f></rect></a>", (long long)b->type[k],
                     (long long)at__type_group(at_strz(type_names[k])), x + (w > BAR ? (w - BAR) / 2 : 0), mid - h / 2, wide, h);
        }
    }
    axis(r, t, TYPE_LEFT, rows * 22);
    at_buf_put(&r->out, AT_S("</svg>\n"));
}

void at__chart_legend(at__req *r)
{
    at_buf_put(&r->out, AT_S("<ul class=legend>"));
    for (int g = 4; g > 0; g--)
        at__html(&r->out, "<li><span class=\"key g$d\"></span>$z</li>", (long long)g, group_words[g]);
    at_buf_put(&r->out, AT_S("</ul>\n"));
}
