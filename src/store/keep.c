/* Keeping the record safe: verify, back up, erase. */
#include "store/store.h"

#include "base/data.h"
#include "base/err.h"
#include "base/sha256.h"
#include "base/str.h"
#include "base/utf8.h"
#include "link/link.h"
#include "store/meaning.h"
#include "store/tally.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    at_sql q;
    at_buf out;
    size_t faults;
} verifying;

static void fault(verifying *w, const char *where, long long n, const char *what)
{
    w->faults++;
    if (w->faults <= 1000)
        at_buf_fmt(&w->out, "%s %lld: %s\n", where, n, what);
}

static void check_sqlite(verifying *w)
{
    sqlite3_stmt *st = at_sql_prepare(&w->q, "PRAGMA integrity_check(100)");
    while (at_sql_step(&w->q, st))
        if (!at_eq(at_sql_column(st, 0), AT_S("ok")))
            fault(w, "file", 0, at_sql_column(st, 0).p);
    at_sql_end(&w->q, st);
    st = at_sql_prepare(&w->q, "PRAGMA foreign_key_check");
    while (at_sql_step(&w->q, st))
        fault(w, at_sql_column(st, 0).p, sqlite3_column_int64(st, 1), "belongs to a row that is not there");
    at_sql_end(&w->q, st);
    static const char *const indexes[] = {"INSERT INTO report_fts(report_fts, rank) VALUES('integrity-check', 1)",
                                          "INSERT INTO finding_fts(finding_fts) VALUES('integrity-check')"};
    for (size_t i = 0; i < 2; i++)
        if (w->q.rc == SQLITE_OK && sqlite3_exec(w->q.db, indexes[i], NULL, NULL, NULL) != SQLITE_OK)
            fault(w, "file", (long long)i, "the search index does not fit the texts");
}

static void check_text(verifying *w, sqlite3_stmt *st)
{
    char hex[65];
    at_sha256 h;
    at_str text = at_sql_column(st, 1);
    at_sha256_init(&h);
    at_sha256_add(&h, text);
    at_sha256_hex(&h, hex);
    if (!sqlite3_column_int(st, 3) && !at_eq(at_strz(hex), at_sql_column(st, 2)))
        fault(w, "report", sqlite3_column_int64(st, 0), "the text is not the one that was read (its hash differs)");
}

static bool boundary(at_str text, int64_t at)
{
    return at >= 0 && (size_t)at <= text.n && ((size_t)at == text.n || ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static void check_findings(verifying *w, int64_t report, at_str text)
{
    sqlite3_stmt *st = at_sql_prepare(&w->q, "SELECT pos, beg, end, words, json_valid(json) FROM finding WHERE report=?");
    at_sql_int(&w->q, st, 1, report);
    while (at_sql_step(&w->q, st)) {
        int64_t b = sqlite3_column_int64(st, 1), e = sqlite3_column_int64(st, 2);
        if (!sqlite3_column_int(st, 4))
            fault(w, "report", report, "a finding is no JSON");
        if (!text.p)
            continue;
        if (b >= e || !boundary(text, b) || !boundary(text, e))
            fault(w, "report", report, "a finding points outside the text or into a character");
        else if (!at_eq(at_sub(text, (size_t)b, (size_t)e), at_sql_column(st, 3)))
            fault(w, "report", report, "a finding has other words than the text under it");
    }
    at_sql_end(&w->q, st);
}

/* Vectors and bytes of sentences must match, and their sum be what the mean is taken from. */
static void check_meanings(verifying *w)
{
    static const char *const sql[] = {
        "SELECT report FROM meaning m JOIN report r ON r.n = m.report WHERE length(spans) <> 8 * (length(vectors) / 384) OR length(vectors) % 384 <> 0",
        "SELECT n FROM meaning_engine e WHERE sentences > (SELECT coalesce(sum(length(m.spans) / 8), 0) FROM meaning m WHERE m.engine = e.n)",
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = at_sql_prepare(&w->q, sql[i]);
        while (at_sql_step(&w->q, st))
            fault(w, i ? "engine" : "report", sqlite3_column_int64(st, 0), "the vectors of its sentences do not fit together");
        at_sql_end(&w->q, st);
    }
}

static void check_reports(verifying *w)
{
    sqlite3_stmt *st = at_sql_prepare(&w->q, "SELECT n, text, text_sha256, redacted FROM report ORDER BY n");
    while (at_sql_step(&w->q, st)) {
        bool has = sqlite3_column_type(st, 1) != SQLITE_NULL;
        if (has)
            check_text(w, st);
        check_findings(w, sqlite3_column_int64(st, 0), has ? at_sql_column(st, 1) : (at_str){NULL, 0});
    }
    at_sql_end(&w->q, st);
}

/* What judgements come to must be what stands in `judged` and in the findings. */
static void check_judgements(verifying *w)
{
    static const char *const sql[] = {
        "SELECT count(*) FROM judgement j WHERE NOT EXISTS (SELECT 1 FROM judged d WHERE d.target=j.key)",
        "SELECT count(*) FROM finding f LEFT JOIN judged d ON d.target=f.key WHERE f.status<>coalesce(d.status,'') OR f.fields IS NOT d.fields"
        " OR f.confidential<>coalesce(d.confidential,0)",
    };
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = at_sql_prepare(&w->q, sql[i]);
        if (at_sql_step(&w->q, st) && sqlite3_column_int64(st, 0))
            fault(w, "judgements", sqlite3_column_int64(st, 0), "do not stand in the findings they are about");
        at_sql_end(&w->q, st);
    }
}

at_code at_store_verify(at_store *s, char **text, size_t *n, size_t *faults, at_err *err)
{
    verifying w = {.q = {s->db, SQLITE_OK}};
    *text = NULL;
    *n = *faults = 0;
    check_sqlite(&w);
    check_reports(&w);
    check_meanings(&w);
    check_judgements(&w);
    int64_t off = at_tally_faults(&w.q);
    if (off)
        fault(&w, "counts", off, "of the first page are not those of the findings");
    if (!w.faults) {
        sqlite3_stmt *st = at_sql_prepare(&w.q, "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM finding), (SELECT count(*) FROM judgement)");
        if (at_sql_step(&w.q, st))
            at_buf_fmt(&w.out, "all is well: %lld reports, %lld findings, %lld judgements\n", (long long)sqlite3_column_int64(st, 0),
                       (long long)sqlite3_column_int64(st, 1), (long long)sqlite3_column_int64(st, 2));
        at_sql_end(&w.q, st);
    }
    at_code code = w.out.bad ? at_fail(err, AT_ENOMEM, "out of memory") : at_sql_code(&w.q, err);
    if (code != AT_OK) {
        at_buf_release(&w.out);
        return code;
    }
    *text = w.out.p;
    *n = w.out.n;
    *faults = w.faults;
    return AT_OK;
}

at_code at_store_backup(at_store *s, const char *path, at_err *err)
{
    sqlite3 *to = NULL;
    if (access(path, F_OK) == 0)
        return at_fail(err, AT_EUSAGE, "%s is there already", path);
    int rc = sqlite3_open(path, &to);
    at_sql q = {s->db, SQLITE_OK};
    at_sql_run(&q, "BEGIN; SELECT 1 FROM report LIMIT 1"); /* one moment of the record: without it each write of others would begin the copy anew */
    sqlite3_backup *b = rc == SQLITE_OK ? sqlite3_backup_init(to, "main", s->db, "main") : NULL;
    if (b) {
        do {
            rc = sqlite3_backup_step(b, 1000);
        } while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
        int end = sqlite3_backup_finish(b);
        rc = rc == SQLITE_DONE ? end : rc;
    }
    at_code code = b && rc == SQLITE_OK ? AT_OK : at_fail(err, AT_EIO, "%s", to ? sqlite3_errmsg(to) : "out of memory");
    sqlite3_close(to);
    at_sql_run(&q, "COMMIT");
    if (code != AT_OK)
        unlink(path);
    return code;
}

/* ---- erasing ---- */

static void leave_stone(at_sql *q, const char *what, at_str report, at_str who, at_str why, int64_t places)
{
    char now[32];
    at_now(now);
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT INTO erased(at,what,report,who,why,places) VALUES(?,?,?,?,?,?)");
    at_sql_text(q, st, 1, at_strz(now));
    at_sql_text(q, st, 2, at_strz(what));
    at_sql_text0(q, st, 3, report);
    at_sql_text(q, st, 4, who);
    at_sql_text(q, st, 5, why);
    at_sql_int(q, st, 6, places);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

/* Runs each statement of a SQL file that ends with a line ";", with ?1 and ?2 bound; -> rows changed. */
static int64_t run_all(at_sql *q, const char *file, at_str first, at_str second)
{
    at_str sql = at_data(file);
    int64_t before = sqlite3_total_changes64(q->db);
    sqlite3_stmt *st;
    for (size_t at = 0; (st = at_sql_next(q, sql, &at));) {
        at_sql_text(q, st, 1, first);
        if (sqlite3_bind_parameter_count(st) > 1)
            at_sql_text(q, st, 2, second);
        (void)at_sql_step(q, st);
        at_sql_end(q, st);
    }
    return sqlite3_total_changes64(q->db) - before;
}

/* ---- links of what is erased: they hold names and hashes of words ---- */

static void with_name(at_sql *q, at_str name)
{
    at_sql_run(q, "CREATE TEMP TABLE IF NOT EXISTS erasing(report INTEGER PRIMARY KEY); DELETE FROM temp.erasing");
    sqlite3_stmt *st = at_sql_prepare(q, "INSERT OR IGNORE INTO temp.erasing SELECT report FROM actor WHERE instr(json, ?1) UNION SELECT report FROM finding WHERE instr(json, ?1)"
                                         " OR instr(coalesce(words, ''), ?1) UNION SELECT n FROM report WHERE instr(coalesce(text, ''), ?1) OR instr(coalesce(title, ''), ?1)");
    at_sql_text(q, st, 1, name);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

static void hide_meanings(at_sql *q, at_str stars)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT report FROM temp.erasing");
    while (at_sql_step(q, st))
        at_meaning_hide(q, sqlite3_column_int64(st, 0), stars);
    at_sql_end(q, st);
}

static void each_erasing(at_store *s, at_sql *q, bool drop)
{
    struct at_link *l = at_store_linker(s, q);
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT report FROM temp.erasing ORDER BY report");
    while (l && at_sql_step(q, st)) {
        if (drop) {
            at_link_drop(l, q, sqlite3_column_int64(st, 0));
            at_tally_out(q, sqlite3_column_int64(st, 0));
        } else {
            at_link_report(l, q, sqlite3_column_int64(st, 0));
        }
    }
    at_sql_end(q, st);
}

/* An actor that other spellings keep must not keep the erased one. */
static void clean_actors(at_sql *q, at_str name, at_str stars)
{
    static const char *const sql[] = {"UPDATE link_actor SET name = replace(name, ?1, ?2) WHERE instr(name, ?1)", "DELETE FROM link_name WHERE instr(key, lower(?1)) AND ?2 = ?2"};
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = at_sql_prepare(q, sql[i]);
        at_sql_text(q, st, 1, name);
        at_sql_text(q, st, 2, stars);
        (void)at_sql_step(q, st);
        at_sql_end(q, st);
    }
}

static at_code erase_report(at_store *s, at_sql *q, size_t *places, at_str report, at_str who, at_str why, at_err *err)
{
    char id[64] = "";
    int64_t n = 0, number = 0;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT r.id, (SELECT count(*) FROM finding f WHERE f.report=r.n), r.n FROM report r WHERE r.id=?1 OR CAST(r.n AS TEXT)=?1");
    at_sql_text(q, st, 1, report);
    if (at_sql_step(q, st)) {
        (void)snprintf(id, sizeof id, "%.60s", at_sql_column(st, 0).p);
        n = sqlite3_column_int64(st, 1);
        number = sqlite3_column_int64(st, 2);
    }
    at_sql_end(q, st);
    if (q->rc == SQLITE_OK && !id[0])
        return at_fail(err, AT_ENOTFOUND, "no report is called %.*s", (int)(report.n < 80 ? report.n : 80), report.p);
    struct at_link *l = at_store_linker(s, q);
    if (l)
        at_link_drop(l, q, number);
    at_tally_out(q, number);
    at_tally_clean(q);
    at_meaning_drop(q, number);
    (void)run_all(q, "erase-report.sql", at_strz(id), AT_S(""));
    leave_stone(q, "report", at_strz(id), who, why, n);
    *places = (size_t)n;
    return at_sql_code(q, err);
}

static at_code erase_name(at_store *s, at_sql *q, size_t *places, at_str name, at_str who, at_str why, at_err *err)
{
    char stars[256];
    if (name.n < 3 || name.n >= sizeof stars)
        return at_fail(err, AT_EUSAGE, "a name to erase has 3 to 255 bytes");
    memset(stars, '*', name.n);
    with_name(q, name);
    each_erasing(s, q, true);
    at_tally_clean(q);
    int64_t n = run_all(q, "erase-name.sql", name, (at_str){stars, name.n});
    hide_meanings(q, (at_str){stars, name.n});
    at_store_derive_all(q);
    clean_actors(q, name, (at_str){stars, name.n});
    each_erasing(s, q, false);
    if (q->rc == SQLITE_OK && !n)
        return at_fail(err, AT_ENOTFOUND, "the name stands nowhere");
    leave_stone(q, "name", AT_S(""), who, why, n);
    *places = (size_t)n;
    return at_sql_code(q, err);
}

at_code at_store_erase(at_store *s, size_t *places, at_str report, at_str name, at_str who, at_str why, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    *places = 0;
    if (!who.n || !why.n)
        return at_fail(err, AT_EUSAGE, "erasing needs who and why");
    if (!report.n == !name.n)
        return at_fail(err, AT_EUSAGE, "erase a report or a name");
    at_sql_run(&q, "PRAGMA secure_delete=ON"); /* freed pages are overwritten */
    at_sql_run(&q, "BEGIN IMMEDIATE");
    at_code code = at_sql_code(&q, err);
    if (code == AT_OK)
        code = name.n ? erase_name(s, &q, places, name, who, why, err) : erase_report(s, &q, places, report, who, why, err);
    if (code == AT_OK) {
        at_sql_run(&q, "COMMIT");
        at_sql_run(&q, "INSERT INTO report_fts(report_fts) VALUES('optimize'); INSERT INTO finding_fts(finding_fts) VALUES('optimize')"); /* no old terms */
        at_sql_run(&q, "VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        code = at_sql_code(&q, err);
    }
    if (code != AT_OK && !sqlite3_get_autocommit(s->db))
        sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
    return code;
}
