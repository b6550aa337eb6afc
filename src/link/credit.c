/* Whose copy a text says it is. */
#include "link/shingle.h"

#include "base/data.h"
#include "base/str.h"

#define EDGE 700 /* bytes of the head and of the end in which credit is given */

static bool word_at(at_str s, size_t i, at_str w)
{
    if (!at_starts(at_sub(s, i, s.n), w))
        return false;
    unsigned char before = i ? (unsigned char)s.p[i - 1] : ' ', after = i + w.n < s.n ? (unsigned char)s.p[i + w.n] : ' ';
    bool b = (before | 32) >= 'a' && (before | 32) <= 'z', a = ((after | 32) >= 'a' && (after | 32) <= 'z') || after >= 0x80;
    return !a && !b && before < 0x80;
}

/* Calls test(s, name) for every name; the shown name of the first agency for which it says yes. */
static at_str first_that(at_str s, bool (*test)(at_str s, at_str name))
{
    at_str table = at_data("agencies.tsv"), line, name;
    bool head = true;
    while (table.n && at_cut(&table, '\n', &line)) {
        if (!line.n || line.p[0] == '#')
            continue;
        if (head) { /* the column's name */
            head = false;
            continue;
        }
        at_str names = line, shown;
        (void)at_cut(&names, '|', &shown);
        names = line;
        while (names.n && at_cut(&names, '|', &name))
            if (test(s, name))
                return shown;
    }
    return AT_S("");
}

static bool named(at_str s, at_str name)
{
    for (size_t i = 0; (i = at_index(s, name, i)) != SIZE_MAX; i++)
        if (word_at(s, i, name))
            return true;
    return false;
}

/* Is the name at i given credit by the words around it, or by standing alone on its line or in brackets? */
static bool credited_at(at_str s, size_t i, at_str name)
{
    static const char *const before[] = {
        "(",     "Source: ", "source: ",      "\xC2\xA9 ", "Copyright ", "courtesy of ", "Additional reporting by ",
        "with ", "-- ",      "\xE2\x80\x94 ", "from "};
    static const char *const after[] = {" contributed",        " writer",      " reporter", " correspondent", "/",
                                        " and other agencies", " and agencies"};
    size_t end = i + name.n;
    bool open = i && s.p[i - 1] == '(', line_start = !i || s.p[i - 1] == '\n',
         line_end = end >= s.n || s.p[end] == '\n' || s.p[end] == '\r';
    if ((open && end < s.n && (s.p[end] == ')' || s.p[end] == '/')) || (line_start && line_end))
        return true;
    for (size_t k = 0; k < sizeof after / sizeof *after; k++)
        if (at_starts(at_sub(s, end, s.n), at_strz(after[k])) && (k < 4 || line_start || open))
            return true;
    for (size_t k = 1; k < sizeof before / sizeof *before; k++)
        if (at_ends(at_sub(s, 0, i), at_strz(before[k])) && (k < 7 || line_end || (end < s.n && s.p[end] == '.' && k < 9)))
            return true;
    return false;
}

static bool credited(at_str s, at_str name)
{
    for (size_t i = 0; (i = at_index(s, name, i)) != SIZE_MAX; i++)
        if (word_at(s, i, name) && credited_at(s, i, name))
            return true;
    return false;
}

at_str at_agency(at_str name)
{
    return first_that(at_sub(name, 0, 200), named);
}

at_str at_credit(at_str text)
{
    at_str head = first_that(at_sub(text, 0, EDGE), credited);
    return head.n || text.n <= EDGE ? head : first_that(at_sub(text, text.n - EDGE, text.n), credited);
}
