/* Adding reports: files that were dropped or chosen, or text that was pasted. */
#include "base/day.h"
#include "base/err.h"
#include "base/json.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/server.h"
#include "serve/view.h"

typedef struct {
    at_str name, note; /* note: empty if all went well */
    int64_t count[3];  /* by at_added */
    int64_t failed;
} outcome;

static void form(at__req *r)
{
    at__html(&r->out, "<form method=post action=\"/add\" enctype=\"multipart/form-data\" class=add><input type=hidden name=token value=\"$s\">"
                      "<div class=drop><label>Files <input type=file name=file multiple></label><p class=js>or drop them here</p>"
                      "<p class=note>Text, saved pages, feeds, web archives, mail, PDF, JSON Lines; up to 64 MiB at once. What a file holds is seen from its name and first bytes.</p></div>"
                      "<label class=paste>or paste a report <textarea name=text rows=10 placeholder=\"The text of the report\"></textarea></label>"
                      "<div class=fields><label>Title or name <input name=name maxlength=200></label><label>Publisher <input name=publisher maxlength=200></label>"
                      "<label>Published <input type=date name=published></label></div><button class=yes>Add to the record</button></form><ol class=progress aria-live=polite></ol>\n",
             at__server_token(r->server));
}

void at__view_add(at__req *r)
{
    at__page_head(r, "Add", "/add");
    at_buf_put(&r->out, AT_S("<h1>Add reports</h1><p class=lead>They are read here, on this machine, and kept in the record. The same report twice changes nothing.</p>"));
    form(r);
    at__page_foot(r);
}

/* One report or record into the store. */
static at_code take(at__req *r, at_reader *reader, const at_item *item, outcome *o, at_err *err)
{
    at_added what;
    if (item->kind == AT_ITEM_RECORD) {
        at_code code = at_store_add(r->store, &what, item->record, err);
        if (code == AT_OK)
            o->count[what]++;
        return code;
    }
    char *json = NULL;
    size_t n = 0;
    at_report report = item->report;
    at_str day = at__req_field(r, "published"), publisher = at__req_field(r, "publisher");
    if (!report.published.n && at_day_parse(day) != AT_NODAY)
        report.published = day;
    if (!report.publisher.n)
        report.publisher = publisher;
    at_code code = at_read(reader, &json, &n, &report, AT_WITH_TEXT | AT_WITH_VECTORS, err);
    if (code == AT_OK)
        code = at_store_add(r->store, &what, (at_str){json, n}, err);
    if (code == AT_OK)
        o->count[what]++;
    at_free(json);
    return code;
}

static void take_file(at__req *r, at_reader *reader, at_str name, at_str bytes, at_from from, outcome *o)
{
    at_input *in = NULL;
    at_item item = {0};
    at_err err = {0};
    *o = (outcome){.name = name};
    at_code code = at_input_open_bytes(&in, name.p, bytes, from, &err);
    while (code == AT_OK) {
        code = at_input_next(in, &item, &err);
        if (code == AT_OK && item.kind == AT_ITEM_END)
            break;
        if (code == AT_OK && item.kind != AT_ITEM_NOTE)
            code = take(r, reader, &item, o, &err);
        if (code != AT_OK) {
            o->failed++;
            o->note = at_arena_fmt(&r->mem, "%s", err.msg);
        }
        if (code == AT_EPARSE || code == AT_ELIMIT || code == AT_EUSAGE)
            code = AT_OK; /* the next one may be well */
    }
    if (code != AT_OK && !o->note.n)
        o->note = at_arena_fmt(&r->mem, "%s", err.msg);
    at_input_close(in);
}

static void tell(at__req *r, const outcome *o)
{
    static const char *const words[] = {"added", "already there", "read anew"};
    at_buf *b = &r->out;
    at__html(b, "<li class=\"$z\"><b><bdi>$s</bdi></b>: ", o->note.n ? "bad" : "good", o->name);
    bool any = false;
    for (int i = 0; i < 3; i++)
        if (o->count[i]) {
            at__html(b, any ? ", $n $z" : "$n $z", (long long)o->count[i], words[i]);
            any = true;
        }
    if (o->failed)
        at__html(b, any ? ", $n failed" : "$n failed", (long long)o->failed);
    else if (!any)
        at_buf_put(b, AT_S("nothing in it"));
    if (o->note.n)
        at__html(b, ": $s", o->note);
    at_buf_put(b, AT_S("</li>\n"));
}

void at__view_add_take(at__req *r)
{
    at_reader *reader;
    at_err err = {0};
    AT_VEC(outcome) all = {0};
    at_str text = at__req_field(r, "text"), name = at_trim(at__req_field(r, "name"));
    if (at__server_reader(r->server, &reader, &err) != AT_OK) {
        at__req_fail(r, 500, "Reports cannot be read", err.msg);
        return;
    }
    for (size_t i = 0; i < r->files.n; i++)
        if (r->files.p[i].bytes.n)
            take_file(r, reader, r->files.p[i].name, r->files.p[i].bytes, AT_FROM_AUTO, at_push(&r->mem, &all));
    if (at_trim(text).n)
        take_file(r, reader, name.n ? at_arena_str(&r->mem, name) : AT_S("pasted.txt"), text, AT_FROM_TEXT, at_push(&r->mem, &all));
    at__page_head(r, "Add", "/add");
    at_buf_put(&r->out, AT_S("<h1>Add reports</h1>"));
    at_buf_put(&r->out, all.n ? AT_S("<ol class=progress>") : AT_S("<p class=trouble role=alert>There was no file and no text.</p><ol>"));
    for (size_t i = 0; i < all.n; i++)
        tell(r, &all.p[i]);
    at_buf_put(&r->out, AT_S("</ol><p><a href=\"/\">Overview</a> · <a href=\"/reports\">Reports</a></p>"));
    form(r);
    at__page_foot(r);
}
