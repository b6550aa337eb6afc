/* attest review: judgements, one by one or by asking. */
#include "cmd.h"

#include "out.h"
#include "record.h"
#include <string.h>

/* Writes one judgement and says its number. */
static bool judge(at_store *s, const at_vals *v, at_verdict verdict, const char *target, const char *field, at_str value, const char *why)
{
    int64_t n;
    at_err err = {0};
    at_judgement j = {verdict, at_arg(target), at_arg(field), value, at_arg(at_record_who(v)), at_arg(why)};
    if (at_store_judge(s, &n, &j, &err) != AT_OK) {
        at_say_err(v->db, &err);
        return false;
    }
    at_say("judgement %lld", (long long)n);
    return true;
}

/* "field=value" -> the field into name[64], the rest. False: no such form. */
static bool part(const char *set, char name[64], at_str *value)
{
    const char *eq = strchr(set, '=');
    if (!eq || eq == set || eq - set > 63)
        return false;
    memcpy(name, set, (size_t)(eq - set));
    name[eq - set] = 0;
    *value = at_arg(eq + 1);
    return true;
}

/* What the options say of one target. -1: they say nothing, 0: it failed. */
static int by_options(at_store *s, const at_vals *v, const char *target)
{
    char field[64];
    at_str value;
    bool any = false, ok = true;
    const struct {
        bool on;
        at_verdict verdict;
        const char *value;
    } all[] = {
        {v->accept, AT_JUDGE_ACCEPT, NULL},         {v->reject, AT_JUDGE_REJECT, NULL},
        {v->merge != NULL, AT_JUDGE_MERGE, v->merge}, {v->split != NULL, AT_JUDGE_SPLIT, v->split},
        {v->grade != NULL, AT_JUDGE_GRADE, v->grade}, {v->confidential, AT_JUDGE_CLOSE, NULL},
        {v->open, AT_JUDGE_UNCLOSE, NULL},
    };
    if (v->set) {
        any = true;
        if (!part(v->set, field, &value)) {
            at_say("review --set: \"%s\" is not FIELD=VALUE", v->set);
            return 0;
        }
        ok = judge(s, v, AT_JUDGE_CORRECT, target, field, value, v->why);
    }
    for (size_t i = 0; ok && i < sizeof all / sizeof *all; i++)
        if (all[i].on) {
            any = true;
            ok = judge(s, v, all[i].verdict, target, NULL, at_arg(all[i].value), v->why);
        }
    return any ? ok : -1;
}

static void help(void)
{
    static const char text[] = "a          accept: the report says so\n"
                               "r [WHY]    reject: it does not\n"
                               "c F=V      correct field F: type, actor, recipient, date_from, low, who, stance, place, source, ...\n"
                               "g GRADE    grade the finding: A to F and 1 to 6, such as B2\n"
                               "m ID, s ID same incident as ID, not the same\n"
                               "x          confidential\n"
                               "n          next, without a judgement\n"
                               "u          take the last judgement back\n"
                               "q          stop\n";
    (void)at_put(text, sizeof text - 1);
}

/* Prints the finding as `attest why` does. */
static bool show(at_store *s, const at_vals *v, const char *id)
{
    char *text = NULL;
    size_t n = 0;
    at_err err = {0};
    at_show_opts o = at_record_options(v);
    if (at_store_why(s, &text, &n, at_arg(id), &o, &err) != AT_OK) {
        at_say_err(v->db, &err);
        return false;
    }
    (void)at_put("\n", 1);
    (void)at_put(text, n);
    at_free(text);
    return true;
}

typedef struct {
    char last[24]; /* number of the last judgement, for u */
    size_t skip;
} asking;

/* One line of an answer. False: stop. */
static bool answer(at_store *s, const at_vals *v, asking *a, const char *id, char *line)
{
    char field[64], c = line[0];
    at_str value;
    const char *rest = line + 1;
    while (*rest == ' ')
        rest++;
    int64_t n = 0;
    at_err err = {0};
    at_judgement j = {AT_JUDGE_ACCEPT, at_arg(id), at_arg(NULL), at_arg(NULL), at_arg(at_record_who(v)), at_arg(v->why)};
    if (c == 'q')
        return false;
    if (c == 'n') {
        a->skip++;
        return true;
    }
    if (c == 'r') {
        j.verdict = AT_JUDGE_REJECT;
        j.why = *rest ? at_arg(rest) : j.why;
    } else if (c == 'c' && part(rest, field, &value)) {
        j.verdict = AT_JUDGE_CORRECT;
        j.field = at_arg(field);
        j.value = value;
    } else if (c == 'g' || c == 'm' || c == 's') {
        j.verdict = c == 'g' ? AT_JUDGE_GRADE : c == 'm' ? AT_JUDGE_MERGE : AT_JUDGE_SPLIT;
        j.value = at_arg(rest);
    } else if (c == 'x') {
        j.verdict = AT_JUDGE_CLOSE;
    } else if (c == 'u' && a->last[0]) {
        j.verdict = AT_JUDGE_UNDO;
        j.value = at_arg(a->last);
    } else if (c != 'a') {
        help();
        return true;
    }
    if (at_store_judge(s, &n, &j, &err) != AT_OK) {
        at_say("%s", err.msg);
        return true;
    }
    a->skip += c == 'g' || c == 'm' || c == 's' || c == 'x'; /* they leave the finding itself open */
    (void)snprintf(a->last, sizeof a->last, "%lld", (long long)n);
    return true;
}

static int ask(at_store *s, const at_vals *v)
{
    char line[1024];
    asking a = {{0}, 0};
    if (!*at_record_who(v)) {
        at_say("review needs --who=NAME");
        return EXIT_ERROR;
    }
    for (;;) {
        char *id = NULL;
        at_err err = {0};
        at_code rc = at_store_next(s, &id, a.skip, &err);
        if (rc != AT_OK) {
            if (rc == AT_ENOTFOUND)
                at_say("%s", a.skip ? "no more findings" : err.msg);
            else
                at_say_err(v->db, &err);
            return rc == AT_ENOTFOUND ? EXIT_DONE : EXIT_ERROR;
        }
        bool on = show(s, v, id) && at_put("\na r c g m s x n u q, ? > ", 25) && at_flush() && fgets(line, sizeof line, stdin);
        if (on) {
            line[strcspn(line, "\r\n")] = 0;
            on = answer(s, v, &a, id, line);
        }
        at_free(id);
        if (!on)
            return EXIT_DONE;
    }
}

int at_cmd_review(const at_cmd *cmd, const at_vals *v, char **files)
{
    int code = EXIT_DONE;
    at_store *s = at_record_open(v);
    if (!s)
        return EXIT_ERROR;
    if (v->undo) {
        code = judge(s, v, AT_JUDGE_UNDO, NULL, NULL, at_arg(v->undo), v->why) ? EXIT_DONE : EXIT_ERROR;
    } else if (!*files) {
        code = ask(s, v);
    }
    for (size_t i = 0; files[i]; i++) {
        int said = by_options(s, v, files[i]);
        if (said < 0)
            at_say("%s %s: say --accept, --reject, --set, --merge, --split, --grade, --confidential or --open", cmd->name, files[i]);
        code = said == 1 ? code : EXIT_ERROR;
    }
    at_store_close(s);
    return code;
}
