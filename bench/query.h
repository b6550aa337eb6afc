/* query.h: what the small programs here read and write: reports as JSON, one a line. */
#ifndef AT_BENCH_QUERY_H
#define AT_BENCH_QUERY_H
#include <attest.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* A text of the object, borrowed from it; empty if it has none of that name. */
static inline at_str query_str(const json_t *o, const char *key)
{
    const json_t *v = json_object_get(o, key);
    return json_is_string(v) ? (at_str){json_string_value(v), json_string_length(v)} : (at_str){"", 0};
}

/* Prints s as a JSON text. */
static inline void query_put(at_str s)
{
    json_t *n = json_stringn(s.p, s.n);
    char *t = n ? json_dumps(n, JSON_ENCODE_ANY) : NULL;
    printf("%s", t ? t : "\"\"");
    free(t);
    json_decref(n);
}

/* The object of a line; NULL after a message of the program. */
static inline json_t *query_line(const char *program, const char *line)
{
    json_error_t why;
    json_t *o = json_loads(line, 0, &why);
    if (!o)
        fprintf(stderr, "%s: %s\n", program, why.text);
    return o;
}
#endif
