/*
 * say_direct.c: quotations and their speakers. Each quotation that is speech is given to, in this order: the attribution
 * that grammar found around it (mixed quotes); the verb of speech after it, before it or between its parts; the verb above
 * it in the tree ("criticised the “tax burden”"); the line before that ends in a colon; the speaker of the words before
 * it (a quotation without a cue goes on). What none of these reaches (scare quotes, titles, nicknames) is nobody's speech.
 */
#include "find/say_own.h"
#include "find/who.h"

enum { REACH = 16 /* words between a quotation and its verb; 97 % of PolNeAR's cues lie nearer */, BACK = 6 /* sentences that a speaker is remembered */ };

typedef struct {
    uint32_t beg, end; /* tokens of the part in hand */
    uint32_t before, after; /* tokens outside the marks: the one before the opening mark + 1, the first after the closing mark */
    uint32_t para;
    int32_t q;
} part;

static bool speechlike(const at_ctx *c, const part *p)
{
    const at_analysis *an = c->an;
    bool verb = false;
    for (uint32_t t = p->beg; t < p->end && t < p->beg + 60; t++)
        verb |= (an->tokens[t].upos == AT_VERB && (an->tokens[t].feats & AT_F_FIN)) || an->tokens[t].upos == AT_AUX;
    return verb || p->end - p->beg >= 6;
}

static bool mark(const at_ctx *c, uint32_t t)
{
    const at_token *k = &c->an->tokens[t];
    return k->upos == AT_PUNCT && k->form.n && (k->lower.p[0] == '"' || k->lower.p[0] == '\'' || k->lower.p[0] == '`' || (unsigned char)k->form.p[0] == 0xC2 ||
                                               (unsigned char)k->form.p[0] == 0xE2);
}

static bool at_sentence_start(const at_ctx *c, const part *p)
{
    uint32_t b = c->an->sents[c->an->tokens[p->beg].sent].beg;
    while (b < p->beg && c->an->tokens[b].upos == AT_PUNCT)
        b++;
    return b >= p->beg;
}

/* Same source and stance as a draft, over the words of the quotation. */
static void like(at_ctx *c, const part *p, int32_t from, bool partial, const char *rule)
{
    at__say *s = at__say_of(c);
    at_draft d = s->drafts.p[from];
    at_cue cue = {d.cue, d.cue, d.row, 0, d.kind, d.stance, d.stance};
    at_draft *n = at__draft(c, p->beg, p->end, d.cue == AT_NONE ? NULL : &cue, rule);
    if (!n)
        return;
    uint32_t beg = n->beg, end = n->end;
    *n = d;
    n->beg = beg;
    n->end = end;
    n->direct = true;
    n->partial = partial;
    n->rule = rule;
    uint32_t last = c->an->tokens[end - 1].sent;
    for (uint32_t k = c->an->tokens[beg].sent; k <= last; k++)
        s->said[k] = (int32_t)s->drafts.n - 1;
}

static void by_cue(at_ctx *c, const part *p, const at_cue *cue, int32_t who, bool partial, const char *rule)
{
    at__say *s = at__say_of(c);
    at_draft *n = at__draft(c, p->beg, p->end, cue, rule);
    if (!n)
        return;
    n->direct = true;
    n->partial = partial;
    n->stance = AT_ASSERTED; /* quoted words are plain words, whatever the verb */
    int32_t to = (cue->takes & AT_TK_TOLD) ? at__told(c, cue->tok) : -1;
    if (to >= 0 && at__relays(c, (uint32_t)to))
        at__own(n, at__source_make(c, (uint32_t)to, cue->tok), (uint32_t)to);
    int32_t said, relayed;
    if (at__quoted_as(c, cue->tok, &said, &relayed) && relayed >= 0 && relayed != who)
        at__own(n, at__source_make(c, (uint32_t)relayed, cue->tok), (uint32_t)relayed);
    uint32_t at = (uint32_t)s->drafts.n - 1;
    at_source src = at__source_make(c, (uint32_t)who, cue->tok);
    n = &s->drafts.p[at];
    n->same = at__first_person(c, (uint32_t)who);
    at__own(n, src, (uint32_t)who);
    for (uint32_t k = c->an->tokens[p->beg].sent; k <= c->an->tokens[p->end - 1].sent; k++)
        s->said[k] = (int32_t)at;
}

/* The noun phrase next to the verb outside all quotations: just before it, or just after it ("said X"). */
static int32_t beside(const at_ctx *c, uint32_t v)
{
    const at_analysis *an = c->an;
    const at__say *s = at__say_of(c);
    const at_sentence *st = &an->sents[an->tokens[v].sent];
    for (uint32_t t = v + 1; t < st->end && t < v + 8 && s->quote_of[t] < 0 && an->tokens[t].upos != AT_PUNCT && an->tokens[t].upos != AT_ADP; t++)
        if ((an->tokens[t].upos == AT_NOUN || an->tokens[t].upos == AT_PROPN || an->tokens[t].upos == AT_PRON) && at__can_speak(c, t) &&
            (an->tokens[t].head < 0 || an->tokens[t].head <= (int32_t)v || an->tokens[an->tokens[t].head].upos == AT_VERB))
            return (int32_t)t;
    for (uint32_t t = v; t > st->beg && t + 6 > v; t--) {
        if (s->quote_of[t - 1] >= 0 || an->tokens[t - 1].upos == AT_VERB)
            return -1;
        if ((an->tokens[t - 1].upos == AT_NOUN || an->tokens[t - 1].upos == AT_PROPN || an->tokens[t - 1].upos == AT_PRON) && at__can_speak(c, t - 1))
            return (int32_t)t - 1;
    }
    return -1;
}

/* A verb of speech with a speaker, outside the quotation; *who gets the speaker. */
static bool speaks(const at_ctx *c, uint32_t t, at_cue *cue, int32_t *who)
{
    bool passive;
    if (c->an->tokens[t].upos != AT_VERB || !at__cue_at(c, t, "v", cue) || !(cue->takes & AT_TK_QUOTE))
        return false;
    *who = at__speaker_of(c, t, &passive);
    int32_t said, relayed;
    if (at__quoted_as(c, t, &said, &relayed))
        *who = said >= 0 ? said : relayed;
    if (*who >= 0 && at__say_of(c)->quote_of[*who] >= 0 && at__say_of(c)->quote_of[t] < 0)
        *who = beside(c, t); /* the subject was taken from within the words */
    return *who >= 0;
}

/* The first verb of speech after the closing mark, in the same sentence or in one that the mark cut off. */
static bool after(const at_ctx *c, const part *p, at_cue *cue, int32_t *who)
{
    const at_analysis *an = c->an;
    const at__say *s = at__say_of(c);
    uint32_t n = an->ntokens, t = p->after;
    if (t >= n)
        return false;
    uint32_t sent = an->tokens[t].sent;
    if (sent != an->tokens[p->end - 1].sent) { /* "... now?” she asked": a new sentence for the splitter only */
        bool small = an->tokens[t].form.n && an->tokens[t].form.p[0] >= 'a' && an->tokens[t].form.p[0] <= 'z';
        bool same_para = s->para_of[sent] == s->para_of[an->tokens[p->end - 1].sent];
        bool comma = p->end > p->beg && at__is(c, p->end - 1, ",");
        if (!same_para || !(small || comma))
            return false;
    }
    at_cue weak;
    int32_t weak_who = -1;
    for (uint32_t k = 0; t < an->sents[sent].end && k < REACH + 8; t++, k++) {
        if (s->quote_of[t] >= 0 || at__is(c, t, ":") || at__is(c, t, ";"))
            break;
        if (!speaks(c, t, cue, who))
            continue;
        bool sure = cue->kind == AT_CK_SAY && an->tokens[t].rel != AT_R_ACL_RELCL && an->tokens[t].rel != AT_R_ACL;
        if (sure)
            return true;
        if (weak_who < 0 && k < REACH) { /* "requesting anonymity", "who declined": only if no plain verb of speech comes */
            weak = *cue;
            weak_who = *who;
        }
    }
    if (weak_who < 0)
        return false;
    *cue = weak;
    *who = weak_who;
    return true;
}

/* The nearest verb of speech before the opening mark within the sentence. */
static bool before(const at_ctx *c, const part *p, at_cue *cue, int32_t *who)
{
    const at_analysis *an = c->an;
    const at__say *s = at__say_of(c);
    uint32_t b = an->sents[an->tokens[p->beg].sent].beg;
    for (uint32_t t = p->before, k = 0; t > b && k < REACH + 8; k++) {
        t--;
        if (s->quote_of[t] >= 0 || at__is(c, t, ";"))
            return false;
        if (speaks(c, t, cue, who))
            return true;
    }
    return false;
}

/* A verb above the quotation in the tree: any cue, also "criticised", "vowed", "called for", whose subject's words these are. */
static bool above(const at_ctx *c, const part *p, at_cue *cue, int32_t *who)
{
    static const char *const pos[] = {"v", "vo", "vas", "vsc", "vp"};
    const at_analysis *an = c->an;
    int32_t t = -1;
    for (uint32_t i = p->beg; i < p->end && t < 0; i++)
        if (an->tokens[i].head < 0 || (uint32_t)an->tokens[i].head < p->beg || (uint32_t)an->tokens[i].head >= p->end)
            t = an->tokens[i].head;
    for (int k = 0; t >= 0 && k < 10; t = an->tokens[t].head, k++) {
        if (an->tokens[t].upos != AT_VERB)
            continue;
        for (size_t i = 0; i < sizeof pos / sizeof *pos; i++) {
            bool passive;
            if (!at__cue_at(c, (uint32_t)t, pos[i], cue))
                continue;
            *who = at__speaker_of(c, (uint32_t)t, &passive);
            return *who >= 0;
        }
    }
    return false;
}

/* The smallest draft that grammar laid around the quotation, -1 if none. `around` holds it for each token. */
static int32_t enclosing(const at_ctx *c, const int32_t *around, const part *p)
{
    const at__say *s = at__say_of(c);
    int32_t d = around[p->beg];
    if (d < 0 || s->drafts.p[d].end < p->end)
        d = around[p->end - 1];
    if (d < 0)
        return -1;
    const at_draft *x = &s->drafts.p[d];
    bool holds = x->beg <= p->beg + 1 && x->end + 1 >= p->end;
    bool cue_outside = x->cue == AT_NONE || x->cue < p->beg || x->cue >= p->end;
    return holds && cue_outside && x->nown ? d : -1;
}

/* The last speaker before the quotation: of the paragraph, else of the one before. */
static int32_t last_speaker(const at_ctx *c, const part *p)
{
    const at__say *s = at__say_of(c);
    uint32_t sent = c->an->tokens[p->beg].sent;
    for (uint32_t k = 0; k < BACK && sent > 0; k++) {
        sent--;
        int32_t d = s->said[sent];
        if (d >= 0 && s->drafts.p[d].nown && s->para_of[sent] + 2 >= p->para)
            return d;
    }
    return -1;
}

/* The sentence before ends in a colon: "The minister said in a statement:" or, without a verb of speech, its subject. */
static bool colon_before(at_ctx *c, const part *p)
{
    const at_analysis *an = c->an;
    uint32_t sent = an->tokens[p->beg].sent;
    if (!at_sentence_start(c, p) || !sent || !at__is(c, an->sents[sent - 1].end - 1, ":"))
        return false;
    const at_sentence *b = &an->sents[sent - 1];
    at_cue cue;
    int32_t who;
    for (uint32_t t = b->end; t > b->beg; t--)
        if (speaks(c, t - 1, &cue, &who)) {
            by_cue(c, p, &cue, who, false, "quote-colon");
            return true;
        }
    who = at_subject(an, b->root);
    if (who < 0 || !at__can_speak(c, (uint32_t)who) || !at_who_acts(c, (uint32_t)who))
        return false;
    cue = (at_cue){b->root, b->root + 1, AT_NONE, 0, AT_CK_SAY, AT_ASSERTED, AT_ASSERTED};
    by_cue(c, p, &cue, who, false, "quote-colon");
    return true;
}

/* A quotation after a sentence about a person whose words it must be: "Kalende was angry. “We ...”" */
static bool subject_before(at_ctx *c, const part *p)
{
    const at_analysis *an = c->an;
    uint32_t sent = an->tokens[p->beg].sent;
    const at__say *s = at__say_of(c);
    if (!sent || s->para_of[sent - 1] != p->para || s->said[sent - 1] >= 0)
        return false;
    int32_t who = at_subject(an, an->sents[sent - 1].root);
    if (who < 0 || !at_who_person(c, (uint32_t)who))
        return false;
    uint32_t root = an->sents[sent - 1].root;
    at_cue cue = {root, root + 1, AT_NONE, 0, AT_CK_SAY, AT_ASSERTED, AT_ASSERTED};
    by_cue(c, p, &cue, who, false, "quote-subject");
    return true;
}

/* “...” — Anna Berg, teacher: the name after a dash that ends the line signs the words. */
static bool signed_by(const at_ctx *c, const part *p, at_cue *cue, int32_t *who)
{
    const at_analysis *an = c->an;
    const at__say *s = at__say_of(c);
    uint32_t t = p->after;
    static const char *const dashes[] = {"-", "--", "—", "–", "―", "~"};
    bool dash = false;
    for (size_t i = 0; t < an->ntokens && i < sizeof dashes / sizeof *dashes; i++)
        dash |= at_eq(an->tokens[t].form, at_strz(dashes[i])) || at__is(c, t, dashes[i]);
    if (!dash || t + 1 >= an->ntokens || s->para_of[an->tokens[t].sent] != p->para)
        return false;
    uint32_t last = an->sents[an->tokens[t].sent].end, n = t + 1;
    while (n < last && n < t + 8 && an->tokens[n].upos != AT_PROPN && an->tokens[n].upos != AT_NOUN)
        n++;
    for (uint32_t k = n; k < last; k++) /* a line of names and offices holds no verb */
        if (an->tokens[k].upos == AT_VERB || k > t + 16)
            return false;
    if (n >= last || n >= t + 8 || !at__can_speak(c, n))
        return false;
    *cue = (at_cue){t, t + 1, AT_NONE, 0, AT_CK_SAY, AT_ASSERTED, AT_ASSERTED};
    *who = (int32_t)n;
    return true;
}

/* Words that make the quoted words a name: called, titled, known as, slogan, film ... */
static bool names_thing(const at_ctx *c, const part *p)
{
    const at_analysis *an = c->an;
    uint32_t b = an->sents[an->tokens[p->beg].sent].beg;
    static const char *const words = "titled entitled nicknamed dubbed codenamed code-named named film movie song book novel album play magazine "
                                     "newspaper operation aka alias known unofficially word term phrase so-called";
    for (uint32_t t = p->before, k = 0; t > b && k < 3; k++)
        if (at_in_list(at_strz(words), ' ', an->tokens[--t].lower))
            return true;
    return false;
}

static bool comma_ends(const at_ctx *c, const part *p)
{
    const at_analysis *an = c->an;
    bool inside = p->end > p->beg && an->tokens[p->end - 1].upos == AT_PUNCT;
    return inside || (p->after < an->ntokens && at__is(c, p->after, ","));
}

static void one_part(at_ctx *c, const int32_t *around, const part *p)
{
    at_cue cue;
    int32_t who, d = enclosing(c, around, p);
    bool speech = speechlike(c, p), fresh = at_sentence_start(c, p);
    if (d >= 0 && !(fresh && speech && after(c, p, &cue, &who) && cue.tok != at__say_of(c)->drafts.p[d].cue)) {
        const at_draft *x = &at__say_of(c)->drafts.p[d];
        like(c, p, d, x->end - x->beg > p->end - p->beg + 1, "quote-mixed");
        return;
    }
    if (speech && signed_by(c, p, &cue, &who)) {
        by_cue(c, p, &cue, who, false, "quote-signed");
        return;
    }
    if (names_thing(c, p) && !speech)
        return;
    if ((comma_ends(c, p) || fresh) && (speech || fresh) && after(c, p, &cue, &who))
        by_cue(c, p, &cue, who, false, "quote-after");
    else if (before(c, p, &cue, &who) && (speech || cue.tok + 2 >= p->before || at_under(c->an, p->beg, cue.tok)))
        by_cue(c, p, &cue, who, !speech, "quote-before");
    else if (!fresh && above(c, p, &cue, &who))
        by_cue(c, p, &cue, who, true, "quote-above");
    else if (!fresh || !speech || colon_before(c, p) || subject_before(c, p))
        return;
    else if ((d = last_speaker(c, p)) >= 0)
        like(c, p, d, false, "quote-goes-on");
}

/* The tokens and the surroundings of quote q. */
static bool make_part(const at_ctx *c, int32_t q, part *p)
{
    const at__say *s = at__say_of(c);
    at_span t = s->quote_toks[q];
    if (t.beg >= t.end)
        return false;
    *p = (part){t.beg, t.end, t.beg, t.end, s->para_of[c->an->tokens[t.beg].sent], q};
    while (p->before > 0 && mark(c, p->before - 1))
        p->before--;
    while (p->after < c->an->ntokens && mark(c, p->after))
        p->after++;
    return true;
}

/* For each token the smallest draft of grammar around it. */
static int32_t *surround(at_ctx *c)
{
    at__say *s = at__say_of(c);
    int32_t *a = at_new(c->mem, int32_t, c->an->ntokens + 1);
    for (uint32_t t = 0; t <= c->an->ntokens; t++)
        a[t] = -1;
    for (size_t i = 0; i < s->drafts.n; i++) {
        const at_draft *d = &s->drafts.p[i];
        for (uint32_t t = d->beg; t < d->end; t++)
            if (a[t] < 0 || s->drafts.p[a[t]].end - s->drafts.p[a[t]].beg > d->end - d->beg)
                a[t] = (int32_t)i;
    }
    return a;
}

void at__say_direct(at_ctx *c)
{
    at__say *s = at__say_of(c);
    const int32_t *around = surround(c);
    for (size_t i = 0; i < s->quotes.n; i++) {
        const at_quote *q = &s->quotes.p[i];
        part p;
        if (q->prev >= 0 || !make_part(c, (int32_t)i, &p) || c->boilerplate[c->an->tokens[p.beg].sent])
            continue;
        int32_t lastq = (int32_t)i;
        while (s->quotes.p[lastq].next >= 0)
            lastq = s->quotes.p[lastq].next;
        part tail;
        if (lastq != (int32_t)i && make_part(c, lastq, &tail)) { /* several paragraphs: the cue may stand at either end */
            at_cue cue;
            int32_t who;
            size_t from = s->drafts.n;
            if (after(c, &tail, &cue, &who))
                by_cue(c, &p, &cue, who, false, "quote-after");
            else
                one_part(c, around, &p);
            if (s->drafts.n == from)
                continue;
            int32_t first = (int32_t)from;
            for (int32_t k = q->next; k >= 0; k = s->quotes.p[k].next)
                if (make_part(c, k, &tail))
                    like(c, &tail, first, false, "quote-paragraphs");
            continue;
        }
        one_part(c, around, &p);
    }
}
