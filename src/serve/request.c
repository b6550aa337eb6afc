#include "serve/request.h"

#include "base/json.h"
#include "serve/layout.h"

at_str at__req_arg(const at__req *r, const char *name)
{
    for (size_t i = 0; i < r->args.n; i++)
        if (at_eq(r->args.p[i].name, at_strz(name)))
            return r->args.p[i].value;
    return AT_S("");
}

at_str at__req_field(const at__req *r, const char *name)
{
    for (size_t i = 0; i < r->fields.n; i++)
        if (at_eq(r->fields.p[i].name, at_strz(name)))
            return r->fields.p[i].value;
    return AT_S("");
}

int64_t at__req_count(const at__req *r, const char *name, int64_t otherwise, int64_t most)
{
    int64_t n;
    return at_to_i64(at__req_arg(r, name), &n) && n >= 0 && n <= most ? n : otherwise;
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* "two+words%21" -> "two words!"; what is no escape stays. */
static at_str unescape(at_arena *mem, at_str s)
{
    char *out = at_alloc(mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? hex(s.p[i + 1]) : -1, low = high >= 0 ? hex(s.p[i + 2]) : -1;
        if (low >= 0)
            i += 2;
        out[n++] = low >= 0 ? (char)(high * 16 + low) : s.p[i] == '+' ? ' ' : s.p[i];
    }
    return (at_str){out, n};
}

void at__req_parse(at__req *r, at_str query, bool body)
{
    at_str part;
    while (at_cut(&query, '&', &part)) {
        size_t eq = at_index_char(part, '=', 0);
        if (!part.n || eq == 0 || r->args.n + r->fields.n > 200)
            continue;
        at__arg *a = body ? at_push(&r->mem, &r->fields) : at_push(&r->mem, &r->args);
        a->name = unescape(&r->mem, at_sub(part, 0, eq));
        a->value = eq == SIZE_MAX ? AT_S("") : at_trim(unescape(&r->mem, at_sub(part, eq + 1, part.n)));
    }
}

sqlite3_stmt *at__req_sql(at__req *r, const char *sql)
{
    sqlite3_stmt *st = at_sql_prepare(&r->q, sql);
    if (st && r->nopen < sizeof r->open / sizeof *r->open)
        r->open[r->nopen++] = st;
    return st;
}

void at__req_end(at__req *r, sqlite3_stmt *st)
{
    for (size_t i = 0; i < r->nopen; i++)
        if (r->open[i] == st)
            r->open[i--] = r->open[--r->nopen];
    at_sql_end(&r->q, st);
}

void at__req_end_all(at__req *r)
{
    while (r->nopen)
        sqlite3_finalize(r->open[--r->nopen]);
}

at_str at__req_copy(at__req *r, sqlite3_stmt *st, int column)
{
    return at_arena_str(&r->mem, at_sql_column(st, column));
}

void at__req_fail(at__req *r, int status, const char *title, const char *text)
{
    r->out.n = 0;
    r->status = status;
    r->keep = false;
    r->filename = r->location = AT_S("");
    if (r->type && at_eq(at_strz(r->type), AT_S("application/json"))) {
        at_json j = {&r->out, false};
        at_json_open(&j, '{');
        at_json_key(&j, "error");
        at_json_str(&j, at_strz(text));
        at_json_close(&j, '}');
        return;
    }
    r->type = NULL;
    at__page_head(r, title, "");
    at__html(&r->out, "<h1>$z</h1><p class=lead>$z</p><p><a href=\"/\">Overview</a></p>", title, text);
    at__page_foot(r);
}
