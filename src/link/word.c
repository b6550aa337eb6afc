#include "link/word.h"

#include "base/data.h"
#include "base/err.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"
#include <stdlib.h>

struct at__words {
    at_arena mem;
    at_map irregular; /* form -> row */
    at_table forms;
    at_map share; /* stem -> reports in ten thousand that hold it */
    struct kin {
        uint32_t term, group;
    } *kin; /* ascending by term */
    size_t nkin;
};

static int kin_order(const void *x, const void *y)
{
    const struct kin *a = x, *b = y;
    return a->term < b->term ? -1 : a->term > b->term ? 1 : a->group < b->group ? -1 : a->group > b->group;
}

static bool load_kin(at__words *w)
{
    at_err err = {0};
    at_table t;
    AT_VEC(struct kin) all = {0};
    if (at_table_parse(&t, &w->mem, AT_S("link_kin.tsv"), at_data("link_kin.tsv"), &err) != AT_OK)
        return false;
    for (uint32_t r = 0; r < t.nrows; r++) {
        at_str rest = at_cell(&t, r, 0), word;
        while (at_cut(&rest, ' ', &word)) {
            uint32_t term = at__word_term(w, word);
            if (term)
                *at_push(&w->mem, &all) = (struct kin){term, r + 1};
        }
    }
    if (all.n)
        qsort(all.p, all.n, sizeof *all.p, kin_order);
    w->kin = all.p;
    w->nkin = all.n;
    return true;
}

/* Words that join other words and tell nothing of what a report is about. */
static const char functional[] =
    " a an the and or but nor so yet if then than that this these those there here it its he him his she her hers they them their theirs we us our "
    "you your i me my mine who whom whose which what when where why how of in on at by to from for with without about into onto over under "
    "after before during since until between among against through up down out off as is are was were be been being am do does did done doing has "
    "have had having will would shall should can could may might must not no all any some each every both either neither more most less least "
    "much many few other another such own same very too also just only even still again once now while because although though however "
    "himself herself themselves itself one two mr mrs ms dr said say says saying told tell according ";

static bool load(at__words *w)
{
    at_err err = {0};
    at_table common;
    if (at_table_parse(&w->forms, &w->mem, AT_S("irregular.tsv"), at_data("irregular.tsv"), &err) != AT_OK ||
        at_table_parse(&common, &w->mem, AT_S("link_words.tsv"), at_data("link_words.tsv"), &err) != AT_OK)
        return false;
    at_map_init(&w->irregular, &w->mem);
    at_map_init(&w->share, &w->mem);
    for (uint32_t r = 0; r < w->forms.nrows; r++)
        at_map_set(&w->irregular, at_cell(&w->forms, r, 0), r);
    for (uint32_t r = 0; r < common.nrows; r++) {
        int64_t n = 0;
        uint32_t *key = at_new(&w->mem, uint32_t, 1);
        *key = at__word_term(w, at_cell(&common, r, 0));
        if (*key && at_to_i64(at_cell(&common, r, 1), &n) && n > 0)
            at_map_set(&w->share, (at_str){(const char *)key, sizeof *key}, (uint32_t)n);
    }
    return load_kin(w);
}

static bool load_guarded(at__words *w)
{
    jmp_buf fail;
    at_arena_init(&w->mem, 0, &fail);
    bool ok = setjmp(fail) == 0 && load(w);
    w->mem.fail = NULL; /* nothing is allocated after this */
    return ok;
}

at__words *at__words_open(void)
{
    at__words *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    if (load_guarded(w))
        return w;
    at__words_close(w);
    return NULL;
}

void at__words_close(at__words *w)
{
    if (!w)
        return;
    at_arena_release(&w->mem);
    free(w);
}

static bool vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool has_vowel(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (vowel(p[i]))
            return true;
    return false;
}

/* Undoes regular endings in place: the same stem for the forms of a word, not always a word itself ("raid", "raids", "raided", "raiding"). */
static size_t stem(char *p, size_t n)
{
    if (n > 2 && p[n - 1] == 's' && p[n - 2] == '\'')
        n -= 2;
    if (n > 4 && !memcmp(p + n - 3, "ies", 3)) {
        p[n - 3] = 'y';
        n -= 2;
    } else if (n > 4 && !memcmp(p + n - 2, "es", 2) && (p[n - 3] == 's' || p[n - 3] == 'x' || p[n - 3] == 'h' || p[n - 3] == 'z')) {
        n -= 2;
    } else if (n > 3 && p[n - 1] == 's' && p[n - 2] != 's' && p[n - 2] != 'u' && p[n - 2] != 'i') {
        n--;
    }
    size_t cut = n > 5 && !memcmp(p + n - 3, "ing", 3) ? 3 : n > 4 && !memcmp(p + n - 2, "ed", 2) && p[n - 3] != 'e' ? 2 : 0;
    if (cut && has_vowel(p, n - cut)) {
        bool was_i = p[n - cut - 1] == 'i' && cut == 2;
        n -= cut;
        if (was_i)
            p[n - 1] = 'y';
        else if (n > 3 && p[n - 1] == p[n - 2] && !vowel(p[n - 1]) && p[n - 1] != 'l' && p[n - 1] != 's')
            n--;
    }
    if (n > 3 && p[n - 1] == 'e')
        n--;
    return n;
}

uint32_t at__word_term(const at__words *w, at_str word)
{
    char b[48];
    size_t n = 0;
    bool digit = false;
    for (size_t i = 0; i < word.n && n < sizeof b - 2; i++) {
        char c = word.p[i];
        c = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == '\'' && n) || (unsigned char)c >= 0x80)
            b[n++] = c;
        digit |= c >= '0' && c <= '9';
    }
    if (n > 2 && b[n - 1] == 's' && b[n - 2] == '\'')
        n -= 2;
    while (n && b[n - 1] == '\'')
        n--;
    if (n < 2 && !digit)
        return 0;
    char padded[52];
    (void)snprintf(padded, sizeof padded, " %.*s ", (int)n, b);
    if (n < 14 && strstr(functional, padded))
        return 0;
    at_str form = {b, n};
    uint32_t r = w->irregular.n ? at_map_get(&w->irregular, form) : AT_NONE;
    if (r != AT_NONE) {
        at_str l = at_cell(&w->forms, r, 1);
        n = l.n < sizeof b ? l.n : sizeof b;
        memcpy(b, l.p, n);
    }
    uint32_t h = (uint32_t)(at_hash((at_str){b, digit ? n : stem(b, n)}) >> 32);
    return h ? h : 1;
}

double at__word_share(const at__words *w, uint32_t term)
{
    uint32_t n = at_map_get(&w->share, (at_str){(const char *)&term, sizeof term});
    return n == AT_NONE ? 0 : (double)n / 10000;
}

void at__words_of(const at__words *w, at_arena *mem, at__term_list *out, at_str text, size_t most)
{
    at_str key = at_utf8_key(mem, text);
    for (size_t i = 0; i < key.n && out->n < most;) {
        size_t beg = i;
        while (i < key.n && ((key.p[i] >= 'a' && key.p[i] <= 'z') || (key.p[i] >= '0' && key.p[i] <= '9') || key.p[i] == '\'' || (unsigned char)key.p[i] >= 0x80))
            i++;
        uint32_t t = i > beg ? at__word_term(w, at_sub(key, beg, i)) : 0;
        if (t)
            *at_push(mem, out) = t;
        i += i == beg;
    }
}

void at__names_of(const at__words *w, at_arena *mem, at__term_list *out, at_str text, size_t most)
{
    for (size_t i = 0; i < text.n && out->n < most;) {
        size_t beg = i;
        unsigned len;
        uint32_t first = at_utf8(text, i, &len);
        if (first == AT_BADCP || !at_cp_letter(first)) {
            i += len;
            continue;
        }
        for (uint32_t cp = first; i < text.n && cp != AT_BADCP && (at_cp_letter(cp) || cp == '\''); cp = i < text.n ? at_utf8(text, i, &len) : AT_BADCP)
            i += len;
        if (i == beg)
            i += len;
        if (!at_cp_upper(first))
            continue;
        uint32_t t = at__word_term(w, at_utf8_key(mem, at_sub(text, beg, i)));
        if (t && at__word_share(w, t) < 0.008)
            *at_push(mem, out) = t;
    }
}

void at__kin_of(const at__words *w, at_arena *mem, at__term_list *out, uint32_t term)
{
    size_t lo = 0, hi = w->nkin;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (w->kin[mid].term < term)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < w->nkin && w->kin[lo].term == term; lo++)
        *at_push(mem, out) = w->kin[lo].group;
}

static int ascending(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

at__terms at__terms_set(at_arena *mem, const at__term_list *l)
{
    at__terms t = {at_new(mem, uint32_t, l->n), 0};
    if (l->n)
        memcpy(t.p, l->p, l->n * sizeof *l->p);
    if (l->n)
        qsort(t.p, l->n, sizeof *t.p, ascending);
    for (size_t i = 0; i < l->n; i++)
        if (!t.n || t.p[t.n - 1] != t.p[i])
            t.p[t.n++] = t.p[i];
    return t;
}

bool at__terms_has(at__terms t, uint32_t term)
{
    return t.n && bsearch(&term, t.p, t.n, sizeof *t.p, ascending) != NULL;
}

bool at__terms_meet(at__terms a, at__terms b)
{
    for (uint32_t i = 0, k = 0; i < a.n && k < b.n;) {
        if (a.p[i] == b.p[k])
            return true;
        if (a.p[i] < b.p[k])
            i++;
        else
            k++;
    }
    return false;
}
