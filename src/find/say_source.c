/* say_source.c: from the words that name a speaker to the source of the record: fullest name, role, kind. */
#include "find/say_own.h"
#include "find/who.h"

bool at__can_speak(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    if (at__lower_in(c, tok, "this that which what there everything nothing something anything nobody none neither noone you all"))
        return false;
    if (t->upos == AT_PRON)
        return !at__is(c, tok, "it") || at_who_of(c, tok) >= 0;
    if (c->timex_of[tok] >= 0 || t->upos == AT_VERB)
        return false;
    uint32_t row = at__source_row(c, tok);
    return row != AT_NONE || t->name || t->upos == AT_NUM || at_who_acts(c, tok);
}

/* The words of the noun phrase as the report has them, without leading possessive pronoun's loss or trailing clauses. */
static at_span words_of(const at_ctx *c, uint32_t tok)
{
    at_span np = at_noun_phrase(c->an, tok);
    while (np.beg < np.end && c->an->tokens[np.beg].upos == AT_PUNCT)
        np.beg++;
    for (uint32_t t = tok + 1; t < np.end; t++) /* not past a comma, a verb or a bracket: "the daily, quoting officials" */
        if (at__is(c, t, ",") || at__is(c, t, "(") || at__is(c, t, ";") || at__is(c, t, "--") || at__lower_in(c, t, "who which whose whom") ||
            (c->an->tokens[t].upos == AT_VERB && c->an->tokens[t].rel != AT_R_AMOD)) {
            np.end = t;
            break;
        }
    while (np.end > np.beg + 1 && c->an->tokens[np.end - 1].upos == AT_PUNCT)
        np.end--;
    return np;
}

/* "a court source", "some officials", "one protester": somebody new, whatever coreference thinks. */
static bool someone_new(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    at_span np = at_noun_phrase(an, tok);
    for (uint32_t t = np.beg; t < np.end; t++)
        if (an->tokens[t].name && an->names[an->tokens[t].name - 1].type == AT_N_PER)
            return false;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        if (an->tokens[d].rel == AT_R_APPOS || an->tokens[d].rel == AT_R_FLAT)
            return false;
        if ((an->tokens[d].rel == AT_R_DET || an->tokens[d].rel == AT_R_NUMMOD) && at__lower_in(c, (uint32_t)d, "a an some one another several many two three"))
            return true;
    }
    return false;
}

/* Who speaks in "our call", where nobody in the report is known to be meant. */
static const char *const OWNERS[][2] = {{"our", "we"}, {"my", "I"}, {"its", "it"}, {"their", "they"}, {"his", "he"}, {"her", "she"}};

static at_str name_one(const at_ctx *c, uint32_t tok, int32_t actor)
{
    bool named = c->an->tokens[tok].upos == AT_PROPN && actor >= 0 && c->actors.p[actor].type == AT_A_STATE; /* "Beijing said" stays */
    if (actor >= 0 && !named && c->actors.p[actor].type != AT_A_GROUP && c->actors.p[actor].name.n)
        return c->actors.p[actor].name;
    if (c->an->tokens[tok].upos == AT_PRON && actor >= 0)
        return c->actors.p[actor].name;
    for (size_t i = 0; c->an->tokens[tok].upos == AT_PRON && i < sizeof OWNERS / sizeof *OWNERS; i++)
        if (at__lower_in(c, tok, OWNERS[i][0]))
            return at_strz(OWNERS[i][1]);
    at_span np = words_of(c, tok);
    uint16_t name = c->an->tokens[tok].name; /* "State news agency X" as one name */
    if (name && c->an->names[name - 1].end > np.end)
        np.end = c->an->names[name - 1].end;
    if (np.beg < tok && at__is(c, np.beg, "the")) /* the guide's names have no article */
        np.beg++;
    return at_words(c->an, np.beg, np.end);
}

/* "A spokesman for Dow Jones", "government spokesman": the body, unless the person is named (the guide's rule). */
static int32_t body_of(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    if (!at_starts(an->tokens[tok].lower, AT_S("spokes")))
        return -1;
    int32_t self = at_who_of(c, tok);
    if (self >= 0 && c->actors.p[self].type == AT_A_PERSON)
        return -1;
    int32_t best = -1;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_APPOS || t->rel == AT_R_FLAT || (t->name && an->names[t->name - 1].type == AT_N_PER))
            return -1;
        if (t->rel == AT_R_NMOD || t->rel == AT_R_NMOD_POSS || t->rel == AT_R_COMPOUND || t->rel == AT_R_NMOD_UNMARKED)
            best = d;
    }
    return best;
}

/* "the ministry's statement", "a statement by the ministry", "a report published by the ministry": who issued it, or -1. */
static int32_t owner_of(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_NMOD_POSS && at__can_speak(c, (uint32_t)d))
            return d;
        if (t->rel == AT_R_NMOD) {
            int32_t k = at__case_of(c, (uint32_t)d);
            if (k >= 0 && at__lower_in(c, (uint32_t)k, "by from of") && at__can_speak(c, (uint32_t)d))
                return d;
        }
        if (t->rel == AT_R_ACL) {
            int32_t by = at_dep(an, (uint32_t)d, AT_R_OBL_AGENT);
            if (by < 0)
                by = at_dep(an, (uint32_t)d, AT_R_OBL);
            int32_t k = by >= 0 ? at__case_of(c, (uint32_t)by) : -1;
            if (k >= 0 && at__lower_in(c, (uint32_t)k, "by from") && at__can_speak(c, (uint32_t)by))
                return by;
        }
    }
    return -1;
}

/* "a statement by the ministry" where the tree hangs "by" elsewhere: by place. */
static int32_t owner_after(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    uint32_t last = an->sents[an->tokens[tok].sent].end;
    for (uint32_t t = tok + 1; t < last && t < tok + 4; t++) {
        if (!at__lower_in(c, t, "by from of"))
            continue;
        for (uint32_t k = t + 1; k < last && k < t + 8; k++)
            if ((an->tokens[k].upos == AT_NOUN || an->tokens[k].upos == AT_PROPN) && an->tokens[k].rel != AT_R_COMPOUND && an->tokens[k].rel != AT_R_NMOD_POSS)
                return at__can_speak(c, k) ? (int32_t)k : -1;
    }
    return -1;
}

static bool is_document(const at_ctx *c, uint32_t tok)
{
    uint32_t row = at__source_row(c, tok);
    return row != AT_NONE && at_eq(at_lexicon_cell(at__say_of(c)->kinds, row, "kind"), AT_S("document"));
}

static at_source_kind kind_for(const at_ctx *c, uint32_t tok, int32_t actor)
{
    uint32_t row = at__source_row(c, tok);
    at_str kind = row == AT_NONE ? (at_str){"", 0} : at_lexicon_cell(at__say_of(c)->kinds, row, "kind");
    if (actor >= 0 && c->actors.p[actor].type == AT_A_PERSON)
        return AT_SRC_NAMED;
    if (at_eq(kind, AT_S("media")) || at_who_media(c, tok))
        return AT_SRC_MEDIA;
    if (at_eq(kind, AT_S("document")))
        return AT_SRC_DOCUMENT;
    if (at_eq(kind, AT_S("office")))
        return AT_SRC_OFFICE;
    if (actor >= 0 && (c->actors.p[actor].type == AT_A_ORG || c->actors.p[actor].type == AT_A_STATE))
        return AT_SRC_OFFICE;
    return c->an->tokens[tok].name ? AT_SRC_NAMED : AT_SRC_UNNAMED;
}

/* "A and B said": one source, "A and B" (a list in the record would mean a chain). */
static at_str joint_name(const at_ctx *c, uint32_t tok, at_str first)
{
    const at_analysis *an = c->an;
    AT_VEC(at_str) rest = {0};
    for (int32_t d = an->tokens[tok].child; d >= 0 && rest.n < 4; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_CONJ && (uint32_t)d >= words_of(c, tok).end && an->tokens[d].upos != AT_VERB && at__can_speak(c, (uint32_t)d))
            *at_push(c->mem, &rest) = name_one(c, (uint32_t)d, at_who_of(c, (uint32_t)d));
    at_str out = first;
    for (size_t i = 0; i < rest.n; i++)
        out = at_arena_fmt(c->mem, i + 1 < rest.n ? "%.*s, %.*s" : "%.*s and %.*s", AT_FMT(out), AT_FMT(rest.p[i]));
    return out;
}

uint32_t at__named_head(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    const at_sentence *s = &an->sents[an->tokens[tok].sent];
    static const char *const titles = "mr mrs ms miss dr sir prof professor gen general col colonel maj major lt sgt capt captain president minister "
                                      "mr. mrs. ms. dr. gen. col. maj. lt. sen. rep. gov.";
    if (an->tokens[tok].name || !at__lower_in(c, tok, titles))
        return tok;
    for (uint32_t t = tok + 1; t < s->end && t < tok + 4; t++) {
        if (an->tokens[t].name && an->names[an->tokens[t].name - 1].type == AT_N_PER)
            return an->names[an->tokens[t].name - 1].head;
        if (an->tokens[t].upos != AT_PROPN && an->tokens[t].upos != AT_NOUN)
            break;
    }
    return tok;
}

at_source at__source_make(const at_ctx *c, uint32_t tok, uint32_t cue)
{
    const at_analysis *an = c->an;
    if (an->tokens[tok].upos == AT_PRON && at__lower_in(c, tok, "who which that whose whom"))
        for (int32_t t = (int32_t)tok, k = 0; t >= 0 && k < 8; t = an->tokens[t].head, k++)
            if (an->tokens[t].rel == AT_R_ACL_RELCL && an->tokens[t].head >= 0) {
                tok = (uint32_t)an->tokens[t].head;
                break;
            }
    tok = at__named_head(c, tok);
    at_source s = {{"", 0}, -1, {"", 0}, AT_SRC_UNNAMED, {0, 0}, {0, 0}};
    at_span np = words_of(c, tok);
    at_span said_by = at_bytes(an, np.beg, np.end);
    int32_t other = body_of(c, tok);
    if (other < 0 && is_document(c, tok))
        other = owner_of(c, tok);
    if (other < 0 && is_document(c, tok))
        other = owner_after(c, tok);
    {
        int32_t body = other >= 0 ? -1 : at_who_name_after(c, tok);
        uint32_t who = other >= 0 ? (uint32_t)other : body >= 0 ? (uint32_t)body : tok;
        s.actor = an->tokens[who].upos == AT_NOUN && someone_new(c, who) ? -1 : at_who_of(c, who);
        s.name = joint_name(c, who, name_one(c, who, s.actor));
        if (s.actor >= 0 || an->tokens[who].upos != AT_NOUN)
            s.role = at_who_role(c, who);
        if (!s.role.n && s.actor >= 0 && c->actors.p[s.actor].roles.n)
            s.role = c->actors.p[s.actor].roles.p[0];
        s.kind = kind_for(c, body >= 0 ? tok : who, s.actor);
    }
    s.span = said_by;
    s.cue = cue == AT_NONE ? (at_span){0, 0} : an->tokens[cue].span;
    return s;
}

bool at__source_same(const at_source *a, const at_source *b)
{
    return (a->actor >= 0 && a->actor == b->actor) || at_eq_fold(a->name, b->name);
}

bool at__relays(const at_ctx *c, uint32_t tok)
{
    uint32_t row = at__source_row(c, tok);
    const at_analysis *an = c->an;
    bool agency = row != AT_NONE && at_eq(at_lexicon_cell(at__say_of(c)->kinds, row, "agency"), AT_S("y"));
    if (!agency)
        return false;
    at_str words = at_words(an, words_of(c, tok).beg, words_of(c, tok).end);
    /* a report of that agency's own names it in the dateline: "ABUJA (Reuters) -" */
    at_str head = at_sub(c->text, 0, 400);
    at_str open = at_arena_fmt(c->mem, "(%.*s)", AT_FMT(an->tokens[tok].form));
    return at_index(head, open, 0) == SIZE_MAX && !(c->publisher.n && at_eq_fold(c->publisher, words));
}
