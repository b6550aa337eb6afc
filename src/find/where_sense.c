#include "find/where_sense.h"

#include "base/str.h"
#include <math.h>

enum { HITS_MAX = 200 /* all that the file holds of one name */, ADM1_MAX = 24, INSIDE_WORDS = 5 /* "X in the northern province of Y" */ };

/* Weights in factors of ten of people; see the header. */
static const float COUNTRY_PRIOR = 8.5f;   /* above every capital that shares its country's name (Singapore, Mexico) */
static const float CAPITAL_BONUS = 1.0f;   /* a capital is as well known as a town ten times its size */
static const float ALT_NAME = -1.0f;       /* one of the many names of a town, in some language */
static const float ALT_NAME_BIG = -0.4f;   /* the same of a town of a million: people do use it */
static const float ALT_BESIDE_ROW = -1.5f; /* more so where places_extra.tsv has a place of that very name */
static const float HINT_RIGHT = 2.5f, HINT_WRONG = -1.5f; /* "province", "the city of" */
static const float CONTAINED = 4.0f;       /* "X, Y" and X lies in Y: settles it */
static const float SAME_AS_BEFORE = 1.5f;  /* settled so earlier in the report */
static const float COUNTRY_THERE = 1.5f, COUNTRY_SHARE = 2.0f; /* the report speaks of its country; speaks of nothing else */
static const float REGION_THERE = 0.5f;    /* other places of its first-level region occur */
static const float NEAR_THERE = 0.8f, NEAR_MOST = 2.0f; /* a place named elsewhere in the report lies within NEAR_KM; for all such together */
static const double NEAR_KM = 40;
static const float NEAR_DOUBT = 0.4f;      /* taken off for each unit by which that place is not the first that its name means */
enum { NEAR_NAMES = 40, NEAR_CANDS = 8 };  /* names on either side, meanings of a name that are looked at */
static const float SURE_MARGIN = 1.2f;     /* by which a choice must lead to speak for its country */
static const float DOUBT = 2.6f;           /* within which a namesake elsewhere makes a country's name doubtful (Georgia) */
static const float FAMOUS = 6.0f;          /* a town of a million is believed in any report */
static const float SPOT_FAMOUS = 5.2f;     /* so is a facility of places_extra.tsv (the Kremlin), not a square or a crossing */

void at_where_senses_init(at_where_senses *s, const at_ctx *c, const at_where_words *w)
{
    memset(s, 0, sizeof *s);
    s->c = c;
    s->w = w;
    at_map_init(&s->by_key, c->mem);
}

double at_where_km(double lat1, double lon1, double lat2, double lon2)
{
    const double r = 6371.0, rad = 0.017453292519943295;
    double a = sin((lat2 - lat1) * rad / 2), b = sin((lon2 - lon1) * rad / 2);
    double h = a * a + cos(lat1 * rad) * cos(lat2 * rad) * b * b;
    return 2 * r * asin(sqrt(h < 1 ? h : 1));
}

/* ---- candidates ---- */

static void from_bin(const at_where_senses *s, at_where_cand *x, at_g_hit hit)
{
    const at_gazetteer *g = s->c->gaz;
    at_g_place p = at_gazetteer_place(g, hit.place);
    double log_pop = log10(10 + p.population);
    *x = (at_where_cand){.bin = hit.place, .row = AT_NONE, .alt = hit.alt, .country = p.country, .adm1 = at_gazetteer_region(g, hit.place), .lat = p.lat, .lon = p.lon, .prec = 1};
    switch (p.cls) {
    case AT_G_COUNTRY:
        x->cls = AT_C_COUNTRY;
        x->prec = 6;
        x->prior = COUNTRY_PRIOR;
        break;
    case AT_G_ADM1:
        x->cls = AT_C_ADM1;
        x->prec = 4;
        x->prior = (float)(0.6 * log_pop + 1.8);
        break;
    case AT_G_ADM2:
        x->cls = AT_C_ADM2;
        x->prec = 3;
        x->prior = (float)(0.6 * log_pop + 0.6);
        break;
    default:
        x->cls = AT_C_TOWN;
        x->capital = p.cls == AT_G_CAPITAL;
        x->prior = (float)log_pop + (x->capital ? CAPITAL_BONUS : 0);
    }
    if (hit.alt && x->cls != AT_C_COUNTRY)
        x->prior += p.population > 1e6 ? ALT_NAME_BIG : ALT_NAME;
}

static at_where_class class_of(at_str s, float *prior)
{
    static const struct { const char *name; at_where_class cls; float prior; } of[] = {
        {"country", AT_C_COUNTRY, 8.5f /* COUNTRY_PRIOR */}, {"continent", AT_C_REGION, 7.5f}, {"world-region", AT_C_REGION, 7.0f}, {"ocean", AT_C_WATER, 7.0f},
        {"sea", AT_C_WATER, 6.8f}, {"strait", AT_C_WATER, 6.0f}, {"lake", AT_C_WATER, 5.5f}, {"river", AT_C_WATER, 5.8f}, {"mountains", AT_C_LAND, 5.5f},
        {"desert", AT_C_LAND, 5.5f}, {"island", AT_C_LAND, 6.2f}, {"area", AT_C_LAND, 6.6f}, {"camp", AT_C_SPOT, 5.0f}, {"district", AT_C_SPOT, 5.0f},
        {"facility", AT_C_SPOT, 5.5f}, {"airport", AT_C_SPOT, 5.0f}, {"crossing", AT_C_SPOT, 5.0f}, {"former", AT_C_TOWN, 6.0f}, {"abbreviation", AT_C_ADM1, 6.0f}};
    for (size_t i = 0; i < sizeof of / sizeof *of; i++)
        if (at_eq(s, at_strz(of[i].name))) {
            *prior = of[i].prior;
            return of[i].cls;
        }
    *prior = 4;
    return AT_C_LAND;
}

/* First-level region of that key in the country, for rows like "calif" of "california". */
static uint32_t region_of(const at_where_senses *s, at_str key, uint8_t country)
{
    at_g_hit hit[HITS_MAX];
    size_t n = at_gazetteer_find(s->c->gaz, key, hit, HITS_MAX);
    for (size_t i = 0; i < n; i++) {
        at_g_place p = at_gazetteer_place(s->c->gaz, hit[i].place);
        if (p.cls == AT_G_ADM1 && p.country == country)
            return hit[i].place;
    }
    return AT_NONE;
}

/* The candidate of a row of places_extra.tsv; false if its place is not in the gazetteer. */
static bool from_extra(const at_where_senses *s, at_where_cand *x, uint32_t row)
{
    const at_where_words *w = s->w;
    const at_gazetteer *g = s->c->gaz;
    *x = (at_where_cand){.bin = AT_NONE, .row = row, .adm1 = AT_NONE};
    x->cls = class_of(at_where_cell(w, row, w->class), &x->prior);
    uint32_t country = at_gazetteer_country(g, at_where_cell(w, row, w->country));
    if (country != AT_NONE)
        x->country = at_gazetteer_place(g, country).country;
    at_str of = at_where_cell(w, row, w->of), prec = at_where_cell(w, row, w->prec);
    x->prec = (uint8_t)(prec.n == 1 && prec.p[0] >= '1' && prec.p[0] <= '7' ? prec.p[0] - '0' : 5);
    uint32_t to = of.n ? at_where_extra(w, of) : AT_NONE;
    if (x->cls == AT_C_COUNTRY) {
        x->bin = country;
    } else if (x->cls == AT_C_ADM1) {
        x->bin = x->adm1 = region_of(s, of, x->country);
        if (x->bin == AT_NONE)
            return false;
    } else if (to != AT_NONE) {
        x->row = to;
    }
    if (x->bin != AT_NONE && !at_where_cell(w, row, w->lat).n) {
        at_g_place p = at_gazetteer_place(g, x->bin);
        x->lat = p.lat;
        x->lon = p.lon;
    } else {
        x->lat = at_where_degrees(at_where_cell(w, x->row, w->lat));
        x->lon = at_where_degrees(at_where_cell(w, x->row, w->lon));
    }
    return true;
}

/* The same place from both tables becomes one candidate with the gazetteer's id and the better prior. */
static bool merge(at_where_cand *have, const at_where_cand *x)
{
    bool same = have->cls == AT_C_COUNTRY && x->cls == AT_C_COUNTRY && have->country == x->country;
    bool region = x->cls == AT_C_ADM1 && (have->cls == AT_C_LAND || have->cls == AT_C_ADM1) && have->row != AT_NONE && have->country == x->country;
    bool town = x->cls == AT_C_TOWN && have->cls == AT_C_TOWN && have->row != AT_NONE && at_where_km(have->lat, have->lon, x->lat, x->lon) < 60;
    if (!same && !region && !town)
        return false;
    if (have->bin == AT_NONE) { /* a country's point is that of the row: the middle of its land, not of its people */
        float prior = have->prior > x->prior ? have->prior : x->prior;
        uint32_t row = have->row;
        *have = *x;
        have->row = row;
        have->prior = prior;
    }
    return true;
}

typedef AT_VEC(at_where_cand) cands;

static void gather(const at_where_senses *s, cands *out, at_str key, float malus)
{
    at_where_cand x;
    uint32_t row = at_where_extra(s->w, key);
    if (row != AT_NONE && from_extra(s, &x, row)) {
        x.prior += malus;
        *at_push(s->c->mem, out) = x;
    }
    at_g_hit hit[HITS_MAX];
    size_t n = at_gazetteer_find(s->c->gaz, key, hit, HITS_MAX);
    for (size_t i = 0; i < n; i++) {
        from_bin(s, &x, hit[i]);
        x.prior += malus + (row != AT_NONE && x.alt ? ALT_BESIDE_ROW : 0); /* "White House" is Casablanca's name too */
        bool merged = false;
        for (size_t k = 0; k < out->n && !merged; k++)
            merged = out->p[k].bin == x.bin || (k == 0 && row != AT_NONE && merge(&out->p[k], &x));
        if (!merged)
            *at_push(s->c->mem, out) = x;
    }
}

static at_str drop_first(at_str key, at_str head)
{
    return at_starts(key, head) && key.n > head.n + 2 ? at_sub(key, head.n, key.n) : (at_str){"", 0};
}

/* Other spellings of a key when it is not known as it stands: the Arabic article, Saint, a head word inside the name. */
static void variants(const at_where_senses *s, cands *out, at_str key)
{
    static const char *const articles[] = {"al ", "el ", "ad ", "as ", "an ", "ar ", "ash ", "at ", "az "};
    at_arena *mem = s->c->mem;
    for (size_t i = 0; i < sizeof articles / sizeof *articles && !out->n; i++) {
        at_str rest = drop_first(key, at_strz(articles[i]));
        if (!rest.n)
            continue;
        gather(s, out, rest, -0.3f);
        if (!out->n)
            gather(s, out, at_arena_cat(mem, AT_S("al "), rest), -0.3f);
    }
    if (!out->n)
        gather(s, out, at_arena_cat(mem, AT_S("al "), key), -0.5f);
    at_str rest = drop_first(key, AT_S("st "));
    if (!out->n && rest.n)
        gather(s, out, at_arena_cat(mem, AT_S("saint "), rest), -0.3f);
    rest = drop_first(key, AT_S("mt "));
    if (!out->n && rest.n)
        gather(s, out, at_arena_cat(mem, AT_S("mount "), rest), -0.3f);
}

/* The key without the head word it begins or ends with ("helmand province", "city of san salvador"), or empty. An adjective
   of a state goes too: *of gets its code. */
static at_str without_head(const at_where_senses *s, at_str key, at_str *of)
{
    *of = (at_str){"", 0};
    size_t sp = SIZE_MAX;
    for (size_t i = 0; i < key.n; i++)
        if (key.p[i] == ' ')
            sp = i;
    if (sp == SIZE_MAX)
        return (at_str){"", 0};
    if (at_where_is(s->w, at_sub(key, sp + 1, key.n), "head") && !at_where_is(s->w, at_sub(key, 0, sp), "direction"))
        return at_sub(key, 0, sp);
    size_t first = at_index_char(key, ' ', 0);
    at_str head = at_sub(key, 0, first);
    *of = at_where_demonym(s->w, head); /* "Syrian Golan" */
    if (at_where_is(s->w, head, "head") || at_where_is(s->w, head, "direction") || of->n) {
        at_str rest = at_sub(key, first + 1, key.n);
        return at_starts(rest, AT_S("of ")) ? at_sub(rest, 3, rest.n) : rest;
    }
    return (at_str){"", 0};
}

/* Keeps what lies in the country of that code; all if it is empty. */
static void only_of(const at_where_senses *s, cands *list, at_str iso)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n && iso.n; i++)
        if (at_eq(at_strz(at_gazetteer_iso(s->c->gaz, list->p[i].country)), iso) || list->p[i].cls == AT_C_LAND)
            list->p[n++] = list->p[i];
    if (iso.n)
        list->n = n;
}

static int by_prior(const at_where_cand *a, const at_where_cand *b)
{
    return a->prior > b->prior ? -1 : a->prior < b->prior;
}

static void sort(at_where_cand *p, size_t n)
{
    for (size_t i = 1; i < n; i++) { /* at most HITS_MAX and one */
        at_where_cand x = p[i];
        size_t k = i;
        for (; k && by_prior(&x, &p[k - 1]) < 0; k--)
            p[k] = p[k - 1];
        p[k] = x;
    }
}

static uint32_t sense_of(at_where_senses *s, const at_where_mention *m)
{
    uint32_t *at = at_map_at(&s->by_key, m->key);
    if (*at != AT_NONE)
        return *at;
    *at = (uint32_t)s->senses.n;
    at_where_sense *x = at_push(s->c->mem, &s->senses);
    cands list = {0};
    gather(s, &list, m->key, 0);
    if (!list.n)
        variants(s, &list, m->key);
    if (!list.n && !m->building) {
        at_str bare = m->key;
        for (int k = 0; k < 3 && !list.n; k++) { /* "Far North Queensland", "Greater Toronto Area" */
            at_str of;
            bare = without_head(s, bare, &of);
            if (bare.n < 3)
                break;
            gather(s, &list, bare, 0);
            if (!list.n)
                variants(s, &list, bare);
            only_of(s, &list, of);
        }
    }
    sort(list.p, list.n);
    *x = (at_where_sense){m->key, list.p, (uint32_t)list.n, AT_NONE};
    return *at;
}

/* ---- choice ---- */

static bool fits(at_where_hint h, const at_where_cand *x)
{
    switch (h) {
    case AT_H_COUNTRY: return x->cls == AT_C_COUNTRY;
    case AT_H_ADM1: return x->cls == AT_C_ADM1 || x->cls == AT_C_LAND || (x->cls == AT_C_ADM2 && x->prior > 4) || x->cls == AT_C_COUNTRY;
    case AT_H_ADM2: return x->cls == AT_C_ADM2 || x->cls == AT_C_ADM1 || x->cls == AT_C_SPOT;
    case AT_H_TOWN: return x->cls == AT_C_TOWN;
    case AT_H_WATER: return x->cls == AT_C_WATER;
    case AT_H_LAND: return x->cls == AT_C_LAND || x->cls == AT_C_REGION || x->cls == AT_C_WATER;
    case AT_H_SPOT: return x->cls == AT_C_SPOT;
    default: return true;
    }
}

/* Does x lie in y? */
static bool lies_in(const at_where_senses *s, const at_where_cand *x, const at_where_cand *y)
{
    if (y->cls == AT_C_COUNTRY)
        return x->cls != AT_C_COUNTRY && x->country && x->country == y->country;
    if (y->bin == AT_NONE)
        return (y->cls == AT_C_LAND || y->cls == AT_C_SPOT) && x->cls != AT_C_COUNTRY && at_where_km(x->lat, x->lon, y->lat, y->lon) < 250;
    if (x->bin != AT_NONE) {
        uint32_t up = at_gazetteer_place(s->c->gaz, x->bin).parent;
        for (int k = 0; up != AT_NONE && k < 4; k++, up = at_gazetteer_place(s->c->gaz, up).parent)
            if (up == y->bin)
                return true;
    }
    return y->cls == AT_C_ADM1 && x->bin == AT_NONE && x->country == y->country && at_where_km(x->lat, x->lon, y->lat, y->lon) < 200;
}

static bool inside_any(const at_where_senses *s, const at_where_cand *x, const at_where_sense *y)
{
    for (uint32_t i = 0; i < y->n && i < 12; i++)
        if (y->cand[i].cls != AT_C_TOWN && lies_in(s, x, &y->cand[i]))
            return true;
    return false;
}

/* Does a meaning of x hold one of y? */
static bool holds_any(const at_where_senses *s, const at_where_sense *x, const at_where_sense *y)
{
    for (uint32_t i = 0; i < y->n && i < 6; i++)
        if (inside_any(s, &y->cand[i], x))
            return true;
    return false;
}

/* Of "X, Y", "X in Y", "X (Y)": the mention after m with hardly a word between. */
static void contain(const at_where_senses *s, at_where_mentions *m)
{
    const at_analysis *an = s->c->an;
    for (size_t i = 0; i + 1 < m->n; i++) {
        at_where_mention *a = &m->p[i];
        const at_where_mention *b = &m->p[i + 1];
        if (a->inside != AT_NONE || b->nested || b->building || b->beg < a->end || b->beg - a->end > INSIDE_WORDS || an->tokens[a->beg].sent != an->tokens[b->beg].sent)
            continue;
        bool link = b->beg > a->end, part = false;
        for (uint32_t k = a->end; k < b->beg; k++) {
            const at_token *t = &an->tokens[k];
            bool joins = at_eq(t->lower, AT_S("in")) || at_eq(t->lower, AT_S("of")) || at_eq(t->lower, AT_S(",")) || at_eq(t->lower, AT_S("("));
            part |= joins;
            link &= part && (joins || t->upos == AT_DET || t->upos == AT_ADJ || (t->upos == AT_NOUN && at_where_is(s->w, t->lemma, "head")));
        }
        if (!link)
            continue;
        const at_where_sense *x = &s->senses.p[a->sense], *y = &s->senses.p[b->sense];
        if (b->beg == a->end + 1 && an->tokens[a->end].upos == AT_PUNCT && x->n && x->cand[0].cls != AT_C_TOWN && !holds_any(s, y, x) && holds_any(s, x, y))
            m->p[i + 1].inside = (uint32_t)i; /* "Federal Capital Territory, Abuja" */
        else
            a->inside = (uint32_t)i + 1;
    }
}

static bool spot(const at_where_cand *x)
{
    return (x->cls == AT_C_TOWN || x->cls == AT_C_ADM2 || x->cls == AT_C_SPOT) && (x->lat != 0 || x->lon != 0);
}

/* How surely a meaning of y lies close to x: 1 if its first one does. */
static float close_by(const at_where_cand *x, const at_where_sense *y)
{
    float best = 0;
    for (uint32_t i = 0; i < y->n && i < NEAR_CANDS; i++) {
        const at_where_cand *z = &y->cand[i];
        float sure = 1 - NEAR_DOUBT * (y->cand[0].prior - z->prior);
        if (sure > best && spot(z) && fabs(z->lat - x->lat) < 1 && at_where_km(x->lat, x->lon, z->lat, z->lon) < NEAR_KM)
            best = sure;
    }
    return best;
}

/* Towns of one neighbourhood speak for each other: "Edmonton" beside "Enfield" and "Tottenham". */
static void neighbours(at_where_senses *s)
{
    for (size_t i = 0; i < s->senses.n; i++) {
        at_where_sense *a = &s->senses.p[i];
        size_t beg = i > NEAR_NAMES ? i - NEAR_NAMES : 0, end = i + NEAR_NAMES < s->senses.n ? i + NEAR_NAMES : s->senses.n;
        for (uint32_t k = 0; k < a->n && k < NEAR_CANDS && a->n > 1; k++) {
            float sum = 0;
            for (size_t j = beg; j < end && spot(&a->cand[k]); j++)
                if (j != i)
                    sum += close_by(&a->cand[k], &s->senses.p[j]);
            a->cand[k].near = NEAR_THERE * sum > NEAR_MOST ? NEAR_MOST : NEAR_THERE * sum;
        }
    }
}

static float score(const at_where_senses *s, const at_where_mentions *all, const at_where_mention *m, const at_where_cand *x, bool *own)
{
    float v = x->prior + x->near;
    if (m->hint != AT_H_NONE && m->hint != AT_H_ANY && !m->building)
        v += fits(m->hint, x) ? HINT_RIGHT : HINT_WRONG;
    if (m->inside != AT_NONE) {
        const at_where_sense *y = &s->senses.p[all->p[m->inside].sense];
        if (inside_any(s, x, y)) {
            v += CONTAINED;
            *own = true;
        }
    }
    if (x->country && s->country[x->country] > 0)
        v += COUNTRY_THERE + COUNTRY_SHARE * s->country[x->country] / s->countries;
    for (size_t k = 0; x->adm1 != AT_NONE && k < s->adm1.n; k++)
        if (s->adm1.p[k] == x->adm1 && x->bin != x->adm1) {
            v += REGION_THERE;
            break;
        }
    return v;
}

static const at_where_cand *best_of(at_where_senses *s, const at_where_mentions *all, const at_where_mention *m, float *margin)
{
    at_where_sense *y = &s->senses.p[m->sense];
    float best = -1e9f, second = -1e9f;
    uint32_t at = AT_NONE;
    bool own_best = false;
    for (uint32_t i = 0; i < y->n; i++) {
        bool own = false;
        float v = score(s, all, m, &y->cand[i], &own) + (y->last == i ? SAME_AS_BEFORE : 0);
        if (v > best) {
            second = best;
            best = v;
            at = i;
            own_best = own;
        } else if (v > second) {
            second = v;
        }
    }
    *margin = at == AT_NONE ? 0 : best - second;
    if (at != AT_NONE && own_best)
        y->last = at;
    return at == AT_NONE ? NULL : &y->cand[at];
}

static void first_word(at_where_senses *s, uint8_t country, uint32_t beg, uint32_t end)
{
    if (s->by_end[country] == 0 || beg < s->by_beg[country]) {
        s->by_beg[country] = beg;
        s->by_end[country] = end;
    }
}

static void weigh_country(at_where_senses *s, uint8_t country, float by)
{
    s->country[country] += by;
    s->countries += by;
}

/* Is the name of a country also that of a well-known place elsewhere (Georgia)? Then it does not speak for itself. */
static bool doubtful(const at_where_sense *y)
{
    for (uint32_t i = 1; i < y->n; i++)
        if (!y->cand[i].alt && y->cand[i].country != y->cand[0].country && y->cand[i].prior > y->cand[0].prior - DOUBT)
            return true;
    return false;
}

/* Countries named outright, and by what is theirs ("Russian"). */
static void weigh_named(at_where_senses *s, const at_where_mentions *m)
{
    const at_ctx *c = s->c;
    for (size_t i = 0; i < m->n; i++) {
        const at_where_sense *y = &s->senses.p[m->p[i].sense];
        if (y->n && y->cand[0].cls == AT_C_COUNTRY && y->cand[0].country) {
            weigh_country(s, y->cand[0].country, doubtful(y) ? 0.0f : m->p[i].nested ? 0.5f : 1.0f);
            first_word(s, y->cand[0].country, m->p[i].beg, m->p[i].end);
        }
    }
    for (uint32_t i = 0; i < c->an->ntokens; i++) {
        const at_token *t = &c->an->tokens[i];
        if ((t->upos != AT_ADJ && t->upos != AT_PROPN && t->upos != AT_NOUN) || (t->name && c->an->names[t->name - 1].type == AT_N_LOC))
            continue;
        at_str iso = at_where_demonym(s->w, t->lower);
        if (!iso.n && t->upos != AT_NOUN && i + 1 < c->an->ntokens && c->an->tokens[i + 1].sent == t->sent && t->form.p[0] < 'a')
            iso = at_where_demonym(s->w, at_arena_fmt(c->mem, "%.*s %.*s", AT_FMT(t->lower), AT_FMT(c->an->tokens[i + 1].lower)));
        uint32_t p = at_gazetteer_country(c->gaz, iso);
        if (p != AT_NONE) {
            uint8_t country = at_gazetteer_place(c->gaz, p).country;
            weigh_country(s, country, 0.4f);
            first_word(s, country, i, i + 1);
        }
    }
}

/* Towns and regions whose choice is clear say which country and region the report is about. */
static void weigh_chosen(at_where_senses *s, const at_where_mentions *m)
{
    float more[256] = {0};
    for (size_t i = 0; i < m->n; i++) {
        float margin;
        const at_where_cand *x = best_of(s, m, &m->p[i], &margin);
        if (!x || margin < SURE_MARGIN || x->cls == AT_C_COUNTRY || !x->country || (x->cls == AT_C_TOWN && x->prior < 4.5f && m->p[i].inside == AT_NONE))
            continue;
        more[x->country] += 0.7f;
        if (x->adm1 == AT_NONE)
            continue;
        bool have = false;
        for (size_t k = 0; k < s->adm1.n && !have; k++)
            have = s->adm1.p[k] == x->adm1;
        if (!have && s->adm1.n < ADM1_MAX)
            *at_push(s->c->mem, &s->adm1) = x->adm1;
    }
    for (int k = 1; k < 256; k++)
        if (more[k] > 0)
            weigh_country(s, (uint8_t)k, more[k]);
}

uint8_t at_where_country(const at_where_senses *s, float *share)
{
    int best = 0;
    for (int k = 1; k < 256; k++)
        if (s->country[k] > s->country[best])
            best = k;
    *share = best ? s->country[best] / s->countries : 0;
    return (uint8_t)best;
}

/*
 * A town in a country the report never speaks of, in a report that is about another, and no famous one; or one that does
 * not lie where the text says: more likely some place that no table has.
 */
static bool far_fetched(const at_where_senses *s, const at_where_mention *m, const at_where_cand *x, const at_where_cand *around)
{
    float share;
    uint8_t main = at_where_country(s, &share);
    if (x->cls == AT_C_SPOT) /* every second country has a Victoria Park or a Republic Square */
        return main && share > 0.4f && x->country != main && s->country[x->country] == 0 && x->prior < SPOT_FAMOUS;
    if (x->cls != AT_C_TOWN && x->cls != AT_C_ADM2)
        return false;
    if (around && around->country && (around->cls == AT_C_COUNTRY || around->cls == AT_C_ADM1) && around->country != x->country)
        return x->prior < FAMOUS;
    return main && x->country != main && s->country[x->country] == 0 && m->inside == AT_NONE && ((share > 0.4f && x->prior < FAMOUS - 1) || (share > 0.6f && x->prior < FAMOUS));
}

void at_where_senses_choose(at_where_senses *s, at_where_mentions *m, const at_where_cand **pick)
{
    for (size_t i = 0; i < m->n; i++)
        m->p[i].sense = sense_of(s, &m->p[i]);
    contain(s, m);
    neighbours(s);
    weigh_named(s, m);
    weigh_chosen(s, m);
    for (size_t i = 0; i < s->senses.n; i++)
        s->senses.p[i].last = AT_NONE;
    for (size_t i = 0; i < m->n; i++) {
        float margin;
        pick[i] = best_of(s, m, &m->p[i], &margin);
    }
    for (size_t i = m->n; i-- > 0;) /* what contains a place stands after it */
        if (pick[i] && far_fetched(s, &m->p[i], pick[i], m->p[i].inside == AT_NONE ? NULL : pick[m->p[i].inside]))
            pick[i] = NULL;
}
