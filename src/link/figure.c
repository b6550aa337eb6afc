#include "link/figure.h"

#include "base/str.h"

enum {
    MOST_RELATED = 40,
    CRISIS_TOLL = 100, /* so many dead of a whole country, told without a town, are the toll of its crisis so far, whatever day the sentence bears */
};

/* ---- who is counted ---- */

static at_str last_word(at_str s)
{
    size_t i;
    for (size_t cut = 0; cut < s.n; cut++) /* "people in the city": the head stands before a preposition */
        if (cut && s.p[cut - 1] == ' ' && at_in_list(AT_S("in of from at on who with including near by"), ' ', at_sub(s, cut, at_index_char(s, ' ', cut) == SIZE_MAX ? s.n : at_index_char(s, ' ', cut)))) {
            s = at_sub(s, 0, cut - 1);
            break;
        }
    for (i = s.n; i && s.p[i - 1] != ' '; i--)
        ;
    return at_sub(s, i, s.n);
}

/* Words for people without saying which. */
static bool anybody(at_str w)
{
    return !w.n || at_in_list(AT_S("people person persons dead deaths death victims victim others bodies body casualties fatalities lives killed injured wounded "
                                   "casualty toll souls individuals dozens hundreds thousands more"), ' ', w);
}

/* 2: one group, 1: perhaps, 0: others. */
static int same_people(const at__words *w, at_str a, at_str b)
{
    at_str x = last_word(a), y = last_word(b);
    uint32_t tx = at__word_term(w, x), ty = at__word_term(w, y);
    if ((tx && tx == ty) || (anybody(x) && anybody(y)))
        return 2;
    bool name = (x.n && x.p[0] >= 'A' && x.p[0] <= 'Z') || (y.n && y.p[0] >= 'A' && y.p[0] <= 'Z'); /* "50 Iraqis" and "50 people" */
    return name && (anybody(x) || anybody(y)) ? 1 : 0;
}

/* ---- place and time ---- */

static bool elsewhere(const at__figure *a, const at__figure *b)
{
    if (!a->country.n || !b->country.n)
        return false;
    if (!at_eq(a->country, b->country))
        return true;
    return a->geonames && b->geonames && a->geonames != b->geonames && (a->point || b->point); /* two towns, or a town and its country: part and whole */
}

static int32_t gap(const at__figure *a, const at__figure *b)
{
    if (a->from == AT_NODAY || b->from == AT_NODAY)
        return -1;
    int32_t to_a = a->to == AT_NODAY ? a->from : a->to, to_b = b->to == AT_NODAY ? b->from : b->to;
    return a->from > to_b ? a->from - to_b : b->from > to_a ? b->from - to_a : 0;
}

static int64_t least(const at__figure *f)
{
    return f->low != INT64_MIN ? f->low : f->high;
}

/* A count of several days up to the report ("between 17 and 24 March") is one so far, whatever its words. */
static bool stretch(const at__figure *f)
{
    return f->from != AT_NODAY && f->to != AT_NODAY && f->as_of != AT_NODAY && f->to - f->from >= 2 && f->as_of - f->to >= 0 && f->as_of - f->to <= 1;
}

/* Does one say that it counts so far, and the other count the days since about the same one? */
static bool both_so_far(const at__figure *a, const at__figure *b)
{
    return (a->cumulative || stretch(a)) && (b->cumulative || stretch(b)) && a->from != AT_NODAY && b->from != AT_NODAY && a->from - b->from <= 3 && b->from - a->from <= 3;
}

/* Do both count one thing over one stretch of time? */
static bool one_count(const at__figure *a, const at__figure *b, bool incident)
{
    int32_t days = gap(a, b), between = a->as_of == AT_NODAY || b->as_of == AT_NODAY ? 0 : b->as_of - a->as_of;
    bool here = a->geonames && a->geonames == b->geonames;
    if (here && !a->point && least(a) >= CRISIS_TOLL && least(b) >= CRISIS_TOLL && days <= 1 && between <= 3)
        return true;
    if (a->cumulative != b->cumulative && here && both_so_far(a, b))
        return between <= 7;
    if (a->cumulative != b->cumulative && !incident && !(here && a->from != AT_NODAY && a->from == b->from))
        return false; /* the day's dead and the dead so far; they are one where both begin with the same day */
    if (a->cumulative && b->cumulative)
        return between <= 30;
    if (days > 1 || (days > 0 && !incident))
        return false;
    if (days < 0)
        return incident ? between <= 7 : between <= 1 && here;
    return incident || (here && days == 0);
}

static bool same_voice(const at__figure *a, const at__figure *b)
{
    return a->source.n && at_eq_fold(a->source, b->source);
}

static bool apart(const at__figure *a, const at__figure *b)
{
    return (a->high != INT64_MAX && b->low != INT64_MIN && a->high < b->low) || (b->high != INT64_MAX && a->low != INT64_MIN && b->high < a->low);
}

at__figure_relation at__figure_compare(const at__words *w, const at__figure *a, const at__figure *b, const char **why)
{
    bool incident = a->incident && a->incident == b->incident;
    int people = at_eq(a->what, b->what) ? same_people(w, a->who, b->who) : 0;
    *why = "other people or outcome";
    bool here = a->geonames && a->geonames == b->geonames;
    if (!people || (people == 1 && !incident && !(here && gap(a, b) == 0)))
        return AT_FIG_UNRELATED;
    *why = "part and whole";
    if (a->part != b->part)
        return AT_FIG_UNRELATED;
    *why = "other place";
    if (elsewhere(a, b))
        return AT_FIG_UNRELATED;
    *why = "other time";
    if (!one_count(a, b, incident))
        return AT_FIG_UNRELATED;
    *why = "ranges meet";
    if (!apart(a, b))
        return AT_FIG_SAME;
    int32_t later = a->as_of == AT_NODAY || b->as_of == AT_NODAY ? 0 : b->as_of - a->as_of;
    bool up = least(b) > least(a), voice = same_voice(a, b);
    *why = "same source, later";
    if (voice && later > 0)
        return AT_FIG_UPDATE;
    *why = "later and higher";
    if (later > 0 && up && !b->denied && least(b) <= 4 * least(a) + 10) /* tolls rise as the missing are found; what is many times as high is another's count */
        return AT_FIG_UPDATE;
    *why = later > 0 ? (up ? "many times as high" : "another source, lower") : "same day, ranges apart";
    return AT_FIG_DISPUTE;
}

/* ---- the record ---- */

static const char figure_sql[] =
    "SELECT f.report, f.pos, m.incident, f.what, coalesce(json_extract(f.json, '$.figure.who_text'), ''), f.low, f.high, f.date_from, f.date_to,"
    " coalesce(json_extract(f.json, '$.figure.as_of'), r.published), json_extract(f.json, '$.figure.cumulative'), iif(f.words LIKE '% of the dead%' OR f.words LIKE '% of them %' OR f.words LIKE '% of those %' OR f.words LIKE '% of whom%', '', json_extract(f.json, '$.figure.part_of')),"
    " p.geonames, coalesce(p.country, ''), p.precision, coalesce((SELECT s.name FROM source s WHERE s.report = f.report AND s.finding = f.pos ORDER BY s.pos DESC LIMIT 1), r.publisher, ''),"
    " f.stance = 'denied' OR f.negated FROM link_member m CROSS JOIN finding f ON f.report = m.report AND f.pos = m.pos CROSS JOIN report r ON r.n = f.report"
    /* a figure without a place of its own is told of that of its happening */
    " LEFT JOIN place p ON p.report = f.report AND p.id = coalesce(f.place, (SELECT e.place FROM link_member x CROSS JOIN finding e ON e.report = x.report AND e.pos = x.pos"
    "  WHERE x.unit = m.unit AND e.kind = 'event' AND e.place IS NOT NULL ORDER BY e.pos LIMIT 1)) WHERE m.unit = ?1 AND f.kind = 'figure' AND f.what <> 'other' AND (f.low IS NOT NULL OR f.high IS NOT NULL)"
    " AND f.status <> 'rejected' ORDER BY f.pos";

static int32_t day(sqlite3_stmt *st, int i)
{
    return at_day_parse(at_sql_column(st, i));
}

typedef AT_VEC(at__figure) figures;

static void load(at__linking *g, sqlite3_stmt *st, figures *out, int64_t unit)
{
    at_sql_int(g->q, st, 1, unit);
    while (at_sql_step(g->q, st)) {
        at__figure *f = at_push(g->mem, out);
        *f = (at__figure){.report = sqlite3_column_int64(st, 0), .pos = sqlite3_column_int64(st, 1), .incident = sqlite3_column_int64(st, 2),
                          .what = at_arena_str(g->mem, at_sql_column(st, 3)), .who = at_arena_str(g->mem, at_sql_column(st, 4)),
                          .low = sqlite3_column_type(st, 5) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(st, 5),
                          .high = sqlite3_column_type(st, 6) == SQLITE_NULL ? INT64_MAX : sqlite3_column_int64(st, 6),
                          .from = day(st, 7), .to = day(st, 8), .as_of = day(st, 9), .cumulative = sqlite3_column_int(st, 10) != 0,
                          .part = sqlite3_column_type(st, 11) != SQLITE_NULL, .geonames = sqlite3_column_int64(st, 12),
                          .country = at_arena_str(g->mem, at_sql_column(st, 13)),
                          .point = sqlite3_column_type(st, 14) != SQLITE_NULL && sqlite3_column_int(st, 14) <= 2,
                          .source = at_arena_str(g->mem, at_sql_column(st, 15)), .denied = sqlite3_column_int(st, 16) != 0};
    }
    sqlite3_reset(st);
}

static bool keep(at__linking *g, sqlite3_stmt *put, const at__figure *x, const at__figure *y)
{
    static const char *const names[] = {"unrelated", "same", "update", "dispute"};
    bool first = x->as_of <= y->as_of;
    const at__figure *a = first ? x : y, *b = first ? y : x;
    const char *why;
    char reasons[80];
    at__figure_relation r = at__figure_compare(g->l->words, a, b, &why);
    if (r == AT_FIG_UNRELATED)
        return false;
    (void)snprintf(reasons, sizeof reasons, "{\"rule\":\"%s\"}", why);
    at_sql_int(g->q, put, 1, b->report);
    at_sql_int(g->q, put, 2, b->pos);
    at_sql_int(g->q, put, 3, a->report);
    at_sql_int(g->q, put, 4, a->pos);
    at_sql_text(g->q, put, 5, at_strz(names[r]));
    at_sql_text(g->q, put, 6, at_strz(reasons));
    at_sql_again(g->q, put);
    return true;
}

void at__figures_put(at__linking *g, const at__unit *u, const at__near *near)
{
    figures mine = {0}, theirs = {0};
    sqlite3_stmt *st = at_sql_prepare(g->q, figure_sql);
    load(g, st, &mine, u->n);
    for (size_t i = 0; i < near->n && mine.n && theirs.n < MOST_RELATED * 4; i++)
        load(g, st, &theirs, near->p[i]);
    at_sql_end(g->q, st);
    if (!mine.n || !theirs.n)
        return;
    st = at_sql_prepare(g->q, "INSERT OR REPLACE INTO link_figure(report, pos, other_report, other_pos, relation, reasons) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    for (size_t i = 0; i < mine.n; i++)
        for (size_t k = 0, kept = 0; k < theirs.n && kept < MOST_RELATED; k++)
            if (theirs.p[k].report != u->report && at_eq(theirs.p[k].what, mine.p[i].what))
                kept += keep(g, st, &mine.p[i], &theirs.p[k]);
    at_sql_end(g->q, st);
}
