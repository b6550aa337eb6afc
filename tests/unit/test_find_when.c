/*
 * Time expressions by words alone: each text, read on a day, must give the expressions "words=value from..to" in order.
 * from..to are days; "-" is none. 6 January 2022 was a Thursday.
 */
#include "find/when.h"
#include "find/when_value.h"

#include "words.h"

static at_str day(words *w, int32_t d)
{
    char buf[16];
    if (d == AT_NODAY)
        return AT_S("-");
    at_day_put(buf, d);
    return at_arena_fmt(&w->mem, "%s", buf);
}

static void check_on(const char *published, const char *text, const char *want)
{
    words w;
    words_open(&w);
    words_read(&w, text, published);
    at_when_run(&w.c);
    at_str got = {"", 0};
    for (size_t i = 0; i < w.c.timexes.n; i++) {
        const at_timex *x = &w.c.timexes.p[i];
        at_str s = at_words(&w.an, x->beg, x->end), f = day(&w, x->when.from), t = day(&w, x->when.to);
        got = at_arena_fmt(&w.mem, "%.*s%s%.*s=%.*s %.*s..%.*s", AT_FMT(got), i ? "; " : "", AT_FMT(s), AT_FMT(x->value),
                           AT_FMT(f), AT_FMT(t));
    }
    assert_str(got, want);
    words_close(&w);
}

static void check(const char *text, const char *want)
{
    check_on("2022-01-06", text, want);
}

static void calendar(void **state)
{
    (void)state;
    check("on 5 January the president spoke", "5 January=2022-01-05 2022-01-05..2022-01-05");
    check("on Jan. 5 , 2021 he spoke", "Jan. 5 , 2021=2021-01-05 2021-01-05..2021-01-05");
    check("the 3rd of December", "the 3rd of December=2021-12-03 2021-12-03..2021-12-03");
    check("LIMA , 4 JUN 89 ( EFE )", "4 JUN 89=1989-06-04 1989-06-04..1989-06-04");
    check("on 2021-12-30 it rained", "2021-12-30=2021-12-30 2021-12-30..2021-12-30");
    check("held on March 23 - 24 , 2021 , in Delhi", "March 23 - 24 , 2021=2021-03-23 2021-03-23..2021-03-24");
    check("in 2019 he left", "2019=2019 2019-01-01..2019-12-31");
    check("in November last year", "November last year=2021-11 2021-11-01..2021-11-30");
    check("in the 1990s", "the 1990s=199 1990-01-01..1999-12-31");
    check("in the third quarter of 2010", "the third quarter of 2010=2010-Q3 2010-07-01..2010-09-30");
    check("between 4 and 11 December they fought", "4 and 11 December=2021-12-04 2021-12-04..2021-12-11");
}

static void month_without_a_year_is_the_last_one(void **state)
{
    (void)state;
    check("in December it began", "December=2021-12 2021-12-01..2021-12-31");
    check("on July 20 it began", "July 20=2021-07-20 2021-07-20..2021-07-20");
    check("on January 10 it began", "January 10=2022-01-10 2022-01-10..2022-01-10");
}

static void weekdays_count_back(void **state)
{
    (void)state;
    check("on Tuesday police fired", "Tuesday=2022-01-04 2022-01-04..2022-01-04");
    check("on Thursday police fired", "Thursday=2022-01-06 2022-01-06..2022-01-06");
    check("last Thursday police fired", "last Thursday=2021-12-30 2021-12-30..2021-12-30");
    check("next Tuesday", "next Tuesday=2022-01-11 2022-01-11..2022-01-11");
    check("on Tuesday last week", "Tuesday last week=2021-12-28 2021-12-28..2021-12-28");
    check("late on Wednesday night", "late on Wednesday night=2022-01-05TNI 2022-01-05..2022-01-05");
}

static void counted_from_the_day_of_writing(void **state)
{
    (void)state;
    check("yesterday and today", "yesterday=2022-01-05 2022-01-05..2022-01-05; today=2022-01-06 2022-01-06..2022-01-06");
    check("last night", "last night=2022-01-05TNI 2022-01-05..2022-01-06");
    check("two days ago", "two days ago=2022-01-04 2022-01-04..2022-01-04");
    check("last week", "last week=2021-W52 2021-12-27..2022-01-02");
    check("this week", "this week=2022-W01 2022-01-03..2022-01-06");
    check("last month", "last month=2021-12 2021-12-01..2021-12-31");
    check("over the weekend", "the weekend=2021-W52-WE 2022-01-01..2022-01-02");
    check("in the past 24 hours", "the past 24 hours=PT24H 2022-01-05..2022-01-06");
    check("earlier this month", "earlier this month=2022-01 2022-01-01..2022-01-06");
    check("25 years ago", "25 years ago=1997 1997-01-01..1997-12-31");
}

static void the_story_moves_the_day(void **state)
{
    (void)state;
    check("on 2 January it began\nthe next day shops burned\ntwo days later troops came\non the same day he fled",
          "2 January=2022-01-02 2022-01-02..2022-01-02; the next day=2022-01-03 2022-01-03..2022-01-03; two days "
          "later=2022-01-05 2022-01-05..2022-01-05; "
          "the same day=2022-01-05 2022-01-05..2022-01-05");
    check("on 4 January he spoke\na day earlier police fired",
          "4 January=2022-01-04 2022-01-04..2022-01-04; a day earlier=2022-01-03 2022-01-03..2022-01-03");
}

static void open_ends(void **state)
{
    (void)state;
    check("since Sunday", "Sunday=2022-01-02 2022-01-02..-");
    check("until 3 January", "3 January=2022-01-03 -..2022-01-03");
    check("from 2 January to 5 January",
          "2 January=2022-01-02 2022-01-02..2022-01-05; 5 January=2022-01-05 2022-01-02..2022-01-05");
    check("between November and December", "November=2021-11 2021-11-01..2021-12-31; December=2021-12 2021-11-01..2021-12-31");
}

static void durations_and_sets_have_no_days(void **state)
{
    (void)state;
    check("for three weeks", "three weeks=P3W -..-");
    check("a 24-hour strike", "24-hour=PT24H -..-");
    check("every day", "every day=P1D -..-");
    check("at 3 p.m. on Wednesday", "3 p.m. on Wednesday=2022-01-05T15:00 2022-01-05..2022-01-05");
}

static void holidays(void **state)
{
    (void)state;
    check("on Christmas Eve", "Christmas Eve=2021-12-24 2021-12-24..2021-12-24");
    check("on Easter Sunday , 2021", "Easter Sunday , 2021=2021-04-04 2021-04-04..2021-04-04");
    check("on Thanksgiving 2019", "Thanksgiving 2019=2019-11-28 2019-11-28..2019-11-28");
    int32_t to;
    assert_int_equal(at__when_holiday(AT_S("islam 9"), 2022, &to),
                     at_day(2022, 4, 3)); /* 1443: tabular, the month was sighted on the 2nd */
    assert_int_equal(to, at_day(2022, 5, 2));
    assert_int_equal(at__when_holiday(AT_S("nth 5.0.-1"), 2022, &to), at_day(2022, 5, 30));
    assert_int_equal(at__when_holiday(AT_S("no rule"), 2022, &to), AT_NODAY);
}

static void what_is_no_date(void **state)
{
    (void)state;
    check("a 78-year-old man aged 45", "");
    check("some 2000 people may march", "");
    check("the 1500 troops", "");
    check("he may go and March on", "");
    check("it was early", ""); /* nothing stands behind the word that asks for more */
    check("at the end of", "");
}

static void without_a_day_of_writing(void **state)
{
    (void)state;
    check_on("", "last night on 5 January 2022 and yesterday",
             "last night=XXXX -..-; 5 January 2022=2022-01-05 2022-01-05..2022-01-05; yesterday=XXXX-XX-XX -..-");
    words w;
    words_open(&w);
    words_read(&w, "yesterday and today and on Monday", "");
    at_when_run(&w.c);
    assert_int_equal(w.c.problems.n, 1);
    words_read(&w, "on 5 January 2022", "");
    at_when_run(&w.c);
    assert_int_equal(w.c.problems.n, 0);
    words_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(calendar),
                                       cmocka_unit_test(month_without_a_year_is_the_last_one),
                                       cmocka_unit_test(weekdays_count_back),
                                       cmocka_unit_test(counted_from_the_day_of_writing),
                                       cmocka_unit_test(the_story_moves_the_day),
                                       cmocka_unit_test(open_ends),
                                       cmocka_unit_test(durations_and_sets_have_no_days),
                                       cmocka_unit_test(holidays),
                                       cmocka_unit_test(what_is_no_date),
                                       cmocka_unit_test(without_a_day_of_writing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
