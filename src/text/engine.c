#include "text/engine.h"

#include "base/err.h"
#include "base/utf8.h"
#include "text/heads.h"
#include "text/lemma.h"
#include "text/model.h"
#include "text/sentence.h"
#include <math.h>
#include <stdlib.h>

at_code at_engine_open(at_engine **out, const char *path, const char *kernel, at_err *err)
{
    *out = NULL;
    const at__kernel *k = at__kernel_get(kernel);
    if (!k)
        return at_fail(err, AT_EUSAGE, "no kernel \"%s\" on this processor; there are avx512, avx2, neon and portable", kernel);
    at_engine *e = calloc(1, sizeof *e);
    if (!e)
        return at_fail(err, AT_ENOMEM, "out of memory");
    jmp_buf trap;
    e->kernel = k;
    at_arena_init(&e->mem, 0, &trap);
    at_code c = at__weights_open(&e->weights, path, err);
    if (c == AT_OK) {
        if (setjmp(trap))
            c = at_fail(err, AT_ENOMEM, "%s: out of memory", path);
        else
            c = at__model_load(e, err);
    }
    e->mem.fail = NULL;
    if (c != AT_OK) {
        at_engine_close(e);
        return c;
    }
    *out = e;
    return AT_OK;
}

void at_engine_close(at_engine *e)
{
    if (!e)
        return;
    at_arena_release(&e->mem);
    at__weights_close(&e->weights);
    free(e);
}

const char *at_engine_kernel(const at_engine *e)
{
    return e->kernel->name;
}

uint64_t at_engine_mark(const at_engine *e)
{
    uint64_t mark[2] = {0, e->weights.file.n};
    for (size_t i = 0; i + 64 <= e->weights.file.n; i += 1 << 16) {
        mark[0] ^= at_hash((at_str){e->weights.file.p + i, 64});
        mark[0] = at_hash((at_str){(const char *)mark, sizeof mark});
    }
    return mark[0];
}

const char *at_engine_name(const at_engine *e)
{
    return e->name;
}

void at_engine_set_gate(at_engine *e, bool on)
{
    e->gated = on;
}

void at_engine_rest(at_engine *e, const char *heads)
{
    for (uint32_t i = 0; i < e->nmore; i++)
        e->more[i].idle = at_in_list(at_strz(heads), ' ', e->more[i].name);
}

/* One analysis under way. */
typedef struct {
    const at_engine *e;
    at_analysis *out;
    at_arena *mem, *scratch; /* of the result, of all else */
    at__split split;
    const bool *forced;
    at__subwords sub;
    uint32_t *pieces; /* [ntokens] index into sub.all */
    at__work work;
    bool gated;
} job;

enum { AT__NOSCRIPT = UINT16_MAX /* of a word that was not encoded */ };

/* ---- words to sentences that the encoder takes ---- */

/* How good a place to cut an over-long sentence stands after word i: after ; : or a dash, then before a conjunction, then a comma. */
static int cut_value(const job *j, uint32_t i)
{
    at_str w = j->out->tokens[i].form, next = j->out->tokens[i + 1].lower;
    if (at_eq(w, AT_S(";")) || at_eq(w, AT_S(".")))
        return 5;
    if (at_eq(w, AT_S(":")) || at_eq(w, AT_S("\xE2\x80\x94")) || at_eq(w, AT_S("--")))
        return 4;
    bool comma = at_eq(w, AT_S(","));
    if (at_in_list(AT_S("and but or while which who"), ' ', next))
        return comma ? 3 : 2;
    return comma ? 1 : 0;
}

/* End of the first part of the sentence [beg, end): all of it if it fits. */
static uint32_t part_end(const job *j, uint32_t beg, uint32_t end)
{
    uint32_t pieces = 2, fits = beg;
    while (fits < end && fits - beg < AT__WORDS_MAX && pieces + j->sub.all.p[j->pieces[fits]].n <= AT__PIECES_MAX)
        pieces += j->sub.all.p[j->pieces[fits++]].n;
    if (fits == end)
        return end;
    uint32_t best = fits;
    int value = -1;
    for (uint32_t i = fits - 1; i > beg + (fits - beg) / 3; i--)
        if (cut_value(j, i) > value) {
            value = cut_value(j, i);
            best = i + 1;
        }
    return best;
}

static void cut_sentences(job *j)
{
    AT_VEC(at_sentence) v = {0};
    for (size_t k = 0; k < j->split.sents.n; k++) {
        const at__range *r = &j->split.sents.p[k];
        for (uint32_t beg = r->beg; beg < r->end;) {
            uint32_t end = part_end(j, beg, r->end);
            *at_push(j->scratch, &v) = (at_sentence){.beg = beg, .end = end, .root = beg, .para = r->para, .span = at_bytes(j->out, beg, end)};
            for (uint32_t t = beg; t < end; t++)
                j->out->tokens[t].sent = (uint32_t)v.n - 1;
            beg = end;
        }
    }
    j->out->nsents = (uint32_t)v.n;
    j->out->sents = at_new(j->mem, at_sentence, v.n);
    if (v.n)
        memcpy(j->out->sents, v.p, v.n * sizeof *v.p);
    if (j->gated)
        at__gate_ask(&j->e->gate, j->out->tokens, j->out->sents, j->out->nsents, j->scratch);
}

static void make_tokens(job *j)
{
    at_analysis *an = j->out;
    an->ntokens = (uint32_t)j->split.words.n;
    an->tokens = at_new(j->mem, at_token, an->ntokens);
    j->pieces = at_new(j->scratch, uint32_t, an->ntokens);
    for (uint32_t i = 0; i < an->ntokens; i++) {
        at_token *t = &an->tokens[i];
        t->span = j->split.words.p[i];
        t->form = at_sub(an->text, t->span.beg, t->span.end);
        j->pieces[i] = at__subwords_of(&j->sub, t->form);
        t->lower = j->sub.all.p[j->pieces[i]].key;
        t->head = t->child = t->next = -1;
        if (t->span.beg) {
            unsigned len;
            t->space_before = at_cp_space(at_utf8(an->text, at_utf8_prev(an->text, t->span.beg), &len));
        }
    }
}

/* ---- batches through the encoder and the heads ---- */

static uint32_t piece_count(const job *j, const at_sentence *s)
{
    uint32_t n = 2;
    for (uint32_t i = s->beg; i < s->end; i++)
        n += j->sub.all.p[j->pieces[i]].n;
    return n;
}

/* Rows that the largest batch may have: a short text needs little memory. */
static size_t most_rows(const job *j)
{
    size_t sum = 0, longest = 0;
    for (uint32_t s = 0; s < j->out->nsents; s++) {
        uint32_t n = piece_count(j, &j->out->sents[s]);
        sum += n;
        longest = n > longest ? n : longest;
    }
    size_t full = longest > AT__FILL ? longest : AT__FILL;
    return sum < full ? sum : full;
}

/* Mean of the words' vectors of each sentence of the batch, in 8 bits. Elementwise and in order of the words, so all processors agree. */
static void sentence_vectors(job *j, const at__batch *b)
{
    size_t h = (size_t)j->e->hidden;
    float mean[AT_VECTOR];
    for (uint32_t k = 0; k < b->nitems && h == AT_VECTOR; k++) {
        const at__item *it = &b->items[k];
        const float *x = b->x + (size_t)(it->row + 1) * h;
        int8_t *out = at_new(j->mem, int8_t, h);
        float top = 1e-9f;
        memset(mean, 0, h * sizeof *mean);
        for (uint32_t i = 0; i < it->n; i++)
            for (size_t d = 0; d < h; d++)
                mean[d] += x[i * h + d];
        for (size_t d = 0; d < h; d++)
            top = fabsf(mean[d]) > top ? fabsf(mean[d]) : top;
        for (size_t d = 0; d < h; d++)
            out[d] = (int8_t)lrintf(mean[d] * (127 / top));
        j->out->sents[j->out->tokens[it->beg].sent].vector = out;
    }
}

/* A sentence that is not encoded: its first word heads the others. */
static void flat(job *j, const at_sentence *s)
{
    for (uint32_t i = s->beg; i < s->end; i++) {
        j->out->tokens[i].head = i == s->beg ? -1 : (int32_t)s->beg;
        j->out->tokens[i].rel = i == s->beg ? AT_R_ROOT : AT_R_DEP;
        j->work.lemma[i] = AT__NOSCRIPT;
    }
}

static void run_batches(job *j)
{
    at__batch b;
    at_analysis *an = j->out;
    size_t rows_max = most_rows(j);
    at__batch_init(&b, j->e, j->scratch, rows_max, rows_max);
    at__work_init(&j->work, j->e, j->scratch, rows_max);
    j->work.keep = j->mem;
    j->work.lemma = at_new(j->scratch, uint16_t, an->ntokens);
    j->work.tags = at_new(j->scratch, uint16_t *, j->e->nmore);
    j->work.tags_p = at_new(j->scratch, float *, j->e->nmore);
    for (uint32_t i = 0; i < j->e->nmore; i++) {
        if (j->e->more[i].idle)
            continue;
        j->work.tags[i] = at_new(j->mem, uint16_t, an->ntokens);
        j->work.tags_p[i] = at_new(j->mem, float, an->ntokens);
    }
    for (uint32_t s = 0; s < an->nsents;) {
        uint32_t rows = 0, n;
        b.nitems = 0;
        for (; s < an->nsents; s++) {
            const at_sentence *x = &an->sents[s];
            if (x->skipped) {
                flat(j, x);
                continue;
            }
            n = piece_count(j, x);
            if (rows && n + rows > AT__FILL)
                break;
            b.items[b.nitems++] = (at__item){.beg = x->beg, .n = x->end - x->beg};
            rows += n;
        }
        if (!b.nitems)
            break;
        at__encode(j->e, &b, &j->sub, j->pieces);
        sentence_vectors(j, &b);
        at__label(j->e, &j->work, &b, an->tokens);
        at__parse(j->e, &j->work, &b, an->tokens);
        at__roles(j->e, &j->work, &b, an->tokens, j->forced);
    }
}

/* ---- what follows from the labels ---- */

static void link_tree(at_analysis *an)
{
    for (uint32_t i = an->ntokens; i-- > 0;) {
        at_token *t = &an->tokens[i];
        if (t->head < 0) {
            an->sents[t->sent].root = i;
            continue;
        }
        t->next = an->tokens[t->head].child;
        an->tokens[t->head].child = (int32_t)i;
    }
}

static void take_names(job *j)
{
    at_analysis *an = j->out;
    an->nnames = (uint32_t)j->work.names.n;
    an->names = at_new(j->mem, at_name, an->nnames);
    for (uint32_t k = 0; k < an->nnames; k++) {
        at_name n = j->work.names.p[k];
        n.head = n.beg;
        for (uint32_t i = n.end; i-- > n.beg;) {
            an->tokens[i].name = (uint16_t)(k + 1);
            if (an->tokens[i].head < (int32_t)n.beg || an->tokens[i].head >= (int32_t)n.end)
                n.head = i;
        }
        an->names[k] = n;
    }
}

static void take_roles(job *j)
{
    at_analysis *an = j->out;
    an->npreds = (uint32_t)j->work.preds.n;
    an->nargs = (uint32_t)j->work.args.n;
    an->preds = at_new(j->mem, at_pred, an->npreds);
    an->args = at_new(j->mem, at_arg, an->nargs);
    if (an->npreds)
        memcpy(an->preds, j->work.preds.p, an->npreds * sizeof *an->preds);
    if (an->nargs)
        memcpy(an->args, j->work.args.p, an->nargs * sizeof *an->args);
    an->nevent_words = (uint32_t)j->work.event_words.n;
    an->nevent_args = (uint32_t)j->work.event_args.n;
    an->event_words = at_new(j->mem, at_event_word, an->nevent_words);
    an->event_args = at_new(j->mem, at_event_arg, an->nevent_args);
    if (an->nevent_words)
        memcpy(an->event_words, j->work.event_words.p, an->nevent_words * sizeof *an->event_words);
    if (an->nevent_args)
        memcpy(an->event_args, j->work.event_args.p, an->nevent_args * sizeof *an->event_args);
    an->ncauses = (uint32_t)j->work.causes.n;
    an->causes = at_new(j->mem, at_cause_pair, an->ncauses);
    if (an->ncauses)
        memcpy(an->causes, j->work.causes.p, an->ncauses * sizeof *an->causes);
    an->tags = at_new(j->mem, at_tags, j->e->nmore);
    for (uint32_t i = 0; i < j->e->nmore; i++)
        if (!j->e->more[i].idle)
            an->tags[an->ntags++] = (at_tags){j->e->more[i].name, j->e->more[i].labels, j->work.tags[i], j->work.tags_p[i]};
}

/* Is the sentence written in capitals throughout? Then only names keep theirs in the lemma. */
static bool capitals(const at_analysis *an, const at_sentence *s)
{
    unsigned upper = 0;
    for (uint32_t i = s->beg; i < s->end; i++)
        for (size_t k = 0; k < an->tokens[i].form.n; k++) {
            char c = an->tokens[i].form.p[k];
            if (c >= 'a' && c <= 'z')
                return false;
            upper += c >= 'A' && c <= 'Z';
        }
    return upper > 1;
}

static void take_lemmas(job *j)
{
    at_analysis *an = j->out;
    at_map seen; /* form, script, tag and features -> token with that lemma */
    at_map_init(&seen, j->scratch);
    for (uint32_t i = 0; i < an->ntokens; i++) {
        const at_token *t = &an->tokens[i];
        uint32_t *key = at_new(j->scratch, uint32_t, 4);
        key[0] = j->pieces[i];
        key[1] = j->work.lemma[i];
        key[2] = t->upos;
        key[3] = t->feats;
        uint32_t *at = at_map_at(&seen, (at_str){(const char *)key, 4 * sizeof *key});
        if (*at == AT_NONE) {
            *at = i;
            an->tokens[i].lemma = j->work.lemma[i] == AT__NOSCRIPT ? at_utf8_lower(j->mem, t->form) : at__lemma(j->e, j->mem, t->form, t->upos, t->feats, j->work.lemma[i]);
        } else {
            an->tokens[i].lemma = an->tokens[*at].lemma;
        }
    }
    for (uint32_t k = 0; k < an->nsents; k++)
        if (capitals(an, &an->sents[k]))
            for (uint32_t i = an->sents[k].beg; i < an->sents[k].end; i++)
                if (an->tokens[i].upos == AT_NOUN || an->tokens[i].upos == AT_VERB || an->tokens[i].upos == AT_ADV || an->tokens[i].upos == AT_ADP)
                    an->tokens[i].lemma = at_utf8_lower(j->mem, an->tokens[i].lemma);
}

static void analyse(job *j)
{
    at__subwords_init(&j->sub, j->e, j->scratch, j->mem);
    make_tokens(j);
    cut_sentences(j);
    if (!j->out->ntokens)
        return;
    run_batches(j);
    link_tree(j->out);
    take_names(j);
    take_roles(j);
    take_lemmas(j);
}

/* Runs `j` with a scratch arena that is released even when an arena fails. make(j, from): fills j->split and out->text. */
static void guarded(job *j, void (*make)(job *, const void *), const void *from)
{
    at_arena scratch;
    jmp_buf trap, *outer = j->mem->fail;
    size_t left = j->mem->limit > j->mem->held ? j->mem->limit - j->mem->held : 1;
    at_arena_init(&scratch, j->mem->limit ? left : 0, &trap);
    j->scratch = &scratch;
    j->mem->fail = &trap;
    int code = setjmp(trap);
    if (!code) {
        make(j, from);
        analyse(j);
    }
    j->mem->fail = outer;
    at_arena_release(&scratch);
    if (code) {
        if (!outer)
            abort(); /* as the arena does: a bug, an arena without an entry point around it */
        longjmp(*outer, code);
    }
}

static void from_text(job *j, const void *from)
{
    j->out->text = *(const at_str *)from;
    j->gated = j->e->gated;
    at__split_with(&j->split, j->scratch, j->out->text, &j->e->ends);
}

void at_engine_run(const at_engine *e, at_analysis *out, at_arena *mem, at_str text)
{
    job j = {.e = e, .out = out, .mem = mem};
    memset(out, 0, sizeof *out);
    guarded(&j, from_text, &text);
}

static void from_all_text(job *j, const void *from)
{
    from_text(j, from);
    j->gated = false;
}

void at_engine_run_all(const at_engine *e, at_analysis *out, at_arena *mem, at_str text)
{
    job j = {.e = e, .out = out, .mem = mem};
    memset(out, 0, sizeof *out);
    guarded(&j, from_all_text, &text);
}

typedef struct {
    const at_str *const *words;
    const uint32_t *counts;
    uint32_t nsents;
    const bool *const *preds;
} given;

static void from_words(job *j, const void *from)
{
    const given *g = from;
    size_t bytes = 0, n = 0;
    for (uint32_t k = 0; k < g->nsents; k++)
        for (uint32_t i = 0; i < g->counts[k]; i++, n++)
            bytes += g->words[k][i].n + 1;
    char *p = at_alloc(j->mem, bytes + 1);
    bool *forced = g->preds ? at_new(j->scratch, bool, n) : NULL;
    size_t at = 0;
    for (uint32_t k = 0; k < g->nsents; k++) {
        uint32_t first = (uint32_t)j->split.words.n;
        for (uint32_t i = 0; i < g->counts[k]; i++) {
            at_str w = g->words[k][i];
            if (forced)
                forced[j->split.words.n] = g->preds[k][i];
            if (at)
                p[at++] = ' ';
            *at_push(j->scratch, &j->split.words) = (at_span){(uint32_t)at, (uint32_t)(at + w.n)};
            if (w.n)
                memcpy(p + at, w.p, w.n);
            at += w.n;
        }
        if (g->counts[k])
            *at_push(j->scratch, &j->split.sents) = (at__range){first, (uint32_t)j->split.words.n, k};
    }
    j->out->text = (at_str){p, at};
    j->forced = forced;
}

void at__engine_run_gold(const at_engine *e, at_analysis *out, at_arena *mem, const at_str *const *words, const uint32_t *counts, uint32_t nsents,
                         const bool *const *preds)
{
    job j = {.e = e, .out = out, .mem = mem};
    const given g = {words, counts, nsents, preds};
    memset(out, 0, sizeof *out);
    guarded(&j, from_words, &g);
}

void at_engine_run_words(const at_engine *e, at_analysis *out, at_arena *mem, const at_str *const *words, const uint32_t *counts, uint32_t nsents)
{
    at__engine_run_gold(e, out, mem, words, counts, nsents, NULL);
}
