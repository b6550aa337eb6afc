/*
 * ctx.h: one report while its findings are made. Each stage of find/ reads what the stages before it left here and adds
 * its own part; the order is fixed in find.c: when, where, who, say, event, figure, why, then incident and dispute.
 */
#ifndef AT_FIND_CTX_H
#define AT_FIND_CTX_H
#include "find/finding.h"
#include "base/map.h"

/* An actor of the report: someone or something that acts, speaks or is acted on, under its fullest name. */
typedef enum { AT_A_UNKNOWN, AT_A_PERSON, AT_A_ORG, AT_A_STATE, AT_A_GROUP /* no name: "security forces" */ } at_actor_type;

typedef struct {
    at_str name;
    at_actor_type type;
    char country[4];          /* ISO 3166 alpha-3 or "" */
    at_str sector;            /* PLOVER sector code ("GOV", "MIL", ...) or empty */
    AT_VEC(at_str) roles;     /* "President of Kazakhstan" */
    AT_VEC(at_span) mentions; /* bytes, in text order */
    bool plural, female, male;
} at_actor;

/* A named place of the report, resolved or not. */
typedef struct {
    at_str name;
    uint32_t geonames;        /* 0: not resolved */
    double lat, lon;
    char country[4];          /* ISO alpha-3 or "" */
    at_str admin1;
    uint8_t precision;        /* as UCDP GED where_prec: 1 exact place, 3 second-level region, 4 first-level region, 6 country */
    bool is_country, is_region;
    AT_VEC(at_span) mentions;
} at_place;

/* A time expression. */
typedef struct {
    uint32_t beg, end, head;  /* tokens */
    at_when when;
    bool duration;            /* "for three days": says how long, not when */
    at_str value;             /* TIMEX3 value ("2022-01-05TMO", "P3D") or empty */
    at_str type;              /* TIMEX3 type: DATE TIME DURATION SET */
} at_timex;

/* Somebody's words: a stretch of tokens with its speaker. Attributions nest; the innermost that covers a token governs it. */
typedef struct {
    uint32_t beg, end;        /* tokens of the content; may cross sentence ends */
    uint32_t cue;             /* token of the speech or thought word, or AT_NONE ("according to": its first token) */
    at_source *source;        /* [nsource] chain: outermost first; nsource 0: passive without speaker ("was reported") */
    uint32_t nsource;
    at_stance stance;         /* what the cue says of the content */
    bool direct;              /* within quotation marks */
    bool partial;             /* a quoted part inside the reporter's sentence (mixed quote) */
    at_str row;               /* lexicon row of the cue */
    const char *rule;
} at_attribution;

typedef struct {
    const char *stage;
    at_span span;             /* empty: none */
    bool has_span;
    at_str what;
} at_problem;

/* Findings of one report that cannot all be true. */
typedef enum { AT_D_FIGURE, AT_D_DENIAL, AT_D_DOER, AT_D_NAME } at_dispute_type;
typedef struct {
    AT_VEC(uint32_t) findings;
    at_str who;               /* whose account it is; empty: the report's own */
} at_side;
typedef struct {
    at_dispute_type type;
    AT_VEC(at_side) sides;    /* at least two */
} at_dispute;

typedef struct at_lexicons at_lexicons; /* all tables of data/, opened once: lexicons.h */
typedef struct at_gazetteer at_gazetteer; /* places.bin, mapped once: gazetteer.h */

typedef struct {
    at_arena *mem;            /* of the report */
    const at_lexicons *lex;
    const at_gazetteer *gaz;
    const at_analysis *an;
    at_str text;              /* kept text */
    int32_t published;        /* day or AT_NODAY */
    at_str publisher, title;
    bool keep_all;            /* drop no finding for low confidence */
    bool with_features;       /* the record shows each finding's features */

    AT_VEC(at_timex) timexes;
    AT_VEC(at_place) places;
    AT_VEC(at_actor) actors;
    AT_VEC(at_attribution) says;
    AT_VEC(at_finding) findings;
    AT_VEC(at_problem) problems;
    AT_VEC(at_dispute) disputes;
    uint32_t nincidents;
    int32_t *actor_of;        /* [ntokens] actor whose mention is headed by this token, or -1 (who.c) */
    int32_t *place_of;        /* [ntokens] place whose mention holds this token, or -1 (where.c) */
    int32_t *timex_of;        /* [ntokens] time expression that holds this token, or -1 (when.c) */
    bool *boilerplate;        /* [nsents] byline, "All News", photo credit: nothing is found there (find.c) */
    void *own[8];             /* private state of stages, by AT_OWN_ */
} at_ctx;

enum { AT_OWN_WHEN, AT_OWN_WHERE, AT_OWN_WHO, AT_OWN_SAY, AT_OWN_EVENT, AT_OWN_FIGURE, AT_OWN_WHY };

/* A new finding of a kind with head token tok and everything else empty (place, actor indices -1, bounds open). The pointer is valid until the next one. */
at_finding *at_finding_add(at_ctx *c, at_kind kind, uint32_t tok, const char *rule);
/* Fills source, stance, direct (at_say_at), date (at_when_of), place and where (at_where_of) of a finding from its head token. A stance other than asserted is kept. */
void at_finding_context(at_ctx *c, at_finding *f);
void at_problem_add(at_ctx *c, const char *stage, at_span span, at_str what);
#endif
