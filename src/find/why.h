/* why.h: demands, causes and silences. */
#ifndef AT_FIND_WHY_H
#define AT_FIND_WHY_H
#include "find/ctx.h"

void at_why_run(at_ctx *c);
#endif
