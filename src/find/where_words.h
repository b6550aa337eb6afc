/* where_words.h: the rows of data/place_words.tsv by word and kind, and those of places_extra.tsv by key. Private to where*.c. */
#ifndef AT_FIND_WHERE_WORDS_H
#define AT_FIND_WHERE_WORDS_H
#include "find/lexicons.h"

/* One of both tables with its columns looked up once. */
typedef struct {
    const at_lexicon *words, *extra, *states;
    uint32_t kind, wclass;                               /* columns of words */
    uint32_t name, class, country, lat, lon, of, prec;   /* columns of extra */
} at_where_words;

void at_where_words_init(at_where_words *w, const at_lexicons *lex);
/* The class of the row of `word` with that kind ("-" reads as empty), or a view with p NULL if there is none. */
at_str at_where_word(const at_where_words *w, at_str word, const char *kind);
static inline bool at_where_is(const at_where_words *w, at_str word, const char *kind)
{
    return at_where_word(w, word, kind).p != NULL;
}
/* ISO code of the state whose adjective or people the key names ("sri lankan"; countries.tsv) and that is not its name, or empty. */
at_str at_where_demonym(const at_where_words *w, at_str key);
/* Row of places_extra.tsv with that key, or AT_NONE. */
uint32_t at_where_extra(const at_where_words *w, at_str key);
at_str at_where_cell(const at_where_words *w, uint32_t row, uint32_t col);
/* A decimal number with sign and point, as the table writes coordinates; 0 if it is none. */
double at_where_degrees(at_str s);
#endif
