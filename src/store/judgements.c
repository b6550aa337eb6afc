/* What people decided so far: the list, how often the program was right, what to look at next. */
#include "store/store.h"

#include "base/err.h"
#include "base/str.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static at_code hand_over(at_sql *q, at_buf *b, char **text, size_t *n, const char *empty, at_err *err)
{
    at_code code = b->bad ? at_fail(err, AT_ENOMEM, "out of memory") : at_sql_code(q, err);
    if (code == AT_OK && !b->n)
        code = at_fail(err, AT_ENOTFOUND, "%s", empty);
    if (code != AT_OK) {
        at_buf_release(b);
        return code;
    }
    *text = b->p;
    *n = b->n;
    return AT_OK;
}

at_code at_store_judgements(at_store *s, char **text, size_t *n, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    at_buf b = {0};
    *text = NULL;
    *n = 0;
    sqlite3_stmt *st = at_sql_prepare(
        &q, "SELECT j.n, j.at, j.who, j.verdict, coalesce((SELECT f.report||':'||f.id FROM finding f WHERE f.key=j.key), j.key),"
            " j.before, j.after, j.why FROM judgement j ORDER BY j.n");
    while (at_sql_step(&q, st)) {
        at_buf_fmt(&b, "%4lld  %s  ", (long long)sqlite3_column_int64(st, 0), at_sql_column(st, 1).p);
        for (int i = 2; i < 5; i++) {
            at_buf_put_clean(&b, at_sql_column(st, i));
            at_buf_put(&b, AT_S("  "));
        }
        if (sqlite3_column_type(st, 5) != SQLITE_NULL) {
            at_buf_put_clean(&b, at_sql_column(st, 5));
            at_buf_put(&b, AT_S(" -> "));
        }
        at_buf_put_clean(&b, at_sql_column(st, 6));
        if (sqlite3_column_type(st, 7) != SQLITE_NULL) {
            at_buf_put(&b, AT_S("  ("));
            at_buf_put_clean(&b, at_sql_column(st, 7));
            at_buf_putc(&b, ')');
        }
        at_buf_putc(&b, '\n');
    }
    at_sql_end(&q, st);
    return hand_over(&q, &b, text, n, "nothing was judged yet", err);
}

/* Wilson's interval at 95 %: holds for few judgements and for shares near 0 and 1 (E. B. Wilson, JASA 22, 1927). */
static void wilson(double right, double all, double *low, double *high)
{
    const double z = 1.959964;
    double p = right / all, d = 1 + z * z / all, mid = p + z * z / (2 * all), half = z * sqrt(p * (1 - p) / all + z * z / (4 * all * all));
    *low = (mid - half) / d;
    *high = (mid + half) / d;
}

static void check_by(at_sql *q, at_buf *b, const char *title, const char *sql)
{
    sqlite3_stmt *st = at_sql_prepare(q, sql);
    bool first = true;
    while (at_sql_step(q, st)) {
        double accepted = (double)sqlite3_column_int64(st, 1), corrected = (double)sqlite3_column_int64(st, 2);
        double rejected = (double)sqlite3_column_int64(st, 3), low, high;
        if (first)
            at_buf_fmt(b, "%s%-24s %9s %9s %9s   %s\n", b->n ? "\n" : "", title, "accepted", "corrected", "rejected", "right, with the 95 % interval");
        first = false;
        wilson(accepted, accepted + corrected + rejected, &low, &high);
        at_buf_fmt(b, "%-24.24s %9.0f %9.0f %9.0f   %3.0f %%  (%.0f-%.0f)\n", at_sql_column(st, 0).p, accepted, corrected, rejected,
                   100 * accepted / (accepted + corrected + rejected), 100 * low, 100 * high);
    }
    at_sql_end(q, st);
}

at_code at_store_check(at_store *s, char **text, size_t *n, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    at_buf b = {0};
    *text = NULL;
    *n = 0;
    check_by(&q, &b, "kind", "SELECT kind, sum(status='accepted'), sum(status='corrected'), sum(status='rejected') FROM finding"
                             " WHERE status<>'' GROUP BY 1 ORDER BY 1");
    check_by(&q, &b, "rule", "SELECT coalesce(rule,'-'), sum(status='accepted'), sum(status='corrected'), sum(status='rejected') FROM finding"
                             " WHERE status<>'' GROUP BY 1 ORDER BY count(*) DESC, 1");
    check_by(&q, &b, "said to be so sure", "SELECT printf('%.1f to %.1f', floor(confidence*5)/5, floor(confidence*5)/5+0.2), sum(status='accepted'),"
                                           " sum(status='corrected'), sum(status='rejected') FROM finding WHERE status<>'' AND confidence IS NOT NULL"
                                           " GROUP BY 1 ORDER BY 1");
    return hand_over(&q, &b, text, n, "nothing was judged yet", err);
}

at_code at_store_next(at_store *s, char **id, size_t skip, at_err *err)
{
    at_sql q = {s->db, SQLITE_OK};
    *id = NULL;
    sqlite3_stmt *st = at_sql_prepare(&q, "SELECT id FROM queue ORDER BY disputed DESC, confidence, n, pos LIMIT 1 OFFSET ?1");
    at_sql_int(&q, st, 1, (int64_t)skip);
    if (at_sql_step(&q, st)) {
        at_str v = at_sql_column(st, 0);
        *id = calloc(1, v.n + 1);
        if (*id)
            memcpy(*id, v.p, v.n);
    }
    at_sql_end(&q, st);
    at_code code = at_sql_code(&q, err);
    return code != AT_OK ? code : *id ? AT_OK : at_fail(err, AT_ENOTFOUND, "every finding is judged");
}
