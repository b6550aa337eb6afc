/* Words and sentences by rule: what is cut where, that bytes fit, and that hostile text costs no more than its length. */
#include "base/arena.h"
#include "base/str.h"
#include "base/utf8.h"
#include "text/engine.h"
#include "text/sentence.h"
#include <time.h>

#include "test.h"

/* The cut of a text as one string: words parted by blanks, sentences by " / ", paragraphs by " // ". */
static at_str cut(at_arena *a, at_str text)
{
    at__split s;
    at__ends ends;
    at__ends_load(&ends, a);
    at__split_with(&s, a, text, &ends);
    char *out = at_alloc(a, text.n * 2 + s.words.n * 2 + s.sents.n * 4 + 8);
    size_t n = 0;
    for (size_t k = 0; k < s.sents.n; k++) {
        if (k) {
            bool para = s.sents.p[k].para != s.sents.p[k - 1].para;
            memcpy(out + n, para ? " // " : " / ", para ? 4 : 3);
            n += para ? 4 : 3;
        }
        for (uint32_t i = s.sents.p[k].beg; i < s.sents.p[k].end; i++) {
            at_span w = s.words.p[i];
            if (i > s.sents.p[k].beg)
                out[n++] = ' ';
            memcpy(out + n, text.p + w.beg, w.end - w.beg);
            n += w.end - w.beg;
        }
    }
    return (at_str){out, n};
}

static void check(const char *const rows[][2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        at_arena a;
        at_arena_init(&a, 1 << 20, NULL);
        assert_str(cut(&a, at_strz(rows[i][0])), rows[i][1]);
        at_arena_release(&a);
    }
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void words(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"They don't, can't and cannot; we'll see.", "They do n't , ca n't and can not ; we 'll see ."},
        {"I’m gonna say it’s Kazakhstan’s.", "I ’m gon na say it ’s Kazakhstan ’s ."},
        {"the workers' strike", "the workers ' strike"},
        {"O'Brien and Qa'ida in the 1990's", "O'Brien and Qa'ida in the 1990's"},
        {"anti-government state-run 24-hour re-elected al-Shabaab", "anti-government state - run 24 - hour re-elected al - Shabaab"},
        {"1,000 people, 3.5 %, $40m and £5", "1,000 people , 3.5 % , $ 40 m and £ 5"},
        {"at 5:30 p.m. on 2012-05-08 or 9/11", "at 5:30 p.m. on 2012-05-08 or 9/11"},
        {"70km west, 5pm, the 1st and 12th", "70 km west , 5 pm , the 1st and 12th"},
        {"Call 713-853-3989 now", "Call 713-853-3989 now"},
        {"See http://example.org/a-b?c=d, or mail a.b@example.org.", "See http://example.org/a-b?c=d , or mail a.b@example.org ."},
        {"(a) [b] “c” ‘d’ {e}", "( a ) [ b ] “ c ” ‘ d ’ { e }"},
        {"wait... what?! no--yes — so", "wait ... what ?! / no -- yes — so"},
        {"and/or #tag @name AT&T", "and / or #tag @name AT&T"},
        {"Ján Kočner, Ünal’s", "Ján Kočner , Ünal ’s"},
    };
    CHECK(rows);
}

static void sentences(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"One came. Two went! Why? So.", "One came . / Two went ! / Why ? / So ."},
        {"Mr. Smith met Gen. Allen on Jan. 5 in the U.S. and left.", "Mr. Smith met Gen. Allen on Jan. 5 in the U.S. and left ."},
        {"He lives in the U.S. The law is old.", "He lives in the U.S. / The law is old ."},
        {"J. K. Rowling and John F. Kennedy.", "J. K. Rowling and John F. Kennedy ."},
        {"It rose 3.5 percent. No. 5 is next.", "It rose 3.5 percent . / No. 5 is next ."},
        {"“Stop.” He left. “Go!” she said.", "“ Stop . ” / He left . / “ Go ! ” she said ."},
        {"“Why?” Mr. Trump asked. Nobody knew.", "“ Why ? ” Mr. Trump asked . / Nobody knew ."},
        {"\"We won.\" The crowd sang.", "\" We won . \" / The crowd sang ."},
        {"It ended here.[3] Then it began. [4] Again.", "It ended here . [ 3 ] / Then it began . [ 4 ] / Again ."},
        {"Rebels shell town\nFour people died.", "Rebels shell town // Four people died ."},
        {"HONG KONG, Aug. 26 (Xinhua) -- Six people died.", "HONG KONG , Aug. 26 ( Xinhua ) -- / Six people died ."},
        {"He came at 5 p.m. Police were there.", "He came at 5 p.m. / Police were there ."},
        {"end.Next one", "end . / Next one"},
        {"", ""},
        {"   \n\n  ", ""},
        {".", "."},
    };
    CHECK(rows);
}

static void wrapped_lines_are_joined(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"The member states of the organisation agreed to send troops to the\ncountry in response to a request from its president, who asked for\n"
         "them on Wednesday evening after the protests.\n\nHe called the protesters terrorists and said that they had been\n"
         "trained abroad.",
         "The member states of the organisation agreed to send troops to the country in response to a request from its president , who asked for "
         "them on Wednesday evening after the protests . // He called the protesters terrorists and said that they had been trained abroad ."},
        {"SOME 150 PERSONS PICKETED AND THREW STONES AT THE EMBASSY ON\n12 JANUARY.  THE DEMONSTRATORS DEMANDED THAT OTHERS CLOSELY\n"
         "LINKED TO THE FORMER MILITARY REGIME, WHO SOUGHT REFUGE THERE,\nBE ASKED TO LEAVE.",
         "SOME 150 PERSONS PICKETED AND THREW STONES AT THE EMBASSY ON 12 JANUARY . / THE DEMONSTRATORS DEMANDED THAT OTHERS CLOSELY LINKED TO THE "
         "FORMER MILITARY REGIME , WHO SOUGHT REFUGE THERE , BE ASKED TO LEAVE ."},
        {"Bread\nWater\nTents for the displaced\nFuel", "Bread // Water // Tents for the displaced // Fuel"},
    };
    CHECK(rows);
}

/* Words do not overlap, rise, stand on character boundaries and leave out nothing but blanks. */
static void spans_fit(at_str text, const at__split *s)
{
    uint32_t at = 0;
    for (size_t i = 0; i < s->words.n; i++) {
        at_span w = s->words.p[i];
        assert_true(w.beg >= at && w.beg < w.end && w.end <= text.n);
        assert_true(at_utf8_boundary(text, w.beg) && at_utf8_boundary(text, w.end));
        for (size_t k = at; k < w.beg;) {
            unsigned len;
            assert_true(at_cp_space(at_utf8(text, k, &len)) || text.p[k] == 0);
            k += len;
        }
        at = w.end;
    }
    uint32_t word = 0;
    for (size_t k = 0; k < s->sents.n; k++) {
        assert_int_equal(s->sents.p[k].beg, word);
        assert_true(s->sents.p[k].end > word);
        word = s->sents.p[k].end;
    }
    assert_int_equal(word, s->words.n);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* `piece` over and over up to about n bytes: cut within a few seconds whatever it is. */
static void repeat(const char *piece, size_t n)
{
    at_arena a;
    at_arena_init(&a, 0, NULL);
    size_t k = strlen(piece), at = 0;
    char *p = at_alloc(&a, n + k);
    while (at < n) {
        memcpy(p + at, piece, k);
        at += k;
    }
    at_str text = {p, at};
    at__split s;
    at__ends ends;
    at__ends_load(&ends, &a);
    double t = seconds();
    at__split_with(&s, &a, text, &ends);
    t = seconds() - t;
    spans_fit(text, &s);
    if (t > 5)
        fail_msg("%zu bytes of \"%s\" took %.1f s", at, piece, t);
    at_arena_release(&a);
}

static void hostile_text_is_cheap(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a",     ".",    ". ",    "'",   "-",   "1-",   "a-",      "a.",  "1,",     "\"",     "(",     ")",   "[1]",
                                         "é",     "’",    "@a.b ", "://", "n't", "A.B.", "U.S. ",   "“a” ", ". ” ", "the ",  "1234567890",
                                         "a\n",   "\n",   "A b\n", "—",   "?!",  "[",    "a, b and ", "\xF0\x9F\x98\x80", " -- (", "\xC2\xA0"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++)
        repeat(pieces[i], 1000000);
    /* a number of half a megabyte, then hyphens */
    at_arena a;
    at_arena_init(&a, 0, NULL);
    char *p = at_alloc(&a, 1000000);
    memset(p, '1', 1000000);
    for (size_t i = 500000; i < 1000000; i += 2)
        p[i] = '-';
    at__split s;
    double t = seconds();
    at__split_with(&s, &a, (at_str){p, 1000000}, NULL);
    assert_true(seconds() - t < 5);
    spans_fit((at_str){p, 1000000}, &s);
    at_arena_release(&a);
}

/* Pseudo-random bytes of an alphabet that rules look at; every cut keeps the span law. */
static void random_text_keeps_the_span_law(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "B", "the", " ", " ", "\n", ".", ",", "'", "’", "“", "”", "\"", "-", "1", "23", "U.S.", "Mr.", "n't",
                                        "é", "(", ")", "[", "]", "?", "!", ":", "://", "@", "%", "$", "…", "\t", "etc.", "—"};
    uint32_t seed = 7;
    for (int round = 0; round < 400; round++) {
        at_arena a;
        at_arena_init(&a, 0, NULL);
        char buf[1200];
        size_t n = 0;
        for (int i = 0; i < 200; i++) {
            seed = seed * 1664525u + 1013904223u;
            const char *x = parts[(seed >> 16) % (sizeof parts / sizeof *parts)];
            memcpy(buf + n, x, strlen(x));
            n += strlen(x);
        }
        at__split s;
        at__ends ends;
        at__ends_load(&ends, &a);
        at__split_with(&s, &a, (at_str){buf, n}, &ends);
        spans_fit((at_str){buf, n}, &s);
        at_arena_release(&a);
    }
}

/* The whole engine on texts that try its limits: trees stay trees, sentences stay short enough. */
static void engine_survives(void **state)
{
    (void)state;
    at_engine *e;
    at_err err;
    assert_int_equal(at_engine_open(&e, AT_SOURCE_DIR "/model/attest-en.atw", NULL, &err), AT_OK);
    static const struct {
        const char *piece;
        size_t n;
    } texts[] = {{"a", 300000}, {".", 100000}, {". ", 4000}, {"word ", 8000}, {"say, ", 3000}, {"\xF0\x9F\x98\x80 ", 2000}, {"x\n", 2000}, {"", 0}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        at_arena a;
        at_arena_init(&a, 0, NULL);
        size_t k = strlen(texts[i].piece), at = 0;
        char *p = at_alloc(&a, texts[i].n + k + 1);
        for (; at < texts[i].n; at += k)
            memcpy(p + at, texts[i].piece, k);
        at_analysis an;
        at_engine_run(e, &an, &a, (at_str){p, at});
        for (uint32_t s = 0; s < an.nsents; s++) {
            uint32_t roots = 0;
            assert_true(an.sents[s].end - an.sents[s].beg <= 150);
            for (uint32_t t = an.sents[s].beg; t < an.sents[s].end; t++) {
                roots += an.tokens[t].head < 0;
                assert_true(an.tokens[t].head < (int32_t)an.sents[s].end);
                assert_true(an.tokens[t].head < 0 || an.tokens[t].head >= (int32_t)an.sents[s].beg);
                assert_true(an.tokens[t].lemma.n > 0);
                assert_true(at_under(&an, t, an.sents[s].root));
            }
            assert_int_equal(roots, 1);
        }
        at_arena_release(&a);
    }
    at_engine_close(e);
}

/* A limit on memory ends in the caller's setjmp with nothing lost, at whatever size it strikes. */
static void memory_limit_jumps(void **state)
{
    (void)state;
    static at_engine *e;
    static at_arena a;
    static jmp_buf fail;
    static size_t limit;
    static int done;
    at_err err;
    assert_int_equal(at_engine_open(&e, AT_SOURCE_DIR "/model/attest-en.atw", NULL, &err), AT_OK);
    done = 0;
    for (limit = 1000; !done && limit < (size_t)1 << 28; limit *= 2) {
        at_analysis an;
        at_arena_init(&a, limit, &fail);
        int code = setjmp(fail);
        if (!code) {
            at_engine_run(e, &an, &a, AT_S("Police fired tear gas. Four people died."));
            done = 1;
        } else {
            assert_int_equal(code, AT_ELIMIT);
        }
        assert_ptr_equal(a.fail, &fail);
        at_arena_release(&a);
    }
    assert_true(done);
    at_engine_close(e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words),          cmocka_unit_test(sentences),       cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(hostile_text_is_cheap), cmocka_unit_test(random_text_keeps_the_span_law), cmocka_unit_test(engine_survives),
        cmocka_unit_test(memory_limit_jumps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
