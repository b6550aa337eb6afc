/* Languages: told, not told, never taken for English. */
#include <attest.h>

#include "base/str.h"
#include "read/language.h"
#include "reading.h"

#include "test.h"

static const struct {
    const char *code, *text;
} samples[] = {
    {"en", "Police fired at protesters in the capital on Monday, killing at least three people, the health ministry said."},
    {"fr", "La police a tir\xC3\xA9 sur les manifestants dans la capitale lundi, et au moins trois personnes ont "
           "\xC3\xA9t\xC3\xA9 tu\xC3\xA9"
           "es, selon le minist\xC3\xA8re."},
    {"es", "La polic\xC3\xAD"
           "a dispar\xC3\xB3 contra los manifestantes en la capital el lunes y al menos tres personas murieron, seg\xC3\xBAn el "
           "ministerio."},
    {"pt", "A pol\xC3\xAD"
           "cia disparou contra os manifestantes na capital na segunda-feira e pelo menos tr\xC3\xAAs pessoas morreram, segundo "
           "o minist\xC3\xA9rio."},
    {"de", "Die Polizei hat am Montag in der Hauptstadt auf die Demonstranten geschossen und nach Angaben des Ministeriums sind "
           "drei Menschen tot."},
    {"it", "La polizia ha sparato sui manifestanti nella capitale e almeno tre persone sono morte, secondo il ministero della "
           "sanit\xC3\xA0 che non ha "
           "dato altri dettagli."},
    {"id", "Polisi menembak para pengunjuk rasa di ibu kota pada hari Senin dan tiga orang tewas, kata kementerian yang tidak "
           "akan memberi rincian itu."},
    {"ru", "\xD0\x9F\xD0\xBE\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB8\xD1\x8F \xD0\xBE\xD1\x82\xD0\xBA\xD1\x80\xD1\x8B\xD0\xBB\xD0\xB0 "
           "\xD0\xBE\xD0\xB3\xD0\xBE\xD0\xBD\xD1\x8C \xD0\xBF\xD0\xBE "
           "\xD0\xBF\xD1\x80\xD0\xBE\xD1\x82\xD0\xB5\xD1\x81\xD1\x82\xD1\x83\xD1\x8E\xD1\x89\xD0\xB8\xD0\xBC "
           "\xD0\xB2 \xD1\x81\xD1\x82\xD0\xBE\xD0\xBB\xD0\xB8\xD1\x86\xD0\xB5, "
           "\xD1\x81\xD0\xBE\xD0\xBE\xD0\xB1\xD1\x89\xD0\xB8\xD0\xBB\xD0\xBE "
           "\xD0\xBC\xD0\xB8\xD0\xBD\xD0\xB8\xD1\x81\xD1\x82\xD0\xB5\xD1\x80\xD1\x81\xD1\x82\xD0\xB2\xD0\xBE."},
    {"el", "\xCE\x97 \xCE\xB1\xCF\x83\xCF\x84\xCF\x85\xCE\xBD\xCE\xBF\xCE\xBC\xCE\xAF\xCE\xB1"},
    {"zh", "\xE8\xAD\xA6\xE6\x96\xB9\xE5\x91\xA8\xE4\xB8\x80\xE5\x9C\xA8\xE9\xA6\x96\xE9\x83\xBD\xE5\x90\x91\xE7\xA4\xBA\xE5\xA8"
           "\x81\xE8\x80\x85\xE5\xBC\x80\xE6\x9E\xAA"},
    {"", "Almaty"},
    {"", ""},
    {"", "Abdullah Yusuf, Mohammed Salih, Nur Hassan, Ali Karim, Omar Farouk"},
};

static void samples_are_told(void **state)
{
    (void)state;
    at_languages *l;
    at_err err;
    at_arena mem;
    assert_int_equal(at_languages_open(&l, &err), AT_OK);
    at_arena_init(&mem, 0, NULL);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        at_language g = at_languages_guess(l, &mem, at_strz(samples[i].text));
        if (!at_eq(g.code, at_strz(samples[i].code)))
            fail_msg("%s: taken for \"%.*s\"", samples[i].text, (int)g.code.n, g.code.p);
    }
    assert_str(at_languages_said(l, AT_S("FR_ca")).code, "fr");
    assert_str(at_languages_said(l, AT_S("en, fr")).name, "English");
    assert_str(at_languages_said(l, AT_S("xx")).code, "");
    at_arena_release(&mem);
    at_languages_close(l);
}

/* Kept, dated, with its text and the reason; no finding. */
static void other_languages_are_kept(void **state)
{
    (void)state;
    for (size_t i = 0; i < 10; i++) {
        at_report r = {.text = at_strz(samples[i].text), .published = AT_S("2022-01-06")};
        json_t *o = test_read(&r), *report = json_object_get(o, "report");
        bool en = !strcmp(samples[i].code, "en");
        assert_string_equal(json_string_value(json_object_get(report, "language")), samples[i].code);
        assert_string_equal(json_string_value(json_object_get(report, "published")), "2022-01-06");
        assert_string_equal(json_string_value(json_object_get(report, "text")), samples[i].text);
        assert_int_equal(json_array_size(json_object_get(o, "findings")) > 0, en);
        const char *stage = json_string_value(json_object_get(json_array_get(json_object_get(o, "problems"), 0), "stage"));
        if (!en)
            assert_string_equal(stage, "language");
        json_decref(o);
    }
    at_reader_close(test_reader());
}

/* A short text that says itself what it is; a page that says German and is English. */
static void what_is_said(void **state)
{
    (void)state;
    at_report r = {.text = AT_S("Ateş açıldı."), .language = AT_S("tr-TR")};
    json_t *o = test_read(&r);
    assert_string_equal(json_string_value(json_object_get(json_object_get(o, "report"), "language")), "tr");
    json_decref(o);
    r = (at_report){.text = at_strz(samples[0].text), .language = AT_S("de")};
    o = test_read(&r);
    assert_string_equal(json_string_value(json_object_get(json_object_get(o, "report"), "language")), "en");
    assert_true(json_array_size(json_object_get(o, "findings")) > 0);
    json_decref(o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(samples_are_told), cmocka_unit_test(what_is_said),
                                       cmocka_unit_test(other_languages_are_kept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
