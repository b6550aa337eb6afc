/* when_of.h: shared by when.c and when_of.c: what when.c leaves for the question "when was this?". */
#ifndef AT_FIND_WHEN_OF_H
#define AT_FIND_WHEN_OF_H
#include "find/when_scan.h"

typedef struct {
    at_spec spec;
    at_when plain;   /* its days before "since", "until", "by" change them */
    uint32_t anchor; /* token that it modifies, or AT_NONE */
    int32_t next;    /* next time expression with that anchor, or -1 */
    uint8_t prep;    /* at_w_prep */
} at_w_info;

typedef enum { AT_WP_NONE, AT_WP_SINCE, AT_WP_UNTIL, AT_WP_BEFORE, AT_WP_AFTER, AT_WP_ASOF, AT_WP_FOR, AT_WP_IN } at_w_prep;

typedef struct {
    AT_VEC(at_w_info) info; /* beside ctx.timexes */
    int32_t *first;         /* [ntokens] first time expression anchored at the token, or -1 */
    int32_t *clock;         /* [nsents] time expression that the story stands at when the sentence begins, or -1 */
    int32_t *lead;          /* [nsents] time expression that opens the sentence, or -1 */
} at_w_state;

/* By what at_when_of found the days, from the surest on. */
typedef enum {
    AT_WS_NONE,
    AT_WS_OWN,     /* a time expression of the word itself */
    AT_WS_CLIMB,   /* of a word above it in the tree */
    AT_WS_LASTING, /* "have been ... for weeks" */
    AT_WS_ONGOING, /* "the continued occupation" */
    AT_WS_NOW,     /* present tense */
    AT_WS_NEAREST, /* the nearest in the sentence */
    AT_WS_STORY    /* the day the story stands at */
} at_w_step;
enum { AT_WT_COUNT = 7 };
at_when at__when_step(const at_ctx *c, uint32_t tok, at_w_step *step);
/* Tense of the clause of tok: 0 past, 1 present, 2 present perfect, 3 the same in progress, 4 past perfect, 5 future, 6 none. */
int at__when_tense(const at_ctx *c, uint32_t tok);
/* Does the clause round tok look ahead ("will", "plans to", "scheduled for")? */
bool at__when_future(const at_analysis *an, uint32_t tok);
/* Is there nothing in the clause round tok that puts it into the past? */
bool at__when_open(const at_analysis *an, uint32_t tok);
/* A verb of saying or thinking, whose own day is not the day of what is said. */
bool at__when_speech(const at_analysis *an, uint32_t tok);
/* A looser answer for counts of people harmed, which mostly have the day of the story: the nearest day in the sentence, else
 * the one told last within five sentences. */
at_when at__when_nearby(const at_ctx *c, uint32_t tok);
/* Fills first, clock and lead. */
void at__when_attach(at_ctx *c, at_w_state *w);
#endif
