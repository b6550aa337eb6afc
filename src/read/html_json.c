#include "read/html_json.h"

#include "base/str.h"
#include "base/utf8.h"

enum { DEEPEST = 64, MOST = 20000 };

typedef struct {
    at_arena *mem;
    at_str s;
    size_t i;
    unsigned n;
} reader;

static void blanks(reader *r)
{
    while (r->i < r->s.n && ((unsigned char)r->s.p[r->i] <= ' ' || r->s.p[r->i] == ','))
        r->i++;
}

static int hex4(at_str s, size_t i)
{
    int v = 0;
    for (size_t k = i; k < i + 4; k++) {
        int c = k < s.n ? s.p[k] : 0, d = c >= '0' && c <= '9'                 ? c - '0'
                                          : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10
                                                                               : -1;
        if (d < 0)
            return -1;
        v = v * 16 + d;
    }
    return v;
}

/* An escape at s[i] (the backslash): puts its text, gives its length. */
static size_t escape(at_str s, size_t i, char out[4], size_t *n)
{
    char c = i + 1 < s.n ? s.p[i + 1] : 0;
    *n = 1;
    if (c != 'u') {
        out[0] = c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f' || !c ? ' ' : c;
        if ((unsigned char)out[0] >= 0x80) { /* a backslash before a letter of several bytes */
            *n = 0;
            return 1;
        }
        return 2;
    }
    int hi = hex4(s, i + 2),
        lo = hi >= 0xD800 && hi < 0xDC00 && i + 7 < s.n && s.p[i + 6] == '\\' && s.p[i + 7] == 'u' ? hex4(s, i + 8) : -1;
    bool pair = lo >= 0xDC00 && lo < 0xE000;
    uint32_t cp = pair                                      ? 0x10000u + (((uint32_t)hi & 0x3FF) << 10) + ((uint32_t)lo & 0x3FF)
                  : hi > 0 && (hi < 0xD800 || hi >= 0xE000) ? (uint32_t)hi
                                                            : 0xFFFD;
    *n = at_utf8_put(out, cp);
    return hi < 0 ? 2 : pair ? 12 : 6;
}

/* A string at its opening quote. */
static at_str string(reader *r)
{
    size_t beg = ++r->i, n = 0;
    bool plain = true;
    while (r->i < r->s.n && r->s.p[r->i] != '"') {
        plain = plain && r->s.p[r->i] != '\\';
        r->i += r->s.p[r->i] == '\\' ? 2 : 1;
    }
    size_t end = r->i < r->s.n ? r->i : r->s.n;
    r->i = end + 1;
    at_str raw = at_sub(r->s, beg, end);
    if (plain)
        return raw;
    char *out = at_alloc(r->mem, raw.n * 2 + 4);
    for (size_t i = 0; i < raw.n;) {
        size_t put = 1;
        if (raw.p[i] == '\\') {
            i += escape(raw, i, out + n, &put);
            n += put;
        } else {
            out[n++] = raw.p[i++];
        }
    }
    return (at_str){out, n};
}

static at_ld *value(reader *r, unsigned depth);

static void members(reader *r, at_ld *v, unsigned depth)
{
    at_ld **last = &v->first;
    char close = v->kind == '{' ? '}' : ']';
    for (r->i++;;) {
        blanks(r);
        if (r->i >= r->s.n || r->n >= MOST)
            return;
        if (r->s.p[r->i] == close || r->s.p[r->i] == '}' || r->s.p[r->i] == ']') {
            r->i++;
            return;
        }
        at_str key = AT_S("");
        if (v->kind == '{') {
            if (r->s.p[r->i] != '"') {
                r->i++;
                continue;
            }
            key = string(r);
            blanks(r);
            if (r->i >= r->s.n || r->s.p[r->i] != ':')
                continue;
            r->i++;
        }
        at_ld *x = value(r, depth + 1);
        if (!x)
            return;
        x->key = key;
        *last = x;
        last = &x->next;
    }
}

static at_ld *value(reader *r, unsigned depth)
{
    blanks(r);
    if (r->i >= r->s.n || depth > DEEPEST || r->n++ >= MOST)
        return NULL;
    at_ld *v = at_new(r->mem, at_ld, 1);
    char c = r->s.p[r->i];
    v->text = AT_S("");
    if (c == '{' || c == '[') {
        v->kind = c;
        members(r, v, depth);
    } else if (c == '"') {
        v->kind = '"';
        v->text = string(r);
    } else {
        size_t beg = r->i;
        v->kind = 'x';
        while (r->i < r->s.n && !strchr(",]}", r->s.p[r->i]) && (unsigned char)r->s.p[r->i] > ' ')
            r->i++;
        if (r->i == beg) /* a bracket that closes nothing */
            r->i++;
        v->text = at_sub(r->s, beg, r->i);
    }
    return v;
}

at_ld *at__ld_parse(at_arena *mem, at_str s)
{
    reader r = {.mem = mem, .s = s};
    at_ld *first = NULL, **last = &first;
    while (r.i < s.n && r.n < MOST) {
        while (r.i < s.n && s.p[r.i] != '{' && s.p[r.i] != '[') /* "<!--", "//<![CDATA[" and the like */
            r.i++;
        at_ld *v = value(&r, 0);
        if (!v)
            break;
        *last = v;
        last = &v->next;
    }
    return first;
}

const at_ld *at__ld_get(const at_ld *object, const char *key)
{
    for (const at_ld *x = object && object->kind == '{' ? object->first : NULL; x; x = x->next)
        if (at_eq(x->key, at_strz(key)))
            return x;
    return NULL;
}

at_str at__ld_text(const at_ld *v)
{
    for (int i = 0; v && i < 4; i++) {
        if (v->kind == '"')
            return v->text;
        if (v->kind == '[') {
            v = v->first;
        } else if (v->kind == '{') {
            const at_ld *name = at__ld_get(v, "name");
            v = name ? name : at__ld_get(v, "@value");
        } else {
            break;
        }
    }
    return AT_S("");
}
