#include "feed.h"

#include "out.h"
#include <string.h>
#include <unistd.h>

size_t at_threads(const at_vals *v)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return v->threads ? v->threads : n > 0 ? (size_t)n : 1;
}

at_from at_from_of(const at_vals *v)
{
    return !strcmp(v->from, "text") ? AT_FROM_TEXT : !strcmp(v->from, "jsonl") ? AT_FROM_JSONL : AT_FROM_AUTO;
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

/* All items of one input. False when the pool has stopped. */
static bool feed_file(at_pool *p, const char *path, const at_vals *v)
{
    at_input *in;
    at_err err = {0};
    const char *shown = strcmp(path, "-") ? path : "stdin";
    if (at_input_open(&in, path, at_from_of(v), &err) != AT_OK)
        return at_pool_fail(p, shown, &err);
    for (bool more = true; more;) {
        at_item item;
        at_code rc = at_input_next(in, &item, &err);
        if (rc == AT_OK && item.kind == AT_ITEM_END)
            break;
        if (rc == AT_OK && item.kind == AT_ITEM_REPORT)
            at_fill(&item.report, v);
        more = rc == AT_OK ? at_pool_put(p, shown, &item) : at_pool_fail(p, shown, &err);
        if (!more) {
            at_input_close(in);
            return false;
        }
    }
    at_input_close(in);
    return true;
}

void at_feed(at_pool *p, char **files, const at_vals *v)
{
    if (!*files) {
        (void)feed_file(p, "-", v);
        return;
    }
    for (; *files; files++)
        if (!feed_file(p, *files, v))
            return;
}

at_reader *at_open_reader(const at_vals *v)
{
    at_reader *r;
    at_err err = {0};
    const at_reader_opts o = {.data_dir = v->data, .codebook = v->codebook};
    if (at_reader_open(&r, &o, &err) == AT_OK)
        return r;
    at_say("%s", err.msg);
    return NULL;
}
