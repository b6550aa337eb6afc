#include "text/args.h"

#include "text/bio.h"

/*
 * Words below this chance of naming an event are passed over unless they are predicates or numbers: rules that call such a word an
 * event do so by its verb or noun of action, and those are predicates.
 */
#define EVENT_MIN 0.02f

bool at__args_wanted(const at_engine *e, const at_token *t, bool is_pred)
{
    return e->args.n && (is_pred || t->event_any >= EVENT_MIN || t->upos == AT_NUM);
}

/* Chances of the kinds for one word: row gets softmax(score) summed over B- and I-, [AT_EA_COUNT]. */
static void kinds(const at_engine *e, const float *score, float row[AT_EA_COUNT])
{
    float top = score[0], sum = 0, soft[AT__BIO_MAX];
    for (uint32_t l = 1; l < e->args.n; l++)
        top = score[l] > top ? score[l] : top;
    for (uint32_t l = 0; l < e->args.n; l++)
        soft[l] = score[l] - top;
    for (uint32_t l = e->args.n; l % 16; l++)
        soft[l] = 0;
    e->kernel->exps((e->args.n + 15) / 16 * 16, soft);
    for (uint32_t k = 0; k < AT_EA_COUNT; k++)
        row[k] = 0;
    for (uint32_t l = 0; l < e->args.n; l++) {
        sum += soft[l];
        row[l ? e->args_of[(l - 1) / 2] : AT_EA_NONE] += soft[l];
    }
    for (uint32_t k = 0; k < AT_EA_COUNT; k++)
        row[k] /= sum;
}

static uint32_t span_head(const at_token *tokens, uint32_t beg, uint32_t end)
{
    for (uint32_t i = beg; i < end; i++)
        if (tokens[i].head < (int32_t)beg || tokens[i].head >= (int32_t)end)
            return i;
    return beg;
}

void at__args(const at_engine *e, at__work *w, const at__item *it, uint32_t p, const at_token *tokens)
{
    const at__kernel *k = e->kernel;
    uint16_t path[AT__WORDS_MAX];
    float chance[AT__WORDS_MAX][AT_EA_COUNT];
    uint32_t i = 0, beg, end, kind;
    k->gemm_up(&e->args_mid, it->n, w->role_q, w->role_sa, w->args_in, AT__ARGS);
    k->gelu_quant(it->n, AT__ARGS, w->args_in, w->args_q, w->args_sa);
    k->gemm(&e->args.layer, it->n, w->args_q, w->args_sa, w->args_out, e->args.layer.np, AT__ACT_NONE);
    at__bio(w->args_out, e->args.layer.np, it->n, e->args.n, path);
    uint8_t *kept = at_new(w->keep, uint8_t, (size_t)it->n * AT_EA_COUNT);
    for (uint32_t t = 0; t < it->n; t++) {
        kinds(e, w->args_out + (size_t)t * e->args.layer.np, chance[t]);
        for (uint32_t c = 0; c < AT_EA_COUNT; c++)
            kept[(size_t)t * AT_EA_COUNT + c] = (uint8_t)(chance[t][c] * 255 + 0.5f);
    }
    at_event_word *word = at_push(w->mem, &w->event_words);
    *word = (at_event_word){.tok = it->beg + p - 1, .beg = (uint32_t)w->event_args.n, .first = it->beg, .n = it->n, .chance = kept};
    while (at__bio_next(path, it->n, &i, &beg, &end, &kind)) {
        uint8_t what = e->args_of[kind];
        float sum = 0;
        if (what == AT_EA_NONE) /* a kind unknown here */
            continue;
        for (uint32_t t = beg; t < end; t++)
            sum += chance[t][what];
        *at_push(w->mem, &w->event_args) = (at_event_arg){.beg = it->beg + beg, .end = it->beg + end, .kind = what, .p = sum / (float)(end - beg),
                                                          .head = span_head(tokens, it->beg + beg, it->beg + end)};
    }
    word->end = (uint32_t)w->event_args.n;
}

/* ---- of analysis.h ---- */

const at_event_word *at_event_word_at(const at_analysis *an, uint32_t tok)
{
    uint32_t lo = 0, hi = an->nevent_words;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (an->event_words[mid].tok < tok)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < an->nevent_words && an->event_words[lo].tok == tok ? &an->event_words[lo] : NULL;
}

const at_event_arg *at_event_arg_of(const at_analysis *an, uint32_t tok, at_event_arg_kind kind)
{
    const at_event_word *w = at_event_word_at(an, tok);
    const at_event_arg *best = NULL;
    for (uint32_t i = w ? w->beg : 0; w && i < w->end; i++)
        if (an->event_args[i].kind == kind && (!best || an->event_args[i].p > best->p))
            best = &an->event_args[i];
    return best;
}

float at_event_arg_chance(const at_analysis *an, uint32_t tok, at_event_arg_kind kind, uint32_t word)
{
    const at_event_word *w = at_event_word_at(an, tok);
    if (!w || word < w->first || word - w->first >= w->n || kind >= AT_EA_COUNT)
        return 0;
    return (float)w->chance[(size_t)(word - w->first) * AT_EA_COUNT + kind] / 255;
}
