/* attest COMMAND [options] [FILE|-]...: picks the command and runs it. */
#include "opt.h"
#include "out.h"
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static int help(const char *name)
{
    if (!name) {
        at_opt_usage(stdout);
        return EXIT_DONE;
    }
    for (const at_cmd *c = at_cmds; c->name; c++)
        if (!strcmp(c->name, name)) {
            at_opt_help(stdout, c, true);
            return EXIT_DONE;
        }
    at_say("there is no command \"%s\"; attest --help lists them", name);
    return EXIT_ERROR;
}

/* Options in place of a command. -1: it was none of them. */
static int top_option(char **argv)
{
    const char *a = argv[1];
    if (!strcmp(a, "--version"))
        return puts("attest " AT_VERSION) < 0 ? EXIT_ERROR : EXIT_DONE;
    if (!strcmp(a, "-h") || !strcmp(a, "--help"))
        return help(NULL);
    if (!strcmp(a, "help"))
        return help(argv[2]);
    if (!strcmp(a, "--man") || !strcmp(a, "--completion")) {
        bool man = !strcmp(a, "--man");
        if (argv[2] && (man ? at_opt_man : at_opt_completion)(stdout, argv[2]))
            return EXIT_DONE;
        at_say("%s needs %s", a, man ? "a command's name" : "bash, zsh or fish");
        return EXIT_ERROR;
    }
    return -1;
}

static int run(const at_cmd *c, char **args)
{
    at_vals v;
    char **files;
    if (!at_opt_parse(c, &v, args, &files))
        return EXIT_ERROR;
    if (v.help || v.help_short) {
        at_opt_help(stdout, c, v.help);
        return EXIT_DONE;
    }
    if (!*c->args && *files) {
        at_say("%s takes no files: %s", c->name, *files);
        return EXIT_ERROR;
    }
    return c->run(c, &v, files);
}

int main(int argc, char **argv)
{
    /* A write past the limit of file sizes fails with EFBIG and is told like any other failure, instead of ending the program. */
    (void)signal(SIGXFSZ, SIG_IGN);
    if (argc < 2) {
        at_opt_usage(stderr);
        return EXIT_ERROR;
    }
    int code = top_option(argv);
    if (code >= 0)
        return at_close_out(code);
    for (const at_cmd *c = at_cmds; c->name; c++)
        if (!strcmp(c->name, argv[1]))
            return at_close_out(run(c, argv + 2));
    at_say("there is no command \"%s\"; attest --help lists them", argv[1]);
    return EXIT_ERROR;
}
