#include "serve/layout.h"

#include "base/data.h"
#include "serve/scope.h"
#include "serve/server.h"
#include "serve/site.h"

static const struct {
    const char *path, *words;
} views[] = {
    {"/", "Overview"},         {"/timeline", "Timeline"}, {"/incidents", "Incidents"}, {"/map", "Map"},           {"/figures", "Figures"}, {"/disputes", "Disputes"},
    {"/statements", "Statements"}, {"/demands", "Demands"},   {"/causes", "Causes"},     {"/framings", "Framings"}, {"/silences", "Silences"},
    {"/actors", "Actors"},     {"/places", "Places"},     {"/events", "Events"},     {"/reports", "Reports"}, {"/review", "Review"},
    {"/add", "Add"},
};

enum { SCOPED = 15, FOR_READING = sizeof views / sizeof *views - 2 }; /* the last two write */

/* The bytes of a file of the page stand in its address, so that a browser may keep it for ever. */
static void file_version(at_buf *b, const char *name)
{
    at_buf_fmt(b, "/web/%s?v=%llx", name, (unsigned long long)(at_hash(at_data(name)) & 0xFFFFFFFF));
}

void at__page_head(at__req *r, const char *title, const char *here)
{
    at_buf *b = &r->out;
    at_str name = r->site ? AT_S("the record") : at__server_name(r->server);
    at__html(b, "<!doctype html>\n<html lang=en><head><meta charset=utf-8><meta name=viewport content=\"width=device-width, initial-scale=1\">"
                "<meta name=color-scheme content=\"light dark\">");
    if (r->site) /* a folder has no server that could send this */
        at_buf_put(b, AT_S("<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'self' file:; img-src 'self' file:; form-action 'none'; base-uri 'none'\">"));
    else
        at__html(b, "<meta name=token content=\"$s\">", at__server_token(r->server));
    at__html(b, "<title>$z · $s</title><link rel=stylesheet href=\"", title, name);
    file_version(b, "style.css");
    at_buf_put(b, AT_S("\"><link rel=icon href=\""));
    file_version(b, "icon.svg");
    at_buf_put(b, AT_S("\" type=\"image/svg+xml\">"));
    if (!r->site) {
        at_buf_put(b, AT_S("<script type=module src=\""));
        file_version(b, "page.js");
        at_buf_put(b, AT_S("\"></script>"));
    }
    at__html(b, "</head>\n<body><a class=skip href=\"#main\">Skip to the content</a>\n<header class=top><p class=mark><a href=\"/\">attest</a> <span>$s</span></p>", name);
    if (!r->site)
        at__html(b, "<form class=find action=\"/search\" role=search aria-label=\"Search\"><input name=q type=search aria-label=\"Search reports and findings\" "
                    "placeholder=\"Search words\" value=\"$s\"><button>Search</button></form>", at_eq(r->path, AT_S("/search")) ? at__req_arg(r, "q") : AT_S(""));
    at_buf_put(b, AT_S("\n<nav aria-label=\"Views\"><ul>"));
    for (size_t i = 0; i < (r->site ? FOR_READING : sizeof views / sizeof *views); i++) {
        bool current = at_eq(at_strz(views[i].path), at_strz(here));
        at_buf_put(b, AT_S("<li><a href=\""));
        if (i < SCOPED && !r->site) /* a folder has these views for the whole record alone */
            at__scope_href1(r, b, views[i].path, "type", AT_S("")); /* a type of one list is none of another */
        else
            at_buf_put(b, at_strz(views[i].path));
        at__html(b, current ? "\" aria-current=page>$z</a></li>" : "\">$z</a></li>", views[i].words);
    }
    at_buf_put(b, AT_S("</ul></nav></header>\n<main id=main>\n"));
}

void at__page_foot(at__req *r)
{
    at_buf_put(&r->out, AT_S("</main>\n<footer class=foot><p>What was said, by whom, at which words of which report. attest never decides what is true. <a href=\"/about\">How to read this</a>"));
    at_buf_put(&r->out, r->site ? AT_S("</p>") : AT_S(" · <a href=\"/api/v1\">Program interface</a></p><p class=live role=status aria-live=polite></p>"));
    at_buf_put(&r->out, AT_S("</footer></body></html>\n"));
}

void at__page_turn(at__req *r, const char *path, int64_t page, int64_t per, int64_t total)
{
    at_buf *b = &r->out;
    if (total <= per)
        return;
    const int64_t pages = (total + per - 1) / per, to[] = {page - 1, page + 1};
    const char *const words[] = {"← Earlier page", "Next page →"};
    at__html(b, "<nav class=turn aria-label=\"Pages\"><span>Page $n of $n</span>", (long long)page + 1, (long long)pages);
    for (int i = 0; i < 2; i++) {
        char number[24];
        if (to[i] < 0 || to[i] >= pages)
            continue;
        (void)snprintf(number, sizeof number, "%lld", (long long)to[i]);
        at_buf_put(b, AT_S(" <a href=\""));
        at__scope_href1(r, b, path, "page", at_strz(number));
        at__html(b, "\" rel=$z>$z</a>", i ? "next" : "prev", words[i]);
    }
    at_buf_put(b, AT_S("</nav>\n"));
}

void at__page_count(at_buf *b, int64_t n, const char *one, const char *many)
{
    at__html(b, "$n $z", (long long)n, n == 1 ? one : many);
}
