#include "find/framing.h"

#include "find/say_own.h"
#include "find/who.h"

enum { LONGEST = 12 /* words of a framing; nine in ten of the annotated ones have fewer */, MAX_ROWS = 2000 };

typedef enum { W_NONE, W_WEAK, W_SPOKEN, W_LOADED } weight;

typedef struct {
    at_ctx *c;
    bool *taken; /* [ntokens] words of a framing already made */
    size_t nrows;
    at_map before; /* head and speaker of the framings made */
} maker;

static weight weight_of(at_str when)
{
    return at_eq(when, AT_S("loaded")) ? W_LOADED : at_eq(when, AT_S("spoken")) ? W_SPOKEN : at_eq(when, AT_S("weak")) ? W_WEAK : W_NONE;
}

static weight row_weight(const at_ctx *c, at_str key, char pos)
{
    const at_lexicon *x = at__say_of(c)->loaded;
    weight best = W_NONE;
    if (!x->t.ncols)
        return W_NONE;
    for (uint32_t r = at_lexicon_row(x, key); r != AT_NONE; r = x->again[r]) {
        at_str p = at_cell(&x->t, r, 1);
        weight w = p.n && p.p[0] == pos ? weight_of(at_cell(&x->t, r, 2)) : W_NONE;
        if (w > best)
            best = w;
    }
    return best;
}

/* Weight of the word itself, and *end of a phrase that begins there. */
static weight loaded(const at_ctx *c, uint32_t t, uint32_t *end)
{
    const at_analysis *an = c->an;
    const at_token *k = &an->tokens[t];
    uint32_t last = an->sents[k->sent].end;
    *end = t + 1;
    for (uint32_t n = 4; n > 1; n--) {
        char key[96];
        size_t len = 0;
        if (t + n > last)
            continue;
        for (uint32_t i = 0; i < n && len < sizeof key; i++) {
            at_str w = an->tokens[t + i].lower;
            if (len + w.n + 1 > sizeof key) {
                len = sizeof key;
                break;
            }
            if (i)
                key[len++] = ' ';
            memcpy(key + len, w.p, w.n);
            len += w.n;
        }
        weight w = len < sizeof key ? row_weight(c, (at_str){key, len}, 'p') : W_NONE;
        if (w != W_NONE) {
            *end = t + n;
            return w;
        }
    }
    char pos = k->upos == AT_NOUN || k->upos == AT_PROPN ? 'n' : k->upos == AT_ADJ ? 'a' : k->upos == AT_VERB ? 'v' : 0;
    if (!pos)
        return W_NONE;
    weight w = row_weight(c, at__base(c, t), pos);
    if (w == W_NONE && pos != 'v')
        w = row_weight(c, k->lower, pos);
    if (w == W_NONE && pos == 'v' && (k->rel == AT_R_AMOD)) /* "foreign-backed", "imported" */
        w = row_weight(c, k->lower, 'a');
    return w == W_NONE ? row_weight(c, k->lower, 'p') : w;
}

/* The words of a noun phrase as a framing: without what is long behind it. */
static at_span framing_np(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    at_span np = at_noun_phrase(an, head);
    if (np.end - np.beg > LONGEST) {
        np.end = head + 1;
        if (np.end - np.beg > LONGEST)
            np.beg = head;
    }
    while (np.beg < head && an->tokens[np.beg].upos == AT_PUNCT)
        np.beg++;
    while (np.end > head + 1 && an->tokens[np.end - 1].upos == AT_PUNCT)
        np.end--;
    return np;
}

/* The plain words for a noun phrase: the actor's name, else the words. */
static at_str plain(const at_ctx *c, uint32_t tok)
{
    int32_t who = at_who_of(c, tok);
    if (who >= 0 && c->actors.p[who].name.n)
        return c->actors.p[who].name;
    return at_who_text(c, tok);
}

/* What a predicate is said of, what a naming verb names, what a loaded modifier stands on; -1 if the words do not show it. */
static int32_t named_thing(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    int32_t s = at_dep(an, head, AT_R_NSUBJ);
    if (s < 0)
        s = at_dep(an, head, AT_R_NSUBJ_OUTER);
    if (s >= 0)
        return s;
    const at_token *t = &an->tokens[head];
    if (t->head < 0)
        return -1;
    uint32_t up = (uint32_t)t->head;
    int32_t k = at__case_of(c, head);
    bool as = k >= 0 && at__is(c, (uint32_t)k, "as");
    if (t->rel == AT_R_XCOMP || as) { /* "called X Y", "described X as Y", "X was described as Y" */
        if (an->tokens[up].upos == AT_NOUN || an->tokens[up].upos == AT_PROPN)
            return (int32_t)up;
        int32_t o = at_dep(an, up, AT_R_OBJ);
        if (o < 0)
            o = at_dep(an, up, AT_R_NSUBJ_PASS);
        if (o < 0 && at_passive(an, up) && (an->tokens[up].rel == AT_R_ACL || an->tokens[up].rel == AT_R_ACL_RELCL))
            o = an->tokens[up].head;
        return o;
    }
    if (t->rel == AT_R_CONJ)
        return named_thing(c, up);
    if (t->rel == AT_R_APPOS || t->rel == AT_R_AMOD)
        return (int32_t)up;
    return -1;
}

static bool judging(const at_ctx *c, uint32_t t)
{
    uint32_t end;
    return loaded(c, t, &end) != W_NONE;
}

/* The value of a column of the word's row in framings.tsv, or empty. */
static at_str row_names(const at_ctx *c, uint32_t t)
{
    const at_lexicon *x = at__say_of(c)->loaded;
    uint32_t r = at_lexicon_row(x, at__base(c, t));
    return r == AT_NONE ? (at_str){"", 0} : at_lexicon_cell(x, r, "names");
}

/* The plain name of the state that a word names ("Iranian": Iran), or empty. Only one side says "Zionist" for Israeli. */
static at_str country_name(const at_ctx *c, uint32_t t)
{
    const at_lexicon *x = at_lexicon_get(c->lex, "countries.tsv");
    at_str key = at__is(c, t, "zionist") ? AT_S("israeli") : c->an->tokens[t].lower;
    return x->t.ncols ? at_lexicon_cell(x, at_lexicon_row(x, key), "as") : (at_str){"", 0};
}

/* "the Ortega regime", "the Iranian regime": the government of whom; empty if the words do not say. */
static at_str government(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    if (!at_eq(row_names(c, head), AT_S("government")))
        return (at_str){"", 0};
    for (int32_t d = an->tokens[head].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel != AT_R_COMPOUND && t->rel != AT_R_NMOD_POSS && t->rel != AT_R_AMOD && t->rel != AT_R_NMOD)
            continue;
        int32_t who = at_who_of(c, (uint32_t)d);
        at_str land = country_name(c, (uint32_t)d);
        if (land.n)
            return at__is(c, (uint32_t)d, "zionist") ? land : at_arena_fmt(c->mem, "government of %.*s", AT_FMT(land));
        if (who >= 0 && c->actors.p[who].name.n && c->actors.p[who].type != AT_A_GROUP)
            return at_arena_fmt(c->mem, "government of %.*s", AT_FMT(c->actors.p[who].name));
        if (t->upos == AT_PROPN)
            return at_arena_fmt(c->mem, "government of %.*s", AT_FMT(t->form));
    }
    return (at_str){"", 0};
}

/* The words of the phrase without those that judge: "brutal terrorist attack on the camp" names an attack on the camp. */
static at_str neutral(const at_ctx *c, uint32_t head, at_span w)
{
    const at_analysis *an = c->an;
    at_str out = {"", 0};
    unsigned words = 0;
    if (an->tokens[head].upos != AT_NOUN || judging(c, head))
        return out;
    for (uint32_t t = w.beg; t < w.end; t++) {
        const at_token *k = &an->tokens[t];
        if (k->upos == AT_PUNCT || k->upos == AT_DET || (t < head && (judging(c, t) || k->upos == AT_CCONJ || k->upos == AT_ADV || (k->upos == AT_PRON && k->rel == AT_R_NMOD_POSS))))
            continue;
        out = out.n ? at_arena_fmt(c->mem, "%.*s %.*s", AT_FMT(out), AT_FMT(k->form)) : k->form;
        words++;
    }
    bool people = (an->tokens[head].feats & AT_F_PLUR) && at__source_row(c, head) != AT_NONE; /* "radical protesters" are protesters */
    return words > 1 || people ? out : (at_str){"", 0};
}

/* "separatists Wong and Chow", "ISIL terrorists": the name beside the loaded noun. */
static at_str named_beside(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[head];
    if (t->head >= 0 && (t->rel == AT_R_NMOD_DESC || t->rel == AT_R_COMPOUND || t->rel == AT_R_APPOS) && an->tokens[t->head].name)
        return plain(c, (uint32_t)t->head);
    for (int32_t d = t->child; d >= 0; d = an->tokens[d].next) {
        uint8_t r = an->tokens[d].rel;
        if (!an->tokens[d].name || (r != AT_R_APPOS && r != AT_R_FLAT && r != AT_R_NMOD_DESC && r != AT_R_COMPOUND))
            continue;
        uint8_t type = an->names[an->tokens[d].name - 1].type;
        if (type == AT_N_PER || type == AT_N_ORG || (type != AT_N_DATE && type != AT_N_LOC && at_who_of(c, (uint32_t)d) >= 0 && r != AT_R_FLAT))
            return plain(c, (uint32_t)d);
    }
    return (at_str){"", 0};
}

/* "the evil of ISIL": what the judgement is of. */
static at_str judged(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[head].child; d >= 0; d = an->tokens[d].next) {
        int32_t k = at__case_of(c, (uint32_t)d);
        bool of = an->tokens[d].rel == AT_R_NMOD_POSS || (an->tokens[d].rel == AT_R_NMOD && k >= 0 && at__is(c, (uint32_t)k, "of"));
        int32_t who = of ? at_who_of(c, (uint32_t)d) : -1;
        if (who >= 0 && c->actors.p[who].type != AT_A_GROUP)
            return c->actors.p[who].name;
    }
    return (at_str){"", 0};
}

/* "The terrorists" told after "Shining Path": the named actor that the phrase stands for. */
static at_str stands_for(const at_ctx *c, uint32_t head)
{
    int32_t who = at_who_of(c, head);
    if (who < 0 || c->actors.p[who].type == AT_A_GROUP || c->actors.p[who].type == AT_A_UNKNOWN || at_index(at_lower_ascii(c->mem, c->actors.p[who].name), at__base(c, head), 0) != SIZE_MAX)
        return (at_str){"", 0};
    return c->actors.p[who].name;
}

static bool overlap(const maker *m, at_span w)
{
    for (uint32_t t = w.beg; t < w.end; t++)
        if (m->taken[t])
            return true;
    return false;
}

static void emit(maker *m, at_span w, uint32_t head, int32_t of, const char *rule)
{
    at_ctx *c = m->c;
    if (w.beg >= w.end || overlap(m, w) || m->nrows >= MAX_ROWS)
        return;
    for (uint32_t t = w.beg; t < w.end; t++)
        m->taken[t] = true;
    m->nrows++;
    at_finding *f = at_finding_add(c, AT_K_FRAMING, head, rule);
    f->span = at_bytes(c->an, w.beg, w.end);
    f->head = c->an->tokens[head].span;
    f->text = at_words(c->an, w.beg, w.end);
    at_finding_context(c, f);
    f->stance = AT_ASSERTED;
    if (of >= 0 && c->an->tokens[of].upos == AT_PRON && at_who_of(c, (uint32_t)of) < 0)
        of = -1;
    if (of >= 0) {
        f->of = plain(c, (uint32_t)of);
        f->of_actor = at_who_of(c, (uint32_t)of);
        f->of_span = c->an->tokens[of].span;
        return;
    }
    f->of = government(c, head);
    if (!f->of.n)
        f->of = named_beside(c, head);
    if (!f->of.n)
        f->of = neutral(c, head, w);
    if (!f->of.n)
        f->of = judged(c, head);
    if (!f->of.n)
        f->of = stands_for(c, head);
}

static uint32_t head_of(const at_ctx *c, at_span w)
{
    for (uint32_t t = w.beg; t < w.end; t++) {
        int32_t h = c->an->tokens[t].head;
        if (c->an->tokens[t].upos != AT_PUNCT && (h < 0 || (uint32_t)h < w.beg || (uint32_t)h >= w.end))
            return t;
    }
    return w.beg;
}

static bool finite(const at_ctx *c, at_span w)
{
    for (uint32_t t = w.beg; t < w.end; t++)
        if ((c->an->tokens[t].upos == AT_VERB && (c->an->tokens[t].feats & AT_F_FIN)) || (c->an->tokens[t].upos == AT_AUX && (c->an->tokens[t].feats & AT_F_FIN)))
            return true;
    return false;
}

static bool any_loaded(const at_ctx *c, at_span w, weight least)
{
    for (uint32_t t = w.beg; t < w.end; t++) {
        uint32_t end;
        if (loaded(c, t, &end) >= least)
            return true;
    }
    return false;
}

static bool has_name(const at_ctx *c, at_span w)
{
    for (uint32_t t = w.beg; t < w.end; t++)
        if (c->an->tokens[t].name && c->an->names[c->an->tokens[t].name - 1].type != AT_N_NORP)
            return true;
    return false;
}

/* Names given by naming verbs ("called X Y"): the complement is the framing. Verbs of seeing and sorting name only with a loaded word. */
static void from_naming(maker *m)
{
    at_ctx *c = m->c;
    for (size_t i = 0; i < c->says.n; i++) {
        const at_attribution *a = &c->says.p[i];
        if (!a->rule || !at_eq(at_strz(a->rule), AT_S("say-naming")))
            continue;
        at_span w = {a->beg, a->end};
        while (w.beg < w.end && (c->an->tokens[w.beg].upos == AT_PUNCT || at__is(c, w.beg, "as")))
            w.beg++;
        int32_t q = w.beg < w.end ? at__say_of(c)->quote_of[w.beg] : -1;
        if (q >= 0 && at__say_of(c)->quote_toks[q].end < w.end) /* called them “gangs” who had ...: the quoted words are the name */
            w.end = at__say_of(c)->quote_toks[q].end;
        if (w.end - w.beg > LONGEST)
            w = framing_np(c, head_of(c, w));
        uint32_t h = head_of(c, w);
        static const char *const verbs = "call term label brand dub style tag describe characterise characterize portray depict denounce condemn dismiss "
                                         "paint cast deride criticise criticize slam blast decry hail praise mock reject lambast";
        bool names = a->cue != AT_NONE && at__lemma_in(c, a->cue, verbs);
        if ((names && !has_name(c, w)) || any_loaded(c, w, W_WEAK))
            emit(m, w, h, named_thing(c, h), "framing-name");
    }
}

/* Words that make quoted words a title or a nickname, no judgement. */
static bool title(const at_ctx *c, uint32_t beg)
{
    static const char *const words = "titled entitled nicknamed dubbed codenamed code-named film movie song book novel album magazine newspaper "
                                     "operation aka alias known unofficially slogan chanting shouting reading";
    for (uint32_t k = 1; k <= 4 && k <= beg; k++)
        if (at_in_list(at_strz(words), ' ', c->an->tokens[beg - k].lower))
            return true;
    return false;
}

/* Short quoted phrases within somebody's or the report's sentence. */
static void from_quotes(maker *m)
{
    at_ctx *c = m->c;
    const at__say *s = at__say_of(c);
    for (size_t i = 0; i < s->quotes.n; i++) {
        at_span w = s->quote_toks[i];
        while (w.end > w.beg && c->an->tokens[w.end - 1].upos == AT_PUNCT)
            w.end--;
        if (w.beg >= w.end || w.end - w.beg > LONGEST || s->quotes.p[i].parent >= 0 || finite(c, w) || c->boilerplate[c->an->tokens[w.beg].sent])
            continue;
        const at_sentence *st = &c->an->sents[c->an->tokens[w.beg].sent];
        if (w.beg <= st->beg + 1 && w.end + 2 >= st->end) /* the quotation is the sentence */
            continue;
        uint32_t h = head_of(c, w);
        const at_token *t = &c->an->tokens[h];
        int32_t k = at__case_of(c, h);
        bool judges = any_loaded(c, w, W_WEAK);
        if ((t->upos != AT_NOUN && t->upos != AT_ADJ && t->upos != AT_VERB) || (title(c, w.beg) && t->upos == AT_NOUN) || has_name(c, w) || (k >= 0 && (uint32_t)k >= w.beg))
            continue;
        if (t->upos != AT_NOUN && !judges) /* "very tense" is a view, "tragic" a name for it */
            continue;
        emit(m, w, h, named_thing(c, h), "framing-quote");
    }
}

/* "what he called a crackdown": the noun after the phrase. */
static uint32_t after_phrase(const at_ctx *c, uint32_t end)
{
    const at_analysis *an = c->an;
    uint32_t last = an->sents[an->tokens[end - 1].sent].end;
    for (uint32_t t = end; t < last && t < end + 8; t++)
        if (an->tokens[t].upos == AT_NOUN && an->tokens[t].rel != AT_R_COMPOUND && an->tokens[t].rel != AT_R_NMOD_POSS)
            return t;
    return end - 1;
}

/* The noun that a loaded modifier stands on; the word itself if it is none. */
static uint32_t noun_of(const at_ctx *c, uint32_t head)
{
    const at_analysis *an = c->an;
    for (int k = 0; k < 5; k++) {
        const at_token *t = &an->tokens[head];
        bool modifier = t->rel == AT_R_AMOD || t->rel == AT_R_COMPOUND || (t->upos == AT_ADJ && t->rel == AT_R_CONJ);
        if (!modifier || t->head <= (int32_t)head || (uint32_t)t->head >= head + 5)
            break;
        head = (uint32_t)t->head;
    }
    return head;
}

/* One framing a name and speaker: later uses of the same head in a report add nothing. */
static bool said_before(maker *m, uint32_t head)
{
    at_ctx *c = m->c;
    const at_attribution *a = at_say_at(c, head);
    at_str who = a && a->nsource ? a->source[a->nsource - 1].name : (at_str){"", 0};
    at_str key = at_arena_fmt(c->mem, "%.*s|%.*s", AT_FMT(at__base(c, head)), AT_FMT(who));
    uint32_t *at = at_map_at(&m->before, key);
    bool was = *at != AT_NONE;
    *at = head;
    return was;
}

static void one_word(maker *m, uint32_t t)
{
    at_ctx *c = m->c;
    const at_analysis *an = c->an;
    uint32_t end;
    weight w = loaded(c, t, &end);
    const at_attribution *a = at_say_at(c, t);
    if (w == W_NONE || (w != W_LOADED && !(a && a->nsource)))
        return;
    uint32_t head = end - 1;
    const at_token *k = &an->tokens[head];
    if (at__is(c, t, "what"))
        head = after_phrase(c, end);
    if (k->upos == AT_VERB && k->rel != AT_R_AMOD && !at__is(c, t, "what")) {
        if (w != W_WEAK)
            emit(m, (at_span){t, end}, head, at_dep(an, head, AT_R_OBJ), "framing-word");
        return;
    }
    head = noun_of(c, head);
    at_span np = framing_np(c, head);
    if (w == W_WEAK) { /* two weak words make a judgement: "flagrant disregard", "great discipline and tactical patience" */
        unsigned n = 0;
        for (uint32_t i = np.beg; i < np.end; i++) {
            uint32_t e;
            n += loaded(c, i, &e) != W_NONE;
        }
        if (n < 2)
            return;
    }
    if ((an->tokens[head].name && head != end - 1) || overlap(m, np) || said_before(m, head))
        return;
    emit(m, np, head, named_thing(c, head), "framing-word");
}

/* Loaded words by the lexicon; "spoken" ones only in somebody's words. */
static void from_words(maker *m)
{
    at_ctx *c = m->c;
    for (uint32_t t = 0; t < c->an->ntokens; t++)
        if (!c->boilerplate[c->an->tokens[t].sent] && !m->taken[t])
            one_word(m, t);
}

void at_framing_run(at_ctx *c)
{
    maker m = {c, at_new(c->mem, bool, c->an->ntokens + 1), 0, {0}};
    if (!at__say_of(c))
        return;
    at_map_init(&m.before, c->mem);
    from_naming(&m);
    from_quotes(&m);
    from_words(&m);
}
