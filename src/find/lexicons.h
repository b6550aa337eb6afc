/*
 * lexicons.h: the tables of data/ behind one handle, opened once and shared. Each stage that needs a table asks for it by
 * file name; rows of the user's codebook (same file name in its folder) come after the built-in rows and win over them.
 */
#ifndef AT_FIND_LEXICONS_H
#define AT_FIND_LEXICONS_H
#include "base/table.h"
#include "find/ctx.h"

typedef struct {
    at_table t;        /* built-in rows, then the codebook's */
    at_map by_key;     /* first column -> first row with that key */
    uint32_t own;      /* rows before this one are built in, the rest are the codebook's */
    at_str user;       /* the codebook's file, or empty */
    const float *weights; /* of "coref.tsv": at__rank_weights, else NULL */
    uint32_t *again;   /* [nrows] next row with the same key, or AT_NONE; a codebook row comes before the built-in ones */
} at_lexicon;

/* Opens all tables. dir: the codebook's folder or NULL. Errors: AT_EPARSE with file and line. */
AT_MUST_USE at_code at_lexicons_open(at_lexicons **out, const char *dir, at_err *err);
void at_lexicons_close(at_lexicons *l);
/* The table "events.tsv", ...; never NULL: a missing file is a table without rows. */
const at_lexicon *at_lexicon_get(const at_lexicons *l, const char *file);
/*
 * "country_names.tsv", which is large and which few reports need: read when it is first asked for, by one thread, and then without a lock.
 * at_lexicon_get does not know it. mem: whose `fail` is told of a lack of memory.
 */
const at_lexicon *at_lexicon_late(const at_lexicons *l, at_arena *mem);
uint32_t at_lexicon_row(const at_lexicon *x, at_str key);      /* first row of that key or AT_NONE */
at_str at_lexicon_cell(const at_lexicon *x, uint32_t row, const char *col);
at_str at_lexicon_ref(const at_lexicon *x, uint32_t row, at_arena *mem); /* "events.tsv:12"; of a codebook its file: "mine/events.tsv:2" */
#endif
