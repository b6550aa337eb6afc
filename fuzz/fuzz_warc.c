/* Any bytes as a web archive. */
#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return read_all(input_of(data, size), AT_FROM_WARC);
}
