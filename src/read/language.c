#include "read/language.h"

#include "base/data.h"
#include "base/err.h"
#include "base/map.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"
#include "base/vec.h"
#include <stdlib.h>

#define LOOK    ((size_t)16 << 10) /* bytes looked at: 2,500 words, far more than is needed */
#define MAX     96                 /* languages */
#define TRAINED 16                 /* languages with trigrams */

/*
 * Measured on the development parts (bench/language.sh) and on English news: of 40 words and more, English has 25 in
 * 100 among its small words and never under 12; other languages have at most 8 of the English ones (words they share).
 */
#define ENGLISH_WORDS 40
#define ENGLISH_LEAST 10 /* per cent */

/*
 * Turkish and its like put into endings what others say in small words: there trigrams alone decide if their mean weight is that
 * far above what English gives. Fewer than SHORT words must show both. Measured as above.
 */
#define AHEAD 40
#define SHORT 12

typedef struct {
    at_str code, name, script;
    int trained; /* index among those with trigrams, or -1 */
    bool alone;  /* the only one of its script, or known by the script alone */
} row;

typedef struct {
    uint64_t set[(MAX + 63) / 64]; /* languages that have the word */
} word;

typedef struct {
    int16_t weight[TRAINED];
} gram;

struct at_languages {
    at_arena mem;
    jmp_buf fail;
    row rows[MAX];
    uint32_t nrows, ntrained, english;
    at_map words, grams; /* text -> index */
    AT_VEC(word) word;
    AT_VEC(gram) gram;
};

typedef enum {
    NO_SCRIPT,
    LATIN,
    CYRILLIC,
    ARABIC,
    GREEK,
    HEBREW,
    DEVANAGARI,
    BENGALI,
    GURMUKHI,
    GUJARATI,
    TAMIL,
    TELUGU,
    KANNADA,
    MALAYALAM,
    SINHALA,
    THAI,
    LAO,
    MYANMAR,
    GEORGIAN,
    ETHIOPIC,
    KHMER,
    ARMENIAN,
    HANGUL,
    KANA,
    HAN,
    SCRIPTS
} script;

static const char *const script_names[SCRIPTS] = {
    "",         "latin",    "cyrillic", "arabic",   "greek",     "hebrew",  "devanagari", "bengali", "gurmukhi",
    "gujarati", "tamil",    "telugu",   "kannada",  "malayalam", "sinhala", "thai",       "lao",     "myanmar",
    "georgian", "ethiopic", "khmer",    "armenian", "hangul",    "kana",    "han"};

/* Blocks of Unicode 15 (Blocks.txt), as far as news is written in them. */
static script script_of(uint32_t cp)
{
    static const struct {
        uint32_t beg, end;
        script s;
    } t[] = {{0x41, 0x24F, LATIN},       {0x1E00, 0x1EFF, LATIN},  {0x370, 0x3FF, GREEK},     {0x1F00, 0x1FFF, GREEK},
             {0x400, 0x52F, CYRILLIC},   {0x531, 0x58F, ARMENIAN}, {0x590, 0x5FF, HEBREW},    {0x600, 0x6FF, ARABIC},
             {0x750, 0x77F, ARABIC},     {0xFB50, 0xFDFF, ARABIC}, {0xFE70, 0xFEFC, ARABIC},  {0x900, 0x97F, DEVANAGARI},
             {0x980, 0x9FF, BENGALI},    {0xA00, 0xA7F, GURMUKHI}, {0xA80, 0xAFF, GUJARATI},  {0xB80, 0xBFF, TAMIL},
             {0xC00, 0xC7F, TELUGU},     {0xC80, 0xCFF, KANNADA},  {0xD00, 0xD7F, MALAYALAM}, {0xD80, 0xDFF, SINHALA},
             {0xE00, 0xE7F, THAI},       {0xE80, 0xEFF, LAO},      {0x1000, 0x109F, MYANMAR}, {0x10A0, 0x10FF, GEORGIAN},
             {0x1200, 0x139F, ETHIOPIC}, {0x1780, 0x17FF, KHMER},  {0x3040, 0x30FF, KANA},    {0x3400, 0x9FFF, HAN},
             {0xAC00, 0xD7AF, HANGUL},   {0x1100, 0x11FF, HANGUL}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        if (cp >= t[i].beg && cp <= t[i].end)
            return t[i].s;
    return NO_SCRIPT;
}

/* ---- tables ---- */

static void add_word(at_languages *l, at_str w, uint32_t lang)
{
    uint32_t *at = at_map_at(&l->words, w);
    if (*at == AT_NONE) {
        *at = (uint32_t)l->word.n;
        (void)at_push(&l->mem, &l->word);
    }
    l->word.p[*at].set[lang / 64] |= UINT64_C(1) << lang % 64;
}

static uint32_t find_code(const at_languages *l, at_str code)
{
    for (uint32_t i = 0; i < l->nrows; i++)
        if (at_eq_fold(l->rows[i].code, code))
            return i;
    return AT_NONE;
}

static at_code open_words(at_languages *l, at_err *err)
{
    at_table t;
    at_code rc = at_table_parse(&t, &l->mem, AT_S("languages.tsv"), at_data("languages.tsv"), err);
    for (uint32_t r = 0; rc == AT_OK && r < t.nrows; r++) {
        at_str words = at_cell(&t, r, 3), w;
        if (r == MAX)
            return at_fail(err, AT_EPARSE, "languages.tsv: more than %d rows", MAX);
        l->rows[l->nrows++] = (row){at_cell(&t, r, 0), at_cell(&t, r, 1), at_cell(&t, r, 2), -1, !words.n};
        while (words.n && at_cut(&words, ' ', &w))
            if (w.n)
                add_word(l, w, r);
    }
    l->english = rc == AT_OK ? find_code(l, AT_S("en")) : AT_NONE;
    return rc == AT_OK && l->english == AT_NONE ? at_fail(err, AT_EPARSE, "languages.tsv: no row for en") : rc;
}

static at_code open_grams(at_languages *l, at_err *err)
{
    at_table t;
    at_code rc = at_table_parse(&t, &l->mem, AT_S("trigrams.tsv"), at_data("trigrams.tsv"), err);
    for (uint32_t r = 0; rc == AT_OK && r < t.nrows; r++) {
        int64_t weight;
        uint32_t lang = find_code(l, at_cell(&t, r, 0));
        if (lang == AT_NONE || !at_to_i64(at_cell(&t, r, 2), &weight) || weight < -1000 || weight > 1000)
            return at_fail(err, AT_EPARSE, "trigrams.tsv:%u: no such language or no number", t.lines[r]);
        if (l->rows[lang].trained < 0) {
            if (l->ntrained == TRAINED)
                return at_fail(err, AT_EPARSE, "trigrams.tsv: more than %d languages", TRAINED);
            l->rows[lang].trained = (int)l->ntrained++;
        }
        uint32_t *at = at_map_at(&l->grams, at_cell(&t, r, 1));
        if (*at == AT_NONE) {
            *at = (uint32_t)l->gram.n;
            (void)at_push(&l->mem, &l->gram);
        }
        l->gram.p[*at].weight[l->rows[lang].trained] = (int16_t)weight;
    }
    return rc;
}

at_code at_languages_open(at_languages **out, at_err *err)
{
    at_languages *l = *out = calloc(1, sizeof *l);
    if (!l)
        return at_fail(err, AT_ENOMEM, "out of memory");
    at_arena_init(&l->mem, 0, &l->fail);
    at_code rc;
    if (setjmp(l->fail)) {
        rc = at_fail(err, AT_ENOMEM, "out of memory");
    } else {
        at_map_init(&l->words, &l->mem);
        at_map_init(&l->grams, &l->mem);
        rc = open_words(l, err);
        if (rc == AT_OK)
            rc = open_grams(l, err);
    }
    if (rc == AT_OK)
        return rc;
    at_languages_close(l);
    *out = NULL;
    return rc;
}

void at_languages_close(at_languages *l)
{
    if (!l)
        return;
    at_arena_release(&l->mem);
    free(l);
}

/* ---- counting ---- */

typedef struct {
    size_t letters[SCRIPTS], words, grams;
    size_t hits[MAX];     /* small words of each language */
    int64_t sum[TRAINED]; /* weights of trigrams */
} counts;

/* One word, lowercase, with "_" on both sides. */
static void count_word(const at_languages *l, counts *c, at_str w)
{
    uint32_t k = at_map_get(&l->words, at_sub(w, 1, w.n - 1));
    c->words++;
    if (k != AT_NONE)
        for (uint32_t i = 0; i < l->nrows; i++)
            c->hits[i] += l->word.p[k].set[i / 64] >> i % 64 & 1;
    size_t at[3] = {0}, n = 0; /* starts of the last code points */
    for (size_t i = 0; i < w.n; i = at_utf8_next(w, i), n++) {
        if (n >= 3) {
            k = at_map_get(&l->grams, at_sub(w, at[n % 3], i));
            c->grams++;
            for (uint32_t t = 0; k != AT_NONE && t < l->ntrained; t++)
                c->sum[t] += l->gram.p[k].weight[t];
        }
        at[n % 3] = i;
    }
    if (n >= 3) {
        k = at_map_get(&l->grams, at_sub(w, at[n % 3], w.n));
        c->grams++;
        for (uint32_t t = 0; k != AT_NONE && t < l->ntrained; t++)
            c->sum[t] += l->gram.p[k].weight[t];
    }
}

/* What stands between letters without parting a word: marks, vowel points, tatweel, the zero-width non-joiner. */
static bool joins(uint32_t cp)
{
    return (cp >= 0x300 && cp <= 0x36F) || (cp >= 0x64B && cp <= 0x65F) || cp == 0x670 || cp == 0x640 || cp == 0x200C ||
           cp == '\'' || cp == 0x2019;
}

static void count(const at_languages *l, counts *c, at_arena *mem, at_str text)
{
    at_str s = at_utf8_lower(mem, text);
    char w[256];
    size_t n = 0;
    for (size_t i = 0; i <= s.n;) {
        unsigned len = 1;
        uint32_t cp = i < s.n ? at_utf8(s, i, &len) : ' ';
        if (cp != AT_BADCP && at_cp_letter(cp)) {
            c->letters[script_of(cp)]++;
            if (!n)
                w[n++] = '_';
            if (n + len + 1 < sizeof w) {
                memcpy(w + n, s.p + i, len);
                n += len;
            }
        } else if (n && !joins(cp)) {
            w[n++] = '_';
            count_word(l, c, (at_str){w, n});
            n = 0;
        }
        i += len;
    }
}

static script main_script(const counts *c, size_t *all)
{
    script best = NO_SCRIPT;
    *all = 0;
    for (int s = 1; s < SCRIPTS; s++) {
        *all += c->letters[s];
        if (c->letters[s] > c->letters[best] || best == NO_SCRIPT)
            best = (script)s;
    }
    if ((best == HAN || best == KANA) && c->letters[KANA] * 10 > c->letters[HAN] + c->letters[KANA])
        return KANA; /* Japanese writes half of its letters so */
    return best;
}

/* The best of the languages of a script: the trained one by trigrams and words together, unless another has far more small words.
 */
static uint32_t best_of(const at_languages *l, const counts *c, at_str name)
{
    uint32_t trained = AT_NONE, worded = AT_NONE, alone = AT_NONE;
    double best = 0;
    for (uint32_t i = 0; i < l->nrows; i++) {
        const row *r = &l->rows[i];
        if (!at_eq(r->script, name))
            continue;
        if (alone == AT_NONE || r->alone)
            alone = i;
        if (c->hits[i] && (worded == AT_NONE || c->hits[i] > c->hits[worded]))
            worded = i;
        if (r->trained < 0 || !c->grams)
            continue;
        double score = (double)c->sum[r->trained] / (double)c->grams + 200.0 * (double)c->hits[i] / (double)c->words;
        if (trained == AT_NONE || score > best) {
            best = score;
            trained = i;
        }
    }
    if (trained == AT_NONE)
        return worded != AT_NONE ? worded : alone;
    bool more = worded != AT_NONE && l->rows[worded].trained < 0 && c->hits[worded] * 2 > c->hits[trained] * 3 &&
                c->hits[worded] >= 2 && c->hits[worded] * 8 >= c->words;
    return more ? worded : trained;
}

/* Mean weight of the trigrams; 0 for a language without any. */
static double lead(const at_languages *l, const counts *c, uint32_t i)
{
    return l->rows[i].trained < 0 ? 0 : (double)c->sum[l->rows[i].trained] / (double)c->grams;
}

static at_language give(const row *r)
{
    return (at_language){r->code, r->name};
}

at_language at_languages_guess(const at_languages *l, at_arena *mem, at_str text)
{
    static const at_language none = {{"", 0}, {"", 0}};
    counts c = {0};
    size_t all;
    if (text.n > LOOK) {
        size_t cut = LOOK;
        while (cut && !at_utf8_boundary(text, cut))
            cut--;
        text = at_sub(text, 0, cut);
    }
    count(l, &c, mem, text);
    script s = main_script(&c, &all);
    if (all < 8 || c.letters[s] * 2 < all)
        return none;
    uint32_t best = best_of(l, &c, at_strz(script_names[s]));
    if (best == AT_NONE)
        return c.letters[s] >= 40 ? (at_language){AT_S("und"), AT_S("a language that is not known")} : none;
    if (l->rows[best].alone && !c.hits[best])
        return give(&l->rows[best]);
    if (s != LATIN)
        return give(&l->rows[best]);
    /* Latin letters: names and lists look like anything, so words decide */
    bool english = c.hits[l->english] * 100 >= c.words * ENGLISH_LEAST;
    if (c.words < 4)
        return none;
    if (best == l->english)
        return english ? give(&l->rows[best]) : none;
    double ahead = c.grams ? (lead(l, &c, best) - lead(l, &c, l->english)) : 0;
    bool words = c.hits[best] * 100 >= c.words * 12 && c.hits[best] > c.hits[l->english];
    bool grams = l->rows[best].trained >= 0 && ahead >= AHEAD;
    if (c.words < SHORT ? words && (grams || l->rows[best].trained < 0) && c.hits[best] >= 2 : words || (grams && !english))
        return give(&l->rows[best]);
    if (english || c.words < ENGLISH_WORDS)
        return none;
    return (at_language){AT_S("und"), AT_S("a language that is not known")};
}

at_language at_languages_said(const at_languages *l, at_str code)
{
    size_t n = 0;
    while (n < code.n && code.p[n] != '-' && code.p[n] != '_' && code.p[n] != ',' && code.p[n] != ' ')
        n++;
    uint32_t i = find_code(l, at_sub(code, 0, n));
    return i == AT_NONE ? (at_language){AT_S(""), AT_S("")} : give(&l->rows[i]);
}
