#include "find/where_unread.h"

#include "base/str.h"
#include "base/utf8.h"
#include "find/gazetteer.h"
#include "find/lexicons.h"
#include <stdlib.h>

enum { LOOK = 64 << 10, MOST = 64, SPAN = 4 /* words of a name */, HITS = 24, LETTERS = 6 /* of a name written without blanks */ };

/*
 * People that a place must have to be taken at its name (capitals are taken at any size): most small places are somebody's
 * surname or a word. Chosen on names of the development parts of the public sets in bench/unread.py.
 */
static const double TOWN = 3e4, ALIAS = 2e5, ENDING = 1e5, CASELESS = 5e5, SHORT = 1e6;

typedef struct {
    at_span s;
    bool upper, caseless; /* begins with a capital; is of a script without case */
    bool joined;          /* a single blank or hyphen stands before it */
    bool first;           /* begins a sentence */
} word;

typedef struct {
    at_ctx *c;
    at_str lang;
    const at_lexicon *names;
    uint32_t language, country; /* columns */
    AT_VEC(word) w;
    AT_VEC(uint32_t) countries; /* places of countries found */
    at_map at;                  /* geonames id or ISO -> index in ctx.places */
} state;

/* Ends of words that stand for another: Russian and Ukrainian cases. Longest first. In keys й is и and ї is і. */
static const struct {
    const char *end, *put;
} ENDINGS[] = {{"иеи", "ия"}, {"ии", "ия"}, {"ию", "ия"}, {"іі", "ія"}, {"ію", "ія"}, {"ои", "а"}, {"ою", "а"}, {"ом", ""}, {"ем", ""}, {"еи", "я"}, {"ові", ""},
               {"ью", "ь"},   {"е", "а"},   {"е", ""},    {"ы", "а"},   {"и", "а"},   {"и", "я"},  {"и", "ь"},  {"і", "а"},  {"і", ""},   {"і", "ь"},  {"у", "а"},
               {"у", ""},     {"ю", "я"},   {"ю", "ь"},   {"ю", "и"},   {"я", "и"},   {"я", "ь"},  {"я", ""},   {"а", ""},   {"а", "о"}};

/* Particles that Arabic and Hebrew write together with the word ("and", "in", "to", "as", "the"); longest first. */
static const char *const PARTICLES[] = {"وبال", "وال", "بال", "لل", "و", "ب", "ل", "ف", "ك", "ב", "ל", "מ", "ה", "ו", "ש"};

static size_t letters(at_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i = at_utf8_next(s, i))
        n++;
    return n;
}

static bool blankless(at_str lang)
{
    return at_eq(lang, AT_S("zh")) || at_eq(lang, AT_S("ja")) || at_eq(lang, AT_S("th")) || at_eq(lang, AT_S("lo")) || at_eq(lang, AT_S("km")) || at_eq(lang, AT_S("my"));
}

/* Words with their case; what parts them decides whether they may be one name. */
static void cut_words(state *st, at_str t)
{
    bool inside = false, first = true;
    size_t gap = 0;
    for (size_t i = 0; i < t.n;) {
        unsigned len;
        uint32_t cp = at_utf8(t, i, &len);
        bool mark = (cp >= 0x300 && cp <= 0x36F) || (cp >= 0x64B && cp <= 0x65F) || cp == 0x640 || cp == 0x200C || (cp >= 0x900 && cp <= 0xDFF);
        if (cp != AT_BADCP && (at_cp_letter(cp) || (mark && (inside || cp >= 0x900)))) {
            if (!inside) {
                word *w = at_push(st->c->mem, &st->w);
                *w = (word){{(uint32_t)i, (uint32_t)i}, at_cp_upper(cp), !at_cp_upper(cp) && !at_cp_lower(cp), gap == 1, first};
                first = false;
            }
            st->w.p[st->w.n - 1].s.end = (uint32_t)(i + len);
            inside = true;
            gap = 0;
        } else {
            bool single = (cp == ' ' || cp == '-' || cp == 0xA0) && gap == 0;
            gap = single ? 1 : 2;
            first = first || cp == '.' || cp == '!' || cp == '?' || cp == '\n' || cp == ':' || cp == 0x3002 || cp == 0x61F || cp == 0xAB || cp == '"';
            inside = false;
        }
        i += len;
    }
}

static uint32_t country_of(const state *st, at_str key)
{
    uint32_t r = at_lexicon_row(st->names, key);
    while (r != AT_NONE && !at_eq(at_cell(&st->names->t, r, st->language), st->lang))
        r = st->names->again[r];
    return r == AT_NONE ? AT_NONE : at_gazetteer_country(st->c->gaz, at_cell(&st->names->t, r, st->country));
}

static bool in_countries(const state *st, uint8_t country)
{
    for (size_t i = 0; i < st->countries.n; i++)
        if (at_gazetteer_place(st->c->gaz, st->countries.p[i]).country == country)
            return true;
    return false;
}

/* The town or region of that name: in a country that the report names, else the largest; AT_NONE if it is too small to be believed. */
static uint32_t town_of(const state *st, at_str key, double least, bool any)
{
    at_g_hit hit[HITS];
    size_t n = at_gazetteer_find(st->c->gaz, key, hit, HITS);
    uint32_t best = AT_NONE;
    bool home = false;
    for (size_t i = 0; i < n; i++) {
        at_g_place p = at_gazetteer_place(st->c->gaz, hit[i].place);
        bool here = in_countries(st, p.country);
        double want = p.cls == AT_G_CAPITAL ? 0 : hit[i].alt && least < ALIAS ? ALIAS : least;
        if (here)
            want /= 10;
        if (p.cls == AT_G_COUNTRY || p.cls == AT_G_ADM2 || (p.cls == AT_G_ADM1 && hit[i].alt) || (!any && p.population < want) || (best != AT_NONE && home >= here))
            continue;
        best = hit[i].place;
        home = here;
    }
    return best;
}

static at_str replaced(const state *st, at_str key, const char *end, const char *put)
{
    return at_arena_cat(st->c->mem, at_sub(key, 0, key.n - strlen(end)), at_strz(put));
}

/* The place of a key as it stands or with an ending or particle taken off. countries: only these are looked for, else only towns. */
static uint32_t place_of(const state *st, at_str key, const word *w, bool countries, bool dateline)
{
    size_t n = letters(key);
    if (n < 2 || (n < 3 && !countries))
        return AT_NONE;
    double least = !w->caseless ? TOWN : n < 4 ? SHORT : CASELESS;
    uint32_t p = countries ? country_of(st, key) : town_of(st, key, n < 4 ? SHORT : least, dateline);
    if (p != AT_NONE || n < 4)
        return p;
    bool slavic = at_eq(st->lang, AT_S("ru")) || at_eq(st->lang, AT_S("uk")) || at_eq(st->lang, AT_S("be"));
    for (size_t i = 0; slavic && i < sizeof ENDINGS / sizeof *ENDINGS && p == AT_NONE; i++)
        if (at_ends(key, at_strz(ENDINGS[i].end))) {
            at_str k = replaced(st, key, ENDINGS[i].end, ENDINGS[i].put);
            if (letters(k) > 3)
                p = countries ? country_of(st, k) : town_of(st, k, ENDING, false);
        }
    for (size_t i = 0; w->caseless && i < sizeof PARTICLES / sizeof *PARTICLES && p == AT_NONE; i++) {
        at_str part = at_strz(PARTICLES[i]);
        if (!at_starts(key, part))
            continue;
        at_str rest = at_sub(key, part.n, key.n);
        if (part.n > 2) /* with the article, which the name keeps */
            rest = at_arena_cat(st->c->mem, AT_S("ال"), rest);
        if (letters(rest) > 2)
            p = countries ? country_of(st, rest) : town_of(st, rest, letters(rest) < 4 ? SHORT : CASELESS, false);
    }
    return p;
}

static void add(state *st, uint32_t place, at_span s)
{
    at_ctx *c = st->c;
    at_g_place p = at_gazetteer_place(c->gaz, place);
    uint32_t *at = at_map_at(&st->at, at_arena_fmt(c->mem, "%u", place));
    if (*at == AT_NONE) {
        if (c->places.n == MOST)
            return;
        *at = (uint32_t)c->places.n;
        at_place *q = at_push(c->mem, &c->places);
        q->name = p.name;
        q->geonames = p.geonames;
        q->lat = p.lat;
        q->lon = p.lon;
        q->is_country = p.cls == AT_G_COUNTRY;
        q->is_region = p.cls == AT_G_ADM1;
        q->precision = q->is_country ? 6 : q->is_region ? 4 : 1;
        const char *iso = at_gazetteer_iso(c->gaz, p.country);
        memcpy(q->country, iso, strlen(iso) == 3 ? 4 : 0);
        if (!q->is_country && !q->is_region) {
            uint32_t up = at_gazetteer_region(c->gaz, place);
            if (up != AT_NONE)
                q->admin1 = at_gazetteer_place(c->gaz, up).name;
        }
        if (q->is_country)
            *at_push(c->mem, &st->countries) = place;
    }
    *at_push(c->mem, &c->places.p[*at].mentions) = s;
}

/* Is the name a part of a longer one, such as a person's? A capital stands beside it that begins no sentence. */
static bool in_longer(const state *st, size_t beg, size_t end)
{
    const word *w = st->w.p;
    bool before = beg && w[beg].joined && w[beg - 1].upper && !w[beg - 1].first;
    bool after = end < st->w.n && w[end].joined && w[end].upper;
    return !w[beg].caseless && (before || after);
}

/* The town before the first sentence: "МОСКВА, 6 января", "PARIS (AFP) -". */
static bool dateline(const state *st, size_t beg, size_t end)
{
    at_str t = st->c->text;
    size_t e = st->w.p[end - 1].s.end;
    while (e < t.n && t.p[e] == ' ')
        e++;
    bool mark = e < t.n && (t.p[e] == ',' || t.p[e] == '(' || t.p[e] == '-' || t.p[e] == '.' || at_starts(at_sub(t, e, t.n), AT_S("\xE2\x80\x94")) ||
                            at_starts(at_sub(t, e, t.n), AT_S("\xE2\x80\x93")));
    return st->w.p[beg].s.beg < 4 && st->w.p[beg].upper && mark;
}

/* One pass over the words: names of up to SPAN words, the longest first. taken: words that a name holds. */
static void pass(state *st, bool *taken, bool countries)
{
    at_ctx *c = st->c;
    for (size_t i = 0; i < st->w.n; i++)
        for (size_t k = SPAN; k >= 1; k--) {
            const word *w = &st->w.p[i];
            bool ok = i + k <= st->w.n && (w->upper || w->caseless);
            for (size_t j = i; ok && j < i + k; j++)
                ok = !taken[j] && (j == i || st->w.p[j].joined);
            const word *last = ok ? &st->w.p[i + k - 1] : NULL;
            if (!ok || (!last->upper && !last->caseless) || (!countries && in_longer(st, i, i + k)))
                continue;
            at_mark m = at_arena_mark(c->mem);
            at_str key = at_gazetteer_key(c->mem, at_sub(c->text, w->s.beg, last->s.end));
            uint32_t p = place_of(st, key, w, countries, dateline(st, i, i + k));
            at_arena_reset(c->mem, m);
            if (p == AT_NONE)
                continue;
            add(st, p, (at_span){w->s.beg, last->s.end});
            for (size_t j = i; j < i + k; j++)
                taken[j] = true;
            break;
        }
}

/* Languages that write without blanks: names at any letter, the longest first. */
static void pass_letters(state *st, at_str t, bool countries)
{
    at_ctx *c = st->c;
    for (size_t i = 0; i < t.n;) {
        size_t end[LETTERS + 1] = {i}, n = 0, next = at_utf8_next(t, i);
        unsigned len;
        for (size_t e = i; n < LETTERS && e < t.n && at_cp_letter(at_utf8(t, e, &len));)
            end[++n] = e = at_utf8_next(t, e);
        for (size_t k = n; k >= 2; k--) {
            at_mark m = at_arena_mark(c->mem);
            at_str key = at_gazetteer_key(c->mem, at_sub(t, i, end[k]));
            uint32_t p = countries ? country_of(st, key) : town_of(st, key, k > 2 ? TOWN : SHORT, false);
            at_arena_reset(c->mem, m);
            if (p == AT_NONE)
                continue;
            add(st, p, (at_span){(uint32_t)i, (uint32_t)end[k]});
            next = end[k];
            break;
        }
        i = next;
    }
}

static int by_mention(const void *x, const void *y)
{
    const at_place *a = x, *b = y;
    return a->mentions.p[0].beg < b->mentions.p[0].beg ? -1 : a->mentions.p[0].beg > b->mentions.p[0].beg;
}

void at_where_unread(at_ctx *c, at_str language)
{
    state st = {.c = c, .lang = language, .names = at_lexicon_late(c->lex, c->mem)};
    if (!c->gaz)
        return;
    st.language = at_table_col(&st.names->t, "language");
    st.country = at_table_col(&st.names->t, "country");
    at_map_init(&st.at, c->mem);
    size_t cut = c->text.n < LOOK ? c->text.n : LOOK;
    while (cut && !at_utf8_boundary(c->text, cut))
        cut--;
    at_str t = at_sub(c->text, 0, cut);
    if (blankless(language)) {
        pass_letters(&st, t, true);
        pass_letters(&st, t, false);
    } else {
        cut_words(&st, t);
        bool *taken = at_new(c->mem, bool, st.w.n + 1);
        pass(&st, taken, true);
        pass(&st, taken, false);
    }
    if (c->places.n)
        qsort(c->places.p, c->places.n, sizeof *c->places.p, by_mention);
}
