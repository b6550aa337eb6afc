/* Files and streams as sequences of reports. */
#include <attest.h>

#include "base/str.h"
#include <unistd.h>

#include "test.h"

static char path[64];

/* Writes bytes to a temporary file whose name ends in `suffix`. */
static void file(const char *suffix, const char *bytes, size_t n)
{
    (void)snprintf(path, sizeof path, "/tmp/attest-input-XXXXXX%s", suffix);
    int fd = mkstemps(path, (int)strlen(suffix));
    assert_true(fd >= 0);
    for (size_t done = 0; done < n;) {
        ssize_t w = write(fd, bytes + done, n - done);
        assert_true(w > 0);
        done += (size_t)w;
    }
    close(fd);
}

static at_input *open_file(at_from from)
{
    at_input *in;
    at_err err;
    assert_int_equal(at_input_open(&in, path, from, &err), AT_OK);
    return in;
}

static void close_file(at_input *in)
{
    at_input_close(in);
    unlink(path);
}

static void text_file_is_one_report(void **state)
{
    (void)state;
    at_item it;
    at_err err;
    file(".txt", "{\"text\":\"not JSON here\"}", 24);
    at_input *in = open_file(AT_FROM_AUTO);
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_int_equal(it.kind, AT_ITEM_REPORT);
    assert_str(it.report.text, "{\"text\":\"not JSON here\"}");
    assert_str(it.report.name, strrchr(path, '/') + 1);
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_int_equal(it.kind, AT_ITEM_END);
    close_file(in);
}

static void lines_are_reports(void **state)
{
    (void)state;
    static const char text[] = "\xEF\xBB\xBF{\"name\":\"a\",\"published\":\"2022-01-06\",\"byline\":[\"X Y\",\"Z "
                               "W\"],\"title\":null,\"text\":\"one\\u0000\"}\r\n"
                               "\n"
                               "{\"text\":7}\n"
                               "{\"text\":\"two\n"
                               "[]\n"
                               "{\"html\":7}\n"
                               "{\"text\":\"bad \xFF\"}\n"
                               "{\"v\":1,\"report\":{},\"findings\":[]}\n"
                               "{\"text\":\"last\",\"extra\":{\"deep\":[1]}}";
    at_item it;
    at_err err = {0};
    file(".data", text, sizeof text - 1);
    at_input *in = open_file(AT_FROM_AUTO);
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_str(it.report.name, "a");
    assert_str(it.report.published, "2022-01-06");
    assert_str(it.report.byline, "X Y; Z W");
    assert_str(it.report.title, "");
    assert_int_equal(it.report.text.n, 4); /* with its NUL */
    const size_t lines[] = {3, 4, 5, 6, 7};
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(at_input_next(in, &it, &err), AT_EPARSE);
        assert_int_equal(it.line, lines[i]);
        assert_true(err.pos >= it.byte && err.pos < sizeof text);
        assert_int_equal(text[it.byte - 1], '\n');
    }
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_int_equal(it.kind, AT_ITEM_RECORD);
    assert_str(it.record, "{\"v\":1,\"report\":{},\"findings\":[]}");
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_str(it.report.text, "last");
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_int_equal(it.kind, AT_ITEM_END);
    close_file(in);
}

/* Lines longer than any buffer, and many of them: nothing is lost at the seams. */
static void long_lines(void **state)
{
    (void)state;
    enum { LINES = 40, UNIT = 9973 };
    size_t n = 0, cap = (size_t)LINES * (LINES + 1) / 2 * UNIT + LINES * 64;
    char *t = malloc(cap);
    at_item it;
    at_err err;
    assert_non_null(t);
    for (int i = 1; i <= LINES; i++) {
        n += (size_t)snprintf(t + n, cap - n, "{\"text\":\"%d ", i);
        memset(t + n, 'a' + i % 26, (size_t)i * UNIT);
        n += (size_t)i * UNIT;
        n += (size_t)snprintf(t + n, cap - n, "\"}\n");
    }
    file(".jsonl", t, n);
    free(t);
    at_input *in = open_file(AT_FROM_AUTO);
    for (int i = 1; i <= LINES; i++) {
        char head[16];
        int k = snprintf(head, sizeof head, "%d ", i);
        assert_int_equal(at_input_next(in, &it, &err), AT_OK);
        assert_int_equal(it.report.text.n, (size_t)k + (size_t)i * UNIT);
        assert_true(at_starts(it.report.text, at_strz(head)));
        assert_int_equal(it.report.text.p[it.report.text.n - 1], 'a' + i % 26);
    }
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_int_equal(it.kind, AT_ITEM_END);
    close_file(in);
}

static void missing_and_empty(void **state)
{
    (void)state;
    at_input *in;
    at_item it;
    at_err err = {0};
    assert_int_equal(at_input_open(&in, "/nonexistent/file", AT_FROM_AUTO, &err), AT_EIO);
    assert_null(in);
    assert_int_not_equal(err.sys, 0);
    assert_int_equal(at_input_open(&in, "/", AT_FROM_AUTO, &err), AT_OK); /* a folder opens, but cannot be read */
    assert_int_equal(at_input_next(in, &it, &err), AT_EIO);
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_int_equal(it.kind, AT_ITEM_END);
    at_input_close(in);
    file("", "", 0);
    in = open_file(AT_FROM_AUTO);
    assert_int_equal(at_input_next(in, &it, &err), AT_OK);
    assert_int_equal(it.kind, AT_ITEM_REPORT); /* an empty report, which its record says */
    assert_int_equal(it.report.text.n, 0);
    close_file(in);
    at_input_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_file_is_one_report),
        cmocka_unit_test(lines_are_reports),
        cmocka_unit_test(long_lines),
        cmocka_unit_test(missing_and_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
