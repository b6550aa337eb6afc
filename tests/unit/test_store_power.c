/*
 * Power cuts: reports are added and judged on a disk in memory (power.h) that loses its power at a random moment. What the library said was done must be
 * there afterwards, the record whole. test_store_power N [SEED] tries N moments (bench/power.sh), without arguments a few.
 */
#include <attest.h>

#include "base/buf.h"
#include "base/str.h"

#include "test.h"

#include "power.h"
#include "record.h"

enum { REPORTS = 7, KEPT_PAGES = 60 /* a checkpoint after so many pages of log, so that some are cut */ };

static at_str model;
static long moments = 24;
static uint64_t first_seed = 1;

/* What was acknowledged before the cut. */
typedef struct {
    int added, judged;
    bool opened;
} done;

/* Every `a` of the pattern becomes b. */
static void replaced(at_buf *to, at_str s, const char *a, const char *b)
{
    for (size_t i = 0;;) {
        size_t k = at_index(s, at_strz(a), i);
        at_buf_put(to, at_sub(s, i, k == SIZE_MAX ? s.n : k));
        if (k == SIZE_MAX)
            return;
        at_buf_put(to, at_strz(b));
        i = k + strlen(a);
    }
}

/* The test's record as report number k: another id, other keys. */
static void report(at_buf *to, int k)
{
    char id[16];
    at_buf first = {0};
    (void)snprintf(id, sizeof id, "\"r-%d", k);
    replaced(&first, model, "\"r-", id);
    size_t key = 0;
    at_str s = {first.p, first.n};
    for (size_t at = 0; (key = at_index(s, AT_S("\"key\":\""), at)) != SIZE_MAX; at = key + 7 + 16) {
        at_buf_put(to, at_sub(s, at, key + 7));
        at_buf_fmt(to, "%x", k);
        at_buf_put(to, at_sub(s, key + 8, key + 7 + 16));
    }
    size_t last = 0;
    for (size_t at = 0; (key = at_index(s, AT_S("\"key\":\""), at)) != SIZE_MAX; at = key + 7)
        last = key + 7 + 16;
    at_buf_put(to, at_sub(s, last, s.n));
    at_buf_release(&first);
}

static bool judge(at_store *s, int k)
{
    char target[16];
    int64_t n;
    at_err err = {0};
    int len = snprintf(target, sizeof target, "%d:f%d", k, 1 + k % 3);
    at_judgement j = {.verdict = k % 2 ? AT_JUDGE_REJECT : AT_JUDGE_ACCEPT, .target = {target, (size_t)len}, .who = AT_S("ana"), .why = AT_S("read")};
    return at_store_judge(s, &n, &j, &err) == AT_OK;
}

/* Opens a record, adds and judges until the power goes. */
static void work(done *d, const char *pragma)
{
    at_store *s;
    at_err err = {0};
    char *error = NULL;
    memset(d, 0, sizeof *d);
    if (at_store_open(&s, path, &err) != AT_OK)
        return;
    d->opened = true;
    (void)sqlite3_exec(s->db, pragma, NULL, NULL, &error);
    sqlite3_free(error);
    for (int k = 1; k <= REPORTS; k++) {
        at_buf b = {0};
        at_added what;
        report(&b, k);
        bool ok = at_store_add(s, &what, (at_str){b.p, b.n}, &err) == AT_OK;
        at_buf_release(&b);
        if (!ok)
            break;
        d->added++;
        if (!judge(s, k))
            break;
        d->judged++;
    }
    at_store_close(s);
}

static int64_t number(at_store *s, const char *sql)
{
    at_sql q = {s->db, SQLITE_OK};
    sqlite3_stmt *st = at_sql_prepare(&q, sql);
    int64_t n = at_sql_step(&q, st) ? sqlite3_column_int64(st, 0) : 0;
    at_sql_end(&q, st);
    return q.rc == SQLITE_OK ? n : -1;
}

/* The faults of the record that survived, with the ordinary file system. */
static size_t faults_of(const done *d, char why[200])
{
    at_store *s;
    at_err err = {0};
    char *text = NULL;
    size_t n, faults = 0;
    why[0] = 0;
    if (at_store_open(&s, path, &err) != AT_OK) {
        (void)snprintf(why, 200, "cannot be opened: %.150s", err.msg);
        return 1;
    }
    int64_t added = number(s, "SELECT count(*) FROM report"), judged = number(s, "SELECT count(*) FROM judgement");
    int64_t loose = number(s, "SELECT (SELECT count(*) FROM link_member m LEFT JOIN link_unit u ON u.n = m.unit WHERE u.n IS NULL OR u.incident <> m.incident)"
                              " + (SELECT count(*) FROM report r WHERE NOT EXISTS (SELECT 1 FROM link_report l WHERE l.report = r.n))");
    if (added < d->added || added > d->added + 1 || judged < d->judged || judged > d->judged + 1 || loose) {
        (void)snprintf(why, 200, "%d added and %d judged were acknowledged, %lld and %lld are there, %lld loose links", d->added, d->judged, (long long)added, (long long)judged, (long long)loose);
        faults = 1;
    }
    if (at_store_verify(s, &text, &n, &faults, &err) != AT_OK)
        faults = 1;
    if (faults && !why[0])
        (void)snprintf(why, 200, "%.190s", text ? text : err.msg);
    else if (why[0])
        faults = 1;
    at_free(text);
    at_store_close(s);
    return faults;
}

static void clean_up(void)
{
    char name[80];
    unlink(path);
    (void)snprintf(name, sizeof name, "%s-wal", path);
    unlink(name);
    (void)snprintf(name, sizeof name, "%s-shm", path);
    unlink(name);
}

/* Cuts at `n` moments spread by chance over the whole work; -> how many left a fault. */
static long cuts(long n, const char *pragma, bool tell)
{
    done d;
    char why[200];
    long bad = 0, added = 0;
    uint64_t state = first_seed * 0x9E3779B97F4A7C15ULL;
    power_use(true);
    power_new(0, 1);
    work(&d, pragma);
    long all = power.moment;
    assert_int_equal(d.added, REPORTS);
    assert_int_equal(d.judged, REPORTS);
    for (long i = 0; i < n; i++) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        long cut = 1 + (long)((state >> 33) % (uint64_t)all);
        power_use(true);
        power_new(cut, first_seed + (uint64_t)i);
        work(&d, pragma);
        assert_true(power.off);
        added += d.added;
        clean_up();
        power_write_out(path);
        power_use(false);
        if (faults_of(&d, why)) {
            bad++;
            if (tell)
                print_message("cut %ld at moment %ld of %ld: %s\n", i, cut, all, why);
        }
        clean_up();
    }
    if (tell)
        print_message("%ld cuts among %ld moments of %d reports added and judged; %ld reports acknowledged in all; %ld with a fault\n", n, all, REPORTS, added, bad);
    return bad;
}

static void nothing_that_was_acknowledged_is_lost(void **state)
{
    (void)state;
    char pragma[64];
    (void)snprintf(pragma, sizeof pragma, "PRAGMA wal_autocheckpoint=%d", KEPT_PAGES);
    assert_int_equal(cuts(moments, pragma, true), 0);
}

/* The disk does lose what is not synced: without syncing there must be faults, or the test above could not fail. */
static void without_syncs_much_is_lost(void **state)
{
    (void)state;
    assert_true(cuts(12, "PRAGMA synchronous=OFF; PRAGMA wal_autocheckpoint=60", false) > 0);
}

int main(int argc, char **argv)
{
    if (argc > 1)
        moments = strtol(argv[1], NULL, 10);
    if (argc > 2)
        first_seed = strtoull(argv[2], NULL, 10);
    record_path("power");
    model = record_load();
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_that_was_acknowledged_is_lost), cmocka_unit_test(without_syncs_much_is_lost)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    power_new(0, 1);
    free((void *)(uintptr_t)model.p);
    return failed;
}
