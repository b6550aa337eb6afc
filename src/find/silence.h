/* silence.h: statements that information is missing: no data, access refused, lines cut, not confirmed (data/silences.tsv). */
#ifndef AT_FIND_SILENCE_H
#define AT_FIND_SILENCE_H
#include "find/ctx.h"

void at_silence_run(at_ctx *c);
#endif
