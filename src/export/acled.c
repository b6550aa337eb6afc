/* ACLED-shaped CSV: classes, precision codes and vague numbers by ACLED's codebook (docs/EXPORT.md). */
#include "export/happened.h"

#include "base/day.h"
#include "base/str.h"

/* PLOVER type and mode -> disorder, event and sub-event type. The first row that fits; mode "" fits any. */
static const struct {
    const char *type, *mode, *disorder, *event, *sub;
} classes[] = {
    {"PROTEST", "riot", "Demonstrations", "Riots", "Violent demonstration"},
    {"PROTEST", "vandalize", "Demonstrations", "Riots", "Violent demonstration"},
    {"PROTEST", "hunger", NULL, NULL, NULL},
    {"PROTEST", "boycott", NULL, NULL, NULL},
    {"PROTEST", "strike", NULL, NULL, NULL}, /* a strike without a gathering is no ACLED event */
    {"PROTEST", "", "Demonstrations", "Protests", "Peaceful protest"},
    {"ASSAULT", "crowd-control", "Demonstrations", "Protests", "Protest with intervention"},
    {"ASSAULT", "aerial", "Political violence", "Explosions/Remote violence", "Air/drone strike"},
    {"ASSAULT", "drone", "Political violence", "Explosions/Remote violence", "Air/drone strike"},
    {"ASSAULT", "heavy-weapons", "Political violence", "Explosions/Remote violence", "Shelling/artillery/missile attack"},
    {"ASSAULT", "suicide-attack", "Political violence", "Explosions/Remote violence", "Suicide bomb"},
    {"ASSAULT", "explosives", "Political violence", "Explosions/Remote violence", "Remote explosive/landmine/IED"},
    {"ASSAULT", "unconventional", "Political violence", "Explosions/Remote violence", "Chemical weapon"},
    {"ASSAULT", "sexual", "Political violence", "Violence against civilians", "Sexual violence"},
    {"ASSAULT", "abduct", "Political violence", "Violence against civilians", "Abduction/forced disappearance"},
    {"ASSAULT", "destroy", "Strategic developments", "Strategic developments", "Looting/property destruction"},
    {"ASSAULT", "primitive", "Political violence", "Riots", "Mob violence"},
    {"ASSAULT", "", "Political violence", "Violence against civilians", "Attack"},
    {"COERCE", "arrest", "Strategic developments", "Strategic developments", "Arrests"},
    {"COERCE", "seize", "Strategic developments", "Strategic developments", "Looting/property destruction"},
    {"AGREE", "", "Strategic developments", "Strategic developments", "Agreement"},
    {"RETREAT", "ceasefire", "Strategic developments", "Strategic developments", "Agreement"},
    {"RETREAT", "withdraw", "Strategic developments", "Strategic developments", "Non-violent transfer of territory"},
    {"MOBILIZE", "", "Strategic developments", "Strategic developments", "Other"},
};

static const char *const inter[] = {"", "State forces", "Rebel group", "Political militia", "Rioters", "Protesters", "Civilians", "External/Other forces"};

static int class_of(const at_happened *e)
{
    for (int i = 0; i < (int)(sizeof classes / sizeof *classes); i++)
        if (at_eq(e->type, at_strz(classes[i].type)) && (!*classes[i].mode || at_eq(e->mode, at_strz(classes[i].mode))))
            return classes[i].event ? i : -1;
    return -1;
}

static bool armed(at_inter w)
{
    return w == AT_WHO_STATE || w == AT_WHO_REBEL || w == AT_WHO_MILITIA || w == AT_WHO_EXTERNAL;
}

static const char *const columns[] = {
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1", "inter1",
    "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location",
    "latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"};

static void head(at_exporting *x)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        at_csv(x->out, at_strz(columns[i]));
    at_buf_putc(x->out, '\n');
}

/* ACLED puts the middle of a week or month where the day is not known, and says so by the precision. */
static at_str day_of(at_arena *mem, const at_happened *e, int *precision)
{
    int32_t from = at_day_parse(e->from), to = e->to.n ? at_day_parse(e->to) : from;
    char day[16];
    *precision = from == to || !e->to.n ? 1 : to - from <= 7 ? 2 : 3;
    at_day_put(day, from + (e->to.n && to > from ? (to - from) / 2 : 0));
    return at_arena_fmt(mem, "%s", day);
}

/* "dozens" 12, "hundreds" 100, "several" 3 (codebook, Fatalities); the lowest figure where they differ; 0 if none is told. */
static int64_t fatalities(const at_happened *e)
{
    const at_harm *h = &e->killed;
    if (!h->figures || h->low == AT_UNKNOWN)
        return 0;
    if (at_index(h->words, AT_S("dozens"), 0) != SIZE_MAX && h->low == 24)
        return 12;
    if (at_index(h->words, AT_S("hundreds"), 0) != SIZE_MAX && h->low == 200)
        return 100;
    return h->low;
}

static at_str joined(at_arena *mem, const at_side *s, size_t n)
{
    at_str out = AT_S("");
    for (size_t i = 1; i < n; i++)
        out = at_arena_fmt(mem, "%.*s%s%.*s", (int)out.n, out.p, out.n ? "; " : "", (int)s[i].name.n, s[i].name.p);
    return out;
}

static void put_sides(at_exporting *x, const at_happened *e, at_inter w1, at_inter w2)
{
    at_csv(x->out, e->nactors ? e->actors[0].name : w1 == AT_WHO_PROTESTERS ? AT_S("Protesters") : AT_S("Unidentified Armed Group"));
    at_csv(x->out, joined(x->mem, e->actors, e->nactors));
    at_csv(x->out, at_strz(inter[w1]));
    at_csv(x->out, e->nrecipients ? e->recipients[0].name : AT_S(""));
    at_csv(x->out, joined(x->mem, e->recipients, e->nrecipients));
    at_csv(x->out, at_strz(inter[w2]));
    at_csv(x->out, w2 ? at_arena_fmt(x->mem, "%s-%s", inter[w1], inter[w2]) : at_arena_fmt(x->mem, "%s only", inter[w1]));
    at_csv(x->out, w2 == AT_WHO_CIVILIANS && armed(w1) ? AT_S("Civilian targeting") : AT_S(""));
}

static void put_place(at_exporting *x, const at_happened *e)
{
    at_state s = at_state_of(e->country);
    at_csv(x->out, s.numeric);
    at_csv(x->out, s.region);
    at_csv(x->out, s.name);
    at_csv(x->out, e->admin1);
    at_csv(x->out, AT_S(""));
    at_csv(x->out, AT_S(""));
    at_csv(x->out, e->place);
    at_csv(x->out, at_arena_fmt(x->mem, "%.4f", e->lat));
    at_csv(x->out, at_arena_fmt(x->mem, "%.4f", e->lon));
    at_csv_int(x->out, e->place_precision <= 1 ? 1 : e->place_precision == 2 ? 2 : 3);
}

/* The report's words, who says so, and every count where there are several. */
static at_str notes(at_arena *mem, const at_happened *e)
{
    at_str out = e->words;
    if (e->source.n)
        out = at_arena_fmt(mem, "%.*s [said by %.*s]", (int)out.n, out.p, (int)e->source.n, e->source.p);
    if (e->killed.figures)
        out = at_arena_fmt(mem, "%.*s [deaths: %.*s%s]", (int)out.n, out.p, (int)e->killed.words.n, e->killed.words.p,
                           e->killed.figures > 1 ? "; the lowest count is given" : "");
    return out;
}

static void put(at_exporting *x, const at_happened *e)
{
    int k = class_of(e), precision;
    if (k < 0 || !e->has_point || !e->from.n || !e->country.n) {
        x->count->outside++;
        return;
    }
    at_inter w1 = e->nactors ? at_inter_of(&e->actors[0], e, true) : at_eq(e->type, AT_S("PROTEST")) ? AT_WHO_PROTESTERS
                  : at_eq(at_strz(classes[k].sub), AT_S("Arrests")) ? AT_WHO_STATE : AT_WHO_MILITIA; /* only a state arrests */
    at_inter w2 = e->nrecipients ? at_inter_of(&e->recipients[0], e, false) : AT_WHO_NOBODY;
    bool attack = at_eq(at_strz(classes[k].sub), AT_S("Attack")) || at_eq(at_strz(classes[k].sub), AT_S("Abduction/forced disappearance"));
    bool battle = attack && armed(w1) && armed(w2), force = at_eq(e->mode, AT_S("crowd-control")) && (e->killed.low > 0 || e->injured.low > 0);
    at_str day = day_of(x->mem, e, &precision);
    at_csv(x->out, at_arena_fmt(x->mem, "%.*s-%.*s", (int)e->country.n, e->country.p, (int)e->key.n, e->key.p));
    at_csv(x->out, day);
    at_csv(x->out, at_sub(day, 0, 4));
    at_csv_int(x->out, precision);
    at_csv(x->out, at_strz(classes[k].disorder));
    at_csv(x->out, battle ? AT_S("Battles") : at_strz(classes[k].event));
    at_csv(x->out, battle ? AT_S("Armed clash") : force ? AT_S("Excessive force against protesters") : at_strz(classes[k].sub));
    put_sides(x, e, w1, w2);
    put_place(x, e);
    at_csv(x->out, e->publisher.n ? e->publisher : e->report);
    at_csv(x->out, AT_S(""));
    at_csv(x->out, notes(x->mem, e));
    at_csv_int(x->out, fatalities(e));
    at_csv(x->out, AT_S(""));
    at_csv(x->out, e->published);
    at_buf_putc(x->out, '\n');
    x->count->rows++;
}

const at_shape at_shape_acled = {head, put, NULL, false, false};
