/* The span law over the shared reports (ATTEST_SHARED, else ../shared), where they are. */
#include "reading.h"
#include <dirent.h>

#include "test.h"

static unsigned checked;

static void check_dir(const char *dir)
{
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[1024];
        if (!at_ends(at_strz(e->d_name), AT_S(".txt")))
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        at_str text = test_file(path);
        at_report r = {.name = at_strz(e->d_name), .published = AT_S("2022-01-06"), .text = text};
        json_t *record = test_read(&r);
        const char *breach = test_span_law(record);
        if (breach)
            fail_msg("%s: %s", e->d_name, breach);
        json_decref(record);
        free((void *)(uintptr_t)text.p);
        checked++;
    }
    if (d)
        closedir(d);
}

static void shared_reports(void **state)
{
    (void)state;
    static const char *const sub[] = {"reports", "train-reports"};
    const char *shared = getenv("ATTEST_SHARED");
    char dir[512];
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(dir, sizeof dir, "%s/%s", shared ? shared : AT_SOURCE_DIR "/../shared", sub[i]);
        check_dir(dir);
    }
    if (!checked) {
        print_message("no shared reports here (ATTEST_SHARED names their folder): skipped\n");
        skip();
    }
    print_message("%u reports\n", checked);
}

static int close_reader(void **state)
{
    (void)state;
    at_reader_close(test_reader());
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(shared_reports)};
    return cmocka_run_group_tests(tests, NULL, close_reader);
}
