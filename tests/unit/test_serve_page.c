/* The page as others on the network and hostile reports meet it: requests are sent byte by byte over a socket. */
#include <attest.h>

#include "base/buf.h"
#include "base/json.h"
#include "base/str.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "test.h"

static char path[64];
static at_server *server;
static unsigned port;

/* A report whose every word is an attack; the findings quote it. */
static const char hostile[] = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> \xE2\x80\xAE" "evil </p></i></main> ${7*7} '; DROP TABLE finding; -- \xEF\xBF\xBD";

static void put_record(at_buf *b, const char *name)
{
    at_json j = {b, false};
    at_str text = at_strz(hostile);
    at_buf_fmt(b, "{\"v\":1,\"report\":{\"id\":\"r-%.16s\",\"source_sha256\":\"%064d\",\"text_sha256\":\"%064d\",\"name\":", name, 1, 2);
    at_json_str(&j, text);
    at_buf_put(b, AT_S(",\"url\":\"javascript:alert(3)\",\"publisher\":"));
    j.comma = false;
    at_json_str(&j, text);
    at_buf_fmt(b, ",\"byline\":[],\"published\":\"2022-01-06\",\"language\":\"en\",\"title\":null,\"bytes\":%zu,\"text\":", text.n);
    j.comma = false;
    at_json_str(&j, text);
    at_buf_put(b, AT_S("},\"actors\":[{\"id\":\"a1\",\"name\":"));
    j.comma = false;
    at_json_str(&j, text);
    at_buf_put(b, AT_S(",\"type\":\"<b>\",\"country\":\"<i>\",\"roles\":[\"<u>\"],\"sector\":\"GOV\",\"mentions\":[]}],\"places\":[{\"id\":\"p1\",\"name\":\"<svg onload=alert(4)>\",\"geonames\":1,"
                       "\"lat\":43.25,\"lon\":76.9,\"country\":\"KAZ\",\"admin1\":\"<x>\",\"precision\":1,\"mentions\":[]}],\"findings\":["));
    static const char *const kinds[] = {"event\":{\"type\":\"<e>\",\"mode\":\"<m>\",\"actor\":[\"a1\"],\"actor_text\":[\"<a>\"],\"recipient\":[null],\"recipient_text\":[\"<script>r\"],\"measure\":\"<n>\",\"phase\":\"<p>\",\"cameo\":null}",
                                        "figure\":{\"what\":\"<w>\",\"who\":null,\"who_text\":\"<script>w\",\"low\":null,\"high\":null,\"qualifier\":\"<q>\",\"unit\":\"person\",\"part_of\":null,\"cumulative\":true,\"as_of\":\"<script>\"}",
                                        "statement\":{\"direct\":true}", "demand\":{\"by\":[null],\"by_text\":[\"<b>\"],\"text\":\"<script>d\"}",
                                        "cause\":{\"of\":\"<script>o\",\"of_span\":[0,1],\"text\":\"<script>t\",\"text_span\":[0,1]}", "framing\":{\"of\":\"<script>f\",\"of_actor\":null,\"words\":\"<script>g\"}",
                                        "silence\":{\"about\":\"<script>s\",\"type\":\"cut\"}"};
    for (int i = 0; i < 7; i++) {
        at_str kind = at_sub(at_strz(kinds[i]), 0, at_index_char(at_strz(kinds[i]), '"', 0));
        at_buf_fmt(b, "%s{\"id\":\"f%d\",\"key\":\"%015d%d\",\"incident\":null,\"kind\":\"%.*s\",\"span\":[0,%d],\"head\":\"x\",\"source\":[{\"name\":\"<script>n\",\"actor\":null,\"role\":\"<script>r\",\"kind\":\"named\","
                      "\"cue\":[0,3],\"span\":[1,4]}],\"stance\":\"denied\",\"negated\":true,\"date\":{\"from\":\"2022-01-05\",\"to\":\"2022-01-06\",\"precision\":\"day\",\"span\":[2,5]},\"place\":\"p1\",\"confidence\":0.5,"
                      "\"rule\":\"<rule>\",\"row\":\"<row>:1\",\"%s}",
                   i ? "," : "", i + 1, 0, i, AT_FMT(kind), 10 + i, kinds[i]);
    }
    at_buf_put(b, AT_S("],\"incidents\":[],\"disputes\":[{\"id\":\"d1\",\"type\":\"figure\",\"sides\":[{\"findings\":[\"f1\"],\"who\":\"<script>\"},{\"findings\":[\"f2\",\"nothing\"],\"who\":null}]}],\"problems\":[{\"stage\":\"<s>\",\"span\":null,"
                       "\"what\":\"<script>p\"}]}"));
}

static int open_page(void **state)
{
    (void)state;
    at_store *s;
    at_err err = {0};
    at_added what;
    at_buf b = {0};
    (void)snprintf(path, sizeof path, "/tmp/attest-page-%d.db", (int)getpid());
    unlink(path);
    put_record(&b, "0123456789abcdef");
    if (at_store_open(&s, path, &err) != AT_OK || at_store_add(s, &what, (at_str){b.p, b.n}, &err) != AT_OK)
        fail_msg("%s", err.msg);
    at_store_close(s);
    at_buf_release(&b);
    at_serve_opts o = {.db = path, .who = "<script>ana"};
    if (at_server_open(&server, &o, &err) != AT_OK)
        fail_msg("%s", err.msg);
    port = at_server_port(server);
    return 0;
}

static int close_page(void **state)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    char name[80];
    (void)state;
    at_server_close(server);
    for (int i = 0; i < 3; i++) {
        (void)snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
    return 0;
}

static int dial(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    struct timeval wait = {20, 0};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    assert_int_equal(connect(s, (struct sockaddr *)&a, sizeof a), 0);
    return s;
}

/* Sends the bytes, reads to the end (or `most` bytes), gives the status; *out is all that came, 0 if the connection was cut without an answer. */
static int exchange(at_buf *out, const char *p, size_t n)
{
    char buf[4096];
    ssize_t got;
    int s = dial(), status = 0;
    size_t sent = 0;
    out->n = 0;
    while (sent < n && (got = send(s, p + sent, n - sent, MSG_NOSIGNAL)) > 0)
        sent += (size_t)got;
    while ((got = recv(s, buf, sizeof buf, 0)) > 0)
        at_buf_put(out, (at_str){buf, (size_t)got});
    close(s);
    if (out->n > 12 && !memcmp(out->p, "HTTP/1.1 ", 9))
        status = (out->p[9] - '0') * 100 + (out->p[10] - '0') * 10 + (out->p[11] - '0');
    return status;
}

/* A request with our Host unless `heads` has one; "$" in heads and body stands for the port. */
static int ask(at_buf *out, const char *line, const char *heads, const char *body)
{
    at_buf b = {0}, text = {0};
    at_buf_fmt(&b, "%s HTTP/1.1\r\nConnection: close\r\n", line);
    if (!strstr(heads, "Host:"))
        at_buf_put(&b, AT_S("Host: 127.0.0.1:$\r\n"));
    at_buf_put(&b, at_strz(heads));
    if (body)
        at_buf_fmt(&b, "Content-Length: %zu\r\n", strlen(body));
    at_buf_put(&b, AT_S("\r\n"));
    for (size_t i = 0; i < b.n; i++) {
        if (b.p[i] == '$')
            at_buf_fmt(&text, "%u", port);
        else
            at_buf_putc(&text, b.p[i]);
    }
    if (body)
        at_buf_put(&text, at_strz(body));
    int status = exchange(out, text.p, text.n);
    at_buf_release(&b);
    at_buf_release(&text);
    return status;
}

static bool holds(const at_buf *b, const char *z)
{
    return at_index((at_str){b->p, b->n}, at_strz(z), 0) != SIZE_MAX;
}

/* What no answer may hold, whatever was asked: markup out of a report, or of a request. */
static void assert_clean(const at_buf *b, const char *of)
{
    static const char *const never[] = {"<script>", "<img", "onload=alert(4)>", "href=\"javascript:", "\xE2\x80\xAE", "</p></i></main>", "root:", "SQLITE", "sqlite_master", "style=\""};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (holds(b, never[i]))
            fail_msg("%s: holds %s", of, never[i]);
}

static void hostile_reports_stay_text(void **state)
{
    static const char *const pages[] = {"/", "/timeline", "/map", "/figures", "/disputes", "/events", "/statements", "/demands", "/causes", "/framings", "/silences", "/actors", "/actor?name=%3Cscript%3En",
                                        "/places", "/reports", "/report/1", "/finding/1:f1", "/finding/1:f2", "/finding/1:f7", "/search?q=script", "/review", "/review?skip=3", "/add", "/about", "/incidents?all=1", "/incident/i1"};
    at_buf out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        char line[200];
        (void)snprintf(line, sizeof line, "GET %s", pages[i]);
        if (ask(&out, line, "", NULL) != 200)
            fail_msg("%s: %.60s", pages[i], out.p);
        assert_clean(&out, pages[i]);
        if (!holds(&out, "Content-Security-Policy: default-src 'none'") || !holds(&out, "nosniff"))
            fail_msg("%s lacks its headers", pages[i]);
    }
    assert_int_equal(ask(&out, "GET /finding/1:f1", "", NULL), 200);
    assert_true(holds(&out, "&lt;script&gt;")); /* the words are there, as text */
    at_buf_release(&out);
}

typedef struct {
    const char *line, *heads, *body;
    int status; /* wanted; 4: any of 400 to 499 */
} attack;

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
static const attack attacks[] = {
    {"GET /../../../../etc/passwd", "", NULL, 404},
    {"GET /web/../../../etc/passwd", "", NULL, 404},
    {"GET /web/%2e%2e/%2e%2e/etc/passwd", "", NULL, 404},
    {"GET /web/..%2f..%2fetc%2fpasswd", "", NULL, 404},
    {"GET /web/..%5c..%5cetc", "", NULL, 404},
    {"GET /export/../../etc/passwd.csv", "", NULL, 404},
    {"GET /finding/1:f1%00%3Cscript%3E", "", NULL, 0}, /* the library ends the path at the zero byte */
    {"GET /report/1'%20OR%20'1'='1", "", NULL, 404},
    {"GET /report/1%20UNION%20SELECT%20sql%20FROM%20sqlite_master", "", NULL, 404},
    {"GET /events?q=%22)%20OR%201=1%20--", "", NULL, 0},
    {"GET /events?place=*%22%22(%20NEAR", "", NULL, 0},
    {"GET /events?since='%3B%20DROP%20TABLE%20finding", "", NULL, 200},
    {"GET /search?q=%3Cscript%3Ealert(1)%3C/script%3E", "", NULL, 200},
    {"GET /review?trouble=%3Cscript%3Ealert(1)%3C/script%3E", "", NULL, 200},
    {"GET /review?kind=%22%3E%3Cscript%3E", "", NULL, 200},
    {"GET /timeline?page=99999999999999999999&since=%3Cimg", "", NULL, 200},
    {"GET /", "Host: evil.example\r\n", NULL, 403},
    {"GET /", "Host: evil.example:$\r\n", NULL, 403},
    {"GET /", "Host: 127.0.0.1:1\r\n", NULL, 403},
    {"GET /", "Host: 127.0.0.1.evil.example:$\r\n", NULL, 403},
    {"GET /", "Origin: https://evil.example\r\n", NULL, 403},
    {"GET /api/v1/events", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: cors\r\n", NULL, 403},
    {"GET /api/v1/changes", "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n", NULL, 403},
    {"POST /review", FORM, "verdict=reject&target=1:f1&who=eve", 403},
    {"POST /review", FORM, "verdict=reject&target=1:f1&who=eve&token=00000000000000000000000000000000", 403},
    {"POST /review", FORM "Origin: https://evil.example\r\n", "verdict=reject&target=1:f1&who=eve", 403},
    {"POST /review", FORM "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n", "verdict=reject&target=1:f1&who=eve", 403},
    {"POST /review?token=x", "Content-Type: text/plain\r\n", "verdict=reject", 415},
    {"POST /review", "Content-Type: application/json\r\n", "{\"verdict\":\"reject\"}", 415},
    {"POST /add", FORM, "text=The+army+killed+ten+people.", 403},
    {"POST /events", FORM, "x=1", 405},
    {"PUT /events", FORM, "x=1", 405},
    {"DELETE /report/1", "", NULL, 405},
    {"TRACE /", "X-Secret: 1\r\n", NULL, 405},
    {"POST /review", FORM "Content-Length: 99999999999\r\n", NULL, 413},
    {"POST /add", FORM "Content-Length: -5\r\n", NULL, 4},
    {"GET /api/v1/nothing", "", NULL, 404},
    {"GET /api/v1/finding/../../x", "", NULL, 404},
    {"GET //evil.example/", "", NULL, 404},
};

static void attacks_do_not_succeed(void **state)
{
    at_buf out = {0};
    (void)state;
    for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
        const attack *a = &attacks[i];
        int status = ask(&out, a->line, a->heads, a->body);
        if (a->status > 4 && status != a->status)
            fail_msg("%s %s: status %d, wanted %d", a->line, a->heads, status, a->status);
        if (a->status == 4 && status / 100 != 4 && status != 0)
            fail_msg("%s: status %d", a->line, status);
        if (out.n)
            assert_clean(&out, a->line);
    }
    assert_int_equal(ask(&out, "GET /api/v1/summary", "", NULL), 200);
    assert_true(holds(&out, "\"judgements\":0"));
    assert_true(holds(&out, "\"reports\":1"));
    at_buf_release(&out);
}

static void too_much_is_cut_off(void **state)
{
    at_buf out = {0}, b = {0};
    (void)state;
    at_buf_fmt(&b, "GET /?q=%0*d HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n\r\n", 60000, 1, port);
    int status = exchange(&out, b.p, b.n);
    assert_true(status == 0 || status / 100 == 4 || status / 100 == 5);
    b.n = 0;
    at_buf_fmt(&b, "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n", port);
    for (int i = 0; i < 3000; i++)
        at_buf_fmt(&b, "X-%d: aaaaaaaaaaaaaaaa\r\n", i);
    at_buf_put(&b, AT_S("\r\n"));
    status = exchange(&out, b.p, b.n);
    assert_true(status == 0 || status / 100 == 4 || status / 100 == 5);
    b.n = 0; /* a form without a length that grows and grows */
    at_buf_fmt(&b, "POST /review HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nConnection: close\r\n" FORM "Transfer-Encoding: chunked\r\n\r\n", port);
    for (int i = 0; i < 40; i++)
        at_buf_fmt(&b, "1000\r\n%04096d\r\n", i);
    at_buf_put(&b, AT_S("0\r\n\r\n"));
    status = exchange(&out, b.p, b.n);
    assert_true(status == 0 || status / 100 == 4);
    status = exchange(&out, "\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03\r\n\r\n", 15); /* TLS spoken to a plain port */
    assert_true(status == 0 || status / 100 == 4);
    assert_int_equal(ask(&out, "GET /", "", NULL), 200); /* and it still answers */
    at_buf_release(&out);
    at_buf_release(&b);
}

/* The token of the pages, from the page itself as a reader of it would send it. */
static at_str token(const at_buf *b, char out[33])
{
    const char mark[] = "name=token content=\"";
    size_t i = at_index((at_str){b->p, b->n}, at_strz(mark), 0);
    assert_true(i != SIZE_MAX);
    memcpy(out, b->p + i + sizeof mark - 1, 32);
    out[32] = 0;
    return at_strz(out);
}

static void judging_writes_once(void **state)
{
    at_buf out = {0};
    char t[33], body[400];
    (void)state;
    assert_int_equal(ask(&out, "GET /review", "", NULL), 200);
    token(&out, t);
    (void)snprintf(body, sizeof body, "verdict=accept&target=1:f2&who=ana&why=seen&back=/finding/1:f2&token=%s", t);
    assert_int_equal(ask(&out, "POST /review", FORM "Origin: http://127.0.0.1:$\r\n", body), 303);
    assert_true(holds(&out, "Location: /finding/1:f2"));
    assert_int_equal(ask(&out, "GET /finding/1:f2", "", NULL), 200); /* the kept page gave way to a new one */
    assert_true(holds(&out, "accepted"));
    assert_true(holds(&out, "by <b>ana</b>"));
    (void)snprintf(body, sizeof body, "verdict=undo&number=1&who=ana&back=//evil.example/&token=%s", t);
    assert_int_equal(ask(&out, "POST /review", FORM, body), 303);
    assert_true(holds(&out, "Location: /review")); /* never to another site */
    assert_false(holds(&out, "evil"));
    (void)snprintf(body, sizeof body, "verdict=correct&target=1:f1&who=ana&field=type&value=NOTHING&back=%%0d%%0aX-Evil:+1&token=%s", t);
    assert_int_equal(ask(&out, "POST /review", FORM, body), 303);
    assert_true(holds(&out, "Location: /review?trouble="));
    assert_false(holds(&out, "X-Evil"));
    at_buf_release(&out);
}

static void one_port_serves_one(void **state)
{
    at_server *second;
    at_err err = {0};
    at_serve_opts o = {.db = path, .port = port};
    (void)state;
    assert_int_equal(at_server_open(&second, &o, &err), AT_EIO);
    assert_null(second);
    o.port = 70000;
    assert_int_equal(at_server_open(&second, &o, &err), AT_EUSAGE);
    at_server_close(NULL);
}

/* Sends a byte a second; gives how many seconds the server let it (at most `most`). */
static int trickle(const char *begin, int most)
{
    char byte;
    int s = dial(), seconds = 0;
    struct timeval wait = {1, 0};
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    assert_true(send(s, begin, strlen(begin), MSG_NOSIGNAL) > 0);
    for (; seconds < most; seconds++) {
        ssize_t got = recv(s, &byte, 1, 0); /* waits a second if there is nothing to take */
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EWOULDBLOCK))
            break;
        if (send(s, "x", 1, MSG_NOSIGNAL) != 1)
            break;
    }
    close(s);
    return seconds;
}

/* What comes in drops, headers or a body, is cut off though the connection is never silent; one that was answered may wait as long. */
static void trickling_is_cut_off(void **state)
{
    static const char *const begins[] = {
        "GET / HT", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: ", "POST /review HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 5000\r\n\r\nverdict=",
    };
    at_server *other;
    at_err err = {0};
    at_serve_opts o = {.db = path, .patience_s = 2};
    unsigned before = port;
    at_buf out = {0};
    (void)state;
    assert_int_equal(at_server_open(&other, &o, &err), AT_OK);
    port = at_server_port(other);
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        char text[300];
        const char *host = strstr(begins[i], "127.0.0.1\r");
        int n = host ? (int)(host - begins[i]) + 9 : (int)strlen(begins[i]);
        (void)snprintf(text, sizeof text, "%.*s", n, begins[i]);
        if (host)
            (void)snprintf(text + n, sizeof text - (size_t)n, ":%u%s", port, begins[i] + n);
        int seconds = trickle(text, 14);
        if (seconds < 1 || seconds > 8)
            fail_msg("%s: cut off after %d seconds", begins[i], seconds);
    }
    assert_int_equal(ask(&out, "GET /", "", NULL), 200); /* others are served meanwhile and afterwards */
    at_server_close(other);
    port = before;
    at_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_reports_stay_text), cmocka_unit_test(attacks_do_not_succeed), cmocka_unit_test(too_much_is_cut_off),
        cmocka_unit_test(judging_writes_once),       cmocka_unit_test(one_port_serves_one),
        cmocka_unit_test(trickling_is_cut_off),
    };
    return cmocka_run_group_tests(tests, open_page, close_page);
}
