/*
 * event_comp.h: what the words above an act say of it: tried, planned, begun, failed (phases.tsv); asked for, threatened, agreed or
 * refused, which leaves it no row of its own; charged against somebody; a purpose; negated.
 */
#ifndef AT_FIND_EVENT_COMP_H
#define AT_FIND_EVENT_COMP_H
#include "find/event_sense.h"

typedef struct {
    bool drop;       /* no row: it is the content of another act, or only imagined */
    bool purpose;    /* an infinitive of purpose: not known to be done */
    bool to_do_so;   /* and it is the purpose of a clause of its own: "rallied to demand" */
    bool condition;  /* under if, unless */
    bool negated;
    bool attempt;    /* tried, fought to: done as far as it went */
    at_phase phase;
    at_stance stance;
    uint32_t top;    /* the verb whose clause tells it */
    int32_t doer;    /* who does it by control of a verb above, or -1 */
    int32_t accused; /* the ACCUSE word that charges it, or -1 */
} at__above;

void at__above_of(at__ev *ev, at__above *a, uint32_t tok);

/* What a verb says of the event noun that is its subject, object or oblique. */
typedef enum { AT__BARE, AT__LIGHT, AT__HAPPEN } at__use;
typedef struct {
    at__use use;
    uint32_t verb;
    int32_t actor, recipient; /* from the light verb's subject and obliques, or -1 */
    at_phase phase;
    at_stance stance;
    bool negated;
} at__said;

/* The word that stands in the clause for a noun: of "a series of attacks", "series". */
uint32_t at__measured(const at__ev *ev, uint32_t tok);
void at__said_of(at__ev *ev, at__said *s, uint32_t noun);
/* Row of phases.tsv for a word in a use whose conditions hold, or AT_NONE. */
uint32_t at__phase_row(at__ev *ev, uint32_t tok, const char *use, const char *act);
at_phase at__phase_of(at_str name);
#endif
