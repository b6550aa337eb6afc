/* Findings as HTML. */
#include "base/day.h"
#include "serve/fact.h"
#include "serve/scope.h"

/* PLOVER's sixteen types (its manual, 2017 and 2022) in the order of its quad classes, with plain words beside them. */
static const struct {
    const char *type, *words;
    int group;
} types[] = {
    {"AGREE", "agrees", 1},         {"CONSULT", "talks", 1},         {"SUPPORT", "supports", 1},   {"CONCEDE", "gives way", 1},
    {"COOPERATE", "cooperates", 2}, {"AID", "gives aid", 2},         {"RETREAT", "withdraws", 2},  {"REQUEST", "demands", 3},
    {"ACCUSE", "accuses", 3},       {"REJECT", "refuses", 3},        {"THREATEN", "threatens", 3}, {"PROTEST", "protest", 4},
    {"SANCTION", "punishes", 4},    {"MOBILIZE", "sends forces", 4}, {"COERCE", "represses", 4},   {"ASSAULT", "violence", 4},
};

int at__type_group(at_str type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (at_eq(at_strz(types[i].type), type))
            return types[i].group;
    return 0;
}

const char *at__type_words(at_str type)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (at_eq(at_strz(types[i].type), type))
            return types[i].words;
    return "";
}

/* ---- days ---- */

void at__fact_day(at_buf *b, at_str iso, at_str precision)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    int y, m, d;
    int32_t day = at_day_parse(iso);
    if (day == AT_NODAY)
        return;
    at_day_split(day, &y, &m, &d);
    if (at_eq(precision, AT_S("year")))
        at_buf_fmt(b, "%d", y);
    else if (at_eq(precision, AT_S("month")))
        at_buf_fmt(b, "%s %d", months[m - 1], y);
    else
        at_buf_fmt(b, "%d %s %d", d, months[m - 1], y);
}

void at__fact_when(at_buf *b, const at__fact *f)
{
    bool whole = at_eq(f->precision, AT_S("year")) || at_eq(f->precision, AT_S("month"));
    if (!f->from.n) {
        if (f->to.n)
            at_buf_put(b, AT_S("until "));
        at__fact_day(b, f->to, f->precision);
        return;
    }
    if (!f->to.n)
        at_buf_put(b, AT_S("since "));
    at__fact_day(b, f->from, f->precision);
    if (f->to.n && !whole && !at_eq(f->from, f->to)) {
        at_buf_put(b, AT_S(" – "));
        at__fact_day(b, f->to, f->precision);
    }
}

/* ---- figures ---- */

void at__fact_range(at_buf *b, const at__fact *f)
{
    if (!f->has_low && !f->has_high)
        at__html(b, "$s", f->qualifier.n ? f->qualifier : AT_S("some"));
    else if (!f->has_high)
        at__html(b, "$n or more", (long long)f->low);
    else if (!f->has_low)
        at__html(b, "up to $n", (long long)f->high);
    else if (f->low == f->high)
        at__html(b, "$n", (long long)f->low);
    else
        at__html(b, "$n to $n", (long long)f->low, (long long)f->high);
}

/* ---- what is said ---- */

static void parties(at_buf *b, at_str names)
{
    at_str part;
    const char *sep = "";
    while (at_cut(&names, ';', &part)) {
        part = at_trim(part);
        if (part.n)
            at__html(b, "$z<b><bdi>$s</bdi></b>", sep, part);
        sep = ", ";
    }
}

static void gist_event(at_buf *b, const at__fact *f)
{
    at__html(b, "<span class=\"t g$d\">$s</span> ", (long long)at__type_group(f->type), f->type.n ? f->type : AT_S("EVENT"));
    if (f->mode.n)
        at__html(b, "<span class=mode>$s</span> ", f->mode);
    parties(b, f->who);
    if (!f->who.n && f->whom.n)
        at_buf_put(b, AT_S("<i class=none>not said</i>"));
    if (f->whom.n) {
        at_buf_put(b, AT_S(" <span class=arrow aria-label=\"to\">→</span> "));
        parties(b, f->whom);
    }
    if (f->measure.n)
        at__html(b, " <span class=mode>measure: $s</span>", f->measure);
}

void at__fact_gist(at__req *r, const at__fact *f)
{
    at_buf *b = &r->out;
    if (at_eq(f->kind, AT_S("event"))) {
        gist_event(b, f);
    } else if (at_eq(f->kind, AT_S("figure"))) {
        at_buf_put(b, AT_S("<b class=num>"));
        at__fact_range(b, f);
        at__html(b, "</b> <bdi>$s</bdi> <span class=\"t g0\">$s</span>", f->counted, f->what);
    } else if (at_eq(f->kind, AT_S("demand"))) {
        parties(b, f->who);
        at__html(b, "$z <bdi>$s</bdi>", f->who.n ? " demanded:" : "Demanded:", f->text);
    } else if (at_eq(f->kind, AT_S("cause"))) {
        at__html(b, "<bdi>$s</bdi> <span class=arrow aria-label=\"leads to\">⇒</span> <b><bdi>$s</bdi></b>", f->text, f->of);
    } else if (at_eq(f->kind, AT_S("framing"))) {
        at__html(b, "<b><bdi>$s</bdi></b> called <q><bdi>$s</bdi></q>", f->of.n ? f->of : AT_S("(not said)"), f->text);
    } else if (at_eq(f->kind, AT_S("silence"))) {
        at__html(b, "<span class=\"t g0\">$s</span> <b><bdi>$s</bdi></b>", f->type, f->text);
    } else {
        const at__said *s = f->nsaid ? &f->said[f->nsaid - 1] : NULL;
        at__html(b, "<b><bdi>$s</bdi></b>", !s ? AT_S("The report") : s->name.n ? s->name : s->role.n ? s->role : AT_S("Someone unnamed"));
        at_buf_put(b, f->direct ? AT_S(" said") : AT_S(" said, as reported"));
    }
    if (f->negated)
        at_buf_put(b, AT_S(" <span class=\"st denied\">said not to have happened</span>"));
}

/* ---- who says so ---- */

static const struct {
    const char *stance, *words;
} stances[] = {
    {"asserted", "according to"}, {"reported", "reported by"},  {"confirmed", "confirmed by"}, {"denied", "denied by"},     {"alleged", "alleged by"},
    {"expected", "expected by"},  {"feared", "feared by"},      {"promised", "promised by"},   {"demanded", "demanded by"}, {"hypothetical", "as a possibility, by"},
};

static const char *stance_words(at_str stance)
{
    for (size_t i = 0; i < sizeof stances / sizeof *stances; i++)
        if (at_eq(at_strz(stances[i].stance), stance))
            return stances[i].words;
    return "according to";
}

static void voice(at__req *r, const at__said *s)
{
    at_str name = s->name.n ? s->name : s->role.n ? s->role : AT_S("someone unnamed");
    at_buf_put(&r->out, AT_S("<a href=\""));
    at__html(&r->out, "/actor?name=$u\"><bdi>$s</bdi></a>", name, name);
    if (s->role.n && s->name.n && !at_eq_fold(s->role, s->name))
        at__html(&r->out, ", <bdi>$s</bdi>", s->role);
}

void at__fact_said(at__req *r, const at__fact *f)
{
    bool plain = at_eq(f->stance, AT_S("asserted")) || at_eq(f->stance, AT_S("reported"));
    if (!f->nsaid) {
        if (!plain && f->stance.n)
            at__html(&r->out, "<span class=\"st $s\">$s</span>", f->stance, f->stance);
        return;
    }
    if (plain && f->nsaid == 1 && at_eq(f->kind, AT_S("statement"))) { /* what is said names the speaker already */
        if (f->said[0].role.n && !at_eq_fold(f->said[0].role, f->said[0].name))
            at__html(&r->out, "<bdi>$s</bdi>", f->said[0].role);
        return;
    }
    at__html(&r->out, "<span class=\"said\"><span class=\"st $s\">$z</span> ", f->stance, stance_words(f->stance));
    voice(r, &f->said[f->nsaid - 1]);
    for (size_t i = f->nsaid - 1; i-- > 0;) {
        at_buf_put(&r->out, AT_S(", quoted by "));
        voice(r, &f->said[i]);
    }
    at_buf_put(&r->out, AT_S("</span>"));
}

void at__fact_report(at__req *r, const at__fact *f)
{
    at__html(&r->out, "<a class=from href=\"/report/$d#$s\">$s</a>", (long long)f->n, at_sub(f->id, at_index_char(f->id, ':', 0) + 1, f->id.n),
             f->publisher.n ? f->publisher : f->title.n ? f->title : f->report);
    if (f->published.n) {
        at_buf_put(&r->out, AT_S(" <span class=pub>"));
        at__fact_day(&r->out, f->published, AT_S(""));
        at_buf_put(&r->out, AT_S("</span>"));
    }
}

static void sure(at_buf *b, double c)
{
    int tenths = (int)(c * 10 + 0.5);
    at__html(b, "<span class=\"sure s$d\" title=\"the program is $d % sure\"><span class=vh>$d % sure</span></span>", (long long)tenths, (long long)(c * 100 + 0.5),
             (long long)(c * 100 + 0.5));
}

void at__fact_row(at__req *r, const at__fact *f, bool day)
{
    at_buf *b = &r->out;
    at__html(b, "<li class=\"f $s $s\"><p class=gist>", f->kind, f->status);
    if (day && (f->from.n || f->to.n)) {
        at_buf_put(b, AT_S("<span class=day>"));
        at__fact_when(b, f);
        at_buf_put(b, AT_S("</span> "));
    }
    at__html(b, "<a class=to href=\"/finding/$u\">", f->key);
    at__fact_gist(r, f);
    at_buf_put(b, AT_S("</a>"));
    if (f->place.n) {
        at_buf_put(b, AT_S(" <a class=place href=\""));
        at__scope_href1(r, b, "/events", "place", f->place);
        at__html(b, "\"><bdi>$s</bdi></a>", f->place);
    }
    at_buf_put(b, AT_S("</p>"));
    if (f->words.n)
        at__html(b, "<blockquote>$s</blockquote>", f->words);
    at_buf_put(b, AT_S("<p class=src>"));
    size_t before = b->n;
    at__fact_said(r, f);
    if (b->n > before)
        at_buf_put(b, AT_S(" · "));
    at__fact_report(r, f);
    sure(b, f->confidence);
    if (f->status.n)
        at__html(b, " <span class=judged>$s</span>", f->status);
    at_buf_put(b, AT_S("</p></li>\n"));
}
