/* attest.h alone, in every dialect that a caller may use. */
#include <attest.h>

int main(void)
{
    at_err err;
    at_report r;
    at_span s = {1, 2};
    (void)sizeof err;
    (void)sizeof r;
    return AT_OK == 0 && s.beg < s.end ? 0 : 1;
}
