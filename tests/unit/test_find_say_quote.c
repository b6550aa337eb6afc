/* Quotation marks: each case gives the paragraphs of a text (parted by '\n') and the quotes that must come out, as "[words]" in order. */
#include "find/quote.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

typedef struct {
    const char *text;
    const char *want; /* "a|b|c" */
} pair;

/* Runs a body with an arena of its own; the body must not need more than the limit. */
static void with_arena(size_t limit, void (*body)(at_arena *a, const void *arg, size_t n), const void *arg, size_t n)
{
    at_arena a;
    jmp_buf fail;
    at_arena_init(&a, limit, &fail);
    if (setjmp(fail))
        fail_msg("the arena's limit was reached");
    body(&a, arg, n);
    at_arena_release(&a);
}

static void run(at_arena *a, at_quotes *q, at_str text)
{
    AT_VEC(at_span) paras = {0};
    at_str rest = text, line;
    while (at_cut(&rest, '\n', &line)) {
        if (line.n) {
            uint32_t beg = (uint32_t)(line.p - text.p);
            *at_push(a, &paras) = (at_span){beg, beg + (uint32_t)line.n};
        }
    }
    at_quotes_find(a, q, text, paras.p, paras.n);
}

static void one(at_arena *a, const void *arg, size_t n)
{
    const pair *c = arg;
    (void)n;
    at_quotes q = {0};
    at_str text = at_strz(c->text);
    run(a, &q, text);
    at_str got = {"", 0};
    for (size_t k = 0; k < q.n; k++) {
        at_str w = at_sub(text, q.p[k].in.beg, q.p[k].in.end);
        got = at_arena_cat(a, got, k ? at_arena_fmt(a, "|%.*s", AT_FMT(w)) : w);
    }
    assert_string_equal(at_arena_str(a, got).p, c->want);
}

static void check(const pair *cases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        with_arena(1 << 20, one, &cases[i], 0);
}

static void plain_marks(void **state)
{
    (void)state;
    static const pair cases[] = {
        {"“Violence must stop,” he said.", "Violence must stop,"},
        {"\"We are here,\" she said, \"to stay.\"", "We are here,|to stay."},
        {"``The gaps are wide,'' he said.", "The gaps are wide,"},
        {"''The faster,'' he said, ''the better.''", "The faster,|the better."},
        {"«La paz» y « la guerre » on dit", "La paz| la guerre "},
        {"»Nein«, sagte er", "Nein"},
        {"„Nein“, sagte er", "Nein"},
        {"”The murder mourns us all,“ he posted", "The murder mourns us all,"}, /* marks turned about by an editor */
        {"called “Russian NATO,” agreed", "Russian NATO,"},
        {"(\"this\") and—\"that\"—too", "this|that"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void apostrophes_and_inches(void **state)
{
    (void)state;
    static const pair cases[] = {
        {"the protesters' camp and the nation's worst, don't", ""},
        {"the protesters’ camp and the students’ rights", ""},
        {"a 12\" gun and a 6' man", ""},
        {"rock 'n' roll in the '90s, get 'em", ""},
        {"he said: 'We won't go' and left", "We won't go"},
        {"‘The workers’ rights matter,’ she said", "The workers’ rights matter,"},
        {"\"It's the protesters' right,\" he said", "It's the protesters' right,"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void nested_links(at_arena *a, const void *arg, size_t n)
{
    (void)arg;
    (void)n;
    at_quotes q = {0};
    run(a, &q, AT_S("“He said ‘go home’ twice,” she said"));
    assert_int_equal(q.n, 2);
    assert_int_equal(q.p[1].parent, 0);
    assert_true(q.p[1].single);
}

static void nested(void **state)
{
    (void)state;
    static const pair cases[] = {
        {"“He said ‘go home’ twice,” she said", "He said ‘go home’ twice,|go home"},
        {"\"They told us 'no water' today.\"", "They told us 'no water' today.|no water"},
        {"'He called it \"war\",' she said", "He called it \"war\",|war"},
    };
    check(cases, sizeof cases / sizeof *cases);
    with_arena(1 << 20, nested_links, NULL, 0);
}

static void linked(at_arena *a, const void *arg, size_t n)
{
    (void)arg;
    (void)n;
    at_quotes q = {0};
    run(a, &q, AT_S("“First part.\n“Second part.\n“Third part,” he said.\nNo quote here."));
    assert_int_equal(q.n, 3);
    assert_int_equal(q.p[0].next, 1);
    assert_int_equal(q.p[1].next, 2);
    assert_int_equal(q.p[2].prev, 1);
    assert_int_equal(q.p[2].next, -1);
    assert_true(q.p[0].open_end && q.p[1].open_end && !q.p[2].open_end);
}

static void paragraphs(void **state)
{
    (void)state;
    with_arena(1 << 20, linked, NULL, 0);
}

static void stray_marks_cost_their_paragraph(void **state)
{
    (void)state;
    static const pair cases[] = {
        {"A word \"stray in the middle of it.\n\"Good,\" he said.", "Good,"},
        {"Closed alone\" here.\n“Good,” he said.", "Good,"},
        {"\"Forgotten at the end of it, he says\nNo marks here.\n\"Good,\" he said.", "Forgotten at the end of it, he says|Good,"},
        {"One “open. Two “again” here.", "again"},
    };
    check(cases, sizeof cases / sizeof *cases);
}

static void marks_only(at_arena *a, const void *arg, size_t n)
{
    (void)arg;
    char *t = at_alloc(a, n + 1);
    for (size_t i = 0; i < n; i++)
        t[i] = "\"' `\"x"[i % 6];
    at_quotes q = {0};
    run(a, &q, (at_str){t, n});
    for (size_t k = 0; k < q.n; k++) {
        assert_true(q.p[k].out.beg <= q.p[k].in.beg && q.p[k].in.beg <= q.p[k].in.end && q.p[k].in.end <= q.p[k].out.end);
        assert_true(q.p[k].out.end <= n);
        assert_true(q.p[k].parent < (int32_t)k);
    }
}

/* Marks alone, a long line of them, end in time and leave spans in order. */
static void hostile(void **state)
{
    (void)state;
    with_arena(64u << 20, marks_only, NULL, 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_marks), cmocka_unit_test(apostrophes_and_inches),       cmocka_unit_test(nested),
        cmocka_unit_test(paragraphs),  cmocka_unit_test(stray_marks_cost_their_paragraph), cmocka_unit_test(hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
