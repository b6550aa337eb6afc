#include "find/silence.h"

#include "find/event.h"
#include "find/gist.h"
#include "find/lexicons.h"
#include "find/say_own.h"

typedef struct {
    at_ctx *c;
    const at_lexicon *x;
} run;

static uint32_t row_of(const run *r, uint32_t tok, const char *kind)
{
    for (uint32_t row = at_lexicon_row(r->x, r->c->an->tokens[tok].lemma); row != AT_NONE; row = r->x->again[row])
        if (at_eq(at_lexicon_cell(r->x, row, "kind"), at_strz(kind)))
            return row;
    return AT_NONE;
}

static bool is(const at_analysis *an, int32_t tok, const char *lower)
{
    return tok >= 0 && at_eq(an->tokens[tok].lower, at_strz(lower));
}

/* What the silence is about: the words after "on", "of", "about", "whether" under tok, else the words given. */
static at_str about(const at_ctx *c, uint32_t tok)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if ((uint32_t)d < tok)
            continue;
        if (t->rel == AT_R_NMOD || t->rel == AT_R_OBL || t->rel == AT_R_ACL || t->rel == AT_R_CCOMP || t->rel == AT_R_CSUBJ || t->rel == AT_R_ADVCL || t->rel == AT_R_OBJ) {
            at_span s = at_subtree(an, (uint32_t)d);
            for (int32_t k = t->child; k >= 0 && k < d; k = an->tokens[k].next)
                if (an->tokens[k].rel == AT_R_CASE && (uint32_t)k + 1 > s.beg)
                    s.beg = (uint32_t)k + 1;
            return at_words(an, s.beg, s.end);
        }
    }
    return (at_str){"", 0};
}

static void add(run *r, uint32_t head, uint32_t beg, uint32_t end, at_str what, uint32_t row, const char *rule)
{
    at_ctx *c = r->c;
    const at_analysis *an = c->an;
    while (beg < end && an->tokens[beg].upos == AT_PUNCT)
        beg++;
    while (beg < end && an->tokens[end - 1].upos == AT_PUNCT)
        end--;
    if (beg >= end)
        return;
    at_span span = at_bytes(an, beg, end);
    for (size_t i = c->findings.n; i-- > 0;)
        if (c->findings.p[i].kind == AT_K_SILENCE && c->findings.p[i].span.beg < span.end && span.beg < c->findings.p[i].span.end)
            return;
    at_finding *f = at_finding_add(c, AT_K_SILENCE, head, rule);
    f->span = span;
    f->text = what.n ? what : at_words(an, beg, end);
    f->type = at_lexicon_cell(r->x, row, "type");
    if (!f->type.n)
        f->type = AT_S("no-data"); /* set phrases without a row of their own tell that nothing was told */
    f->row = at_lexicon_ref(r->x, row, c->mem);
    f->confidence = 0.6f;
    at_finding_context(c, f);
    f->stance = AT_ASSERTED;
    f->when = (at_when){AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
}

/* The clause around tok, cut at the sentence: the nearest verb or predicate above it. */
static uint32_t clause_head(const at_analysis *an, uint32_t tok)
{
    for (int k = 0; k < 6; k++) {
        const at_token *t = &an->tokens[tok];
        if (t->upos == AT_VERB || t->head < 0 || at_dep(an, tok, AT_R_COP) >= 0 || at_dep(an, tok, AT_R_NSUBJ) >= 0 || at_dep(an, tok, AT_R_EXPL) >= 0)
            return tok;
        tok = (uint32_t)t->head;
    }
    return tok;
}

static void whole_clause(run *r, uint32_t head, uint32_t about_tok, uint32_t row, const char *rule)
{
    const at_analysis *an = r->c->an;
    at_span s = at_subtree(an, head);
    for (int32_t d = an->tokens[head].child; d >= 0; d = an->tokens[d].next) { /* neither the next clause nor what only hangs on */
        at_rel rel = (at_rel)an->tokens[d].rel;
        at_span k = at_subtree(an, (uint32_t)d);
        if ((uint32_t)d > head && (rel == AT_R_CONJ || rel == AT_R_PARATAXIS || (rel == AT_R_ADVCL && at_dep(an, (uint32_t)d, AT_R_MARK) >= 0)) && k.beg < s.end && k.beg > head)
            s.end = k.beg;
        if ((uint32_t)d < head && (rel == AT_R_CC || rel == AT_R_PARATAXIS || rel == AT_R_MARK) && k.end > s.beg && k.end <= head)
            s.beg = k.end;
    }
    at_str what = about(r->c, about_tok);
    if (!what.n) {
        int32_t subj = at_subject(an, head);
        if (subj >= 0 && an->tokens[subj].upos != AT_PRON)
            what = at_words(an, at_noun_phrase(an, (uint32_t)subj).beg, at_noun_phrase(an, (uint32_t)subj).end);
    }
    add(r, head, s.beg, s.end, what, row, rule);
}

/* Is there one of the words among the few before tok, in its sentence? For what the tree may hang elsewhere. */
static bool before(const at_analysis *an, uint32_t tok, uint32_t reach, const char *words)
{
    uint32_t beg = an->sents[an->tokens[tok].sent].beg;
    for (uint32_t t = tok; t > beg && t + reach > tok; t--)
        if (at_in_list(at_strz(words), ' ', an->tokens[t - 1].lower))
            return true;
    return false;
}

static bool behind(const at_analysis *an, uint32_t tok, uint32_t reach, const char *words)
{
    uint32_t end = an->sents[an->tokens[tok].sent].end;
    for (uint32_t t = tok + 1; t < end && t <= tok + reach; t++)
        if (at_in_list(at_strz(words), ' ', an->tokens[t].lower))
            return true;
    return false;
}

/* "no details", "little information", "few reports", "no immediate claim of responsibility". */
static void by_info(run *r, uint32_t n)
{
    const at_analysis *an = r->c->an;
    uint32_t row = row_of(r, n, "info");
    uint8_t u = an->tokens[n].upos;
    at_str l = an->tokens[n].lower;
    if (row == AT_NONE && at_ends(l, AT_S("s"))) /* "no details about when": the tagger takes it for a pronoun */
        row = at_lexicon_row(r->x, at_sub(l, 0, l.n - 1));
    bool none = before(an, n, 2, "no little few");
    if (row == AT_NONE || !at_eq(at_lexicon_cell(r->x, row, "kind"), AT_S("info")) || (u != AT_NOUN && !(none && u == AT_PRON)))
        return;
    for (int32_t d = an->tokens[n].child; d >= 0 && (uint32_t)d < n; d = an->tokens[d].next)
        none = none || is(an, d, "no") || is(an, d, "little") || is(an, d, "few") || is(an, d, "neither");
    uint32_t head = clause_head(an, n);
    if (!none)
        return;
    at_str lemma = an->tokens[head].lemma;
    bool there = at_dep(an, head, AT_R_EXPL) >= 0, have = at__lemma_in(r->c, head, "have give provide offer release make exist receive get publish");
    bool avail = at_eq(lemma, AT_S("available"));
    if (there || have || avail || an->tokens[n].head < 0 || an->tokens[n].rel == AT_R_ROOT)
        whole_clause(r, head, n, row, "silence-information");
}

/* "it is unclear whether", "the number is not known", "remains a mystery". */
static void by_state(run *r, uint32_t a)
{
    const at_analysis *an = r->c->an;
    uint32_t row = row_of(r, a, "state");
    const at_token *t = &an->tokens[a];
    if (row == AT_NONE)
        return;
    bool positive = at_eq(t->lemma, AT_S("clear")) || at_eq(t->lemma, AT_S("known")) || at_eq(t->lemma, AT_S("certain")) || at_eq(t->lemma, AT_S("available"));
    if (positive && !at_negated(an, a))
        return;
    uint32_t head = a;
    if (t->rel == AT_R_XCOMP && t->head >= 0)
        head = (uint32_t)t->head;
    if (at_dep(an, head, AT_R_COP) < 0 && head == a && !(at_dep(an, a, AT_R_AUX_PASS) >= 0 && t->upos == AT_VERB && at_ends(t->lower, t->lemma)))
        return;
    whole_clause(r, head, a, row, "silence-state");
}

/* "did not say how many", "declined to comment", "without giving details", "could not be verified". */
static void by_verb(run *r, uint32_t v)
{
    const at_analysis *an = r->c->an;
    const at_token *t = &an->tokens[v];
    uint32_t tell = row_of(r, v, "tell"), verify = row_of(r, v, "verify");
    bool neg = at_negated(an, v), refused = false;
    uint32_t head = v;
    if (t->upos != AT_VERB)
        return;
    if (t->rel == AT_R_XCOMP && t->head >= 0 && (at_eq(an->tokens[t->head].lemma, AT_S("decline")) || at_eq(an->tokens[t->head].lemma, AT_S("refuse")))) {
        refused = true;
        head = (uint32_t)t->head;
    }
    if (tell == AT_NONE && refused && at__lemma_in(r->c, v, "confirm describe discuss release speak talk characterise characterize share")) /* "declined to describe the bomb" */
        tell = at_lexicon_row(r->x, AT_S("say"));
    if (tell != AT_NONE && (neg || refused)) {
        bool say = at_eq(t->lemma, AT_S("say")) || at_eq(t->lemma, AT_S("explain")) || at_eq(t->lemma, AT_S("indicate")) || at_eq(t->lemma, AT_S("mention"));
        bool give = at_eq(t->lemma, AT_S("give")) || at_eq(t->lemma, AT_S("provide")) || at_eq(t->lemma, AT_S("name")) || at_eq(t->lemma, AT_S("answer"));
        int32_t cc = at_dep(an, v, AT_R_CCOMP), o = at_dep(an, v, AT_R_OBJ);
        if (say && !refused && cc < 0 && o < 0)
            return;
        if (give && (o < 0 || (row_of(r, (uint32_t)o, "info") == AT_NONE && !at_eq(an->tokens[o].lemma, AT_S("name")) && !at_eq(an->tokens[o].lemma, AT_S("surname")))))
            return;
        whole_clause(r, head, v, tell, refused ? "silence-refused" : "silence-untold");
    } else if (verify != AT_NONE && neg && at_passive(an, v)) {
        bool modal = at_dep_lemma(an, v, AT_S("can")) >= 0 || at_dep_lemma(an, v, AT_S("could")) >= 0 || at_dep(an, v, AT_R_EXPL) >= 0;
        bool know = at_eq(t->lemma, AT_S("know"));
        if (modal || know || (at_dep_lemma(an, v, AT_S("have")) >= 0 && at__lemma_in(r->c, v, "confirm verify establish determine ascertain"))) /* "has not been confirmed" */
            whole_clause(r, v, v, verify, "silence-unverified");
    } else if (at_eq(t->lemma, AT_S("claim")) && at_dep(an, v, AT_R_OBJ) >= 0 && at__lemma_in(r->c, (uint32_t)at_dep(an, v, AT_R_OBJ), "responsibility credit")) {
        int32_t s = at_subject(an, v);
        if (neg || (s >= 0 && (at_negated(an, (uint32_t)s) || is(an, s, "nobody"))) || (s > 0 && is(an, s, "one") && is(an, s - 1, "no")))
            add(r, v, at_subtree(an, v).beg, at_subtree(an, v).end, AT_S("who carried out the attack"), row_of(r, v, "tell"), "silence-unclaimed");
    }
}

/* "journalists were barred from", "diplomats have been denied access". */
static void by_access(run *r, uint32_t v)
{
    const at_analysis *an = r->c->an;
    uint32_t row = row_of(r, v, "bar"), cut = row_of(r, v, "cut");
    if (an->tokens[v].upos != AT_VERB)
        return;
    int32_t kept = at_passive(an, v) ? at_subject(an, v) : at_dep(an, v, AT_R_OBJ);
    if (row != AT_NONE && kept >= 0 && row_of(r, (uint32_t)kept, "press") != AT_NONE)
        whole_clause(r, v, v, row, "silence-access");
    if (cut != AT_NONE && kept >= 0 && row_of(r, (uint32_t)kept, "line") != AT_NONE)
        whole_clause(r, v, v, cut, "silence-cut");
}

/* Set phrases, by their words. */
static void by_phrase(run *r, uint32_t v)
{
    static const char *const wh = "how what who whom whose why when where which whether if";
    const at_ctx *c = r->c;
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[v];
    uint32_t tell = row_of(r, v, "tell");
    if (t->upos != AT_VERB)
        return;
    bool not = before(an, v, 5, "not n't never without"), yet = before(an, v, 5, "yet");
    if (at__lemma_in(c, v, "reach contact") && before(an, v, 6, "not n't") && before(an, v, 3, "be"))
        whole_clause(r, v, v, row_of(r, v, "verify"), "silence-refused"); /* "could not immediately be reached for comment" */
    else if (at__lemma_in(c, v, "decline refuse") && behind(an, v, 2, "comment"))
        whole_clause(r, v, v, AT_NONE, "silence-refused");
    else if (tell != AT_NONE && not && behind(an, v, 1, wh))
        whole_clause(r, v, v, tell, "silence-untold"); /* "did not say how many" */
    else if (at__lemma_in(c, v, "know") && before(an, v, 4, "not n't") && (behind(an, v, 1, wh) || behind(an, v, 4, "number toll extent cause identity whereabouts")))
        whole_clause(r, v, v, row_of(r, v, "verify"), "silence-unverified");
    else if (at__lemma_in(c, v, "confirm") && before(an, v, 2, "neither"))
        whole_clause(r, v, v, row_of(r, v, "verify"), "silence-unverified"); /* "have neither confirmed nor denied" */
    else if (at__lemma_in(c, v, "name identify release disclose comment") && before(an, v, 2, "not n't") && before(an, v, 3, "would could wo"))
        whole_clause(r, v, v, at_lexicon_row(r->x, AT_S("say")), "silence-refused"); /* "would not name her" */
    else if (yet && at__lemma_in(c, v, "confirm verify determine establish identify report disclose ascertain") && (not || before(an, v, 4, "to")))
        whole_clause(r, v, v, row_of(r, v, "verify"), "silence-unverified"); /* "has yet to be confirmed" */
    else if (at__lemma_in(c, v, "say tell reveal disclose") && behind(an, v, 1, "nothing little") && an->tokens[v + 1].head == (int32_t)v) /* not "said nothing was burned" */
        whole_clause(r, v, v, tell, "silence-untold");
    else if (at__lemma_in(c, v, "deny refuse bar") && behind(an, v, 6, "access entry") && behind(an, v, 5, "journalists reporters newsmen media press observers monitors inspectors investigators lawyers"))
        whole_clause(r, v, v, row_of(r, v, "bar"), "silence-access");
}

/* "shut down the internet": cutting verbs of other uses, with lines that nothing else is. */
static void by_line(run *r, uint32_t v)
{
    const at_analysis *an = r->c->an;
    static const char *const lines = "internet telephone phone phones telecom telecommunications communications broadband connectivity";
    if (an->tokens[v].upos != AT_VERB || !at__lemma_in(r->c, v, "shut cut block suspend restrict throttle slow switch knock"))
        return;
    int32_t kept = at_passive(an, v) ? at_subject(an, v) : at_dep(an, v, AT_R_OBJ);
    if (kept < 0)
        return;
    at_span np = at_noun_phrase(an, (uint32_t)kept);
    for (uint32_t t = np.beg; t < np.end; t++)
        if (at_in_list(at_strz(lines), ' ', an->tokens[t].lower)) {
            whole_clause(r, v, v, at_lexicon_row(r->x, AT_S("disrupt")), "silence-cut");
            return;
        }
}

void at_silence_run(at_ctx *c)
{
    const at_analysis *an = c->an;
    run r = {c, at_lexicon_get(c->lex, "silences.tsv")};
    for (uint32_t s = 0; s < an->nsents; s++)
        for (uint32_t i = an->sents[s].beg; i < an->sents[s].end && !c->boilerplate[s]; i++) {
            by_info(&r, i);
            by_state(&r, i);
            by_verb(&r, i);
            by_access(&r, i);
            by_phrase(&r, i);
            by_line(&r, i);
        }
}
