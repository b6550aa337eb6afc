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
/* "state news agency SUNA", "rebel group X": head word of the body's name right behind the noun that says what it is, or -1. */
int32_t at_who_name_after(const at_ctx *c, uint32_t tok);
/*
 * Adds the parties of the noun phrase headed by tok to *out: coordination gives one each ("Belarus, Armenia and
 * Tajikistan"), a pronoun its antecedent; "soldiers from Belarus and Armenia" gives the countries. Places that do not act,
 * dates and expletives give none.
 */
void at_who_parties(const at_ctx *c, uint32_t tok, at_parties *out);
/* The country (ISO alpha-3) that a word names as noun, adjective or capital ("Russian", "Moscow"), or NULL. */
const char *at_who_country(const at_ctx *c, at_str lower);
/*
 * What kind of being the noun phrase (or pronoun, or name) headed by tok is. All look at names, the antecedent of a
 * pronoun, and the head noun in titles.tsv, sectors.tsv, orgs.tsv, countries.tsv.
 */
bool at_who_acts(const at_ctx *c, uint32_t tok);   /* can act or speak: person, group of people, organisation, state */
bool at_who_person(const at_ctx *c, uint32_t tok); /* one human being, or humans */
bool at_who_media(const at_ctx *c, uint32_t tok);  /* news agency, paper, broadcaster, "local media", "reports" */
bool at_who_state(const at_ctx *c, uint32_t tok);  /* state, government or one of its organs and officials, international body */
/* PLOVER sector code ("GOV", "MIL", "COP", "REB", "CVL", ...) of the noun phrase, or NULL. Static memory. */
const char *at_who_sector(const at_ctx *c, uint32_t tok);
/* Its country (ISO 3166 alpha-3) from the actor, an adjective, "of X", or NULL. */
const char *at_who_country_of(const at_ctx *c, uint32_t tok);
/* The office or description that the text gives to the person headed by tok ("foreign minister of Iran", "a resident"), or empty. */
at_str at_who_role(const at_ctx *c, uint32_t tok);
#endif
