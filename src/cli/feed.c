#include "feed.h"

#include "out.h"
#include "paths.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

size_t at_threads(const at_vals *v)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return v->threads ? v->threads : n > 0 ? (size_t)n : 1;
}

at_from at_from_of(const at_vals *v)
{
    static const struct {
        const char *name;
        at_from from;
    } t[] = {{"text", AT_FROM_TEXT},   {"html", AT_FROM_HTML}, {"feed", AT_FROM_FEED}, {"warc", AT_FROM_WARC},
             {"jsonl", AT_FROM_JSONL}, {"mail", AT_FROM_MAIL}, {"pdf", AT_FROM_PDF}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++)
        if (!strcmp(v->from, t[i].name))
            return t[i].from;
    return AT_FROM_AUTO;
}

static at_str str(const char *z)
{
    at_str s = {z ? z : "", z ? strlen(z) : 0};
    return s;
}

void at_fill(at_report *r, const at_vals *v)
{
    if (!r->published.n)
        r->published = str(v->published);
    if (!r->publisher.n)
        r->publisher = str(v->publisher);
}

typedef enum { FED, STOPPED, NO_READER } fed;

static bool open_reader(at_pool *p, const at_vals *v)
{
    at_reader *r;
    at_err err = {0};
    const at_reader_opts o = {.data_dir = v->data, .codebook = v->codebook, .kernel = getenv("ATTEST_KERNEL"), .no_gate = v->no_gate}; /* the kernel: for bench/kernels.sh */
    if (at_pool_has_reader(p))
        return true;
    if (at_reader_open(&r, &o, &err) != AT_OK) {
        at_say("%s", err.msg);
        return false;
    }
    at_pool_set_reader(p, r);
    return true;
}

/* All items of one open input. */
static fed feed_items(at_pool *p, at_input *in, const char *shown, const at_vals *v)
{
    for (;;) {
        at_item item;
        at_err err = {0};
        at_code rc = at_input_next(in, &item, &err);
        if (rc == AT_OK && item.kind == AT_ITEM_END)
            return FED;
        if (rc == AT_OK && item.kind == AT_ITEM_REPORT) {
            at_fill(&item.report, v);
            if (!open_reader(p, v))
                return NO_READER;
        }
        if (!(rc == AT_OK ? at_pool_put(p, shown, &item) : at_pool_fail(p, shown, &err)))
            return STOPPED;
    }
}

static fed feed_file(at_pool *p, const char *path, const at_vals *v)
{
    at_input *in;
    at_err err = {0};
    const char *shown = strcmp(path, "-") ? path : "stdin";
    if (at_input_open(&in, path, at_from_of(v), &err) != AT_OK)
        return at_pool_fail(p, shown, &err) ? FED : STOPPED;
    fed f = feed_items(p, in, shown, v);
    at_input_close(in);
    return f;
}

typedef struct {
    at_pool *p;
    const at_vals *v;
    fed f;
} feeding;

static bool feed_path(void *user, const char *path)
{
    feeding *f = user;
    f->f = feed_file(f->p, path, f->v);
    return f->f == FED;
}

static bool note_path(void *user, const char *path, const char *note)
{
    feeding *f = user;
    at_item item = {.kind = AT_ITEM_NOTE, .note = str(note)};
    if (!at_pool_put(f->p, path, &item))
        f->f = STOPPED;
    return f->f == FED;
}

static bool bad_path(void *user, const char *path, const at_err *err)
{
    feeding *f = user;
    if (!at_pool_fail(f->p, path, err))
        f->f = STOPPED;
    return f->f == FED;
}

bool at_feed(at_pool *p, char **files, const at_vals *v)
{
    feeding f = {p, v, FED};
    const at_paths to = {feed_path, note_path, bad_path, &f};
    if (!*files)
        f.f = feed_file(p, "-", v);
    for (; f.f == FED && *files; files++)
        at_paths_each(&to, *files);
    return f.f != NO_READER;
}
