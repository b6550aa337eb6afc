/* Copies: known when a report is added, whose they are, what they repeat, and in records of older schemas. */
#include <attest.h>

#include "base/buf.h"
#include "base/data.h"
#include "base/str.h"
#include "link/shingle.h"
#include "store/near.h"

#include "test.h"

#include "record.h"

#define WIRE                                                                                                                     \
    "Police fired on a crowd in the capital on Thursday, killing at least five people, a health official said. The crowd had "   \
    "gathered in front of the parliament to demand the release of two journalists. A spokesman for the interior ministry "       \
    "denied "                                                                                                                    \
    "that live rounds were used and blamed unknown gunmen for the deaths."
#define OTHER                                                                                                                    \
    "Farmers in the north brought in the largest harvest of a decade this autumn, the statistics office reported. Prices of "    \
    "wheat "                                                                                                                     \
    "fell by a tenth within a month, and traders expect them to go on falling until spring. The minister of trade promised to "  \
    "buy "                                                                                                                       \
    "the surplus for the reserve of the state."

static int setup(void **state)
{
    (void)state;
    record_path("near");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    unlink(path);
    return 0;
}

/* Adds a report with one finding, over the bytes of `words` in the text. */
static void add(at_store *s, const char *id, const char *publisher, const char *published, const char *text, const char *words)
{
    at_buf b = {0};
    at_added what;
    at_err err = {0};
    size_t at = at_index(at_strz(text), at_strz(words), 0);
    assert_true(at != SIZE_MAX);
    at_buf_fmt(&b,
               "{\"v\":1,\"report\":{\"id\":\"r-%s\",\"source_sha256\":\"%s\",\"text_sha256\":\"%s\",\"name\":\"%s\","
               "\"publisher\":\"%s\","
               "\"published\":\"%.10s\",\"published_at\":\"%s\",\"bytes\":%zu,\"text\":\"%s\"},\"findings\":[{\"id\":\"f1\","
               "\"key\":\"key-%s\","
               "\"kind\":\"event\",\"span\":[%zu,%zu],\"head\":\"x\",\"source\":[],\"stance\":\"asserted\",\"negated\":false,"
               "\"date\":null,"
               "\"place\":null,\"confidence\":0.9,\"rule\":\"r\",\"event\":{\"type\":\"ASSAULT\",\"mode\":null,\"actor\":[],"
               "\"actor_text\":[],"
               "\"recipient\":[],\"recipient_text\":[]}}]}",
               id, id, id, id, publisher, published, published, strlen(text), text, id, at, at + strlen(words));
    if (at_store_add(s, &what, (at_str){b.p, b.n}, &err) != AT_OK)
        fail_msg("%s", err.msg);
    at_buf_release(&b);
}

/* The later one carries the earlier one, in whatever order they are added; what it adds itself stays its own. */
static void copies_are_found(void **state)
{
    (void)state;
    at_store *s = record_open();
    add(s, "late", "City Post", "2022-01-07T08:00:00Z", "CITY - " WIRE " Our reporter saw nine ambulances.",
        "Our reporter saw nine ambulances.");
    add(s, "farm", "City Post", "2022-01-07", OTHER, "Prices of wheat fell");
    add(s, "first", "Evening News", "2022-01-06T20:00:00-05:00", WIRE, "killing at least five people");
    add(s, "short", "Radio", "2022-01-08",
        "POLICE fired on a crowd in the capital on Thursday, killing at least five people, a health official said.",
        "killing at least five people");
    assert_int_equal(record_number(s, "SELECT copy_of IS NULL FROM report WHERE id='r-first'"), 1);
    assert_int_equal(record_number(s, "SELECT copy_of IS NULL FROM report WHERE id='r-farm'"), 1);
    assert_int_equal(record_number(s, "SELECT copy_of = (SELECT n FROM report WHERE id='r-first') FROM report WHERE id='r-late'"), 1);
    assert_int_equal(record_number(s, "SELECT copy_of = (SELECT n FROM report WHERE id='r-first') FROM report WHERE id='r-short'"), 1);
    assert_int_equal(record_number(s, "SELECT carried FROM finding WHERE key='key-late'"), 0);
    assert_int_equal(record_number(s, "SELECT carried FROM finding WHERE key='key-short'"), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM independent"), 3);
    assert_int_equal(record_number(s, "SELECT count(*) FROM copies"), 2);
    char *text;
    size_t n;
    at_err err = {0};
    assert_int_equal(at_store_show(s, &text, &n, NULL, &err), AT_OK);
    assert_non_null(strstr(text, "carries the text of 3 (100 % the same words): 1 of its 1 findings"));
    at_free(text);
    at_store_close(s);
}

/* An agency that a copy credits is the origin, though it was published, or added, later. */
static void credit_goes_before_time(void **state)
{
    (void)state;
    at_store *s = record_open();
    add(s, "paper", "City Post", "2022-01-06T08:00:00Z", "CAPITAL (Reuters) - " WIRE, "killing at least five people");
    add(s, "wire", "Reuters", "2022-01-06T09:00:00Z", WIRE, "killing at least five people");
    assert_int_equal(record_number(s, "SELECT copy_of IS NULL FROM report WHERE id='r-wire'"), 1);
    assert_int_equal(record_number(s, "SELECT copy_of FROM report WHERE id='r-paper'"), 2);
    assert_int_equal(record_number(s, "SELECT credit='Reuters' FROM report WHERE id='r-paper'"), 1);
    at_store_close(s);
}

/* What stands under every text of a site makes no copies: it is known by its many days. */
static void furniture_is_no_copy(void **state)
{
    (void)state;
    at_store *s = record_open();
    static const char terms[] =
        " You agree that anything you post may be used along with your name and picture in accordance with our policy and the "
        "licence that you have granted under the terms of service of this site and of its partners in all countries.";
    for (int i = 0; i < 14; i++) {
        char id[16], day[16], text[1024];
        (void)snprintf(id, sizeof id, "t%d", i);
        (void)snprintf(day, sizeof day, "2022-01-%02d", i + 1);
        int n = 0;
        for (int k = 0; k < 30; k++)
            n += snprintf(text + n, sizeof text - (size_t)n, "w%dx%d ", i, k);
        (void)snprintf(text + n, sizeof text - (size_t)n, "%s", terms);
        add(s, id, "Site", day, text, "You agree");
    }
    assert_int_equal(record_number(s, "SELECT count(*) FROM near WHERE report = 14 OR other = 14"), 0);
    at_store_close(s);
}

/* Read anew with another text, a report loses its copies; an original that is gone leaves none behind. */
static void changes_are_followed(void **state)
{
    (void)state;
    at_store *s = record_open();
    add(s, "a", "A", "2022-01-06", WIRE, "killing at least five people");
    add(s, "b", "B", "2022-01-07", WIRE, "killing at least five people");
    assert_int_equal(record_number(s, "SELECT count(*) FROM copies"), 1);
    assert_int_equal(record_number(s, "SELECT carried FROM finding WHERE key='key-b'"), 1);
    add(s, "a", "A", "2022-01-06", OTHER, "Prices of wheat fell");
    assert_int_equal(record_number(s, "SELECT count(*) FROM copies"), 0);
    assert_int_equal(record_number(s, "SELECT carried FROM finding WHERE key='key-b'"), 0);
    assert_int_equal(record_number(s, "SELECT count(*) FROM near"), 0);
    at_store_close(s);
}

/* A record of schema 4 knows no copies: they are found when it is opened. */
static void old_records_are_searched(void **state)
{
    (void)state;
    static const char *const steps[] = {"schema-1.sql", "schema-2.sql", "schema-3.sql", "schema-4.sql"};
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(sqlite3_exec(db, at_data(steps[i]).p, NULL, NULL, NULL), SQLITE_OK);
    static const char rows[] =
        "INSERT INTO report(id,source_sha256,text_sha256,record_sha256,name,published,bytes,v,head,text,added) VALUES"
        "('r-1','s','t','r','one','2022-01-06',1,1,'{}','" WIRE "','now'),"
        "('r-2','s','t','r','two','2022-01-07',1,1,'{}','" WIRE "','now'),"
        "('r-3','s','t','r','three',NULL,1,1,'{}',NULL,'now');"
        "PRAGMA user_version=4; PRAGMA application_id=1635021684;";
    char *msg = NULL;
    if (sqlite3_exec(db, rows, NULL, NULL, &msg) != SQLITE_OK)
        fail_msg("%s", msg);
    sqlite3_close(db);
    at_store *s = record_open();
    assert_int_equal(record_number(s, "PRAGMA user_version"), 13);
    assert_int_equal(record_number(s, "SELECT copy_of FROM report WHERE n=2"), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM near"), 2);
    at_store_close(s);
}

static void credits(void **state)
{
    (void)state;
    static const char *const t[][2] = {{"ALMATY, Jan 6 (Reuters) - Police fired.", "Reuters"},
                                       {"Police fired.\nAFP contributed to this report.", "AFP"},
                                       {"By An Na, Associated Press writer\nPolice fired.", "AP"},
                                       {"Police fired.\nSource: TASS", "TASS"},
                                       {"Police fired.\nPress Trust of India\n", "PTI"},
                                       {"Reuters journalists were held by police.", ""},
                                       {"He spoke to AFP by telephone.", ""},
                                       {"The PAP won the election.", ""},
                                       {"", ""}};
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        at_str got = at_credit(at_strz(t[i][0]));
        if (!at_eq(got, at_strz(t[i][1])))
            fail_msg("%s: \"%.*s\"", t[i][0], (int)got.n, got.p);
    }
    assert_str(at_agency(AT_S("Thomson Reuters Foundation")), "Reuters");
    assert_str(at_agency(AT_S("The Happy Paper")), "");
}

static void sets(void **state)
{
    (void)state;
    at_buf plain = {0}, set = {0};
    at_plain_words(&plain, AT_S("\"One, TWO\"\n three \xD0\x9F\xD0\xB0; one two THREE \xD0\xBF\xD0\xB0"));
    assert_str(((at_str){plain.p, plain.n}), " one two three \xD0\xBF\xD0\xB0 one two three \xD0\xBF\xD0\xB0 ");
    at_shingles(&set, (at_str){plain.p, plain.n});
    assert_int_equal(set.n, 4 * sizeof(uint32_t));
    plain.n = 0;
    at_plain_words(&plain, AT_S("one two"));
    at_shingles(&set, (at_str){plain.p, plain.n});
    assert_int_equal(set.n, 0);
    at_buf_release(&plain);
    at_buf_release(&set);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
    const struct CMUnitTest tests[] = {T(copies_are_found),
                                       T(credit_goes_before_time),
                                       T(furniture_is_no_copy),
                                       T(changes_are_followed),
                                       T(old_records_are_searched),
                                       T(credits),
                                       T(sets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
