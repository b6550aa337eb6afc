#include "read/html_words.h"

#include "base/data.h"
#include "base/str.h"

static const struct {
    const char *name;
    uint32_t sense;
} senses[] = {
    {"comment", AT_IS_COMMENT}, {"nav", AT_IS_NAV},       {"share", AT_IS_SHARE},   {"related", AT_IS_RELATED},
    {"ad", AT_IS_AD},           {"letter", AT_IS_LETTER}, {"cookie", AT_IS_COOKIE}, {"foot", AT_IS_FOOT},
    {"side", AT_IS_SIDE},       {"head", AT_IS_HEAD},     {"meta", AT_IS_META},     {"caption", AT_IS_CAPTION},
    {"bio", AT_IS_BIO},         {"tags", AT_IS_TAGS},     {"main", AT_IS_MAIN},     {"body", AT_IS_BODY},
    {"lead", AT_IS_LEAD},       {"hidden", AT_IS_HIDDEN}, {"date", AT_IS_DATE},     {"author", AT_IS_AUTHOR},
    {"title", AT_IS_TITLE},     {"note", AT_IS_NOTE},     {"live", AT_IS_LIVE},     {"post", AT_IS_POST},
};

static uint32_t sense_of(at_str list)
{
    uint32_t all = 0;
    at_str word;
    while (at_cut(&list, ' ', &word))
        for (size_t i = 0; i < sizeof senses / sizeof *senses; i++)
            if (at_eq(word, at_strz(senses[i].name)))
                all |= senses[i].sense;
    return all;
}

void at__page_words_init(at_page_words *w, at_arena *mem)
{
    at_str rows = at_data("page_words.tsv"), line;
    bool head = true;
    w->mem = mem;
    at_map_init(&w->words, mem);
    at_map_init(&w->seen, mem);
    while (at_cut(&rows, '\n', &line)) {
        at_str word;
        if (!line.n || line.p[0] == '#')
            continue;
        if (!head && at_cut(&line, '\t', &word))
            at_map_set(&w->words, word, sense_of(line));
        head = false;
    }
}

enum { LONGEST = 48 };

static uint32_t get(const at_page_words *w, at_str word)
{
    uint32_t v = word.n > 1 && word.n < LONGEST * 2 ? at_map_get(&w->words, word) : AT_NONE;
    return v == AT_NONE ? 0 : v;
}

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool part(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

/* Words that turn what follows into a mere mention: "has-sidebar", "no-comments". */
static bool mention(at_str word)
{
    static const char list[] =
        "enable,enabled,has,no,with,without,is,js,hide,show,not,single,wf,post-type,category,tag,type,status,format,postid,"
        "page,template,theme,hentry";
    return at_in_list((at_str){list, sizeof list - 1}, ',', word);
}

/* One class name: its words, and its pairs of words. */
static uint32_t of_name(const at_page_words *w, at_str s)
{
    char pair[LONGEST * 2 + 2];
    size_t before = 0; /* bytes of the word before, at the start of pair */
    uint32_t all = 0, n = 0;
    bool muted = false;
    uint32_t builder = 0;
    for (size_t i = 0; i < s.n;) {
        char word[LONGEST];
        size_t len = 0;
        while (i < s.n && !part(s.p[i]))
            i++;
        for (; i < s.n && part(s.p[i]) && len < LONGEST - 1; i++) {
            if (len && upper(s.p[i]) && !upper(s.p[i - 1]))
                break;
            word[len++] = (char)(upper(s.p[i]) ? s.p[i] | 32 : s.p[i]);
        }
        if (!len)
            break;
        at_str x = {word, len};
        if (!n++ && mention(x))
            muted = true;
        if (n == 1 && at_eq(x, AT_S("elementor"))) /* a page builder: all its text stands in "widgets" */
            builder = AT_IS_SIDE;
        if (!muted)
            all |= get(w, x);
        if (before) {
            pair[before] = '-';
            memcpy(pair + before + 1, word, len);
            all |= muted ? 0 : get(w, (at_str){pair, before + 1 + len});
        }
        memcpy(pair, word, len);
        before = len;
    }
    if (n == 1 && !muted) { /* "=word": the word alone is the whole name */
        memmove(pair + 1, pair, before);
        pair[0] = '=';
        all |= get(w, (at_str){pair, before + 1});
    }
    return all & ~builder;
}

uint32_t at__page_words_of(at_page_words *w, at_str names)
{
    if (names.n < 2)
        return 0;
    uint32_t *slot = at_map_at(&w->seen, names);
    if (*slot != AT_NONE)
        return *slot;
    uint32_t all = 0;
    at_str rest = at_sub(names, 0, 2000); /* a longer list of classes says no more */
    for (size_t i = 0; i < rest.n;) {
        size_t beg = i;
        while (i < rest.n && (unsigned char)rest.p[i] > ' ')
            i++;
        if (i > beg)
            all |= of_name(w, at_sub(rest, beg, i));
        i++;
    }
    *at_map_at(&w->seen, names) = all;
    return all;
}
