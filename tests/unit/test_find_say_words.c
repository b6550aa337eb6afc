/* The lexicons of attribution: every row says something that the program understands, and none says it twice. */
#include "base/err.h"
#include "find/finding.h"
#include "find/lexicons.h"

#include "test.h"

static bool one_of(at_str s, const char *list)
{
    return at_in_list(at_strz(list), ' ', s);
}

static bool stance_known(at_str s)
{
    return one_of(s, "asserted reported confirmed denied alleged expected feared promised demanded hypothetical");
}

static void no_twins(const at_lexicon *x, const char *file)
{
    for (uint32_t r = 0; r < x->t.nrows; r++)
        for (uint32_t o = x->again[r]; o != AT_NONE; o = x->again[o])
            if (at_eq(at_cell(&x->t, r, 1), at_cell(&x->t, o, 1)))
                fail_msg("%s:%u repeats line %u", file, x->t.lines[r], x->t.lines[o]);
}

static bool takes_known(at_str cell)
{
    at_str part;
    while (at_cut(&cell, ',', &part))
        if (!one_of(part, "q c x o a as sc p cite of") && !at_starts(part, AT_S("p:")))
            return false;
    return true;
}

static at_lexicons *lex;

static void speech(void **state)
{
    (void)state;
    const at_lexicon *x = at_lexicon_get(lex, "speech.tsv");
    assert_true(x->t.nrows > 1000);
    no_twins(x, "speech.tsv");
    for (uint32_t r = 0; r < x->t.nrows; r++) {
        bool ok = one_of(at_lexicon_cell(x, r, "pos"), "v vat vas vsc vo vp vq n a p") && takes_known(at_lexicon_cell(x, r, "takes")) &&
                  stance_known(at_lexicon_cell(x, r, "stance")) && stance_known(at_lexicon_cell(x, r, "passive")) &&
                  one_of(at_lexicon_cell(x, r, "kind"), "say think show name cite event");
        if (!ok)
            fail_msg("speech.tsv:%u", x->t.lines[r]);
    }
}

static void hedges(void **state)
{
    (void)state;
    const at_lexicon *x = at_lexicon_get(lex, "hedges.tsv");
    assert_true(x->t.nrows > 300);
    no_twins(x, "hedges.tsv");
    for (uint32_t r = 0; r < x->t.nrows; r++)
        if (!one_of(at_lexicon_cell(x, r, "where"), "adv aux mark adj verb pre") || !stance_known(at_lexicon_cell(x, r, "stance")))
            fail_msg("hedges.tsv:%u", x->t.lines[r]);
}

static void sources(void **state)
{
    (void)state;
    const at_lexicon *x = at_lexicon_get(lex, "sources.tsv");
    assert_true(x->t.nrows > 500);
    no_twins(x, "sources.tsv");
    for (uint32_t r = 0; r < x->t.nrows; r++)
        if (!one_of(at_lexicon_cell(x, r, "kind"), "named office media unnamed document"))
            fail_msg("sources.tsv:%u", x->t.lines[r]);
    assert_str(at_lexicon_cell(x, at_lexicon_row(x, AT_S("reuters")), "agency"), "y");
    assert_str(at_lexicon_cell(x, at_lexicon_row(x, AT_S("witness")), "kind"), "unnamed");
}

static void framings(void **state)
{
    (void)state;
    const at_lexicon *x = at_lexicon_get(lex, "framings.tsv");
    assert_true(x->t.nrows > 900);
    no_twins(x, "framings.tsv");
    for (uint32_t r = 0; r < x->t.nrows; r++)
        if (!one_of(at_lexicon_cell(x, r, "pos"), "n a v p") || !one_of(at_lexicon_cell(x, r, "when"), "loaded spoken weak"))
            fail_msg("framings.tsv:%u", x->t.lines[r]);
}

static int open_lexicons(void **state)
{
    (void)state;
    at_err err;
    return at_lexicons_open(&lex, NULL, &err) == AT_OK ? 0 : -1;
}

static int close_lexicons(void **state)
{
    (void)state;
    at_lexicons_close(lex);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(speech), cmocka_unit_test(hedges), cmocka_unit_test(sources), cmocka_unit_test(framings)};
    return cmocka_run_group_tests(tests, open_lexicons, close_lexicons);
}
