/* Links of the live page -> files of the folder. */
#include "serve/site.h"

#include "base/sha256.h"
#include "serve/scope.h"
#include "serve/view.h"
#include <stdio.h>

enum { PER_PAGE = 100 }; /* of the list of events (page_list.c) */

/* Views that the folder holds, with what may choose among their rows; most: files of each choice. */
static const struct {
    const char *path, *file, *choices;
} views[] = {
    {"/", "index", "place"}, {"/timeline", "timeline", ""}, {"/incidents", "incidents", ""}, {"/map", "map", ""}, {"/figures", "figures", "type"}, {"/disputes", "disputes", "type"},
    {"/statements", "statements", ""}, {"/demands", "demands", ""}, {"/causes", "causes", ""}, {"/framings", "framings", ""}, {"/silences", "silences", ""}, {"/actors", "actors", ""},
    {"/places", "places", ""}, {"/events", "events", "place|type"}, {"/reports", "reports", ""}, {"/about", "about", ""},
};
/* How many pages of one class are made: a record of 100,000 reports must not become a million files. */
enum { CHOICES, INCIDENTS, ACTORS, REPORTS };
static const size_t bounds[] = {[CHOICES] = 4000, [INCIDENTS] = 4000, [ACTORS] = 4000, [REPORTS] = SIZE_MAX};

/* A name for any words: letters and digits of them, and what makes it one of its kind. */
static at_str slug(at__req *r, at_str words)
{
    at_sha256 sum;
    char hex[65], *out = at_alloc(&r->mem, 60);
    size_t n = 0;
    for (size_t i = 0; i < words.n && n < 40; i++) {
        char c = words.p[i];
        c = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain || (n && out[n - 1] != '-'))
            out[n++] = plain ? c : '-';
    }
    if (n && out[n - 1] != '-')
        out[n++] = '-';
    at_sha256_init(&sum);
    at_sha256_add(&sum, words);
    at_sha256_hex(&sum, hex);
    memcpy(out + n, hex, 10);
    return (at_str){out, n + 10};
}

static bool clean(at_str id)
{
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
            return false;
    }
    return id.n && id.n <= 80;
}

/* Puts the page into the list if it is new and its class has room. */
static at_str have(at__site *site, int class, at_str path, at_str query, at_str file)
{
    uint32_t at = at_map_get(&site->seen, file);
    if (at != AT_NONE)
        return site->pages.p[at].file;
    if (class >= 0 && site->made[class] >= bounds[class])
        return AT_S("");
    if (class >= 0)
        site->made[class]++;
    at__site_page *p = at_push(site->mem, &site->pages);
    *p = (at__site_page){at_arena_str(site->mem, path), at_arena_str(site->mem, query), at_arena_str(site->mem, file)};
    at_map_set(&site->seen, p->file, (uint32_t)(site->pages.n - 1));
    return p->file;
}

/* ---- reports and findings ---- */

static at_str report_file(at__site *site, at__req *r, at_str n, at_str id)
{
    at_str file = at_arena_fmt(&r->mem, "report/%.*s.html", AT_FMT(clean(id) ? id : slug(r, id)));
    return have(site, REPORTS, at_arena_cat(&r->mem, AT_S("/report/"), n), AT_S(""), file);
}

/* Number and id of a report (by number), or of a finding's report and its own id there (by key). */
static at_str look_up(at__site *site, at__req *r, at_str number, at_str key, at_str *fragment)
{
    at_sql q = {site->store->db, SQLITE_OK};
    at_str file = AT_S("");
    sqlite3_stmt *st = at_sql_prepare(&q, key.n ? "SELECT CAST(r.n AS TEXT), r.id, f.id FROM finding f JOIN report r ON r.n = f.report WHERE f.key = ?1 AND NOT f.confidential"
                                                  " AND f.status <> 'rejected' AND NOT r.confidential LIMIT 1"
                                                : "SELECT CAST(n AS TEXT), id, '' FROM report WHERE n = CAST(?1 AS INTEGER) AND NOT confidential");
    at_sql_text(&q, st, 1, key.n ? key : number);
    if (at_sql_step(&q, st)) {
        at_str id = at_arena_str(&r->mem, at_sql_column(st, 2));
        *fragment = id.n ? id : *fragment;
        file = report_file(site, r, at_arena_str(&r->mem, at_sql_column(st, 0)), at_arena_str(&r->mem, at_sql_column(st, 1)));
    }
    at_sql_end(&q, st);
    return file;
}

/* ---- days ---- */

/* Where the events of these days begin in the list by day. */
static at_str day_file(at__site *site, at__req *r, at_str since, at_str until, at_str *fragment)
{
    int64_t before = 0;
    at_str first = AT_S(""), file = AT_S("");
    sqlite3_stmt *st = at__scope_sql(r, "SELECT min(v.day)", "'event'", " AND v.day >= ?20 AND v.day <= ?21");
    at_sql_text(&r->q, st, 20, since);
    at_sql_text(&r->q, st, 21, until);
    if (at_sql_step(&r->q, st))
        first = at__req_copy(r, st, 0);
    at__req_end(r, st);
    if (!first.n)
        return file;
    st = at__scope_sql(r, "SELECT count(*)", "'event'", " AND v.day < ?20");
    at_sql_text(&r->q, st, 20, first);
    if (at_sql_step(&r->q, st))
        before = sqlite3_column_int64(st, 0);
    at__req_end(r, st);
    *fragment = at_arena_cat(&r->mem, AT_S("d"), first);
    at_str page = at_arena_fmt(&r->mem, "%lld", (long long)(before / PER_PAGE));
    file = before < PER_PAGE ? AT_S("events.html") : at_arena_fmt(&r->mem, "events-%lld.html", (long long)(before / PER_PAGE + 1));
    return have(site, -1, AT_S("/events"), before < PER_PAGE ? AT_S("") : at_arena_cat(&r->mem, AT_S("page="), page), file);
}

/* ---- views ---- */

static at_str arg(const at__arg *own, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (at_eq(own[i].name, at_strz(name)))
            return own[i].value;
    return AT_S("");
}

static at_str view_file(at__site *site, at__req *r, size_t v, at_str query, const at__arg *own, size_t n, at_str *fragment)
{
    at_str page = arg(own, n, "page"), name = at_strz(views[v].file), choice = AT_S("");
    int64_t number = 0;
    if (at_eq(at_strz(views[v].path), AT_S("/timeline")) && n == 2 && arg(own, n, "since").n && arg(own, n, "until").n)
        return day_file(site, r, arg(own, n, "since"), arg(own, n, "until"), fragment);
    if (at_eq(at_strz(views[v].path), AT_S("/disputes")) && fragment->n && !n) {
        int64_t at = at__disputes_place(r, *fragment);
        if (at < 0)
            return AT_S("");
        page = at ? at_arena_fmt(&r->mem, "%lld", (long long)at) : page;
        query = at ? at_arena_cat(&r->mem, AT_S("page="), page) : query;
    }
    if (page.n && (!at_to_i64(page, &number) || number < 0 || number > 1000000))
        return AT_S("");
    for (size_t i = 0; i < n; i++)
        if (!at_eq(own[i].name, AT_S("page"))) {
            if (choice.n || !views[v].choices[0] || !at_in_list(at_strz(views[v].choices), '|', own[i].name))
                return AT_S("");
            choice = at_arena_fmt(&r->mem, "%.*s-%.*s", AT_FMT(own[i].name), AT_FMT(slug(r, own[i].value)));
        }
    at_str file = choice.n ? at_arena_fmt(&r->mem, "%.*s/%.*s", AT_FMT(name), AT_FMT(choice)) : name;
    file = number ? at_arena_fmt(&r->mem, "%.*s-%lld.html", AT_FMT(file), (long long)number + 1) : at_arena_cat(&r->mem, file, AT_S(".html"));
    return have(site, choice.n ? CHOICES : -1, at_strz(views[v].path), query, file);
}

/* Arguments that are not those of the whole export. */
static size_t own_args(at__site *site, at__req *r, at__arg *own, size_t most, at_str query)
{
    size_t n = 0;
    size_t before = r->fields.n; /* a request for a file has no fields of its own */
    at__req_parse(r, query, true);
    for (size_t i = before; i < r->fields.n && n < most; i++) {
        const at__arg *a = &r->fields.p[i];
        bool base = !a->value.n;
        for (size_t k = 0; k < site->base.n; k++)
            base = base || (at_eq(site->base.p[k].name, a->name) && at_eq(site->base.p[k].value, a->value));
        if (!base)
            own[n++] = *a;
    }
    r->fields.n = before;
    return n;
}

at_str at__site_file(at__site *site, at__req *r, at_str href, at_str *fragment)
{
    at_str path = href, query = AT_S("");
    at__arg own[8];
    size_t hash = at_index_char(href, '#', 0);
    *fragment = hash == SIZE_MAX ? AT_S("") : at_sub(href, hash + 1, href.n);
    path = at_sub(href, 0, hash);
    size_t mark = at_index_char(path, '?', 0);
    query = mark == SIZE_MAX ? query : at_sub(path, mark + 1, path.n);
    path = at_sub(path, 0, mark);
    if (at_starts(path, AT_S("/web/")))
        return at_sub(path, 5, path.n);
    if (at_starts(path, AT_S("/finding/")))
        return look_up(site, r, AT_S(""), at_sub(path, 9, path.n), fragment);
    if (at_starts(path, AT_S("/report/")))
        return look_up(site, r, at_sub(path, 8, path.n), AT_S(""), fragment);
    if (at_starts(path, AT_S("/incident/")) && clean(at_sub(path, 10, path.n)))
        return have(site, INCIDENTS, path, AT_S(""), at_arena_fmt(&r->mem, "incident/%.*s.html", AT_FMT(at_sub(path, 10, path.n))));
    size_t n = own_args(site, r, own, sizeof own / sizeof *own, query);
    if (at_eq(path, AT_S("/actor")) && n == 1 && at_eq(own[0].name, AT_S("name")))
        return have(site, ACTORS, path, query, at_arena_fmt(&r->mem, "actor/%.*s.html", AT_FMT(slug(r, own[0].value))));
    for (size_t v = 0; v < sizeof views / sizeof *views; v++)
        if (at_eq(path, at_strz(views[v].path)))
            return view_file(site, r, v, query, own, n, fragment);
    return AT_S("");
}

/* ---- in the HTML ---- */

static at_str plain(at__req *r, at_str href)
{
    char *out = at_alloc(&r->mem, href.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < href.n; i++) {
        out[n++] = href.p[i];
        if (at_starts(at_sub(href, i, href.n), AT_S("&amp;")))
            i += 4;
    }
    return (at_str){out, n};
}

void at__site_links(at__site *site, at__req *r, at_buf *out, at_str html, at_str file)
{
    static const at_str head = {" href=\"", 7};
    const char *up = at_index_char(file, '/', 0) == SIZE_MAX ? "" : "../";
    size_t at = 0, next;
    while ((next = at_index(html, head, at)) != SIZE_MAX) {
        size_t beg = next + head.n, end = at_index_char(html, '"', beg);
        at_str href = at_sub(html, beg, end), fragment;
        at_buf_put(out, at_sub(html, at, next));
        at = end == SIZE_MAX ? html.n : end + 1;
        if (href.n && href.p[0] != '/') { /* within this page, or to the report where it was published */
            at_buf_put(out, head);
            at_buf_put(out, href);
            at_buf_putc(out, '"');
            continue;
        }
        at_str to = at__site_file(site, r, plain(r, href), &fragment);
        if (!to.n)
            continue;
        at__html(out, fragment.n ? " href=\"$z$s#$s\"" : " href=\"$z$s\"", up, to, fragment);
    }
    at_buf_put(out, at_sub(html, at, html.n));
}
