/*
 * event_location: prints the place of given words of given texts, for measuring it (bench/event_location.py, bench/places.py).
 * usage: event_location WEIGHTS PLACES.bin < queries.jsonl > answers.jsonl
 * In: one {"name","published","text","heads":[[beg,end],...]} a line, offsets in bytes of the text.
 * "features":true asks for the features of src/find/where_guess.h where the context decides.
 * Out, a line each: {"name","places":[{"name","geonames","lat","lon","country","mentions":[[beg,end],...]}],
 * "heads":[{"place":index or -1,"where":"...","step":"attached"}]}.
 */
#include "base/buf.h"
#include "base/json.h"
#include "find/boilerplate.h"
#include "find/gazetteer.h"
#include "find/lexicons.h"
#include "find/when.h"
#include "find/where.h"
#include "find/where_guess.h"
#include "text/engine.h"
#include <jansson.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static at_str get(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : (at_str){"", 0};
}

static void start(at_ctx *c, const at_analysis *an)
{
    c->actor_of = at_new(c->mem, int32_t, an->ntokens);
    c->place_of = at_new(c->mem, int32_t, an->ntokens);
    c->timex_of = at_new(c->mem, int32_t, an->ntokens);
    c->boilerplate = at_new(c->mem, bool, an->nsents);
    for (uint32_t i = 0; i < an->ntokens; i++)
        c->actor_of[i] = c->place_of[i] = c->timex_of[i] = -1;
}

static json_t *places(const at_ctx *c)
{
    json_t *all = json_array();
    for (size_t i = 0; i < c->places.n; i++) {
        const at_place *p = &c->places.p[i];
        json_t *mentions = json_array();
        for (size_t k = 0; k < p->mentions.n; k++)
            json_array_append_new(mentions, json_pack("[ii]", (int)p->mentions.p[k].beg, (int)p->mentions.p[k].end));
        json_array_append_new(all, json_pack("{s:s%,s:i,s:f,s:f,s:s,s:i,s:b,s:o}", "name", p->name.p, p->name.n, "geonames", (int)p->geonames, "lat", p->lat,
                                             "lon", p->lon, "country", p->country, "precision", (int)p->precision, "known", p->geonames || p->lat != 0 || p->lon != 0,
                                             "mentions", mentions));
    }
    return all;
}

/* The token that [beg, end) names best: the verb or noun among those it holds whose head lies outside. */
static int64_t head_token(const at_analysis *an, int64_t beg, int64_t end)
{
    int64_t first = -1, best = -1;
    for (uint32_t i = 0; i < an->ntokens; i++) {
        const at_token *t = &an->tokens[i];
        if ((int64_t)t->span.end <= beg || (int64_t)t->span.beg >= end)
            continue;
        if (first < 0)
            first = i;
        bool outside = t->head < 0 || (int64_t)an->tokens[t->head].span.end <= beg || (int64_t)an->tokens[t->head].span.beg >= end;
        if (best < 0 && outside && t->upos != AT_PUNCT && t->upos != AT_ADP)
            best = i;
    }
    return best >= 0 ? best : first;
}

/* Of each place, for fitting the guess by context. */
static json_t *features(const at_ctx *c, uint32_t tok)
{
    json_t *all = json_array();
    for (size_t p = 0; p < c->places.n; p++) {
        float x[AT_W_COUNT];
        json_t *one = json_array();
        at_where_features(c, at_where_get(c), tok, at_where_nearest(c, tok), (int32_t)p, x);
        for (int k = 0; k < AT_W_COUNT; k++)
            json_array_append_new(one, json_real((double)x[k]));
        json_array_append_new(all, one);
    }
    return all;
}

static json_t *answers(const at_ctx *c, const json_t *heads, bool with_features)
{
    json_t *all = json_array();
    for (size_t i = 0; i < json_array_size(heads); i++) {
        const json_t *h = json_array_get(heads, i);
        int64_t tok = head_token(c->an, json_integer_value(json_array_get(h, 0)), json_integer_value(json_array_get(h, 1)));
        at_str where = {"", 0};
        const char *step = "";
        int32_t p = tok < 0 ? -1 : at_where_step(c, (uint32_t)tok, &where, &step);
        json_t *a = json_pack("{s:i,s:s%,s:s}", "place", (int)p, "where", where.p, where.n, "step", step);
        if (with_features && tok >= 0 && strcmp(step, "context") == 0)
            json_object_set_new(a, "features", features(c, (uint32_t)tok));
        json_array_append_new(all, a);
    }
    return all;
}

static void one(const at_engine *e, const at_lexicons *lex, const at_gazetteer *gaz, at_arena *mem, const json_t *q)
{
    at_ctx c = {0};
    at_analysis an = {0};
    c.mem = mem;
    c.lex = lex;
    c.gaz = gaz;
    c.an = &an;
    c.text = get(q, "text");
    c.published = at_day_parse(get(q, "published"));
    at_engine_run(e, &an, mem, c.text);
    start(&c, &an);
    at_boilerplate_run(&c);
    at_when_run(&c);
    at_where_run(&c);
    at_str name = get(q, "name");
    json_t *out = json_pack("{s:s%,s:o,s:o}", "name", name.p, name.n, "places", places(&c), "heads", answers(&c, json_object_get(q, "heads"), json_is_true(json_object_get(q, "features"))));
    char *s = json_dumps(out, JSON_COMPACT | JSON_ENSURE_ASCII);
    printf("%s\n", s ? s : "{}");
    free(s);
    json_decref(out);
}

int main(int argc, char **argv)
{
    at_err err = {0};
    at_engine *e = NULL;
    at_lexicons *lex = NULL;
    at_gazetteer *gaz = NULL;
    if (argc != 3) {
        fprintf(stderr, "usage: event_location WEIGHTS PLACES.bin < queries.jsonl\n");
        return 2;
    }
    if (at_engine_open(&e, argv[1], NULL, &err) != AT_OK || at_lexicons_open(&lex, NULL, &err) != AT_OK || at_gazetteer_open(&gaz, argv[2], &err) != AT_OK) {
        fprintf(stderr, "event_location: %s\n", err.msg);
        return 2;
    }
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    while ((n = getline(&line, &cap, stdin)) > 0) {
        json_error_t bad;
        json_t *q = json_loadb(line, (size_t)n, 0, &bad);
        at_arena mem;
        jmp_buf fail;
        if (!q)
            continue;
        at_arena_init(&mem, (size_t)1 << 30, &fail);
        if (setjmp(fail) == 0)
            one(e, lex, gaz, &mem, q);
        at_arena_release(&mem);
        json_decref(q);
    }
    free(line);
    at_gazetteer_close(gaz);
    at_lexicons_close(lex);
    at_engine_close(e);
    return 0;
}
