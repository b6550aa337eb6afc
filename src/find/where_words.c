#include "find/where_words.h"

#include "base/str.h"

void at_where_words_init(at_where_words *w, const at_lexicons *lex)
{
    w->words = at_lexicon_get(lex, "place_words.tsv");
    w->extra = at_lexicon_get(lex, "places_extra.tsv");
    w->states = at_lexicon_get(lex, "countries.tsv");
    w->kind = at_table_col(&w->words->t, "kind");
    w->wclass = at_table_col(&w->words->t, "class");
    const at_table *t = &w->extra->t;
    w->name = at_table_col(t, "name");
    w->class = at_table_col(t, "class");
    w->country = at_table_col(t, "country");
    w->lat = at_table_col(t, "lat");
    w->lon = at_table_col(t, "lon");
    w->of = at_table_col(t, "of");
    w->prec = at_table_col(t, "prec");
}

at_str at_where_word(const at_where_words *w, at_str word, const char *kind)
{
    at_str k = at_strz(kind);
    for (uint32_t r = at_lexicon_row(w->words, word); r != AT_NONE; r = w->words->again[r])
        if (at_eq(at_cell(&w->words->t, r, w->kind), k)) {
            at_str c = at_cell(&w->words->t, r, w->wclass);
            return c.p ? c : (at_str){"", 0};
        }
    return (at_str){NULL, 0};
}

at_str at_where_demonym(const at_where_words *w, at_str key)
{
    at_str country = {"", 0};
    for (uint32_t r = at_lexicon_row(w->states, key); r != AT_NONE; r = w->states->again[r]) {
        at_str kind = at_lexicon_cell(w->states, r, "kind");
        if (at_eq(kind, AT_S("name"))) /* "Myanmar troops": the name of the state as well */
            return (at_str){"", 0};
        if (at_eq(kind, AT_S("adjective")) || at_eq(kind, AT_S("person")) || at_eq(kind, AT_S("people")))
            country = at_lexicon_cell(w->states, r, "country");
    }
    return country;
}

uint32_t at_where_extra(const at_where_words *w, at_str key)
{
    return at_lexicon_row(w->extra, key);
}

at_str at_where_cell(const at_where_words *w, uint32_t row, uint32_t col)
{
    return row == AT_NONE ? (at_str){"", 0} : at_cell(&w->extra->t, row, col);
}

double at_where_degrees(at_str s)
{
    double v = 0, scale = 0;
    size_t i = s.n && s.p[0] == '-';
    for (; i < s.n; i++) {
        if (s.p[i] == '.' && scale == 0) {
            scale = 1;
        } else if (s.p[i] >= '0' && s.p[i] <= '9') {
            v = v * 10 + (s.p[i] - '0');
            scale *= 10;
        } else {
            return 0;
        }
    }
    if (scale > 1)
        v /= scale;
    return s.n && s.p[0] == '-' ? -v : v;
}
