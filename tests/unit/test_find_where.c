/*
 * Places of a report and of its events, over trees written out here with the real gazetteer: names and their aliases,
 * containment, head words, pointing back, what is no place, the steps from clause to context.
 */
#include "base/utf8.h"
#include "find/gazetteer.h"
#include "find/where.h"
#include "find/where_own.h"

#include "../test.h"

enum { MAX = 64, SENTS = 4, LIMIT = 64 << 20, B = 16 /* begins a name of the type added to it */, I = 32 /* goes on with it */ };

/* One word: head is counted from 1 within its sentence, 0 for the root; name: B + type, I or 0. */
typedef struct {
    const char *form;
    at_upos upos;
    int head;
    at_rel rel;
    int name;
} row;

#define LOC (B + AT_N_LOC)
#define END {0}

typedef struct {
    at_analysis an;
    at_ctx c;
    at_token tokens[MAX];
    at_sentence sents[SENTS];
    at_name names[MAX];
    int32_t none[3][MAX];
    bool boilerplate[SENTS];
} story;

static at_lexicons *lex;
static at_gazetteer *gaz;
static at_arena mem;
static jmp_buf fail_at;

static void word(story *s, const row *r, uint32_t base, uint32_t sent)
{
    uint32_t i = s->an.ntokens++;
    at_token *t = &s->tokens[i];
    t->form = at_strz(r->form);
    t->lower = t->lemma = at_utf8_key(&mem, t->form);
    if (t->upos != AT_PROPN && at_ends(t->lower, AT_S("ed")) && t->lower.n > 5) /* lemma enough for these verbs */
        t->lemma = at_sub(t->lower, 0, t->lower.n - 2);
    t->upos = (uint8_t)r->upos;
    t->rel = (uint8_t)r->rel;
    t->head = r->head ? (int32_t)base + r->head - 1 : -1;
    t->child = t->next = -1;
    t->sent = sent;
    t->space_before = r->upos != AT_PUNCT;
    if (r->name >= I) {
        s->names[s->an.nnames - 1].end = i + 1;
    } else if (r->name >= B) {
        s->names[s->an.nnames++] = (at_name){.beg = i, .end = i + 1, .head = i, .type = (uint8_t)(r->name - B)};
    }
    t->name = r->name ? (uint16_t)s->an.nnames : 0;
}

static void link(story *s)
{
    at_str text = {"", 0};
    for (uint32_t i = 0; i < s->an.ntokens; i++) {
        if (i && s->tokens[i].space_before)
            text = at_arena_cat(&mem, text, AT_S(" "));
        s->tokens[i].span.beg = (uint32_t)text.n;
        text = at_arena_cat(&mem, text, s->tokens[i].form);
        s->tokens[i].span.end = (uint32_t)text.n;
    }
    for (int32_t i = (int32_t)s->an.ntokens - 1; i >= 0; i--)
        if (s->tokens[i].head >= 0) {
            s->tokens[i].next = s->tokens[s->tokens[i].head].child;
            s->tokens[s->tokens[i].head].child = i;
        }
    s->an.text = text;
}

/* Reads sentences, each a list of rows that ends with END; NULL ends them. */
static story *read_with(const at_gazetteer *g, const row *const *sentences)
{
    story *s = at_new(&mem, story, 1);
    s->an = (at_analysis){.tokens = s->tokens, .sents = s->sents, .names = s->names};
    for (uint32_t k = 0; sentences[k]; k++) {
        uint32_t base = s->an.ntokens;
        s->sents[k] = (at_sentence){.beg = base, .root = base};
        for (const row *r = sentences[k]; r->form; r++) {
            if (!r->head)
                s->sents[k].root = s->an.ntokens;
            word(s, r, base, k);
        }
        s->sents[k].end = s->an.ntokens;
        s->an.nsents = k + 1;
    }
    link(s);
    memset(s->none, 0xff, sizeof s->none);
    s->c = (at_ctx){.mem = &mem, .lex = lex, .gaz = g, .an = &s->an, .text = s->an.text, .published = AT_NODAY, .actor_of = s->none[0],
                    .place_of = s->none[1], .timex_of = s->none[2], .boilerplate = s->boilerplate};
    at_where_run(&s->c);
    return s;
}

static uint32_t tok(const story *s, const char *form)
{
    for (uint32_t i = 0; i < s->an.ntokens; i++)
        if (at_eq(s->tokens[i].form, at_strz(form)))
            return i;
    fail_msg("no word %s", form);
    return 0;
}

static at_str place_of(const story *s, const char *form, at_str *where)
{
    int32_t p = at_where_of(&s->c, tok(s, form), where);
    return p < 0 ? (at_str){"", 0} : s->c.places.p[p].name;
}

static const row ALMATY[] = {{"Troops", AT_NOUN, 2, AT_R_NSUBJ, 0}, {"attacked", AT_VERB, 0, AT_R_ROOT, 0}, {"protesters", AT_NOUN, 2, AT_R_OBJ, 0},
                             {"in", AT_ADP, 5, AT_R_CASE, 0}, {"Almaty", AT_PROPN, 2, AT_R_OBL, LOC}, {".", AT_PUNCT, 2, AT_R_PUNCT, 0}, END};

static void town_of_an_act(void **state)
{
    (void)state;
    at_str where;
    story *s = read_with(gaz, (const row *const[]){ALMATY, NULL});
    assert_str(place_of(s, "attacked", &where), "Almaty");
    assert_str(where, "");
    assert_int_equal(s->c.places.n, 1);
    const at_place *p = &s->c.places.p[0];
    assert_string_equal(p->country, "KAZ");
    assert_true(p->lat > 43 && p->lat < 43.5 && p->lon > 76.5 && p->lon < 77.5);
    assert_int_equal(p->precision, 1);
    assert_false(p->is_country);
}

static void pointing_back(void **state)
{
    (void)state;
    static const row next[] = {{"Officers", AT_NOUN, 2, AT_R_NSUBJ, 0}, {"died", AT_VERB, 0, AT_R_ROOT, 0}, {"in", AT_ADP, 5, AT_R_CASE, 0},
        {"this", AT_DET, 5, AT_R_DET, 0},
                               {"city", AT_NOUN, 2, AT_R_OBL, 0}, {".", AT_PUNCT, 2, AT_R_PUNCT, 0}, END};
    at_str where;
    story *s = read_with(gaz, (const row *const[]){ALMATY, next, NULL});
    assert_str(place_of(s, "died", &where), "Almaty");
    assert_int_equal(s->c.places.p[0].mentions.n, 1); /* a pointer back is no mention by name */
}

static void one_country_under_many_names(void **state)
{
    (void)state;
    static const row text[] = {{"The", AT_DET, 3, AT_R_DET, 0}, {"United", AT_PROPN, 3, AT_R_COMPOUND, LOC}, {"States", AT_PROPN, 4, AT_R_NSUBJ,
        I}, {"left", AT_VERB, 0, AT_R_ROOT, 0},
                               {"U.S.", AT_PROPN, 6, AT_R_COMPOUND, LOC}, {"bases", AT_NOUN, 4, AT_R_OBJ, 0}, {"in", AT_ADP, 8, AT_R_CASE, 0},
                                   {"Burma", AT_PROPN, 6, AT_R_NMOD, LOC},
                               {"and", AT_CCONJ, 10, AT_R_CC, 0}, {"Myanmar", AT_PROPN, 8, AT_R_CONJ, LOC}, END};
    story *s = read_with(gaz, (const row *const[]){text, NULL});
    assert_int_equal(s->c.places.n, 2);
    assert_str(s->c.places.p[0].name, "United States");
    assert_string_equal(s->c.places.p[0].country, "USA");
    assert_true(s->c.places.p[0].is_country && s->c.places.p[0].precision == 6);
    assert_string_equal(s->c.places.p[1].country, "MMR");
    assert_int_equal(s->c.place_of[tok(s, "Burma")], s->c.place_of[tok(s, "Myanmar")]);
}

/* "Paris, Texas" lies in Texas; Paris alone in France. */
static void what_contains_it(void **state)
{
    (void)state;
    static const row alone[] = {{"He", AT_PRON, 2, AT_R_NSUBJ, 0}, {"died", AT_VERB, 0, AT_R_ROOT, 0}, {"in", AT_ADP, 4, AT_R_CASE, 0}, {"Paris",
        AT_PROPN, 2, AT_R_OBL, LOC}, END};
    static const row texas[] = {{"He", AT_PRON, 2, AT_R_NSUBJ, 0}, {"died", AT_VERB, 0, AT_R_ROOT, 0}, {"in", AT_ADP, 4, AT_R_CASE, 0}, {"Paris",
        AT_PROPN, 2, AT_R_OBL, LOC},
                                {",", AT_PUNCT, 6, AT_R_PUNCT, 0}, {"Texas", AT_PROPN, 4, AT_R_APPOS, LOC}, END};
    at_str where;
    story *s = read_with(gaz, (const row *const[]){alone, NULL});
    assert_string_equal(s->c.places.p[0].country, "FRA");
    s = read_with(gaz, (const row *const[]){texas, NULL});
    assert_str(place_of(s, "died", &where), "Paris");
    assert_string_equal(s->c.places.p[0].country, "USA");
    assert_str(s->c.places.p[0].admin1, "Texas");
}

static void head_words(void **state)
{
    (void)state;
    static const row text[] = {{"Clashes", AT_NOUN, 2, AT_R_NSUBJ, 0}, {"erupted", AT_VERB, 0, AT_R_ROOT, 0}, {"in", AT_ADP, 5, AT_R_CASE, 0},
        {"Herat", AT_PROPN, 5, AT_R_COMPOUND, LOC},
                               {"province", AT_NOUN, 2, AT_R_OBL, 0}, END};
    at_str where;
    story *s = read_with(gaz, (const row *const[]){text, NULL});
    assert_str(place_of(s, "erupted", &where), "Herat province");
    const at_place *p = &s->c.places.p[0];
    assert_true(p->is_region && p->precision == 4); /* the province, not the town of that name */
    assert_string_equal(p->country, "AFG");
}

static void vague_words(void **state)
{
    (void)state;
    static const row text[] = {{"Protests", AT_NOUN, 2, AT_R_NSUBJ, 0}, {"erupted", AT_VERB, 0, AT_R_ROOT, 0}, {"in", AT_ADP, 6, AT_R_CASE, 0},
        {"the", AT_DET, 6, AT_R_DET, 0},
                               {"western", AT_ADJ, 6, AT_R_AMOD, 0}, {"regions", AT_NOUN, 2, AT_R_OBL, 0}, {"of", AT_ADP, 8, AT_R_CASE, 0},
                                   {"Kazakhstan", AT_PROPN, 6, AT_R_NMOD, LOC}, END};
    at_str where;
    story *s = read_with(gaz, (const row *const[]){text, NULL});
    s->tokens[tok(s, "regions")].lemma = AT_S("region");
    assert_str(place_of(s, "erupted", &where), "Kazakhstan");
    assert_str(where, "western regions");
}

/* An adjective of a state and a state inside the name of an office are no places; the report is still about that state. */
static void what_is_no_place(void **state)
{
    (void)state;
    static const row text[] = {{"Russian", AT_ADJ, 2, AT_R_AMOD, B + AT_N_NORP}, {"troops", AT_NOUN, 3, AT_R_NSUBJ, 0}, {"told", AT_VERB, 0,
        AT_R_ROOT, 0}, {"the", AT_DET, 5, AT_R_DET, 0},
                               {"Ministry", AT_PROPN, 3, AT_R_OBJ, B + AT_N_ORG}, {"of", AT_ADP, 7, AT_R_CASE, I}, {"Kazakhstan", AT_PROPN, 5,
                                   AT_R_NMOD, I}, END};
    story *s = read_with(gaz, (const row *const[]){text, NULL});
    assert_int_equal(s->c.place_of[tok(s, "Russian")], -1);
    assert_int_equal(s->c.place_of[tok(s, "Kazakhstan")], -1);
    assert_int_equal(s->c.places.n, 1); /* the main state, by its words */
    assert_string_equal(s->c.places.p[0].country, "KAZ");
}

/* What the names missed is looked up after a preposition of place; a building there is a place without a point. */
static void looked_up(void **state)
{
    (void)state;
    static const row text[] = {{"They", AT_PRON, 2, AT_R_NSUBJ, 0}, {"met", AT_VERB, 0, AT_R_ROOT, 0}, {"at", AT_ADP, 6, AT_R_CASE, 0}, {"the",
        AT_DET, 6, AT_R_DET, 0},
                               {"Rixos", AT_PROPN, 6, AT_R_COMPOUND, 0}, {"hotel", AT_NOUN, 2, AT_R_OBL, 0}, {"in", AT_ADP, 8, AT_R_CASE, 0},
                                   {"Tripoli", AT_PROPN, 6, AT_R_NMOD, 0}, END};
    at_str where;
    story *s = read_with(gaz, (const row *const[]){text, NULL});
    assert_str(place_of(s, "met", &where), "Rixos hotel");
    assert_int_equal(s->c.places.n, 2);
    assert_string_equal(s->c.places.p[s->c.place_of[tok(s, "Tripoli")]].country, "LBY");
}

/* What is said has not the place where it is said; the clause below does lend its own. */
static void clauses(void **state)
{
    (void)state;
    static const row text[] = {{"Police", AT_NOUN, 2, AT_R_NSUBJ, 0}, {"said", AT_VERB, 0, AT_R_ROOT, 0}, {"in", AT_ADP, 4, AT_R_CASE, 0},
        {"Geneva", AT_PROPN, 2, AT_R_OBL, LOC},
                               {"ten", AT_NOUN, 6, AT_R_NSUBJ, 0}, {"died", AT_VERB, 2, AT_R_CCOMP, 0}, {"when", AT_ADV, 9, AT_R_ADVMOD, 0},
                                   {"bombs", AT_NOUN, 9, AT_R_NSUBJ, 0},
                               {"exploded", AT_VERB, 6, AT_R_ADVCL, 0}, {"in", AT_ADP, 11, AT_R_CASE, 0}, {"Baghdad", AT_PROPN, 9, AT_R_OBL, LOC},
                                   END};
    at_str where;
    story *s = read_with(gaz, (const row *const[]){text, NULL});
    assert_str(place_of(s, "died", &where), "Baghdad");
    assert_str(place_of(s, "exploded", &where), "Baghdad");
    assert_str(place_of(s, "said", &where), "Geneva");
    const char *step;
    (void)at_where_step(&s->c, tok(s, "died"), &where, &step);
    assert_string_equal(step, "below");
}

static void nothing_there(void **state)
{
    (void)state;
    at_str where;
    story *s = read_with(gaz, (const row *const[]){NULL});
    assert_int_equal(at_where_of(&s->c, 0, &where), -1);
    static const row plain[] = {{"It", AT_PRON, 2, AT_R_NSUBJ, 0}, {"rained", AT_VERB, 0, AT_R_ROOT, 0}, END};
    s = read_with(gaz, (const row *const[]){plain, NULL});
    assert_int_equal(at_where_of(&s->c, 1, &where), -1);
    assert_str(where, "");
    s = read_with(NULL, (const row *const[]){ALMATY, NULL}); /* without gazetteer a name after a preposition is still a place */
    assert_str(place_of(s, "attacked", &where), "Almaty");
    assert_string_equal(s->c.places.p[0].country, "");
}

static int open_all(void **state)
{
    (void)state;
    at_err err;
    at_arena_init(&mem, LIMIT, &fail_at);
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

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(town_of_an_act), cmocka_unit_test(pointing_back),
        cmocka_unit_test(one_country_under_many_names),
                                       cmocka_unit_test(what_contains_it), cmocka_unit_test(head_words), cmocka_unit_test(vague_words),
                                       cmocka_unit_test(what_is_no_place), cmocka_unit_test(looked_up), cmocka_unit_test(clauses),
                                           cmocka_unit_test(nothing_there)};
    if (setjmp(fail_at))
        return 1;
    return cmocka_run_group_tests(tests, open_all, close_all);
}
