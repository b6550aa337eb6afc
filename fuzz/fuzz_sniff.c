/* Any bytes under a name that says nothing: something is made of them, or they are text. PDF files stand aside: their reader is
 * another process. */
#include "base/utf8.h"
#include "input.h"
#include "read/language.h"
#include "read/sniff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static at_languages *languages;
    at_str s = input_of(data, size);
    at_err err;
    if (!languages)
        MUST(at_languages_open(&languages, &err) == AT_OK);
    at_from from = at_sniff(AT_S("name"), at_sub(s, 0, AT_SNIFF));
    MUST(from != AT_FROM_AUTO);
    if (at_utf8_bad(s) == SIZE_MAX) {
        at_arena mem;
        at_arena_init(&mem, 0, NULL);
        touch(at_languages_guess(languages, &mem, s).code);
        at_arena_release(&mem);
    }
    return from == AT_FROM_PDF ? 0 : read_all(s, AT_FROM_AUTO);
}
