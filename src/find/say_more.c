/*
 * say_more.c: speech that goes on without a cue of its own: the paragraphs of a press statement after "the minister said:",
 * and sentences in reported tense ("They had been warned.") after an attributed one.
 */
#include "find/say_own.h"
#include "find/who.h"

static bool has_draft(const at_ctx *c, uint32_t sent)
{
    return at__say_of(c)->said[sent] >= 0;
}

/* Does the sentence speak of the speaker in the third person? Then it is the report's own again. */
static bool about_speaker(const at_ctx *c, uint32_t sent, const at_source *src)
{
    const at_sentence *s = &c->an->sents[sent];
    if (src->actor < 0)
        return false;
    for (uint32_t t = s->beg; t < s->end; t++)
        if (!at__first_person(c, t) && !at__lower_in(c, t, "my our me us") && at_who_of(c, t) == src->actor && c->an->tokens[t].rel == AT_R_NSUBJ)
            return true;
    return false;
}

/*
 * "Following the meeting the Foreign Secretary said:" with no quotation mark after it: what follows is his, until a sentence
 * that speaks of him, a speaker of its own in the third person, or 40 sentences.
 */
static void colon_block(at_ctx *c, uint32_t sent)
{
    const at_analysis *an = c->an;
    at__say *s = at__say_of(c);
    const at_sentence *b = &an->sents[sent];
    at_cue cue;
    bool passive, found = false;
    int32_t who = -1;
    if (b->end - b->beg < 2 || !at__is(c, b->end - 1, ":") || sent + 1 >= an->nsents || s->para_of[sent] == s->para_of[sent + 1])
        return;
    for (uint32_t t = b->end; t > b->beg && !found; t--)
        if (an->tokens[t - 1].upos == AT_VERB && at__cue_at(c, t - 1, "v", &cue) && (cue.takes & AT_TK_QUOTE) && cue.kind == AT_CK_SAY) {
            who = at__speaker_of(c, t - 1, &passive);
            found = who >= 0;
        }
    if (!found || s->quote_of[an->sents[sent + 1].beg] >= 0 || (an->sents[sent + 1].end > an->sents[sent + 1].beg + 1 && s->quote_of[an->sents[sent + 1].beg + 1] >= 0))
        return;
    at_source src = at__source_make(c, (uint32_t)who, cue.tok);
    for (uint32_t k = sent + 1; k < an->nsents && k < sent + 41; k++) {
        if (c->boilerplate[k] || has_draft(c, k) ? !(k == sent + 1) && !c->boilerplate[k] && about_speaker(c, k, &src) : about_speaker(c, k, &src))
            break;
        if (c->boilerplate[k])
            break;
        int32_t before = s->said[k];
        at_draft *d = at__draft(c, an->sents[k].beg, an->sents[k].end, &cue, "say-block");
        if (!d)
            continue;
        d->direct = true;
        at__own(d, src, (uint32_t)who);
        s->said[k] = before >= 0 ? before : (int32_t)s->drafts.n - 1;
    }
}

/* Reported tense: "had been", "would"; the pluperfect or future in the past of what somebody is saying. */
static bool reported_tense(const at_ctx *c, uint32_t sent)
{
    const at_analysis *an = c->an;
    uint32_t root = an->sents[sent].root;
    for (int32_t d = an->tokens[root].child; d >= 0; d = an->tokens[d].next)
        if ((an->tokens[d].rel == AT_R_AUX || an->tokens[d].rel == AT_R_AUX_PASS) && at__lower_in(c, (uint32_t)d, "had would 'd"))
            return true;
    return false;
}

/* The draft of the sentence before that covers all of it but its cue: its speaker may go on. */
static int32_t whole_before(const at_ctx *c, uint32_t sent)
{
    const at__say *s = at__say_of(c);
    const at_analysis *an = c->an;
    if (!sent || s->para_of[sent - 1] != s->para_of[sent] || s->said[sent - 1] < 0)
        return -1;
    const at_draft *d = &s->drafts.p[s->said[sent - 1]];
    if (!d->nown || d->nominal || d->kind != AT_CK_SAY || d->same)
        return -1;
    uint32_t root = an->sents[sent - 1].root;
    bool governs = d->cue == root || (d->beg <= root && root < d->end);
    return governs ? s->said[sent - 1] : -1;
}

/*
 * A sentence between two of the same speaker, where the later one is all his ("..., he added"): his too. Both in one
 * paragraph, or the later one in the next sentence.
 */
static int32_t between(const at_ctx *c, uint32_t sent)
{
    const at__say *s = at__say_of(c);
    const at_analysis *an = c->an;
    if (!sent || sent + 1 >= an->nsents || s->para_of[sent] != s->para_of[sent + 1] || s->said[sent - 1] < 0 || s->said[sent + 1] < 0)
        return -1;
    const at_draft *a = &s->drafts.p[s->said[sent - 1]], *b = &s->drafts.p[s->said[sent + 1]];
    if (!a->nown || !b->nown || b->nominal || a->nominal || b->kind != AT_CK_SAY || a->kind != AT_CK_SAY || b->cue == AT_NONE || b->beg > b->cue || b->direct)
        return -1;
    const at_source *x = &a->own[a->nown - 1], *y = &b->own[b->nown - 1];
    bool pronoun = at_in_list(AT_S("he she they it"), ' ', y->name) || at_in_list(AT_S("He She They It"), ' ', y->name);
    return at__source_same(x, y) || pronoun ? s->said[sent - 1] : -1;
}

void at__say_more(at_ctx *c)
{
    at__say *s = at__say_of(c);
    const at_analysis *an = c->an;
    for (uint32_t k = 0; k < an->nsents; k++)
        if (!c->boilerplate[k])
            colon_block(c, k);
    for (uint32_t k = 1; k < an->nsents; k++) {
        int32_t from;
        if (c->boilerplate[k] || has_draft(c, k))
            continue;
        if ((from = between(c, k)) < 0) {
            if ((from = whole_before(c, k)) < 0)
                continue;
            bool according = s->drafts.p[from].rule && at_eq(at_strz(s->drafts.p[from].rule), AT_S("say-according"));
            bool trailing = s->drafts.p[from].rule && at_eq(at_strz(s->drafts.p[from].rule), AT_S("say-parenthesis"));
            if (!reported_tense(c, k) && !according && !trailing)
                continue;
        }
        at_draft d = s->drafts.p[from];
        at_draft *n = at__draft(c, an->sents[k].beg, an->sents[k].end, NULL, "say-goes-on");
        if (!n)
            continue;
        uint32_t beg = n->beg, end = n->end;
        *n = d;
        n->beg = beg;
        n->end = end;
        n->direct = n->partial = false;
        n->rule = "say-goes-on";
    }
}
