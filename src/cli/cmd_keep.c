/* attest check, verify, backup, erase: what people found, and whether the record is whole. */
#include "cmd.h"

#include "out.h"
#include "record.h"

static int finish(at_store *s, const at_vals *v, at_code rc, char *text, size_t n, const at_err *err)
{
    at_store_close(s);
    return at_record_print(v, rc, text, n, err);
}

int at_cmd_check(const at_cmd *cmd, const at_vals *v, char **files)
{
    char *text = NULL;
    size_t n = 0;
    at_err err = {0};
    at_store *s = at_record_open(v);
    (void)cmd;
    (void)files;
    if (!s)
        return EXIT_ERROR;
    at_code rc = at_store_check(s, &text, &n, &err);
    return finish(s, v, rc, text, n, &err);
}

int at_cmd_verify(const at_cmd *cmd, const at_vals *v, char **files)
{
    char *text = NULL;
    size_t n = 0, faults = 0;
    at_err err = {0};
    at_store *s = at_record_open(v);
    (void)cmd;
    (void)files;
    if (!s)
        return EXIT_ERROR;
    at_code rc = at_store_verify(s, &text, &n, &faults, &err);
    int code = finish(s, v, rc, text, n, &err);
    return code == EXIT_DONE && faults ? EXIT_NONE : code;
}

int at_cmd_backup(const at_cmd *cmd, const at_vals *v, char **files)
{
    at_err err = {0};
    if (!files[0] || files[1]) {
        at_say("%s needs the name of one file to write", cmd->name);
        return EXIT_ERROR;
    }
    at_store *s = at_record_open(v);
    return s ? finish(s, v, at_store_backup(s, files[0], &err), NULL, 0, &err) : EXIT_ERROR;
}

int at_cmd_erase(const at_cmd *cmd, const at_vals *v, char **files)
{
    size_t places = 0;
    at_err err = {0};
    (void)cmd;
    (void)files;
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    at_code rc = at_store_erase(s, &places, at_arg(v->report), at_arg(v->name), at_arg(at_record_who(v)), at_arg(v->why), &err);
    if (rc == AT_OK)
        at_say(v->name ? "the name is gone from %zu rows" : "the report and %zu findings are gone", places);
    return finish(s, v, rc, NULL, 0, &err);
}
