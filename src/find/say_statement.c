/*
 * say_statement.c: statement findings: for each attribution one row a clause of its content that is a view of its own, that is
 * not an event, figure, demand, cause or silence already found there; denials and claims of responsibility; passive views
 * ("is expected to"). The granularity is that of the guide: a long quotation gives a row per clause.
 */
#include "find/framing.h"
#include "find/say_own.h"
#include "find/who.h"

enum { MAX_ROWS = 4000 /* statements of one report; hostile input ends here */ };

static bool has_subject(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    return at_dep(an, tok, AT_R_NSUBJ) >= 0 || at_dep(an, tok, AT_R_NSUBJ_PASS) >= 0 || at_dep(an, tok, AT_R_CSUBJ) >= 0 || at_dep(an, tok, AT_R_EXPL) >= 0 ||
           at_dep(an, tok, AT_R_NSUBJ_OUTER) >= 0 || at_dep(an, tok, AT_R_CSUBJ_PASS) >= 0;
}

static bool predicate(const at_ctx *c, uint32_t tok)
{
    const at_token *t = &c->an->tokens[tok];
    return t->upos == AT_VERB || t->upos == AT_AUX || at_dep(c->an, tok, AT_R_COP) >= 0 || has_subject(c, tok);
}

/* A dependent that is a clause to be told apart from its head: "A, and B", "A; B". */
static bool splits(const at_ctx *c, uint32_t tok, uint32_t above)
{
    const at_token *t = &c->an->tokens[tok];
    if (t->rel == AT_R_PARATAXIS)
        return predicate(c, tok);
    return t->rel == AT_R_CONJ && tok > above && predicate(c, tok) && (has_subject(c, tok) || at_dep(c->an, tok, AT_R_AUX) >= 0);
}

/* Tokens of the clause of head r within [beg, end): what hangs under it without the clauses that get rows of their own. */
static at_span clause_of(const at_ctx *c, uint32_t r, uint32_t beg, uint32_t end)
{
    const at_analysis *an = c->an;
    at_span whole = {r, r + 1};
    for (int32_t d = an->tokens[r].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel == AT_R_PUNCT || t->rel == AT_R_CC || t->rel == AT_R_MARK || t->rel == AT_R_DISCOURSE || splits(c, (uint32_t)d, r))
            continue;
        if (t->rel == AT_R_ADVMOD && (uint32_t)d < r && whole.beg == r && at__lower_in(c, (uint32_t)d, "so however also thus therefore moreover meanwhile then now still today"))
            continue;
        at_span s = at_subtree(an, (uint32_t)d);
        if (s.beg < whole.beg)
            whole.beg = s.beg;
        if (s.end > whole.end)
            whole.end = s.end;
    }
    for (int32_t d = an->tokens[r].child; d >= 0; d = an->tokens[d].next) /* not past the first clause split off */
        if (splits(c, (uint32_t)d, r) && (uint32_t)d > r) {
            at_span s = at_subtree(an, (uint32_t)d);
            if (s.beg < whole.end && s.beg > r)
                whole.end = s.beg;
        }
    if (whole.beg < beg)
        whole.beg = beg;
    if (whole.end > end)
        whole.end = end;
    while (whole.beg < whole.end && (an->tokens[whole.beg].upos == AT_PUNCT || an->tokens[whole.beg].upos == AT_CCONJ))
        whole.beg++;
    while (whole.end > whole.beg && (an->tokens[whole.end - 1].upos == AT_PUNCT || an->tokens[whole.end - 1].upos == AT_CCONJ))
        whole.end--;
    return whole;
}

typedef struct {
    at_ctx *c;
    size_t nfound;   /* findings of the other kinds */
    bool *done;      /* [ntokens] heads that have a row */
    bool *rowed;     /* [ntokens] words of the rows */
    int32_t *first;  /* [nsents] first finding whose head is in the sentence, or -1 */
    int32_t *next;   /* [nfound] and the one after it */
} rows;

static void sort_by_sentence(rows *r)
{
    const at_analysis *an = r->c->an;
    r->first = at_new(r->c->mem, int32_t, an->nsents + 1);
    r->next = at_new(r->c->mem, int32_t, r->nfound + 1);
    for (uint32_t k = 0; k <= an->nsents; k++)
        r->first[k] = -1;
    for (size_t i = 0; i < r->nfound; i++) {
        uint32_t s = an->tokens[r->c->findings.p[i].tok].sent;
        r->next[i] = r->first[s];
        r->first[s] = (int32_t)i;
    }
}

/*
 * Is the clause told already by a finding of another kind? A clause with events in it may hold a view of its own: how much of it they tell is
 * a feature (confidence_words.c) that decides.
 */
static bool told(const rows *r, uint32_t head, at_span toks)
{
    const at_ctx *c = r->c;
    at_span b = at_bytes(c->an, toks.beg, toks.end);
    uint32_t len = b.end - b.beg;
    for (int32_t i = r->first[c->an->tokens[head].sent]; i >= 0; i = r->next[i]) {
        const at_finding *f = &c->findings.p[i];
        if (f->kind == AT_K_EVENT && f->tok == head) /* of such clauses 13 in 100 are views as well, of others with events in them 29 */
            return true;
        if (f->kind == AT_K_FRAMING || f->kind == AT_K_EVENT)
            continue;
        uint32_t lo = f->span.beg > b.beg ? f->span.beg : b.beg, hi = f->span.end < b.end ? f->span.end : b.end;
        if (lo >= hi)
            continue;
        /* tenths of the clause that a finding must take for the clause to be told by it; each the best on the annotated reports */
        uint32_t tenths = f->kind == AT_K_FIGURE ? 1 : f->kind == AT_K_CAUSE ? 8 : 5;
        if (f->tok == head || 10 * (hi - lo) >= tenths * len)
            return true;
    }
    return false;
}


static bool speaker_is_subject(const at_ctx *c, const at_attribution *a, uint32_t head)
{
    int32_t s = at_subject(c->an, head);
    if (s < 0)
        return false;
    if (at__first_person(c, (uint32_t)s))
        return true;
    int32_t who = at_who_of(c, (uint32_t)s), whose = at_dep(c->an, (uint32_t)s, AT_R_NMOD_POSS);
    bool reported = !a->direct && a->nsource && a->cue != AT_NONE;
    if (reported && who < 0 && at__lower_in(c, (uint32_t)s, "he she they it") && at_dep(c->an, head, AT_R_EXPL) < 0)
        return true; /* "the police said they would stay" */
    if (whose >= 0 && at__lemma_in(c, (uint32_t)s, "country party government ministry office army force team company administration union group council department agency city"))
        return at__lower_in(c, (uint32_t)whose, a->direct ? "our my" : "his her their its");
    return who >= 0 && a->nsource && a->source[a->nsource - 1].actor == who;
}

/* What the speaker says of his own acts: "we will stay" is a promise, "we did not bomb" a denial. */
static at_stance own_act(const at_ctx *c, const at_attribution *a, uint32_t head, at_stance s)
{
    const at_analysis *an = c->an;
    at_cue cue;
    if (!a || !speaker_is_subject(c, a, head))
        return s;
    bool thinks = at__cue_at(c, head, "v", &cue) && cue.kind == AT_CK_THINK && !(cue.takes & AT_TK_INF);
    if (s == AT_EXPECTED && !thinks)
        return AT_PROMISED;
    if (s == AT_ASSERTED && at_negated(an, head) && !thinks && an->tokens[head].upos == AT_VERB) {
        int32_t aux = at_dep(an, head, AT_R_AUX);
        if (aux >= 0 && at__lower_in(c, (uint32_t)aux, "did had have has"))
            return AT_DENIED;
    }
    return s;
}

static at_finding *emit(rows *r, uint32_t head, at_span toks, const char *rule)
{
    at_ctx *c = r->c;
    if (toks.beg >= toks.end || r->done[head] || c->findings.n - r->nfound > MAX_ROWS)
        return NULL;
    r->done[head] = true;
    for (uint32_t t = toks.beg; t < toks.end; t++)
        r->rowed[t] = true;
    at_finding *f = at_finding_add(c, AT_K_STATEMENT, head, rule);
    f->span = at_bytes(c->an, toks.beg, toks.end);
    return f;
}

/* What kind of view the clause is; the name of the rule says it, and confidence weighs it: past acts are mostly events that have rows of their own. */
static const char *rule_of(const at_ctx *c, const at_attribution *a, uint32_t head)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[head];
    at_cue cue;
    bool past = (t->feats & AT_F_PAST) != 0, perfect = false;
    for (int32_t d = t->child; d >= 0; d = an->tokens[d].next) {
        if (an->tokens[d].rel != AT_R_AUX)
            continue;
        if (at__lower_in(c, (uint32_t)d, "will would shall can could may might must should 'll 'd ca wo"))
            return "statement-modal";
        perfect |= at__lower_in(c, (uint32_t)d, "had has have 've");
        past = past && !at__lower_in(c, (uint32_t)d, "is are am 's 're 'm");
    }
    if (t->upos != AT_VERB || at__lemma_in(c, head, "be have seem remain become need want mean exist include represent face lack"))
        return a->direct ? "statement-state" : "statement-state-told";
    if (at__cue_at(c, head, "v", &cue) && cue.kind == AT_CK_THINK)
        return "statement-thought";
    int32_t subj = at_subject(an, head);
    if (subj >= 0 && at__first_person(c, (uint32_t)subj))
        return past || perfect ? "statement-own-past" : "statement-own";
    if (past || perfect)
        return at_passive(an, head) ? "statement-past-passive" : a->direct ? "statement-past" : "statement-past-told";
    return a->direct ? "statement-present" : "statement-present-told";
}

static bool question(const at_ctx *c, at_span toks)
{
    const at_sentence *s = &c->an->sents[c->an->tokens[toks.end - 1].sent];
    for (uint32_t t = toks.end; t < s->end && t < toks.end + 2; t++)
        if (at__is(c, t, "?"))
            return true;
    return false;
}

/* Is the head itself a verb of speech whose words get rows of their own? */
static bool speaks_itself(const at_ctx *c, uint32_t head, const at_attribution *a)
{
    const at__say *s = at__say_of(c);
    if (s->cue_of[head] < 0)
        return false;
    const at_draft *d = &s->drafts.p[s->cue_of[head]];
    return !d->act && d->beg >= a->beg && d->end <= a->end && !d->nominal;
}

/* A few quoted words within reported speech of the same speaker: "said he was “deeply worried” about it". */
static bool quoted_words(const at_attribution *a, const at_attribution *part)
{
    return part && part != a && part->partial && !a->partial && a->nsource && part->nsource && part->beg >= a->beg && part->end <= a->end &&
           at__source_same(&a->source[a->nsource - 1], &part->source[part->nsource - 1]);
}

/* The reported speech around quoted words; the clauses of the whole are told, not the words alone. */
static const at_attribution *around(const at_ctx *c, const at_attribution *a)
{
    const at_attribution *first = c->says.p;
    for (const at_attribution *up = a; a->partial && up > first && up + 8 > a; up--)
        if (quoted_words(up - 1, a))
            return up - 1;
    return NULL;
}

static void clause_row(rows *r, const at_attribution *a, uint32_t head)
{
    at_ctx *c = r->c;
    const at_analysis *an = c->an;
    const at_attribution *own = at_say_at(c, head);
    if (quoted_words(a, own))
        own = a;
    bool fragment = a->direct && !a->partial && an->tokens[head].head < 0 && an->tokens[head].upos == AT_NOUN; /* “Bodies everywhere.” */
    if (own != a || !(predicate(c, head) || fragment) || speaks_itself(c, head, a))
        return;
    at_span toks = clause_of(c, head, a->beg, a->end);
    if (toks.end - toks.beg < 3 && !(a->direct && has_subject(c, head)) && !(fragment && toks.end - toks.beg == 2))
        return;
    if (!fragment && !has_subject(c, head) && an->tokens[head].rel != AT_R_CONJ && an->tokens[head].rel != AT_R_XCOMP && !at_passive(an, head) && !a->partial) /* an imperative */
        return;
    if (told(r, head, toks) || question(c, toks))
        return;
    bool holds = at_dep(an, head, AT_R_CCOMP) >= 0 || at_dep(an, head, AT_R_CSUBJ) >= 0 || an->tokens[head].rel == AT_R_CCOMP;
    if (toks.end - toks.beg <= 4 && at_dep(an, head, AT_R_EXPL) >= 0 && holds)
        return; /* "It is clear that": the clause has a row of its own */
    at_finding *f = emit(r, head, toks, rule_of(c, a, head));
    if (!f)
        return;
    at_finding_context(c, f);
    const at__say *s = at__say_of(c);
    if (f->stance == AT_ASSERTED && s->cue_of[head] >= 0 && s->drafts.p[s->cue_of[head]].act) /* "said he intended to stay" */
        f->stance = s->drafts.p[s->cue_of[head]].stance;
    f->stance = own_act(c, a, head, f->stance);
}

/* Heads of clauses in the content: its tops, and what is split off under them. */
static void clauses(rows *r, const at_attribution *a)
{
    const at_analysis *an = r->c->an;
    for (uint32_t t = a->beg; t < a->end; t++) {
        const at_token *k = &an->tokens[t];
        bool top = k->head < 0 || (uint32_t)k->head < a->beg || (uint32_t)k->head >= a->end;
        if (k->upos == AT_PUNCT)
            continue;
        if (top && (k->rel != AT_R_PUNCT))
            clause_row(r, a, t);
        else if (!top && (uint32_t)k->head < t && splits(r->c, t, (uint32_t)k->head))
            clause_row(r, a, t);
    }
}

/* Is there a finding on these words, other than a framing? */
static bool has_finding(const rows *r, uint32_t sent, at_span toks)
{
    const at_ctx *c = r->c;
    for (int32_t i = r->first[sent]; i >= 0; i = r->next[i])
        if (c->findings.p[i].kind != AT_K_FRAMING && c->findings.p[i].tok >= toks.beg && c->findings.p[i].tok < toks.end)
            return true;
    return false;
}

static at_span whole_clause(const at_ctx *c, uint32_t head)
{
    const at_sentence *s = &c->an->sents[c->an->tokens[head].sent];
    return clause_of(c, head, s->beg, s->end);
}

/*
 * The clause around a cue: from its subject to the end of what hangs under it, without further clauses ("and accuses ..."), and
 * without a content that has a row of its own. A subject with a clause of its own is left out: "has denied the claims".
 */
static at_span cue_clause(const rows *r, uint32_t cue)
{
    const at_ctx *c = r->c;
    const at_analysis *an = c->an;
    const at_sentence *s = &an->sents[an->tokens[cue].sent];
    at_span toks = clause_of(c, cue, s->beg, s->end);
    int32_t subj = at_dep(an, cue, AT_R_NSUBJ);
    if (subj < 0)
        subj = at_dep(an, cue, AT_R_NSUBJ_PASS);
    if (subj >= 0 && at_dep(an, (uint32_t)subj, AT_R_ACL_RELCL) >= 0 && (uint32_t)subj < cue)
        toks.beg = at_subtree(an, (uint32_t)subj).end;
    for (int32_t d = an->tokens[cue].child; d >= 0; d = an->tokens[d].next) {
        at_rel rel = (at_rel)an->tokens[d].rel;
        at_span sub = at_subtree(an, (uint32_t)d);
        bool apart = rel == AT_R_ADVCL || rel == AT_R_PARATAXIS || (rel == AT_R_CONJ && an->tokens[d].upos == AT_VERB) ||
                     (rel == AT_R_CCOMP && has_finding(r, an->tokens[cue].sent, sub));
        if ((uint32_t)d > cue && apart && sub.beg > cue && sub.beg < toks.end)
            toks.end = sub.beg;
    }
    while (toks.beg < cue && an->tokens[toks.beg].upos == AT_PUNCT)
        toks.beg++;
    while (toks.end > cue + 1 && (an->tokens[toks.end - 1].upos == AT_PUNCT || an->tokens[toks.end - 1].upos == AT_CCONJ))
        toks.end--;
    return toks;
}

/* Rows whose head is the cue itself: the source is that of the attribution, not of what lies around it. */
static void cue_row(rows *r, const at_attribution *a, const char *rule, at_stance stance)
{
    at_ctx *c = r->c;
    bool own = stance == AT_DENIED; /* what is denied has a row beside the denial */
    at_span toks = own || stance == AT_CONFIRMED ? cue_clause(r, a->cue) : whole_clause(c, a->cue);
    if (own ? has_finding(r, c->an->tokens[a->cue].sent, (at_span){a->cue, a->cue + 1}) : told(r, a->cue, toks))
        return;
    at_finding *f = emit(r, a->cue, toks, rule);
    if (!f)
        return;
    at_finding_context(c, f);
    f->source = a->source;
    f->nsource = a->nsource;
    f->stance = stance;
}

/* "promise to keep on the struggle": source is who promises. */
static void promise_row(rows *r, const at_attribution *a)
{
    at_ctx *c = r->c;
    bool passive;
    int32_t who = at__speaker_of(c, a->cue, &passive);
    at_span toks = whole_clause(c, a->cue);
    if (who < 0 || told(r, a->cue, toks))
        return;
    at_finding *f = emit(r, a->cue, toks, "statement-promise");
    if (!f)
        return;
    at_finding_context(c, f);
    f->source = at_new(c->mem, at_source, 1);
    f->source[0] = at__source_make(c, (uint32_t)who, a->cue);
    f->nsource = 1;
    f->stance = AT_PROMISED;
}

static bool rule_is(const char *rule, const char *name)
{
    return rule && at_eq(at_strz(rule), at_strz(name));
}

static bool negated_cue(const at_ctx *c, uint32_t cue)
{
    return at_negated(c->an, cue);
}

static void one(rows *r, const at_attribution *a)
{
    at_ctx *c = r->c;
    const at__say *s = at__say_of(c);
    const at_draft *d = a->cue == AT_NONE || s->cue_of[a->cue] < 0 ? NULL : &s->drafts.p[s->cue_of[a->cue]];
    at_cue_kind kind = d ? d->kind : AT_CK_SAY;
    if (a->stance == AT_DENIED && a->cue != AT_NONE && c->an->tokens[a->cue].upos == AT_VERB && !a->direct && !negated_cue(c, a->cue)) {
        if (a->nsource) /* "How many people died is disputed": nobody denies */
            cue_row(r, a, "statement-denial", AT_DENIED);
        return;
    }
    if (a->stance == AT_CONFIRMED && d && d->nominal && a->nsource && c->an->tokens[a->cue].upos == AT_VERB && !a->direct && !negated_cue(c, a->cue)) {
        cue_row(r, a, "statement-admission", AT_CONFIRMED);
        return;
    }
    if (d && d->act && !a->direct) { /* "promise to keep on", "plans to sue": the act is told; a promise is a view where no event has it */
        if (a->stance == AT_PROMISED)
            promise_row(r, a);
        return;
    }
    if (!a->nsource && !a->direct) { /* nobody speaks: a passive view */
        bool seen = rule_is(a->rule, "say-naming") && kind == AT_CK_THINK; /* "is widely seen as a court only for Africans" */
        if (a->cue != AT_NONE && c->an->tokens[a->cue].upos == AT_VERB && a->stance != AT_ASSERTED && kind != AT_CK_EVENT && kind != AT_CK_NAME && (seen || !(d && d->nominal)))
            cue_row(r, a, seen ? "statement-held" : "statement-passive", a->stance);
        else if (a->stance != AT_ASSERTED && !(d && d->nominal))
            clauses(r, a);
        return;
    }
    if (kind == AT_CK_EVENT && !a->direct) {
        if (a->stance == AT_PROMISED)
            cue_row(r, a, "statement-promise", AT_PROMISED);
        return;
    }
    if (rule_is(a->rule, "say-naming") && kind == AT_CK_THINK && a->nsource) { /* "see the vote as a test" */
        cue_row(r, a, "statement-seen", AT_ASSERTED);
        return;
    }
    if ((kind == AT_CK_NAME && !a->direct) || around(c, a))
        return;
    clauses(r, a);
    if (d && d->nominal && !a->direct && !a->partial && a->end - a->beg >= 2 && d->beg == a->beg) {
        at_span toks = {a->beg, a->end};
        uint32_t head = a->beg;
        for (uint32_t t = a->beg; t < a->end; t++)
            if (c->an->tokens[t].head < 0 || (uint32_t)c->an->tokens[t].head < a->beg || (uint32_t)c->an->tokens[t].head >= a->end) {
                head = t;
                break;
            }
        if (toks.end - toks.beg < 3 || a->cue == AT_NONE || at_say_at(c, head) != a || told(r, head, toks))
            return;
        at_finding *f = emit(r, head, toks, "statement-object");
        if (f)
            at_finding_context(c, f);
    }
}

/* "claimed responsibility for the attack": the guide calls it a statement. */
static void responsibility(rows *r)
{
    at_ctx *c = r->c;
    const at_analysis *an = c->an;
    for (uint32_t t = 0; t < an->ntokens; t++) {
        bool guiltless = at__is(c, t, "innocence");
        if (!(guiltless || at__is(c, t, "responsibility")) || an->tokens[t].rel != AT_R_OBJ || an->tokens[t].head < 0 || c->boilerplate[an->tokens[t].sent])
            continue;
        uint32_t v = (uint32_t)an->tokens[t].head;
        if (!at__lemma_in(c, v, guiltless ? "maintain protest proclaim claim assert declare insist affirm" : "claim assert accept take admit acknowledge deny assume declare"))
            continue;
        bool passive;
        int32_t who = at__speaker_of(c, v, &passive), subj = at_subject(an, v);
        if (who < 0 && !passive && subj >= 0 && an->tokens[subj].upos != AT_VERB)
            who = subj; /* whoever claims it can speak */
        static const char *const modals = "must should ought may might could"; /* asked of somebody, not taken */
        int32_t aux = at_dep(an, v, AT_R_AUX);
        if (who < 0 || (aux >= 0 && at__lower_in(c, (uint32_t)aux, modals)) || (v > 0 && at__lower_in(c, v - 1, modals)))
            continue;
        at_finding *f = emit(r, v, cue_clause(r, v), "statement-responsibility");
        if (!f)
            continue;
        at_finding_context(c, f);
        at_source *src = at_new(c->mem, at_source, 1);
        *src = at__source_make(c, (uint32_t)who, v);
        f->source = src;
        f->nsource = 1;
        if (guiltless || at__is_lemma(c, v, "deny"))
            f->stance = AT_DENIED;
    }
}

/* The subject "we" of a clause outside all quotations and attributions, or -1. */
static int32_t own_voice(const at_ctx *c, uint32_t head)
{
    int32_t s = at_dep(c->an, head, AT_R_NSUBJ);
    return s >= 0 && at__is(c, (uint32_t)s, "we") && !at_say_at(c, head) && at__say_of(c)->quote_of[head] < 0 ? s : -1;
}

/* A press statement speaks as "we": its publisher's views (the guide). Once alone, "we" may be the reporter. */
static void press_statement(rows *r)
{
    at_ctx *c = r->c;
    const at_analysis *an = c->an;
    unsigned n = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t k = 0; k < an->nsents; k++) {
            uint32_t head = an->sents[k].root;
            int32_t we = c->boilerplate[k] ? -1 : own_voice(c, head);
            if (we < 0)
                continue;
            at_span toks = clause_of(c, head, an->sents[k].beg, an->sents[k].end);
            if (pass == 0) {
                n++;
                continue;
            }
            if (n < 3 || told(r, head, toks) || !emit(r, head, toks, "statement-we"))
                continue;
            at_finding *f = &c->findings.p[c->findings.n - 1];
            at_finding_context(c, f);
            if (at_who_of(c, (uint32_t)we) < 0)
                continue;
            f->source = at_new(c->mem, at_source, 1);
            f->source[0] = at__source_make(c, (uint32_t)we, AT_NONE);
            f->nsource = 1;
        }
}

static bool tagged(const at_tags *find, uint32_t tok, char bio)
{
    at_str label = find->labels[find->of[tok]];
    return label.n > 2 && label.p[0] == bio && at_eq_fold(at_sub(label, 2, label.n), AT_S("statement"));
}

/* Head of the words [beg, end): the first whose own head lies outside. */
static uint32_t head_of(const at_analysis *an, uint32_t beg, uint32_t end)
{
    for (uint32_t t = beg; t < end; t++)
        if (an->tokens[t].upos != AT_PUNCT && (an->tokens[t].head < (int32_t)beg || an->tokens[t].head >= (int32_t)end))
            return t;
    return beg;
}

/* Is a statement row already on half of these words? */
static bool has_row(const rows *r, at_span toks)
{
    uint32_t n = 0;
    for (uint32_t t = toks.beg; t < toks.end; t++)
        n += r->rowed[t];
    return 2 * n >= toks.end - toks.beg;
}

/* Does the span break off before its noun or clause ("it is crucial to")? */
static bool broken(const at_analysis *an, at_span toks)
{
    uint8_t u = an->tokens[toks.end - 1].upos;
    return u == AT_SCONJ || u == AT_ADP || u == AT_PART || u == AT_DET || u == AT_CCONJ || u == AT_AUX;
}

/* Spans that the learned head tags as statements within somebody's words and that no rule gave. */
static void learned(rows *r)
{
    at_ctx *c = r->c;
    const at_analysis *an = c->an;
    const at_tags *find = at_tags_of(an, "find");
    for (uint32_t t = 0, e; find && t < an->ntokens; t = e) {
        e = t + 1;
        if (!tagged(find, t, 'B') || c->boilerplate[an->tokens[t].sent])
            continue;
        while (e < an->sents[an->tokens[t].sent].end && tagged(find, e, 'I'))
            e++;
        at_span toks = {t, e};
        while (toks.end > toks.beg && an->tokens[toks.end - 1].upos == AT_PUNCT)
            toks.end--;
        while (toks.beg < toks.end && an->tokens[toks.beg].upos == AT_PUNCT)
            toks.beg++;
        uint32_t head = toks.beg < toks.end ? head_of(an, toks.beg, toks.end) : t;
        const at_attribution *a = at_say_at(c, head);
        if (toks.end - toks.beg < 3 || !a || !a->nsource || told(r, head, toks) || question(c, toks) || has_row(r, toks))
            continue;
        if (broken(an, toks)) { /* up to the end of what hangs under its last word or its head */
            at_span tail = at_subtree(an, an->tokens[toks.end - 1].head < 0 ? head : (uint32_t)an->tokens[toks.end - 1].head);
            toks.end = tail.end > toks.end ? (tail.end < a->end ? tail.end : a->end) : toks.end;
        }
        if (predicate(c, head) && has_subject(c, head)) { /* the whole clause of what the span begins to tell */
            at_span whole = clause_of(c, head, a->beg, a->end);
            if (whole.beg <= toks.beg && whole.end >= toks.end)
                toks = whole;
        }
        at_finding *f = emit(r, head, toks, "statement-learned");
        if (f)
            at_finding_context(c, f);
    }
}

void at_say_statements(at_ctx *c)
{
    rows r = {c, c->findings.n, at_new(c->mem, bool, c->an->ntokens + 1), at_new(c->mem, bool, c->an->ntokens + 1), NULL, NULL};
    if (!at__say_of(c))
        return;
    sort_by_sentence(&r);
    responsibility(&r);
    press_statement(&r);
    for (size_t i = 0; i < c->says.n; i++)
        one(&r, &c->says.p[i]);
    learned(&r);
    at_framing_run(c);
}
