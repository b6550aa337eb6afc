/*
 * json.h: a streaming JSON writer onto an at_buf. Byte-stable: no blanks, keys in the order written. Strings that are
 * not valid UTF-8 get U+FFFD for each bad part. Commas and quotes are the writer's work; nesting is the caller's.
 */
#ifndef AT_BASE_JSON_H
#define AT_BASE_JSON_H
#include "buf.h"

typedef struct {
    at_buf *out;
    bool comma; /* a value was written at this level */
} at_json;

void at_json_open(at_json *j, char c);  /* '{' or '[' as a value */
void at_json_close(at_json *j, char c); /* '}' or ']' */
void at_json_key(at_json *j, const char *key);
void at_json_str(at_json *j, at_str s);
void at_json_str0(at_json *j, at_str s); /* null if empty */
void at_json_int(at_json *j, int64_t v);
void at_json_num(at_json *j, double v, int decimals); /* fixed decimals, trailing zeros cut; NaN and infinity are null */
void at_json_bool(at_json *j, bool v);
void at_json_null(at_json *j);
void at_json_span(at_json *j, at_span s); /* [beg,end] */
#endif
