/* Days as integers. */
#include "base/day.h"
#include "base/str.h"

#include "test.h"

static void known_days(void **state)
{
    (void)state;
    assert_int_equal(at_day(1970, 1, 1), 0);
    assert_int_equal(at_day(1969, 12, 31), -1);
    assert_int_equal(at_day(2000, 2, 29), 11016);
    assert_int_equal(at_day(2022, 1, 6), 18998);
    assert_int_equal(at_day_weekday(at_day(2022, 1, 6)), 3); /* a Thursday */
    assert_int_equal(at_day_weekday(at_day(1900, 1, 1)), 0); /* a Monday */
    assert_int_equal(at_day(2021, 2, 29), AT_NODAY);
    assert_int_equal(at_day(1900, 2, 29), AT_NODAY);
    assert_int_equal(at_day(2022, 13, 1), AT_NODAY);
    assert_int_equal(at_day(2022, 4, 31), AT_NODAY);
    assert_int_equal(at_day(0, 1, 1), AT_NODAY);
    assert_int_equal(at_day(2022, 1, 0), AT_NODAY);
}

/* Four centuries, day by day: numbers without a gap, weekdays in turn, splitting gives the day back. */
static void every_day(void **state)
{
    (void)state;
    int32_t want = at_day(1800, 1, 1);
    int weekday = at_day_weekday(want);
    for (int y = 1800; y < 2200; y++)
        for (int m = 1; m <= 12; m++)
            for (int d = 1; d <= at_days_in_month(y, m); d++, want++, weekday = (weekday + 1) % 7) {
                int yy, mm, dd;
                at_day_split(want, &yy, &mm, &dd);
                if (at_day(y, m, d) != want || yy != y || mm != m || dd != d || at_day_weekday(want) != weekday)
                    fail_msg("%d-%d-%d", y, m, d);
            }
}

static void iso(void **state)
{
    (void)state;
    char t[16];
    assert_int_equal(at_day_parse(AT_S("2022-01-06")), 18998);
    assert_int_equal(at_day_parse(AT_S("2022-01-06T10:00:00Z")), 18998);
    assert_int_equal(at_day_parse(AT_S("2022-01-06 10:00")), 18998);
    static const char *const bad[] = {"",         "2022",        "2022-1-6",   "2022-02-30", "2022/01/06",
                                      "20220106", "2022-01-06x", "yyyy-mm-dd", "2022-01-6 "};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(at_day_parse(at_strz(bad[i])), AT_NODAY);
    at_day_put(t, 18998);
    assert_string_equal(t, "2022-01-06");
    at_day_put(t, at_day(987, 6, 5));
    assert_string_equal(t, "0987-06-05");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(known_days), cmocka_unit_test(every_day), cmocka_unit_test(iso)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
