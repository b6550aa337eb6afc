#include "find/why.h"

#include "find/cause.h"
#include "find/demand.h"
#include "find/silence.h"

void at_why_run(at_ctx *c)
{
    at_demand_run(c);
    at_silence_run(c);
    at_cause_run(c);
}
