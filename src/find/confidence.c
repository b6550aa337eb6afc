#include "find/confidence.h"

#include "find/confidence_words.h"
#include "find/lexicons.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { FEW = 12 /* findings: what a text of a few sentences tells has few features, so no floor holds there */ };

static void put(const at_ctx *c, at_features *out, const at_finding *f, const char *name, at_str value)
{
    *at_push(c->mem, out) = at_arena_fmt(c->mem, "%s:%s=%.*s", at_kind_name(f->kind), name, AT_FMT(value));
}

static void bucket(const at_ctx *c, at_features *out, const at_finding *f, const char *name, double v, double step, int most)
{
    char t[16];
    int b = (int)(v / step);
    (void)snprintf(t, sizeof t, "%d", b > most ? most : b);
    put(c, out, f, name, at_strz(t));
}

static bool has_aux(const at_analysis *an, uint32_t tok, const char *const *words)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_AUX && at_one_of(an->tokens[d].lower, words))
            return true;
    return false;
}

/* How much of the finding's words the learned spans give to its kind, and to another one. */
static void cover(const at_ctx *c, const at_finding *f, const at_tags *find, at_features *out)
{
    const at_analysis *an = c->an;
    uint32_t n = 0, same = 0, other = 0, first = f->tok;
    at_str kind = at_strz(at_kind_name(f->kind));
    while (first > 0 && an->tokens[first - 1].span.beg >= f->span.beg)
        first--;
    for (uint32_t i = first; i < an->ntokens && an->tokens[i].span.end <= f->span.end; i++) {
        at_str label = find->labels[find->of[i]];
        if (an->tokens[i].span.beg < f->span.beg)
            continue;
        n++;
        if (label.n < 3)
            continue;
        bool hit = at_eq_fold(at_sub(label, 2, label.n), kind);
        same += hit;
        other += !hit;
    }
    put(c, out, f, "spans", !same ? AT_S("none") : same * 2 < n ? AT_S("some") : AT_S("most"));
    if (other * 2 >= n && n)
        put(c, out, f, "spans_other", AT_S("most"));
}

/* What the learned heads say of the head word. */
static void learned(const at_ctx *c, const at_finding *f, at_features *out)
{
    const at_token *t = &c->an->tokens[f->tok];
    const at_tags *find = at_tags_of(c->an, "find"), *cause = at_tags_of(c->an, "cause");
    if (f->kind == AT_K_EVENT) {
        bool same = t->event == f->event.type;
        put(c, out, f, "learned", !t->event ? AT_S("none") : same ? AT_S("same") : AT_S("other"));
        bucket(c, out, f, same ? "p_same" : t->event ? "p_other" : "p_none", (double)t->event_p, 0.2, 4);
    }
    if (find && f->kind != AT_K_EVENT)
        cover(c, f, find, out);
    if (cause && f->kind == AT_K_CAUSE)
        put(c, out, f, "causetag", cause->labels[cause->of[f->tok]]);
}

static void grammar(const at_ctx *c, const at_finding *f, at_features *out)
{
    static const char *const modals[] = {"may", "might", "could", "would", "should", "must", "can", NULL};
    static const char *const future[] = {"will", "shall", "'ll", NULL};
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[f->tok];
    put(c, out, f, "upos", at_strz(at_upos_name((at_upos)t->upos)));
    put(c, out, f, "rel", at_strz(at_rel_name((at_rel)t->rel)));
    if (has_aux(an, f->tok, modals))
        put(c, out, f, "aux", AT_S("modal"));
    if (has_aux(an, f->tok, future))
        put(c, out, f, "aux", AT_S("future"));
    if (t->upos == AT_VERB) {
        put(c, out, f, "form", t->feats & AT_F_INF ? AT_S("inf") : t->feats & AT_F_GER ? AT_S("ger") : t->feats & AT_F_PART ? AT_S("part") : AT_S("fin"));
        put(c, out, f, "subject", at_subject(an, f->tok) >= 0 ? AT_S("yes") : AT_S("no"));
        put(c, out, f, "object", at_dep(an, f->tok, AT_R_OBJ) >= 0 ? AT_S("yes") : AT_S("no"));
    } else if (t->upos == AT_NOUN) {
        put(c, out, f, "det", at_dep(an, f->tok, AT_R_DET) >= 0 ? AT_S("yes") : AT_S("no"));
        put(c, out, f, "of", at_dep(an, f->tok, AT_R_NMOD) >= 0 ? AT_S("yes") : AT_S("no"));
    }
}

static void shape(const at_ctx *c, const at_finding *f, at_features *out)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[f->tok];
    bucket(c, out, f, "length", log2((double)(f->span.end - f->span.beg) + 1), 1, 9);
    put(c, out, f, "stance", at_strz(at_stance_name(f->stance)));
    put(c, out, f, "direct", f->direct ? AT_S("yes") : AT_S("no"));
    put(c, out, f, "source", f->nsource ? AT_S("yes") : AT_S("no"));
    if (f->nsource)
        put(c, out, f, "sourcekind", at_strz(at_source_kind_name(f->source[f->nsource - 1].kind)));
    if (f->negated)
        put(c, out, f, "negated", AT_S("yes"));
    put(c, out, f, "dated", f->when.from == AT_NODAY ? AT_S("no") : f->when.span.end ? AT_S("said") : AT_S("context"));
    put(c, out, f, "placed", f->place < 0 ? AT_S("no") : AT_S("yes"));
    put(c, out, f, "position", an->sents[t->sent].para == 0 ? AT_S("first") : an->sents[t->sent].para == 1 ? AT_S("second") : AT_S("later"));
    uint32_t dup = 0; /* other findings of this kind on overlapping words */
    for (size_t i = 0; i < c->findings.n && dup < 4; i++) {
        const at_finding *g = &c->findings.p[i];
        dup += g != f && g->kind == f->kind && g->span.beg < f->span.end && f->span.beg < g->span.end;
    }
    bucket(c, out, f, "overlaps", dup, 1, 3);
}

static bool words(const at_finding *f)
{
    return f->kind != AT_K_EVENT && f->kind != AT_K_FIGURE;
}

static void features(const at_ctx *c, const at_by_sentence *b, const at_finding *f, at_features *out)
{
    put(c, out, f, "bias", AT_S("1"));
    put(c, out, f, "rule", at_strz(f->rule));
    if (f->kind == AT_K_EVENT) {
        put(c, out, f, "type", at_strz(at_event_type_name(f->event.type)));
        put(c, out, f, "actors", f->event.actor.n ? AT_S("yes") : AT_S("no"));
        put(c, out, f, "recipients", f->event.recipient.n ? AT_S("yes") : AT_S("no"));
        put(c, out, f, "typepos", at_arena_fmt(c->mem, "%s-%s", at_event_type_name(f->event.type), at_upos_name((at_upos)c->an->tokens[f->tok].upos)));
        if (f->event.mode.n)
            put(c, out, f, "moded", AT_S("yes"));
    } else if (f->kind == AT_K_FIGURE) {
        put(c, out, f, "what", f->figure.what);
        put(c, out, f, "qualifier", f->figure.qualifier);
    } else if (f->kind == AT_K_SILENCE) {
        put(c, out, f, "type", f->type);
    }
    put(c, out, f, "word", at_lower_ascii(c->mem, f->kind == AT_K_CAUSE ? at_sub(c->text, f->head.beg, f->head.end) : c->an->tokens[f->tok].lemma));
    learned(c, f, out);
    grammar(c, f, out);
    shape(c, f, out);
    if (words(f))
        at_confidence_words(c, b, f, out);
}

void at_confidence_features(const at_ctx *c, const at_finding *f, at_features *out)
{
    at_by_sentence b;
    at_by_sentence_make(c, &b);
    features(c, &b, f, out);
}

static double weight(const at_lexicon *x, at_str feature)
{
    char t[32];
    at_str w = at_lexicon_cell(x, at_lexicon_row(x, feature), "weight");
    if (!w.n || w.n >= sizeof t)
        return 0;
    memcpy(t, w.p, w.n);
    t[w.n] = 0;
    return strtod(t, NULL);
}

void at_confidence_run(at_ctx *c)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "confidence.tsv");
    size_t n = c->findings.n, kept = 0;
    int32_t *to = at_new(c->mem, int32_t, n);
    double floor_of[8] = {0};
    bool known[8] = {0};
    for (int k = 1; k < 8; k++) {
        at_str key = at_arena_fmt(c->mem, "%s:floor", at_kind_name((at_kind)k));
        known[k] = at_lexicon_row(x, key) != AT_NONE;
        floor_of[k] = weight(x, key);
    }
    at_by_sentence b;
    at_by_sentence_make(c, &b);
    for (size_t i = 0; i < n; i++) { /* all first: features look at neighbours */
        at_finding *f = &c->findings.p[i];
        if (!known[f->kind])
            continue;
        at_mark m = at_arena_mark(c->mem);
        at_features fs = {0};
        double sum = 0;
        features(c, &b, f, &fs);
        for (size_t k = 0; k < fs.n; k++)
            sum += weight(x, fs.p[k]);
        if (f->kind == AT_K_EVENT) { /* two judges of one thing: what event.c weighed, and these features */
            double p = fmin(fmax((double)f->confidence, 0.01), 0.99);
            sum = (sum + log(p / (1 - p))) / 2;
        }
        f->confidence = (float)(1 / (1 + exp(-sum)));
        at_arena_reset(c->mem, m);
    }
    bool few = n < FEW;
    for (size_t i = 0; i < n; i++) {
        at_finding *f = &c->findings.p[i];
        bool keep = c->keep_all || (few && !words(f)) || !known[f->kind] || (double)f->confidence >= floor_of[f->kind] * (few ? 0.5 : 1);
        to[i] = keep ? (int32_t)kept : -1;
        if (keep)
            c->findings.p[kept++] = *f;
    }
    c->findings.n = kept;
    for (size_t i = 0; i < kept; i++) {
        int32_t *p = &c->findings.p[i].figure.part_of;
        if (*p >= 0)
            *p = (size_t)*p < n ? to[*p] : -1;
    }
}
