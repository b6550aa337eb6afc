/* Review in place: the finding that a person should look at next, and judgements. */
#include "base/err.h"
#include "serve/evidence.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/server.h"
#include "serve/view.h"

/* The key of the finding at place `skip` of the queue, of one kind if kind is given; *left: how many there are. */
static at_str next_key(at__req *r, int64_t skip, at_str kind, int64_t *left)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT count(*) FROM finding f JOIN report r ON r.n = f.report WHERE f.status = '' AND NOT f.confidential AND NOT r.confidential AND (?1 = '' OR f.kind = ?1)");
    at_sql_text(&r->q, st, 1, kind);
    *left = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    st = at__req_sql(r, "SELECT key FROM queue WHERE NOT confidential AND (?1 = '' OR kind = ?1) ORDER BY disputed DESC, confidence, n, pos LIMIT 1 OFFSET ?2");
    at_sql_text(&r->q, st, 1, kind);
    at_sql_int(&r->q, st, 2, skip);
    at_str key = at_sql_step(&r->q, st) ? at__req_copy(r, st, 0) : AT_S("");
    at__req_end(r, st);
    return key;
}

/* What was judged last, with the way to take it back. */
static void last_judgements(at__req *r)
{
    at_buf *b = &r->out;
    bool any = false;
    sqlite3_stmt *st = at__req_sql(r, "SELECT j.n, j.at, j.who, j.verdict, j.key, f.words, f.report || ':' || f.id FROM judgement j LEFT JOIN open_finding f ON f.key = j.key ORDER BY j.n DESC LIMIT 12");
    while (at_sql_step(&r->q, st)) {
        at_buf_put(b, any ? AT_S("") : AT_S("<section class=log><h2>Decided last</h2><ol>"));
        any = true;
        at__html(b, "<li><span class=\"verdict $s\">$s</span> <a href=\"/finding/$u\">$s</a> “$s” <span class=pub>by <b>$s</b>, $s</span>", at_sql_column(st, 3), at_sql_column(st, 3),
                 at_sql_column(st, 4), at_sql_column(st, 6), at_sub(at_sql_column(st, 5), 0, 160), at_sql_column(st, 2), at_sql_column(st, 1));
        if (!at_eq(at_sql_column(st, 3), AT_S("undo")))
            at__html(b, "<form method=post action=\"/review\" class=undo><input type=hidden name=token value=\"$s\"><input type=hidden name=back value=\"/review\"><input type=hidden name=who value=\"$s\">"
                        "<input type=hidden name=number value=$d><button name=verdict value=undo data-key=u>Take back</button></form>",
                     at__server_token(r->server), at_sql_column(st, 2), (long long)sqlite3_column_int64(st, 0));
    }
    at__req_end(r, st);
    at_buf_put(b, any ? AT_S("</ol></section>") : AT_S(""));
}

static void steps(at__req *r, int64_t skip, int64_t left, at_str kind)
{
    static const char *const kinds[] = {"event", "figure", "statement", "demand", "cause", "framing", "silence"};
    at_buf *b = &r->out;
    at__html(b, "<p class=count><b>$n</b> to review, number $n · ", (long long)left, (long long)skip + 1);
    if (skip)
        at__html(b, "<a href=\"/review?skip=$d&amp;kind=$u\" data-key=k rel=prev>previous <kbd>k</kbd></a> · ", (long long)skip - 1, kind);
    at__html(b, "<a href=\"/review?skip=$d&amp;kind=$u\" data-key=j rel=next>skip to the next <kbd>j</kbd></a></p><p class=jump>Only: ", (long long)skip + 1, kind);
    for (size_t i = 0; i < 7; i++)
        at__html(b, at_eq(kind, at_strz(kinds[i])) ? "<a href=\"/review?kind=$z\" aria-current=true>$z</a> " : "<a href=\"/review?kind=$z\">$z</a> ", kinds[i], kinds[i]);
    at_buf_put(b, AT_S("<a href=\"/review\">all</a></p>"));
}

void at__view_review(at__req *r)
{
    at__fact f = {0};
    int64_t skip = at__req_count(r, "skip", 0, 1000000000), left = 0;
    at_str kind = at__req_arg(r, "kind"), key = next_key(r, skip, kind, &left), trouble = at__req_arg(r, "trouble");
    at__page_head(r, "Review", "/review");
    at_buf_put(&r->out, AT_S("<h1>Review</h1><p class=lead>Is this what the report says? Findings in a dispute come first, then those the program is least sure of. Nothing is ever overwritten.</p>"));
    if (trouble.n)
        at__html(&r->out, "<p class=trouble role=alert>$s</p>", trouble);
    if (!key.n || !at__fact_find(r, &f, key)) {
        at_buf_put(&r->out, left ? AT_S("<p class=empty>No more in this direction. <a href=\"/review\" data-key=k>Back to the first</a></p>") : AT_S("<p class=empty>Every finding is judged.</p>"));
    } else {
        char back[100];
        (void)snprintf(back, sizeof back, "/review?skip=%lld&kind=%.10s", (long long)skip, kind.n ? kind.p : "");
        steps(r, skip, left, kind);
        at__html(&r->out, "<article class=\"finding card\" tabindex=-1><p class=kicker>$s <a href=\"/finding/$u\">$s</a></p><h2 class=gist>", f.kind, f.key, f.id);
        at__fact_gist(r, &f);
        at_buf_put(&r->out, AT_S("</h2>"));
        at__evidence_words(r, &f);
        at__evidence_forms(r, &f, back);
        at_buf_put(&r->out, AT_S("<details class=correct open><summary>Where it comes from</summary>"));
        at__evidence_chain(r, &f);
        at_buf_put(&r->out, AT_S("</details></article>"));
    }
    last_judgements(r);
    at__page_foot(r);
}

/* ---- a judgement comes in ---- */

static const struct {
    const char *name;
    at_verdict verdict;
    const char *value; /* the field of the form that holds it */
} verdicts[] = {
    {"accept", AT_JUDGE_ACCEPT, NULL},    {"reject", AT_JUDGE_REJECT, NULL},  {"correct", AT_JUDGE_CORRECT, "value"}, {"merge", AT_JUDGE_MERGE, "other"}, {"split", AT_JUDGE_SPLIT, "other"},
    {"grade", AT_JUDGE_GRADE, "grade"}, {"close", AT_JUDGE_CLOSE, NULL}, {"open", AT_JUDGE_UNCLOSE, NULL}, {"undo", AT_JUDGE_UNDO, "number"},
};

void at__view_judge(at__req *r)
{
    int64_t number;
    at_err err = {0};
    at_str back = at__req_field(r, "back"), said = at__req_field(r, "verdict");
    at_judgement j = {.target = at__req_field(r, "target"), .field = at__req_field(r, "field"), .who = at__req_field(r, "who"), .why = at__req_field(r, "why")};
    size_t k = 0, all = sizeof verdicts / sizeof *verdicts;
    while (k < all && !at_eq(said, at_strz(verdicts[k].name)))
        k++;
    at_code code = k < all ? AT_OK : at_fail(&err, AT_EUSAGE, "this is no verdict");
    if (code == AT_OK) {
        j.verdict = verdicts[k].verdict;
        j.value = verdicts[k].value ? at__req_field(r, verdicts[k].value) : AT_S("");
        j.who = j.who.n ? j.who : at__server_who(r->server);
        code = at_store_judge(r->store, &number, &j, &err);
    }
    bool own = at_starts(back, AT_S("/")) && !at_starts(back, AT_S("//")) && at_index_char(back, '\\', 0) == SIZE_MAX && at_index_char(back, '\n', 0) == SIZE_MAX &&
               at_index_char(back, '\r', 0) == SIZE_MAX && back.n < 200;
    back = own ? back : AT_S("/review");
    if (code != AT_OK) {
        at_buf to = {0};
        at__html(&to, at_index_char(back, '?', 0) == SIZE_MAX ? "?trouble=$u" : "&trouble=$u", at_strz(err.msg));
        back = at_arena_cat(&r->mem, back, (at_str){to.p ? to.p : "", to.n});
        at_buf_release(&to);
    }
    r->status = 303;
    r->location = back;
}
