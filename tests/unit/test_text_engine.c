/* The engine against what the training side says these weights give, its kernels against each other, damaged weights. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/io.h"
#include "base/str.h"
#include "text/model.h"
#include "text/subword.h"
#include <jansson.h>
#include <unistd.h>

#include "test.h"

#define WEIGHTS AT_SOURCE_DIR "/model/attest-en.atw"
#define REFERENCE AT_SOURCE_DIR "/tests/data/engine_reference.jsonl"

enum { SENTENCES = 400, WORDS = 150 };

/* The reference: its JSON and the words as the engine wants them. */
typedef struct {
    json_t *row[SENTENCES];
    at_str *words[SENTENCES];
    uint32_t counts[SENTENCES], n;
} reference;

static at_engine *engine_of(const char *kernel)
{
    at_engine *e = NULL;
    at_err err;
    if (at_engine_open(&e, WEIGHTS, kernel, &err) != AT_OK)
        fail_msg("%s", err.msg);
    return e;
}

static at_str text_of(const json_t *j)
{
    return (at_str){json_string_value(j), json_string_length(j)};
}

static void read_reference(reference *r)
{
    at_str file, line;
    at_err err;
    memset(r, 0, sizeof *r);
    if (at_map_file(&file, REFERENCE, &err) != AT_OK)
        fail_msg("%s", err.msg);
    at_str rest = file;
    while (rest.n && at_cut(&rest, '\n', &line) && r->n < SENTENCES) {
        if (!line.n)
            continue;
        json_t *row = json_loadb(line.p, line.n, 0, NULL), *words = json_object_get(row, "words");
        assert_non_null(words);
        uint32_t n = r->counts[r->n] = (uint32_t)json_array_size(words);
        at_str *w = r->words[r->n] = calloc(n + 1, sizeof *w);
        for (uint32_t i = 0; i < n; i++)
            w[i] = text_of(json_array_get(words, i));
        r->row[r->n++] = row;
    }
    at_unmap(&file);
    assert_true(r->n >= 40);
}

static void free_reference(reference *r)
{
    for (uint32_t k = 0; k < r->n; k++) {
        json_decref(r->row[k]);
        free(r->words[k]);
    }
}

static void pieces_are_those_of_training(void **state)
{
    (void)state;
    reference r;
    at_engine *e = engine_of(NULL);
    at_arena a;
    at_arena_init(&a, 0, NULL);
    at__subwords sub;
    at__subwords_init(&sub, e, &a, &a);
    read_reference(&r);
    for (uint32_t k = 0; k < r.n; k++) {
        json_t *ids = json_object_get(r.row[k], "ids");
        size_t at = 1;
        for (uint32_t i = 0; i < r.counts[k]; i++) {
            uint32_t which = at__subwords_of(&sub, r.words[k][i]);
            for (unsigned p = 0; p < sub.all.p[which].n; p++, at++)
                assert_int_equal(sub.all.p[which].id[p], json_integer_value(json_array_get(ids, at)));
        }
        assert_int_equal(at + 1, json_array_size(ids));
    }
    at_arena_release(&a);
    free_reference(&r);
    at_engine_close(e);
}

static bool label_is(const json_t *row, const char *key, uint32_t i, at_str got)
{
    return at_eq(text_of(json_array_get(json_object_get(row, key), i)), got);
}

enum { UPOS, HEAD, REL, NAME, PRED, EVENT, TAGS, CAUSES, NCOUNTS };

/* Is the pair of the reference [anchor, cause first, last, effect first, last] among the analysis' own? */
static bool has_pair(const at_analysis *an, const at_sentence *s, const json_t *pair)
{
    uint32_t v[5];
    for (size_t i = 0; i < 5; i++)
        v[i] = s->beg + (uint32_t)json_integer_value(json_array_get(pair, i));
    for (uint32_t i = 0; i < an->ncauses; i++) {
        const at_cause_pair *c = &an->causes[i];
        if (c->anchor == v[0])
            return c->cause.beg == v[1] && c->cause.end == v[2] + 1 && c->effect.beg == v[3] && c->effect.end == v[4] + 1;
    }
    return false;
}

/* Counts the words of sentence k on which the analysis and the reference agree. */
static void compare(const at_engine *e, const at_analysis *an, const json_t *row, uint32_t k, size_t right[NCOUNTS], size_t all[NCOUNTS])
{
    const at_sentence *s = &an->sents[k];
    json_t *pair, *causes = json_object_get(row, "causes");
    size_t nth;
    json_array_foreach(causes, nth, pair) right[CAUSES] += has_pair(an, s, pair);
    all[CAUSES] += json_array_size(causes);
    for (uint32_t i = 0; i < s->end - s->beg; i++) {
        const at_token *t = &an->tokens[s->beg + i];
        int64_t head = json_integer_value(json_array_get(json_object_get(row, "head"), i));
        bool pred = false;
        json_t *p, *preds = json_object_get(row, "preds");
        size_t at;
        json_array_foreach(preds, at, p) pred = pred || json_integer_value(json_object_get(p, "word")) == i;
        at_str ner = text_of(json_array_get(json_object_get(row, "ner"), i));
        at_str event = text_of(json_array_get(json_object_get(row, "event"), i));
        right[UPOS] += label_is(row, "upos", i, at_strz(at_upos_name(t->upos)));
        right[HEAD] += head == (t->head < 0 ? 0 : t->head - (int32_t)s->beg + 1);
        right[REL] += label_is(row, "rel", i, at_strz(at_rel_name(t->rel)));
        right[NAME] += at_eq(ner, AT_S("O")) == (t->name == 0);
        right[PRED] += pred == (t->pred != 0);
        right[EVENT] += at_event_type_of(event) == t->event;
        for (int c = 0; c < TAGS; c++)
            all[c]++;
        for (uint32_t g = 0; g < an->ntags; g++) {
            right[TAGS] += label_is(row, e->more[g].name.p, i, an->tags[g].labels[an->tags[g].of[s->beg + i]]);
            all[TAGS]++;
        }
    }
}

static void labels_are_those_of_training(void **state)
{
    (void)state;
    static const char *const what[] = {"upos", "head", "rel", "names", "predicates", "events", "tags", "causes"};
    reference r;
    read_reference(&r);
    at_engine *e = engine_of(NULL);
    at_arena a;
    at_arena_init(&a, 0, NULL);
    at_analysis an;
    size_t right[NCOUNTS] = {0}, all[NCOUNTS] = {0};
    at_engine_run_words(e, &an, &a, (const at_str *const *)r.words, r.counts, r.n);
    assert_int_equal(an.nsents, r.n);
    for (uint32_t k = 0; k < r.n; k++)
        compare(e, &an, r.row[k], k, right, all);
    for (int c = 0; c < NCOUNTS; c++)
        if (right[c] * 100 < all[c] * (c == CAUSES ? 80 : 99)) /* the rest: scores so near that rounding decides */
            fail_msg("%s: only %zu of %zu as in training", what[c], right[c], all[c]);
    at_arena_release(&a);
    free_reference(&r);
    at_engine_close(e);
}

/* Roles by span and label against the reference, in per cent of all on either side. */
static void roles_are_those_of_training(void **state)
{
    (void)state;
    reference r;
    read_reference(&r);
    at_engine *e = engine_of(NULL);
    at_arena a;
    at_arena_init(&a, 0, NULL);
    at_analysis an;
    size_t both = 0, ours = 0, theirs = 0;
    at_engine_run_words(e, &an, &a, (const at_str *const *)r.words, r.counts, r.n);
    ours = an.nargs;
    for (uint32_t k = 0; k < r.n; k++) {
        json_t *p, *role, *preds = json_object_get(r.row[k], "preds");
        size_t i, j;
        json_array_foreach(preds, i, p)
        {
            uint32_t beg = an.sents[k].beg, tok = beg + (uint32_t)json_integer_value(json_object_get(p, "word"));
            theirs += json_array_size(json_object_get(p, "roles"));
            if (!an.tokens[tok].pred)
                continue;
            const at_pred *pr = &an.preds[an.tokens[tok].pred - 1];
            json_array_foreach(json_object_get(p, "roles"), j, role) for (uint32_t x = pr->arg_beg; x < pr->arg_end; x++)
            {
                const at_arg *g = &an.args[x];
                at_str name = text_of(json_array_get(role, 0));
                bool ref = at_starts(name, AT_S("R-")), con = at_starts(name, AT_S("C-"));
                both += g->beg - beg == json_integer_value(json_array_get(role, 1)) && g->end - beg - 1 == json_integer_value(json_array_get(role, 2)) &&
                        ref == g->reference && con == g->continuation &&
                        at_eq(at_strz(at_role_name(g->role)), at_sub(name, ref || con ? 2 : 0, name.n));
            }
        }
    }
    if (2 * both * 100 < (ours + theirs) * 95) /* a near tie in one word moves a whole span */
        fail_msg("roles: %zu the same of our %zu and their %zu", both, ours, theirs);
    at_arena_release(&a);
    free_reference(&r);
    at_engine_close(e);
}

/* An argument of the reference among those of our event word? */
static bool has_argument(const at_analysis *an, const at_event_word *w, uint32_t beg, const json_t *arg)
{
    static const char *const kinds[] = {"", "ACTOR", "RECIPIENT", "WHO", "SOURCE", "PLACE", "DATE"};
    for (uint32_t x = w->beg; x < w->end; x++) {
        const at_event_arg *g = &an->event_args[x];
        if (g->beg - beg == json_integer_value(json_array_get(arg, 1)) && g->end - beg - 1 == json_integer_value(json_array_get(arg, 2)) &&
            at_eq(at_strz(kinds[g->kind]), text_of(json_array_get(arg, 0))))
            return true;
    }
    return false;
}

/* Arguments of event words by span and kind against the reference; what the accessors say of them. */
static void arguments_are_those_of_training(void **state)
{
    (void)state;
    reference r;
    read_reference(&r);
    at_engine *e = engine_of(NULL);
    at_arena a;
    at_arena_init(&a, 0, NULL);
    at_analysis an;
    size_t both = 0, ours = 0, theirs = 0;
    at_engine_run_words(e, &an, &a, (const at_str *const *)r.words, r.counts, r.n);
    for (uint32_t k = 0; k < r.n; k++) {
        json_t *p, *arg;
        size_t i, j;
        json_array_foreach(json_object_get(r.row[k], "args"), i, p)
        {
            uint32_t beg = an.sents[k].beg, tok = beg + (uint32_t)json_integer_value(json_object_get(p, "word"));
            const at_event_word *w = at_event_word_at(&an, tok);
            theirs += json_array_size(json_object_get(p, "args"));
            if (!w)
                continue;
            assert_int_equal(w->tok, tok);
            ours += w->end - w->beg;
            json_array_foreach(json_object_get(p, "args"), j, arg) both += has_argument(&an, w, beg, arg);
            for (uint32_t x = w->beg; x < w->end; x++) {
                const at_event_arg *g = &an.event_args[x], *best = at_event_arg_of(&an, tok, (at_event_arg_kind)g->kind);
                assert_true(best && best->p >= g->p && best->kind == g->kind && g->head >= g->beg && g->head < g->end);
                assert_true(at_event_arg_chance(&an, tok, (at_event_arg_kind)g->kind, g->head) > 0);
                assert_true(at_event_arg_chance(&an, tok, (at_event_arg_kind)g->kind, an.sents[k].end) == 0);
            }
        }
    }
    assert_true(theirs > 100);
    if (2 * both * 100 < (ours + theirs) * 95)
        fail_msg("arguments: %zu the same of our %zu and their %zu", both, ours, theirs);
    at_arena_release(&a);
    free_reference(&r);
    at_engine_close(e);
}

/* Everything of an analysis that is made of numbers, as bytes: equal kernels give equal bytes. */
static void flatten(at_buf *b, const at_analysis *an)
{
    for (uint32_t i = 0; i < an->ntokens; i++) {
        const at_token *t = &an->tokens[i];
        at_buf_fmt(b, "%u %u %u %d %u %u %a %u %u %.*s\n", t->span.beg, t->upos, t->feats, t->head, t->rel, t->event, (double)t->event_p, t->name,
                   t->pred, AT_FMT(t->lemma));
        for (uint32_t g = 0; g < an->ntags; g++)
            at_buf_fmt(b, "%u %a ", an->tags[g].of[i], (double)an->tags[g].p[i]);
    }
    for (uint32_t i = 0; i < an->nargs; i++)
        at_buf_fmt(b, "%u %u %u %u %d%d\n", an->args[i].beg, an->args[i].end, an->args[i].head, an->args[i].role, an->args[i].reference,
                   an->args[i].continuation);
    for (uint32_t i = 0; i < an->nevent_args; i++)
        at_buf_fmt(b, "%u %u %u %u %a\n", an->event_args[i].beg, an->event_args[i].end, an->event_args[i].head, an->event_args[i].kind,
                   (double)an->event_args[i].p);
    for (uint32_t i = 0; i < an->nevent_words; i++)
        for (uint32_t x = 0; x < an->event_words[i].n * AT_EA_COUNT; x++)
            at_buf_fmt(b, "%u ", an->event_words[i].chance[x]);
}

static void all_kernels_give_the_same(void **state)
{
    (void)state;
    static const char *const names[] = {"portable", "neon", "avx2", "avx512"};
    reference r;
    read_reference(&r);
    at_buf first = {0};
    unsigned compared = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!at__kernel_get(names[i]))
            continue;
        at_engine *e = engine_of(names[i]);
        at_arena a;
        at_buf b = {0};
        at_analysis an;
        at_arena_init(&a, 0, NULL);
        at_engine_run_words(e, &an, &a, (const at_str *const *)r.words, r.counts, 20);
        assert_string_equal(at_engine_kernel(e), names[i]);
        flatten(&b, &an);
        if (!first.p)
            first = b;
        else {
            if (!at_eq((at_str){first.p, first.n}, (at_str){b.p, b.n}))
                fail_msg("%s differs from portable", names[i]);
            at_buf_release(&b);
            compared++;
        }
        at_arena_release(&a);
        at_engine_close(e);
    }
    print_message("compared %u kernels with the portable one\n", compared);
    at_buf_release(&first);
    free_reference(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_those_of_training),
        cmocka_unit_test(labels_are_those_of_training),
        cmocka_unit_test(roles_are_those_of_training),
        cmocka_unit_test(arguments_are_those_of_training),
        cmocka_unit_test(all_kernels_give_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
