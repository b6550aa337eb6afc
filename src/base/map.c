#include "map.h"

#include "str.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

void at_map_init(at_map *m, at_arena *mem)
{
    memset(m, 0, sizeof *m);
    m->mem = mem;
}

static uint32_t hash_of(at_str s)
{
    return (uint32_t)XXH3_64bits(s.p ? s.p : "", s.n);
}

/* Never 0, which marks an empty slot. */
static uint8_t tag_of(uint32_t hash)
{
    return (uint8_t)(hash >> 24 | 1);
}

/* The key's slot or the empty one where it would go. Most questions are about absent keys: the tags, a byte a slot, answer them. */
static size_t probe(const at_slot *slots, const uint8_t *tags, size_t cap, at_str key, uint32_t hash)
{
    size_t i = hash & (cap - 1);
    uint8_t tag = tag_of(hash);
    while (tags[i] && (tags[i] != tag || slots[i].hash != hash || !at_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return i;
}

uint32_t at_map_get(const at_map *m, at_str key)
{
    if (!m->cap)
        return AT_NONE;
    size_t i = probe(m->slots, m->tags, m->cap, key, hash_of(key));
    return m->tags[i] ? m->slots[i].value : AT_NONE;
}

static void grow(at_map *m)
{
    size_t cap = m->cap ? m->cap * 2 : 16;
    at_slot *slots = at_new(m->mem, at_slot, cap);
    uint8_t *tags = at_new(m->mem, uint8_t, cap);
    for (size_t i = 0; i < m->cap; i++)
        if (m->tags[i]) {
            size_t to = probe(slots, tags, cap, m->slots[i].key, m->slots[i].hash);
            slots[to] = m->slots[i];
            tags[to] = m->tags[i];
        }
    m->slots = slots;
    m->tags = tags;
    m->cap = cap;
}

uint32_t *at_map_at(at_map *m, at_str key)
{
    if ((m->n + 1) * 2 > m->cap)
        grow(m);
    uint32_t hash = hash_of(key);
    size_t i = probe(m->slots, m->tags, m->cap, key, hash);
    at_slot *s = &m->slots[i];
    if (!m->tags[i]) {
        m->tags[i] = tag_of(hash);
        s->key = key.p ? key : (at_str){"", 0};
        s->hash = hash;
        s->value = AT_NONE;
        m->n++;
    }
    return &s->value;
}

void at_map_set(at_map *m, at_str key, uint32_t value)
{
    *at_map_at(m, key) = value;
}
