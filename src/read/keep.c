/* A report of any form to its kept text. */
#include "base/str.h"
#include "read/html.h"
#include "read/source.h"

void at_keep_report(at_kept *k, at_arena *mem, const at_report *r)
{
    if (r->form == AT_FORM_TEXT) {
        at_keep(k, mem, r->text);
        return;
    }
    const at_html_from from = {.charset = r->charset, .url = r->url, .piece = r->piece != 0};
    at__html_read(k, mem, r->text, &from);
    if (!k->text.n)
        return;
    int32_t day = k->day;
    at_keep_dateline(k);
    if (day != AT_NODAY)
        k->day = day; /* what the markup says counts more than a line that is a date */
    at_keep_byline(k, mem);
}
