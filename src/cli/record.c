#include "record.h"

#include "out.h"
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

at_str at_arg(const char *z)
{
    at_str s = {z ? z : "", z ? strlen(z) : 0};
    return s;
}

at_show_opts at_record_options(const at_vals *v)
{
    at_show_opts o = {.color = at_color(v->color ? v->color : "never"),
                      .width = at_width(),
                      .report = at_arg(v->report),
                      .since = at_arg(v->since),
                      .until = at_arg(v->until)};
    return o;
}

at_store *at_record_open(const at_vals *v)
{
    at_store *s;
    at_err err = {0};
    if (access(v->db, F_OK) != 0) {
        at_say("%s: there is no such record; attest add --db=%s FILE... makes one", v->db, v->db);
        return NULL;
    }
    if (at_store_open(&s, v->db, &err) == AT_OK)
        return s;
    at_say_err(v->db, &err);
    return NULL;
}

const char *at_record_who(const at_vals *v)
{
    const char *who = v->who && *v->who ? v->who : getenv("USER");
    if (who && *who)
        return who;
    const struct passwd *account = getpwuid(getuid());
    return account && account->pw_name ? account->pw_name : "";
}

int at_record_print(const at_vals *v, at_code rc, char *text, size_t n, const at_err *err)
{
    if (rc != AT_OK) {
        at_say_err(v->db, err);
        return rc == AT_ENOTFOUND ? EXIT_NONE : EXIT_ERROR;
    }
    if (text)
        (void)at_put(text, n); /* a failed write is told at the end */
    at_free(text);
    return EXIT_DONE;
}

int at_record_write(void *user, at_str piece)
{
    (void)user;
    return at_put(piece.p, piece.n);
}
