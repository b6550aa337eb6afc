/*
 * who_entity.h: mentions and entities of one report, private to who*.c and coref*.c; held in ctx.own[AT_OWN_WHO].
 *
 * A mention is a token that heads a noun phrase, name or pronoun. An entity is what mentions stand for; entities merge by
 * a link (`to`), so ask at__ent for the one that counts. Actors are the entities that can act (who.c makes them last).
 *
 * Invariants: mentions are in text order; mention_of[tok] is the mention headed by tok or -1; a mention's `ent` is valid
 * or -1; `to` links never form a ring.
 */
#ifndef AT_FIND_WHO_ENTITY_H
#define AT_FIND_WHO_ENTITY_H
#include "find/who_words.h"

typedef enum { AT_M_NAME, AT_M_NOUN, AT_M_PRON } at_mention_kind;
enum { AT_MODS = 6, AT_OFFICERS = 200 };
enum { AT_PERSON1 = 1, AT_PERSON2, AT_PERSON3 };

typedef struct {
    uint32_t tok;
    int32_t ent;
    uint8_t kind;    /* at_mention_kind */
    uint8_t being;   /* at_being of the noun itself */
    uint8_t number;  /* 0 unknown, 1 one, 2 more */
    uint8_t gender;  /* at_gender */
    uint8_t rank;    /* of its place in the clause: 3 subject, 2 object, 1 other, 0 inside a noun phrase */
    uint8_t person;  /* of a pronoun: 1, 2, 3; 0 else */
    bool definite, indefinite, counted, possessed;
    uint16_t freq;   /* phrases of the text with the same noun or name at their head */
    int32_t quote;   /* quotation that holds it, or -1 */
    int32_t whole;   /* entity of the coordination that begins here ("A and B"), or -1 */
    uint8_t nmods;
    uint64_t mods[AT_MODS]; /* what tells it from others of its kind: hashes of adjectives, countries, possessors */
} at_mention;

typedef struct {
    at_str office;  /* class of offices, or empty */
    char country[4];
    at_str words;   /* as the report says it */
    bool former;
    int32_t body;   /* entity of the body or state in the words, or -1 */
} at_role_said;

typedef struct {
    int32_t to;         /* merged into that entity, or -1 */
    at_str name;        /* fullest form; empty until it is asked for if unnamed */
    uint32_t name_words;
    uint8_t ntype;      /* at_name_type; AT_N_NONE: no name */
    uint8_t being, number, gender;
    char country[4];
    at_str sector;
    at_str lemma;       /* of the head noun that began an unnamed one */
    uint8_t nmods;
    uint64_t mods[AT_MODS];
    AT_VEC(at_role_said) roles;
    int32_t last;       /* latest mention so far, while the text is walked */
    uint32_t n;         /* mentions */
    int32_t actor;      /* index in ctx.actors or -1 */
    int32_t pair[2];    /* "both", "the two": the entities, or -1 */
    int32_t set_tok;    /* a coordination: head of its first part; else -1 */
    bool soft_gender;   /* its gender is only that of its given name's usual bearers */
    bool fixed_name;    /* the name is the table's, a form in the report wins over it */
} at_entity;

/* A name of the report after trimming. */
typedef struct {
    uint32_t beg, end, head;
    uint8_t type;            /* at_name_type */
    int32_t ent;
    uint8_t gender;          /* told by a title before it */
    uint32_t title_beg;      /* title tokens [title_beg, beg) if title_beg < beg */
} at_known;

typedef struct {
    AT_VEC(at_mention) mentions;
    AT_VEC(at_entity) ents;
    AT_VEC(at_known) names;
    AT_VEC(int32_t) of_actor; /* [actors] its entity */
    AT_VEC(int32_t) officers; /* entities with an office, at most AT_OFFICERS */
    int32_t *mention_of; /* [ntokens] */
    int32_t *loose;      /* [ntokens] entity of a word that stands for something and heads no mention (coref_loose.c), or -1 */
    int32_t *name_of;    /* [ntokens] index into names of the name that holds the token, or -1 */
    int32_t *titled;     /* [ntokens] name whose title's head noun the token is, or -1 */
    int32_t *quote_of;   /* [ntokens] or -1 */
    int32_t *speaker;    /* [nquotes] token that heads the words for the speaker, or -1 */
    uint32_t nquotes;
    at_map by_name;      /* "c:USA", "o:united nations", ... -> entity */
    char focus[4];       /* country that the report is about */
    bool focus_sure;     /* it has three fifths of all that is said of countries */
} at_who;

static inline at_who *at__who(const at_ctx *c)
{
    return c->own[AT_OWN_WHO];
}

int32_t at__ent(const at_who *w, int32_t e);                   /* the entity that e stands for; -1 stays -1 */
int32_t at__ent_new(at_ctx *c, at_being being);
int32_t at__ent_merge(at_ctx *c, int32_t into, int32_t from);  /* the merged one; either may be -1 */
void at__ent_country(at_entity *e, at_str iso);                /* keeps what is known */
void at__ent_role(at_ctx *c, int32_t ent, at_role_said r);     /* once each */

void at__who_names(at_ctx *c);  /* who_name.c: names and their entities */
void at__who_roles(at_ctx *c);  /* who_role.c: offices from titles, appositions and copulas */
void at__coref_run(at_ctx *c);  /* coref.c: mentions, then nominals and pronouns in text order */
void at__coref_quotes(at_ctx *c); /* coref_quote.c: quote_of and speaker */

/* Country in the words before or "of" the noun headed by tok, or NULL. */
const char *at__who_country_near(const at_ctx *c, uint32_t tok);
bool at__who_clause_subject(const at_token *t);
/* Tokens [beg, end) of the noun phrase of tok without determiner, quantity and clauses; see at_who_text. */
at_span at__who_phrase(const at_ctx *c, uint32_t tok);
/* The noun that "a group of X", "dozens of X", "members of X" is about: X, else tok itself. */
uint32_t at__who_core(const at_ctx *c, uint32_t tok);
#endif
