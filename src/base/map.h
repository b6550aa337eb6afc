/*
 * map.h: a hash map from byte strings to u32, in an arena. Keys are borrowed: they must outlive the map.
 * Open addressing, linear probing, at most half full. Nothing is ever removed.
 */
#ifndef AT_BASE_MAP_H
#define AT_BASE_MAP_H
#include "arena.h"
#include <attest.h>

typedef struct {
    at_str key;
    uint32_t hash, value;
} at_slot;

typedef struct {
    at_arena *mem;
    at_slot *slots;
    uint8_t *tags; /* [cap] some bits of the slot's hash; 0: empty slot */
    size_t cap, n; /* cap is a power of two or 0 */
} at_map;

#define AT_NONE UINT32_MAX

void at_map_init(at_map *m, at_arena *mem);
uint32_t at_map_get(const at_map *m, at_str key);            /* AT_NONE if absent */
/* The value's place; a new key gets AT_NONE there. Valid until the next at_map_at. */
uint32_t *at_map_at(at_map *m, at_str key);
void at_map_set(at_map *m, at_str key, uint32_t value);
#endif
