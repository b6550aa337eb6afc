#include "find/event_content.h"

#include "base/str.h"
#include "find/who.h"

enum { AT__MEASURE_WORDS = 6 }; /* longest name in measures.tsv */

/* Type of the word that heads the content, verb or noun. */
static at_event_type type_of(at__ev *ev, uint32_t tok, at_str *mode)
{
    at__sense n;
    const at__sense *s = &n;
    n.row = AT_NONE;
    if (ev->depth > 4)
        return AT_NOEVENT;
    ev->depth++;
    if (ev->an->tokens[tok].upos == AT_VERB || ev->an->tokens[tok].upos == AT_ADJ)
        s = at__sense_verb(ev, tok);
    else
        (void)at__sense_noun(ev, &n, tok);
    ev->depth--;
    if (s->row == AT_NONE || at__ev_flag(s->flags, "weak"))
        return AT_NOEVENT;
    *mode = s->mode;
    return s->type;
}

/* The tokens that may say what it is about, most telling first. */
static uint32_t content_heads(at__ev *ev, uint32_t tok, uint32_t out[8])
{
    static const char *const verb_slots[] = {"xcomp", "ccomp", "obl:for", "obj", "obl:to", "obl:with", "obl:on"};
    static const char *const noun_slots[] = {"for", "to", "of", "on"};
    uint32_t n = 0;
    if (ev->an->tokens[tok].upos == AT_VERB || ev->an->tokens[tok].upos == AT_ADJ) {
        const at__frame *f = at__frame_of(ev, tok);
        for (size_t i = 0; i < sizeof verb_slots / sizeof *verb_slots; i++) {
            int32_t t = at__frame_slot(ev, f, at_strz(verb_slots[i]), false);
            if (t >= 0 && (i < 3 || !at__ev_acts(ev, (uint32_t)t)))
                out[n++] = (uint32_t)t;
        }
        for (int32_t d = ev->an->tokens[tok].child; d >= 0 && n < 8; d = ev->an->tokens[d].next)
            if (ev->an->tokens[d].rel == AT_R_ADVCL && (uint32_t)d > tok)
                out[n++] = (uint32_t)d;
    } else {
        for (size_t i = 0; i < sizeof noun_slots / sizeof *noun_slots; i++) {
            int32_t t = at__noun_dep(ev->an, tok, at_strz(noun_slots[i]));
            if (t >= 0)
                out[n++] = (uint32_t)t;
        }
        int32_t acl = at_dep(ev->an, tok, AT_R_ACL);
        if (acl >= 0 && n < 8)
            out[n++] = (uint32_t)acl;
    }
    return n;
}

/* Class of the content word, or of its object ("show restraint", "hold talks"). */
static bool about(at__ev *ev, uint32_t tok, const char *cls)
{
    at_str c = at_strz(cls);
    if (at__ev_class(ev, tok, c))
        return true;
    int32_t o = ev->an->tokens[tok].upos == AT_VERB ? at__frame_of(ev, tok)->obj : at__noun_dep(ev->an, tok, AT_S("of"));
    return o >= 0 && at__ev_class(ev, (uint32_t)o, c);
}

/* REQUEST and REJECT share their modes: assist, change, yield, meet. */
static at_str ask_mode(at__ev *ev, const uint32_t *heads, uint32_t n, bool request)
{
    for (uint32_t i = 0; i < n; i++) {
        at_str m = {"", 0};
        at_event_type t = type_of(ev, heads[i], &m);
        if (at_negated(ev->an, heads[i]))
            return AT_S("yield");
        if (t == AT_CONSULT || about(ev, heads[i], "c-meet"))
            return AT_S("meet");
        if (t == AT_RETREAT || t == AT_CONCEDE)
            return AT_S("yield");
        if (t == AT_AID || t == AT_COOPERATE || t == AT_SUPPORT)
            return AT_S("assist");
        if (about(ev, heads[i], "c-yield"))
            return AT_S("yield");
        if (about(ev, heads[i], "c-assist"))
            return AT_S("assist");
    }
    return request && n ? AT_S("change") : (at_str){"", 0};
}

at_str at__asked(at__ev *ev, uint32_t tok)
{
    return ask_mode(ev, &tok, 1, true);
}

static at_str threat_mode(at__ev *ev, const uint32_t *heads, uint32_t n)
{
    static const struct {
        const char *cls, *mode;
    } by_word[] = {{"c-territory", "territory"}, {"c-arrest", "arrest"}, {"c-expel", "expel"}, {"c-violence", "violence"}, {"c-restrict", "restrict"}, {"c-relations", "relations"}};
    for (uint32_t i = 0; i < n; i++) {
        at_str m = {"", 0};
        at_event_type t = type_of(ev, heads[i], &m);
        if (t == AT_ASSAULT || t == AT_MOBILIZE)
            return AT_S("violence");
        if (at_eq(m, AT_S("arrest")) || at_eq(m, AT_S("convict")) || at_eq(m, AT_S("allege")))
            return AT_S("arrest");
        if (at_eq(m, AT_S("deport")) || at_eq(m, AT_S("expel")))
            return AT_S("expel");
        if (at_eq(m, AT_S("seize")))
            return AT_S("territory");
        if (t == AT_PROTEST || t == AT_COERCE)
            return AT_S("restrict");
        if (t == AT_SANCTION)
            return AT_S("relations");
        for (size_t k = 0; k < sizeof by_word / sizeof *by_word; k++)
            if (about(ev, heads[i], by_word[k].cls))
                return at_strz(by_word[k].mode);
    }
    return (at_str){"", 0};
}

static bool promise(at__ev *ev, const uint32_t *heads, uint32_t n, bool weak, at_event_type *type, at_str *mode)
{
    for (uint32_t i = 0; i < n; i++) {
        at_str m = {"", 0};
        at_event_type t = type_of(ev, heads[i], &m);
        *mode = (at_str){"", 0};
        if (t == AT_AID || t == AT_COOPERATE || t == AT_CONSULT || t == AT_SUPPORT || t == AT_AGREE)
            return *type = AT_AGREE, true;
        if (t == AT_RETREAT || t == AT_CONCEDE)
            return *type = AT_CONCEDE, true;
        if (t == AT_ASSAULT || t == AT_COERCE || t == AT_SANCTION || t == AT_PROTEST)
            return *type = AT_THREATEN, *mode = threat_mode(ev, heads + i, 1), true;
        if (about(ev, heads[i], "c-reform") || about(ev, heads[i], "c-yield"))
            return *type = AT_CONCEDE, true;
        if (about(ev, heads[i], "c-violence"))
            return *type = AT_THREATEN, *mode = AT_S("violence"), true;
    }
    return !weak;
}

bool at__content(at__ev *ev, uint32_t tok, const at__sense *s, at_event_type *type, at_str *mode)
{
    uint32_t heads[8], n;
    bool ask = at__ev_flag(s->flags, "content:request"), no = at__ev_flag(s->flags, "content:reject");
    bool vow = at__ev_flag(s->flags, "content:promise"), threat = at__ev_flag(s->flags, "content:threaten");
    if (!ask && !no && !vow && !threat)
        return true;
    n = content_heads(ev, tok, heads);
    if (vow)
        return promise(ev, heads, n, at__ev_flag(s->flags, "weak"), type, mode);
    if (!mode->n)
        *mode = threat ? threat_mode(ev, heads, n) : ask_mode(ev, heads, n, ask);
    return true;
}

/* Longest phrase of modes.tsv that ends at token i, or empty. */
static at_str mode_at(at__ev *ev, uint32_t i, uint32_t beg)
{
    char buf[80];
    for (uint32_t n = 4; n >= 1; n--) {
        if (i + 1 < beg + n)
            continue;
        size_t len = 0;
        for (uint32_t k = i + 1 - n; k <= i; k++) {
            at_str w = k == i ? ev->lemma[k] : ev->an->tokens[k].lower;
            if (len + w.n + 2 > sizeof buf) {
                len = 0;
                break;
            }
            if (k > i + 1 - n && ev->an->tokens[k].space_before)
                buf[len++] = ' ';
            memcpy(buf + len, w.p, w.n);
            len += w.n;
        }
        uint32_t r = len ? at_lexicon_row(ev->modes, (at_str){buf, len}) : AT_NONE;
        if (r != AT_NONE)
            return at_cell(&ev->modes->t, r, ev->modes_mode);
    }
    return (at_str){"", 0};
}

/* Means in the noun phrase of one argument; at most a dozen words are looked at. */
static at_str means_in(at__ev *ev, uint32_t arg)
{
    at_span s = at_noun_phrase(ev->an, arg);
    at_str found = {"", 0};
    if (s.end > s.beg + 12)
        s.end = s.beg + 12;
    for (uint32_t i = s.beg; i < s.end; i++) {
        at_str m = mode_at(ev, i, s.beg);
        if (m.n)
            found = m;
    }
    return found;
}

at_str at__means(at__ev *ev, uint32_t tok)
{
    static const char *const preps[] = {"with", "by", "from", "in", "using", "through", "via"};
    const at_analysis *an = ev->an;
    at_str m = {"", 0};
    if (an->tokens[tok].upos == AT_VERB) {
        const at__frame *f = at__frame_of(ev, tok);
        if (f->subj >= 0)
            m = means_in(ev, (uint32_t)f->subj);
        for (uint32_t i = 0; i < f->nobl && !m.n; i++)
            for (size_t p = 0; p < sizeof preps / sizeof *preps; p++)
                if (at_eq(f->obl[i].prep, at_strz(preps[p])))
                    m = means_in(ev, (uint32_t)f->obl[i].tok);
        for (int32_t d = an->tokens[tok].child; d >= 0 && !m.n; d = an->tokens[d].next) {
            int32_t o = an->tokens[d].rel == AT_R_ADVCL && (at_eq(ev->lemma[d], AT_S("use")) || at_eq(ev->lemma[d], AT_S("fire")))
                            ? at__frame_of(ev, (uint32_t)d)->obj : -1;
            if (o >= 0)
                m = means_in(ev, (uint32_t)o);
        }
        return m;
    }
    for (int32_t d = an->tokens[tok].child; d >= 0 && !m.n; d = an->tokens[d].next) {
        at_str prep = at__prep_of(an, (uint32_t)d);
        if (an->tokens[d].rel == AT_R_COMPOUND || an->tokens[d].rel == AT_R_AMOD || at_eq(prep, AT_S("with")) || at_eq(prep, AT_S("by")))
            m = means_in(ev, (uint32_t)d);
    }
    return m;
}

at_str at__measure(at__ev *ev, uint32_t tok, at_str measure)
{
    size_t open = at_index_char(measure, '{', 0), close = at_index_char(measure, '}', 0);
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return measure;
    at_str slot = at_sub(measure, open + 1, close), words = {"", 0};
    bool verb = ev->an->tokens[tok].upos == AT_VERB;
    int32_t t = verb ? at__frame_slot(ev, at__frame_of(ev, tok), slot, false) : at__noun_dep(ev->an, tok, slot);
    if (t >= 0)
        words = at_who_text(ev->c, (uint32_t)t);
    if (!words.n) /* "closure of {of}" of a bare closure */
        return at_trim(open > 3 && at_ends(at_sub(measure, 0, open), AT_S("of ")) ? at_sub(measure, 0, open - 3) : (at_str){"", 0});
    at_str head = at_arena_cat(ev->c->mem, at_sub(measure, 0, open), words);
    return at_arena_cat(ev->c->mem, head, at_sub(measure, close + 1, measure.n));
}

at_str at__measure_named(at__ev *ev, uint32_t beg, uint32_t end, at_event_type type)
{
    at_str found = {"", 0};
    char buf[80];
    for (uint32_t i = beg; i < end; i++) {
        size_t n = 0;
        for (uint32_t k = i; k < end && k < i + AT__MEASURE_WORDS; k++) {
            at_str w = ev->an->tokens[k].lower;
            if (n + w.n + 2 > sizeof buf)
                break;
            if (k > i && ev->an->tokens[k].space_before)
                buf[n++] = ' ';
            memcpy(buf + n, w.p, w.n);
            n += w.n;
            uint32_t r = n > found.n ? at_lexicon_row(ev->measures, (at_str){buf, n}) : AT_NONE;
            if (r != AT_NONE && at_event_type_of(at_cell(&ev->measures->t, r, ev->measures_type)) == type)
                found = at_cell(&ev->measures->t, r, 0);
        }
    }
    return found;
}
