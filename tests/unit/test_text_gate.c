/* The gate before the encoder: what stays, what leaves, and that a sentence left out keeps the laws of an analysis. Also pairs of cause and effect. */
#include "base/arena.h"
#include "text/causal.h"
#include "text/model.h"
#include <math.h>

#include "test.h"

#define WEIGHTS AT_SOURCE_DIR "/model/attest-en.atw"

static at_engine *engine(void)
{
    at_engine *e = NULL;
    at_err err;
    if (at_engine_open(&e, WEIGHTS, NULL, &err) != AT_OK)
        fail_msg("%s", err.msg);
    return e;
}

#define KILLING "Police fired on protesters in the capital on Monday, killing four people.\n"
#define GAMES                                                                                                               \
    "The Tigers won 3 2 6 4 7 5 and drew 1 1 in the second leg of the cup final match.\n"                                  \
    "The Lions won 2 1 6 3 and lost 0 1 in the first leg of the league match.\n"

static void games_leave_and_killings_stay(void **state)
{
    (void)state;
    at_engine *e = engine();
    at_arena a;
    at_analysis an;
    at_arena_init(&a, 0, NULL);
    at_engine_run(e, &an, &a, AT_S(GAMES));
    assert_int_equal(an.nsents, 2);
    assert_false(an.sents[0].skipped || an.sents[1].skipped); /* off until asked for */
    at_engine_set_gate(e, true);
    at_engine_run(e, &an, &a, AT_S(KILLING));
    assert_false(an.sents[0].skipped);
    assert_true(an.npreds > 0);
    at_engine_run(e, &an, &a, AT_S(GAMES));
    assert_false(an.sents[0].skipped || an.sents[1].skipped); /* too little stands around them */
    at_engine_run(e, &an, &a, AT_S(GAMES GAMES));
    assert_int_equal(an.nsents, 4);
    assert_true(an.sents[0].skipped && an.sents[1].skipped && an.sents[3].skipped);
    for (uint32_t t = an.sents[1].beg; t < an.sents[1].end; t++) {
        assert_true(an.tokens[t].lemma.n > 0);
        assert_int_equal(an.tokens[t].head, t == an.sents[1].root ? -1 : (int32_t)an.sents[1].root);
    }
    at_engine_run(e, &an, &a, AT_S(KILLING GAMES GAMES));
    assert_false(an.sents[0].skipped); /* whatever stands around it */
    at_engine_run(e, &an, &a, AT_S(GAMES GAMES "He said: \"The Tigers won 3 2 6 4 7 5 and drew 1 1.\"\n"));
    assert_true(an.sents[0].skipped && !an.sents[4].skipped); /* a quotation stays */
    at_arena_release(&a);
    at_engine_close(e);
}

static void causes_have_effects(void **state)
{
    (void)state;
    at_engine *e = engine();
    at_arena a;
    at_analysis an;
    at_cause_pair out[AT_CAUSAL_MAX];
    at_arena_init(&a, 0, NULL);
    at_engine_run(e, &an, &a, AT_S("The workers went on strike because the company cut their wages.\n"));
    assert_true(at_causal_of(&an, 0, 0.2f, out) >= 1);
    assert_true(at_eq(at_words(&an, out[0].cause.beg, out[0].cause.end), AT_S("the company cut their wages")));
    assert_true(at_eq(at_words(&an, out[0].effect.beg, out[0].effect.end), AT_S("The workers went on strike")));
    at_engine_run(e, &an, &a, AT_S("It is Monday.\n"));
    assert_int_equal(at_causal_of(&an, 0, 0.2f, out), 0);
    at_arena_release(&a);
    at_engine_close(e);
}

static double alike(const at_analysis *an, uint32_t a, uint32_t b)
{
    double ab = 0, aa = 0, bb = 0;
    for (int d = 0; d < AT_VECTOR; d++) {
        double x = an->sents[a].vector[d], y = an->sents[b].vector[d];
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return ab / sqrt(aa * bb);
}

static void sentences_of_one_meaning_are_near(void **state)
{
    (void)state;
    at_engine *e = engine();
    at_arena a;
    at_analysis an;
    at_arena_init(&a, 0, NULL);
    at_engine_run(e, &an, &a, AT_S("Soldiers shot four demonstrators dead in the capital.\nTroops killed four protesters in the city.\n"
                                   "The bank lowered its rate of interest by half a point.\n"));
    assert_int_equal(an.nsents, 3);
    assert_true(alike(&an, 0, 1) > alike(&an, 0, 2) && alike(&an, 0, 1) > alike(&an, 1, 2));
    at_arena_release(&a);
    at_engine_close(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(games_leave_and_killings_stay), cmocka_unit_test(causes_have_effects), cmocka_unit_test(sentences_of_one_meaning_are_near)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
