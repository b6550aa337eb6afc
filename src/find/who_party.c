/* who_party.c: the words for a noun phrase as a party, and the parties that a phrase names. */
#include "find/say.h"
#include "find/who.h"
#include "find/who_entity.h"

enum { PHRASE_OF = 10, PHRASE_MAX = 14, PARTY_DEPTH = 4, PARTY_MAX = 24 };

static const at_token *tk(const at_ctx *c, uint32_t t)
{
    return &c->an->tokens[t];
}

static bool case_is(const at_analysis *an, uint32_t tok, const char *list)
{
    for (int32_t d = an->tokens[tok].child; d >= 0; d = an->tokens[d].next)
        if (an->tokens[d].rel == AT_R_CASE && at__who_in(an->tokens[d].lower, list))
            return true;
    return false;
}

static int32_t of_phrase(const at_analysis *an, uint32_t tok)
{
    for (int32_t d = at_dep(an, tok, AT_R_NMOD); d >= 0; d = at_dep_next(an, d, AT_R_NMOD))
        if ((uint32_t)d > tok && case_is(an, (uint32_t)d, "of"))
            return d;
    return -1;
}

/* Words that only count or group what follows "of". */
uint32_t at__who_core(const at_ctx *c, uint32_t tok)
{
    static const char LIGHT[] = "group number dozen score hundred thousand million handful majority minority couple pair lot some many most several few all none both each any "
                                "tens half plenty total rest bulk part percent % third quarter band wave crowd";
    for (int turn = 0; turn < 3; turn++) {
        const at_token *t = tk(c, tok);
        int32_t of = of_phrase(c->an, tok);
        if (of < 0 || at__who(c)->name_of[tok] >= 0)
            return tok;
        bool light = t->upos == AT_NUM || at__who_base_in(c->an, tok, LIGHT) || (at__who_base_in(c->an, tok, "member") && t->feats & AT_F_PLUR) ||
                     (at__who_base_in(c->an, tok, "state") && t->feats & AT_F_PLUR && at_dep_lemma(c->an, tok, AT_S("member")) >= 0);
        if (!light)
            return tok;
        tok = (uint32_t)of;
    }
    return tok;
}

static bool is_quantity(const at_token *t)
{
    return t->rel == AT_R_DET || t->rel == AT_R_DET_PREDET || t->rel == AT_R_NUMMOD || t->rel == AT_R_ADVMOD || t->rel == AT_R_CASE || t->rel == AT_R_CC ||
           t->rel == AT_R_CC_PRECONJ || (t->rel == AT_R_AMOD && at__who_in(t->lower, "many several few more most numerous some various other another such same"));
}

/* Does the name or the modifier belong before the noun: "Russian", "security", "Kazakhstan's"? */
static bool before_noun(const at_token *t)
{
    return t->rel == AT_R_AMOD || t->rel == AT_R_COMPOUND || t->rel == AT_R_NMOD_DESC || t->rel == AT_R_FLAT ||
           (t->rel == AT_R_NMOD_POSS && t->upos != AT_PRON) || t->rel == AT_R_NMOD_UNMARKED;
}

static bool after_noun(const at_ctx *c, const at_token *t, uint32_t d, uint32_t len)
{
    at_span s = at_subtree(c->an, d);
    uint32_t n = s.end - s.beg;
    if (t->rel == AT_R_FLAT || t->rel == AT_R_FLAT_FOREIGN || t->rel == AT_R_FIXED || t->rel == AT_R_COMPOUND || t->rel == AT_R_GOESWITH)
        return true;
    if (t->rel != AT_R_NMOD || c->timex_of[d] >= 0 || at_dep(c->an, d, AT_R_ACL_RELCL) >= 0)
        return false;
    return case_is(c->an, d, "of") ? n <= PHRASE_OF && len + n <= PHRASE_MAX : case_is(c->an, d, "from for") && n <= 4 && len + n <= 7;
}

at_span at__who_phrase(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    at_span s = {tok, tok + 1};
    int32_t k = w && w->name_of ? w->name_of[tok] : -1;
    if (k >= 0 && w->names.p[k].head == tok)
        s = (at_span){w->names.p[k].beg, w->names.p[k].end};
    if (k >= 0 && w->names.p[k].type == AT_N_PER)
        return s;
    for (int32_t d = tk(c, tok)->child; d >= 0; d = tk(c, (uint32_t)d)->next) {
        const at_token *t = tk(c, (uint32_t)d);
        at_span u = at_subtree(c->an, (uint32_t)d);
        if ((uint32_t)d < tok && before_noun(t) && !is_quantity(t) && s.end - u.beg <= PHRASE_MAX && u.end <= tok) {
            if (u.beg < s.beg)
                s.beg = u.beg;
        } else if ((uint32_t)d > tok && u.beg <= s.end && after_noun(c, t, (uint32_t)d, s.end - s.beg) && u.end > s.end) {
            s.end = u.end;
        }
    }
    while (s.beg < tok && (at__who_in(tk(c, s.beg)->lower, "least most more than over about around nearly almost some up to") || tk(c, s.beg)->upos == AT_DET || tk(c, s.beg)->upos == AT_PUNCT || tk(c, s.beg)->upos == AT_CCONJ || tk(c, s.beg)->upos == AT_ADP))
        s.beg++;
    return s;
}

/* The name that a title takes: "President" [flat] "X" where the title was made the head. */
static int32_t name_under(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    if (w->name_of[tok] >= 0)
        return -1;
    if (w->titled[tok] >= 0)
        return (int32_t)w->names.p[w->titled[tok]].head;
    for (int32_t d = tk(c, tok)->child; d >= 0; d = tk(c, (uint32_t)d)->next)
        if ((uint32_t)d > tok && (tk(c, (uint32_t)d)->rel == AT_R_FLAT || tk(c, (uint32_t)d)->rel == AT_R_APPOS) && w->name_of[d] >= 0 &&
            w->names.p[w->name_of[d]].type == AT_N_PER)
            return d;
    return -1;
}

int32_t at_who_name_after(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    const at_token *t = tk(c, tok);
    if (!w || t->upos != AT_NOUN || t->name || (t->feats & AT_F_PLUR) || tok + 1 >= c->an->sents[t->sent].end || w->name_of[tok + 1] < 0 || !at_who_acts(c, tok))
        return -1;
    const at_known *k = &w->names.p[w->name_of[tok + 1]];
    const at_token *h = tk(c, k->head);
    bool beside = h->head == t->head && h->head >= 0 && (h->rel == AT_R_NSUBJ || h->rel == AT_R_PARATAXIS || h->rel == t->rel); /* "agency X said" misread as two subjects */
    bool behind = (beside || h->head == (int32_t)tok) && at_dep(c->an, k->head, AT_R_CASE) < 0 &&
                  (beside || h->rel == AT_R_APPOS || h->rel == AT_R_FLAT || h->rel == AT_R_NMOD || h->rel == AT_R_NMOD_DESC || h->rel == AT_R_NMOD_UNMARKED || h->rel == AT_R_COMPOUND);
    return k->beg == tok + 1 && behind && k->type != AT_N_LOC && !at_who_person(c, tok) ? (int32_t)k->head : -1;
}

at_str at_who_text(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    if (!w)
        return tk(c, tok)->form;
    tok = at__who_core(c, tok);
    int32_t named = name_under(c, tok), e = at_who_of(c, tok);
    if (named >= 0)
        return at_who_text(c, (uint32_t)named);
    if (tk(c, tok)->upos == AT_PRON && e >= 0)
        return c->actors.p[e].name;
    at_span s = at__who_phrase(c, tok);
    int32_t clause = at_dep(c->an, tok, AT_R_ACL_RELCL);
    if (clause >= 0 && at__who_in(tk(c, tok)->lower, "those anyone everyone anybody whoever someone one")) {
        at_span u = at_subtree(c->an, (uint32_t)clause); /* nothing but the clause tells who: "those who speak out" */
        if (u.beg == tok + 1 && u.end - u.beg <= 12)
            s.end = u.end;
    }
    int32_t poss = at_dep(c->an, tok, AT_R_NMOD_POSS);
    if (poss >= 0 && tk(c, (uint32_t)poss)->upos == AT_PRON && (uint32_t)poss < s.beg) {
        int32_t owner = at_who_of(c, (uint32_t)poss);
        if (owner >= 0 && c->actors.p[owner].name.n < 80)
            return at_arena_fmt(c->mem, "%.*s's %.*s", AT_FMT(c->actors.p[owner].name), AT_FMT(at_words(c->an, s.beg, s.end)));
    }
    return at__who_clean(c->mem, at_words(c->an, s.beg, s.end));
}

/* ---- parties ---- */

static void put(const at_ctx *c, at_parties *out, at_str text, int32_t actor, uint32_t tok)
{
    if (!text.n || out->n >= PARTY_MAX)
        return;
    for (size_t i = 0; i < out->n; i++)
        if ((actor >= 0 && out->p[i].actor == actor) || at_eq_fold(out->p[i].text, text))
            return;
    at_party *p = at_push(c->mem, out);
    p->text = text;
    p->actor = actor;
    p->tok = tok;
}

static void put_actor(const at_ctx *c, at_parties *out, int32_t actor, uint32_t tok)
{
    if (actor >= 0)
        put(c, out, c->actors.p[actor].name, actor, tok);
}

static int32_t actor_of_entity(const at_who *w, int32_t ent)
{
    ent = at__ent(w, ent);
    return ent < 0 ? -1 : w->ents.p[ent].actor;
}

/* Who "I" or "we" is in the words of others: the last of the chain of sources, else the subject of the saying verb. */
static int32_t speaker_at(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    const at_attribution *s = c->says.n ? at_say_at(c, tok) : NULL;
    if (s && s->nsource && s->source[s->nsource - 1].actor >= 0)
        return s->source[s->nsource - 1].actor;
    int32_t q = w->quote_of[tok], who = q >= 0 ? w->speaker[q] : -1;
    int32_t m = who >= 0 ? w->mention_of[who] : -1;
    return m >= 0 ? actor_of_entity(w, w->mentions.p[m].ent) : -1;
}

/* "We" outside all quotes, in a press statement: the body or state that the first sentences have as their subject. */
static int32_t publisher_body(const at_ctx *c)
{
    const at_who *w = at__who(c);
    for (size_t i = 0; i < w->mentions.n && c->an->tokens[w->mentions.p[i].tok].sent < 4; i++) {
        const at_mention *m = &w->mentions.p[i];
        const at_entity *e = &w->ents.p[at__ent(w, m->ent)];
        if (m->kind == AT_M_NAME && m->rank == 3 && (e->being == AT_BE_STATE || e->ntype == AT_N_ORG) && e->actor >= 0)
            return e->actor;
    }
    return -1;
}

/* "We" of a spokesman is the body; of a minister or head the body and the person (gold/GUIDE.md); of others the person. */
static void put_we(const at_ctx *c, at_parties *out, uint32_t tok)
{
    const at_who *w = at__who(c);
    int32_t a = speaker_at(c, tok), body = -1;
    bool spokesman = false;
    const at_entity *e = a >= 0 && (size_t)a < w->of_actor.n ? &w->ents.p[w->of_actor.p[a]] : NULL;
    for (size_t r = 0; e && r < e->roles.n && body < 0; r++) {
        body = actor_of_entity(w, e->roles.p[r].body);
        spokesman = at_eq(e->roles.p[r].office, AT_S("spokesman"));
    }
    if (a < 0 && w->quote_of[tok] < 0)
        body = publisher_body(c);
    put_actor(c, out, body, tok);
    if (body < 0 || !spokesman)
        put_actor(c, out, a, tok);
}

/* "Soldiers from Belarus, Armenia and Tajikistan": the states. */
static bool put_states(const at_ctx *c, at_parties *out, uint32_t tok)
{
    const at_who *w = at__who(c);
    at_str sector = at__who_noun_sector(c, tok);
    bool any = false;
    if (!at_eq(sector, AT_S("MIL")) || !(tk(c, tok)->feats & AT_F_PLUR))
        return false;
    for (int32_t d = at_dep(c->an, tok, AT_R_NMOD); d >= 0; d = at_dep_next(c->an, d, AT_R_NMOD)) {
        if (!case_is(c->an, (uint32_t)d, "from"))
            continue;
        for (int32_t x = d; x >= 0; x = x == d ? at_dep(c->an, (uint32_t)d, AT_R_CONJ) : at_dep_next(c->an, x, AT_R_CONJ)) {
            int32_t m = w->mention_of[x], e = m >= 0 ? at__ent(w, w->mentions.p[m].ent) : -1;
            if (e >= 0 && w->ents.p[e].being == AT_BE_STATE) {
                put(c, out, w->ents.p[e].name, w->ents.p[e].actor, (uint32_t)x);
                any = true;
            }
        }
    }
    return any;
}

static void parties(const at_ctx *c, uint32_t tok, at_parties *out, int depth);

/* "Both", "the two": the parts of the pair. */
static bool put_set(const at_ctx *c, at_parties *out, uint32_t tok, int depth)
{
    const at_who *w = at__who(c);
    int32_t m = w->mention_of[tok];
    const at_entity *e = m >= 0 ? &w->ents.p[at__ent(w, w->mentions.p[m].ent)] : NULL;
    if (e && e->set_tok < 0 && e->pair[0] < 0 && tk(c, tok)->feats & AT_F_PLUR &&
        at__who_base_in(c->an, tok, "official leader representative delegation government army president minister commissioner negotiator delegate")) {
        int32_t of = of_phrase(c->an, tok); /* "officials of the two countries" */
        return of >= 0 && depth < PARTY_DEPTH && put_set(c, out, (uint32_t)of, depth + 1);
    }
    if (!e || (e->set_tok < 0 && e->pair[0] < 0))
        return false;
    if (e->set_tok >= 0 && (uint32_t)e->set_tok != tok)
        parties(c, (uint32_t)e->set_tok, out, depth + 1);
    for (int i = 0; i < 2 && e->set_tok < 0; i++)
        put_actor(c, out, actor_of_entity(w, e->pair[i]), tok);
    return true;
}

/* An adjective or people's name before an act ("Israeli strikes"): the state. */
static bool put_demonym(const at_ctx *c, at_parties *out, uint32_t tok)
{
    const at_who *w = at__who(c);
    int32_t k = w->name_of[tok];
    at_str iso, as;
    if (w->mention_of[tok] >= 0 || (tk(c, tok)->rel != AT_R_AMOD && tk(c, tok)->rel != AT_R_COMPOUND))
        return false;
    uint32_t beg = k >= 0 ? w->names.p[k].beg : tok, end = k >= 0 ? w->names.p[k].end : tok + 1;
    if (!at__who_state_words(c, beg, end, &iso, &as))
        return false;
    uint32_t e = at_map_get(&w->by_name, (at_str){(const char[]){'c', ':', iso.p[0], iso.p[1], iso.p[2]}, 5});
    int32_t actor = e == AT_NONE ? -1 : actor_of_entity(w, (int32_t)e);
    put(c, out, actor >= 0 ? c->actors.p[actor].name : as, actor, tok);
    return true;
}

/* Buildings, vehicles and settlements can be attacked or held; other things are no party. */
static bool can_be_hit(const at_ctx *c, uint32_t tok)
{
    char buf[AT_KEY_MAX];
    const at_lexicon *x = at_lexicon_get(c->lex, "groups.tsv");
    at_str base = at__who_base(c->an, tok, buf);
    uint32_t r = at_lexicon_row(x, base);
    at_str unit = at_lexicon_cell(x, r, "unit");
    return (unit.n && !at_eq(unit, AT_S("body"))) || at__who_in(base, "camp village town city settlement neighborhood neighbourhood archive archives academy ceremony gate weapon");
}

/*
 * The one behind a thing that is no party itself: "the silence of X", "Y's record", "X's ousting". tok itself if it can be a
 * party; AT_NONE if nobody stands behind it.
 */
static uint32_t behind_thing(const at_ctx *c, uint32_t tok)
{
    const at_token *t = tk(c, tok);
    const at_who *w = at__who(c);
    bool owned = at__who_base_in(c->an, tok, "home house office property residence apartment flat car vehicle phone belonging body corpse compound farm villa newsroom account");
    if ((t->upos != AT_NOUN && t->upos != AT_SYM) || w->name_of[tok] >= 0 || (at_who_acts(c, tok) && !owned) || (can_be_hit(c, tok) && !owned))
        return tok;
    int32_t poss = at_dep(c->an, tok, AT_R_NMOD_POSS), of = of_phrase(c->an, tok);
    if (poss >= 0 && at_who_acts(c, (uint32_t)poss))
        return (uint32_t)poss;
    if (of >= 0 && at_who_acts(c, (uint32_t)of))
        return (uint32_t)of;
    return owned ? tok : AT_NONE;
}

/* A spokesman acts for the body (gold/GUIDE.md): "a police spokesman" is the police. */
static bool put_spoken_for(const at_ctx *c, at_parties *out, uint32_t tok)
{
    const at_who *w = at__who(c);
    int32_t m = w->mention_of[tok], body = -1;
    if (m < 0)
        return false;
    const at_entity *e = &w->ents.p[at__ent(w, w->mentions.p[m].ent)];
    for (size_t r = 0; r < e->roles.n; r++)
        if (at_eq(e->roles.p[r].office, AT_S("spokesman")) && body < 0)
            body = actor_of_entity(w, e->roles.p[r].body);
    if (body >= 0) {
        put_actor(c, out, body, tok);
        return true;
    }
    if (w->mentions.p[m].kind != AT_M_NOUN || e->ntype || !at_eq(at__who_title_at(c, tok).office, AT_S("spokesman")))
        return false;
    int32_t of = of_phrase(c->an, tok), before = -1;
    for (int32_t d = tk(c, tok)->child; d >= 0 && (uint32_t)d < tok; d = tk(c, (uint32_t)d)->next)
        if ((tk(c, (uint32_t)d)->rel == AT_R_COMPOUND || tk(c, (uint32_t)d)->rel == AT_R_NMOD_POSS) && at_who_acts(c, (uint32_t)d))
            before = d;
    int32_t d = before >= 0 ? before : of;
    if (d < 0)
        return false;
    at_str text = before >= 0 && tk(c, (uint32_t)d)->rel == AT_R_COMPOUND ? at_words(c->an, at_subtree(c->an, (uint32_t)d).beg, (uint32_t)d + 1)
                                                                           : at_who_text(c, (uint32_t)d);
    put(c, out, text, at_who_of(c, (uint32_t)d), (uint32_t)d);
    return true;
}

/*
 * "Men, women and children", "X's family and friends": one party, as the words go together (the gold records write them so);
 * other coordinations are one party each.
 */
static bool put_joined(const at_ctx *c, at_parties *out, uint32_t tok)
{
    static const char KIN[] = "man woman child boy girl baby infant elderly family friend relative parent loved one teammate colleague neighbor neighbour wife son daughter kid";
    uint32_t end = tok + 1;
    bool any = false;
    if (!at__who_base_in(c->an, tok, KIN) || at__who(c)->name_of[tok] >= 0)
        return false;
    for (int32_t d = at_dep(c->an, tok, AT_R_CONJ); d >= 0; d = at_dep_next(c->an, d, AT_R_CONJ)) {
        if (!at__who_base_in(c->an, (uint32_t)d, KIN))
            return false;
        any = true;
        end = (uint32_t)d + 1;
    }
    if (!any)
        return false;
    uint32_t beg = at__who_phrase(c, tok).beg;
    put(c, out, at_words(c->an, beg, end), -1, tok);
    return true;
}

/* "Its rivals, such as Israel and the United States": those named. */
static bool put_examples(const at_ctx *c, at_parties *out, uint32_t tok, int depth)
{
    size_t before = out->n;
    if (!(tk(c, tok)->feats & AT_F_PLUR) || !at__who_base_in(c->an, tok, "country nation state power enemy rival ally partner group organization organisation body member neighbor neighbour opponent government"))
        return false;
    for (int32_t d = at_dep(c->an, tok, AT_R_NMOD); d >= 0; d = at_dep_next(c->an, d, AT_R_NMOD))
        if ((uint32_t)d > tok && case_is(c->an, (uint32_t)d, "such including") && depth < PARTY_DEPTH)
            parties(c, (uint32_t)d, out, depth + 1);
    return out->n > before;
}

/* "Honduran and Salvadoran troops": one party a state. */
static bool put_each_state(const at_ctx *c, at_parties *out, uint32_t tok)
{
    if (!(tk(c, tok)->feats & AT_F_PLUR) || tk(c, tok)->upos != AT_NOUN)
        return false;
    for (int32_t d = at_dep(c->an, tok, AT_R_AMOD); d >= 0 && (uint32_t)d < tok; d = at_dep_next(c->an, d, AT_R_AMOD)) {
        int32_t e = at_dep(c->an, (uint32_t)d, AT_R_CONJ);
        if (e < 0 && d + 3 == (int32_t)tok && at_dep(c->an, tok - 1, AT_R_CC) == d + 1)
            e = (int32_t)tok - 1; /* both hang on the noun */
        if (e < 0 || (uint32_t)e + 1 != tok || !at_who_country(c, tk(c, (uint32_t)d)->lower) || !at_who_country(c, tk(c, (uint32_t)e)->lower))
            continue;
        at_str noun = tk(c, tok)->form;
        put(c, out, at_arena_fmt(c->mem, "%.*s %.*s", AT_FMT(tk(c, (uint32_t)d)->form), AT_FMT(noun)), -1, tok);
        put(c, out, at_arena_fmt(c->mem, "%.*s %.*s", AT_FMT(tk(c, (uint32_t)e)->form), AT_FMT(noun)), -1, tok);
        return true;
    }
    return false;
}

static void put_noun(const at_ctx *c, at_parties *out, uint32_t tok)
{
    if (!put_each_state(c, out, tok) && !put_spoken_for(c, out, tok))
        put(c, out, at_who_text(c, tok), at_who_of(c, tok), tok);
}

/* A place where things happen, not one that acts or is acted on. */
static bool only_where(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    int32_t m = w->mention_of[tok];
    if (m < 0 || w->mentions.p[m].being != AT_BE_PLACE)
        return false;
    if (w->mentions.p[m].kind == AT_M_NAME && !at__who_base_in(c->an, tok, "camp prison market hospital airport base school mosque church embassy station port square"))
        return true; /* a town that is shelled is where it happens (train-gold writes no recipient) */
    return case_is(c->an, tok, "in at near around outside inside across throughout along off within into through from to over between");
}

static void conjuncts(const at_ctx *c, uint32_t tok, at_parties *out, int depth)
{
    const at_who *w = at__who(c);
    int32_t k = w->name_of[tok];
    for (int32_t d = at_dep(c->an, tok, AT_R_CONJ); d >= 0; d = at_dep_next(c->an, d, AT_R_CONJ)) {
        if (k >= 0 && w->name_of[d] == k)
            continue; /* "Trinidad and Tobago" */
        if (tk(c, (uint32_t)d)->upos == AT_VERB || tk(c, (uint32_t)d)->upos == AT_ADJ)
            continue;
        parties(c, (uint32_t)d, out, depth + 1);
    }
}

static void put_pronoun(const at_ctx *c, uint32_t tok, at_parties *out, int depth)
{
    const at_who *w = at__who(c);
    int32_t m = w->mention_of[tok];
    if (m < 0)
        return;
    const at_mention *p = &w->mentions.p[m];
    const at_entity *e = &w->ents.p[at__ent(w, p->ent)];
    if (p->person == 1 && p->number == 2)
        put_we(c, out, tok);
    else if (p->person == 1)
        put_actor(c, out, speaker_at(c, tok), tok);
    else if (e->set_tok >= 0)
        parties(c, (uint32_t)e->set_tok, out, depth + 1);
    else if (e->pair[0] >= 0)
        (void)put_set(c, out, tok, depth);
    else
        put_actor(c, out, e->actor, tok);
}

/* The noun that a relative pronoun stands for, or -1. */
static int32_t relative_head(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    if (!(t->feats & AT_F_REL) && !at__who_in(t->lower, "who whom which that whose"))
        return -1;
    int32_t up = t->head;
    for (int turn = 0; up >= 0 && turn < 12; turn++, up = an->tokens[up].head) {
        if (an->tokens[up].rel == AT_R_ACL_RELCL || an->tokens[up].rel == AT_R_ACL)
            return an->tokens[up].head;
        if (an->tokens[up].rel == AT_R_CCOMP || an->tokens[up].rel == AT_R_ROOT)
            return -1;
    }
    return -1;
}

/* Where the tree hangs the relative clause elsewhere: the noun right before the pronoun, a comma between them or not. */
static int32_t noun_before(const at_analysis *an, uint32_t tok)
{
    uint32_t first = an->sents[an->tokens[tok].sent].beg, j = tok;
    if (!at__who_in(an->tokens[tok].lower, "who which") || tok < first + 1)
        return -1;
    j--;
    if (j > first && at_eq(an->tokens[j].form, AT_S(",")))
        j--;
    for (int turn = 0; turn < 6 && (an->tokens[j].rel == AT_R_FLAT || an->tokens[j].rel == AT_R_COMPOUND) && an->tokens[j].head >= (int32_t)first; turn++)
        j = (uint32_t)an->tokens[j].head;
    return j < tok && (an->tokens[j].upos == AT_NOUN || an->tokens[j].upos == AT_PROPN) ? (int32_t)j : -1;
}

static void parties(const at_ctx *c, uint32_t tok, at_parties *out, int depth)
{
    const at_token *t = tk(c, tok);
    if (depth > PARTY_DEPTH || out->n >= PARTY_MAX || t->rel == AT_R_EXPL)
        return;
    int32_t rel = t->upos == AT_PRON || t->upos == AT_SCONJ ? relative_head(c->an, tok) : -1;
    if (rel < 0 && t->upos == AT_PRON)
        rel = noun_before(c->an, tok);
    if (rel >= 0) {
        parties(c, (uint32_t)rel, out, depth + 1);
        return;
    }
    if (at__who_in(t->lower, "one") && at_dep(c->an, tok, AT_R_COP) >= 0 && at_dep(c->an, tok, AT_R_NSUBJ) >= 0) { /* "X is the one who ..." */
        parties(c, (uint32_t)at_dep(c->an, tok, AT_R_NSUBJ), out, depth + 1);
        return;
    }
    if (put_set(c, out, tok, depth))
        return;
    if (t->upos == AT_DET || t->upos == AT_PUNCT || t->upos == AT_AUX || at__who_in(t->lower, "who whom whose which"))
        return;
    if (t->upos == AT_PRON && !at__who_in(t->lower, "this that these those") && at__who(c)->mention_of[tok] >= 0 && at__who(c)->mentions.p[at__who(c)->mention_of[tok]].kind == AT_M_PRON) {
        put_pronoun(c, tok, out, depth);
        conjuncts(c, tok, out, depth);
        return;
    }
    if (c->timex_of[tok] >= 0 || at__who_in(t->lower, "it there what something nothing anything everything here where this that") || only_where(c, tok))
        return;
    if (t->name && (c->an->names[t->name - 1].type == AT_N_DATE || c->an->names[t->name - 1].type == AT_N_MONEY))
        return;
    int32_t body = at_who_name_after(c, tok);
    if (body >= 0) {
        parties(c, (uint32_t)body, out, depth + 1);
        conjuncts(c, tok, out, depth);
        return;
    }
    int32_t named = t->feats & AT_F_PLUR ? name_under(c, tok) : -1;
    if (named >= 0) { /* "separatists X and Y" */
        parties(c, (uint32_t)named, out, depth + 1);
        return;
    }
    if (put_joined(c, out, tok) || put_examples(c, out, tok, depth))
        return;
    uint32_t core = at__who_core(c, tok);
    if (core != tok && tk(c, core)->upos == AT_PRON) { /* "all of them", "one of them" */
        parties(c, core, out, depth + 1);
    } else if (!put_set(c, out, core, depth) && !put_demonym(c, out, core) && !put_states(c, out, core)) {
        uint32_t doer = behind_thing(c, core);
        if (doer == AT_NONE)
            ; /* "the protest", "a move": nobody */
        else if (doer != core)
            parties(c, doer, out, depth + 1);
        else
            put_noun(c, out, core);
    }
    if (core != tok)
        conjuncts(c, core, out, depth);
    conjuncts(c, tok, out, depth);
}

void at_who_parties(const at_ctx *c, uint32_t tok, at_parties *out)
{
    if (at__who(c))
        parties(c, tok, out, 0);
}
