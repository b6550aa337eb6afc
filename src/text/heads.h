/*
 * heads.h: from the word vectors of a batch to labels: one label a word, the tree, predicates and roles. Writes the
 * tokens' fields and collects predicates, arguments and names; knows nothing of text.
 *
 * Arrays of the batch are indexed by row (root of each sentence first, at__item.row), those of the text by token.
 */
#ifndef AT_TEXT_HEADS_H
#define AT_TEXT_HEADS_H
#include "text/encoder.h"
#include "text/mst.h"

enum { AT__HEADS_AT_ONCE = 6 /* rows of a tile */ };

typedef struct {
    at_arena *mem;
    float *scores;  /* [rows_max][widest head] */
    size_t wide;    /* widest one-label head */
    float *dep, *head, *mid;  /* [rows_max][AT__ARC] */
    float *rdep, *rhead;      /* [rows_max][AT__REL] */
    float *rtok, *rpred, *rmul1, *rmul2; /* [rows_max][AT__ROLE]; rpred and rmul2 of the rows in `some` */
    float *turned;  /* [AT__NODES / 16 rounded up][AT__ARC][16]: head vectors of a sentence in panels */
    float *arcs;    /* [AT__NODES][AT__NODES rounded up] */
    uint8_t *q;     /* [rows_max + 6][ARC] rows of the parser in 8 bits, and their scales */
    float *sa;
    float *relin;   /* [AT__HEADS_AT_ONCE + AT__WORDS_MAX][REL]: heads, the dependents of one */
    float *relhalf; /* [AT__HEADS_AT_ONCE][rel_v.np]: V times each of the heads, and what columns past the last read */
    float *relscore; /* [AT__WORDS_MAX][RELS_MAX] */
    uint8_t *kids;  /* [AT__WORDS_MAX] */
    int16_t *role_in; /* [AT__WORDS_MAX][AT__ROLE] */
    uint8_t *role_q;
    float *role_sa, *role_out;
    int16_t *args_in; /* [AT__WORDS_MAX][AT__ARGS] */
    uint8_t *args_q;
    float *args_sa, *args_out;
    at__mst *mst;
    uint8_t *heads; /* [rows_max] head of each row: node of its sentence, 0 the root */
    uint8_t *rels;  /* [rows_max] relation label of each row */
    uint32_t *some;  /* [rows_max] rows of the batch that a head is asked about, nsome of them */
    uint32_t nsome;
    uint8_t *some_q; /* [rows_max + 6][h] their words in 8 bits, and the scales */
    float *some_sa;
    AT_VEC(at_pred) preds;
    AT_VEC(at_arg) args;
    AT_VEC(at_name) names;
    at_arena *keep; /* of the analysis: what event_words point to */
    AT_VEC(at_event_word) event_words;
    AT_VEC(at_event_arg) event_args;
    AT_VEC(at_cause_pair) causes;
    float *soft;     /* [wide + 16] the exponentials of a row of scores */
    uint16_t **tags; /* [nmore][ntokens] */
    float **tags_p;
    uint16_t *lemma; /* [ntokens] script label */
} at__work;

/* rows_max: most words and roots in a batch. */
void at__work_init(at__work *w, const at_engine *e, at_arena *mem, size_t rows_max);
/* Gathers the rows w->some of the batch for at__some_gemm. */
void at__some(const at_engine *e, at__work *w, const at__batch *b);
/* One head over the gathered rows, out [nsome][ldo]. */
void at__some_gemm(const at_engine *e, const at__work *w, const at__linear *l, float *out, size_t ldo);
/* Labels of all heads but the parser's and the roles'. tokens: those of the text. */
void at__label(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens);
/* Heads and relations, into w->heads, w->rels and the tokens. */
void at__parse(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens);
/* Pair features of all words of a sentence seen from node p, the which-th of w->some, in 8 bits: w->role_q, w->role_sa. at__roles has filled rtok and so on. */
void at__pair(const at_engine *e, at__work *w, const at__item *it, uint32_t p, uint32_t which);
/* Predicates and event words and their arguments; forced: [ntokens] given predicates instead of found ones, or NULL. */
void at__roles(const at_engine *e, at__work *w, const at__batch *b, at_token *tokens, const bool *forced);
#endif
