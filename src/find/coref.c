/* coref.c: mentions of a report, then nominals (coref_noun.c) and pronouns (coref_pron.c) to their entities, in text order. */
#include "find/coref.h"

#include "find/coref_own.h"

bool at__who_clause_subject(const at_token *t)
{
    return t->rel == AT_R_NSUBJ || t->rel == AT_R_NSUBJ_PASS || t->rel == AT_R_CSUBJ || t->rel == AT_R_NSUBJ_OUTER;
}

static uint8_t rank_of(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    for (int turn = 0; turn < 6 && t->rel == AT_R_CONJ && t->head >= 0; turn++)
        t = &an->tokens[t->head];
    if (at__who_clause_subject(t))
        return 3;
    if (t->rel == AT_R_OBJ || t->rel == AT_R_IOBJ)
        return 2;
    if (t->rel == AT_R_NMOD || t->rel == AT_R_NMOD_POSS || t->rel == AT_R_COMPOUND || t->rel == AT_R_NMOD_DESC || t->rel == AT_R_AMOD)
        return 0;
    return 1;
}

typedef struct {
    const char *words;
    uint8_t person, number, gender;
} pronoun;

static const pronoun *pronoun_of(at_str lower)
{
    static const pronoun P[] = {{"i me my mine myself", 1, 1, AT_G_NONE},
                                {"we us our ours ourselves", 1, 2, AT_G_NONE},
                                {"you your yours yourself yourselves", 2, 0, AT_G_NONE},
                                {"he him his himself", 3, 1, AT_G_MALE},
                                {"she her hers herself", 3, 1, AT_G_FEMALE},
                                {"it its itself", 3, 1, AT_G_NEUTER},
                                {"this that", 3, 1, AT_G_NEUTER},
                                {"these those", 3, 2, AT_G_NONE},
                                {"they them their theirs themselves themself", 3, 2, AT_G_NONE}};
    for (size_t i = 0; i < sizeof P / sizeof *P; i++)
        if (at__who_in(lower, P[i].words))
            return &P[i];
    return NULL;
}

/* "It is clear that", "it seems that", "it rained": nothing is meant (Evans 2001 lists the same frames). */
static bool pleonastic(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    if (t->rel == AT_R_EXPL)
        return true;
    if (!at_eq(t->lower, AT_S("it")) || t->rel != AT_R_NSUBJ || t->head < 0)
        return false;
    const at_token *g = &an->tokens[t->head];
    if (at__who_base_in(an, (uint32_t)t->head, "rain snow seem appear happen turn"))
        return g->upos == AT_VERB && (at_dep(an, (uint32_t)t->head, AT_R_CCOMP) >= 0 || at__who_in(g->lemma, "rain snow"));
    bool copular = at_dep(an, (uint32_t)t->head, AT_R_COP) >= 0;
    return copular && (at_dep(an, (uint32_t)t->head, AT_R_CSUBJ) >= 0 || at_dep(an, (uint32_t)t->head, AT_R_CCOMP) >= 0 ||
                       (g->upos == AT_ADJ && at_dep(an, (uint32_t)t->head, AT_R_ADVCL) >= 0) || at__who_in(g->lemma, "time o'clock"));
}

static bool heads_phrase(const at_token *t)
{
    switch (t->rel) {
    case AT_R_FLAT: case AT_R_FLAT_FOREIGN: case AT_R_FIXED: case AT_R_GOESWITH: case AT_R_COMPOUND: case AT_R_AMOD: case AT_R_DET: case AT_R_CASE:
    case AT_R_NUMMOD: case AT_R_ADVMOD: case AT_R_CC: case AT_R_DET_PREDET: case AT_R_COMPOUND_PRT: case AT_R_DISCOURSE: case AT_R_NMOD_DESC:
    case AT_R_REPARANDUM: case AT_R_PUNCT: case AT_R_MARK: case AT_R_AUX: case AT_R_COP: case AT_R_ADVMOD_EMPH: case AT_R_EXPL: return false;
    default: return true;
    }
}

static uint64_t mod_hash(const at_ctx *c, uint32_t tok)
{
    at_who *w = at__who(c);
    char buf[40];
    at_str iso;
    int32_t k = w->name_of[tok];
    uint32_t b = k >= 0 ? w->names.p[k].beg : tok, e = k >= 0 ? w->names.p[k].end : tok + 1;
    if (at__who_state_words(c, b, e, &iso, NULL)) {
        buf[0] = '#';
        memcpy(buf + 1, iso.p, 3);
        return at_hash((at_str){buf, 4});
    }
    int32_t m = w->mention_of[tok], ent = m >= 0 ? at__ent(w, w->mentions.p[m].ent) : -1;
    if (k >= 0 && ent < 0)
        ent = at__ent(w, w->names.p[k].ent);
    if (ent >= 0 && (k >= 0 || c->an->tokens[tok].upos == AT_PRON)) {
        if (w->ents.p[ent].being == AT_BE_STATE && w->ents.p[ent].country[0]) {
            buf[0] = '#';
            memcpy(buf + 1, w->ents.p[ent].country, 3);
            return at_hash((at_str){buf, 4});
        }
        buf[0] = '@';
        memcpy(buf + 1, &ent, sizeof ent);
        return at_hash((at_str){buf, 1 + sizeof ent});
    }
    return at_hash(c->an->tokens[tok].lemma);
}

static bool empty_adjective(at_str lemma)
{
    return at__who_in(lemma, "same very such own other said aforementioned late local main whole entire young old new more many few several various certain official");
}

static void modifiers(const at_ctx *c, at_mention *m)
{
    const at_analysis *an = c->an;
    for (int32_t d = an->tokens[m->tok].child; d >= 0; d = an->tokens[d].next) {
        const at_token *t = &an->tokens[d];
        bool mod = false;
        switch (t->rel) {
        case AT_R_DET: case AT_R_DET_PREDET:
            if (at__who_in(t->lower, "the this that these those both"))
                m->definite = true;
            else if (at__who_in(t->lower, "a an another some any no every each many several"))
                m->indefinite = true;
            break;
        case AT_R_NUMMOD: m->counted = true; break;
        case AT_R_AMOD:
            mod = !empty_adjective(t->lemma);
            if (at__who_in(t->lemma, "several many numerous few various other more"))
                m->counted = true;
            break;
        case AT_R_COMPOUND: case AT_R_NMOD_DESC: mod = !at__who_aged(an, m->tok); break;
        case AT_R_NMOD_POSS: m->possessed = m->definite = mod = true; break;
        case AT_R_NMOD: mod = true; break;
        case AT_R_ACL_RELCL: case AT_R_ACL: mod = true; break;
        default: break;
        }
        if (mod && m->nmods < AT_MODS)
            m->mods[m->nmods++] = t->rel == AT_R_ACL || t->rel == AT_R_ACL_RELCL ? at_hash(t->form) + (uint64_t)d : mod_hash(c, (uint32_t)d);
    }
}

/* "The wounded", "the two", "both": words that are no nouns but stand as one. */
static bool stands_as_noun(const at_analysis *an, uint32_t tok)
{
    const at_token *t = &an->tokens[tok];
    bool place = t->rel == AT_R_NSUBJ || t->rel == AT_R_NSUBJ_PASS || t->rel == AT_R_OBJ || t->rel == AT_R_OBL || t->rel == AT_R_NMOD || t->rel == AT_R_IOBJ ||
                 t->rel == AT_R_OBL_AGENT;
    return place && (t->upos == AT_NUM || t->upos == AT_ADJ || t->upos == AT_DET || (t->upos == AT_PRON && at__who_in(t->lower, "this that these those both others another one all some many most several each none few")));
}

static bool set_pronoun(const at_ctx *c, at_mention *m)
{
    const at_token *t = &c->an->tokens[m->tok];
    const pronoun *p = pronoun_of(t->lower);
    if (!p || (t->upos != AT_PRON && !(t->upos == AT_DET && stands_as_noun(c->an, m->tok))) || t->feats & AT_F_REL || pleonastic(c->an, m->tok))
        return false;
    m->kind = AT_M_PRON;
    m->person = p->person;
    m->number = p->number;
    m->gender = p->gender;
    m->being = p->gender == AT_G_MALE || p->gender == AT_G_FEMALE || p->person < 3 ? AT_BE_PERSON : AT_BE_NONE;
    return true;
}

static bool set_name(const at_ctx *c, at_mention *m)
{
    at_who *w = at__who(c);
    int32_t k = w->name_of[m->tok];
    if (k < 0 || w->names.p[k].head != m->tok || w->names.p[k].type == AT_N_NONE)
        return false;
    const at_entity *e = &w->ents.p[at__ent(w, w->names.p[k].ent)];
    m->kind = AT_M_NAME;
    m->ent = w->names.p[k].ent;
    m->being = e->being;
    m->number = e->number ? e->number : 1;
    m->gender = e->gender;
    return true;
}

static bool set_noun(const at_ctx *c, at_mention *m)
{
    const at_analysis *an = c->an;
    const at_token *t = &an->tokens[m->tok];
    if (at__who(c)->name_of[m->tok] >= 0 && at__who(c)->names.p[at__who(c)->name_of[m->tok]].type != AT_N_NONE)
        return false;
    bool noun = t->upos == AT_NOUN || t->upos == AT_PROPN || (t->upos == AT_SYM && t->child >= 0);
    bool part = noun && t->rel == AT_R_COMPOUND && t->upos == AT_NOUN && t->head >= 0 && at__who_noun_being(c, (uint32_t)t->head) < AT_BE_STATE; /* "police" in "police raid" */
    if ((!heads_phrase(t) && !part) || (!noun && !stands_as_noun(an, m->tok)))
        return false;
    m->kind = AT_M_NOUN;
    m->being = (uint8_t)(noun ? at__who_noun_being(c, m->tok) : AT_BE_NONE);
    m->number = t->feats & AT_F_PLUR ? 2 : t->feats & AT_F_SING ? 1 : 0;
    m->gender = m->being == AT_BE_PERSON ? (uint8_t)at__who_noun_gender(c, m->tok) : AT_G_NONE;
    char buf[AT_KEY_MAX];
    if (t->upos == AT_NOUN && !m->number && !at_eq(at__who_base(an, m->tok, buf), t->lower))
        m->number = 2;
    if (at__who_base_in(an, m->tok, "people staff child") && !at_eq(t->lower, AT_S("child")))
        m->number = 2;
    else if (at__who_base_in(an, m->tok, "police crew team public media press crowd group mob gang band family"))
        m->number = 0;
    modifiers(c, m);
    return true;
}

static void collect(at_ctx *c)
{
    at_who *w = at__who(c);
    for (uint32_t t = 0; t < c->an->ntokens; t++) {
        at_mention m = {.tok = t, .ent = -1, .whole = -1, .quote = w->quote_of[t]};
        if (!set_pronoun(c, &m) && !set_name(c, &m) && !set_noun(c, &m))
            continue;
        m.rank = rank_of(c->an, t);
        w->mention_of[t] = (int32_t)w->mentions.n;
        *at_push(c->mem, &w->mentions) = m;
    }
}

static void count_heads(at_ctx *c)
{
    at_who *w = at__who(c);
    at_map n;
    char buf[AT_KEY_MAX];
    at_map_init(&n, c->mem);
    for (int turn = 0; turn < 2; turn++)
        for (size_t i = 0; i < w->mentions.n; i++) {
            at_mention *m = &w->mentions.p[i];
            if (m->kind == AT_M_PRON)
                continue;
            at_str key = at__who_base(c->an, m->tok, buf);
            if (turn)
                m->freq = (uint16_t)at_map_get(&n, key);
            else {
                uint32_t *at = at_map_at(&n, key.p == buf ? at_arena_str(c->mem, key) : key);
                *at = *at == AT_NONE ? 1 : *at < 60000 ? *at + 1 : *at;
            }
        }
}

/* The state that the report is about: the one named most, adjectives, peoples and places counted. */
static void find_focus(at_ctx *c)
{
    at_who *w = at__who(c);
    at_map n;
    uint32_t best = 0, all = 0;
    at_map_init(&n, c->mem);
    for (uint32_t t = 0; t < c->an->ntokens; t++) {
        at_str iso = {"", 0};
        if (c->place_of && c->place_of[t] >= 0 && (!t || c->place_of[t - 1] != c->place_of[t]) && !c->places.p[c->place_of[t]].is_country)
            iso = at_strz(c->places.p[c->place_of[t]].country);
        else if (w->name_of[t] >= 0 && w->names.p[w->name_of[t]].beg == t) {
            const at_known *k = &w->names.p[w->name_of[t]];
            if (!at__who_state_words(c, k->beg, k->end, &iso, NULL))
                continue;
        }
        if (iso.n != 3)
            continue;
        uint32_t *at = at_map_at(&n, iso);
        *at = *at == AT_NONE ? 1 : *at + 1;
        all++;
        if (*at > best) {
            best = *at;
            memcpy(w->focus, iso.p, 3);
        }
    }
    w->focus_sure = best >= 3 && best * 5 >= all * 3;
}

/* A mention takes its entity; the entity learns from it. */
void at__coref_join(at_ctx *c, int32_t mention, int32_t ent)
{
    at_who *w = at__who(c);
    at_mention *m = &w->mentions.p[mention];
    ent = at__ent(w, ent);
    m->ent = ent;
    at_entity *e = &w->ents.p[ent];
    e->last = mention;
    e->n++;
    if ((!e->gender || e->soft_gender) && m->gender && m->gender != AT_G_NEUTER && m->kind != AT_M_NAME) {
        e->gender = m->gender;
        e->soft_gender = false;
    }
    if (!e->number)
        e->number = m->number;
    if (m->kind == AT_M_PRON)
        return;
    if (!e->being || e->being == AT_BE_THING)
        e->being = m->being ? m->being : e->being;
    for (uint8_t i = 0; i < m->nmods && e->nmods < AT_MODS; i++) {
        bool have = false;
        for (uint8_t j = 0; j < e->nmods; j++)
            have = have || e->mods[j] == m->mods[i];
        if (!have)
            e->mods[e->nmods++] = m->mods[i];
    }
}

void at__coref_run(at_ctx *c)
{
    at_who *w = at__who(c);
    collect(c);
    count_heads(c);
    find_focus(c);
    at_coref k = {.c = c, .w = w};
    at_map_init(&k.own, c->mem);
    at_map_init(&k.by_lemma, c->mem);
    k.weights = at_lexicon_get(c->lex, "coref.tsv")->weights;
    for (size_t i = 0; i < w->mentions.n; i++) {
        at_mention *m = &w->mentions.p[i];
        if (m->kind == AT_M_NAME) {
            at__coref_lead(&k, (int32_t)i);
            at__coref_join(c, (int32_t)i, m->ent);
            if (w->ents.p[at__ent(w, m->ent)].being != AT_BE_PERSON)
                at__coref_index(&k, (int32_t)i);
        }
        if (m->kind == AT_M_NOUN)
            at__coref_noun(&k, (int32_t)i);
        if (m->kind == AT_M_PRON)
            at__coref_pron(&k, (int32_t)i);
    }
    at__coref_more(&k);
}

int32_t at_who_cluster(const at_ctx *c, uint32_t tok)
{
    const at_who *w = at__who(c);
    int32_t m = w ? w->mention_of[tok] : -1;
    return m >= 0 ? at__ent(w, w->mentions.p[m].ent) : w ? at__ent(w, w->loose[tok]) : -1;
}
