/* JSON Feed 1.0 and 1.1, https://jsonfeed.org/version/1.1 */
#include "base/err.h"
#include "base/str.h"
#include "read/feed.h"
#include "read/times.h"
#include <jansson.h>

void at_feed_json_release(at_feed_json *j)
{
    json_decref(j->root);
    j->root = NULL;
}

static at_str view(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : AT_S("");
}

static at_code parse(at_feed_json *j, at_bytes *in, at_err *err)
{
    json_error_t e;
    at_code rc = at_bytes_need(in, AT_FEED_JSON + 1, err);
    if (rc != AT_OK)
        return rc;
    at_str s = at_bytes_have(in);
    if (s.n > AT_FEED_JSON)
        return at_fail(err, AT_ELIMIT, "a JSON Feed of more than %zu MiB is not read", AT_FEED_JSON >> 20);
    if (at_starts(s, AT_S("\xEF\xBB\xBF")))
        s = at_sub(s, 3, s.n);
    j->root = json_loadb(s.p, s.n, 0, &e);
    at_bytes_take(in, at_bytes_have(in).n);
    if (!j->root)
        return at_fail_at(err, AT_EPARSE, e.position < 0 ? 0 : (size_t)e.position, "not JSON: %.150s", e.text);
    if (at_index(view(j->root, "version"), AT_S("jsonfeed.org/version"), 0) == SIZE_MAX ||
        !json_is_array(json_object_get(j->root, "items")))
        return at_fail(err, AT_EPARSE, "no JSON Feed: \"version\" or \"items\" is missing");
    return AT_OK;
}

/* "authors":[{"name"}] of 1.1, "author":{"name"} of 1.0. */
static at_str authors(at_arena *mem, const json_t *o)
{
    const json_t *list = json_object_get(o, "authors");
    at_str s = view(json_object_get(o, "author"), "name");
    for (size_t i = 0; i < json_array_size(list) && i < 50; i++) {
        at_str name = view(json_array_get(list, i), "name");
        if (name.n && !at_eq(name, s))
            s = at_arena_cat(mem, s, s.n ? at_arena_cat(mem, AT_S("; "), name) : name);
    }
    return s;
}

static void give(at_arena *mem, at_report *r, const json_t *root, const json_t *o)
{
    at_str html = view(o, "content_html"), text = view(o, "content_text");
    r->text = html.n ? html : text.n ? text : view(o, "summary");
    r->form = html.n ? AT_FORM_HTML : AT_FORM_TEXT;
    r->piece = 1;
    r->charset = AT_S("utf-8");
    if (!html.n && !text.n)
        r->problem = AT_S("the feed gives a summary only");
    r->url = view(o, "url").n ? view(o, "url") : view(o, "external_url");
    r->name = r->url.n ? r->url : view(o, "id");
    r->title = view(o, "title");
    r->publisher = view(root, "title");
    r->language = view(o, "language").n ? view(o, "language") : view(root, "language");
    r->published = at_time_iso(mem, view(o, "date_published").n ? view(o, "date_published") : view(o, "date_modified"));
    r->byline = authors(mem, o);
    if (!r->byline.n)
        r->byline = authors(mem, root);
}

at_code at_feed_json_next(at_feed_json *j, at_bytes *in, at_arena *mem, at_item *item, at_err *err)
{
    item->kind = AT_ITEM_END;
    if (!j->root && !j->next) {
        at_code rc = parse(j, in, err);
        if (rc != AT_OK) {
            j->next = SIZE_MAX;
            at_feed_json_release(j);
            return rc;
        }
    }
    const json_t *items = json_object_get(j->root, "items"), *o;
    while (j->root && j->next < json_array_size(items)) {
        o = json_array_get(items, j->next++);
        if (!json_is_object(o))
            continue;
        give(mem, &item->report, j->root, o);
        item->kind = AT_ITEM_REPORT;
        return AT_OK;
    }
    return AT_OK;
}
