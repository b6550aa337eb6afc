/* Bytes to kept text and the way back; datelines, date lines, bylines. */
#include "base/str.h"
#include "base/utf8.h"
#include "read/source.h"

#include "test.h"

static at_arena mem;

static int setup(void **state)
{
    (void)state;
    at_arena_init(&mem, 0, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    at_arena_release(&mem);
    return 0;
}

static at_str of(const at_kept *k, at_span s)
{
    return at_sub(k->text, s.beg, s.end);
}

static void good_text_is_kept_as_it_is(void **state)
{
    (void)state;
    at_str s = AT_S("\xEF\xBB\xBFLine one.\r\nLine \xE2\x80\x9Ctwo\xE2\x80\x9D.\r\n");
    at_kept k;
    at_keep(&k, &mem, s);
    assert_true(at_eq(k.text, s));
    assert_int_equal(k.problems.n, 0);
    assert_int_equal(k.ways.n, 1);
    assert_int_equal(at_kept_source(&k, 17), 17);
}

static void bad_bytes_are_replaced_and_told(void **state)
{
    (void)state;
    at_str s = AT_S("Caf\xE9 and\0 na\xEFve, \xE2\x82 end");
    at_kept k;
    at_keep(&k, &mem, s);
    assert_str(k.text, "Caf\xEF\xBF\xBD and\xEF\xBF\xBD na\xEF\xBF\xBDve, \xEF\xBF\xBD end");
    assert_int_equal(at_utf8_bad(k.text), SIZE_MAX);
    assert_int_equal(k.problems.n, 4);
    assert_non_null(strstr(k.problems.p[0].what.p, "byte 3 (0xE9)"));
    assert_non_null(strstr(k.problems.p[1].what.p, "byte 8 is NUL"));
    for (size_t i = 0; i < k.problems.n; i++)
        assert_str(of(&k, k.problems.p[i].span), "\xEF\xBF\xBD");
    /* every byte that was kept leads back to the same byte of the source */
    for (uint32_t i = 0; i < k.text.n; i++)
        if ((unsigned char)k.text.p[i] < 0x80)
            assert_int_equal(k.text.p[i], s.p[at_kept_source(&k, i)]);
}

static void many_bad_bytes_are_summed_up(void **state)
{
    (void)state;
    char t[1000];
    at_kept k;
    memset(t, 'a', sizeof t);
    for (size_t i = 0; i < 100; i++)
        t[10 * i + 5] = (char)0xE9;
    at_keep(&k, &mem, (at_str){t, sizeof t});
    assert_int_equal(k.problems.n, 21);
    assert_non_null(strstr(k.problems.p[20].what.p, "80 more"));
    assert_int_equal(at_kept_source(&k, (uint32_t)k.text.n), sizeof t);
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    char noise[4096];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * i * 31 + i / 7);
    const at_str bad[] = {AT_S("%PDF-1.4 rest"),
                          {"PK\x03\x04zip", 7},
                          {"\xFF\xFEh\0i\0", 6},
                          {noise, sizeof noise},
                          AT_S(""),
                          AT_S(" \n\t\n"),
                          {NULL, 0}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        at_kept k;
        at_keep(&k, &mem, bad[i]);
        assert_int_equal(k.text.n, 0);
        assert_int_equal(k.problems.n, 1);
    }
}

static void datelines(void **state)
{
    (void)state;
    static const struct {
        const char *text, *dateline, *place, *publisher, *day; /* day "" : none */
    } t[] = {
        {"ALMATY, Jan 6 (Reuters) - Police fired. On Jan. 6, 2022, it began.", "ALMATY, Jan 6 (Reuters) -", "ALMATY", "Reuters",
         "2022-01-06"},
        {"ALMATY, Jan 6 (Reuters) - Police fired.", "ALMATY, Jan 6 (Reuters) -", "ALMATY", "Reuters", ""},
        {"KHARTOUM, Sudan (AP) \xE2\x80\x94 Troops moved.", "KHARTOUM, Sudan (AP) \xE2\x80\x94", "KHARTOUM", "AP", ""},
        {"COLOMBO, July 9, 2022 (Xinhua) -- People came.", "COLOMBO, July 9, 2022 (Xinhua) --", "COLOMBO", "Xinhua",
         "2022-07-09"},
        {"Headline words\n\nNEW YORK/LONDON, 3 March 2021 - Shares fell.", "NEW YORK/LONDON, 3 March 2021 -", "NEW YORK/LONDON",
         "", "2021-03-03"},
        {"Khartoum, June 4 (SUNA) - The council met.", "Khartoum, June 4 (SUNA) -", "Khartoum", "SUNA", ""},
        {"PORT-AU-PRINCE \xE2\x80\x94 Gangs fought.", "PORT-AU-PRINCE \xE2\x80\x94", "PORT-AU-PRINCE", "", ""},
        {"Police - who came late - fired.", "", "", "", ""},
        {"UN (2022) said so.", "", "", "", ""},
        {"The council met on Monday - a first.", "", "", "", ""},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        at_kept k;
        char day[16] = "";
        at_keep(&k, &mem, at_strz(t[i].text));
        assert_str(of(&k, k.dateline), t[i].dateline);
        assert_str(of(&k, k.place), t[i].place);
        assert_str(of(&k, k.publisher), t[i].publisher);
        if (k.day != AT_NODAY)
            at_day_put(day, k.day);
        assert_string_equal(day, t[i].day);
    }
}

static void date_lines(void **state)
{
    (void)state;
    static const struct {
        const char *text, *day;
    } t[] = {
        {"Title\nPublished: Thursday 6 January 2022, 10:14 GMT\n\nText here.", "2022-01-06"},
        {"January 6, 2022\nText here.", "2022-01-06"},
        {"2022-01-06\nText here.", "2022-01-06"},
        {"Title\n6th of January 2022\nText", "2022-01-06"},
        {"On 6 January 2022 the president of the republic went to the capital and spoke there for an hour.", ""},
        {"January 6\nText here.", ""},
        {"31 February 2022\nText here.", ""},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        at_kept k;
        char day[16] = "";
        at_keep(&k, &mem, at_strz(t[i].text));
        if (k.day != AT_NODAY)
            at_day_put(day, k.day);
        assert_string_equal(day, t[i].day);
    }
}

static void bylines(void **state)
{
    (void)state;
    static const struct {
        const char *text, *names; /* joined by | */
    } t[] = {
        {"By Anna Lee and Juan de la Cruz\n\nText one.\n\nText two.", "Anna Lee|Juan de la Cruz"},
        {"Title\nBY ANNA LEE\nText one.\nText two.", "ANNA LEE"},
        {"Text one.\n\nText two.\n\nAnna Lee\n\nAll News \xE2\x80\xBA", "Anna Lee"},
        {"Text one.\n\nText two.\n\nBy Anna Lee", "Anna Lee"},
        {"Text one.\n\nText two.\n\nAnna Lee\n\n###\n", "Anna Lee"},
        {"Text one.\n\nText two.\n\nThe end came soon.", ""},
        {"By Monday the city was calm.\n\nText two.", ""},
        {"Text one.\n\nText two.\n\nBREAKING NEWS", ""},
        {"Anna Lee", ""},
    };
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        at_kept k;
        at_str names = AT_S("");
        at_keep(&k, &mem, at_strz(t[i].text));
        for (size_t b = 0; b < k.bylines.n; b++)
            names = at_arena_cat(&mem, b ? at_arena_cat(&mem, names, AT_S("|")) : names, of(&k, k.bylines.p[b]));
        assert_str(names, t[i].names);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_text_is_kept_as_it_is),
        cmocka_unit_test(bad_bytes_are_replaced_and_told),
        cmocka_unit_test(many_bad_bytes_are_summed_up),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(datelines),
        cmocka_unit_test(date_lines),
        cmocka_unit_test(bylines),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
