/* attest show, attest why, attest log: what the record holds. */
#include "cmd.h"

#include "out.h"
#include "record.h"
#include <string.h>

typedef struct {
    size_t n;
} printed;

static int print_record(void *user, at_str json)
{
    printed *p = user;
    p->n++;
    return at_put(json.p, json.n) && at_put("\n", 1);
}

int at_cmd_show(const at_cmd *cmd, const at_vals *v, char **files)
{
    (void)cmd;
    (void)files;
    char *text = NULL;
    size_t n = 0;
    at_err err = {0};
    at_show_opts o = at_record_options(v);
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    int code;
    if (!strcmp(v->format, "jsonl")) {
        printed p = {0};
        at_code rc = at_store_records(s, print_record, &p, &o, &err);
        if (rc != AT_OK)
            at_say_err(v->db, &err);
        code = rc != AT_OK ? EXIT_ERROR : p.n ? EXIT_DONE : EXIT_NONE;
    } else {
        at_code rc = at_store_show(s, &text, &n, &o, &err);
        code = at_record_print(v, rc, text, n, &err);
    }
    at_store_close(s);
    return code;
}

int at_cmd_why(const at_cmd *cmd, const at_vals *v, char **files)
{
    int worst = EXIT_DONE;
    at_show_opts o = at_record_options(v);
    if (!*files) {
        at_say("%s needs the id of a finding, incident or dispute; attest show prints them", cmd->name);
        return EXIT_ERROR;
    }
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    for (size_t i = 0; files[i]; i++) {
        char *text = NULL;
        size_t n = 0;
        at_err err = {0};
        at_code rc = at_store_why(s, &text, &n, at_arg(files[i]), &o, &err);
        if (rc == AT_OK && i)
            (void)at_put("\n", 1);
        int code = at_record_print(v, rc, text, n, &err);
        worst = code > worst ? code : worst;
    }
    at_store_close(s);
    return worst;
}

int at_cmd_log(const at_cmd *cmd, const at_vals *v, char **files)
{
    (void)cmd;
    (void)files;
    char *text = NULL;
    size_t n = 0;
    at_err err = {0};
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    at_code rc = v->judgements ? at_store_judgements(s, &text, &n, &err) : at_store_log(s, &text, &n, &err);
    int code = at_record_print(v, rc, text, n, &err);
    at_store_close(s);
    return code;
}
