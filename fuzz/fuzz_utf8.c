/* Decoding always moves on, agrees with the check, and keys and lowercase are valid UTF-8. */
#include "base/utf8.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_str s = input_of(data, size);
    size_t first_bad = SIZE_MAX;
    for (size_t i = 0; i < s.n;) {
        unsigned len = 0;
        if (at_utf8(s, i, &len) == AT_BADCP && first_bad == SIZE_MAX)
            first_bad = i;
        MUST(len >= 1 && len <= 4 && i + len <= s.n);
        MUST(at_utf8_next(s, i) == i + len);
        i += len;
    }
    MUST(at_utf8_bad(s) == first_bad);
    at_arena mem;
    at_arena_init(&mem, 0, NULL);
    MUST(at_utf8_bad(at_utf8_key(&mem, s)) == SIZE_MAX);
    at_str low = at_utf8_lower(&mem, s);
    MUST(first_bad != SIZE_MAX || at_utf8_bad(low) == SIZE_MAX);
    at_arena_release(&mem);
    return 0;
}
