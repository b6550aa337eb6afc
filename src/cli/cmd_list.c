/* attest events, figures, statements, ...: questions to the record. */
#include "cmd.h"

#include "out.h"
#include "record.h"
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {
    [AT_EVENTS] = "events",     [AT_FIGURES] = "figures",   [AT_STATEMENTS] = "statements", [AT_DEMANDS] = "demands", [AT_CAUSES] = "causes",
    [AT_FRAMINGS] = "framings", [AT_SILENCES] = "silences", [AT_DISPUTES] = "disputes",     [AT_ACTORS] = "actors",   [AT_PLACES] = "places",
    [AT_INCIDENTS] = "incidents", [AT_SERIES] = "series",
};

/* The words behind the options, joined by blanks. NULL when memory ends. */
static char *join(char **words)
{
    size_t n = 1, at = 0;
    for (size_t i = 0; words[i]; i++)
        n += strlen(words[i]) + 3;
    char *out = malloc(n);
    for (size_t i = 0; out && words[i]; i++) {
        size_t k = strlen(words[i]);
        bool phrase = strchr(words[i], ' ') && !strchr(words[i], '"'); /* the shell took the quotes away */
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

int at_cmd_list(const at_cmd *cmd, const at_vals *v, char **files)
{
    size_t what = 0, rows = 0;
    at_err err = {0};
    at_show_opts o = at_record_options(v);
    while (strcmp(names[what], cmd->name) != 0)
        what++;
    at_filter f = {.report = at_arg(v->report), .since = at_arg(v->since),   .until = at_arg(v->until),   .place = at_arg(v->place),
                   .actor = at_arg(v->actor),   .source = at_arg(v->source), .type = at_arg(v->type),     .stance = at_arg(v->stance),
                   .limit = v->limit,           .rejected = v->rejected,     .confidential = v->confidential};
    if (!confidence(cmd, v, &f.confidence))
        return EXIT_ERROR;
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    char *words = join(files);
    f.words = at_arg(words);
    at_format format = !strcmp(v->format, "csv") ? AT_CSV : !strcmp(v->format, "jsonl") ? AT_JSONL : AT_TEXT;
    at_code rc = at_store_list(s, (at_list)what, &f, format, &o, at_record_write, NULL, &rows, &err);
    if (rc != AT_OK)
        at_say_err(v->db, &err);
    free(words);
    at_store_close(s);
    return rc != AT_OK ? EXIT_ERROR : rows ? EXIT_DONE : EXIT_NONE;
}
