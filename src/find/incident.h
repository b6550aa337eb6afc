/* incident.h: findings of one report about one event get one incident number. */
#ifndef AT_FIND_INCIDENT_H
#define AT_FIND_INCIDENT_H
#include "find/ctx.h"

/* Every event gets an incident, told once or often; a figure joins the event in whose words it stands. Needs findings in their final order. */
void at_incident_run(at_ctx *c);
/* Could the two times be one? Unknown goes with everything. */
bool at_same_time(const at_when *a, const at_when *b);
/* Could the two places be one? Unknown goes with everything, a country with what lies in it. */
bool at_same_place(const at_ctx *c, int32_t a, int32_t b);
/* 1: the lists share a party; 0: one of them is empty; -1: both are filled and share none. */
int at_same_parties(const at_ctx *c, const at_parties *a, const at_parties *b);
#endif
