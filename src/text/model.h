/*
 * model.h: an opened weights file with everything looked up: layers, heads, label tables, vocabulary. Private to
 * src/text. Read-only after at_engine_open, shared by threads.
 */
#ifndef AT_TEXT_MODEL_H
#define AT_TEXT_MODEL_H
#include "base/arena.h"
#include "base/map.h"
#include "text/analysis.h"
#include "text/ends.h"
#include "text/engine.h"
#include "text/gate.h"
#include "text/kernel.h"
#include "text/weights.h"

enum {
    AT__ARC = 128,       /* widths of the parser's and the role head's vectors (docs/WEIGHTS.md) */
    AT__REL = 64,
    AT__ROLE = 128,
    AT__ARGS = 64,
    AT__FAR = 32,
    AT__RELS_MAX = 64,   /* relations in a file */
    AT__LABELS_MAX = 65535,
    AT__BIO_MAX = 256,   /* labels of a head decoded as spans */
    AT__HEADS_MAX = 16,  /* further one-label-a-word heads */
    AT__WORDS_MAX = 150, /* words in a sentence, as in training */
    AT__PIECES_MAX = 300 /* pieces of a sentence with [CLS] and [SEP], as in training */
};

typedef struct {
    at__linear qkv, o, f1, f2;
    const float *g1, *b1, *g2, *b2;
} at__layer;

/* A head that gives each word one label. */
typedef struct {
    at_str name;
    at__linear layer;
    const at_str *labels;
    uint32_t n;
    bool idle; /* not computed: at_engine_rest */
    bool bio; /* labels are O, B-x, I-x, B-y, I-y, ... */
} at__head;

typedef struct {
    uint8_t role; /* at_role */
    bool reference, continuation;
} at__role_label;

typedef struct {
    char kind;     /* '=' whole word, 'k' keep case, 'l' lowercase */
    uint8_t cut;   /* code points off the end */
    at_str add;
} at__script;

struct at_engine {
    at__weights weights;
    const at__kernel *kernel;
    at_arena mem; /* all tables below that are not in the file */
    const char *name;
    int hidden, nlayers, nheads, ff, maxpos, maxpieces;
    int rest; /* layer after whose attention only words go on */
    int cls, sep, unk;
    float eps;

    size_t vocab_n, piece_max; /* pieces; bytes of the longest */
    at_map vocab;              /* piece -> id */
    const int8_t *word;
    const float *word_scale, *pos, *cases, *ln_g, *ln_b;
    at__layer *layers;

    at__head upos, feats, lemma, ner, event, more[AT__HEADS_MAX];
    uint32_t nmore;
    bool has_event;
    at__linear pred, arcdep, archead, reldep, relhead, rtok, rpred, rmul1, rmul2, role_out;
    at__linear arc_u;     /* ARC outputs: the first ARC rows of the file's arc.U in 8 bits; its last row is the bias */
    at__linear rel_v;     /* output i*nrels + r of input j: the file's V[r][i][j] in 8 bits; that of j = REL is the bias */
    size_t nrels;
    const float *role_dist, *role_tree[3];
    at__head role;        /* labels only */
    at__linear args_mid;  /* arguments of event words, if args.n */
    at__head args;
    at__linear pair_mid;  /* cause and effect from the top word of a cause, if pair.n */
    at__head pair;
    uint32_t anchor;      /* the head of `more` that finds those words */

    /* label index -> enum */
    uint8_t *upos_of, *rel_of, *ner_of, *event_of;
    uint8_t *args_of;     /* at_event_arg_kind of the span label (l - 1) / 2 */
    uint32_t *feats_of;
    at__role_label *role_of; /* of the span label (l - 1) / 2 */
    at__script *script_of;
    at__ends ends;
    at__gate gate;
    bool gated; /* at_engine_run asks the gate */
    at_map irregular;     /* "form, tab, tag" of data/lemma.tsv -> index into irregular_to */
    at_str *irregular_to;
};

/* Looks up all tensors and builds the tables in e->mem (may longjmp). Errors: AT_EPARSE. */
AT_MUST_USE at_code at__model_load(at_engine *e, at_err *err);

/* As at_engine_run_words with given predicates: preds[k][i] true for word i of sentence k (NULL: found ones). For measuring. */
void at__engine_run_gold(const at_engine *e, at_analysis *out, at_arena *mem, const at_str *const *words, const uint32_t *counts,
                         uint32_t nsents, const bool *const *preds);
#endif
