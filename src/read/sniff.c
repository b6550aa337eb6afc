#include "read/sniff.h"

#include "base/str.h"
#include "read/feed.h"
#include "read/mail.h"

static bool has_end(at_str path, const char *const *ends)
{
    for (; *ends; ends++) {
        at_str e = at_strz(*ends);
        if (path.n > e.n && at_eq_fold(at_sub(path, path.n - e.n, path.n), e))
            return true;
    }
    return false;
}

static bool looks_jsonl(at_str head)
{
    static const char *const keys[] = {"\"text\"", "\"report\"", "\"html\""};
    if (!at_starts(head, AT_S("{")))
        return false;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (at_index(head, at_strz(keys[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

/* A document type, <html>, or three different tags that only pages have. */
static bool looks_html(at_str head)
{
    static const char *const tags[] = {"<head",   "<body", "<div",     "<p>", "<meta", "<title",
                                       "<script", "<link", "<article", "<h1", "</a>",  "<br"};
    unsigned seen = 0;
    if (at_starts_fold(head, AT_S("<!doctype html")) || at_starts_fold(head, AT_S("<html")))
        return true;
    if (!at_starts(head, AT_S("<")))
        return false;
    for (size_t t = 0; t < sizeof tags / sizeof *tags; t++)
        for (size_t i = 0; i < head.n; i++)
            if (head.p[i] == '<' && at_starts_fold(at_sub(head, i, head.n), at_strz(tags[t]))) {
                seen++;
                break;
            }
    for (size_t i = 0; i < head.n && (seen || at_starts(head, AT_S("<?xml"))); i++)
        if (head.p[i] == '<' && at_starts_fold(at_sub(head, i, head.n), AT_S("<html")))
            return true;
    return seen >= 3;
}

at_from at_sniff(at_str path, at_str head)
{
    static const char *const text[] = {".txt", ".text", ".md", NULL}, *const lines[] = {".jsonl", ".ndjson", NULL};
    static const char *const pages[] = {".html", ".htm", ".xhtml", NULL}, *const mails[] = {".eml", ".mbox", NULL};
    if (path.n > 3 && at_ends(path, AT_S(".gz")))
        path = at_sub(path, 0, path.n - 3);
    if (has_end(path, text) || !head.n)
        return AT_FROM_TEXT;
    if (has_end(path, lines))
        return AT_FROM_JSONL;
    if (at_starts(head, AT_S("WARC/")))
        return AT_FROM_WARC;
    if (at_index(at_sub(head, 0, 1024), AT_S("%PDF-"), 0) != SIZE_MAX)
        return AT_FROM_PDF;
    if (has_end(path, mails) || at_mail_looks(head))
        return AT_FROM_MAIL;
    if (at_starts(head, AT_S("\xEF\xBB\xBF")))
        head = at_sub(head, 3, head.n);
    head = at_trim(at_sub(head, 0, AT_SNIFF));
    if (at_feed_looks(head))
        return AT_FROM_FEED;
    if (looks_jsonl(head))
        return AT_FROM_JSONL;
    static const char *const json[] = {".json", NULL};
    if (has_end(path, json) && at_starts(head, AT_S("{")))
        return AT_FROM_JSONL;
    if (has_end(path, pages) || looks_html(head))
        return AT_FROM_HTML;
    return AT_FROM_TEXT;
}
