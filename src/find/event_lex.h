/*
 * event_lex.h: the event lexicons of one report's reading and what is remembered per token. Knows the columns of
 * events.tsv, event_nouns.tsv, event_words.tsv and phases.tsv and the classes that their conditions name.
 *
 * Invariants: everything lives in the report's arena; frames and senses are made once per token.
 */
#ifndef AT_FIND_EVENT_LEX_H
#define AT_FIND_EVENT_LEX_H
#include "find/lexicons.h"

typedef struct at__frame at__frame;
typedef struct at__sense at__sense;

/* Columns of events.tsv and event_nouns.tsv. */
typedef struct {
    const at_lexicon *lex;
    uint32_t with, type, mode, actor, recipient, cameo, flags, measure;
} at__sense_cols;

typedef struct {
    at_ctx *c;
    const at_analysis *an;
    at__sense_cols verbs, nouns;
    const at_lexicon *words, *modes, *measures, *phases, *irregular;
    at_str *lemma;      /* [ntokens] as event_lemma.h says */
    uint32_t words_class, modes_mode, measures_type;
    uint32_t p_with, p_use, p_act, p_subject, p_phase, p_stance, p_negated;
    at__frame **frames; /* [ntokens] made when first asked for */
    at__sense **senses; /* [ntokens] likewise, verbs only */
    float *row_weight;  /* of event_decide.c, made when first asked for */
    int depth;          /* of nested look-ups: a chain of clauses is followed only so far */
} at__ev;

void at__ev_init(at__ev *ev, at_ctx *c);
/* Is the token's word (lemma or form) of a class: "person", "place", ... : by event_words.tsv and what who.c and where.c know. */
bool at__ev_class(const at__ev *ev, uint32_t tok, at_str cls);
/* Is the token one of a list "a|b|@class"? */
bool at__ev_in(const at__ev *ev, uint32_t tok, at_str list);
/* Is the word of a class by event_words.tsv alone? */
bool at__ev_word_class(const at__ev *ev, at_str word, at_str cls);
/* Somebody who can act: person, body, state, armed group; pronouns that may stand for one count. */
bool at__ev_acts(const at__ev *ev, uint32_t tok);
/* Is word one of the blank-separated flags? */
bool at__ev_flag(at_str flags, const char *word);
#endif
