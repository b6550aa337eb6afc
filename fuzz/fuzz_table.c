/* Any text is a table or an error; cells are views of the text. */
#include "base/table.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_str s = input_of(data, size);
    at_arena mem;
    at_table t;
    at_err err = {0};
    at_arena_init(&mem, 0, NULL);
    if (at_table_parse(&t, &mem, AT_S("fuzz"), s, &err) == AT_OK) {
        for (uint32_t r = 0; r < t.nrows; r++)
            for (uint32_t c = 0; c < t.ncols; c++) {
                at_str x = at_cell(&t, r, c);
                MUST(!x.n || (x.p >= s.p && x.p + x.n <= s.p + s.n));
            }
    } else {
        MUST(err.msg[0]);
    }
    at_arena_release(&mem);
    return 0;
}
