/* figure.h: counted people and things with bounds, what befell them and who counted. */
#ifndef AT_FIND_FIGURE_H
#define AT_FIND_FIGURE_H
#include "find/ctx.h"

void at_figure_run(at_ctx *c);
#endif
