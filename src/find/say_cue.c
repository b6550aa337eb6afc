/*
 * say_cue.c: verbs of speech and thought and what they govern in the tree: clauses ("said that", with or without "that"),
 * parentheticals ("..., he said"), infinitives, objects ("denied involvement"), naming ("called X Y"), passives without a
 * speaker ("was reported"), quoting verbs ("quoted him as saying").
 */
#include "find/say_own.h"
#include "find/who.h"

/* A relative pronoun stands for the noun that its clause modifies. */
static int32_t unrelative(const at_ctx *c, uint32_t verb, int32_t subj)
{
    const at_analysis *an = c->an;
    if (subj < 0 || an->tokens[subj].upos != AT_PRON || !at__lower_in(c, (uint32_t)subj, "who which that whom"))
        return subj;
    for (int32_t t = (int32_t)verb, k = 0; t >= 0 && k < 8; t = an->tokens[t].head, k++)
        if (an->tokens[t].rel == AT_R_ACL_RELCL)
            return an->tokens[t].head;
    return -1;
}

/* Surely somebody or something that speaks: a name, a pronoun, a word of sources.tsv. */
static bool speaker_noun(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    return t->name || t->upos == AT_PRON || t->upos == AT_PROPN || at__source_row(c, tok) != AT_NONE;
}

int32_t at__speaker_of(const at_ctx *c, uint32_t verb, bool *passive)
{
    const at_analysis *an = c->an;
    *passive = at_passive(an, verb);
    if (*passive) {
        int32_t by = at_dep(an, verb, AT_R_OBL_AGENT);
        for (int32_t d = at_dep(an, verb, AT_R_OBL); by < 0 && d >= 0; d = at_dep_next(an, d, AT_R_OBL)) {
            int32_t k = at__case_of(c, (uint32_t)d);
            if (k >= 0 && at__is(c, (uint32_t)k, "by"))
                by = d;
        }
        return by >= 0 && at__can_speak(c, (uint32_t)by) ? by : -1;
    }
    int32_t subj = unrelative(c, verb, at_subject(an, verb));
    for (int k = 0; k < 3 && subj >= 0 && an->tokens[verb].rel == AT_R_ACL && (an->tokens[verb].feats & (AT_F_PART | AT_F_GER)) && !speaker_noun(c, (uint32_t)subj); k++) {
        int32_t up = an->tokens[subj].head; /* "demanded the resignation of the chief, accusing him": the one who demanded */
        subj = up < 0 ? -1 : an->tokens[up].upos == AT_VERB ? at_subject(an, (uint32_t)up) : up;
    }
    if (subj < 0) { /* ", said X" where the parser hung the speaker as something else: the role knows */
        const at_arg *a = at_arg_of(an, verb, AT_ARG0);
        if (a && an->tokens[a->head].upos != AT_VERB)
            subj = (int32_t)a->head;
    }
    if (subj >= 0 && at__lemma_in(c, verb, "say tell add note state announce argue insist explain") && !at__lower_in(c, (uint32_t)subj, "this that what there which"))
        return subj; /* whatever says something speaks: "the clip says", "it says" */
    return subj >= 0 && at__can_speak(c, (uint32_t)subj) ? subj : -1;
}

/* The reporter takes back the speaking itself: "did not say", "may announce", "has not confirmed". */
static at_stance bent(const at_ctx *c, const at_cue *cue, at_stance s)
{
    const at_analysis *an = c->an;
    if (at_negated(an, cue->tok))
        return s == AT_DENIED ? AT_HYPOTHETICAL : cue->kind == AT_CK_THINK && s == AT_ASSERTED ? AT_DENIED : s == AT_CONFIRMED || s == AT_ASSERTED ? AT_HYPOTHETICAL : s;
    int32_t aux = at_dep(an, cue->tok, AT_R_AUX);
    if (aux >= 0 && at__lower_in(c, (uint32_t)aux, "may might could") && s == AT_ASSERTED)
        return AT_HYPOTHETICAL;
    return s;
}

static bool is_clause(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    return an->tokens[tok].upos == AT_VERB || an->tokens[tok].upos == AT_AUX || at_dep(an, tok, AT_R_COP) >= 0 || at_dep(an, tok, AT_R_NSUBJ) >= 0 ||
           at_dep(an, tok, AT_R_NSUBJ_PASS) >= 0;
}

/* "stated that people were intimidated but the commission turned a blind eye": the parser hangs the second clause on the first verb. */
static unsigned second_clause(at_ctx *c, const at_cue *cue, int32_t subj, const char *rule)
{
    const at_analysis *an = c->an;
    unsigned n = 0;
    for (int32_t d = an->tokens[cue->tok].child; d >= 0; d = an->tokens[d].next) {
        if (an->tokens[d].rel != AT_R_CONJ || (uint32_t)d < cue->tok)
            continue;
        at_cue other;
        int32_t own = at_dep(an, (uint32_t)d, AT_R_NSUBJ);
        if (own < 0)
            own = at_dep(an, (uint32_t)d, AT_R_NSUBJ_PASS);
        if (own < 0 || (subj >= 0 && at_who_of(c, (uint32_t)own) >= 0 && at_who_of(c, (uint32_t)own) == at_who_of(c, (uint32_t)subj)) || at__cue_at(c, (uint32_t)d, "v", &other))
            return n;
        n += at__draft_clause(c, (uint32_t)d, AT_NONE, cue, rule);
    }
    return n;
}

/* "said that A, and that B", wherever the tree hangs B: "and that" right after the content goes on with it. */
static unsigned and_that(at_ctx *c, const at_cue *cue, const char *rule)
{
    const at_analysis *an = c->an;
    const at__say *s = at__say_of(c);
    unsigned n = 0;
    for (int k = 0; k < 4; k++) {
        uint32_t t = s->drafts.p[s->drafts.n - 1].end, end = an->sents[an->tokens[cue->tok].sent].end;
        if (t < end && at__is(c, t, ","))
            t++;
        if (t + 2 >= end || !at__lower_in(c, t, "and but or") || !at__is(c, t + 1, "that") || an->tokens[t + 1].rel != AT_R_MARK || an->tokens[t + 1].head < 0)
            break;
        at_span sub = at_subtree(an, (uint32_t)an->tokens[t + 1].head);
        if (sub.end <= t + 2 || !at__draft(c, t + 2, sub.end, cue, rule))
            break;
        n++;
    }
    return n;
}

/* "nobody knows when it will open": a question inside, no view. */
static bool asks(const at_ctx *c, uint32_t clause)
{
    at_span s = at_subtree(c->an, clause);
    return at__lower_in(c, s.beg, "when where why how who what which whether if");
}

/* Content of a clause kind under or above the verb; returns the number of drafts. */
static unsigned clause_content(at_ctx *c, const at_cue *cue, bool passive, const char **rule)
{
    const at_analysis *an = c->an;
    uint32_t v = cue->tok;
    unsigned n = 0;
    if (cue->takes & (AT_TK_CLAUSE | AT_TK_QUOTE)) {
        *rule = passive ? "say-passive" : "say-clause";
        for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next)
            if (an->tokens[d].rel == AT_R_CCOMP || ((an->tokens[d].rel == AT_R_CSUBJ_PASS || an->tokens[d].rel == AT_R_CSUBJ) && passive))
                n += cue->kind == AT_CK_THINK && asks(c, (uint32_t)d) ? 0 : at__draft_clause(c, (uint32_t)d, AT_NONE, cue, *rule);
        if (n)
            n += and_that(c, cue, *rule);
        if (n && cue->kind == AT_CK_SAY && !passive)
            n += second_clause(c, cue, at_subject(an, v), *rule);
        if (n)
            return n;
        int32_t up = an->tokens[v].head;
        int32_t as = at__case_of(c, v);
        bool as_clause = an->tokens[v].rel == AT_R_ADVCL && as >= 0 && at__is(c, (uint32_t)as, "as") && !at__lower_in(c, v, "saying telling");
        if (up >= 0 && cue->kind != AT_CK_EVENT && (an->tokens[v].rel == AT_R_PARATAXIS || as_clause)) {
            *rule = "say-parenthesis";
            return at__draft_clause(c, (uint32_t)up, v, cue, *rule);
        }
        if (an->tokens[v].rel == AT_R_ACL_RELCL && as >= 0 && at__is(c, (uint32_t)as, "as"))
            return 0;
        int32_t p = at_dep(an, v, AT_R_PARATAXIS);
        if (p >= 0 && is_clause(c, (uint32_t)p) && !passive && (uint32_t)p > v) {
            *rule = "say-clause";
            return at__draft_clause(c, (uint32_t)p, AT_NONE, cue, *rule);
        }
    }
    int32_t x = at_dep(an, v, AT_R_XCOMP);
    for (int32_t d = at_dep(an, v, AT_R_ADVCL); x < 0 && d >= 0 && cue->stance == AT_DEMANDED; d = at_dep_next(an, d, AT_R_ADVCL)) {
        int32_t m = at_dep(an, (uint32_t)d, AT_R_MARK); /* "called on Russia to respect" */
        if (m >= 0 && at__is(c, (uint32_t)m, "to") && (uint32_t)d > v)
            x = d;
    }
    if (x >= 0 && (passive || (cue->takes & AT_TK_INF)) && !(cue->kind == AT_CK_EVENT && passive)) {
        *rule = passive ? "say-raised" : "say-infinitive";
        return at__draft_clause(c, (uint32_t)x, AT_NONE, cue, *rule);
    }
    return 0;
}

/* "the death of 13 was confirmed": the subject is what was said. */
static unsigned passive_subject(at_ctx *c, const at_cue *cue)
{
    int32_t subj = at_dep(c->an, cue->tok, AT_R_NSUBJ_PASS);
    if (subj < 0 || c->an->tokens[subj].upos == AT_PRON)
        return 0;
    unsigned n = at__draft_clause(c, (uint32_t)subj, AT_NONE, cue, "say-passive");
    at__say *s = at__say_of(c);
    if (n)
        s->drafts.p[s->drafts.n - 1].nominal = true;
    return n;
}

static void stance_last(at_ctx *c, unsigned n, at_stance stance)
{
    at__say *s = at__say_of(c);
    for (unsigned i = 0; i < n; i++)
        s->drafts.p[s->drafts.n - 1 - i].stance = stance;
}

/* "officially confirmed" without a speaker: the officials. */
static void officially(at_ctx *c, unsigned n, uint32_t verb)
{
    at__say *s = at__say_of(c);
    int32_t adv = at_dep_lemma(c->an, verb, AT_S("officially"));
    if (adv < 0)
        return;
    at_source src = {AT_S("officials"), -1, {"", 0}, AT_SRC_OFFICE, c->an->tokens[adv].span, c->an->tokens[adv].span};
    for (unsigned i = 0; i < n; i++) {
        at_draft *d = &s->drafts.p[s->drafts.n - 1 - i];
        if (!d->nown)
            at__own(d, src, (uint32_t)adv);
    }
}

/* The noun that heads the phrase in [beg, end): the first whose head lies outside; -1 if there is none. */
static int32_t noun_in(const at_ctx *c, uint32_t beg, uint32_t end)
{
    const at_analysis *an = c->an;
    for (uint32_t t = beg; t < end; t++) {
        const at_token *k = &an->tokens[t];
        bool noun = k->upos == AT_NOUN || k->upos == AT_PROPN || k->upos == AT_PRON || k->upos == AT_NUM;
        if (noun && c->timex_of[t] < 0 && k->rel != AT_R_OBL && k->rel != AT_R_OBL_UNMARKED && (k->head < 0 || (uint32_t)k->head < beg || (uint32_t)k->head >= end))
            return (int32_t)t;
    }
    return -1;
}

static bool after_verb(const at_ctx *c, uint32_t v)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[v].child; d >= 0; d = an->tokens[d].next)
        if ((uint32_t)d > v && (an->tokens[d].rel == AT_R_CCOMP || an->tokens[d].rel == AT_R_XCOMP || (an->tokens[d].rel == AT_R_PARATAXIS && an->tokens[d].upos == AT_VERB) ||
                                (an->tokens[d].rel == AT_R_OBJ && !at__can_speak(c, (uint32_t)d))))
            return true;
    return false;
}

/*
 * ", the official said." and ", said the official, ": by position, where the tree may have lost the clause. The part between
 * the comma before the verb and the next comma or the end holds nothing but verb, speaker and adverbials; the content is the
 * sentence before that part, and what follows a second comma.
 */
static unsigned parenthesis(at_ctx *c, const at_cue *cue, int32_t *who)
{
    const at_analysis *an = c->an;
    const at__say *s = at__say_of(c);
    uint32_t v = cue->tok, beg = an->sents[an->tokens[v].sent].beg, end = an->sents[an->tokens[v].sent].end, b = v, e = v + 1;
    if (cue->kind != AT_CK_SAY || !(cue->takes & AT_TK_QUOTE) || s->quote_of[v] >= 0 || after_verb(c, v))
        return 0;
    while (b > beg && v - b < 12 && !at__is(c, b - 1, ",") && !(an->tokens[b - 1].upos == AT_VERB))
        b--;
    if (b == beg || !at__is(c, b - 1, ",") || b < beg + 3)
        return 0;
    while (e < end && !at__is(c, e, ",") && an->tokens[e].upos != AT_VERB)
        e++;
    int32_t subj = at_dep(an, v, AT_R_NSUBJ);
    bool last = e + 1 >= end, inverted = v == b && !(cue->takes & AT_TK_TOLD) && !(subj >= 0 && (uint32_t)subj < v);
    if (v == b && !inverted) /* "Okello, a teacher, told us": the comma closes an apposition */
        return 0;
    if ((e < end && !at__is(c, e, ",") && !last) || ((last || inverted) && b < beg + 4))
        return 0;
    if (an->tokens[b].upos == AT_CCONJ || an->tokens[b].upos == AT_SCONJ || (an->tokens[b].feats & AT_F_REL) || at__lower_in(c, b, "who which"))
        return 0;
    int32_t near = inverted ? noun_in(c, v + 1, e) : noun_in(c, b, v); /* the tree may hang the speaker on another verb */
    if (near < 0 || !at__can_speak(c, (uint32_t)near))
        return 0;
    bool tail = !last && !inverted && (an->tokens[v].rel == AT_R_PARATAXIS || b < beg + 5); /* the clause goes on after it */
    if (!last && !inverted && !tail && an->tokens[v].rel != AT_R_ROOT && (b < beg + 7 || an->tokens[v].rel == AT_R_ACL_RELCL))
        return 0;
    *who = near;
    unsigned n = at__draft(c, beg, b - 1, cue, "say-parenthesis") ? 1 : 0;
    if (tail && at__draft(c, e, end, cue, "say-parenthesis"))
        n++;
    return n;
}

/*
 * "and said the embassy represented all of Libya", where the tree has hung the clause elsewhere: after a plain verb of saying
 * that has nothing else under it, the rest of the sentence is what is said.
 */
static unsigned rest(at_ctx *c, const at_cue *cue)
{
    const at_analysis *an = c->an;
    uint32_t v = cue->tok, end = an->sents[an->tokens[v].sent].end, t = cue->end;
    if (cue->kind != AT_CK_SAY || !at__lemma_in(c, v, "say add claim argue insist state note stress explain announce declare believe") || at_dep(an, v, AT_R_OBJ) >= 0)
        return 0;
    while (t < end && (an->tokens[t].upos == AT_ADV || c->timex_of[t] >= 0))
        t++;
    uint8_t u = t < end ? an->tokens[t].upos : AT_PUNCT;
    if (u == AT_PUNCT || u == AT_ADP || u == AT_CCONJ || u == AT_VERB || u == AT_AUX || u == AT_PART)
        return 0;
    bool finite = false;
    uint32_t e = t;
    for (; e < end && !at__is(c, e, ";"); e++)
        finite |= (an->tokens[e].upos == AT_VERB || an->tokens[e].upos == AT_AUX) && (an->tokens[e].feats & AT_F_FIN);
    return finite && at__draft(c, t, e, cue, "say-rest") ? 1 : 0;
}

/* Main verb rows. Returns the drafts made. */
static unsigned speech(at_ctx *c, const at_cue *cue)
{
    uint32_t v = cue->tok;
    bool passive;
    int32_t by = -1, relayed = -1, who = at__speaker_of(c, v, &passive);
    bool quotes = at__quoted_as(c, v, &by, &relayed);
    const char *rule = "say-clause";
    if (quotes)
        passive = false;
    unsigned n = passive || quotes ? 0 : parenthesis(c, cue, &who);
    if (!n && !passive && who < 0 && !quotes)
        return 0;
    if (!n)
        n = clause_content(c, cue, passive, &rule);
    if (!n && !passive && !quotes)
        n = rest(c, cue);
    if (!n && passive && cue->kind != AT_CK_EVENT && ((cue->takes & AT_TK_OBJ) || at__lemma_in(c, v, "report announce allege claim rumour rumor suspect")))
        n = passive_subject(c, cue);
    if (!n)
        return 0;
    if (quotes) {
        at__quoted(c, n, v, by, relayed);
        return n;
    }
    bool own_act = at_eq(at_strz(rule), AT_S("say-infinitive")) && ((cue->kind == AT_CK_EVENT && cue->stance != AT_DEMANDED) || cue->kind == AT_CK_THINK);
    at__give(c, n, own_act ? -1 : who, cue); /* "plans to file", "refused to return": the doer is no source of his act */
    if (own_act) {
        at__say *s = at__say_of(c);
        for (unsigned i = 0; i < n; i++)
            s->drafts.p[s->drafts.n - 1 - i].act = true;
    }
    stance_last(c, n, bent(c, cue, passive && who < 0 ? cue->passive : cue->stance));
    if (passive && who < 0)
        officially(c, n, v);
    at__relay(c, n, v, cue);
    at__citing(c, n, v, who);
    return n;
}

/* The object is what is said: "expressed concern", "denied involvement in the attack", "predicted victory". */
static unsigned object_content(at_ctx *c, const at_cue *cue)
{
    const at_analysis *an = c->an;
    bool passive;
    int32_t who = at__speaker_of(c, cue->tok, &passive), o = at_dep(an, cue->tok, AT_R_OBJ);
    if (passive || who < 0 || o < 0 || an->tokens[o].upos == AT_PRON || (at__lemma_in(c, cue->tok, "cite quote") && at__can_speak(c, (uint32_t)o)))
        return 0;
    unsigned n = at__draft_clause(c, (uint32_t)o, AT_NONE, cue, "say-object");
    at__say *s = at__say_of(c);
    for (unsigned i = 0; i < n; i++)
        s->drafts.p[s->drafts.n - 1 - i].nominal = true;
    at__give(c, n, who, cue);
    stance_last(c, n, bent(c, cue, cue->stance));
    return n;
}

/* "put the death toll at 34", "estimated the crowd at 3,000", "revised the figure to 12": the count is the subject's word. */
static unsigned reckoning(at_ctx *c, const at_cue *cue)
{
    const at_analysis *an = c->an;
    bool passive;
    int32_t who = at__speaker_of(c, cue->tok, &passive), o = at_dep(an, cue->tok, AT_R_OBJ);
    if (passive)
        o = at_dep(an, cue->tok, AT_R_NSUBJ_PASS);
    if (o < 0 || (who < 0 && !passive))
        return 0;
    for (int32_t d = an->tokens[cue->tok].child; d >= 0; d = an->tokens[d].next) {
        int32_t k = at__case_of(c, (uint32_t)d), num = an->tokens[d].upos == AT_NUM ? d : at_dep(an, (uint32_t)d, AT_R_NUMMOD);
        if (an->tokens[d].rel != AT_R_OBL || num < 0 || k < 0 || !at__cue_prep(c, cue, an->tokens[k].lower))
            continue;
        at_span of = at_subtree(an, (uint32_t)o), at = at_subtree(an, (uint32_t)d);
        at_draft *x = at__draft(c, of.beg < at.beg ? of.beg : at.beg, at.end > of.end ? at.end : of.end, cue, "say-count");
        if (!x)
            return 0;
        x->nominal = true;
        at__give(c, 1, who, cue);
        stance_last(c, 1, bent(c, cue, passive && who < 0 ? cue->passive : cue->stance));
        at__citing(c, 1, cue->tok, who);
        return 1;
    }
    return 0;
}

/* The complement of naming: "as Y" or the second object; -1 if there is none. */
static int32_t named_as(const at_ctx *c, const at_cue *cue, bool as)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[cue->tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        int32_t k = at__case_of(c, (uint32_t)d);
        bool has_as = k >= 0 && at__is(c, (uint32_t)k, "as");
        if (as && has_as && (t->rel == AT_R_OBL || t->rel == AT_R_ADVCL || t->rel == AT_R_XCOMP || t->rel == AT_R_NMOD))
            return d;
        if (!as && t->rel == AT_R_XCOMP && (t->upos == AT_NOUN || t->upos == AT_ADJ || t->upos == AT_PROPN || t->upos == AT_PUNCT))
            return d;
    }
    if (as) { /* "denounced the ousting as a coup": the parser may hang it on the object */
        int32_t o = at_dep(an, cue->tok, AT_R_OBJ);
        for (int32_t d = o >= 0 ? an->tokens[o].child : -1; d >= 0; d = an->tokens[d].next) {
            int32_t k = at__case_of(c, (uint32_t)d);
            if (k >= 0 && (uint32_t)d > (uint32_t)o && at__is(c, (uint32_t)k, "as"))
                return d;
        }
    }
    return -1;
}

/* "called the protesters “gangs”", "see the vote as a test", "was described as": the name is the speaker's word. */
static unsigned naming(at_ctx *c, const at_cue *cue, bool as)
{
    int32_t y = named_as(c, cue, as);
    if (y < 0)
        return 0;
    bool passive;
    int32_t who = at__speaker_of(c, cue->tok, &passive);
    if (who < 0 && !passive)
        return 0;
    unsigned n = at__draft_clause(c, (uint32_t)y, AT_NONE, cue, "say-naming");
    at__say *s = at__say_of(c);
    for (unsigned i = 0; i < n; i++) {
        at_draft *d = &s->drafts.p[s->drafts.n - 1 - i];
        if (d->beg < d->end && at__is(c, d->beg, "as"))
            d->beg++;
        d->nominal = true;
        d->kind = at__lemma_in(c, cue->tok, "see view regard perceive consider deem") ? AT_CK_THINK : AT_CK_NAME;
    }
    at__give(c, n, who, cue);
    stance_last(c, n, passive && who < 0 ? AT_REPORTED : AT_ASSERTED);
    if (passive && who < 0)
        officially(c, n, cue->tok);
    return n;
}

/* "warned of a famine", "spoke of defeat": content after the preposition; `under`: the verb, or its object ("accuses it of siding"). */
static unsigned after_preposition_of(at_ctx *c, const at_cue *cue, uint32_t under, int32_t who)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[under].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        int32_t k = at__case_of(c, (uint32_t)d);
        bool role = t->rel == AT_R_OBL || t->rel == AT_R_ADVCL || (under != cue->tok && (t->rel == AT_R_NMOD || t->rel == AT_R_ACL));
        if (!role || k < 0 || c->timex_of[d] >= 0 || !at__cue_prep(c, cue, an->tokens[k].lower))
            continue;
        at_span sub = at_subtree(an, (uint32_t)d);
        at_draft *x = at__draft(c, (uint32_t)k == sub.beg ? sub.beg + 1 : sub.beg, sub.end, cue, "say-of");
        if (!x)
            continue;
        x->nominal = true;
        at__give(c, 1, who, cue);
        stance_last(c, 1, bent(c, cue, at__is_lemma(c, cue->tok, "warn") ? AT_FEARED : cue->stance));
        return 1;
    }
    return 0;
}

static unsigned after_preposition(at_ctx *c, const at_cue *cue)
{
    bool passive;
    int32_t who = at__speaker_of(c, cue->tok, &passive);
    bool charged = passive && cue->kind == AT_CK_EVENT && cue->stance == AT_ALLEGED; /* "has been accused of recruiting", by nobody named */
    if ((passive || who < 0) && !charged)
        return 0;
    unsigned n = after_preposition_of(c, cue, cue->tok, who);
    int32_t o = at_dep(c->an, cue->tok, AT_R_OBJ);
    return !n && o >= 0 && cue->kind == AT_CK_EVENT ? after_preposition_of(c, cue, (uint32_t)o, who) : n;
}

/* "Reuters, citing officials, ..." and "quoting residents": handled with the verb they modify; alone, the object speaks for the clause above. */
static unsigned citing_alone(at_ctx *c, const at_cue *cue)
{
    const at_analysis *an = c->an;
    uint32_t v = cue->tok;
    int32_t up = an->tokens[v].head, who = at_dep(an, v, AT_R_OBJ);
    at_cue above;
    if (an->tokens[v].rel != AT_R_ADVCL || up < 0 || who < 0 || at_passive(an, v) || !at__can_speak(c, (uint32_t)who) ||
        at__cue_at(c, (uint32_t)up, "v", &above))
        return 0;
    unsigned n = at__draft_clause(c, (uint32_t)up, v, cue, "say-citing");
    at__give(c, n, who, cue);
    return n;
}

void at__say_verbs(at_ctx *c, uint32_t sent)
{
    const at_sentence *s = &c->an->sents[sent];
    for (uint32_t t = s->beg; t < s->end; t++) {
        at_cue cue;
        unsigned n = 0;
        if (c->an->tokens[t].upos != AT_VERB && c->an->tokens[t].upos != AT_AUX)
            continue;
        if (at__cue_at(c, t, "v", &cue))
            n = speech(c, &cue);
        if (!n && at__cue_at(c, t, "vat", &cue))
            n = reckoning(c, &cue);
        if (!n && at__cue_at(c, t, "vas", &cue))
            n = naming(c, &cue, true);
        if (!n && at__cue_at(c, t, "vsc", &cue))
            n = naming(c, &cue, false);
        if (!n && at__cue_at(c, t, "v", &cue) && (cue.takes & (AT_TK_SC | AT_TK_AS)))
            n = naming(c, &cue, !(cue.takes & AT_TK_SC));
        if (!n && at__cue_at(c, t, "v", &cue) && (cue.takes & AT_TK_OBJ))
            n = object_content(c, &cue);
        if (!n && at__cue_at(c, t, "vo", &cue))
            n = object_content(c, &cue);
        if (!n && at__cue_at(c, t, "v", &cue) && (cue.takes & AT_TK_PREP))
            n = after_preposition(c, &cue);
        if (!n && at__cue_at(c, t, "vp", &cue))
            n = after_preposition(c, &cue);
        if (!n && at__cue_at(c, t, "vq", &cue))
            (void)citing_alone(c, &cue);
    }
}
