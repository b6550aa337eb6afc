/* Manual pages (scdoc text) and shell completions, both from the command tables. */
#include "opt.h"

#include <string.h>

/* scdoc reads _ and * as markup. */
static void esc(FILE *f, const char *s)
{
    for (; *s; s++) {
        if (strchr("_*\\#<>~", *s))
            fputc('\\', f);
        fputc(*s, f);
    }
}

static void man_options(FILE *f, const at_opt *t)
{
    for (const at_opt *o = t; o->name || o->letter; o++) {
        if (o->letter)
            fprintf(f, "*-%c*%s", o->letter, o->name ? ", " : "");
        if (o->name)
            fprintf(f, "*--%s*", o->name);
        if (o->arg) {
            fputs("=_", f);
            esc(f, o->arg);
            fputc('_', f);
        }
        fputs("\n\t", f);
        esc(f, o->help);
        if (o->preset) {
            fputs(". Default: ", f);
            esc(f, o->preset);
        }
        fputs(".\n\n", f);
    }
}

static const at_cmd *command(const char *name)
{
    for (const at_cmd *c = at_cmds; c->name; c++)
        if (!strcmp(c->name, name))
            return c;
    return NULL;
}

bool at_opt_man(FILE *f, const char *name)
{
    const at_cmd *c = command(name);
    if (!c)
        return false;
    fprintf(f, "attest-%s(1) \"attest\" \"attest manual\"\n\n# NAME\n\nattest-%s - ", c->name, c->name);
    esc(f, c->summary);
    fprintf(f, "\n\n# SYNOPSIS\n\n*attest %s* [options] ", c->name);
    esc(f, c->args);
    fputs("\n\n# DESCRIPTION\n\n", f);
    esc(f, c->about ? c->about : c->summary);
    fputs("\n\n# OPTIONS\n\n", f);
    man_options(f, c->opts);
    fputs("*-h*, *--help*\n\tShort and full help.\n\nAn option with a value can also be given as an environment variable "
          "(*ATTEST\\_FORMAT=jsonl*) or in the file "
          "_$XDG\\_CONFIG\\_HOME/attest/config_ (*format = jsonl*); the command line wins, then the environment.\n\n",
          f);
    if (c->examples) {
        fputs("# EXAMPLES\n\n```\n", f);
        fputs(c->examples, f);
        fputs("\n```\n\n", f);
    }
    fputs("# EXIT STATUS\n\n0 done; 1 nothing found; 2 wrong usage or an error; 3 some inputs failed, the others were done.\n\n"
          "# SEE ALSO\n\n*attest*(1)\n",
          f);
    return true;
}

static void bash_words(FILE *f, const at_cmd *c)
{
    for (const at_opt *o = c->opts; o->name || o->letter; o++)
        if (o->name)
            fprintf(f, " --%s%s", o->name, o->arg ? "=" : "");
    fputs(" --help", f);
}

/* All choices of an option, blanks between. */
static void choices(FILE *f, const char *arg)
{
    for (; *arg; arg++)
        fputc(*arg == '|' ? ' ' : *arg, f);
}

static void bash(FILE *f)
{
    fputs("# bash completion for attest; made by `attest --completion bash`\n_attest()\n{\n    local "
          "cur=\"${COMP_WORDS[COMP_CWORD]}\" cmd=\"${COMP_WORDS[1]}\"\n"
          "    local prev=\"${COMP_WORDS[COMP_CWORD-1]}\" opt=\n    [ \"$cur\" = = ] && { opt=$prev; cur=; }\n    [ \"$prev\" = "
          "= ] && opt=\"${COMP_WORDS[COMP_CWORD-2]}\"\n"
          "    if [ \"$COMP_CWORD\" = 1 ]; then\n        COMPREPLY=($(compgen -W \"",
          f);
    for (const at_cmd *c = at_cmds; c->name; c++)
        fprintf(f, "%s ", c->name);
    fputs("--version --help\" -- \"$cur\"))\n        return\n    fi\n    case \"$cmd $opt\" in\n", f);
    for (const at_cmd *c = at_cmds; c->name; c++)
        for (const at_opt *o = c->opts; o->name || o->letter; o++)
            if (o->kind == OPT_ONEOF) {
                fprintf(f, "    \"%s --%s\") COMPREPLY=($(compgen -W \"", c->name, o->name);
                choices(f, o->arg);
                fputs("\" -- \"$cur\")); return ;;\n", f);
            }
    fputs("    esac\n    [ -n \"$opt\" ] && { COMPREPLY=($(compgen -f -- \"$cur\")); return; }\n    case \"$cmd\" in\n", f);
    for (const at_cmd *c = at_cmds; c->name; c++) {
        fprintf(f, "    %s) [[ $cur == -* ]] && { compopt -o nospace; COMPREPLY=($(compgen -W \"", c->name);
        bash_words(f, c);
        fputs("\" -- \"$cur\")); return; } ;;\n", f);
    }
    fputs("    esac\n    COMPREPLY=($(compgen -f -- \"$cur\"))\n}\ncomplete -F _attest attest\n", f);
}

/* Text within single quotes of a shell, and within the [] of zsh's _arguments. */
static void quote(FILE *f, const char *s)
{
    for (; *s; s++) {
        if (*s == '\'')
            fputs("'\\'", f);
        if (strchr("[]:", *s))
            fputc('\\', f);
        fputc(*s, f);
    }
}

static void zsh(FILE *f)
{
    fputs("#compdef attest\n# made by `attest --completion zsh`\n_attest()\n{\n    local -a cmds=(\n", f);
    for (const at_cmd *c = at_cmds; c->name; c++) {
        fprintf(f, "        '%s:", c->name);
        quote(f, c->summary);
        fputs("'\n", f);
    }
    fputs("    )\n    if (( CURRENT == 2 )); then _describe command cmds; return; fi\n    local cmd=$words[2]\n    shift words; "
          "(( CURRENT-- ))\n    case $cmd in\n",
          f);
    for (const at_cmd *c = at_cmds; c->name; c++) {
        fprintf(f, "    %s) _arguments", c->name);
        for (const at_opt *o = c->opts; o->name || o->letter; o++) {
            if (!o->name)
                continue;
            fprintf(f, " '--%s%s[", o->name, o->arg ? "=" : "");
            quote(f, o->help);
            fputc(']', f);
            if (o->kind == OPT_ONEOF) {
                fputs(":value:(", f);
                choices(f, o->arg);
                fputc(')', f);
            } else if (o->arg) {
                fprintf(f, ":%s:_files", o->arg);
            }
            fputc('\'', f);
        }
        fputs(" '*:file:_files' ;;\n", f);
    }
    fputs("    esac\n}\n_attest \"$@\"\n", f);
}

static void fish(FILE *f)
{
    fputs("# fish completion for attest; made by `attest --completion fish`\n", f);
    for (const at_cmd *c = at_cmds; c->name; c++) {
        fprintf(f, "complete -c attest -n __fish_use_subcommand -f -a %s -d '", c->name);
        quote(f, c->summary);
        fputs("'\n", f);
        for (const at_opt *o = c->opts; o->name || o->letter; o++) {
            if (!o->name)
                continue;
            fprintf(f, "complete -c attest -n '__fish_seen_subcommand_from %s' -l %s", c->name, o->name);
            if (o->letter)
                fprintf(f, " -s %c", o->letter);
            if (o->kind == OPT_ONEOF) {
                fputs(" -x -a '", f);
                choices(f, o->arg);
                fputc('\'', f);
            } else if (o->arg) {
                fputs(" -r", f);
            }
            fputs(" -d '", f);
            quote(f, o->help);
            fputs("'\n", f);
        }
    }
}

bool at_opt_completion(FILE *f, const char *shell)
{
    if (!strcmp(shell, "bash"))
        bash(f);
    else if (!strcmp(shell, "zsh"))
        zsh(f);
    else if (!strcmp(shell, "fish"))
        fish(f);
    else
        return false;
    return true;
}
