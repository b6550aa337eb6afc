/*
 * coref: prints the coreference of texts, for measuring it (bench/coref.py), or with --watch the candidates that were weighed,
 * for learning the weights (train/coref_rank.py): per mention one line "? class token" and one line "token feature ..." a candidate.
 * usage: coref WEIGHTS [--watch] < docs.jsonl > clusters.jsonl
 * In: one {"name","sents":[["word",...],...]} a line. Out: {"name":...,"mentions":[[token,cluster],...]} a line; tokens count through the document.
 */
#include "find/coref.h"
#include "find/coref_rank.h"
#include "find/lexicons.h"
#include "find/who.h"
#include "text/engine.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static at_str str_of(const json_t *v)
{
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : (at_str){"-", 1};
}

static int32_t *no_index(at_arena *mem, uint32_t n)
{
    int32_t *x = at_new(mem, int32_t, n + 1);
    for (uint32_t i = 0; i <= n; i++)
        x[i] = -1;
    return x;
}

static void analyse(const at_engine *e, at_analysis *an, at_arena *mem, const json_t *sents)
{
    size_t n = json_array_size(sents);
    const at_str **words = at_new(mem, const at_str *, n + 1);
    uint32_t *counts = at_new(mem, uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        const json_t *s = json_array_get(sents, i);
        size_t m = json_array_size(s);
        at_str *w = at_new(mem, at_str, m + 1);
        for (size_t j = 0; j < m; j++)
            w[j] = str_of(json_array_get(s, j));
        words[i] = w;
        counts[i] = (uint32_t)m;
    }
    at_engine_run_words(e, an, mem, words, counts, (uint32_t)n);
}

static void see(void *arg, uint32_t tok, at_rank_class cls, const at_rank_cand *x, size_t n, const uint32_t *toks)
{
    (void)arg;
    printf("? %s %u\n", at__rank_class_name(cls), tok);
    for (size_t i = 0; i < n; i++) {
        printf("%d", toks[i] == AT_NONE ? -1 : (int)toks[i]);
        for (uint8_t j = 0; j < x[i].n; j++) {
            const char *name;
            uint32_t value;
            at__rank_name(x[i].f[j], &name, &value);
            printf(" %s:%u", name, value);
        }
        if (x[i].lemma.n)
            printf(" lemma=%.*s:0", AT_FMT(x[i].lemma));
        putchar('\n');
    }
}

/* A phrase in apposition to another of its cluster, or said of it by "is": a gold of coreference in the manner of OntoNotes has no link for either. */
static bool beside(const at_ctx *c, uint32_t tok, int32_t cluster)
{
    const at_token *t = &c->an->tokens[tok];
    if (t->rel == AT_R_APPOS && t->head >= 0)
        return at_who_cluster(c, (uint32_t)t->head) == cluster;
    int32_t subject = at_dep(c->an, tok, AT_R_COP) >= 0 ? at_dep(c->an, tok, AT_R_NSUBJ) : -1;
    return subject >= 0 && at_who_cluster(c, (uint32_t)subject) == cluster;
}

static void read_one(const at_engine *e, const at_lexicons *lex, at_arena *mem, const json_t *o, bool watch)
{
    at_rank_watch w = {see, NULL};
    at_analysis an = {0};
    at_ctx c = {.mem = mem, .lex = lex, .an = &an, .published = AT_NODAY};
    analyse(e, &an, mem, json_object_get(o, "sents"));
    c.text = an.text;
    c.actor_of = no_index(mem, an.ntokens);
    c.place_of = no_index(mem, an.ntokens);
    c.timex_of = no_index(mem, an.ntokens);
    if (watch) {
        c.own[AT_OWN_WATCH] = &w;
        printf("# %s\n", json_string_value(json_object_get(o, "name")));
    }
    at_who_run(&c);
    if (watch)
        return;
    printf("{\"name\":\"%s\",\"mentions\":[", json_string_value(json_object_get(o, "name")));
    bool more = false;
    for (uint32_t t = 0; t < an.ntokens; t++) {
        int32_t k = at_who_cluster(&c, t);
        if (k < 0 || beside(&c, t, k))
            continue;
        printf("%s[%u,%d]", more ? "," : "", t, k);
        more = true;
    }
    printf("]}\n");
}

static int one_line(const at_engine *e, const at_lexicons *lex, const char *line, bool watch)
{
    json_error_t why;
    json_t *o = json_loads(line, 0, &why);
    at_arena mem;
    jmp_buf fail;
    if (!o || !json_is_string(json_object_get(o, "name"))) {
        fprintf(stderr, "coref: %s\n", o ? "a line has no name" : why.text);
        return 1;
    }
    at_arena_init(&mem, (size_t)1 << 30, &fail);
    int bad = setjmp(fail);
    if (!bad)
        read_one(e, lex, &mem, o, watch);
    at_arena_release(&mem);
    json_decref(o);
    return bad;
}

int main(int argc, char **argv)
{
    at_err err = {0};
    at_engine *e = NULL;
    at_lexicons *lex = NULL;
    char *line = NULL;
    size_t cap = 0;
    int bad = 0;
    if (argc < 2 || argc > 3 || at_engine_open(&e, argv[1], NULL, &err) != AT_OK || at_lexicons_open(&lex, NULL, &err) != AT_OK) {
        fprintf(stderr, "coref: %s\n", argc < 2 ? "usage: coref WEIGHTS [--watch] < docs.jsonl" : err.msg);
        return 2;
    }
    while (!bad && getline(&line, &cap, stdin) > 0)
        bad = one_line(e, lex, line, argc == 3);
    free(line);
    at_lexicons_close(lex);
    at_engine_close(e);
    return bad ? 2 : 0;
}
