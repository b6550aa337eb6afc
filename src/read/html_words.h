/*
 * html_words.h: what the words of an element's class and id say that it holds (data/page_words.tsv): comments, menus, the
 * body of the article. Class names are cut into words at marks and at capitals, and looked up one by one and in pairs.
 */
#ifndef AT_READ_HTML_WORDS_H
#define AT_READ_HTML_WORDS_H
#include "base/map.h"
#include "read/html_tree.h"

enum {
    AT_IS_COMMENT = 1 << 0,
    AT_IS_NAV = 1 << 1,
    AT_IS_SHARE = 1 << 2,
    AT_IS_RELATED = 1 << 3,
    AT_IS_AD = 1 << 4,
    AT_IS_LETTER = 1 << 5, /* newsletter, log-in, donation */
    AT_IS_COOKIE = 1 << 6, /* consent, pop-ups */
    AT_IS_FOOT = 1 << 7,
    AT_IS_SIDE = 1 << 8,
    AT_IS_HEAD = 1 << 9,
    AT_IS_META = 1 << 10, /* byline, date, counts */
    AT_IS_CAPTION = 1 << 11,
    AT_IS_BIO = 1 << 12,
    AT_IS_TAGS = 1 << 13,
    AT_IS_MAIN = 1 << 14, /* article, post, content */
    AT_IS_BODY = 1 << 15, /* article-body, entry-content */
    AT_IS_LEAD = 1 << 16,
    AT_IS_HIDDEN = 1 << 17,
    AT_IS_DATE = 1 << 18,
    AT_IS_AUTHOR = 1 << 19,
    AT_IS_TITLE = 1 << 20,
    AT_IS_NOTE = 1 << 21, /* footnote marks, edit links within the text */
    AT_IS_LIVE = 1 << 22, /* live blog, ticker */
    AT_IS_POST = 1 << 23  /* one entry of it */
};

typedef struct {
    at_arena *mem;
    at_map words; /* word or "two-words" -> senses */
    at_map seen;  /* value of class -> senses */
} at_page_words;

void at__page_words_init(at_page_words *w, at_arena *mem);
uint32_t at__page_words_of(at_page_words *w, at_str names); /* AT_IS_... of a class or id */
#endif
