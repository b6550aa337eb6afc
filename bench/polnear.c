/*
 * polnear: prints the attributions of reports, for measuring them (bench/polnear.py).
 * usage: polnear WEIGHTS PLACES < reports.jsonl > says.jsonl
 * In: one {"name","text"} a line. Out: {"name":...,"says":[[beg,end,source_beg,source_end,cue_beg,cue_end,"source","rule"],...]} a line, offsets in bytes;
 * the source is the innermost one, 0,0 if there is none.
 */
#include "base/io.h"
#include "find/find.h"
#include "find/gazetteer.h"
#include "find/lexicons.h"
#include "find/say.h"
#include "text/engine.h"
#include "query.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

/* "I think" within somebody's words adds no one: PolNeAR has no attribution there. */
static bool own_again(const at_ctx *c, const at_attribution *a)
{
    const at_attribution *up = a->cue == AT_NONE ? NULL : at_say_at(c, a->cue);
    return up && up != a && up->nsource && up->nsource == a->nsource && up->beg <= a->beg && a->end <= up->end;
}

static void put(const at_ctx *c, at_str name)
{
    bool first = true;
    printf("{\"name\":");
    query_put(name);
    printf(",\"says\":[");
    for (size_t i = 0; i < c->says.n; i++) {
        const at_attribution *a = &c->says.p[i];
        if (own_again(c, a))
            continue;
        at_span b = at_bytes(c->an, a->beg, a->end);
        const at_source *s = a->nsource ? &a->source[a->nsource - 1] : NULL;
        at_span cue = a->cue == AT_NONE ? (at_span){0, 0} : c->an->tokens[a->cue].span;
        printf("%s[%u,%u,%u,%u,%u,%u,", first ? "" : ",", b.beg, b.end, s ? s->span.beg : 0, s ? s->span.end : 0, cue.beg, cue.end);
        query_put(s ? s->name : (at_str){"", 0});
        printf(",\"%s\"]", a->rule);
        first = false;
    }
    printf("]}\n");
}

typedef struct {
    at_engine *engine;
    at_lexicons *lex;
    at_gazetteer *gaz;
} tools;

static int read_one(const tools *t, const char *line)
{
    json_t *o = query_line("polnear", line);
    if (!o)
        return 1;
    at_arena mem;
    jmp_buf fail;
    at_arena_init(&mem, 0, &fail);
    int bad = setjmp(fail);
    if (!bad) {
        at_analysis *an = at_new(&mem, at_analysis, 1);
        at_ctx *c = at_new(&mem, at_ctx, 1);
        c->mem = &mem;
        c->lex = t->lex;
        c->gaz = t->gaz;
        c->an = an;
        c->text = query_str(o, "text");
        c->published = AT_NODAY;
        at_engine_run(t->engine, an, &mem, c->text);
        at_find(c);
        put(c, query_str(o, "name"));
    }
    at_arena_release(&mem);
    json_decref(o);
    return bad != 0;
}

int main(int argc, char **argv)
{
    at_err err = {0};
    tools t = {0};
    if (argc != 3 || at_engine_open(&t.engine, argv[1], NULL, &err) != AT_OK || at_lexicons_open(&t.lex, NULL, &err) != AT_OK ||
        at_gazetteer_open(&t.gaz, argv[2], &err) != AT_OK) {
        fprintf(stderr, "usage: polnear WEIGHTS PLACES < reports.jsonl\n%s\n", err.msg);
        return 2;
    }
    char *line = NULL;
    size_t cap = 0;
    int bad = 0;
    while (getline(&line, &cap, stdin) > 0)
        bad |= read_one(&t, line);
    free(line);
    at_gazetteer_close(t.gaz);
    at_lexicons_close(t.lex);
    at_engine_close(t.engine);
    return bad;
}
