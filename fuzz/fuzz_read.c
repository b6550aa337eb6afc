/* The whole way: any bytes as a report give a record that obeys the span law. */
#include "fuzz.h"
#include "reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static at_reader *r;
    at_report rep = {.name = AT_S("fuzz"), .published = AT_S("2022-01-06"), .text = input_of(data, size)};
    char *json;
    size_t n;
    at_err err = {0};
    if (!r)
        MUST(at_reader_open(&r, NULL, &err) == AT_OK);
    MUST(at_read(r, &json, &n, &rep, AT_WITH_TEXT, &err) == AT_OK);
    json_t *v = json_loadb(json, n, JSON_ALLOW_NUL, NULL);
    MUST(v && !test_span_law(v));
    json_decref(v);
    at_free(json);
    return 0;
}
