/* coref_quote.c: which quotation holds a token and who seems to speak it, for "I", "we" and "he" in quoted words. */
#include "find/quote.h"
#include "find/who_entity.h"

static const char SAYING[] = "say said tell told add explain ask reply announce declare note state claim argue warn insist write wrote tweet report comment stress complain admit "
                             "recall remark observe suggest shout conclude respond answer continue maintain emphasize emphasise affirm assert acknowledge "
                             "accuse urge recount cry think thought believe quote";

/* Is the verb's own token outside all quotes and does it say something? Then its subject speaks. */
static int32_t subject_of_saying(const at_ctx *c, uint32_t verb)
{
    const at_analysis *an = c->an;
    if (!at__who_base_in(an, verb, SAYING) || at__who(c)->quote_of[verb] >= 0)
        return -1;
    int32_t s = at_dep(an, verb, AT_R_NSUBJ);
    if (s < 0 && an->tokens[verb].rel == AT_R_CONJ)
        s = at_subject(an, verb);
    return s;
}

/* Speaker of quote q, which begins in sentence s: a saying verb of that sentence, of the one before its end, or after it. */
static int32_t speaker_near(const at_ctx *c, uint32_t first_sent, uint32_t last_sent)
{
    const at_analysis *an = c->an;
    for (uint32_t s = last_sent; s + 1 > first_sent && s < an->nsents; s--) {
        for (uint32_t t = an->sents[s].beg; t < an->sents[s].end; t++) {
            int32_t who = subject_of_saying(c, t);
            if (who >= 0 && at__who(c)->quote_of[who] < 0)
                return who;
        }
        if (!s)
            break;
    }
    return -1;
}

static void mark(at_ctx *c, const at_quotes *q, uint32_t *first, uint32_t *last)
{
    at_who *w = at__who(c);
    const at_analysis *an = c->an;
    uint32_t t = 0;
    for (size_t i = 0; i < q->n; i++) {
        if (q->p[i].parent >= 0)
            continue;
        while (t < an->ntokens && an->tokens[t].span.beg < q->p[i].in.beg)
            t++;
        first[i] = t;
        for (; t < an->ntokens && an->tokens[t].span.end <= q->p[i].in.end; t++)
            w->quote_of[t] = (int32_t)i;
        last[i] = t;
    }
}

static at_span *paragraphs(at_ctx *c, size_t *n)
{
    const at_analysis *an = c->an;
    at_span *p = at_new(c->mem, at_span, an->nsents + 1);
    *n = 0;
    for (uint32_t s = 0; s < an->nsents; s++) {
        if (*n && s && an->sents[s].para == an->sents[s - 1].para)
            p[*n - 1].end = an->sents[s].span.end;
        else
            p[(*n)++] = an->sents[s].span;
    }
    return p;
}

void at__coref_quotes(at_ctx *c)
{
    at_who *w = at__who(c);
    const at_analysis *an = c->an;
    at_quotes q = {0};
    size_t np;
    at_span *paras = paragraphs(c, &np);
    at_quotes_find(c->mem, &q, c->text, paras, np);
    uint32_t *first = at_new(c->mem, uint32_t, q.n + 1), *last = at_new(c->mem, uint32_t, q.n + 1);
    w->nquotes = (uint32_t)q.n;
    w->speaker = at_new(c->mem, int32_t, q.n + 1);
    mark(c, &q, first, last);
    int32_t before = -1;
    uint32_t para = AT_NONE;
    for (size_t i = 0; i < q.n; i++) {
        w->speaker[i] = -1;
        if (q.p[i].parent >= 0 || first[i] >= last[i])
            continue;
        uint32_t s = an->tokens[first[i]].sent, e = an->tokens[last[i] - 1].sent;
        int32_t who = speaker_near(c, s, e);
        if (who < 0 && e + 1 < an->nsents && an->sents[e + 1].para == an->sents[e].para && !at_ends(at_words(an, last[i] - 1, last[i]), AT_S(".")))
            who = speaker_near(c, e + 1, e + 1);
        if (who < 0 && (para == an->sents[s].para || (q.p[i].prev >= 0) || an->sents[s].para == para + 1))
            who = before; /* the same speaker goes on */
        w->speaker[i] = who;
        before = who;
        para = an->sents[e].para;
    }
}
