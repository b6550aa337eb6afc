#include "text/lemma.h"

#include "base/data.h"
#include "base/utf8.h"

enum { LONGEST = 40 }; /* bytes of a word that rules look at */

/* A word being taken apart; always lower-case ASCII letters and hyphens. */
typedef struct {
    char p[LONGEST + 8];
    size_t n;
} stem;

void at__lemma_load(at_engine *e)
{
    at_str text = at_data("lemma.tsv"), line;
    at_map_init(&e->irregular, &e->mem);
    uint32_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n';
    e->irregular_to = at_new(&e->mem, at_str, n + 1);
    n = 0;
    while (text.n && at_cut(&text, '\n', &line)) {
        size_t tab = at_index_char(line, '\t', 0), next = tab == SIZE_MAX ? SIZE_MAX : at_index_char(line, '\t', tab + 1);
        if (!line.n || line.p[0] == '#' || next == SIZE_MAX)
            continue;
        e->irregular_to[n] = at_sub(line, next + 1, line.n);
        at_map_set(&e->irregular, at_sub(line, 0, next), n++); /* key: form, tab, tag, as they stand in the line */
    }
}

static bool irregular(const at_engine *e, at_str low, const char *tag, at_str *out)
{
    char key[LONGEST + 8];
    size_t t = strlen(tag);
    if (low.n > LONGEST)
        return false;
    memcpy(key, low.p, low.n);
    key[low.n] = '\t';
    memcpy(key + low.n + 1, tag, t);
    uint32_t r = at_map_get(&e->irregular, (at_str){key, low.n + 1 + t});
    if (r == AT_NONE)
        return false;
    *out = e->irregular_to[r];
    return true;
}

/* ---- regular endings ---- */

static bool vowel(const stem *s, size_t i)
{
    char c = s->p[i];
    if (c == 'u' && i && s->p[i - 1] == 'q')
        return false;
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || (c == 'y' && i && !vowel(s, i - 1));
}

static bool ends(const stem *s, const char *tail)
{
    return at_ends((at_str){s->p, s->n}, at_strz(tail));
}

static bool ends_any(const stem *s, const char *list)
{
    at_str l = at_strz(list), t;
    while (l.n && at_cut(&l, ' ', &t))
        if (at_ends((at_str){s->p, s->n}, t))
            return true;
    return false;
}

static bool word_in(const stem *s, const char *list)
{
    return at_in_list(at_strz(list), ' ', (at_str){s->p, s->n});
}

static unsigned syllables(const stem *s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += vowel(s, i) && (i == 0 || !vowel(s, i - 1));
    return n;
}

/* Is it a whole word of the vocabulary? */
static bool known(const at_engine *e, const stem *s)
{
    return at_map_get(&e->vocab, (at_str){s->p, s->n}) != AT_NONE;
}

static stem with_e(const stem *s)
{
    stem r = *s;
    r.p[r.n++] = 'e';
    return r;
}

/* Consonant, one vowel, consonant, one syllable: such a stem without a doubled end has lost an e (hop-ed is hoped). */
static bool short_stem(const stem *s)
{
    size_t n = s->n;
    char last = s->p[n - 1];
    return n >= 2 && syllables(s) == 1 && !vowel(s, n - 1) && vowel(s, n - 2) && (n == 2 || !vowel(s, n - 3)) && last != 'w' && last != 'x' &&
           last != 'y' && last != 'h';
}

static bool doubled(const stem *s)
{
    return s->n > 2 && s->p[s->n - 1] == s->p[s->n - 2] && !vowel(s, s->n - 1);
}

/* Stems that end in ng: the e is lost after most vowels (chang-ed, plung-ed) but not in hang, ring, belong. */
static bool ng_lost_e(const stem *s)
{
    if (ends(s, "ing"))
        return word_in(s, "hing cring fring infring impin imping ting whing bing syring");
    if (ends(s, "ang"))
        return !word_in(s, "hang bang clang slang twang gang");
    return !ends(s, "ong");
}

/* Does a stem of more than one syllable, or of no short shape, need an e by its spelling? 1 yes, 0 no, -1 ask the vocabulary. */
static int spelling(const stem *s)
{
    size_t n = s->n;
    char last = s->p[n - 1], before = n > 1 ? s->p[n - 2] : 0;
    if (last == 'e' || last == 'i' || last == 'o' || last == 'y' || last == 'a' || last == 'w' || last == 'x')
        return 0;
    if (ends(s, "ng"))
        return ng_lost_e(s);
    if (last == 'c' || last == 'v' || last == 'u' || last == 'g')
        return 1;
    if (last == 'z')
        return before != 't' && before != 'z';
    if (last == 's')
        return before != 's';
    if (last == 'l' && before && memchr("bcdfgkptz", before, 9))
        return 1;
    if (ends(s, "th"))
        return word_in(s, "breath cloth bath sooth loath seeth writh teeth unsheath");
    if (word_in(s, "unit creat reunit recreat supersed imped conced preced reced seced interced retriev"))
        return 1;
    return -1;
}

/* The base of a verb (or adjective) after -ed, -ing, -er, -est were cut off. */
static stem restore(const at_engine *e, stem s)
{
    if (doubled(&s)) {
        char last = s.p[s.n - 1];
        bool keeps = word_in(&s, "add err ebb egg purr butt boycott inn odd") || last == 's' || last == 'f' || last == 'z' ||
                     (last == 'l' && known(e, &s));
        if (!keeps)
            s.n--;
        return s;
    }
    if (short_stem(&s))
        return with_e(&s);
    int e_lost = spelling(&s);
    stem longer = with_e(&s);
    if (e_lost < 0) {
        bool plain = known(e, &s), more = known(e, &longer);
        e_lost = plain == more ? ends_any(&s, "at iat uat id ud od ut ir ur min") && !ends_any(&s, "eat oat oid air our eed ead") && !plain : more;
    }
    return e_lost ? longer : s;
}

static stem cut(const stem *s, size_t n)
{
    stem r = *s;
    r.n = s->n - n;
    return r;
}

static bool has_vowel(const stem *s)
{
    return syllables(s) > 0;
}

static stem to_y(const stem *s, size_t n)
{
    stem r = cut(s, n);
    r.p[r.n++] = 'y';
    return r;
}

/* The third person -s of verbs and the plural of nouns. */
static stem without_s(const at_engine *e, const stem *s)
{
    if (ends_any(s, "ss us is"))
        return *s;
    if (ends(s, "ies") && s->n > 4)
        return to_y(s, 3);
    if (ends_any(s, "sses shes ches xes zzes"))
        return ends(s, "ches") && word_in(s, "aches headaches caches niches") ? cut(s, 1) : cut(s, 2);
    stem one = cut(s, 1), two = cut(s, 2);
    if (ends_any(s, "oes ses zes"))
        return !known(e, &one) && known(e, &two) ? two : one;
    return one;
}

static stem verb(const at_engine *e, const stem *s)
{
    stem t;
    if (ends(s, "ing") && s->n > 4) {
        t = cut(s, 3);
        return has_vowel(&t) ? restore(e, t) : *s;
    }
    if (ends(s, "ied") && s->n > 4)
        return to_y(s, 3);
    if (ends(s, "eed")) /* agreed, freed; but need, proceed, bleed */
        return word_in(s, "need heed seed weed feed proceed succeed exceed bleed breed speed deed") ? *s : cut(s, 1);
    if (ends(s, "ed") && s->n > 3) {
        t = cut(s, 2);
        return has_vowel(&t) ? restore(e, t) : *s;
    }
    if (ends(s, "s") && s->n > 2)
        return without_s(e, s);
    return *s;
}

static stem noun(const at_engine *e, const stem *s)
{
    if (ends(s, "men") && s->n > 4) {
        stem r = *s;
        r.p[r.n - 2] = 'a';
        return r;
    }
    return ends(s, "s") && s->n > 2 ? without_s(e, s) : *s;
}

static stem degree(const at_engine *e, const stem *s, bool superlative)
{
    size_t n = superlative ? 3 : 2;
    if (!ends(s, superlative ? "est" : "er") || s->n < n + 2)
        return *s;
    stem t = cut(s, n);
    if (ends(&t, "i"))
        return to_y(&t, 1);
    return has_vowel(&t) ? restore(e, t) : *s;
}

/* ---- the whole ---- */

static bool to_stem(at_str low, stem *s)
{
    if (!low.n || low.n > LONGEST)
        return false;
    for (size_t i = 0; i < low.n; i++)
        if (!((low.p[i] >= 'a' && low.p[i] <= 'z') || low.p[i] == '-'))
            return false;
    memcpy(s->p, low.p, low.n);
    s->n = low.n;
    return true;
}

/* By the learned edit script: UD's conventions for names, numbers and closed classes. */
static at_str by_script(const at_engine *e, at_arena *mem, uint32_t label, at_str form)
{
    const at__script *s = &e->script_of[label];
    if (s->kind == '=')
        return s->add.n ? s->add : form;
    at_str base = s->kind == 'k' ? form : at_utf8_lower(mem, form);
    if (!s->cut && !s->add.n)
        return base;
    size_t end = base.n;
    for (unsigned i = 0; i < s->cut && end; i++)
        end = at_utf8_prev(base, end);
    if (!end && !s->add.n)
        return base;
    return at_arena_cat(mem, at_sub(base, 0, end), s->add);
}

/* A script that only settles the case. */
static bool only_case(const at__script *s)
{
    return s->kind != '=' && !s->cut && !s->add.n;
}

/* Typographic marks under their plain name, as EWT writes their lemma. */
static at_str mark(at_str form)
{
    if (at_eq(form, AT_S("\xE2\x80\x9C")) || at_eq(form, AT_S("\xE2\x80\x9D")))
        return AT_S("\"");
    if (at_eq(form, AT_S("\xE2\x80\x93")) || at_eq(form, AT_S("\xE2\x80\x94")))
        return AT_S("-");
    return at_eq(form, AT_S("\xE2\x80\x99")) || at_eq(form, AT_S("\xE2\x80\x98")) ? AT_S("'") : form;
}

/* TV, NGO: a noun in capitals keeps them. */
static bool acronym(at_str form)
{
    for (size_t i = 0; i < form.n; i++)
        if (form.p[i] < 'A' || form.p[i] > 'Z')
            return false;
    return form.n >= 2 && form.n <= 5;
}

bool at__lemma_by_script(at_str form, uint8_t upos)
{
    if (upos == AT_PUNCT)
        return false;
    if ((upos != AT_NOUN && upos != AT_VERB && upos != AT_ADJ && upos != AT_ADV) || form.n > LONGEST)
        return true;
    for (size_t i = 0; i < form.n; i++)
        if (form.p[i] < 'a' || form.p[i] > 'z')
            return true;
    return false;
}

at_str at__lemma(const at_engine *e, at_arena *mem, at_str form, uint8_t upos, uint32_t feats, uint32_t script)
{
    stem s, r;
    at_str low = at_utf8_lower(mem, form), out;
    if (upos == AT_PUNCT)
        return mark(form);
    if (upos == AT_PROPN || upos == AT_X || upos == AT_SYM || upos == AT_NUM)
        return by_script(e, mem, script, form);
    /* a base form that looks like another verb's past (found, saw, wound) is told by its features */
    bool base = upos == AT_VERB && (feats & (AT_F_INF | AT_F_IMP)) && !at_ends(low, AT_S("ed")) && !at_ends(low, AT_S("ing"));
    if (base)
        return low;
    if (upos == AT_PRON && at_eq(low, AT_S("her")))
        return feats & AT_F_POSS ? low : AT_S("she");
    if (irregular(e, low, at_upos_name((at_upos)upos), &out) || (upos == AT_AUX && irregular(e, low, "VERB", &out)))
        return out;
    if (upos == AT_NOUN && acronym(form))
        return form;
    if (!to_stem(low, &s))
        return only_case(&e->script_of[script]) ? low : by_script(e, mem, script, form);
    if (upos == AT_VERB)
        r = verb(e, &s);
    else if (upos == AT_NOUN && ((feats & AT_F_PLUR) || !(feats & AT_F_SING)))
        r = noun(e, &s);
    else if ((upos == AT_ADJ || upos == AT_ADV) && (feats & (AT_F_CMP | AT_F_SUP)))
        r = degree(e, &s, (feats & AT_F_SUP) != 0);
    else if (upos == AT_ADJ || upos == AT_ADV || upos == AT_NOUN) /* American keeps its capital */
        return only_case(&e->script_of[script]) ? by_script(e, mem, script, form) : low;
    else
        return only_case(&e->script_of[script]) || upos == AT_AUX ? low : by_script(e, mem, script, form);
    return at_arena_str(mem, (at_str){r.p, r.n});
}
