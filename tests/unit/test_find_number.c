/* Numbers in words and digits: the longest cardinal at the start of each text, and how many words it takes. */
#include "find/number.h"

#include "words.h"

static void check(const char *text, double want, uint32_t pieces)
{
    words w;
    words_open(&w);
    words_read(&w, text, "");
    const at_pieces *ps = at_number_pieces(&w.c);
    double got = -1;
    uint32_t end = at_number_read(ps, 0, ps->n, &got);
    if (end != pieces || (pieces && (got < want - 1e-6 || got > want + 1e-6)))
        fail_msg("\"%s\": %u pieces, value %g; wanted %u, %g", text, end, got, pieces, want);
    words_close(&w);
}

static void digits(void **state)
{
    (void)state;
    check("13 officers", 13, 1);
    check("1,000 people", 1000, 1);
    check("1,234,567 people", 1234567, 1);
    check("1.2 million people", 1200000, 2);
    check("500k people", 500000, 1);
    check("five people", 5, 1);
}

static void in_words(void **state)
{
    (void)state;
    check("a hundred and twenty men", 120, 4);
    check("two dozen", 24, 2);
    check("twenty - five soldiers", 25, 2);
    check("twenty-five soldiers", 25, 2);
    check("three hundred thousand refugees", 300000, 3);
    check("one thousand two hundred and six", 1206, 6);
    check("two and a half million people", 2500000, 5);
    check("a dozen", 12, 2);
    check("half", 0, 0);
}

static void no_number(void **state)
{
    (void)state;
    check("a man", 0, 0);
    check("people 13", 0, 0);
    check("second place", 0, 0);
    check("16th", 0, 0);
}

static void two_numbers_stay_apart(void **state)
{
    (void)state;
    check("two hundred three hundred", 200, 2);
    check("13 20", 13, 1);
    check("5 thousand 6 thousand", 5000, 2);
}

static void pieces_of_hyphens(void **state)
{
    (void)state;
    words w;
    words_open(&w);
    words_read(&w, "24-hour mid-June 2022-01-06 U.S. -", "");
    const at_pieces *ps = at_number_pieces(&w.c);
    static const char *const want[] = {"24", "hour", "mid", "june", "2022-01-06", "u.s"};
    assert_int_equal(ps->n, 6);
    for (uint32_t i = 0; i < 6; i++)
        assert_str(ps->p[i].s, want[i]);
    assert_true(ps->p[1].joined && !ps->p[2].joined);
    words_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(digits), cmocka_unit_test(in_words), cmocka_unit_test(no_number),
                                       cmocka_unit_test(two_numbers_stay_apart), cmocka_unit_test(pieces_of_hyphens)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
