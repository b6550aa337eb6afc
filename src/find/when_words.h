/*
 * when_words.h: what the readers of time expressions share: a sentence in pieces, questions about one piece, and the readers
 * themselves, by file: when_words.c, when_calendar.c, when_relative.c, when_clock.c. Each reader is given a piece and
 * returns the piece after what it read, or the same piece if it read nothing; it fills *o only then.
 */
#ifndef AT_FIND_WHEN_WORDS_H
#define AT_FIND_WHEN_WORDS_H
#include "find/lexicons.h"
#include "find/when_scan.h"

/* One sentence to read in. */
typedef struct {
    const at_ctx *c;
    const at_lexicon *x; /* times.tsv */
    const at_pieces *ps;
    const at_piece *p; /* ps->p */
    uint32_t beg, end; /* of the sentence, in pieces */
} at__w_scan;

/* questions about piece i; false, empty or nothing outside the sentence */
bool at__w_is(const at__w_scan *s, uint32_t i, const char *word);
bool at__w_any(const at__w_scan *s, uint32_t i, const char *const *words);
bool at__w_cls(const at__w_scan *s, uint32_t i, const char *name);
at_str at__w_value(const at__w_scan *s, uint32_t i);
at_str at__w_extra(const at__w_scan *s, uint32_t i);
int at__w_int_value(const at__w_scan *s, uint32_t i);
bool at__w_det(const at__w_scan *s, uint32_t i);
bool at__w_capital(const at__w_scan *s, uint32_t i);
bool at__w_day_number(const at__w_scan *s, uint32_t i, int *d);
/* A year in words: "nineteen ninety-six", "year two thousand". Gives the piece after it, or i. */
uint32_t at__w_spelled_year(const at__w_scan *s, uint32_t i, int *y);
bool at__w_year_number(const at__w_scan *s, uint32_t i, int *y);
bool at__w_short_year(const at__w_scan *s, uint32_t i, bool bare, int *y);
bool at__w_month_at(const at__w_scan *s, uint32_t i);
at_w_unit at__w_unit_at(const at__w_scan *s, uint32_t i);
bool at__w_plural_unit(const at__w_scan *s, uint32_t i);

/* calendar: months, days, years, seasons, quarters, weekdays, holidays */
uint32_t at__w_year_behind(const at__w_scan *s, uint32_t i, bool bare, at_spec *o);
uint32_t at__w_month_day(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_day_month(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_calendar(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_decade(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_century(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_year_or_rel(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_quarter(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_season(const at__w_scan *s, uint32_t i, at_spec *o);
bool at__w_weekday_at(const at__w_scan *s, uint32_t i);
uint32_t at__w_weekday(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_holiday(const at__w_scan *s, uint32_t i, at_spec *o);

/* counted from the day of writing or the day told, durations, sets */
uint32_t at__w_deictic(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_reference(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_relative(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_weekend(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_in_the(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_counted(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_repeated(const at__w_scan *s, uint32_t i, at_spec *o);

/* times of the day */
uint32_t at__w_clock_time(const at__w_scan *s, uint32_t i, at_spec *o);
uint32_t at__w_part_only(const at__w_scan *s, uint32_t i, at_spec *o);

#endif
