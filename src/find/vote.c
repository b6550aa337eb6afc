#include "find/vote.h"

at_vote at_vote_of(const at_ctx *c, at_span toks, at_kind kind)
{
    at_vote v = {.of = toks.end - toks.beg};
    const at_tags *find = at_tags_of(c->an, "find");
    if (!find)
        return v;
    v.asked = true;
    for (uint32_t t = toks.beg; t < toks.end; t++) {
        at_str label = find->labels[find->of[t]];
        bool hit = label.n > 2 && at_eq_fold(at_sub(label, 2, label.n), at_strz(at_kind_name(kind)));
        v.same += hit;
        v.other += label.n > 2 && !hit;
    }
    return v;
}
