/* Quantities and their bounds by the guide: each text must give "low..high qualifier" of its counts in order; "-" is open. */
#include "find/figure_count.h"
#include "find/when.h"

#include "words.h"

static at_str bound(words *w, int64_t v)
{
    return v == AT_NOBOUND ? AT_S("-") : at_arena_fmt(&w->mem, "%lld", (long long)v);
}

static void check(const char *text, const char *want)
{
    words w;
    words_open(&w);
    words_read(&w, text, "2022-01-06");
    at_when_run(&w.c);
    at_counts counts = {0};
    at__figure_counts(&w.c, at_number_pieces(&w.c), &counts, &w.mem);
    at_str got = {"", 0};
    for (size_t i = 0; i < counts.n; i++) {
        const at_count *q = &counts.p[i];
        at_str low = bound(&w, q->low), high = bound(&w, q->high);
        got = at_arena_fmt(&w.mem, "%.*s%s%.*s..%.*s %.*s", AT_FMT(got), i ? "; " : "", AT_FMT(low), AT_FMT(high),
                           AT_FMT(q->qualifier));
    }
    assert_str(got, want);
    words_close(&w);
}

static void bounds_of_the_guide(void **state)
{
    (void)state;
    check("13 officers", "13..13 exact");
    check("more than 1,000 people", "1001..- more than");
    check("at least 5 people", "5..- at least");
    check("almost 400 people", "-..399 almost");
    check("up to 300 people", "-..300 up to");
    check("as many as 100 people", "-..100 as many as");
    check("no fewer than 30 people", "30..- no fewer than");
    check("fewer than 30 people", "-..29 fewer than");
    check("about 50 people", "50..50 about");
    check("only three men", "3..3 exact");
    check("more than a dozen leaders", "13..- more than");
    check("20 or more people", "20..- or more");
}

static void vague_plurals(void **state)
{
    (void)state;
    check("dozens of people", "24..- dozens");
    check("hundreds of people", "200..- hundreds");
    check("thousands of people", "2000..- thousands");
    check("millions voted", "2000000..- millions");
    check("hundreds of thousands of people", "200000..- hundreds of thousands");
    check("several hundred people", "300..- several hundred");
    check("a few dozen men", "24..- a few dozen");
    check("several men", "3..- several");
    check("a number of men", "-..- a number");
    check("many men", "-..- many");
    check("a couple of men", "2..2 a couple");
}

static void ranges_and_parts(void **state)
{
    (void)state;
    check("between three and six insurgents", "3..6 range");
    check("3,000 to 5,000 people", "3000..5000 range");
    check("two or three men", "2..3 range");
    check("half a million people", "500000..500000 exact");
    check("almost a quarter of a million people", "-..249999 almost");
    check("more than half of the 288 candidates", "145..- more than");
    check("two thirds of the 300 men", "200..200 exact");
}

static void nobody(void **state)
{
    (void)state;
    check("no one was hurt", "0..0 no one");
    check("not a single man", "0..0 not a single");
    check("zero deaths", "0..0 exact");
}

static void what_is_no_count(void **state)
{
    (void)state;
    check("$ 500 million", "");
    check("a 16-member team", "");
    check("12 percent and 5 % of them", "");
    check("70 km west", "");
    check("Article 20 and Resolution 1701", "");
    check("on 6 January 2021 at 3 p.m.", "");
    check("for 14 hours", "");
    check("how many people", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bounds_of_the_guide), cmocka_unit_test(vague_plurals),
                                       cmocka_unit_test(ranges_and_parts), cmocka_unit_test(nobody),
                                       cmocka_unit_test(what_is_no_count)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
