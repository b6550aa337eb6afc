/* why.h: the chain of evidence of one finding, incident or dispute, laid out for people. */
#ifndef AT_EXPORT_WHY_H
#define AT_EXPORT_WHY_H
#include "export/show.h"

/*
 * Lays out where the finding (f3), incident (i1) or dispute (d1) with this id in report `report` of the account comes
 * from; id may also be a finding's key. False if there is none.
 */
bool at_why(at_page *p, const at_account *a, uint32_t report, at_str id, at_arena *mem);
#endif
