/* What belongs together across reports: incidents, actors, counts, silence. All reports are invented. */
#include <attest.h>

#include "base/str.h"
#include "link/actor.h"
#include "link/figure.h"
#include "link/quiet.h"

#include "test.h"

#include "record.h"

static at_store *store(void)
{
    record_path("link");
    return record_open();
}

/* One report with one event: its text is the clause. */
typedef struct {
    const char *name, *day, *text, *head, *type, *doer, *done_to, *place;
    int geonames, killed; /* 0: no figure */
    const char *again;    /* head of a second event, in an incident of its own; NULL: none */
    const char *other_place;
} tale;

static void tell(at_store *s, tale t)
{
    char json[4096], figure[800] = "", id[17];
    at_added what;
    at_err err = {0};
    (void)snprintf(id, sizeof id, "%016llx", (unsigned long long)at_hash(at_strz(t.name)));
    if (t.killed)
        (void)snprintf(figure, sizeof figure,
                       ",{\"id\":\"f2\",\"key\":\"b%.15s\",\"incident\":\"i1\",\"kind\":\"figure\",\"span\":[0,%zu],\"head\":\"killed\",\"source\":[],\"stance\":\"asserted\",\"negated\":false,"
                       "\"date\":{\"from\":\"%s\",\"to\":\"%s\",\"precision\":\"day\",\"span\":null},\"place\":\"p1\",\"confidence\":0.9,\"rule\":\"x\",\"figure\":{\"what\":\"killed\","
                       "\"who\":null,\"who_text\":\"people\",\"low\":%d,\"high\":%d,\"unit\":\"person\",\"cumulative\":false,\"as_of\":\"%s\"}}",
                       id, strlen(t.text), t.day, t.day, t.killed, t.killed, t.day);
    const char *stop = strchr(t.text, '.') + 1; /* a second event in another place has a sentence of its own */
    size_t first = t.other_place ? (size_t)(stop - t.text) : strlen(t.text), second = t.other_place ? first : 0;
    if (t.again)
        (void)snprintf(figure, sizeof figure,
                       ",{\"id\":\"f2\",\"key\":\"b%.15s\",\"incident\":\"i2\",\"kind\":\"event\",\"span\":[%zu,%zu],\"head\":\"%s\",\"source\":[],\"stance\":\"asserted\",\"negated\":false,"
                       "\"date\":{\"from\":\"%s\",\"to\":\"%s\",\"precision\":\"day\",\"span\":null},\"place\":\"%s\",\"confidence\":0.9,\"rule\":\"x\",\"event\":{\"type\":\"%s\","
                       "\"mode\":null,\"actor\":[\"a1\"],\"actor_text\":[\"%s\"],\"recipient\":[\"a2\"],\"recipient_text\":[\"%s\"],\"phase\":null}}",
                       id, second, strlen(t.text), t.again, t.day, t.day, t.other_place ? "p2" : "p1", t.type, t.doer, t.done_to);
    int n = snprintf(json, sizeof json,
                     "{\"v\":1,\"report\":{\"id\":\"r-%s\",\"source_sha256\":\"%s\",\"text_sha256\":\"%s\",\"name\":\"%s\",\"publisher\":\"%s\",\"published\":\"%s\",\"bytes\":%zu,\"text\":\"%s\"},"
                     "\"actors\":[{\"id\":\"a1\",\"name\":\"%s\",\"type\":\"group\",\"country\":\"SDN\"},{\"id\":\"a2\",\"name\":\"%s\",\"type\":\"group\",\"country\":\"SDN\"}],"
                     "\"places\":[{\"id\":\"p1\",\"name\":\"%s\",\"geonames\":%d,\"lat\":15.5,\"lon\":32.5,\"country\":\"SDN\",\"admin1\":\"X\",\"precision\":1},"
                     "{\"id\":\"p2\",\"name\":\"%s\",\"geonames\":900009,\"lat\":11.5,\"lon\":31.5,\"country\":\"SDN\",\"admin1\":\"Y\",\"precision\":1}],"
                     "\"findings\":[{\"id\":\"f1\",\"key\":\"a%.15s\",\"incident\":\"i1\",\"kind\":\"event\",\"span\":[0,%zu],\"head\":\"%s\",\"source\":[],\"stance\":\"asserted\",\"negated\":false,"
                     "\"date\":{\"from\":\"%s\",\"to\":\"%s\",\"precision\":\"day\",\"span\":null},\"place\":\"p1\",\"confidence\":0.9,\"rule\":\"x\",\"event\":{\"type\":\"%s\",\"mode\":null,"
                     "\"actor\":[\"a1\"],\"actor_text\":[\"%s\"],\"recipient\":[\"a2\"],\"recipient_text\":[\"%s\"],\"phase\":null}}%s],\"incidents\":[],\"disputes\":[],\"problems\":[]}",
                     id, id, id, t.name, t.name, t.day, strlen(t.text), t.text, t.doer, t.done_to, t.place, t.geonames, t.other_place ? t.other_place : "Nowhere", id, first, t.head, t.day, t.day, t.type, t.doer,
                     t.done_to, figure);
    assert_in_range(n, 1, sizeof json - 1);
    if (at_store_add(s, &what, (at_str){json, (size_t)n}, &err) != AT_OK)
        fail_msg("%s", err.msg);
}

#define INCIDENT(r) "(SELECT incident FROM link_member WHERE report=" #r " AND pos=0)"

static const tale raid = {"wire", "2019-06-03", "Gunmen of the Zaghari militia shot dead traders at the Omdal grain market in Karrun.", "shot", "ASSAULT", "Zaghari militia", "traders", "Karrun", 900001, 11, NULL, NULL};
static const tale raid_again = {"post", "2019-06-03", "The Zaghari militia killed traders when it raided the Omdal grain market of Karrun.", "killed", "ASSAULT", "Zaghari militia", "traders", "Karrun", 900001, 30, NULL, NULL};
static const tale march_north = {"north", "2019-06-03", "Teachers marched to the town hall of Belem for unpaid wages.", "marched", "PROTEST", "teachers", "mayor", "Belem", 900002, 0, NULL, NULL};
static const tale march_south = {"south", "2019-06-03", "Doctors marched through Darro against the closing of a hospital.", "marched", "PROTEST", "doctors", "ministry", "Darro", 900003, 0, NULL, NULL};

static void one_raid_two_marches(void **state)
{
    (void)state;
    at_store *s = store();
    tell(s, raid);
    tell(s, march_north);
    tell(s, raid_again);
    tell(s, march_south);
    assert_int_equal(record_number(s, "SELECT " INCIDENT(1) "=" INCIDENT(3)), 1);
    assert_int_equal(record_number(s, "SELECT " INCIDENT(2) "=" INCIDENT(4)), 0);
    assert_int_equal(record_number(s, "SELECT reports FROM incidents WHERE n=" INCIDENT(1)), 2);
    assert_int_equal(record_number(s, "SELECT low*1000+high FROM incidents WHERE n=" INCIDENT(1)), 11030);
    assert_int_equal(record_number(s, "SELECT reasons LIKE '{\"%' FROM link_unit WHERE report=3"), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_figure WHERE relation='dispute'"), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM disputes WHERE type='figure' AND sides LIKE '%11: wire since%' AND sides LIKE '%30: post since%'"), 1);
    tell(s, raid); /* the same report twice changes nothing */
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_unit"), 4);
    at_store_close(s);
    unlink(path);
}

static void judge(at_store *s, at_verdict v, const char *target, const char *value)
{
    int64_t n;
    at_err err = {0};
    if (at_store_judge(s, &n, &(at_judgement){.verdict = v, .target = at_strz(target), .value = at_strz(value), .who = AT_S("reader")}, &err) != AT_OK)
        fail_msg("%s", err.msg);
}

static void people_split_merge_and_undo(void **state)
{
    (void)state;
    at_store *s = store();
    tell(s, raid);
    tell(s, raid_again);
    tell(s, march_south);
    judge(s, AT_JUDGE_SPLIT, "1:f1", "2:f1");
    assert_int_equal(record_number(s, "SELECT " INCIDENT(1) "=" INCIDENT(2)), 0);
    judge(s, AT_JUDGE_UNDO, "1:f1", "1");
    assert_int_equal(record_number(s, "SELECT " INCIDENT(1) "=" INCIDENT(2)), 1);
    judge(s, AT_JUDGE_MERGE, "1:f1", "3:f1");
    assert_int_equal(record_number(s, "SELECT " INCIDENT(1) "=" INCIDENT(3)), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_incident"), 1);
    judge(s, AT_JUDGE_REJECT, "2:f1", "");
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_member WHERE report=2 AND pos=0"), 0);
    judge(s, AT_JUDGE_ACCEPT, "2:f1", "");
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_member WHERE report=2 AND pos=0"), 1);
    at_store_close(s);
    unlink(path);
}

/* A report that tells of one raid twice, and one that tells of two: the first is one incident, until a person says that it is not. */
static void one_report_tells_twice(void **state)
{
    (void)state;
    at_store *s = store();
    tale twice = raid, two = raid;
    twice.killed = two.killed = 0;
    twice.again = two.again = "killed";
    two.name = "gazette";
    two.text = "Gunmen of the Zaghari militia shot dead traders at the Omdal grain market in Karrun. They killed traders in Farrun too.";
    two.other_place = "Farrun";
    tell(s, twice);
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_unit"), 2);
    assert_int_equal(record_number(s, "SELECT count(DISTINCT incident) FROM link_member"), 1);
    assert_int_equal(record_number(s, "SELECT reports FROM incidents"), 1);
    assert_int_equal(record_number(s, "SELECT reasons LIKE '%own%' FROM link_unit WHERE via IS NOT NULL"), 1);
    judge(s, AT_JUDGE_SPLIT, "1:f1", "1:f2");
    assert_int_equal(record_number(s, "SELECT count(DISTINCT incident) FROM link_member"), 2);
    judge(s, AT_JUDGE_UNDO, "1:f1", "1");
    assert_int_equal(record_number(s, "SELECT count(DISTINCT incident) FROM link_member"), 1);
    at_store_close(s);
    unlink(path);
    s = store();
    tell(s, two);
    assert_int_equal(record_number(s, "SELECT count(DISTINCT incident) FROM link_member"), 2);
    at_store_close(s);
    unlink(path);
}

/* A dispute goes with the finding that a person rejects or closes, and comes back. */
static void disputes_follow_judgements(void **state)
{
    (void)state;
    at_store *s = store();
    char *text;
    size_t n;
    at_err err = {0};
    tell(s, raid);
    tell(s, raid_again);
#define ACROSS "SELECT count(*) FROM disputes WHERE n=1000000000 AND type='figure'"
    assert_int_equal(record_number(s, ACROSS), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM sides"), 2);
    judge(s, AT_JUDGE_REJECT, "2:f2", "");
    assert_int_equal(record_number(s, ACROSS), 0);
    assert_int_equal(record_number(s, "SELECT count(*) FROM sides"), 0);
    judge(s, AT_JUDGE_UNDO, "2:f2", "1");
    assert_int_equal(record_number(s, ACROSS), 1);
    judge(s, AT_JUDGE_CLOSE, "1", "");
    assert_int_equal(record_number(s, ACROSS), 0);
    judge(s, AT_JUDGE_UNCLOSE, "1", "");
    assert_int_equal(record_number(s, ACROSS), 1);
    assert_int_equal(at_store_why(s, &text, &n, AT_S("i1:killed"), NULL, &err), AT_OK);
    assert_non_null(strstr(text, "dispute: figure"));
    assert_non_null(strstr(text, "2:f2"));
    at_free(text);
    assert_int_equal(at_store_why(s, &text, &n, AT_S("i1"), NULL, &err), AT_OK);
    assert_non_null(strstr(text, "2 independent reports"));
    assert_non_null(strstr(text, "likelihood"));
    at_free(text);
    judge(s, AT_JUDGE_SPLIT, "1:f1", "2:f1");
    assert_int_equal(record_number(s, "SELECT count(*) FROM contest WHERE owner NOT IN (SELECT owner FROM link_side)"), 0);
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_side WHERE owner GLOB 'i*' AND substr(owner, 2) + 0 NOT IN (SELECT n FROM link_incident)"), 0);
    at_store_close(s);
    unlink(path);
}

/* What people closed is neither counted nor named where it is not asked for. */
static void closed_findings_are_not_counted(void **state)
{
    (void)state;
    at_store *s = store();
    char *text;
    size_t n;
    at_err err = {0};
    tell(s, raid);
    tell(s, raid_again);
    judge(s, AT_JUDGE_CLOSE, "2", ""); /* a whole report */
#define OF_RAID " FROM incidents WHERE n=" INCIDENT(1)
    assert_int_equal(record_number(s, "SELECT reports*100+findings" OF_RAID), 102);
    assert_int_equal(record_number(s, "SELECT low*10000+best*100+high" OF_RAID), 111111);
    assert_int_equal(record_number(s, "SELECT members='1:f1 1:f2' AND words GLOB 'Gunmen*' AND NOT confidential" OF_RAID), 1);
    assert_int_equal(record_number(s, "SELECT weight*1000 FROM days WHERE day='2019-06-03'"), 693); /* ln 2 */
    assert_int_equal(record_number(s, "SELECT count(*) FROM series WHERE NOT confidential"), 0);
    assert_int_equal(record_number(s, "SELECT count(*) FROM links WHERE id LIKE '2:%' OR via LIKE '2:%'"), 0);
    assert_int_equal(record_number(s, "SELECT reports*100+findings FROM actors WHERE name='Zaghari militia'"), 101);
    assert_int_equal(record_number(s, "SELECT reports*100+findings FROM places WHERE name='Karrun'"), 102);
    assert_int_equal(at_store_why(s, &text, &n, AT_S("i1"), NULL, &err), AT_OK);
    assert_null(strstr(text, "post"));
    assert_null(strstr(text, "2:f"));
    at_free(text);
    judge(s, AT_JUDGE_CLOSE, "1:f2", ""); /* one finding: the figure */
    assert_int_equal(record_number(s, "SELECT findings" OF_RAID), 1);
    assert_int_equal(record_number(s, "SELECT low IS NULL AND best IS NULL AND high IS NULL" OF_RAID), 1);
    assert_int_equal(record_number(s, "SELECT findings FROM places WHERE name='Karrun'"), 1);
    judge(s, AT_JUDGE_CLOSE, "1:f1", ""); /* nothing is left to show */
    assert_int_equal(record_number(s, "SELECT confidential" OF_RAID), 1);
    assert_int_equal(record_number(s, "SELECT count(*) FROM actors"), 0);
    assert_int_equal(record_number(s, "SELECT count(*) FROM places WHERE findings > 0"), 0);
    judge(s, AT_JUDGE_UNCLOSE, "1:f1", "");
    judge(s, AT_JUDGE_UNCLOSE, "1:f2", "");
    judge(s, AT_JUDGE_UNCLOSE, "2", "");
    assert_int_equal(record_number(s, "SELECT low*1000+high" OF_RAID), 11030);
    at_store_close(s);
    unlink(path);
}

/* Type, day and place of an incident are those of its first report that may be shown. */
static void an_incident_says_nothing_of_closed_reports(void **state)
{
    (void)state;
    at_store *s = store();
    size_t places;
    at_err err = {0};
    tale later = raid_again;
    later.place = "Karrun East";
    later.day = "2019-06-04";
    tell(s, raid);
    tell(s, later);
    assert_int_equal(record_number(s, "SELECT place='Karrun' AND date_from='2019-06-03'" OF_RAID), 1);
    judge(s, AT_JUDGE_CLOSE, "1", "");
    assert_int_equal(record_number(s, "SELECT place='Karrun East' AND date_from='2019-06-04'" OF_RAID), 1);
    judge(s, AT_JUDGE_UNCLOSE, "1", "");
    assert_int_equal(record_number(s, "SELECT place='Karrun' AND date_from='2019-06-03'" OF_RAID), 1);
    assert_int_equal(at_store_erase(s, &places, AT_S("1"), AT_S(""), AT_S("desk"), AT_S("asked for"), &err), AT_OK);
    assert_int_equal(record_number(s, "SELECT place='Karrun East' AND date_from='2019-06-04' FROM incidents"), 1);
    at_store_close(s);
    unlink(path);
}

/* A record of schema 11 with a closed report: when it is opened, its incidents say no more what only that report says. */
static void older_records_close_what_is_closed(void **state)
{
    (void)state;
    at_store *s = store();
    tale later = raid_again;
    later.place = "Karrun East";
    tell(s, raid);
    tell(s, later);
    judge(s, AT_JUDGE_CLOSE, "1", "");
    at_sql q = {s->db, SQLITE_OK};
    at_sql_run(&q, "DROP VIEW told; DROP VIEW open_actor; DROP VIEW open_finding; DROP INDEX judged_closed; UPDATE link_incident SET place = 'Karrun'; PRAGMA user_version=11");
    assert_int_equal(q.rc, SQLITE_OK);
    at_store_close(s);
    s = record_open();
    assert_int_equal(record_number(s, "PRAGMA user_version"), 13);
    assert_int_equal(record_number(s, "SELECT place='Karrun East' AND reports=1 AND findings=2 AND low=30 AND high=30" OF_RAID), 1);
    at_store_close(s);
    unlink(path);
}

static void erased_reports_leave_no_links(void **state)
{
    (void)state;
    at_store *s = store();
    size_t places;
    at_err err = {0};
    tell(s, raid);
    tell(s, raid_again);
    assert_int_equal(at_store_erase(s, &places, AT_S("2"), AT_S(""), AT_S("desk"), AT_S("asked for"), &err), AT_OK);
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_unit WHERE report=2"), 0);
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_term WHERE unit NOT IN (SELECT n FROM link_unit)"), 0);
    assert_int_equal(record_number(s, "SELECT count(*) FROM link_actor WHERE n NOT IN (SELECT actor FROM link_actor_member)"), 0);
    at_store_close(s);
    unlink(path);
}

static void names_by_sound(void **state)
{
    (void)state;
    at_arena mem;
    at_arena_init(&mem, 0, NULL);
    at_str a = at__name_sound(&mem, AT_S("moammar gadhafi"));
    assert_true(a.n > 0);
    assert_true(at_eq(a, at__name_sound(&mem, AT_S("muammar al-qaddafi"))));
    assert_true(at_eq(a, at__name_sound(&mem, AT_S("muammar kadafi"))));
    assert_false(at_eq(at__name_sound(&mem, AT_S("hassan karimi")), at__name_sound(&mem, AT_S("hussein karimi"))));
    assert_int_equal(at__name_sound(&mem, AT_S("karimi")).n, 0);
    assert_true(at_eq(at__name_acronym(&mem, AT_S("Zaghari Peoples Congress")), AT_S("zpc")));
    assert_true(at_eq(at__name_acronym(&mem, AT_S("ZPC")), AT_S("zpc")));
    at_arena_release(&mem);
}

static void counts_update_and_dispute(void **state)
{
    (void)state;
    at__words *w = at__words_open();
    const char *why;
    assert_non_null(w);
    at__figure a = {.report = 1, .incident = 5, .what = AT_S("killed"), .who = AT_S("people"), .low = 10, .high = 10, .from = 100, .to = 100, .as_of = 100, .geonames = 7, .country = AT_S("SDN"), .point = true, .source = AT_S("police")};
    at__figure b = a;
    b.report = 2;
    assert_int_equal(at__figure_compare(w, &a, &b, &why), AT_FIG_SAME);
    b.low = b.high = 25;
    b.source = AT_S("doctors");
    assert_int_equal(at__figure_compare(w, &a, &b, &why), AT_FIG_DISPUTE);
    b.as_of = 101;
    assert_int_equal(at__figure_compare(w, &a, &b, &why), AT_FIG_UPDATE);
    b.low = b.high = 4;
    assert_int_equal(at__figure_compare(w, &a, &b, &why), AT_FIG_DISPUTE);
    b.source = AT_S("Police");
    assert_int_equal(at__figure_compare(w, &a, &b, &why), AT_FIG_UPDATE);
    b.who = AT_S("soldiers");
    assert_int_equal(at__figure_compare(w, &a, &b, &why), AT_FIG_UNRELATED);
    b.who = AT_S("people");
    b.geonames = 8;
    assert_int_equal(at__figure_compare(w, &a, &b, &why), AT_FIG_UNRELATED);
    at__figure so_far = a, week = a; /* "90 dead so far" and "109 were killed between 17 and 24": both count from about one day on */
    so_far.cumulative = true;
    so_far.incident = week.incident = 0;
    so_far.from = 95;
    week.report = 2;
    week.from = 96;
    week.as_of = week.to = 101;
    week.low = week.high = 20;
    assert_int_equal(at__figure_compare(w, &so_far, &week, &why), AT_FIG_UPDATE);
    week.from = 99;
    assert_int_equal(at__figure_compare(w, &so_far, &week, &why), AT_FIG_UNRELATED);
    at__figure toll = so_far, other = so_far; /* of a whole country */
    toll.point = other.point = toll.cumulative = false;
    other.source = AT_S("doctors");
    toll.low = toll.high = 90000;
    toll.from = toll.to = AT_NODAY;
    other.report = 2;
    other.low = other.high = 45000;
    other.as_of = 102;
    other.cumulative = true;
    assert_int_equal(at__figure_compare(w, &toll, &other, &why), AT_FIG_DISPUTE);
    at__words_close(w);
}

/* The exact value: with a gamma posterior of 84.5 over 28 days, no report in two days has chance (28/30)^84.5. */
static void silence_has_its_chance(void **state)
{
    (void)state;
    uint32_t counts[28];
    for (size_t i = 0; i < 28; i++)
        counts[i] = 3;
    at__quiet q = at__quiet_window(counts, 28, 2, 0);
    assert_in_range((int)(q.probability * 1e6), 2930, 2945);
    assert_int_equal(q.spread, 0);
    assert_true(at__quiet_window(counts, 28, 2, 6).probability > 0.4);
    for (size_t i = 0; i < 28; i++)
        counts[i] = i % 7 < 2 ? 10 : 0; /* bursts: silence is nothing special */
    q = at__quiet_window(counts, 28, 2, 0);
    assert_int_equal(q.spread, 1);
    assert_true(q.probability > 0.05);
    assert_true(at__quiet_beside(84, 840, 60, 0) < 0.02);
    assert_true(at__quiet_beside(84, 840, 3, 0) > 0.5); /* all are quiet: no silence of this place */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_raid_two_marches), cmocka_unit_test(people_split_merge_and_undo), cmocka_unit_test(one_report_tells_twice), cmocka_unit_test(disputes_follow_judgements), cmocka_unit_test(erased_reports_leave_no_links),
        cmocka_unit_test(closed_findings_are_not_counted), cmocka_unit_test(an_incident_says_nothing_of_closed_reports), cmocka_unit_test(older_records_close_what_is_closed),
        cmocka_unit_test(names_by_sound),       cmocka_unit_test(counts_update_and_dispute),   cmocka_unit_test(silence_has_its_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
