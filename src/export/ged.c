/* UCDP GED-shaped CSV: incidents with deaths, low, best and high stated with their rule (docs/EXPORT.md). */
#include "export/happened.h"

#include "base/day.h"
#include "base/str.h"

static const char *const columns[] = {
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id",
    "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources",
    "source_article", "source_office", "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob"};

static void head(at_exporting *x)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        at_csv(x->out, at_strz(columns[i]));
    at_buf_putc(x->out, '\n');
}

static void blanks(at_exporting *x, int n)
{
    while (n-- > 0)
        at_csv(x->out, AT_S(""));
}

static bool state(at_inter w)
{
    return w == AT_WHO_STATE || w == AT_WHO_EXTERNAL;
}

/* 1 state-based, 2 non-state, 3 one-sided; 0: neither side is armed as far as the report says. */
static int violence(at_inter a, at_inter b)
{
    bool armed_a = state(a) || a == AT_WHO_REBEL || a == AT_WHO_MILITIA, armed_b = state(b) || b == AT_WHO_REBEL || b == AT_WHO_MILITIA;
    if (armed_a && armed_b)
        return state(a) || state(b) ? 1 : 2;
    return armed_a && b == AT_WHO_CIVILIANS ? 3 : 0;
}

/* 1 the day, 2 two to six days, 3 a week, 4 a month, 5 longer (codebook 24.1, date_prec). */
static int date_precision(int32_t from, int32_t to)
{
    int32_t days = to - from;
    return days <= 0 ? 1 : days <= 5 ? 2 : days <= 6 ? 3 : days <= 30 ? 4 : 5;
}

static void put_first(at_exporting *x, const at_happened *e, int kind, at_str a, at_str b)
{
    at_csv(x->out, e->key);
    at_csv(x->out, at_arena_fmt(x->mem, "%.*s-%.*s", (int)e->country.n, e->country.p, (int)e->key.n, e->key.p));
    at_csv(x->out, at_sub(e->from, 0, 4));
    at_csv(x->out, AT_S(""));
    at_csv(x->out, AT_S("Check"));
    at_csv_int(x->out, kind);
    blanks(x, 5);
    at_csv(x->out, at_arena_fmt(x->mem, "%.*s - %.*s", (int)a.n, a.p, (int)b.n, b.p));
    blanks(x, 2);
    at_csv(x->out, a);
    blanks(x, 2);
    at_csv(x->out, b);
    at_csv_int(x->out, 1);
    at_csv(x->out, e->words);
    at_csv(x->out, e->publisher);
    at_csv(x->out, e->published);
    at_csv(x->out, e->title);
    at_csv(x->out, e->killed.source.n ? e->killed.source : e->source); /* who said it first: the last of the chain is in it */
}

static void put_rest(at_exporting *x, const at_happened *e, at_inter b, bool civilians)
{
    at_state s = at_state_of(e->country);
    const at_harm *h = &e->killed;
    int64_t best = h->best, high = h->high == AT_UNKNOWN || h->high < best ? best : h->high;
    int32_t from = at_day_parse(e->from), to = e->to.n ? at_day_parse(e->to) : from;
    at_csv(x->out, e->where.n ? e->where : e->place);
    at_csv(x->out, e->admin1);
    at_csv(x->out, AT_S(""));
    at_csv(x->out, at_arena_fmt(x->mem, "%.6f", e->lat));
    at_csv(x->out, at_arena_fmt(x->mem, "%.6f", e->lon));
    at_csv(x->out, at_arena_fmt(x->mem, "POINT (%.6f %.6f)", e->lon, e->lat));
    /* PRIO-GRID v2: cells of half a degree, counted from the south-west, 720 in a row */
    at_csv_int(x->out, (int64_t)((e->lat + 90) * 2) * 720 + (int64_t)((e->lon + 180) * 2) + 1);
    at_csv(x->out, s.name);
    at_csv(x->out, s.gwno);
    at_csv(x->out, s.region);
    at_csv_int(x->out, e->nactors && e->nrecipients ? 1 : 2);
    at_csv_int(x->out, date_precision(from, to));
    at_csv(x->out, e->from);
    at_csv(x->out, e->to.n ? e->to : e->from);
    at_csv_int(x->out, 0);
    at_csv_int(x->out, 0);
    at_csv_int(x->out, civilians ? best : 0);
    at_csv_int(x->out, civilians ? 0 : best);
    at_csv_int(x->out, best);
    at_csv_int(x->out, high);
    at_csv_int(x->out, h->low);
    at_csv(x->out, e->nactors && state(at_inter_of(&e->actors[0], e, true)) ? at_state_of(e->actors[0].country).gwno : AT_S(""));
    at_csv(x->out, e->nrecipients && state(b) ? at_state_of(e->recipients[0].country).gwno : AT_S(""));
    at_buf_putc(x->out, '\n');
}

static void put(at_exporting *x, const at_happened *e)
{
    /* who is not named is an armed group yet to be found out (code_status Check) or, on the other side, civilians */
    at_inter a = e->nactors ? at_inter_of(&e->actors[0], e, true) : AT_WHO_MILITIA;
    at_inter b = e->nrecipients ? at_inter_of(&e->recipients[0], e, false) : AT_WHO_CIVILIANS;
    int kind = violence(a, b);
    if (!at_eq(e->type, AT_S("ASSAULT")) || !kind || !e->killed.figures || e->killed.best <= 0 || !e->from.n || !e->has_point) {
        x->count->outside++;
        return;
    }
    at_str name_a = e->nactors ? e->actors[0].name : AT_S("Unidentified"), name_b = kind == 3 ? AT_S("Civilians") : e->recipients[0].name;
    put_first(x, e, kind, name_a, name_b);
    at_csv_int(x->out, e->place_precision);
    at_csv(x->out, e->place);
    put_rest(x, e, b, kind == 3);
    x->count->rows++;
}

const at_shape at_shape_ged = {head, put, NULL, false, false};
