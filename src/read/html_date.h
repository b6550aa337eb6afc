/*
 * html_date.h: calendar dates as pages write them, in the languages of data/page_months.tsv: "2019-03-13T10:00", "13.03.2019",
 * "13. März 2019", "March 13, 2019", "13 марта 2019 г.", "2019年3月13日". A date without its year is none.
 */
#ifndef AT_READ_HTML_DATE_H
#define AT_READ_HTML_DATE_H
#include "base/day.h"
#include "base/map.h"

typedef struct {
    at_map months;    /* lower-case name -> 1..12 */
    bool month_first; /* 03/04/2019 is 4 March */
} at_page_dates;

void at__page_dates_init(at_page_dates *d, at_arena *mem, bool month_first);
/* The first date in s, or AT_NODAY; *at where it begins. Years 1980 to 2100. */
int32_t at__page_date(const at_page_dates *d, at_str s, size_t *at);
/* The day of "/2019/03/13/" or "2019-03-13" in an address; AT_NODAY if there is none. */
int32_t at__page_date_of_url(at_str url);
#endif
