#include "find/event_response.h"

#include "base/str.h"
#include "find/who.h"

/* Is the doer a state or one of its organs? A measure, arrests and dispersals without a doer are a state's all the same. */
static bool by_state(at__ev *ev, const at_finding *f)
{
    for (size_t i = 0; i < f->event.actor.n; i++) {
        const at_party *p = &f->event.actor.p[i];
        const char *sector = at_who_sector(ev->c, p->tok);
        if (at_who_state(ev->c, p->tok) || (sector && at_in_list(AT_S("GOV MIL COP SPY JUD LEG PPL"), ' ', at_strz(sector))))
            return true;
    }
    return !f->event.actor.n && (f->event.measure.n || at_eq(f->event.mode, AT_S("arrest")) || at_eq(f->event.mode, AT_S("crowd-control")));
}

/* The first row of that type and mode with a class, or empty. */
static at_str by_mode(const at__ev *ev, uint32_t mode, uint32_t response, const at_finding *f)
{
    const at_table *t = &ev->measures->t;
    for (uint32_t r = 0; r < t->nrows; r++)
        if (at_event_type_of(at_cell(t, r, ev->measures_type)) == f->event.type && at_eq(at_cell(t, r, mode), f->event.mode) && at_cell(t, r, response).n)
            return at_cell(t, r, response);
    return (at_str){"", 0};
}

static bool done(const at_finding *f)
{
    return !f->negated && f->event.phase != AT_PH_PLANNED && f->event.phase != AT_PH_FAILED && f->event.phase != AT_PH_CALLED_OFF;
}

void at__event_responses(at__ev *ev)
{
    uint32_t mode = at_table_col(&ev->measures->t, "mode"), response = at_table_col(&ev->measures->t, "response");
    bool protest = false;
    for (size_t i = 0; i < ev->c->findings.n && !protest; i++)
        protest = ev->c->findings.p[i].kind == AT_K_EVENT && ev->c->findings.p[i].event.type == AT_PROTEST;
    for (size_t i = 0; i < ev->c->findings.n && protest; i++) {
        at_finding *f = &ev->c->findings.p[i];
        if (f->kind != AT_K_EVENT || f->event.type == AT_PROTEST || !done(f) || !by_state(ev, f))
            continue;
        uint32_t r = f->event.measure.n ? at_lexicon_row(ev->measures, f->event.measure) : AT_NONE;
        f->event.response = r == AT_NONE ? (at_str){"", 0} : at_cell(&ev->measures->t, r, response);
        if (!f->event.response.n)
            f->event.response = by_mode(ev, mode, response, f);
        if (!f->event.response.n && f->event.type == AT_ASSAULT && at_in_list(AT_S("kill killing murder massacre slaughter slay slaying"), ' ', ev->lemma[f->tok]))
            f->event.response = AT_S("killings");
    }
}
