#include "find/event_lex.h"

#include "base/str.h"
#include "find/event_lemma.h"
#include "find/who.h"

static void columns(at__sense_cols *s, const at_lexicon *x)
{
    s->lex = x;
    s->with = at_table_col(&x->t, "with");
    s->type = at_table_col(&x->t, "type");
    s->mode = at_table_col(&x->t, "mode");
    s->actor = at_table_col(&x->t, "actor");
    s->recipient = at_table_col(&x->t, "recipient");
    s->cameo = at_table_col(&x->t, "cameo");
    s->flags = at_table_col(&x->t, "flags");
    s->measure = at_table_col(&x->t, "measure");
}

void at__ev_init(at__ev *ev, at_ctx *c)
{
    memset(ev, 0, sizeof *ev);
    ev->c = c;
    ev->an = c->an;
    columns(&ev->verbs, at_lexicon_get(c->lex, "events.tsv"));
    columns(&ev->nouns, at_lexicon_get(c->lex, "event_nouns.tsv"));
    ev->words = at_lexicon_get(c->lex, "event_words.tsv");
    ev->modes = at_lexicon_get(c->lex, "modes.tsv");
    ev->measures = at_lexicon_get(c->lex, "measures.tsv");
    ev->measures_type = at_table_col(&ev->measures->t, "type");
    ev->phases = at_lexicon_get(c->lex, "phases.tsv");
    ev->irregular = at_lexicon_get(c->lex, "irregular.tsv");
    ev->words_class = at_table_col(&ev->words->t, "class");
    ev->modes_mode = at_table_col(&ev->modes->t, "mode");
    ev->p_with = at_table_col(&ev->phases->t, "with");
    ev->p_use = at_table_col(&ev->phases->t, "use");
    ev->p_act = at_table_col(&ev->phases->t, "act");
    ev->p_subject = at_table_col(&ev->phases->t, "subject");
    ev->p_phase = at_table_col(&ev->phases->t, "phase");
    ev->p_stance = at_table_col(&ev->phases->t, "stance");
    ev->p_negated = at_table_col(&ev->phases->t, "negated");
    ev->frames = at_new(c->mem, at__frame *, c->an->ntokens);
    ev->senses = at_new(c->mem, at__sense *, c->an->ntokens);
    ev->lemma = at_new(c->mem, at_str, c->an->ntokens);
    for (uint32_t i = 0; i < c->an->ntokens; i++)
        ev->lemma[i] = at__ev_lemma_of(ev, i);
}

bool at__ev_word_class(const at__ev *ev, at_str word, at_str cls)
{
    for (uint32_t r = at_lexicon_row(ev->words, word); r != AT_NONE; r = ev->words->again[r])
        if (at_in_list(at_cell(&ev->words->t, r, ev->words_class), ',', cls))
            return true;
    return false;
}

static bool named(const at__ev *ev, uint32_t tok, at_name_type type)
{
    const at_token *t = &ev->an->tokens[tok];
    return t->name && ev->an->names[t->name - 1].type == type;
}

/* Pronouns that stand for people (or may stand for a body): they act unless their antecedent is known not to. */
static bool pronoun_acts(at_str lower)
{
    static const char *const who[] = {"he", "she", "they", "we", "i", "you", "who", "whom", "him", "her", "them", "us", "me", "whoever", "it", "which", "that",
                                      "those", "some", "many", "others", "everyone", "everybody", "someone", "somebody", "anyone", "anybody", "both", "all",
                                      "several", "himself", "herself", "themselves", "ourselves", "one", "most", "few", "none", "nobody", "another", "these"};
    for (size_t i = 0; i < sizeof who / sizeof *who; i++)
        if (at_eq(lower, at_strz(who[i])))
            return true;
    return false;
}

bool at__ev_class(const at__ev *ev, uint32_t tok, at_str cls)
{
    const at_token *t = &ev->an->tokens[tok];
    if (at__ev_word_class(ev, ev->lemma[tok], cls) || (!at_eq(t->lower, ev->lemma[tok]) && at__ev_word_class(ev, t->lower, cls)))
        return true;
    if (at_eq(cls, AT_S("person")))
        return named(ev, tok, AT_N_PER) || named(ev, tok, AT_N_NORP) || t->upos == AT_NUM || at_who_person(ev->c, tok) ||
               (t->upos == AT_PRON && pronoun_acts(t->lower) && !at_eq(t->lower, AT_S("it")) && !at_eq(t->lower, AT_S("that")) &&
                !at_eq(t->lower, AT_S("which")) && !at_eq(t->lower, AT_S("these")));
    if (at_eq(cls, AT_S("place")))
        return ev->c->place_of[tok] >= 0 || named(ev, tok, AT_N_LOC);
    if (at_eq(cls, AT_S("org")))
        return named(ev, tok, AT_N_ORG);
    if (at_eq(cls, AT_S("gov")))
        return named(ev, tok, AT_N_LOC) || at_who_state(ev->c, tok);
    if (at_eq(cls, AT_S("official")))
        return named(ev, tok, AT_N_PER);
    if (at_eq(cls, AT_S("armed")) || at_eq(cls, AT_S("troops")) || at_eq(cls, AT_S("police"))) {
        const char *s = at_who_sector(ev->c, tok);
        at_str sector = at_strz(s);
        if (at_eq(cls, AT_S("police")))
            return at_eq(sector, AT_S("COP"));
        return at_eq(sector, AT_S("MIL")) || at_eq(sector, AT_S("REB")) || at_eq(sector, AT_S("UAF")) || at_eq(sector, AT_S("PRM"));
    }
    return false;
}

bool at__ev_in(const at__ev *ev, uint32_t tok, at_str list)
{
    const at_token *t = &ev->an->tokens[tok];
    at_str one;
    while (at_cut(&list, '|', &one)) {
        if (!one.n)
            continue;
        if (one.p[0] == '@' ? at__ev_class(ev, tok, at_sub(one, 1, one.n)) : at_eq(one, ev->lemma[tok]) || at_eq(one, t->lower))
            return true;
    }
    return false;
}

bool at__ev_acts(const at__ev *ev, uint32_t tok)
{
    const at_token *t = &ev->an->tokens[tok];
    static const char *const classes[] = {"person", "armed", "troops", "police", "protester", "official", "gov", "org"};
    if (t->upos == AT_PRON || t->upos == AT_DET)
        return pronoun_acts(t->lower);
    if (t->upos == AT_NUM || at_who_acts(ev->c, tok))
        return true;
    if (t->upos == AT_PROPN && ev->c->timex_of[tok] < 0 && !t->name)
        return true; /* a name that nothing is known of */
    if (t->name) {
        uint8_t type = ev->an->names[t->name - 1].type;
        if (type == AT_N_PER || type == AT_N_ORG || type == AT_N_NORP || type == AT_N_LOC)
            return true;
    }
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (at__ev_word_class(ev, ev->lemma[tok], at_strz(classes[i])))
            return true;
    return false;
}

bool at__ev_flag(at_str flags, const char *word)
{
    return at_in_list(flags, ' ', at_strz(word));
}
