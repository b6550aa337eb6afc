/* Files and streams as a sequence of reports, one at a time: a text file or a page is one report, all others hold many. */
#include <attest.h>

#include "base/err.h"
#include "base/str.h"
#include "read/bytes.h"
#include "read/feed.h"
#include "read/html_live.h"
#include "read/jsonl.h"
#include "read/mail.h"
#include "read/pdf.h"
#include "read/sniff.h"
#include "read/warc.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* A line or a file beyond this is refused: no report is that long, and spans are 32 bits wide. */
#define LARGEST ((size_t)512 << 20)
#define MEMORY  ((size_t)1 << 30) /* what decoding one report may take */

struct at_input {
    at_bytes in;
    at_from from;
    char *path;
    size_t line; /* lines given out so far */
    bool ended;
    at_arena mem; /* of the item given out last */
    jmp_buf fail;
    at_jsonl json;
    at_warc warc;
    at_mail mail;
    at_feed *feed;
    at_buf pdf;
    at_arena live_mem; /* of a live blog whose posts are given out one by one */
    at_live live;
    at_item page; /* the live blog as a whole */
    size_t post;  /* the next one; 0: none is under way */
};

static at_code create(at_input **out, const char *path, at_from from, at_err *err)
{
    at_input *in = *out = calloc(1, sizeof *in);
    if (in)
        in->path = malloc(strlen(path) + 1);
    if (!in || !in->path) {
        free(in);
        *out = NULL;
        return at_fail(err, AT_ENOMEM, "out of memory");
    }
    memcpy(in->path, path, strlen(path) + 1);
    in->from = from;
    at_arena_init(&in->mem, MEMORY, &in->fail);
    at_arena_init(&in->live_mem, MEMORY, &in->fail);
    return AT_OK;
}

at_code at_input_open(at_input **out, const char *path, at_from from, at_err *err)
{
    *out = NULL;
    int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : 0;
    if (fd < 0)
        return at_fail_sys(err, "%s", strerror(errno));
    at_code rc = create(out, path, from, err);
    if (rc == AT_OK)
        at_bytes_open(&(*out)->in, fd);
    else if (fd)
        close(fd);
    return rc;
}

at_code at_input_open_bytes(at_input **out, const char *name, at_str bytes, at_from from, at_err *err)
{
    at_code rc = create(out, name, from, err);
    if (rc == AT_OK)
        at_bytes_memory(&(*out)->in, bytes);
    return rc;
}

void at_input_close(at_input *in)
{
    if (!in)
        return;
    at_bytes_release(&in->in);
    at_jsonl_release(&in->json);
    at_warc_release(&in->warc);
    at_feed_release(in->feed);
    at_buf_release(&in->pdf);
    at_arena_release(&in->mem);
    at_arena_release(&in->live_mem);
    free(in->path);
    free(in);
}

/* The file's name without its folders. */
static at_str base_name(const at_input *in)
{
    at_str name = at_strz(in->path);
    for (size_t i = name.n; i-- > 0;)
        if (name.p[i] == '/')
            return at_sub(name, i + 1, name.n);
    return at_eq(name, AT_S("-")) ? AT_S("stdin") : name;
}

/* The whole of what is left, in the window. */
static at_code whole(at_input *in, at_str *out, size_t largest, at_err *err)
{
    in->ended = true;
    at_code rc = at_bytes_need(&in->in, largest + 1, err);
    if (rc != AT_OK)
        return rc;
    *out = at_bytes_have(&in->in);
    return out->n > largest ? at_fail(err, AT_ELIMIT, "the file is larger than %zu MiB", largest >> 20) : AT_OK;
}

/* The next post of the page that is a live blog, as a report of its own. */
static void next_post(at_input *in, at_item *item)
{
    const at_live *l = &in->live;
    const at_live_post *x = &l->posts.p[in->post];
    const at_report *page = &in->page.report;
    *item = in->page;
    at_report *r = &item->report;
    r->name = at_arena_fmt(&in->live_mem, "%.*s:%zu", AT_FMT(page->name), ++in->post);
    r->url = page->url.n ? page->url : l->said.url;
    r->publisher = page->publisher.n ? page->publisher : l->said.publisher;
    r->byline = page->byline.n ? page->byline : l->said.byline;
    r->published = x->when;
    r->language = page->language.n ? page->language : l->said.language;
    r->title = page->title.n ? page->title : l->said.title;
    r->text = at_sub(page->text, x->beg, x->end);
    r->piece = 1;
    r->charset = l->charset;
    if (!r->within.n) { /* of a page in an archive its record is named */
        r->within = base_name(in);
        r->within_byte = x->beg;
    }
    if (in->post == l->posts.n) {
        in->post = 0;
        in->ended = in->from == AT_FROM_HTML;
    }
}

/* Gives out the posts of a page that is a live blog in its place. */
static void cut_live(at_input *in, at_item *item)
{
    if (item->kind != AT_ITEM_REPORT || item->report.form != AT_FORM_HTML || item->report.piece)
        return;
    const at_html_from page = {.charset = item->report.charset, .url = item->report.url};
    at_arena_release(&in->live_mem);
    if (!at__html_live(&in->live, &in->live_mem, item->report.text, &page))
        return;
    in->page = *item;
    in->ended = false;
    next_post(in, item);
}

static at_code next_whole(at_input *in, at_item *item, at_err *err)
{
    at_str s;
    at_code rc = whole(in, &s, in->from == AT_FROM_PDF ? AT_PDF_LARGEST : LARGEST, err);
    if (rc == AT_OK && in->from == AT_FROM_PDF)
        rc = at_pdf_read(&item->report, &in->pdf, &in->mem, s, err);
    else if (rc == AT_OK)
        item->report.text = s;
    item->kind = AT_ITEM_REPORT;
    item->report.form = in->from == AT_FROM_HTML ? AT_FORM_HTML : AT_FORM_TEXT;
    item->report.name = base_name(in);
    if (rc == AT_OK)
        cut_live(in, item);
    return rc;
}

/* Cuts the next line off the window, without its end. *got is false at the end of the input. */
static at_code cut_line(at_bytes *in, at_str *line, bool *got, bool *too_long, at_err *err)
{
    size_t seen = 0;
    *got = *too_long = false;
    for (;;) {
        at_str have = at_bytes_have(in);
        size_t end = at_index_char(have, '\n', seen);
        if (end == SIZE_MAX && in->eof) {
            if (!have.n && !*too_long)
                return AT_OK;
            end = have.n;
        }
        if (end != SIZE_MAX) {
            *line = at_sub(have, 0, end);
            at_bytes_take(in, end < have.n ? end + 1 : end);
            *got = true;
            return AT_OK;
        }
        if (have.n > LARGEST) { /* keep the memory bounded: forget what was read of it */
            *too_long = true;
            at_bytes_take(in, have.n);
        }
        seen = at_bytes_have(in).n;
        at_code rc = at_bytes_more(in, err);
        if (rc != AT_OK)
            return rc;
    }
}

static at_code next_line(at_input *in, at_item *item, at_err *err)
{
    for (;;) {
        at_str line;
        bool got, too_long;
        size_t start = at_bytes_at(&in->in);
        at_err e;
        at_code rc = cut_line(&in->in, &line, &got, &too_long, err);
        if (rc != AT_OK || !got) {
            in->ended = true;
            item->kind = AT_ITEM_END;
            return rc;
        }
        item->line = ++in->line;
        item->byte = start;
        if (too_long)
            return at_fail_at(err, AT_ELIMIT, start, "line %zu is longer than %zu MiB", item->line, LARGEST >> 20);
        if (in->line == 1 && at_starts(line, AT_S("\xEF\xBB\xBF")))
            line = at_sub(line, 3, line.n);
        if (!at_trim(line).n)
            continue;
        rc = at_jsonl_parse(&in->json, item, line, &e);
        return rc == AT_OK ? rc : at_fail_at(err, rc, start + e.pos, "line %zu: %.200s", item->line, e.msg);
    }
}

/* The next item of a file that holds many reports; says in each where it comes from. */
static at_code next_of_many(at_input *in, at_item *item, at_err *err)
{
    at_code rc = in->from == AT_FROM_WARC   ? at_warc_next(&in->warc, &in->in, &in->mem, item, err)
                 : in->from == AT_FROM_FEED ? at_feed_next(&in->feed, &in->in, &in->mem, item, err)
                                            : at_mail_next(&in->mail, &in->in, &in->mem, item, err);
    if (rc == AT_OK && item->kind == AT_ITEM_REPORT) {
        item->report.within = base_name(in);
        if (!item->report.name.n)
            item->report.name = at_arena_fmt(&in->mem, "%.*s:%zu", AT_FMT(base_name(in)), item->byte);
        if (in->from == AT_FROM_WARC)
            cut_live(in, item);
    }
    return rc;
}

static at_code next(at_input *in, at_item *item, at_err *err)
{
    if (in->from == AT_FROM_AUTO) {
        at_code rc = at_bytes_need(&in->in, 16, err);
        /* a stream that comes slowly is not waited for, nor is a second member of gzip touched, which may be damaged */
        if (rc == AT_OK && strcmp(in->path, "-") && in->in.pack == AT_PACK_NONE)
            rc = at_bytes_need(&in->in, AT_SNIFF, err);
        if (rc != AT_OK)
            return rc;
        in->from = at_sniff(at_strz(in->path), at_sub(at_bytes_have(&in->in), 0, AT_SNIFF));
    }
    if (in->post) {
        next_post(in, item);
        return AT_OK;
    }
    switch (in->from) {
    case AT_FROM_JSONL:
        return next_line(in, item, err);
    case AT_FROM_WARC:
    case AT_FROM_FEED:
    case AT_FROM_MAIL:
        return next_of_many(in, item, err);
    default:
        return next_whole(in, item, err);
    }
}

at_code at_input_next(at_input *in, at_item *item, at_err *err)
{
    at_err e = {0};
    memset(item, 0, sizeof *item);
    if (in->ended)
        return AT_OK;
    if (!in->post) /* a live blog lives on until its last post is out */
        at_arena_release(&in->mem);
    int jump = setjmp(in->fail);
    if (jump) { /* the item is dropped; what comes behind it can be read */
        in->ended = jump == AT_ENOMEM || (in->post && in->from == AT_FROM_HTML);
        in->post = 0;
        return at_fail(err, (at_code)jump,
                       jump == AT_ELIMIT ? "decoding this report takes more than %zu MiB" : "out of memory (limit %zu MiB)",
                       MEMORY >> 20);
    }
    at_code rc = next(in, item, &e);
    if (rc == AT_OK)
        return rc;
    if (rc == AT_EIO || rc == AT_ENOMEM || in->from == AT_FROM_AUTO)
        in->ended = true;
    if (err)
        *err = e;
    return rc;
}
