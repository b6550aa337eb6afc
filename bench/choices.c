/*
 * choices: prints the candidates for place and day of every event and figure with their features, for fitting data/choices.tsv
 * (bench/choices.py).
 * usage: choices WEIGHTS PLACES.bin < reports.jsonl > rows.jsonl
 * In: one {"name","published","text"} a line. Out, a line each: {"name","rows":[{"kind","span","type","places":[{"name","x":
 * {feature:value}}],"days":[{"from","to","x"}]}],"acts":[{"head","span","lemma","type","rules","x"}]}; acts: all words weighed as events.
 */
#include "base/day.h"
#include "find/boilerplate.h"
#include "find/event.h"
#include "find/event_choice.h"
#include "find/event_decide.h"
#include "find/figure.h"
#include "find/gazetteer.h"
#include "find/lexicons.h"
#include "find/say.h"
#include "find/when.h"
#include "find/where.h"
#include "find/who.h"
#include "text/engine.h"
#include "query.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

static json_t *features(const at__choice *ch)
{
    json_t *x = json_object();
    for (uint32_t k = 0; k < at__choice_features(); k++)
        if (ch->x[k] != 0)
            json_object_set_new(x, at__choice_feature(k), json_real((double)ch->x[k]));
    return x;
}

static json_t *day(int32_t d)
{
    char buf[16];
    if (d == AT_NODAY)
        return json_null();
    at_day_put(buf, d);
    return json_string(buf);
}

/* Head words of the parties, as bytes. */
static json_t *parties(const at_ctx *c, const at_parties *p)
{
    json_t *all = json_array();
    for (size_t i = 0; i < p->n; i++) {
        at_span s = c->an->tokens[p->p[i].tok].span;
        json_array_append_new(all, json_pack("[ii]", (int)s.beg, (int)s.end));
    }
    return all;
}

static json_t *row(at__choice *ch, uint32_t i)
{
    at__cand cand[AT__CANDS];
    const at_ctx *c = ch->c;
    const at_finding *f = &c->findings.p[ch->row[i].finding];
    json_t *places = json_array(), *days = json_array();
    uint32_t n = at__choice_places(ch, i, cand);
    for (uint32_t k = 0; k < n; k++) {
        at__choice_place(ch, i, &cand[k]);
        at_str name = c->places.p[cand[k].place].name;
        json_array_append_new(places, json_pack("{s:s%,s:o}", "name", name.p, name.n, "x", features(ch)));
    }
    n = at__choice_days(ch, i, cand);
    for (uint32_t k = 0; k < n; k++) {
        at__choice_day(ch, i, &cand[k]);
        json_array_append_new(days, json_pack("{s:o,s:o,s:o}", "from", day(cand[k].when.from), "to", day(cand[k].when.to), "x", features(ch)));
    }
    const char *type = f->kind == AT_K_EVENT ? at_event_type_name(f->event.type) : "";
    return json_pack("{s:s,s:[ii],s:[ii],s:s,s:o,s:o,s:o,s:o,s:s}", "kind", at_kind_name(f->kind), "span", (int)f->span.beg, (int)f->span.end, "head",
                     (int)f->head.beg, (int)f->head.end, "type", type ? type : "", "actor", parties(c, &f->event.actor), "recipient",
                     parties(c, &f->event.recipient), "places", places, "days", days, "rule", f->rule);
}

static json_t *act(const at_ctx *c, const at__row_cand *r)
{
    const at_token *t = &c->an->tokens[r->tok];
    json_t *x = json_object();
    for (uint32_t k = 0; k < AT__R_COUNT; k++)
        if (r->x[k] != 0)
            json_object_set_new(x, at__row_feature(k), json_real((double)r->x[k]));
    return json_pack("{s:[ii],s:[ii],s:s%,s:s,s:b,s:o}", "head", (int)t->span.beg, (int)t->span.end, "span", (int)r->span.beg, (int)r->span.end, "lemma", r->lemma.p, r->lemma.n, "type",
                     at_event_type_name(r->type), "rules", r->rules, "x", x);
}

static void start(at_ctx *c)
{
    uint32_t n = c->an->ntokens;
    c->actor_of = at_new(c->mem, int32_t, n);
    c->place_of = at_new(c->mem, int32_t, n);
    c->timex_of = at_new(c->mem, int32_t, n);
    c->boilerplate = at_new(c->mem, bool, c->an->nsents);
    for (uint32_t i = 0; i < n; i++)
        c->actor_of[i] = c->place_of[i] = c->timex_of[i] = -1;
}

static void one(const at_engine *e, const at_lexicons *lex, const at_gazetteer *gaz, at_arena *mem, const json_t *q)
{
    at_ctx c = {0};
    at_analysis an = {0};
    at__choice ch;
    at__row_cands cands = {0};
    c.mem = mem;
    c.lex = lex;
    c.gaz = gaz;
    c.an = &an;
    c.text = query_str(q, "text");
    c.published = at_day_parse(query_str(q, "published"));
    at_engine_run(e, &an, mem, c.text);
    start(&c);
    at_boilerplate_run(&c);
    at_when_run(&c);
    at_where_run(&c);
    at_who_run(&c);
    at_say_run(&c);
    c.own[AT_OWN_EVENT] = &cands;
    at_event_run(&c);
    at_figure_run(&c);
    at__choice_open(&ch, &c);
    json_t *rows = json_array();
    for (uint32_t i = 0; i < ch.n; i++)
        json_array_append_new(rows, row(&ch, i));
    json_t *acts = json_array();
    for (size_t i = 0; i < cands.n; i++)
        json_array_append_new(acts, act(&c, &cands.p[i]));
    at_str name = query_str(q, "name");
    json_t *out = json_pack("{s:s%,s:o,s:o}", "name", name.p, name.n, "rows", rows, "acts", acts);
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
        fprintf(stderr, "usage: choices WEIGHTS PLACES.bin < reports.jsonl\n");
        return 2;
    }
    if (at_engine_open(&e, argv[1], NULL, &err) != AT_OK || at_lexicons_open(&lex, NULL, &err) != AT_OK || at_gazetteer_open(&gaz, argv[2], &err) != AT_OK) {
        fprintf(stderr, "choices: %s\n", err.msg);
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
