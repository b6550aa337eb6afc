/* GeoJSON (RFC 7946) of events with a point, and HXL-tagged CSV. */
#include "export/happened.h"

#include "base/json.h"
#include "base/str.h"

static void text(at_json *j, const char *key, at_str s)
{
    at_json_key(j, key);
    at_json_str0(j, s);
}

static at_str names(at_arena *mem, const at_side *s, size_t n)
{
    at_str out = AT_S("");
    for (size_t i = 0; i < n; i++)
        out = at_arena_fmt(mem, "%.*s%s%.*s", (int)out.n, out.p, i ? "; " : "", (int)s[i].name.n, s[i].name.p);
    return out;
}

static void head_geo(at_exporting *x)
{
    at_buf_put(x->out, AT_S("{\"type\":\"FeatureCollection\",\"features\":["));
}

static void put_geo(at_exporting *x, const at_happened *e)
{
    if (!e->has_point) {
        x->count->outside++;
        return;
    }
    at_buf_put(x->out, x->count->rows ? AT_S(",\n") : AT_S("\n"));
    at_json j = {x->out, false};
    at_json_open(&j, '{');
    text(&j, "type", AT_S("Feature"));
    text(&j, "id", e->key);
    at_json_key(&j, "geometry");
    at_buf_fmt(x->out, "{\"type\":\"Point\",\"coordinates\":[%.5f,%.5f]}", e->lon, e->lat);
    j.comma = true;
    at_json_key(&j, "properties");
    at_json_open(&j, '{');
    text(&j, "finding", e->id);
    text(&j, "incident", e->incident);
    text(&j, "type", e->type);
    text(&j, "mode", e->mode);
    text(&j, "actor", names(x->mem, e->actors, e->nactors));
    text(&j, "recipient", names(x->mem, e->recipients, e->nrecipients));
    text(&j, "date_from", e->from);
    text(&j, "date_to", e->to);
    text(&j, "place", e->place);
    at_json_key(&j, "place_precision");
    at_json_int(&j, e->place_precision);
    text(&j, "country", e->country);
    text(&j, "stance", e->stance);
    text(&j, "source", e->source);
    text(&j, "words", e->words);
    text(&j, "report", e->report);
    text(&j, "published", e->published);
    at_json_close(&j, '}');
    at_json_close(&j, '}');
    x->count->rows++;
}

static void foot_geo(at_exporting *x)
{
    at_buf_put(x->out, AT_S("\n]}\n"));
}

static const char *const hxl[][2] = {
    {"Date", "#date+occurred+start"}, {"Until", "#date+occurred+end"}, {"Type", "#event+type"}, {"Mode", "#event+mode"}, {"Actor", "#group+name+actor"},
    {"Recipient", "#group+name+recipient"}, {"Country", "#country+code"}, {"Province", "#adm1+name"}, {"Place", "#loc+name"}, {"Latitude", "#geo+lat"},
    {"Longitude", "#geo+lon"}, {"Killed, at least", "#affected+killed+min"}, {"Killed, at most", "#affected+killed+max"},
    {"Injured, at least", "#affected+injured+min"}, {"Injured, at most", "#affected+injured+max"}, {"Words", "#description"}, {"Said by", "#meta+source"},
    {"Report", "#meta+report"}, {"Address", "#meta+url"}, {"Reported", "#date+reported"}, {"Id", "#meta+id"}};

static void head_hxl(at_exporting *x)
{
    for (size_t row = 0; row < 2; row++) {
        for (size_t i = 0; i < sizeof hxl / sizeof *hxl; i++)
            at_csv(x->out, at_strz(hxl[i][row]));
        at_buf_putc(x->out, '\n');
    }
}

static void put_hxl(at_exporting *x, const at_happened *e)
{
    const at_str cells[] = {e->from, e->to, e->type, e->mode, names(x->mem, e->actors, e->nactors), names(x->mem, e->recipients, e->nrecipients),
                            e->country, e->admin1, e->place};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        at_csv(x->out, cells[i]);
    at_csv(x->out, e->has_point ? at_arena_fmt(x->mem, "%.5f", e->lat) : AT_S(""));
    at_csv(x->out, e->has_point ? at_arena_fmt(x->mem, "%.5f", e->lon) : AT_S(""));
    at_csv_int(x->out, e->killed.low);
    at_csv_int(x->out, e->killed.high);
    at_csv_int(x->out, e->injured.low);
    at_csv_int(x->out, e->injured.high);
    const at_str more[] = {e->words, e->source, e->report, e->url, e->published, e->key};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        at_csv(x->out, more[i]);
    at_buf_putc(x->out, '\n');
    x->count->rows++;
}

const at_shape at_shape_geojson = {head_geo, put_geo, foot_geo, false, true};
const at_shape at_shape_hxl = {head_hxl, put_hxl, NULL, false, false};
