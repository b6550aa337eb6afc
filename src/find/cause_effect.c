#include "find/cause_effect.h"

#include "find/coref.h"
#include "find/gist.h"
#include "find/lexicons.h"
#include "text/causal.h"

enum { BACK = 400 /* words that are looked through for what a noun stands for */ };

typedef struct {
    const at_ctx *c;
    at_span why;
    const at_cause_pair *pair;
    at_effect *out;
    uint32_t n;
} field;

static char paired(const field *f, uint32_t tok)
{
    if (!f->pair)
        return '0';
    if (tok < f->pair->effect.beg || tok >= f->pair->effect.end)
        return 'N';
    return at_causal_top(f->c->an, f->pair->effect) == tok ? 'T' : 'P';
}

static void put(field *f, const char *from, int32_t tok)
{
    if (tok < 0 || f->n == AT_EFFECTS || ((uint32_t)tok >= f->why.beg && (uint32_t)tok < f->why.end))
        return;
    for (uint32_t i = 0; i < f->n; i++)
        if (f->out[i].tok == (uint32_t)tok)
            return;
    at_str gist = at_gist(f->c, (uint32_t)tok);
    if (gist.n)
        f->out[f->n++] = (at_effect){(uint32_t)tok, from, gist, paired(f, (uint32_t)tok)};
}

static void around(field *f, uint32_t tok)
{
    static const struct {
        const char *from;
        at_rel rel;
    } under[] = {{"obj", AT_R_OBJ}, {"xcomp", AT_R_XCOMP}, {"ccomp", AT_R_CCOMP}, {"obl", AT_R_OBL}, {"nmod", AT_R_NMOD}};
    put(f, "subject", at_subject(f->c->an, tok));
    for (size_t k = 0; k < sizeof under / sizeof *under; k++)
        put(f, under[k].from, at_dep(f->c->an, tok, under[k].rel));
    put(f, "up", f->c->an->tokens[tok].head);
}

/* The nearest earlier noun that tok stands for. */
static int32_t meant(const at_ctx *c, uint32_t tok)
{
    int32_t k = at_who_cluster(c, tok);
    for (uint32_t t = tok, n = 0; k >= 0 && t-- > 0 && n < BACK; n++)
        if (c->an->tokens[t].upos != AT_PRON && at_who_cluster(c, t) == k)
            return (int32_t)t;
    return -1;
}

uint32_t at_effects(const at_ctx *c, at_span why, uint32_t rule, at_effect *out)
{
    field f = {c, why, at_causal_like(c->an, why), out, 0};
    put(&f, "rule", (int32_t)rule);
    if (f.pair)
        put(&f, "pair", (int32_t)at_causal_top(c->an, f.pair->effect));
    for (uint32_t i = 0, m = f.n; i < m; i++)
        around(&f, out[i].tok);
    for (uint32_t i = 0, m = f.n; i < m; i++)
        if (c->an->tokens[out[i].tok].upos == AT_NOUN || c->an->tokens[out[i].tok].upos == AT_PRON)
            put(&f, "meant", meant(c, out[i].tok));
    return f.n;
}

static void say(const at_ctx *c, at_effect_features *out, const char *name, const char *a, const char *b)
{
    *at_push(c->mem, out) = at_arena_fmt(c->mem, "%s=%s%s", name, a, b);
}

void at_effect_describe(const at_ctx *c, const at_effect *e, uint32_t n, uint32_t i, at_effect_features *out)
{
    const at_token *t = &c->an->tokens[e[i].tok];
    const char *pos = at_upos_name((at_upos)t->upos), pair[2] = {e[i].paired, 0}, fifth[2] = {(char)('0' + (t->event_any >= 0.8f ? 4 : (int)(t->event_any * 5))), 0};
    bool most = true;
    for (uint32_t k = 0; k < n; k++)
        most &= c->an->tokens[e[k].tok].event_any <= t->event_any;
    say(c, out, "from", e[i].from, "");
    say(c, out, "frompair", e[i].from, pair);
    say(c, out, "upos", pos, "");
    say(c, out, "rel", at_rel_name((at_rel)t->rel), "");
    say(c, out, "act", fifth, "");
    say(c, out, "uposact", pos, t->event_any > 0.3f ? "1" : "0");
    say(c, out, "mostact", most ? "yes" : "no", "");
}

uint32_t at_effect_choose(const at_ctx *c, const at_effect *e, uint32_t n)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "effects.tsv");
    uint32_t best = 0;
    int64_t most = 0, w;
    for (uint32_t i = 0; i < n; i++) {
        at_effect_features fs = {0};
        int64_t sum = 0;
        at_effect_describe(c, e, n, i, &fs);
        for (size_t k = 0; k < fs.n; k++)
            if (at_to_i64(at_lexicon_cell(x, at_lexicon_row(x, fs.p[k]), "weight"), &w))
                sum += w;
        if (!i || sum > most) {
            best = i;
            most = sum;
        }
    }
    return best;
}
