#include "link/own.h"

#include "link/actor.h"
#include "link/figure.h"

#include "base/str.h"
#include <math.h>
#include <stdlib.h>

/* Most memory that one pass may take: a report has at most some thousand units, each with some hundred terms. */
#define PASS_LIMIT ((size_t)512 << 20)

at_link *at_link_open(void)
{
    at_link *l = calloc(1, sizeof *l);
    if (!l)
        return NULL;
    l->words = at__words_open();
    if (l->words && at__link_weights_load(&l->weights))
        return l;
    at_link_close(l);
    return NULL;
}

void at_link_close(at_link *l)
{
    if (!l)
        return;
    at__words_close(l->words);
    free(l);
}

void at__unit_norm(at__linking *g, at__unit *u)
{
    double sum = 0;
    for (uint32_t i = 0; i < u->words.n; i++) {
        double r = at__linking_rare(g, u->words.p[i]);
        sum += r * r;
    }
    u->norm = (float)sqrt(sum);
}

static void run(at_sql *q, const char *sql, int64_t n)
{
    sqlite3_stmt *st = at_sql_prepare(q, sql);
    at_sql_int(q, st, 1, n);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

static bool linked(at_sql *q, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT 1 FROM link_report WHERE report = ?1");
    at_sql_int(q, st, 1, report);
    bool yes = at_sql_step(q, st);
    at_sql_end(q, st);
    return yes;
}

/* touched: gets the incidents that the report leaves, with all that stand against it there. */
static void drop(at_sql *q, at_arena *mem, at__numbers *touched, int64_t report)
{
    if (!linked(q, report))
        return;
    at__contest_touched(q, mem, touched, report);
    at__contest_report(q, mem, report, true);
    at__near_drop(q, report);
    at__actors_drop(q, report);
    at__coverage_drop(q, report);
    run(q, "DELETE FROM link_figure WHERE report = ?1", report);
    run(q, "DELETE FROM link_figure WHERE other_report = ?1", report);
    run(q, "UPDATE link_incident SET units = units - (SELECT count(*) FROM link_unit u WHERE u.incident = link_incident.n AND u.report = ?1)"
           " WHERE n IN (SELECT incident FROM link_unit WHERE report = ?1)", report);
    run(q, "DELETE FROM link_incident WHERE n IN (SELECT incident FROM link_unit WHERE report = ?1) AND units <= 0", report);
    run(q, "DELETE FROM link_unit WHERE report = ?1", report);
    run(q, "DELETE FROM link_report WHERE report = ?1", report);
    run(q, "DELETE FROM link_side WHERE report = ?1", report);
    at__incidents_open(q, touched); /* nothing of the report stays in what they say of themselves */
}

static void link_units(at__linking *g, int64_t report)
{
    at__units units = {0};
    sqlite3_stmt *day = at_sql_prepare(g->q, "UPDATE link_unit SET day = ?2 WHERE n = ?1");
    at__vector_put(g, report);
    at__linking_at(g, report);
    at__units_of(g->q, g->l->words, g->mem, &units, report);
    for (size_t i = 0; i < units.n && g->q->rc == SQLITE_OK; i++) {
        at__unit *u = &units.p[i];
        at__unit_norm(g, u);
        at__join(g, u);
        int64_t d = at__near_put(g, u);
        at_sql_int(g->q, day, 1, u->n);
        if (d != AT_LINK_UNDATED)
            at_sql_int(g->q, day, 2, d);
        at_sql_again(g->q, day);
        if (u->number.n) {
            at__near_counts(g, &g->near, u);
            at__figures_put(g, u, &g->near);
        }
    }
    at_sql_end(g->q, day);
}

/* ---- anew after a judgement ---- */

static void load_incident(at__linking *g, at__units *out, int64_t incident)
{
    AT_VEC(int64_t) n = {0};
    sqlite3_stmt *st = at_sql_prepare(g->q, "SELECT n FROM link_unit WHERE incident = ?1 ORDER BY n");
    at_sql_int(g->q, st, 1, incident);
    while (at_sql_step(g->q, st))
        *at_push(g->mem, &n) = sqlite3_column_int64(st, 0);
    at_sql_end(g->q, st);
    st = at_sql_prepare(g->q, "SELECT pos FROM link_member WHERE unit = ?1 ORDER BY pos");
    for (size_t i = 0; i < n.n; i++) {
        at__unit u;
        if (!at__near_load(g, &u, n.p[i]))
            continue;
        u.npos = 0;
        at_sql_int(g->q, st, 1, u.n);
        while (at_sql_step(g->q, st) && u.npos < AT_UNIT_FINDINGS)
            u.pos[u.npos++] = (uint32_t)sqlite3_column_int64(st, 0);
        sqlite3_reset(st);
        u.incident = 0;
        *at_push(g->mem, out) = u;
    }
    at_sql_end(g->q, st);
    run(g->q, "UPDATE link_unit SET incident = 0 WHERE incident = ?1", incident);
    run(g->q, "DELETE FROM link_member WHERE incident = ?1", incident);
    run(g->q, "DELETE FROM link_incident WHERE n = ?1", incident);
}

static int by_number(const void *x, const void *y)
{
    const at__unit *a = x, *b = y;
    return a->n < b->n ? -1 : a->n > b->n;
}

static int64_t unit_incident(at_sql *q, int64_t unit)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT incident FROM link_unit WHERE n = ?1");
    at_sql_int(q, st, 1, unit);
    int64_t n = at_sql_step(q, st) ? sqlite3_column_int64(st, 0) : 0;
    at_sql_end(q, st);
    return n;
}

static void relink(at__linking *g, at_str target)
{
    at__units units = {0};
    int64_t a = at__incident_of_key(g->q, at_sub(target, 0, 16)), b = at__incident_of_key(g->q, at_sub(target, 17, target.n));
    if (a)
        at__contest_beside(g->q, g->mem, &g->touched, a);
    if (b)
        at__contest_beside(g->q, g->mem, &g->touched, b);
    if (a)
        load_incident(g, &units, a);
    if (b && b != a)
        load_incident(g, &units, b);
    if (units.n)
        qsort(units.p, units.n, sizeof *units.p, by_number);
    for (size_t i = 0; i < units.n && g->q->rc == SQLITE_OK; i++) {
        at__linking_at(g, units.p[i].report);
        at__join(g, &units.p[i]);
    }
    for (size_t i = 0; i < units.n; i++) /* when all stand where they will be */
        *at_push(g->mem, &g->touched) = unit_incident(g->q, units.p[i].n);
    at__contest_incidents(g->q, &g->touched);
}

/* ---- entry points: one arena each, one place to land when memory ends ---- */

typedef struct {
    at__linking g;
    at_arena mem, scratch;
    jmp_buf fail;
} pass;

static void begin(pass *p, at_link *l, at_sql *q)
{
    at_arena_init(&p->mem, PASS_LIMIT, &p->fail);
    at_arena_init(&p->scratch, PASS_LIMIT, &p->fail);
    p->g = (at__linking){.l = l, .q = q, .mem = &p->mem};
}

static void end(pass *p)
{
    at__linking_end(&p->g);
    at_arena_release(&p->mem);
    at_arena_release(&p->scratch);
}

static void out_of_memory(at_sql *q)
{
    for (sqlite3_stmt *st = sqlite3_next_stmt(q->db, NULL); st; st = sqlite3_next_stmt(q->db, st))
        sqlite3_reset(st); /* what was open when memory ended must not hold the transaction */
    if (q->rc == SQLITE_OK)
        q->rc = SQLITE_NOMEM;
}

/* One piece of work on a report in a pass of its own. */
static void in_pass(at_link *l, at_sql *q, int64_t report, void (*work)(pass *p, int64_t report))
{
    pass p;
    begin(&p, l, q);
    if (!setjmp(p.fail))
        work(&p, report);
    else
        out_of_memory(q);
    end(&p);
}

static void drop_one(pass *p, int64_t report)
{
    drop(p->g.q, &p->mem, &p->g.touched, report);
    at__contest_incidents(p->g.q, &p->g.touched);
}

static void contest_one(pass *p, int64_t report)
{
    at__contest_touched(p->g.q, &p->mem, &p->g.touched, report);
    at__contest_report(p->g.q, &p->mem, report, false);
    at__contest_incidents(p->g.q, &p->g.touched);
}

static void contest_judged(pass *p, int64_t report)
{
    contest_one(p, report);
    at__incidents_open_of(p->g.q, &p->mem, report);
}

static bool any_closed(at_sql *q)
{
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT 1 FROM judged WHERE confidential LIMIT 1");
    bool yes = at_sql_step(q, st);
    at_sql_end(q, st);
    return yes;
}

static void link_one(pass *p, int64_t report)
{
    drop(p->g.q, &p->mem, &p->g.touched, report);
    at__linking_init(&p->g, p->g.l, p->g.q, &p->mem, &p->scratch);
    link_units(&p->g, report);
    at__actors_put(p->g.q, &p->mem, report);
    at__coverage_put(p->g.q, report);
    contest_one(p, report);
    if (any_closed(p->g.q))
        at__incidents_open_of(p->g.q, &p->mem, report);
}

void at_link_drop(at_link *l, at_sql *q, int64_t report)
{
    in_pass(l, q, report, drop_one);
}

void at_link_contest(at_link *l, at_sql *q, int64_t report)
{
    in_pass(l, q, report, contest_judged);
}

void at_link_report(at_link *l, at_sql *q, int64_t report)
{
    in_pass(l, q, report, link_one);
}

void at_link_judged(at_link *l, at_sql *q, at_str target)
{
    pass p;
    begin(&p, l, q);
    if (!setjmp(p.fail)) {
        at__linking_init(&p.g, l, q, &p.mem, &p.scratch);
        relink(&p.g, target);
    } else {
        out_of_memory(q);
    }
    end(&p);
}

static void all_pairs(at__linking *g, void (*each)(void *user, const at__unit *a, const at__unit *b, const double *x), void *user)
{
    sqlite3_stmt *st = at_sql_prepare(g->q, "SELECT n FROM link_unit ORDER BY n");
    while (at_sql_step(g->q, st)) {
        at__unit a, b;
        at__near near = {0};
        double x[AT_LF_N];
        if (at__near_load(g, &a, sqlite3_column_int64(st, 0))) {
            at__linking_at(g, a.report);
            at__near_find(g, &near, &a);
        }
        for (size_t i = 0; i < near.n; i++) {
            if (near.p[i] >= a.n || !at__near_load(g, &b, near.p[i]))
                continue;
            at__link_features(x, &a, &b, at__linking_cosine(g, b.report), at__linking_rare, g);
            each(user, &a, &b, x);
        }
        at_map_init(&g->rare, g->mem);
        g->rarity.n = 0;
    }
    at_sql_end(g->q, st);
}

void at_link_pairs(at_link *l, at_sql *q, void (*each)(void *user, const at__unit *a, const at__unit *b, const double *x), void *user)
{
    pass p;
    begin(&p, l, q);
    p.mem.limit = 0;
    if (!setjmp(p.fail)) {
        at__linking_init(&p.g, l, q, &p.mem, &p.scratch);
        all_pairs(&p.g, each, user);
    } else {
        out_of_memory(q);
    }
    end(&p);
}
