/*
 * when.h: time expressions and their days. Reads ctx.an and ctx.published; fills ctx.timexes and ctx.timex_of.
 */
#ifndef AT_FIND_WHEN_H
#define AT_FIND_WHEN_H
#include "find/ctx.h"

void at_when_run(at_ctx *c);
/*
 * The days of the event named by token tok (verb or event noun): by ARGM-TMP and tree attachment, else the clause, the
 * sentence, or the narrative time that governs it; present tense and ongoing acts have the publication day. Nothing
 * known: precision AT_P_NONE.
 */
at_when at_when_of(const at_ctx *c, uint32_t tok);
#endif
