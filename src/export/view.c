/* The public ways to text for people: of one record, of the record file, of one finding in it. */
#include <attest.h>

#include "base/err.h"
#include "base/str.h"
#include "export/why.h"
#include "store/near.h"
#include <stdlib.h>

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
        return finish(&h, at_fail_at(err, AT_EPARSE, e.position < 0 ? 0 : (size_t)e.position, "not a record: %.150s", e.text),
                      text, n, err);
    int jump = setjmp(h.fail);
    if (jump)
        return finish(&h, at_fail(err, (at_code)jump, "out of memory"), text, n, err);
    return finish(&h, show_one(&h, err), text, n, err);
}

/* ---- the record file ---- */

static int collect(void *user, at_str json, uint32_t number)
{
    json_t *list = user, *record = json_loadb(json.p, json.n, JSON_ALLOW_NUL, NULL);
    json_t *pair = record ? json_pack("{s:o, s:i}", "record", record, "n", (int)number) : NULL;
    return pair && json_array_append_new(list, pair) == 0;
}

/* All records that `report` names, as h->json. */
static at_code load(held *h, at_store *s, at_str report, at_err *err)
{
    h->json = json_array();
    if (!h->json)
        return at_fail(err, AT_ENOMEM, "out of memory");
    at_code rc = at_store_each(s, report, collect, h->json, err);
    if (rc == AT_OK && !json_array_size(h->json))
        rc = report.n ? at_fail(err, AT_ENOTFOUND, "no report is called \"%.*s\"; attest show lists the reports",
                                (int)(report.n < 100 ? report.n : 100), report.p)
                      : at_fail(err, AT_ENOTFOUND, "the record is empty; attest add FILE... fills it");
    return rc;
}

typedef struct {
    const json_t *record;
    at_str published; /* ISO day, or empty */
    uint32_t number;
} dated;

static int by_date(const void *x, const void *y)
{
    const dated *a = x, *b = y;
    if (!a->published.n != !b->published.n)
        return a->published.n ? -1 : 1; /* without a day: last */
    int c = at_cmp(a->published, b->published);
    return c ? c : a->number < b->number ? -1 : a->number > b->number;
}

/* The records in the order in which they were published, so that figures stand in the order of time. */
static at_code accounts(held *h, at_account *a, at_err *err)
{
    size_t n = json_array_size(h->json);
    dated *all = at_new(&h->mem, dated, n);
    at_code rc = AT_OK;
    for (size_t i = 0; i < n; i++) {
        const json_t *x = json_array_get(h->json, i), *record = json_object_get(x, "record");
        const json_t *day = json_object_get(json_object_get(record, "report"), "published");
        all[i] = (dated){record, json_is_string(day) ? at_strz(json_string_value(day)) : AT_S(""),
                         (uint32_t)json_integer_value(json_object_get(x, "n"))};
    }
    if (n)
        qsort(all, n, sizeof *all, by_date);
    for (size_t i = 0; rc == AT_OK && i < n; i++)
        rc = at_account_add(a, &h->mem, all[i].record, all[i].number, err);
    return rc;
}

/* Reports of an account by their number in the record. */
typedef struct {
    at_account *a;
    uint32_t *index; /* [most + 1] AT_NONE: not in the account */
    uint32_t most;
} numbered;

static at_told *by_number(numbered *n, int64_t number)
{
    return number > 0 && number <= n->most && n->index[number] != UINT32_MAX ? &n->a->reports.p[n->index[number]] : NULL;
}

static void take_copy(void *user, const at_copy *c)
{
    at_told *t = by_number(user, c->report);
    if (t && by_number(user, c->of)) {
        t->copy_of = (uint32_t)c->of;
        t->copied = c->share;
    }
}

/* Only where the original is shown too: nothing may be missing from what is printed. */
static void take_carried(void *user, int64_t report, int64_t pos)
{
    numbered *n = user;
    at_told *t = by_number(n, report);
    if (!t || !t->copy_of || pos < 0 || pos >= (int64_t)(t->end - t->beg))
        return;
    n->a->entries.p[t->beg + (uint32_t)pos].carried = true;
    t->carried++;
}

/* Copies of a text count once. */
static at_code copies(held *h, at_store *s, at_account *a, at_err *err)
{
    numbered n = {a, NULL, 0};
    for (size_t i = 0; i < a->reports.n; i++)
        n.most = a->reports.p[i].number > n.most ? a->reports.p[i].number : n.most;
    n.index = at_new(&h->mem, uint32_t, (size_t)n.most + 1);
    memset(n.index, 0xFF, ((size_t)n.most + 1) * sizeof *n.index);
    for (size_t i = 0; i < a->reports.n; i++)
        n.index[a->reports.p[i].number] = (uint32_t)i;
    at_code rc = at_near_each(s, take_copy, &n, err);
    return rc == AT_OK ? at_near_carried(s, take_carried, &n, err) : rc;
}

static at_code show_all(held *h, at_store *s, at_err *err)
{
    at_account a = {0};
    at_code rc = accounts(h, &a, err);
    if (rc == AT_OK)
        rc = copies(h, s, &a, err);
    if (rc == AT_OK)
        at_show(&h->page, &a, h->days, &h->mem);
    return rc;
}

at_code at_store_show(at_store *s, char **text, size_t *n, const at_show_opts *opts, at_err *err)
{
    held h;
    *text = NULL;
    *n = 0;
    at_code rc = start(&h, opts, err);
    if (rc == AT_OK)
        rc = load(&h, s, h.opts.report, err);
    if (rc != AT_OK)
        return finish(&h, rc, text, n, err);
    int jump = setjmp(h.fail);
    if (jump)
        return finish(&h, at_fail(err, (at_code)jump, "out of memory"), text, n, err);
    return finish(&h, show_all(&h, s, err), text, n, err);
}

static at_code explain(held *h, at_str id, at_err *err)
{
    at_account a = {0};
    at_code rc = accounts(h, &a, err);
    if (rc != AT_OK)
        return rc;
    if (a.reports.n > 1)
        return at_fail(err, AT_EUSAGE, "%zu reports have findings; say which: REPORT:%.*s, as attest show prints it", a.reports.n,
                       (int)(id.n < 40 ? id.n : 40), id.p);
    if (at_why(&h->page, &a, 0, id, &h->mem))
        return AT_OK;
    return at_fail(err, AT_ENOTFOUND, "no finding, incident or dispute \"%.*s\"; attest show prints the ids",
                   (int)(id.n < 40 ? id.n : 40), id.p);
}

/* REPORT:f3 is cut at its last colon; a bare id belongs to opts.report; a key finds its report by itself. */
static at_code find_report(held *h, at_store *s, at_str *id, at_err *err)
{
    uint32_t number = 0;
    char t[16];
    at_str report = h->opts.report;
    size_t colon = id->n;
    while (colon && id->p[colon - 1] != ':')
        colon--;
    if (colon) {
        report = at_sub(*id, 0, colon - 1);
        *id = at_sub(*id, colon, id->n);
    } else if (id->n >= 8) {
        at_code rc = at_store_find_key(s, *id, &number, err);
        if (rc != AT_OK)
            return rc;
    }
    (void)snprintf(t, sizeof t, "%u", number);
    return load(h, s, number ? at_strz(t) : report, err);
}

/* Incidents and disputes across reports: in a record of several reports a bare i12 is one of these. */
static bool explain_linked(held *h, at_store *s, at_str id)
{
    at_sql q = {s->db, SQLITE_OK};
    if (h->opts.report.n || !id.n || (id.p[0] != 'i' && id.p[0] != 'a'))
        return false;
    sqlite3_stmt *st = at_sql_prepare(&q, "SELECT 1 FROM report LIMIT 1 OFFSET 1");
    bool several = at_sql_step(&q, st);
    at_sql_end(&q, st);
    return several && at_why_linked(&h->page, &q, id, &h->mem);
}

at_code at_store_why(at_store *s, char **text, size_t *n, at_str id, const at_show_opts *opts, at_err *err)
{
    struct {
        held h;
        at_str id;
    } w;
    *text = NULL;
    *n = 0;
    at_code rc = start(&w.h, opts, err);
    w.id = id;
    if (rc == AT_OK && setjmp(w.h.fail) == 0 && explain_linked(&w.h, s, id))
        return finish(&w.h, AT_OK, text, n, err);
    if (rc == AT_OK)
        rc = find_report(&w.h, s, &w.id, err);
    if (rc != AT_OK)
        return finish(&w.h, rc, text, n, err);
    int jump = setjmp(w.h.fail);
    if (jump)
        return finish(&w.h, at_fail(err, (at_code)jump, "out of memory"), text, n, err);
    return finish(&w.h, explain(&w.h, w.id, err), text, n, err);
}
