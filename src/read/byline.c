/* Bylines: "By X Y and Z W" near the head or the end, a lone personal name as the last line. Whole lines only. */
#include "read/source.h"

#include "base/data.h"
#include "base/str.h"
#include "base/table.h"
#include "base/utf8.h"

#define EDGE 6 /* non-blank lines from the head or the end within which a byline may stand */

/* Small words inside names: Ursula von der Leyen, Abdel Fattah al-Burhan. */
static bool particle(at_str w)
{
    static const char list[] =
        "de,del,della,da,das,dos,di,du,van,von,der,den,ter,ten,la,le,el,al,bin,ibn,bint,ben,abu,y,e,zu,af,av";
    return at_in_list((at_str){list, sizeof list - 1}, ',', w);
}

/* Is s two to four words as a person's name is written? "Anna Lee", "J. R. Smith". capitals: words in capitals may be one. */
static bool person(at_str s, bool capitals)
{
    unsigned words = 0, caps = 0;
    at_str w;
    if (s.n < 5 || s.n > 60)
        return false;
    while (at_cut(&s, ' ', &w)) {
        unsigned len, lower = 0;
        if (!w.n)
            return false;
        for (size_t i = 0; i < w.n; i += len) {
            uint32_t cp = at_utf8(w, i, &len);
            if (cp == AT_BADCP ||
                (!at_cp_letter(cp) && cp != '-' && cp != '\'' && cp != 0x2019 && !(cp == '.' && i + 1 == w.n && w.n <= 3)))
                return false;
            if (!i && at_cp_upper(cp))
                caps++;
            else if (!i && !particle(w))
                return false;
            lower += at_cp_lower(cp);
        }
        words++;
        if (!capitals && !lower && w.n > 3 && words == 1)
            return false; /* BREAKING NEWS is no name */
    }
    return words >= 2 && words <= 4 && caps >= 2;
}

/* Adds the names in "X Y and Z W, Agency" that are written as persons. False if the first is none. */
static bool add_names(at_kept *k, at_arena *mem, at_str s, bool capitals)
{
    bool any = false;
    while (s.n) {
        size_t n = s.n, skip = 0;
        static const char *const seps[] = {" and ", " & ", ", ", " in ", "; ", " | ", " for "};
        for (size_t i = 0; i < sizeof seps / sizeof *seps; i++) {
            size_t at = at_index(s, at_strz(seps[i]), 0);
            if (at < n) {
                n = at;
                skip = strlen(seps[i]);
            }
        }
        at_str name = at_trim(at_sub(s, 0, n));
        if (person(name, capitals)) {
            uint32_t beg = (uint32_t)(name.p - k->text.p);
            *at_push(mem, &k->bylines) = (at_span){beg, beg + (uint32_t)name.n};
            any = true;
        } else if (!any) {
            return false;
        }
        s = at_sub(s, n + skip, s.n);
    }
    return any;
}

static bool byline(at_kept *k, at_arena *mem, at_str line, bool last)
{
    static const char *const heads[] = {"By ",      "BY ",     "by ",           "By: ", "Written by ", "Text by ",
                                        "Author: ", "Author ", "\xE2\x80\x94 ", "-- ",  "- "};
    if (line.n > 120 || at_ends(line, AT_S(".")))
        return false;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (at_starts(line, at_strz(heads[i])) && (last || i < 8))
            return add_names(k, mem, at_sub(line, strlen(heads[i]), line.n), true);
    return last && person(line, false) && add_names(k, mem, line, false);
}

/* "###", "* * *", "-----" */
static bool ruled(at_str line)
{
    for (size_t i = 0; i < line.n; i++)
        if (!strchr("#*-_=~ ", line.p[i]))
            return false;
    return true;
}

/* Lines that data/boilerplate.tsv names or that end in an arrow, below which a byline may stand. */
static bool listed(const at_table *t, at_str line)
{
    static const char *const arrows[] = {"\xE2\x80\xBA", "\xC2\xBB", "\xE2\x86\x92"};
    if (ruled(line))
        return true;
    for (size_t i = 0; i < 3; i++)
        if (line.n < 80 && at_ends(line, at_strz(arrows[i])))
            return true;
    for (uint32_t r = 0; r < t->nrows; r++) {
        at_str x = at_cell(t, r, 0);
        bool by = at_eq_fold(x, AT_S("by"));
        if (!by && line.n < 200 && at_starts_fold(line, x) &&
            (line.n == x.n || !((line.p[x.n] | 32) >= 'a' && (line.p[x.n] | 32) <= 'z')))
            return true;
    }
    return false;
}

/* Non-blank lines of the text. */
typedef AT_VEC(at_str) lines;

static void split(lines *out, at_arena *mem, at_str s)
{
    at_str line;
    while (at_cut(&s, '\n', &line)) {
        line = at_trim(line);
        if (line.n)
            *at_push(mem, out) = line;
    }
}

void at_keep_byline(at_kept *k, at_arena *mem)
{
    lines v = {0};
    at_table t;
    at_err err;
    if (at_table_parse(&t, mem, AT_S("boilerplate.tsv"), at_data("boilerplate.tsv"), &err) != AT_OK)
        return; /* a built-in table is whole: the lexicons are opened before any report is read */
    split(&v, mem, k->text);
    size_t end = v.n;
    while (end > 1 && listed(&t, v.p[end - 1]))
        end--;
    if (end > 2 && byline(k, mem, v.p[end - 1], true))
        return;
    for (size_t i = 0; i < end && end > 1; i++)
        if ((i < EDGE || i + EDGE >= end) && byline(k, mem, v.p[i], false))
            return;
}
