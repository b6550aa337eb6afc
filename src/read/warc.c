#include "read/warc.h"

#include "base/err.h"
#include "base/str.h"
#include "read/http.h"

#define HEAD ((size_t)64 << 10) /* bytes a head (of the record, of HTTP) may have */

typedef struct {
    at_str type, uri, content, payload, segment;
    size_t length;
    size_t byte; /* in the file */
} record;

void at_warc_release(at_warc *w)
{
    at_buf_release(&w->chunks);
    at_buf_release(&w->body);
}

/* One more of a media type; the last row counts all that found no row of their own. */
static void count_kind(at_warc *w, at_str type)
{
    size_t i;
    w->types++;
    if (!type.n)
        type = AT_S("no type");
    type = at_sub(type, 0, sizeof w->kinds[0].name - 1);
    for (i = 0; i < w->nkinds; i++)
        if (at_eq_fold(at_strz(w->kinds[i].name), type)) {
            w->kinds[i].n++;
            return;
        }
    if (w->nkinds == AT_WARC_KINDS)
        return;
    w->nkinds++;
    for (size_t k = 0; k < type.n; k++) /* names come from outside: nothing but plain characters */
        w->kinds[i].name[k] = type.p[k] > 0x20 && type.p[k] < 0x7F ? type.p[k] : '?';
    w->kinds[i].n = 1;
}

/* "1,000 records: ..." for people. */
static at_str summary(at_warc *w, at_arena *mem)
{
    at_str s =
        at_arena_fmt(mem, "%zu record%s, %zu page%s", w->records, w->records == 1 ? "" : "s", w->pages, w->pages == 1 ? "" : "s");
    const struct {
        size_t n;
        const char *what;
    } parts[] = {{w->revisits, "revisits of pages that are stored elsewhere"},
                 {w->status, "answers other than 200"},
                 {w->failed, "that cannot be read"},
                 {w->segments, "later parts of records in parts"},
                 {w->other, "requests and metadata"},
                 {w->types, "not HTML"}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].n)
            s = at_arena_cat(mem, s, at_arena_fmt(mem, "; %zu %s", parts[i].n, parts[i].what));
    size_t told = 0;
    bool used[AT_WARC_KINDS] = {false};
    for (int round = 0; round < 4 && w->types; round++) {
        size_t best = w->nkinds;
        for (size_t i = 0; i < w->nkinds; i++)
            if (!used[i] && (best == w->nkinds || w->kinds[i].n > w->kinds[best].n))
                best = i;
        if (best == w->nkinds)
            break;
        used[best] = true;
        told += w->kinds[best].n;
        s = at_arena_cat(mem, s, at_arena_fmt(mem, "%s%s %zu", round ? ", " : " (", w->kinds[best].name, w->kinds[best].n));
    }
    if (told)
        s = at_arena_cat(mem, s, told < w->types ? at_arena_fmt(mem, ", others %zu)", w->types - told) : AT_S(")"));
    return s;
}

static at_code end(at_warc *w, at_arena *mem, at_item *item)
{
    item->kind = AT_ITEM_END;
    if (!w->told && w->records) {
        item->kind = AT_ITEM_NOTE;
        item->note = summary(w, mem);
    }
    w->told = true;
    return AT_OK;
}

/* The head of a record, with its blank line, or empty at the end of the input or if there is none within HEAD bytes. */
static at_code read_head(at_bytes *in, at_str *head, at_err *err)
{
    size_t seen = 0;
    for (;;) {
        at_str have = at_bytes_have(in);
        size_t crlf = at_index(at_sub(have, 0, HEAD), AT_S("\r\n\r\n"), seen),
               lf = at_index(at_sub(have, 0, HEAD), AT_S("\n\n"), seen);
        size_t at = crlf != SIZE_MAX && (lf == SIZE_MAX || crlf < lf) ? crlf + 4 : lf != SIZE_MAX ? lf + 2 : 0;
        *head = at_sub(have, 0, at);
        if (at || in->eof || have.n >= HEAD)
            return AT_OK;
        seen = have.n > 3 ? have.n - 3 : 0;
        at_code rc = at_bytes_more(in, err);
        if (rc != AT_OK)
            return rc;
    }
}

/* False if it is no head of a record that can be followed: no version line, or no length. */
static bool parse_head(record *r, at_arena *mem, at_str head)
{
    at_str line, name, value;
    int64_t n = -1;
    r->type = r->uri = r->content = r->payload = r->segment = AT_S("");
    if (!at_starts(head, AT_S("WARC/")) || !at_cut(&head, '\n', &line))
        return false;
    while (head.n && at_cut(&head, '\n', &line)) {
        if (!at_http_field(line, &name, &value))
            continue;
        if (at_eq_fold(name, AT_S("warc-type")))
            r->type = at_arena_str(mem, value);
        else if (at_eq_fold(name, AT_S("warc-target-uri"))) /* WARC/1.0 tools wrote it in angle brackets */
            r->uri = at_arena_str(mem, at_starts(value, AT_S("<")) && at_ends(value, AT_S(">")) ? at_sub(value, 1, value.n - 1)
                                                                                                : value);
        else if (at_eq_fold(name, AT_S("content-type")))
            r->content = at_arena_str(mem, value);
        else if (at_eq_fold(name, AT_S("warc-identified-payload-type")))
            r->payload = at_arena_str(mem, value);
        else if (at_eq_fold(name, AT_S("warc-segment-number")))
            r->segment = at_arena_str(mem, value);
        else if (at_eq_fold(name, AT_S("content-length")) && (!at_to_i64(value, &n) || n < 0))
            return false;
    }
    r->length = n < 0 ? 0 : (size_t)n;
    return n >= 0;
}

static bool html_type(at_str type)
{
    return at_eq_fold(type, AT_S("text/html")) || at_eq_fold(type, AT_S("application/xhtml+xml"));
}

/* Does content without a type begin as a page does? */
static bool looks_html(at_str s)
{
    s = at_trim(at_sub(s, 0, 512));
    if (at_starts(s, AT_S("\xEF\xBB\xBF")))
        s = at_sub(s, 3, s.n);
    return at_starts_fold(s, AT_S("<!doctype html")) || at_starts_fold(s, AT_S("<html")) || at_starts_fold(s, AT_S("<head"));
}

/* Passes over `left` bytes of the block. */
static at_code pass(at_bytes *in, size_t left, at_err *err)
{
    size_t skipped;
    at_code rc = at_bytes_skip(in, left, &skipped, err);
    return rc == AT_OK && skipped < left ? at_fail_at(err, AT_EPARSE, at_bytes_file(in), "the file ends within a record") : rc;
}

/* The page of a record whose block of `length` bytes begins at the window. *page: it is one. */
static at_code take_page(at_warc *w, const record *r, at_bytes *in, at_item *item, bool *page, at_err *err)
{
    at_http h = {.type = AT_S("")};
    at_str media = r->content, first;
    bool http = at_starts_fold(r->content, AT_S("application/http"));
    *page = false;
    at_code rc = at_bytes_need(in, r->length < HEAD ? r->length : HEAD, err);
    if (rc != AT_OK)
        return rc;
    first = at_sub(at_bytes_have(in), 0, r->length);
    if (http && (!at_http_head(&h, first))) {
        count_kind(w, AT_S("no HTTP"));
        return pass(in, r->length, err);
    }
    if (http && h.status != 200) {
        w->status++;
        return pass(in, r->length, err);
    }
    if (!http) {
        (void)at_cut(&media, ';', &h.type);
        h.type = at_trim(h.type);
        h.charset = at_http_param(r->content, "charset");
    }
    bool text = at_eq_fold(r->type, AT_S("conversion")) && at_eq_fold(h.type, AT_S("text/plain"));
    if (!text && !html_type(h.type) && !(!h.type.n && (html_type(r->payload) || looks_html(at_sub(first, h.head, first.n))))) {
        count_kind(w, h.type.n ? h.type : r->payload);
        return pass(in, r->length, err);
    }
    if (r->length > AT_WARC_LARGEST) {
        w->failed++;
        rc = pass(in, r->length, err);
        return rc != AT_OK
                   ? rc
                   : at_fail_at(err, AT_ELIMIT, r->byte, "record of %zu bytes (%.150s); at most %zu MiB of a page are read",
                                r->length, r->uri.n ? r->uri.p : "", AT_WARC_LARGEST >> 20);
    }
    rc = at_bytes_need(in, r->length, err);
    if (rc != AT_OK)
        return rc;
    *page = true;
    item->report.form = text ? AT_FORM_TEXT : AT_FORM_HTML;
    if (http) { /* the window may have moved: once more, now on the whole block */
        (void)at_http_head(&h, at_sub(at_bytes_have(in), 0, r->length));
        item->report.language = h.lang;
    }
    at_str block = at_sub(at_bytes_have(in), 0, r->length);
    bool damaged;
    rc = at_http_body(&h, &item->report.text, &w->chunks, &w->body, at_sub(block, h.head, block.n), AT_WARC_LARGEST, &damaged,
                      err);
    if (rc == AT_ELIMIT || rc == AT_EPARSE) {
        w->failed++;
        err->pos = r->byte;
    }
    if (damaged)
        item->report.problem = AT_S("the content of the archive's record is cut short or damaged");
    if (block.n < r->length)
        item->report.problem = AT_S("the archive ends within this record");
    item->report.charset = h.charset;
    at_bytes_take(in, block.n);
    return rc;
}

static at_code one_record(at_warc *w, const record *r, at_bytes *in, at_item *item, bool *page, at_err *err)
{
    *page = false;
    w->records++;
    if (r->segment.n && !at_eq(r->segment, AT_S("1"))) {
        w->segments++;
    } else if (at_eq_fold(r->type, AT_S("revisit"))) {
        w->revisits++;
    } else if (at_eq_fold(r->type, AT_S("response")) || at_eq_fold(r->type, AT_S("resource")) ||
               at_eq_fold(r->type, AT_S("conversion"))) {
        at_code rc = take_page(w, r, in, item, page, err);
        if (rc == AT_OK && *page) {
            w->pages++;
            item->kind = AT_ITEM_REPORT;
            item->report.name = item->report.url = r->uri;
            item->byte = item->report.within_byte = r->byte;
        }
        return rc;
    } else {
        w->other++;
    }
    return pass(in, r->length, err);
}

/* After damage: on to the next record, which begins with its version at a line's start. */
static at_code search(at_bytes *in, at_err *err)
{
    bool found;
    at_code rc = at_bytes_next_member(in, &found, err);
    if (rc != AT_OK || found || in->pack == AT_PACK_GZIP)
        return rc;
    for (;;) {
        at_str have = at_bytes_have(in);
        size_t at = at_index(have, AT_S("\nWARC/1."), 0);
        if (at != SIZE_MAX) {
            at_bytes_take(in, at + 1);
            return AT_OK;
        }
        at_bytes_take(in, have.n > 8 ? have.n - 8 : 0);
        if (in->eof) {
            at_bytes_take(in, at_bytes_have(in).n);
            return AT_OK;
        }
        if ((rc = at_bytes_more(in, err)) != AT_OK)
            return rc;
    }
}

/* Blank lines between records. */
static at_code blanks(at_bytes *in, at_err *err)
{
    for (;;) {
        at_code rc = at_bytes_need(in, 1, err);
        at_str have = at_bytes_have(in);
        if (rc != AT_OK || !have.n)
            return rc;
        size_t n = 0;
        while (n < have.n && (have.p[n] == '\r' || have.p[n] == '\n'))
            n++;
        at_bytes_take(in, n);
        if (n < have.n)
            return AT_OK;
    }
}

static at_code step(at_warc *w, at_bytes *in, at_arena *mem, at_item *item, bool *done, at_err *err)
{
    record r;
    at_str head;
    at_code rc = AT_OK;
    *done = true;
    if (w->lost) {
        w->lost = false;
        rc = search(in, err);
    }
    if (rc == AT_OK)
        rc = blanks(in, err);
    if (rc != AT_OK)
        return rc;
    if (!at_bytes_have(in).n)
        return end(w, mem, item);
    rc = read_head(in, &head, err);
    if (rc != AT_OK)
        return rc;
    r.byte = at_bytes_file(in);
    if (!parse_head(&r, mem, head)) {
        w->lost = true;
        return at_fail_at(err, AT_EPARSE, r.byte,
                          "no WARC record begins here, or it does not say its length; looking for the next one");
    }
    at_bytes_take(in, head.n);
    rc = one_record(w, &r, in, item, done, err);
    return rc;
}

at_code at_warc_next(at_warc *w, at_bytes *in, at_arena *mem, at_item *item, at_err *err)
{
    for (;;) {
        bool done;
        at_mark m = at_arena_mark(mem);
        size_t was = w->failed;
        memset(&item->report, 0, sizeof item->report);
        at_code rc = step(w, in, mem, item, &done, err);
        if ((rc == AT_EPARSE || rc == AT_ELIMIT) && w->failed == was && !w->lost) { /* a damaged member or a cut file */
            w->failed++;
            w->lost = true;
        }
        if (rc != AT_OK || done)
            return rc;
        at_arena_reset(mem, m);
    }
}
