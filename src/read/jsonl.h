/*
 * jsonl.h: one line of JSON Lines input as a report (docs/FORMAT.md, "Input"). Unknown keys are ignored; a key that is
 * null counts as absent. Knows nothing of files.
 */
#ifndef AT_READ_JSONL_H
#define AT_READ_JSONL_H
#include "base/buf.h"
#include <attest.h>

/* What the strings of the last report live in. Zero-initialise; release when done. */
typedef struct {
    void *root; /* json_t of the line */
    at_buf byline;
} at_jsonl;

/*
 * Parses one line; what the same at_jsonl gave before is gone. A record (an object with "report" and "findings") gives
 * item->record, a view of line. Errors: AT_EPARSE with the byte within the line in err->pos.
 */
AT_MUST_USE at_code at_jsonl_parse(at_jsonl *j, at_item *item, at_str line, at_err *err);
void at_jsonl_release(at_jsonl *j);
#endif
