/*
 * say_own.h: what the files of the attribution stage share. say.c runs them in order: quotes and their tokens, cues and
 * what they govern by grammar (say_cue.c, say_noun.c), quotations and their speakers (say_direct.c), speech that goes on
 * (say_more.c), what pronouns among the sources stand for (say_speaker.c), chains of sources (say.c). say_draft.c makes
 * drafts, say_relay.c adds those who pass words on, say_source.c makes sources, say_word.c looks words up.
 */
#ifndef AT_FIND_SAY_OWN_H
#define AT_FIND_SAY_OWN_H
#include "find/lexicons.h"
#include "find/quote.h"
#include "find/say.h"

/* What a row of speech.tsv takes, as bits. */
enum {
    AT_TK_QUOTE = 1u << 0, AT_TK_CLAUSE = 1u << 1, AT_TK_INF = 1u << 2, AT_TK_OBJ = 1u << 3, AT_TK_TOLD = 1u << 4, AT_TK_AS = 1u << 5,
    AT_TK_SC = 1u << 6, AT_TK_PREP = 1u << 7, AT_TK_CITE = 1u << 8, AT_TK_OF = 1u << 9
};

typedef enum { AT_CK_SAY, AT_CK_THINK, AT_CK_SHOW, AT_CK_NAME, AT_CK_CITE, AT_CK_EVENT } at_cue_kind;

/* A word of speech or thought in the text with its row. */
typedef struct {
    uint32_t tok, end;       /* tokens of the phrase, tok is its head */
    uint32_t row;            /* in speech.tsv */
    unsigned takes;          /* AT_TK_ */
    at_cue_kind kind;
    at_stance stance;        /* of the content, by a speaker */
    at_stance passive;       /* and without one */
} at_cue;

/* One attribution while it is made; becomes an at_attribution in c->says. */
typedef struct {
    uint32_t beg, end;       /* tokens of the content */
    uint32_t cue;            /* or AT_NONE */
    at_cue_kind kind;
    at_source own[3];        /* sources named here, outermost first */
    uint32_t own_tok[3];     /* head tokens of their words */
    uint32_t nown;
    bool same;               /* the speaker speaks of himself ("I think"): sources of the attribution around it */
    at_stance stance;
    bool act;                /* the content is the cue's subject's own act to come: no source of its own */
    bool direct, partial, nominal; /* nominal: the content is a noun phrase */
    uint32_t row;
    const char *rule;
} at_draft;

typedef struct {
    at_quotes quotes;
    at_span *quote_toks;     /* [quotes.n] tokens between the marks */
    int32_t *quote_of;       /* [ntokens] innermost quote that holds the token, or -1 */
    uint32_t *para_of;       /* [nsents] paragraph, 0-based over those that hold sentences */
    AT_VEC(at_draft) drafts;
    int32_t *said;           /* [nsents] last draft whose cue or content lies in the sentence, or -1 */
    int32_t *cue_of;         /* [ntokens] a draft whose cue is this token, or -1 */
    int32_t *at;             /* [ntokens] innermost of c->says, or -1 */
    const at_lexicon *speech, *hedges, *kinds, *loaded; /* speech.tsv, hedges.tsv, sources.tsv, framings.tsv */
} at__say;

static inline at__say *at__say_of(const at_ctx *c)
{
    return c->own[AT_OWN_SAY];
}

/* ---- say_word.c ---- */

/* Is the token the head of a phrase of speech.tsv of that pos ("v", "vas", "n", ...)? Longest key first. */
bool at__cue_at(const at_ctx *c, uint32_t tok, const char *pos, at_cue *out);
/* What the token may be a form of, likeliest first: data/irregular.tsv, the engine's lemma, the form itself, regular endings undone. */
typedef struct {
    at_str of[9];
    unsigned n;
    char buf[6][96];
} at_bases;
void at__bases(const at_ctx *c, uint32_t tok, at_bases *out);
/* The base form: data/irregular.tsv, else the engine's lemma. */
at_str at__base(const at_ctx *c, uint32_t tok);
/* Does the row's cell `takes` name this preposition ("p:of")? */
bool at__cue_prep(const at_ctx *c, const at_cue *cue, at_str prep);
/* Row of sources.tsv for the noun, by lemma, else by its words; AT_NONE if it is not there. */
uint32_t at__source_row(const at_ctx *c, uint32_t tok);
bool at__is(const at_ctx *c, uint32_t tok, const char *lower);
bool at__is_lemma(const at_ctx *c, uint32_t tok, const char *lemma);
/* Is the word itself, in lower case, one of the blank-separated list? */
bool at__lower_in(const at_ctx *c, uint32_t tok, const char *list);
/* Is its base form one of the blank-separated list? Looks at the lemma and at what a regular form may come from. */
bool at__lemma_in(const at_ctx *c, uint32_t tok, const char *list);
/* The preposition or marker on a phrase head, or -1. */
int32_t at__case_of(const at_ctx *c, uint32_t tok);
bool at__first_person(const at_ctx *c, uint32_t tok);

/* ---- say_source.c ---- */

/* Can the noun phrase of this head speak or think? */
bool at__can_speak(const at_ctx *c, uint32_t tok);
/* "Mr Okello": the name's head where the tree made the title the head; else tok. */
uint32_t at__named_head(const at_ctx *c, uint32_t tok);
/* Makes the source that the noun phrase headed by tok names; cue may be AT_NONE. */
at_source at__source_make(const at_ctx *c, uint32_t tok, uint32_t cue);
bool at__source_same(const at_source *a, const at_source *b);
/* "told AFP", "told the paper": is the addressee an agency or paper that relays the words? */
bool at__relays(const at_ctx *c, uint32_t tok);

/* ---- say_draft.c, say_relay.c, say_cue.c, say_noun.c, say_direct.c, say_more.c, say_speaker.c ---- */

/* A draft over [beg, end) less punctuation and a leading "that"; NULL if nothing is left. */
at_draft *at__draft(at_ctx *c, uint32_t beg, uint32_t end, const at_cue *cue, const char *rule);
/* Drafts for the tokens under `top` without those under `hole` (AT_NONE: none); returns how many, the first is at drafts.n - that. */
unsigned at__draft_clause(at_ctx *c, uint32_t top, uint32_t hole, const at_cue *cue, const char *rule);
/* Gives the source of head `who` (-1: none) to the last n drafts. */
void at__give(at_ctx *c, unsigned n, int32_t who, const at_cue *cue);
void at__say_verbs(at_ctx *c, uint32_t sent);
void at__say_nouns(at_ctx *c, uint32_t sent);
void at__say_phrases(at_ctx *c, uint32_t sent);
void at__say_direct(at_ctx *c);
void at__say_more(at_ctx *c);
/* Pronouns and definite descriptions among the sources ("he added", "the company said") get the speaker they go back to. */
void at__say_speakers(at_ctx *c);
/* Adds a source to a draft (at most three). */
void at__own(at_draft *d, at_source src, uint32_t tok);
/*
 * "X was quoted (by AFP) as saying", "CNN quoted X as saying": verb is either of the two. *who is who said it, *relay who quotes,
 * -1 where nobody is named. False if the verb is not of such a pair.
 */
bool at__quoted_as(const at_ctx *c, uint32_t verb, int32_t *who, int32_t *relay);
/* To the last n drafts: relay and speaker of such a pair; the agency that is told; the sources that are cited under the verb or its speaker. */
void at__quoted(at_ctx *c, unsigned n, uint32_t verb, int32_t who, int32_t relay);
void at__relay(at_ctx *c, unsigned n, uint32_t verb, const at_cue *cue);
void at__citing(at_ctx *c, unsigned n, uint32_t verb, int32_t who);
/* The addressee of a verb of telling, or -1. */
int32_t at__told(const at_ctx *c, uint32_t verb);
/* The one who says the verb: subject, agent of a passive, head of a relative clause; -1 if nobody. */
int32_t at__speaker_of(const at_ctx *c, uint32_t verb, bool *passive);
#endif
