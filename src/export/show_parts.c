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

void at_show_bounds(at_page *p, const at_entry *e)
{
    static const char rough[] = "about,around,nearly,almost,some,roughly,approximately,estimated";
    char low[32], high[32];
    at_page_number(low, e->low);
    at_page_number(high, e->high);
    if (e->low == AT_NOBOUND && e->high == AT_NOBOUND)
        at_page_put(p, AT_BOLD, e->qualifier.n ? e->qualifier : AT_S("(no number)"));
    else if (e->low == e->high && at_in_list((at_str){rough, sizeof rough - 1}, ',', e->qualifier))
        at_page_fmt(p, AT_BOLD, "%.*s %s", AT_FMT(e->qualifier), low);
    else if (e->low == e->high)
        at_page_put(p, AT_BOLD, at_strz(low));
    else if (e->high == AT_NOBOUND)
        at_page_fmt(p, AT_BOLD, "%s or more", low);
    else if (e->low == AT_NOBOUND)
        at_page_fmt(p, AT_BOLD, "%s or fewer", high);
    else
        at_page_fmt(p, AT_BOLD, "%s to %s", low, high);
}

/* "Josep Borrell, EU High Representative" */
static void voice(at_page *p, const at_voice *v)
{
    at_page_put(p, AT_PLAIN, v->name.n ? v->name : v->role.n ? v->role : AT_S("nobody named"));
    if (v->name.n && v->role.n)
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
