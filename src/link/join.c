/* Which incident a unit belongs to. */
#include "link/own.h"

#include "base/str.h"
#include <math.h>

enum { MOST_INCIDENTS = 64, MOST_LOOKED = 8 }; /* LOOKED: units of an incident that are compared with those of another */

/* An incident that may be the one. */
typedef struct {
    int64_t incident, via; /* via: its likeliest unit */
    double best, sum;
    size_t n;
    bool barred;
    double x[AT_LF_N]; /* of via */
} chance;

typedef struct {
    chance c[MOST_INCIDENTS];
    size_t n;
} chances;

static chance *chance_of(chances *k, int64_t incident)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->c[i].incident == incident)
            return &k->c[i];
    if (k->n == MOST_INCIDENTS)
        return NULL;
    k->c[k->n] = (chance){.incident = incident};
    return &k->c[k->n++];
}

/* ---- what people decided on pairs ---- */

int64_t at__incident_of_key(at_sql *q, at_str key)
{
    int64_t n = 0;
    sqlite3_stmt *st = at_sql_prepare(q, "SELECT m.incident FROM finding f CROSS JOIN link_member m ON m.report = f.report AND m.pos = f.pos WHERE f.key = ?1");
    at_sql_text(q, st, 1, key);
    if (at_sql_step(q, st))
        n = sqlite3_column_int64(st, 0);
    at_sql_end(q, st);
    return n;
}

static void judged_pair(at__linking *g, chances *k, at_str other, bool merged, int64_t *merge)
{
    int64_t incident = at__incident_of_key(g->q, other);
    chance *c = incident ? chance_of(k, incident) : NULL;
    if (c && merged && !*merge)
        *merge = incident;
    else if (c && !merged)
        c->barred = true;
}

/* Bars the incidents that the unit was split from; the incident that it was merged with, or 0. */
static int64_t judged(at__linking *g, chances *k, const at__unit *u)
{
    int64_t merge = 0;
    sqlite3_stmt *any = at_sql_prepare(g->q, "SELECT 1 FROM judged WHERE status IN ('merged', 'split') AND substr(target, 18) > '' LIMIT 1");
    bool none = !at_sql_step(g->q, any);
    at_sql_end(g->q, any);
    if (none)
        return 0;
    sqlite3_stmt *keys = at_sql_prepare(g->q, "SELECT key FROM finding WHERE report = ?1 AND pos = ?2");
    sqlite3_stmt *st = at_sql_prepare(g->q, "SELECT substr(target, 18), status FROM judged WHERE status IN ('merged', 'split') AND substr(target, 1, 16) = ?1 UNION ALL"
                                            " SELECT substr(target, 1, 16), status FROM judged WHERE status IN ('merged', 'split') AND substr(target, 18) = ?1");
    for (uint32_t i = 0; i < u->npos; i++) {
        at_sql_int(g->q, keys, 1, u->report);
        at_sql_int(g->q, keys, 2, u->pos[i]);
        if (at_sql_step(g->q, keys)) {
            at_sql_text(g->q, st, 1, at_sql_column(keys, 0));
            while (at_sql_step(g->q, st))
                judged_pair(g, k, at_sql_column(st, 0), at_eq(at_sql_column(st, 1), AT_S("merged")), &merge);
            sqlite3_reset(st);
        }
        sqlite3_reset(keys);
    }
    at_sql_end(g->q, st);
    at_sql_end(g->q, keys);
    return merge;
}

/* ---- likelihood ---- */

static void weigh(at__linking *g, chances *k, const at__unit *u)
{
    at__near_find(g, &g->near, u);
    for (size_t i = 0; i < g->near.n; i++) {
        at__unit o;
        double x[AT_LF_N];
        if (i && k->n == MOST_INCIDENTS)
            break;
        if (!at__near_load(g, &o, g->near.p[i]) || !o.incident)
            continue;
        chance *c = chance_of(k, o.incident);
        if (!c)
            continue;
        at__link_features(x, u, &o, at__linking_cosine(g, o.report), at__linking_rare, g);
        double p = at__link_likelihood(&g->l->weights, x);
        c->sum += p;
        c->n++;
        if (p > c->best) {
            c->best = p;
            c->via = o.n;
            memcpy(c->x, x, sizeof x);
        }
    }
}

typedef AT_VEC(at__unit) told;

/* The first units of an incident, of one report if `report` is not 0. */
static void load_told(at__linking *g, told *out, int64_t incident, int64_t report)
{
    int64_t n[MOST_LOOKED];
    size_t k = 0;
    sqlite3_stmt *st = at_sql_prepare(g->q, report ? "SELECT n FROM link_unit WHERE report = ?2 AND incident = ?1 ORDER BY n LIMIT ?3" : "SELECT n FROM link_unit WHERE incident = ?1 ORDER BY n LIMIT ?3");
    at_sql_int(g->q, st, 1, incident);
    if (report)
        at_sql_int(g->q, st, 2, report);
    at_sql_int(g->q, st, 3, MOST_LOOKED);
    while (k < MOST_LOOKED && at_sql_step(g->q, st))
        n[k++] = sqlite3_column_int64(st, 0);
    at_sql_end(g->q, st);
    for (size_t i = 0; i < k; i++)
        if (!at__near_load(g, at_push(g->mem, out), n[i]))
            out->n--;
}

static double same(at__linking *g, const at__unit *a, const at__unit *b)
{
    double x[AT_LF_N];
    at__link_features(x, a, b, at__linking_cosine_of(g, a->report, b->report), at__linking_rare, g);
    return at__link_likelihood(&g->l->weights, x);
}

/* Is u told apart from another unit of its report that stands in the incident? */
static bool apart_from_own(at__linking *g, int64_t incident, const at__unit *u)
{
    told own = {0};
    bool apart = false;
    load_told(g, &own, incident, u->report);
    for (size_t i = 0; i < own.n && !apart; i++)
        apart = same(g, u, &own.p[i]) < g->l->weights.join_own;
    return apart;
}

/* The likeliest unit and the mean: one chance likeness does not pull a unit into an incident whose other units are unlike it. */
static double likelihood(const chance *c)
{
    return c->n ? 0.6 * c->best + 0.4 * c->sum / (double)c->n : 0;
}

static const chance *choose(at__linking *g, const chances *k, const at__unit *u)
{
    const chance *best = NULL;
    for (size_t i = 0; i < k->n; i++) {
        const chance *c = &k->c[i];
        double p = likelihood(c);
        if (c->barred || p < g->l->weights.join || (best && p <= likelihood(best)))
            continue;
        if (apart_from_own(g, c->incident, u))
            continue;
        best = c;
    }
    return best;
}

/* ---- writing ---- */

static int64_t open_incident(at__linking *g)
{
    at_sql_run(g->q, "INSERT INTO link_incident(units) VALUES(0)");
    return g->q->rc == SQLITE_OK ? sqlite3_last_insert_rowid(g->q->db) : 0;
}

static void write_unit(at__linking *g, at__unit *u, const chance *c, at_str reasons)
{
    at_str packed = at__unit_pack(g->mem, u);
    sqlite3_stmt *st = at_sql_prepare(g->q, "INSERT INTO link_unit(n, report, key, incident, via, likelihood, reasons, terms) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                                            " ON CONFLICT(n) DO UPDATE SET incident = ?4, via = ?5, likelihood = ?6, reasons = ?7");
    if (u->n)
        at_sql_int(g->q, st, 1, u->n);
    at_sql_int(g->q, st, 2, u->report);
    at_sql_text(g->q, st, 3, u->key);
    at_sql_int(g->q, st, 4, u->incident);
    if (c && c->via)
        at_sql_int(g->q, st, 5, c->via);
    if (c && c->n)
        at_sql_real(g->q, st, 6, likelihood(c));
    at_sql_text0(g->q, st, 7, reasons);
    if (g->q->rc == SQLITE_OK)
        g->q->rc = sqlite3_bind_blob64(st, 8, packed.p, packed.n, SQLITE_STATIC);
    (void)at_sql_step(g->q, st);
    at_sql_end(g->q, st);
    if (!u->n && g->q->rc == SQLITE_OK)
        u->n = sqlite3_last_insert_rowid(g->q->db);
}

static void write_members(at__linking *g, const at__unit *u)
{
    sqlite3_stmt *st = at_sql_prepare(g->q, "INSERT OR REPLACE INTO link_member(report, pos, unit, incident) VALUES(?1, ?2, ?3, ?4)");
    for (uint32_t i = 0; i < u->npos; i++) {
        at_sql_int(g->q, st, 1, u->report);
        at_sql_int(g->q, st, 2, u->pos[i]);
        at_sql_int(g->q, st, 3, u->n);
        at_sql_int(g->q, st, 4, u->incident);
        at_sql_again(g->q, st);
    }
    at_sql_end(g->q, st);
}

/* The incident's own row: what its first unit that says it says. */
static void write_incident(at__linking *g, const at__unit *u)
{
    static const char sql[] =
        "UPDATE link_incident SET units = units + 1, type = coalesce(link_incident.type, w.type), day = coalesce(day, ?4),"
        " geonames = iif(place IS NULL, w.geonames, link_incident.geonames), lat = iif(place IS NULL, w.lat, link_incident.lat),"
        " lon = iif(place IS NULL, w.lon, link_incident.lon), country = coalesce(link_incident.country, w.country), place = coalesce(place, w.name)"
        " FROM (SELECT f.type, p.geonames, p.lat, p.lon, p.country, p.name FROM finding f LEFT JOIN place p ON p.report = f.report AND p.id = f.place"
        "  WHERE f.report = ?2 AND f.pos = ?3) AS w WHERE n = ?1";
    sqlite3_stmt *st = at_sql_prepare(g->q, sql);
    for (uint32_t i = 0; i < u->npos && i < 1; i++) {
        at_sql_int(g->q, st, 1, u->incident);
        at_sql_int(g->q, st, 2, u->report);
        at_sql_int(g->q, st, 3, u->pos[i]);
        if (u->from != AT_NODAY)
            at_sql_int(g->q, st, 4, u->from);
        at_sql_again(g->q, st);
    }
    at_sql_end(g->q, st);
}

/* ---- two incidents that turn out to be one ---- */

static bool split_apart(at__linking *g, int64_t a, int64_t b)
{
    sqlite3_stmt *st = at_sql_prepare(g->q, "SELECT 1 FROM judged j JOIN finding x ON x.key = substr(j.target, 1, 16) JOIN link_member mx ON mx.report = x.report AND mx.pos = x.pos"
                                            " JOIN finding y ON y.key = substr(j.target, 18) JOIN link_member my ON my.report = y.report AND my.pos = y.pos"
                                            " WHERE j.status = 'split' AND mx.incident IN (?1, ?2) AND my.incident IN (?1, ?2) LIMIT 1");
    at_sql_int(g->q, st, 1, a);
    at_sql_int(g->q, st, 2, b);
    bool found = at_sql_step(g->q, st);
    at_sql_end(g->q, st);
    return found;
}

/* Are their units unlike on average, or does a report tell of both as two? One unit that is like either does not make them one. */
static bool told_apart(at__linking *g, int64_t a, int64_t b)
{
    told x = {0}, y = {0};
    double sum = 0;
    load_told(g, &x, a, 0);
    load_told(g, &y, b, 0);
    for (size_t i = 0; i < x.n; i++)
        for (size_t k = 0; k < y.n; k++) {
            double p = same(g, &x.p[i], &y.p[k]);
            if (x.p[i].report == y.p[k].report && p < g->l->weights.join_own)
                return true;
            sum += p;
        }
    return sum < g->l->weights.fuse * (double)(x.n * y.n);
}

/* All units of `from` go to u's incident; the one that opened it hangs on u, with the reasons that u gives. */
static void fuse(at__linking *g, const at__unit *u, const chance *from)
{
    static const char *const sql[] = {
        "UPDATE link_unit SET via = ?3, likelihood = ?4, reasons = ?5 WHERE incident = ?2 AND via IS NULL AND n <> ?3",
        "UPDATE link_unit SET incident = ?1 WHERE incident = ?2",
        "UPDATE link_member SET incident = ?1 WHERE incident = ?2",
        "UPDATE link_incident SET units = units + (SELECT units FROM link_incident WHERE n = ?2) WHERE n = ?1",
        "DELETE FROM link_incident WHERE n = ?2",
    };
    at_buf reasons = {0};
    at__contest_beside(g->q, g->mem, &g->touched, from->incident);
    at__link_reasons(&reasons, &g->l->weights, from->x);
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        sqlite3_stmt *st = at_sql_prepare(g->q, sql[i]);
        if (i != 4 && i != 0)
            at_sql_int(g->q, st, 1, u->incident);
        at_sql_int(g->q, st, 2, from->incident);
        if (!i) {
            at_sql_int(g->q, st, 3, u->n);
            at_sql_real(g->q, st, 4, likelihood(from));
            at_sql_text(g->q, st, 5, (at_str){reasons.p, reasons.n});
        }
        (void)at_sql_step(g->q, st);
        at_sql_end(g->q, st);
    }
    at_buf_release(&reasons);
}

static void fuse_others(at__linking *g, const chances *k, const at__unit *u)
{
    for (size_t i = 0; i < k->n; i++) {
        const chance *c = &k->c[i];
        if (c->incident != u->incident && !c->barred && likelihood(c) >= g->l->weights.fuse && !told_apart(g, u->incident, c->incident) &&
            !split_apart(g, u->incident, c->incident))
            fuse(g, u, c);
    }
}

void at__join(at__linking *g, at__unit *u)
{
    chances k = {.n = 0};
    at_buf reasons = {0};
    int64_t merge = judged(g, &k, u);
    const chance *c = NULL;
    g->near = (at__near){0};
    if (merge) {
        u->incident = merge;
        at_buf_put(&reasons, AT_S("{\"judged\":\"merged\"}"));
    } else {
        weigh(g, &k, u);
        c = choose(g, &k, u);
        u->incident = c ? c->incident : open_incident(g);
        if (c)
            at__link_reasons(&reasons, &g->l->weights, c->x);
    }
    if (reasons.bad && g->q->rc == SQLITE_OK)
        g->q->rc = SQLITE_NOMEM;
    write_unit(g, u, c, (at_str){reasons.p, reasons.n});
    write_members(g, u);
    write_incident(g, u);
    if (c)
        fuse_others(g, &k, u);
    at_buf_release(&reasons);
}
