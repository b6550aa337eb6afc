/*
 * event_decide.h: is a word that may name an act a row of its own? All that speaks for or against it (what the rules found, the learned heads,
 * the construction) is written down as features; their weights are in data/event_rows.tsv, fitted on annotated documents by bench/event_rows.py.
 * Without weights the rules alone decide.
 */
#ifndef AT_FIND_EVENT_DECIDE_H
#define AT_FIND_EVENT_DECIDE_H
#include "find/event_comp.h"

/* What the rules say of the word; the first family are their reasons against a row. */
#define AT__ROW_RULES(X)                                                                                                                              \
    X(NATURE) X(NONE_ROW) X(DROP) X(CONDITION) X(PURPOSE) X(PURPOSE_SPOKEN) X(IMAGINED) X(IMAGINED_ABOVE) X(UNFIT) X(BY_SUBJECT) X(DOUBLED) X(NO_CONTENT) X(NOT_STANDS)     \
    X(HURT) X(NOBODY) X(ASKED) X(BY_VERB) X(RETOLD) X(NOUN_ALONE) X(IN_NAME) X(PREMODIFIER) X(NEAR_ROW) X(WEAK_HEAD)                                  \
    X(LIGHT) X(HAPPEN) X(DETAILS) X(NEWLY) X(CONTENT) X(BY_NAME) X(WEAK) X(FREE) X(IN_PASSING) X(MUST) X(SPECIFIC) X(ACCUSED)

/* What is read off the word itself. */
#define AT__ROW_WORD(X)                                                                                                                               \
    X(BIAS) X(TAKEN_SAME) X(TAKEN_OTHER) X(MARGIN) X(RULES) X(VERB_ROW) X(NOUN_ROW) X(NO_ROW)                                                                                                \
    X(ANY) X(ANY_LOG) X(ANY_NO_ROW) X(SAME) X(OTHER) X(SAME_P) X(OTHER_P) X(ANY_RULES) X(NEIGHBOUR)                                                   \
    X(IN_STATEMENT) X(IN_DEMAND) X(IN_CAUSE) X(IN_FIGURE) X(IN_FRAMING) X(IN_SILENCE)                                                                 \
    X(VERB) X(ADJ) X(PROPN) X(ROOT) X(CONJ) X(CCOMP) X(XCOMP) X(ADVCL) X(ACL) X(RELCL) X(AMOD) X(COMPOUND) X(OBJ) X(OBL) X(NSUBJ) X(NMOD)             \
    X(PARATAXIS) X(APPOS) X(PASSIVE) X(ACTOR) X(NAMED_ACTOR) X(RECIPIENT) X(NAMED_RECIPIENT) X(NEITHER) X(NEGATED) X(UNCERTAIN) X(MODAL) X(FUTURE)     \
    X(PAST) X(GERUND) X(INFINITIVE) X(SAID) X(QUOTED) X(LEDE) X(SECOND) X(DATED) X(PLACED) X(PLURAL) X(BARE_NOUN) X(DEFINITE) X(LONG) X(SHORT)         \
    X(T_1) X(T_2) X(T_3) X(T_4) X(T_5) X(T_6) X(T_7) X(T_8) X(T_9) X(T_10) X(T_11) X(T_12) X(T_13) X(T_14) X(T_15) X(T_16)                             \
    X(N_1) X(N_2) X(N_3) X(N_4) X(N_5) X(N_6) X(N_7) X(N_8) X(N_9) X(N_10) X(N_11) X(N_12) X(N_13) X(N_14) X(N_15) X(N_16)

enum {
#define X(name) AT__R_##name,
    AT__ROW_RULES(X) AT__ROW_WORD(X)
#undef X
    AT__R_COUNT
};

/* One word that may be a row. */
typedef struct {
    uint32_t tok;
    at_event_type type;
    at_str lemma;
    bool rules;              /* the rules alone would have it */
    at_span span;
    float x[AT__R_COUNT];
} at__row_cand;

/* All of a report, for those who fit the weights: ctx.own[AT_OWN_EVENT] points at one, or is NULL. */
typedef AT_VEC(at__row_cand) at__row_cands;

typedef struct {
    uint32_t tok, told;
    at_event_type type;
    const at__sense *sense;  /* or NULL */
    bool noun, rules, negated;
    at_stance stance;
    size_t actors, recipients;
    bool named_actor, named_recipient;
    at_span span;            /* of its clause, bytes */
    uint64_t seen;           /* bits of AT__ROW_RULES */
} at__evidence;

/* Over 0: a row. */
float at__row_score(at__ev *ev, const at__evidence *e);
/* MARGIN is what the bias holds beyond the even chance; TAKEN_SAME and TAKEN_OTHER weigh against a row whose clause is that of a likelier one of the same or another type. */
float at__row_weight(at__ev *ev, uint32_t feature);
/* Are both the same clause, as the guide for gold records would have it? */
bool at__same_clause(at_span a, at_span b);
const char *at__row_feature(uint32_t k);
#endif
