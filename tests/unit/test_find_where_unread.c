/* Places of reports in languages that are not read: endings and particles off, persons and small places left alone. */
#include "find/gazetteer.h"
#include "find/lexicons.h"
#include "find/where_unread.h"

#include "../test.h"

static at_lexicons *lex;
static at_gazetteer *gaz;
static at_arena mem;
static jmp_buf fail_at;

static int open_all(void **state)
{
    (void)state;
    at_err err;
    at_arena_init(&mem, 64 << 20, &fail_at);
    return at_lexicons_open(&lex, NULL, &err) == AT_OK && at_gazetteer_open(&gaz, AT_SOURCE_DIR "/data/places.bin", &err) == AT_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    at_gazetteer_close(gaz);
    at_lexicons_close(lex);
    at_arena_release(&mem);
    return 0;
}

/* The places as "Name CCC beg; ..." in the order of the record. */
static at_str places(const char *language, const char *text)
{
    at_ctx c = {.mem = &mem, .lex = lex, .gaz = gaz, .text = at_strz(text)};
    at_str out = AT_S("");
    at_where_unread(&c, at_strz(language));
    for (size_t i = 0; i < c.places.n; i++)
        out = at_arena_cat(&mem, out, at_arena_fmt(&mem, "%s%.*s %s %u", i ? "; " : "", AT_FMT(c.places.p[i].name), c.places.p[i].country, c.places.p[i].mentions.p[0].beg));
    return out;
}

static void cases_of_russian(void **state)
{
    (void)state;
    assert_str(places("ru", "Власти Казахстана ввели войска в Алма-Ату."), "Kazakhstan KAZ 13; Almaty KAZ 61");
    assert_str(places("ru", "В Киеве и Москве прошли митинги."), "Kyiv UKR 3; Moscow RUS 17");
}

static void a_name_is_no_town(void **state)
{
    (void)state;
    assert_str(places("es", "El ministro Carlos Medina habló en Lima."), "Lima PER 36");
    assert_str(places("fr", "Il a dit que la situation est calme."), "");
}

static void towns_of_countries_named(void **state)
{
    (void)state;
    assert_str(places("fr", "PARIS (AFP) - Des heurts ont éclaté à Bamako, au Mali."), "Paris FRA 0; Bamako MLI 41; Mali MLI 52");
    assert_str(places("tr", "Protestocular Ankara'da yürüdü."), "Ankara TUR 14");
}

static void particles_of_arabic(void **state)
{
    (void)state;
    assert_str(places("ar", "خرجت مظاهرات في بغداد وبالقاهرة"), "Baghdad IRQ 29; Cairo EGY 40");
}

static void without_blanks(void **state)
{
    (void)state;
    assert_str(places("zh", "抗议者在美国和北京集会"), "United States USA 12; Beijing CHN 21");
}

static void hostile_text(void **state)
{
    (void)state;
    assert_str(places("ru", ""), "");
    assert_str(places("ar", "\xD8"), "");
    assert_str(places("zz", "ОРУ ОРУ ОРУ"), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cases_of_russian),    cmocka_unit_test(a_name_is_no_town), cmocka_unit_test(towns_of_countries_named),
                                       cmocka_unit_test(particles_of_arabic), cmocka_unit_test(without_blanks),    cmocka_unit_test(hostile_text)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
