#include "serve/evidence.h"

#include "base/data.h"
#include "base/table.h"
#include "base/utf8.h"
#include "serve/marks.h"
#include "serve/scope.h"
#include "serve/server.h"

/* ---- the words in their place ---- */

static at_str text_of(at__req *r, int64_t n)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT text FROM report WHERE n = ?1");
    at_sql_int(&r->q, st, 1, n);
    at_str text = at_sql_step(&r->q, st) ? at__req_copy(r, st, 0) : AT_S("");
    at__req_end(r, st);
    return text;
}

/* The paragraph around a span, at most some 400 bytes to each side, so that the buttons stay in sight. */
static at_span around(at_str text, at_span s)
{
    enum { SIDE = 400 };
    size_t beg = s.beg, end = s.end;
    while (beg > 0 && s.beg - beg < SIDE && !(text.p[beg - 1] == '\n' && beg > 1 && text.p[beg - 2] == '\n'))
        beg--;
    while (end < text.n && end - s.end < SIDE && !(text.p[end] == '\n' && end + 1 < text.n && text.p[end + 1] == '\n'))
        end++;
    while (beg < s.beg && !at_utf8_boundary(text, beg))
        beg++;
    while (end > s.end && !at_utf8_boundary(text, end))
        end--;
    return (at_span){(uint32_t)beg, (uint32_t)end};
}

void at__evidence_words(at__req *r, const at__fact *f)
{
    at_str text = text_of(r, f->n);
    AT_VEC(at__mark) marks = {0};
    size_t first = 0;
    if (f->span.end > text.n || f->span.beg >= f->span.end) {
        at__html(&r->out, "<blockquote class=context>$s</blockquote>", f->words);
        return;
    }
    *at_push(&r->mem, &marks) = (at__mark){f->span, AT_S("words"), AT_S("")};
    *at_push(&r->mem, &marks) = (at__mark){f->date_span, AT_S("when"), AT_S("")};
    for (size_t i = 0; i < f->nsaid; i++) {
        *at_push(&r->mem, &marks) = (at__mark){f->said[i].span, AT_S("who"), AT_S("")};
        *at_push(&r->mem, &marks) = (at__mark){f->said[i].cue, AT_S("cue"), AT_S("")};
    }
    size_t n = at__marks_sort(marks.p, marks.n, text);
    at_span within = around(text, f->span);
    at_buf_put(&r->out, AT_S("<blockquote class=context>"));
    at_buf_put(&r->out, within.beg ? AT_S("… ") : AT_S(""));
    at__marks_put(r, text, within, marks.p, n, &first);
    at_buf_put(&r->out, within.end < text.n ? AT_S(" …") : AT_S(""));
    at_buf_put(&r->out, AT_S("</blockquote><p class=key><mark class=\"m words\">the words</mark> <mark class=\"m who\">who says so</mark> <mark class=\"m cue\">by which word</mark> "
                             "<mark class=\"m when\">the day</mark></p>\n"));
}

/* ---- the chain ---- */

static void source_kind(at_buf *b, at_str kind)
{
    static const char *const words[][2] = {{"named", "a named person or body"}, {"office", "an office or group"}, {"media", "other media"}, {"unnamed", "not named"}, {"document", "a document"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (at_eq(kind, at_strz(words[i][0])))
            at__html(b, " <span class=note>($z)</span>", words[i][1]);
}

static void speakers(at__req *r, const at__fact *f)
{
    at_buf *b = &r->out;
    at_buf_put(b, AT_S("<dt>Says so<dd>"));
    if (!f->nsaid) {
        at_buf_put(b, AT_S("the report itself"));
        return;
    }
    at_buf_put(b, AT_S("<ol class=chain>"));
    for (size_t i = f->nsaid; i-- > 0;) {
        const at__said *s = &f->said[i];
        at_str name = s->name.n ? s->name : s->role;
        at__html(b, "<li><a href=\"/actor?name=$u\"><bdi>$s</bdi></a>", name, name);
        if (s->role.n && s->name.n)
            at__html(b, ", <bdi>$s</bdi>", s->role);
        source_kind(b, s->kind);
        at_buf_put(b, i ? AT_S("<li class=by>quoted by") : AT_S(""));
    }
    at_buf_put(b, AT_S("<li class=by>quoted by<li>"));
    at__fact_report(r, f);
    at_buf_put(b, AT_S("</ol>"));
}

static void place_line(at__req *r, const at__fact *f)
{
    static const char *const exact[] = {"", "a town", "a part of a town", "a district", "a region", "a river, mountain or the like", "a whole country", "a sea"};
    at_buf *b = &r->out;
    if (!f->place.n)
        return;
    at_buf_put(b, AT_S("<dt>Where<dd><a href=\""));
    at__html(b, "/events?place=$u\"><bdi>$s</bdi></a>", f->place, f->place);
    if (f->country.n)
        at__html(b, ", $s", at__country(f->country));
    if (f->place_precision > 0 && f->place_precision < 8)
        at__html(b, " <span class=note>($z)</span>", exact[f->place_precision]);
    if (f->located)
        at__html(b, " <span class=note>$f, $f</span>", f->lat, f->lon);
}

/* The row "events.tsv:12" with the names of its columns. */
static void lexicon_row(at__req *r, at_str ref)
{
    char file[64];
    at_table t;
    at_err err;
    int64_t line = 0;
    size_t colon = at_index_char(ref, ':', 0);
    at__html(&r->out, "<dt>Lexicon<dd><code>$s</code>", ref);
    if (colon >= sizeof file || !at_to_i64(at_sub(ref, colon + 1, ref.n), &line))
        return;
    memcpy(file, ref.p, colon);
    file[colon] = 0;
    if (at_table_parse(&t, &r->mem, at_strz(file), at_data(file), &err) != AT_OK)
        return;
    for (uint32_t i = 0; i < t.nrows; i++)
        for (uint32_t c = 0; t.lines[i] == line && c < t.ncols; c++)
            if (at_cell(&t, i, c).n)
                at__html(&r->out, " <span class=cell>$s <b>$s</b></span>", t.cols[c], at_sub(at_cell(&t, i, c), 0, 200));
}

/* Findings of the same incident within the report, and disputes that this one is a side of. */
static void company(at__req *r, const at__fact *f)
{
    at_str id = at_sub(f->id, at_index_char(f->id, ':', 0) + 1, f->id.n);
    bool any = false;
    sqlite3_stmt *st = at__req_sql(r, "SELECT f.key, f.id, f.words FROM finding f WHERE f.report = ?1 AND f.incident = ?2 AND f.pos <> ?3 AND NOT f.confidential LIMIT 20");
    at_sql_int(&r->q, st, 1, f->n);
    at_sql_text(&r->q, st, 2, f->incident);
    at_sql_int(&r->q, st, 3, f->pos);
    while (at_sql_step(&r->q, st)) {
        at_buf_put(&r->out, any ? AT_S("") : AT_S("<dt>Also told by<dd><ul>"));
        at__html(&r->out, "<li><a href=\"/finding/$u\">“$s”</a>", at_sql_column(st, 0), at_sql_column(st, 2));
        any = true;
    }
    at__req_end(r, st);
    at_buf_put(&r->out, any ? AT_S("</ul>") : AT_S(""));
    any = false;
    st = at__req_sql(r, "SELECT m.incident, (SELECT count(DISTINCT t.report) FROM told t WHERE t.incident = m.incident) FROM link_member m WHERE m.report = ?1 AND m.pos = ?2");
    at_sql_int(&r->q, st, 1, f->n);
    at_sql_int(&r->q, st, 2, f->pos);
    if (at_sql_step(&r->q, st) && sqlite3_column_int64(st, 1) > 1)
        at__html(&r->out, "<dt>Incident<dd><a href=\"/incident/i$d\">told by $n reports</a>", (long long)sqlite3_column_int64(st, 0), (long long)sqlite3_column_int64(st, 1));
    at__req_end(r, st);
    st = at__req_sql(r, "SELECT DISTINCT d.id, d.type FROM dispute d, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k WHERE d.report = ?1 AND k.value = ?2");
    at_sql_int(&r->q, st, 1, f->n);
    at_sql_text(&r->q, st, 2, id);
    while (at_sql_step(&r->q, st)) {
        at_buf_put(&r->out, any ? AT_S(", ") : AT_S("<dt>Disputed<dd>"));
        at__html(&r->out, "<a href=\"/disputes?report=$d#$d-$s\">$s: accounts differ</a>", (long long)f->n, (long long)f->n, at_sql_column(st, 0), at_sql_column(st, 1));
        any = true;
    }
    at__req_end(r, st);
}

void at__evidence_chain(at__req *r, const at__fact *f)
{
    at_buf *b = &r->out;
    at_buf_put(b, AT_S("<dl class=why>"));
    speakers(r, f);
    at__html(b, "<dt>Stance<dd><span class=\"st $s\">$s</span>", f->stance, f->stance);
    at_buf_put(b, f->negated ? AT_S(" · said not to have happened") : AT_S(""));
    if (f->from.n || f->to.n) {
        at_buf_put(b, AT_S("<dt>When<dd>"));
        at__fact_when(b, f);
        at_buf_put(b, f->date_span.end ? AT_S("") : AT_S(" <span class=note>(from context)</span>"));
    }
    place_line(r, f);
    if (f->phase.n)
        at__html(b, "<dt>Phase<dd>$s", f->phase);
    at_buf_put(b, AT_S("<dt>Report<dd>"));
    at__fact_report(r, f);
    at__html(b, ", bytes $n to $n of its text", (long long)f->span.beg, (long long)f->span.end);
    at__html(b, "<dt>Rule<dd><code>$s</code>, $d % sure", f->rule.n ? f->rule : AT_S("not known"), (long long)(f->confidence * 100 + 0.5));
    if (f->row.n)
        lexicon_row(r, f->row);
    company(r, f);
    at__html(b, "<dt>Link<dd><a href=\"/finding/$u\"><code>/finding/$s</code></a> <span class=note>stays when the report is read anew</span></dl>\n", f->key, f->key);
}

/* ---- judging ---- */

static const struct {
    const char *kind, *fields;
} correctable[] = {
    {"event", "type|mode|actor|recipient|measure|phase"}, {"figure", "what|who|low|high|qualifier"}, {"statement", "direct"}, {"demand", "demand|demanded_by"},
    {"cause", "effect|cause"}, {"framing", "framed|framing"}, {"silence", "about|type"},
};

static void options(at_buf *b, const char *words)
{
    at_str rest = at_strz(words), word;
    while (at_cut(&rest, '|', &word))
        at__html(b, "<option>$s", word);
}

static void begin_form(at__req *r, const at__fact *f, const char *back, const char *class)
{
    at__html(&r->out, "<form method=post action=\"/review\" class=\"$z\"><input type=hidden name=token value=\"$s\"><input type=hidden name=back value=\"$z\">"
                      "<input type=hidden name=target value=\"$s\">",
             class, at__server_token(r->server), back, f->key);
}

static void who_field(at__req *r)
{
    at__html(&r->out, "<label>Judged by <input name=who required maxlength=80 value=\"$s\" autocomplete=name></label>", at__server_who(r->server));
}

void at__evidence_forms(at__req *r, const at__fact *f, const char *back)
{
    at_buf *b = &r->out;
    begin_form(r, f, back, "judge");
    who_field(r);
    at_buf_put(b, AT_S("<label>Reason <input name=why maxlength=500 placeholder=\"if there is one\"></label><div class=buttons>"
                       "<button name=verdict value=accept class=yes data-key=a>Accept <kbd>a</kbd></button><button name=verdict value=reject class=no data-key=r>Reject <kbd>r</kbd></button>"
                       "</div></form>\n<details class=correct data-key=c><summary>Correct a field <kbd>c</kbd></summary>"));
    begin_form(r, f, back, "fields"); /* forms of their own: Enter in a field must not press a button of another verdict */
    at_buf_put(b, AT_S("<label>Field <select name=field>"));
    for (size_t i = 0; i < sizeof correctable / sizeof *correctable; i++)
        if (at_eq(f->kind, at_strz(correctable[i].kind)))
            options(b, correctable[i].fields);
    options(b, "stance|negated|date_from|date_to|place|source");
    at_buf_put(b, AT_S("</select></label><label>is <input name=value maxlength=500></label>"));
    who_field(r);
    at_buf_put(b, AT_S("<button name=verdict value=correct>Correct</button></form></details>\n<details class=correct><summary>More: grade, merge, split, confidential</summary>"));
    static const struct {
        const char *field, *label, *hint, *verdict, *button, *also, *also_button;
    } more[] = {{"grade", "Grade", "B2", "grade", "Grade it", NULL, NULL},
                {"other", "Other finding", "7:f3", "merge", "Same incident", "split", "Not the same"},
                {"why", "Reason", "", "close", "Mark confidential", NULL, NULL}};
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        begin_form(r, f, back, "fields");
        at__html(b, "<label>$z <input name=$z maxlength=200 size=14 placeholder=\"$z\"></label>", more[i].label, more[i].field, more[i].hint);
        who_field(r);
        at__html(b, "<button name=verdict value=$z>$z</button>", more[i].verdict, more[i].button);
        if (more[i].also)
            at__html(b, "<button name=verdict value=$z>$z</button>", more[i].also, more[i].also_button);
        at_buf_put(b, AT_S("</form>"));
    }
    at_buf_put(b, AT_S("</details>\n"));
}

void at__evidence_log(at__req *r, const at__fact *f, const char *back)
{
    at_buf *b = &r->out;
    int64_t n = 0;
    sqlite3_stmt *st = at__req_sql(r, "SELECT n, at, who, verdict, before, after, why FROM judgement WHERE key = ?1 OR key LIKE ?1 || '+%' OR key LIKE '%+' || ?1 ORDER BY n");
    at_sql_text(&r->q, st, 1, f->key);
    while (at_sql_step(&r->q, st)) {
        at_buf_put(b, n++ ? AT_S("") : AT_S("<section class=log><h2>What people decided</h2><ol>"));
        at__html(b, "<li><span class=verdict>$s</span> by <b>$s</b> <span class=pub>$s</span>", at_sql_column(st, 3), at_sql_column(st, 2), at_sql_column(st, 1));
        if (sqlite3_column_type(st, 4) != SQLITE_NULL)
            at__html(b, " <code>$s</code> →", at_sql_column(st, 4));
        if (sqlite3_column_type(st, 5) != SQLITE_NULL)
            at__html(b, " <code>$s</code>", at_sql_column(st, 5));
        if (sqlite3_column_type(st, 6) != SQLITE_NULL)
            at__html(b, " “$s”", at_sql_column(st, 6));
        begin_form(r, f, back, "undo");
        at__html(b, "<input type=hidden name=who value=\"$s\"><input type=hidden name=number value=$d><button name=verdict value=undo>Take back</button></form>", at__server_who(r->server),
                 (long long)sqlite3_column_int64(st, 0));
    }
    at__req_end(r, st);
    at_buf_put(b, n ? AT_S("</ol></section>\n") : AT_S(""));
}
