/* The public way to a report's kept text alone. */
#include <attest.h>

#include "base/err.h"
#include "base/str.h"
#include "read/source.h"
#include <stdlib.h>

at_code at_text(char **text, size_t *n, const at_report *report, at_err *err)
{
    at_arena mem;
    jmp_buf fail;
    *text = NULL;
    *n = 0;
    if (report->text.n >= UINT32_MAX / 4)
        return at_fail(err, AT_ELIMIT, "the report has %zu bytes; at most 1 GiB can be read", report->text.n);
    at_arena_init(&mem, 0, &fail);
    int jump = setjmp(fail);
    if (jump) {
        at_arena_release(&mem);
        return at_fail(err, (at_code)jump, "out of memory");
    }
    at_kept *k = at_new(&mem, at_kept, 1);
    at_keep_report(k, &mem, report);
    char *p = malloc(k->text.n + 1);
    if (p) {
        memcpy(p, k->text.p, k->text.n);
        p[k->text.n] = 0;
        *text = p;
        *n = k->text.n;
    }
    at_arena_release(&mem);
    return p ? AT_OK : at_fail(err, AT_ENOMEM, "out of memory");
}
