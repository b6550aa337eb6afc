/* The map: outlines from data/outlines.tsv (Natural Earth), places by what happened there, silences hatched. */
#include "serve/map.h"

#include "base/data.h"
#include "serve/chart.h"
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/view.h"
#include <math.h>

typedef struct {
    at_str name, country;
    double lat, lon, x, y;
    int precision;
    int64_t group[AT__GROUPS], all;
} spot;
typedef AT_VEC(spot) spots;

typedef struct {
    double west, east, south, north, cx; /* cx: east-west shrinks by the cosine of the middle latitude */
    double scale;
    int width, height;
} frame;

static double fx(const frame *f, double lon)
{
    return (lon - f->west) * f->cx * f->scale;
}

static double fy(const frame *f, double lat)
{
    return (f->north - lat) * f->scale;
}

/* ---- what happened where ---- */

/* The places of the whole record that most is told of; *rest: events at others. */
static spots load_kept(at__req *r, int64_t most, int64_t *rest)
{
    spots s = {0};
    sqlite3_stmt *st = at__req_sql(r, "SELECT name, country, lat, lon, precision, g0, g1, g2, g3, g4 FROM tally_place WHERE findings > 0 AND lat < 999 ORDER BY findings DESC LIMIT ?1");
    at_sql_int(&r->q, st, 1, most);
    while (at_sql_step(&r->q, st)) {
        spot p = {.name = at__req_copy(r, st, 0), .country = at__req_copy(r, st, 1), .lat = sqlite3_column_double(st, 2), .lon = sqlite3_column_double(st, 3),
                  .precision = sqlite3_column_int(st, 4)};
        for (int g = 0; g < AT__GROUPS; g++) {
            p.group[g] = sqlite3_column_int64(st, 5 + g);
            p.all += p.group[g];
        }
        if (p.all)
            *at_push(&r->mem, &s) = p;
    }
    at__req_end(r, st);
    *rest = 0;
    st = at__req_sql(r, "SELECT sum(g0 + g1 + g2 + g3 + g4) FROM tally_place WHERE lat < 999");
    if (s.n >= (size_t)most / 2 && at_sql_step(&r->q, st))
        *rest = sqlite3_column_int64(st, 0);
    at__req_end(r, st);
    for (size_t i = 0; i < s.n && *rest; i++)
        *rest -= s.p[i].all;
    return s;
}

static spots load(at__req *r, int64_t most, int64_t *rest)
{
    spots s = {0};
    *rest = 0;
    if (!at__scope_any(r))
        return load_kept(r, most, rest);
    sqlite3_stmt *st = at__scope_sql(r, "SELECT v.place, v.country, v.lat, v.lon, v.place_precision, v.type, count(*)", "'event'",
                                     " AND v.lat IS NOT NULL GROUP BY v.lat, v.lon, v.place, v.type ORDER BY v.lat, v.lon, v.place");
    while (at_sql_step(&r->q, st)) {
        double lat = sqlite3_column_double(st, 2), lon = sqlite3_column_double(st, 3);
        at_str name = at_sql_column(st, 0);
        spot *last = s.n ? &s.p[s.n - 1] : NULL;
        if (!last || fabs(last->lat - lat) > 1e-9 || fabs(last->lon - lon) > 1e-9 || !at_eq(last->name, name)) {
            last = at_push(&r->mem, &s);
            *last = (spot){.name = at__req_copy(r, st, 0), .country = at__req_copy(r, st, 1), .lat = lat, .lon = lon, .precision = sqlite3_column_int(st, 4)};
        }
        last->group[at__type_group(at_sql_column(st, 5))] += sqlite3_column_int64(st, 6);
        last->all += sqlite3_column_int64(st, 6);
    }
    at__req_end(r, st);
    return s;
}

/* Countries that something is said to be unknown about, or cut off: "|KAZ|SDN|". */
static at_str silent(at__req *r)
{
    at_str out = AT_S("|");
    sqlite3_stmt *st = at__scope_any(r) ? at__scope_sql(r, "SELECT DISTINCT v.country", "'silence'", " AND v.country IS NOT NULL")
                                        : at__req_sql(r, "SELECT country FROM tally_place GROUP BY 1 HAVING sum(silences) > 0 AND country <> ''");
    while (at_sql_step(&r->q, st))
        out = at_arena_cat(&r->mem, out, at_arena_fmt(&r->mem, "%.*s|", AT_FMT(at_sql_column(st, 0))));
    at__req_end(r, st);
    return out;
}

static bool listed(at_str list, at_str code)
{
    return code.n && at_in_list(list, '|', code);
}

/* ---- the extent ---- */

static bool take_number(at_str *s, long *out);

/* Takes in the box of a country's largest piece: its first row. */
static void take_country(frame *f, at_str code)
{
    at_str rest = at_data("outlines.tsv"), line, country;
    long box[4];
    while (at_cut(&rest, '\n', &line)) {
        if (!at_cut(&line, '\t', &country) || !at_eq(country, code))
            continue;
        for (int i = 0; i < 4; i++)
            if (!take_number(&line, &box[i]))
                return;
        f->west = fmin(f->west, (double)box[0] / 100);
        f->south = fmin(f->south, (double)box[1] / 100);
        f->east = fmax(f->east, (double)box[2] / 100);
        f->north = fmax(f->north, (double)box[3] / 100);
        return;
    }
}

/* The country of most of the events: the map shows it and its surroundings, as a single event on another continent would make all
 * of it small. Empty: none has two thirds. */
static at_str main_country(const spots *s)
{
    int64_t all = 0;
    for (size_t i = 0; i < s->n; i++)
        all += s->p[i].all;
    for (size_t i = 0; i < s->n && i < 200; i++) { /* the places with most events come first */
        int64_t own = 0;
        for (size_t k = 0; s->p[i].country.n && k < s->n; k++)
            own += at_eq(s->p[k].country, s->p[i].country) ? s->p[k].all : 0;
        if (own * 3 >= all * 2)
            return s->p[i].country;
    }
    return AT_S("");
}

/* The box of all places with a margin; never smaller than some three degrees, the whole world if they are everywhere. */
static frame fit(const spots *s, int width, int height)
{
    frame f = {.west = 180, .east = -180, .south = 90, .north = -90, .width = width, .height = height};
    at_str only = main_country(s);
    for (size_t i = 0; i < s->n; i++) {
        if (only.n && !at_eq(s->p[i].country, only))
            continue;
        double pad = s->p[i].precision >= 6 ? (only.n ? 0.3 : 4) : s->p[i].precision >= 4 ? 1.5 : 0.6;
        f.west = fmin(f.west, s->p[i].lon - pad);
        f.east = fmax(f.east, s->p[i].lon + pad);
        f.south = fmin(f.south, s->p[i].lat - pad);
        f.north = fmax(f.north, s->p[i].lat + pad);
    }
    if (only.n)
        take_country(&f, only);
    if (!s->n)
        f.west = -180, f.east = 180, f.south = -58, f.north = 84;
    double mid_lat = (f.south + f.north) / 2, mid_lon = (f.west + f.east) / 2;
    f.cx = fmax(0.4, cos(mid_lat * 3.14159265358979 / 180));
    double tall = fmax(3, (f.north - f.south) * 1.08), wide = fmax(3, (f.east - f.west) * f.cx * 1.06);
    f.scale = fmin(height / tall, width / wide);
    f.west = mid_lon - width / f.scale / f.cx / 2;
    f.east = mid_lon + width / f.scale / f.cx / 2;
    f.north = mid_lat + height / f.scale / 2;
    f.south = mid_lat - height / f.scale / 2;
    return f;
}

/* ---- outlines ---- */

static bool take_number(at_str *s, long *out)
{
    size_t i = 0;
    long n = 0;
    bool minus = false;
    while (i < s->n && s->p[i] == ' ')
        i++;
    if (i < s->n && s->p[i] == '-') {
        minus = true;
        i++;
    }
    size_t start = i;
    for (; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++)
        n = n * 10 + (s->p[i] - '0');
    if (i == start)
        return false;
    *out = minus ? -n : n;
    *s = at_sub(*s, i, s->n);
    return true;
}

/* One ring: its box west south east north, then pairs of differences in hundredths of a degree. */
static void ring(at_buf *b, const frame *f, at_str points)
{
    long x = 0, y = 0, dx, dy, box[4];
    for (int i = 0; i < 4; i++)
        if (!take_number(&points, &box[i]))
            return;
    if (box[2] < f->west * 100 || box[0] > f->east * 100 || box[3] < f->south * 100 || box[1] > f->north * 100)
        return;
    double px = -1e9, py = -1e9;
    if ((double)(box[2] - box[0] + box[3] - box[1]) / 100 * f->scale < (f->width < 500 ? 3.0 : 1.0))
        return; /* an island of less than a point */
    for (bool first = true; take_number(&points, &dx) && take_number(&points, &dy); first = false) {
        x += dx;
        y += dy;
        double sx = fx(f, (double)x / 100), sy = fy(f, (double)y / 100);
        sx = fmin(fmax(sx, -2000), 4000); /* what lies far outside needs no exact place */
        sy = fmin(fmax(sy, -2000), 4000);
        if (!first && fabs(sx - px) + fabs(sy - py) < (f->width < 500 ? 2.0 : 0.9))
            continue;
        at__html(b, first ? "M$f $f" : "L$f $f", round(sx * 10) / 10, round(sy * 10) / 10);
        px = sx;
        py = sy;
    }
    at_buf_putc(b, 'Z');
}

static void outlines(at__req *r, const frame *f, at_str hatched)
{
    at_str rest = at_data("outlines.tsv"), line, code = AT_S("?");
    bool open = false;
    while (at_cut(&rest, '\n', &line)) {
        at_str country;
        if (!line.n || line.p[0] == '#' || !at_cut(&line, '\t', &country) || at_eq(country, AT_S("country")))
            continue;
        if (!at_eq(country, code)) {
            at_buf_put(&r->out, open ? AT_S("\"></path>\n") : AT_S(""));
            at__html(&r->out, listed(hatched, country) ? "<path class=\"land quiet\" d=\"" : "<path class=land d=\"");
            code = country;
            open = true;
        }
        ring(&r->out, f, line);
    }
    at_buf_put(&r->out, open ? AT_S("\"></path>\n") : AT_S(""));
}

/* ---- places ---- */

static double radius(int64_t n)
{
    return 2.5 + 1.7 * sqrt((double)n);
}

static int main_group(const spot *s)
{
    int best = 0;
    for (int g = 1; g < AT__GROUPS; g++)
        if (s->group[g] > s->group[best] || !best)
            best = g;
    return s->group[best] ? best : 0;
}

static void draw_spot(at__req *r, const frame *f, const spot *s, bool link)
{
    double x = fx(f, s->lon), y = fy(f, s->lat);
    const char *how = s->precision >= 6 ? " whole" : s->precision >= 4 ? " region" : "";
    if (link) {
        at_buf_put(&r->out, AT_S("<a href=\""));
        at__scope_href1(r, &r->out, "/events", "place", s->name);
        at__html(&r->out, "\"><title>$s$z$s: $n events$z</title>", s->name, s->country.n ? ", " : "", at__country(s->country), (long long)s->all,
                 s->precision >= 6 ? " somewhere in the country" : s->precision >= 4 ? " somewhere in the region" : "");
    }
    at__html(&r->out, "<circle class=\"spot g$d$z\" cx=$f cy=$f r=$f></circle>", (long long)main_group(s), how, x, y, radius(s->all));
    at_buf_put(&r->out, link ? AT_S("</a>") : AT_S(""));
}

/* Names of the places with most events that do not run into each other. */
static void draw_names(at__req *r, const frame *f, const spots *s)
{
    double taken[24][2];
    size_t n = 0;
    for (size_t i = 0; i < s->n && n < 24; i++) {
        const spot *p = &s->p[i];
        double x = fx(f, p->lon), y = fy(f, p->lat);
        bool free_place = p->precision < 6 || s->n < 12;
        for (size_t k = 0; k < n; k++)
            free_place = free_place && (fabs(taken[k][1] - y) > 13 || fabs(taken[k][0] - x) > 95);
        if (!free_place || x < 0 || x > f->width - 60 || y < 10 || y > f->height - 4)
            continue;
        taken[n][0] = x;
        taken[n++][1] = y;
        at__html(&r->out, "<text class=town x=$f y=$f>$s</text>", x + radius(p->all) + 3, y + 4, p->name);
    }
}

static void by_count(spots *s)
{
    for (size_t gap = s->n / 2; gap; gap /= 2) /* shell sort: large ones are drawn first, under the small ones */
        for (size_t i = gap; i < s->n; i++) {
            spot x = s->p[i];
            size_t k = i;
            for (; k >= gap && s->p[k - gap].all < x.all; k -= gap)
                s->p[k] = s->p[k - gap];
            s->p[k] = x;
        }
}

static void draw(at__req *r, const spots *s, const frame *f, const char *class, bool link)
{
    at__html(&r->out, "<svg class=\"$z\" viewBox=\"0 0 $d $d\" role=$z aria-label=\"Map of places with events\"><defs><pattern id=quiet width=6 height=6 patternUnits=userSpaceOnUse "
                      "patternTransform=\"rotate(45)\"><rect class=land width=6 height=6></rect><line class=hatch x1=0 x2=0 y1=0 y2=6></line></pattern></defs><rect class=sea width=$d height=$d></rect>\n",
             class, (long long)f->width, (long long)f->height, link ? "group" : "img", (long long)f->width, (long long)f->height);
    outlines(r, f, silent(r));
    for (int pass = 0; pass < 2; pass++) /* what is only known to be somewhere in a country lies below */
        for (size_t i = 0; i < s->n; i++)
            if ((s->p[i].precision >= 4) == !pass)
                draw_spot(r, f, &s->p[i], link);
    if (link)
        draw_names(r, f, s);
    at_buf_put(&r->out, AT_S("</svg>\n"));
}

void at__map_small(at__req *r)
{
    int64_t rest;
    spots s = load(r, 400, &rest);
    if (!s.n)
        return;
    by_count(&s);
    frame f = fit(&s, 360, 230);
    at_buf_put(&r->out, AT_S("<section><h2>Where</h2><a class=maplink href=\""));
    at__scope_href(r, &r->out, "/map", NULL, 0);
    at_buf_put(&r->out, AT_S("\">"));
    draw(r, &s, &f, "map small", false);
    at_buf_put(&r->out, AT_S("<span class=vh>To the map</span></a></section>\n"));
}

void at__view_map(at__req *r)
{
    int64_t rest;
    spots s = load(r, 2000, &rest);
    by_count(&s);
    frame f = fit(&s, 960, 560);
    at__page_head(r, "Map", "/map");
    at_buf_put(&r->out, AT_S("<h1>Map</h1><p class=lead>Where reports place events. A ring is a whole region or country: somewhere in it. Hatched: something there is said to be unknown or cut off.</p>"));
    at__scope_form(r, "/map", "PROTEST|ASSAULT|COERCE|MOBILIZE|SANCTION|THREATEN|REJECT|ACCUSE|REQUEST|RETREAT|AID|COOPERATE|CONCEDE|SUPPORT|CONSULT|AGREE");
    at_buf_put(&r->out, AT_S("<figure class=wide>"));
    draw(r, &s, &f, "map", true);
    at__chart_legend(r);
    int64_t outside = 0;
    for (size_t i = 0; i < s.n; i++)
        if (fx(&f, s.p[i].lon) < 0 || fx(&f, s.p[i].lon) > f.width || fy(&f, s.p[i].lat) < 0 || fy(&f, s.p[i].lat) > f.height)
            outside += s.p[i].all;
    if (outside)
        at__html(&r->out, "<figcaption>$n events lie outside of the map; the table has all.</figcaption>", (long long)outside);
    if (rest)
        at__html(&r->out, "<figcaption>Drawn are the 2,000 places that most is told of; $n events at others are in the lists.</figcaption>", (long long)rest);
    at_buf_put(&r->out, AT_S("</figure>\n<h2>Places by events</h2><div class=scroll tabindex=0 role=region aria-label=\"Places\"><table class=rows><thead><tr><th>Place<th>Country<th class=n>Events<th class=n>Acts of conflict<th class=n>Words of conflict<th class=n>Cooperation</thead><tbody>"));
    for (size_t i = 0; i < s.n && i < 100; i++) {
        const spot *p = &s.p[i];
        at_buf_put(&r->out, AT_S("<tr><td><a href=\""));
        at__scope_href1(r, &r->out, "/events", "place", p->name);
        at__html(&r->out, "\"><bdi>$s</bdi></a>", p->name);
        at_buf_put(&r->out, p->precision >= 6 ? AT_S(" <span class=note>country</span><td>") : AT_S("<td>"));
        if (p->country.n) {
            at_buf_put(&r->out, AT_S("<a href=\""));
            at__scope_href1(r, &r->out, "/map", "place", p->country);
            at__html(&r->out, "\">$s</a>", at__country(p->country));
        }
        at__html(&r->out, "<td class=n>$n<td class=n>$n<td class=n>$n<td class=n>$n\n", (long long)p->all, (long long)p->group[4],
                 (long long)p->group[3], (long long)(p->group[1] + p->group[2]));
    }
    at_buf_put(&r->out, AT_S("</tbody></table></div>"));
    at__page_foot(r);
}
