/*
 * annotation.c: every finding as a W3C Web Annotation with PROV, and statements, figures and events as schema.org claims. Annotation
 * positions count code points (Web Annotation Data Model, 4.2.4), so they are counted from the kept text.
 */
#include "export/annotation.h"

#include "base/err.h"
#include "base/json.h"
#include "base/str.h"

static void text(at_json *j, const char *key, at_str s)
{
    at_json_key(j, key);
    at_json_str(j, s);
}

static size_t code_points(at_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

/* Up to 32 bytes on one side of a span, cut at a character. */
static at_str beside(at_str s, size_t beg, size_t end)
{
    while (beg < end && ((unsigned char)s.p[beg] & 0xC0) == 0x80)
        beg++;
    while (end > beg && end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80)
        end--;
    return at_sub(s, beg, end);
}

static void selectors(at_json *j, at_str kept, at_str words, size_t beg, size_t end)
{
    at_json_key(j, "selector");
    at_json_open(j, '[');
    at_json_open(j, '{');
    text(j, "type", AT_S("TextQuoteSelector"));
    text(j, "exact", words);
    if (kept.n) {
        text(j, "prefix", beside(kept, beg > 32 ? beg - 32 : 0, beg));
        text(j, "suffix", beside(kept, end, end + 32 < kept.n ? end + 32 : kept.n));
    }
    at_json_close(j, '}');
    if (kept.n) {
        at_json_open(j, '{');
        text(j, "type", AT_S("TextPositionSelector"));
        at_json_key(j, "start");
        at_json_int(j, (int64_t)code_points(at_sub(kept, 0, beg)));
        at_json_key(j, "end");
        at_json_int(j, (int64_t)code_points(at_sub(kept, 0, end)));
        at_json_close(j, '}');
    }
    at_json_close(j, ']');
}

static at_str address(at_arena *mem, at_str url, at_str report_id)
{
    return url.n ? url : at_arena_fmt(mem, "urn:attest:%.*s", (int)report_id.n, report_id.p);
}

/* Columns of `sql`, in order. */
enum { KEY, KIND, JSON, WORDS, BEG, END, REPORT_ID, URL, PUBLISHER, PUBLISHED, LANGUAGE, TEXT, SOURCE, STANCE, GRADE, ADDED, MADE_BY, ID };
static const char sql[] =
    "SELECT f.key, f.kind, iif(f.fields IS NULL, f.json, json_patch(f.json, f.fields)), f.words, f.beg, f.end, r.id, r.url, r.publisher, r.published, r.language, r.text,"
    " (SELECT group_concat(s.name, ' < ') FROM source s WHERE s.report=f.report AND s.finding=f.pos), f.stance,"
    " (SELECT d.grade FROM judged d WHERE d.target=f.key), r.added, json_extract(r.made_by,'$.program'), f.report||':'||f.id"
    " FROM report r JOIN finding f ON f.report=r.n WHERE f.status<>'rejected' AND NOT f.confidential AND NOT r.confidential AND f.words IS NOT NULL"
    " AND (?1='' OR r.id=?1 OR r.name=?1 OR CAST(r.n AS TEXT)=?1) AND (?2='' OR f.date_from>=?2) AND (?3='' OR f.date_from<=?3)"
    " ORDER BY f.report, f.pos";

static void put_annotation(at_exporting *x, sqlite3_stmt *st)
{
    at_json j = {x->out, false};
    at_str kept = at_sql_column(st, TEXT), program = at_sql_column(st, MADE_BY);
    at_str target = address(x->mem, at_sql_column(st, URL), at_sql_column(st, REPORT_ID));
    at_buf_put(x->out, x->count->rows ? AT_S(",\n") : AT_S("\n"));
    at_json_open(&j, '{');
    text(&j, "id", at_arena_fmt(x->mem, "urn:attest:finding:%s", at_sql_column(st, KEY).p));
    text(&j, "type", AT_S("Annotation"));
    text(&j, "motivation", AT_S("classifying"));
    at_json_key(&j, "creator");
    at_json_open(&j, '{');
    text(&j, "type", AT_S("Software"));
    text(&j, "name", program.n ? program : AT_S("attest"));
    at_json_close(&j, '}');
    text(&j, "created", at_sql_column(st, ADDED));
    at_json_key(&j, "body");
    at_json_open(&j, '{');
    text(&j, "type", AT_S("Dataset"));
    text(&j, "format", AT_S("application/json"));
    at_json_key(&j, "value"); /* the finding itself, as text: a body's value is a string */
    at_json_str(&j, at_sql_column(st, JSON));
    at_json_close(&j, '}');
    at_json_key(&j, "target");
    at_json_open(&j, '{');
    text(&j, "source", target);
    selectors(&j, kept, at_sql_column(st, WORDS), (size_t)sqlite3_column_int64(st, BEG), (size_t)sqlite3_column_int64(st, END));
    at_json_close(&j, '}');
    text(&j, "prov:wasQuotedFrom", target);
    if (at_sql_column(st, SOURCE).n) {
        at_json_key(&j, "prov:wasAttributedTo");
        at_json_open(&j, '{');
        text(&j, "type", AT_S("prov:Agent"));
        text(&j, "name", at_sql_column(st, SOURCE));
        at_json_close(&j, '}');
    }
    at_json_close(&j, '}');
    x->count->rows++;
}

/* Admiralty's second part, the credibility of the information, 1 to 6 (MISP admiralty-scale). */
static const char *const credible[] = {"Confirmed by other sources", "Probably true", "Possibly true", "Doubtful", "Improbable", "Truth cannot be judged"};

static void claim(at_exporting *x, at_json *j, sqlite3_stmt *st)
{
    at_str source = at_sql_column(st, SOURCE), publisher = at_sql_column(st, PUBLISHER);
    at_json_open(j, '{');
    text(j, "@type", AT_S("Claim"));
    text(j, "@id", at_arena_fmt(x->mem, "urn:attest:claim:%s", at_sql_column(st, KEY).p));
    text(j, "text", at_sql_column(st, WORDS));
    at_json_key(j, "author");
    at_json_open(j, '{');
    text(j, "@type", AT_S("Thing"));
    text(j, "name", source.n ? source : publisher.n ? publisher : AT_S("the report"));
    at_json_close(j, '}');
    if (at_sql_column(st, PUBLISHED).n)
        text(j, "datePublished", at_sql_column(st, PUBLISHED));
    at_json_key(j, "appearance");
    at_json_open(j, '{');
    text(j, "@type", AT_S("CreativeWork"));
    text(j, "url", address(x->mem, at_sql_column(st, URL), at_sql_column(st, REPORT_ID)));
    at_json_close(j, '}');
    at_json_close(j, '}');
}

/* A review only where a person gave the finding a grade: the program never rates. */
static void put_claim(at_exporting *x, sqlite3_stmt *st)
{
    static const char *const kinds[] = {"event", "figure", "statement"};
    at_str grade = at_sql_column(st, GRADE);
    at_json j = {x->out, false};
    bool fits = false;
    for (size_t i = 0; i < 3; i++)
        fits |= at_eq(at_sql_column(st, KIND), at_strz(kinds[i]));
    if (!fits) {
        x->count->outside++;
        return;
    }
    at_buf_put(x->out, x->count->rows ? AT_S(",\n") : AT_S("\n"));
    x->count->rows++;
    if (grade.n < 2 || grade.p[1] < '1' || grade.p[1] > '6') {
        claim(x, &j, st);
        return;
    }
    at_json_open(&j, '{');
    text(&j, "@type", AT_S("ClaimReview"));
    text(&j, "claimReviewed", at_sql_column(st, WORDS));
    at_json_key(&j, "itemReviewed");
    claim(x, &j, st);
    at_json_key(&j, "reviewRating");
    at_json_open(&j, '{');
    text(&j, "@type", AT_S("Rating"));
    at_json_key(&j, "ratingValue");
    at_json_int(&j, grade.p[1] - '0');
    at_json_key(&j, "bestRating");
    at_json_int(&j, 1);
    at_json_key(&j, "worstRating");
    at_json_int(&j, 6);
    text(&j, "alternateName", at_arena_fmt(x->mem, "%s, source %c", credible[grade.p[1] - '1'], grade.p[0]));
    at_json_close(&j, '}');
    at_json_close(&j, '}');
}

at_code at_annotations(at_exporting *x, const at_filter *f, bool claims, int (*write)(void *user, at_str piece), void *user, at_err *err)
{
    static const at_filter none;
    at_sql q = {x->store->db, SQLITE_OK};
    f = f ? f : &none;
    at_buf_put(x->out, claims ? AT_S("{\"@context\":\"https://schema.org\",\"@graph\":[")
                              : AT_S("{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"prov\":\"http://www.w3.org/ns/prov#\"}],"
                                     "\"id\":\"urn:attest:annotations\",\"type\":\"AnnotationPage\",\"items\":["));
    sqlite3_stmt *st = at_sql_prepare(&q, sql);
    at_sql_text(&q, st, 1, f->report.p ? f->report : AT_S(""));
    at_sql_text(&q, st, 2, f->since.p ? f->since : AT_S(""));
    at_sql_text(&q, st, 3, f->until.p ? f->until : AT_S(""));
    at_mark start = at_arena_mark(x->mem);
    bool going = true;
    while (going && at_sql_step(&q, st) && !x->out->bad) {
        (claims ? put_claim : put_annotation)(x, st);
        at_arena_reset(x->mem, start);
        if (x->out->n > 1 << 16) {
            going = write(user, (at_str){x->out->p, x->out->n}) != 0;
            x->out->n = 0;
        }
    }
    at_sql_end(&q, st);
    at_buf_put(x->out, AT_S("\n]}\n"));
    return at_sql_code(&q, err);
}
