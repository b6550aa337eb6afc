/* Pairs of cause and effect: a plain one both ways round, none where nothing is a cause, the laws of spans, the pair that is like a cause. */
#include "base/arena.h"
#include "text/causal.h"
#include "text/engine.h"

#include "test.h"

#define WEIGHTS AT_SOURCE_DIR "/model/attest-en.atw"
#define LEAST 0.2f

static at_engine *engine;

static uint32_t pairs(at_arena *a, at_analysis *an, const char *text, at_cause_pair *out)
{
    at_engine_run(engine, an, a, at_strz(text));
    return at_causal_of(an, 0, LEAST, out);
}

static void cause_after_and_before_its_effect(void **state)
{
    (void)state;
    at_arena a;
    at_analysis an;
    at_cause_pair out[AT_CAUSAL_MAX];
    at_arena_init(&a, 0, NULL);
    assert_true(pairs(&a, &an, "The workers went on strike because the company cut their wages.\n", out) >= 1);
    assert_true(at_ends(at_words(&an, out[0].cause.beg, out[0].cause.end), AT_S("the company cut their wages")));
    assert_true(at_eq(at_words(&an, out[0].effect.beg, out[0].effect.end), AT_S("The workers went on strike")));
    assert_true(at_eq(an.tokens[at_causal_top(&an, out[0].effect)].lower, AT_S("went")));
    assert_memory_equal(&at_causal_like(&an, out[0].cause)->cause, &out[0].cause, sizeof out[0].cause);
    assert_null(at_causal_like(&an, out[0].effect));
    assert_true(pairs(&a, &an, "The killing of a student sparked protests in the capital.\n", out) >= 1);
    assert_true(at_eq(at_words(&an, out[0].cause.beg, out[0].cause.end), AT_S("The killing of a student")));
    assert_true(at_ends(at_words(&an, out[0].effect.beg, out[0].effect.end), AT_S("protests in the capital")));
    assert_int_equal(pairs(&a, &an, "It is Monday.\n", out), 0);
    at_arena_release(&a);
}

static void spans_lie_apart_and_within(void **state)
{
    (void)state;
    at_arena a;
    at_analysis an;
    at_cause_pair out[AT_CAUSAL_MAX];
    at_arena_init(&a, 0, NULL);
    uint32_t n = pairs(&a, &an, "Villagers fled after shelling killed three people, and aid groups left because roads were closed due to the floods.\n", out);
    assert_in_range(n, 2, AT_CAUSAL_MAX);
    for (uint32_t i = 0; i < n; i++) {
        assert_true(out[i].p >= LEAST);
        assert_true(out[i].cause.beg < out[i].cause.end && out[i].cause.end <= an.sents[0].end);
        assert_true(out[i].effect.beg < out[i].effect.end && out[i].effect.end <= an.sents[0].end);
        assert_true(out[i].cause.end <= out[i].effect.beg || out[i].effect.end <= out[i].cause.beg);
    }
    at_arena_release(&a);
}

static int start(void **state)
{
    at_err err = {0};
    (void)state;
    return at_engine_open(&engine, WEIGHTS, NULL, &err) == AT_OK ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    at_engine_close(engine);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cause_after_and_before_its_effect), cmocka_unit_test(spans_lie_apart_and_within)};
    return cmocka_run_group_tests(tests, start, stop);
}
