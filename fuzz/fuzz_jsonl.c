/* A line of input is a report, a record or an error with a place inside the line. */
#include "fuzz.h"
#include "read/jsonl.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    at_str s = input_of(data, size);
    at_jsonl j = {0};
    at_item item = {0};
    at_err err = {0};
    at_code rc = at_jsonl_parse(&j, &item, s, &err);
    if (rc == AT_OK)
        MUST(item.kind == AT_ITEM_REPORT ? item.report.text.p != NULL : at_eq(item.record, s));
    else
        MUST(err.msg[0] && err.pos <= s.n + 1);
    at_jsonl_release(&j);
    return 0;
}
