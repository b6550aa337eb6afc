/* Why parts of different reports are one incident, and who stands where in a dispute across reports. */
#include "export/why.h"

#include "base/str.h"
#include <jansson.h>

enum { BODY = 13, MOST_PARTS = 60 };

/* What a feature of src/link/score.h says, for people. */
static const char *const said[][2] = {
    {"head", "the same word for it"}, {"kin", "words for one act"}, {"mode", "the same kind of act"}, {"type", "the same type"}, {"type_clash", "another type"},
    {"words", "words of the clauses"}, {"doer", "the same doer"}, {"done_to", "the same one acted on"}, {"cross", "parties of one in the clause of the other"},
    {"name", "a name"}, {"name_clash", "other names"}, {"doer_clash", "another doer"}, {"done_to_clash", "another one acted on"}, {"place", "the same place"},
    {"place_within", "places one within the other"}, {"place_clash", "another place"}, {"day", "the same day"}, {"day_near", "days next to each other"},
    {"day_clash", "another day"}, {"report", "reports of the same things"}, {"head_report", "the same word in reports of the same things"},
    {"kin_report", "words for one act in reports of the same things"}, {"type_report", "one type in reports of the same things"}, {"number", "the same figure"},
    {"planned", "planned beside done"}, {"own", "told twice in one report"}, {"published", "published weeks apart"}, {"judged", "a person decided so"},
};

static void label(at_page *p, const char *name)
{
    at_page_to(p, 2);
    at_page_put(p, AT_DIM, at_strz(name));
    at_page_to(p, BODY);
}

static const char *words_of(const char *feature)
{
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strcmp(said[i][0], feature))
            return said[i][1];
    return feature;
}

/* "for it: ...; against it: ...", the heaviest first of each as the model wrote them. */
static void reasons(at_page *p, at_str json, bool against)
{
    json_error_t e;
    json_t *o = json_loadb(json.p, json.n, 0, &e), *v;
    const char *name;
    bool any = false;
    json_object_foreach (o, name, v) {
        double x = json_is_string(v) ? 1 : json_number_value(v);
        if (!strcmp(name, "bias") || (x < 0) != against)
            continue;
        if (!any)
            label(p, against ? "against" : "for");
        at_page_fmt(p, AT_PLAIN, any ? "; %s" : "%s", words_of(name));
        if (json_is_number(v))
            at_page_fmt(p, AT_DIM, " %.1f", x);
        any = true;
    }
    if (any)
        at_page_line(p);
    json_decref(o);
}

/* A report's part: its findings, how likely it is that they belong here, and by what. */
static void part(at_page *p, at_sql *q, sqlite3_stmt *st)
{
    at_page_gap(p);
    at_page_fmt(p, AT_ID, "%lld", (long long)sqlite3_column_int64(st, 1));
    at_page_to(p, BODY);
    at_page_fmt(p, AT_BOLD, "%.*s", AT_FMT(at_sql_column(st, 2)));
    if (sqlite3_column_type(st, 3) != SQLITE_NULL)
        at_page_fmt(p, AT_DIM, "  %.*s", AT_FMT(at_sql_column(st, 3)));
    if (sqlite3_column_type(st, 4) != SQLITE_NULL)
        at_page_fmt(p, AT_WARN, "  carries report %lld: no source of its own", (long long)sqlite3_column_int64(st, 4));
    at_page_line(p);
    sqlite3_stmt *f = at_sql_prepare(q, "SELECT f.report || ':' || f.id, f.words FROM link_member m JOIN finding f ON f.report = m.report AND f.pos = m.pos WHERE m.unit = ?1 AND NOT f.confidential ORDER BY m.pos LIMIT 12");
    at_sql_int(q, f, 1, sqlite3_column_int64(st, 0));
    while (at_sql_step(q, f)) {
        at_page_to(p, 2);
        at_page_put(p, AT_ID, at_sql_column(f, 0));
        at_page_to(p, BODY);
        at_page_fmt(p, AT_PLAIN, "“%.*s”", AT_FMT(at_sql_column(f, 1)));
        at_page_line(p);
    }
    at_sql_end(q, f);
    if (sqlite3_column_type(st, 5) != SQLITE_NULL) {
        bool named = sqlite3_column_type(st, 6) != SQLITE_NULL; /* what is confidential is not */
        label(p, "likelihood");
        at_page_fmt(p, AT_PLAIN, named ? "%.2f, by " : "%.2f", sqlite3_column_double(st, 5));
        at_page_put(p, AT_ID, at_sql_column(st, 6));
        at_page_line(p);
    }
    reasons(p, at_sql_column(st, 7), false);
    reasons(p, at_sql_column(st, 7), true);
}

static bool head(at_page *p, at_sql *q, int64_t incident)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT date_from, type, place, country, reports, findings, low, best, high FROM incidents WHERE n = ?1 AND NOT confidential");
    at_sql_int(q, st, 1, incident);
    bool found = at_sql_step(q, st);
    if (found) {
        at_page_fmt(p, AT_ID, "i%lld", (long long)incident);
        for (int i = 0; i < 4; i++)
            if (sqlite3_column_type(st, i) != SQLITE_NULL)
                at_page_fmt(p, AT_BOLD, "  %.*s", AT_FMT(at_sql_column(st, i)));
        at_page_line(p);
        label(p, "sources");
        at_page_fmt(p, AT_PLAIN, "%lld independent reports, %lld findings", (long long)sqlite3_column_int64(st, 4), (long long)sqlite3_column_int64(st, 5));
        at_page_line(p);
        if (sqlite3_column_type(st, 8) != SQLITE_NULL) {
            label(p, "killed");
            at_page_fmt(p, AT_PLAIN, "low %.*s, best %.*s, high %.*s", AT_FMT(at_sql_column(st, 6)), AT_FMT(at_sql_column(st, 7)), AT_FMT(at_sql_column(st, 8)));
            at_page_put(p, AT_DIM, AT_S("  low and high: the least and the greatest that a source gives; best: what the report published last says"));
            at_page_line(p);
        }
    }
    at_sql_end(q, st);
    return found;
}

static bool incident(at_page *p, at_sql *q, int64_t n)
{
    if (!head(p, q, n))
        return false;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT u.n, u.report, coalesce(r.publisher, r.name, r.id), r.published, r.copy_of, u.likelihood,"
                                         " (SELECT g.report || ':' || g.id FROM link_member v JOIN open_finding g ON g.report = v.report AND g.pos = v.pos WHERE v.unit = u.via ORDER BY v.pos LIMIT 1),"
                                         " coalesce(u.reasons, '{}') FROM link_unit u JOIN report r ON r.n = u.report WHERE u.incident = ?1"
                                         " AND EXISTS (SELECT 1 FROM link_member m JOIN open_finding f ON f.report = m.report AND f.pos = m.pos WHERE m.unit = u.n) ORDER BY u.n LIMIT ?2");
    at_sql_int(q, st, 1, n);
    at_sql_int(q, st, 2, MOST_PARTS);
    while (at_sql_step(q, st))
        part(p, q, st);
    at_sql_end(q, st);
    at_page_gap(p);
    at_page_to(p, 2);
    at_page_put(p, AT_DIM, AT_S("attest review ID --split=ID takes two findings apart, --merge=ID puts them together; numbers are what each reason adds to the log odds (docs/LINKING.md)."));
    at_page_line(p);
    return true;
}

static bool contest(at_page *p, at_sql *q, at_str id, at_arena *mem)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT type, since, moved FROM contest WHERE n = 1000000000 AND pos = length(?1) AND id = ?1 AND NOT confidential");
    at_sql_text(q, st, 1, id);
    bool found = at_sql_step(q, st);
    if (found) {
        at_page_put(p, AT_ID, id);
        at_page_fmt(p, AT_BOLD, "  dispute: %.*s", AT_FMT(at_sql_column(st, 0)));
        if (sqlite3_column_type(st, 1) != SQLITE_NULL)
            at_page_fmt(p, AT_PLAIN, ", since %.*s", AT_FMT(at_sql_column(st, 1)));
        at_page_line(p);
        if (sqlite3_column_type(st, 2) != SQLITE_NULL) {
            label(p, "moved");
            at_page_put(p, AT_PLAIN, at_sql_column(st, 2));
            at_page_line(p);
        }
    }
    at_sql_end(q, st);
    if (!found)
        return false;
    st = at_sql_prepare(q, "SELECT s.side, s.report || ':' || f.id, s.source, s.day, f.words FROM link_side s JOIN finding f ON f.report = s.report AND f.pos = s.pos"
                           " WHERE s.owner = substr(?1, 1, instr(?1, ':') - 1) AND s.id = ?1 ORDER BY s.side, s.day LIMIT 200");
    at_sql_text(q, st, 1, id);
    at_str side = AT_S("");
    while (at_sql_step(q, st)) {
        if (!at_eq_fold(side, at_sql_column(st, 0))) {
            side = at_arena_str(mem, at_sql_column(st, 0));
            at_page_gap(p);
            at_page_put(p, AT_BOLD, side);
            at_page_line(p);
        }
        at_page_to(p, 2);
        at_page_put(p, AT_ID, at_sql_column(st, 1));
        at_page_to(p, BODY);
        at_page_fmt(p, AT_PLAIN, "%.*s %.*s: “%.*s”", AT_FMT(at_sql_column(st, 2)), AT_FMT(at_sql_column(st, 3)), AT_FMT(at_sql_column(st, 4)));
        at_page_line(p);
    }
    at_sql_end(q, st);
    return true;
}

bool at_why_linked(at_page *p, at_sql *q, at_str id, at_arena *mem)
{
    int64_t n;
    if (at_index_char(id, ':', 0) != SIZE_MAX)
        return contest(p, q, id, mem);
    return id.p[0] == 'i' && at_to_i64(at_sub(id, 1, id.n), &n) && incident(p, q, n);
}
