/*
 * analysis.h: what the engine says of a text: sentences, tokens with their bytes, tags, tree, names, predicates with
 * roles. Written by the engine once, read-only afterwards. Labels of the weights file are mapped to the enums here when
 * the weights are opened; a label unknown to this program becomes the enum's zero.
 *
 * Invariants: tokens are in text order and do not overlap; a sentence is a run of tokens; each sentence has one root;
 * heads stay within the sentence; all indices are into the arrays of the at_analysis.
 */
#ifndef AT_TEXT_ANALYSIS_H
#define AT_TEXT_ANALYSIS_H
#include "base/str.h"
#include <attest.h>

typedef enum {
    AT_X, AT_ADJ, AT_ADP, AT_ADV, AT_AUX, AT_CCONJ, AT_DET, AT_INTJ, AT_NOUN, AT_NUM, AT_PART, AT_PRON, AT_PROPN, AT_PUNCT,
    AT_SCONJ, AT_SYM, AT_VERB
} at_upos;

/* Universal Dependencies relations as EWT and GUM use them. AT_R_x_y is x:y. */
typedef enum {
    AT_R_DEP, AT_R_ROOT, AT_R_ACL, AT_R_ACL_RELCL, AT_R_ADVCL, AT_R_ADVCL_RELCL, AT_R_ADVMOD, AT_R_ADVMOD_EMPH, AT_R_AMOD, AT_R_APPOS,
    AT_R_AUX, AT_R_AUX_PASS, AT_R_CASE, AT_R_CC, AT_R_CC_PRECONJ, AT_R_CCOMP, AT_R_COMPOUND, AT_R_COMPOUND_PRT, AT_R_CONJ, AT_R_COP,
    AT_R_CSUBJ, AT_R_CSUBJ_OUTER, AT_R_CSUBJ_PASS, AT_R_DET, AT_R_DET_PREDET, AT_R_DISCOURSE, AT_R_DISLOCATED, AT_R_EXPL, AT_R_FIXED,
    AT_R_FLAT, AT_R_FLAT_FOREIGN, AT_R_GOESWITH, AT_R_IOBJ, AT_R_LIST, AT_R_MARK, AT_R_NMOD, AT_R_NMOD_DESC, AT_R_NMOD_POSS,
    AT_R_NMOD_UNMARKED, AT_R_NSUBJ, AT_R_NSUBJ_OUTER, AT_R_NSUBJ_PASS, AT_R_NUMMOD, AT_R_OBJ, AT_R_OBL, AT_R_OBL_AGENT, AT_R_OBL_UNMARKED,
    AT_R_ORPHAN, AT_R_PARATAXIS, AT_R_PUNCT, AT_R_REPARANDUM, AT_R_VOCATIVE, AT_R_XCOMP, AT_R_COUNT
} at_rel;

typedef enum { AT_N_NONE, AT_N_PER, AT_N_ORG, AT_N_LOC, AT_N_NORP, AT_N_DATE, AT_N_MISC, AT_N_MONEY } at_name_type;

/* PropBank roles; adjuncts keep their ARGM name. */
typedef enum {
    AT_ROLE_NONE, AT_ARG0, AT_ARG1, AT_ARG2, AT_ARG3, AT_ARG4, AT_ARGA, AT_ARGM_ADJ, AT_ARGM_ADV, AT_ARGM_CAU, AT_ARGM_COM, AT_ARGM_CXN,
    AT_ARGM_DIR, AT_ARGM_DIS, AT_ARGM_EXT, AT_ARGM_GOL, AT_ARGM_LOC, AT_ARGM_LVB, AT_ARGM_MNR, AT_ARGM_MOD, AT_ARGM_NEG, AT_ARGM_PRD,
    AT_ARGM_PRP, AT_ARGM_PRR, AT_ARGM_REC, AT_ARGM_TMP, AT_ROLE_COUNT
} at_role;

/* Morphological features as bits (from UD FEATS). */
enum {
    AT_F_PLUR = 1u << 0, AT_F_SING = 1u << 1, AT_F_PAST = 1u << 2, AT_F_PRES = 1u << 3, AT_F_FIN = 1u << 4, AT_F_INF = 1u << 5,
    AT_F_PART = 1u << 6, AT_F_GER = 1u << 7, AT_F_PASS = 1u << 8, AT_F_IMP = 1u << 9, AT_F_NEG = 1u << 10, AT_F_P1 = 1u << 11,
    AT_F_P2 = 1u << 12, AT_F_P3 = 1u << 13, AT_F_MASC = 1u << 14, AT_F_FEM = 1u << 15, AT_F_NEUT = 1u << 16, AT_F_DEF = 1u << 17,
    AT_F_IND = 1u << 18 /* indefinite */, AT_F_POSS = 1u << 19, AT_F_REL = 1u << 20, AT_F_DEM = 1u << 21, AT_F_ORD = 1u << 22,
    AT_F_SUP = 1u << 23, AT_F_CMP = 1u << 24
};

/* PLOVER's 16 event types, in the order of its manual's quad classes. */
typedef enum {
    AT_NOEVENT, AT_AGREE, AT_CONSULT, AT_SUPPORT, AT_CONCEDE, AT_COOPERATE, AT_AID, AT_RETREAT, AT_REQUEST, AT_ACCUSE, AT_REJECT,
    AT_THREATEN, AT_PROTEST, AT_SANCTION, AT_MOBILIZE, AT_COERCE, AT_ASSAULT, AT_EVENT_COUNT
} at_event_type;

typedef struct {
    at_span span;      /* bytes of the kept text */
    at_str form;       /* the word as written (of a contraction: its part, "n't") */
    at_str lower;      /* its key: lowercase, no accents (at_utf8_key) */
    at_str lemma;      /* never empty */
    uint32_t feats;    /* AT_F_ bits */
    int32_t head;      /* token index, or -1 for the root of the sentence */
    int32_t child, next; /* first dependent and next sibling in text order, or -1 */
    uint32_t sent;     /* sentence index */
    uint8_t upos;      /* at_upos */
    uint8_t rel;       /* at_rel to the head */
    uint8_t event;     /* at_event_type that the learned head proposes for this word, or AT_NOEVENT */
    float event_p;     /* its probability, 0..1 */
    uint8_t event_like; /* the likeliest at_event_type if it is one, whatever the chance */
    float event_any;   /* chance that the word names an event of any type, also where `event` is AT_NOEVENT */
    bool space_before; /* a blank or line end stands before it in the text */
    uint16_t name;     /* 1 + index into names if the token is part of a name, else 0 */
    uint32_t pred;     /* 1 + index into preds if the token is a predicate, else 0 */
} at_token;

typedef struct {
    uint32_t beg, end; /* tokens */
    uint32_t root;     /* token */
    uint32_t para;     /* paragraph number: sentences of one paragraph (between line ends) share it */
    at_span span;      /* bytes from the first token to the last */
    bool skipped;      /* nothing to find here: not encoded, a flat tree without labels (engine.h, at_engine_set_gate) */
    const int8_t *vector; /* [AT_VECTOR] mean of the encoder's word vectors, largest magnitude 127; NULL if skipped. For search by
                             meaning: the cosine of two of them; it needs no scale. */
} at_sentence;

enum { AT_VECTOR = 384 };

typedef struct {
    uint32_t beg, end;  /* tokens */
    uint32_t head;      /* token whose head lies outside */
    uint8_t type;       /* at_name_type */
} at_name;

typedef struct {
    uint32_t beg, end;  /* tokens */
    uint32_t head;      /* token of the span whose head lies outside it (the first such) */
    uint8_t role;       /* at_role */
    bool reference;     /* R-ARGx: a relative pronoun that stands for it */
    bool continuation;  /* C-ARGx */
} at_arg;

typedef struct {
    uint32_t tok;              /* the predicate */
    uint32_t arg_beg, arg_end; /* into args */
} at_pred;

/* What a word may be to an event (or to the number of a figure: who is counted) of its sentence. */
typedef enum { AT_EA_NONE, AT_EA_ACTOR, AT_EA_RECIPIENT, AT_EA_WHO, AT_EA_SOURCE, AT_EA_PLACE, AT_EA_DATE, AT_EA_COUNT } at_event_arg_kind;

typedef struct {
    uint32_t beg, end;  /* tokens of the event's sentence; pronouns too */
    uint32_t head;      /* token of the span whose head lies outside it (the first such) */
    uint8_t kind;       /* at_event_arg_kind */
    float p;            /* mean chance of its words to be of that kind, 0..1 */
} at_event_arg;

/* A word whose arguments the engine looked for: predicates and whatever may name an event. None if the weights cannot. */
typedef struct {
    uint32_t tok;
    uint32_t beg, end;      /* into event_args, in text order */
    uint32_t first, n;      /* tokens of its sentence that `chance` covers */
    const uint8_t *chance;  /* [n][AT_EA_COUNT] 0..255 */
} at_event_word;

/* A cause and its effect as the pair head sees them from the top word of the cause; spans in TOKENS of one sentence. */
typedef struct {
    uint32_t anchor;               /* the top word of the cause */
    float p;                       /* its probability to be one, 0..1 */
    at_span cause, effect, signal; /* signal may be empty */
} at_cause_pair;

/* Labels of the further one-label-a-word heads of the weights file, kept as they are ("B-CAUSE"): [ntags][ntokens]. */
typedef struct {
    at_str name;       /* of the head: "cause", "find", ... */
    const at_str *labels; /* of the head, owned by the weights */
    const uint16_t *of;   /* [ntokens] label index of each token */
    const float *p;       /* [ntokens] its probability */
} at_tags;

typedef struct {
    at_str text;
    at_token *tokens;
    at_sentence *sents;
    at_name *names;
    at_pred *preds;
    at_arg *args;
    at_tags *tags;
    uint32_t ntokens, nsents, nnames, npreds, nargs, ntags;
    at_event_word *event_words; /* by token */
    at_event_arg *event_args;
    uint32_t nevent_words, nevent_args;
    at_cause_pair *causes; /* by anchor; none if the weights cannot */
    uint32_t ncauses;
} at_analysis;

/* ---- walking the tree; all in tree.c ---- */

/* First dependent of tok with relation rel (exactly), or -1. */
int32_t at_dep(const at_analysis *an, uint32_t tok, at_rel rel);
/* The next dependent after `child` with that relation, or -1. */
int32_t at_dep_next(const at_analysis *an, int32_t child, at_rel rel);
/* First dependent with the lemma, any relation, or -1. */
int32_t at_dep_lemma(const at_analysis *an, uint32_t tok, at_str lemma);
/* Has tok that preposition before it ("in" of "in the city")? */
bool at_has_case(const at_analysis *an, uint32_t tok, at_str word);
/* Smallest and largest token under tok (with itself), as [beg, end). */
at_span at_subtree(const at_analysis *an, uint32_t tok); /* in TOKENS, not bytes */
bool at_under(const at_analysis *an, uint32_t tok, uint32_t above); /* is `above` tok or an ancestor of it? */
/* Bytes from the first to the last of the tokens [beg, end). */
at_span at_bytes(const at_analysis *an, uint32_t beg, uint32_t end);
at_str at_words(const at_analysis *an, uint32_t beg, uint32_t end); /* the text under at_bytes */
/* Argument of a predicate token by role (not reference, not continuation), or NULL. */
const at_arg *at_arg_of(const at_analysis *an, uint32_t tok, at_role role);
/* ---- arguments of event words; in args.c ---- */

/* The event word at tok, or NULL: its arguments were not looked for (then nothing is known, not even that there are none). */
const at_event_word *at_event_word_at(const at_analysis *an, uint32_t tok);
/* Its likeliest argument of a kind, or NULL. */
const at_event_arg *at_event_arg_of(const at_analysis *an, uint32_t tok, at_event_arg_kind kind);
/* Chance (0..1) that `word`, of the same sentence, belongs to an argument of that kind: weighs candidates that rules bring. 0 if not looked for. */
float at_event_arg_chance(const at_analysis *an, uint32_t tok, at_event_arg_kind kind, uint32_t word);

const at_tags *at_tags_of(const at_analysis *an, const char *name); /* NULL if the weights have no such head */
/* Passive: aux:pass or nsubj:pass dependent, or a bare past participle modifying a noun (acl, amod) or clause. */
bool at_passive(const at_analysis *an, uint32_t tok);
/* Negated: a dependent "not", "n't", "never", "no" (det), "without" as marker. */
bool at_negated(const at_analysis *an, uint32_t tok);
/* The subject that governs a verb: its own nsubj, or that of the verb it is conj or xcomp of, or the noun it modifies (acl). -1 if none. */
int32_t at_subject(const at_analysis *an, uint32_t tok);
/* The noun phrase of head tok without relative clauses, appositions and trailing modifiers that are clauses: tokens [beg, end). */
at_span at_noun_phrase(const at_analysis *an, uint32_t tok);
const char *at_upos_name(at_upos u);
const char *at_rel_name(at_rel r);
const char *at_role_name(at_role r);
const char *at_event_type_name(at_event_type t); /* "AGREE"; NULL for AT_NOEVENT */
at_event_type at_event_type_of(at_str name);
#endif
