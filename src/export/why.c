#include "export/why.h"

#include "base/data.h"
#include "base/str.h"
#include "base/table.h"
#include "export/marked.h"
#include "text/sentence.h"
#include <stdlib.h>

#define LABEL 2
#define BODY  13 /* column behind the labels */

static void label(at_page *p, const char *name)
{
    at_page_to(p, LABEL);
    at_page_put(p, AT_DIM, at_strz(name));
    at_page_to(p, BODY);
}

/* ---- one finding ---- */

/* "13 law enforcement officers killed", "troops → protesters: ASSAULT crowd-control". */
static void gist(at_page *p, const at_entry *e)
{
    static const at_str arrow = {" \xE2\x86\x92 ", 5};
    switch (e->kind) {
    case AT_K_EVENT:
        at_page_put(p, AT_BOLD, e->type);
        at_page_fmt(p, AT_BOLD, "%s%.*s", e->mode.n ? " " : "", AT_FMT(e->mode));
        if (e->who.n || e->whom.n)
            at_page_put(p, AT_PLAIN, AT_S(": "));
        if (e->who.n)
            at_show_list(p, AT_BOLD, &e->who);
        else if (e->whom.n)
            at_page_put(p, AT_DIM, AT_S("(not said)"));
        if (e->whom.n) {
            at_page_put(p, AT_PLAIN, arrow);
            at_show_list(p, AT_BOLD, &e->whom);
        }
        break;
    case AT_K_FIGURE:
        at_show_bounds(p, e);
        at_page_put(p, AT_PLAIN, AT_S(" "));
        at_page_put(p, AT_BOLD, e->counted);
        at_page_put(p, AT_PLAIN, AT_S(" "));
        at_page_put(p, AT_BOLD, e->what);
        break;
    case AT_K_DEMAND:
        at_show_list(p, AT_BOLD, &e->who);
        at_page_put(p, AT_PLAIN, e->who.n ? AT_S(" demand: ") : AT_S("demanded: "));
        at_page_put(p, AT_BOLD, e->text);
        break;
    case AT_K_CAUSE:
        at_page_put(p, AT_BOLD, e->text);
        at_page_put(p, AT_PLAIN, AT_S(" \xE2\x87\x92 "));
        at_page_put(p, AT_BOLD, e->of);
        break;
    case AT_K_FRAMING:
        at_page_put(p, AT_BOLD, e->of.n ? e->of : AT_S("(not said)"));
        at_page_put(p, AT_PLAIN, AT_S(" called \xE2\x80\x9C"));
        at_page_put(p, AT_BOLD, e->text);
        at_page_put(p, AT_PLAIN, AT_S("\xE2\x80\x9D"));
        break;
    case AT_K_SILENCE:
        at_page_put(p, AT_BOLD, e->text);
        break;
    default:
        at_page_put(p, AT_BOLD, e->nvoices ? e->voices[e->nvoices - 1].name : e->head);
        break;
    }
}

static void report_lines(at_page *p, const at_told *t)
{
    int32_t day = at_day_parse(t->published);
    label(p, "report");
    at_page_put(p, AT_BOLD, at_show_source(t));
    if (day != AT_NODAY) {
        at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
        at_page_day(p, AT_PLAIN, day, false);
    }
    if (t->byline.n) {
        at_page_put(p, AT_PLAIN, AT_S(" \xC2\xB7 "));
        at_show_list(p, AT_PLAIN, &t->byline);
    }
    at_page_line(p);
    at_page_to(p, BODY);
    if (t->title.n) {
        at_page_put(p, AT_PLAIN, t->title);
        at_page_line(p);
        at_page_to(p, BODY);
    }
    if (t->url.n || !at_eq(t->name, at_show_source(t))) {
        at_page_put(p, AT_PLAIN, t->url.n ? t->url : t->name);
        at_page_line(p);
        at_page_to(p, BODY);
    }
    at_page_fmt(p, AT_DIM, "%.*s \xC2\xB7 its bytes have SHA-256 %.16s", AT_FMT(t->id),
                t->source_sha256.n >= 16 ? t->source_sha256.p : "(unknown)");
    at_page_line(p);
}

/* The sentences that hold the finding's words. */
static at_span sentences(at_str text, at_span s, at_arena *mem)
{
    at_mark m = at_arena_mark(mem);
    at__split split = {0};
    at_span out = s;
    at__split_text(&split, mem, text);
    for (size_t i = 0; i < split.sents.n; i++) {
        at__range r = split.sents.p[i];
        at_span x = {split.words.p[r.beg].beg, split.words.p[r.end - 1].end};
        if (x.beg < s.end && x.end > s.beg) {
            out.beg = x.beg < out.beg ? x.beg : out.beg;
            out.end = x.end > out.end ? x.end : out.end;
        }
    }
    at_arena_reset(mem, m);
    return out;
}

typedef AT_VEC(at_marked) marks;

static void mark(marks *v, at_arena *mem, at_span s, char c)
{
    if (s.end > s.beg)
        *at_push(mem, v) = (at_marked){s, c};
}

/* Where the head's words stand inside the span. */
static at_span head_span(at_str text, const at_entry *e)
{
    size_t at = e->head.n ? at_index(at_sub(text, 0, e->span.end), e->head, e->span.beg) : SIZE_MAX;
    return at == SIZE_MAX ? (at_span){0, 0} : (at_span){(uint32_t)at, (uint32_t)(at + e->head.n)};
}

/* Where the words stand in the file, if that is not where they stand in the kept text. */
static void file_bytes(at_page *p, const at_told *t, at_span s)
{
    const at_kept k = {.ways = {.p = t->ways.p, .n = t->ways.n}};
    bool within = t->within.n > 0;
    if ((!t->ways.n && !within) || s.end <= s.beg)
        return;
    int64_t beg = t->ways.n ? at_kept_source(&k, s.beg) : s.beg, end = t->ways.n ? at_kept_source(&k, s.end - 1) + 1 : s.end;
    at_page_to(p, BODY);
    if (within)
        at_page_fmt(p, AT_DIM, "bytes %lld to %lld of what begins at byte %lld of %.*s", (long long)beg, (long long)end, (long long)t->within_byte,
                    AT_FMT(t->within));
    else
        at_page_fmt(p, AT_DIM, "in the file itself bytes %lld to %lld", (long long)beg, (long long)end);
    at_page_line(p);
}

static void words(at_page *p, const at_account *a, const at_entry *e, at_arena *mem)
{
    const at_told *t = &a->reports.p[e->report];
    marks v = {0};
    label(p, "words");
    if (!at_account_words(a, e, e->span).n) {
        at_page_fmt(
            p, AT_PLAIN,
            "bytes %u to %u of %lld; the record came without text: add it with attest add or with attest read --with-text",
            e->span.beg, e->span.end, (long long)t->bytes);
        at_page_line(p);
        return;
    }
    at_span s = sentences(t->text, e->span, mem), head = head_span(t->text, e);
    bool voice = false, when = e->date_span.beg >= s.beg && e->date_span.end <= s.end && e->date_span.end > 0;
    mark(&v, mem, e->span, '~');
    if (when)
        mark(&v, mem, e->date_span, ':');
    for (size_t i = 0; i < e->nvoices; i++)
        if (e->voices[i].span.end > e->voices[i].span.beg && e->voices[i].span.beg >= s.beg && e->voices[i].span.end <= s.end) {
            mark(&v, mem, e->voices[i].span, '=');
            voice = true;
        }
    mark(&v, mem, head, '^');
    at_marked_put(p, t->text, s, v.p, v.n, BODY, mem);
    at_page_to(p, BODY);
    at_page_fmt(p, AT_DIM, "bytes %u to %u of %lld; ~ the words%s%s%s", e->span.beg, e->span.end, (long long)t->bytes,
                head.end > head.beg ? ", ^ what names it" : "", voice ? ", = who says so" : "", when ? ", : when" : "");
    at_page_line(p);
    file_bytes(p, t, e->span);
}

static void voices(at_page *p, const at_account *a, const at_entry *e)
{
    static const char *const kinds[][2] = {{"named", "a named person or body"},
                                           {"office", "an office"},
                                           {"media", "a medium"},
                                           {"unnamed", "not named"},
                                           {"document", "a document"}};
    label(p, "says so");
    if (!e->nvoices) {
        at_page_put(p, AT_PLAIN,
                    at_eq(e->stance, AT_S("reported")) ? AT_S("somebody whom the report does not name")
                                                       : AT_S("the report itself"));
        at_page_line(p);
    }
    for (size_t i = e->nvoices; i-- > 0;) {
        const at_voice *v = &e->voices[i];
        at_str cue = at_account_words(a, e, v->cue), kind = v->kind;
        at_page_to(p, BODY);
        if (i + 1 < e->nvoices)
            at_page_put(p, AT_PLAIN, AT_S("quoted by "));
        at_page_put(p, AT_BOLD, v->name.n ? v->name : AT_S("(no name)"));
        if (v->role.n && !at_eq_fold(v->role, v->name))
            at_page_fmt(p, AT_PLAIN, ", %.*s", (int)(v->role.n < 300 ? v->role.n : 300), v->role.p);
        for (size_t k = 0; k < 5; k++)
            if (at_eq(kind, at_strz(kinds[k][0])))
                at_page_fmt(p, AT_DIM, " (%s)", kinds[k][1]);
        if (cue.n)
            at_page_fmt(p, AT_PLAIN, ", by the word \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)(cue.n < 100 ? cue.n : 100), cue.p);
        at_page_line(p);
    }
    if (e->stance.n && !at_eq(e->stance, AT_S("asserted"))) {
        label(p, "stance");
        at_page_put(p, AT_WARN, e->stance);
        at_page_line(p);
    }
    if (e->negated) {
        label(p, "denial");
        at_page_put(p, AT_WARN, AT_S("it is said that this did not happen"));
        at_page_line(p);
    }
}

static void where_and_when(at_page *p, const at_account *a, const at_entry *e)
{
    if (e->from != AT_NODAY || e->to != AT_NODAY) {
        at_str said = at_account_words(a, e, e->date_span);
        label(p, "when");
        at_page_days(p, AT_PLAIN, e->from, e->to);
        if (said.n)
            at_page_fmt(p, AT_PLAIN, ", from \xE2\x80\x9C%.*s\xE2\x80\x9D", (int)(said.n < 200 ? said.n : 200), said.p);
        else
            at_page_put(p, AT_DIM, AT_S(", from what is told around it"));
        at_page_line(p);
    }
    if (!e->spot && !e->where.n)
        return;
    label(p, "where");
    at_show_place(p, e);
    if (e->spot && e->spot->precision < 6 && (e->spot->admin1.n || e->spot->country.n)) /* 6 is a country itself */
        at_page_fmt(p, AT_PLAIN, ", %.*s%s%.*s", AT_FMT(e->spot->admin1), e->spot->admin1.n && e->spot->country.n ? ", " : "",
                    AT_FMT(e->spot->country));
    if (e->spot && (e->spot->geonames || e->spot->lat < 0 || e->spot->lat > 0))
        at_page_fmt(p, AT_DIM, " (%.4f, %.4f)", e->spot->lat, e->spot->lon);
    if (e->spot && e->spot->geonames)
        at_page_fmt(p, AT_DIM, " GeoNames %lld", (long long)e->spot->geonames);
    at_page_line(p);
}

/* The row "events.tsv:12" with the names of its columns. */
static void lexicon_row(at_page *p, at_str ref, at_arena *mem)
{
    char file[64];
    at_table t;
    at_err err;
    int64_t line = 0;
    size_t colon = at_index_char(ref, ':', 0);
    label(p, "row");
    at_page_put(p, AT_PLAIN, ref);
    if (colon < sizeof file && at_to_i64(at_sub(ref, colon + 1, ref.n), &line)) {
        memcpy(file, ref.p, colon);
        file[colon] = 0;
        if (at_table_parse(&t, mem, at_strz(file), at_data(file), &err) == AT_OK)
            for (uint32_t r = 0; r < t.nrows; r++)
                for (uint32_t c = 0; t.lines[r] == line && c < t.ncols; c++)
                    if (at_cell(&t, r, c).n)
                        at_page_fmt(p, AT_PLAIN, "%s %.*s=%.*s", c ? "" : ":", AT_FMT(t.cols[c]),
                                    (int)(at_cell(&t, r, c).n < 200 ? at_cell(&t, r, c).n : 200), at_cell(&t, r, c).p);
    }
    at_page_line(p);
}

/* Other findings of the same incident, and disputes that this one is a side of. */
static void company(at_page *p, const at_account *a, const at_entry *e)
{
    const at_told *t = &a->reports.p[e->report];
    bool any = false;
    for (uint32_t i = t->beg; e->incident.n && i < t->end; i++) {
        const at_entry *o = &a->entries.p[i];
        if (o == e || !at_eq(o->incident, e->incident))
            continue;
        if (!any) {
            label(p, "incident");
            at_page_put(p, AT_PLAIN, e->incident);
            at_page_put(p, AT_PLAIN, AT_S(", also told by "));
        } else {
            at_page_put(p, AT_PLAIN, AT_S(", "));
        }
        at_show_id(p, a, o);
        any = true;
    }
    if (any)
        at_page_line(p);
    for (size_t i = 0; i < a->splits.n; i++) {
        const at_split *s = &a->splits.p[i];
        bool mine = false;
        for (size_t k = 0; s->report == e->report && k < s->sides.n; k++)
            for (size_t m = 0; m < s->sides.p[k].findings.n; m++)
                mine = mine || at_eq(s->sides.p[k].findings.p[m], e->id);
        if (!mine)
            continue;
        label(p, "dispute");
        at_page_fmt(p, AT_WARN, "%.*s (%.*s)", AT_FMT(s->id), AT_FMT(s->type));
        at_page_put(p, AT_PLAIN, AT_S(" with "));
        const char *sep = "";
        for (size_t k = 0; k < s->sides.n; k++)
            for (size_t m = 0; m < s->sides.p[k].findings.n; m++)
                if (!at_eq(s->sides.p[k].findings.p[m], e->id)) {
                    at_page_fmt(p, AT_PLAIN, "%s%.*s", sep, AT_FMT(s->sides.p[k].findings.p[m]));
                    sep = ", ";
                }
        at_page_line(p);
    }
}

static void finding(at_page *p, const at_account *a, const at_entry *e, at_arena *mem)
{
    at_show_id(p, a, e);
    at_page_fmt(p, AT_PLAIN, " %s: ", at_kind_name(e->kind));
    p->hang = 2;
    gist(p, e);
    at_page_gap(p);
    report_lines(p, &a->reports.p[e->report]);
    words(p, a, e, mem);
    voices(p, a, e);
    where_and_when(p, a, e);
    if (e->measure.n) {
        label(p, "measure");
        at_page_put(p, AT_PLAIN, e->measure);
        at_page_line(p);
    }
    label(p, "rule");
    at_page_put(p, AT_PLAIN, e->rule.n ? e->rule : AT_S("(not known)"));
    at_page_fmt(p, AT_DIM, ", confidence %.2f", e->confidence);
    at_page_line(p);
    if (e->row.n)
        lexicon_row(p, e->row, mem);
    company(p, a, e);
    label(p, "key");
    at_page_put(p, AT_DIM, e->key);
    at_page_line(p);
}

/* ---- incidents and disputes ---- */

static bool incident(at_page *p, const at_account *a, uint32_t report, at_str id, at_arena *mem)
{
    const at_told *t = &a->reports.p[report];
    bool any = false;
    for (uint32_t i = t->beg; i < t->end; i++)
        if (at_eq(a->entries.p[i].incident, id)) {
            if (any)
                at_page_line(p);
            finding(p, a, &a->entries.p[i], mem);
            any = true;
        }
    return any;
}

static bool dispute(at_page *p, const at_account *a, uint32_t report, at_str id, at_arena *mem)
{
    for (size_t i = 0; i < a->splits.n; i++) {
        const at_split *s = &a->splits.p[i];
        if (s->report != report || !at_eq(s->id, id))
            continue;
        at_page_fmt(p, AT_WARN, "%.*s: %zu sides that cannot all be right (%.*s)", AT_FMT(s->id), s->sides.n, AT_FMT(s->type));
        at_page_line(p);
        for (size_t k = 0; k < s->sides.n; k++)
            for (size_t m = 0; m < s->sides.p[k].findings.n; m++) {
                const at_entry *e = at_account_entry(a, report, s->sides.p[k].findings.p[m]);
                if (!e)
                    continue;
                at_page_gap(p);
                at_page_fmt(p, AT_BOLD, "Side %zu", k + 1);
                at_page_line(p);
                finding(p, a, e, mem);
            }
        return true;
    }
    return false;
}

bool at_why(at_page *p, const at_account *a, uint32_t report, at_str id, at_arena *mem)
{
    const at_told *t = &a->reports.p[report];
    for (uint32_t i = t->beg; i < t->end; i++)
        if (at_eq(a->entries.p[i].id, id) || at_eq(a->entries.p[i].key, id)) {
            finding(p, a, &a->entries.p[i], mem);
            return true;
        }
    return at_starts(id, AT_S("d")) ? dispute(p, a, report, id, mem) : incident(p, a, report, id, mem);
}
