/*
 * confidence.h: how often findings like this one are right. A finding is described by features (its rule, what the tree and
 * the learned heads say of its head word); data/confidence.tsv gives each feature a weight, learned by bench/calibrate.py on
 * annotated reports; the logistic of their sum is finding.confidence. Findings below the kind's floor are dropped.
 */
#ifndef AT_FIND_CONFIDENCE_H
#define AT_FIND_CONFIDENCE_H
#include "find/ctx.h"

typedef AT_VEC(at_str) at_features;

/* The features of a finding, in a fixed order. For records that show them: each call looks at all findings. */
void at_confidence_features(const at_ctx *c, const at_finding *f, at_features *out);
/* Sets the confidence of all findings and drops those below the floor; without rows for a kind nothing of it changes. Indices into findings are kept true. */
void at_confidence_run(at_ctx *c);
#endif
