/*
 * event_draft.h: a word that may be a row, with what the rules make of it: type, sides, phase, stance, and their reasons for and against. Verbs,
 * nouns and words that the learned head alone proposes are drafted in files of their own; event.c decides, sentence by sentence.
 */
#ifndef AT_FIND_EVENT_DRAFT_H
#define AT_FIND_EVENT_DRAFT_H
#include "find/event_decide.h"
#include "find/event_party.h"

#define AT__P_CONFIRM 0.10f /* a weak row counts if the learned head gives its type at least this */
#define AT__SEEN(what) (1ull << AT__R_##what)

typedef struct {
    uint32_t tok;
    uint32_t told;           /* word whose clause quotes it */
    bool noun;
    const at__sense *sense;
    at_event_type type;
    at_str mode;
    at__sides sides;
    at_phase phase;
    at_stance stance;
    bool negated, attempt;
    uint64_t seen;           /* bits of AT__ROW_RULES */
    float confidence;
    const char *rule;
    at_span span;            /* of the clause, bytes; set when weighed, as all below */
    float score;             /* over 0: a row */
    size_t order;            /* within its sentence */
    bool kept;
} at__event;
typedef AT_VEC(at__event) at__events;

/* Each adds what may be said of the word to `out`. */
void at__draft_verb(at__ev *ev, at__events *out, uint32_t tok);
void at__draft_noun(at__ev *ev, at__events *out, uint32_t tok);
void at__draft_must(at__ev *ev, at__events *out, uint32_t tok);
void at__draft_learned(at__ev *ev, at__events *out, uint32_t tok);

/* Types that are told by saying something. */
bool at__uttered(at_event_type t);
/* Does the learned head see that type? */
bool at__confirmed(const at__ev *ev, uint32_t tok, at_event_type type);
/* "may", "could", "should" beside a verb; one of the words as its auxiliary. */
bool at__imagined(const at_analysis *an, uint32_t tok);
bool at__modal(const at_analysis *an, uint32_t tok, const char *const *words, size_t n);
#endif
