/* CAMEO rows as dictionary coders print them, and GDELT 2.0 mentions with offsets that can be looked up. */
#include "export/happened.h"

#include "base/str.h"

/* CAMEO's actor code: country, then the role of the sector where CAMEO has one. */
static at_str code(at_arena *mem, const at_side *s)
{
    static const char *const roles[] = {"COP", "GOV", "JUD", "LEG", "MIL", "OPP", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU",
                                        "ELI", "JRN", "LAB", "MED", "REF", "SET"};
    at_str role = AT_S("");
    if (at_eq(s->sector, AT_S("JRN")))
        role = AT_S("MED"); /* CAMEO's code of the press */
    else if (at_eq(s->sector, AT_S("MED")))
        role = AT_S("HLH");
    else if (at_eq(s->sector, AT_S("PTY")))
        role = AT_S("PTY");
    for (size_t i = 0; i < sizeof roles / sizeof *roles && !role.n; i++)
        if (at_eq(s->sector, at_strz(roles[i])))
            role = s->sector;
    at_str both = at_arena_cat(mem, s->country, role);
    return both.n ? both : AT_S("---");
}

static void head_cameo(at_exporting *x)
{
    at_buf_put(x->out, AT_S("date\tsource\ttarget\tcameo\tsource_text\ttarget_text\tplace\treport\tid\n"));
}

/* One line for each pair of sides, as CAMEO's coders do. */
static void put_cameo(at_exporting *x, const at_happened *e)
{
    if (!e->cameo.n || !e->from.n || !e->nactors) {
        x->count->outside++;
        return;
    }
    for (size_t a = 0; a < e->nactors; a++)
        for (size_t r = 0; r < (e->nrecipients ? e->nrecipients : 1); r++) {
            at_tsv(x->out, e->from);
            at_tsv(x->out, code(x->mem, &e->actors[a]));
            at_tsv(x->out, e->nrecipients ? code(x->mem, &e->recipients[r]) : AT_S("---"));
            at_tsv(x->out, e->cameo);
            at_tsv(x->out, e->actors[a].name);
            at_tsv(x->out, e->nrecipients ? e->recipients[r].name : AT_S(""));
            at_tsv(x->out, e->place);
            at_tsv(x->out, e->report);
            at_tsv(x->out, e->id);
            at_buf_putc(x->out, '\n');
            x->count->rows++;
        }
}

static const char *const columns[] = {"GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
                                      "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
                                      "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"};

static void head_gdelt(at_exporting *x)
{
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        at_tsv(x->out, at_strz(columns[i]));
    at_buf_putc(x->out, '\n');
}

/* "2022-01-06" -> "20220106000000" */
static at_str stamp(at_arena *mem, at_str day)
{
    return day.n < 10 ? AT_S("") : at_arena_fmt(mem, "%.4s%.2s%.2s000000", day.p, day.p + 5, day.p + 8);
}

static void put_gdelt(at_exporting *x, const at_happened *e)
{
    if (!e->from.n) {
        x->count->outside++;
        return;
    }
    at_tsv(x->out, e->incident); /* GDELT's number of the event: here the incident, 3:i7 */
    at_tsv(x->out, stamp(x->mem, e->from));
    at_tsv(x->out, stamp(x->mem, e->published));
    at_tsv_int(x->out, e->url.n ? 1 : 2); /* 1 the web, 2 only a citation */
    at_tsv(x->out, e->publisher);
    at_tsv(x->out, e->url.n ? e->url : e->report);
    at_tsv(x->out, AT_S(""));
    at_tsv_int(x->out, -2);
    at_tsv_int(x->out, -2);
    at_tsv_int(x->out, e->beg); /* bytes of the kept text */
    at_tsv_int(x->out, 1);
    at_tsv_int(x->out, (int64_t)(e->confidence * 100 + 0.5));
    at_tsv(x->out, AT_S(""));
    at_tsv(x->out, AT_S(""));
    at_tsv(x->out, AT_S(""));
    at_tsv(x->out, e->id);
    at_buf_putc(x->out, '\n');
    x->count->rows++;
}

const at_shape at_shape_cameo = {head_cameo, put_cameo, NULL, false, false};
const at_shape at_shape_gdelt = {head_gdelt, put_gdelt, NULL, false, true};
