/* evidence.h: the chain of evidence of one finding as HTML, and the forms by which people judge it. */
#ifndef AT_SERVE_EVIDENCE_H
#define AT_SERVE_EVIDENCE_H
#include "serve/fact.h"

void at__evidence_words(at__req *r, const at__fact *f); /* its sentence with the words marked */
void at__evidence_chain(at__req *r, const at__fact *f); /* report, speakers, day, place, rule, row, company */
void at__evidence_forms(at__req *r, const at__fact *f, const char *back); /* accept, reject, correct; back: where to go then */
void at__evidence_log(at__req *r, const at__fact *f, const char *back);   /* what people decided of it so far */
#endif
