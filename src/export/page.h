/*
 * page.h: text for a terminal: words wrapped to a width under a hanging indent, with or without colour. Blanks and line
 * ends in what is put become single blanks; control characters of the source never reach the terminal.
 */
#ifndef AT_EXPORT_PAGE_H
#define AT_EXPORT_PAGE_H
#include "base/buf.h"
#include "base/day.h"

typedef enum { AT_PLAIN, AT_BOLD, AT_DIM, AT_ID, AT_GOOD, AT_BAD, AT_WARN } at_style;

typedef struct {
    at_buf *out;
    int width; /* columns */
    bool color;
    int hang;    /* column at which a wrapped line goes on */
    int col;     /* columns written of this line */
    bool blank;  /* a blank is due before the word */
    at_buf word; /* the word being put together, which is written as a whole; with its colour codes */
    int word_width;
} at_page;

void at_page_release(at_page *p); /* not the output */

void at_page_line(at_page *p);        /* ends the line */
void at_page_gap(at_page *p);         /* ends the line and leaves one empty */
void at_page_to(at_page *p, int col); /* pads to a column (a blank if it is passed already) and hangs there */
void at_page_put(at_page *p, at_style style, at_str words);
void at_page_fmt(at_page *p, at_style style, const char *fmt, ...) AT_PRINTF(3, 4);
void at_page_head(at_page *p, const char *heading);                      /* a section's heading with a rule */
int at_page_width_of(at_str s);                                          /* columns */
void at_page_day(at_page *p, at_style style, int32_t day, bool weekday); /* "Wed 5 January 2022" */
/* 1: the days are exactly a month, 2: a year, 0: something else. */
int at_page_period(int32_t from, int32_t to);
/* "January 2022", "2022", "5 January 2022", "5-6 January 2022", "since 2 January 2022", "until 6 January 2022". Nothing if both
 * are AT_NODAY. */
void at_page_days(at_page *p, at_style style, int32_t from, int32_t to);
void at_page_number(char out[32], int64_t n); /* "1,001" */
#endif
