#include "paths.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEEPEST = 64 };

static bool fail(const at_paths *to, const char *path, int sys)
{
    at_err err = {.code = AT_EIO, .sys = sys};
    (void)snprintf(err.msg, sizeof err.msg, "%s", strerror(sys));
    return to->bad(to->user, path, &err);
}

static bool ends(const char *name, size_t n, const char *with)
{
    size_t k = strlen(with);
    return n > k && !strncasecmp(name + n - k, with, k);
}

static bool known(const char *name)
{
    static const char *const endings[] = {".txt",  ".text", ".html",  ".htm",    ".xhtml", ".xml",  ".rss", ".atom", ".rdf",
                                          ".json", ".warc", ".jsonl", ".ndjson", ".eml",   ".mbox", ".pdf", ".md",   ".wet"};
    size_t n = strlen(name);
    if (ends(name, n, ".gz"))
        n -= 3;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends(name, n, endings[i]))
            return true;
    return false;
}

static int visible(const struct dirent *d)
{
    return d->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool walk(const at_paths *to, const char *path, unsigned depth);

/* One name in a folder. */
static bool entry(const at_paths *to, const char *folder, const char *name, unsigned depth, size_t *passed)
{
    struct stat st;
    size_t n = strlen(folder) + strlen(name) + 2;
    char *path = malloc(n);
    bool ok = true;
    if (!path)
        return fail(to, folder, ENOMEM);
    (void)snprintf(path, n, "%s%s%s", folder, folder[0] && folder[strlen(folder) - 1] == '/' ? "" : "/", name);
    if (lstat(path, &st) != 0)
        ok = fail(to, path, errno);
    else if (S_ISDIR(st.st_mode))
        ok = depth < DEEPEST ? walk(to, path, depth + 1) : fail(to, path, ELOOP);
    else if (known(name) && (S_ISREG(st.st_mode) || (stat(path, &st) == 0 && S_ISREG(st.st_mode))))
        ok = to->file(to->user, path);
    else
        ++*passed;
    free(path);
    return ok;
}

static bool walk(const at_paths *to, const char *path, unsigned depth)
{
    struct dirent **list;
    size_t passed = 0;
    bool ok = true;
    int n = scandir(path, &list, visible, by_name);
    if (n < 0)
        return fail(to, path, errno);
    for (int i = 0; i < n; i++) {
        if (ok)
            ok = entry(to, path, list[i]->d_name, depth, &passed);
        free(list[i]);
    }
    free(list);
    if (ok && passed) {
        char note[80];
        (void)snprintf(note, sizeof note, "%zu file%s of other kinds passed over", passed, passed == 1 ? "" : "s");
        ok = to->note(to->user, path, note);
    }
    return ok;
}

static bool one(const at_paths *to, const char *name)
{
    struct stat st;
    if (strcmp(name, "-") && stat(name, &st) == 0 && S_ISDIR(st.st_mode))
        return walk(to, name, 0);
    return to->file(to->user, name);
}

bool at_paths_each(const at_paths *to, const char *name)
{
    struct stat st;
    glob_t g;
    if (!strpbrk(name, "*?[") || lstat(name, &st) == 0 || glob(name, 0, NULL, &g) != 0)
        return one(to, name);
    bool ok = true;
    for (size_t i = 0; ok && i < g.gl_pathc; i++)
        ok = one(to, g.gl_pathv[i]);
    globfree(&g);
    return ok;
}
