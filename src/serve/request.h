/*
 * request.h: one request on its way to an answer. Holds its own connection to the record, its own memory and the answer
 * as it grows; the server (server.c) makes it, a view (view.h) fills it, the server sends it and lets it go.
 */
#ifndef AT_SERVE_REQUEST_H
#define AT_SERVE_REQUEST_H
#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "serve/html.h"
#include "store/store.h"
#include <jansson.h>
#include <time.h>

typedef struct {
    at_str name, value;
} at__arg;

/* A file that came with a form. */
typedef struct {
    at_str name, bytes;
} at__file;

typedef struct at__req {
    at_server *server;      /* NULL in an export */
    struct at__site *site;  /* the folder that the page is written for (site.h); NULL: for a browser that asks */
    at_store *store;
    at_sql q;
    sqlite3_stmt *open[16]; /* statements that are not ended yet */
    size_t nopen;
    at_arena mem;
    jmp_buf fail;    /* where mem goes when it runs out */
    json_t *json;    /* given back with the request */
    at_str method, path;
    at_str tail;     /* what follows a route that ends in "/" */
    AT_VEC(at__arg) args;   /* of the address */
    AT_VEC(at__arg) fields; /* of the body */
    AT_VEC(at__file) files;
    at_buf out;
    int status;          /* 200 unless a view says otherwise */
    const char *type;    /* Content-Type; NULL: HTML */
    at_str location;     /* of a redirect, status 303 */
    at_str filename;     /* the browser should save the answer under this name */
    const char *also_column; /* of the search index: one more condition that at__scope_sql puts in, NULL: none */
    at_str also_words;
    time_t began;
    bool keep;           /* the answer holds until the record changes */
} at__req;

at_str at__req_arg(const at__req *r, const char *name);   /* of the address, or empty */
at_str at__req_field(const at__req *r, const char *name); /* of the body, or empty */
/* A whole number of an argument, or `otherwise` if it is missing or none or outside [0, most]. */
int64_t at__req_count(const at__req *r, const char *name, int64_t otherwise, int64_t most);
/* Takes "a=1&b=two+words" apart. */
void at__req_parse(at__req *r, at_str query, bool body);
/* Statement on the request's connection; ended by at__req_end, or by the server if the request fails. */
sqlite3_stmt *at__req_sql(at__req *r, const char *sql);
void at__req_end(at__req *r, sqlite3_stmt *st);
void at__req_end_all(at__req *r);
at_str at__req_copy(at__req *r, sqlite3_stmt *st, int column); /* a cell that outlives the step */

/* An error page in place of what was written so far. */
void at__req_fail(at__req *r, int status, const char *title, const char *text);
#endif
