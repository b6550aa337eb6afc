/*
 * html_tree.h: HTML -> a flat tree of elements and text runs with their places in the source. Follows the tokenizer of
 * WHATWG HTML (13.2.5) as far as text and attributes go, and of its tree construction what decides which text stands in
 * which block: void elements, raw text, implied end tags, scope of end tags. Any bytes give a tree.
 *
 * Invariants: nodes are in document order; the subtree of node i is [i, node[i].stop); node 0 is the root; no element is
 * deeper than AT_HTML_DEEPEST. Text runs are views of the source: character references in them are not decoded.
 */
#ifndef AT_READ_HTML_TREE_H
#define AT_READ_HTML_TREE_H
#include "base/vec.h"

enum { AT_HTML_DEEPEST = 512, AT_HTML_NODES = 1 << 21 }; /* as browsers have it; 2 million elements and text runs */

/* Elements by name; order of data in html_tag.c. */
typedef enum {
    AT_TAG_NONE, /* a name that is none of these */
    AT_TAG_TEXT, /* a run of text */
    AT_TAG_A,
    AT_TAG_ABBR,
    AT_TAG_ADDRESS,
    AT_TAG_AREA,
    AT_TAG_ARTICLE,
    AT_TAG_ASIDE,
    AT_TAG_AUDIO,
    AT_TAG_B,
    AT_TAG_BASE,
    AT_TAG_BLOCKQUOTE,
    AT_TAG_BODY,
    AT_TAG_BR,
    AT_TAG_BUTTON,
    AT_TAG_CANVAS,
    AT_TAG_CAPTION,
    AT_TAG_CENTER,
    AT_TAG_CITE,
    AT_TAG_CODE,
    AT_TAG_COL,
    AT_TAG_COLGROUP,
    AT_TAG_DATALIST,
    AT_TAG_DD,
    AT_TAG_DETAILS,
    AT_TAG_DIALOG,
    AT_TAG_DIR,
    AT_TAG_DIV,
    AT_TAG_DL,
    AT_TAG_DT,
    AT_TAG_EM,
    AT_TAG_EMBED,
    AT_TAG_FIELDSET,
    AT_TAG_FIGCAPTION,
    AT_TAG_FIGURE,
    AT_TAG_FONT,
    AT_TAG_FOOTER,
    AT_TAG_FORM,
    AT_TAG_H1,
    AT_TAG_H2,
    AT_TAG_H3,
    AT_TAG_H4,
    AT_TAG_H5,
    AT_TAG_H6,
    AT_TAG_HEAD,
    AT_TAG_HEADER,
    AT_TAG_HGROUP,
    AT_TAG_HR,
    AT_TAG_HTML,
    AT_TAG_I,
    AT_TAG_IFRAME,
    AT_TAG_IMG,
    AT_TAG_INPUT,
    AT_TAG_LABEL,
    AT_TAG_LEGEND,
    AT_TAG_LI,
    AT_TAG_LINK,
    AT_TAG_MAIN,
    AT_TAG_MARK,
    AT_TAG_MATH,
    AT_TAG_MENU,
    AT_TAG_META,
    AT_TAG_NAV,
    AT_TAG_NOEMBED,
    AT_TAG_NOFRAMES,
    AT_TAG_NOSCRIPT,
    AT_TAG_OBJECT,
    AT_TAG_OL,
    AT_TAG_OPTGROUP,
    AT_TAG_OPTION,
    AT_TAG_OUTPUT,
    AT_TAG_P,
    AT_TAG_PARAM,
    AT_TAG_PICTURE,
    AT_TAG_PLAINTEXT,
    AT_TAG_PRE,
    AT_TAG_PROGRESS,
    AT_TAG_Q,
    AT_TAG_RP,
    AT_TAG_RT,
    AT_TAG_RUBY,
    AT_TAG_S,
    AT_TAG_SCRIPT,
    AT_TAG_SECTION,
    AT_TAG_SELECT,
    AT_TAG_SMALL,
    AT_TAG_SOURCE,
    AT_TAG_SPAN,
    AT_TAG_STRONG,
    AT_TAG_STYLE,
    AT_TAG_SUB,
    AT_TAG_SUMMARY,
    AT_TAG_SUP,
    AT_TAG_SVG,
    AT_TAG_TABLE,
    AT_TAG_TBODY,
    AT_TAG_TD,
    AT_TAG_TEMPLATE,
    AT_TAG_TEXTAREA,
    AT_TAG_TFOOT,
    AT_TAG_TH,
    AT_TAG_THEAD,
    AT_TAG_TIME,
    AT_TAG_TITLE,
    AT_TAG_TR,
    AT_TAG_TRACK,
    AT_TAG_U,
    AT_TAG_UL,
    AT_TAG_VIDEO,
    AT_TAG_WBR,
    AT_TAG_XMP,
    AT_TAG_COUNT
} at_tag;

/* What kind of element a tag is. */
enum {
    AT_TAG_IS_BLOCK = 1, /* begins and ends a line */
    AT_TAG_IS_VOID = 2,
    AT_TAG_IS_RAW = 4,     /* its text holds no tags */
    AT_TAG_IS_SCOPE = 8,   /* end tags do not reach beyond it: cells, tables */
    AT_TAG_ENDS_P = 16,    /* its start ends an open paragraph */
    AT_TAG_IS_SPECIAL = 32 /* stops the search for an open inline element */
};

typedef struct {
    uint32_t beg, end; /* source bytes of the start tag, or of the text run */
    uint32_t parent;   /* of the root: itself */
    uint32_t stop;     /* first node behind the subtree */
    uint32_t close;    /* source byte where the element's content ends */
    uint16_t tag;
    uint16_t depth;
    uint32_t word_beg, word_end; /* value of class */
    uint32_t id_beg, id_end;     /* value of id */
} at_node;

typedef struct {
    at_str src;
    at_node *node;
    uint32_t n;
    bool too_deep, too_many; /* limits that were reached */
    uint32_t cut;            /* source byte behind which nothing was read, if too_many */
} at_tree;

void at__html_parse(at_tree *t, at_arena *mem, at_str src);

at_tag at__html_tag(at_str name);     /* any case */
unsigned at__html_kind(unsigned tag); /* AT_TAG_IS_... */
/* The value of an attribute as it stands in the source (references not decoded); false if it is not there. */
bool at__html_attr(const at_tree *t, uint32_t node, at_str name, at_str *value);
/* Steps through the attributes of a start tag: *at starts as node.beg; false at the end. Views of the source. */
bool at__html_next_attr(const at_tree *t, uint32_t node, uint32_t *at, at_str *name, at_str *value);

/*
 * Decodes the character reference at s.p[i] ('&') into out (up to 8 bytes of UTF-8): its length in the source, or 0 if it is
 * none. *n: bytes put. attr: within an attribute's value.
 */
size_t at__html_reference(at_str s, size_t i, char out[8], size_t *n, bool attr);
/* A value with references decoded and blanks run together, trimmed. */
at_str at__html_plain(at_arena *mem, at_str raw);
/* All text of a subtree as at__html_plain, without scripts and styles, at most `most` bytes. */
at_str at__html_text_of(const at_tree *t, at_arena *mem, uint32_t node, size_t most);
#endif
