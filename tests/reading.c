#include "reading.h"

#include "base/utf8.h"

#include "test.h"

at_reader *test_reader(void)
{
    static at_reader *r;
    at_err err = {0};
    if (!r && at_reader_open(&r, NULL, &err) != AT_OK)
        fail_msg("%s", err.msg);
    return r;
}

json_t *test_read(const at_report *rep)
{
    char *json;
    size_t n;
    at_err err = {0};
    json_error_t e;
    if (at_read(test_reader(), &json, &n, rep, AT_WITH_TEXT, &err) != AT_OK)
        fail_msg("%s", err.msg);
    json_t *v = json_loadb(json, n, JSON_ALLOW_NUL, &e);
    if (!v)
        fail_msg("the record is not JSON: %s at byte %d", e.text, e.position);
    at_free(json);
    return v;
}

at_str test_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    at_str s = {NULL, 0};
    if (!f)
        return s;
    size_t cap = 4096, n = 0, k;
    char *p = malloc(cap);
    while (p && (k = fread(p + n, 1, cap - n - 1, f)) > 0) {
        n += k;
        if (cap - n < 2)
            p = realloc(p, cap *= 2);
    }
    fclose(f);
    if (!p)
        return s;
    p[n] = 0;
    return (at_str){p, n};
}

static char breach[512];

/* Checks one span; what it belongs to is for the message. */
static bool good(at_str text, const json_t *v, const char *what, at_str id, bool may_be_empty)
{
    json_int_t b = json_integer_value(json_array_get(v, 0)), e = json_integer_value(json_array_get(v, 1));
    if (!v || json_is_null(v))
        return true;
    if (json_array_size(v) != 2 || b < 0 || e < b || (size_t)e > text.n || (e == b && !may_be_empty) ||
        !at_utf8_boundary(text, (size_t)b) || !at_utf8_boundary(text, (size_t)e)) {
        (void)snprintf(breach, sizeof breach, "%.*s: %s [%lld,%lld] in a text of %zu bytes", AT_FMT(id), what, (long long)b,
                       (long long)e, text.n);
        return false;
    }
    return true;
}

static at_str str(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : (at_str){"", 0};
}

static bool good_finding(at_str text, const json_t *f)
{
    at_str id = str(f, "id"), head = str(f, "head");
    const json_t *span = json_object_get(f, "span"), *source = json_object_get(f, "source"), *cause = json_object_get(f, "cause");
    if (!span || !good(text, span, "span", id, false) ||
        !good(text, json_object_get(json_object_get(f, "date"), "span"), "date", id, false))
        return false;
    if (!good(text, json_object_get(cause, "of_span"), "of_span", id, true) ||
        !good(text, json_object_get(cause, "text_span"), "text_span", id, true))
        return false;
    for (size_t i = 0; i < json_array_size(source); i++)
        if (!good(text, json_object_get(json_array_get(source, i), "cue"), "cue", id, true) ||
            !good(text, json_object_get(json_array_get(source, i), "span"), "source", id, true))
            return false;
    if (!str(f, "key").n || !str(f, "kind").n || !str(f, "stance").n || !str(f, "rule").n) {
        (void)snprintf(breach, sizeof breach, "%.*s lacks key, kind, stance or rule", AT_FMT(id));
        return false;
    }
    if (!head.n || at_index(text, head, 0) == SIZE_MAX) {
        (void)snprintf(breach, sizeof breach, "%.*s: its head \"%.*s\" does not stand in the text", AT_FMT(id), AT_FMT(head));
        return false;
    }
    return true;
}

static bool good_mentions(at_str text, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *m = json_object_get(json_array_get(list, i), "mentions");
        for (size_t k = 0; k < json_array_size(m); k++)
            if (!good(text, json_array_get(m, k), "mention", str(json_array_get(list, i), "id"), false))
                return false;
    }
    return true;
}

/* Ids and keys are those of one record: unique, and what is pointed at is there. */
static bool good_ids(const json_t *findings)
{
    char want[32];
    for (size_t i = 0; i < json_array_size(findings); i++) {
        const json_t *f = json_array_get(findings, i);
        (void)snprintf(want, sizeof want, "f%zu", i + 1);
        if (!at_eq(str(f, "id"), at_strz(want))) {
            (void)snprintf(breach, sizeof breach, "finding %zu is called %.*s", i + 1, AT_FMT(str(f, "id")));
            return false;
        }
        for (size_t k = 0; k < i; k++)
            if (at_eq(str(f, "key"), str(json_array_get(findings, k), "key"))) {
                (void)snprintf(breach, sizeof breach, "f%zu and f%zu have the same key", k + 1, i + 1);
                return false;
            }
    }
    return true;
}

const char *test_span_law(const json_t *record)
{
    const json_t *report = json_object_get(record, "report"), *findings = json_object_get(record, "findings");
    at_str text = str(report, "text");
    if (!json_is_string(json_object_get(report, "text")) || at_utf8_bad(text) != SIZE_MAX)
        return "the kept text is not UTF-8";
    for (size_t i = 0; i < json_array_size(findings); i++)
        if (!good_finding(text, json_array_get(findings, i)))
            return breach;
    if (!good_mentions(text, json_object_get(record, "actors")) || !good_mentions(text, json_object_get(record, "places")))
        return breach;
    const json_t *problems = json_object_get(record, "problems");
    for (size_t i = 0; i < json_array_size(problems); i++)
        if (!good(text, json_object_get(json_array_get(problems, i), "span"), "span", AT_S("problem"), true))
            return breach;
    return good_ids(findings) ? NULL : breach;
}
