/* why.h: the chain of evidence of one finding, incident or dispute, laid out for people. */
#ifndef AT_EXPORT_WHY_H
#define AT_EXPORT_WHY_H
#include "base/sql.h"
#include "export/show.h"

/*
 * Lays out where the finding (f3), incident (i1) or dispute (d1) with this id in report `report` of the account comes
 * from; id may also be a finding's key. False if there is none.
 */
bool at_why(at_page *p, const at_account *a, uint32_t report, at_str id, at_arena *mem);
/*
 * The same for what belongs together across reports: incident i12 of the record with what spoke for and against each report's part in it, or
 * a dispute (i12:killed, a3:name) with its sides. False if there is none.
 */
bool at_why_linked(at_page *p, at_sql *q, at_str id, at_arena *mem);
#endif
