/* Rows of an answer as text for people, JSON Lines or CSV. */
#include <attest.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "export/cell.h"
#include <string.h>

/* What a line for people shows: names of cells between bars (and "when", "count"); other words stand only if the cell after them says something. */
static const char *const lines[] = {
    [AT_EVENTS] = "id|  |when|  |type|/|mode|  |actor| → |recipient|, |place| (|measure|)|  [|stance|; |source|]",
    [AT_FIGURES] = "id|  |when|  |what|: |count| |who|, |place|  [|stance|; |source|]",
    [AT_STATEMENTS] = "id|  |when|  |source|, |role|:|  [|stance|]",
    [AT_DEMANDS] = "id|  |when|  |demanded_by|: |demand|  [|stance|; |source|]",
    [AT_CAUSES] = "id|  |when|  |effect| because of: |cause|  [|stance|; |source|]",
    [AT_FRAMINGS] = "id|  |when|  |framed| called |framing|  [|source|]",
    [AT_SILENCES] = "id|  |when|  |type|: |about|, |place|  chance: |probability|  [|source|]",
    [AT_DISPUTES] = "id|  |type|  |sides|  moved: |moved",
    [AT_ACTORS] = "name|  |type| |country| |sector|  in reports: |reports|, findings: |findings|, words of theirs: |spoken",
    [AT_INCIDENTS] = "id|  |when|  |type|, |place|, |country|  in reports: |reports|, killed: |low|/|best|/|high|  |members",
    [AT_SERIES] = "series|  |as_of|  |what|: |count| |who|, |place|  [|source|]  |relation|  |id",
    [AT_SENTENCES] = "likeness|  |id|  |published|  |publisher|  |report|  |findings",
    [AT_PLACES] = "name|, |admin1|, |country|  in reports: |reports|, findings: |findings",
};

static const at_field *cell(const at_field *c, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(c[i].name, name))
            return &c[i];
    return NULL;
}

/* Text from reports never reaches a terminal with control characters: line ends become blanks, the others '?'. */
static void clean(at_buf *b, at_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool c1 = c == 0xC2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xA0;
        at_buf_putc(b, c == '\n' || c == '\t' || c == '\r' ? ' ' : c < 0x20 || c == 0x7F || c1 ? '?' : s.p[i]);
        i += c1;
    }
}

/* Is `part` the end of a bracket that was opened in this line, or a colon? They stand even when the cell before them is null. */
static bool closes(const at_buf *b, at_str part)
{
    char open = part.n != 1 ? 0 : part.p[0] == ']' ? '[' : part.p[0] == ')' ? '(' : part.p[0];
    int depth = 0;
    for (size_t i = 0; i < b->n && open && open != ':'; i++)
        depth = b->p[i] == '\n' ? 0 : depth + (b->p[i] == open) - (b->p[i] == part.p[0]);
    return open == ':' || depth > 0;
}

/* A day as precisely as it is known: "2019-04", "since 2018-12-01", "2022-01-05 – 2022-01-06"; empty if it is not. */
static void put_when(at_buf *b, const at_field *c, size_t n)
{
    const at_field *from = cell(c, n, "date_from"), *to = cell(c, n, "date_to"), *precision = cell(c, n, "date_precision");
    at_str p = precision ? precision->value : AT_S("");
    if (!from || from->null) {
        if (to && !to->null)
            at_buf_fmt(b, "until %.*s", (int)to->value.n, to->value.p);
        return;
    }
    size_t keep = at_eq(p, AT_S("month")) ? 7 : at_eq(p, AT_S("year")) ? 4 : from->value.n;
    if (to && to->null)
        at_buf_put(b, AT_S("since "));
    at_buf_put(b, at_sub(from->value, 0, keep < from->value.n ? keep : from->value.n));
    if (to && !to->null && keep == from->value.n && !at_eq(from->value, to->value))
        at_buf_fmt(b, " – %.*s", (int)to->value.n, to->value.p);
}

/* Bounds as people write them: "13", "13 or more", "up to 399", "50 to 70"; the wording where both are open. */
static void put_count(at_buf *b, const at_field *c, size_t n)
{
    const at_field *low = cell(c, n, "low"), *high = cell(c, n, "high"), *words = cell(c, n, "qualifier");
    if (!low || !high)
        return;
    if (low->null && high->null)
        clean(b, words ? words->value : AT_S("?"));
    else if (high->null)
        at_buf_fmt(b, "%.*s or more", (int)low->value.n, low->value.p);
    else if (low->null)
        at_buf_fmt(b, "up to %.*s", (int)high->value.n, high->value.p);
    else if (at_eq(low->value, high->value))
        at_buf_put(b, low->value);
    else
        at_buf_fmt(b, "%.*s to %.*s", (int)low->value.n, low->value.p, (int)high->value.n, high->value.p);
}

/* A cell, or one of the two that are made for people. */
static void put_cell(at_buf *b, const char *name, const at_field *x, const at_field *c, size_t n)
{
    if (!strcmp(name, "when"))
        put_when(b, c, n);
    else if (!strcmp(name, "count"))
        put_count(b, c, n);
    else if (x && !x->null)
        clean(b, x->value);
}

/* Fills the pattern: literal parts before a cell that is null (or, for an end, equal to the beginning) are left out. */
static void fill(at_buf *b, const char *pattern, const at_field *c, size_t n)
{
    at_str rest = at_strz(pattern);
    at_str before = AT_S("");
    while (rest.n) {
        size_t bar = at_index_char(rest, '|', 0);
        at_str part = at_sub(rest, 0, bar == SIZE_MAX ? rest.n : bar);
        rest = bar == SIZE_MAX ? AT_S("") : at_sub(rest, bar + 1, rest.n);
        char name[32] = "";
        if (part.n < sizeof name)
            memcpy(name, part.p, part.n);
        const at_field *x = cell(c, n, name);
        if (!x && strcmp(name, "when") != 0 && strcmp(name, "count") != 0) {
            before = part;
            if (closes(b, part))
                at_buf_put(b, part);
            continue;
        }
        size_t at = b->n;
        at_buf_put(b, before);
        size_t filled = b->n;
        put_cell(b, name, x, c, n);
        if (b->n == filled && !b->bad)
            b->n = at; /* nothing to say: without what leads to it */
        before = AT_S("");
    }
}

static void put_text(at_buf *b, at_list what, const at_field *c, size_t n, const at_show_opts *o)
{
    const at_field *words = cell(c, n, "words"), *status = cell(c, n, "status");
    bool color = o && o->color;
    fill(b, lines[what], c, n);
    if (status && status->value.n) {
        at_buf_put(b, AT_S("  "));
        at_buf_put(b, status->value);
    }
    at_buf_putc(b, '\n');
    if (words && !words->null) {
        at_buf_put(b, color ? AT_S("      \033[2m") : AT_S("      "));
        clean(b, words->value);
        at_buf_put(b, color ? AT_S("\033[0m\n") : AT_S("\n"));
    }
}

static void put_json(at_buf *b, const at_field *c, size_t n)
{
    at_json j = {b, false};
    at_buf_putc(b, '{');
    for (size_t i = 0; i < n; i++) {
        at_json_key(&j, c[i].name);
        if (c[i].null)
            at_buf_put(b, AT_S("null"));
        else if (c[i].number)
            at_buf_put(b, c[i].value);
        else
            at_json_str(&j, c[i].value);
        j.comma = true;
    }
    at_buf_put(b, AT_S("}\n"));
}

static void put_csv_row(at_buf *b, const at_field *c, size_t n, bool names)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            at_buf_putc(b, ',');
        at_csv_cell(b, names ? at_strz(c[i].name) : c[i].value, false, false);
    }
    at_buf_put(b, AT_S("\r\n"));
}

at_code at_store_list(at_store *s, at_list what, const at_filter *f, at_format format, const at_show_opts *opts,
                      int (*write)(void *user, at_str piece), void *user, size_t *rows, at_err *err)
{
    at_rows *r;
    const at_field *c;
    size_t n;
    at_buf b = {0};
    *rows = 0;
    at_code code = at_rows_open(&r, s, what, f, err);
    if (code != AT_OK)
        return code;
    if (format == AT_CSV) {
        c = at_rows_columns(r, &n);
        put_csv_row(&b, c, n, true);
    }
    while ((code = at_rows_next(r, &c, &n, err)) == AT_OK && n && !b.bad) {
        (*rows)++;
        if (format == AT_CSV)
            put_csv_row(&b, c, n, false);
        else if (format == AT_JSONL)
            put_json(&b, c, n);
        else
            put_text(&b, what, c, n, opts);
        if (b.n > 1 << 16 && !b.bad) { /* write in pieces that a pipe takes at once */
            if (!write(user, (at_str){b.p, b.n}))
                break;
            b.n = 0;
        }
    }
    if (b.bad)
        code = at_fail(err, AT_ENOMEM, "out of memory");
    else if (code == AT_OK && b.n)
        (void)write(user, (at_str){b.p, b.n});
    at_buf_release(&b);
    at_rows_close(r);
    return code;
}
