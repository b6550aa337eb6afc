#include "find/event_party.h"

#include "base/str.h"
#include "base/utf8.h"
#include "find/event_near.h"
#include "find/event_vote.h"
#include "find/marks.h"
#include "find/who.h"

enum { AT__PARTY_WORDS = 14 }; /* most words that name one party */

/* A group without a name is called by all the words that pick it out: "172 people on board homemade boats". */
static at_str group_words(const at__ev *ev, uint32_t tok)
{
    at_span s = at_noun_phrase(ev->an, tok);
    if (s.end - s.beg > AT__PARTY_WORDS)
        s.end = tok + 1 > s.beg + AT__PARTY_WORDS ? tok + 1 : s.beg + AT__PARTY_WORDS;
    while (s.beg < tok && (ev->an->tokens[s.beg].upos == AT_DET || ev->an->tokens[s.beg].upos == AT_PUNCT ||
                           at_in_list(AT_S("near in on by of from with for beside inside outside"), ' ', ev->an->tokens[s.beg].lower)))
        s.beg++;
    if (at_eq(ev->an->tokens[s.beg].lower, AT_S("least")) && s.beg > ev->an->sents[ev->an->tokens[tok].sent].beg &&
        at_eq(ev->an->tokens[s.beg - 1].lower, AT_S("at")))
        s.beg--;
    for (int32_t d = ev->an->tokens[tok].child; d >= 0; d = ev->an->tokens[d].next) { /* where they are does not name them */
        at_str prep = at__prep_of(ev->an, (uint32_t)d);
        bool names = at_eq(prep, AT_S("of")) || at_eq(prep, AT_S("from")) || at_eq(prep, AT_S("with")) || at_eq(prep, AT_S("for"));
        if ((uint32_t)d > tok && ev->an->tokens[d].rel == AT_R_NMOD && prep.n && !names) {
            uint32_t beg = at_subtree(ev->an, (uint32_t)d).beg;
            s.end = beg > tok && beg < s.end ? beg : s.end;
        }
    }
    for (uint32_t i = tok + 1; i < s.end; i++) /* a list, an aside or a quotation mark ends it */
        if (ev->an->tokens[i].upos == AT_PUNCT || (ev->an->tokens[i].rel == AT_R_CC && at_under(ev->an, i, tok)))
            s.end = i;
    at_span b = at_marks_pair(ev->c->text, at_bytes(ev->an, s.beg, s.end));
    return at_sub(ev->c->text, b.beg, b.end);
}

/* Words that only compare or count on, as the tree's head of a phrase cut short: nobody. */
static bool nobody(const at_party *p)
{
    return p->actor < 0 && at_in_list(AT_S("more,more than,less,less than,fewer,most,other,another,such,at,than,up to"), ',', p->text);
}

static void add(at__ev *ev, at_parties *out, int32_t tok)
{
    size_t n = out->n;
    if (tok < 0)
        return;
    at_who_parties(ev->c, (uint32_t)tok, out);
    for (; n < out->n; n++) {
        at_party *p = &out->p[n];
        const at_token *t = &ev->an->tokens[p->tok];
        bool group = p->actor < 0 || ev->c->actors.p[p->actor].type == AT_A_GROUP || ev->c->actors.p[p->actor].type == AT_A_UNKNOWN;
        bool shared = (n && out->p[n - 1].tok == p->tok) || (n + 1 < out->n && out->p[n + 1].tok == p->tok); /* "Honduran and Salvadoran troops" */
        if (group && !shared && t->upos == AT_NOUN && !t->name && p->tok >= (uint32_t)tok)
            p->text = group_words(ev, p->tok);
        if (nobody(p)) {
            memmove(p, p + 1, (out->n - n - 1) * sizeof *p);
            out->n--;
            n--;
        }
    }
}

/* What is struck, taken or held and is nobody: by its words. */
static void add_thing(at__ev *ev, at_parties *out, int32_t tok, at_event_type type)
{
    size_t n = out->n;
    add(ev, out, tok);
    bool deed = type == AT_ASSAULT || type == AT_COERCE;
    if (tok < 0 || out->n > n || !deed || ev->an->tokens[tok].upos != AT_NOUN || ev->an->tokens[tok].name || !at__near_thing(ev, (uint32_t)tok))
        return;
    *(at_party *)at_push(ev->c->mem, out) = (at_party){group_words(ev, (uint32_t)tok), -1, (uint32_t)tok};
}

/* First slot of the list that is filled. Slots of a doer must be somebody who acts unless the row says otherwise. */
static int32_t first_slot(at__ev *ev, const at__frame *f, at_str list, bool surface, bool acting)
{
    at_str one;
    while (at_cut(&list, '|', &one)) {
        size_t plus = one.n && one.p[one.n - 1] == '+' ? 1 : 0;
        int32_t t = at__frame_slot(ev, f, at_sub(one, 0, one.n - plus), surface);
        if (t >= 0 && (!acting || at__ev_acts(ev, (uint32_t)t)))
            return t;
    }
    return -1;
}

/* Types whose recipient is somebody, never a thing. */
static bool social(at_event_type t)
{
    return t != AT_ASSAULT && t != AT_COERCE && t != AT_MOBILIZE && t != AT_PROTEST && t != AT_SANCTION && t != AT_RETREAT;
}

/* Of a thing the one whose it is: "criticised the government's plan", "the decision of the court", "the attack by rebels". */
static int32_t owner(at__ev *ev, int32_t tok, at_event_type type)
{
    if (tok < 0 || !social(type) || at__ev_acts(ev, (uint32_t)tok))
        return tok;
    static const char *const preps[] = {"by", "of", "from"};
    int32_t d = at_dep(ev->an, (uint32_t)tok, AT_R_NMOD_POSS);
    for (size_t i = 0; i < 3 && (d < 0 || !at__ev_acts(ev, (uint32_t)d)); i++)
        d = at__noun_dep(ev->an, (uint32_t)tok, at_strz(preps[i]));
    if (d >= 0 && at__ev_acts(ev, (uint32_t)d))
        return d;
    d = at__near_clause(ev, tok);
    return d >= 0 ? d : at__near_name(ev, tok);
}

/* Does one noun stand for several who face each other? */
static bool many(const at__ev *ev, uint32_t tok)
{
    if (at_eq(at__prep_of(ev->an, tok), AT_S("between")))
        return true;
    for (int32_t d = ev->an->tokens[tok].child; d >= 0; d = ev->an->tokens[d].next)
        if ((uint32_t)d < tok && (at_eq(ev->an->tokens[d].lower, AT_S("two")) || at_eq(ev->an->tokens[d].lower, AT_S("both"))))
            return true;
    return false;
}

static void both(at__ev *ev, at__sides *s, at_event_type type)
{
    /* Clashes and talks: either side is actor and recipient when both are known (GUIDE, Fields). */
    at_parties all = {0};
    if (s->actor.n && s->recipient.n && type != AT_ASSAULT) /* one who is told to meet or sign with another: the text ranks them */
        return;
    for (size_t i = 0; i < s->actor.n; i++)
        *(at_party *)at_push(ev->c->mem, &all) = s->actor.p[i];
    for (size_t i = 0; i < s->recipient.n; i++) {
        bool had = false;
        for (size_t k = 0; k < all.n; k++)
            had |= all.p[k].tok == s->recipient.p[i].tok || (all.p[k].actor >= 0 && all.p[k].actor == s->recipient.p[i].actor);
        if (!had)
            *(at_party *)at_push(ev->c->mem, &all) = s->recipient.p[i];
    }
    if (!all.n || (all.n < 2 && (!s->actor.n || !many(ev, all.p[0].tok))))
        return; /* one word for both: "clashes between civilians", "the two armies clashed" */
    s->actor = s->recipient = all;
}

/* Who is asked or accused stands as the subject of what is asked or charged: "urged the government to act". */
static int32_t addressee(at__ev *ev, const at__frame *f)
{
    int32_t clause = f->ccomp >= 0 ? f->ccomp : f->xcomp;
    for (int32_t d = ev->an->tokens[f->tok].child; d >= 0 && clause < 0; d = ev->an->tokens[d].next)
        if (ev->an->tokens[d].rel == AT_R_ADVCL && (uint32_t)d > f->tok && at_dep(ev->an, (uint32_t)d, AT_R_NSUBJ) > (int32_t)f->tok)
            clause = d;
    int32_t who = clause < 0 ? -1 : at_dep(ev->an, (uint32_t)clause, AT_R_NSUBJ);
    if (who < 0 && clause >= 0)
        who = at_dep(ev->an, (uint32_t)clause, AT_R_NSUBJ_PASS);
    return who >= 0 && who != f->surface && at__ev_acts(ev, (uint32_t)who) ? who : -1;
}

/* "anti-government protesters", "an anti-Trump rally": against whom, from the word. */
static bool anti(at__ev *ev, at_parties *out, uint32_t tok)
{
    at_span s = at_noun_phrase(ev->an, tok);
    for (uint32_t i = s.beg; i < s.end && i < s.beg + AT__PARTY_WORDS; i++) {
        at_str w = ev->an->tokens[i].lower;
        if (at_eq(w, AT_S("anti")) && i + 2 < s.end && at_eq(ev->an->tokens[i + 1].form, AT_S("-")))
            w = ev->an->tokens[i + 2].lower;
        else if (at_starts(w, AT_S("anti-")))
            w = at_sub(w, 5, w.n);
        else
            continue;
        if (w.n < 4)
            continue;
        at_party p = {w, -1, i};
        for (size_t a = 0; a < ev->c->actors.n && p.actor < 0; a++)
            if (at_index(at_utf8_key(ev->c->mem, ev->c->actors.p[a].name), w, 0) != SIZE_MAX)
                p.actor = (int32_t)a;
        if (p.actor < 0 && !at__ev_word_class(ev, w, AT_S("gov")))
            continue;
        *(at_party *)at_push(ev->c->mem, out) = p;
        return true;
    }
    return false;
}

/* What the learned arguments make of both sides. */
static void vote(at__ev *ev, at__sides *s, uint32_t tok)
{
    if (s->recipient_tok == s->actor_tok)
        s->recipient_tok = -1;
    s->actor_tok = at__vote_side(ev, tok, AT_EA_ACTOR, s->actor_tok, s->recipient_tok);
    s->recipient_tok = at__vote_side(ev, tok, AT_EA_RECIPIENT, s->recipient_tok, s->actor_tok);
    if (s->recipient_tok == s->actor_tok)
        s->recipient_tok = -1;
}

void at__sides_verb(at__ev *ev, at__sides *s, uint32_t tok, const at__sense *sense, const at__above *above)
{
    const at__frame *f = at__frame_of(ev, tok);
    *s = (at__sides){.actor_tok = -1, .recipient_tok = -1};
    bool free_actor = at_eq(sense->actor, AT_S("obj")) || at_eq(sense->actor, AT_S("-"));
    s->actor_tok = first_slot(ev, f, sense->actor, false, !free_actor); /* never who suffers it */
    if (s->actor_tok < 0 && at_starts(sense->actor, AT_S("subj")) && above->doer >= 0)
        s->actor_tok = above->doer;
    s->recipient_tok = owner(ev, first_slot(ev, f, sense->recipient, sense->surface, false), sense->type);
    if (s->actor_tok < 0)
        s->actor_tok = at__near_plan(ev, tok);
    if (s->recipient_tok < 0 && (sense->type == AT_REQUEST || sense->type == AT_ACCUSE))
        s->recipient_tok = addressee(ev, f);
    if (s->recipient_tok < 0 && sense->type == AT_REQUEST)
        s->recipient_tok = at__near_content(ev, f->obj >= 0 ? f->obj : at__frame_slot(ev, f, AT_S("obl:for"), false));
    vote(ev, s, tok);
    s->by_name = s->actor_tok >= 0 || s->recipient_tok >= 0;
    add(ev, &s->actor, s->actor_tok);
    add_thing(ev, &s->recipient, s->recipient_tok, sense->type);
    if (sense->type == AT_PROTEST && s->actor_tok >= 0 && !s->recipient.n)
        (void)anti(ev, &s->recipient, (uint32_t)s->actor_tok);
    if (at__ev_flag(sense->flags, "mutual"))
        both(ev, s, sense->type);
}

/* A word before the noun that names a doer or sufferer: "police raid", "Israeli airstrike", "US-led". */
static int32_t before(at__ev *ev, const at__sense *sense, uint32_t tok)
{
    const at_analysis *an = ev->an;
    int32_t found = -1;
    for (int32_t d = an->tokens[tok].child; d >= 0 && (uint32_t)d < sense->beg; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        if (t->rel != AT_R_COMPOUND && t->rel != AT_R_AMOD && t->rel != AT_R_NMOD_UNMARKED && t->rel != AT_R_NMOD && t->rel != AT_R_NMOD_DESC)
            continue;
        bool country = at_who_country(ev->c, t->lower) != NULL;
        bool norp = t->name && (ev->an->names[t->name - 1].type == AT_N_NORP || ev->an->names[t->name - 1].type == AT_N_ORG || ev->an->names[t->name - 1].type == AT_N_PER);
        bool group = t->rel != AT_R_AMOD && (at__ev_word_class(ev, ev->lemma[d], AT_S("armed")) || at__ev_word_class(ev, ev->lemma[d], AT_S("person")) ||
                                             at__ev_word_class(ev, ev->lemma[d], AT_S("police")) || at__ev_word_class(ev, ev->lemma[d], AT_S("gov")));
        if (country || norp || group)
            found = d;
    }
    return found;
}

/* The noun of one slot: its own, or of the light verb that carries it. */
static int32_t noun_slot(at__ev *ev, const at__sense *sense, uint32_t tok, at_str slot, const at__said *said)
{
    const at_analysis *an = ev->an;
    bool act = at_ends(slot, AT_S(".act"));
    at_str s = act ? at_sub(slot, 0, slot.n - 4) : slot;
    int32_t t = -1;
    if (at_eq(s, AT_S("self")))
        return (int32_t)tok;
    if (at_eq(s, AT_S("psubj"))) { /* subject of "is in jail"; of the verb it hangs on: "remain in jail" */
        t = at_dep(an, tok, AT_R_NSUBJ);
        return t >= 0 || an->tokens[tok].rel != AT_R_OBL || an->tokens[tok].head < 0 || an->tokens[an->tokens[tok].head].upos != AT_VERB
                   ? t : at__frame_of(ev, (uint32_t)an->tokens[tok].head)->surface;
    }
    if (at_eq(s, AT_S("head"))) /* noun it modifies: "opponents in jail" */
        return an->tokens[tok].rel == AT_R_NMOD ? an->tokens[tok].head : -1;
    if (at_eq(s, AT_S("poss")))
        t = at_dep(an, tok, AT_R_NMOD_POSS);
    else if (at_eq(s, AT_S("cmp")))
        t = before(ev, sense, tok);
    else if (!at_eq(s, AT_S("of")) || sense->beg + sense->words - 1 == tok || sense->words == 1) {
        t = at__noun_dep(an, tok, s);
        if (t < 0 && said->use != AT__BARE && an->tokens[said->verb].upos == AT_VERB) {
            char name[32] = "obl:";
            if (s.n < 24) {
                memcpy(name + 4, s.p, s.n);
                name[4 + s.n] = 0;
                t = at__frame_slot(ev, at__frame_of(ev, said->verb), at_strz(name), false);
            }
        }
    }
    return t >= 0 && act && !at__ev_acts(ev, (uint32_t)t) ? -1 : t;
}

static int32_t first_noun_slot(at__ev *ev, const at__sense *sense, uint32_t tok, at_str list, const at__said *said, bool acting)
{
    at_str one;
    while (at_cut(&list, '|', &one)) {
        int32_t t = noun_slot(ev, sense, tok, one, said);
        if (t >= 0 && ev->c->timex_of[t] < 0 && (!acting || at__ev_acts(ev, (uint32_t)t)))
            return t;
    }
    return -1;
}

/*
 * Who is named as doer of the noun's act by the words it hangs on: "claimed responsibility for the attack", "accused him of the murder", "their
 * role in the raid", "was behind the bombing", "attributed the attack to ...".
 */
static int32_t named_doer(at__ev *ev, uint32_t tok)
{
    static const char *const part[] = {"responsibility", "role", "part", "involvement", "participation", "hand", "complicity", "guilt", "blame", "authorship", NULL};
    static const char *const preps[] = {"for", "in", "of", "with", "over", NULL};
    const at_analysis *an = ev->an;
    const at_token *t = &an->tokens[tok];
    at_str prep = at__prep_of(an, tok);
    if (at_eq(prep, AT_S("behind"))) {
        int32_t s = at_dep(an, tok, AT_R_NSUBJ);
        return s >= 0 || t->head < 0 || t->rel != AT_R_OBL ? s : at__frame_of(ev, (uint32_t)t->head)->surface;
    }
    if (t->head < 0)
        return -1;
    uint32_t h = (uint32_t)t->head;
    if (an->tokens[h].upos == AT_VERB && t->rel == AT_R_OBJ && at_one_of(ev->lemma[h], (const char *const[]){"attribute", "ascribe", "blame", "pin", NULL})) {
        int32_t to = at__frame_slot(ev, at__frame_of(ev, h), AT_S("obl:to"), false);
        return to >= 0 ? to : at__frame_slot(ev, at__frame_of(ev, h), AT_S("obl:on"), false);
    }
    if (!at_one_of(prep, preps))
        return -1;
    if (an->tokens[h].upos == AT_NOUN && at_one_of(ev->lemma[h], part)) {
        int32_t poss = at_dep(an, h, AT_R_NMOD_POSS);
        int32_t v = an->tokens[h].head;
        return poss >= 0 || v < 0 || an->tokens[v].upos != AT_VERB || an->tokens[h].rel != AT_R_OBJ ? poss : at__frame_of(ev, (uint32_t)v)->subj;
    }
    if (an->tokens[h].upos != AT_VERB && an->tokens[h].upos != AT_ADJ)
        return -1;
    const at__sense *s = at__sense_verb(ev, h);
    if (s->row == AT_NONE || s->type != AT_ACCUSE || !at_eq(s->mode, AT_S("allege")))
        return -1;
    return first_slot(ev, at__frame_of(ev, h), s->recipient, s->surface, true);
}

/* Sides that the noun has from a participle, the noun it is coordinated with, or the verb that a meeting hangs on. */
static void beside(at__ev *ev, at__sides *s, uint32_t tok, const at__sense *sense, const at__said *said)
{
    int32_t twin = at__near_twin(ev, tok);
    at__sense other;
    if (s->actor_tok < 0)
        s->actor_tok = at__near_participle(ev, tok, true);
    if (s->recipient_tok < 0)
        s->recipient_tok = at__near_participle(ev, tok, false);
    s->by_name |= s->actor_tok >= 0 || s->recipient_tok >= 0;
    if (twin >= 0 && at__sense_noun(ev, &other, (uint32_t)twin) && other.type != AT_NOEVENT) {
        if (s->actor_tok < 0)
            s->actor_tok = first_noun_slot(ev, &other, (uint32_t)twin, other.actor, said, true);
        if (s->recipient_tok < 0)
            s->recipient_tok = owner(ev, first_noun_slot(ev, &other, (uint32_t)twin, other.recipient, said, false), other.type);
    }
    if (s->actor_tok < 0 && sense->type == AT_CONSULT)
        s->actor_tok = at__near_meeting(ev, tok);
    if (s->recipient_tok == s->actor_tok)
        s->recipient_tok = -1;
}

void at__sides_noun(at__ev *ev, at__sides *s, uint32_t tok, const at__sense *sense, const at__said *said)
{
    *s = (at__sides){.actor_tok = -1, .recipient_tok = -1};
    s->actor_tok = first_noun_slot(ev, sense, tok, sense->actor, said, true);
    s->recipient_tok = owner(ev, first_noun_slot(ev, sense, tok, sense->recipient, said, false), sense->type);
    if (s->actor_tok == s->recipient_tok)
        s->recipient_tok = -1;
    s->by_name = s->actor_tok >= 0 || s->recipient_tok >= 0;
    if (s->actor_tok < 0)
        s->actor_tok = said->actor >= 0 && at__ev_acts(ev, (uint32_t)said->actor) ? said->actor : -1;
    if (s->actor_tok < 0) {
        s->actor_tok = named_doer(ev, tok);
        s->by_name |= s->actor_tok >= 0;
    }
    if (s->recipient_tok < 0)
        s->recipient_tok = said->recipient;
    beside(ev, s, tok, sense, said);
    vote(ev, s, tok);
    if (s->recipient_tok < 0 && s->actor_tok >= 0) { /* "a complaint filed by A against B": its preposition leaves no doubt */
        s->recipient_tok = at__near_participle(ev, tok, false);
        s->recipient_tok = s->recipient_tok == s->actor_tok ? -1 : s->recipient_tok;
    }
    add(ev, &s->actor, s->actor_tok);
    add_thing(ev, &s->recipient, s->recipient_tok, sense->type);
    if (sense->type == AT_PROTEST && !s->recipient.n && !anti(ev, &s->recipient, tok) && s->actor_tok >= 0)
        (void)anti(ev, &s->recipient, (uint32_t)s->actor_tok);
    if (at__ev_flag(sense->flags, "mutual"))
        both(ev, s, sense->type);
}
