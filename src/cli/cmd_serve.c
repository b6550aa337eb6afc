/* attest serve: the record as a page on this machine. */
#include "cmd.h"

#include "out.h"
#include "record.h"
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

/* Shows the page in the user's browser, if there is a desktop; that there is none is no failure. */
static void show(const char *address)
{
    char program[] = "xdg-open", to[64];
    char *argv[] = {program, to, NULL};
    pid_t child;
    (void)snprintf(to, sizeof to, "%s", address);
    if (posix_spawnp(&child, program, NULL, NULL, argv, environ) != 0)
        at_say("no program opens pages here; open %s in a browser", address);
}

static bool port_of(const at_vals *v, unsigned *port)
{
    char *end = NULL;
    unsigned long n = v->port ? strtoul(v->port, &end, 10) : 0;
    if (v->port && (end == v->port || *end || n > 65535 || v->port[0] == '-')) {
        at_say("serve --port: \"%s\" is no port", v->port);
        return false;
    }
    *port = (unsigned)n;
    return true;
}

int at_cmd_serve(const at_cmd *cmd, const at_vals *v, char **files)
{
    (void)cmd, (void)files;
    at_server *s;
    at_err err = {0};
    sigset_t stop;
    int signal = 0;
    char address[64];
    at_serve_opts o = {.db = v->db, .who = at_record_who(v), .data_dir = v->data, .codebook = v->codebook};
    if (!port_of(v, &o.port))
        return EXIT_ERROR;
    sigemptyset(&stop);
    sigaddset(&stop, SIGINT);
    sigaddset(&stop, SIGTERM);
    sigaddset(&stop, SIGHUP);
    sigprocmask(SIG_BLOCK, &stop, NULL); /* before threads are there: they take it over, and only this one waits */
    if (at_server_open(&s, &o, &err) != AT_OK) {
        at_say_err(v->db, &err);
        return EXIT_ERROR;
    }
    (void)snprintf(address, sizeof address, "http://127.0.0.1:%u/", at_server_port(s));
    at_put(address, strlen(address));
    at_put("\n", 1);
    at_flush();
    at_say("%s is shown at %s until you press Ctrl-C", v->db, address);
    if (v->open_page)
        show(address);
    sigwait(&stop, &signal);
    at_server_close(s);
    return EXIT_DONE;
}
