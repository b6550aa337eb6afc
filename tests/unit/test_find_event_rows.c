/* Every row of the event lexicons says something that the program understands: types, modes, conditions, slots, word classes, flags. */
#include "find/event_lex.h"

#include "base/str.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static at_lexicons *lex;

static const struct {
    at_event_type type;
    const char *modes;
} MODES[] = {
    {AT_CONSULT, "visit third-party multilateral phone"},
    {AT_RETREAT, "withdraw release disarm ceasefire access resign"},
    {AT_REQUEST, "assist change yield meet"},
    {AT_ACCUSE, "disapprove investigate allege"},
    {AT_REJECT, "assist change yield meet"},
    {AT_THREATEN, "restrict arrest relations expel violence territory"},
    {AT_PROTEST, "demo riot strike hunger boycott obstruct vandalize"},
    {AT_SANCTION, "convict expel withdraw discontinue"},
    {AT_MOBILIZE, "troops weapons police militia"},
    {AT_COERCE, "seize restrict arrest deport withhold cyber censor curfew misinformation martial-law"},
    {AT_ASSAULT, "abduct torture sexual destroy beat crowd-control primitive firearms explosives targeted suicide-attack aerial drone heavy-weapons unconventional"},
};

static bool mode_of(at_event_type type, at_str mode)
{
    for (size_t i = 0; i < sizeof MODES / sizeof *MODES; i++)
        if (MODES[i].type == type)
            return at_in_list(at_strz(MODES[i].modes), ' ', mode);
    return false;
}

static bool class_there(at_str cls)
{
    const at_lexicon *x = at_lexicon_get(lex, "event_words.tsv");
    uint32_t col = at_table_col(&x->t, "class");
    if (at_eq(cls, AT_S("hostile")) || at_eq(cls, AT_S("accusable")) || at_eq(cls, AT_S("actable")))
        return true;
    for (uint32_t r = 0; r < x->t.nrows; r++)
        if (at_in_list(at_cell(&x->t, r, col), ',', cls))
            return true;
    return false;
}

static bool key_there(at_str key)
{
    static const char *const plain[] = {"obj", "subj", "iobj", "xcomp", "ccomp", "pass", "act", "neg", "prt", "adv", "sent", "any", "case", "held", "advcl", "-obj", "-xcomp", "-ccomp"};
    static const char *const heads[] = {"obl:", "nmod:", "advcl:"};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (at_eq(key, at_strz(plain[i])))
            return true;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (at_starts(key, at_strz(heads[i])))
            return true;
    return false;
}

static void check_with(const char *file, uint32_t line, at_str with)
{
    at_str one, word;
    while (at_cut(&with, ' ', &one)) {
        if (!one.n)
            continue;
        size_t eq = at_index_char(one, '=', 0);
        at_str key = eq == SIZE_MAX ? one : at_sub(one, 0, eq), list = eq == SIZE_MAX ? (at_str){"", 0} : at_sub(one, eq + 1, one.n);
        if (!key_there(key))
            fail_msg("%s:%u: no condition is called %.*s", file, line, AT_FMT(key));
        while (at_cut(&list, '|', &word))
            if (word.n && word.p[0] == '@' && !class_there(at_sub(word, 1, word.n)))
                fail_msg("%s:%u: no word has the class %.*s", file, line, AT_FMT(word));
    }
}

static void check_slots(const char *file, uint32_t line, at_str slots, const char *known)
{
    at_str one;
    while (at_cut(&slots, '|', &one)) {
        at_str s = at_ends(one, AT_S(".act")) ? at_sub(one, 0, one.n - 4) : at_ends(one, AT_S("+")) ? at_sub(one, 0, one.n - 1) : one;
        bool prep = at_starts(s, AT_S("obl:")) || at_starts(s, AT_S("nmod:"));
        if (one.n && !prep && !at_in_list(at_strz(known), ' ', s))
            fail_msg("%s:%u: no slot is called %.*s", file, line, AT_FMT(one));
    }
}

static void check(const char *file, const char *slots)
{
    const at_lexicon *x = at_lexicon_get(lex, file);
    assert_true(x->t.nrows > 1000);
    for (uint32_t r = 0; r < x->t.nrows; r++) {
        uint32_t line = x->t.lines[r];
        at_str type = at_lexicon_cell(x, r, "type"), mode = at_lexicon_cell(x, r, "mode"), flags = at_lexicon_cell(x, r, "flags"), one;
        at_event_type t = at_event_type_of(type);
        if (t == AT_NOEVENT && !at_eq(type, AT_S("NONE")))
            fail_msg("%s:%u: no type is called %.*s", file, line, AT_FMT(type));
        if (mode.n && !mode_of(t, mode))
            fail_msg("%s:%u: %.*s has no mode %.*s", file, line, AT_FMT(type), AT_FMT(mode));
        check_with(file, line, at_lexicon_cell(x, r, "with"));
        check_slots(file, line, at_lexicon_cell(x, r, "actor"), slots);
        check_slots(file, line, at_lexicon_cell(x, r, "recipient"), slots);
        while (at_cut(&flags, ' ', &one))
            if (one.n && !at_in_list(AT_S("act harm mutual weak keep adj say future free content:promise content:request content:reject content:threaten content:agree"), ' ', one))
                fail_msg("%s:%u: no flag is called %.*s", file, line, AT_FMT(one));
    }
}

static void verbs(void **state)
{
    (void)state;
    check("events.tsv", "subj obj iobj ccomp.subj -");
}

static void nouns(void **state)
{
    (void)state;
    check("event_nouns.tsv", "by of on against upon between with from for into in at over to about poss cmp self psubj head outside near among as toward -");
}

static void means_and_measures(void **state)
{
    (void)state;
    const at_lexicon *m = at_lexicon_get(lex, "modes.tsv"), *s = at_lexicon_get(lex, "measures.tsv");
    for (uint32_t r = 0; r < m->t.nrows; r++)
        assert_true(mode_of(AT_ASSAULT, at_lexicon_cell(m, r, "mode")));
    for (uint32_t r = 0; r < s->t.nrows; r++) {
        at_event_type t = at_event_type_of(at_lexicon_cell(s, r, "type"));
        at_str mode = at_lexicon_cell(s, r, "mode");
        assert_int_not_equal(t, AT_NOEVENT);
        assert_true(!mode.n || mode_of(t, mode));
    }
}

static int open_all(void **state)
{
    at_err err;
    (void)state;
    return at_lexicons_open(&lex, NULL, &err) == AT_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    at_lexicons_close(lex);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(verbs), cmocka_unit_test(nouns), cmocka_unit_test(means_and_measures)};
    return cmocka_run_group_tests(tests, open_all, close_all);
}
