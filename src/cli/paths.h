/* paths.h: what is named on the command line, as files: a folder stands for the files in it and below, a pattern for those it
 * matches. */
#ifndef AT_CLI_PATHS_H
#define AT_CLI_PATHS_H
#include <attest.h>
#include <stdbool.h>

/* Each function returns false to stop. Paths live for the call. */
typedef struct {
    bool (*file)(void *user, const char *path);
    bool (*note)(void *user, const char *path, const char *note); /* of a folder: what was passed over in it */
    bool (*bad)(void *user, const char *path, const at_err *err);
    void *user;
} at_paths;

/*
 * A file or "-" is given as it is. Of a folder, in the order of names, all files whose ending attest knows (also with
 * .gz behind it), but nothing whose name begins with a dot, and no folder through a link. A name that is not there and has *, ?
 * or [ in it is a pattern. False when a function said so.
 */
bool at_paths_each(const at_paths *to, const char *name);
#endif
