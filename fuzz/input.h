/* input.h: what the targets of the readers share: all items of some bytes, each of them whole; every input comes to an end. */
#ifndef AT_FUZZ_INPUT_H
#define AT_FUZZ_INPUT_H
#include "fuzz.h"
#include <attest.h>

static inline void touch(at_str s)
{
    volatile char sum = 0;
    MUST(s.p || !s.n);
    for (size_t i = 0; i < s.n; i++)
        sum = (char)(sum ^ s.p[i]);
    (void)sum;
}

static inline int read_all(at_str bytes, at_from from)
{
    at_input *in;
    at_err err;
    MUST(at_input_open_bytes(&in, "name", bytes, from, &err) == AT_OK);
    for (size_t steps = 0;; steps++) {
        at_item it;
        MUST(steps <= 1100 * (bytes.n + 2)); /* deflate gives at most 1,032 bytes for one */
        at_code rc = at_input_next(in, &it, &err);
        if (rc != AT_OK)
            continue;
        if (it.kind == AT_ITEM_END)
            break;
        const at_report *r = &it.report;
        const at_str all[] = {r->name, r->url,     r->publisher, r->byline, r->published, r->language, r->title,
                              r->text, r->charset, r->source,    r->within, r->problem,   it.note};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            touch(all[i]);
    }
    at_input_close(in);
    return 0;
}
#endif
