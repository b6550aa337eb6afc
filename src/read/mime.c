#include "read/mime.h"

#include "base/base64.h"
#include "base/str.h"
#include "base/vec.h"
#include "read/http.h"
#include "read/recode.h"
#include "read/times.h"

typedef struct {
    at_str type, charset, boundary, encoding, disposition, flowed;
} part;

typedef struct {
    at_mime *m;
    at_arena *mem;
    at_str plain, html, html_charset;
    size_t parts, attached;
    bool too_deep;
} reading;

static void problem(reading *r, at_str what)
{
    r->m->problem = at_arena_cat(r->mem, r->m->problem, at_arena_cat(r->mem, r->m->problem.n ? AT_S("\n") : AT_S(""), what));
}

/* Cuts the next header line with its continuation lines, line ends made blanks. False at the blank line, which is taken. */
static bool header(at_arena *mem, at_str *s, at_str *line)
{
    at_str more;
    if (!s->n || !at_cut(s, '\n', line))
        return false;
    *line = at_trim(*line);
    if (!line->n)
        return false;
    for (unsigned folds = 0; s->n && (s->p[0] == ' ' || s->p[0] == '\t') && folds < 200; folds++) {
        (void)at_cut(s, '\n', &more);
        *line = at_arena_fmt(mem, "%.*s %.*s", AT_FMT(*line), AT_FMT(at_trim(more)));
    }
    return true;
}

static int hex(at_str s, size_t i)
{
    char c = i < s.n ? s.p[i] : 0;
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* Quoted-printable; word: the form of RFC 2047, where "_" is a blank. */
static at_str quoted(at_arena *mem, at_str s, bool word)
{
    char *out = at_alloc(mem, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (c == '_' && word) {
            out[n++] = ' ';
        } else if (c == '=' && hex(s, i + 1) >= 0 && hex(s, i + 2) >= 0) {
            out[n++] = (char)(hex(s, i + 1) * 16 + hex(s, i + 2));
            i += 2;
        } else if (c == '=' && !word) { /* soft line end, blanks before it allowed */
            size_t j = i + 1;
            while (j < s.n && (s.p[j] == ' ' || s.p[j] == '\t' || s.p[j] == '\r'))
                j++;
            if (j < s.n && s.p[j] == '\n')
                i = j;
            else
                out[n++] = c;
        } else {
            out[n++] = c;
        }
    }
    return (at_str){out, n};
}

/* One "=?charset?Q?words?=" at i: its end, or 0. */
static size_t encoded_word(at_arena *mem, at_str s, size_t i, at_str *out)
{
    if (!at_starts(at_sub(s, i, s.n), AT_S("=?")))
        return 0;
    size_t c = at_index_char(s, '?', i + 2);
    if (c == SIZE_MAX || c + 3 >= s.n || s.p[c + 2] != '?')
        return 0;
    size_t e = at_index(at_sub(s, 0, c + 1000), AT_S("?="), c + 3); /* RFC 2047 allows 75 characters */
    if (e == SIZE_MAX)
        return 0;
    at_str words = at_sub(s, c + 3, e), charset = at_sub(s, i + 2, c);
    size_t star = at_index_char(charset, '*', 0); /* a language may follow */
    charset = at_sub(charset, 0, star == SIZE_MAX ? charset.n : star);
    words = (s.p[c + 1] | 32) == 'b' ? at_base64_read(mem, words) : quoted(mem, words, true);
    *out = at_recode(mem, words, charset, NULL, NULL);
    return e + 2;
}

/* Header text with its encoded words decoded; blanks between two of them do not count (RFC 2047 section 6.2). */
static at_str decoded(at_arena *mem, at_str s)
{
    if (at_index(s, AT_S("=?"), 0) == SIZE_MAX)
        return s;
    AT_VEC(char) v = {0};
    size_t i = 0, e;
    at_str word;
    bool after = false;
    while (i < s.n) {
        size_t j = i;
        while (after && j < s.n && (s.p[j] == ' ' || s.p[j] == '\t'))
            j++;
        if ((e = encoded_word(mem, s, j, &word))) {
            for (size_t k = 0; k < word.n; k++)
                *at_push(mem, &v) = word.p[k];
            i = e;
            after = true;
            continue;
        }
        *at_push(mem, &v) = s.p[i++];
        after = false;
    }
    return (at_str){v.p ? v.p : "", v.n};
}

/* "UN News <news@un.org>" -> UN News; "news@un.org (UN News)" -> UN News; an address alone stays one. */
static at_str sender(at_str s)
{
    size_t angle = at_index_char(s, '<', 0), open = at_index_char(s, '(', 0), close = at_index_char(s, ')', 0);
    at_str name = s;
    if (angle != SIZE_MAX)
        name = at_trim(at_sub(s, 0, angle));
    else if (open != SIZE_MAX && close != SIZE_MAX && close > open)
        name = at_trim(at_sub(s, open + 1, close));
    if (name.n >= 2 && name.p[0] == '"' && name.p[name.n - 1] == '"')
        name = at_sub(name, 1, name.n - 1);
    if (!name.n && angle != SIZE_MAX)
        name = at_sub(s, angle + 1, at_index_char(s, '>', angle) == SIZE_MAX ? s.n : at_index_char(s, '>', angle));
    return at_trim(name);
}

static void message_field(at_mime *m, at_arena *mem, at_str name, at_str value)
{
    if (at_eq_fold(name, AT_S("subject")))
        m->subject = decoded(mem, value);
    else if (at_eq_fold(name, AT_S("from")))
        m->from = sender(decoded(mem, value));
    else if (at_eq_fold(name, AT_S("date")))
        m->date = at_time_iso(mem, value);
    else if (at_eq_fold(name, AT_S("message-id")))
        m->id = at_starts(value, AT_S("<")) && at_ends(value, AT_S(">")) ? at_sub(value, 1, value.n - 1) : value;
}

/* The head at the start of *s, which is taken. m: of the message itself, else NULL. */
static part read_head(at_mime *m, at_arena *mem, at_str *s)
{
    part p = {AT_S("text/plain"), AT_S(""), AT_S(""), AT_S(""), AT_S(""), AT_S("")};
    at_str line, name, value, rest;
    while (header(mem, s, &line)) {
        if (!at_http_field(line, &name, &value))
            continue;
        if (at_eq_fold(name, AT_S("content-type"))) {
            rest = value;
            (void)at_cut(&rest, ';', &p.type);
            p.type = at_trim(p.type);
            p.charset = at_http_param(value, "charset");
            p.boundary = at_http_param(value, "boundary");
            p.flowed = at_http_param(value, "format");
        } else if (at_eq_fold(name, AT_S("content-transfer-encoding"))) {
            p.encoding = value;
        } else if (at_eq_fold(name, AT_S("content-disposition"))) {
            rest = value;
            (void)at_cut(&rest, ';', &p.disposition);
            p.disposition = at_trim(p.disposition);
        } else if (m) {
            message_field(m, mem, name, value);
        }
    }
    return p;
}

/* RFC 3676: a line that ends in a blank goes on in the next; a blank at a line's start is stuffing. "-- " is the signature's
 * mark. */
static at_str unflow(at_arena *mem, at_str s)
{
    char *out = at_alloc(mem, s.n + 1);
    size_t n = 0;
    at_str line;
    while (s.n && at_cut(&s, '\n', &line)) {
        if (at_ends(line, AT_S("\r")))
            line = at_sub(line, 0, line.n - 1);
        if (at_starts(line, AT_S(" ")))
            line = at_sub(line, 1, line.n);
        memcpy(out + n, line.p, line.n);
        n += line.n;
        if (!at_ends(line, AT_S(" ")) || at_eq(line, AT_S("-- ")))
            out[n++] = '\n';
    }
    return (at_str){out, n};
}

static void leaf(reading *r, const part *p, at_str body)
{
    bool html = at_eq_fold(p->type, AT_S("text/html")), plain = at_eq_fold(p->type, AT_S("text/plain"));
    if ((!html && !plain) || at_eq_fold(p->disposition, AT_S("attachment"))) {
        r->attached++;
        return;
    }
    if (at_eq_fold(p->encoding, AT_S("base64")))
        body = at_base64_read(r->mem, body);
    else if (at_eq_fold(p->encoding, AT_S("quoted-printable")))
        body = quoted(r->mem, body, false);
    if (html) {
        if (!r->html.n) {
            r->html = body;
            r->html_charset = p->charset;
        }
        return;
    }
    bool known;
    size_t bad;
    body = at_recode(r->mem, body, p->charset, &known, &bad);
    if (p->charset.n && !known)
        problem(r, at_arena_fmt(r->mem, "charset \"%.*s\" is not known: the text is taken as it is",
                                (int)(p->charset.n < 40 ? p->charset.n : 40), p->charset.p));
    if (bad)
        problem(r, at_arena_fmt(r->mem, "%zu bytes are none of charset %.*s; replaced by U+FFFD", bad, AT_FMT(p->charset)));
    if (at_eq_fold(p->flowed, AT_S("flowed")))
        body = unflow(r->mem, body);
    if (r->plain.n)
        body = at_arena_cat(r->mem, r->plain, at_arena_cat(r->mem, AT_S("\n"), body));
    r->plain = body;
}

static void walk(reading *r, const part *p, at_str body, unsigned depth);

/* The parts between the lines of the boundary (RFC 2046 section 5.1). */
static void parts(reading *r, at_str boundary, at_str body, unsigned depth)
{
    at_str mark = at_arena_fmt(r->mem, "--%.*s", AT_FMT(boundary));
    size_t beg = SIZE_MAX, i = 0;
    while (i <= body.n && r->parts < AT_MIME_PARTS) {
        size_t at = at_index(body, mark, i);
        if (at != SIZE_MAX && at && body.p[at - 1] != '\n') {
            i = at + 1;
            continue;
        }
        if (beg != SIZE_MAX) {
            at_str inner = at_sub(body, beg, at == SIZE_MAX ? body.n : at);
            r->parts++;
            part p = read_head(NULL, r->mem, &inner);
            walk(r, &p, inner, depth + 1);
        }
        if (at == SIZE_MAX || at_starts(at_sub(body, at + mark.n, body.n), AT_S("--")))
            break;
        size_t nl = at_index_char(body, '\n', at);
        if (nl == SIZE_MAX)
            break;
        beg = i = nl + 1;
    }
}

static void walk(reading *r, const part *p, at_str body, unsigned depth)
{
    if (at_starts_fold(p->type, AT_S("multipart/")) && p->boundary.n && p->boundary.n < 200) {
        if (depth < AT_MIME_DEPTH)
            parts(r, p->boundary, body, depth);
        else
            r->too_deep = true;
    } else if (at_eq_fold(p->type, AT_S("message/rfc822")) && depth < AT_MIME_DEPTH) {
        part inner = read_head(NULL, r->mem, &body);
        walk(r, &inner, body, depth + 1);
    } else {
        leaf(r, p, body);
    }
}

void at_mime_read(at_mime *m, at_arena *mem, at_str message)
{
    reading r = {.m = m, .mem = mem, .plain = AT_S(""), .html = AT_S(""), .html_charset = AT_S("")};
    memset(m, 0, sizeof *m);
    m->subject = m->from = m->date = m->id = m->text = m->charset = m->problem = AT_S("");
    part p = read_head(m, mem, &message);
    walk(&r, &p, message, 0);
    if (r.attached)
        problem(&r, at_arena_fmt(mem, "%zu attachment%s not read", r.attached, r.attached == 1 ? " was" : "s were"));
    if (r.too_deep || r.parts == AT_MIME_PARTS)
        problem(&r, at_arena_fmt(mem, "more than %d parts, or parts more than %d deep: the rest was not read", AT_MIME_PARTS,
                                 AT_MIME_DEPTH));
    /* "To read this mail use an HTML reader" is no text: a stub beside a page ten times its size gives way to the page */
    bool stub = at_trim(r.plain).n < 200 && r.html.n > 10 * at_trim(r.plain).n;
    if (at_trim(r.plain).n && !stub) {
        m->text = r.plain;
        m->charset = AT_S("utf-8");
    } else {
        m->text = r.html.n ? r.html : r.plain;
        m->html = r.html.n > 0;
        m->charset = r.html_charset;
    }
}
