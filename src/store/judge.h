/* judge.h: corrections as JSON merge patches (RFC 7396): which column is which key of a finding, and what it may hold. */
#ifndef AT_STORE_JUDGE_H
#define AT_STORE_JUDGE_H
#include <attest.h>
#include <jansson.h>

/*
 * The patch that sets `field` of a finding (its JSON, a record's places for names of places) to `value`; NULL after a message: the kind
 * has no such field (AT_EUSAGE) or it cannot hold the value.
 */
json_t *at_judge_patch(const json_t *finding, at_str field, at_str value, at_err *err);
/* What the patch's keys hold in the finding now: the "before" of a judgement. */
json_t *at_judge_before(const json_t *finding, const json_t *patch);
/* Puts the later patch over the earlier one; nulls stay, as they take keys away. */
void at_judge_compose(json_t *into, const json_t *later);
#endif
