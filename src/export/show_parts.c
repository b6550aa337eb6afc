/* The small parts of an account's lines. */
#include "export/show.h"

#include "base/str.h"

void at_show_id(at_page *p, const at_account *a, const at_entry *e)
{
    const at_told *t = &a->reports.p[e->report];
    if (t->number)
        at_page_fmt(p, AT_ID, "%u:%.*s", t->number, AT_FMT(e->id));
    else
        at_page_put(p, AT_ID, e->id);
}

void at_show_list(at_page *p, at_style style, const at_strs *names)
{
    for (size_t i = 0; i < names->n; i++) {
        if (i)
            at_page_put(p, AT_PLAIN, i + 1 == names->n ? AT_S(" and ") : AT_S(", "));
        at_page_put(p, style, names->p[i]);
    }
}

/* What a number beside each of these words is to the bound that was taken from it (gold GUIDE: "more than 1,000" is 1001 and up).
 */
static const struct {
    const char *words;
    int low, high; /* add to the bound to get the number as it was said */
} qualifiers[] = {
    {"more than", -1, 0}, {"over", -1, 0},         {"above", -1, 0},        {"upwards of", -1, 0},  {"in excess of", -1, 0},
    {"at least", 0, 0},   {"no fewer than", 0, 0}, {"no less than", 0, 0},  {"almost", 0, 1},       {"nearly", 0, 1},
    {"close to", 0, 1},   {"fewer than", 0, 1},    {"less than", 0, 1},     {"under", 0, 1},        {"below", 0, 1},
    {"up to", 0, 0},      {"as many as", 0, 0},    {"at most", 0, 0},       {"about", 0, 0},        {"around", 0, 0},
    {"some", 0, 0},       {"roughly", 0, 0},       {"approximately", 0, 0}, {"an estimated", 0, 0}, {"estimated", 0, 0},
};

/* The number as the report said it, if its qualifier is one of those above. */
static bool as_said(at_page *p, const at_entry *e)
{
    char t[32];
    bool both = e->low != AT_NOBOUND && e->high != AT_NOBOUND;
    if (both && e->low != e->high)
        return false;
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++)
        if (at_eq_fold(e->qualifier, at_strz(qualifiers[i].words))) {
            at_page_number(t, e->low != AT_NOBOUND ? e->low + qualifiers[i].low : e->high + qualifiers[i].high);
            at_page_fmt(p, AT_BOLD, "%s %s", qualifiers[i].words, t);
            return true;
        }
    return false;
}

void at_show_bounds(at_page *p, const at_entry *e)
{
    char low[32], high[32];
    bool has_low = e->low != AT_NOBOUND, has_high = e->high != AT_NOBOUND;
    at_page_number(low, e->low);
    at_page_number(high, e->high);
    if (!has_low && !has_high)
        at_page_put(p, AT_BOLD, e->qualifier.n ? e->qualifier : AT_S("(no number)"));
    else if (as_said(p, e))
        return;
    else if (e->low == e->high)
        at_page_put(p, AT_BOLD, at_strz(low));
    else if (!has_high && e->qualifier.n && e->qualifier.n < 24)
        at_page_fmt(p, AT_BOLD, "%.*s (%s or more)", AT_FMT(e->qualifier), low);
    else if (!has_high)
        at_page_fmt(p, AT_BOLD, "%s or more", low);
    else if (!has_low)
        at_page_fmt(p, AT_BOLD, "%s or fewer", high);
    else
        at_page_fmt(p, AT_BOLD, "%s to %s", low, high);
}

/* Does the name hold the office already: "officials on the two sides", "UP leaders"? */
bool at_show_role(const at_voice *v)
{
    for (size_t i = 0; v->role.n && i + v->role.n <= v->name.n; i++)
        if (at_eq_fold(at_sub(v->name, i, i + v->role.n), v->role))
            return false;
    return v->role.n != 0;
}

/* "the minister of health, by name and office" */
static void voice(at_page *p, const at_voice *v)
{
    at_page_put(p, AT_PLAIN, v->name.n ? v->name : v->role.n ? v->role : AT_S("nobody named"));
    if (v->name.n && at_show_role(v))
        at_page_fmt(p, AT_DIM, ", %.*s", AT_FMT(v->role));
}

void at_show_voices(at_page *p, const at_entry *e)
{
    bool asserted = !e->stance.n || at_eq(e->stance, AT_S("asserted"));
    if (e->negated)
        at_page_put(p, AT_WARN, asserted && !e->nvoices ? AT_S("did not happen") : AT_S("did not happen, "));
    if (!asserted) {
        at_page_put(p, AT_WARN, e->stance);
        if (e->nvoices)
            at_page_put(p, AT_WARN, at_eq(e->stance, AT_S("hypothetical")) ? AT_S(", ") : AT_S(" by "));
        else if (at_eq(e->stance, AT_S("reported")))
            at_page_put(p, AT_PLAIN, AT_S(", nobody named"));
    }
    if (!e->nvoices)
        return;
    voice(p, &e->voices[e->nvoices - 1]);
    for (size_t i = e->nvoices - 1; i-- > 0;) {
        at_page_put(p, AT_PLAIN, AT_S(", quoted by "));
        voice(p, &e->voices[i]);
    }
}

void at_show_place(at_page *p, const at_entry *e)
{
    if (e->spot)
        at_page_put(p, AT_PLAIN, e->spot->name);
    if (e->where.n)
        at_page_fmt(p, AT_PLAIN, e->spot ? " (%.*s)" : "%.*s", (int)(e->where.n < 300 ? e->where.n : 300), e->where.p);
}

at_str at_show_source(const at_told *t)
{
    return t->publisher.n ? t->publisher : t->name.n ? t->name : t->url.n ? t->url : t->id;
}
