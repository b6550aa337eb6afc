#include "read/feed.h"

#include "base/err.h"
#include "base/str.h"
#include "read/times.h"
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>

#define STEP 4096 /* bytes given to the parser at once: bounds the items that wait */

/* Fields of an item, in the order of what is preferred where two give one thing. */
typedef enum { NONE, TITLE, LINK, CONTENT, SUMMARY, DATE, UPDATED, AUTHOR, ID, SOURCE, LANGUAGE, FIELDS } field;

typedef struct {
    at_buf f[FIELDS];
    bool content_html, summary_html, title_html, atom;
    size_t byte; /* offset in the unpacked stream */
} entry;

struct at_feed {
    at_feed_json json;
    bool is_json, begun, closed;
    xmlParserCtxtPtr ctx;
    xmlSAXHandler sax;
    xmlEntity entity; /* the last one that HTML knows */
    char entity_text[8];
    entry *items; /* [nitems] from `given` on not given out yet */
    size_t nitems, cap, given;
    entry now; /* the one that is being read */
    at_buf feed_title, feed_language;
    unsigned depth, item_depth, field_depth; /* item_depth 0: outside of items */
    unsigned parent_author, parent_source;   /* depth of <author>, <source>; 0: not in one */
    unsigned head_depth;                     /* of <channel> or <feed> */
    field into;
    at_buf *to; /* where text goes */
    bool xhtml; /* tags go there too */
    bool root_seen, wrong_root, hostile, large, memory;
    char root[32], fault[120];
    size_t fault_byte, fed;
};

/* ---- text ---- */

bool at_feed_markup(at_str s)
{
    for (size_t i = 0; i + 1 < s.n; i++) {
        char c = s.p[i + 1];
        bool letter = (c | 32) >= 'a' && (c | 32) <= 'z';
        if (s.p[i] == '<' && (letter || c == '/' || c == '!'))
            return true;
        if (s.p[i] == '&' && (letter || c == '#')) {
            size_t semi = at_index_char(at_sub(s, 0, i + 12), ';', i);
            if (semi != SIZE_MAX && at_index_char(at_sub(s, 0, semi), ' ', i) == SIZE_MAX)
                return true;
        }
    }
    return false;
}

/* A character as UTF-8; its length. */
static size_t put_char(char out[4], unsigned cp)
{
    if (!cp || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = n; i-- > 1; cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    out[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | cp);
    return n;
}

/* "&name;" or "&#39;" at i: bytes taken, or 0. */
static size_t reference(at_str s, size_t i, char out[4], size_t *n)
{
    size_t semi = at_index_char(at_sub(s, 0, i + 12), ';', i);
    char name[12];
    if (semi == SIZE_MAX || semi - i < 2)
        return 0;
    memcpy(name, s.p + i + 1, semi - i - 1);
    name[semi - i - 1] = 0;
    if (name[0] == '#') {
        bool hex = (name[1] | 32) == 'x';
        char *rest;
        unsigned long v = strtoul(name + (hex ? 2 : 1), &rest, hex ? 16 : 10);
        if (*rest)
            return 0;
        *n = put_char(out, v > 0x10FFFF ? 0xFFFD : (unsigned)v);
        return semi - i + 1;
    }
    const htmlEntityDesc *e = htmlEntityLookup((const xmlChar *)name);
    if (!e)
        return 0;
    *n = put_char(out, e->value);
    return semi - i + 1;
}

at_str at_feed_plain(at_arena *mem, at_str s)
{
    char *out = at_alloc(mem, s.n + 4), c[4];
    size_t n = 0, k, len;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '<' && i + 1 < s.n && (((s.p[i + 1] | 32) >= 'a' && (s.p[i + 1] | 32) <= 'z') || s.p[i + 1] == '/')) {
            size_t close = at_index_char(s, '>', i);
            if (close == SIZE_MAX)
                break;
            i = close;
        } else if (s.p[i] == '&' && (len = reference(s, i, c, &k))) {
            if (k > len)
                k = 1;
            memcpy(out + n, c, k);
            n += k;
            i += len - 1;
        } else {
            out[n++] = s.p[i];
        }
    }
    return at_trim((at_str){out, n});
}

/* ---- the parser's events ---- */

static at_str name_of(const xmlChar *x)
{
    return at_strz((const char *)x);
}

/* Is uri one of the namespace? Feeds get the ends wrong ("http:" for "https:", a missing slash). */
static bool space(const xmlChar *uri, const char *part)
{
    return uri && at_index(name_of(uri), at_strz(part), 0) != SIZE_MAX;
}

static void stop(at_feed *f)
{
    xmlStopParser(f->ctx);
}

static size_t item_size(const entry *e)
{
    size_t n = 0;
    for (int i = 0; i < FIELDS; i++)
        n += e->f[i].n;
    return n;
}

static void release_entry(entry *e)
{
    for (int i = 0; i < FIELDS; i++)
        at_buf_release(&e->f[i]);
    memset(e, 0, sizeof *e);
}

/* Where the tag that was just parsed begins in the unpacked stream. */
static size_t tag_byte(at_feed *f)
{
    long end = xmlByteConsumed(f->ctx);
    if (end < 0 || !f->ctx->input)
        return f->fed;
    const xmlChar *cur = f->ctx->input->cur, *p = cur;
    while (p > f->ctx->input->base && cur - p < 4096 && *p != '<')
        p--;
    return *p == '<' ? (size_t)end - (size_t)(cur - p) : (size_t)end;
}

static at_str attribute(const xmlChar **a, int n, const char *name)
{
    for (int i = 0; i < n; i++, a += 5)
        if (at_eq(name_of(a[0]), at_strz(name)))
            return (at_str){(const char *)a[3], (size_t)(a[4] - a[3])};
    return AT_S("");
}

static void open_field(at_feed *f, field x, at_buf *to)
{
    f->into = x;
    f->to = to;
    f->field_depth = f->depth;
    f->xhtml = false;
    if (to->n)
        at_buf_put(to, x == AUTHOR ? AT_S("; ") : AT_S(" "));
}

static void atom_type(at_feed *f, const xmlChar **a, int na, bool *html)
{
    at_str type = attribute(a, na, "type");
    f->xhtml = at_eq(type, AT_S("xhtml"));
    *html = f->xhtml || at_eq(type, AT_S("html")) || at_eq(type, AT_S("text/html"));
}

/* <link rel="alternate" href="..."/> of Atom, <link>...</link> of RSS. */
static void item_link(at_feed *f, const xmlChar **a, int na)
{
    at_str href = attribute(a, na, "href"), rel = attribute(a, na, "rel");
    if (!href.n)
        open_field(f, LINK, &f->now.f[LINK]);
    else if ((!rel.n || at_eq(rel, AT_S("alternate"))) && !f->now.f[LINK].n)
        at_buf_put(&f->now.f[LINK], href);
}

/* A child of an item begins. */
static void item_child(at_feed *f, at_str name, const xmlChar *uri, const xmlChar **a, int na)
{
    static const struct {
        const char *name, *space; /* space NULL: any but those of media and the like */
        field into;
    } t[] = {{"encoded", "rss/1.0/modules/content", CONTENT},
             {"content", "Atom", CONTENT},
             {"summary", NULL, SUMMARY},
             {"description", NULL, SUMMARY},
             {"pubDate", NULL, DATE},
             {"published", NULL, DATE},
             {"issued", NULL, DATE},
             {"date", NULL, DATE},
             {"updated", NULL, UPDATED},
             {"modified", NULL, UPDATED},
             {"creator", NULL, AUTHOR},
             {"guid", NULL, ID},
             {"id", NULL, ID},
             {"language", NULL, LANGUAGE}};
    entry *e = &f->now;
    if (uri && (space(uri, "mrss") || space(uri, "itunes") || space(uri, "wfw") || space(uri, "slash")))
        return;
    if (at_eq(name, AT_S("title"))) {
        open_field(f, TITLE, &e->f[TITLE]);
        if (e->atom)
            atom_type(f, a, na, &e->title_html);
        else
            e->title_html = true;
    } else if (at_eq(name, AT_S("link"))) {
        item_link(f, a, na);
    } else if (at_eq(name, AT_S("author"))) {
        f->parent_author = f->depth;
        if (!e->atom)
            open_field(f, AUTHOR, &e->f[AUTHOR]);
    } else if (at_eq(name, AT_S("source"))) {
        f->parent_source = f->depth;
        if (!e->atom)
            open_field(f, SOURCE, &e->f[SOURCE]);
    } else {
        for (size_t i = 0; i < sizeof t / sizeof *t; i++)
            if (at_eq(name, at_strz(t[i].name)) && (!t[i].space || space(uri, t[i].space)) &&
                !(t[i].into != AUTHOR && e->f[t[i].into].n)) {
                open_field(f, t[i].into, &e->f[t[i].into]);
                if (e->atom && (t[i].into == CONTENT || t[i].into == SUMMARY))
                    atom_type(f, a, na, t[i].into == CONTENT ? &e->content_html : &e->summary_html);
                break;
            }
    }
}

/* A tag within XHTML content goes into the text, with its address if it has one. */
static void put_tag(at_feed *f, at_str name, bool end)
{
    at_buf_put(f->to, end ? AT_S("</") : AT_S("<"));
    at_buf_put(f->to, name);
    at_buf_putc(f->to, '>');
}

static void root_element(at_feed *f, at_str name)
{
    f->root_seen = true;
    size_t n = name.n < sizeof f->root ? name.n : sizeof f->root - 1;
    memcpy(f->root, name.p, n);
    f->wrong_root = !at_eq(name, AT_S("rss")) && !at_eq(name, AT_S("RDF")) && !at_eq(name, AT_S("feed"));
    if (f->wrong_root)
        stop(f);
}

/* What the feed says of itself. */
static void head_child(at_feed *f, at_str name)
{
    if (at_eq(name, AT_S("title")) && !f->feed_title.n)
        open_field(f, SOURCE, &f->feed_title);
    else if (at_eq(name, AT_S("language")) && !f->feed_language.n)
        open_field(f, LANGUAGE, &f->feed_language);
}

static void on_start(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int nns, const xmlChar **ns,
                     int na, int nd, const xmlChar **a)
{
    at_feed *f = user;
    at_str name = name_of(local);
    (void)prefix;
    (void)nns;
    (void)ns;
    (void)nd;
    f->depth++;
    if (!f->root_seen) {
        at_str lang = attribute(a, na, "lang");
        if (lang.n)
            at_buf_put(&f->feed_language, lang);
        root_element(f, name);
        if (f->wrong_root) /* the parser was stopped: what the event pointed at is gone */
            return;
    }
    if (f->into) {
        if (f->xhtml)
            put_tag(f, name, false);
        return;
    }
    if (!f->item_depth && (at_eq(name, AT_S("item")) || at_eq(name, AT_S("entry")))) {
        f->item_depth = f->depth;
        f->now.atom = at_eq(name, AT_S("entry"));
        f->now.byte = tag_byte(f);
    } else if (!f->item_depth && (at_eq(name, AT_S("channel")) || (f->depth == 1 && at_eq(name, AT_S("feed"))))) {
        f->head_depth = f->depth;
    } else if (f->item_depth && f->depth == f->item_depth + 1) {
        item_child(f, name, uri, a, na);
    } else if (f->parent_author && f->depth == f->parent_author + 1 && at_eq(name, AT_S("name"))) {
        open_field(f, AUTHOR, &f->now.f[AUTHOR]);
    } else if (f->parent_source && f->depth == f->parent_source + 1 && at_eq(name, AT_S("title"))) {
        open_field(f, SOURCE, &f->now.f[SOURCE]);
    } else if (!f->item_depth && f->head_depth && f->depth == f->head_depth + 1) {
        head_child(f, name);
    }
}

static void end_item(at_feed *f)
{
    if (f->nitems == f->cap) {
        size_t cap = f->cap ? f->cap * 2 : 8;
        entry *p = realloc(f->items, cap * sizeof *p);
        if (!p) {
            f->memory = true;
            stop(f);
            return;
        }
        f->items = p;
        f->cap = cap;
    }
    f->items[f->nitems++] = f->now;
    memset(&f->now, 0, sizeof f->now);
    f->item_depth = f->parent_author = f->parent_source = 0;
}

static void on_end(void *user, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    at_feed *f = user;
    (void)prefix;
    (void)uri;
    if (f->into && f->depth == f->field_depth) {
        f->into = NONE;
        f->xhtml = false;
    } else if (f->into && f->xhtml) {
        put_tag(f, name_of(local), true);
    }
    if (f->depth == f->parent_author)
        f->parent_author = 0;
    if (f->depth == f->parent_source)
        f->parent_source = 0;
    if (f->depth == f->head_depth)
        f->head_depth = 0;
    if (f->item_depth && f->depth == f->item_depth)
        end_item(f);
    f->depth--;
}

static void on_text(void *user, const xmlChar *p, int n)
{
    at_feed *f = user;
    if (!f->into)
        return;
    at_str s = {(const char *)p, (size_t)n};
    if (f->xhtml) {
        for (size_t i = 0; i < s.n; i++)
            if (s.p[i] == '<')
                at_buf_put(f->to, AT_S("&lt;"));
            else if (s.p[i] == '&')
                at_buf_put(f->to, AT_S("&amp;"));
            else
                at_buf_putc(f->to, s.p[i]);
    } else {
        at_buf_put(f->to, s);
    }
    f->memory |= f->to->bad;
    f->large |= item_size(&f->now) > AT_FEED_ITEM || f->feed_title.n > AT_FEED_ITEM || f->feed_language.n > AT_FEED_ITEM;
    if (f->memory || f->large)
        stop(f);
}

/* Names that HTML has and XML has not (&nbsp;), which feeds use without saying so. */
static xmlEntityPtr on_entity(void *user, const xmlChar *name)
{
    at_feed *f = user;
    const htmlEntityDesc *e = htmlEntityLookup(name);
    if (!e)
        return NULL;
    memset(&f->entity, 0, sizeof f->entity);
    memset(f->entity_text, 0, sizeof f->entity_text);
    f->entity.type = XML_ENTITY_DECL;
    f->entity.name = (const xmlChar *)e->name;
    f->entity.length = (int)put_char(f->entity_text, e->value);
    f->entity.content = f->entity.orig = (xmlChar *)f->entity_text;
    f->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
    return &f->entity;
}

static void on_entity_decl(void *user, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                           xmlChar *content)
{
    at_feed *f = user;
    (void)name;
    (void)type;
    (void)public_id;
    (void)system_id;
    (void)content;
    if (!f->hostile)
        f->fault_byte = tag_byte(f);
    f->hostile = true;
    stop(f);
}

static void on_error(void *user, xmlErrorPtr e)
{
    at_feed *f = user;
    if (!f->ctx || f->fault[0] || e->level < XML_ERR_ERROR || e->domain == XML_FROM_NAMESPACE)
        return;
    long at = xmlByteConsumed(f->ctx);
    f->fault_byte = at < 0 ? f->fed : (size_t)at;
    at_str s = at_trim(at_sub(at_strz(e->message), 0, sizeof f->fault - 1));
    memcpy(f->fault, s.p, s.n);
    f->fault[s.n] = 0;
}

/* ---- items out of it ---- */

bool at_feed_looks(at_str s)
{
    s = at_trim(at_sub(s, 0, 8192));
    if (at_starts(s, AT_S("\xEF\xBB\xBF")))
        s = at_sub(s, 3, s.n);
    if (at_starts(s, AT_S("{")))
        return at_index(s, AT_S("jsonfeed.org/version"), 0) != SIZE_MAX;
    for (size_t i = 0; i < s.n; i++) { /* the first element */
        char c = i + 1 < s.n ? s.p[i + 1] : 0;
        if (s.p[i] != '<' || !((c | 32) >= 'a' && (c | 32) <= 'z'))
            continue;
        at_str rest = at_sub(s, i + 1, s.n);
        return at_starts(rest, AT_S("rss")) || at_starts(rest, AT_S("rdf:RDF")) || at_starts(rest, AT_S("feed")) ||
               (at_starts(rest, AT_S("atom:feed")));
    }
    return false;
}

static at_code begin(at_feed **out, at_bytes *in, at_err *err)
{
    at_code rc = at_bytes_need(in, 8192, err);
    if (rc != AT_OK)
        return rc;
    at_feed *f = *out = calloc(1, sizeof *f);
    if (!f)
        return at_fail(err, AT_ENOMEM, "out of memory");
    at_str head = at_trim(at_sub(at_bytes_have(in), 0, 64));
    if (at_starts(head, AT_S("\xEF\xBB\xBF")))
        head = at_sub(head, 3, head.n);
    f->is_json = at_starts(head, AT_S("{"));
    if (f->is_json)
        return AT_OK;
    f->sax.initialized = XML_SAX2_MAGIC;
    f->sax.startElementNs = on_start;
    f->sax.endElementNs = on_end;
    f->sax.characters = f->sax.cdataBlock = f->sax.ignorableWhitespace = on_text;
    f->sax.getEntity = on_entity;
    f->sax.entityDecl = on_entity_decl;
    f->sax.serror = on_error;
    f->ctx = xmlCreatePushParserCtxt(&f->sax, f, NULL, 0, NULL);
    if (!f->ctx)
        return at_fail(err, AT_ENOMEM, "out of memory");
    (void)xmlCtxtUseOptions(f->ctx, XML_PARSE_NONET | XML_PARSE_RECOVER);
    return AT_OK;
}

void at_feed_release(at_feed *f)
{
    if (!f)
        return;
    at_feed_json_release(&f->json);
    if (f->ctx && f->ctx->myDoc) { /* the parser makes one for itself when it meets declarations */
        xmlFreeDoc(f->ctx->myDoc);
        f->ctx->myDoc = NULL;
    }
    xmlFreeParserCtxt(f->ctx);
    for (size_t i = 0; i < f->nitems; i++) /* those that were given out are empty */
        release_entry(&f->items[i]);
    release_entry(&f->now);
    at_buf_release(&f->feed_title);
    at_buf_release(&f->feed_language);
    free(f->items);
    free(f);
}

static at_str copy(at_arena *mem, const at_buf *b)
{
    return b->p ? at_trim(at_arena_str(mem, (at_str){b->p, b->n})) : AT_S("");
}

/* "mail@x.org (A. Writer)" -> A. Writer; an address alone says no name. */
static at_str author(at_str s)
{
    size_t open = at_index_char(s, '(', 0), close = at_index_char(s, ')', 0);
    if (at_index_char(s, '@', 0) == SIZE_MAX)
        return s;
    return open != SIZE_MAX && close != SIZE_MAX && close > open ? at_trim(at_sub(s, open + 1, close)) : AT_S("");
}

static void give(at_feed *f, at_arena *mem, at_item *item)
{
    entry *e = &f->items[f->given++];
    at_report *r = &item->report;
    at_str title = copy(mem, &e->f[TITLE]), content = copy(mem, &e->f[CONTENT]), summary = copy(mem, &e->f[SUMMARY]);
    bool full = content.n > 0, html = full ? e->content_html : e->summary_html;
    r->text = full ? content : summary;
    r->form = (e->atom ? html : at_feed_markup(r->text)) ? AT_FORM_HTML : AT_FORM_TEXT;
    r->piece = 1;
    r->charset = AT_S("utf-8");
    r->title = e->title_html ? at_feed_plain(mem, title) : title;
    r->url = copy(mem, &e->f[LINK]);
    if (!r->url.n && at_starts(copy(mem, &e->f[ID]), AT_S("http")))
        r->url = copy(mem, &e->f[ID]);
    r->name = r->url.n ? r->url : copy(mem, &e->f[ID]);
    r->byline = author(copy(mem, &e->f[AUTHOR]));
    r->published = at_time_iso(mem, copy(mem, &e->f[DATE]));
    if (!r->published.n)
        r->published = at_time_iso(mem, copy(mem, &e->f[UPDATED]));
    r->publisher = e->f[SOURCE].n ? copy(mem, &e->f[SOURCE]) : copy(mem, &f->feed_title);
    r->language = e->f[LANGUAGE].n ? copy(mem, &e->f[LANGUAGE]) : copy(mem, &f->feed_language);
    if (e->atom && !full)
        r->problem = AT_S("the feed gives a summary only");
    item->byte = r->within_byte = e->byte;
    item->kind = AT_ITEM_REPORT;
    release_entry(e);
    if (f->given == f->nitems)
        f->given = f->nitems = 0;
}

/* The end of the document: what was wrong with it. */
static at_code finish(at_feed *f, at_item *item, at_err *err)
{
    item->kind = AT_ITEM_END;
    if (f->closed)
        return AT_OK;
    f->closed = true;
    if (f->memory)
        return at_fail(err, AT_ENOMEM, "out of memory");
    if (f->hostile)
        return at_fail_at(err, AT_ELIMIT, f->fault_byte, "the feed declares entities, which no feed needs: not read on");
    if (f->large)
        return at_fail_at(err, AT_ELIMIT, f->fed, "an item of the feed has more than %zu MiB: not read on", AT_FEED_ITEM >> 20);
    if (!f->root_seen)
        return at_fail_at(err, AT_EPARSE, f->fault_byte, "no feed: %s", f->fault[0] ? f->fault : "no element in it");
    if (f->wrong_root)
        return at_fail_at(err, AT_EPARSE, 0, "no feed: the root element is <%.31s>, not rss, rdf:RDF or feed", f->root);
    if (f->fault[0])
        return at_fail_at(err, AT_EPARSE, f->fault_byte, "the feed is not well formed: %.100s; what could be read of it was",
                          f->fault);
    return AT_OK;
}

static at_code next_xml(at_feed *f, at_bytes *in, at_arena *mem, at_item *item, at_err *err)
{
    while (f->given == f->nitems) {
        bool stopped = f->hostile || f->large || f->memory || f->wrong_root || f->closed;
        if (stopped)
            return finish(f, item, err);
        at_code rc = at_bytes_need(in, 1, err);
        if (rc != AT_OK)
            return rc;
        at_str have = at_sub(at_bytes_have(in), 0, STEP);
        (void)xmlParseChunk(f->ctx, have.p, (int)have.n, have.n == 0);
        f->fed += have.n;
        at_bytes_take(in, have.n);
        if (!have.n && f->given == f->nitems)
            return finish(f, item, err);
    }
    give(f, mem, item);
    return AT_OK;
}

at_code at_feed_next(at_feed **out, at_bytes *in, at_arena *mem, at_item *item, at_err *err)
{
    if (!*out) {
        at_code rc = begin(out, in, err);
        if (rc != AT_OK)
            return rc;
    }
    at_feed *f = *out;
    return f->is_json ? at_feed_json_next(&f->json, in, mem, item, err) : next_xml(f, in, mem, item, err);
}
