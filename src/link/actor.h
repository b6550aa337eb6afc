/* actor.h: persons, bodies and groups across reports: by name, the sound of a name, acronym, family name with country or role. */
#ifndef AT_LINK_ACTOR_H
#define AT_LINK_ACTOR_H
#include "base/arena.h"
#include "base/sql.h"

void at__actors_put(at_sql *q, at_arena *mem, int64_t report); /* links the actors of a report */
void at__actors_drop(at_sql *q, int64_t report);

/*
 * A name as it sounds, for names that came through other alphabets (Gaddafi, Qadhafi and Kadafi are one): letters that stand for
 * each other are one, of vowels only the first of each word counts. Names of one word and short ones give "".
 */
at_str at__name_sound(at_arena *mem, at_str key);
at_str at__name_acronym(at_arena *mem, at_str name); /* "ntc" of "National Transitional Council" and of "NTC"; "" if there is none */
#endif
