#include "read/jsonl.h"

#include "base/err.h"
#include "base/str.h"
#include <jansson.h>

static at_str view(const json_t *v)
{
    return (at_str){json_string_value(v), json_string_length(v)};
}

/* The string under key, or an empty one if it is absent or null. */
static at_code take(at_str *out, const json_t *obj, const char *key, at_err *err)
{
    const json_t *v = json_object_get(obj, key);
    *out = (at_str){"", 0};
    if (!v || json_is_null(v))
        return AT_OK;
    if (!json_is_string(v))
        return at_fail(err, AT_EPARSE, "\"%s\" is not a string", key);
    *out = view(v);
    return AT_OK;
}

/* "byline" is a string or a list of strings, which are joined by "; ". */
static at_code take_byline(at_jsonl *j, at_str *out, const json_t *obj, at_err *err)
{
    const json_t *v = json_object_get(obj, "byline");
    if (!json_is_array(v))
        return take(out, obj, "byline", err);
    for (size_t i = 0; i < json_array_size(v); i++) {
        if (!json_is_string(json_array_get(v, i)))
            return at_fail(err, AT_EPARSE, "\"byline\" holds something other than strings");
        if (i)
            at_buf_put(&j->byline, AT_S("; "));
        at_buf_put(&j->byline, view(json_array_get(v, i)));
    }
    *out = (at_str){j->byline.p ? j->byline.p : "", j->byline.n};
    return j->byline.bad ? at_fail(err, AT_ENOMEM, "out of memory") : AT_OK;
}

static at_code take_report(at_jsonl *j, at_report *r, const json_t *obj, at_err *err)
{
    const struct {
        at_str *out;
        const char *key;
    } keys[] = {{&r->name, "name"},
                {&r->url, "url"},
                {&r->publisher, "publisher"},
                {&r->published, "published"},
                {&r->language, "language"},
                {&r->title, "title"},
                {&r->text, "text"}};
    memset(r, 0, sizeof *r);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        at_code rc = take(keys[i].out, obj, keys[i].key, err);
        if (rc != AT_OK)
            return rc;
    }
    if (!json_is_string(json_object_get(obj, "text"))) {
        if (!json_is_string(json_object_get(obj, "html")))
            return at_fail(err, AT_EPARSE, "neither \"text\" nor \"html\" in this object");
        r->text = view(json_object_get(obj, "html"));
        r->form = AT_FORM_HTML;
        r->charset = AT_S("utf-8");
    }
    return take_byline(j, &r->byline, obj, err);
}

void at_jsonl_release(at_jsonl *j)
{
    json_decref(j->root);
    j->root = NULL;
    at_buf_release(&j->byline);
}

at_code at_jsonl_parse(at_jsonl *j, at_item *item, at_str line, at_err *err)
{
    json_error_t e;
    at_jsonl_release(j);
    json_t *v = j->root = json_loadb(line.p, line.n, JSON_ALLOW_NUL, &e);
    if (!v)
        return at_fail_at(err, AT_EPARSE, e.position < 0 ? 0 : (size_t)e.position, "not JSON: %.150s", e.text);
    if (!json_is_object(v))
        return at_fail(err, AT_EPARSE, "not a JSON object");
    if (json_is_object(json_object_get(v, "report")) && json_is_array(json_object_get(v, "findings"))) {
        item->kind = AT_ITEM_RECORD;
        item->record = line;
        return AT_OK;
    }
    item->kind = AT_ITEM_REPORT;
    return take_report(j, &item->report, v, err);
}
