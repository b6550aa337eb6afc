/*
 * opt.h: the commands and their options as tables. One table a command drives the parser, --help, the manual page and
 * the shell completions; there is no second list.
 * Options with a value can also come from the user's configuration (config.h) and from the environment (ATTEST_NAME).
 */
#ifndef AT_CLI_OPT_H
#define AT_CLI_OPT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Values of all options of all commands; a command reads those that its table names. */
typedef struct {
    const char *from, *format, *published, *publisher, *data, *codebook, *db, *color, *report, *since, *until;
    const char *like, *place, *actor, *source, *type, *stance, *confidence;
    const char *set, *merge, *split, *grade, *undo, *who, *why, *name; /* judging, erasing */
    const char *port;
    size_t threads; /* 0: as many as there are processors */
    size_t limit;
    bool rejected, confidential, accept, reject, open, judgements;
    bool quiet, bare, with_text, with_vectors, exact, features, help_short, help, all;
    bool open_page, no_gate;
} at_vals;

typedef enum {
    OPT_FLAG,  /* bool */
    OPT_TEXT,  /* const char * */
    OPT_ONEOF, /* const char *, one of the words in arg, which are separated by | */
    OPT_COUNT  /* size_t */
} at_opt_kind;

typedef struct {
    char letter;      /* -q, or 0 */
    const char *name; /* --quiet */
    at_opt_kind kind;
    size_t at;          /* offset of the value in at_vals */
    const char *arg;    /* "FILE", "auto|text|jsonl"; NULL for flags */
    const char *preset; /* value if the option is not given, as shown in help; NULL: none */
    const char *help;   /* one sentence without a full stop */
} at_opt;

typedef struct at_cmd {
    const char *name, *args, *summary;
    const char *about;    /* paragraphs, separated by blank lines, for --help and the manual page */
    const char *examples; /* one command a line */
    const at_opt *opts;   /* ends with name NULL */
    int (*run)(const struct at_cmd *cmd, const at_vals *v, char **files); /* files: NULL-terminated */
} at_cmd;

extern const at_cmd at_cmds[]; /* ends with name NULL */

/* Parses argv[0..] (what follows the command's name) into *v and *files, which points into argv. False after a message: exit 2.
 */
bool at_opt_parse(const at_cmd *cmd, at_vals *v, char **argv, char ***files);
void at_opt_help(FILE *f, const at_cmd *cmd, bool full);
void at_opt_usage(FILE *f); /* the list of commands */
/* `attest --man COMMAND`: the manual page of a command as scdoc text; `attest --completion SHELL`. False if there is no such
 * thing. */
bool at_opt_man(FILE *f, const char *command);
bool at_opt_completion(FILE *f, const char *shell);
#endif
