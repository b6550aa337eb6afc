/* One record into the file, whole or not at all. */
#include "store/meaning.h"
#include "store/near.h"

#include "base/err.h"
#include "base/sha256.h"
#include "base/str.h"
#include "link/link.h"
#include "store/tally.h"
#include <jansson.h>
#include <stdlib.h>

/* Fifteen digits give back every decimal that the wire format holds as it was written. */
#define DUMP (JSON_COMPACT | JSON_REAL_PRECISION(15))

typedef struct {
    at_sql q;
    at_store *s;
    json_t *record, *report;
    at_str text; /* kept text, p NULL if the record came without */
    char *dump;  /* the record without its text and its sentences' vectors */
    json_t *vectors;
    at_span *spans; /* [nspans] of the sentences that have one */
    size_t nspans;
    char sha[65], now[32];
    int64_t n; /* report.n */
    bool same_text; /* as it was in the file before */
} adding;

static at_str str(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : (at_str){NULL, 0};
}

static void bind(adding *a, sqlite3_stmt *st, int i, const json_t *o, const char *key)
{
    at_sql_text(&a->q, st, i, str(o, key));
}

static void bind_int(adding *a, sqlite3_stmt *st, int i, const json_t *v)
{
    if (json_is_integer(v))
        at_sql_int(&a->q, st, i, (int64_t)json_integer_value(v));
}

static void bind_real(adding *a, sqlite3_stmt *st, int i, const json_t *v)
{
    if (json_is_number(v))
        at_sql_real(&a->q, st, i, json_number_value(v));
}

/* Binds o's own JSON and steps. */
static void row(adding *a, sqlite3_stmt *st, int i, const json_t *o)
{
    char *json = json_dumps(o, DUMP | JSON_ENCODE_ANY);
    if (!json && a->q.rc == SQLITE_OK)
        a->q.rc = SQLITE_NOMEM;
    at_sql_text(&a->q, st, i, at_strz(json));
    at_sql_again(&a->q, st);
    free(json);
}

static const json_t *list(const adding *a, const char *key)
{
    return json_object_get(a->record, key);
}

static void add_actors(adding *a)
{
    const json_t *all = list(a, "actors");
    sqlite3_stmt *st = at_sql_prepare(&a->q, "INSERT INTO actor(report,id,name,type,country,sector,json) VALUES(?,?,?,?,?,?,?)");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *o = json_array_get(all, i);
        at_sql_int(&a->q, st, 1, a->n);
        bind(a, st, 2, o, "id");
        bind(a, st, 3, o, "name");
        bind(a, st, 4, o, "type");
        bind(a, st, 5, o, "country");
        bind(a, st, 6, o, "sector");
        row(a, st, 7, o);
    }
    at_sql_end(&a->q, st);
}

static void add_places(adding *a)
{
    const json_t *all = list(a, "places");
    sqlite3_stmt *st = at_sql_prepare(
        &a->q, "INSERT INTO place(report,id,name,geonames,lat,lon,country,admin1,precision,json) VALUES(?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < json_array_size(all); i++) {
        const json_t *o = json_array_get(all, i);
        at_sql_int(&a->q, st, 1, a->n);
        bind(a, st, 2, o, "id");
        bind(a, st, 3, o, "name");
        bind_int(a, st, 4, json_object_get(o, "geonames"));
        bind_real(a, st, 5, json_object_get(o, "lat"));
        bind_real(a, st, 6, json_object_get(o, "lon"));
        bind(a, st, 7, o, "country");
        bind(a, st, 8, o, "admin1");
        bind_int(a, st, 9, json_object_get(o, "precision"));
        row(a, st, 10, o);
    }
    at_sql_end(&a->q, st);
}

static void add_finding(adding *a, sqlite3_stmt *st, size_t pos, const json_t *f)
{
    const json_t *span = json_object_get(f, "span"), *date = json_object_get(f, "date");
    const json_t *event = json_object_get(f, "event"), *figure = json_object_get(f, "figure");
    at_sql_int(&a->q, st, 1, a->n);
    at_sql_int(&a->q, st, 2, (int64_t)pos);
    bind(a, st, 3, f, "id");
    bind(a, st, 4, f, "key");
    bind(a, st, 5, f, "kind");
    bind(a, st, 6, f, "incident");
    bind_int(a, st, 7, json_array_get(span, 0));
    bind_int(a, st, 8, json_array_get(span, 1));
    bind(a, st, 9, f, "stance");
    at_sql_int(&a->q, st, 10, json_is_true(json_object_get(f, "negated")));
    bind(a, st, 11, date, "from");
    bind(a, st, 12, date, "to");
    bind(a, st, 13, date, "precision");
    bind(a, st, 14, f, "place");
    bind(a, st, 15, event, "type");
    bind(a, st, 16, event, "mode");
    bind(a, st, 17, figure, "what");
    bind_int(a, st, 18, json_object_get(figure, "low"));
    bind_int(a, st, 19, json_object_get(figure, "high"));
    bind_real(a, st, 20, json_object_get(f, "confidence"));
    bind(a, st, 21, f, "rule");
    row(a, st, 22, f);
}

static void add_findings(adding *a)
{
    const json_t *all = list(a, "findings");
    sqlite3_stmt *st = at_sql_prepare(
        &a->q, "INSERT INTO finding(report,pos,id,key,kind,incident,beg,end,stance,negated,date_from,date_to,date_precision,"
               "place,type,mode,what,low,high,confidence,rule,json) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    for (size_t i = 0; i < json_array_size(all); i++)
        add_finding(a, st, i, json_array_get(all, i));
    at_sql_end(&a->q, st);
}

static void add_groups(adding *a)
{
    const json_t *incidents = list(a, "incidents"), *disputes = list(a, "disputes"), *problems = list(a, "problems");
    sqlite3_stmt *st = at_sql_prepare(&a->q, "INSERT INTO incident(report,id,json) VALUES(?,?,?)");
    for (size_t i = 0; i < json_array_size(incidents); i++) {
        at_sql_int(&a->q, st, 1, a->n);
        bind(a, st, 2, json_array_get(incidents, i), "id");
        row(a, st, 3, json_array_get(incidents, i));
    }
    at_sql_end(&a->q, st);
    st = at_sql_prepare(&a->q, "INSERT INTO dispute(report,id,type,json) VALUES(?,?,?,?)");
    for (size_t i = 0; i < json_array_size(disputes); i++) {
        at_sql_int(&a->q, st, 1, a->n);
        bind(a, st, 2, json_array_get(disputes, i), "id");
        bind(a, st, 3, json_array_get(disputes, i), "type");
        row(a, st, 4, json_array_get(disputes, i));
    }
    at_sql_end(&a->q, st);
    st = at_sql_prepare(&a->q, "INSERT INTO problem(report,pos,stage,what,json) VALUES(?,?,?,?,?)");
    for (size_t i = 0; i < json_array_size(problems); i++) {
        at_sql_int(&a->q, st, 1, a->n);
        at_sql_int(&a->q, st, 2, (int64_t)i);
        bind(a, st, 3, json_array_get(problems, i), "stage");
        bind(a, st, 4, json_array_get(problems, i), "what");
        row(a, st, 5, json_array_get(problems, i));
    }
    at_sql_end(&a->q, st);
}

/* Takes away what an earlier reading of the report left; judgements stay, they hold on to keys. */
static void clear(adding *a)
{
    at_link *l = at_store_linker(a->s, &a->q);
    if (l)
        at_link_drop(l, &a->q, a->n);
    at_tally_out(&a->q, a->n);
    static const char *const sql[] = {"DELETE FROM finding WHERE report=?", "DELETE FROM actor WHERE report=?",
                                      "DELETE FROM place WHERE report=?",   "DELETE FROM incident WHERE report=?",
                                      "DELETE FROM dispute WHERE report=?", "DELETE FROM problem WHERE report=?"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = at_sql_prepare(&a->q, sql[i]);
        at_sql_int(&a->q, st, 1, a->n);
        (void)at_sql_step(&a->q, st);
        at_sql_end(&a->q, st);
    }
}

/* The report's own row: new, or brought up to date. A text that is there already is kept if the record came without and means the
 * same text. */
static void put_report(adding *a)
{
    sqlite3_stmt *st = at_sql_prepare(
        &a->q,
        "INSERT INTO "
        "report(n,id,source_sha256,text_sha256,record_sha256,name,url,publisher,published,language,title,bytes,v,head,text,added,"
        "made_by)"
        " VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?16,?14,?15,?17) ON CONFLICT(n) DO UPDATE SET source_sha256=?3,"
        " text=coalesce(?14,iif(text_sha256=?4,text,NULL)), text_sha256=?4, record_sha256=?5, name=?6, url=?7, publisher=?8, "
        "published=?9, language=?10,"
        " title=?11, bytes=?12, v=?13, head=?16, updated=?15, made_by=?17");
    if (a->n)
        at_sql_int(&a->q, st, 1, a->n);
    bind(a, st, 2, a->report, "id");
    bind(a, st, 3, a->report, "source_sha256");
    bind(a, st, 4, a->report, "text_sha256");
    at_sql_text(&a->q, st, 5, at_strz(a->sha));
    bind(a, st, 6, a->report, "name");
    bind(a, st, 7, a->report, "url");
    bind(a, st, 8, a->report, "publisher");
    bind(a, st, 9, a->report, "published");
    bind(a, st, 10, a->report, "language");
    bind(a, st, 11, a->report, "title");
    bind_int(a, st, 12, json_object_get(a->report, "bytes"));
    bind_int(a, st, 13, json_object_get(a->record, "v"));
    at_sql_text(&a->q, st, 14, a->text);
    at_sql_text(&a->q, st, 15, at_strz(a->now));
    char *made_by = json_dumps(json_object_get(a->record, "made_by"), DUMP); /* NULL if the record does not say */
    at_sql_text(&a->q, st, 17, made_by ? at_strz(made_by) : (at_str){NULL, 0});
    row(a, st, 16, a->report);
    free(made_by);
    at_sql_end(&a->q, st);
    if (!a->n)
        a->n = sqlite3_last_insert_rowid(a->q.db);
}

static void put_log(adding *a, at_added what)
{
    sqlite3_stmt *st = at_sql_prepare(&a->q, "INSERT INTO log(at,what,report,findings,program) VALUES(?,?,?,?,?)");
    at_sql_text(&a->q, st, 1, at_strz(a->now));
    at_sql_text(&a->q, st, 2, what == AT_ADDED ? AT_S("added") : AT_S("updated"));
    bind(a, st, 3, a->report, "id");
    at_sql_int(&a->q, st, 4, (int64_t)json_array_size(list(a, "findings")));
    at_sql_text(&a->q, st, 5, AT_S("attest " AT_VERSION));
    (void)at_sql_step(&a->q, st);
    at_sql_end(&a->q, st);
}

static bool take_spans(adding *a)
{
    const json_t *all = json_object_get(a->vectors, "sentences");
    a->nspans = json_array_size(all);
    a->spans = calloc(a->nspans + 1, sizeof *a->spans);
    for (size_t i = 0; a->spans && i < a->nspans; i++) {
        json_int_t b = json_integer_value(json_array_get(json_array_get(all, i), 0)), e = json_integer_value(json_array_get(json_array_get(all, i), 1));
        a->spans[i] = b >= 0 && b <= e && e <= UINT32_MAX ? (at_span){(uint32_t)b, (uint32_t)e} : (at_span){0, 0};
    }
    return a->spans != NULL;
}

static void put_meaning(adding *a)
{
    if (!a->vectors && !a->same_text && a->q.rc == SQLITE_OK)
        at_meaning_drop(&a->q, a->n);
    if (!a->vectors)
        return;
    if (!take_spans(a) && a->q.rc == SQLITE_OK)
        a->q.rc = SQLITE_NOMEM;
    if (a->q.rc == SQLITE_OK)
        at_meaning_put(&a->q, a->n, str(a->vectors, "engine").n ? str(a->vectors, "engine") : AT_S(""), a->spans, a->nspans, str(a->vectors, "data"));
}

/* Were the vectors of its sentences made by the same weights? */
static bool same_vectors(adding *a, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(&a->q, "SELECT 1 FROM meaning m JOIN meaning_engine e ON e.n = m.engine WHERE m.report = ?1 AND e.name = ?2");
    at_sql_int(&a->q, st, 1, report);
    at_sql_text(&a->q, st, 2, str(a->vectors, "engine"));
    bool same = at_sql_step(&a->q, st);
    at_sql_end(&a->q, st);
    return same;
}

/* What the file says of this report now. */
static at_added compare(adding *a)
{
    sqlite3_stmt *st = at_sql_prepare(&a->q, "SELECT n, record_sha256, text IS NOT NULL, text_sha256 FROM report WHERE id=?");
    at_added what = AT_ADDED;
    bind(a, st, 1, a->report, "id");
    if (at_sql_step(&a->q, st)) {
        a->n = sqlite3_column_int64(st, 0);
        bool same = at_eq(at_sql_column(st, 1), at_strz(a->sha)), has_text = sqlite3_column_int(st, 2) != 0;
        a->same_text = at_eq(at_sql_column(st, 3), str(a->report, "text_sha256"));
        bool vectors = json_array_size(json_object_get(a->vectors, "sentences")) && !same_vectors(a, a->n);
        what = same && (has_text || !a->text.p) && !vectors ? AT_UNCHANGED : AT_UPDATED;
    }
    at_sql_end(&a->q, st);
    return what;
}

/* What was erased is not taken in again. */
static bool erased(adding *a, char day[16])
{
    sqlite3_stmt *st = at_sql_prepare(&a->q, "SELECT substr(at,1,10) FROM erased WHERE report=?");
    bind(a, st, 1, a->report, "id");
    bool found = at_sql_step(&a->q, st);
    if (found)
        (void)snprintf(day, 16, "%.10s", at_sql_column(st, 0).p);
    at_sql_end(&a->q, st);
    return found;
}

static at_code add(adding *a, at_added *what, at_err *err)
{
    char day[16];
    at_sql_run(&a->q, "BEGIN IMMEDIATE");
    if (erased(a, day)) {
        sqlite3_exec(a->q.db, "ROLLBACK", NULL, NULL, NULL);
        return at_fail(err, AT_EUSAGE, "this report was erased from the record on %s and is not taken in again", day);
    }
    *what = compare(a);
    if (a->q.rc == SQLITE_OK && *what != AT_UNCHANGED) {
        if (*what == AT_UPDATED)
            clear(a);
        put_report(a);
        add_actors(a);
        add_places(a);
        add_findings(a);
        add_groups(a);
        at_store_derive(&a->q, a->n);
        at_near_add(&a->q, a->n);
        at_store_link(a->s, &a->q, a->n);
        put_meaning(a);
        put_log(a, *what);
    }
    at_sql_run(&a->q, "COMMIT");
    at_code code = at_sql_code(&a->q, err);
    if (code != AT_OK && !sqlite3_get_autocommit(a->q.db))
        sqlite3_exec(a->q.db, "ROLLBACK", NULL, NULL, NULL);
    return code;
}

/* A record must have what identifies it and its findings; what is in them is taken as it is. */
static at_code check(adding *a, at_err *err)
{
    static const char *const keys[] = {"id", "source_sha256", "text_sha256"};
    a->report = json_object_get(a->record, "report");
    const json_t *findings = json_object_get(a->record, "findings");
    if (!json_is_object(a->report) || !json_is_array(findings) || !json_is_integer(json_object_get(a->record, "v")))
        return at_fail(err, AT_EPARSE, "not a record of attest read: \"v\", \"report\" or \"findings\" is missing");
    if (json_integer_value(json_object_get(a->record, "v")) != 1)
        return at_fail(err, AT_EPARSE, "the record has format version %lld; this attest knows 1",
                       (long long)json_integer_value(json_object_get(a->record, "v")));
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (!str(a->report, keys[i]).n)
            return at_fail(err, AT_EPARSE, "the record's report has no \"%s\"", keys[i]);
    if (!json_is_integer(json_object_get(a->report, "bytes")))
        return at_fail(err, AT_EPARSE, "the record's report has no \"bytes\"");
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const json_t *f = json_array_get(findings, i), *span = json_object_get(f, "span");
        if (!str(f, "id").n || !str(f, "key").n || !str(f, "kind").n || !json_is_integer(json_array_get(span, 0)) ||
            !json_is_integer(json_array_get(span, 1)))
            return at_fail(err, AT_EPARSE, "finding %zu of the record lacks id, key, kind or span", i + 1);
    }
    return AT_OK;
}

/* Parts the text and the vectors from the record and sums up the rest. */
static at_code split(adding *a, json_t **text, at_err *err)
{
    at_sha256 s;
    *text = json_incref(json_object_get(a->report, "text"));
    if (json_is_string(*text))
        a->text = (at_str){json_string_value(*text), json_string_length(*text)};
    json_object_del(a->report, "text");
    a->vectors = json_incref(json_object_get(a->record, "vectors"));
    json_object_del(a->record, "vectors");
    a->dump = json_dumps(a->record, DUMP);
    if (!a->dump)
        return at_fail(err, AT_ENOMEM, "out of memory");
    at_sha256_init(&s);
    at_sha256_add(&s, at_strz(a->dump));
    at_sha256_hex(&s, a->sha);
    return AT_OK;
}

at_code at_store_add(at_store *s, at_added *what, at_str json, at_err *err)
{
    adding a = {.q = {s->db, SQLITE_OK}, .s = s};
    json_error_t e;
    json_t *text = NULL;
    *what = AT_UNCHANGED;
    a.record = json_loadb(json.p, json.n, JSON_ALLOW_NUL, &e);
    if (!a.record)
        return at_fail_at(err, AT_EPARSE, e.position < 0 ? 0 : (size_t)e.position, "not a record: %.150s", e.text);
    at_now(a.now);
    at_code code = check(&a, err);
    if (code == AT_OK)
        code = split(&a, &text, err);
    if (code == AT_OK)
        code = add(&a, what, err);
    free(a.dump);
    free(a.spans);
    json_decref(a.vectors);
    json_decref(text);
    json_decref(a.record);
    return code;
}
