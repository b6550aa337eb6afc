/*
 * say_noun.c: nouns and adjectives of speech and thought ("fears that", "the minister's claim that", "is confident that"),
 * prepositional phrases that name a source ("according to X", "in the words of X"), and headlines ("Police: 13 killed").
 */
#include "find/say_own.h"
#include "find/who.h"

/* The clause that says what the noun or adjective is about, or -1. */
static int32_t complement(const at_ctx *c, uint32_t tok, bool adjective, bool inf)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_CCOMP && (uint32_t)d > tok)
            return d;
        int32_t m = at_dep(an, (uint32_t)d, AT_R_MARK);
        bool that = m >= 0 && (at__lower_in(c, (uint32_t)m, "that whether") || (inf && at__is(c, (uint32_t)m, "to") && t->rel == AT_R_ACL));
        if ((t->rel == AT_R_ACL || t->rel == AT_R_ADVCL || t->rel == AT_R_XCOMP || t->rel == AT_R_ACL_RELCL) && that && (uint32_t)d > tok)
            return d;
        if (adjective && t->rel == AT_R_ADVCL && m < 0 && (uint32_t)d > tok && at_dep(an, (uint32_t)d, AT_R_NSUBJ) >= 0)
            return d;
    }
    return -1;
}

/* "reports of killings", "allegations of fraud": the noun after of, about, over. */
static int32_t about(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        int32_t k = at__case_of(c, (uint32_t)d);
        if (an->tokens[d].rel != AT_R_NMOD && an->tokens[d].rel != AT_R_ACL) /* "on suspicion of trying" */
            continue;
        if (k >= 0 && at__lower_in(c, (uint32_t)k, "of about over") && an->tokens[d].upos != AT_PRON && an->tokens[d].upos != AT_NUM)
            return d;
    }
    return -1;
}

/* Whose claim it is: possessor, "by X", or the subject of the verb that utters it. *denied: the verb rejects it. */
static int32_t holder(const at_ctx *c, uint32_t tok, bool *denied)
{
    const at_analysis *an = c->an;
    *denied = false;
    uint32_t up = tok;
    for (int k = 0; k < 3 && an->tokens[up].head >= 0 && an->tokens[up].rel == AT_R_CONJ; k++)
        up = (uint32_t)an->tokens[up].head;
    int32_t verb = an->tokens[up].head;
    bool object = verb >= 0 && an->tokens[verb].upos == AT_VERB && (an->tokens[up].rel == AT_R_OBJ || an->tokens[up].rel == AT_R_NSUBJ_PASS);
    static const char *const utter = "make issue express voice raise have give release publish repeat reiterate put share hold hear air spread level bring file lodge convey state "
                                     "pass post send write deliver announce add stand maintain withdraw drop harbour harbor nurse entertain get carry read sign cite support back echo";
    static const char *const deny = "deny reject dismiss refute rebut dispute rubbish repudiate contradict counter disown challenge question quash scotch laugh brush wave";
    if (object && at__lemma_in(c, (uint32_t)verb, deny)) {
        *denied = true;
        bool passive;
        int32_t who = at__speaker_of(c, (uint32_t)verb, &passive);
        return who;
    }
    int32_t poss = at_dep(an, tok, AT_R_NMOD_POSS);
    if (poss >= 0 && at__can_speak(c, (uint32_t)poss))
        return poss;
    for (int32_t d = at_dep(an, tok, AT_R_NMOD); d >= 0; d = at_dep_next(an, d, AT_R_NMOD)) {
        int32_t k = at__case_of(c, (uint32_t)d);
        if (k >= 0 && at__lower_in(c, (uint32_t)k, "by from among") && at__can_speak(c, (uint32_t)d) && c->place_of[d] < 0)
            return d;
    }
    if (object && at__lemma_in(c, (uint32_t)verb, utter)) {
        bool passive;
        int32_t who = at__speaker_of(c, (uint32_t)verb, &passive);
        return who;
    }
    return -1;
}

static void set(at_ctx *c, unsigned n, at_stance stance, bool nominal)
{
    at__say *s = at__say_of(c);
    for (unsigned i = 0; i < n; i++) {
        s->drafts.p[s->drafts.n - 1 - i].stance = stance;
        s->drafts.p[s->drafts.n - 1 - i].nominal = nominal;
    }
}

static void one_noun(at_ctx *c, const at_cue *cue)
{
    const at_analysis *an = c->an;
    int32_t d = complement(c, cue->tok, false, (cue->takes & AT_TK_INF) != 0);
    bool clause = d >= 0;
    if (d < 0 && (cue->takes & AT_TK_OF))
        d = about(c, cue->tok);
    if (d < 0)
        return;
    bool denied;
    int32_t who = holder(c, cue->tok, &denied);
    unsigned n = 0;
    if (clause) {
        n = at__draft_clause(c, (uint32_t)d, AT_NONE, cue, "say-noun");
    } else {
        at_span sub = at_subtree(an, (uint32_t)d);
        int32_t k = at__case_of(c, (uint32_t)d);
        n = at__draft(c, k >= 0 && (uint32_t)k == sub.beg ? sub.beg + 1 : sub.beg, sub.end, cue, "say-noun-of") ? 1 : 0;
    }
    at__give(c, n, who, cue);
    at_stance stance = denied ? AT_DENIED : who < 0 ? cue->passive : cue->stance;
    int32_t det = at_dep(an, cue->tok, AT_R_DET);
    if (det >= 0 && at__is(c, (uint32_t)det, "no")) /* "no evidence that" */
        stance = AT_HYPOTHETICAL;
    set(c, n, stance, !clause);
}

static void one_adjective(at_ctx *c, const at_cue *cue)
{
    const at_analysis *an = c->an;
    int32_t subj = at_dep(an, cue->tok, AT_R_NSUBJ), d = complement(c, cue->tok, true, false);
    if (subj < 0)
        subj = at_subject(an, cue->tok);
    if (subj < 0 || d < 0 || !at__can_speak(c, (uint32_t)subj) || !(an->tokens[subj].upos == AT_PRON || at_who_acts(c, (uint32_t)subj)))
        return;
    unsigned n = at__draft_clause(c, (uint32_t)d, AT_NONE, cue, "say-adjective");
    at__give(c, n, subj, cue);
    set(c, n, cue->stance, false);
}

void at__say_nouns(at_ctx *c, uint32_t sent)
{
    const at_sentence *s = &c->an->sents[sent];
    for (uint32_t t = s->beg; t < s->end; t++) {
        at_cue cue;
        uint8_t u = c->an->tokens[t].upos;
        if (c->an->tokens[t].child < 0)
            continue;
        if (u == AT_NOUN && at__cue_at(c, t, "n", &cue))
            one_noun(c, &cue);
        else if ((u == AT_ADJ || u == AT_VERB) && at__cue_at(c, t, "a", &cue) && (u == AT_ADJ || at_dep(c->an, t, AT_R_COP) >= 0 || at_dep(c->an, t, AT_R_AUX_PASS) >= 0))
            one_adjective(c, &cue);
    }
}

/* Climbs from a noun phrase to the head of its clause: the verb or predicate that it modifies. */
static uint32_t clause_head(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    for (int k = 0; k < 20 && an->tokens[tok].head >= 0; k++) {
        const at_token *t = &an->tokens[tok];
        if (t->upos == AT_VERB || at_dep(an, tok, AT_R_COP) >= 0 || at_dep(an, tok, AT_R_NSUBJ) >= 0 || t->rel == AT_R_CCOMP || t->rel == AT_R_PARATAXIS)
            break;
        tok = (uint32_t)t->head;
    }
    return tok;
}

/* The noun phrase that a prepositional source phrase ends in: the first noun after it that heads a phrase reaching back to it. */
static int32_t phrase_noun(const at_ctx *c, uint32_t beg, uint32_t end)
{
    const at_analysis *an = c->an;
    uint32_t last = an->sents[an->tokens[beg].sent].end;
    int32_t t = -1;
    for (uint32_t i = end; i < last && i < end + 14; i++)
        if (an->tokens[i].upos == AT_NOUN || an->tokens[i].upos == AT_PROPN || an->tokens[i].upos == AT_PRON || an->tokens[i].upos == AT_NUM) {
            t = (int32_t)i;
            break;
        } else if (an->tokens[i].upos == AT_PUNCT && !at__lower_in(c, i, "\" “ ' ‘ -")) {
            return -1;
        }
    for (int k = 0; t >= 0 && k < 12; k++) { /* up to the head of the phrase, but not past its preposition's own head */
        const at_token *x = &an->tokens[t];
        if (x->head < 0 || (uint32_t)x->head < end || an->tokens[x->head].upos == AT_VERB || x->rel == AT_R_OBL || x->rel == AT_R_NSUBJ || x->rel == AT_R_APPOS || x->rel == AT_R_ROOT)
            break;
        if (x->rel != AT_R_COMPOUND && x->rel != AT_R_NMOD_POSS && x->rel != AT_R_FLAT && x->rel != AT_R_AMOD && x->rel != AT_R_NUMMOD && x->rel != AT_R_NMOD &&
            x->rel != AT_R_DET && x->rel != AT_R_NMOD_UNMARKED && x->rel != AT_R_NMOD_DESC)
            break;
        if (at_subtree(an, (uint32_t)x->head).beg > end)
            break;
        t = x->head;
    }
    return t;
}

/* Which words count as such a phrase at token t; its end, or t if none. */
static uint32_t phrase_at(const at_ctx *c, uint32_t t, uint32_t *row)
{
    at_cue cue;
    if (!at__cue_at(c, t, "p", &cue)) {
        *row = AT_NONE;
        return t;
    }
    *row = cue.row;
    return cue.end;
}

/* One clause gets the phrase's source: all of it without the phrase. */
static void phrase_content(at_ctx *c, uint32_t t, uint32_t end, uint32_t noun, uint32_t row)
{
    const at_analysis *an = c->an;
    at__say *s = at__say_of(c);
    at_span np = at_subtree(an, noun);
    uint32_t from = t < np.beg ? t : np.beg, to = np.end > end ? np.end : end;
    uint32_t above = an->tokens[noun].head >= 0 ? (uint32_t)an->tokens[noun].head : noun;
    if (above >= from && above < to && an->tokens[above].head >= 0) /* "according" heads the phrase */
        above = (uint32_t)an->tokens[above].head;
    uint32_t top = above == noun ? noun : clause_head(c, above);
    at_span whole = at_subtree(an, top);
    const at_sentence *sent = &an->sents[an->tokens[t].sent];
    if (top == noun || whole.beg >= from) { /* the parser lost it: the rest of the sentence */
        whole.beg = sent->beg;
        whole.end = sent->end;
    }
    at_cue cue = {t, end, row, 0, AT_CK_SAY, AT_ASSERTED, AT_ASSERTED};
    unsigned n = 0;
    if (whole.beg < from && at__draft(c, whole.beg, from, &cue, "say-according"))
        n++;
    if (to < whole.end && at__draft(c, to, whole.end, &cue, "say-according"))
        n++;
    at__give(c, n, (int32_t)noun, &cue);
    for (unsigned i = 0; i < n; i++)
        s->drafts.p[s->drafts.n - 1 - i].same = false;
}

/* "Police: 13 killed", "Minister - we will act": a short noun phrase that can speak, then colon, then a clause. */
static void headline(at_ctx *c, uint32_t sent)
{
    const at_analysis *an = c->an;
    const at_sentence *s = &an->sents[sent];
    uint32_t colon = AT_NONE;
    for (uint32_t t = s->beg; t < s->end && t < s->beg + 8 && colon == AT_NONE; t++) {
        if (an->tokens[t].upos == AT_VERB || an->tokens[t].upos == AT_AUX)
            return;
        if (at__is(c, t, ":"))
            colon = t;
    }
    if (colon == AT_NONE || colon == s->beg || colon + 3 > s->end)
        return;
    uint32_t head = s->beg;
    for (uint32_t t = s->beg; t < colon; t++)
        if (an->tokens[t].head < 0 || (uint32_t)an->tokens[t].head >= colon || (uint32_t)an->tokens[t].head < s->beg)
            head = t;
    if (an->tokens[head].upos == AT_PUNCT || an->tokens[head].upos == AT_ADJ || c->timex_of[head] >= 0)
        return;
    if (at__source_row(c, head) == AT_NONE && !(an->tokens[head].name && at_who_acts(c, head) && an->names[an->tokens[head].name - 1].type != AT_N_LOC))
        return;
    at_cue cue = {head, colon + 1, AT_NONE, 0, AT_CK_SAY, AT_ASSERTED, AT_ASSERTED};
    unsigned n = at__draft(c, colon + 1, s->end, &cue, "say-headline") ? 1 : 0;
    at__give(c, n, (int32_t)head, &cue);
}

void at__say_phrases(at_ctx *c, uint32_t sent)
{
    const at_sentence *s = &c->an->sents[sent];
    headline(c, sent);
    for (uint32_t t = s->beg; t < s->end; t++) {
        uint32_t row, end = phrase_at(c, t, &row);
        if (end == t)
            continue;
        int32_t noun = phrase_noun(c, t, end);
        if (noun >= 0 && at__can_speak(c, (uint32_t)noun))
            phrase_content(c, t, end, (uint32_t)noun, row);
        t = end - 1;
    }
}
