/*
 * who.h: actors of the report and coreference. Fills ctx.actors and ctx.actor_of.
 */
#ifndef AT_FIND_WHO_H
#define AT_FIND_WHO_H
#include "find/ctx.h"

void at_who_run(at_ctx *c);
/* The actor that the noun phrase (or pronoun) headed by tok stands for, or -1. */
int32_t at_who_of(const at_ctx *c, uint32_t tok);
/* The words for a noun phrase as a party: without determiner, relative clause, apposition; of a title with a name, the name. */
at_str at_who_text(const at_ctx *c, uint32_t tok);
/*
 * Adds the parties of the noun phrase headed by tok to *out: coordination gives one each ("Belarus, Armenia and
 * Tajikistan"), a pronoun its antecedent; "soldiers from Belarus and Armenia" gives the countries. Places that do not act,
 * dates and expletives give none.
 */
void at_who_parties(const at_ctx *c, uint32_t tok, at_parties *out);
/* The country (ISO alpha-3) that a word names as noun, adjective or capital ("Russian", "Moscow"), or NULL. */
const char *at_who_country(const at_ctx *c, at_str lower);
#endif
