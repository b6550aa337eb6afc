/* Any bytes as a feed, XML or JSON. */
#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    return read_all(input_of(data, size), AT_FROM_FEED);
}
