/* show.h: an account laid out for people: events by day, figures by what is counted, and so on. */
#ifndef AT_EXPORT_SHOW_H
#define AT_EXPORT_SHOW_H
#include "export/account.h"
#include "export/page.h"

/* Only entries of these days are shown; AT_NODAY: no bound. */
typedef struct {
    int32_t since, until;
} at_days;

void at_show(at_page *p, const at_account *a, at_days days, at_arena *mem);

/* Parts that why.c needs as well. */
void at_show_id(at_page *p, const at_account *a, const at_entry *e);
void at_show_list(at_page *p, at_style style, const at_strs *names); /* "A, B and C" */
void at_show_bounds(at_page *p, const at_entry *e);                  /* "13", "1,001 or more" */
bool at_show_role(const at_voice *v);                                /* is its office worth a word beside its name? */
void at_show_voices(at_page *p, const at_entry *e);                  /* "alleged by X, quoted by Y" */
void at_show_place(at_page *p, const at_entry *e);                   /* "Almaty (western districts)" */
at_str at_show_source(const at_told *t);                             /* publisher or name */
#endif
