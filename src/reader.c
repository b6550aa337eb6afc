/* The library's way in: opens engine, lexicons and gazetteer once, and takes one report through all stages. */
#include <attest.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "export/record.h"
#include "find/find.h"
#include "find/gazetteer.h"
#include "find/lexicons.h"
#include "find/where_unread.h"
#include "read/language.h"
#include "read/source.h"
#include "text/engine.h"
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef AT_DATADIR
#define AT_DATADIR "/usr/share/attest"
#endif
#ifndef AT_SRCDIR
#define AT_SRCDIR "."
#endif

struct at_reader {
    at_engine *engine;
    at_lexicons *lex;
    at_gazetteer *gaz;
    at_languages *languages;
    size_t limit;
};

enum { LIMIT_DEFAULT = 1 << 30 };

/* Where a data file lies: the folder given, $ATTEST_DATA, the installed one, then the source tree's own folders. */
static bool data_file(char *path, size_t size, const char *dir, const char *file, const char *src_sub)
{
    const char *env = getenv("ATTEST_DATA");
    if (env && !*env)
        env = NULL;
    const char *dirs[] = {dir, dir ? NULL : env, dir || env ? NULL : AT_DATADIR};
    for (size_t i = 0; i < sizeof dirs / sizeof *dirs; i++)
        if (dirs[i] && (size_t)snprintf(path, size, "%s/%s", dirs[i], file) < size && access(path, R_OK) == 0)
            return true;
    if (!dir && !env && (size_t)snprintf(path, size, "%s/%s/%s", AT_SRCDIR, src_sub, file) < size && access(path, R_OK) == 0)
        return true;
    return false;
}

at_code at_reader_open(at_reader **out, const at_reader_opts *opts, at_err *err)
{
    static const at_reader_opts none;
    char path[4096];
    const at_reader_opts *o = opts ? opts : &none;
    *out = NULL;
    at_reader *r = calloc(1, sizeof *r);
    if (!r)
        return at_fail(err, AT_ENOMEM, "out of memory");
    r->limit = o->memory_limit ? o->memory_limit : LIMIT_DEFAULT;
    at_code rc = AT_OK;
    if (!data_file(path, sizeof path, o->data_dir, "attest-en.atw", "model"))
        rc = at_fail(err, AT_ENOTFOUND, "attest-en.atw is not in %s; name its folder with --data or ATTEST_DATA",
                     o->data_dir ? o->data_dir : AT_DATADIR);
    if (rc == AT_OK)
        rc = at_engine_open(&r->engine, path, o->kernel, err);
    if (rc == AT_OK) {
        at_engine_set_gate(r->engine, !o->no_gate);
        at_engine_rest(r->engine, "mode stance"); /* chosen by other means (find/hedge.c, find/stance.c) */
    }
    if (rc == AT_OK)
        rc = at_lexicons_open(&r->lex, o->codebook, err);
    if (rc == AT_OK && !data_file(path, sizeof path, o->data_dir, "places.bin", "data"))
        rc = at_fail(err, AT_ENOTFOUND, "places.bin is not in %s; name its folder with --data or ATTEST_DATA",
                     o->data_dir ? o->data_dir : AT_DATADIR);
    if (rc == AT_OK)
        rc = at_gazetteer_open(&r->gaz, path, err);
    if (rc == AT_OK)
        rc = at_languages_open(&r->languages, err);
    if (rc != AT_OK) {
        at_reader_close(r);
        return rc;
    }
    *out = r;
    return AT_OK;
}

void at_reader_close(at_reader *r)
{
    if (!r)
        return;
    at_engine_close(r->engine);
    at_lexicons_close(r->lex);
    at_gazetteer_close(r->gaz);
    at_languages_close(r->languages);
    free(r);
}

void at_free(void *p)
{
    free(p);
}

static at_str sha(at_arena *mem, at_str bytes)
{
    char hex[65];
    at_sha256 s;
    at_sha256_init(&s);
    at_sha256_add(&s, bytes);
    at_sha256_hex(&s, hex);
    return at_arena_str(mem, (at_str){hex, 64});
}

/* FORMAT.md: a hash of name or address, publisher, publication day and source bytes. */
static at_str report_id(at_arena *mem, const at_report *rep, int32_t published, at_str source_sha)
{
    char hex[65], day[16] = "";
    at_str who = rep->url.n ? rep->url : rep->name;
    const at_str parts[] = {who, AT_S("\n"), rep->publisher, AT_S("\n"), (at_str){day, 0}, AT_S("\n"), source_sha};
    at_sha256 s;
    at_sha256_init(&s);
    if (published != AT_NODAY)
        at_day_put(day, published);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        at_sha256_add(&s, parts[i].p == day ? at_strz(day) : parts[i]);
    at_sha256_hex(&s, hex);
    return at_arena_fmt(mem, "r-%.16s", hex);
}

/* What the text says of itself, where the caller does not say it, and what is wrong with its bytes. */
static void take_kept(at_ctx *c, at_record_head *h, const at_kept *k, const at_report *rep)
{
    c->text = k->text;
    c->published = at_day_parse(rep->published);
    if (rep->published.n && c->published == AT_NODAY)
        at_problem_add(c, "read", (at_span){0, 0}, at_arena_fmt(c->mem, "\"%.*s\" is not an ISO day (2022-01-06): it is not used",
                                                                (int)(rep->published.n < 40 ? rep->published.n : 40), rep->published.p));
    if (c->published == AT_NODAY)
        c->published = k->day;
    c->publisher = rep->publisher.n ? rep->publisher : k->said.publisher.n ? k->said.publisher
                                                     : at_sub(k->text, k->publisher.beg, k->publisher.end);
    c->title = h->title = rep->title.n ? rep->title : k->said.title;
    h->language = rep->language.n ? rep->language : k->said.language;
    h->url = rep->url.n ? rep->url : k->said.url;
    h->byline = rep->byline.n ? rep->byline : k->said.byline;
    h->published_at = k->said.published_at;
    for (size_t i = 0; i < k->bylines.n && !rep->byline.n && !k->said.byline.n; i++)
        h->byline = at_arena_cat(c->mem, h->byline.n ? at_arena_cat(c->mem, h->byline, AT_S("; ")) : AT_S(""),
                                 at_sub(k->text, k->bylines.p[i].beg, k->bylines.p[i].end));
    at_str carried = rep->problem, line;
    while (carried.n && at_cut(&carried, '\n', &line))
        if (line.n)
            at_problem_add(c, "read", (at_span){0, 0}, line);
    for (size_t i = 0; i < k->problems.n; i++)
        at_problem_add(c, "read", k->problems.p[i].span, k->problems.p[i].what);
    if (rep->published.n > 10 && at_day_parse(rep->published) != AT_NODAY)
        h->published_at = rep->published;
    h->within = rep->within;
    h->within_byte = rep->within_byte;
    h->ways = k->ways.p;
    h->nways = k->ways.n;
}

/*
 * Sets the language: what the text shows, else what was said of it. False, with a problem, if it is not the one that is read here:
 * such a report is kept, dated and placed, never read as what it is not.
 */
static bool english(const at_reader *r, at_ctx *c, at_record_head *h)
{
    at_mark m = at_arena_mark(c->mem);
    at_language l = at_languages_guess(r->languages, c->mem, c->text);
    at_arena_reset(c->mem, m);
    if (!l.code.n)
        l = at_languages_said(r->languages, h->language);
    if (!l.code.n)
        return true; /* too short to tell, and nothing known that was said of it */
    h->language = l.code;
    if (at_eq(l.code, AT_S("en")))
        return true;
    at_problem_add(c, "language", (at_span){0, 0},
                   at_arena_fmt(c->mem, "the report is in %.*s (%.*s): it is kept, but not read; this version reads English", AT_FMT(l.name), AT_FMT(l.code)));
    return false;
}

/* Runs of bytes without a blank that are far too long for a word: the engine looks at their beginning only. */
static void long_words(at_ctx *c)
{
    enum { LONG = 512 /* subword.c, WORD_BYTES */, MOST = 8 };
    unsigned n = 0;
    for (uint32_t t = 0; t < c->an->ntokens && n < MOST; t++) {
        at_span s = c->an->tokens[t].span;
        if (s.end - s.beg > LONG && ++n)
            at_problem_add(c, "words", s, at_arena_fmt(c->mem, "%u bytes without a blank are no word: only the first %d were looked at", s.end - s.beg, (int)LONG));
    }
}

/* Whose vectors they are: name and mark of the weights, since a name stays when they are learned anew. */
static void vector_engine(const at_reader *r, char out[128])
{
    (void)snprintf(out, 128, "%.100s %016llx", at_engine_name(r->engine), (unsigned long long)at_engine_mark(r->engine));
}

/* Everything of one report, with all memory in mem. */
static void read_one(const at_reader *r, at_arena *mem, at_buf *out, const at_report *rep, unsigned flags)
{
    at_ctx c = {0};
    at_analysis an = {0};
    at_record_head h = {0};
    c.mem = mem;
    c.lex = r->lex;
    c.gaz = r->gaz;
    c.an = &an;
    c.keep_all = c.with_features = (flags & AT_WITH_FEATURES) != 0;
    at_kept kept;
    at_keep_report(&kept, mem, rep);
    take_kept(&c, &h, &kept, rep);
    h.source_sha256 = sha(mem, rep->source.n ? rep->source : rep->text);
    h.text_sha256 = sha(mem, c.text);
    h.id = report_id(mem, rep, c.published, h.source_sha256);
    h.name = rep->name;
    h.publisher = c.publisher;
    h.engine = at_strz(at_engine_name(r->engine));
    if (flags & AT_WITH_TEXT)
        h.text = c.text;
    char vectors[128];
    if (flags & AT_WITH_VECTORS) {
        vector_engine(r, vectors);
        h.vectors = at_strz(vectors);
    }
    if (english(r, &c, &h)) {
        at_engine_run(r->engine, &an, mem, c.text);
        long_words(&c);
        at_find(&c);
    } else {
        at_where_unread(&c, h.language);
    }
    at_record_put(out, &c, &h);
}

/* The mean of the sentences' vectors, each of length 1, in 8 bits. False: nothing that has a meaning. */
static bool mean_vector(at_meaning *out, const at_analysis *an)
{
    double sum[AT_VECTOR] = {0}, top = 0;
    for (uint32_t i = 0; i < an->nsents; i++) {
        const int8_t *v = an->sents[i].vector;
        double len = 0;
        for (int d = 0; v && d < AT_VECTOR; d++)
            len += (double)v[d] * v[d];
        for (int d = 0; v && len > 0 && d < AT_VECTOR; d++)
            sum[d] += v[d] / sqrt(len);
    }
    for (int d = 0; d < AT_VECTOR; d++)
        top = fabs(sum[d]) > top ? fabs(sum[d]) : top;
    for (int d = 0; d < AT_VECTOR; d++)
        out->vector[d] = (int8_t)lrint(top > 0 ? sum[d] * 127 / top : 0);
    return top > 0;
}

at_code at_meaning_of(at_reader *r, at_meaning *out, at_str words, at_err *err)
{
    at_arena mem;
    jmp_buf fail;
    at_analysis an = {0};
    memset(out, 0, sizeof *out);
    vector_engine(r, out->engine);
    if (words.n > AT_MEANING_BYTES)
        return at_fail(err, AT_ELIMIT, "%zu bytes are too many to search for; at most %d", words.n, AT_MEANING_BYTES);
    at_arena_init(&mem, r->limit, &fail);
    int jump = setjmp(fail);
    if (!jump) {
        at_kept kept;
        at_report rep = {.text = words};
        at_keep_report(&kept, &mem, &rep); /* valid UTF-8 */
        at_engine_run_all(r->engine, &an, &mem, kept.text);
        bool any = mean_vector(out, &an);
        at_arena_release(&mem);
        return any ? AT_OK : at_fail(err, AT_ENOTFOUND, "there are no words to search for");
    }
    at_arena_release(&mem);
    return at_fail(err, (at_code)jump, "out of memory");
}

at_code at_read(at_reader *r, char **json, size_t *n, const at_report *report, unsigned flags, at_err *err)
{
    at_arena mem;
    jmp_buf fail;
    at_buf out = {0};
    *json = NULL;
    *n = 0;
    if (report->text.n >= UINT32_MAX / 4)
        return at_fail(err, AT_ELIMIT, "the report has %zu bytes; at most 1 GiB can be read", report->text.n);
    at_arena_init(&mem, r->limit, &fail);
    int jump = setjmp(fail);
    if (jump) {
        at_arena_release(&mem);
        at_buf_release(&out);
        return at_fail(err, (at_code)jump, jump == AT_ELIMIT ? "the report needs more than %zu bytes of memory" : "out of memory (limit %zu)", r->limit);
    }
    read_one(r, &mem, &out, report, flags);
    at_arena_release(&mem);
    if (out.bad) {
        at_buf_release(&out);
        return at_fail(err, AT_ENOMEM, "out of memory");
    }
    *json = out.p;
    *n = out.n;
    return AT_OK;
}
