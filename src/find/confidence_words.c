#include "find/confidence_words.h"

#include "find/say_own.h"
#include "find/who.h"
#include "text/causal.h"
#include <stdio.h>

typedef struct {
    const at_ctx *c;
    const at_finding *f;
    at_features *out;
    uint32_t beg, end; /* tokens of the finding */
} teller;

static void put(const teller *t, const char *name, at_str value)
{
    *at_push(t->c->mem, t->out) = at_arena_fmt(t->c->mem, "%s:%s=%.*s", at_kind_name(t->f->kind), name, AT_FMT(at_lower_ascii(t->c->mem, value)));
}

static void yes(const teller *t, const char *name, bool is)
{
    if (is)
        put(t, name, AT_S("yes"));
}

static void fifth(const teller *t, const char *name, double share)
{
    char v[8];
    (void)snprintf(v, sizeof v, "%d", share >= 1 ? 5 : share <= 0 ? 0 : (int)(share * 5));
    put(t, name, at_strz(v));
}

void at_by_sentence_make(const at_ctx *c, at_by_sentence *b)
{
    b->n = c->findings.n;
    b->first = at_new(c->mem, int32_t, c->an->nsents + 1);
    b->next = at_new(c->mem, int32_t, b->n + 1);
    for (uint32_t k = 0; k <= c->an->nsents; k++)
        b->first[k] = -1;
    for (size_t i = 0; i < b->n; i++) {
        uint32_t s = c->an->tokens[c->findings.p[i].tok].sent;
        b->next[i] = b->first[s];
        b->first[s] = (int32_t)i;
    }
}

/* The tokens of the finding's bytes that lie around its head word. */
static void bounds(teller *t)
{
    const at_analysis *an = t->c->an;
    t->beg = t->end = t->f->tok;
    while (t->beg > 0 && an->tokens[t->beg - 1].span.beg >= t->f->span.beg)
        t->beg--;
    while (t->end < an->ntokens && an->tokens[t->end].span.end <= t->f->span.end)
        t->end++;
    while (t->beg < t->end && an->tokens[t->beg].span.beg < t->f->span.beg) /* the head lies before the words */
        t->beg++;
    if (t->beg >= t->end)
        t->end = t->beg + 1 < an->ntokens ? t->beg + 1 : an->ntokens;
}

/* How much of the words the learned spans give to the kind, and to which other. */
static void votes(const teller *t)
{
    const at_tags *find = at_tags_of(t->c->an, "find");
    uint32_t same = 0, of[8] = {0}, n = t->end - t->beg;
    if (!find || !n)
        return;
    for (uint32_t i = t->beg; i < t->end; i++) {
        at_str label = find->labels[find->of[i]];
        for (int k = 1; label.n > 2 && k < 8; k++)
            if (at_eq_fold(at_sub(label, 2, label.n), at_strz(at_kind_name((at_kind)k)))) {
                of[k]++;
                same += k == (int)t->f->kind;
            }
    }
    fifth(t, "vote", (double)same / n);
    put(t, "rulevote", at_arena_fmt(t->c->mem, "%s-%s", t->f->rule, 5 * same < n ? "0" : 5 * same < 3 * n ? "1" : "2")); /* weak rules need the learned spans, sure ones do not */
    for (int k = 1; k < 8; k++)
        if (k != (int)t->f->kind && 2 * of[k] >= n)
            put(t, "voteother", at_strz(at_kind_name((at_kind)k)));
}

/* Is the head, or any word, one of an event to the learned head? */
static void acts(const teller *t)
{
    const at_analysis *an = t->c->an;
    float most = 0;
    for (uint32_t i = t->beg; i < t->end; i++)
        most = an->tokens[i].event_any > most ? an->tokens[i].event_any : most;
    fifth(t, "actmost", (double)most);
    fifth(t, "acthead", (double)an->tokens[t->f->tok].event_any);
}

/* What else stands on the words: events by how much of the clause they tell, other kinds. */
static void neighbours(const teller *t, const at_by_sentence *b)
{
    const at_ctx *c = t->c;
    uint32_t len = t->f->span.end - t->f->span.beg, most = 0, inside = 0, on[8] = {0};
    bool at_head = false;
    for (int32_t i = b->first[c->an->tokens[t->f->tok].sent]; i >= 0; i = b->next[i]) {
        const at_finding *g = &c->findings.p[i];
        uint32_t lo = g->span.beg > t->f->span.beg ? g->span.beg : t->f->span.beg, hi = g->span.end < t->f->span.end ? g->span.end : t->f->span.end;
        if (g == t->f || lo >= hi)
            continue;
        on[g->kind < 8 ? g->kind : 0]++;
        if (g->kind != AT_K_EVENT)
            continue;
        at_head |= g->tok == t->f->tok;
        inside += g->tok >= t->beg && g->tok < t->end;
        most = hi - lo > most ? hi - lo : most;
    }
    fifth(t, "told", len ? (double)most / len : 0);
    yes(t, "eventhead", at_head);
    put(t, "events", inside > 2 ? AT_S("3") : inside == 2 ? AT_S("2") : inside ? AT_S("1") : AT_S("0"));
    for (int k = 2; k < 8; k++)
        if (on[k] && k != (int)t->f->kind)
            put(t, "on", at_strz(at_kind_name((at_kind)k)));
}

static void speaker(const teller *t)
{
    const at_ctx *c = t->c;
    const at_attribution *a = at_say_at(c, t->f->tok);
    at_cue cue;
    if (!a) {
        put(t, "said", AT_S("no"));
        return;
    }
    put(t, "said", at_strz(a->rule ? a->rule : "other"));
    put(t, "sources", a->nsource > 1 ? AT_S("2") : a->nsource ? AT_S("1") : AT_S("0"));
    yes(t, "partial", a->partial);
    if (a->cue == AT_NONE)
        return;
    put(t, "cue", at__base(c, a->cue));
    if (at__cue_at(c, a->cue, "v", &cue))
        put(t, "cuekind", cue.kind == AT_CK_THINK ? AT_S("think") : cue.kind == AT_CK_SHOW ? AT_S("show") : cue.kind == AT_CK_SAY ? AT_S("say") : AT_S("other"));
    yes(t, "passivecue", at_passive(c->an, a->cue));
}

static const char *subject_class(const at_ctx *c, int32_t s)
{
    const at_token *t = &c->an->tokens[s];
    if (at__first_person(c, (uint32_t)s))
        return at_eq(t->lower, AT_S("i")) ? "i" : "we";
    if (t->upos == AT_PRON)
        return at_in_list(AT_S("it this that"), ' ', t->lower) ? "it" : at_in_list(AT_S("you"), ' ', t->lower) ? "you" : at_in_list(AT_S("there"), ' ', t->lower) ? "there" : "he";
    return t->name ? "name" : at_who_acts(c, (uint32_t)s) ? "group" : "thing";
}

static void clause(const teller *t)
{
    const at_ctx *c = t->c;
    const at_analysis *an = c->an;
    uint32_t h = t->f->tok;
    const at_token *k = &an->tokens[h];
    int32_t s = at_subject(an, h), aux = -1;
    put(t, "subjectis", s < 0 || s == (int32_t)h ? AT_S("none") : at_strz(subject_class(c, s)));
    for (int32_t d = k->child; d >= 0; d = an->tokens[d].next) {
        if (an->tokens[d].rel == AT_R_AUX && aux < 0)
            aux = d;
        yes(t, "expl", an->tokens[d].rel == AT_R_EXPL);
        yes(t, "content", an->tokens[d].rel == AT_R_CCOMP || an->tokens[d].rel == AT_R_CSUBJ);
        yes(t, "under", an->tokens[d].rel == AT_R_ADVCL);
    }
    if (aux >= 0)
        put(t, "auxword", an->tokens[aux].lower);
    yes(t, "copula", at_dep(an, h, AT_R_COP) >= 0);
    yes(t, "not", at_negated(an, h));
    yes(t, "passive", k->upos == AT_VERB && at_passive(an, h));
    put(t, "tense", k->feats & AT_F_PAST ? AT_S("past") : k->feats & AT_F_PRES ? AT_S("present") : AT_S("none"));
    yes(t, "named", k->name != 0);
    yes(t, "quoted", at__say_of(c)->quote_of[h] >= 0);
}

/* The word that the cause hangs on. */
static int32_t effect_of(const teller *t)
{
    const at_analysis *an = t->c->an;
    int32_t h = an->tokens[t->f->tok].head;
    for (int k = 0; h >= 0 && k < 20; k++, h = an->tokens[h].head)
        if (an->tokens[h].span.beg < t->f->text_span.beg || an->tokens[h].span.end > t->f->text_span.end)
            return h;
    return -1;
}

static void cause(const teller *t)
{
    const at_analysis *an = t->c->an;
    const at_tags *parts = at_tags_of(an, "cause");
    int32_t e = effect_of(t);
    float pair = 0;
    bool signal = false;
    if (e >= 0) {
        put(t, "effect", an->tokens[e].lemma);
        put(t, "effectis", at_strz(at_upos_name((at_upos)an->tokens[e].upos)));
        fifth(t, "acteffect", (double)an->tokens[e].event_any);
    }
    for (uint32_t i = at_causal_first(an, an->sents[an->tokens[t->f->tok].sent].beg); i < an->ncauses && an->causes[i].anchor < an->sents[an->tokens[t->f->tok].sent].end; i++) {
        const at_cause_pair *p = &an->causes[i];
        if (p->cause.beg < t->end && t->beg < p->cause.end && p->p > pair)
            pair = p->p;
    }
    fifth(t, "pair", (double)pair);
    for (uint32_t i = t->beg; parts && i < t->end; i++)
        signal |= at_eq(parts->labels[parts->of[i]], AT_S("B-SIGNAL"));
    yes(t, "signal", signal);
    int32_t up = an->tokens[t->f->tok].head;
    const at_pred *p = up >= 0 && an->tokens[up].pred ? &an->preds[an->tokens[up].pred - 1] : NULL;
    for (uint32_t i = p ? p->arg_beg : 0; p && i < p->arg_end; i++)
        if (an->args[i].beg <= t->f->tok && t->f->tok < an->args[i].end)
            put(t, "role", at_strz(at_role_name((at_role)an->args[i].role)));
}

static void framing(const teller *t)
{
    const at_ctx *c = t->c;
    const at_lexicon *x = at__say_of(c)->loaded;
    unsigned n = 0;
    for (uint32_t i = t->beg; i < t->end && n < 4; i++) {
        uint32_t r = at_lexicon_row(x, at__base(c, i));
        if (r == AT_NONE)
            continue;
        n++;
        put(t, "family", at_lexicon_cell(x, r, "family"));
        put(t, "when", at_lexicon_cell(x, r, "when"));
        put(t, "names", at_lexicon_cell(x, r, "names"));
        put(t, "loaded", at__base(c, i));
    }
    put(t, "loadedwords", n > 1 ? AT_S("2") : n ? AT_S("1") : AT_S("0"));
    yes(t, "ofknown", t->f->of.n != 0);
    yes(t, "quotedhead", at__say_of(c)->quote_of[t->f->tok] >= 0 && !t->f->direct);
}

void at_confidence_words(const at_ctx *c, const at_by_sentence *b, const at_finding *f, at_features *out)
{
    teller t = {c, f, out, 0, 0};
    if (!at__say_of(c))
        return;
    bounds(&t);
    votes(&t);
    acts(&t);
    neighbours(&t, b);
    speaker(&t);
    clause(&t);
    if (f->kind == AT_K_CAUSE)
        cause(&t);
    if (f->kind == AT_K_FRAMING)
        framing(&t);
}
