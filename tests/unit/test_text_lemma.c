/* Base forms: irregular ones from the table, regular endings by rule. */
#include "base/arena.h"
#include "base/str.h"
#include "text/lemma.h"

#include "test.h"

typedef struct {
    const char *form, *lemma;
    uint8_t upos;
    uint32_t feats;
} row;

static at_engine *engine;

static int open_engine(void **state)
{
    (void)state;
    at_err err;
    return at_engine_open(&engine, AT_SOURCE_DIR "/model/attest-en.atw", NULL, &err) == AT_OK ? 0 : -1;
}

static int close_engine(void **state)
{
    (void)state;
    at_engine_close(engine);
    return 0;
}

static void check(const row *rows, size_t n)
{
    at_arena a;
    at_arena_init(&a, 1 << 20, NULL);
    for (size_t i = 0; i < n; i++)
        assert_str(at__lemma(engine, &a, at_strz(rows[i].form), rows[i].upos, rows[i].feats, 0), rows[i].lemma);
    at_arena_release(&a);
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void verbs(void **state)
{
    (void)state;
    static const row rows[] = {
        {"fired", "fire", AT_VERB, 0},          {"killed", "kill", AT_VERB, 0},         {"reported", "report", AT_VERB, 0},
        {"using", "use", AT_VERB, 0},           {"named", "name", AT_VERB, 0},          {"stopped", "stop", AT_VERB, 0},
        {"controlled", "control", AT_VERB, 0},  {"changed", "change", AT_VERB, 0},      {"hanging", "hang", AT_VERB, 0},
        {"releases", "release", AT_VERB, 0},    {"clashes", "clash", AT_VERB, 0},       {"denied", "deny", AT_VERB, 0},
        {"negotiating", "negotiate", AT_VERB, 0}, {"treated", "treat", AT_VERB, 0},     {"visited", "visit", AT_VERB, 0},
        {"united", "unite", AT_VERB, 0},        {"required", "require", AT_VERB, 0},    {"occurred", "occur", AT_VERB, 0},
        {"offered", "offer", AT_VERB, 0},       {"accused", "accuse", AT_VERB, 0},      {"pressed", "press", AT_VERB, 0},
        {"settled", "settle", AT_VERB, 0},      {"dying", "die", AT_VERB, 0},           {"said", "say", AT_VERB, 0},
        {"fled", "flee", AT_VERB, 0},           {"agreed", "agree", AT_VERB, 0},        {"quoted", "quote", AT_VERB, 0},
        {"REPORTED", "report", AT_VERB, 0},     {"found", "find", AT_VERB, AT_F_PAST},  {"found", "found", AT_VERB, AT_F_INF},
        {"bring", "bring", AT_VERB, 0},         {"breathed", "breathe", AT_VERB, 0},    {"invited", "invite", AT_VERB, 0},
        {"shelling", "shell", AT_VERB, 0},      {"kidnapped", "kidnap", AT_VERB, 0},    {"proceeds", "proceed", AT_VERB, 0},
        {"’s", "be", AT_AUX, 0},                {"have", "have", AT_AUX, 0},            {"n’t", "not", AT_PART, 0},
    };
    CHECK(rows);
}

static void nouns(void **state)
{
    (void)state;
    static const row rows[] = {
        {"protesters", "protester", AT_NOUN, AT_F_PLUR}, {"women", "woman", AT_NOUN, AT_F_PLUR},   {"militiamen", "militiaman", AT_NOUN, AT_F_PLUR},
        {"bodies", "body", AT_NOUN, AT_F_PLUR},          {"crises", "crisis", AT_NOUN, AT_F_PLUR}, {"houses", "house", AT_NOUN, AT_F_PLUR},
        {"churches", "church", AT_NOUN, AT_F_PLUR},      {"knives", "knife", AT_NOUN, AT_F_PLUR},  {"olives", "olive", AT_NOUN, AT_F_PLUR},
        {"people", "people", AT_NOUN, AT_F_PLUR},        {"PEOPLE", "people", AT_NOUN, AT_F_PLUR}, {"crisis", "crisis", AT_NOUN, AT_F_SING},
        {"NGO", "NGO", AT_NOUN, AT_F_SING},              {"buses", "bus", AT_NOUN, AT_F_PLUR},     {"bases", "base", AT_NOUN, AT_F_PLUR},
        {"casualties", "casualty", AT_NOUN, AT_F_PLUR},  {"witnesses", "witness", AT_NOUN, AT_F_PLUR},
    };
    CHECK(rows);
}

static void degrees(void **state)
{
    (void)state;
    static const row rows[] = {{"largest", "large", AT_ADJ, AT_F_SUP}, {"bigger", "big", AT_ADJ, AT_F_CMP},  {"better", "good", AT_ADJ, AT_F_CMP},
                               {"angrier", "angry", AT_ADJ, AT_F_CMP}, {"former", "former", AT_ADJ, 0},      {"“", "\"", AT_PUNCT, 0}};
    CHECK(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(verbs), cmocka_unit_test(nouns), cmocka_unit_test(degrees)};
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
