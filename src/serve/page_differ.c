/* Where accounts differ: disputes side by side; who is called what, and by whom. */
#include "base/utf8.h"
#include "serve/fact.h"
#include "serve/layout.h"
#include "serve/scope.h"
#include "serve/view.h"

/* ---- disputes ---- */

static const char *type_words(at_str type)
{
    static const char *const words[][2] = {{"figure", "Figures that differ"}, {"denial", "Said and denied"}, {"doer", "Who did it"}, {"name", "What it is called"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (at_eq(type, at_strz(words[i][0])))
            return words[i][1];
    return "Accounts that differ";
}

/* The newest first; the index contest_since has them in this order. */
static const char in_order[] = " ORDER BY c.since DESC, c.n DESC, c.pos DESC, c.id DESC";

enum { ACROSS = 1000000000, PER_PAGE = 30 }; /* contest.n of a dispute across reports */

int64_t at__disputes_count(at__req *r, at_str type)
{
    sqlite3_stmt *st = at__req_sql(r, type.n ? "SELECT count(*) FROM contest c WHERE NOT c.confidential AND c.type = ?1" : "SELECT count(*) FROM contest c WHERE NOT c.confidential");
    if (type.n)
        at_sql_text(&r->q, st, 1, type);
    int64_t n = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    return n;
}

int64_t at__disputes_place(at__req *r, at_str id)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT (SELECT count(*) FROM contest c WHERE NOT c.confidential AND (coalesce(c.since, ''), c.n, c.pos, c.id) > (coalesce(o.since, ''), o.n, o.pos, o.id))"
                                      " FROM contest o WHERE o.id = ?1 AND NOT o.confidential");
    at_sql_text(&r->q, st, 1, id);
    int64_t n = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) / PER_PAGE : -1;
    at__req_end(r, st);
    return n;
}

/* ---- one dispute ---- */

typedef struct {
    int64_t n;
    at_str id, owner, type, since, moved;
} contest;

typedef struct {
    at_str side, source; /* source: empty within a report, where each finding names its own */
    int64_t report, pos;
} claim;
typedef AT_VEC(claim) claims;

/* The findings of a dispute within a report, side by side as its record has them. */
static void claims_within(at__req *r, claims *out, const contest *c)
{
    at_str id = at_sub(c->id, at_index_char(c->id, ':', 0) + 1, c->id.n);
    sqlite3_stmt *st = at__req_sql(r, "SELECT coalesce(json_extract(s.value, '$.who'), ''), f.pos, s.key FROM dispute d, json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k"
                                      " JOIN finding f ON f.report = d.report AND f.id = k.value WHERE d.report = ?1 AND d.id = ?2 ORDER BY s.key, k.key LIMIT 200");
    at_sql_int(&r->q, st, 1, c->n);
    at_sql_text(&r->q, st, 2, id);
    while (at_sql_step(&r->q, st)) {
        claim *x = at_push(&r->mem, out);
        *x = (claim){.side = at_arena_fmt(&r->mem, "%d %.*s", sqlite3_column_int(st, 2), AT_FMT(at_sql_column(st, 0))), .report = c->n, .pos = sqlite3_column_int64(st, 1)};
    }
    at__req_end(r, st);
}

static void claims_across(at__req *r, claims *out, const contest *c)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT side, source, report, pos FROM link_side WHERE owner = ?1 AND id = ?2 AND report NOT IN (SELECT n FROM report WHERE confidential) ORDER BY side, day LIMIT 200");
    at_sql_text(&r->q, st, 1, c->owner);
    at_sql_text(&r->q, st, 2, c->id);
    while (at_sql_step(&r->q, st))
        *at_push(&r->mem, out) = (claim){at__req_copy(r, st, 0), at__req_copy(r, st, 1), sqlite3_column_int64(st, 2), sqlite3_column_int64(st, 3)};
    at__req_end(r, st);
}

static claims claims_of(at__req *r, const contest *c)
{
    claims all = {0};
    if (c->n == ACROSS)
        claims_across(r, &all, c);
    else
        claims_within(r, &all, c);
    return all;
}

typedef AT_VEC(contest) contests;

static contests load(at__req *r, sqlite3_stmt *st)
{
    contests all = {0};
    while (at_sql_step(&r->q, st))
        *at_push(&r->mem, &all) = (contest){sqlite3_column_int64(st, 0), at__req_copy(r, st, 1), at__req_copy(r, st, 2), at__req_copy(r, st, 3), at__req_copy(r, st, 4), at__req_copy(r, st, 5)};
    at__req_end(r, st);
    return all;
}

/* ---- in short ---- */

static at_str clip(at_str words)
{
    size_t n = words.n < 160 ? words.n : 160;
    while (n && !at_utf8_boundary(words, n))
        n--;
    return n < words.n ? at_sub(words, 0, n) : words;
}

/* One side in a line: who, and the words of the first who took it. */
static void short_side(at__req *r, const claim *c, bool across)
{
    at__fact f = {0};
    if (!at__fact_at(r, &f, c->report, c->pos) || at_eq(f.status, AT_S("rejected")))
        return;
    const at__said *s = f.nsaid ? &f.said[f.nsaid - 1] : NULL;
    at_str who = across ? c->source : s && s->name.n ? s->name : s && s->role.n ? s->role : f.publisher.n ? f.publisher : AT_S("the report itself");
    at__html(&r->out, "<li><b><bdi>$s</bdi></b> <a href=\"/finding/$u\"><q>$s</q></a>", who, f.key, clip(f.words));
}

void at__disputes_short(at__req *r, int most)
{
    at_buf *b = &r->out;
    at_buf_put(b, AT_S("<section><h2>Accounts that differ</h2><ol class=differ>"));
    sqlite3_stmt *st = at__req_sql(r, at_arena_fmt(&r->mem, "SELECT c.n, c.id, c.owner, c.type, c.since, c.moved FROM contest c WHERE NOT c.confidential%s LIMIT ?1", in_order).p);
    at_sql_int(&r->q, st, 1, most);
    contests all = load(r, st);
    for (size_t i = 0; i < all.n; i++) {
        const contest *c = &all.p[i];
        claims sides = claims_of(r, c);
        at__html(b, "<li><a class=to href=\"/disputes#$s\">$z</a> <span class=src>$z ", c->id, type_words(c->type), c->n == ACROSS ? "across reports, since" : "within a report of");
        at__fact_day(b, c->since, AT_S(""));
        at_buf_put(b, AT_S("</span><ul>"));
        for (size_t k = 0, shown = 0; k < sides.n && shown < 3; k++)
            if (!k || !at_eq(sides.p[k].side, sides.p[k - 1].side)) {
                short_side(r, &sides.p[k], c->n == ACROSS);
                shown++;
            }
        at_buf_put(b, AT_S("</ul>"));
    }
    at_buf_put(b, all.n ? AT_S("</ol><p class=more><a href=\"/disputes\">all</a></p></section>\n") : AT_S("</ol><p class=empty>No two accounts contradict each other.</p></section>\n"));
}

/* ---- all of them ---- */

static void dispute_head(at__req *r, const contest *c)
{
    at_buf *b = &r->out;
    at__html(b, "<article class=dispute id=\"$s\"><h2>$z <span class=note>", c->id, type_words(c->type));
    if (c->n != ACROSS) {
        at__html(b, "within <a href=\"/report/$d\">one report</a>, ", (long long)c->n);
        at__fact_day(b, c->since, AT_S(""));
    } else {
        at_buf_put(b, AT_S("across reports"));
        if (at_starts(c->owner, AT_S("i")))
            at__html(b, ", of <a href=\"/incident/$u\">one incident</a>", c->owner);
        if (c->since.n) {
            at_buf_put(b, AT_S(", since "));
            at__fact_day(b, c->since, AT_S(""));
        }
        if (c->moved.n)
            at__html(b, "; moved: <bdi>$s</bdi>", c->moved);
    }
    at_buf_put(b, AT_S("</span></h2><div class=sides>"));
}

static void one(at__req *r, const contest *c)
{
    at_buf *b = &r->out;
    claims all = claims_of(r, c);
    dispute_head(r, c);
    for (size_t i = 0, of_side = 0; i < all.n; i++, of_side++) {
        bool first = !i || !at_eq(all.p[i].side, all.p[i - 1].side);
        of_side = first ? 0 : of_side;
        if (first)
            at_buf_put(b, i ? AT_S("</ol></div><div class=side>") : AT_S("<div class=side>"));
        if (first && c->n == ACROSS)
            at__html(b, "<h3><bdi>$s</bdi></h3>", all.p[i].side);
        at_buf_put(b, first ? AT_S("<ol class=facts>") : AT_S(""));
        at__fact f = {0};
        if (of_side < 12 && at__fact_at(r, &f, all.p[i].report, all.p[i].pos))
            at__fact_row(r, &f, true);
    }
    at_buf_put(b, all.n ? AT_S("</ol></div></div></article>\n") : AT_S("</div></article>\n"));
}

static const char of_these[] = " FROM contest c WHERE NOT c.confidential AND (?1 = '' OR c.type = ?1) AND (?2 = '' OR c.n = CAST(?2 AS INTEGER) OR EXISTS (SELECT 1 FROM link_side s WHERE s.owner = c.owner"
                               " AND s.id = c.id AND s.report = CAST(?2 AS INTEGER) AND c.n = 1000000000))";

static void kinds(at__req *r, at_str type)
{
    static const char *const types[] = {"figure", "denial", "doer", "name"};
    at_buf_put(&r->out, AT_S("<p class=jump>"));
    for (size_t i = 0; i < 4; i++) {
        int64_t n = at__disputes_count(r, at_strz(types[i]));
        if (n)
            at__html(&r->out, at_eq(type, at_strz(types[i])) ? "<a href=\"/disputes?type=$z\" aria-current=true>$z <b>$n</b></a> " : "<a href=\"/disputes?type=$z\">$z <b>$n</b></a> ", types[i],
                     type_words(at_strz(types[i])), (long long)n);
    }
    at_buf_put(&r->out, AT_S("<a href=\"/disputes\">all</a></p>"));
}

void at__view_disputes(at__req *r)
{
    int64_t page = at__req_count(r, "page", 0, 1 << 20), total = 0;
    at_str report = at__req_arg(r, "report"), type = at__req_arg(r, "type");
    at__page_head(r, "Disputes", "/disputes");
    at_buf_put(&r->out, AT_S("<h1>Disputes</h1><p class=lead>Findings that cannot all be true, each side with its own words; the newest first. attest does not say who is right.</p>"));
    kinds(r, type);
    sqlite3_stmt *st = at__req_sql(r, at_arena_fmt(&r->mem, "SELECT count(*)%s", of_these).p);
    at_sql_text(&r->q, st, 1, type);
    at_sql_text(&r->q, st, 2, report);
    total = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    st = at__req_sql(r, at_arena_fmt(&r->mem, "SELECT c.n, c.id, c.owner, c.type, c.since, c.moved%s%s LIMIT %d OFFSET ?3", of_these, in_order, PER_PAGE).p);
    at_sql_text(&r->q, st, 1, type);
    at_sql_text(&r->q, st, 2, report);
    at_sql_int(&r->q, st, 3, page * PER_PAGE);
    contests all = load(r, st);
    for (size_t i = 0; i < all.n; i++)
        one(r, &all.p[i]);
    if (!all.n)
        at_buf_put(&r->out, AT_S("<p class=empty>No dispute fits.</p>"));
    at__page_turn(r, "/disputes", page, PER_PAGE, total);
    if (!r->site)
        at_buf_put(&r->out, AT_S("<p class=tools>Take these rows: <a href=\"/export/disputes.csv\">CSV</a> · <a href=\"/export/disputes.jsonl\">JSON Lines</a></p>"));
    at__page_foot(r);
}

/* ---- framings ---- */

/* One who is named so: all names, each with its users. */
static void named(at__req *r, const at__facts *all, size_t beg, size_t end)
{
    at_buf *b = &r->out;
    at__html(b, "<section class=framed><h2><bdi>$s</bdi> <span class=count>$n</span></h2><ul>", all->p[beg].of.n ? all->p[beg].of : AT_S("Not said of whom"), (long long)(end - beg));
    for (size_t i = beg; i < end && i < beg + 200; i++) {
        const at__fact *f = &all->p[i];
        at__html(b, "<li><a href=\"/finding/$u\"><q><bdi>$s</bdi></q></a> <span class=src>", f->key, f->text);
        size_t before = b->n;
        at__fact_said(r, f);
        at_buf_put(b, b->n > before ? AT_S(" · ") : AT_S("the report itself · "));
        at__fact_report(r, f);
        at_buf_put(b, AT_S("</span></li>"));
    }
    at_buf_put(b, AT_S("</ul></section>\n"));
}

void at__view_framings(at__req *r)
{
    enum { MOST = 1500 };
    int64_t total = at__facts_count(r, "'framing'");
    at__facts all = at__facts_load(r, "'framing'", AT__OLDEST, MOST, 0), group = {0};
    AT_VEC(size_t) starts = {0};
    bool *taken = at_new(&r->mem, bool, all.n);
    for (size_t i = 0; i < all.n; i++) {
        if (taken[i])
            continue;
        *at_push(&r->mem, &starts) = group.n;
        for (size_t k = i; k < all.n; k++)
            if (!taken[k] && (k == i || at_eq_fold(all.p[k].of, all.p[i].of))) {
                taken[k] = true;
                *at_push(&r->mem, &group) = all.p[k];
            }
    }
    at__page_head(r, "Framings", "/framings");
    at__html(&r->out, "<h1>Who calls what how</h1><p class=lead>Loaded names: who or what is named so, in which words, and who uses them.</p>");
    at__scope_form(r, "/framings", NULL);
    at__html(&r->out, "<p class=count><b>$n</b> $z", (long long)total, total == 1 ? "name" : "names");
    if (total > MOST)
        at__html(&r->out, ", the first $n shown", (long long)MOST);
    at_buf_put(&r->out, AT_S("</p><div class=columns>"));
    for (int many = 1; many >= 0; many--) /* those with several names first */
        for (size_t k = 0; k < starts.n; k++) {
            size_t beg = starts.p[k], end = k + 1 < starts.n ? starts.p[k + 1] : group.n;
            if (group.p[beg].of.n && (end - beg > 1) == many)
                named(r, &group, beg, end);
        }
    for (size_t k = 0; k < starts.n; k++)
        if (!group.p[starts.p[k]].of.n)
            named(r, &group, starts.p[k], k + 1 < starts.n ? starts.p[k + 1] : group.n);
    at_buf_put(&r->out, AT_S("</div>"));
    at__page_foot(r);
}
