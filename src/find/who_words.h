/*
 * who_words.h: what the world files (countries, orgs, titles, sectors, names .tsv) say of words of the report. Private to
 * who*.c and coref*.c. Knows single phrases, nothing of who is meant.
 *
 * A phrase is looked up under its key: the tokens' keys joined as the text joins them, a blank for any white space,
 * without a leading "the". Phrases longer than 160 bytes are not in any table.
 */
#ifndef AT_FIND_WHO_WORDS_H
#define AT_FIND_WHO_WORDS_H
#include "find/ctx.h"
#include "find/lexicons.h"

typedef enum { AT_BE_NONE, AT_BE_THING, AT_BE_PLACE, AT_BE_STATE, AT_BE_GROUP, AT_BE_PERSON } at_being;
typedef enum { AT_CW_NONE, AT_CW_NAME, AT_CW_ADJECTIVE, AT_CW_PERSON, AT_CW_PEOPLE, AT_CW_CAPITAL, AT_CW_SEAT } at_country_word;
typedef enum { AT_T_NONE, AT_T_HONORIFIC, AT_T_OFFICE, AT_T_RANK, AT_T_TRADE, AT_T_KIN } at_title_kind;
typedef enum { AT_G_NONE, AT_G_MALE, AT_G_FEMALE, AT_G_NEUTER } at_gender;

enum { AT_KEY_MAX = 160 };

/* Key of the tokens [beg, end) in buf; empty if too long. */
at_str at__who_key(const at_analysis *an, uint32_t beg, uint32_t end, char buf[AT_KEY_MAX]);

/* The state that the words name; *as gets its plain name (NULL allowed). AT_CW_NONE if none. iso points into the table: three bytes. */
at_country_word at__who_state(const at_ctx *c, at_str key, at_str *iso, at_str *as);
/* The same for tokens; an acronym that is a word too ("us", "car") must be written in capitals. */
at_country_word at__who_state_words(const at_ctx *c, uint32_t beg, uint32_t end, at_str *iso, at_str *as);

typedef struct {
    at_str name, country, sector; /* of orgs.tsv; name empty: no such body */
} at_body;
at_body at__who_body(const at_ctx *c, uint32_t beg, uint32_t end);

typedef struct {
    at_title_kind kind;
    at_gender gender;
    at_str sector, office; /* office: class of offices ("state", "foreign"), or empty */
} at_title;
at_title at__who_title(const at_ctx *c, uint32_t beg, uint32_t end);
/* Longest title that ends before token `end` and begins at or after `least`; *beg gets its first token. */
at_title at__who_title_before(const at_ctx *c, uint32_t least, uint32_t end, uint32_t *beg);

/* Longest title of which tok is the head noun: "foreign minister", "head of state", "minister of the interior". */
at_title at__who_title_at(const at_ctx *c, uint32_t tok);

/* Row of sectors.tsv for the noun tok, with the longest phrase that ends there ("security force"), or AT_NONE. */
uint32_t at__who_noun(const at_ctx *c, uint32_t tok);
at_being at__who_noun_being(const at_ctx *c, uint32_t tok); /* from sectors.tsv, titles.tsv and the shape of the word */
bool at__who_aged(const at_analysis *an, uint32_t tok);     /* "29-year-old", also cut at its hyphens */
at_str at__who_noun_sector(const at_ctx *c, uint32_t tok);
at_gender at__who_noun_gender(const at_ctx *c, uint32_t tok);

at_gender at__who_given(const at_ctx *c, at_str key, at_str *full); /* gender of a given name; *full what it is short for (NULL allowed) */
bool at__who_is_given(const at_ctx *c, at_str key);
/* The noun or verb form under which lists and tables are looked up: the engine's lemma, mended where it is no word (its scripts
 * are learned: "citie"); in buf or a view. */
at_str at__who_base(const at_analysis *an, uint32_t tok, char buf[AT_KEY_MAX]);
bool at__who_base_in(const at_analysis *an, uint32_t tok, const char *list);
at_str at__who_clean(at_arena *mem, at_str s); /* line ends and runs of blanks as one blank, no half pair of marks */
bool at__who_in(at_str word, const char *list); /* is word among the blank-separated words of list? */
#endif
