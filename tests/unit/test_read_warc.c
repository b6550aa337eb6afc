/* Web archives: what is a page, what is passed over, what is damaged. */
#include <attest.h>

#include "base/buf.h"
#include "base/str.h"
#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include "test.h"

static at_buf file;

static int setup(void **state)
{
    (void)state;
    memset(&file, 0, sizeof file);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    at_buf_release(&file);
    return 0;
}

static void record_to(at_buf *b, const char *type, const char *content, at_str block)
{
    at_buf_fmt(
        b, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: <http://x.test/%zu>\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
        type, b->n, content, block.n);
    at_buf_put(b, block);
    at_buf_put(b, AT_S("\r\n\r\n"));
}

static void response(at_buf *b, const char *head, at_str body)
{
    at_buf block = {0};
    at_buf_fmt(&block, "HTTP/1.1 %s\r\n\r\n", head);
    at_buf_put(&block, body);
    record_to(b, "response", "application/http; msgtype=response", (at_str){block.p, block.n});
    at_buf_release(&block);
}

/* Appends s to the file as a gzip member. */
static void member(at_str s)
{
    z_stream z = {0};
    char *out = malloc(s.n + s.n / 100 + 100);
    assert_non_null(out);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)s.p;
    z.avail_in = (uInt)s.n;
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)(s.n + s.n / 100 + 100);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    at_buf_put(&file, (at_str){out, z.total_out});
    deflateEnd(&z);
    free(out);
}

static at_input *input(void)
{
    at_input *in;
    at_err err;
    assert_int_equal(at_input_open_bytes(&in, "crawl.warc", (at_str){file.p, file.n}, AT_FROM_AUTO, &err), AT_OK);
    return in;
}

static at_item next(at_input *in, at_code want, at_item_kind kind, at_err *err)
{
    at_item it;
    memset(err, 0, sizeof *err);
    at_code rc = at_input_next(in, &it, err);
    if (rc != want || (rc == AT_OK && it.kind != kind))
        fail_msg("code %d, kind %d: %s", rc, it.kind, err->msg);
    return it;
}

static void pages_come_out(void **state)
{
    (void)state;
    at_err err;
    record_to(&file, "warcinfo", "application/warc-fields", AT_S("software: x\r\n"));
    size_t first = file.n;
    response(&file, "200 OK\r\nContent-Type: text/html; charset=\"windows-1251\"", AT_S("<p>One"));
    response(&file, "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked",
             AT_S("3\r\n<p>\r\n4;x=y\r\nTwo.\r\n0\r\n\r\n"));
    response(&file, "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", AT_S("<p>not chunked at all"));
    response(&file, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", AT_S("<p>unpacked before"));
    response(&file, "404 Not Found\r\nContent-Type: text/html", AT_S("<p>gone"));
    response(&file, "200 OK\r\nContent-Type: image/png", AT_S("\x89PNG"));
    response(&file, "200 OK", AT_S("  <!DOCTYPE html><p>no type"));
    record_to(&file, "revisit", "application/http; msgtype=response", AT_S("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"));
    record_to(&file, "conversion", "text/plain", AT_S("Text of a page."));
    record_to(&file, "resource", "text/html", AT_S("<p>A resource"));
    at_input *in = input();
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<p>One");
    assert_str(it.report.charset, "windows-1251");
    assert_int_equal(it.report.form, AT_FORM_HTML);
    assert_int_equal(it.report.within_byte, first);
    assert_str(it.report.within, "crawl.warc");
    char url[64];
    (void)snprintf(url, sizeof url, "http://x.test/%zu", first);
    assert_str(it.report.url, url);
    static const char *const texts[] = {
        "<p>Two.",         "<p>not chunked at all", "<p>unpacked before", "  <!DOCTYPE html><p>no type",
        "Text of a page.", "<p>A resource"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        it = next(in, AT_OK, AT_ITEM_REPORT, &err);
        assert_str(it.report.text, texts[i]);
        assert_int_equal(it.report.form, i == 4 ? AT_FORM_TEXT : AT_FORM_HTML);
    }
    it = next(in, AT_OK, AT_ITEM_NOTE, &err);
    assert_str(
        it.note,
        "11 records, 7 pages; 1 revisits of pages that are stored elsewhere; 1 answers other than 200; 1 requests and metadata; "
        "1 not HTML (image/png 1)");
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

/* Browsers' crawls keep pages as they came: in brotli and zstd too. A piece of one gives what is in the piece. */
static void other_packings(void **state)
{
    (void)state;
    at_err err;
    static const char page[] = "<p>A page of one paragraph, packed as browsers ask for it.";
    uint8_t br[256];
    char zs[256];
    size_t nbr = sizeof br, nzs;
    assert_true(BrotliEncoderCompress(9, 22, BROTLI_MODE_TEXT, sizeof page - 1, (const uint8_t *)page, &nbr, br));
    nzs = ZSTD_compress(zs, sizeof zs, page, sizeof page - 1, 3);
    assert_false(ZSTD_isError(nzs));
    response(&file, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", (at_str){(char *)br, nbr});
    response(&file, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd", (at_str){zs, nzs});
    response(&file, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br", AT_S("<p>unpacked before"));
    response(&file, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: zstd", at_sub((at_str){zs, nzs}, 0, nzs - 8));
    response(&file, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: exi", AT_S("\x80\x01"));
    at_input *in = input();
    for (int i = 0; i < 2; i++)
        assert_str(next(in, AT_OK, AT_ITEM_REPORT, &err).report.text, page);
    assert_str(next(in, AT_OK, AT_ITEM_REPORT, &err).report.text, "<p>unpacked before");
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_true(at_starts(at_strz(page), it.report.text) && it.report.text.n < sizeof page - 1);
    assert_true(it.report.problem.n > 0);
    (void)next(in, AT_EPARSE, AT_ITEM_REPORT, &err);
    assert_non_null(strstr(err.msg, "exi"));
    (void)next(in, AT_OK, AT_ITEM_NOTE, &err);
    at_input_close(in);
}

/* A live blog of an archive comes out as its posts, each with its time, all of the same record; what follows comes after. */
static void live_blogs_of_archives(void **state)
{
    (void)state;
    at_err err;
#define POST(clock, words) "<article class=entry><span class=time>" clock "</span><p>" words "</p></article>"
    static const char blog[] = "<title>Fighting live</title><meta property='article:published_time' content='2023-04-15T08:00:00Z'>"
                               "<h1>Fighting live</h1><div class=liveblog>" POST("21:15", "Talks on a ceasefire failed, the envoy said, after five hours of argument in the capital.")
                                   POST("15:40", "Residents of the port told of shelling through the night and of streets that nobody could cross.")
                                       POST("09:30", "The army said that it had retaken the bridge after a day of fighting with the militia.") "</div>";
#undef POST
    response(&file, "200 OK\r\nContent-Type: text/html", (at_str){blog, sizeof blog - 1});
    response(&file, "200 OK\r\nContent-Type: text/html", AT_S("<p>Another page"));
    at_input *in = input();
    static const char *const times[] = {"2023-04-15T21:15", "2023-04-15T15:40", "2023-04-15T09:30"};
    for (size_t i = 0; i < 3; i++) {
        at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
        assert_str(it.report.published, times[i]);
        assert_str(it.report.within, "crawl.warc");
        assert_int_equal(it.report.within_byte, 0);
        assert_true(at_ends(it.report.name, at_strz(i == 0 ? ":1" : i == 1 ? ":2" : ":3")));
    }
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<p>Another page");
    (void)next(in, AT_OK, AT_ITEM_NOTE, &err);
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

/* Members of gzip: the place is that of the member; a damaged one costs its own record and no other. */
static void members_and_damage(void **state)
{
    (void)state;
    at_err err;
    size_t starts[4];
    for (int i = 0; i < 4; i++) {
        at_buf one = {0};
        char body[64];
        (void)snprintf(body, sizeof body, "<p>Report number %d of four.", i);
        response(&one, "200 OK\r\nContent-Type: text/html", at_strz(body));
        starts[i] = file.n;
        member((at_str){one.p, one.n});
        at_buf_release(&one);
    }
    memset(file.p + starts[1] + 30, 0x55, 40);
    at_input *in = input();
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<p>Report number 0 of four.");
    (void)next(in, AT_EPARSE, AT_ITEM_END, &err);
    assert_true(err.pos >= starts[1] && err.pos < starts[2]);
    for (int i = 2; i < 4; i++) {
        it = next(in, AT_OK, AT_ITEM_REPORT, &err);
        assert_int_equal(it.report.within_byte, starts[i]);
    }
    it = next(in, AT_OK, AT_ITEM_NOTE, &err);
    assert_true(at_starts(it.note, AT_S("3 records, 3 pages; 1 that cannot be read")));
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

static void broken_heads(void **state)
{
    (void)state;
    at_err err;
    at_buf_put(&file, AT_S("WARC/1.0\r\nWARC-Type: response\r\n\r\nno length\r\n"));
    response(&file, "200 OK\r\nContent-Type: text/html", AT_S("<p>Good"));
    size_t bad = file.n;
    at_buf_put(&file, AT_S("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n"));
    at_buf_put(
        &file,
        AT_S("garbage\r\nWARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<p>Cut"));
    at_input *in = input();
    (void)next(in, AT_EPARSE, AT_ITEM_END, &err);
    assert_int_equal(err.pos, 0);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<p>Good");
    (void)next(in, AT_EPARSE, AT_ITEM_END, &err);
    assert_int_equal(err.pos, bad);
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<p>Cut");
    assert_str(it.report.problem, "the archive ends within this record");
    (void)next(in, AT_OK, AT_ITEM_NOTE, &err);
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

/* A page packed in a page: 64 MiB of zeros in 64 KiB; a member that is one: both refused with their byte. */
static void bombs(void **state)
{
    (void)state;
    enum { ZEROS = 64 << 20 };
    at_err err;
    char *zeros = calloc(1, ZEROS);
    assert_non_null(zeros);
    member((at_str){zeros, ZEROS});
    at_buf packed = file;
    memset(&file, 0, sizeof file);
    response(&file, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", (at_str){packed.p, packed.n});
    size_t second = file.n;
    response(&file, "200 OK\r\nContent-Type: text/html", AT_S("<p>After"));
    at_input *in = input();
    (void)next(in, AT_ELIMIT, AT_ITEM_END, &err);
    assert_int_equal(err.pos, 0);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_int_equal(it.byte, second);
    at_input_close(in);
    at_buf_release(&packed);
    at_buf_release(&file);
    at_buf big = {0};
    record_to(&big, "resource", "image/png", (at_str){zeros, ZEROS});
    member((at_str){big.p, big.n});
    at_buf_release(&big);
    second = file.n;
    response(&big, "200 OK\r\nContent-Type: text/html", AT_S("<p>After"));
    member((at_str){big.p, big.n});
    at_buf_release(&big);
    in = input();
    (void)next(in, AT_ELIMIT, AT_ITEM_END, &err);
    assert_true(err.pos > 0 && err.pos < second);
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_int_equal(it.byte, second);
    at_input_close(in);
    free(zeros);
}

static void too_large_a_page(void **state)
{
    (void)state;
    at_err err;
    size_t n = ((size_t)33 << 20);
    char *text = malloc(n);
    assert_non_null(text);
    memset(text, 'a', n);
    record_to(&file, "resource", "text/html", (at_str){text, n});
    record_to(&file, "resource", "text/html", AT_S("<p>After"));
    free(text);
    at_input *in = input();
    (void)next(in, AT_ELIMIT, AT_ITEM_END, &err);
    assert_non_null(strstr(err.msg, "32 MiB"));
    (void)next(in, AT_OK, AT_ITEM_REPORT, &err);
    at_input_close(in);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {T(pages_come_out), T(other_packings), T(live_blogs_of_archives), T(members_and_damage), T(broken_heads), T(bombs), T(too_large_a_page)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
