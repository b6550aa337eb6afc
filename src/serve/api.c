/* The program interface: the same lists and filters as the command line, as JSON; rows as files; the record in figures. */
#include "base/data.h"
#include "base/err.h"
#include "base/json.h"
#include "serve/fact.h"
#include "serve/scope.h"
#include "serve/server.h"
#include "serve/view.h"

static const char *const names[] = {
    [AT_EVENTS] = "events",     [AT_FIGURES] = "figures",   [AT_STATEMENTS] = "statements", [AT_DEMANDS] = "demands", [AT_CAUSES] = "causes",
    [AT_FRAMINGS] = "framings", [AT_SILENCES] = "silences", [AT_DISPUTES] = "disputes",     [AT_ACTORS] = "actors",   [AT_PLACES] = "places",
    [AT_INCIDENTS] = "incidents", [AT_SERIES] = "series",
};
enum { NAMES = sizeof names / sizeof *names, MOST_ROWS = 1000 };

static int list_of(at_str name)
{
    for (int i = 0; i < NAMES; i++)
        if (at_eq(name, at_strz(names[i])))
            return i;
    return -1;
}

/* The filter of the address, without what the list cannot be asked for: links carry conditions from view to view. */
static at_filter filter_of(const at__req *r, at_list what)
{
    at_filter f = at__scope(r);
    bool has_type = what == AT_EVENTS || what == AT_FIGURES || what == AT_SILENCES || what >= AT_INCIDENTS || what == AT_DISPUTES || what == AT_ACTORS;
    if (!has_type)
        f.type = AT_S("");
    if (what >= AT_INCIDENTS) {
        f.stance = f.source = f.actor = f.report = AT_S("");
        f.confidence = 0;
    } else if (what > AT_SILENCES) {
        f.since = f.until = f.stance = f.source = AT_S("");
        f.confidence = 0;
    }
    if (what == AT_DISPUTES)
        f.actor = f.place = f.words = AT_S("");
    return f;
}

static int put(void *user, at_str piece)
{
    at_buf *b = user;
    at_buf_put(b, piece);
    return !b->bad;
}

static const struct {
    const char *name, *ending, *type;
    at_export_format format;
} shapes[] = {
    {"acled", "csv", "text/csv; charset=utf-8", AT_ACLED},
    {"ged", "csv", "text/csv; charset=utf-8", AT_GED},
    {"plover", "jsonl", "application/x-ndjson; charset=utf-8", AT_PLOVER},
    {"polecat", "tsv", "text/tab-separated-values; charset=utf-8", AT_POLECAT},
    {"cameo", "tsv", "text/tab-separated-values; charset=utf-8", AT_CAMEO},
    {"gdelt", "tsv", "text/tab-separated-values; charset=utf-8", AT_GDELT},
    {"geojson", "geojson", "application/geo+json", AT_GEOJSON},
    {"hxl", "csv", "text/csv; charset=utf-8", AT_HXL},
    {"annotation", "jsonld", "application/ld+json", AT_ANNOTATION},
    {"claimreview", "jsonld", "application/ld+json", AT_CLAIMREVIEW},
    {"record", "html", "text/html; charset=utf-8", AT_HTML},
};

/* The record in the shape of another tool: "acled.csv". False: it is none of these. */
static bool export_shape(at__req *r, at_str name, at_str ending)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (!at_eq(name, at_strz(shapes[i].name)) || !at_eq(ending, at_strz(shapes[i].ending)))
            continue;
        at_export_count count;
        at_err err = {0};
        at_filter f = at__scope(r);
        r->type = shapes[i].type;
        r->filename = r->tail;
        if (at_store_export(r->store, shapes[i].format, &f, put, &r->out, &count, &err) != AT_OK)
            at__req_fail(r, 400, "That cannot be asked", err.msg);
        return true;
    }
    return false;
}

void at__export_links(at__req *r)
{
    char path[64];
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        (void)snprintf(path, sizeof path, "/export/%s.%s", shapes[i].name, shapes[i].ending);
        at_buf_put(&r->out, i ? AT_S(" · <a href=\"") : AT_S("<a href=\""));
        at__scope_href(r, &r->out, path, NULL, 0);
        at__html(&r->out, "\" download>$z</a>", shapes[i].name);
    }
}

void at__view_export(at__req *r)
{
    size_t dot = at_index_char(r->tail, '.', 0), rows;
    at_str form = dot == SIZE_MAX ? AT_S("") : at_sub(r->tail, dot + 1, r->tail.n);
    int what = list_of(at_sub(r->tail, 0, dot == SIZE_MAX ? r->tail.n : dot));
    bool csv = at_eq(form, AT_S("csv"));
    at_err err = {0};
    if (export_shape(r, at_sub(r->tail, 0, dot == SIZE_MAX ? r->tail.n : dot), form))
        return;
    if (what < 0 || (!csv && !at_eq(form, AT_S("jsonl")))) {
        at__req_fail(r, 404, "There is no such file", "Lists can be taken as .csv and .jsonl.");
        return;
    }
    at_filter f = filter_of(r, (at_list)what);
    r->type = csv ? "text/csv; charset=utf-8" : "application/x-ndjson; charset=utf-8";
    r->filename = r->tail;
    if (at_store_list(r->store, (at_list)what, &f, csv ? AT_CSV : AT_JSONL, NULL, put, &r->out, &rows, &err) != AT_OK)
        at__req_fail(r, 400, "That cannot be asked", err.msg);
}

static void cells(at_json *j, const at_field *c, size_t n)
{
    at_json_open(j, '{');
    for (size_t i = 0; i < n; i++) {
        at_json_key(j, c[i].name);
        if (c[i].null) {
            at_json_null(j);
        } else if (c[i].number) {
            at_buf_put(j->out, c[i].value);
            j->comma = true;
        } else {
            at_json_str(j, c[i].value);
        }
    }
    at_json_close(j, '}');
}

static void rows_as_json(at__req *r, at_list what)
{
    at_rows *rows = NULL;
    const at_field *c;
    size_t n;
    at_err err = {0};
    at_filter f = filter_of(r, what);
    at_json j = {&r->out, false};
    f.limit = (size_t)at__req_count(r, "limit", 100, MOST_ROWS);
    f.skip = (size_t)at__req_count(r, "skip", 0, 1000000000);
    at_code code = at_rows_open(&rows, r->store, what, &f, &err);
    at_json_open(&j, '{');
    at_json_key(&j, "v");
    at_json_int(&j, 1);
    at_json_key(&j, "list");
    at_json_str(&j, at_strz(names[what]));
    at_json_key(&j, "skip");
    at_json_int(&j, (int64_t)f.skip);
    at_json_key(&j, "rows");
    at_json_open(&j, '[');
    while (code == AT_OK && (code = at_rows_next(rows, &c, &n, &err)) == AT_OK && n)
        cells(&j, c, n);
    at_json_close(&j, ']');
    at_json_close(&j, '}');
    at_rows_close(rows);
    if (code != AT_OK)
        at__req_fail(r, code == AT_EUSAGE ? 400 : 500, "", err.msg);
}

/* One finding, as the record holds it now (corrections included), with its report. */
static void finding(at__req *r, at_str id)
{
    at__fact f = {0};
    if (!at__fact_find(r, &f, id)) {
        at__req_fail(r, 404, "", "there is no such finding");
        return;
    }
    sqlite3_stmt *st = at__req_sql(r, "SELECT v.json, v.status, v.words, r.head FROM findings v JOIN report r ON r.n = v.n WHERE v.n = ?1 AND v.pos = ?2");
    at_sql_int(&r->q, st, 1, f.n);
    at_sql_int(&r->q, st, 2, f.pos);
    if (at_sql_step(&r->q, st)) {
        at_json j = {&r->out, false};
        at_buf_put(&r->out, AT_S("{\"v\":1,\"id\":"));
        at_json_str(&j, f.id);
        at_buf_put(&r->out, AT_S(",\"status\":"));
        j.comma = false;
        at_json_str(&j, at_sql_column(st, 1));
        at_buf_put(&r->out, AT_S(",\"words\":"));
        j.comma = false;
        at_json_str(&j, at_sql_column(st, 2));
        at_buf_put(&r->out, AT_S(",\"finding\":"));
        at_buf_put(&r->out, at_sql_column(st, 0));
        at_buf_put(&r->out, AT_S(",\"report\":"));
        at_buf_put(&r->out, at_sql_column(st, 3));
        at_buf_putc(&r->out, '}');
    }
    at__req_end(r, st);
}

static int record_json(void *user, at_str json, uint32_t number)
{
    at__req *r = user;
    (void)number;
    at_buf_put(&r->out, json);
    return 0;
}

/* The whole record of one report. */
static void report(at__req *r, at_str id)
{
    at_err err = {0};
    sqlite3_stmt *st = at__req_sql(r, "SELECT id FROM report WHERE (id = ?1 OR CAST(n AS TEXT) = ?1) AND NOT confidential AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.report = report.n AND f.confidential)");
    at_sql_text(&r->q, st, 1, id);
    at_str full = at_sql_step(&r->q, st) ? at__req_copy(r, st, 0) : AT_S("");
    at__req_end(r, st);
    if (!full.n)
        at__req_fail(r, 404, "", "there is no such report");
    else if (at_store_each(r->store, full, record_json, r, &err) != AT_OK)
        at__req_fail(r, 500, "", err.msg);
}

static void summary(at__req *r)
{
    at_json j = {&r->out, false};
    at_json_open(&j, '{');
    at_json_key(&j, "v");
    at_json_int(&j, 1);
    at_json_key(&j, "record");
    at_json_str(&j, at__server_name(r->server));
    sqlite3_stmt *st = at__req_sql(r, "SELECT 'reports', count(*) FROM report WHERE NOT confidential UNION ALL SELECT kind || 's', count(*) FROM open_finding WHERE status <> 'rejected' GROUP BY 1"
                                      " UNION ALL SELECT 'disputes', count(*) FROM contest WHERE NOT confidential AND n < 1000000000 UNION ALL SELECT 'judgements', count(*) FROM judgement");
    while (at_sql_step(&r->q, st)) {
        at_json_key(&j, at_sql_column(st, 0).p);
        at_json_int(&j, sqlite3_column_int64(st, 1));
    }
    at__req_end(r, st);
    at_json_close(&j, '}');
}

void at__view_api(at__req *r)
{
    int what = list_of(r->tail);
    r->type = "application/json";
    if (what >= 0)
        rows_as_json(r, (at_list)what);
    else if (at_starts(r->tail, AT_S("finding/")))
        finding(r, at_sub(r->tail, 8, r->tail.n));
    else if (at_starts(r->tail, AT_S("report/")))
        report(r, at_sub(r->tail, 7, r->tail.n));
    else if (at_eq(r->tail, AT_S("summary")))
        summary(r);
    else
        at__req_fail(r, 404, "", "there is no such list; GET /api/v1 says which there are");
}

void at__view_openapi(at__req *r)
{
    r->type = "application/json";
    at_buf_put(&r->out, at_data("openapi.json"));
}
