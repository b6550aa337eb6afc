/* The public ways to a report's kept text alone. */
#include <attest.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/str.h"
#include "read/source.h"
#include <stdlib.h>

static void put_text(at_buf *out, const at_kept *k, const at_report *r)
{
    (void)r;
    at_buf_put(out, k->text);
}

/* " | " between the parts of a line. */
static void part(at_buf *out, at_str s, bool *any)
{
    if (s.n && *any)
        at_buf_put(out, AT_S(" | "));
    at_buf_put(out, s);
    *any |= s.n > 0;
}

static void put_head(at_buf *out, const at_kept *k, const at_report *r)
{
    char day[16] = "";
    bool any = false;
    if (r->form == AT_FORM_TEXT)
        return;
    part(out, r->title.n ? r->title : k->said.title, &any);
    if (any)
        at_buf_putc(out, '\n');
    any = false;
    int32_t published = at_day_parse(r->published);
    published = published == AT_NODAY ? k->day : published;
    if (published != AT_NODAY)
        at_day_put(day, published);
    part(out, at_strz(day), &any);
    part(out, r->byline.n ? r->byline : k->said.byline, &any);
    part(out, r->publisher.n ? r->publisher : k->said.publisher, &any);
    if (any)
        at_buf_putc(out, '\n');
}

static at_code give(char **text, size_t *n, const at_report *report, void (*put)(at_buf *, const at_kept *, const at_report *),
                    at_err *err)
{
    at_arena mem;
    jmp_buf fail;
    at_buf out = {0};
    *text = NULL;
    *n = 0;
    if (report->text.n >= UINT32_MAX / 4)
        return at_fail(err, AT_ELIMIT, "the report has %zu bytes; at most 1 GiB can be read", report->text.n);
    at_arena_init(&mem, 0, &fail);
    int jump = setjmp(fail);
    if (jump) {
        at_arena_release(&mem);
        return at_fail(err, (at_code)jump, "out of memory");
    }
    at_kept *k = at_new(&mem, at_kept, 1);
    at_keep_report(k, &mem, report);
    at_buf_put(&out, AT_S(""));
    put(&out, k, report);
    at_arena_release(&mem);
    if (!out.p && !out.bad) /* nothing was put */
        out.p = calloc(1, 1);
    if (out.bad || !out.p) {
        at_buf_release(&out);
        return at_fail(err, AT_ENOMEM, "out of memory");
    }
    *text = out.p;
    *n = out.n;
    return AT_OK;
}

at_code at_text(char **text, size_t *n, const at_report *report, at_err *err)
{
    return give(text, n, report, put_text, err);
}

at_code at_text_head(char **text, size_t *n, const at_report *report, at_err *err)
{
    return give(text, n, report, put_head, err);
}
