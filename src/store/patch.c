/* A correction of one field as a JSON merge patch. */
#include "store/judge.h"

#include "base/day.h"
#include "base/err.h"
#include "base/str.h"
#include <stdlib.h>
#include <string.h>

typedef enum { TEXT, LIST, NUMBER, BOOL, DAY, WORD, SOURCE } holds;

/* The columns of the lists, the kind that has them (NULL: all), the key in the finding. */
static const struct {
    const char *field, *kind, *outer, *inner;
    holds holds;
    const char *words; /* WORD: what it may be */
} fields[] = {
    {"type", "event", "event", "type", WORD,
     "|AGREE|CONSULT|SUPPORT|CONCEDE|COOPERATE|AID|RETREAT|REQUEST|ACCUSE|REJECT|THREATEN|PROTEST|SANCTION|MOBILIZE|COERCE|ASSAULT|"},
    {"mode", "event", "event", "mode", TEXT, NULL},
    {"actor", "event", "event", "actor", LIST, NULL},
    {"recipient", "event", "event", "recipient", LIST, NULL},
    {"measure", "event", "event", "measure", TEXT, NULL},
    {"phase", "event", "event", "phase", WORD, "|planned|ongoing|done|failed|called-off|"},
    {"what", "figure", "figure", "what", WORD,
     "|killed|injured|missing|detained|displaced|abducted|hospitalised|intensive care|affected|participants|troops|destroyed|other|"},
    {"who", "figure", "figure", "who_text", TEXT, NULL},
    {"low", "figure", "figure", "low", NUMBER, NULL},
    {"high", "figure", "figure", "high", NUMBER, NULL},
    {"qualifier", "figure", "figure", "qualifier", TEXT, NULL},
    {"direct", "statement", "statement", "direct", BOOL, NULL},
    {"demand", "demand", "demand", "text", TEXT, NULL},
    {"demanded_by", "demand", "demand", "by", LIST, NULL},
    {"effect", "cause", "cause", "of", TEXT, NULL},
    {"cause", "cause", "cause", "text", TEXT, NULL},
    {"framed", "framing", "framing", "of", TEXT, NULL},
    {"framing", "framing", "framing", "words", TEXT, NULL},
    {"about", "silence", "silence", "about", TEXT, NULL},
    {"type", "silence", "silence", "type", WORD, "|cut|access|no-data|unconfirmed|"},
    {"stance", NULL, NULL, "stance", WORD,
     "|asserted|reported|confirmed|denied|alleged|expected|feared|promised|demanded|hypothetical|"},
    {"negated", NULL, NULL, "negated", BOOL, NULL},
    {"date_from", NULL, "date", "from", DAY, NULL},
    {"date_to", NULL, "date", "to", DAY, NULL},
    {"place", NULL, NULL, "where", TEXT, NULL},
    {"source", NULL, NULL, "source", SOURCE, NULL},
};

static json_t *text(at_str s)
{
    return s.n ? json_stringn(s.p, s.n) : json_null();
}

/* "a; b" -> ["a","b"], and beside it as many nulls: the words name no actor of the report any more. */
static void put_list(json_t *into, const char *key, at_str value)
{
    char name[32];
    json_t *words = json_array(), *ids = json_array();
    at_str part;
    while (at_cut(&value, ';', &part)) {
        part = at_trim(part);
        if (!part.n)
            continue;
        json_array_append_new(words, json_stringn(part.p, part.n));
        json_array_append_new(ids, json_null());
    }
    (void)snprintf(name, sizeof name, "%s_text", key);
    json_object_set_new(into, name, words);
    json_object_set_new(into, key, ids);
}

static json_t *source(at_str value)
{
    json_t *chain = json_array();
    at_str part;
    while (at_cut(&value, '<', &part)) { /* "AFP < the minister": as the lists print it */
        part = at_trim(part);
        if (part.n)
            json_array_append_new(chain, json_pack("{s:o,s:n,s:n,s:s}", "name", json_stringn(part.p, part.n), "actor", "role", "kind", "named"));
    }
    return chain;
}

/* The value as JSON, or NULL if the field cannot hold it. */
static json_t *value_of(size_t f, at_str v)
{
    char word[64];
    long long n = 0;
    switch (fields[f].holds) {
    case WORD:
        (void)snprintf(word, sizeof word, "|%.*s|", (int)(v.n < 50 ? v.n : 50), v.p);
        return !v.n ? json_null() : strstr(fields[f].words, word) ? text(v) : NULL;
    case NUMBER:
        if (!v.n)
            return json_null();
        for (size_t i = 0; i < v.n; i++) {
            if (v.p[i] < '0' || v.p[i] > '9' || i > 14)
                return NULL;
            n = n * 10 + (v.p[i] - '0');
        }
        return json_integer(n);
    case BOOL:
        return at_eq(v, AT_S("true")) || at_eq(v, AT_S("1"))    ? json_true()
               : at_eq(v, AT_S("false")) || at_eq(v, AT_S("0")) ? json_false()
                                                                : NULL;
    case DAY:
        return !v.n ? json_null() : v.n == 10 && at_day_parse(v) != AT_NODAY ? text(v) : NULL;
    case SOURCE:
        return source(v);
    default:
        return text(v);
    }
}

/* Dates and places bring their companions along. */
static void complete(json_t *patch, json_t *inner, const json_t *finding, size_t f, at_str value)
{
    if (fields[f].holds == DAY) {
        const json_t *date = json_object_get(finding, "date");
        if (!json_is_object(date)) /* a merge patch over null begins an object: both ends are the day */
            json_object_set_new(inner, strcmp(fields[f].inner, "from") ? "from" : "to", text(value));
        json_object_set_new(inner, "precision", json_string("day"));
    }
    if (!strcmp(fields[f].field, "place"))
        json_object_set_new(patch, "place", json_null());
}

json_t *at_judge_patch(const json_t *finding, at_str field, at_str value, at_err *err)
{
    const char *kind = json_string_value(json_object_get(finding, "kind"));
    for (size_t f = 0; f < sizeof fields / sizeof *fields; f++) {
        if (!at_eq(field, at_strz(fields[f].field)) || (fields[f].kind && (!kind || strcmp(fields[f].kind, kind) != 0)))
            continue;
        json_t *patch = json_object(), *inner = patch;
        if (fields[f].outer)
            json_object_set_new(patch, fields[f].outer, inner = json_object());
        if (fields[f].holds == LIST) {
            put_list(inner, fields[f].inner, value);
        } else {
            json_t *v = value_of(f, value);
            if (!v) {
                json_decref(patch);
                (void)at_fail(err, AT_EUSAGE, "%s cannot be \"%.*s\"", fields[f].field, (int)(value.n < 80 ? value.n : 80), value.p);
                return NULL;
            }
            json_object_set_new(inner, fields[f].inner, v);
        }
        complete(patch, inner, finding, f, value);
        return patch;
    }
    (void)at_fail(err, AT_EUSAGE, "a finding of kind %s has no field \"%.*s\"", kind ? kind : "?", (int)(field.n < 40 ? field.n : 40), field.p);
    return NULL;
}

json_t *at_judge_before(const json_t *finding, const json_t *patch)
{
    const char *key;
    json_t *v, *out = json_object();
    json_object_foreach((json_t *)(uintptr_t)patch, key, v)
    {
        json_t *now = json_object_get(finding, key);
        if (json_is_object(v) && json_is_object(now))
            json_object_set_new(out, key, at_judge_before(now, v));
        else
            json_object_set(out, key, now ? now : json_null());
    }
    return out;
}

void at_judge_compose(json_t *into, const json_t *later)
{
    const char *key;
    json_t *v;
    json_object_foreach((json_t *)(uintptr_t)later, key, v)
    {
        json_t *have = json_object_get(into, key);
        if (json_is_object(v) && json_is_object(have))
            at_judge_compose(have, v);
        else
            json_object_set_new(into, key, json_deep_copy(v));
    }
}
