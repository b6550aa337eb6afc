/*
 * event_enemy.h: who tells of whose acts. A side's telling of its enemy's act is alleged (GUIDE, Decisions). Two actors are enemies in a
 * report when one attacks, coerces, threatens or accuses the other in it.
 */
#ifndef AT_FIND_EVENT_ENEMY_H
#define AT_FIND_EVENT_ENEMY_H
#include "find/event_lex.h"

/* Once, after all events of the report are known: sets the stance of what an enemy tells to alleged. */
void at__event_enemies(at__ev *ev);
#endif
