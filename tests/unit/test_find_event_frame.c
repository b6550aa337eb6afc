/*
 * Frames and senses of verbs over trees written out here: "form/lemma/UPOS/head/rel", heads from 1, 0 for the root. No weights are needed.
 */
#include "find/event_clause.h"
#include "find/event_comp.h"
#include "find/event_lemma.h"

#include "base/str.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { MAX = 32 };

static at_lexicons *lex;
static at_arena mem;
static jmp_buf fail;

typedef struct {
    at_analysis an;
    at_ctx c;
    at__ev ev;
    at_token tokens[MAX];
    at_sentence sent[1];
    int32_t none[3][MAX];
    bool boilerplate[1];
} tree;

static uint8_t upos_of(at_str s)
{
    for (int u = AT_X; u <= AT_VERB; u++)
        if (at_eq(s, at_strz(at_upos_name((at_upos)u))))
            return (uint8_t)u;
    fail_msg("no such word class: %.*s", AT_FMT(s));
    return 0;
}

static uint8_t rel_of(at_str s)
{
    for (int r = 0; r < AT_R_COUNT; r++)
        if (at_eq(s, at_strz(at_rel_name((at_rel)r))))
            return (uint8_t)r;
    fail_msg("no such relation: %.*s", AT_FMT(s));
    return 0;
}

static void word(tree *t, uint32_t i, at_str spec, uint32_t *byte)
{
    at_str part[5];
    at_token *k = &t->tokens[i];
    for (int p = 0; p < 5; p++)
        assert_true(at_cut(&spec, '/', &part[p]));
    k->form = part[0];
    k->lower = at_lower_ascii(&mem, part[0]);
    k->lemma = part[1];
    k->upos = upos_of(part[2]);
    int64_t head = 0;
    assert_true(at_to_i64(part[3], &head));
    k->head = (int32_t)head - 1;
    k->rel = rel_of(part[4]);
    k->child = k->next = -1;
    k->space_before = i > 0;
    k->span = (at_span){*byte, *byte + (uint32_t)part[0].n};
    *byte = k->span.end + 1;
    if (k->upos == AT_VERB && (at_ends(k->lower, AT_S("ed")) || at_ends(k->lower, AT_S("en")) || at_ends(k->lower, AT_S("ent"))))
        k->feats = AT_F_PART | AT_F_PAST;
}

static void link_children(tree *t)
{
    for (int32_t i = (int32_t)t->an.ntokens - 1; i >= 0; i--) {
        int32_t h = t->tokens[i].head;
        if (h < 0) {
            t->sent[0].root = (uint32_t)i;
            continue;
        }
        t->tokens[i].next = t->tokens[h].child;
        t->tokens[h].child = i;
    }
}

static tree *grow(const char *spec)
{
    tree *t = at_new(&mem, tree, 1);
    at_str rest = at_strz(spec), one;
    uint32_t byte = 0;
    while (at_cut(&rest, ' ', &one)) {
        assert_true(t->an.ntokens < MAX);
        word(t, t->an.ntokens++, one, &byte);
    }
    t->an.tokens = t->tokens;
    t->an.sents = t->sent;
    t->an.nsents = 1;
    t->sent[0].end = t->an.ntokens;
    link_children(t);
    for (int k = 0; k < 3; k++)
        for (int i = 0; i < MAX; i++)
            t->none[k][i] = -1;
    t->c.mem = &mem;
    t->c.lex = lex;
    t->c.an = &t->an;
    t->c.actor_of = t->none[0];
    t->c.place_of = t->none[1];
    t->c.timex_of = t->none[2];
    t->c.boilerplate = t->boilerplate;
    at__ev_init(&t->ev, &t->c);
    return t;
}

static int open_all(void **state)
{
    at_err err;
    (void)state;
    at_arena_init(&mem, 64 << 20, &fail);
    return at_lexicons_open(&lex, NULL, &err) == AT_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    at_lexicons_close(lex);
    at_arena_release(&mem);
    return 0;
}

static void is_frame(const char *spec, uint32_t verb, int32_t subj, int32_t obj)
{
    if (setjmp(fail))
        fail_msg("the arena's limit was reached");
    const at__frame *f = at__frame_of(&grow(spec)->ev, verb);
    assert_int_equal(f->subj, subj);
    assert_int_equal(f->obj, obj);
}

static void active_and_passive(void **state)
{
    (void)state;
    is_frame("Police/police/NOUN/2/nsubj arrested/arrest/VERB/0/root him/he/PRON/2/obj", 1, 0, 2);
    is_frame("He/he/PRON/3/nsubj:pass was/be/AUX/3/aux:pass arrested/arrest/VERB/0/root by/by/ADP/5/case police/police/NOUN/3/obl:agent", 2, 4, 0);
    is_frame("He/he/PRON/3/nsubj:pass was/be/AUX/3/aux:pass arrested/arrest/VERB/0/root", 2, -1, 0);
    is_frame("Envoys/envoy/NOUN/3/nsubj:pass were/be/AUX/3/aux:pass denied/deny/VERB/0/root access/access/NOUN/3/obj", 2, -1, 3);
}

static void clauses_of_nouns(void **state)
{
    (void)state;
    is_frame("men/man/NOUN/0/root who/who/PRON/3/nsubj shot/shoot/VERB/1/acl:relcl him/he/PRON/3/obj", 2, 0, 3);
    is_frame("man/man/NOUN/0/root police/police/NOUN/3/nsubj shot/shoot/VERB/1/acl:relcl", 2, 1, 0);
    is_frame("troops/troop/NOUN/0/root sent/send/VERB/1/acl by/by/ADP/4/case Rome/Rome/PROPN/2/obl:agent", 1, 3, 0);
}

static void lent_subjects(void **state)
{
    (void)state;
    /* told them to leave: they leave; wants to leave: who wants leaves; X came and left; accused Y of bombing: Y bombs */
    is_frame("X/x/PRON/2/nsubj told/tell/VERB/0/root them/they/PRON/2/obj to/to/PART/5/mark leave/leave/VERB/2/xcomp", 4, 2, -1);
    is_frame("X/x/PRON/2/nsubj wants/want/VERB/0/root to/to/PART/4/mark leave/leave/VERB/2/xcomp", 3, 0, -1);
    is_frame("X/x/PRON/2/nsubj came/come/VERB/0/root and/and/CCONJ/4/cc left/leave/VERB/2/conj", 3, 0, -1);
    is_frame("X/x/PRON/2/nsubj accused/accuse/VERB/0/root Y/y/PROPN/2/obj of/of/SCONJ/5/mark bombing/bomb/VERB/2/advcl Z/z/PROPN/5/obj", 4, 2, 5);
}

static void two_objects(void **state)
{
    (void)state;
    if (setjmp(fail))
        fail_msg("the arena's limit was reached");
    const at__frame *f = at__frame_of(&grow("X/x/PROPN/2/nsubj gave/give/VERB/0/root Y/y/PROPN/2/obj money/money/NOUN/2/obj")->ev, 1);
    assert_int_equal(f->iobj, 2);
    assert_int_equal(f->obj, 3);
}

static at_event_type sense(const char *spec, uint32_t verb)
{
    const at__sense *s = at__sense_verb(&grow(spec)->ev, verb);
    return s->row == AT_NONE ? AT_NOEVENT : s->type;
}

static void senses(void **state)
{
    (void)state;
    if (setjmp(fail))
        fail_msg("the arena's limit was reached");
    assert_int_equal(sense("They/they/PRON/2/nsubj shot/shoot/VERB/0/root him/he/PRON/2/obj", 1), AT_ASSAULT);
    assert_int_equal(sense("They/they/PRON/2/nsubj shot/shoot/VERB/0/root film/film/NOUN/2/obj", 1), AT_NOEVENT);
    assert_int_equal(sense("They/they/PRON/2/nsubj took/take/VERB/0/root to/to/ADP/4/case streets/street/NOUN/2/obl", 1), AT_PROTEST);
    assert_int_equal(sense("They/they/PRON/2/nsubj took/take/VERB/0/root bread/bread/NOUN/2/obj", 1), AT_NOEVENT);
    assert_int_equal(sense("They/they/PRON/2/nsubj denied/deny/VERB/0/root charges/charge/NOUN/2/obj", 1), AT_NOEVENT);
    assert_int_equal(sense("They/they/PRON/2/nsubj denied/deny/VERB/0/root access/access/NOUN/2/obj", 1), AT_REJECT);
}

static void lemmas(void **state)
{
    (void)state;
    if (setjmp(fail))
        fail_msg("the arena's limit was reached");
    tree *t = grow("released/releas/VERB/0/root shot/sho/VERB/1/conj denied/deni/VERB/1/conj bombing/bomb/VERB/1/conj clashes/clashe/NOUN/1/obj armies/armie/NOUN/1/obj");
    static const char *const want[] = {"release", "shoot", "deny", "bomb", "clash", "army"};
    for (uint32_t i = 0; i < 6; i++)
        assert_true(at_eq(t->ev.lemma[i], at_strz(want[i])));
}

static void above(void **state)
{
    at__above a;
    (void)state;
    if (setjmp(fail))
        fail_msg("the arena's limit was reached");
    at__above_of(&grow("X/x/PRON/2/nsubj failed/fail/VERB/0/root to/to/PART/4/mark capture/capture/VERB/2/xcomp it/it/PRON/4/obj")->ev, &a, 3);
    assert_int_equal(a.phase, AT_PH_FAILED);
    assert_true(a.negated);
    assert_int_equal(a.top, 1);
    at__above_of(&grow("X/x/PRON/2/nsubj threatened/threaten/VERB/0/root to/to/PART/4/mark bomb/bomb/VERB/2/xcomp it/it/PRON/4/obj")->ev, &a, 3);
    assert_true(a.drop);
    at__above_of(&grow("X/x/PRON/2/nsubj planned/plan/VERB/0/root to/to/PART/4/mark bomb/bomb/VERB/2/xcomp it/it/PRON/4/obj")->ev, &a, 3);
    assert_int_equal(a.stance, AT_EXPECTED);
    at__above_of(&grow("X/x/PRON/2/nsubj moved/move/VERB/0/root to/to/PART/4/mark bomb/bomb/VERB/2/advcl it/it/PRON/4/obj")->ev, &a, 3);
    assert_true(a.purpose);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(active_and_passive), cmocka_unit_test(clauses_of_nouns), cmocka_unit_test(lent_subjects), cmocka_unit_test(two_objects),
        cmocka_unit_test(senses), cmocka_unit_test(lemmas), cmocka_unit_test(above),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
