/* Text for a terminal: wrapped to the width, no control characters of the source, the same words with and without colour. */
#include "base/str.h"
#include "base/utf8.h"
#include "export/marked.h"
#include "export/page.h"

#include "test.h"

static at_page page(at_buf *out, int width, bool color)
{
    return (at_page){.out = out, .width = width, .color = color};
}

/* Widest line of a text in columns. */
static int widest(at_str s)
{
    int most = 0;
    at_str line;
    while (s.n && at_cut(&s, '\n', &line))
        most = at_page_width_of(line) > most ? at_page_width_of(line) : most;
    return most;
}

static void wraps_under_the_indent(void **state)
{
    (void)state;
    at_buf b = {0};
    at_page p = page(&b, 20, false);
    at_page_to(&p, 4);
    at_page_put(&p, AT_PLAIN, AT_S("one two  three\nfour five "));
    at_page_put(&p, AT_BOLD, AT_S("six"));
    at_page_put(&p, AT_PLAIN, AT_S(", seven"));
    at_page_line(&p);
    assert_str(((at_str){b.p, b.n}), "    one two three\n    four five six,\n    seven\n");
    at_page_release(&p);
    at_buf_release(&b);
}

static void every_width_holds(void **state)
{
    (void)state;
    static const char text[] = "Words of many lengths, \xE2\x80\x9Cquoted\xE2\x80\x9D or accented \xC3\xA9t\xC3\xA9, "
                               "\xE4\xB8\xAD\xE6\x96\x87 wide ones, and more of them until the end.";
    for (int width = 30; width < 120; width++) {
        at_buf b = {0};
        at_page p = page(&b, width, false);
        at_page_to(&p, 2);
        at_page_put(&p, AT_ID, AT_S("f1"));
        at_page_to(&p, 10);
        for (int i = 0; i < 5; i++)
            at_page_put(&p, i % 2 ? AT_BOLD : AT_PLAIN, at_strz(text));
        at_page_line(&p);
        if (widest((at_str){b.p, b.n}) > width)
            fail_msg("width %d: a line of %d", width, widest((at_str){b.p, b.n}));
        at_page_release(&p);
        at_buf_release(&b);
    }
}

/* What is between ESC and m is taken out. */
static at_str without_color(at_arena *mem, at_str s)
{
    char *o = at_alloc(mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == 27)
            while (i < s.n && s.p[i] != 'm')
                i++;
        else
            o[n++] = s.p[i];
    return (at_str){o, n};
}

static void colour_changes_no_word(void **state)
{
    (void)state;
    at_arena mem;
    at_buf b[2] = {{0}, {0}};
    at_arena_init(&mem, 0, NULL);
    for (int c = 0; c < 2; c++) {
        at_page p = page(&b[c], 30, c == 1);
        at_page_head(&p, "HEADING");
        at_page_put(&p, AT_BAD, AT_S("ASSAULT crowd-control of many words that have to be wrapped somewhere"));
        at_page_line(&p);
        at_page_release(&p);
    }
    at_str plain = without_color(&mem, (at_str){b[1].p, b[1].n});
    assert_int_equal(plain.n, b[0].n);
    assert_memory_equal(plain.p, b[0].p, b[0].n);
    assert_true(b[1].n > b[0].n);
    at_buf_release(&b[0]);
    at_buf_release(&b[1]);
    at_arena_release(&mem);
}

static void control_characters_stay_out(void **state)
{
    (void)state;
    at_buf b = {0};
    at_arena mem;
    at_page p = page(&b, 60, false);
    at_str evil = AT_S("a\033[31mred\007 \xC2\x9B"
                       "31m b\rc\0d\x7F"
                       "e");
    const at_marked m[] = {{{0, 20}, '~'}};
    at_arena_init(&mem, 0, NULL);
    at_page_put(&p, AT_PLAIN, evil);
    at_page_line(&p);
    at_marked_put(&p, evil, (at_span){0, (uint32_t)evil.n}, m, 1, 4, &mem);
    at_page_line(&p);
    for (size_t i = 0; i < b.n; i++)
        if (((unsigned char)b.p[i] < 0x20 && b.p[i] != '\n') || b.p[i] == 0x7F || (unsigned char)b.p[i] == 0x9B)
            fail_msg("byte %zu is 0x%02X", i, (unsigned char)b.p[i]);
    at_page_release(&p);
    at_buf_release(&b);
    at_arena_release(&mem);
}

static void marks_stand_under_their_words(void **state)
{
    (void)state;
    at_buf b = {0};
    at_arena mem;
    at_page p = page(&b, 31, false);
    at_str text = AT_S("The toll rose to \xE2\x80\x9C"
                       "13 people\xE2\x80\x9D, doctors said.");
    size_t people = at_index(text, AT_S("13 people"), 0), doctors = at_index(text, AT_S("doctors"), 0);
    const at_marked m[] = {{{(uint32_t)people, (uint32_t)people + 9}, '~'},
                           {{(uint32_t)people, (uint32_t)people + 2}, '^'},
                           {{(uint32_t)doctors, (uint32_t)doctors + 7}, '='}};
    at_arena_init(&mem, 0, NULL);
    at_marked_put(&p, text, (at_span){0, (uint32_t)text.n}, m, 3, 2, &mem);
    assert_str(((at_str){b.p, b.n}), "  The toll rose to \xE2\x80\x9C"
                                     "13 people\xE2\x80\x9D,\n"
                                     "                    ^^~~~~~~~\n"
                                     "  doctors said.\n"
                                     "  =======\n");
    at_page_release(&p);
    at_buf_release(&b);
    at_arena_release(&mem);
}

static void days_and_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *out;
    } t[] = {{"2022-01-05", "2022-01-05", "5 January 2022"},
             {"2022-01-05", "2022-01-06",
              "5\xE2\x80\x93"
              "6 January 2022"},
             {"2022-01-30", "2022-02-02", "30 January \xE2\x80\x93 2 February 2022"},
             {"2021-12-30", "2022-01-02", "30 December 2021 \xE2\x80\x93 2 January 2022"},
             {"2022-02-01", "2022-02-28", "February 2022"},
             {"1979-01-01", "1979-12-31", "1979"},
             {"2022-01-02", "", "since 2 January 2022"},
             {"", "2022-01-02", "until 2 January 2022"},
             {"", "", ""}};
    static const struct {
        int64_t n;
        const char *out;
    } k[] = {{0, "0"}, {13, "13"}, {999, "999"}, {1000, "1,000"}, {1234567, "1,234,567"}};
    char s[32];
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        at_buf b = {0};
        at_page p = page(&b, 90, false);
        at_page_days(&p, AT_PLAIN, at_day_parse(at_strz(t[i].from)), at_day_parse(at_strz(t[i].to)));
        at_page_line(&p);
        assert_str(at_trim((at_str){b.p, b.n}), t[i].out);
        at_page_release(&p);
        at_buf_release(&b);
    }
    for (size_t i = 0; i < sizeof k / sizeof *k; i++) {
        at_page_number(s, k[i].n);
        assert_string_equal(s, k[i].out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wraps_under_the_indent),        cmocka_unit_test(every_width_holds),
        cmocka_unit_test(colour_changes_no_word),        cmocka_unit_test(control_characters_stay_out),
        cmocka_unit_test(marks_stand_under_their_words), cmocka_unit_test(days_and_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
