#include "find/figure.h"

void at_figure_run(at_ctx *c)
{
    (void)c;
}
