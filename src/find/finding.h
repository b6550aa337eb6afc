/*
 * finding.h: one finding and what it is made of. Findings are made by the stages of find/ and written out by
 * export/record.c as docs/FORMAT.md says. All strings are views of the kept text or live in the report's arena.
 */
#ifndef AT_FIND_FINDING_H
#define AT_FIND_FINDING_H
#include "base/day.h"
#include "base/vec.h"
#include "text/analysis.h"

typedef enum { AT_K_NONE, AT_K_EVENT, AT_K_FIGURE, AT_K_STATEMENT, AT_K_DEMAND, AT_K_CAUSE, AT_K_FRAMING, AT_K_SILENCE } at_kind;

typedef enum {
    AT_ASSERTED, AT_REPORTED, AT_CONFIRMED, AT_DENIED, AT_ALLEGED, AT_EXPECTED, AT_FEARED, AT_PROMISED, AT_DEMANDED, AT_HYPOTHETICAL
} at_stance;

typedef enum { AT_SRC_UNNAMED, AT_SRC_NAMED, AT_SRC_OFFICE, AT_SRC_MEDIA, AT_SRC_DOCUMENT } at_source_kind;

typedef enum { AT_P_NONE, AT_P_DAY, AT_P_NIGHT, AT_P_WEEK, AT_P_MONTH, AT_P_YEAR, AT_P_OPEN } at_precision;

typedef enum { AT_PH_NONE, AT_PH_PLANNED, AT_PH_ONGOING, AT_PH_DONE, AT_PH_FAILED, AT_PH_CALLED_OFF } at_phase;

/* A stretch of days, both ends included. Nothing known: from and to AT_NODAY and precision AT_P_NONE. */
typedef struct {
    int32_t from, to; /* day numbers; AT_NODAY: not known, or for `to` with AT_P_OPEN: still going on */
    at_precision precision;
    at_span span; /* bytes of the words that say it; empty if taken from context */
} at_when;

/* Who speaks. */
typedef struct {
    at_str name;   /* fullest form within the report */
    int32_t actor; /* index into at_ctx.actors, or -1 */
    at_str role;   /* office or description, or empty */
    at_source_kind kind;
    at_span cue;   /* bytes of the speech word ("said", "According to"), or empty */
    at_span span;  /* bytes of the words that name the source */
} at_source;

/* One who acts or is acted on: words of the report, and the actor they stand for if known. */
typedef struct {
    at_str text;
    int32_t actor; /* or -1 */
    uint32_t tok;  /* head token of the words */
} at_party;
typedef AT_VEC(at_party) at_parties;

typedef struct {
    at_event_type type;
    at_str mode;    /* PLOVER mode or empty */
    at_parties actor, recipient;
    at_str measure; /* what a state imposed or granted, or empty */
    at_phase phase;
    at_str cameo;   /* or empty */
    at_str response; /* class of state response to protest (event_response.h), or empty */
} at_event;

#define AT_NOBOUND INT64_MIN

typedef struct {
    at_str what;      /* killed injured missing detained displaced abducted hospitalised "intensive care" affected participants troops destroyed other */
    at_str who_text;  /* the group counted */
    int32_t who;      /* actor or -1 */
    int64_t low, high; /* AT_NOBOUND: open */
    at_str qualifier; /* exact, "more than", almost, about, ... */
    at_str unit;      /* person, troop, vehicle, building, USD, ... */
    int32_t part_of;  /* finding index of the total, or -1 */
    bool cumulative;
    int32_t as_of;    /* day or AT_NODAY */
} at_figure;

typedef struct {
    at_kind kind;
    uint32_t tok;         /* the head word: what the other stages ask about (date, place, source) */
    at_span span, head;   /* bytes */
    at_source *source;    /* [nsource] from the one the report quotes to the one who said it first */
    uint32_t nsource;
    at_stance stance;
    bool negated;
    bool direct;          /* lies within quotation marks of its source */
    at_when when;
    int32_t place;        /* index into at_ctx.places, or -1 */
    at_str where;         /* vague words or empty */
    float confidence;
    const char *rule;     /* name of the rule or head that made it */
    at_str row;           /* lexicon row, "events.tsv:12", or empty */
    int32_t incident;     /* or -1 */
    uint32_t order;       /* in which it was made; ties of place are broken by it */
    at_event event;       /* AT_K_EVENT */
    at_figure figure;     /* AT_K_FIGURE */
    at_parties by;        /* AT_K_DEMAND: who demands */
    at_str text;          /* demand: what; cause: the cause; framing: the words; silence: what about */
    at_span text_span;    /* its bytes (cause) */
    at_str of;            /* cause: the effect; framing: the plain name */
    at_span of_span;
    const struct at_effect *effects; /* cause: [neffects] what the effect was chosen among (cause_effect.h) */
    uint32_t neffects;
    int32_t of_actor;     /* framing: or -1 */
    at_str type;          /* silence: cut access no-data unconfirmed */
} at_finding;

const char *at_kind_name(at_kind k);
const char *at_stance_name(at_stance s);
at_stance at_stance_of(at_str name); /* AT_ASSERTED if unknown */
const char *at_phase_name(at_phase p);
const char *at_precision_name(at_precision p);
const char *at_source_kind_name(at_source_kind k);
#endif
