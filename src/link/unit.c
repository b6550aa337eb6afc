#include "link/unit.h"

#include "base/str.h"

static const char rows_sql[] =
    "SELECT f.pos, f.key, f.kind, coalesce(f.incident, ''), coalesce(f.type, ''), coalesce(f.mode, ''), coalesce(f.what, ''), f.low, f.high,"
    " f.date_from, f.date_to, f.date_precision, coalesce(f.words, ''), coalesce(json_extract(f.json, '$.head'), ''),"
    " p.geonames, p.country, p.admin1, p.precision, f.stance, coalesce(json_extract(f.json, '$.event.phase'), ''),"
    " coalesce(json_extract(f.json, '$.figure.who_text'), ''), r.published, f.negated"
    " FROM finding f JOIN report r ON r.n = f.report LEFT JOIN place p ON p.report = f.report AND p.id = f.place"
    " WHERE f.report = ?1 AND f.kind IN ('event', 'figure') AND f.status <> 'rejected' ORDER BY f.pos";

static const char parties_sql[] =
    "SELECT q.finding, q.part, coalesce(a.name, q.words), coalesce(a.type IN ('person', 'org') OR (a.type = 'group' AND a.name GLOB '*[A-Z]*'), 0), coalesce(q.words, '')"
    " FROM party q LEFT JOIN actor a ON a.report = q.report AND a.id = q.actor WHERE q.report = ?1 AND q.part IN ('actor', 'recipient') ORDER BY q.finding";

/* A unit while it grows. */
typedef struct {
    at__unit u;
    at_str incident;
    at__term_list head, words, doer, done_to, names, kin, what, number;
} draft;

typedef struct {
    at_sql *q;
    const at__words *w;
    at_arena *mem;
    AT_VEC(draft) d;
    AT_VEC(uint32_t) of; /* finding's pos -> draft + 1; 0: none */
} drafting;

static uint32_t term_of(at_str s)
{
    return s.n ? (uint32_t)(at_hash(s) >> 32) | 1 : 0;
}

/* Figures name no type of event; these are the acts and mishaps that they count (PLOVER types of the acts). */
static at_str type_of_figure(at_str what)
{
    static const char *const acts[][2] = {{"killed", "ASSAULT"}, {"injured", "ASSAULT"}, {"hospitalised", "ASSAULT"}, {"detained", "COERCE"}, {"abducted", "ASSAULT"},
                                          {"participants", "PROTEST"}, {"destroyed", "ASSAULT"}};
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        if (at_eq(what, at_strz(acts[i][0])))
            return at_strz(acts[i][1]);
    return AT_S("");
}

static draft *draft_for(drafting *g, at_str incident)
{
    for (size_t i = g->d.n; i-- > 0 && incident.n;)
        if (at_eq(g->d.p[i].incident, incident) && g->d.p[i].u.npos < AT_UNIT_FINDINGS)
            return &g->d.p[i];
    draft *d = at_push(g->mem, &g->d);
    d->incident = at_arena_str(g->mem, incident);
    d->u.from = d->u.to = AT_NODAY;
    d->u.flags = AT_UNIT_PLANNED | AT_UNIT_FIGURE;
    return d;
}

static bool unreal(at_str stance, at_str phase)
{
    static const char *const stances[] = {"expected", "feared", "promised", "demanded", "hypothetical"};
    for (size_t i = 0; i < sizeof stances / sizeof *stances; i++)
        if (at_eq(stance, at_strz(stances[i])))
            return true;
    return at_eq(phase, AT_S("planned")) || at_eq(phase, AT_S("called-off"));
}

/* The shortest stretch of days that a finding of the unit gives counts. */
static void take_days(at__unit *u, sqlite3_stmt *st)
{
    at_str precision = at_sql_column(st, 11);
    int32_t from = at_day_parse(at_sql_column(st, 9)), to = at_day_parse(at_sql_column(st, 10));
    if (from == AT_NODAY || at_eq(precision, AT_S("year")) || at_eq(precision, AT_S("month")))
        return;
    if (to == AT_NODAY || to < from)
        to = from;
    if (u->from == AT_NODAY || to - from < u->to - u->from) {
        u->from = from;
        u->to = to;
    }
}

static void take_place(at__unit *u, sqlite3_stmt *st)
{
    if (sqlite3_column_type(st, 15) == SQLITE_NULL)
        return;
    bool point = sqlite3_column_type(st, 17) != SQLITE_NULL && sqlite3_column_int(st, 17) <= 2;
    if (u->country && (u->flags & AT_UNIT_POINT || !point))
        return;
    u->place = (uint32_t)sqlite3_column_int64(st, 14);
    u->country = term_of(at_sql_column(st, 15));
    u->admin = term_of(at_sql_column(st, 16));
    u->flags = (u->flags & ~(uint32_t)AT_UNIT_POINT) | (point ? AT_UNIT_POINT : 0);
}

static void take_count(at__unit *u, sqlite3_stmt *st)
{
    uint32_t what = term_of(at_sql_column(st, 6)), place = (uint32_t)sqlite3_column_int64(st, 14);
    if (!place)
        place = term_of(at_sql_column(st, 15));
    for (uint32_t i = 0; i < u->ncount; i++)
        if (u->count[i].what == what && u->count[i].place == place)
            return;
    if (u->ncount == AT_UNIT_COUNTS)
        return;
    u->count[u->ncount].what = what;
    u->count[u->ncount++].place = place;
}

static void take_finding(drafting *g, sqlite3_stmt *st)
{
    draft *d = draft_for(g, at_sql_column(st, 3));
    at__unit *u = &d->u;
    uint32_t pos = (uint32_t)sqlite3_column_int64(st, 0);
    bool event = at_eq(at_sql_column(st, 2), AT_S("event"));
    at_str type = event ? at_sql_column(st, 4) : type_of_figure(at_sql_column(st, 6));
    if (!u->npos)
        u->key = at_arena_str(g->mem, at_sql_column(st, 1));
    u->pos[u->npos++] = pos;
    while (g->of.n <= pos)
        *at_push(g->mem, &g->of) = 0;
    g->of.p[pos] = (uint32_t)(d - g->d.p) + 1;
    if (type.n && (!u->type || event)) {
        u->type = term_of(type);
        u->mode = event ? term_of(at_sql_column(st, 5)) : u->mode;
    }
    if (event)
        u->flags &= ~(uint32_t)AT_UNIT_FIGURE;
    if (!unreal(at_sql_column(st, 18), at_sql_column(st, 19)))
        u->flags &= ~(uint32_t)AT_UNIT_PLANNED;
    take_days(u, st);
    take_place(u, st);
    u->published = at_day_parse(at_sql_column(st, 21));
    at__words_of(g->w, g->mem, &d->head, at_sql_column(st, 13), d->head.n + 4);
    at__words_of(g->w, g->mem, &d->words, at_sql_column(st, 12), AT_UNIT_WORDS);
    at__names_of(g->w, g->mem, &d->names, at_sql_column(st, 12), AT_UNIT_WORDS);
    if (!event) {
        at__words_of(g->w, g->mem, &d->done_to, at_sql_column(st, 20), AT_UNIT_NAMES);
        *at_push(g->mem, &d->what) = term_of(at_sql_column(st, 6));
        take_count(u, st);
        if (sqlite3_column_type(st, 7) != SQLITE_NULL) {
            char text[64];
            int n = snprintf(text, sizeof text, "%.20s|%lld", at_sql_column(st, 6).p, (long long)sqlite3_column_int64(st, 7));
            *at_push(g->mem, &d->number) = term_of((at_str){text, (size_t)n});
        }
    }
}

static void take_party(drafting *g, sqlite3_stmt *st)
{
    uint32_t pos = (uint32_t)sqlite3_column_int64(st, 0);
    if (pos >= g->of.n || !g->of.p[pos])
        return;
    draft *d = &g->d.p[g->of.p[pos] - 1];
    bool doer = at_eq(at_sql_column(st, 1), AT_S("actor")), named = sqlite3_column_int(st, 3) != 0;
    at__words_of(g->w, g->mem, doer ? &d->doer : &d->done_to, at_sql_column(st, 2), AT_UNIT_NAMES);
    at__words_of(g->w, g->mem, doer ? &d->doer : &d->done_to, at_sql_column(st, 4), AT_UNIT_NAMES);
    at__names_of(g->w, g->mem, &d->names, at_sql_column(st, 2), AT_UNIT_WORDS);
    if (named)
        d->u.flags |= doer ? AT_UNIT_DOER_NAMED : AT_UNIT_DONE_NAMED;
}

void at__units_of(at_sql *q, const at__words *w, at_arena *mem, at__units *out, int64_t report)
{
    drafting g = {.q = q, .w = w, .mem = mem};
    sqlite3_stmt *st = at_sql_prepare(q, rows_sql);
    at_sql_int(q, st, 1, report);
    while (at_sql_step(q, st))
        take_finding(&g, st);
    at_sql_end(q, st);
    st = at_sql_prepare(q, parties_sql);
    at_sql_int(q, st, 1, report);
    while (at_sql_step(q, st))
        take_party(&g, st);
    at_sql_end(q, st);
    for (size_t i = 0; i < g.d.n; i++) {
        draft *d = &g.d.p[i];
        d->u.report = report;
        d->u.head = at__terms_set(mem, &d->head);
        d->u.words = at__terms_set(mem, &d->words);
        d->u.doer = at__terms_set(mem, &d->doer);
        d->u.done_to = at__terms_set(mem, &d->done_to);
        d->u.names = at__terms_set(mem, &d->names);
        d->u.what = at__terms_set(mem, &d->what);
        d->u.number = at__terms_set(mem, &d->number);
        for (uint32_t k = 0; k < d->u.head.n; k++)
            at__kin_of(w, mem, &d->kin, d->u.head.p[k]);
        d->u.kin = at__terms_set(mem, &d->kin);
        *at_push(mem, out) = d->u;
    }
}

/* Layout: 12 numbers, then eight lists, each its length and its terms; 32-bit, little end first as every machine we build for. */
at_str at__unit_pack(at_arena *mem, const at__unit *u)
{
    const at__terms *lists[] = {&u->head, &u->words, &u->doer, &u->done_to, &u->names, &u->kin, &u->what, &u->number};
    uint32_t fixed[12] = {2, (uint32_t)u->from, (uint32_t)u->to, (uint32_t)u->published, u->type, u->mode, u->place, u->country, u->admin, u->flags};
    size_t n = 12;
    memcpy(&fixed[10], &u->norm, sizeof u->norm);
    for (size_t i = 0; i < 8; i++)
        n += 1 + lists[i]->n;
    uint32_t *p = at_new(mem, uint32_t, n), *o = p + 12;
    memcpy(p, fixed, sizeof fixed);
    for (size_t i = 0; i < 8; i++) {
        *o++ = lists[i]->n;
        if (lists[i]->n)
            memcpy(o, lists[i]->p, lists[i]->n * sizeof *o);
        o += lists[i]->n;
    }
    return (at_str){(const char *)p, n * sizeof *p};
}

bool at__unit_unpack(at_arena *mem, at__unit *u, at_str packed)
{
    at__terms *lists[] = {&u->head, &u->words, &u->doer, &u->done_to, &u->names, &u->kin, &u->what, &u->number};
    size_t n = packed.n / sizeof(uint32_t), i = 12;
    uint32_t *p = at_new(mem, uint32_t, n + 1);
    if (n < 12)
        return false;
    memcpy(p, packed.p, n * sizeof *p);
    if (p[0] != 2)
        return false;
    u->from = (int32_t)p[1];
    u->to = (int32_t)p[2];
    u->published = (int32_t)p[3];
    u->type = p[4];
    u->mode = p[5];
    u->place = p[6];
    u->country = p[7];
    u->admin = p[8];
    u->flags = p[9];
    memcpy(&u->norm, &p[10], sizeof u->norm);
    for (size_t k = 0; k < 8; k++) {
        if (i >= n || p[i] > n - i - 1)
            return false;
        *lists[k] = (at__terms){p + i + 1, p[i]};
        i += 1 + p[i];
    }
    return true;
}
