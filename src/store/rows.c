/* Questions to the record: one SELECT over a view, with the conditions that the filter has. */
#include "store/store.h"

#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include "link/quiet.h"
#include "store/meaning.h"
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 40 };

struct at_rows {
    at_sql q;
    sqlite3_stmt *st;
    at_field cells[MOST_CELLS];
    int column[MOST_CELLS]; /* of the statement */
    size_t n;
};

static const char *const views[] = {
    [AT_EVENTS] = "events",   [AT_FIGURES] = "figures",   [AT_STATEMENTS] = "statements", [AT_DEMANDS] = "demands", [AT_CAUSES] = "causes",
    [AT_FRAMINGS] = "framings", [AT_SILENCES] = "silences", [AT_DISPUTES] = "disputes",     [AT_ACTORS] = "actors",   [AT_PLACES] = "places",
    [AT_INCIDENTS] = "incidents", [AT_SERIES] = "series", [AT_SENTENCES] = "sentences",
};
/* The column that --type looks at; NULL: the list has none. */
static const char *const types[] = {
    [AT_EVENTS] = "type", [AT_FIGURES] = "what", [AT_SILENCES] = "type", [AT_DISPUTES] = "type", [AT_ACTORS] = "type", [AT_PLACES] = NULL,
    [AT_INCIDENTS] = "type", [AT_SERIES] = "what",
};

/* Is report r the one that ?2 names: by its number, id, the start of it, or its name? */
#define NAMED "r.id = ?2 OR r.name = ?2 OR CAST(r.n AS TEXT) = ?2 OR (length(?2) > 3 AND substr(r.id, 1, length(?2)) = ?2)"

static void of_report(at_buf *b)
{
    at_buf_put(b, AT_S(" AND v.n IN (SELECT r.n FROM report r WHERE " NAMED ")"));
}

void at_store_match(at_buf *b, const char *column, at_str s)
{
    if (!s.n)
        return;
    if (b->n)
        at_buf_put(b, AT_S(" AND "));
    at_buf_fmt(b, "%s:(", column);
    for (size_t i = 0; i < s.n;) {
        bool quoted = s.p[i] == '"';
        if (s.p[i] == ' ') {
            i++;
            continue;
        }
        i += quoted;
        size_t end = i;
        while (end < s.n && (quoted ? s.p[end] != '"' : s.p[end] != ' ' && s.p[end] != '"'))
            end++;
        bool prefix = !quoted && end > i && s.p[end - 1] == '*';
        at_buf_putc(b, '"');
        for (size_t k = i; k < end - prefix; k++)
            if (s.p[k] != '"' && s.p[k])
                at_buf_putc(b, s.p[k]);
        at_buf_put(b, prefix ? AT_S("\"* ") : AT_S("\" "));
        i = end + quoted;
    }
    at_buf_putc(b, ')');
}

/* The whole SELECT. Values are bound by number: ?1 match, ?2 report, ?3 since, ?4 until, ?5 type, ?6 stance, ?7 confidence,
 * ?8 limit, ?9 skip, ?11 sentences near in meaning, ?10 actor or place of the lists that have no full-text index. */
static void findings_sql(at_buf *b, at_list what, const at_filter *f, bool fts)
{
    at_buf_fmt(b, "SELECT v.*%s FROM ", f->like ? ", near.likeness" : "");
    if (f->like)
        at_buf_put(b, AT_S("(SELECT f.report AS r, f.pos AS p, max(h.value ->> 3) AS likeness FROM json_each(?11) AS h CROSS JOIN finding f ON f.report = h.value ->> 0"
                           " AND f.beg < h.value ->> 2 AND f.end > h.value ->> 1 GROUP BY 1, 2) AS near CROSS JOIN "));
    if (fts)
        at_buf_put(b, AT_S("(SELECT rowid >> 20 AS r, rowid & 1048575 AS p FROM finding_fts WHERE finding_fts MATCH ?1) AS hit CROSS JOIN "));
    at_buf_fmt(b, "%s AS v WHERE 1", views[what]);
    if (f->like)
        at_buf_put(b, AT_S(" AND v.n = near.r AND v.pos = near.p"));
    if (fts)
        at_buf_put(b, f->like ? AT_S(" AND hit.r = near.r AND hit.p = near.p") : AT_S(" AND v.n = hit.r AND v.pos = hit.p"));
    if (f->report.n)
        of_report(b);
    if (f->until.n)
        at_buf_put(b, AT_S(" AND v.day <= ?4"));
    if (f->since.n) /* an end that is not known reaches into the days asked for only if it began there or still goes on */
        at_buf_put(b, AT_S(" AND v.date_from IS NOT NULL AND coalesce(v.date_to, '9999') >= ?3"));
    else if (f->until.n)
        at_buf_put(b, AT_S(" AND v.date_from IS NOT NULL"));
    if (f->type.n)
        at_buf_fmt(b, " AND v.%s = ?5 COLLATE NOCASE", types[what]);
    if (f->stance.n)
        at_buf_put(b, AT_S(" AND v.stance = ?6"));
    if (f->confidence > 0)
        at_buf_put(b, AT_S(" AND v.confidence >= ?7"));
    if (!f->rejected)
        at_buf_put(b, AT_S(" AND v.status <> 'rejected'"));
    if (!f->confidential)
        at_buf_put(b, AT_S(" AND NOT v.confidential"));
    at_buf_put(b, f->like ? AT_S(" ORDER BY near.likeness DESC, v.n, v.pos LIMIT ?8 OFFSET ?9") : AT_S(" ORDER BY v.day, v.n, v.pos LIMIT ?8 OFFSET ?9"));
}

static void groups_sql(at_buf *b, at_list what, const at_filter *f)
{
    at_buf_fmt(b, "SELECT v.* FROM %s AS v WHERE 1", views[what]);
    if (f->report.n && what == AT_DISPUTES)
        of_report(b);
    if (f->type.n && types[what])
        at_buf_fmt(b, " AND v.%s = ?5 COLLATE NOCASE", types[what]);
    if (what != AT_DISPUTES && (f->actor.n || f->place.n || f->words.n))
        at_buf_put(b, AT_S(" AND instr(lower(v.name), lower(?10)) > 0"));
    if (what == AT_DISPUTES && !f->confidential)
        at_buf_put(b, AT_S(" AND NOT v.confidential"));
    at_buf_put(b, what == AT_DISPUTES ? AT_S(" ORDER BY v.n, v.pos, v.id LIMIT ?8 OFFSET ?9")
                                      : AT_S(" ORDER BY v.findings DESC, v.name LIMIT ?8 OFFSET ?9"));
}

/* Incidents and series have days, places and words, but no line of the full-text index. Incidents are chosen and put in order by their own table, so
 * that what is not shown is not counted. */
static void linked_sql(at_buf *b, at_list what, const at_filter *f)
{
    bool incidents = what == AT_INCIDENTS;
    const char *t = incidents ? "i" : "v";
    at_buf_fmt(b, incidents ? "SELECT v.* FROM link_incident AS i CROSS JOIN incidents AS v WHERE v.n = i.n" : "SELECT v.* FROM series AS v WHERE 1");
    if (f->since.n)
        at_buf_put(b, incidents ? AT_S(" AND coalesce(i.day, 99999999) >= julianday(?3) - 2440587.5 AND i.day IS NOT NULL") : AT_S(" AND v.day >= ?3 AND v.day < '9999'"));
    if (f->until.n)
        at_buf_put(b, incidents ? AT_S(" AND coalesce(i.day, 99999999) <= julianday(?4) - 2440587.5") : AT_S(" AND v.day <= ?4"));
    if (f->type.n)
        at_buf_fmt(b, " AND %s.%s = ?5 COLLATE NOCASE", t, types[what]);
    if (f->place.n)
        at_buf_fmt(b, " AND (instr(lower(%s.place), lower(?10)) > 0 OR %s.country = ?10 COLLATE NOCASE)", t, t);
    else if (f->words.n)
        at_buf_put(b, AT_S(" AND instr(lower(v.words), lower(?10)) > 0"));
    if (!f->confidential)
        at_buf_put(b, AT_S(" AND NOT v.confidential"));
    at_buf_put(b, what == AT_SERIES ? AT_S(" ORDER BY v.n, v.what, v.as_of, v.id LIMIT ?8 OFFSET ?9") : AT_S(" ORDER BY coalesce(i.day, 99999999), i.n LIMIT ?8 OFFSET ?9"));
}

#define OF_REPORT " r.name AS report, r.publisher, r.published, r.title,"
#define CONDITIONS " AND (?2 = '' OR " NAMED ")" \
                   " AND (?3 = '' OR r.published >= ?3) AND (?4 = '' OR r.published <= ?4)"

/* Sentences with the findings in them; of one that holds what is confidential nothing is shown. */
static void sentences_sql(at_buf *b, const at_filter *f)
{
    if (f->like)
        at_buf_put(b, AT_S("SELECT h.value ->> 0 AS n, h.value ->> 1 AS pos, (h.value ->> 0) || ':' || (h.value ->> 1) || '-' || (h.value ->> 2) AS id, round(h.value ->> 3, 3) AS likeness," OF_REPORT
                           " (SELECT group_concat(f.report || ':' || f.id, ' ') FROM finding f WHERE f.report = r.n AND f.beg < h.value ->> 2 AND f.end > h.value ->> 1 AND f.status <> 'rejected') AS findings,"
                           " CAST(substr(CAST(r.text AS BLOB), 1 + (h.value ->> 1), (h.value ->> 2) - (h.value ->> 1)) AS TEXT) AS words"
                           " FROM json_each(?11) AS h JOIN report r ON r.n = h.value ->> 0 WHERE 1" CONDITIONS));
    else
        at_buf_put(b, AT_S("SELECT r.n, 0 AS pos, r.n || '' AS id, NULL AS likeness," OF_REPORT " NULL AS findings, snippet(report_fts, 1, '', '', ' … ', 32) AS words"
                           " FROM report_fts JOIN report r ON r.n = report_fts.rowid WHERE report_fts MATCH ?1" CONDITIONS));
    if (!f->confidential)
        at_buf_put(b, f->like ? AT_S(" AND NOT r.confidential AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.report = r.n AND f.confidential AND f.beg < h.value ->> 2 AND f.end > h.value ->> 1)")
                              : AT_S(" AND NOT r.confidential AND NOT EXISTS (SELECT 1 FROM finding f WHERE f.report = r.n AND f.confidential)"));
    at_buf_put(b, f->like ? AT_S(" ORDER BY h.value ->> 3 DESC LIMIT ?8 OFFSET ?9") : AT_S(" ORDER BY rank LIMIT ?8 OFFSET ?9"));
}

static bool is_day(at_str s)
{
    return !s.n || at_day_parse(s) != AT_NODAY;
}

static at_code check(at_list what, const at_filter *f, at_err *err)
{
    if (!is_day(f->since) || !is_day(f->until))
        return at_fail(err, AT_EUSAGE, "%.*s is no day like 2022-01-06", (int)(is_day(f->since) ? f->until.n : f->since.n),
                       is_day(f->since) ? f->until.p : f->since.p);
    if (what >= AT_INCIDENTS && (f->stance.n || f->source.n || f->confidence > 0 || f->actor.n || (f->report.n && what != AT_SENTENCES)))
        return at_fail(err, AT_EUSAGE, "%s can be chosen by day, place, type and words", views[what]);
    if (what > AT_SILENCES && what < AT_INCIDENTS && (f->since.n || f->until.n || f->stance.n || f->source.n || f->confidence > 0))
        return at_fail(err, AT_EUSAGE, "%s have no day, source, stance or confidence to ask for", views[what]);
    if (what == AT_DISPUTES && (f->actor.n || f->place.n || f->words.n))
        return at_fail(err, AT_EUSAGE, "disputes can be chosen by report and type");
    if (what == AT_SENTENCES && (!f->like == !f->words.n || f->type.n || f->place.n))
        return at_fail(err, AT_EUSAGE, "sentences are asked for by meaning or by their words, by report and by the day of its publication");
    if (f->like && what > AT_SILENCES && what != AT_SENTENCES)
        return at_fail(err, AT_EUSAGE, "%s cannot be asked for by meaning", views[what]);
    if (f->type.n && !types[what])
        return at_fail(err, AT_EUSAGE, "%s have no type", views[what]);
    return AT_OK;
}

/* Which columns are shown: all but those that only serve the search. */
static void name_columns(at_rows *r)
{
    static const char *const hidden[] = {"n", "pos", "day", "confidential", "json"};
    for (int i = 0; r->st && i < sqlite3_column_count(r->st) && r->n < MOST_CELLS; i++) {
        const char *name = sqlite3_column_name(r->st, i);
        bool hide = !name;
        for (size_t k = 0; !hide && k < sizeof hidden / sizeof *hidden; k++)
            hide = !strcmp(name, hidden[k]);
        if (hide)
            continue;
        r->column[r->n] = i;
        r->cells[r->n++] = (at_field){.name = name, .value = AT_S(""), .null = 1};
    }
}

static void bind(at_rows *r, const at_filter *f, at_str expr, at_str near, bool empty)
{
    struct {
        int i;
        at_str s;
    } text[] = {{11, near}, {1, expr}, {2, f->report}, {3, f->since}, {4, f->until}, {5, f->type}, {6, f->stance},
                {10, f->actor.n ? f->actor : f->place.n ? f->place : f->words}};
    for (size_t k = 0; k < sizeof text / sizeof *text; k++)
        if ((text[k].s.n || empty) && text[k].i <= sqlite3_bind_parameter_count(r->st) && r->q.rc == SQLITE_OK)
            r->q.rc = sqlite3_bind_text64(r->st, text[k].i, text[k].s.n ? text[k].s.p : "", text[k].s.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    if (sqlite3_bind_parameter_count(r->st) < 9)
        return;
    at_sql_real(&r->q, r->st, 7, f->confidence);
    at_sql_int(&r->q, r->st, 8, f->limit ? (int64_t)f->limit : -1);
    at_sql_int(&r->q, r->st, 9, (int64_t)f->skip);
}

at_code at_rows_open(at_rows **out, at_store *s, at_list what, const at_filter *f, at_err *err)
{
    static const at_filter none;
    at_buf sql = {0}, expr = {0}, near = {0};
    *out = NULL;
    f = f ? f : &none;
    at_code code = check(what, f, err);
    if (code != AT_OK)
        return code;
    at_rows *r = calloc(1, sizeof *r);
    if (!r)
        return at_fail(err, AT_ENOMEM, "out of memory");
    r->q = (at_sql){s->db, SQLITE_OK};
    if (what == AT_SILENCES)
        at_quiet_refresh(&r->q);
    if (what <= AT_SILENCES) {
        at_store_match(&expr, "words", f->words);
        at_store_match(&expr, "who", f->actor);
        at_store_match(&expr, "place", f->place);
        at_store_match(&expr, "source", f->source);
        if (f->like)
            at_meaning_near(&r->q, &near, f, false);
        findings_sql(&sql, what, f, expr.n != 0);
    } else if (what == AT_SENTENCES) {
        at_store_match(&expr, "{title text}", f->words);
        if (f->like)
            at_meaning_near(&r->q, &near, f, true);
        sentences_sql(&sql, f);
    } else if (what >= AT_INCIDENTS) {
        linked_sql(&sql, what, f);
    } else {
        groups_sql(&sql, what, f);
    }
    at_buf_putc(&sql, 0);
    if (!sql.bad && !expr.bad && !near.bad)
        r->st = at_sql_prepare(&r->q, sql.p);
    if (r->st)
        bind(r, f, (at_str){expr.p, expr.n}, (at_str){near.p, near.n}, what == AT_SENTENCES);
    name_columns(r);
    code = sql.bad || expr.bad || near.bad ? at_fail(err, AT_ENOMEM, "out of memory") : at_sql_code(&r->q, err);
    at_buf_release(&sql);
    at_buf_release(&expr);
    at_buf_release(&near);
    if (code != AT_OK) {
        at_rows_close(r);
        return code;
    }
    *out = r;
    return AT_OK;
}

at_code at_rows_next(at_rows *r, const at_field **cells, size_t *n, at_err *err)
{
    *cells = r->cells;
    *n = 0;
    if (!at_sql_step(&r->q, r->st))
        return at_sql_code(&r->q, err);
    for (size_t i = 0; i < r->n; i++) {
        int type = sqlite3_column_type(r->st, r->column[i]);
        r->cells[i].null = type == SQLITE_NULL;
        r->cells[i].number = type == SQLITE_INTEGER || type == SQLITE_FLOAT;
        r->cells[i].value = at_sql_column(r->st, r->column[i]);
    }
    *n = r->n;
    return AT_OK;
}

void at_rows_finding(at_rows *r, int64_t *report, int64_t *pos)
{
    *report = sqlite3_column_int64(r->st, 0); /* every view of findings begins with n and pos */
    *pos = sqlite3_column_int64(r->st, 1);
}

const at_field *at_rows_columns(at_rows *r, size_t *n)
{
    *n = r->n;
    return r->cells;
}

void at_rows_close(at_rows *r)
{
    if (!r)
        return;
    sqlite3_finalize(r->st);
    free(r);
}
