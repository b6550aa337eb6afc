#include "serve/fact.h"

#include "serve/scope.h"
#include "serve/site.h"

/* ---- reading ---- */

static const char columns[] =
    "SELECT v.n, v.pos, v.id, v.key, v.kind, v.report, (SELECT title FROM report WHERE report.n = v.n), v.publisher, v.published,"
    " v.date_from, v.date_to, v.date_precision, v.place, v.country, v.lat, v.lon, v.place_precision, v.confidence, v.status, v.words,"
    " (SELECT group_concat(coalesce(a.name, q.words), '; ') FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor"
    "   WHERE q.report = v.n AND q.finding = v.pos AND q.part IN ('actor', 'by')),"
    " (SELECT group_concat(coalesce(a.name, q.words), '; ') FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor"
    "   WHERE q.report = v.n AND q.finding = v.pos AND q.part = 'recipient'), v.json";

static at_str get(at__req *r, const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? at_arena_str(&r->mem, (at_str){json_string_value(v), json_string_length(v)}) : AT_S("");
}

static at_span span(const json_t *v)
{
    json_int_t b = json_integer_value(json_array_get(v, 0)), e = json_integer_value(json_array_get(v, 1));
    return b >= 0 && b <= e && e < (json_int_t)UINT32_MAX ? (at_span){(uint32_t)b, (uint32_t)e} : (at_span){0, 0};
}

static void take_said(at__req *r, at__fact *f, const json_t *chain)
{
    f->nsaid = json_array_size(chain);
    f->said = at_new(&r->mem, at__said, f->nsaid);
    for (size_t i = 0; i < f->nsaid; i++) {
        const json_t *s = json_array_get(chain, i);
        f->said[i] = (at__said){get(r, s, "name"), get(r, s, "role"), get(r, s, "kind"), span(json_object_get(s, "cue")), span(json_object_get(s, "span"))};
    }
}

static bool bound(const json_t *o, const char *key, int64_t *n)
{
    const json_t *v = json_object_get(o, key);
    *n = json_is_integer(v) ? (int64_t)json_integer_value(v) : 0;
    return json_is_integer(v);
}

static void take_kind(at__req *r, at__fact *f, const json_t *j)
{
    char kind[16];
    (void)snprintf(kind, sizeof kind, "%.*s", (int)(f->kind.n < 15 ? f->kind.n : 15), f->kind.p);
    const json_t *o = json_object_get(j, kind);
    f->type = get(r, o, "type");
    f->mode = get(r, o, "mode");
    f->measure = get(r, o, "measure");
    f->phase = get(r, o, "phase");
    f->what = get(r, o, "what");
    f->counted = get(r, o, "who_text");
    f->qualifier = get(r, o, "qualifier");
    f->unit = get(r, o, "unit");
    f->as_of = get(r, o, "as_of");
    f->cumulative = json_is_true(json_object_get(o, "cumulative"));
    f->has_low = bound(o, "low", &f->low);
    f->has_high = bound(o, "high", &f->high);
    f->direct = json_is_true(json_object_get(o, "direct"));
    f->of = get(r, o, "of");
    f->text = get(r, o, at_eq(f->kind, AT_S("framing")) ? "words" : at_eq(f->kind, AT_S("silence")) ? "about" : "text");
}

static void take_json(at__req *r, at__fact *f, at_str text)
{
    r->json = json_loadb(text.p, text.n, 0, NULL);
    const json_t *j = r->json, *date = json_object_get(j, "date");
    f->stance = get(r, j, "stance");
    f->negated = json_is_true(json_object_get(j, "negated"));
    f->rule = get(r, j, "rule");
    f->row = get(r, j, "row");
    f->incident = get(r, j, "incident");
    f->span = span(json_object_get(j, "span"));
    f->date_span = span(json_object_get(date, "span"));
    take_said(r, f, json_object_get(j, "source"));
    take_kind(r, f, j);
    json_decref(r->json);
    r->json = NULL;
}

static void take(at__req *r, at__fact *f, sqlite3_stmt *st)
{
    at_str *const text[] = {&f->id, &f->key, &f->kind, &f->report, &f->title, &f->publisher, &f->published, &f->from, &f->to, &f->precision, &f->place, &f->country};
    f->n = sqlite3_column_int64(st, 0);
    f->pos = sqlite3_column_int64(st, 1);
    for (int i = 0; i < (int)(sizeof text / sizeof *text); i++)
        *text[i] = at__req_copy(r, st, i + 2);
    f->located = sqlite3_column_type(st, 14) == SQLITE_FLOAT;
    f->lat = sqlite3_column_double(st, 14);
    f->lon = sqlite3_column_double(st, 15);
    f->place_precision = sqlite3_column_int(st, 16);
    f->confidence = sqlite3_column_double(st, 17);
    f->status = at__req_copy(r, st, 18);
    f->words = at__req_copy(r, st, 19);
    f->who = at__req_copy(r, st, 20);
    f->whom = at__req_copy(r, st, 21);
    take_json(r, f, at_sql_column(st, 22));
}

/* In an export nothing is left of what people rejected or keep back. */
static bool may_show(at__req *r, const at__fact *f)
{
    return !r->site || (!at_eq(f->status, AT_S("rejected")) && !at__site_withheld(r, f->n, f->pos));
}

static void leave_out(at__req *r, at__facts *all)
{
    size_t n = 0;
    for (size_t i = 0; r->site && i < all->n; i++)
        if (may_show(r, &all->p[i]))
            all->p[n++] = all->p[i];
    all->n = r->site ? n : all->n;
}

static at__facts take_all(at__req *r, sqlite3_stmt *st)
{
    at__facts out = {0};
    while (at_sql_step(&r->q, st))
        take(r, at_push(&r->mem, &out), st);
    at__req_end(r, st);
    leave_out(r, &out);
    return out;
}

/* Which findings, in order; their rows are read afterwards, for those alone. */
typedef struct {
    int64_t n, pos;
} hit;

static at__facts take_hits(at__req *r, sqlite3_stmt *st)
{
    AT_VEC(hit) hits = {0};
    at__facts out = {0};
    while (at_sql_step(&r->q, st))
        *at_push(&r->mem, &hits) = (hit){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
    at__req_end(r, st);
    st = at__req_sql(r, at_arena_fmt(&r->mem, "%s FROM findings AS v WHERE v.n = ?1 AND v.pos = ?2", columns).p);
    for (size_t i = 0; i < hits.n; i++) {
        at_sql_int(&r->q, st, 1, hits.p[i].n);
        at_sql_int(&r->q, st, 2, hits.p[i].pos);
        if (at_sql_step(&r->q, st))
            take(r, at_push(&r->mem, &out), st);
        sqlite3_reset(st);
    }
    at__req_end(r, st);
    leave_out(r, &out);
    return out;
}

at__facts at__facts_load(at__req *r, const char *kinds, at__order order, int64_t limit, int64_t skip)
{
    static const char *const orders[] = {[AT__OLDEST] = " ORDER BY v.day, v.n, v.pos LIMIT ?20 OFFSET ?21",
                                         [AT__NEWEST] = " ORDER BY v.date_from IS NULL, v.day DESC, v.n DESC, v.pos DESC LIMIT ?20 OFFSET ?21",
                                         [AT__LATEST] = " AND v.day < '9999' ORDER BY v.day DESC, v.n DESC, v.pos DESC LIMIT ?20 OFFSET ?21",
                                         [AT__UNDATED] = " AND v.day = '9999' ORDER BY v.n DESC, v.pos DESC LIMIT ?20 OFFSET ?21"};
    sqlite3_stmt *st = at__scope_sql(r, "SELECT v.n, v.pos", kinds, orders[order]);
    at_sql_int(&r->q, st, 20, limit);
    at_sql_int(&r->q, st, 21, skip);
    return take_hits(r, st);
}

at__facts at__facts_of(at__req *r, sqlite3_stmt *st)
{
    return take_hits(r, st);
}

at__facts at__facts_where(at__req *r, const char *kinds, at_str condition, const char *column, at_str value, int64_t limit)
{
    at_str rest = at_arena_fmt(&r->mem, limit < 0 ? "%.*s ORDER BY v.day DESC, v.n DESC, v.pos DESC LIMIT ?20" : "%.*s ORDER BY v.day, v.n, v.pos LIMIT ?20", AT_FMT(condition));
    r->also_column = column;
    r->also_words = value;
    sqlite3_stmt *st = at__scope_sql(r, "SELECT v.n, v.pos", kinds, rest.p);
    r->also_column = NULL;
    at_sql_int(&r->q, st, 20, limit < 0 ? -limit : limit);
    if (sqlite3_bind_parameter_count(st) >= 22)
        at_sql_text(&r->q, st, 22, value);
    return take_hits(r, st);
}

static const char *joined(at__req *r, const char *rest)
{
    return at_arena_fmt(&r->mem, "%s FROM findings AS v %s", columns, rest).p;
}

at__facts at__facts_report(at__req *r, int64_t n)
{
    sqlite3_stmt *st = at__req_sql(r, joined(r, "WHERE v.n = ?1 AND NOT v.confidential ORDER BY v.pos"));
    at_sql_int(&r->q, st, 1, n);
    return take_all(r, st);
}

bool at__fact_find(at__req *r, at__fact *f, at_str id)
{
    size_t colon = at_index_char(id, ':', 0);
    int64_t n = 0;
    sqlite3_stmt *st;
    if (colon != SIZE_MAX && at_to_i64(at_sub(id, 0, colon), &n)) {
        st = at__req_sql(r, joined(r, "WHERE v.n = ?1 AND v.id = ?2 AND NOT v.confidential"));
        at_sql_int(&r->q, st, 1, n);
        at_sql_text(&r->q, st, 2, id);
    } else {
        st = at__req_sql(r, joined(r, "WHERE v.key = ?1 AND NOT v.confidential LIMIT 1"));
        at_sql_text(&r->q, st, 1, id);
    }
    bool found = at_sql_step(&r->q, st);
    if (found)
        take(r, f, st);
    at__req_end(r, st);
    return found && may_show(r, f);
}

bool at__fact_at(at__req *r, at__fact *f, int64_t n, int64_t pos)
{
    sqlite3_stmt *st = at__req_sql(r, joined(r, "WHERE v.n = ?1 AND v.pos = ?2 AND NOT v.confidential"));
    at_sql_int(&r->q, st, 1, n);
    at_sql_int(&r->q, st, 2, pos);
    bool found = at_sql_step(&r->q, st);
    if (found)
        take(r, f, st);
    at__req_end(r, st);
    return found && may_show(r, f);
}

int64_t at__facts_count(at__req *r, const char *kinds)
{
    static const char all[] = "'event', 'figure', 'statement', 'demand', 'cause', 'framing', 'silence'";
    sqlite3_stmt *st;
    if (at__scope_kept(r)) {
        st = at__req_sql(r, at_arena_fmt(&r->mem, "SELECT coalesce(sum(n), 0) FROM tally WHERE kind IN (%s) AND (?1 = '' OR type = ?1 COLLATE NOCASE)", kinds ? kinds : all).p);
        at_sql_text(&r->q, st, 1, at__req_arg(r, "type"));
    } else {
        st = at__scope_sql(r, "SELECT count(*)", kinds, "");
    }
    int64_t n = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    return n;
}
