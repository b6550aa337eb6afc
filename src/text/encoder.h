/*
 * encoder.h: a batch of sentences through the transformer. Sentences stand one after another without padding, so the
 * matrix products see hundreds of rows; attention runs within each sentence.
 *
 * Invariants: a batch has at most the rows it was made for (pieces with [CLS] and [SEP]); row buffers of 8-bit values have 6 rows
 * more, as the tiles read whole.
 */
#ifndef AT_TEXT_ENCODER_H
#define AT_TEXT_ENCODER_H
#include "text/model.h"
#include "text/subword.h"

enum {
    AT__FILL = 224   /* rows after which no further sentence is taken: more would fall out of the second-level cache */
};

/* One sentence of a batch: words [beg, beg + n) of the text. */
typedef struct {
    uint32_t beg, n;
    uint32_t row; /* of its root in the batch's word vectors; word i is row + 1 + i */
} at__item;

typedef struct {
    at__item *items; /* [nitems] */
    uint32_t nitems;
    size_t rows;  /* pieces in the batch */
    size_t nwords; /* words and roots */
    float *x;     /* [rows][h]; in the end [nwords][h], the words' vectors */
    float *qkv;   /* [rows][3h]; also the output of o and f2 */
    float *ctx;   /* [rows][h] */
    int16_t *ff;  /* [rows that go through at once][ff] */
    uint8_t *q;   /* [rows + 6][h] ctx in 8 bits, [rows that go through at once + 6][ff] */
    float *sa;    /* [rows + 6] */
    float *work;  /* of attention */
    uint32_t *first; /* [nwords] row of x of each word's first piece */
    uint32_t *len;   /* [nitems] pieces of each sentence */
    uint8_t *wq;     /* [rows + 6][h] x in 8 bits; in the end the words */
    float *wsa;      /* [rows + 6] */
} at__batch;

/* Memory for batches in `mem`, of at most items_max sentences and rows_max rows. */
void at__batch_init(at__batch *b, const at_engine *e, at_arena *mem, size_t items_max, size_t rows_max);
/* Encodes b->items (their rows must fit); pieces[w] is the pieces index of word w of the text. Fills x, wq, wsa, items[].row. */
void at__encode(const at_engine *e, at__batch *b, const at__subwords *sub, const uint32_t *pieces);
#endif
