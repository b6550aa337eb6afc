/* event_content.h: type and mode of an act that is about another one (promises, requests, refusals, threats), and the means of violence. */
#ifndef AT_FIND_EVENT_CONTENT_H
#define AT_FIND_EVENT_CONTENT_H
#include "find/event_sense.h"

/*
 * Sets type and mode by what is promised, asked, refused or threatened ("content:..." of the flags). `tok` is the verb or noun. False: a promise of
 * something that is no event.
 */
bool at__content(at__ev *ev, uint32_t tok, const at__sense *s, at_event_type *type, at_str *mode);
/* Mode of asking for the act tok itself: assist, change, yield, meet. */
at_str at__asked(at__ev *ev, uint32_t tok);
/* PLOVER mode of an ASSAULT from the weapons and means named beside verb or noun tok, or empty. */
at_str at__means(at__ev *ev, uint32_t tok);
/* The row's measure with {obj}, {of} and the like filled in, or empty. */
at_str at__measure(at__ev *ev, uint32_t tok, at_str measure);
/* The longest name of measures.tsv within the tokens [beg, end) whose type is `type`, as the table has it, or empty. */
at_str at__measure_named(at__ev *ev, uint32_t beg, uint32_t end, at_event_type type);
#endif
