#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 16384, KEYS = 64 };

static char text[LARGEST]; /* of the file; a longer one is cut */
static struct {
    const char *key, *value;
} pairs[KEYS];
static size_t npairs;

static char *trim(char *s)
{
    s += strspn(s, " \t\r");
    for (size_t n = strlen(s); n && strchr(" \t\r", s[n - 1]); n--)
        s[n - 1] = 0;
    return s;
}

static void take(char *line)
{
    char *eq = strchr(line, '=');
    line = trim(line);
    if (*line == '#' || !eq || npairs == KEYS)
        return;
    *eq = 0;
    pairs[npairs].key = trim(line);
    pairs[npairs++].value = trim(eq + 1);
}

static void load(void)
{
    char path[4096];
    const char *dir = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    int n = dir && *dir ? snprintf(path, sizeof path, "%s/attest/config", dir)
                        : snprintf(path, sizeof path, "%s/.config/attest/config", home ? home : "");
    FILE *f = n > 0 && (size_t)n < sizeof path ? fopen(path, "rb") : NULL;
    if (!f)
        return;
    text[fread(text, 1, sizeof text - 1, f)] = 0;
    fclose(f);
    for (char *line = text; line;) {
        char *next = strchr(line, '\n');
        if (next)
            *next++ = 0;
        take(line);
        line = next;
    }
}

const char *at_config(const char *key)
{
    static bool loaded;
    if (!loaded) {
        loaded = true;
        load();
    }
    for (size_t i = 0; i < npairs; i++)
        if (!strcmp(pairs[i].key, key))
            return pairs[i].value;
    return NULL;
}
