#include "find/when.h"

void at_when_run(at_ctx *c)
{
    (void)c;
}

at_when at_when_of(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return (at_when){AT_NODAY, AT_NODAY, AT_P_NONE, {0, 0}};
}
