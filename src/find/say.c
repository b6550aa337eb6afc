#include "find/say.h"

void at_say_run(at_ctx *c)
{
    (void)c;
}

void at_say_statements(at_ctx *c)
{
    (void)c;
}

const at_attribution *at_say_at(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return NULL;
}

at_stance at_say_hedge(const at_ctx *c, uint32_t tok)
{
    (void)c;
    (void)tok;
    return AT_ASSERTED;
}
