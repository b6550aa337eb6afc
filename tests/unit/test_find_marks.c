/* Quotation marks at the edges of a finding's words. */
#include "find/marks.h"

#include "base/str.h"
#include "test.h"

/* The span of `words` within `text`, paired, is that of `want`. */
static void check(const char *text, const char *words, const char *want)
{
    at_str t = at_strz(text), w = at_strz(words);
    size_t beg = at_index(t, w, 0);
    assert_true(beg != SIZE_MAX);
    at_span s = at_marks_pair(t, (at_span){(uint32_t)beg, (uint32_t)(beg + w.n)});
    at_str got = at_sub(t, s.beg, s.end);
    if (!at_eq(got, at_strz(want)))
        fail_msg("[%s] became {%.*s}, wanted {%s}", words, AT_FMT(got), want);
}

static void closes_what_it_opened(void **state)
{
    (void)state;
    check("called it an “act of war” on Monday", "an “act of war", "an “act of war”");
    check("called it an “act of war.” Then", "an “act of war", "an “act of war.”");
    check("called it an \"act of war,\" he said", "an \"act of war", "an \"act of war,\"");
    check("parlait d’un «acte de guerre»", "un «acte de guerre", "un «acte de guerre»");
}

static void takes_the_mark_before_it(void **state)
{
    (void)state;
    check("“hits” were seen on “fighters” there", "hits” were seen on “fighters", "“hits” were seen on “fighters”");
    check("the \"rebels\" fled", "rebels\" fled", "\"rebels\" fled");
}

static void leaves_the_rest(void **state)
{
    (void)state;
    check("“we will stay,” he said", "we will stay", "we will stay");
    check("called it an “act of war and of hate” there", "an “act of war", "an “act of war");
    check("an “act” of war”", "an “act” of war", "an “act” of war");
    check("an “act", "an “act", "an “act");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(closes_what_it_opened), cmocka_unit_test(takes_the_mark_before_it), cmocka_unit_test(leaves_the_rest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
