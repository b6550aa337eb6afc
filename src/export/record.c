#include "export/record.h"

#include "base/base64.h"
#include "base/json.h"
#include "base/sha256.h"
#include "find/cause_effect.h"
#include "find/confidence.h"
#include <math.h>
#include <stdio.h>

static void key_str0(at_json *j, const char *key, at_str s)
{
    at_json_key(j, key);
    at_json_str0(j, s);
}

static void id(at_json *j, char letter, int32_t i)
{
    char t[16];
    if (i < 0) {
        at_json_null(j);
        return;
    }
    int n = snprintf(t, sizeof t, "%c%d", letter, i + 1);
    at_json_str(j, (at_str){t, (size_t)n});
}

static void day(at_json *j, int32_t d)
{
    char t[16];
    if (d == AT_NODAY) {
        at_json_null(j);
        return;
    }
    at_day_put(t, d);
    at_json_str(j, at_strz(t));
}

static void put_head(at_json *j, const at_ctx *c, const at_record_head *h)
{
    at_json_key(j, "report");
    at_json_open(j, '{');
    key_str0(j, "id", h->id);
    key_str0(j, "source_sha256", h->source_sha256);
    key_str0(j, "text_sha256", h->text_sha256);
    key_str0(j, "name", h->name);
    key_str0(j, "url", h->url);
    key_str0(j, "publisher", h->publisher);
    at_json_key(j, "byline");
    at_json_open(j, '[');
    at_str byline = h->byline, name;
    while (byline.n && at_cut(&byline, ';', &name))
        if (at_trim(name).n)
            at_json_str(j, at_trim(name));
    at_json_close(j, ']');
    at_json_key(j, "published");
    day(j, c->published);
    if (h->published_at.n)
        key_str0(j, "published_at", h->published_at);
    if (h->within.n) {
        at_json_key(j, "within");
        at_json_open(j, '{');
        key_str0(j, "file", h->within);
        at_json_key(j, "byte");
        at_json_int(j, (int64_t)h->within_byte);
        at_json_close(j, '}');
    }
    key_str0(j, "language", h->language);
    key_str0(j, "title", h->title);
    at_json_key(j, "bytes");
    at_json_int(j, (int64_t)c->text.n);
    if (h->nways > 1 || (h->nways && h->ways[0].source)) { /* [kept byte, source byte] from which on both run together */
        at_json_key(j, "source_map");
        at_json_open(j, '[');
        for (size_t i = 0; i < h->nways; i++)
            at_json_span(j, (at_span){h->ways[i].kept, h->ways[i].source});
        at_json_close(j, ']');
    }
    if (h->text.p) {
        at_json_key(j, "text");
        at_json_str(j, h->text);
    }
    at_json_close(j, '}');
}

static void put_mentions(at_json *j, const at_span *p, size_t n)
{
    at_json_key(j, "mentions");
    at_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        at_json_span(j, p[i]);
    at_json_close(j, ']');
}

static void put_actors(at_json *j, const at_ctx *c)
{
    static const char *const types[] = {"unknown", "person", "org", "state", "group"};
    at_json_key(j, "actors");
    at_json_open(j, '[');
    for (size_t i = 0; i < c->actors.n; i++) {
        const at_actor *a = &c->actors.p[i];
        at_json_open(j, '{');
        at_json_key(j, "id");
        id(j, 'a', (int32_t)i);
        key_str0(j, "name", a->name);
        at_json_key(j, "type");
        at_json_str(j, at_strz(types[a->type]));
        key_str0(j, "country", at_strz(a->country));
        at_json_key(j, "roles");
        at_json_open(j, '[');
        for (size_t k = 0; k < a->roles.n; k++)
            at_json_str(j, a->roles.p[k]);
        at_json_close(j, ']');
        key_str0(j, "sector", a->sector);
        put_mentions(j, a->mentions.p, a->mentions.n);
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static void put_places(at_json *j, const at_ctx *c)
{
    at_json_key(j, "places");
    at_json_open(j, '[');
    for (size_t i = 0; i < c->places.n; i++) {
        const at_place *p = &c->places.p[i];
        bool known = p->geonames || p->lat != 0 || p->lon != 0;
        at_json_open(j, '{');
        at_json_key(j, "id");
        id(j, 'p', (int32_t)i);
        key_str0(j, "name", p->name);
        at_json_key(j, "geonames");
        if (p->geonames)
            at_json_int(j, p->geonames);
        else
            at_json_null(j);
        at_json_key(j, "lat");
        at_json_num(j, known ? p->lat : (double)NAN, 4);
        at_json_key(j, "lon");
        at_json_num(j, known ? p->lon : (double)NAN, 4);
        key_str0(j, "country", at_strz(p->country));
        key_str0(j, "admin1", p->admin1);
        at_json_key(j, "precision");
        if (p->precision)
            at_json_int(j, p->precision);
        else
            at_json_null(j);
        put_mentions(j, p->mentions.p, p->mentions.n);
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static void put_sources(at_json *j, const at_finding *f)
{
    at_json_key(j, "source");
    at_json_open(j, '[');
    for (uint32_t i = 0; i < f->nsource; i++) {
        const at_source *s = &f->source[i];
        at_json_open(j, '{');
        key_str0(j, "name", s->name);
        at_json_key(j, "actor");
        id(j, 'a', s->actor);
        key_str0(j, "role", s->role);
        at_json_key(j, "kind");
        at_json_str(j, at_strz(at_source_kind_name(s->kind)));
        at_json_key(j, "cue");
        at_json_span(j, s->cue);
        at_json_key(j, "span");
        at_json_span(j, s->span);
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static void put_when(at_json *j, const at_when *w)
{
    at_json_key(j, "date");
    if (w->from == AT_NODAY && w->to == AT_NODAY) {
        at_json_null(j);
        return;
    }
    at_json_open(j, '{');
    at_json_key(j, "from");
    day(j, w->from);
    at_json_key(j, "to");
    day(j, w->to);
    at_json_key(j, "precision");
    at_json_str(j, at_strz(at_precision_name(w->precision)));
    at_json_key(j, "span");
    if (w->span.end > w->span.beg)
        at_json_span(j, w->span);
    else
        at_json_null(j);
    at_json_close(j, '}');
}

/* Ids and words of a list of parties, side by side. */
static void put_parties(at_json *j, const char *key, const at_parties *v)
{
    char text_key[32];
    (void)snprintf(text_key, sizeof text_key, "%s_text", key);
    at_json_key(j, key);
    at_json_open(j, '[');
    for (size_t i = 0; i < v->n; i++)
        id(j, 'a', v->p[i].actor);
    at_json_close(j, ']');
    at_json_key(j, text_key);
    at_json_open(j, '[');
    for (size_t i = 0; i < v->n; i++)
        at_json_str0(j, v->p[i].text);
    at_json_close(j, ']');
}

static void put_event(at_json *j, const at_event *e)
{
    at_json_key(j, "event");
    at_json_open(j, '{');
    key_str0(j, "type", at_strz(at_event_type_name(e->type)));
    key_str0(j, "mode", e->mode);
    put_parties(j, "actor", &e->actor);
    put_parties(j, "recipient", &e->recipient);
    if (e->measure.n)
        key_str0(j, "measure", e->measure);
    if (e->response.n)
        key_str0(j, "response", e->response);
    key_str0(j, "phase", at_strz(at_phase_name(e->phase)));
    key_str0(j, "cameo", e->cameo);
    at_json_close(j, '}');
}

static void bound(at_json *j, const char *key, int64_t v)
{
    at_json_key(j, key);
    if (v == AT_NOBOUND)
        at_json_null(j);
    else
        at_json_int(j, v);
}

static void put_figure(at_json *j, const at_figure *g)
{
    at_json_key(j, "figure");
    at_json_open(j, '{');
    key_str0(j, "what", g->what);
    at_json_key(j, "who");
    id(j, 'a', g->who);
    key_str0(j, "who_text", g->who_text);
    bound(j, "low", g->low);
    bound(j, "high", g->high);
    key_str0(j, "qualifier", g->qualifier);
    key_str0(j, "unit", g->unit);
    at_json_key(j, "part_of");
    id(j, 'f', g->part_of);
    at_json_key(j, "cumulative");
    at_json_bool(j, g->cumulative);
    at_json_key(j, "as_of");
    day(j, g->as_of);
    at_json_close(j, '}');
}

static void put_kind(at_json *j, const at_finding *f)
{
    switch (f->kind) {
    case AT_K_EVENT:
        put_event(j, &f->event);
        break;
    case AT_K_FIGURE:
        put_figure(j, &f->figure);
        break;
    case AT_K_STATEMENT:
        at_json_key(j, "statement");
        at_json_open(j, '{');
        at_json_key(j, "direct");
        at_json_bool(j, f->direct);
        at_json_close(j, '}');
        break;
    case AT_K_DEMAND:
        at_json_key(j, "demand");
        at_json_open(j, '{');
        put_parties(j, "by", &f->by);
        key_str0(j, "text", f->text);
        at_json_close(j, '}');
        break;
    case AT_K_CAUSE:
        at_json_key(j, "cause");
        at_json_open(j, '{');
        key_str0(j, "of", f->of);
        at_json_key(j, "of_span");
        at_json_span(j, f->of_span);
        key_str0(j, "text", f->text);
        at_json_key(j, "text_span");
        at_json_span(j, f->text_span);
        at_json_close(j, '}');
        break;
    case AT_K_FRAMING:
        at_json_key(j, "framing");
        at_json_open(j, '{');
        key_str0(j, "of", f->of);
        at_json_key(j, "of_actor");
        id(j, 'a', f->of_actor);
        key_str0(j, "words", f->text);
        at_json_close(j, '}');
        break;
    case AT_K_SILENCE:
        at_json_key(j, "silence");
        at_json_open(j, '{');
        key_str0(j, "about", f->text);
        key_str0(j, "type", f->type);
        at_json_close(j, '}');
        break;
    default:
        break;
    }
}

/* Stable over re-reading: source bytes, kind and the head's place; a second finding on the same head gets a counter. */
static void put_key(at_json *j, const at_record_head *h, const at_finding *f, uint32_t nth)
{
    char t[96], hex[65];
    int n = snprintf(t, sizeof t, "%.*s %s %u %u", (int)h->source_sha256.n, h->source_sha256.p, at_kind_name(f->kind), f->head.beg, nth);
    at_sha256 s;
    at_sha256_init(&s);
    at_sha256_add(&s, (at_str){t, (size_t)n < sizeof t ? (size_t)n : sizeof t - 1});
    at_sha256_hex(&s, hex);
    at_json_key(j, "key");
    at_json_str(j, (at_str){hex, 16});
}

static void put_strings(at_json *j, const at_str *s, size_t n)
{
    at_json_open(j, '[');
    for (size_t i = 0; i < n; i++)
        at_json_str(j, s[i]);
    at_json_close(j, ']');
}

/* The words among which the effect of a cause was chosen, for bench/effects.py. */
static void put_effects(at_json *j, const at_ctx *c, const at_finding *f)
{
    at_json_key(j, "effects");
    at_json_open(j, '[');
    for (uint32_t i = 0; i < f->neffects; i++) {
        at_effect_features fs = {0};
        at_effect_describe(c, f->effects, f->neffects, i, &fs);
        at_json_open(j, '{');
        at_json_key(j, "span");
        at_json_span(j, c->an->tokens[f->effects[i].tok].span);
        at_json_key(j, "text");
        at_json_str(j, f->effects[i].gist);
        at_json_key(j, "features");
        put_strings(j, fs.p, fs.n);
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static void put_features(at_json *j, const at_ctx *c, const at_finding *f)
{
    at_mark m = at_arena_mark(c->mem);
    at_features fs = {0};
    at_confidence_features(c, f, &fs);
    at_json_key(j, "features");
    put_strings(j, fs.p, fs.n);
    if (f->neffects)
        put_effects(j, c, f);
    at_arena_reset(c->mem, m);
}

/* For each finding: how many before it have its kind and head. */
static uint32_t *count_heads(const at_ctx *c, at_arena *mem)
{
    uint32_t *nth = at_new(mem, uint32_t, c->findings.n);
    at_map seen;
    at_map_init(&seen, mem);
    for (size_t i = 0; i < c->findings.n; i++) {
        const uint32_t what[2] = {(uint32_t)c->findings.p[i].kind, c->findings.p[i].head.beg};
        uint32_t *n = at_map_at(&seen, at_arena_str(mem, (at_str){(const char *)what, sizeof what}));
        nth[i] = *n = *n == AT_NONE ? 0 : *n + 1;
    }
    return nth;
}

static void put_finding(at_json *j, const at_ctx *c, const at_record_head *h, size_t i, uint32_t nth)
{
    const at_finding *f = &c->findings.p[i];
    at_json_open(j, '{');
    at_json_key(j, "id");
    id(j, 'f', (int32_t)i);
    put_key(j, h, f, nth);
    at_json_key(j, "incident");
    id(j, 'i', f->incident);
    at_json_key(j, "kind");
    at_json_str(j, at_strz(at_kind_name(f->kind)));
    at_json_key(j, "span");
    at_json_span(j, f->span);
    at_json_key(j, "head");
    at_json_str(j, at_sub(c->text, f->head.beg, f->head.end));
    put_sources(j, f);
    at_json_key(j, "stance");
    at_json_str(j, at_strz(at_stance_name(f->stance)));
    at_json_key(j, "negated");
    at_json_bool(j, f->negated);
    put_when(j, &f->when);
    at_json_key(j, "place");
    id(j, 'p', f->place);
    if (f->where.n)
        key_str0(j, "where", f->where);
    at_json_key(j, "confidence");
    at_json_num(j, (double)f->confidence, 2);
    key_str0(j, "rule", at_strz(f->rule));
    if (f->row.n)
        key_str0(j, "row", f->row);
    put_kind(j, f);
    if (c->with_features)
        put_features(j, c, f);
    at_json_close(j, '}');
}

static void put_incidents(at_json *j, const at_ctx *c)
{
    at_json_key(j, "incidents");
    at_json_open(j, '[');
    for (uint32_t n = 0; n < c->nincidents; n++) {
        at_json_open(j, '{');
        at_json_key(j, "id");
        id(j, 'i', (int32_t)n);
        at_json_key(j, "findings");
        at_json_open(j, '[');
        for (size_t i = 0; i < c->findings.n; i++)
            if (c->findings.p[i].incident == (int32_t)n)
                id(j, 'f', (int32_t)i);
        at_json_close(j, ']');
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static void put_disputes(at_json *j, const at_ctx *c)
{
    static const char *const types[] = {"figure", "denial", "doer", "name"};
    at_json_key(j, "disputes");
    at_json_open(j, '[');
    for (size_t i = 0; i < c->disputes.n; i++) {
        const at_dispute *d = &c->disputes.p[i];
        at_json_open(j, '{');
        at_json_key(j, "id");
        id(j, 'd', (int32_t)i);
        at_json_key(j, "type");
        at_json_str(j, at_strz(types[d->type]));
        at_json_key(j, "sides");
        at_json_open(j, '[');
        for (size_t k = 0; k < d->sides.n; k++) {
            at_json_open(j, '{');
            at_json_key(j, "findings");
            at_json_open(j, '[');
            for (size_t m = 0; m < d->sides.p[k].findings.n; m++)
                id(j, 'f', (int32_t)d->sides.p[k].findings.p[m]);
            at_json_close(j, ']');
            key_str0(j, "who", d->sides.p[k].who);
            at_json_close(j, '}');
        }
        at_json_close(j, ']');
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static void put_problems(at_json *j, const at_ctx *c)
{
    at_json_key(j, "problems");
    at_json_open(j, '[');
    for (size_t i = 0; i < c->problems.n; i++) {
        const at_problem *p = &c->problems.p[i];
        at_json_open(j, '{');
        at_json_key(j, "stage");
        at_json_str(j, at_strz(p->stage));
        at_json_key(j, "span");
        if (p->has_span)
            at_json_span(j, p->span);
        else
            at_json_null(j);
        at_json_key(j, "what");
        at_json_str(j, p->what);
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

/* "vectors": what sentences mean, for search: bytes of each sentence, and all vectors one after the other. */
static void put_vectors(at_json *j, const at_ctx *c, const at_record_head *h)
{
    at_buf all = {0};
    at_json_key(j, "vectors");
    at_json_open(j, '{');
    key_str0(j, "engine", h->vectors);
    at_json_key(j, "sentences");
    at_json_open(j, '[');
    for (uint32_t i = 0; i < c->an->nsents; i++)
        if (c->an->sents[i].vector) {
            at_json_span(j, c->an->sents[i].span);
            at_buf_put(&all, (at_str){(const char *)c->an->sents[i].vector, AT_VECTOR});
        }
    at_json_close(j, ']');
    at_buf letters = {0};
    at_base64_put(&letters, (at_str){all.p, all.n});
    at_json_key(j, "data");
    at_json_str(j, (at_str){letters.p ? letters.p : "", letters.n});
    j->out->bad |= all.bad | letters.bad;
    at_buf_release(&all);
    at_buf_release(&letters);
    at_json_close(j, '}');
}

void at_record_put(at_buf *b, const at_ctx *c, const at_record_head *h)
{
    at_json j = {b, false};
    at_json_open(&j, '{');
    at_json_key(&j, "v");
    at_json_int(&j, 1);
    put_head(&j, c, h);
    put_actors(&j, c);
    put_places(&j, c);
    at_json_key(&j, "findings");
    at_json_open(&j, '[');
    const uint32_t *nth = count_heads(c, c->mem);
    for (size_t i = 0; i < c->findings.n; i++)
        put_finding(&j, c, h, i, nth[i]);
    at_json_close(&j, ']');
    put_incidents(&j, c);
    put_disputes(&j, c);
    put_problems(&j, c);
    if (h->vectors.n && c->an)
        put_vectors(&j, c, h);
    at_json_key(&j, "made_by");
    at_json_open(&j, '{');
    at_json_key(&j, "program");
    at_json_str(&j, AT_S("attest " AT_VERSION));
    key_str0(&j, "engine", h->engine);
    at_json_close(&j, '}');
    at_json_close(&j, '}');
}
