/*
 * gate.h: is there anything to find in a sentence at all? A cheap linear classifier over its words and their shapes, asked
 * before the encoder: results of games, prices of shares, lines of menus leave early. What stands around counts too: a report of a
 * killing may tell of a match, a report of a match has little else. Weights: data/gate.tsv (tools/fit_gate.py).
 *
 * Invariants: whole numbers only, so the answer is the same on every processor; a sentence with a quotation mark stays, and one whose own score is 0 or more.
 */
#ifndef AT_TEXT_GATE_H
#define AT_TEXT_GATE_H
#include "base/arena.h"
#include "text/analysis.h"
#include "text/keyed.h"

typedef struct {
    at__keyed_weights words; /* of a word or "@shape", thousandths; no rows: everything stays */
    int32_t bias, bar, around; /* a sentence stays if bias + sum + around * the mean of the sentences near it >= bar */
} at__gate;

void at__gate_load(at__gate *g, at_arena *mem);
/* Sets `skipped` of the sentences of a text that leave. Form and lower of the tokens are set. */
void at__gate_ask(const at__gate *g, const at_token *tokens, at_sentence *sents, uint32_t nsents, at_arena *scratch);
#endif
