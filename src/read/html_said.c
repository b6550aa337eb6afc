#include "read/html_said.h"

#include "base/str.h"
#include "read/html_json.h"

static void take(at_arena *mem, at_str *into, at_str raw)
{
    if (!into->n && raw.n && raw.n < 4000)
        *into = at__html_plain(mem, raw);
}

static void add_author(at_arena *mem, at_page_said *s, at_str raw)
{
    at_str name = at__html_plain(mem, at_sub(raw, 0, 400));
    if (!name.n || s->nauthors == sizeof s->authors / sizeof *s->authors)
        return;
    for (size_t i = 0; i < s->nauthors; i++)
        if (at_eq_fold(s->authors[i], name))
            return;
    s->authors[s->nauthors++] = name;
}

/* <meta> by name or property. The names are those of Open Graph, Dublin Core, parse.ly, Sailthru and of content systems. */
static const struct {
    const char *name;
    size_t at; /* offset in at_page_said; 0: an author */
} metas[] = {
#define TO(field) offsetof(at_page_said, field)
    {"og:title", TO(og_title)},
    {"twitter:title", TO(meta_title)},
    {"parsely-title", TO(meta_title)},
    {"sailthru.title", TO(meta_title)},
    {"dc.title", TO(meta_title)},
    {"dcterms.title", TO(meta_title)},
    {"title", TO(meta_title)},
    {"article:published_time", TO(published)},
    {"article.published", TO(published)},
    {"og:published_time", TO(published)},
    {"datepublished", TO(published)},
    {"date_published", TO(published)},
    {"publishdate", TO(published)},
    {"publish-date", TO(published)},
    {"publish_date", TO(published)},
    {"publication_date", TO(published)},
    {"parsely-pub-date", TO(published)},
    {"sailthru.date", TO(published)},
    {"cxenseparse:recs:publishtime", TO(published)},
    {"dc.date.issued", TO(published)},
    {"dc.date.created", TO(published)},
    {"dcterms.issued", TO(published)},
    {"dcterms.created", TO(published)},
    {"dcterms.date", TO(dated)},
    {"dc.date", TO(dated)},
    {"dcsext.articlefirstpublished", TO(published)},
    {"pubdate", TO(published)},
    {"date", TO(dated)},
    {"rnews:datepublished", TO(published)},
    {"article:modified_time", TO(modified)},
    {"og:updated_time", TO(modified)},
    {"last-modified", TO(modified)},
    {"datemodified", TO(modified)},
    {"author", 0},
    {"dc.creator", 0},
    {"dcterms.creator", 0},
    {"article:author", 0},
    {"og:article:author", 0},
    {"parsely-author", 0},
    {"sailthru.author", 0},
    {"byl", 0},
    {"og:site_name", TO(site)},
    {"application-name", TO(site)},
    {"publisher", TO(publisher)},
    {"dc.publisher", TO(publisher)},
    {"dcterms.publisher", TO(publisher)},
    {"og:url", TO(og_url)},
    {"og:locale", TO(language)},
    {"content-language", TO(language)},
    {"dc.language", TO(language)},
    {"language", TO(language)},
};

static void meta(at_page_said *s, at_arena *mem, const at_page *p, uint32_t i)
{
    at_str name, value, key = AT_S(""), content = AT_S("");
    uint32_t at = p->t.node[i].beg;
    while (at__html_next_attr(&p->t, i, &at, &name, &value))
        if (at_eq_fold(name, AT_S("name")) || at_eq_fold(name, AT_S("property")) || at_eq_fold(name, AT_S("itemprop")) ||
            at_eq_fold(name, AT_S("http-equiv")))
            key = key.n ? key : value;
        else if (at_eq_fold(name, AT_S("content")))
            content = value;
    if (!key.n || !content.n)
        return;
    for (size_t k = 0; k < sizeof metas / sizeof *metas; k++)
        if (at_eq_fold(key, at_strz(metas[k].name))) {
            if (metas[k].at)
                take(mem, (at_str *)((char *)s + metas[k].at), content);
            else if (!at_starts_fold(content, AT_S("http")))
                add_author(mem, s, content);
            return;
        }
}

/* Does @type name a report? (schema.org Article and its kinds) */
static bool is_report(const at_ld *v)
{
    static const char list[] =
        "Article,NewsArticle,ReportageNewsArticle,AnalysisNewsArticle,OpinionNewsArticle,BackgroundNewsArticle,"
        "ReviewNewsArticle,BlogPosting,LiveBlogPosting,Report,TechArticle,ScholarlyArticle,"
        "SocialMediaPosting,AdvertiserContentArticle,SatiricalArticle,Recipe,Review,"
        "DiscussionForumPosting,AskPublicNewsArticle";
    const at_ld *type = at__ld_get(v, "@type");
    if (!type)
        return false;
    for (const at_ld *x = type->kind == '[' ? type->first : type; x; x = type->kind == '[' ? x->next : NULL)
        if (x->text.n && at_in_list((at_str){list, sizeof list - 1}, ',', x->text))
            return true;
    return false;
}

static void ld_authors(at_page_said *s, at_arena *mem, const at_ld *v)
{
    if (!v)
        return;
    if (v->kind == '[')
        for (const at_ld *x = v->first; x; x = x->next)
            add_author(mem, s, at__ld_text(x));
    else
        add_author(mem, s, at__ld_text(v));
    s->ld_authors = s->nauthors > 0;
}

static void ld_report(at_page_said *s, at_arena *mem, const at_ld *v)
{
    if (!s->headline.n && !s->nauthors)
        ld_authors(s, mem, at__ld_get(v, "author") ? at__ld_get(v, "author") : at__ld_get(v, "creator"));
    take(mem, &s->headline, at__ld_text(at__ld_get(v, "headline")));
    take(mem, &s->headline, at__ld_text(at__ld_get(v, "name")));
    take(mem, &s->published, at__ld_text(at__ld_get(v, "datePublished")));
    take(mem, &s->published, at__ld_text(at__ld_get(v, "dateCreated")));
    take(mem, &s->modified, at__ld_text(at__ld_get(v, "dateModified")));
    take(mem, &s->publisher, at__ld_text(at__ld_get(v, "publisher")));
    take(mem, &s->language, at__ld_text(at__ld_get(v, "inLanguage")));
}

/* A value, its @graph, or what it is about. */
static void ld_value(at_page_said *s, at_arena *mem, const at_ld *v, unsigned depth)
{
    if (depth > 4)
        return;
    if (v->kind == '[') {
        for (const at_ld *x = v->first; x; x = x->next)
            ld_value(s, mem, x, depth + 1);
        return;
    }
    if (is_report(v))
        ld_report(s, mem, v);
    const at_ld *graph = at__ld_get(v, "@graph"), *main = at__ld_get(v, "mainEntity");
    if (graph)
        ld_value(s, mem, graph, depth + 1);
    if (main && main->kind == '{')
        ld_value(s, mem, main, depth + 1);
    const at_ld *type = at__ld_get(v, "@type");
    if (type && at_eq(type->text, AT_S("WebSite")))
        take(mem, &s->site, at__ld_text(at__ld_get(v, "name")));
    if (type && (at_eq(type->text, AT_S("WebPage")) || at_eq(type->text, AT_S("ItemPage"))) && !s->published.n)
        take(mem, &s->published, at__ld_text(at__ld_get(v, "datePublished")));
}

static void script(at_page_said *s, at_arena *mem, const at_page *p, uint32_t i)
{
    at_str type;
    if (!at__html_attr(&p->t, i, AT_S("type"), &type) || !at_starts_fold(at_trim(type), AT_S("application/ld+json")))
        return;
    const at_node *x = &p->t.node[i];
    for (const at_ld *v = at__ld_parse(mem, at_sub(p->t.src, x->end, x->close)); v; v = v->next)
        ld_value(s, mem, v, 0);
}

static void link_to(at_page_said *s, at_arena *mem, const at_page *p, uint32_t i)
{
    at_str rel, href;
    if (at__html_attr(&p->t, i, AT_S("rel"), &rel) && at_eq_fold(rel, AT_S("canonical")) &&
        at__html_attr(&p->t, i, AT_S("href"), &href))
        take(mem, &s->canonical, href);
}

void at__page_said(at_page_said *s, at_arena *mem, const at_page *p)
{
    memset(s, 0, sizeof *s);
    at_str *const all[] = {&s->headline, &s->og_title,  &s->meta_title, &s->title,    &s->published, &s->modified,
                           &s->dated,    &s->publisher, &s->site,       &s->language, &s->canonical, &s->og_url};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        *all[i] = AT_S("");
    for (uint32_t i = 0; i < p->t.n; i++) /* JSON-LD first: it names what the page is about */
        if (p->t.node[i].tag == AT_TAG_SCRIPT)
            script(s, mem, p, i);
    for (uint32_t i = 0; i < p->t.n; i++) {
        const at_node *x = &p->t.node[i];
        if (x->tag == AT_TAG_META)
            meta(s, mem, p, i);
        else if (x->tag == AT_TAG_LINK)
            link_to(s, mem, p, i);
        else if (x->tag == AT_TAG_TITLE && !s->title.n && !(x->parent && p->t.node[x->parent].tag == AT_TAG_SVG))
            take(mem, &s->title, at_sub(p->t.src, x->end, x->close));
        else if (x->tag == AT_TAG_HTML) {
            at_str lang;
            if (at__html_attr(&p->t, i, AT_S("lang"), &lang) || at__html_attr(&p->t, i, AT_S("xml:lang"), &lang))
                s->language = at__html_plain(mem, at_sub(lang, 0, 40));
        }
    }
}
