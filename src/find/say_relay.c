/* say_relay.c: those who pass words on: "told AFP", "quoted by the radio", "CNN quoted a witness as saying", "citing officials". */
#include "find/say_own.h"

/* The object of a quoting verb: by the tree, else the noun phrase that stands right behind it; -1 if there is none. */
static int32_t object_of(const at_ctx *c, uint32_t verb)
{
    const at_analysis *an = c->an;
    int32_t o = at_dep(an, verb, AT_R_OBJ), last = -1;
    uint32_t end = an->sents[an->tokens[verb].sent].end;
    if (o >= 0)
        return o;
    for (uint32_t t = verb + 1; t < end && t < verb + 8; t++) {
        uint8_t u = an->tokens[t].upos;
        if (u == AT_NOUN || u == AT_PROPN || u == AT_PRON)
            last = (int32_t)t;
        else if (last >= 0 || (u != AT_DET && u != AT_ADJ && u != AT_NUM))
            break;
    }
    return last;
}

/* "by X" under the verb, or -1. */
static int32_t by_whom(const at_ctx *c, uint32_t verb)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[verb].child; d >= 0; d = an->tokens[d].next) {
        uint8_t rel = an->tokens[d].rel; /* the parser at times takes "by X" before a clause for an object */
        int32_t k = rel == AT_R_OBL || rel == AT_R_OBL_AGENT || rel == AT_R_IOBJ || rel == AT_R_OBJ ? at__case_of(c, (uint32_t)d) : -1;
        if (k >= 0 && at__is(c, (uint32_t)k, "by"))
            return d;
    }
    return -1;
}

bool at__quoted_as(const at_ctx *c, uint32_t verb, int32_t *who, int32_t *relay)
{
    const at_analysis *an = c->an;
    uint32_t q = verb, beg = an->sents[an->tokens[verb].sent].beg, end = an->sents[an->tokens[verb].sent].end;
    at_cue cue;
    if (at__lower_in(c, verb, "saying telling") && verb > beg && at__is(c, verb - 1, "as")) {
        for (q = verb - 1; q > beg && verb - q < 12 && !at__lemma_in(c, q, "quote cite"); q--)
            ;
    }
    if (!at__lemma_in(c, q, "quote cite") || !at__cue_at(c, q, "vq", &cue))
        return false;
    uint32_t as = q + 1;
    while (as < end && as < q + 12 && !at__is(c, as, "as"))
        as++;
    if (as + 1 >= end || !at__lower_in(c, as + 1, "saying telling"))
        return false;
    bool passive = at_passive(an, q);
    *who = passive ? at_subject(an, q) : object_of(c, q);
    *relay = passive ? by_whom(c, q) : at_subject(an, q);
    if (passive && *relay < 0)
        *relay = by_whom(c, as + 1);
    if (*who >= 0 && at__say_of(c)->quote_of[*who] >= 0)
        *who = -1;
    return *who >= 0 || *relay >= 0;
}

/* Relay and speaker of "X quoted Y as saying" for the last n drafts. */
void at__quoted(at_ctx *c, unsigned n, uint32_t verb, int32_t who, int32_t relay)
{
    at__say *s = at__say_of(c);
    for (unsigned i = 0; i < n; i++) {
        at_draft *d = &s->drafts.p[s->drafts.n - 1 - i];
        if (relay >= 0)
            at__own(d, at__source_make(c, (uint32_t)relay, verb), (uint32_t)relay);
        if (who >= 0)
            at__own(d, at__source_make(c, (uint32_t)who, verb), (uint32_t)who);
    }
}

/* A source before those that the last n drafts have: it relays. */
static void before_own(at_ctx *c, unsigned n, uint32_t tok, uint32_t cue)
{
    at__say *s = at__say_of(c);
    at_source src = at__source_make(c, tok, cue);
    for (unsigned i = 0; i < n; i++) {
        at_draft *d = &s->drafts.p[s->drafts.n - 1 - i];
        if (d->nown != 1)
            continue;
        at_source own = d->own[0];
        uint32_t own_tok = d->own_tok[0];
        d->nown = 0;
        at__own(d, src, tok);
        at__own(d, own, own_tok);
    }
}

int32_t at__told(const at_ctx *c, uint32_t verb)
{
    int32_t to = at_dep(c->an, verb, AT_R_IOBJ);
    if (to < 0)
        to = at_dep(c->an, verb, AT_R_OBJ);
    for (int32_t d = at_dep(c->an, verb, AT_R_OBL); to < 0 && d >= 0; d = at_dep_next(c->an, d, AT_R_OBL))
        if ((uint32_t)d > verb && at__case_of(c, (uint32_t)d) < 0) /* a bare noun after the verb, whatever the tree calls it */
            to = d;
    return to;
}

/* "told AFP that ...": the agency relays, so it stands before the speaker. */
void at__relay(at_ctx *c, unsigned n, uint32_t verb, const at_cue *cue)
{
    int32_t to = (cue->takes & AT_TK_TOLD) ? at__told(c, verb) : -1;
    if (to >= 0 && at__relays(c, (uint32_t)to))
        before_own(c, n, (uint32_t)to, verb);
}

/* "said, citing officials" and "the paper, quoting officials, said": a deeper source. "The rebels, quoted by the radio, said": one that relays. */
static void citing_under(at_ctx *c, unsigned n, uint32_t head)
{
    at__say *s = at__say_of(c);
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[head].child; d >= 0; d = an->tokens[d].next) {
        at_cue q;
        if ((an->tokens[d].rel != AT_R_ADVCL && an->tokens[d].rel != AT_R_ACL) || !at__cue_at(c, (uint32_t)d, "vq", &q))
            continue;
        bool passive = at_passive(an, (uint32_t)d) && at_dep(an, (uint32_t)d, AT_R_OBJ) < 0 && !(an->tokens[d].feats & AT_F_GER) && !at_ends(an->tokens[d].lower, AT_S("ing"));
        int32_t who = passive ? -1 : object_of(c, (uint32_t)d);
        if (passive) {
            who = at__speaker_of(c, (uint32_t)d, &passive);
            if (who >= 0)
                before_own(c, n, (uint32_t)who, (uint32_t)d);
            return;
        }
        if (who < 0 || !at__can_speak(c, (uint32_t)who))
            continue;
        at_source src = at__source_make(c, (uint32_t)who, (uint32_t)d);
        for (unsigned i = 0; i < n; i++)
            at__own(&s->drafts.p[s->drafts.n - 1 - i], src, (uint32_t)who);
        return;
    }
}

void at__citing(at_ctx *c, unsigned n, uint32_t verb, int32_t who)
{
    citing_under(c, n, verb);
    if (who >= 0)
        citing_under(c, n, (uint32_t)who);
}
