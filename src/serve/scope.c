#include "serve/scope.h"

#include "base/data.h"
#include "base/day.h"
#include <stdlib.h>

/* Conditions that links carry from view to view. */
static const char *const carried[] = {"report", "since", "until", "place", "actor", "source", "q", "type", "stance", "confidence", "order"};
enum { CARRIED = sizeof carried / sizeof *carried };

static at_str day(const at__req *r, const char *name)
{
    at_str s = at__req_arg(r, name);
    return s.n == 10 && at_day_parse(s) != AT_NODAY ? s : AT_S("");
}

at_filter at__scope(const at__req *r)
{
    at_filter f = {.report = at__req_arg(r, "report"), .since = day(r, "since"), .until = day(r, "until"), .place = at__req_arg(r, "place"),
                   .actor = at__req_arg(r, "actor"), .source = at__req_arg(r, "source"), .words = at__req_arg(r, "q"), .type = at__req_arg(r, "type"),
                   .stance = at__req_arg(r, "stance")};
    char number[16];
    at_str c = at__req_arg(r, "confidence");
    (void)snprintf(number, sizeof number, "%.*s", (int)(c.n < 15 ? c.n : 15), c.p);
    double at_least = c.n ? strtod(number, NULL) : 0;
    f.confidence = at_least > 0 && at_least <= 1 ? at_least : 0;
    return f;
}

bool at__scope_any(const at__req *r)
{
    for (size_t i = 0; i < CARRIED - 1; i++)
        if (at__req_arg(r, carried[i]).n)
            return true;
    return false;
}

bool at__scope_kept(const at__req *r)
{
    for (size_t i = 0; i < CARRIED - 1; i++)
        if (at__req_arg(r, carried[i]).n && !at_eq(at_strz(carried[i]), AT_S("type")))
            return false;
    return true;
}

static void expression(at_buf *b, const at__req *r, const at_filter *f)
{
    if (r->also_column)
        at_store_match(b, r->also_column, r->also_words);
    at_store_match(b, "words", f->words);
    at_store_match(b, "who", f->actor);
    at_store_match(b, "place", f->place);
    at_store_match(b, "source", f->source);
}

void at__scope_from(at_buf *sql, const at__req *r, const char *kinds)
{
    at_filter f = at__scope(r);
    bool search = f.words.n || f.actor.n || f.place.n || f.source.n || r->also_column;
    if (search)
        at_buf_put(sql, AT_S(" FROM (SELECT rowid >> 20 AS r, rowid & 1048575 AS p FROM finding_fts WHERE finding_fts MATCH ?1) AS hit CROSS JOIN"));
    else
        at_buf_put(sql, AT_S(" FROM"));
    /* as the view findings, but for what costs a look at each report: counting needs nothing of it */
    at_buf_put(sql, AT_S(" (SELECT f.report AS n, f.pos AS pos, f.key AS key, f.kind AS kind, f.date_from AS date_from, f.date_to AS date_to, f.type AS type, f.what AS what, f.stance AS stance,"
                         " f.confidence AS confidence, f.json AS json, coalesce(f.date_from, '9999') AS day, p.name AS place, p.country AS country, p.lat AS lat, p.lon AS lon, p.precision AS place_precision"
                         " FROM finding f LEFT JOIN place p ON p.report = f.report AND p.id = f.place WHERE f.status <> 'rejected' AND NOT f.confidential"
                         " AND f.report NOT IN (SELECT n FROM report WHERE confidential)) AS v WHERE 1"));
    if (kinds)
        at_buf_fmt(sql, " AND v.kind IN (%s)", kinds);
    if (search)
        at_buf_put(sql, AT_S(" AND v.n = hit.r AND v.pos = hit.p"));
    if (f.report.n)
        at_buf_put(sql, AT_S(" AND v.n IN (SELECT n FROM report WHERE id=?2 OR name=?2 OR CAST(n AS TEXT)=?2 OR (length(?2)>3 AND substr(id,1,length(?2))=?2))"));
    if (f.since.n || f.until.n)
        at_buf_put(sql, AT_S(" AND v.date_from IS NOT NULL"));
    if (f.since.n)
        at_buf_put(sql, AT_S(" AND coalesce(v.date_to, '9999') >= ?3"));
    if (f.until.n)
        at_buf_put(sql, AT_S(" AND v.day <= ?4"));
    if (f.type.n)
        at_buf_put(sql, AT_S(" AND coalesce(v.type, v.what, json_extract(v.json, '$.silence.type')) = ?5 COLLATE NOCASE"));
    if (f.stance.n)
        at_buf_put(sql, AT_S(" AND v.stance = ?6"));
    if (f.confidence > 0)
        at_buf_put(sql, AT_S(" AND v.confidence >= ?7"));
}

sqlite3_stmt *at__scope_sql(at__req *r, const char *select, const char *kinds, const char *rest)
{
    at_buf sql = {0};
    at_buf_put(&sql, at_strz(select));
    at__scope_from(&sql, r, kinds);
    at_buf_put(&sql, at_strz(rest));
    at_buf_putc(&sql, 0);
    sqlite3_stmt *st = sql.bad ? NULL : at__scope_bind(r, at__req_sql(r, sql.p));
    r->out.bad |= sql.bad;
    at_buf_release(&sql);
    return st;
}

sqlite3_stmt *at__scope_bind(at__req *r, sqlite3_stmt *st)
{
    at_filter f = at__scope(r);
    at_buf expr = {0};
    expression(&expr, r, &f);
    int most = st ? sqlite3_bind_parameter_count(st) : 0;
    const struct {
        int i;
        at_str s;
    } text[] = {{1, (at_str){expr.p, expr.n}}, {2, f.report}, {3, f.since}, {4, f.until}, {5, f.type}, {6, f.stance}};
    for (size_t k = 0; k < sizeof text / sizeof *text; k++)
        if (text[k].s.n && text[k].i <= most && r->q.rc == SQLITE_OK)
            r->q.rc = sqlite3_bind_text64(st, text[k].i, text[k].s.p, text[k].s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (f.confidence > 0 && most >= 7)
        at_sql_real(&r->q, st, 7, f.confidence);
    r->out.bad |= expr.bad;
    at_buf_release(&expr);
    return st;
}

/* ---- links ---- */

void at__scope_href(const at__req *r, at_buf *b, const char *path, const at__arg *set, size_t n)
{
    const char *sep = "?";
    at_buf_put(b, at_strz(path));
    for (size_t i = 0; i < CARRIED; i++) {
        at_str value = at__req_arg(r, carried[i]);
        for (size_t k = 0; k < n; k++)
            if (at_eq(set[k].name, at_strz(carried[i])))
                value = set[k].value;
        if (!value.n)
            continue;
        at__html(b, sep[0] == '?' ? "?$z=$u" : "&amp;$z=$u", carried[i], value);
        sep = "&";
    }
    for (size_t k = 0; k < n; k++) { /* arguments that only this link has */
        bool known = false;
        for (size_t i = 0; i < CARRIED; i++)
            known |= at_eq(set[k].name, at_strz(carried[i]));
        if (known || !set[k].value.n)
            continue;
        at__html(b, sep[0] == '?' ? "?$s=$u" : "&amp;$s=$u", set[k].name, set[k].value);
        sep = "&";
    }
}

void at__scope_href1(const at__req *r, at_buf *b, const char *path, const char *name, at_str value)
{
    at__arg set = {at_strz(name), value};
    at__scope_href(r, b, path, &set, 1);
}

/* ---- the form ---- */

static void input(at__req *r, const char *name, const char *label, const char *type, const char *hint)
{
    at__html(&r->out, "<label>$z <input name=$z type=$z value=\"$s\"", label, name, type, at__req_arg(r, name));
    if (hint)
        at__html(&r->out, " placeholder=\"$z\"", hint);
    at_buf_put(&r->out, AT_S("></label>"));
}

static void choice(at__req *r, const char *name, const char *label, const char *words)
{
    at_str rest = at_strz(words), word, now = at__req_arg(r, name);
    at__html(&r->out, "<label>$z <select name=$z><option value=\"\">any", label, name);
    while (at_cut(&rest, '|', &word))
        at__html(&r->out, "<option$z>$s", at_eq_fold(word, now) ? " selected" : "", word);
    at_buf_put(&r->out, AT_S("</select></label>"));
}

static void chips(at__req *r, const char *path)
{
    static const char *const words[] = {"report", "since", "until", "in", "with", "said by", "words", "type", "stance", "at least"};
    if (!at__scope_any(r))
        return;
    at_buf_put(&r->out, AT_S("<p class=chips>"));
    for (size_t i = 0; i < CARRIED - 1; i++) {
        at_str v = at__req_arg(r, carried[i]);
        if (!v.n)
            continue;
        at_buf_put(&r->out, AT_S("<a href=\""));
        at__scope_href1(r, &r->out, path, carried[i], AT_S(""));
        at__html(&r->out, "\">$z <b>$s</b> <span aria-hidden=true>×</span><span class=vh> remove</span></a> ", words[i], i == 3 ? at__country(v) : v);
    }
    at__html(&r->out, "<a class=all href=\"$z\">everything</a></p>", path);
}

void at__scope_form(at__req *r, const char *path, const char *types)
{
    if (r->site)
        return;
    at__html(&r->out, "<details class=filter$z><summary>Choose days, places, people</summary><form action=\"$z\" role=search aria-label=\"Choose\">", "", path);
    input(r, "since", "Since", "date", NULL);
    input(r, "until", "Until", "date", NULL);
    input(r, "place", "Place", "text", "name or country");
    input(r, "actor", "Who has part", "text", NULL);
    input(r, "source", "Who says so", "text", NULL);
    input(r, "q", "Words", "text", "tear gas, \"two words\", arrest*");
    if (types)
        choice(r, "type", "Type", types);
    choice(r, "stance", "Stance", "asserted|reported|confirmed|denied|alleged|expected|feared|promised|demanded|hypothetical");
    choice(r, "confidence", "At least so sure", "0.5|0.6|0.7|0.8|0.9");
    if (at__req_arg(r, "report").n)
        at__html(&r->out, "<input type=hidden name=report value=\"$s\">", at__req_arg(r, "report"));
    at_buf_put(&r->out, AT_S("<button>Show</button></form></details>"));
    chips(r, path);
}

/* ---- countries ---- */

at_str at__country(at_str code)
{
    at_str rest = at_data("countries.tsv"), line;
    if (code.n != 3)
        return code;
    while (at_cut(&rest, '\n', &line)) { /* word, country, kind, as */
        at_str word, country, kind;
        if (!at_cut(&line, '\t', &word) || !at_cut(&line, '\t', &country) || !at_cut(&line, '\t', &kind))
            continue;
        if (at_eq_fold(country, code) && at_eq(kind, AT_S("name")) && line.n > 1)
            return at_trim(line);
    }
    return code;
}
