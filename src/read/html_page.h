/*
 * html_page.h: a parsed page cut into paragraphs (runs of text between the borders of blocks), with what decides whether
 * each is main text. html_page.c measures, html_main.c chooses, html_keep.c writes the kept text.
 *
 * Invariants: paragraphs are in document order and do not overlap; every visible text run that is not blank lies in one.
 */
#ifndef AT_READ_HTML_PAGE_H
#define AT_READ_HTML_PAGE_H
#include "read/html_words.h"

/* State of a node, which its descendants have too. */
enum {
    AT_IN_GONE = 1, /* never text: scripts, forms, hidden elements */
    AT_IN_LINK = 2,
    AT_IN_ITEM = 4, /* of a list */
    AT_IN_CELL = 8, /* of a table */
    AT_IN_PRE = 16,
    AT_IN_QUOTE = 32,
    AT_IN_CHROME = 64, /* menus, comments, side columns: by tag, role or class */
    AT_IN_BODY = 128,  /* marked as the body of the article */
    AT_IN_STORY = 256, /* <article>, <main> and the like */
    AT_IN_BOLD = 512,
    AT_IN_COMMENT = 1024,
    AT_IN_FIGURE = 2048,
    AT_IN_META = 4096, /* byline, day, counts */
    AT_IN_HEAD = 8192,
    AT_IN_LEAD = 16384,
    AT_IN_HIDDEN = 32768
};

typedef struct {
    uint32_t first, stop; /* nodes: from the first text run to behind the last */
    uint32_t box;         /* the block element that holds it */
    uint32_t chars;       /* code points that are no blanks; ideographs count twice */
    uint32_t link, bold;  /* of these, within links; in bold */
    uint32_t words, marks, commas, digits;
    uint32_t hash;  /* of its text without blanks */
    uint16_t level; /* 1..6 in a heading, else 0 */
    uint16_t state; /* AT_IN_... of its box */
    bool ends;      /* its last character ends a sentence */
    bool colon;     /* or is a colon */
    bool keep;
} at_para;

typedef struct {
    at_tree t;
    at_arena *mem;
    at_page_words words;
    uint32_t *own;        /* [t.n] AT_IS_... by class, id, role */
    uint16_t *state;      /* [t.n] AT_IN_... */
    uint32_t *box;        /* [t.n] nearest block element, itself included */
    float *good;          /* [t.n] good text in the subtree, in characters, less what speaks against it */
    uint32_t *good_chars; /* [t.n] good text alone, in what is not chrome */
    AT_VEC(at_para) paras;
    uint32_t body; /* the element that holds the main text */
} at_page;

void at__page_measure(at_page *p, at_arena *mem, at_str src);
void at__page_choose(at_page *p); /* sets body and keep of every paragraph */
/* Is the paragraph running text: sentences, few links? */
bool at__para_good(const at_para *x);
/* The words of a paragraph, as at__html_plain; at most `most` bytes. */
at_str at__para_text(const at_page *p, const at_para *x, at_arena *mem, size_t most);
#endif
