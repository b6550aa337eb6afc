#include "export/account.h"

#include "base/err.h"
#include "base/str.h"
#include "base/utf8.h"

/* ---- JSON with defaults ---- */

static at_str str(const json_t *v)
{
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : (at_str){"", 0};
}

static at_str get(const json_t *o, const char *key)
{
    return str(json_object_get(o, key));
}

static int64_t integer(const json_t *v, int64_t otherwise)
{
    return json_is_integer(v) ? (int64_t)json_integer_value(v) : otherwise;
}

static at_span span(const json_t *v)
{
    int64_t b = integer(json_array_get(v, 0), 0), e = integer(json_array_get(v, 1), 0);
    return b >= 0 && b <= e && e < UINT32_MAX ? (at_span){(uint32_t)b, (uint32_t)e} : (at_span){0, 0};
}

static at_strs strs(const json_t *v, at_arena *mem)
{
    at_strs out = {0};
    for (size_t i = 0; i < json_array_size(v); i++)
        if (str(json_array_get(v, i)).n)
            *at_push(mem, &out) = str(json_array_get(v, i));
    return out;
}

/* The object of an array whose "id" is this. */
static const json_t *by_id(const json_t *array, at_str id)
{
    int64_t n;
    if (id.n < 2)
        return NULL;
    if (at_to_i64(at_sub(id, 1, id.n), &n) && n > 0 && at_eq(get(json_array_get(array, (size_t)n - 1), "id"), id))
        return json_array_get(array, (size_t)n - 1);
    for (size_t i = 0; i < json_array_size(array); i++)
        if (at_eq(get(json_array_get(array, i), "id"), id))
            return json_array_get(array, i);
    return NULL;
}

/* ---- the parts of a finding ---- */

/* Ids and words side by side: the fullest name if there is one, else the words. */
static at_strs parties(const json_t *o, const char *key, const char *words_key, const json_t *actors, at_arena *mem)
{
    const json_t *ids = json_object_get(o, key), *words = json_object_get(o, words_key);
    size_t n = json_array_size(ids) > json_array_size(words) ? json_array_size(ids) : json_array_size(words);
    at_strs out = {0};
    for (size_t i = 0; i < n; i++) {
        at_str name = get(by_id(actors, str(json_array_get(ids, i))), "name"), text = str(json_array_get(words, i));
        if (name.n || text.n)
            *at_push(mem, &out) = name.n ? name : text;
    }
    return out;
}

static void take_voices(at_entry *e, const json_t *f, at_arena *mem)
{
    const json_t *v = json_object_get(f, "source");
    e->nvoices = json_array_size(v);
    e->voices = at_new(mem, at_voice, e->nvoices);
    for (size_t i = 0; i < e->nvoices; i++) {
        const json_t *s = json_array_get(v, i);
        e->voices[i] = (at_voice){get(s, "name"), get(s, "role"), get(s, "kind"), span(json_object_get(s, "cue")),
                                  span(json_object_get(s, "span"))};
    }
}

static void take_kind(at_entry *e, const json_t *f, const json_t *actors, at_arena *mem)
{
    const json_t *o = json_object_get(f, at_kind_name(e->kind));
    switch (e->kind) {
    case AT_K_EVENT:
        e->type = get(o, "type");
        e->mode = get(o, "mode");
        e->measure = get(o, "measure");
        e->phase = get(o, "phase");
        e->who = parties(o, "actor", "actor_text", actors, mem);
        e->whom = parties(o, "recipient", "recipient_text", actors, mem);
        break;
    case AT_K_FIGURE:
        e->what = get(o, "what");
        e->counted = get(o, "who_text");
        if (!e->counted.n)
            e->counted = get(by_id(actors, get(o, "who")), "name");
        e->qualifier = get(o, "qualifier");
        e->unit = get(o, "unit");
        e->part_of = get(o, "part_of");
        e->low = integer(json_object_get(o, "low"), AT_NOBOUND);
        e->high = integer(json_object_get(o, "high"), AT_NOBOUND);
        break;
    case AT_K_STATEMENT:
        e->direct = json_is_true(json_object_get(o, "direct"));
        break;
    case AT_K_DEMAND:
        e->who = parties(o, "by", "by_text", actors, mem);
        e->text = get(o, "text");
        break;
    case AT_K_CAUSE:
        e->of = get(o, "of");
        e->text = get(o, "text");
        break;
    case AT_K_FRAMING:
        e->of = get(o, "of");
        e->text = get(o, "words");
        break;
    case AT_K_SILENCE:
        e->text = get(o, "about");
        e->type = get(o, "type");
        break;
    default:
        break;
    }
}

static at_kind kind_of(at_str name)
{
    for (at_kind k = AT_K_EVENT; k <= AT_K_SILENCE; k++)
        if (at_eq(at_strz(at_kind_name(k)), name))
            return k;
    return AT_K_NONE;
}

static void take_finding(at_account *a, at_arena *mem, const json_t *f, const json_t *actors, const json_t *places,
                         const at_spot *spots)
{
    at_kind kind = kind_of(get(f, "kind"));
    const json_t *d = json_object_get(f, "date"), *head = json_object_get(f, "head"), *place = by_id(places, get(f, "place"));
    if (kind == AT_K_NONE)
        return;
    at_entry *e = at_push(mem, &a->entries);
    e->report = (uint32_t)a->reports.n - 1;
    e->kind = kind;
    e->id = get(f, "id");
    e->key = get(f, "key");
    e->incident = get(f, "incident");
    e->rule = get(f, "rule");
    e->row = get(f, "row");
    e->span = span(json_object_get(f, "span"));
    e->head = json_is_array(head) ? at_account_words(a, e, span(head)) : str(head);
    e->stance = get(f, "stance");
    e->negated = json_is_true(json_object_get(f, "negated"));
    e->from = at_day_parse(get(d, "from"));
    e->to = at_day_parse(get(d, "to"));
    e->precision = get(d, "precision");
    e->date_span = span(json_object_get(d, "span"));
    for (size_t i = 0; place && i < json_array_size(places); i++)
        if (json_array_get(places, i) == place)
            e->spot = &spots[i];
    e->where = get(f, "where");
    e->confidence = json_number_value(json_object_get(f, "confidence"));
    e->low = e->high = AT_NOBOUND;
    take_voices(e, f, mem);
    take_kind(e, f, actors, mem);
}

static const at_spot *take_spots(const json_t *places, at_arena *mem)
{
    size_t n = json_array_size(places);
    at_spot *s = at_new(mem, at_spot, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *p = json_array_get(places, i);
        s[i].name = get(p, "name");
        s[i].country = get(p, "country");
        s[i].admin1 = get(p, "admin1");
        s[i].geonames = integer(json_object_get(p, "geonames"), 0);
        s[i].precision = (int)integer(json_object_get(p, "precision"), 0);
        s[i].lat = json_number_value(json_object_get(p, "lat"));
        s[i].lon = json_number_value(json_object_get(p, "lon"));
    }
    return s;
}

static void take_splits(at_account *a, at_arena *mem, const json_t *disputes)
{
    for (size_t i = 0; i < json_array_size(disputes); i++) {
        const json_t *d = json_array_get(disputes, i), *sides = json_object_get(d, "sides");
        at_split *s = at_push(mem, &a->splits);
        s->report = (uint32_t)a->reports.n - 1;
        s->id = get(d, "id");
        s->type = get(d, "type");
        for (size_t k = 0; k < json_array_size(sides); k++) {
            at_side *side = at_push(mem, &s->sides);
            side->findings = strs(json_object_get(json_array_get(sides, k), "findings"), mem);
            side->who = get(json_array_get(sides, k), "who");
        }
    }
}

/* The way back to the bytes of the file. */
static void take_ways(at_told *t, at_arena *mem, const json_t *report)
{
    const json_t *map = json_object_get(report, "source_map"), *within = json_object_get(report, "within");
    for (size_t i = 0; i < json_array_size(map); i++) {
        const json_t *pair = json_array_get(map, i);
        int64_t kept = integer(json_array_get(pair, 0), -1), source = integer(json_array_get(pair, 1), -1);
        if (kept >= 0 && source >= 0 && kept <= UINT32_MAX && source <= UINT32_MAX)
            *at_push(mem, &t->ways) = (at_way){(uint32_t)kept, (uint32_t)source};
    }
    t->within = get(within, "file");
    t->within_byte = integer(json_object_get(within, "byte"), 0);
}

at_code at_account_add(at_account *a, at_arena *mem, const json_t *record, uint32_t number, at_err *err)
{
    const json_t *r = json_object_get(record, "report"), *findings = json_object_get(record, "findings");
    const json_t *problems = json_object_get(record, "problems"), *places = json_object_get(record, "places");
    if (!json_is_object(r) || !json_is_array(findings))
        return at_fail(err, AT_EPARSE, "not a record: no \"report\" or no \"findings\"");
    at_told *t = at_push(mem, &a->reports);
    t->number = number;
    t->id = get(r, "id");
    t->name = get(r, "name");
    t->url = get(r, "url");
    t->publisher = get(r, "publisher");
    t->published = get(r, "published");
    t->title = get(r, "title");
    t->text = get(r, "text");
    t->source_sha256 = get(r, "source_sha256");
    t->byline = strs(json_object_get(r, "byline"), mem);
    t->bytes = integer(json_object_get(r, "bytes"), 0);
    t->beg = (uint32_t)a->entries.n;
    for (size_t i = 0; i < json_array_size(problems); i++)
        *at_push(mem, &t->problems) = get(json_array_get(problems, i), "what");
    take_ways(t, mem, r);
    const at_spot *spots = take_spots(places, mem);
    for (size_t i = 0; i < json_array_size(findings); i++)
        take_finding(a, mem, json_array_get(findings, i), json_object_get(record, "actors"), places, spots);
    a->reports.p[a->reports.n - 1].end = (uint32_t)a->entries.n;
    take_splits(a, mem, json_object_get(record, "disputes"));
    return AT_OK;
}

at_str at_account_words(const at_account *a, const at_entry *e, at_span s)
{
    at_str text = a->reports.p[e->report].text;
    if (s.end > text.n || s.end <= s.beg || !at_utf8_boundary(text, s.beg) || !at_utf8_boundary(text, s.end))
        return (at_str){"", 0};
    return at_sub(text, s.beg, s.end);
}

const at_entry *at_account_entry(const at_account *a, uint32_t report, at_str id)
{
    const at_told *t = &a->reports.p[report];
    for (uint32_t i = t->beg; i < t->end; i++)
        if (at_eq(a->entries.p[i].id, id))
            return &a->entries.p[i];
    return NULL;
}
