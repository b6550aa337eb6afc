/* What the page lets in and how it writes text. */
#include <attest.h>

#include "serve/guard.h"
#include "serve/html.h"
#include "serve/marks.h"
#include "serve/view.h"

#include "test.h"

static void expect_text(const char *in, size_t n, const char *out)
{
    at_buf b = {0};
    at__html_text(&b, (at_str){in, n});
    assert_str(((at_str){b.p ? b.p : "", b.n}), out);
    at_buf_release(&b);
}

static void text_is_escaped(void **state)
{
    (void)state;
    expect_text("<script>alert('x')</script> & \"y\"", 33, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;");
    expect_text("a\0b", 3, "a\xEF\xBF\xBD" "b");
    expect_text("\xE2\x80\xAE" "abc", 6, "\xEF\xBF\xBD" "abc");       /* right-to-left override */
    expect_text("\xE2\x81\xA6" "abc", 6, "\xEF\xBF\xBD" "abc");       /* isolate */
    expect_text("\xD8\xA7\xE2\x80\x8C", 5, "\xD8\xA7\xE2\x80\x8C");   /* Arabic with a non-joiner stays */
    expect_text("\xFF\xC3", 2, "\xEF\xBF\xBD\xEF\xBF\xBD");
    expect_text("a\x1B[31m\xC2\x85", 8, "a\xEF\xBF\xBD[31m\xEF\xBF\xBD");
    expect_text("tab\tline\n", 9, "tab\tline\n");
}

static void forms_escape_by_default(void **state)
{
    (void)state;
    at_buf b = {0};
    at__html(&b, "<a href=\"/x?n=$u\">$s</a> $n $d $f $z $$", AT_S("a b&c=\"<\xC3\xA9"), AT_S("<b>"), 1234567LL, -5LL, 1.5, "<i>");
    assert_str(((at_str){b.p, b.n}), "<a href=\"/x?n=a%20b%26c%3D%22%3C%C3%A9\">&lt;b&gt;</a> 1,234,567 -5 1.5 &lt;i&gt; $");
    at_buf_release(&b);
}

static void only_the_loopback_is_answered(void **state)
{
    (void)state;
    static const char *const good[] = {"127.0.0.1:8080", "localhost:8080", "LOCALHOST:8080", "[::1]:8080"};
    static const char *const bad[] = {"", "evil.example", "evil.example:8080", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8080.evil.example", "localhost:80801", "127.0.0.1:8080@evil", "0.0.0.0:8080"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(at__guard_host(at_strz(good[i]), 8080));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(at__guard_host(at_strz(bad[i]), 8080));
    assert_true(at__guard_host(AT_S("localhost"), 80));
}

static void other_sites_are_refused(void **state)
{
    (void)state;
    at__heads h = {.host = AT_S("localhost:8080")};
    assert_null(at__guard(&h, 8080, true));
    h.origin = AT_S("http://localhost:8080");
    assert_null(at__guard(&h, 8080, true));
    h.origin = AT_S("https://evil.example");
    assert_non_null(at__guard(&h, 8080, true));
    assert_non_null(at__guard(&h, 8080, false));
    h.origin = AT_S("null");
    assert_non_null(at__guard(&h, 8080, true));
    h.origin = AT_S("");
    h.fetch_site = AT_S("cross-site");
    h.fetch_mode = AT_S("navigate");
    assert_null(at__guard(&h, 8080, false)); /* a link leads here */
    assert_non_null(at__guard(&h, 8080, true)); /* a form does not */
    h.fetch_mode = AT_S("no-cors");
    assert_non_null(at__guard(&h, 8080, false));
}

static void tokens_must_be_whole(void **state)
{
    (void)state;
    assert_true(at__guard_token(AT_S("abcd"), AT_S("abcd")));
    assert_false(at__guard_token(AT_S("abc"), AT_S("abcd")));
    assert_false(at__guard_token(AT_S("abcde"), AT_S("abcd")));
    assert_false(at__guard_token(AT_S(""), AT_S("abcd")));
    assert_false(at__guard_token(AT_S(""), AT_S("")));
}

static void paths_do_not_climb(void **state)
{
    (void)state;
    static const char *const good[] = {"/", "/events", "/report/r-00a21120599c1715", "/finding/3:f7", "/web/style.css"};
    static const char *const bad[] = {"", "events", "//", "//evil.example", "/../etc/passwd", "/web/../../x", "/web/./x", "/a\\b", "/a b", "/web//x", "/\xC3\xA9", "/report/a\nb"};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(at__guard_path(at_strz(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(at__guard_path(at_strz(bad[i])));
}

static void routes_are_found(void **state)
{
    (void)state;
    bool known;
    at__req r = {.method = AT_S("GET"), .path = AT_S("/report/13")};
    const at__route *t = at__route_find(&r, &known);
    assert_non_null(t);
    assert_true(t->view == at__view_report);
    assert_str(r.tail, "13");
    r.path = AT_S("/report/");
    assert_null(at__route_find(&r, &known));
    r.path = AT_S("/events");
    assert_non_null(at__route_find(&r, &known));
    r.method = AT_S("POST");
    assert_null(at__route_find(&r, &known));
    assert_true(known);
    r.path = AT_S("/eventsx");
    assert_null(at__route_find(&r, &known));
    assert_false(known);
}

static void marks_may_overlap(void **state)
{
    (void)state;
    at__req r = {0};
    at_str text = AT_S("abcd\xC3\xA9" "fgh");
    at__mark m[] = {{{2, 8}, AT_S("event"), AT_S("f2")}, {{0, 4}, AT_S("figure"), AT_S("f1")}, {{5, 7}, AT_S("cause"), AT_S("f3")}, {{3, 99}, AT_S("cause"), AT_S("f4")}};
    size_t first = 0, n = at__marks_sort(m, 4, text);
    assert_int_equal(n, 2); /* one begins inside a letter, one ends behind the text */
    at__marks_put(&r, text, (at_span){0, 9}, m, n, &first);
    assert_str(((at_str){r.out.p, r.out.n}), "<a class=\"m figure\" href=\"#f1\" data-f=\"f1\">ab</a><a class=\"m event\" href=\"#f2\" data-f=\"f1 f2\">cd</a>"
                                             "<a class=\"m event\" href=\"#f2\" data-f=\"f2\">\xC3\xA9" "fg</a>h");
    at_buf_release(&r.out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(forms_escape_by_default),
        cmocka_unit_test(only_the_loopback_is_answered),
        cmocka_unit_test(other_sites_are_refused),
        cmocka_unit_test(tokens_must_be_whole),
        cmocka_unit_test(paths_do_not_climb),
        cmocka_unit_test(routes_are_found),
        cmocka_unit_test(marks_may_overlap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
