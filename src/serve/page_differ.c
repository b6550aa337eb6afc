/* Where accounts differ: disputes side by side; who is called what, and by whom. */
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

int64_t at__disputes_count(at__req *r, at_str type)
{
    sqlite3_stmt *st = at__req_sql(r, "SELECT coalesce(sum(n), 0) FROM tally WHERE kind = 'dispute' AND (?1 = '' OR type = ?1)");
    at_sql_text(&r->q, st, 1, type);
    int64_t n = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    return n;
}

/* One side in a line: who, and the first words. */
static void short_side(at__req *r, int64_t report, const json_t *s)
{
    at_str id = at_strz(json_string_value(json_array_get(json_object_get(s, "findings"), 0)));
    at_str who = at_strz(json_string_value(json_object_get(s, "who")));
    sqlite3_stmt *st = at__req_sql(r, "SELECT key, words FROM finding WHERE report = ?1 AND id = ?2 AND NOT confidential AND status <> 'rejected'");
    at_sql_int(&r->q, st, 1, report);
    at_sql_text(&r->q, st, 2, id);
    if (at_sql_step(&r->q, st))
        at__html(&r->out, "<li><b><bdi>$s</bdi></b> <a href=\"/finding/$u\"><q>$s</q></a>", who.n ? who : AT_S("the report"), at_sql_column(st, 0), at_sql_column(st, 1));
    at__req_end(r, st);
}

void at__disputes_short(at__req *r, int most)
{
    int n = 0;
    at_buf *b = &r->out;
    at_buf_put(b, AT_S("<section><h2>Accounts that differ</h2><ol class=differ>"));
    sqlite3_stmt *st = at__req_sql(r, "SELECT d.report, d.report || ':' || d.id, d.type, d.json, coalesce(r.publisher, r.title, r.name, r.id), r.published FROM report r JOIN dispute d ON d.report = r.n"
                                      " WHERE r.n NOT IN (SELECT n FROM report WHERE confidential) AND NOT EXISTS (SELECT 1 FROM json_each(d.json, '$.sides') AS s, json_each(s.value, '$.findings') AS k"
                                      " JOIN finding f ON f.report = d.report AND f.id = k.value WHERE f.confidential OR f.status = 'rejected') ORDER BY r.published DESC, r.n DESC, d.id LIMIT ?1");
    at_sql_int(&r->q, st, 1, most);
    for (; at_sql_step(&r->q, st); n++) {
        at_str json = at_sql_column(st, 3);
        at__html(b, "<li><a class=to href=\"/disputes#$s\">$z</a> <span class=src><a class=from href=\"/report/$d\"><bdi>$s</bdi></a> ", at_sql_column(st, 1), type_words(at_sql_column(st, 2)),
                 (long long)sqlite3_column_int64(st, 0), at_sql_column(st, 4));
        at__fact_day(b, at_sql_column(st, 5), AT_S(""));
        at_buf_put(b, AT_S("</span><ul>"));
        r->json = json_loadb(json.p, json.n, 0, NULL);
        const json_t *sides = json_object_get(r->json, "sides");
        for (size_t i = 0; i < json_array_size(sides) && i < 3; i++)
            short_side(r, sqlite3_column_int64(st, 0), json_array_get(sides, i));
        json_decref(r->json);
        r->json = NULL;
        at_buf_put(b, AT_S("</ul>"));
    }
    at__req_end(r, st);
    at_buf_put(b, n ? AT_S("</ol><p class=more><a href=\"/disputes\">all</a></p></section>\n") : AT_S("</ol><p class=empty>No two accounts contradict each other.</p></section>\n"));
}

static void side(at__req *r, int64_t report, const json_t *s)
{
    const json_t *ids = json_object_get(s, "findings");
    at_buf_put(&r->out, AT_S("<div class=side><ol class=facts>"));
    for (size_t i = 0; i < json_array_size(ids) && i < 20; i++) {
        at__fact f = {0};
        at_str id = at_arena_fmt(&r->mem, "%lld:%.40s", (long long)report, json_string_value(json_array_get(ids, i)) ? json_string_value(json_array_get(ids, i)) : "");
        json_t *held = r->json; /* at__fact_find uses the request's slot */
        r->json = NULL;
        bool found = at__fact_find(r, &f, id);
        r->json = held;
        if (found)
            at__fact_row(r, &f, true);
    }
    at_buf_put(&r->out, AT_S("</ol></div>"));
}

static void one(at__req *r, sqlite3_stmt *st)
{
    int64_t report = sqlite3_column_int64(st, 0);
    at_str json = at_sql_column(st, 3), type = at_sql_column(st, 2);
    at__html(&r->out, "<article class=dispute id=\"$s\"><h2>$z <span class=note>in <a href=\"/report/$d\"><bdi>$s</bdi></a> ", at_sql_column(st, 1), type_words(type),
             (long long)report, at_sql_column(st, 4));
    at__fact_day(&r->out, at_sql_column(st, 5), AT_S(""));
    at_buf_put(&r->out, AT_S("</span></h2><div class=sides>"));
    r->json = json_loadb(json.p, json.n, 0, NULL);
    const json_t *sides = json_object_get(r->json, "sides");
    for (size_t i = 0; i < json_array_size(sides) && i < 12; i++)
        side(r, report, json_array_get(sides, i));
    json_decref(r->json);
    r->json = NULL;
    at_buf_put(&r->out, AT_S("</div></article>\n"));
}

typedef struct {
    at_str id, type, side, source, day;
    int64_t report, pos;
} claim;
typedef AT_VEC(claim) claims;

/* One dispute between reports: claims[beg, end), sorted by side. */
static void across_one(at__req *r, const claims *c, size_t beg, size_t end)
{
    at_buf *b = &r->out;
    at__html(b, "<article class=dispute id=\"$s\"><h2>$z <span class=note>across reports", c->p[beg].id, type_words(c->p[beg].type));
    size_t colon = at_index_char(c->p[beg].id, ':', 0);
    if (c->p[beg].id.p[0] == 'i' && colon != SIZE_MAX)
        at__html(b, ", of <a href=\"/incident/$u\">one incident</a>", at_sub(c->p[beg].id, 0, colon));
    at_buf_put(b, AT_S("</span></h2><div class=sides>"));
    for (size_t i = beg; i < end; i++) {
        if (i == beg || !at_eq(c->p[i].side, c->p[i - 1].side))
            at__html(b, i == beg ? "<div class=side><h3><bdi>$s</bdi></h3><ol class=facts>" : "</ol></div><div class=side><h3><bdi>$s</bdi></h3><ol class=facts>", c->p[i].side);
        at__fact f = {0};
        if (at__fact_at(r, &f, c->p[i].report, c->p[i].pos))
            at__fact_row(r, &f, true);
    }
    at_buf_put(b, AT_S("</ol></div></div></article>\n"));
}

static int too_late(void *deadline)
{
    return time(NULL) > *(const time_t *)deadline;
}

/* Disputes between reports (the view sides); how many there are. In a very large record that takes too long to wait for. */
static int64_t across(at__req *r, at_str type)
{
    claims c = {0};
    int64_t n = 0;
    time_t deadline = time(NULL) + 8;
    sqlite3_progress_handler(r->store->db, 10000, too_late, &deadline);
    sqlite3_stmt *st = at__req_sql(r, "SELECT id, type, side, source, day, report, pos FROM sides WHERE (?1 = '' OR type = ?1) AND side IS NOT NULL ORDER BY id, side, day LIMIT 2000");
    at_sql_text(&r->q, st, 1, type);
    while (at_sql_step(&r->q, st))
        *at_push(&r->mem, &c) = (claim){at__req_copy(r, st, 0), at__req_copy(r, st, 1), at__req_copy(r, st, 2), at__req_copy(r, st, 3), at__req_copy(r, st, 4), sqlite3_column_int64(st, 5), sqlite3_column_int64(st, 6)};
    at__req_end(r, st);
    sqlite3_progress_handler(r->store->db, 0, NULL, NULL);
    if (r->q.rc == SQLITE_INTERRUPT) {
        r->q.rc = SQLITE_OK;
        at_buf_put(&r->out, AT_S("<p class=note>Comparing all reports with each other takes too long here; <code>attest disputes</code> does it. What follows is within single reports.</p>"));
    }
    for (size_t beg = 0, end; beg < c.n && n < 40; beg = end) {
        for (end = beg + 1; end < c.n && at_eq(c.p[end].id, c.p[beg].id) && at_eq(c.p[end].type, c.p[beg].type);)
            end++;
        if (at_eq(c.p[beg].side, c.p[end - 1].side)) /* sorted: first and last alike means one side only */
            continue;
        across_one(r, &c, beg, end);
        n++;
    }
    return n;
}

void at__view_disputes(at__req *r)
{
    int64_t page = at__req_count(r, "page", 0, 1 << 20), total = 0;
    static const char where[] = " FROM dispute d JOIN report r ON r.n = d.report WHERE d.report NOT IN (SELECT n FROM report WHERE confidential) AND (?1 = '' OR CAST(r.n AS TEXT) = ?1 OR r.name = ?1 OR r.id = ?1)"
                                " AND (?2 = '' OR d.type = ?2)";
    at_str report = at__req_arg(r, "report"), type = at__req_arg(r, "type");
    at__page_head(r, "Disputes", "/disputes");
    at_buf_put(&r->out, AT_S("<h1>Disputes</h1><p class=lead>Findings that cannot all be true, each side with its own words. attest does not say who is right.</p><p class=jump>"));
    static const char *const types[] = {"figure", "denial", "doer", "name"};
    for (size_t i = 0; i < 4; i++)
        at__html(&r->out, "<a href=\"/disputes?type=$z\">$z</a> ", types[i], type_words(at_strz(types[i])));
    at_buf_put(&r->out, AT_S("<a href=\"/disputes\">all</a></p>"));
    sqlite3_stmt *st = at__req_sql(r, at_arena_fmt(&r->mem, "SELECT count(*)%s", where).p);
    at_sql_text(&r->q, st, 1, report);
    at_sql_text(&r->q, st, 2, type);
    total = at_sql_step(&r->q, st) ? sqlite3_column_int64(st, 0) : 0;
    at__req_end(r, st);
    st = at__req_sql(r, at_arena_fmt(&r->mem, "SELECT r.n, r.n || ':' || d.id, d.type, d.json, coalesce(r.title, r.name, r.id), r.published%s ORDER BY r.published DESC, r.n, length(d.id), d.id LIMIT 30 OFFSET ?3", where).p);
    at_sql_text(&r->q, st, 1, report);
    at_sql_text(&r->q, st, 2, type);
    at_sql_int(&r->q, st, 3, page * 30);
    int64_t between = page || report.n ? 0 : across(r, type);
    while (at_sql_step(&r->q, st))
        one(r, st);
    at__req_end(r, st);
    if (!total && !between)
        at_buf_put(&r->out, AT_S("<p class=empty>No dispute fits.</p>"));
    at__page_turn(r, "/disputes", page, 30, total);
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
