/* Feeds in XML and JSON, mail, and what a file is taken for. */
#include <attest.h>

#include "base/buf.h"
#include "base/str.h"
#include "read/feed.h"
#include "read/sniff.h"
#include "read/times.h"

#include "test.h"

static at_input *input(at_str bytes, at_from from)
{
    at_input *in;
    at_err err;
    assert_int_equal(at_input_open_bytes(&in, "file", bytes, from, &err), AT_OK);
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

static void rss(void **state)
{
    (void)state;
    static const char xml[] =
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n<rss version=\"2.0\" "
        "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>Caf\xE9 "
        "Wire</title>"
        "<language>en-gb</language><item><title>A &amp;amp; B&nbsp;c</title><media:title>no</media:title><link> http://x.test/1 "
        "</link>"
        "<description>Short.</description><content:encoded><![CDATA[<p>Long <b>text</b>.]]></content:encoded>"
        "<pubDate>Thu, 06 Jan 2022 23:14:00 -0500</pubDate><author>desk@x.test (An Na)</author><dc:creator>Jo</dc:creator></item>"
        "<item><description>Plain words only.</description><guid>g2</guid><source url=\"u\">Other "
        "Paper</source></item></channel></rss>";
    at_err err;
    at_input *in = input((at_str){xml, sizeof xml - 1}, AT_FROM_AUTO);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.title, "A & B\xC2\xA0"
                                "c");
    assert_str(it.report.url, "http://x.test/1");
    assert_str(it.report.text, "<p>Long <b>text</b>.");
    assert_int_equal(it.report.form, AT_FORM_HTML);
    assert_int_equal(it.report.piece, 1);
    assert_str(it.report.published, "2022-01-06T23:14:00-05:00");
    assert_str(it.report.publisher, "Caf\xC3\xA9 Wire");
    assert_str(it.report.language, "en-gb");
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "Plain words only.");
    assert_int_equal(it.report.form, AT_FORM_TEXT);
    assert_str(it.report.name, "g2");
    assert_str(it.report.publisher, "Other Paper");
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

static void item_bytes_are_those_of_the_file(void **state)
{
    (void)state;
    at_buf b = {0};
    size_t at[200];
    at_err err;
    at_buf_put(&b, AT_S("<rss><channel><title>T</title>"));
    for (int i = 0; i < 200; i++) {
        at_buf_fmt(&b, "%*s", i % 13, "");
        at[i] = b.n;
        at_buf_fmt(&b, "<item x='%d'><title>t%d</title><description>\xD0\x9F %d %*d</description></item>", i, i, i, 1 + i % 97,
                   7);
    }
    at_buf_put(&b, AT_S("</channel></rss>"));
    at_input *in = input((at_str){b.p, b.n}, AT_FROM_FEED);
    for (int i = 0; i < 200; i++) {
        at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
        assert_int_equal(it.byte, at[i]);
    }
    at_input_close(in);
    at_buf_release(&b);
}

static void rdf_and_atom(void **state)
{
    (void)state;
    at_err err;
    at_input *in =
        input(AT_S("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' "
                   "xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>R</title></channel><item><title>t</title>"
                   "<link>l</link><description>d</description><dc:date>2022-01-06T10:14+06:00</dc:date></item></rdf:RDF>"),
              AT_FROM_AUTO);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.published, "2022-01-06T10:14:00+06:00");
    assert_str(it.report.publisher, "R");
    at_input_close(in);
    in = input(AT_S("<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>F</title><entry><title>a</title><link "
                    "rel='self' href='no'/>"
                    "<link href='yes'/><author><name>P Q</name><uri>u</uri></author><author><name>R S</name></author>"
                    "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x &lt; y</p></div></content>"
                    "<updated>2022-01-07</updated></entry><entry><summary "
                    "type='html'>&lt;p>s</summary><source><title>Of</title></source></entry></feed>"),
               AT_FROM_AUTO);
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<div><p>x &lt; y</p></div>");
    assert_int_equal(it.report.form, AT_FORM_HTML);
    assert_str(it.report.url, "yes");
    assert_str(it.report.byline, "P Q; R S");
    assert_str(it.report.published, "2022-01-07");
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<p>s");
    assert_str(it.report.publisher, "Of");
    assert_str(it.report.problem, "the feed gives a summary only");
    at_input_close(in);
}

static void json_feed(void **state)
{
    (void)state;
    at_err err;
    at_input *in = input(
        AT_S("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"authors\":[{\"name\":\"A\"}],\"items\":[7,"
             "{\"id\":\"i\",\"content_html\":\"<p>h\",\"content_text\":\"t\",\"date_published\":\"2022-01-06T00:00:00Z\"}]}"),
        AT_FROM_AUTO);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "<p>h");
    assert_str(it.report.byline, "A");
    assert_str(it.report.name, "i");
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
    in = input(AT_S("{\"version\":\"x\",\"items\":[]}"), AT_FROM_FEED);
    (void)next(in, AT_EPARSE, AT_ITEM_END, &err);
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

/* A billion laughs, a file from outside, a root that is no feed, XML that breaks off: what came before is read, the rest told. */
static void hostile(void **state)
{
    (void)state;
    at_err err;
    at_input *in = input(AT_S("<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b "
                              "'&a;&a;'>]><rss><channel><item><title>&b;</title></item>"
                              "</channel></rss>"),
                         AT_FROM_FEED);
    (void)next(in, AT_ELIMIT, AT_ITEM_END, &err);
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
    in = input(AT_S("<!DOCTYPE rss SYSTEM 'file:///etc/passwd'><rss><channel><item><title>t</title><description>&x; "
                    "d</description></item></channel></rss>"),
               AT_FROM_FEED);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.title, "t");
    at_input_close(in);
    in = input(AT_S("<html><item/></html>"), AT_FROM_FEED);
    (void)next(in, AT_EPARSE, AT_ITEM_END, &err);
    assert_non_null(strstr(err.msg, "<html>"));
    at_input_close(in);
    in = input(AT_S("<rss><channel><item><title>whole</title></item><item><title>cut"), AT_FROM_FEED);
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.title, "whole");
    (void)next(in, AT_EPARSE, AT_ITEM_END, &err);
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

static void too_deep_and_too_large(void **state)
{
    (void)state;
    at_err err;
    at_buf b = {0};
    at_buf_put(&b, AT_S("<rss><channel><item><title>first</title></item>"));
    for (int i = 0; i < 100000; i++)
        at_buf_put(&b, AT_S("<a>"));
    at_input *in = input((at_str){b.p, b.n}, AT_FROM_FEED);
    (void)next(in, AT_OK, AT_ITEM_REPORT, &err);
    (void)next(in, AT_EPARSE, AT_ITEM_END, &err);
    at_input_close(in);
    b.n = 0;
    at_buf_put(&b, AT_S("<rss><channel><item><description>"));
    for (int i = 0; i < 10 << 16; i++)
        at_buf_put(&b, AT_S("sixteen letters "));
    at_buf_put(&b, AT_S("</description></item></channel></rss>"));
    in = input((at_str){b.p, b.n}, AT_FROM_FEED);
    (void)next(in, AT_ELIMIT, AT_ITEM_END, &err);
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
    at_buf_release(&b);
}

static void mailbox(void **state)
{
    (void)state;
    static const char box[] =
        "From a@b Thu Jan  6 10:14:00 2022\r\nFrom: \"Press, Office\" <p@un.org>\r\nSubject: =?utf-8?Q?Caf=C3=A9?=\r\n "
        "=?koi8-r?B?99LFzdE=?= end\r\n"
        "Date: 6 Jan 22 10:14 EST\r\nMessage-ID: <1@x>\r\nContent-Type: multipart/mixed;\r\n "
        "boundary=\"b\"\r\n\r\npreamble\r\n--b\r\n"
        "Content-Type: multipart/alternative; boundary=c\r\n\r\n--c\r\nContent-Type: text/plain; charset=windows-1251\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n=CF=EE=E6=E0=F0 soft =\r\nend.\r\n>From here\r\n--c\r\nContent-Type: "
        "text/html\r\n\r\n<p>html\r\n--c--\r\n"
        "--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\nx\r\n--b--\r\n\r\n"
        "From a@b Thu Jan  6 10:15:00 2022\r\nFrom: info@x.test\r\nContent-Type: text/plain; "
        "format=flowed\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "T25lIApsaW5lLgotLSAKbmFtZQo=\r\n\r\n"
        "From a@b Thu Jan  6 10:16:00 2022\nSubject: page\nContent-Type: text/html; charset=latin1\n\n<p>Page\nFrom the start\n";
    at_err err;
    at_input *in = input((at_str){box, sizeof box - 1}, AT_FROM_AUTO);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.publisher, "Press, Office");
    assert_str(it.report.title, "Caf\xC3\xA9\xD0\x92\xD1\x80\xD0\xB5\xD0\xBC\xD1\x8F end");
    assert_str(it.report.published, "2022-01-06T10:14:00-05:00");
    assert_str(it.report.name, "1@x");
    assert_str(it.report.text, "\xD0\x9F\xD0\xBE\xD0\xB6\xD0\xB0\xD1\x80 soft end.\r\nFrom here\r\n");
    assert_str(it.report.problem, "1 attachment was not read");
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_str(it.report.text, "One line.\n-- \nname\n");
    assert_str(it.report.publisher, "info@x.test");
    it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_int_equal(it.report.form, AT_FORM_HTML);
    assert_str(it.report.charset, "latin1");
    assert_str(it.report.text, "<p>Page\nFrom the start\n");
    (void)next(in, AT_OK, AT_ITEM_END, &err);
    at_input_close(in);
}

/* Parts within parts without end, and a hundred thousand of them. */
static void mail_without_end(void **state)
{
    (void)state;
    at_err err;
    at_buf b = {0};
    at_buf_put(&b, AT_S("From: a@b\nSubject: x\nDate: 1 Jan 2022\nContent-Type: multipart/mixed; boundary=b\n\n"));
    for (int i = 0; i < 50; i++)
        at_buf_fmt(&b, "--b\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822\n\n", i, i);
    for (int i = 0; i < 100000; i++)
        at_buf_put(&b, AT_S("--b\n\nx\n"));
    at_input *in = input((at_str){b.p, b.n}, AT_FROM_AUTO);
    at_item it = next(in, AT_OK, AT_ITEM_REPORT, &err);
    assert_true(at_index(it.report.problem, AT_S("more than 200 parts"), 0) != SIZE_MAX);
    at_input_close(in);
    at_buf_release(&b);
}

static void dates(void **state)
{
    (void)state;
    static const char *const t[][2] = {{"Thu, 06 Jan 2022 10:14:00 +0600", "2022-01-06T10:14:00+06:00"},
                                       {"6 Jan 99 1:02 GMT", "1999-01-06T01:02:00Z"},
                                       {"2022-01-06", "2022-01-06"},
                                       {"2022-01-06T10:14:00.123Z", "2022-01-06T10:14:00Z"},
                                       {"2022-01-06 10:14", "2022-01-06T10:14:00"},
                                       {"Thursday, 6 January 2022 10:14:00 PDT", "2022-01-06T10:14:00-07:00"},
                                       {"2022-02-30", ""},
                                       {"yesterday", ""},
                                       {"", ""}};
    at_arena mem;
    at_arena_init(&mem, 0, NULL);
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        assert_str(at_time_iso(&mem, at_strz(t[i][0])), t[i][1]);
    at_arena_release(&mem);
}

static void sniffing(void **state)
{
    (void)state;
    static const struct {
        const char *path, *head;
        at_from from;
    } t[] = {{"a.txt", "<html>", AT_FROM_TEXT},
             {"a.txt.gz", "WARC/1.0", AT_FROM_TEXT},
             {"-", "WARC/1.1\r\n", AT_FROM_WARC},
             {"x", "%PDF-1.4", AT_FROM_PDF},
             {"x", "  <!DOCTYPE HTML PUBLIC", AT_FROM_HTML},
             {"x", "<?xml version='1.0'?>\n<!-- c --><rss>", AT_FROM_FEED},
             {"x.xml", "<?xml version='1.0'?><html xmlns='x'>", AT_FROM_HTML},
             {"x", "{\"version\":\"https://jsonfeed.org/version/1\"", AT_FROM_FEED},
             {"x", "{\"name\":1,\"text\":\"", AT_FROM_JSONL},
             {"x.json", "{\"url\":", AT_FROM_JSONL},
             {"x", "{braces in prose}", AT_FROM_TEXT},
             {"x", "Return-Path: <a>\nDate: x\nSubject: y\n\nbody", AT_FROM_MAIL},
             {"x", "From a@b Thu Jan  6 10:14:00 2022\nSubject: x", AT_FROM_MAIL},
             {"x", "From the start: it was late\nPolice came.", AT_FROM_TEXT},
             {"x", "Date: today\nPolice came: they left.\n", AT_FROM_TEXT},
             {"x.html", "Hello", AT_FROM_HTML},
             {"x", "Police <b>fired</b>", AT_FROM_TEXT}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        at_from got = at_sniff(at_strz(t[i].path), at_strz(t[i].head));
        if (got != t[i].from)
            fail_msg("%s, %s: %d", t[i].path, t[i].head, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rss),          cmocka_unit_test(item_bytes_are_those_of_the_file),
        cmocka_unit_test(rdf_and_atom), cmocka_unit_test(json_feed),
        cmocka_unit_test(hostile),      cmocka_unit_test(too_deep_and_too_large),
        cmocka_unit_test(mailbox),      cmocka_unit_test(mail_without_end),
        cmocka_unit_test(dates),        cmocka_unit_test(sniffing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
