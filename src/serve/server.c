/* The server: libmicrohttpd around the views. One thread a connection, each request with a connection of its own to the record. */
#include "serve/server.h"

#include "base/err.h"
#include "serve/guard.h"
#include "serve/kept.h"
#include "serve/slow.h"
#include "serve/view.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    MOST_CONNECTIONS = 64,
    MOST_STREAMS = 24,
    HEADER_BYTES = 32 << 10,
    FORM_BYTES = 64 << 10,        /* of a judgement */
    ADD_BYTES = 64 << 20,         /* of reports that are added */
    REQUEST_BYTES = 512 << 20,    /* memory of one request */
    IDLE_SECONDS = 15,            /* a client that says nothing for so long is cut off */
    PATIENCE_SECONDS = 20,        /* a request must be here whole by then, unless the options say another time */
    PATIENCE_MORE = 6,            /* so many times as long for files that are added, and for taking an answer */
    QUERY_SECONDS = 30,           /* and its questions to the record answered */
    KEPT_BYTES = 512 << 10        /* the largest answer that is kept */
};

struct at_server {
    struct MHD_Daemon *daemon;
    unsigned port;
    char *db, *who, *data, *codebook;
    const char *name;
    char token[33];
    pthread_mutex_t lock; /* of all below */
    at_store *idle[MOST_CONNECTIONS];
    size_t nidle;
    at_store *watch;
    sqlite3_stmt *version;
    at__kept *kept;
    at__slow *slow;
    unsigned patience;
    pthread_mutex_t reading;
    at_reader *reader;
    atomic_int streams;
    atomic_bool stopping;
};

/* What is known of a request while its body comes in. */
typedef struct {
    at__req r;
    struct MHD_PostProcessor *form;
    at_buf body;
    at_buf part;         /* the part of a form that comes in now */
    char name[64], file[300];
    bool any;            /* a part has begun */
    size_t taken, most;
} talk;

at_str at__server_token(const at_server *s)
{
    return at_strz(s->token);
}

at_str at__server_who(const at_server *s)
{
    return at_strz(s->who);
}

at_str at__server_name(const at_server *s)
{
    return at_strz(s->name);
}

at_code at__server_reader(at_server *s, at_reader **out, at_err *err)
{
    at_code code = AT_OK;
    pthread_mutex_lock(&s->reading);
    if (!s->reader) {
        at_reader_opts o = {.data_dir = s->data, .codebook = s->codebook};
        code = at_reader_open(&s->reader, &o, err);
    }
    *out = s->reader;
    pthread_mutex_unlock(&s->reading);
    return code;
}

int64_t at__server_state(at_server *s)
{
    int64_t state = -1;
    pthread_mutex_lock(&s->lock);
    if (sqlite3_step(s->version) == SQLITE_ROW)
        state = sqlite3_column_int64(s->version, 0);
    sqlite3_reset(s->version);
    pthread_mutex_unlock(&s->lock);
    return state;
}

/* ---- connections to the record ---- */

static at_store *take_store(at_server *s, at_err *err)
{
    at_store *store = NULL;
    pthread_mutex_lock(&s->lock);
    if (s->nidle)
        store = s->idle[--s->nidle];
    pthread_mutex_unlock(&s->lock);
    if (!store && at_store_open(&store, s->db, err) == AT_OK)
        sqlite3_busy_timeout(store->db, 10000); /* while another process adds reports */
    return store;
}

static void give_store(at_server *s, at_store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_progress_handler(store->db, 0, NULL, NULL);
    pthread_mutex_lock(&s->lock);
    bool room = s->nidle < MOST_CONNECTIONS;
    if (room)
        s->idle[s->nidle++] = store;
    pthread_mutex_unlock(&s->lock);
    if (!room)
        at_store_close(store);
}

static int too_late(void *deadline)
{
    return time(NULL) > *(const time_t *)deadline;
}

/* ---- answers ---- */

static void add_heads(struct MHD_Response *m, const at__req *r, bool lasting)
{
    static const char *const heads[][2] = {
        {"Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
                                    "base-uri 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        MHD_add_response_header(m, heads[i][0], heads[i][1]);
    MHD_add_response_header(m, "Content-Type", r->type ? r->type : "text/html; charset=utf-8");
    MHD_add_response_header(m, "Cache-Control", lasting ? "private, max-age=31536000, immutable" : "private, no-cache");
    char line[400];
    if (r->location.n && r->location.n < sizeof line - 1) {
        (void)snprintf(line, sizeof line, "%.*s", AT_FMT(r->location));
        MHD_add_response_header(m, "Location", line);
    }
    if (r->filename.n && r->filename.n < 100) {
        (void)snprintf(line, sizeof line, "attachment; filename=\"%.*s\"", AT_FMT(r->filename));
        MHD_add_response_header(m, "Content-Disposition", line);
    }
}

static enum MHD_Result reply(at_server *s, struct MHD_Connection *c, at__req *r, at_buf *key, int64_t state)
{
    bool lasting = at_starts(r->path, AT_S("/web/")) && r->status == 200 && at__req_arg(r, "v").n;
    static char nothing[1];
    struct MHD_Response *m = MHD_create_response_from_buffer(r->out.n, r->out.p ? r->out.p : nothing, r->out.p ? MHD_RESPMEM_MUST_FREE : MHD_RESPMEM_PERSISTENT);
    if (!m)
        return MHD_NO;
    size_t n = r->out.n;
    r->out = (at_buf){0};
    add_heads(m, r, lasting);
    enum MHD_Result done = MHD_queue_response(c, (unsigned)r->status, m);
    if (key->n && !key->bad && r->keep && r->status == 200 && n <= KEPT_BYTES)
        at__kept_put(s->kept, m, key, state, time(NULL) - r->began);
    else
        MHD_destroy_response(m);
    return done;
}

/* ---- running a view ---- */

static void run_view(at_server *s, at__req *r, const at__route *route)
{
    at_err err = {0};
    time_t deadline = time(NULL) + QUERY_SECONDS;
    r->store = take_store(s, &err);
    if (!r->store) {
        at__req_fail(r, 500, "The record cannot be opened", err.msg);
        return;
    }
    r->q = (at_sql){r->store->db, SQLITE_OK};
    if (at_eq(r->method, AT_S("GET")))
        sqlite3_progress_handler(r->store->db, 10000, too_late, &deadline);
    if (setjmp(r->fail) == 0)
        route->view(r);
    else
        r->out.bad = true;
    if (r->out.bad) {
        at_buf_release(&r->out);
        r->out = (at_buf){0};
        at__req_fail(r, 500, "Too much for the memory", "Ask for less: fewer days, one place, one report.");
    } else if (r->q.rc == SQLITE_INTERRUPT) {
        at__req_fail(r, 503, "This takes too long", "Ask for less: fewer days, one place, one report.");
    } else if (r->q.rc != SQLITE_OK) {
        (void)at_sql_code(&r->q, &err);
        at__req_fail(r, 500, "The record cannot be read", err.msg);
    }
    at__req_end_all(r); /* what a failed request left open */
    give_store(s, r->store);
    r->store = NULL;
}

static void run_guarded(at_server *s, at__req *r, const at__route *route)
{
    bool known = route != NULL;
    if (!route)
        route = at__route_find(r, &known);
    if (!route && known)
        at__req_fail(r, 405, "That cannot be done here", "This address can be read, not written to, or the other way round.");
    else if (!route)
        at__req_fail(r, 404, "There is no such page", "The address is none of this record.");
    else if (at_eq(r->method, AT_S("POST")) && !at__guard_token(at__req_field(r, "token"), at__server_token(s)))
        at__req_fail(r, 403, "Not allowed", "The form is of an earlier run of this page. Load the page anew and try again.");
    else {
        r->keep = route->keep;
        run_view(s, r, route);
    }
}

/* ---- news of the record, as server-sent events ---- */

typedef struct {
    at_server *s;
    int64_t state;
    int socket;
} stream;

/* Waits a quarter of a second, less if the other side goes: false then. */
static bool wait_on(int socket)
{
    struct pollfd p = {.fd = socket, .events = POLLIN};
    char byte;
    if (poll(&p, 1, 250) <= 0)
        return true;
    return !(p.revents & (POLLERR | POLLHUP | POLLNVAL)) && recv(socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0;
}

static ssize_t stream_more(void *cls, uint64_t pos, char *buf, size_t max)
{
    stream *t = cls;
    if (pos == 0)
        return snprintf(buf, max, "retry: 3000\n\n");
    for (int i = 0; i < 16; i++) { /* four seconds, then a sign of life, long before silence would cut the connection, which also finds out whether the client is there */
        if (atomic_load(&t->s->stopping) || !wait_on(t->socket))
            return MHD_CONTENT_READER_END_OF_STREAM;
        int64_t state = at__server_state(t->s);
        if (state != t->state) {
            t->state = state;
            return snprintf(buf, max, "event: change\ndata: {\"state\":%lld}\n\n", (long long)state);
        }
    }
    return snprintf(buf, max, ": still here\n\n");
}

static void stream_end(void *cls)
{
    stream *t = cls;
    atomic_fetch_sub(&t->s->streams, 1);
    free(t);
}

static enum MHD_Result send_stream(at_server *s, struct MHD_Connection *c, at__req *r)
{
    stream *t = calloc(1, sizeof *t);
    if (!t || atomic_fetch_add(&s->streams, 1) >= MOST_STREAMS) {
        if (t)
            atomic_fetch_sub(&s->streams, 1);
        free(t);
        at_buf none = {0};
        at__req_fail(r, 503, "Too many listeners", "So many pages are open that no more can be told of changes.");
        return reply(s, c, r, &none, 0);
    }
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    *t = (stream){s, at__server_state(s), info ? info->connect_fd : -1};
    struct MHD_Response *m = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 256, stream_more, t, stream_end);
    if (!m) {
        stream_end(t);
        return MHD_NO;
    }
    r->type = "text/event-stream";
    add_heads(m, r, false);
    enum MHD_Result done = MHD_queue_response(c, MHD_HTTP_OK, m);
    MHD_destroy_response(m);
    return done;
}

/* ---- a request comes in ---- */

static at_str head_of(struct MHD_Connection *c, const char *name)
{
    return at_strz(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

static enum MHD_Result take_arg(void *cls, enum MHD_ValueKind kind, const char *key, size_t nkey, const char *value, size_t nvalue)
{
    at__req *r = cls;
    (void)kind;
    if (r->args.n >= 60)
        return MHD_NO;
    at__arg *a = at_push(&r->mem, &r->args);
    a->name = at_arena_str(&r->mem, (at_str){key, nkey});
    a->value = at_trim(at_arena_str(&r->mem, (at_str){value ? value : "", value ? nvalue : 0}));
    return MHD_YES;
}

/* Ends the part of a form that came in: a field or a file. */
static void end_part(talk *t)
{
    if (!t->any)
        return;
    at_str bytes = at_arena_str(&t->r.mem, (at_str){t->part.p ? t->part.p : "", t->part.n});
    if (t->file[0]) {
        at__file *f = at_push(&t->r.mem, &t->r.files);
        *f = (at__file){at_arena_str(&t->r.mem, at_strz(t->file)), bytes};
    } else {
        at__arg *a = at_push(&t->r.mem, &t->r.fields);
        *a = (at__arg){at_arena_str(&t->r.mem, at_strz(t->name)), bytes};
    }
    t->part.n = 0;
    t->any = false;
}

static enum MHD_Result take_part(void *cls, enum MHD_ValueKind kind, const char *key, const char *filename, const char *type, const char *encoding,
                                 const char *data, uint64_t off, size_t size)
{
    talk *t = cls;
    (void)kind, (void)type, (void)encoding;
    if (off == 0) {
        end_part(t);
        if (t->r.fields.n + t->r.files.n > 1000)
            return MHD_NO;
        (void)snprintf(t->name, sizeof t->name, "%s", key ? key : "");
        (void)snprintf(t->file, sizeof t->file, "%s", filename ? filename : "");
        t->any = true;
    }
    at_buf_put(&t->part, (at_str){data, size});
    return t->part.bad ? MHD_NO : MHD_YES;
}

static enum MHD_Result refuse(at_server *s, struct MHD_Connection *c, talk *t, int status, const char *title, const char *why)
{
    at_buf none = {0};
    at__req_fail(&t->r, status, title, why);
    return reply(s, c, &t->r, &none, 0);
}

static at__slow_place *place_of(struct MHD_Connection *c)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

/* First call: headers are here, the body is not. */
static enum MHD_Result begin(at_server *s, struct MHD_Connection *c, const char *url, const char *method, void **con)
{
    talk *t = calloc(1, sizeof *t);
    if (!t)
        return MHD_NO;
    *con = t;
    at__req *r = &t->r;
    r->server = s;
    r->began = time(NULL);
    r->status = 200;
    at_arena_init(&r->mem, REQUEST_BYTES, &r->fail);
    if (setjmp(r->fail))
        return MHD_NO;
    bool post = !strcmp(method, "POST");
    r->method = post ? AT_S("POST") : AT_S("GET");
    r->path = at_arena_str(&r->mem, at_strz(url));
    if (at_starts(r->path, AT_S("/api/")))
        r->type = "application/json";
    at__heads h = {head_of(c, "Host"), head_of(c, "Origin"), head_of(c, "Sec-Fetch-Site"), head_of(c, "Sec-Fetch-Mode")};
    const char *why = at__guard(&h, s->port, post);
    if (why)
        return refuse(s, c, t, 403, "Not allowed", why);
    if (!post && strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
        return refuse(s, c, t, 405, "That cannot be done here", "Only GET, HEAD and POST are answered.");
    if (!at__guard_path(r->path))
        return refuse(s, c, t, 404, "There is no such page", "The address is none of this record.");
    MHD_get_connection_values_n(c, MHD_GET_ARGUMENT_KIND, take_arg, r);
    if (!post)
        return MHD_YES;
    bool add = at_eq(r->path, AT_S("/add"));
    int64_t length = 0;
    t->most = add ? ADD_BYTES : FORM_BYTES;
    if (add)
        at__slow_until(place_of(c), s->patience * PATIENCE_MORE);
    at_str said = head_of(c, "Content-Length");
    if (said.n && (!at_to_i64(said, &length) || length < 0 || (uint64_t)length > t->most))
        return refuse(s, c, t, 413, "Too much at once", "Files of up to 64 MiB can be added here; attest add takes larger ones.");
    at_str form = head_of(c, "Content-Type");
    if (at_starts_fold(form, AT_S("multipart/form-data")))
        t->form = MHD_create_post_processor(c, 32 << 10, take_part, t);
    else if (!at_starts_fold(form, AT_S("application/x-www-form-urlencoded")))
        return refuse(s, c, t, 415, "Not a form", "Send a form.");
    return MHD_YES;
}

static enum MHD_Result take_body(talk *t, const char *data, size_t *n)
{
    t->taken += *n;
    if (t->taken > t->most)
        return MHD_NO; /* cuts the connection */
    if (setjmp(t->r.fail))
        return MHD_NO;
    if (t->form) {
        if (MHD_post_process(t->form, data, *n) != MHD_YES)
            return MHD_NO;
    } else {
        at_buf_put(&t->body, (at_str){data, *n});
        if (t->body.bad)
            return MHD_NO;
    }
    *n = 0;
    return MHD_YES;
}

static enum MHD_Result finish(at_server *s, struct MHD_Connection *c, talk *t)
{
    at__req *r = &t->r;
    at_buf key = {0};
    bool sent = false, known;
    if (setjmp(r->fail))
        return MHD_NO;
    if (t->form) {
        MHD_destroy_post_processor(t->form);
        t->form = NULL;
        end_part(t);
    } else if (t->body.n) {
        at__req_parse(r, (at_str){t->body.p, t->body.n}, true);
    }
    const at__route *route = at__route_find(r, &known);
    at__slow_until(place_of(c), 0); /* while it is answered */
    if (at_eq(r->path, AT_S("/api/v1/changes")) && at_eq(r->method, AT_S("GET")))
        return send_stream(s, c, r);
    int64_t state = route && route->keep ? at__server_state(s) : 0;
    enum MHD_Result done = MHD_YES;
    if (route && route->keep) {
        at__kept_key(&key, r);
        if (!key.bad)
            done = at__kept_send(s->kept, c, (at_str){key.p, key.n}, state, &sent);
    }
    if (!sent) {
        run_guarded(s, r, route);
        done = reply(s, c, r, &key, state);
    }
    at_buf_release(&key);
    at__slow_until(place_of(c), s->patience * PATIENCE_MORE);
    return done;
}

static enum MHD_Result answer(void *cls, struct MHD_Connection *c, const char *url, const char *method, const char *version, const char *data, size_t *n,
                              void **con)
{
    (void)version;
    if (!*con)
        return begin(cls, c, url, method, con);
    if (*n)
        return take_body(*con, data, n);
    return finish(cls, c, *con);
}

static void done(void *cls, struct MHD_Connection *c, void **con, enum MHD_RequestTerminationCode why)
{
    talk *t = *con;
    at_server *s = cls;
    (void)why;
    at__slow_until(place_of(c), s->patience); /* for the next request */
    if (!t)
        return;
    if (t->form)
        MHD_destroy_post_processor(t->form);
    json_decref(t->r.json);
    at_buf_release(&t->body);
    at_buf_release(&t->part);
    at_buf_release(&t->r.out);
    at_arena_release(&t->r.mem);
    free(t);
    *con = NULL;
}

/* A connection comes or goes. */
static void come_or_go(void *cls, struct MHD_Connection *c, void **place, enum MHD_ConnectionNotificationCode what)
{
    at_server *s = cls;
    if (what == MHD_CONNECTION_NOTIFY_CLOSED) {
        at__slow_close(*place);
        *place = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
    *place = info ? at__slow_open(s->slow, info->connect_fd, s->patience) : NULL;
}

/* ---- opening and closing ---- */

static char *copy(const char *z)
{
    size_t n = z ? strlen(z) : 0;
    char *p = z ? malloc(n + 1) : NULL;
    if (p)
        memcpy(p, z, n + 1);
    return p;
}

static bool make_token(char out[33])
{
    unsigned char b[16];
    int f = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    bool ok = f >= 0 && read(f, b, sizeof b) == (ssize_t)sizeof b;
    for (size_t i = 0; ok && i < sizeof b; i++)
        (void)snprintf(out + 2 * i, 3, "%02x", b[i]);
    if (f >= 0)
        close(f);
    return ok;
}

static at_code listen_on(at_server *s, unsigned port, at_err *err)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL, (uint16_t)port, NULL, NULL, answer, s,
                                 MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&a, MHD_OPTION_CONNECTION_LIMIT, (unsigned)MOST_CONNECTIONS,
                                 MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_BYTES,
                                 MHD_OPTION_NOTIFY_COMPLETED, done, s, MHD_OPTION_NOTIFY_CONNECTION, come_or_go, s, MHD_OPTION_END);
    if (!s->daemon)
        return at_fail_sys(err, "port %u of 127.0.0.1 cannot be listened on", port);
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
    s->port = info ? info->port : port;
    return AT_OK;
}

at_code at_server_open(at_server **out, const at_serve_opts *o, at_err *err)
{
    *out = NULL;
    if (o->port > 65535)
        return at_fail(err, AT_EUSAGE, "%u is no port", o->port);
    at_server *s = calloc(1, sizeof *s);
    if (!s)
        return at_fail(err, AT_ENOMEM, "out of memory");
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->reading, NULL);
    s->db = copy(o->db ? o->db : "attest.db");
    s->who = copy(o->who ? o->who : "");
    s->data = copy(o->data_dir);
    s->codebook = copy(o->codebook);
    s->kept = at__kept_create();
    s->slow = at__slow_create(2 * MOST_CONNECTIONS);
    s->patience = o->patience_s ? o->patience_s : PATIENCE_SECONDS;
    at_code code = s->db && s->who && s->kept && s->slow ? AT_OK : at_fail(err, AT_ENOMEM, "out of memory");
    if (code == AT_OK && !make_token(s->token))
        code = at_fail_sys(err, "/dev/urandom cannot be read");
    if (code == AT_OK)
        code = at_store_open(&s->watch, s->db, err);
    if (code == AT_OK && sqlite3_prepare_v2(s->watch->db, "PRAGMA data_version", -1, &s->version, NULL) != SQLITE_OK)
        code = at_fail(err, AT_EDB, "%s", sqlite3_errmsg(s->watch->db));
    if (code == AT_OK) {
        const char *slash = strrchr(s->db, '/');
        s->name = slash ? slash + 1 : s->db;
        code = listen_on(s, o->port, err);
    }
    if (code != AT_OK) {
        at_server_close(s);
        return code;
    }
    *out = s;
    return AT_OK;
}

unsigned at_server_port(const at_server *s)
{
    return s->port;
}

void at_server_close(at_server *s)
{
    if (!s)
        return;
    atomic_store(&s->stopping, true);
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    at__slow_free(s->slow);
    at__kept_free(s->kept);
    while (s->nidle)
        at_store_close(s->idle[--s->nidle]);
    sqlite3_finalize(s->version);
    at_store_close(s->watch);
    at_reader_close(s->reader);
    pthread_mutex_destroy(&s->lock);
    pthread_mutex_destroy(&s->reading);
    free(s->db);
    free(s->who);
    free(s->data);
    free(s->codebook);
    free(s);
}
