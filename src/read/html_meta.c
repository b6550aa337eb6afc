#include "read/html_meta.h"

#include "base/str.h"
#include "base/utf8.h"
#include "read/html_date.h"
#include "read/html_said.h"

typedef struct {
    const at_page *p;
    at_arena *mem;
    at_page_said said;
    at_page_dates dates;
    size_t h1;    /* paragraph of the page's heading, or SIZE_MAX */
    size_t first; /* first kept paragraph, or the number of paragraphs */
    at_str title;
} finder;

/* Letters and digits of s in small letters: to compare titles. */
static at_str bare(at_arena *mem, at_str s)
{
    at_str low = at_utf8_lower(mem, at_sub(s, 0, 600));
    char *out = at_alloc(mem, low.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < low.n;) {
        unsigned len;
        uint32_t cp = at_utf8(low, i, &len);
        if (cp != AT_BADCP && (at_cp_letter(cp) || (cp >= '0' && cp <= '9'))) {
            memcpy(out + n, low.p + i, len);
            n += len;
        }
        i += len;
    }
    return (at_str){out, n};
}

/* Is a within b, or b within a? (both bare) */
static bool within(at_str a, at_str b)
{
    return a.n && b.n && (at_index(a, b, 0) != SIZE_MAX || at_index(b, a, 0) != SIZE_MAX);
}

/* How well a heading agrees with what the page declares as its title: 0 not, 1 part of it, 2 nearly all. */
static unsigned agrees(at_arena *mem, at_str heading, at_str declared)
{
    at_str a = bare(mem, heading), b = bare(mem, declared);
    if (a.n < 2 || b.n < 2 || !within(a, b))
        return 0;
    size_t lo = a.n < b.n ? a.n : b.n, hi = a.n < b.n ? b.n : a.n;
    return lo * 10 >= hi * 7 ? 2 : lo >= 6 ? 1 : 0;
}

static unsigned score_heading(const finder *f, size_t k, at_str text)
{
    const at_para *x = &f->p->paras.p[k];
    at_arena *mem = f->mem;
    unsigned a = agrees(mem, text, f->said.headline), b = agrees(mem, text, f->said.og_title),
             c = agrees(mem, text, f->said.title);
    unsigned agree = a > b ? a : b;
    agree = agree > c ? agree : c;
    unsigned score = agree * 6 + (x->level == 1 ? 5 : x->level == 2 ? 2 : 0);
    for (uint32_t i = x->box, up = 0; i && up < 3; up++, i = f->p->t.node[i].parent)
        if (f->p->own[i] & AT_IS_TITLE) {
            score += 2;
            break;
        }
    if (x->state & (AT_IN_CHROME | AT_IN_COMMENT))
        score = score > 6 && !(x->state & AT_IN_COMMENT) ? score - 6 : 0;
    if (f->said.site.n && at_eq(bare(mem, text), bare(mem, f->said.site)))
        score = score > 8 ? score - 8 : 0;
    if (at_starts(bare(mem, f->said.title), bare(mem, text)))
        score += 2;
    if (x->link == x->chars) /* the name of the site leads to its front page */
        score = score > 3 ? score - 3 : 0;
    if (f->first < f->p->paras.n) { /* the title stands before the text, and near it */
        if (k > f->first + 2)
            score = score > 4 ? score - 4 : 0;
        else if (k + 12 >= f->first)
            score += 2;
    }
    return score;
}

/* The paragraph that is the page's heading. */
static void find_heading(finder *f)
{
    unsigned best = 4;
    f->h1 = SIZE_MAX;
    for (size_t k = 0; k < f->p->paras.n; k++) {
        const at_para *x = &f->p->paras.p[k];
        bool titled = x->level != 0;
        for (uint32_t i = x->box, up = 0; i && up < 2 && !titled; up++, i = f->p->t.node[i].parent)
            titled = (f->p->own[i] & AT_IS_TITLE) != 0;
        if (!titled || x->chars > 300 || x->level > 3)
            continue;
        at_str text = at__para_text(f->p, x, f->mem, 600);
        unsigned s = text.n ? score_heading(f, k, text) : 0;
        if (s > best) {
            best = s;
            f->h1 = k;
            f->title = text;
        }
    }
}

/* <title> without the name of the site: "Headline | Site", "Site - Section: Headline". */
static at_str without_site(const finder *f, at_str title)
{
    static const char *const seps[] = {" | ",        " - ",        " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 ",
                                       " \xC2\xAB ", " \xC2\xBB ", " :: ",           " \xE2\x80\xA2 ", " / ",
                                       " < "};
    at_str site = bare(f->mem, f->said.site.n ? f->said.site : f->said.publisher);
    size_t last = 0, len = 0, first = SIZE_MAX, flen = 0;
    for (size_t k = 0; k < sizeof seps / sizeof *seps; k++)
        for (size_t i = 0; (i = at_index(title, at_strz(seps[k]), i)) != SIZE_MAX; i += strlen(seps[k])) {
            if (i >= last) {
                last = i;
                len = strlen(seps[k]);
            }
            if (i < first) {
                first = i;
                flen = strlen(seps[k]);
            }
        }
    if (!last)
        return title;
    at_str head = at_trim(at_sub(title, 0, first)), rest = at_trim(at_sub(title, first + flen, title.n));
    if (site.n && within(bare(f->mem, head), site) && rest.n > head.n / 2)
        return rest;
    at_str front = at_trim(at_sub(title, 0, last)), tail = at_trim(at_sub(title, last + len, title.n));
    bool named = site.n && within(bare(f->mem, tail), site);
    if (named && first < last) { /* "Headline - Section - Site" */
        return front.n - head.n < 24 && head.n > 20 ? head : front;
    }
    return named || tail.n < front.n ? front : title;
}

static void find_title(finder *f, at_said *said)
{
    find_heading(f);
    if (f->h1 != SIZE_MAX)
        said->title = f->title;
    else if (f->said.headline.n)
        said->title = f->said.headline;
    else if (f->said.og_title.n)
        said->title = without_site(f, f->said.og_title);
    else if (f->said.title.n)
        said->title = without_site(f, f->said.title);
    else
        said->title = f->said.meta_title;
}

/* The day of a declared time. *iso: the whole time if it is one. */
static int32_t declared(const finder *f, at_str s, at_str *iso)
{
    size_t at;
    int32_t day = at__page_date(&f->dates, at_sub(s, 0, 80), &at);
    if (day != AT_NODAY && !at && s.n >= 16 && s.p[4] == '-' && (s.p[10] == 'T' || s.p[10] == ' ') && s.p[13] == ':')
        *iso = s;
    return day;
}

/* Is the element among comments, other stories and the like? */
static bool aside(const finder *f, uint32_t node)
{
    uint16_t s = f->p->state[node];
    if (s & AT_IN_COMMENT)
        return true;
    for (uint32_t i = node; i; i = f->p->t.node[i].parent)
        if (f->p->own[i] & (AT_IS_RELATED | AT_IS_SIDE | AT_IS_NAV | AT_IS_COMMENT) && f->p->t.node[i].tag != AT_TAG_BODY)
            return true;
    return false;
}

/* <time datetime>, microdata and the like, the first in the page that is not among other stories. */
static int32_t by_markup(const finder *f, at_str *iso)
{
    const at_page *p = f->p;
    int32_t found = AT_NODAY;
    uint32_t heading = f->h1 == SIZE_MAX ? 0 : p->paras.p[f->h1].first;
    for (uint32_t i = 0; i < p->t.n; i++) {
        const at_node *x = &p->t.node[i];
        at_str v, prop = AT_S("");
        if (x->tag == AT_TAG_TEXT || x->tag == AT_TAG_META)
            continue;
        bool date = (p->own[i] & AT_IS_DATE) != 0;
        if (x->tag != AT_TAG_TIME && !date)
            continue;
        if (aside(f, i))
            continue;
        if (date && at__html_attr(&p->t, i, AT_S("itemprop"), &prop) && at_index(prop, AT_S("odified"), 0) != SIZE_MAX)
            continue;
        if (!at__html_attr(&p->t, i, AT_S("datetime"), &v) && !at__html_attr(&p->t, i, AT_S("content"), &v) &&
            !(x->tag != AT_TAG_TIME && at__html_attr(&p->t, i, AT_S("title"), &v)))
            continue;
        at_str when = AT_S("");
        int32_t day = declared(f, at__html_plain(f->mem, at_sub(v, 0, 80)), &when);
        if (day == AT_NODAY)
            continue;
        if (found == AT_NODAY || (heading && i > heading)) {
            found = day;
            *iso = when;
        }
        if (i > heading)
            break;
    }
    return found;
}

/* The day in paragraph k, if it can be the line of a date: at most `most` characters, or the date is what it begins with. */
static int32_t line_day(const finder *f, size_t k, uint32_t most)
{
    const at_para *x = &f->p->paras.p[k];
    size_t at;
    if (x->digits < 3 || aside(f, x->box))
        return AT_NODAY;
    int32_t day = at__page_date(&f->dates, at__para_text(f->p, x, f->mem, x->chars > most ? 40 : 600), &at);
    return day != AT_NODAY && (x->chars <= most || at < 4) ? day : AT_NODAY;
}

/* Right above or below the heading. */
static int32_t near_heading(const finder *f)
{
    size_t n = f->p->paras.n, from = f->h1 == SIZE_MAX ? f->first : f->h1;
    int32_t day = AT_NODAY;
    for (size_t k = from; k-- > 0 && k + 2 >= from && day == AT_NODAY && f->h1 != SIZE_MAX;)
        day = line_day(f, k, 60);
    for (size_t k = from; k < n && k < from + 14 && day == AT_NODAY; k++)
        day = line_day(f, k, 120);
    return day;
}

/* A date in an element named for it, further above the heading, or below the text. */
static int32_t by_lines(const finder *f)
{
    const at_page *p = f->p;
    size_t n = p->paras.n, from = f->h1 == SIZE_MAX ? f->first : f->h1, last = 0;
    int32_t day = AT_NODAY;
    for (size_t k = 0; k < n; k++)
        if (p->paras.p[k].keep)
            last = k;
    from = from > n ? 0 : from;
    for (size_t k = from; k < n && day == AT_NODAY; k++)
        if ((p->own[p->paras.p[k].box] & AT_IS_DATE) || (f->h1 == SIZE_MAX && k < from + 60 && p->paras.p[k].chars < 60))
            day = line_day(f, k, 100);
    for (size_t k = from; k-- > 0 && k + 8 >= from && day == AT_NODAY;)
        day = line_day(f, k, 100);
    for (size_t k = last > 2 ? last - 2 : 0; k < n && k < last + 8 && day == AT_NODAY; k++)
        day = line_day(f, k, 300);
    return day;
}

/* Is the time in another zone's clock than its readers have? */
static bool universal(at_str iso)
{
    return at_ends(iso, AT_S("Z")) || at_ends(iso, AT_S("+00:00")) || at_ends(iso, AT_S("+0000"));
}

static void find_day(finder *f, at_kept *k, at_str url)
{
    at_str iso = AT_S("");
    int32_t shown = AT_NODAY, marked = AT_NODAY, address = at__page_date_of_url(url);
    k->day = declared(f, f->said.published, &k->said.published_at);
    if (k->day == AT_NODAY)
        k->day = by_markup(f, &k->said.published_at);
    else if (universal(k->said.published_at)) { /* the day that the page shows, if it is that time in another zone */
        marked = by_markup(f, &iso);
        shown = near_heading(f);
        if (marked != AT_NODAY && !universal(iso) && (marked == k->day + 1 || marked == k->day - 1))
            k->day = marked;
        else if (shown != AT_NODAY && (shown == k->day + 1 || shown == k->day - 1))
            k->day = shown;
    }
    if (k->day == AT_NODAY || (address != AT_NODAY && (k->day == address + 1 || k->day == address - 1)))
        k->day = address;
    if (k->day == AT_NODAY)
        k->day = near_heading(f);
    if (k->day == AT_NODAY)
        k->day = declared(f, f->said.dated, &k->said.published_at);
    if (k->day == AT_NODAY)
        k->day = by_lines(f);
    if (k->day == AT_NODAY)
        k->day = declared(f, f->said.modified, &k->said.published_at);
}

/* Words before a name in a byline. */
static at_str without_by(at_str s)
{
    static const char *const heads[] = {
        "By ",         "by ",        "BY ",        "Von ",      "von ",     "VON ",
        "Par ",        "par ",       "Por ",       "por ",      "Di ",      "di ",
        "Door ",       "Autor: ",    "Autor ",     "Autorin: ", "Author: ", "Text: ",
        "Written by ", "Posted by ", "Autor/in: ", "De ",       "Przez ",   "\xD0\x90\xD0\xB2\xD1\x82\xD0\xBE\xD1\x80: "};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (at_starts(s, at_strz(heads[i])))
            return at_trim(at_sub(s, strlen(heads[i]), s.n));
    return s;
}

/* Is it a name? No address, no number, not the site, not what blogs call their only user. */
static bool name_like(const finder *f, at_str s)
{
    static const char odd[] =
        "admin,administrator,webmaster,redaktion,editor,staff,guest,gast,root,user,autor,author,anonymous,online,n/a";
    if (s.n < 2 || s.n > 60)
        return false;
    unsigned blanks = 0;
    for (size_t i = 0; i < s.n; i++) {
        if ((s.p[i] >= '0' && s.p[i] <= '9') || strchr("@/{}<>=|\\?!:", s.p[i]))
            return false;
        blanks += s.p[i] == ' ';
    }
    at_str low = at_utf8_lower(f->mem, s);
    return blanks < 6 && !at_in_list((at_str){odd, sizeof odd - 1}, ',', low);
}

/* "A, B und C" apart, each added to *out. */
static void add_names(const finder *f, at_str *out, at_str s)
{
    static const char *const seps[] = {", ", " and ", " und ", " et ", " y ", " e ", " & ", "; ", " | ", " with ", " mit ", ","};
    s = without_by(at_trim(s));
    while (s.n) {
        size_t n = s.n, skip = 0;
        for (size_t i = 0; i < sizeof seps / sizeof *seps; i++) {
            size_t at = at_index(s, at_strz(seps[i]), 0);
            if (at < n) {
                n = at;
                skip = strlen(seps[i]);
            }
        }
        at_str one = without_by(at_trim(at_sub(s, 0, n)));
        if (name_like(f, one) && at_index(*out, one, 0) == SIZE_MAX)
            *out = at_arena_cat(f->mem, out->n ? at_arena_cat(f->mem, *out, AT_S("; ")) : AT_S(""), one);
        s = at_sub(s, n + skip, s.n);
    }
}

/* An element marked as the author near the heading. */
static at_str visible_author(const finder *f)
{
    const at_page *p = f->p;
    at_str out = AT_S("");
    for (uint32_t i = 1; i < p->t.n && !out.n; i++) {
        const at_node *x = &p->t.node[i];
        at_str rel;
        bool marked = (p->own[i] & AT_IS_AUTHOR) != 0;
        if (x->tag == AT_TAG_TEXT || x->tag == AT_TAG_META || x->tag == AT_TAG_BODY || x->tag == AT_TAG_HTML || aside(f, i))
            continue;
        if (!marked &&
            !(x->tag == AT_TAG_A && at__html_attr(&p->t, i, AT_S("rel"), &rel) && at_index(rel, AT_S("author"), 0) != SIZE_MAX))
            continue;
        at_str text = at__html_text_of(&p->t, f->mem, i, 140);
        if (text.n && text.n < 120)
            add_names(f, &out, text);
    }
    return out;
}

static void find_authors(const finder *f, at_said *said)
{
    at_str out = AT_S("");
    for (size_t i = 0; i < f->said.nauthors; i++)
        if (!(f->said.site.n && at_eq_fold(f->said.authors[i], f->said.site)))
            add_names(f, &out, f->said.authors[i]);
    said->byline = out.n ? out : visible_author(f);
}

static at_str absolute(at_str a, at_str b)
{
    if (at_starts_fold(a, AT_S("http://")) || at_starts_fold(a, AT_S("https://")))
        return a;
    return at_starts_fold(b, AT_S("http://")) || at_starts_fold(b, AT_S("https://")) ? b : AT_S("");
}

/* "de-DE", "de_DE", "DE" -> "de". */
static at_str language(at_arena *mem, at_str s)
{
    size_t n = 0;
    s = at_trim(s);
    while (n < s.n && ((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z'))
        n++;
    return n >= 2 && n <= 3 ? at_lower_ascii(mem, at_sub(s, 0, n)) : AT_S("");
}

void at__page_meta(at_kept *k, at_arena *mem, const at_page *p, at_str url)
{
    finder f = {.p = p, .mem = mem, .first = p->paras.n, .title = AT_S("")};
    at__page_said(&f.said, mem, p);
    for (size_t i = p->paras.n; i-- > 0;)
        if (p->paras.p[i].keep)
            f.first = i;
    k->said.language = language(mem, f.said.language);
    bool us = at_eq(k->said.language, AT_S("en")) && at_index(f.said.language, AT_S("GB"), 0) == SIZE_MAX;
    at__page_dates_init(&f.dates, mem, us);
    k->said.url = absolute(f.said.canonical, f.said.og_url);
    find_title(&f, &k->said);
    find_day(&f, k, k->said.url.n ? k->said.url : url);
    find_authors(&f, &k->said);
    k->said.publisher = f.said.publisher.n ? f.said.publisher : f.said.site;
}
