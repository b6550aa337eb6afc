/* The folder of pages: every link in it leads somewhere in it, nothing runs, nothing that people keep back is in it. */
#include <attest.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/str.h"

#include "test.h"

#include "record.h"
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static char *text, dir[64];
static at_str record;

static int setup(void **state)
{
    (void)state;
    record = record_load();
    text = (char *)(uintptr_t)record.p;
    record_path("site");
    (void)snprintf(dir, sizeof dir, "/tmp/attest-site-%d", (int)getpid());
    return 0;
}

/* Calls each(path within the folder, bytes) for all files. */
static void each_file(const char *sub, void (*each)(const char *name, at_str bytes, void *user), void *user)
{
    char folder[700];
    (void)snprintf(folder, sizeof folder, "%s/%s", dir, sub);
    DIR *d = opendir(folder);
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));) {
        char name[400];
        struct stat st;
        if (e->d_name[0] == '.')
            continue;
        (void)snprintf(name, sizeof name, "%s%s%.200s", sub, sub[0] ? "/" : "", e->d_name);
        (void)snprintf(folder, sizeof folder, "%s/%s", dir, name);
        assert_int_equal(stat(folder, &st), 0);
        if (S_ISDIR(st.st_mode)) {
            each_file(name, each, user);
            continue;
        }
        at_str bytes;
        at_err err;
        assert_int_equal(at_map_file(&bytes, folder, &err), AT_OK);
        each(name, bytes, user);
        at_unmap(&bytes);
    }
    closedir(d);
}

static void clear(void)
{
    char command[100];
    (void)snprintf(command, sizeof command, "rm -rf %s", dir);
    assert_int_equal(system(command), 0);
}

static int teardown(void **state)
{
    (void)state;
    free(text);
    unlink(path);
    clear();
    return 0;
}

typedef struct {
    size_t files, links;
    const char *unwanted; /* words that stand nowhere */
} found;

static void has_id(const char *file, at_str fragment)
{
    char full[900];
    at_str bytes;
    at_err err;
    at_buf want = {0};
    at_buf_fmt(&want, " id=\"%.*s\"", AT_FMT(fragment));
    (void)snprintf(full, sizeof full, "%s/%s", dir, file);
    assert_int_equal(at_map_file(&bytes, full, &err), AT_OK);
    if (at_index(bytes, (at_str){want.p, want.n}, 0) == SIZE_MAX && !at_eq(fragment, AT_S("main")))
        fail_msg("%s has no%s", file, want.p);
    at_unmap(&bytes);
    at_buf_release(&want);
}

static void link_leads(const char *from, at_str href)
{
    char file[700], full[900];
    at_str fragment = AT_S(""), to = href;
    struct stat st;
    size_t hash = at_index_char(href, '#', 0);
    if (hash != SIZE_MAX) {
        fragment = at_sub(href, hash + 1, href.n);
        to = at_sub(href, 0, hash);
    }
    bool below = strchr(from, '/') != NULL, up = at_starts(to, AT_S("../"));
    assert_true(!at_starts(to, AT_S("/")) && at_index(to, AT_S(".."), 1) == SIZE_MAX);
    assert_int_equal(to.n && below, up);
    (void)snprintf(file, sizeof file, "%.*s", AT_FMT(up ? at_sub(to, 3, to.n) : to));
    (void)snprintf(full, sizeof full, "%s/%s", dir, to.n ? file : from);
    if (stat(full, &st) != 0)
        fail_msg("%s links to %.*s, which is not there", from, AT_FMT(href));
    if (fragment.n)
        has_id(to.n ? file : from, fragment);
}

static void look(const char *name, at_str bytes, void *user)
{
    found *f = user;
    f->files++;
    if (f->unwanted && at_index(bytes, at_strz(f->unwanted), 0) != SIZE_MAX)
        fail_msg("%s stands in %s", f->unwanted, name);
    if (!at_ends(at_strz(name), AT_S(".html")))
        return;
    assert_true(at_index(bytes, AT_S("<script"), 0) == SIZE_MAX && at_index(bytes, AT_S("<form"), 0) == SIZE_MAX);
    assert_true(at_index(bytes, AT_S("Content-Security-Policy"), 0) != SIZE_MAX);
    for (size_t at = 0; (at = at_index(bytes, AT_S(" href=\""), at)) != SIZE_MAX;) {
        at += 7;
        link_leads(name, at_sub(bytes, at, at_index_char(bytes, '"', at)));
        f->links++;
    }
}

static found site(at_store *s, const char *unwanted)
{
    found f = {.unwanted = unwanted};
    size_t pages;
    at_err err = {0};
    clear();
    if (at_store_site(s, dir, &(at_filter){0}, &pages, &err) != AT_OK)
        fail_msg("%s", err.msg);
    each_file("", look, &f);
    assert_int_equal(f.files, pages + 2);
    return f;
}

static void every_link_leads_somewhere(void **state)
{
    (void)state;
    at_store *s = record_filled("site");
    found f = site(s, NULL);
    assert_true(f.files > 18 && f.links > 200);
    at_store_close(s);
}

static void names_stay(void **state)
{
    (void)state;
    struct stat st;
    char file[200];
    at_store *s = record_filled("site");
    at_sql q = {s->db, SQLITE_OK};
    (void)site(s, NULL);
    sqlite3_stmt *q1 = at_sql_prepare(&q, "SELECT id FROM report");
    assert_true(at_sql_step(&q, q1));
    (void)snprintf(file, sizeof file, "%s/report/%.*s.html", dir, AT_FMT(at_sql_column(q1, 0)));
    at_sql_end(&q, q1);
    assert_int_equal(stat(file, &st), 0);
    at_store_close(s);
}

static void what_is_kept_back_stays_out(void **state)
{
    (void)state;
    static const at_verdict verdicts[] = {AT_JUDGE_CLOSE, AT_JUDGE_REJECT};
    for (size_t i = 0; i < 2; i++) {
        int64_t n;
        at_err err = {0};
        at_store *s = record_filled("site");
        at_judgement j = {.verdict = verdicts[i], .target = AT_S("1:f2"), .who = AT_S("tester")};
        clear();
        assert_int_equal(at_store_judge(s, &n, &j, &err), AT_OK);
        (void)site(s, i ? "id=\"f2\"" : "33 people were injured");
        at_store_close(s);
        unlink(path);
    }
}

static void a_folder_with_files_is_left_alone(void **state)
{
    (void)state;
    size_t pages;
    at_err err = {0};
    at_store *s = record_filled("site");
    (void)site(s, NULL);
    assert_int_equal(at_store_site(s, dir, &(at_filter){0}, &pages, &err), AT_EUSAGE);
    at_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_link_leads_somewhere, setup, teardown), cmocka_unit_test_setup_teardown(names_stay, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_kept_back_stays_out, setup, teardown), cmocka_unit_test_setup_teardown(a_folder_with_files_is_left_alone, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
