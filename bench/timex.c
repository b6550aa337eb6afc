/*
 * timex: prints the time expressions of reports, for measuring them (bench/timebank.py).
 * usage: timex WEIGHTS < reports.jsonl > timex.jsonl
 * In: one {"name","published","text"} a line. Out: {"name":...,"timex":[[beg,end,type,value,from,to],...]} a line, offsets in
 * bytes.
 */
#include "base/buf.h"
#include "base/io.h"
#include "find/lexicons.h"
#include "find/when.h"
#include "text/engine.h"
#include "query.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static void start(at_ctx *c, const at_analysis *an)
{
    c->timex_of = at_new(c->mem, int32_t, an->ntokens + 1);
    for (uint32_t i = 0; i < an->ntokens; i++)
        c->timex_of[i] = -1;
}

static void put_day(int32_t day)
{
    char buf[16] = "";
    if (day != AT_NODAY)
        at_day_put(buf, day);
    printf(",\"%s\"", buf);
}

static void put(const at_ctx *c, at_str name)
{
    printf("{\"name\":");
    query_put(name);
    printf(",\"timex\":[");
    for (size_t i = 0; i < c->timexes.n; i++) {
        const at_timex *x = &c->timexes.p[i];
        at_span b = at_bytes(c->an, x->beg, x->end);
        printf("%s[%u,%u,\"%.*s\",\"%.*s\"", i ? "," : "", b.beg, b.end, AT_FMT(x->type), AT_FMT(x->value));
        put_day(x->when.from);
        put_day(x->when.to);
        printf("]");
    }
    printf("]}\n");
}

static int read_one(const at_engine *e, const at_lexicons *lex, const char *line)
{
    json_t *o = query_line("timex", line);
    if (!o)
        return 1;
    at_arena mem;
    jmp_buf fail;
    at_arena_init(&mem, 0, &fail);
    int bad = setjmp(fail);
    if (!bad) {
        at_analysis *an = at_new(&mem, at_analysis, 1);
        at_ctx *c = at_new(&mem, at_ctx, 1);
        at_engine_run(e, an, &mem, query_str(o, "text"));
        c->mem = &mem;
        c->lex = lex;
        c->an = an;
        c->text = an->text;
        c->published = at_day_parse(query_str(o, "published"));
        start(c, an);
        at_when_run(c);
        put(c, query_str(o, "name"));
    }
    at_arena_release(&mem);
    json_decref(o);
    return bad != 0;
}

int main(int argc, char **argv)
{
    at_err err = {0};
    at_engine *e = NULL;
    at_lexicons *lex = NULL;
    if (argc != 2 || at_engine_open(&e, argv[1], NULL, &err) != AT_OK || at_lexicons_open(&lex, NULL, &err) != AT_OK) {
        fprintf(stderr, "usage: timex WEIGHTS < reports.jsonl\n%s\n", err.msg);
        return 2;
    }
    char *line = NULL;
    size_t cap = 0;
    int bad = 0;
    while (getline(&line, &cap, stdin) > 0)
        bad |= read_one(e, lex, line);
    free(line);
    at_lexicons_close(lex);
    at_engine_close(e);
    return bad;
}
