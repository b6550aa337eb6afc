/* record.h: opening the record file for commands that look at it or judge it. */
#ifndef AT_CLI_RECORD_H
#define AT_CLI_RECORD_H
#include "opt.h"
#include <attest.h>

at_str at_arg(const char *z); /* an option's value; NULL is empty */
at_show_opts at_record_options(const at_vals *v);
/* Opens v->db; a file that is not there is not made. NULL after a message. */
at_store *at_record_open(const at_vals *v);
/* Who decides: --who, else $USER, else the account's name; "" if there is none. */
const char *at_record_who(const at_vals *v);
/* Says what went wrong, or prints *text and frees it; -> exit code. text may be NULL. */
int at_record_print(const at_vals *v, at_code rc, char *text, size_t n, const at_err *err);
int at_record_write(void *user, at_str piece); /* to standard output; user is not used */
#endif
