/*
 * language.h: which language a text is in, by its script, its small words and its trigrams (data/languages.tsv,
 * data/trigrams.tsv). Built once, then only looked at: many threads may use one at the same time.
 *
 * What it is for: a report in a language that the engine does not read must not be read as if it were English. So the answer
 * "not known" is given for what is too short to tell, and AT_LANGUAGE_OTHER for text that is surely not English but none of the
 * list.
 */
#ifndef AT_READ_LANGUAGE_H
#define AT_READ_LANGUAGE_H
#include "base/arena.h"

typedef struct at_languages at_languages;

typedef struct {
    at_str code; /* ISO 639, "en"; "und": not English, not known which; empty: cannot be told */
    at_str name; /* "English" */
} at_language;

/* Errors: AT_EPARSE (a row of the built-in tables is wrong), AT_ENOMEM. */
AT_MUST_USE at_code at_languages_open(at_languages **out, at_err *err);
void at_languages_close(at_languages *l); /* NULL allowed */
/* Views of the tables. Looks at no more than the first 16 KiB. mem is scratch. */
at_language at_languages_guess(const at_languages *l, at_arena *mem, at_str text);
/* The name of a code as a page or feed says it ("en-GB", "EN", "fr_FR"), or an empty one. */
at_language at_languages_said(const at_languages *l, at_str code);
#endif
