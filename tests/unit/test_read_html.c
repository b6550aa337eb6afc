/* Pages, all of them invented: what is kept, the way back to the bytes, what the page says of itself. */
#include "base/data.h"
#include "base/str.h"
#include "base/utf8.h"
#include "read/html_live.h"
#include "read/html_words.h"
#include "test.h"

typedef struct {
    at_arena mem;
    at_kept k;
    at_str src;
} page;

static void read_bytes(page *p, const char *bytes, size_t n, const char *charset, bool piece)
{
    const at_html_from from = {.charset = at_strz(charset), .piece = piece};
    at_arena_init(&p->mem, (size_t)1 << 28, NULL);
    p->src = (at_str){bytes, n};
    at__html_read(&p->k, &p->mem, p->src, &from);
    assert_true(at_utf8_bad(p->k.text) == SIZE_MAX);
}

static void read_page(page *p, const char *html)
{
    read_bytes(p, html, strlen(html), "", false);
}

static bool has(const page *p, const char *words)
{
    return at_index(p->k.text, at_strz(words), 0) != SIZE_MAX;
}

/* The kept words lead back to the same words of the source. */
static void leads_back(const page *p, const char *words)
{
    size_t at = at_index(p->k.text, at_strz(words), 0);
    assert_true(at != SIZE_MAX);
    for (size_t i = 0; words[i]; i++)
        if (words[i] != ' ')
            assert_int_equal(p->src.p[at_kept_source(&p->k, (uint32_t)(at + i))], words[i]);
}

#define LEAD "Police fired at a crowd in the capital on Wednesday, the interior ministry said in a statement."
#define MORE "At least twelve people were killed, and dozens were wounded, doctors at two hospitals said."
#define FRAME(body)                                                                                                              \
    "<html lang='en-GB'><head><title>Police fire at crowd | Example News</title></head><body>"                                   \
    "<nav><ul><li><a href='/'>Home</a><li><a href='/w'>World</a></ul></nav>" body                                                \
    "<footer><p>Example News, 1 Example Street, all rights reserved, and more.</p></footer></body></html>"

static void keeps_the_main_text(void **state)
{
    page p;
    (void)state;
    read_page(&p,
              FRAME("<h1>Police fire at crowd</h1><p class=byline>By Anna Lee</p><article><p>" LEAD "</p>"
                    "<figure><img src=x><figcaption>A crowd in the capital. Photo: Example</figcaption></figure>"
                    "<h2>Hospitals</h2><p>" MORE "</p><ul><li>One man died at the gate.</li><li>Two died later.</li></ul>"
                    "<blockquote><p>We saw soldiers shoot.</p></blockquote>"
                    "<div class='newsletter-signup'><p>Sign up for our newsletter, it is sent every day at noon, free.</p></div>"
                    "<div class='share-bar'><a href=f>Share on Facebook</a></div></article>"
                    "<div id=comments><p>I do not believe a word of this, it was not like that at all.</p></div>"
                    "<div class='cookie-banner'><p>We use cookies, and so do our 800 partners, please agree.</p></div>"));
    assert_str(p.k.text,
               LEAD "\n\nHospitals\n\n" MORE "\n\nOne man died at the gate.\nTwo died later.\n\nWe saw soldiers shoot.\n");
    assert_str(p.k.said.title, "Police fire at crowd");
    assert_str(p.k.said.byline, "Anna Lee");
    assert_str(p.k.said.language, "en");
    leads_back(&p, "killed, and dozens");
    at_arena_release(&p.mem);
}

static void tables_and_breaks_are_structure(void **state)
{
    page p;
    (void)state;
    read_page(&p, FRAME("<div class=article-body><p>" LEAD "<br>" MORE
                        "</p><table><tr><th>Town<th>Killed<tr><td>Northtown<td>7<tr><td>Southtown<td>5</table></div>"));
    assert_str(p.k.text, LEAD "\n" MORE "\n\nTown\tKilled\nNorthtown\t7\nSouthtown\t5\n");
    at_arena_release(&p.mem);
}

static void references_are_decoded(void **state)
{
    page p;
    (void)state;
    read_page(&p, "<p>Five&nbsp;men &amp; women &#8220;of the army&#x201D;, caf&eacute; owners, saw it: 5 &lt; 7, &notaname; and "
                  "&copy and the rest of the day.</p>");
    assert_str(p.k.text, "Five men & women \xE2\x80\x9Cof the army\xE2\x80\x9D, caf\xC3\xA9 owners, saw it: 5 < 7, \xC2\xAC"
                         "aname; and \xC2\xA9 and the rest of the day.\n");
    leads_back(&p, "owners, saw it");
    at_arena_release(&p.mem);
}

static void broken_markup(void **state)
{
    page p;
    (void)state;
    read_page(&p, "<body><p>Police fired <b>at a <i>crowd</b> in</i> the capital on Wednesday<p>and on Thursday, they <a "
                  "href='x>said</a>, a second time.<p>");
    assert_true(has(&p, "Police fired at a crowd in the capital on Wednesday"));
    at_arena_release(&p.mem);
    read_page(&p, FRAME("<div></p></td></table><p>" LEAD "<div>" MORE
                        "</span></div></section></b><p>The end of it, they said, was near.<!-- never closed <p>And this is text, "
                        "too, of the page.</p>"));
    assert_true(has(&p, LEAD) && has(&p, MORE) && has(&p, "The end of it, they said, was near."));
    at_arena_release(&p.mem);
}

static void limits(void **state)
{
    enum { DEEP = 100000 };
    page p;
    (void)state;
    char *s = malloc(DEEP * 11 + 1000), *q = s;
    for (int i = 0; i < DEEP; i++, q += 5)
        memcpy(q, "<div>", 5);
    q += sprintf(q, "<p>%s</p>", LEAD);
    for (int i = 0; i < DEEP; i++, q += 6)
        memcpy(q, "</div>", 6);
    read_bytes(&p, s, (size_t)(q - s), "", false);
    assert_true(has(&p, LEAD));
    assert_int_equal(p.k.problems.n, 1);
    assert_true(at_index(p.k.problems.p[0].what, AT_S("deeper than 512"), 0) != SIZE_MAX);
    at_arena_release(&p.mem);
    memset(s, 'x', DEEP * 5); /* a huge attribute, and one that never ends */
    memcpy(s, "<p class=\"", 10);
    sprintf(s + DEEP * 5, "\">%s</p><p id=\"", LEAD);
    read_bytes(&p, s, strlen(s), "", false);
    assert_str(p.k.text, LEAD "\n");
    at_arena_release(&p.mem);
    for (int i = 0; i < DEEP; i++) /* comments that never end must not be searched for their end again and again */
        memcpy(s + 5 * i, "<!--a", 5);
    read_bytes(&p, s, DEEP * 5, "", false);
    at_arena_release(&p.mem);
    free(s);
}

static void nothing_to_keep(void **state)
{
    page p;
    (void)state;
    read_page(&p, "<html><body><script>var x = '<p>" LEAD "</p>';</script></body></html>");
    assert_int_equal(p.k.text.n, 0);
    assert_int_equal(p.k.problems.n, 1);
    at_arena_release(&p.mem);
}

static void a_piece_is_kept_whole(void **state)
{
    page p;
    (void)state;
    static const char html[] = "<p>Short.</p><p><a href=x>All of this is a link</a></p><script>x</script>";
    read_bytes(&p, html, sizeof html - 1, "utf-8", true);
    assert_str(p.k.text, "Short.\n\nAll of this is a link\n");
    at_arena_release(&p.mem);
}

/* ---- charsets ---- */

#define RU_1251                                                                                                                  \
    "\xCF\xEE\xEB\xE8\xF6\xE8\xFF \xEE\xF2\xEA\xF0\xFB\xEB\xE0 \xEE\xE3\xEE\xED\xFC \xEF\xEE \xF2\xEE\xEB\xEF\xE5, "             \
    "\xF1\xEE\xEE\xE1\xF9\xE8\xEB\xEE \xEC\xE8\xED\xE8\xF1\xF2\xE5\xF0\xF1\xF2\xE2\xEE. Army said so."
#define RU_UTF8                                                                                                                  \
    "\u041f\u043e\u043b\u0438\u0446\u0438\u044f \u043e\u0442\u043a\u0440\u044b\u043b\u0430 \u043e\u0433\u043e\u043d\u044c "      \
    "\u043f\u043e \u0442\u043e\u043b\u043f\u0435, \u0441\u043e\u043e\u0431\u0449\u0438\u043b\u043e "                             \
    "\u043c\u0438\u043d\u0438\u0441\u0442\u0435\u0440\u0441\u0442\u0432\u043e."

static void charsets(void **state)
{
    page p;
    (void)state;
    read_page(&p, "<meta charset=windows-1251><p>" RU_1251 "</p>"); /* declared */
    assert_str(p.k.text, RU_UTF8 " Army said so.\n");
    leads_back(&p, "Army said so.");
    at_arena_release(&p.mem);
    read_page(&p, "<p>" RU_1251 "</p>"); /* guessed */
    assert_true(has(&p, RU_UTF8));
    at_arena_release(&p.mem);
    static const char plain[] = "<p>" RU_1251 "</p>"; /* the header wins */
    read_bytes(&p, plain, sizeof plain - 1, "windows-1251", false);
    assert_true(has(&p, RU_UTF8));
    at_arena_release(&p.mem);
    read_page(&p, "<meta charset=iso-8859-1><p>" RU_UTF8 "</p>"); /* declared wrongly */
    assert_true(has(&p, RU_UTF8));
    at_arena_release(&p.mem);
    read_page(&p, "<meta charset=utf-8><p>The caf\xE9 owner said that \x93no one\x94 was hurt, and left.</p>"); /* too */
    assert_str(p.k.text, "The caf\xC3\xA9 owner said that \xE2\x80\x9Cno one\xE2\x80\x9D was hurt, and left.\n");
    at_arena_release(&p.mem);
    static const char wide[] = "\xFF\xFE<\0p\0>\0T\0h\0e\0 \0e\0n\0d\0.\0<\0/\0p\0>\0";
    read_bytes(&p, wide, sizeof wide - 1, "", false);
    assert_str(p.k.text, "The end.\n");
    leads_back(&p, "The end.");
    at_arena_release(&p.mem);
    static const char nul[] = "<p>Police fired\0 at a crowd, they said, on Wednesday \xEF\xBF.</p>";
    read_bytes(&p, nul, sizeof nul - 1, "", false);
    assert_true(has(&p, "at a crowd"));
    assert_int_equal(p.k.problems.n, 1);
    leads_back(&p, "at a crowd");
    at_arena_release(&p.mem);
}

/* ---- what the page says of itself ---- */

static void says_of_itself(void **state)
{
    page p;
    (void)state;
    read_page(
        &p,
        "<html lang=de-AT><head><title>Site - Kopf</title><link rel=canonical href='https://example.org/2022/1/a?x=1&amp;y=2'>"
        "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"Example\"},{\"@type\":\"NewsArticle\","
        "\"headline\":\"Ein \\\"Kopf\\\" \\u2013 lang\",\"datePublished\":\"2022-01-05T20:00:00+01:00\","
        "\"author\":[{\"@type\":\"Person\",\"name\":\"Anna Lee\"},{\"name\":\"Bo Ek\"}],\"publisher\":{\"name\":\"Example "
        "News\"},}]}"
        "</script></head><body><h1>Ein \xE2\x80\x9EKopf\xE2\x80\x9C \xE2\x80\x93 lang</h1><p>" LEAD "</p><p>" MORE "</p></body>");
    assert_str(p.k.said.title, "Ein \xE2\x80\x9EKopf\xE2\x80\x9C \xE2\x80\x93 lang");
    assert_str(p.k.said.byline, "Anna Lee; Bo Ek");
    assert_str(p.k.said.publisher, "Example News");
    assert_str(p.k.said.language, "de");
    assert_str(p.k.said.url, "https://example.org/2022/1/a?x=1&y=2");
    assert_str(p.k.said.published_at, "2022-01-05T20:00:00+01:00");
    assert_int_equal(p.k.day, at_day(2022, 1, 5));
    at_arena_release(&p.mem);
}

static int32_t day_of(const char *html)
{
    page p;
    read_page(&p, html);
    int32_t day = p.k.day;
    at_arena_release(&p.mem);
    return day;
}

static void days(void **state)
{
    (void)state;
    assert_int_equal(day_of("<html lang=en><h1>Head of it</h1><p>6 March 2021</p><p>" LEAD "</p>"), at_day(2021, 3, 6));
    assert_int_equal(day_of("<html lang=en><h1>Head of it</h1><span class=date>03/06/2021</span><p>" LEAD "</p>"),
                     at_day(2021, 3, 6));
    assert_int_equal(day_of("<html lang=en-GB><h1>Head of it</h1><span class=date>03/06/2021</span><p>" LEAD "</p>"),
                     at_day(2021, 6, 3));
    assert_int_equal(
        day_of("<html lang=ru><h1>Head of it</h1><p>6 \u043c\u0430\u0440\u0442\u0430 2021 \u0433.</p><p>" LEAD "</p>"),
        at_day(2021, 3, 6));
    assert_int_equal(day_of("<h1>Head of it</h1><p>2021\u5e743\u67086\u65e5</p><p>" LEAD "</p>"), at_day(2021, 3, 6));
    assert_int_equal(day_of("<h1>Head of it</h1><time datetime='2021-03-06T10:00'>today</time><p>" LEAD "</p>"),
                     at_day(2021, 3, 6));
    assert_int_equal(day_of("<link rel=canonical href='http://example.org/2021/03/06/x'><h1>Head of it</h1><p>" LEAD "</p>"),
                     at_day(2021, 3, 6));
    /* the page shows the day where it stands, the markup gives it in universal time */
    assert_int_equal(day_of("<meta property='article:published_time' content='2021-03-07T03:30:00Z'><h1>Head of it</h1><p>March "
                            "6, 2021</p><p>" LEAD "</p>"),
                     at_day(2021, 3, 6));
    /* other stories have other days */
    assert_int_equal(day_of("<h1>Head of it</h1><p>" LEAD "</p><div class=related><time datetime='2020-01-01'>x</time></div>"),
                     AT_NODAY);
}

/* ---- live blogs ---- */

#define POST(clock, words) "<article class=entry><span class=time>" clock "</span><p>" words "</p></article>"

static void live_blogs_are_cut(void **state)
{
    static const char html[] =
        "<title>Fighting live</title><meta property='article:published_time' content='2023-04-15T08:00:00Z'>"
        "<h1>Fighting live</h1><div class=liveblog>" POST("00:15",
                                                          "Talks on a ceasefire failed, the envoy said, after five hours.")
            POST("21:40", MORE) POST("09:30", LEAD) "</div>";
    const at_html_from from = {0};
    at_arena mem;
    at_live l;
    (void)state;
    at_arena_init(&mem, 0, NULL);
    assert_true(at__html_live(&l, &mem, at_strz(html), &from));
    assert_int_equal(l.posts.n, 3);
    assert_str(l.posts.p[0].when, "2023-04-16T00:15");
    assert_str(l.posts.p[2].when, "2023-04-15T09:30");
    assert_true(at_index(at_sub(at_strz(html), l.posts.p[1].beg, l.posts.p[1].end), AT_S(MORE), 0) != SIZE_MAX);
    assert_true(at_index(at_sub(at_strz(html), l.posts.p[1].beg, l.posts.p[1].end), AT_S(LEAD), 0) == SIZE_MAX);
    static const char other[] = "<title>A liveblog is not this</title><h1>Head of it</h1><p>" LEAD "</p><p>" MORE "</p>";
    assert_false(at__html_live(&l, &mem, at_strz(other), &from));
    at_arena_release(&mem);
}

/* ---- tables ---- */

static void references_are_sorted(void **state)
{
    at_str rows = at_data("entities.tsv"), line, before = AT_S("");
    size_t n = 0;
    (void)state;
    while (at_cut(&rows, '\n', &line)) {
        at_str name;
        if (!line.n || line.p[0] == '#' || at_starts(line, AT_S("name\t")))
            continue;
        assert_true(at_cut(&line, '\t', &name) && at_cmp(before, name) < 0);
        before = name;
        n++;
    }
    assert_int_equal(n, 2231); /* of the standard */
}

static void class_words(void **state)
{
    at_arena mem;
    at_page_words w;
    (void)state;
    at_arena_init(&mem, 0, NULL);
    at__page_words_init(&w, &mem);
    assert_int_equal(at__page_words_of(&w, AT_S("entry-content")) & AT_IS_BODY, AT_IS_BODY);
    assert_int_equal(at__page_words_of(&w, AT_S("x storyBody__inner")) & AT_IS_BODY, AT_IS_BODY);
    assert_int_equal(at__page_words_of(&w, AT_S("CommentList")) & AT_IS_COMMENT,
                     AT_IS_COMMENT & at__page_words_of(&w, AT_S("comment")));
    assert_int_equal(at__page_words_of(&w, AT_S("no-comments has-sidebar")), 0);
    assert_int_equal(at__page_words_of(&w, AT_S("secondary")), AT_IS_SIDE);
    assert_int_equal(at__page_words_of(&w, AT_S("text-secondary")) & AT_IS_SIDE, 0);
    assert_int_equal(at__page_words_of(&w, AT_S("")), 0);
    at_arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_main_text),
        cmocka_unit_test(tables_and_breaks_are_structure),
        cmocka_unit_test(references_are_decoded),
        cmocka_unit_test(broken_markup),
        cmocka_unit_test(limits),
        cmocka_unit_test(nothing_to_keep),
        cmocka_unit_test(a_piece_is_kept_whole),
        cmocka_unit_test(charsets),
        cmocka_unit_test(says_of_itself),
        cmocka_unit_test(days),
        cmocka_unit_test(live_blogs_are_cut),
        cmocka_unit_test(references_are_sorted),
        cmocka_unit_test(class_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
