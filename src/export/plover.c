/* PLOVER JSON Lines (the manual's keys) and POLECAT's table of 39 columns. */
#include "export/happened.h"

#include "base/json.h"
#include "base/str.h"

/* Quad code and intensity of each type (PLOVER manual, table of types). */
static const struct {
    const char *type;
    int quad;
    double scale;
} types[] = {{"AGREE", 1, 2.5},   {"CONSULT", 1, 2.5},  {"SUPPORT", 1, 5},    {"CONCEDE", 1, 4.5}, {"COOPERATE", 2, 9.5}, {"AID", 2, 10},
             {"RETREAT", 2, 6.5}, {"REQUEST", 3, 0},    {"ACCUSE", 3, -3},    {"REJECT", 3, -2},   {"THREATEN", 3, -3.5}, {"PROTEST", 4, -5},
             {"SANCTION", 4, -6}, {"MOBILIZE", 4, -5.5}, {"COERCE", 4, -7},   {"ASSAULT", 4, -9}};

static int type_of(const at_happened *e)
{
    for (int i = 0; i < (int)(sizeof types / sizeof *types); i++)
        if (at_eq(e->type, at_strz(types[i].type)))
            return i;
    return -1;
}

static void entities(at_json *j, const char *key, const at_side *s, size_t n)
{
    at_json_key(j, key);
    at_json_open(j, '[');
    for (size_t i = 0; i < n; i++) {
        at_json_open(j, '{');
        at_json_key(j, "code");
        at_json_str(j, s[i].country);
        at_json_key(j, "sector");
        at_json_str(j, s[i].sector);
        at_json_key(j, "entity_text");
        at_json_str(j, s[i].words);
        at_json_key(j, "identifier_text");
        at_json_str(j, s[i].name);
        if (s[i].role.n) {
            at_json_key(j, "office");
            at_json_str(j, s[i].role);
        }
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static void location(at_json *j, const at_happened *e)
{
    at_json_key(j, "event_loc");
    at_json_open(j, '{');
    at_json_key(j, "extracted_place");
    at_json_str(j, e->where.n ? e->where : e->place);
    at_json_key(j, "resolved_place");
    at_json_str(j, e->place);
    if (e->geonames) {
        at_json_key(j, "geonameid");
        at_json_int(j, e->geonames);
    }
    if (e->has_point) {
        at_json_key(j, "lat");
        at_json_num(j, e->lat, 5);
        at_json_key(j, "lon");
        at_json_num(j, e->lon, 5);
    }
    at_json_key(j, "province");
    at_json_str(j, e->admin1);
    at_json_key(j, "country_code");
    at_json_str(j, e->country);
    at_json_close(j, '}');
}

static void text(at_json *j, const char *key, at_str s)
{
    if (!s.n)
        return;
    at_json_key(j, key);
    at_json_str(j, s);
}

static void list(at_json *j, const char *key, at_str s)
{
    at_json_key(j, key);
    at_json_open(j, '[');
    if (s.n)
        at_json_str(j, s);
    at_json_close(j, ']');
}

static void story(at_json *j, const at_happened *e)
{
    at_json_key(j, "text_info");
    at_json_open(j, '{');
    at_json_key(j, "start");
    at_json_int(j, e->beg);
    at_json_key(j, "end");
    at_json_int(j, e->end);
    at_json_close(j, '}');
    at_json_key(j, "cite_info");
    at_json_open(j, '{');
    text(j, "citation", e->report);
    text(j, "url", e->url);
    text(j, "title", e->title);
    text(j, "language", e->language);
    text(j, "publication", e->publisher);
    text(j, "coder", AT_S("attest " AT_VERSION));
    at_json_close(j, '}');
    if (e->killed.figures || e->injured.figures) {
        at_json_key(j, "size");
        at_json_open(j, '{');
        if (e->killed.low != AT_UNKNOWN) {
            at_json_key(j, "dead");
            at_json_int(j, e->killed.low);
        }
        if (e->injured.low != AT_UNKNOWN) {
            at_json_key(j, "injured");
            at_json_int(j, e->injured.low);
        }
        at_json_close(j, '}');
    }
}

static void put_json(at_exporting *x, const at_happened *e)
{
    int k = type_of(e);
    if (k < 0 || !e->nactors || !e->from.n) { /* id, date, actor and event are required */
        x->count->outside++;
        return;
    }
    at_json j = {x->out, false};
    at_json_open(&j, '{');
    text(&j, "id", e->key);
    text(&j, "date", e->from);
    text(&j, "enddate", at_eq(e->to, e->from) ? AT_S("") : e->to);
    list(&j, "event", e->type);
    list(&j, "mode", e->mode);
    at_json_key(&j, "quad_code");
    at_json_int(&j, types[k].quad);
    at_json_key(&j, "event_scale");
    at_json_num(&j, types[k].scale, 1);
    entities(&j, "actor", e->actors, e->nactors);
    entities(&j, "recipient", e->recipients, e->nrecipients);
    location(&j, e);
    list(&j, "event_text", e->words);
    story(&j, e);
    text(&j, "comment", e->source.n ? at_arena_fmt(x->mem, "said by %.*s; stance %.*s", (int)e->source.n, e->source.p, (int)e->stance.n, e->stance.p) : AT_S(""));
    at_json_close(&j, '}');
    at_buf_putc(x->out, '\n');
    x->count->rows++;
}

static const char *const columns[] = {
    "Event ID", "Event Date", "Event Type", "Event Mode", "Quad Code", "Contexts", "Actor Name", "Actor Name Raw", "Wikipedia Actor ID", "Actor Title",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Recipient Name", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Recipient Title", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Placename", "Raw Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Feature Type", "Story People", "Story Organizations",
    "Story Locations", "Language", "Source", "Publication Date", "Version"};

static void head(at_exporting *x)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        at_tsv(x->out, at_strz(columns[i]));
    at_buf_putc(x->out, '\n');
}

static at_str join(at_arena *mem, const at_side *s, size_t n, size_t offset)
{
    at_str out = AT_S("");
    for (size_t i = 0; i < n; i++) {
        const at_str *v = (const at_str *)(const void *)((const char *)&s[i] + offset);
        out = at_arena_fmt(mem, "%.*s%s%.*s", (int)out.n, out.p, i ? ";" : "", (int)v->n, v->p);
    }
    return out;
}

static void put_side(at_exporting *x, const at_side *s, size_t n)
{
    at_tsv(x->out, join(x->mem, s, n, offsetof(at_side, name)));
    at_tsv(x->out, join(x->mem, s, n, offsetof(at_side, words)));
    at_tsv(x->out, AT_S(""));
    at_tsv(x->out, join(x->mem, s, n, offsetof(at_side, role)));
    at_tsv(x->out, join(x->mem, s, n, offsetof(at_side, country)));
    at_tsv(x->out, n ? at_state_of(s[0].country).gwno : AT_S("")); /* COW numbers are those of Gleditsch and Ward but for a few states */
    at_tsv(x->out, n ? s[0].sector : AT_S(""));
    at_tsv(x->out, join(x->mem, s, n, offsetof(at_side, sector)));
}

static void put_polecat(at_exporting *x, const at_happened *e)
{
    int k = type_of(e);
    if (k < 0 || !e->nactors || !e->from.n) {
        x->count->outside++;
        return;
    }
    at_tsv(x->out, e->key);
    at_tsv(x->out, e->from);
    at_tsv(x->out, e->type);
    at_tsv(x->out, e->mode);
    at_tsv_int(x->out, types[k].quad);
    at_tsv(x->out, AT_S(""));
    put_side(x, e->actors, e->nactors);
    put_side(x, e->recipients, e->nrecipients);
    at_tsv(x->out, e->place);
    at_tsv(x->out, e->where.n ? e->where : e->place);
    at_tsv(x->out, e->place_precision == 1 ? e->place : AT_S(""));
    at_tsv(x->out, AT_S(""));
    at_tsv(x->out, e->admin1);
    at_tsv(x->out, e->country);
    at_tsv(x->out, e->has_point ? at_arena_fmt(x->mem, "%.5f", e->lat) : AT_S(""));
    at_tsv(x->out, e->has_point ? at_arena_fmt(x->mem, "%.5f", e->lon) : AT_S(""));
    at_tsv_int(x->out, e->geonames ? e->geonames : AT_UNKNOWN);
    for (int i = 0; i < 4; i++)
        at_tsv(x->out, AT_S(""));
    at_tsv(x->out, e->language);
    at_tsv(x->out, e->publisher.n ? e->publisher : e->report);
    at_tsv(x->out, e->published);
    at_tsv(x->out, AT_S("attest " AT_VERSION));
    at_buf_putc(x->out, '\n');
    x->count->rows++;
}

const at_shape at_shape_plover = {NULL, put_json, NULL, true, true};
const at_shape at_shape_polecat = {head, put_polecat, NULL, false, false};
