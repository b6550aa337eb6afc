#include "opt.h"

#include "config.h"
#include "out.h"
#include <stdlib.h>
#include <string.h>

static const at_opt common[] = {
    {'h', NULL, OPT_FLAG, offsetof(at_vals, help_short), NULL, NULL, "short help"},
    {0, "help", OPT_FLAG, offsetof(at_vals, help), NULL, NULL, "full help"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL, NULL},
};

static bool end(const at_opt *o)
{
    return !o->name && !o->letter;
}

/* Does `word` (n bytes) stand in the list "a|b|c"? */
static bool one_of(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *p = list; p; p = strchr(p, '|'), p = p ? p + 1 : p)
        if (!strncmp(p, word, n) && (p[n] == '|' || !p[n]))
            return true;
    return false;
}

/* Stores a value; false after a message. `shown` is how the user wrote the option. */
static bool store(const at_cmd *cmd, const at_opt *o, at_vals *v, const char *shown, const char *value)
{
    char *place = (char *)v + o->at;
    if (o->kind == OPT_FLAG) {
        *(bool *)(void *)place = true;
        return true;
    }
    if (o->kind == OPT_COUNT) {
        char *stop;
        unsigned long n = strtoul(value, &stop, 10);
        if (*stop || stop == value || *value == '-' || n > 4096) {
            at_say("%s %s: %s is not a number from 0 to 4096", cmd->name, shown, value);
            return false;
        }
        *(size_t *)(void *)place = n;
        return true;
    }
    if (o->kind == OPT_ONEOF && !one_of(o->arg, value)) {
        at_say("%s %s: \"%s\" is none of %s", cmd->name, shown, value, o->arg);
        return false;
    }
    *(const char **)(void *)place = value;
    return true;
}

static const at_opt *find_long(const at_cmd *cmd, const char *name, size_t n)
{
    for (const at_opt *t = cmd->opts;; t = common) {
        for (const at_opt *o = t; !end(o); o++)
            if (o->name && strlen(o->name) == n && !strncmp(o->name, name, n))
                return o;
        if (t == common)
            return NULL;
    }
}

static const at_opt *find_letter(const at_cmd *cmd, char c)
{
    for (const at_opt *t = cmd->opts;; t = common) {
        for (const at_opt *o = t; !end(o); o++)
            if (o->letter == c)
                return o;
        if (t == common)
            return NULL;
    }
}

/* --name, --name=value, --name value. *i moves on if the value is an argument of its own. */
static bool take_long(const at_cmd *cmd, at_vals *v, char **argv, size_t *i)
{
    const char *arg = argv[*i], *eq = strchr(arg, '=');
    size_t n = eq ? (size_t)(eq - arg) - 2 : strlen(arg) - 2;
    const at_opt *o = find_long(cmd, arg + 2, n);
    if (!o) {
        at_say("%s: there is no option %.*s; see attest %s -h", cmd->name, (int)n + 2, arg, cmd->name);
        return false;
    }
    if (o->kind == OPT_FLAG && eq) {
        at_say("%s: --%s takes no value", cmd->name, o->name);
        return false;
    }
    const char *value = eq ? eq + 1 : o->kind == OPT_FLAG ? "" : argv[++*i];
    if (!value) {
        at_say("%s: --%s needs a value: %s", cmd->name, o->name, o->arg);
        return false;
    }
    return store(cmd, o, v, arg, value);
}

/* -q, -qn3, -n 3. */
static bool take_letters(const at_cmd *cmd, at_vals *v, char **argv, size_t *i)
{
    for (const char *p = argv[*i] + 1; *p; p++) {
        const at_opt *o = find_letter(cmd, *p);
        char shown[3] = {'-', *p, 0};
        if (!o) {
            at_say("%s: there is no option %s; see attest %s -h", cmd->name, shown, cmd->name);
            return false;
        }
        if (o->kind == OPT_FLAG) {
            if (!store(cmd, o, v, shown, ""))
                return false;
            continue;
        }
        const char *value = p[1] ? p + 1 : argv[++*i];
        if (!value) {
            at_say("%s: %s needs a value: %s", cmd->name, shown, o->arg);
            return false;
        }
        return store(cmd, o, v, shown, value);
    }
    return true;
}

/* What the table, the user's configuration and the environment say before the command line does. */
static bool presets(const at_cmd *cmd, at_vals *v)
{
    for (const at_opt *o = cmd->opts; !end(o); o++) {
        char name[64] = "ATTEST_";
        size_t n = strlen(name);
        if (!o->name || o->kind == OPT_FLAG)
            continue;
        if (o->preset && o->kind != OPT_COUNT && !store(cmd, o, v, o->name, o->preset))
            return false;
        const char *own = at_config(o->name);
        if (own && *own && !store(cmd, o, v, o->name, own))
            return false;
        for (const char *p = o->name; *p && n + 1 < sizeof name; p++)
            name[n++] = (char)(*p == '-' ? '_' : *p >= 'a' && *p <= 'z' ? *p - 32 : *p);
        name[n] = 0;
        const char *value = getenv(name);
        if (value && *value && !store(cmd, o, v, name, value))
            return false;
    }
    return true;
}

bool at_opt_parse(const at_cmd *cmd, at_vals *v, char **argv, char ***files)
{
    size_t out = 0, i = 0;
    bool only_files = false;
    memset(v, 0, sizeof *v);
    if (!presets(cmd, v))
        return false;
    for (; argv[i]; i++) {
        if (only_files || argv[i][0] != '-' || !argv[i][1])
            argv[out++] = argv[i];
        else if (!strcmp(argv[i], "--"))
            only_files = true;
        else if (!(argv[i][1] == '-' ? take_long : take_letters)(cmd, v, argv, &i))
            return false;
    }
    argv[out] = NULL;
    *files = argv;
    return true;
}

/* ---- help ---- */

static void spell(char *out, size_t size, const at_opt *o)
{
    char letter[5] = {'-', o->letter, 0, 0, 0};
    if (o->letter && o->name)
        memcpy(letter + 2, ", ", 2);
    (void)snprintf(out, size, "%s%s%s%s%s", o->letter ? letter : "    ", o->name ? "--" : "", o->name ? o->name : "",
                   o->arg ? "=" : "", o->arg ? o->arg : "");
}

static void list(FILE *f, const at_opt *t)
{
    for (const at_opt *o = t; !end(o); o++) {
        char left[80];
        spell(left, sizeof left, o);
        fprintf(f, "  %-32s %s", left, o->help);
        if (o->preset)
            fprintf(f, " (%s)", o->preset);
        fputc('\n', f);
    }
}

void at_opt_help(FILE *f, const at_cmd *cmd, bool full)
{
    fprintf(f, "usage: attest %s [options]%s%s\n\n%s.\n\n", cmd->name, *cmd->args ? " " : "", cmd->args, cmd->summary);
    if (full && cmd->about)
        fprintf(f, "%s\n\n", cmd->about);
    fputs("options:\n", f);
    list(f, cmd->opts);
    list(f, common);
    if (full && cmd->examples) {
        fputs("\nexamples:\n", f);
        for (const char *p = cmd->examples; *p;) {
            size_t n = strcspn(p, "\n");
            fprintf(f, "  %.*s\n", (int)n, p);
            p += n + (p[n] == '\n');
        }
    }
}

void at_opt_usage(FILE *f)
{
    fputs("attest reads news reports and keeps the sourced record: who did what to whom, where, when,\n"
          "who says so, how many, and where the accounts differ.\n\nusage: attest COMMAND [options] [FILE|-]...\n\ncommands:\n",
          f);
    for (const at_cmd *c = at_cmds; c->name; c++)
        fprintf(f, "  %-11s %s\n", c->name, c->summary);
    fputs("\nattest COMMAND --help says more; attest --version prints the version.\n", f);
}
