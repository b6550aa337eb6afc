/* Events put together for exports. */
#include "export/happened.h"

#include "base/data.h"
#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "base/table.h"
#include <string.h>

/* ---- states ---- */

at_state at_state_of(at_str code)
{
    at_str rest = at_data("states.tsv"), line;
    while (code.n == 3 && at_cut(&rest, '\n', &line)) {
        if (!at_starts(line, code) || line.n < 4 || line.p[3] != '\t')
            continue;
        at_state s = {0};
        at_str *const cells[] = {&s.code, &s.alpha2, &s.numeric, &s.name, &s.gwno, &s.region};
        for (size_t i = 0; i < 6 && at_cut(&line, '\t', cells[i]); i++)
            if (at_eq(*cells[i], AT_S("-")))
                *cells[i] = AT_S("");
        return s;
    }
    return (at_state){AT_S(""), AT_S(""), AT_S(""), AT_S(""), AT_S(""), AT_S("")};
}

/* ---- events ---- */

static at_str copy(at_arena *mem, sqlite3_stmt *st, int i)
{
    return at_arena_str(mem, at_sql_column(st, i));
}

static at_side *sides(at_exporting *x, at_sql *q, const at_happened *e, const char *part, size_t *n)
{
    at_side *out = at_new(x->mem, at_side, 16);
    sqlite3_stmt *st = at_sql_prepare(
        q, "SELECT coalesce(a.name, p.words), p.words, a.type, a.country, a.sector, json_extract(a.json, '$.roles[0]') FROM party p"
           " LEFT JOIN actor a ON a.report=p.report AND a.id=p.actor WHERE p.report=? AND p.finding=? AND p.part=? ORDER BY p.pos LIMIT 16");
    at_sql_int(q, st, 1, e->n);
    at_sql_int(q, st, 2, e->pos);
    at_sql_text(q, st, 3, at_strz(part));
    *n = 0;
    while (at_sql_step(q, st)) {
        at_side *s = &out[(*n)++];
        s->name = copy(x->mem, st, 0);
        s->words = copy(x->mem, st, 1);
        s->type = copy(x->mem, st, 2);
        s->country = copy(x->mem, st, 3);
        s->sector = copy(x->mem, st, 4);
        s->role = copy(x->mem, st, 5);
    }
    at_sql_end(q, st);
    return out;
}

static void harm(at_exporting *x, at_harm *h, sqlite3_stmt *st)
{
    bool low = sqlite3_column_type(st, 1) != SQLITE_NULL, high = sqlite3_column_type(st, 2) != SQLITE_NULL;
    int64_t l = sqlite3_column_int64(st, 1), u = sqlite3_column_int64(st, 2);
    if (!h->figures++) {
        *h = (at_harm){low ? l : AT_UNKNOWN, low ? l : AT_UNKNOWN, high ? u : AT_UNKNOWN, 1, copy(x->mem, st, 3), copy(x->mem, st, 4)};
        return;
    }
    if (low && (h->low == AT_UNKNOWN || l < h->low))
        h->low = l;
    if (high && u > h->high)
        h->high = u;
    if (!high && low && l > h->high)
        h->high = l; /* an open bound is at least its low end */
    h->words = at_arena_fmt(x->mem, "%.*s / %.*s", (int)h->words.n, h->words.p, (int)at_sql_column(st, 3).n, at_sql_column(st, 3).p);
}

/* Figures of the event's incident, or within the words of the event itself; the surest first. Only a count of one side's telling that
 * says nobody was harmed is left to the others. */
static void harms(at_exporting *x, at_sql *q, at_happened *e)
{
    e->killed = e->injured = (at_harm){AT_UNKNOWN, AT_UNKNOWN, AT_UNKNOWN, 0, AT_S(""), AT_S("")};
    sqlite3_stmt *st = at_sql_prepare(
        q, "SELECT f.what, f.low, f.high, f.words, (SELECT group_concat(s.name, ' < ') FROM source s WHERE s.report=f.report AND s.finding=f.pos)"
           " FROM finding f WHERE f.report=?1 AND f.kind='figure' AND f.what IN ('killed','injured') AND f.status<>'rejected' AND NOT f.confidential"
           " AND f.stance NOT IN ('denied','hypothetical','expected','feared') AND (f.incident=?2 OR (f.beg<?4 AND f.end>?3)) ORDER BY f.confidence DESC, f.pos");
    at_sql_int(q, st, 1, e->n);
    at_sql_text(q, st, 2, e->incident);
    at_sql_int(q, st, 3, e->beg);
    at_sql_int(q, st, 4, e->end);
    while (at_sql_step(q, st))
        harm(x, at_eq(at_sql_column(st, 0), AT_S("killed")) ? &e->killed : &e->injured, st);
    at_sql_end(q, st);
}

static const char event_sql[] =
    "SELECT f.report||':'||f.id, f.key, f.report||':'||f.incident, f.type, f.mode, json_extract(v.j,'$.event.measure'), json_extract(v.j,'$.event.phase'),"
    " json_extract(v.j,'$.event.cameo'), f.date_from, f.date_to, f.date_precision, p.name, json_extract(v.j,'$.where'), p.country, p.admin1,"
    " p.geonames, p.precision, p.lat, p.lon, f.stance, (SELECT group_concat(s.name,' < ') FROM source s WHERE s.report=f.report AND s.finding=f.pos),"
    " f.words, r.name, r.url, r.publisher, r.published, r.language, r.title, r.id, f.beg, f.end, f.confidence, f.incident"
    " FROM finding f JOIN report r ON r.n=f.report LEFT JOIN place p ON p.report=f.report AND p.id=f.place,"
    " (SELECT iif(fields IS NULL, json, json_patch(json, fields)) AS j FROM finding WHERE report=?1 AND pos=?2) AS v WHERE f.report=?1 AND f.pos=?2";

/* Loads one event; false: not there. */
static bool load(at_exporting *x, at_sql *q, at_happened *e, int64_t n, int64_t pos)
{
    *e = (at_happened){.n = n, .pos = pos};
    sqlite3_stmt *st = at_sql_prepare(q, event_sql);
    at_sql_int(q, st, 1, n);
    at_sql_int(q, st, 2, pos);
    bool there = at_sql_step(q, st);
    at_str *const cells[] = {&e->id, &e->key, &e->incident, &e->type, &e->mode, &e->measure, &e->phase, &e->cameo, &e->from, &e->to, &e->precision,
                             &e->place, &e->where, &e->country, &e->admin1};
    at_str *const more[] = {&e->words, &e->report, &e->url, &e->publisher, &e->published, &e->language, &e->title, &e->report_id};
    for (int i = 0; there && i < 15; i++)
        *cells[i] = copy(x->mem, st, i);
    for (int i = 0; there && i < 8; i++)
        *more[i] = copy(x->mem, st, 21 + i);
    if (there) {
        e->geonames = sqlite3_column_int64(st, 15);
        e->place_precision = sqlite3_column_int64(st, 16);
        e->has_point = sqlite3_column_type(st, 17) != SQLITE_NULL;
        e->lat = sqlite3_column_double(st, 17);
        e->lon = sqlite3_column_double(st, 18);
        e->stance = copy(x->mem, st, 19);
        e->source = copy(x->mem, st, 20);
        e->beg = sqlite3_column_int64(st, 29);
        e->end = sqlite3_column_int64(st, 30);
        e->confidence = sqlite3_column_double(st, 31);
    }
    at_str incident = there ? copy(x->mem, st, 32) : AT_S("");
    at_sql_end(q, st);
    if (!there)
        return false;
    e->actors = sides(x, q, e, "actor", &e->nactors);
    e->recipients = sides(x, q, e, "recipient", &e->nrecipients);
    at_str shown = e->incident;
    e->incident = incident;
    harms(x, q, e);
    e->incident = shown.n ? shown : e->id;
    return true;
}

static bool happened(const at_happened *e)
{
    static const char *const not[] = {"denied", "hypothetical", "expected", "feared", "promised", "demanded"};
    for (size_t i = 0; i < sizeof not / sizeof *not; i++)
        if (at_eq(e->stance, at_strz(not[i])))
            return false;
    return !at_eq(e->phase, AT_S("planned")) && !at_eq(e->phase, AT_S("called-off"));
}

/* Is there a surer event row of the same incident in this report (or one as sure before it)? Then that one speaks for it. */
static bool spoken_for(at_sql *q, const at_happened *e)
{
    sqlite3_stmt *st = at_sql_prepare(
        q, "SELECT 1 FROM finding g JOIN finding f ON f.report=g.report AND f.pos=?2 WHERE g.report=?1 AND g.incident=f.incident AND g.kind='event'"
           " AND g.type IS f.type AND g.status<>'rejected' AND NOT g.confidential AND g.negated=0 AND (g.confidence>f.confidence OR (g.confidence=f.confidence AND g.pos<f.pos)) LIMIT 1");
    at_sql_int(q, st, 1, e->n);
    at_sql_int(q, st, 2, e->pos);
    bool yes = at_sql_step(q, st);
    at_sql_end(q, st);
    return yes;
}

at_code at_happened_each(at_exporting *x, const at_filter *f, const at_shape *shape, int (*write)(void *user, at_str piece), void *user, at_err *err)
{
    at_rows *r;
    const at_field *c;
    size_t cells;
    at_filter own = f ? *f : (at_filter){0};
    own.rejected = own.confidential = 0;
    at_code code = at_rows_open(&r, x->store, AT_EVENTS, &own, err);
    if (code != AT_OK)
        return code;
    at_sql q = {x->store->db, SQLITE_OK};
    at_mark start = at_arena_mark(x->mem);
    while ((code = at_rows_next(r, &c, &cells, err)) == AT_OK && cells && !x->out->bad) {
        at_happened e;
        bool negated = false;
        for (size_t i = 0; i < cells; i++)
            negated |= !strcmp(c[i].name, "negated") && at_eq(c[i].value, AT_S("1"));
        int64_t n, pos;
        at_rows_finding(r, &n, &pos);
        if (!load(x, &q, &e, n, pos) || (!shape->all_stances && (negated || !happened(&e))))
            x->count->outside++;
        else if (shape->each || !spoken_for(&q, &e))
            shape->put(x, &e);
        at_arena_reset(x->mem, start);
        if (x->out->n > 1 << 16) {
            if (!write(user, (at_str){x->out->p, x->out->n}))
                break;
            x->out->n = 0;
        }
    }
    at_rows_close(r);
    return code != AT_OK ? code : at_sql_code(&q, err);
}

/* ---- who is who ---- */

at_inter at_inter_of(const at_side *s, const at_happened *e, bool doer)
{
    static const struct {
        const char *sector;
        at_inter who;
    } table[] = {{"GOV", AT_WHO_STATE}, {"MIL", AT_WHO_STATE},    {"COP", AT_WHO_STATE},   {"JUD", AT_WHO_STATE},   {"LEG", AT_WHO_STATE}, {"SPY", AT_WHO_STATE},
                 {"ELI", AT_WHO_STATE}, {"REB", AT_WHO_REBEL},    {"PRM", AT_WHO_MILITIA}, {"UAF", AT_WHO_MILITIA}, {"CRM", AT_WHO_MILITIA}};
    if (at_eq(s->country, AT_S("UNO")) || at_eq(s->country, AT_S("IGO")) || at_eq(s->country, AT_S("EUR")))
        return AT_WHO_EXTERNAL;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (at_eq(s->sector, at_strz(table[i].sector)))
            return table[i].who == AT_WHO_STATE && s->country.n && e->country.n && !at_eq(s->country, e->country) ? AT_WHO_EXTERNAL : table[i].who;
    if (at_eq(e->type, AT_S("PROTEST")) && doer)
        return at_eq(e->mode, AT_S("riot")) || at_eq(e->mode, AT_S("vandalize")) ? AT_WHO_RIOTERS : AT_WHO_PROTESTERS;
    at_str lower = s->words;
    if (at_index(lower, AT_S("rotest"), 0) != SIZE_MAX || at_index(lower, AT_S("emonstrator"), 0) != SIZE_MAX)
        return AT_WHO_PROTESTERS;
    if (at_index(lower, AT_S("ioter"), 0) != SIZE_MAX || at_eq(e->mode, AT_S("primitive")))
        return doer ? AT_WHO_RIOTERS : AT_WHO_CIVILIANS;
    return AT_WHO_CIVILIANS;
}
