#include "find/event.h"

void at_event_run(at_ctx *c)
{
    (void)c;
}

at_span at_event_clause(const at_ctx *c, uint32_t tok)
{
    at_span t = at_subtree(c->an, tok);
    return at_bytes(c->an, t.beg, t.end);
}
