/* PDF files: the text layer, what has none, what is no PDF; nothing of it can take this process down. */
#include <attest.h>

#include "base/buf.h"
#include "base/str.h"
#include <stdlib.h>

#include "test.h"

/* A PDF file of one page with `content` as its stream. Its table of places is left out, as damaged files have it: readers mend
 * that. */
static void make(at_buf *b, const char *content)
{
    at_buf_fmt(
        b,
        "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        "6 0 obj<</Title(Press release)/Author(An Na)>>endobj\ntrailer<</Root 1 0 R/Info 6 0 R>>\n%%%%EOF\n",
        strlen(content), content);
}

static at_code read_pdf(at_input **in, at_str bytes, at_item *item, at_err *err)
{
    assert_int_equal(at_input_open_bytes(in, "release", bytes, AT_FROM_AUTO, err), AT_OK);
    return at_input_next(*in, item, err);
}

static void text_layer(void **state)
{
    (void)state;
    at_buf b = {0};
    at_input *in;
    at_item it;
    at_err err = {0};
    make(&b, "BT /F 12 Tf 20 150 Td (Police fired on a crowd in Lima on Monday.) Tj 0 -20 Td (Five people were killed.) Tj ET");
    at_code rc = read_pdf(&in, (at_str){b.p, b.n}, &it, &err);
    if (rc == AT_ENOTFOUND) { /* built without poppler-glib: that is told */
        assert_non_null(strstr(err.msg, "poppler-glib"));
    } else {
        if (rc != AT_OK)
            fail_msg("%s", err.msg);
        assert_int_equal(it.kind, AT_ITEM_REPORT);
        assert_str(it.report.text, "Police fired on a crowd in Lima on Monday.\nFive people were killed.\n\f");
        assert_str(it.report.title, "Press release");
        assert_str(it.report.byline, "An Na");
        assert_int_equal(it.report.source.n, b.n);
        assert_int_equal(at_input_next(in, &it, &err), AT_OK);
        assert_int_equal(it.kind, AT_ITEM_END);
    }
    at_input_close(in);
    at_buf_release(&b);
}

static void without_text(void **state)
{
    (void)state;
    at_buf b = {0};
    at_input *in;
    at_item it;
    at_err err = {0};
    make(&b, "20 20 100 100 re f");
    at_code rc = read_pdf(&in, (at_str){b.p, b.n}, &it, &err);
    if (rc != AT_ENOTFOUND) {
        assert_int_equal(rc, AT_OK);
        assert_str(it.report.text, "");
        assert_non_null(strstr(it.report.problem.p, "needs OCR"));
    }
    at_input_close(in);
    at_buf_release(&b);
}

static void no_pdf_at_all(void **state)
{
    (void)state;
    at_input *in;
    at_item it;
    at_err err = {0};
    at_code rc = read_pdf(&in, AT_S("%PDF-1.7 and then nothing"), &it, &err);
    assert_true(rc == AT_ENOTFOUND || rc == AT_EPARSE);
    at_input_close(in);
}

/* A reader that runs wild is ended by its limits; one that answers nonsense is not believed. */
static void a_reader_that_misbehaves(void **state)
{
    (void)state;
    at_input *in;
    at_item it;
    at_err err = {0};
    setenv("ATTEST_PDF", "/bin/cat", 1);
    assert_int_equal(read_pdf(&in, AT_S("%PDF-1.7 said back"), &it, &err), AT_EPARSE);
    at_input_close(in);
    setenv("ATTEST_PDF", "/usr/bin/yes", 1);
    assert_int_equal(read_pdf(&in, AT_S("%PDF-1.7"), &it, &err), AT_ELIMIT);
    at_input_close(in);
    setenv("ATTEST_PDF", "/nonexistent/reader", 1);
    assert_int_equal(read_pdf(&in, AT_S("%PDF-1.7"), &it, &err), AT_ENOTFOUND);
    at_input_close(in);
    unsetenv("ATTEST_PDF");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(text_layer), cmocka_unit_test(without_text),
                                       cmocka_unit_test(no_pdf_at_all), cmocka_unit_test(a_reader_that_misbehaves)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
