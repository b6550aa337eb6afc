/*
 * pdf.h: the text layer of a PDF file, through the program attest-pdf (poppler-glib) in a child process with limits on
 * memory, processor time, files and wall time. A file without a text layer (a scan) is an empty report with a problem.
 */
#ifndef AT_READ_PDF_H
#define AT_READ_PDF_H
#include "base/arena.h"
#include "base/buf.h"

#define AT_PDF_LARGEST ((size_t)256 << 20) /* bytes of the file */

/*
 * Fills text, title, byline, source, problem of *r from the file's bytes; strings live in *out, mem or are views of pdf. Errors:
 * AT_ENOTFOUND (no attest-pdf: built without poppler-glib), AT_EPARSE (no PDF that can be read), AT_ELIMIT (it took too much),
 * AT_EIO, AT_ENOMEM.
 */
AT_MUST_USE at_code at_pdf_read(at_report *r, at_buf *out, at_arena *mem, at_str pdf, at_err *err);
#endif
