#include "find/why.h"

void at_why_run(at_ctx *c)
{
    (void)c;
}
