#include "read/html_live.h"

#include "base/str.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/html_meta.h"

enum { FEWEST = 3, CLIMB = 10 };

/* Words that make it worth a look, in the page's first bytes and scripts. */
static bool hint(at_str s)
{
    static const char *const words[] = {"LiveBlogPosting", "liveblog",     "live-blog",    "live_blog",   "liveticker",
                                        "live-ticker",     "newsticker",   "LiveBlog",     "Liveblog",    "Liveticker",
                                        "live-updates",    "live updates", "Live updates", "Live Updates"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (at_index(s, at_strz(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

/* A clock time at the start of s: minutes of the day, or -1. */
static int clock_of(at_str s)
{
    size_t i = 0, n = 0;
    int h = 0, m = 0;
    while (i < s.n && !(s.p[i] >= '0' && s.p[i] <= '9') && i < 12)
        i++;
    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && n < 2; n++)
        h = h * 10 + (s.p[i++] - '0');
    if (!n || i + 2 >= s.n || (s.p[i] != ':' && s.p[i] != '.') || !(s.p[i + 1] >= '0' && s.p[i + 1] <= '5') ||
        !(s.p[i + 2] >= '0' && s.p[i + 2] <= '9'))
        return -1;
    m = (s.p[i + 1] - '0') * 10 + (s.p[i + 2] - '0');
    at_str rest = at_trim(at_sub(s, i + 3, s.n));
    if (rest.n && rest.p[0] >= '0' && rest.p[0] <= '9')
        return -1;
    if (at_starts_fold(rest, AT_S("pm")) || at_starts_fold(rest, AT_S("p.m")))
        h += h < 12 ? 12 : 0;
    else if ((at_starts_fold(rest, AT_S("am")) || at_starts_fold(rest, AT_S("a.m"))) && h == 12)
        h = 0;
    return h < 24 ? h * 60 + m : -1;
}

typedef struct {
    const at_page *p;
    at_arena *mem;
    uint32_t *last, *count; /* [nodes] the child of the node that had the last time; how many children have one */
    AT_VEC(uint32_t) times; /* nodes that say a time */
} seeker;

static bool says_time(const seeker *s, uint32_t i)
{
    const at_page *p = s->p;
    at_str v;
    if (p->t.node[i].tag == AT_TAG_TIME)
        return true;
    if (!(p->own[i] & AT_IS_DATE) || p->t.node[i].stop - i > 12)
        return false;
    if (at__html_attr(&p->t, i, AT_S("datetime"), &v))
        return true;
    return clock_of(at__html_text_of(&p->t, s->mem, i, 60)) >= 0;
}

/* The element most of whose children have a time. */
static uint32_t holder(seeker *s)
{
    const at_page *p = s->p;
    uint32_t best = 0;
    for (uint32_t i = 1; i < p->t.n; i++)
        if (p->t.node[i].tag != AT_TAG_TEXT && !(p->state[i] & (AT_IN_GONE | AT_IN_COMMENT)) && says_time(s, i))
            *at_push(s->mem, &s->times) = i;
    for (size_t k = 0; k < s->times.n; k++) {
        uint32_t child = s->times.p[k];
        for (unsigned up = 0; up < CLIMB && child; up++) {
            uint32_t parent = p->t.node[child].parent;
            if (s->last[parent] != child && p->good_chars[child]) {
                s->last[parent] = child;
                s->count[parent]++;
            }
            child = parent;
        }
    }
    for (uint32_t i = 1; i < p->t.n; i++)
        if (s->count[i] > s->count[best])
            best = i;
    return s->count[best] >= FEWEST ? best : 0;
}

/* Does the page say that it is one? */
static bool declared(const seeker *s, uint32_t at, at_str title, at_str src)
{
    if (at_index(src, AT_S("LiveBlogPosting"), 0) != SIZE_MAX)
        return true;
    at_str low = at_utf8_lower(s->mem, title);
    if (at_index(low, AT_S("live"), 0) != SIZE_MAX || at_index(low, AT_S("ticker"), 0) != SIZE_MAX)
        return true;
    for (uint32_t i = at; i; i = s->p->t.node[i].parent)
        if (s->p->own[i] & (AT_IS_LIVE | AT_IS_POST))
            return true;
    for (uint32_t i = at + 1; i < s->p->t.node[at].stop; i = s->p->t.node[i].stop)
        if (s->p->own[i] & (AT_IS_LIVE | AT_IS_POST))
            return true;
    return false;
}

static uint32_t source(const at_decoded *d, uint32_t at)
{
    const at_kept k = {.ways = {.p = (at_way *)(uintptr_t)d->ways, .n = d->nways}}; /* only read */
    return at_kept_source(&k, at);
}

/* The first time in the post: as the page has it, or its clock. */
static at_str time_of(const seeker *s, uint32_t child, int *clock)
{
    const at_page *p = s->p;
    at_str v;
    *clock = -1;
    for (size_t k = 0; k < s->times.n; k++) {
        uint32_t i = s->times.p[k];
        if (i < child || i >= p->t.node[child].stop)
            continue;
        if (at__html_attr(&p->t, i, AT_S("datetime"), &v) && at_day_parse(v) != AT_NODAY)
            return at__html_plain(s->mem, at_sub(v, 0, 40));
        *clock = clock_of(at__html_text_of(&p->t, s->mem, i, 60));
        if (*clock >= 0)
            break;
    }
    return AT_S("");
}

/* Days of posts that have only a clock, from the day of the page: that of the oldest post. */
static void date_posts(at_live *out, at_arena *mem, const int *clock, int32_t day)
{
    size_t n = out->posts.n, down = 0, up = 0;
    for (size_t i = 1; i < n; i++)
        if (clock[i] >= 0 && clock[i - 1] >= 0) {
            down += clock[i] < clock[i - 1];
            up += clock[i] > clock[i - 1];
        }
    bool newest_first = down >= up;
    int before = -1;
    for (size_t k = 0; k < n && day != AT_NODAY; k++) {
        size_t i = newest_first ? n - 1 - k : k;
        char iso[16];
        if (out->posts.p[i].when.n || clock[i] < 0)
            continue;
        day += before >= 0 && clock[i] + 60 < before; /* past midnight */
        before = clock[i];
        at_day_put(iso, day);
        out->posts.p[i].when = at_arena_fmt(mem, "%sT%02d:%02d", iso, clock[i] / 60, clock[i] % 60);
    }
}

bool at__html_live(at_live *out, at_arena *mem, at_str bytes, const at_html_from *from)
{
    memset(out, 0, sizeof *out);
    if (!hint(bytes))
        return false;
    at_decoded *d = at_new(mem, at_decoded, 1);
    at_page *p = at_new(mem, at_page, 1);
    at_kept k = {.day = AT_NODAY, .said = at__html_silent()};
    at__charset_decode(d, mem, bytes, from->charset);
    at__page_measure(p, mem, d->text);
    at__page_choose(p);
    at__page_meta(&k, mem, p, from->url);
    seeker s = {.p = p, .mem = mem, .last = at_new(mem, uint32_t, p->t.n), .count = at_new(mem, uint32_t, p->t.n)};
    uint32_t at = holder(&s);
    if (!at || !declared(&s, at, k.said.title, bytes) || p->good_chars[at] * 2 < p->good_chars[p->body])
        return false;
    int *clock = at_new(mem, int, s.count[at]), one;
    for (uint32_t i = at + 1; i < p->t.node[at].stop; i = p->t.node[i].stop) {
        if (p->t.node[i].tag == AT_TAG_TEXT || !p->good_chars[i])
            continue;
        at_str when = time_of(&s, i, &one);
        if ((!when.n && one < 0) || out->posts.n == s.count[at])
            continue;
        clock[out->posts.n] = one;
        at_live_post *x = at_push(mem, &out->posts);
        x->beg = source(d, p->t.node[i].beg);
        x->end = source(d, p->t.node[i].close);
        x->when = when;
    }
    date_posts(out, mem, clock, k.day);
    out->said = k.said;
    out->charset = d->name;
    return out->posts.n >= FEWEST;
}
