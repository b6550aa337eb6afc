/* where_own.h: what at_where_run keeps for at_where_of (c->own[AT_OWN_WHERE]). Private to where*.c. */
#ifndef AT_FIND_WHERE_OWN_H
#define AT_FIND_WHERE_OWN_H
#include "find/where_mention.h"

typedef struct {
    at_where_words w;
    at_where_mentions m;
    int32_t *at;       /* [ntokens] mention that holds the token (the outer of nested ones), or -1 */
    int32_t *place;    /* [m.n] place of a mention; -1 for nested ones */
    float *about;      /* [places.n] share of what the report says of countries that is of this place's country */
    int32_t *scene;    /* [nsents] place that the sentence sets for what follows, or -1 */
    bool *set;         /* [nsents] the sentence itself names that place */
    struct at_where_guess *guess; /* where_guess.h */
} at_where_own;

static inline const at_where_own *at_where_get(const at_ctx *c)
{
    return c->own[AT_OWN_WHERE];
}
/* The words of tokens [beg, end) as one line. */
at_str at_where_line(const at_ctx *c, uint32_t beg, uint32_t end);
/* at_where_of with the name of the step that found it ("attached", "scene", ...; "none"). */
int32_t at_where_step(const at_ctx *c, uint32_t tok, at_str *where, const char **step);
/* The place nearest to tok in its sentence that stands after a preposition of place, or -1. */
int32_t at_where_nearest(const at_ctx *c, uint32_t tok);
/* Fills scene and guess once the places are known; where_of.c. */
void at_where_scenes(const at_ctx *c, at_where_own *o);
#endif
