/*
 * stance.h: what armed sides tell of each other. A side's telling of its enemy's act is alleged (the guide); that an army or a government and
 * rebels are enemies need not be said in the report. Of such assaults in labelled texts 45 in 100 are alleged.
 */
#ifndef AT_FIND_STANCE_H
#define AT_FIND_STANCE_H
#include "find/ctx.h"

/* Asserted assaults of rebels told by the state, and of its forces told by rebels, become alleged. */
void at_stance_run(at_ctx *c);
#endif
