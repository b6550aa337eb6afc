#include "link/score.h"

#include "base/data.h"
#include "base/err.h"
#include "base/str.h"
#include "base/table.h"
#include <math.h>

static const char *const names[AT_LF_N] = {
    "bias", "head", "kin", "mode", "type", "type_clash", "words", "doer", "done_to", "cross", "name", "name_clash", "doer_clash", "done_to_clash", "place",
    "place_within", "place_clash", "day", "day_near", "day_clash", "report", "head_report", "kin_report", "type_report", "number", "planned", "published", "own",
};

const char *at__link_feature_name(at__link_feature f)
{
    return names[f];
}

static bool to_real(at_str s, double *out)
{
    char b[32], *end = NULL;
    if (!s.n || s.n >= sizeof b)
        return false;
    memcpy(b, s.p, s.n);
    b[s.n] = 0;
    *out = strtod(b, &end);
    return end == b + s.n;
}

static bool load(at__link_weights *w, at_arena *mem)
{
    at_err err = {0};
    at_table t;
    uint32_t found = 0;
    if (at_table_parse(&t, mem, AT_S("link.tsv"), at_data("link.tsv"), &err) != AT_OK)
        return false;
    for (uint32_t r = 0; r < t.nrows; r++) {
        at_str name = at_cell(&t, r, 0);
        double v;
        if (!to_real(at_cell(&t, r, 1), &v))
            return false;
        for (size_t f = 0; f < AT_LF_N; f++)
            if (at_eq(name, at_strz(names[f]))) {
                w->weight[f] = v;
                found++;
            }
        double *cut = at_eq(name, AT_S("join")) ? &w->join : at_eq(name, AT_S("join_own")) ? &w->join_own : at_eq(name, AT_S("fuse")) ? &w->fuse : NULL;
        if (cut) {
            *cut = v;
            found++;
        }
    }
    return found == AT_LF_N + 3;
}

bool at__link_weights_load(at__link_weights *w)
{
    jmp_buf fail;
    at_arena mem;
    at_arena_init(&mem, 0, &fail);
    bool ok = setjmp(fail) == 0 && load(w, &mem);
    at_arena_release(&mem);
    return ok;
}

/* The rarest common term decides: one shared surname says more than five shared common words. */
static double rarest_common(at__terms a, at__terms b, at__rarity *rare, void *user)
{
    double most = 0;
    for (uint32_t i = 0, k = 0; i < a.n && k < b.n;) {
        if (a.p[i] == b.p[k]) {
            double r = rare(user, a.p[i]);
            most = r > most ? r : most;
            i++;
            k++;
        } else if (a.p[i] < b.p[k]) {
            i++;
        } else {
            k++;
        }
    }
    return most;
}

/* Shared weight of the clauses' words over their lengths; heads count with head. */
static double words_cosine(const at__unit *a, const at__unit *b, at__rarity *rare, void *user)
{
    double sum = 0;
    for (uint32_t i = 0, k = 0; i < a->words.n && k < b->words.n;) {
        if (a->words.p[i] == b->words.p[k]) {
            uint32_t t = a->words.p[i];
            double r = at__terms_has(a->head, t) && at__terms_has(b->head, t) ? 0 : rare(user, t);
            sum += r * r;
            i++;
            k++;
        } else if (a->words.p[i] < b->words.p[k]) {
            i++;
        } else {
            k++;
        }
    }
    double len = (double)a->norm * (double)b->norm;
    return len > 0 ? fmin(1, sum / len) : 0;
}

static void parties(double x[AT_LF_N], const at__unit *a, const at__unit *b, at__rarity *rare, void *user)
{
    x[AT_LF_DOER] = rarest_common(a->doer, b->doer, rare, user);
    x[AT_LF_DONE_TO] = rarest_common(a->done_to, b->done_to, rare, user);
    double c[] = {rarest_common(a->doer, b->words, rare, user), rarest_common(b->doer, a->words, rare, user),
                  rarest_common(a->done_to, b->words, rare, user), rarest_common(b->done_to, a->words, rare, user)};
    for (size_t i = 0; i < sizeof c / sizeof *c; i++)
        x[AT_LF_CROSS] = fmax(x[AT_LF_CROSS], c[i]);
    x[AT_LF_NAME] = rarest_common(a->names, b->names, rare, user);
    x[AT_LF_NAME_CLASH] = a->names.n && b->names.n && x[AT_LF_NAME] == 0;
    x[AT_LF_DOER_CLASH] = (a->flags & b->flags & AT_UNIT_DOER_NAMED) && x[AT_LF_DOER] == 0;
    x[AT_LF_DONE_CLASH] = (a->flags & b->flags & AT_UNIT_DONE_NAMED) && x[AT_LF_DONE_TO] == 0;
}

static void places(double x[AT_LF_N], const at__unit *a, const at__unit *b)
{
    if (!a->country || !b->country)
        return;
    if (a->country != b->country)
        x[AT_LF_PLACE_CLASH] = 1;
    else if (a->place && a->place == b->place)
        x[AT_LF_PLACE] = a->flags & AT_UNIT_POINT ? 1 : 0.5;
    else if (!(a->flags & b->flags & AT_UNIT_POINT))
        x[AT_LF_PLACE_IN] = 1;
    else
        x[AT_LF_PLACE_CLASH] = a->admin && a->admin == b->admin ? 0.3 : 0.7; /* two towns; a suburb and its city share the region */
}

static void days(double x[AT_LF_N], const at__unit *a, const at__unit *b)
{
    if (a->from != AT_NODAY && b->from != AT_NODAY) {
        int64_t gap = a->from > b->to ? (int64_t)a->from - b->to : b->from > a->to ? (int64_t)b->from - a->to : 0;
        x[AT_LF_DAY] = gap == 0;
        x[AT_LF_DAY_NEAR] = gap == 1 ? 1 : gap == 2 ? 0.5 : 0;
        x[AT_LF_DAY_CLASH] = gap > 2;
    } else if (a->published != AT_NODAY && b->published != AT_NODAY) {
        int32_t p = a->from != AT_NODAY ? a->from : a->published, r = b->from != AT_NODAY ? b->from : b->published;
        x[AT_LF_PUBLISHED] = fmin(4, fabs((double)p - (double)r) / 7);
    }
}

void at__link_features(double x[AT_LF_N], const at__unit *a, const at__unit *b, double reports, at__rarity *rare, void *user)
{
    for (size_t i = 0; i < AT_LF_N; i++)
        x[i] = 0;
    x[AT_LF_BIAS] = 1;
    x[AT_LF_HEAD] = rarest_common(a->head, b->head, rare, user);
    bool known = a->type && b->type, type = known && a->type == b->type;
    if (x[AT_LF_HEAD] == 0) {
        x[AT_LF_KIN] = at__terms_meet(a->kin, b->kin);
        x[AT_LF_KIN_REPORT] = x[AT_LF_KIN] * reports;
        x[AT_LF_MODE] = type && a->mode && a->mode == b->mode;
        x[AT_LF_TYPE] = type && !(x[AT_LF_MODE] > 0);
    }
    x[AT_LF_TYPE_CLASH] = known && !type;
    x[AT_LF_WORDS] = words_cosine(a, b, rare, user);
    parties(x, a, b, rare, user);
    places(x, a, b);
    if (a->report == b->report && x[AT_LF_PLACE_CLASH] > 0.5 && x[AT_LF_PLACE_CLASH] < 1)
        x[AT_LF_PLACE_CLASH] = 3; /* a report that names two towns means two, unless its words for what happened there are the same */
    days(x, a, b);
    x[AT_LF_REPORT] = reports;
    x[AT_LF_HEAD_REPORT] = x[AT_LF_HEAD] > 0 ? reports : 0;
    x[AT_LF_TYPE_REPORT] = type ? reports : 0;
    x[AT_LF_NUMBER] = at__terms_meet(a->number, b->number);
    x[AT_LF_OWN] = a->report == b->report;
    x[AT_LF_PLANNED] = ((a->flags ^ b->flags) & AT_UNIT_PLANNED) != 0;
}

double at__link_likelihood(const at__link_weights *w, const double x[AT_LF_N])
{
    double z = 0;
    for (size_t i = 0; i < AT_LF_N; i++)
        z += w->weight[i] * x[i];
    return 1 / (1 + exp(-z));
}

void at__link_reasons(at_buf *b, const at__link_weights *w, const double x[AT_LF_N])
{
    char sep = '{';
    for (size_t i = 1; i < AT_LF_N; i++) {
        double part = w->weight[i] * x[i];
        if (fabs(part) < 0.05)
            continue;
        at_buf_fmt(b, "%c\"%s\":%.2f", sep, names[i], part);
        sep = ',';
    }
    at_buf_put(b, sep == '{' ? AT_S("{}") : AT_S("}"));
}
