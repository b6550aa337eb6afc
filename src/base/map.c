#include "map.h"

#include "str.h"

void at_map_init(at_map *m, at_arena *mem)
{
    memset(m, 0, sizeof *m);
    m->mem = mem;
}

static at_slot *probe(at_slot *slots, size_t cap, at_str key, uint32_t hash)
{
    size_t i = hash & (cap - 1);
    while (slots[i].key.p && (slots[i].hash != hash || !at_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return slots + i;
}

uint32_t at_map_get(const at_map *m, at_str key)
{
    if (!m->cap)
        return AT_NONE;
    const at_slot *s = probe(m->slots, m->cap, key, (uint32_t)at_hash(key));
    return s->key.p ? s->value : AT_NONE;
}

static void grow(at_map *m)
{
    size_t cap = m->cap ? m->cap * 2 : 16;
    at_slot *slots = at_new(m->mem, at_slot, cap);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].key.p)
            *probe(slots, cap, m->slots[i].key, m->slots[i].hash) = m->slots[i];
    m->slots = slots;
    m->cap = cap;
}

uint32_t *at_map_at(at_map *m, at_str key)
{
    if ((m->n + 1) * 2 > m->cap)
        grow(m);
    uint32_t hash = (uint32_t)at_hash(key);
    at_slot *s = probe(m->slots, m->cap, key, hash);
    if (!s->key.p) {
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
