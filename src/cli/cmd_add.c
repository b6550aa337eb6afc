/* attest add: reports or records into the record file. */
#include "cmd.h"

#include "feed.h"
#include "out.h"
#include <string.h>

typedef struct {
    const at_vals *v;
    at_store *store;
    size_t seen, failed, count[3]; /* count by at_added */
    bool broken;                   /* the record file itself refused: stop */
} adding;

static bool emit(void *user, at_job *job)
{
    adding *a = user;
    at_added what;
    at_code rc = job->code;
    if (rc == AT_OK && job->note) {
        if (!a->v->quiet)
            at_say("%s: %s", job->file, job->note);
        return true;
    }
    a->seen++;
    if (rc == AT_OK)
        rc = at_store_add(a->store, &what, (at_str){job->json, job->n}, &job->err);
    if (rc == AT_OK)
        a->count[what]++;
    else if (rc == AT_EDB) {
        at_say("%s: %s; it holds what was added before", a->v->db, job->err.msg);
        a->broken = true;
        return false;
    } else {
        at_say_err(job->file, &job->err);
        a->failed++;
    }
    at_progress(a->v->quiet, a->seen, a->failed);
    return true;
}

int at_cmd_add(const at_cmd *cmd, const at_vals *v, char **files)
{
    (void)cmd;
    adding a = {.v = v};
    at_err err = {0};
    if (at_store_open(&a.store, v->db, &err) != AT_OK) {
        at_say_err(v->db, &err);
        return EXIT_ERROR;
    }
    at_pool *p = at_pool_create(at_threads(v), AT_WITH_TEXT | AT_WITH_VECTORS, emit, &a);
    if (p) {
        a.broken |= !at_feed(p, files, v);
        at_pool_finish(p);
    } else {
        at_say("no threads can be started");
        a.broken = true;
    }
    at_store_close(a.store);
    if (a.broken)
        return EXIT_ERROR;
    if (!v->quiet)
        at_say("%s: %zu added, %zu updated, %zu already there%s", v->db, a.count[AT_ADDED], a.count[AT_UPDATED],
               a.count[AT_UNCHANGED], a.failed ? ", some failed" : "");
    return a.failed ? EXIT_SOME_FAILED : a.seen ? EXIT_DONE : EXIT_NONE;
}
