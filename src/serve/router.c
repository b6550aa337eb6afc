/* Which view answers which address. */
#include "base/data.h"
#include "serve/view.h"

const at__route at__routes[] = {
    {"GET", "/", at__view_overview, true},
    {"GET", "/timeline", at__view_timeline, true},
    {"GET", "/incidents", at__view_incidents, true},
    {"GET", "/incident/", at__view_incident, true},
    {"GET", "/map", at__view_map, true},
    {"GET", "/figures", at__view_figures, true},
    {"GET", "/disputes", at__view_disputes, true},
    {"GET", "/events", at__view_list, true},
    {"GET", "/statements", at__view_list, true},
    {"GET", "/demands", at__view_list, true},
    {"GET", "/causes", at__view_list, true},
    {"GET", "/silences", at__view_list, true},
    {"GET", "/framings", at__view_framings, true},
    {"GET", "/actors", at__view_actors, true},
    {"GET", "/actor", at__view_actor, true},
    {"GET", "/places", at__view_places, true},
    {"GET", "/reports", at__view_reports, true},
    {"GET", "/report/", at__view_report, true},
    {"GET", "/finding/", at__view_finding, true},
    {"GET", "/search", at__view_search, true},
    {"GET", "/review", at__view_review, false},
    {"POST", "/review", at__view_judge, false},
    {"GET", "/add", at__view_add, false},
    {"POST", "/add", at__view_add_take, false},
    {"GET", "/export/", at__view_export, false},
    {"GET", "/api/v1", at__view_openapi, false},
    {"GET", "/api/v1/", at__view_api, true},
    {"GET", "/about", at__view_about, true},
    {"GET", "/web/", at__view_file, true},
    {NULL, NULL, NULL, false},
};

const at__route *at__route_find(at__req *r, bool *known)
{
    *known = false;
    for (const at__route *t = at__routes; t->path; t++) {
        at_str path = at_strz(t->path);
        bool prefix = path.n > 1 && path.p[path.n - 1] == '/';
        bool hit = prefix ? at_starts(r->path, path) && r->path.n > path.n : at_eq(r->path, path);
        if (!hit)
            continue;
        *known = true;
        r->tail = prefix ? at_sub(r->path, path.n, r->path.n) : AT_S("");
        if (at_eq(r->method, at_strz(t->method)))
            return t;
    }
    return NULL;
}

void at__view_file(at__req *r)
{
    static const char *const files[][2] = {
        {"style.css", "text/css; charset=utf-8"}, {"page.js", "text/javascript; charset=utf-8"}, {"icon.svg", "image/svg+xml"},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (at_eq(r->tail, at_strz(files[i][0]))) {
            r->type = files[i][1];
            at_buf_put(&r->out, at_data(files[i][0]));
            return;
        }
    at__req_fail(r, 404, "There is no such file", "The address is none of this record.");
}
