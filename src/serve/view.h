/* view.h: the views: each writes one page (or what the program interface answers) of the record into its request. */
#ifndef AT_SERVE_VIEW_H
#define AT_SERVE_VIEW_H
#include "serve/request.h"

typedef struct {
    const char *method; /* "GET" (also HEAD) or "POST" */
    const char *path;   /* ends in "/": what follows is the request's tail */
    void (*view)(at__req *r);
    bool keep; /* the same address gives the same answer until the record changes */
} at__route;

extern const at__route at__routes[]; /* ends with path NULL */
/* The route of a path, or NULL; *known says whether the path exists for another method. Sets r->tail. */
const at__route *at__route_find(at__req *r, bool *known);

void at__view_overview(at__req *r);
void at__view_timeline(at__req *r);
void at__view_map(at__req *r);
void at__view_figures(at__req *r);
void at__view_disputes(at__req *r);
int64_t at__disputes_count(at__req *r, at_str type); /* shown ones of the whole record; type: empty, all */
int64_t at__disputes_place(at__req *r, at_str id);   /* the page of the list on which this dispute stands; -1: none */
void at__disputes_short(at__req *r, int most);       /* a section with the newest ones */
void at__view_list(at__req *r); /* events, statements, demands, causes, silences */
void at__view_incidents(at__req *r);
void at__view_incident(at__req *r); /* tail: i5 */
void at__view_framings(at__req *r);
void at__view_actors(at__req *r);
void at__view_actor(at__req *r);
void at__view_places(at__req *r);
void at__view_reports(at__req *r);
void at__view_report(at__req *r);  /* tail: its number or id */
void at__view_finding(at__req *r); /* tail: its key or REPORT:f3 */
void at__view_search(at__req *r);
void at__view_review(at__req *r);
void at__view_judge(at__req *r);
void at__view_add(at__req *r);
void at__view_add_take(at__req *r);
void at__view_export(at__req *r);  /* tail: events.csv */
void at__view_api(at__req *r);     /* tail: events, ... */
void at__view_openapi(at__req *r);
void at__view_file(at__req *r);    /* tail: style.css, ... */
void at__export_links(at__req *r);  /* the record in the shapes of other tools, as links for the conditions of this page */
void at__view_about(at__req *r);

/* Of incidents i with several units: those of which several units may be shown. Asked only if people closed anything. */
#define AT__TOLD_BY_SEVERAL                                                                                                                       \
    " AND (NOT EXISTS (SELECT 1 FROM judged WHERE confidential) OR (SELECT count(DISTINCT m.unit) FROM link_member m JOIN open_finding f ON f.report = m.report" \
    " AND f.pos = m.pos WHERE m.incident = i.n) > 1)"
#endif
