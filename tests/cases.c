/*
 * cases: runs the files NAME.case of tests/cases/STAGE.
 *
 * A file holds blocks. Lines "## word value" start a section; a block starts at "## name".
 *     ## name what this case is about
 *     ## published 2022-01-06        (also: publisher, title; as in at_report)
 *     ## in
 *     the report's text
 *     ## out                         all that the stage says, exactly (AT_BLESS=1 rewrites it)
 *     ## has                         stage find: each line must be among what is found
 *     ## not                         stage find: no finding may match any of these lines
 * A line under has and not is `kind [words of the span] field=value | field=value`; only the fields named are compared, and
 * the words are a part of the span (or the span a part of them). Stages: find, read (kept text, dateline, day, bylines),
 * sentence, show.
 *
 * usage: cases FILE...     exit status 1 if any case fails
 */
#include "reading.h"

#include "base/buf.h"
#include "base/day.h"
#include "base/vec.h"
#include "read/source.h"
#include "text/sentence.h"

#include "test.h"

typedef struct {
    at_str name, in, out, has, not ;
    at_report report;
    bool has_out;
    size_t out_beg, out_end; /* bytes of the file, for blessing */
} block;

static at_arena mem;
static unsigned failed, ran;
static const char *file_name;

/* ---- what the stages say ---- */

static void lay_sentences(at_buf *b, at_str text)
{
    at__split s = {0};
    at__split_text(&s, &mem, text);
    for (size_t i = 0; i < s.sents.n; i++) {
        for (uint32_t w = s.sents.p[i].beg; w < s.sents.p[i].end; w++)
            at_buf_fmt(b, "%s%.*s", w > s.sents.p[i].beg ? " " : "", AT_FMT(at_sub(text, s.words.p[w].beg, s.words.p[w].end)));
        at_buf_putc(b, '\n');
    }
}

static void lay_kept(at_buf *b, at_str text)
{
    at_kept k;
    char day[16];
    at_keep(&k, &mem, text);
    if (k.dateline.end)
        at_buf_fmt(b, "dateline [%.*s] place=%.*s | publisher=%.*s\n", AT_FMT(at_sub(k.text, k.dateline.beg, k.dateline.end)),
                   AT_FMT(at_sub(k.text, k.place.beg, k.place.end)), AT_FMT(at_sub(k.text, k.publisher.beg, k.publisher.end)));
    if (k.day != AT_NODAY) {
        at_day_put(day, k.day);
        at_buf_fmt(b, "day %s\n", day);
    }
    for (size_t i = 0; i < k.bylines.n; i++)
        at_buf_fmt(b, "byline [%.*s]\n", AT_FMT(at_sub(k.text, k.bylines.p[i].beg, k.bylines.p[i].end)));
    for (size_t i = 0; i < k.problems.n; i++)
        at_buf_fmt(b, "problem %.*s\n", AT_FMT(k.problems.p[i].what));
}

static at_str str(const json_t *v)
{
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : (at_str){"", 0};
}

/* The object of a list with that id. */
static const json_t *by_id(const json_t *list, at_str id)
{
    for (size_t i = 0; i < json_array_size(list); i++)
        if (at_eq(str(json_object_get(json_array_get(list, i), "id")), id))
            return json_array_get(list, i);
    return NULL;
}

static void field(at_buf *b, const char *name, at_str value)
{
    if (value.n)
        at_buf_fmt(b, "%s%s=%.*s", b->p[b->n - 1] == ']' ? " " : " | ", name, AT_FMT(value));
}

/* Names of a list of parties: the actor's if there is an id, else the words; joined by " + ". */
static at_str parties(const json_t *o, const char *key, const char *words, const json_t *actors)
{
    const json_t *ids = json_object_get(o, key), *texts = json_object_get(o, words);
    at_str out = {"", 0};
    for (size_t i = 0; i < json_array_size(texts); i++) {
        at_str name = str(json_object_get(by_id(actors, str(json_array_get(ids, i))), "name"));
        if (!name.n)
            name = str(json_array_get(texts, i));
        out = at_arena_fmt(&mem, "%.*s%s%.*s", AT_FMT(out), out.n ? " + " : "", AT_FMT(name));
    }
    return out;
}

static at_str bound(const json_t *v)
{
    return json_is_integer(v) ? at_arena_fmt(&mem, "%lld", (long long)json_integer_value(v)) : AT_S("");
}

/* One finding as a line: "kind [span] field=value | ...", fields in a fixed order. */
static void lay_finding(at_buf *b, const json_t *record, const json_t *f)
{
    at_str kind = str(json_object_get(f, "kind")), text = str(json_object_get(json_object_get(record, "report"), "text")),
           src = {"", 0};
    const json_t *o = json_object_get(f, kind.p), *actors = json_object_get(record, "actors"), *date = json_object_get(f, "date");
    const json_t *span = json_object_get(f, "span"), *source = json_object_get(f, "source");
    static const char *const plain[] = {"type",      "mode", "measure", "response", "phase", "what", "who_text",
                                        "qualifier", "text", "of",      "words", "about"};
    at_buf_fmt(b, "%.*s [%.*s]", AT_FMT(kind),
               AT_FMT(at_sub(text, (size_t)json_integer_value(json_array_get(span, 0)),
                             (size_t)json_integer_value(json_array_get(span, 1)))));
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        field(b, plain[i], str(json_object_get(o, plain[i])));
    field(b, "actor", parties(o, "actor", "actor_text", actors));
    field(b, "recipient", parties(o, "recipient", "recipient_text", actors));
    field(b, "by", parties(o, "by", "by_text", actors));
    field(b, "low", bound(json_object_get(o, "low")));
    field(b, "high", bound(json_object_get(o, "high")));
    for (size_t i = 0; i < json_array_size(source); i++)
        src = at_arena_fmt(&mem, "%.*s%s%.*s", AT_FMT(src), i ? " > " : "",
                           AT_FMT(str(json_object_get(json_array_get(source, i), "name"))));
    field(b, "source", src);
    field(b, "stance", str(json_object_get(f, "stance")));
    field(b, "place", str(json_object_get(by_id(json_object_get(record, "places"), str(json_object_get(f, "place"))), "name")));
    field(b, "where", str(json_object_get(f, "where")));
    field(b, "from", str(json_object_get(date, "from")));
    field(b, "to", str(json_object_get(date, "to")));
    at_buf_putc(b, '\n');
}

/* Line ends within a span would break the lines apart. */
static void flatten(at_buf *b, size_t from)
{
    for (size_t i = from; i + 1 < b->n; i++)
        if (b->p[i] == '\n' || b->p[i] == '\r')
            b->p[i] = ' ';
}

static void lay_findings(at_buf *b, const block *k)
{
    json_t *record = test_read(&k->report);
    const json_t *all = json_object_get(record, "findings");
    const char *breach = test_span_law(record);
    if (breach) {
        printf("%s: %.*s: span law: %s\n", file_name, AT_FMT(k->name), breach);
        failed++;
    }
    for (size_t i = 0; i < json_array_size(all); i++) {
        size_t from = b->n;
        lay_finding(b, record, json_array_get(all, i));
        flatten(b, from);
    }
    json_decref(record);
}

static void lay_account(at_buf *b, const block *k)
{
    char *json, *text = NULL;
    size_t n, m = 0;
    at_err err = {0};
    at_show_opts o = {0};
    if (at_eq(at_sub(k->in, 0, 5), AT_S("{\"v\":"))) {
        if (at_record_show(&text, &m, at_trim(k->in), &o, &err) != AT_OK)
            fail_msg("%s", err.msg);
    } else {
        if (at_read(test_reader(), &json, &n, &k->report, AT_WITH_TEXT, &err) != AT_OK ||
            at_record_show(&text, &m, (at_str){json, n}, &o, &err) != AT_OK)
            fail_msg("%s", err.msg);
        at_free(json);
    }
    at_buf_put(b, (at_str){text, m});
    at_free(text);
}

static void lay(at_buf *b, at_str stage, const block *k)
{
    if (at_eq(stage, AT_S("sentence")))
        lay_sentences(b, k->in);
    else if (at_eq(stage, AT_S("read")))
        lay_kept(b, k->in);
    else if (at_eq(stage, AT_S("show")))
        lay_account(b, k);
    else
        lay_findings(b, k);
}

/* ---- comparing ---- */

/* Splits "kind [span] fields" at the brackets. */
static bool parts(at_str line, at_str *kind, at_str *span, at_str *fields)
{
    size_t open = at_index(line, AT_S(" ["), 0), close = line.n;
    while (close > 0 && line.p[close - 1] != ']')
        close--;
    if (open == SIZE_MAX || close < open + 2)
        return false;
    /* the span may hold brackets itself, fields may too: the last "] " before the first "=" ends it */
    size_t eq = at_index_char(line, '=', open), c = eq == SIZE_MAX ? line.n : eq;
    while (c > open + 2 && line.p[c - 1] != ']')
        c--;
    *kind = at_sub(line, 0, open);
    *span = at_sub(line, open + 2, c > open + 2 ? c - 1 : close - 1);
    *fields = at_trim(at_sub(line, c > open + 2 ? c : close, line.n));
    return true;
}

/* Does the found line answer what is asked for? */
static bool answers(at_str found, at_str asked)
{
    at_str k1, s1, f1, k2, s2, f2, one;
    if (!parts(found, &k1, &s1, &f1) || !parts(asked, &k2, &s2, &f2))
        return false;
    if (!at_eq(k1, k2) || (at_index(s1, s2, 0) == SIZE_MAX && at_index(s2, s1, 0) == SIZE_MAX))
        return false;
    at_str padded = at_arena_fmt(&mem, "| %.*s |", AT_FMT(f1));
    while (f2.n && at_cut(&f2, '|', &one)) {
        at_str want = at_trim(one);
        bool empty = at_ends(want, AT_S("=")); /* "mode=": must not be there */
        at_str key = at_arena_fmt(&mem, empty ? "| %.*s" : "| %.*s |", AT_FMT(want));
        if ((at_index(padded, key, 0) != SIZE_MAX) == empty)
            return false;
    }
    return true;
}

static bool among(at_str all, at_str asked)
{
    at_str line;
    while (all.n && at_cut(&all, '\n', &line))
        if (answers(line, asked))
            return true;
    return false;
}

static void check_lines(const block *k, at_str lines, at_str found, bool wanted)
{
    at_str line;
    while (lines.n && at_cut(&lines, '\n', &line))
        if (at_trim(line).n && among(found, at_trim(line)) != wanted) {
            printf("%s: %.*s: %s\n    %.*s\n  what was found:\n%.*s", file_name, AT_FMT(k->name),
                   wanted ? "not found" : "found, but must not be", AT_FMT(at_trim(line)), AT_FMT(found));
            failed++;
        }
}

/* ---- files ---- */

static void section(block *k, at_str head, at_str body, size_t beg, size_t end)
{
    at_str word, value = head;
    if (!at_cut(&value, ' ', &word))
        return;
    value = at_trim(value.p ? value : AT_S(""));
    if (at_eq(word, AT_S("in")))
        k->in = k->report.text = body;
    else if (at_eq(word, AT_S("has")))
        k->has = body;
    else if (at_eq(word, AT_S("not")))
        k->not = body;
    else if (at_eq(word, AT_S("published")))
        k->report.published = value;
    else if (at_eq(word, AT_S("publisher")))
        k->report.publisher = value;
    else if (at_eq(word, AT_S("title")))
        k->report.title = value;
    else if (at_eq(word, AT_S("out"))) {
        k->out = body;
        k->has_out = true;
        k->out_beg = beg;
        k->out_end = end;
    } else {
        printf("%s: unknown section ## %.*s\n", file_name, AT_FMT(word));
        failed++;
    }
}

typedef AT_VEC(block) blocks;

static void parse(blocks *out, at_str text)
{
    block *k = NULL;
    for (size_t i = at_starts(text, AT_S("## ")) ? 0 : at_index(text, AT_S("\n## "), 0) + 1; i < text.n;) {
        size_t eol = at_index_char(text, '\n', i), next;
        eol = eol == SIZE_MAX ? text.n : eol;
        next = at_index(text, AT_S("\n## "), eol > 0 ? eol - (eol < text.n ? 0 : 1) : 0);
        next = next == SIZE_MAX ? text.n : next + 1;
        at_str head = at_trim(at_sub(text, i + 3, eol)), body = at_sub(text, eol + 1, next);
        if (at_starts(head, AT_S("name"))) {
            k = at_push(&mem, out);
            k->name = at_trim(at_sub(head, 4, head.n));
            k->report.name = AT_S("case");
        } else if (k) {
            section(k, head, body, eol + 1, next);
        }
        i = next;
    }
}

static void bless(const char *path, at_str text, const blocks *b, const at_str *now)
{
    at_buf o = {0};
    size_t done = 0;
    for (size_t i = 0; i < b->n; i++)
        if (b->p[i].has_out) {
            at_buf_put(&o, at_sub(text, done, b->p[i].out_beg));
            at_buf_put(&o, now[i]);
            at_buf_put(&o, AT_S("\n"));
            done = b->p[i].out_end;
        }
    at_buf_put(&o, at_sub(text, done, text.n));
    while (o.n > 1 && o.p[o.n - 1] == '\n' && o.p[o.n - 2] == '\n')
        o.n--;
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(o.p, 1, o.n, f) != o.n || fclose(f) != 0) {
        printf("%s: cannot be written\n", path);
        failed++;
    }
    at_buf_release(&o);
}

static void run_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    at_str dir = at_sub(at_strz(path), 0, slash ? (size_t)(slash - path) : 0), text = test_file(path), stage = dir;
    blocks b = {0};
    file_name = path;
    for (size_t i = dir.n; i-- > 0;)
        if (dir.p[i] == '/') {
            stage = at_sub(dir, i + 1, dir.n);
            break;
        }
    if (!text.p) {
        printf("%s: cannot be read\n", path);
        failed++;
        return;
    }
    parse(&b, text);
    at_str *now = at_new(&mem, at_str, b.n);
    for (size_t i = 0; i < b.n; i++) {
        at_buf o = {0};
        ran++;
        lay(&o, stage, &b.p[i]);
        now[i] = at_arena_str(&mem, (at_str){o.p, o.n});
        at_buf_release(&o);
        check_lines(&b.p[i], b.p[i].has, now[i], true);
        check_lines(&b.p[i], b.p[i].not, now[i], false);
        if (b.p[i].has_out && !getenv("AT_BLESS") && !at_eq(at_trim(now[i]), at_trim(b.p[i].out))) {
            printf("%s: %.*s: wanted\n%.*s  got\n%.*s", path, AT_FMT(b.p[i].name), AT_FMT(b.p[i].out), AT_FMT(now[i]));
            failed++;
        }
    }
    if (!b.n) {
        printf("%s: no cases\n", path);
        failed++;
    }
    if (getenv("AT_BLESS"))
        bless(path, text, &b, now);
    free((void *)(uintptr_t)text.p);
}

static int argument_count;
static char **arguments;

static void run_all(void **state)
{
    (void)state;
    for (int i = 1; i < argument_count; i++)
        run_file(arguments[i]);
    printf("%u cases, %u failures\n", ran, failed);
    assert_int_equal(failed, 0);
    assert_true(ran > 0);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(run_all)};
    argument_count = argc;
    arguments = argv;
    at_arena_init(&mem, 0, NULL);
    int rc = cmocka_run_group_tests(tests, NULL, NULL);
    at_reader_close(test_reader());
    at_arena_release(&mem);
    return rc;
}
