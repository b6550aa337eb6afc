/* Judgements: written once each, and what they come to. */
#include "store/judge.h"

#include "base/err.h"
#include "base/str.h"
#include "link/link.h"
#include "store/store.h"
#include <stdlib.h>
#include <string.h>

static const char *const verdicts[] = {
    [AT_JUDGE_ACCEPT] = "accept", [AT_JUDGE_REJECT] = "reject",       [AT_JUDGE_CORRECT] = "correct",      [AT_JUDGE_MERGE] = "merge", [AT_JUDGE_SPLIT] = "split",
    [AT_JUDGE_GRADE] = "grade",   [AT_JUDGE_CLOSE] = "confidential", [AT_JUDGE_UNCLOSE] = "open", [AT_JUDGE_UNDO] = "undo",
};

typedef struct {
    at_sql q;
    char target[300];        /* as the tables name it */
    int64_t report;          /* whose rows change; 0: none */
    json_t *finding;         /* what holds now, if the target is one */
    json_t *before, *after;
    char now[32];
} judging;

static json_t *parse(at_str s)
{
    return json_loadb(s.p, s.n, JSON_DECODE_ANY, NULL);
}

/* Finds a finding by its key or as REPORT:f3. False: there is none. */
static bool find_finding(at_sql *q, at_str id, char key[17], int64_t *report, json_t **json)
{
    sqlite3_stmt *st = at_sql_prepare(
        q, "SELECT f.key, f.report, iif(f.fields IS NULL, f.json, json_patch(f.json, f.fields)) FROM finding f WHERE f.key=?1"
           " UNION ALL SELECT f.key, f.report, iif(f.fields IS NULL, f.json, json_patch(f.json, f.fields)) FROM report r JOIN finding f ON f.report=r.n"
           " WHERE (CAST(r.n AS TEXT)=?2 OR r.id=?2 OR r.name=?2) AND f.id=?3 LIMIT 1");
    size_t colon = id.n;
    while (colon && id.p[colon - 1] != ':')
        colon--;
    at_sql_text(q, st, 1, id);
    at_sql_text(q, st, 2, colon ? at_sub(id, 0, colon - 1) : AT_S(""));
    at_sql_text(q, st, 3, at_sub(id, colon, id.n));
    bool found = at_sql_step(q, st);
    if (found) {
        (void)snprintf(key, 17, "%.16s", at_sql_column(st, 0).p);
        *report = sqlite3_column_int64(st, 1);
        if (json)
            *json = parse(at_sql_column(st, 2));
    }
    at_sql_end(q, st);
    return found;
}

/* The target as the tables name it. */
static at_code resolve(judging *w, const at_judgement *j, at_err *err)
{
    char key[17] = "", other[17] = "";
    int64_t other_report = 0;
    if (j->verdict == AT_JUDGE_GRADE && at_starts(j->target, AT_S("source:"))) {
        if (j->target.n > 280)
            return at_fail(err, AT_EUSAGE, "the source's name is too long");
        (void)snprintf(w->target, sizeof w->target, "%.*s", (int)j->target.n, j->target.p);
        return AT_OK;
    }
    if (find_finding(&w->q, j->target, key, &w->report, &w->finding)) {
        (void)snprintf(w->target, sizeof w->target, "%s", key);
    } else if (j->verdict == AT_JUDGE_CLOSE || j->verdict == AT_JUDGE_UNCLOSE) {
        sqlite3_stmt *st = at_sql_prepare(&w->q, "SELECT n, id FROM report WHERE id=?1 OR name=?1 OR CAST(n AS TEXT)=?1");
        at_sql_text(&w->q, st, 1, j->target);
        if (at_sql_step(&w->q, st)) {
            w->report = sqlite3_column_int64(st, 0);
            (void)snprintf(w->target, sizeof w->target, "report:%s", at_sql_column(st, 1).p);
        }
        at_sql_end(&w->q, st);
    }
    if (w->q.rc == SQLITE_OK && !w->target[0])
        return at_fail(err, AT_ENOTFOUND, "no finding is called %.*s", (int)(j->target.n < 80 ? j->target.n : 80), j->target.p);
    if (j->verdict == AT_JUDGE_MERGE || j->verdict == AT_JUDGE_SPLIT) {
        if (!find_finding(&w->q, j->value, other, &other_report, NULL))
            return at_fail(err, AT_ENOTFOUND, "no finding is called %.*s", (int)(j->value.n < 80 ? j->value.n : 80), j->value.p);
        if (!strcmp(key, other))
            return at_fail(err, AT_EUSAGE, "a finding cannot be merged with itself");
        bool first = strcmp(key, other) < 0; /* one name for the pair, whichever comes first */
        (void)snprintf(w->target, sizeof w->target, "%s+%s", first ? key : other, first ? other : key);
        w->report = 0;
    }
    return at_sql_code(&w->q, err);
}

/* A place that the report names keeps its coordinates. */
static void known_place(judging *w, const at_judgement *j, json_t *patch)
{
    sqlite3_stmt *st = at_sql_prepare(&w->q, "SELECT id FROM place WHERE report=?1 AND name=?2 COLLATE NOCASE ORDER BY length(id), id");
    at_sql_int(&w->q, st, 1, w->report);
    at_sql_text(&w->q, st, 2, j->value);
    if (at_sql_step(&w->q, st)) {
        json_object_set_new(patch, "place", json_string(at_sql_column(st, 0).p));
        json_object_set_new(patch, "where", json_null());
    }
    at_sql_end(&w->q, st);
}

static bool is_grade(const judging *w, at_str v)
{
    bool source = v.n >= 1 && v.p[0] >= 'A' && v.p[0] <= 'F';
    return w->finding ? source && v.n == 2 && v.p[1] >= '1' && v.p[1] <= '6' : source && v.n == 1;
}

static at_code fill(judging *w, const at_judgement *j, at_err *err)
{
    switch (j->verdict) {
    case AT_JUDGE_CORRECT:
        w->after = at_judge_patch(w->finding, j->field, j->value, err);
        if (!w->after)
            return AT_EUSAGE;
        if (at_eq(j->field, AT_S("place")) && j->value.n)
            known_place(w, j, w->after);
        w->before = at_judge_before(w->finding, w->after);
        return AT_OK;
    case AT_JUDGE_GRADE:
        if (!is_grade(w, j->value))
            return at_fail(err, AT_EUSAGE, "%s", w->finding ? "a finding's grade is a letter A to F and a number 1 to 6, such as B2"
                                                           : "a source's grade is a letter A to F");
        w->after = json_stringn(j->value.p, j->value.n);
        return AT_OK;
    case AT_JUDGE_MERGE:
    case AT_JUDGE_SPLIT:
        w->after = json_string(verdicts[j->verdict]);
        return AT_OK;
    default:
        return AT_OK;
    }
}

static void insert(judging *w, const at_judgement *j)
{
    char *before = w->before ? json_dumps(w->before, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    char *after = w->after ? json_dumps(w->after, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    sqlite3_stmt *st = at_sql_prepare(&w->q, "INSERT INTO judgement(key,verdict,who,at,why,before,after) VALUES(?,?,?,?,?,?,?)");
    at_sql_text(&w->q, st, 1, at_strz(w->target));
    at_sql_text(&w->q, st, 2, at_strz(verdicts[j->verdict]));
    at_sql_text(&w->q, st, 3, j->who);
    at_sql_text(&w->q, st, 4, at_strz(w->now));
    at_sql_text0(&w->q, st, 5, j->why);
    at_sql_text0(&w->q, st, 6, before ? at_strz(before) : AT_S(""));
    at_sql_text0(&w->q, st, 7, after ? at_strz(after) : AT_S(""));
    (void)at_sql_step(&w->q, st);
    at_sql_end(&w->q, st);
    free(before);
    free(after);
}

/* ---- what the judgements of a target come to ---- */

/* Walks the judgements that stand, oldest first. A judgement that was undone does not; an undo can be undone. */
static const char standing[] =
    "WITH RECURSIVE gone(n) AS ("
    " SELECT CAST(u.after AS INTEGER) FROM judgement u WHERE u.key=?1 AND u.verdict='undo'"
    "  AND NOT EXISTS (SELECT 1 FROM judgement v WHERE v.key=?1 AND v.verdict='undo' AND CAST(v.after AS INTEGER)=u.n"
    "   AND NOT EXISTS (SELECT 1 FROM judgement x WHERE x.key=?1 AND x.verdict='undo' AND CAST(x.after AS INTEGER)=v.n)))"
    " SELECT verdict, after FROM judgement WHERE key=?1 AND verdict<>'undo' AND n NOT IN (SELECT n FROM gone) ORDER BY n";

void at_judge_settle(at_sql *q, const char *target)
{
    const char *status = "";
    char grade[8] = "";
    bool closed = false;
    int64_t count = 0;
    json_t *fields = json_object();
    sqlite3_stmt *st = at_sql_prepare(q, standing);
    at_sql_text(q, st, 1, at_strz(target));
    while (at_sql_step(q, st)) {
        at_str verdict = at_sql_column(st, 0);
        count++;
        if (at_eq(verdict, AT_S("accept")))
            status = "accepted";
        else if (at_eq(verdict, AT_S("reject")))
            status = "rejected";
        else if (at_eq(verdict, AT_S("merge")))
            status = "merged";
        else if (at_eq(verdict, AT_S("split")))
            status = "split";
        else if (at_eq(verdict, AT_S("confidential")) || at_eq(verdict, AT_S("open")))
            closed = verdict.p[0] == 'c';
        else if (at_eq(verdict, AT_S("grade")))
            (void)snprintf(grade, sizeof grade, "%.2s", at_sql_column(st, 1).n > 2 ? at_sql_column(st, 1).p + 1 : "");
        else if (at_eq(verdict, AT_S("correct"))) {
            json_t *patch = parse(at_sql_column(st, 1));
            status = "corrected";
            at_judge_compose(fields, patch);
            json_decref(patch);
        }
    }
    at_sql_end(q, st);
    if (grade[0] && grade[1] == '"')
        grade[1] = 0;
    char *text = json_object_size(fields) ? json_dumps(fields, JSON_COMPACT) : NULL;
    st = at_sql_prepare(q, "INSERT OR REPLACE INTO judged(target,status,fields,grade,confidential,judgements) VALUES(?,?,?,?,?,?)");
    at_sql_text(q, st, 1, at_strz(target));
    at_sql_text(q, st, 2, at_strz(status));
    at_sql_text(q, st, 3, text ? at_strz(text) : (at_str){NULL, 0});
    at_sql_text0(q, st, 4, at_strz(grade));
    at_sql_int(q, st, 5, closed);
    at_sql_int(q, st, 6, count);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
    free(text);
    json_decref(fields);
}

/* The judgement that is taken back: its target becomes ours. */
static at_code undone(judging *w, const at_judgement *j, at_err *err)
{
    char key[17];
    sqlite3_stmt *st = at_sql_prepare(&w->q, "SELECT key, n FROM judgement WHERE CAST(n AS TEXT)=?1");
    at_sql_text(&w->q, st, 1, j->value);
    if (at_sql_step(&w->q, st)) {
        (void)snprintf(w->target, sizeof w->target, "%.290s", at_sql_column(st, 0).p);
        w->after = json_integer(sqlite3_column_int64(st, 1));
    }
    at_sql_end(&w->q, st);
    if (w->q.rc == SQLITE_OK && !w->target[0])
        return at_fail(err, AT_ENOTFOUND, "there is no judgement %.*s", (int)(j->value.n < 20 ? j->value.n : 20), j->value.p);
    (void)find_finding(&w->q, at_strz(w->target), key, &w->report, NULL);
    st = at_sql_prepare(&w->q, "SELECT n FROM report WHERE 'report:' || id = ?1");
    at_sql_text(&w->q, st, 1, at_strz(w->target));
    if (at_sql_step(&w->q, st))
        w->report = sqlite3_column_int64(st, 0);
    at_sql_end(&w->q, st);
    return at_sql_code(&w->q, err);
}

static bool is_rejected(judging *w)
{
    sqlite3_stmt *st = at_sql_prepare(&w->q, "SELECT status='rejected' FROM finding WHERE key=?1");
    at_sql_text(&w->q, st, 1, at_strz(w->target));
    bool yes = at_sql_step(&w->q, st) && sqlite3_column_int(st, 0);
    at_sql_end(&w->q, st);
    return yes;
}

/* Pairs that were judged, and findings that came or went, change what belongs together. */
static void link_anew(at_store *s, judging *w, bool was_rejected)
{
    struct at_link *l = at_store_linker(s, &w->q);
    if (!l)
        return;
    if (strlen(w->target) == 33 && w->target[16] == '+')
        at_link_judged(l, &w->q, at_strz(w->target));
    else if (w->report && was_rejected != is_rejected(w))
        at_link_report(l, &w->q, w->report);
    else if (w->report)
        at_link_contest(l, &w->q, w->report);
}

static at_code judge(at_store *s, judging *w, const at_judgement *j, at_err *err)
{
    at_code code = j->verdict == AT_JUDGE_UNDO ? undone(w, j, err) : resolve(w, j, err);
    if (code == AT_OK)
        code = fill(w, j, err);
    if (code != AT_OK)
        return code;
    bool before = is_rejected(w);
    insert(w, j);
    at_judge_settle(&w->q, w->target);
    if (w->report)
        at_store_derive(&w->q, w->report);
    link_anew(s, w, before);
    return at_sql_code(&w->q, err);
}

at_code at_store_judge(at_store *s, int64_t *number, const at_judgement *j, at_err *err)
{
    judging w = {.q = {s->db, SQLITE_OK}};
    *number = 0;
    if (!j->who.n)
        return at_fail(err, AT_EUSAGE, "a judgement needs the name of who decided");
    at_now(w.now);
    at_sql_run(&w.q, "BEGIN IMMEDIATE");
    at_code code = judge(s, &w, j, err);
    if (code == AT_OK) {
        sqlite3_stmt *st = at_sql_prepare(&w.q, "SELECT max(n) FROM judgement");
        if (at_sql_step(&w.q, st))
            *number = sqlite3_column_int64(st, 0);
        at_sql_end(&w.q, st);
        at_sql_run(&w.q, "COMMIT");
        code = at_sql_code(&w.q, err);
    }
    if (code != AT_OK && !sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    json_decref(w.finding);
    json_decref(w.before);
    json_decref(w.after);
    return code;
}
