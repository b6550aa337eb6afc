/*
 * say.h: attribution: whose words are which tokens, and with what stance. Fills ctx.says; makes statement findings.
 */
#ifndef AT_FIND_SAY_H
#define AT_FIND_SAY_H
#include "find/ctx.h"

void at_say_run(at_ctx *c);        /* attributions only */
void at_say_statements(at_ctx *c); /* statement and framing findings, after events, figures, demands are known */
/* The innermost attribution whose content holds tok, or NULL: the report's own voice. */
const at_attribution *at_say_at(const at_ctx *c, uint32_t tok);
/* Stance of the proposition headed by tok from its own words (modals, "reportedly", "alleged", "if", negated belief), before any attribution. */
at_stance at_say_hedge(const at_ctx *c, uint32_t tok);
/* Does the verb at tok give somebody or something a name ("called the protesters gangs")? */
bool at_say_names(const at_ctx *c, uint32_t tok);
#endif
