/* attest events, figures, statements, ...: questions to the record. */
#include "cmd.h"

#include "out.h"
#include "record.h"
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [AT_EVENTS] = "events",     [AT_FIGURES] = "figures",   [AT_STATEMENTS] = "statements", [AT_DEMANDS] = "demands", [AT_CAUSES] = "causes",
    [AT_FRAMINGS] = "framings", [AT_SILENCES] = "silences", [AT_DISPUTES] = "disputes",     [AT_ACTORS] = "actors",   [AT_PLACES] = "places",
    [AT_INCIDENTS] = "incidents", [AT_SERIES] = "series", [AT_SENTENCES] = "search",
};

/* The words behind the options, joined by blanks; an argument with a blank in it is a phrase unless `plain`. NULL when memory ends. */
static char *join(char **words, bool plain)
{
    size_t n = 1, at = 0;
    for (size_t i = 0; words[i]; i++)
        n += strlen(words[i]) + 3;
    char *out = malloc(n);
    for (size_t i = 0; out && words[i]; i++) {
        size_t k = strlen(words[i]);
        bool phrase = !plain && strchr(words[i], ' ') && !strchr(words[i], '"'); /* the shell took the quotes away */
        if (phrase)
            out[at++] = '"';
        memcpy(out + at, words[i], k);
        at += k;
        if (phrase)
            out[at++] = '"';
        out[at++] = ' ';
    }
    if (out)
        out[at] = 0;
    return out;
}

static bool confidence(const at_cmd *cmd, const at_vals *v, double *out)
{
    char *stop = NULL;
    if (!v->confidence)
        return true;
    *out = strtod(v->confidence, &stop);
    if (stop != v->confidence && !*stop && *out >= 0 && *out <= 1)
        return true;
    at_say("%s --confidence: %s is not a number from 0 to 1", cmd->name, v->confidence);
    return false;
}

/* What some words mean, read with the weights. False after a message. */
static bool meaning(const at_vals *v, at_meaning *out, const char *words)
{
    at_reader *r;
    at_err err = {0};
    const at_reader_opts o = {.data_dir = v->data};
    at_code rc = at_reader_open(&r, &o, &err);
    if (rc == AT_OK) {
        rc = at_meaning_of(r, out, at_arg(words), &err);
        at_reader_close(r);
    }
    if (rc != AT_OK)
        at_say("%s", err.msg);
    return rc == AT_OK;
}

static int list(const at_vals *v, size_t what, const at_filter *f)
{
    size_t rows = 0;
    at_err err = {0};
    at_show_opts o = at_record_options(v);
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    at_format format = !strcmp(v->format, "csv") ? AT_CSV : !strcmp(v->format, "jsonl") ? AT_JSONL : AT_TEXT;
    at_code rc = at_store_list(s, (at_list)what, f, format, &o, at_record_write, NULL, &rows, &err);
    if (rc != AT_OK)
        at_say_err(v->db, &err);
    at_store_close(s);
    return rc != AT_OK ? EXIT_ERROR : rows ? EXIT_DONE : EXIT_NONE;
}

int at_cmd_list(const at_cmd *cmd, const at_vals *v, char **files)
{
    size_t what = 0;
    at_meaning m;
    while (strcmp(names[what], cmd->name) != 0)
        what++;
    at_filter f = {.report = at_arg(v->report), .since = at_arg(v->since),   .until = at_arg(v->until),   .place = at_arg(v->place),
                   .actor = at_arg(v->actor),   .source = at_arg(v->source), .type = at_arg(v->type),     .stance = at_arg(v->stance),
                   .limit = v->limit,           .rejected = v->rejected,     .confidential = v->confidential};
    if (!confidence(cmd, v, &f.confidence))
        return EXIT_ERROR;
    if (what == AT_SENTENCES && !f.limit)
        f.limit = 20;
    bool search = what == AT_SENTENCES, sense = search ? !v->exact : v->like != NULL;
    if (search && !*files) {
        at_say("search: no words to search for");
        return EXIT_ERROR;
    }
    char *words = join(files, search && sense);
    int code = EXIT_ERROR;
    if (!search || !sense)
        f.words = at_arg(words);
    if (!sense || meaning(v, &m, search ? words : v->like)) {
        f.like = sense ? &m : NULL;
        code = list(v, what, &f);
    }
    free(words);
    return code;
}
