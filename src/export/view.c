/* The public ways to text for people: of one record, of the record file, of one finding in it. */
#include <attest.h>

#include "base/err.h"
#include "base/str.h"
#include "export/show.h"

/* What a call holds while its memory may run out: released in one place. */
typedef struct {
    at_arena mem;
    jmp_buf fail;
    json_t *json;
    at_buf out;
    at_page page;
    at_show_opts opts;
    at_days days;
} held;

static at_code finish(held *h, at_code rc, char **text, size_t *n, at_err *err)
{
    json_decref(h->json);
    at_arena_release(&h->mem);
    at_page_release(&h->page);
    if (rc == AT_OK && h->out.bad)
        rc = at_fail(err, AT_ENOMEM, "out of memory");
    if (rc != AT_OK) {
        at_buf_release(&h->out);
        return rc;
    }
    *text = h->out.p;
    *n = h->out.n;
    return AT_OK;
}

static at_code day_of(int32_t *day, at_str s, at_err *err)
{
    *day = at_day_parse(s);
    if (s.n && *day == AT_NODAY)
        return at_fail(err, AT_EUSAGE, "\"%.*s\" is no day; write it as 2022-01-06", (int)(s.n < 40 ? s.n : 40), s.p);
    return AT_OK;
}

/* First call of every way: everything is empty, the options are checked. */
static at_code start(held *h, const at_show_opts *o, at_err *err)
{
    memset(h, 0, sizeof *h);
    if (o)
        h->opts = *o;
    h->page = (at_page){.out = &h->out, .width = h->opts.width > 20 ? h->opts.width : 90, .color = h->opts.color != 0};
    at_arena_init(&h->mem, 0, &h->fail);
    at_code rc = day_of(&h->days.since, h->opts.since, err);
    return rc == AT_OK ? day_of(&h->days.until, h->opts.until, err) : rc;
}

static at_code show_one(held *h, at_err *err)
{
    at_account a = {0};
    at_code rc = at_account_add(&a, &h->mem, h->json, 0, err);
    if (rc == AT_OK)
        at_show(&h->page, &a, h->days, &h->mem);
    return rc;
}

at_code at_record_show(char **text, size_t *n, at_str json, const at_show_opts *opts, at_err *err)
{
    held h;
    json_error_t e;
    *text = NULL;
    *n = 0;
    at_code rc = start(&h, opts, err);
    if (rc != AT_OK)
        return finish(&h, rc, text, n, err);
    h.json = json_loadb(json.p, json.n, JSON_ALLOW_NUL, &e);
    if (!h.json)
        return finish(&h, at_fail_at(err, AT_EPARSE, e.position < 0 ? 0 : (size_t)e.position, "not a record: %.150s", e.text), text, n, err);
    int jump = setjmp(h.fail);
    if (jump)
        return finish(&h, at_fail(err, (at_code)jump, "out of memory"), text, n, err);
    return finish(&h, show_one(&h, err), text, n, err);
}
