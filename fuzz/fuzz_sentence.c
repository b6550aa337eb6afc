/* Words are in order, do not overlap, start and end on boundaries; sentences cover all words. */
#include "base/utf8.h"
#include "fuzz.h"
#include "text/sentence.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_str s = input_of(data, size);
    at_arena mem;
    at__split split = {0};
    if (at_utf8_bad(s) != SIZE_MAX)
        return 0;
    at_arena_init(&mem, 0, NULL);
    at__split_text(&split, &mem, s);
    uint32_t end = 0, word = 0;
    for (size_t i = 0; i < split.words.n; i++) {
        at_span w = split.words.p[i];
        MUST(w.beg >= end && w.end > w.beg && w.end <= s.n && at_utf8_boundary(s, w.beg) && at_utf8_boundary(s, w.end));
        end = w.end;
    }
    for (size_t i = 0; i < split.sents.n; i++) {
        MUST(split.sents.p[i].beg == word && split.sents.p[i].end > word);
        word = split.sents.p[i].end;
    }
    MUST(word == split.words.n);
    at_arena_release(&mem);
    return 0;
}
