/*
 * Actors, coreference and parties over trees written out here: a word is "form/UPOS/head/rel" or "form/UPOS/head/rel/B-PER"
 * (name type, B- or I-), heads from 1 within the sentence, 0 for the root; plural nouns and pronouns of the third person
 * get their features from the form. No weights are needed but those of data/coref.tsv.
 */
#include "base/utf8.h"
#include "find/coref.h"
#include "find/who.h"
#include "find/lexicons.h"

#include "../test.h"

enum { MAX = 96, SENTS = 6, LIMIT = 64 << 20 };

static at_lexicons *lex;
static at_arena mem;
static jmp_buf fail_at;

typedef struct {
    at_analysis an;
    at_ctx c;
    at_token tokens[MAX];
    at_sentence sents[SENTS];
    at_name names[MAX];
    int32_t none[3][MAX];
    bool boilerplate[SENTS];
} story;

static uint8_t find_name(const char *(*name)(int), int n, at_str s)
{
    for (int i = 0; i < n; i++)
        if (at_eq(s, at_strz(name(i))))
            return (uint8_t)i;
    fail_msg("no such label: %.*s", AT_FMT(s));
    return 0;
}

static const char *upos_name(int i)
{
    return at_upos_name((at_upos)i);
}

static const char *rel_name(int i)
{
    return at_rel_name((at_rel)i);
}

static void name_of(story *s, uint32_t i, at_str tag)
{
    static const char *const TYPES[] = {"", "PER", "ORG", "LOC", "NORP", "DATE", "MISC"};
    if (tag.n < 3)
        return;
    if (tag.p[0] == 'B') {
        at_name *n = &s->names[s->an.nnames++];
        n->beg = n->head = i;
        for (uint8_t t = 1; t < 7; t++)
            if (at_eq(at_sub(tag, 2, tag.n), at_strz(TYPES[t])))
                n->type = t;
    }
    at_name *n = &s->names[s->an.nnames - 1];
    n->end = i + 1;
    s->tokens[i].name = (uint16_t)s->an.nnames;
}

static void word(story *s, at_str spec, uint32_t base, uint32_t sent)
{
    at_str part[5] = {{"", 0}, {"", 0}, {"", 0}, {"", 0}, {"", 0}};
    uint32_t i = s->an.ntokens++;
    int64_t head = 0;
    for (int p = 0; p < 5 && at_cut(&spec, '/', &part[p]); p++)
        ;
    at_token *t = &s->tokens[i];
    t->form = part[0];
    t->lower = at_utf8_key(&mem, part[0]);
    t->lemma = t->lower;
    t->upos = find_name(upos_name, AT_VERB + 1, part[1]);
    assert_true(at_to_i64(part[2], &head));
    t->head = head ? (int32_t)base + (int32_t)head - 1 : -1;
    t->rel = find_name(rel_name, AT_R_COUNT, part[3]);
    t->child = t->next = -1;
    t->sent = sent;
    t->space_before = t->upos != AT_PUNCT;
    if (t->upos == AT_NOUN)
        t->feats = at_ends(t->lower, AT_S("s")) || at_eq(t->lower, AT_S("men")) ? AT_F_PLUR : AT_F_SING;
    if (t->upos == AT_PRON && (at_eq(t->lower, AT_S("who")) || at_eq(t->lower, AT_S("which"))))
        t->feats = AT_F_REL;
    name_of(s, i, part[4]);
}

/* The report is the words joined by blanks; sentences[] ends with NULL. */
static story *read_story(const char *const *sentences)
{
    story *s = at_new(&mem, story, 1);
    s->an = (at_analysis){.tokens = s->tokens, .sents = s->sents, .names = s->names};
    for (uint32_t k = 0; sentences[k]; k++) {
        at_str rest = at_strz(sentences[k]), w;
        uint32_t base = s->an.ntokens;
        while (at_cut(&rest, ' ', &w))
            word(s, w, base, k);
        s->sents[k] = (at_sentence){.beg = base, .end = s->an.ntokens};
        s->an.nsents = k + 1;
    }
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
    for (uint32_t k = 0; k < s->an.nsents; k++)
        s->sents[k].span = at_bytes(&s->an, s->sents[k].beg, s->sents[k].end);
    s->an.text = text;
    memset(s->none, 0xff, sizeof s->none);
    s->c = (at_ctx){.mem = &mem, .lex = lex, .an = &s->an, .text = text, .published = AT_NODAY, .actor_of = s->none[0], .place_of = s->none[1],
                    .timex_of = s->none[2], .boilerplate = s->boilerplate};
    at_who_run(&s->c);
    return s;
}

static uint32_t tok(const story *s, const char *form, int nth)
{
    for (uint32_t i = 0; i < s->an.ntokens; i++)
        if (at_eq(s->tokens[i].form, at_strz(form)) && nth-- == 0)
            return i;
    fail_msg("no word %s", form);
    return 0;
}

static at_str actor_name(const story *s, uint32_t t)
{
    int32_t a = at_who_of(&s->c, t);
    return a < 0 ? (at_str){"", 0} : s->c.actors.p[a].name;
}

/* The parties of the phrase, joined by ";". */
static at_str parties(const story *s, uint32_t t)
{
    at_parties p = {0};
    at_str all = {"", 0};
    at_who_parties(&s->c, t, &p);
    for (size_t i = 0; i < p.n; i++)
        all = at_arena_fmt(&mem, "%.*s%s%.*s", AT_FMT(all), i ? ";" : "", AT_FMT(p.p[i].text));
    return all;
}

static void title_name_and_pronoun(void **state)
{
    (void)state;
    const char *const text[] = {
        "President/PROPN/2/nmod:desc Kassym/PROPN/4/nsubj/B-PER Tokayev/PROPN/2/flat/I-PER asked/VERB/0/root Kazakhstan/PROPN/4/obj/B-LOC ./PUNCT/4/punct",
        "He/PRON/2/nsubj called/VERB/0/root the/DET/4/det protesters/NOUN/2/obj gangs/NOUN/2/xcomp ./PUNCT/2/punct",
        "The/DET/2/det president/NOUN/3/nsubj left/VERB/0/root ./PUNCT/3/punct", NULL};
    story *s = read_story(text);
    assert_str(actor_name(s, tok(s, "He", 0)), "Kassym Tokayev");
    assert_str(actor_name(s, tok(s, "president", 0)), "Kassym Tokayev");
    assert_str(at_who_role(&s->c, tok(s, "Kassym", 0)), "President");
    assert_str(parties(s, tok(s, "He", 0)), "Kassym Tokayev");
    assert_str(at_strz(at_who_sector(&s->c, tok(s, "He", 0))), "GOV");
    const at_actor *a = &s->c.actors.p[at_who_of(&s->c, tok(s, "Kassym", 0))];
    assert_true(a->male && a->type == AT_A_PERSON);
    assert_int_equal(a->mentions.n, 3);
    assert_true(at_who_person(&s->c, tok(s, "He", 0)));
    assert_true(at_who_of(&s->c, tok(s, "protesters", 0)) != at_who_of(&s->c, tok(s, "He", 0)));
}

static void object_pronoun_is_not_its_own_subject(void **state)
{
    (void)state;
    const char *const text[] = {"John/PROPN/4/nsubj/B-PER Smith/PROPN/1/flat/I-PER never/ADV/4/advmod met/VERB/0/root Peter/PROPN/4/obj/B-PER Jones/PROPN/5/flat/I-PER ./PUNCT/4/punct",
                                "Smith/PROPN/2/nsubj/B-PER attacked/VERB/0/root him/PRON/2/obj ./PUNCT/2/punct", NULL};
    story *s = read_story(text);
    assert_str(actor_name(s, tok(s, "Smith", 1)), "John Smith");
    assert_str(actor_name(s, tok(s, "him", 0)), "Peter Jones");
}

static void acronym_in_brackets(void **state)
{
    (void)state;
    const char *const text[] = {
        "The/DET/4/det Northern/ADJ/4/amod/B-ORG Fishers/PROPN/4/compound/I-ORG Union/PROPN/8/nsubj/I-ORG (/PUNCT/6/punct NFU/PROPN/4/appos/B-ORG )/PUNCT/6/punct "
        "agreed/VERB/0/root ./PUNCT/8/punct",
        "NFU/PROPN/2/nsubj/B-PER left/VERB/0/root ./PUNCT/2/punct", NULL};
    story *s = read_story(text);
    assert_str(actor_name(s, tok(s, "NFU", 1)), "Northern Fishers Union");
    assert_int_equal(at_who_of(&s->c, tok(s, "Union", 0)), at_who_of(&s->c, tok(s, "NFU", 1)));
    assert_false(at_who_person(&s->c, tok(s, "NFU", 1)));
}

static void coordination_and_states(void **state)
{
    (void)state;
    const char *const text[] = {"Soldiers/NOUN/8/nsubj from/ADP/3/case Belarus/PROPN/1/nmod/B-LOC ,/PUNCT/5/punct Armenia/PROPN/3/conj/B-LOC and/CCONJ/7/cc "
                                "Tajikistan/PROPN/3/conj/B-LOC arrived/VERB/0/root ./PUNCT/8/punct",
                                "Russian/ADJ/2/amod/B-NORP troops/NOUN/5/nsubj and/CCONJ/4/cc police/NOUN/2/conj fired/VERB/0/root ./PUNCT/5/punct", NULL};
    story *s = read_story(text);
    assert_str(parties(s, tok(s, "Soldiers", 0)), "Belarus;Armenia;Tajikistan");
    assert_str(parties(s, tok(s, "troops", 0)), "Russian troops;police");
    assert_str(at_strz(at_who_country_of(&s->c, tok(s, "troops", 0))), "RUS");
    assert_str(at_strz(at_who_sector(&s->c, tok(s, "troops", 0))), "MIL");
    assert_true(at_who_state(&s->c, tok(s, "Armenia", 0)));
}

static void quantities_and_groups(void **state)
{
    (void)state;
    const char *const text[] = {"Dozens/NOUN/4/nsubj:pass of/ADP/3/case activists/NOUN/1/nmod arrested/VERB/0/root members/NOUN/4/obj of/ADP/9/case the/DET/9/det "
                                "security/NOUN/9/compound forces/NOUN/5/nmod ./PUNCT/4/punct",
                                NULL};
    story *s = read_story(text);
    assert_str(parties(s, tok(s, "Dozens", 0)), "activists");
    assert_str(parties(s, tok(s, "members", 0)), "security forces");
}

static void nothing_meant(void **state)
{
    (void)state;
    const char *const text[] = {"It/PRON/3/expl is/AUX/3/cop clear/ADJ/0/root that/SCONJ/6/mark protests/NOUN/6/nsubj spread/VERB/3/csubj ./PUNCT/3/punct",
                                "The/DET/2/det men/NOUN/6/nsubj who/PRON/4/nsubj fled/VERB/2/acl:relcl were/AUX/6/cop soldiers/NOUN/0/root ./PUNCT/6/punct", NULL};
    story *s = read_story(text);
    assert_str(parties(s, tok(s, "It", 0)), "");
    assert_str(parties(s, tok(s, "protests", 0)), "");
    assert_false(at_who_acts(&s->c, tok(s, "protests", 0)));
    assert_str(parties(s, tok(s, "who", 0)), "men");
    assert_true(at_who_acts(&s->c, tok(s, "who", 0)));
}

static void spokesman_speaks_for_body(void **state)
{
    (void)state;
    const char *const text[] = {"A/DET/3/det police/NOUN/3/compound spokesman/NOUN/4/nsubj said/VERB/0/root ./PUNCT/4/punct", NULL};
    story *s = read_story(text);
    assert_str(parties(s, tok(s, "spokesman", 0)), "police");
}

static void capital_acts_for_state(void **state)
{
    (void)state;
    const char *const text[] = {"Moscow/PROPN/2/nsubj/B-LOC accused/VERB/0/root Kyiv/PROPN/2/obj/B-LOC ./PUNCT/2/punct",
                                "He/PRON/2/nsubj lives/VERB/0/root in/ADP/4/case Moscow/PROPN/2/obl/B-LOC ./PUNCT/2/punct", NULL};
    story *s = read_story(text);
    assert_str(actor_name(s, tok(s, "Moscow", 0)), "Russia");
    assert_str(actor_name(s, tok(s, "Kyiv", 0)), "Ukraine");
    assert_str(parties(s, tok(s, "Moscow", 1)), "");
}

static void the_country_and_apposition(void **state)
{
    (void)state;
    const char *const text[] = {
        "Kenya/PROPN/2/nsubj/B-LOC protested/VERB/0/root ./PUNCT/2/punct",
        "Ann/PROPN/8/nsubj/B-PER Kamau/PROPN/1/flat/I-PER ,/PUNCT/1/punct the/DET/5/det country/NOUN/7/nmod:poss 's/PART/5/case minister/NOUN/1/appos left/VERB/0/root ./PUNCT/8/punct", NULL};
    story *s = read_story(text);
    assert_str(actor_name(s, tok(s, "country", 0)), "Kenya");
    assert_str(actor_name(s, tok(s, "minister", 0)), "Ann Kamau");
    assert_true(s->c.actors.p[at_who_of(&s->c, tok(s, "Ann", 0))].female);
}

static void words_for_states(void **state)
{
    (void)state;
    const char *const text[] = {"x/NOUN/0/root", NULL};
    story *s = read_story(text);
    assert_str(at_strz(at_who_country(&s->c, AT_S("kenyan"))), "KEN");
    assert_str(at_strz(at_who_country(&s->c, AT_S("cote d'ivoire"))), "CIV");
    assert_str(at_strz(at_who_country(&s->c, AT_S("tehran"))), "IRN");
    assert_null(at_who_country(&s->c, AT_S("table")));
}

/* Every row of the world files says something that the program knows. */
static int32_t cluster(const story *s, const char *form, int nth)
{
    return at_who_cluster(&s->c, tok(s, form, nth));
}

/* Words that head no mention of an actor's kind: coref_loose.c. */
static void clauses_years_and_inner_names(void **state)
{
    (void)state;
    const char *const text[] = {
        "It/PRON/3/expl is/AUX/3/cop clear/ADJ/0/root that/SCONJ/6/mark prices/NOUN/6/nsubj rose/VERB/3/csubj in/ADP/8/case 1999/NUM/6/obl ./PUNCT/3/punct",
        "Harrow/PROPN/2/compound School/PROPN/3/nsubj closed/VERB/0/root in/ADP/5/case 1999/NUM/3/obl and/CCONJ/8/cc in/ADP/8/case 2001/NUM/5/conj ./PUNCT/3/punct",
        "Harrow/PROPN/2/compound residents/NOUN/3/nsubj wept/VERB/0/root ./PUNCT/3/punct", NULL};
    story *s = read_story(text);
    assert_true(cluster(s, "It", 0) >= 0);
    assert_int_equal(cluster(s, "It", 0), cluster(s, "rose", 0));
    assert_int_equal(cluster(s, "closed", 0), -1);
    assert_int_equal(cluster(s, "1999", 0), cluster(s, "1999", 1));
    assert_true(cluster(s, "1999", 0) != cluster(s, "2001", 0));
    assert_true(cluster(s, "Harrow", 0) >= 0);
    assert_int_equal(cluster(s, "Harrow", 0), cluster(s, "Harrow", 1));
    assert_true(cluster(s, "Harrow", 0) != cluster(s, "School", 0));
}

static void introduced_speaker(void **state)
{
    (void)state;
    const char *const text[] = {"I/PRON/3/nsubj am/AUX/3/cop Jane/PROPN/0/root/B-PER Doe/PROPN/3/flat/I-PER ./PUNCT/3/punct",
                                "You/PRON/2/nsubj heard/VERB/0/root me/PRON/2/obj ./PUNCT/2/punct", NULL};
    story *s = read_story(text);
    assert_true(cluster(s, "I", 0) >= 0);
    assert_int_equal(cluster(s, "I", 0), cluster(s, "Jane", 0));
    assert_int_equal(cluster(s, "me", 0), cluster(s, "Jane", 0));
    assert_true(cluster(s, "You", 0) != cluster(s, "me", 0));
}

static void world_files(void **state)
{
    (void)state;
    const at_lexicon *k = at_lexicon_get(lex, "countries.tsv"), *o = at_lexicon_get(lex, "orgs.tsv"), *t = at_lexicon_get(lex, "titles.tsv");
    const at_lexicon *n = at_lexicon_get(lex, "names.tsv"), *g = at_lexicon_get(lex, "sectors.tsv");
    static const char SECTORS[] = "COP GOV JUD LEG MIL PRM PTY REB SPY UAF AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP REL SOC";
    assert_true(k->t.nrows > 1500 && o->t.nrows > 2000 && t->t.nrows > 1500 && n->t.nrows > 3000 && g->t.nrows > 1800);
    for (uint32_t r = 0; r < k->t.nrows; r++) {
        assert_int_equal(at_cell(&k->t, r, 1).n, 3);
        assert_true(at_in_list(AT_S("name adjective person people capital seat"), ' ', at_cell(&k->t, r, 2)));
        assert_true(at_cell(&k->t, r, 3).n > 0);
        assert_true(at_eq(at_utf8_key(&mem, at_cell(&k->t, r, 0)), at_cell(&k->t, r, 0)));
    }
    for (uint32_t r = 0; r < o->t.nrows; r++) {
        assert_true(at_in_list(at_strz(SECTORS), ' ', at_cell(&o->t, r, 3)));
        assert_int_equal(at_cell(&o->t, r, 2).n, 3);
        assert_true(at_eq(at_utf8_key(&mem, at_cell(&o->t, r, 0)), at_cell(&o->t, r, 0)));
    }
    for (uint32_t r = 0; r < t->t.nrows; r++) {
        assert_true(at_in_list(AT_S("honorific office rank trade kin"), ' ', at_cell(&t->t, r, 3)));
        assert_true(!at_cell(&t->t, r, 1).n || at_in_list(at_strz(SECTORS), ' ', at_cell(&t->t, r, 1)));
    }
    for (uint32_t r = 0; r < n->t.nrows; r++)
        assert_true(at_in_list(AT_S("m f u"), ' ', at_cell(&n->t, r, 1)));
    for (uint32_t r = 0; r < g->t.nrows; r++) {
        assert_true(at_in_list(at_strz(SECTORS), ' ', at_cell(&g->t, r, 1)));
        assert_true(at_in_list(AT_S("person group"), ' ', at_cell(&g->t, r, 3)));
    }
}

static int start(void **state)
{
    at_err err = {0};
    (void)state;
    at_arena_init(&mem, LIMIT, &fail_at);
    if (setjmp(fail_at))
        return -1;
    return at_lexicons_open(&lex, NULL, &err) == AT_OK ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    at_lexicons_close(lex);
    at_arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_name_and_pronoun), cmocka_unit_test(object_pronoun_is_not_its_own_subject), cmocka_unit_test(acronym_in_brackets),
        cmocka_unit_test(coordination_and_states), cmocka_unit_test(quantities_and_groups), cmocka_unit_test(nothing_meant),
        cmocka_unit_test(spokesman_speaks_for_body), cmocka_unit_test(capital_acts_for_state), cmocka_unit_test(the_country_and_apposition),
        cmocka_unit_test(words_for_states), cmocka_unit_test(clauses_years_and_inner_names), cmocka_unit_test(introduced_speaker), cmocka_unit_test(world_files)};
    return cmocka_run_group_tests(tests, start, stop);
}
