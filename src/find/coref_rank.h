/*
 * coref_rank.h: how well an earlier mention fits as antecedent, as a sum of weights learned on GUM (train/coref_rank.py,
 * data/coref.tsv). Knows features and weights; which mentions are candidates at all is decided in coref_noun.c, coref_pron.c.
 *
 * Invariants: a class has its own weights; a feature is a template and a value below the template's size; a row that the
 * table lacks weighs 0. "new" is the choice that the mention begins an entity.
 */
#ifndef AT_FIND_COREF_RANK_H
#define AT_FIND_COREF_RANK_H
#include "find/who_entity.h"

typedef enum { AT_RC_HE, AT_RC_IT, AT_RC_THEY, AT_RC_NOUN, AT_RC_THIS, AT_RC_THERE, AT_RC_COUNT } at_rank_class;
enum { AT_RANK_FEATS = 56, AT_RANK_CANDS = 64 };

typedef struct {
    uint16_t f[AT_RANK_FEATS]; /* indices into the weights of the class */
    uint8_t n;
    int32_t mention; /* the candidate, or -1: new */
    int32_t clause;  /* or the word that heads the clause meant; -1 if none */
    at_str lemma;    /* of a noun that may begin an entity: its own weight for that, or empty */
    float own;       /* that weight */
    bool whole;      /* the coordination that begins at the candidate */
} at_rank_cand;

/* Sees the candidates of each mention while weights are learned; in ctx.own[AT_OWN_WATCH] (bench/coref.c). */
typedef struct {
    void (*see)(void *arg, uint32_t tok, at_rank_class cls, const at_rank_cand *cands, size_t n, const uint32_t *toks);
    void *arg;
} at_rank_watch;
enum { AT_OWN_WATCH = 7 };

uint32_t at__rank_size(void);                                    /* features of one class */
const char *at__rank_class_name(at_rank_class k);
void at__rank_name(uint32_t f, const char **templ, uint32_t *value); /* of feature f */
float *at__rank_weights(const at_lexicon *x, at_arena *mem);     /* [AT_RC_COUNT][at__rank_size()], from the rows of data/coref.tsv */

/* Features of candidate p for mention m; skipped: candidates between the two. */
void at__rank_fill(const at_ctx *c, at_rank_cand *x, const at_mention *m, int32_t p, uint32_t skipped, bool of_kind);
void at__rank_new(const at_ctx *c, at_rank_cand *x, const at_mention *m, bool has_same);
/* Features of the clause headed by tok, the `which`th clause of coref_loose.c, as what m stands for. */
void at__rank_clause(const at_ctx *c, at_rank_cand *x, const at_mention *m, uint32_t tok, uint32_t which);
float at__rank_score(const float *weights, at_rank_class k, const at_rank_cand *x);
/* Index of the best candidate of x[0..n) for the word tok. */
size_t at__rank_best(const at_ctx *c, const float *weights, at_rank_class k, const at_rank_cand *x, size_t n, uint32_t tok);
#endif
