/* attest read and attest text: reports in, records or texts out; nothing is kept. */
#include "cmd.h"

#include "feed.h"
#include "out.h"
#include "paths.h"
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
    if (job->code == AT_OK && job->note) {
        if (!r->v->quiet)
            at_say("%s: %s", job->file, job->note);
        return true;
    }
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
                                (v->with_text || r.text ? AT_WITH_TEXT : 0u) | (v->with_vectors ? AT_WITH_VECTORS : 0u) | (v->features ? AT_WITH_FEATURES : 0u), emit, &r);
    if (!p) {
        at_say("no threads can be started");
        return EXIT_ERROR;
    }
    bool ok = at_feed(p, files, v);
    at_pool_finish(p);
    return !ok ? EXIT_ERROR : r.failed ? EXIT_SOME_FAILED : r.done ? EXIT_DONE : EXIT_NONE;
}

/* Title, day and authors of a page, and a blank line; one before them as well if texts were printed before. */
static at_code print_head(const at_report *r, size_t before, at_err *err)
{
    char *head;
    size_t n;
    at_code rc = at_text_head(&head, &n, r, err);
    if (rc == AT_OK && n)
        (void)((!before || at_put("\n", 1)) && at_put(head, n) && at_put("\n", 1)); /* a failed write is told at the end */
    at_free(rc == AT_OK ? head : NULL);
    return rc;
}

/* Prints the kept text of every report of one file. False when some could not be read. */
static bool print_texts(const char *path, const at_vals *v, size_t *given)
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
        if (rc == AT_OK && item.kind == AT_ITEM_NOTE)
            at_say("%s: %.*s", shown, (int)item.note.n, item.note.p);
        if (rc == AT_OK && item.kind != AT_ITEM_REPORT)
            continue;
        if (rc == AT_OK && !v->bare)
            rc = print_head(&item.report, *given, &err);
        if (rc == AT_OK)
            rc = at_text(&text, &n, &item.report, &err);
        if (rc != AT_OK) {
            at_say_err(shown, &err);
            ok = false;
            continue;
        }
        bool written = at_put(text, n);
        at_free(text);
        ++*given;
        if (!written)
            break;
    }
    at_input_close(in);
    return ok;
}

typedef struct {
    const at_vals *v;
    size_t given; /* texts printed so far */
    bool ok;
} texts;

static bool text_path(void *user, const char *path)
{
    texts *t = user;
    t->ok &= print_texts(path, t->v, &t->given);
    return true;
}

static bool text_note(void *user, const char *path, const char *note)
{
    (void)user;
    at_say("%s: %s", path, note);
    return true;
}

static bool text_bad(void *user, const char *path, const at_err *err)
{
    texts *t = user;
    at_say_err(path, err);
    t->ok = false;
    return true;
}

int at_cmd_text(const at_cmd *cmd, const at_vals *v, char **files)
{
    (void)cmd;
    texts t = {.v = v, .ok = true};
    const at_paths to = {text_path, text_note, text_bad, &t};
    if (!*files)
        t.ok = print_texts("-", v, &t.given);
    for (; *files; files++)
        (void)at_paths_each(&to, *files);
    return t.ok ? EXIT_DONE : EXIT_SOME_FAILED;
}
