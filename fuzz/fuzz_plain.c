/* Any bytes give valid kept text whose ASCII leads back to the same bytes; dateline and bylines lie inside it. */
#include "base/utf8.h"
#include "fuzz.h"
#include "read/source.h"

static void inside(const at_kept *k, at_span s)
{
    MUST(s.beg <= s.end && s.end <= k->text.n && at_utf8_boundary(k->text, s.beg) && at_utf8_boundary(k->text, s.end));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_str s = input_of(data, size);
    at_arena mem;
    at_kept k;
    at_arena_init(&mem, 0, NULL);
    at_keep(&k, &mem, s);
    MUST(at_utf8_bad(k.text) == SIZE_MAX);
    for (uint32_t i = 0; i < k.text.n; i++)
        if ((unsigned char)k.text.p[i] < 0x80) {
            uint32_t at = at_kept_source(&k, i);
            MUST(k.text.p[i] && at < s.n && s.p[at] == k.text.p[i]);
        }
    inside(&k, k.dateline);
    inside(&k, k.place);
    inside(&k, k.publisher);
    for (size_t i = 0; i < k.bylines.n; i++)
        inside(&k, k.bylines.p[i]);
    for (size_t i = 0; i < k.problems.n; i++)
        inside(&k, k.problems.p[i].span);
    at_arena_release(&mem);
    return 0;
}
