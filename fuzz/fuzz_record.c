/* Any JSON handed in as a record is shown, stored and read back, or refused; what was stored is stored the same twice. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_str s = input_of(data, size);
    char *text;
    size_t n;
    at_err err = {0};
    at_added what;
    at_store *store;
    if (at_record_show(&text, &n, s, NULL, &err) == AT_OK)
        at_free(text);
    MUST(at_store_open(&store, ":memory:", &err) == AT_OK);
    if (at_store_add(store, &what, s, &err) == AT_OK) {
        MUST(at_store_add(store, &what, s, &err) == AT_OK && what == AT_UNCHANGED);
        if (at_store_show(store, &text, &n, NULL, &err) == AT_OK)
            at_free(text);
        static const char *const ids[] = {"f1", "f2", "f3", "i1", "d1"};
        for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
            if (at_store_why(store, &text, &n, at_strz(ids[i]), NULL, &err) == AT_OK)
                at_free(text);
    }
    at_store_close(store);
    return 0;
}
