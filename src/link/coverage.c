/* Which reports tell of which place on which day: what silence is measured against. */
#include "link/own.h"

#include "base/str.h"

static void run(at_sql *q, const char *sql, int64_t report)
{
    sqlite3_stmt *st = at_sql_prepare(q, sql);
    at_sql_int(q, st, 1, report);
    (void)at_sql_step(q, st);
    at_sql_end(q, st);
}

/* The places of a report's findings, each once, with the day of publication. */
#define PLACES                                                                                                                                    \
    "(SELECT DISTINCT coalesce('g:' || p.geonames, 'n:' || p.name) AS place, CAST(julianday(r.published) - 2440587.5 AS INTEGER) AS day FROM report r"  \
    " JOIN place p ON p.report = r.n WHERE r.n = ?1 AND r.published IS NOT NULL AND julianday(r.published) IS NOT NULL AND p.precision <= 4 AND (p.geonames IS NOT NULL OR p.name IS NOT NULL)"     \
    " AND EXISTS (SELECT 1 FROM finding f WHERE f.report = ?1 AND f.place = p.id))"

void at__coverage_put(at_sql *q, int64_t report)
{
    run(q, "INSERT INTO coverage(place, day, reports) SELECT place, day, 1 FROM " PLACES " WHERE 1 ON CONFLICT(place, day) DO UPDATE SET reports = reports + 1", report);
    run(q, "INSERT OR IGNORE INTO coverage_place(place, name, country, lat, lon) SELECT coalesce('g:' || p.geonames, 'n:' || p.name), p.name, p.country, p.lat, p.lon FROM place p"
           " WHERE p.report = ?1 AND p.precision <= 4 AND (p.geonames IS NOT NULL OR p.name IS NOT NULL)", report);
}

void at__coverage_drop(at_sql *q, int64_t report)
{
    run(q, "UPDATE coverage SET reports = reports - 1 FROM " PLACES " AS x WHERE coverage.place = x.place AND coverage.day = x.day", report);
    run(q, "DELETE FROM coverage WHERE reports <= 0 AND ?1 = ?1", report);
}
