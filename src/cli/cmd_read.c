/* attest read and attest text: reports in, records or texts out; nothing is kept. */
#include "cmd.h"

#include "feed.h"
#include "out.h"
#include <string.h>
#include <unistd.h>

typedef struct {
    const at_vals *v;
    bool text; /* an account for people instead of JSON */
    at_show_opts show;
    size_t done, failed;
} reading;

static bool emit_text(reading *r, at_job *job)
{
    char *text;
    size_t n;
    at_err err = {0};
    if (at_record_show(&text, &n, (at_str){job->json, job->n}, &r->show, &err) != AT_OK) {
        at_say_err(job->file, &err);
        r->failed++;
        return true;
    }
    bool ok = (!r->done || at_put("\n", 1)) && at_put(text, n) && at_flush();
    at_free(text);
    return ok;
}

static bool emit(void *user, at_job *job)
{
    reading *r = user;
    bool ok;
    if (job->code != AT_OK) {
        at_say_err(job->file, &job->err);
        r->failed++;
        return true;
    }
    if (r->text)
        ok = emit_text(r, job);
    else
        ok = at_put(job->json, job->n) && at_put("\n", 1) && at_flush();
    r->done++;
    at_progress(r->v->quiet, r->done, r->failed);
    return ok;
}

int at_cmd_read(const at_cmd *cmd, const at_vals *v, char **files)
{
    (void)cmd;
    reading r = {.v = v};
    r.text = v->format ? !strcmp(v->format, "text") : isatty(1);
    r.show.color = at_color(v->color);
    r.show.width = at_width();
    at_pool *p = at_pool_create(at_threads(v),
                                (v->with_text || r.text ? AT_WITH_TEXT : 0u) | (v->features ? AT_WITH_FEATURES : 0u), emit, &r);
    if (!p) {
        at_say("no threads can be started");
        return EXIT_ERROR;
    }
    bool ok = at_feed(p, files, v);
    at_pool_finish(p);
    return !ok ? EXIT_ERROR : r.failed ? EXIT_SOME_FAILED : r.done ? EXIT_DONE : EXIT_NONE;
}

/* Prints the kept text of every report of one file. False when some could not be read. */
static bool print_texts(const char *path, const at_vals *v)
{
    at_input *in;
    at_err err = {0};
    bool ok = true;
    const char *shown = strcmp(path, "-") ? path : "stdin";
    if (at_input_open(&in, path, at_from_of(v), &err) != AT_OK) {
        at_say_err(shown, &err);
        return false;
    }
    for (;;) {
        at_item item;
        char *text;
        size_t n;
        at_code rc = at_input_next(in, &item, &err);
        if (rc == AT_OK && item.kind == AT_ITEM_END)
            break;
        if (rc == AT_OK && item.kind == AT_ITEM_RECORD)
            continue;
        if (rc == AT_OK)
            rc = at_text(&text, &n, &item.report, &err);
        if (rc != AT_OK) {
            at_say_err(shown, &err);
            ok = false;
            continue;
        }
        bool written = at_put(text, n);
        at_free(text);
        if (!written)
            break;
    }
    at_input_close(in);
    return ok;
}

int at_cmd_text(const at_cmd *cmd, const at_vals *v, char **files)
{
    (void)cmd;
    bool ok = *files || print_texts("-", v);
    for (; *files; files++)
        ok &= print_texts(*files, v);
    return ok ? EXIT_DONE : EXIT_SOME_FAILED;
}
