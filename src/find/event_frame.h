/*
 * event_frame.h: the arguments of a verb (or adjective), whatever the construction: active or passive, relative clause, participle of a noun,
 * infinitive or gerund under another verb, coordination. `subj` is who does it, `obj` what it is done to, also in the passive.
 */
#ifndef AT_FIND_EVENT_FRAME_H
#define AT_FIND_EVENT_FRAME_H
#include "find/event_lex.h"

enum { AT__OBLS = 12 };

struct at__frame {
    uint32_t tok;
    int32_t subj, obj, iobj; /* tokens or -1 */
    int32_t surface;         /* the grammatical subject, or -1 */
    int32_t xcomp, ccomp;
    bool passive, infinitive;
    bool lent;               /* the subject is taken from another clause */
    struct {
        at_str prep;         /* lemma of its (last) case word, or "" */
        int32_t tok;
    } obl[AT__OBLS];
    uint32_t nobl;
};

const at__frame *at__frame_of(at__ev *ev, uint32_t tok);
/*
 * The token that a slot of a lexicon row names ("subj", "obl:on", "nmod:of", "ccomp.subj"), or -1. `surface`: "subj" means the
 * grammatical subject.
 */
int32_t at__frame_slot(at__ev *ev, const at__frame *f, at_str slot, bool surface);
/* The case word of a noun ("of", "by"), last one of several, or empty. */
at_str at__prep_of(const at_analysis *an, uint32_t tok);
/* First nmod of a noun with that preposition, or -1. */
int32_t at__noun_dep(const at_analysis *an, uint32_t noun, at_str prep);
#endif
